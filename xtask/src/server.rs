//! A small server for files on this computer: `cargo xtask serve` and the browser tests.
//!
//! It answers GET and HEAD from one folder, to this computer only, and closes every connection
//! after one answer. That makes [`Server::stop`] true: afterwards nobody is answered any more,
//! and a test can take a page offline. It is not meant for the open network.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the page may load and run: its own files and its own wasm, nothing else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; worker-src 'self'; img-src 'self' data:; manifest-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

/// The headers of every answer. A worker's own script needs the policy too.
pub const SECURITY_HEADERS: [(&str, &str); 7] = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
];

/// Longest request head that is read.
const MAX_HEAD: u64 = 16 * 1024;

/// How long a connection may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running server. It ends when dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<thread::JoinHandle<()>>,
}

struct Shared {
    root: PathBuf,
    stopped: AtomicBool,
    requests: Mutex<Vec<String>>,
}

impl Server {
    /// Serves the folder `root` on 127.0.0.1, on a free port if `port` is 0.
    ///
    /// # Errors
    ///
    /// Fails where the port is taken.
    pub fn start(root: &Path, port: u16) -> io::Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            root: root.to_owned(),
            stopped: AtomicBool::new(false),
            requests: Mutex::new(Vec::new()),
        });
        let accepting = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Ok(Server { address, shared, accepting: Some(accepting) })
    }

    /// Serves on `port` or, where it is taken, on the next free one of the following hundred.
    ///
    /// # Errors
    ///
    /// Fails where none of them is free.
    pub fn start_from(root: &Path, port: u16) -> io::Result<Server> {
        let mut failure = io::Error::from(io::ErrorKind::AddrInUse);
        for port in port..=port.saturating_add(100) {
            match Server::start(root, port) {
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => failure = error,
                result => return result,
            }
        }
        Err(failure)
    }

    /// The address of the page, such as `http://127.0.0.1:8080/`.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The paths asked for so far, in order, found or not.
    pub fn requests(&self) -> Vec<String> {
        self.shared.requests.lock().map(|requests| requests.clone()).unwrap_or_default()
    }

    /// Ends the server. Whoever asks from now on, also over a connection opened before, gets no answer.
    pub fn stop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        if let Some(accepting) = self.accepting.take() {
            // Wakes the thread that waits for a connection, so that it sees the flag.
            drop(TcpStream::connect(self.address));
            drop(accepting.join());
        }
    }

    /// Waits until the server ends by itself, which is when the process does.
    pub fn wait(&mut self) {
        if let Some(accepting) = self.accepting.take() {
            drop(accepting.join());
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        // A client that goes away in the middle of an answer concerns nobody else.
        thread::spawn(move || drop(answer(stream, &shared)));
    }
}

fn answer(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(Read::take(&stream, MAX_HEAD));
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 0 && !header.trim_end().is_empty() {
        header.clear();
    }
    if shared.stopped.load(Ordering::SeqCst) {
        return Ok(());
    }
    let mut words = request.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(());
    };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    if let Ok(mut requests) = shared.requests.lock() {
        requests.push(path.to_owned());
    }
    let body = match method {
        "GET" | "HEAD" => read(&shared.root, path),
        _ => Err("405 Method Not Allowed"),
    };
    let (status, content_type, bytes) = match body {
        Ok((content_type, bytes)) => ("200 OK", content_type, bytes),
        Err(status) => (status, "text/plain; charset=utf-8", format!("{status}\n").into_bytes()),
    };
    let mut head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\
         Cache-Control: no-cache\r\nConnection: close\r\n",
        bytes.len()
    );
    for (name, value) in SECURITY_HEADERS {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if method != "HEAD" {
        stream.write_all(&bytes)?;
    }
    stream.flush()
}

