//! Firefox by its own remote protocol: length-prefixed JSON over a local socket, no driver program between.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::webdriver::{end_group, own_group};

/// The longest that a single command, or the start, may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What Firefox calls the pages of our extension; else it throws dice for it.
pub const EXTENSION: &str = "moz-extension://5a1db100-0000-4000-8000-000000000000/";

/// What Firefox must not do in a test: ask, update itself, phone home.
const PREFERENCES: &str = "\
user_pref(\"marionette.port\", 0);
user_pref(\"extensions.webextensions.uuids\", '{\"@saidby\":\"5a1db100-0000-4000-8000-000000000000\"}');
user_pref(\"app.update.disabledForTesting\", true);
user_pref(\"browser.shell.checkDefaultBrowser\", false);
user_pref(\"browser.startup.homepage_override.mstone\", \"ignore\");
user_pref(\"datareporting.policy.dataSubmissionEnabled\", false);
user_pref(\"network.captive-portal-service.enabled\", false);
user_pref(\"network.connectivity-service.enabled\", false);
user_pref(\"services.settings.server\", \"data:,\");
user_pref(\"toolkit.telemetry.reportingpolicy.firstRun\", false);
";

/// A Firefox with one window. It ends when dropped, also by a failing test.
pub struct Marionette {
    child: Child,
    connection: Mutex<Connection>,
}

struct Connection {
    stream: TcpStream,
    number: u64,
}

impl Marionette {
    /// Starts Firefox with a new profile.
    pub fn start(firefox: &Path, profile: &Path) -> Result<Self, String> {
        fs::create_dir_all(profile)
            .and_then(|()| fs::write(profile.join("user.js"), PREFERENCES))
            .map_err(|error| format!("{}: {error}", profile.display()))?;
        let mut command = Command::new(firefox);
        own_group(&mut command);
        // With the system's access, the extension's own page may be gone to.
        let child = command
            .args(["--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile"])
            .arg(profile)
            .arg("about:blank")
            .envs([("MOZ_HEADLESS_WIDTH", "1440"), ("MOZ_HEADLESS_HEIGHT", "900"), ("HOME", "/tmp")])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Firefox could not be started: {error}"))?;
        let stream = connect(&profile.join("MarionetteActivePort"));
        let stream = match stream {
            Ok(stream) => stream,
            Err(error) => {
                end_group(&child);
                return Err(error);
            }
        };
        let marionette = Self { child, connection: Mutex::new(Connection { stream, number: 0 }) };
        marionette.call("WebDriver:NewSession", &json!({}))?;
        Ok(marionette)
    }

    /// Calls a command such as `WebDriver:Navigate` and returns its value.
    pub fn call(&self, command: &str, parameters: &Value) -> Result<Value, String> {
        let mut connection = self.connection.lock().map_err(|error| error.to_string())?;
        connection.call(command, parameters).map_err(|error| format!("{command}: {error}"))
    }
}

impl Connection {
    fn call(&mut self, command: &str, parameters: &Value) -> Result<Value, String> {
        self.number += 1;
        let message = json!([0, self.number, command, parameters]).to_string();
        write!(self.stream, "{}:{message}", message.len()).map_err(|error| error.to_string())?;
        let mut answer = self.read().map_err(|error| error.to_string())?;
        let error = &answer[2];
        if !error.is_null() {
            return Err(format!("{}: {}", error["error"], error["message"]));
        }
        let result = answer[3].take();
        Ok(result.get("value").cloned().unwrap_or(result))
    }

    /// Reads one message: its length in bytes, a colon, JSON.
    fn read(&mut self) -> std::io::Result<Value> {
        let mut length = 0;
        loop {
            let mut byte = [0];
            self.stream.read_exact(&mut byte)?;
            match byte[0] {
                b':' => break,
                digit => length = length * 10 + usize::from(digit.wrapping_sub(b'0')),
            }
        }
        let mut message = vec![0; length];
        self.stream.read_exact(&mut message)?;
        Ok(serde_json::from_slice(&message)?)
    }
}

/// Connects to the port that Firefox writes into its profile, and reads its greeting.
fn connect(file: &Path) -> Result<TcpStream, String> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let port = fs::read_to_string(file).ok().and_then(|port| port.trim().parse::<u16>().ok());
        if let Some(stream) = port.and_then(|port| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()) {
            stream.set_read_timeout(Some(PATIENCE)).map_err(|error| error.to_string())?;
            let mut connection = Connection { stream, number: 0 };
            connection.read().map_err(|error| error.to_string())?;
            return Ok(connection.stream);
        }
        thread::sleep(Duration::from_millis(50));
    }
    Err("Firefox did not say its port".into())
}

impl Drop for Marionette {
    fn drop(&mut self) {
        end_group(&self.child);
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
