//! The little of WebDriver that the tests need: JSON over HTTP to a chromedriver of their own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// The longest that a single command may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A chromedriver with one session. Both end when it is dropped, also by a failing test.
pub struct WebDriver {
    child: Child,
    port: u16,
    session: String,
}

impl WebDriver {
    /// Starts chromedriver on a free port and a session with these capabilities.
    pub fn start(mut command: Command, capabilities: &Value) -> Result<Self, String> {
        own_group(&mut command);
        let mut child = command
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("chromedriver could not be started: {error}"))?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("chromedriver has no output")?).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let port = line.split_once("started successfully on port ")?.1;
            port.trim_end_matches('.').parse().ok()
        });
        // It goes on printing; a full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        let mut driver = Self { child, port: port.unwrap_or_default(), session: String::new() };
        if driver.port == 0 {
            return Err("chromedriver did not say its port".into());
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let session = driver.send("POST", "/session", Some(&wanted))?;
        driver.session = session["sessionId"].as_str().ok_or("chromedriver gave no session")?.to_owned();
        Ok(driver)
    }

    /// The group of the processes of driver and browser.
    pub fn group(&self) -> u32 {
        self.child.id()
    }

    /// Sends a command of the session, such as `url`, and returns its value.
    pub fn post(&self, command: &str, body: &Value) -> Result<Value, String> {
        self.send("POST", &format!("/session/{}/{command}", self.session), Some(body))
    }

    /// Asks the session, such as for `screenshot`.
    pub fn get(&self, command: &str) -> Result<Value, String> {
        self.send("GET", &format!("/session/{}/{command}", self.session), None)
    }

    /// Takes a thing of the session away, such as its `window`.
    pub fn delete(&self, what: &str) -> Result<Value, String> {
        self.send("DELETE", &format!("/session/{}/{what}", self.session), None)
    }

    /// Sends a command of the Chrome DevTools protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, String> {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let answer =
            self.exchange(method, path, &body).map_err(|error| format!("{method} {path}: {error}"))?;
        let answer: Value =
            serde_json::from_slice(&answer).map_err(|error| format!("{method} {path}: {error}"))?;
        let value = answer["value"].clone();
        match value["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", value["message"].as_str().unwrap_or_default())),
            None => Ok(value),
        }
    }

    fn exchange(&self, method: &str, path: &str, body: &str) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header)? == 0 || header.trim_end().is_empty() {
                break;
            }
            if let Some((name, value)) = header.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or_default();
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for WebDriver {
    fn drop(&mut self) {
        // Killed, not asked: a browser that is asked first puts away its profile, which goes with it.
        if !cfg!(unix) && !self.session.is_empty() {
            drop(self.send("DELETE", &format!("/session/{}", self.session), None));
        }
        end_group(&self.child);
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The driver, whose browser leaves nothing outside of a folder even when it is killed.
pub fn driver_in(folder: &Path, program: &Path) -> Command {
    let mut driver = Command::new(program);
    // Elsewhere the path of the browser's socket would be too long.
    if cfg!(target_os = "linux") {
        driver.env("TMPDIR", folder);
    }
    driver
}

/// Puts the driver and the browser that it starts into a process group of their own.
#[cfg(unix)]
pub fn own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
pub fn own_group(_command: &mut Command) {}

/// Ends the browser also where the driver no longer can.
#[cfg(unix)]
pub fn end_group(driver: &Child) {
    signal_group(driver.id(), rustix::process::Signal::KILL);
}

#[cfg(not(unix))]
pub fn end_group(_driver: &Child) {}

/// Sends a signal to all processes of a group.
#[cfg(unix)]
pub fn signal_group(group: u32, signal: rustix::process::Signal) {
    use rustix::process::{Pid, kill_process_group};
    let group = i32::try_from(group).ok().and_then(Pid::from_raw);
    // The group may be gone.
    _ = group.map(|group| kill_process_group(group, signal));
}