/// The file that a path names, or the status line that says why there is none.
fn read(root: &Path, path: &str) -> Result<(&'static str, Vec<u8>), &'static str> {
    let decoded = decode(path).ok_or("400 Bad Request")?;
    let mut file = root.to_owned();
    for part in decoded.split('/').filter(|part| !part.is_empty()) {
        if part == "." || part == ".." || part.contains(['\\', ':', '\0']) {
            return Err("400 Bad Request");
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    let bytes = fs::read(&file).map_err(|_| "404 Not Found")?;
    Ok((content_type(&file), bytes))
}

/// The type under which a file is served, by its suffix.
pub fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|suffix| suffix.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "txt" | "md" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}

fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let high = char::from(rest.next()?).to_digit(16)?;
        let low = char::from(rest.next()?).to_digit(16)?;
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address).expect("the server listens");
        stream.write_all(request.as_bytes()).expect("the request goes out");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer comes");
        answer
    }

    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            drop(fs::remove_dir_all(&self.0));
        }
    }

    fn folder(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("saidby-server-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("sub")).expect("a folder");
        fs::write(folder.join("index.html"), "<p>home").expect("a file");
        fs::write(folder.join("sub/a b.js"), "1").expect("a file");
        Folder(folder)
    }

    #[test]
    fn files_come_with_their_type_and_every_security_header() {
        let root = folder("types");
        let server = Server::start(&root.0, 0).expect("a free port");
        let home = ask(&server, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assert!(home.starts_with("HTTP/1.1 200 OK\r\n") && home.ends_with("\r\n\r\n<p>home"), "{home}");
        let script = ask(&server, "GET /sub/a%20b.js?v=1 HTTP/1.1\r\n\r\n");
        assert!(script.contains("text/javascript") && script.ends_with("\r\n\r\n1"), "{script}");
        let missing = ask(&server, "HEAD /none.js HTTP/1.1\r\n\r\n");
        assert!(missing.starts_with("HTTP/1.1 404") && missing.ends_with("\r\n\r\n"), "{missing}");
        for answer in [home, script, missing] {
            for (name, value) in SECURITY_HEADERS {
                assert!(answer.contains(&format!("{name}: {value}\r\n")), "{name} is missing in {answer}");
            }
        }
        assert_eq!(server.requests(), ["/", "/sub/a%20b.js", "/none.js"]);
    }

    #[test]
    fn the_page_carries_the_policy_itself_for_hosts_that_send_none() {
        let index = fs::read_to_string(crate::site::source().join("index.html")).expect("the page is there");
        // A page cannot say who may frame it, and workers have no markup to watch over.
        let own = CONTENT_SECURITY_POLICY.trim_end_matches("; frame-ancestors 'none'");
        let policy = format!("content=\"{own}; require-trusted-types-for 'script'; trusted-types default\"");
        assert!(index.contains(&policy), "{policy}");
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let root = folder("outside");
        let server = Server::start(&root.0.join("sub"), 0).expect("a free port");
        for path in ["/../index.html", "/%2e%2e/index.html", "/..%2findex.html", "/%ff", "/%2"] {
            let answer = ask(&server, &format!("GET {path} HTTP/1.1\r\n\r\n"));
            assert!(answer.starts_with("HTTP/1.1 400"), "{path}: {answer}");
        }
        assert!(ask(&server, "POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
    }

    #[test]
    fn a_stopped_server_answers_nobody_not_even_who_was_connected() {
        let root = folder("stop");
        let mut server = Server::start(&root.0, 0).expect("a free port");
        let mut before = TcpStream::connect(server.address).expect("the server listens");
        server.stop();
        assert!(TcpStream::connect(server.address).is_err());
        drop(before.write_all(b"GET / HTTP/1.1\r\n\r\n"));
        let mut answer = Vec::new();
        drop(before.read_to_end(&mut answer));
        assert!(answer.is_empty(), "{}", String::from_utf8_lossy(&answer));
    }

    #[test]
    fn a_taken_port_leads_to_the_next_free_one() {
        let root = folder("port");
        let first = Server::start(&root.0, 0).expect("a free port");
        let second = Server::start_from(&root.0, first.port()).expect("a free port nearby");
        assert!(first.port() < second.port());
    }
}
