//! A browser window with the page, and what a person can do with it.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::{Value, json};
use xtask::browser::Programs;
use xtask::project;

use crate::Site;
use crate::webdriver::WebDriver;

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser of its own, without past, with one window. It ends when dropped.
pub struct Page {
    /// None only while this is being dropped.
    driver: Option<WebDriver>,
    profile: PathBuf,
}

impl Page {
    /// Opens the page of a site in a new browser.
    pub fn open(site: &Site) -> Self {
        let page = Self::blank();
        page.go(&site.url());
        page
    }

    /// A new browser with an empty page.
    pub fn blank() -> Self {
        static PROFILES: AtomicU32 = AtomicU32::new(0);
        let programs = Programs::find().expect("Chromium and chromedriver are installed");
        let number = PROFILES.fetch_add(1, Ordering::Relaxed);
        let profile = std::env::temp_dir().join(format!("saidby-browser-{}-{number}", std::process::id()));
        let mut arguments: Vec<String> = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1440,900",
        ]
        .map(str::to_owned)
        .to_vec();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        let capabilities = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "binary": programs.chromium, "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let driver = WebDriver::start(Command::new(&programs.driver), &capabilities);
        Self { driver: Some(driver.unwrap_or_else(|error| panic!("{error}"))), profile }
    }

    /// Goes to an address.
    pub fn go(&self, url: &str) {
        self.post("url", &json!({ "url": url }));
    }

    /// Reloads the page.
    pub fn reload(&self) {
        self.post("refresh", &json!({}));
    }

    /// The value of a JavaScript expression; a promise is waited for.
    pub fn eval(&self, expression: &str) -> Value {
        self.try_eval(expression).unwrap_or_else(|error| panic!("{expression}\n{error}"))
    }

    fn try_eval(&self, expression: &str) -> Result<Value, String> {
        let parameters = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true });
        let answer = self.driver().devtools("Runtime.evaluate", &parameters)?;
        match answer.get("exceptionDetails") {
            Some(details) => {
                let description = details["exception"]["description"].as_str();
                Err(description.map_or_else(|| details.to_string(), str::to_owned))
            }
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Waits until a JavaScript expression is true, and fails with `what` if it never is.
    pub fn wait(&self, what: &str, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        let mut last = Ok(Value::Null);
        while Instant::now() < deadline {
            last = self.try_eval(&format!("Promise.resolve({expression}).then(Boolean)"));
            if last == Ok(Value::Bool(true)) {
                return;
            }
            thread::sleep(Duration::from_millis(25));
        }
        panic!("{what}: still not so after {PATIENCE:?}: {expression} ({last:?})");
    }

    /// Waits until there is an element for a CSS selector.
    pub fn wait_for(&self, selector: &str) {
        self.wait(&format!("an element {selector}"), &format!("document.querySelector({})", json!(selector)));
    }

    /// The text of the first element for a selector, as shown.
    pub fn text(&self, selector: &str) -> String {
        let text = self.eval(&format!("document.querySelector({}).innerText", json!(selector)));
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The texts of all elements for a selector, as the document has them.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let texts = format!("[...document.querySelectorAll({})].map((e) => e.textContent)", json!(selector));
        let texts = self.eval(&texts);
        let texts = texts.as_array().into_iter().flatten();
        texts.map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// How many elements there are for a selector.
    pub fn count(&self, selector: &str) -> usize {
        self.texts(selector).len()
    }

    /// Clicks the first element for a selector, with the mouse, in its middle.
    pub fn click(&self, selector: &str) {
        self.wait_for(selector);
        let found = self.post("element", &json!({ "using": "css selector", "value": selector }));
        let element = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str);
        self.post(&format!("element/{}/click", element.unwrap_or_default()), &json!({}));
    }

    /// Presses a key such as `a`, `Enter` or `Escape`, with modifiers: 1 Alt, 2 Control, 4 Meta, 8 Shift.
    pub fn press(&self, key: &str, modifiers: u32) {
        let text = if key == "Enter" { "\r" } else { key };
        let mut event = json!({ "type": "keyDown", "key": key, "code": code(key), "modifiers": modifiers,
            "windowsVirtualKeyCode": virtual_key(key) });
        if (text.chars().count() == 1) && modifiers & !8 == 0 {
            event["text"] = json!(text);
        }
        self.devtools("Input.dispatchKeyEvent", &event);
        event["type"] = json!("keyUp");
        self.devtools("Input.dispatchKeyEvent", &event);
    }

    /// Types a text into what has the focus, at once.
    pub fn insert(&self, text: &str) {
        self.devtools("Input.insertText", &json!({ "text": text }));
    }

    /// Puts a text into the clipboard and pastes it with the keyboard into what has the focus.
    pub fn paste(&self, text: &str) {
        let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.devtools("Browser.grantPermissions", &permissions);
        self.eval(&format!("navigator.clipboard.writeText({})", json!(text)));
        let mut event = json!({ "type": "rawKeyDown", "key": "v", "code": "KeyV", "modifiers": 2,
            "windowsVirtualKeyCode": 86, "commands": ["paste"] });
        self.devtools("Input.dispatchKeyEvent", &event);
        event["type"] = json!("keyUp");
        self.devtools("Input.dispatchKeyEvent", &event);
    }

    /// Gives files to the file input of a selector, which may be hidden.
    pub fn choose_files(&self, selector: &str, files: &[PathBuf]) {
        let found = self.devtools(
            "Runtime.evaluate",
            &json!({ "expression": format!("document.querySelector({})", json!(selector)) }),
        );
        let object = &found["result"]["objectId"];
        self.devtools("DOM.setFileInputFiles", &json!({ "files": files, "objectId": object }));
    }

    /// Sets a media feature such as `prefers-color-scheme`.
    pub fn media(&self, feature: &str, value: &str) {
        self.devtools(
            "Emulation.setEmulatedMedia",
            &json!({ "features": [{ "name": feature, "value": value }] }),
        );
    }

    /// Sets the size of the window in CSS pixels.
    pub fn resize(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// A command of the Chrome DevTools protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.driver().devtools(command, parameters).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Saves a picture of the window as `target/browser/NAME.png`.
    pub fn picture(&self, name: &str) {
        let file = project::root().join("target/browser").join(format!("{name}.png"));
        let Ok(picture) = self.driver().get("screenshot") else { return };
        let bytes = from_base64(picture.as_str().unwrap_or_default());
        drop(project::write(&file, bytes));
    }

    /// What the console said since the last call, one message an item; warnings and errors alone.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.driver().post("se/log", &json!({ "type": "browser" })).unwrap_or_default();
        let entries = log.as_array().into_iter().flatten();
        let bad = entries.filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")));
        bad.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Pastes an article into the empty page and waits until it is read.
    pub fn read(&self, text: &str) {
        self.wait_for("[data-view=welcome] #paste");
        self.click("#paste");
        self.paste(text);
        self.wait_until_read();
    }

    /// Waits until the analysis of the text shown is complete.
    pub fn wait_until_read(&self) {
        self.wait(
            "the article is read",
            "/found|English/.test(document.querySelector('#live')?.textContent)",
        );
    }

    /// The article as the page shows it: its paragraphs, without what only screen readers hear.
    pub fn paragraphs(&self) -> Vec<String> {
        let paragraphs = self.eval(
            "[...document.querySelectorAll('.paper .words')].map((words) => {
                const copy = words.cloneNode(true);
                for (const hidden of copy.querySelectorAll('.vh')) hidden.remove();
                return copy.textContent.replace(/\\s+/g, ' ').trim();
            })",
        );
        let paragraphs = paragraphs.as_array().into_iter().flatten();
        paragraphs.map(|words| words.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The words of all pieces of marks for a selector, without what only screen readers hear.
    pub fn marked(&self, selector: &str) -> Vec<String> {
        let marked = self.eval(&format!(
            "[...document.querySelectorAll({})].map((mark) => {{
                const copy = mark.cloneNode(true);
                for (const hidden of copy.querySelectorAll('.vh')) hidden.remove();
                return copy.textContent;
            }})",
            json!(selector)
        ));
        let marked = marked.as_array().into_iter().flatten();
        marked.map(|words| words.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Waits until the service worker has stored the page and serves it.
    pub fn wait_for_service_worker(&self) {
        self.wait(
            "the service worker is in charge",
            "navigator.serviceWorker.controller?.state === 'activated'",
        );
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("the browser runs as long as its page")
    }

    fn post(&self, command: &str, body: &Value) -> Value {
        self.driver().post(command, body).unwrap_or_else(|error| panic!("{command}: {error}"))
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if thread::panicking() {
            let name = thread::current().name().unwrap_or("test").replace("::", "-");
            self.picture(&name);
            eprintln!("picture: target/browser/{name}.png");
            for complaint in self.complaints() {
                eprintln!("console: {complaint}");
            }
        }
        drop(self.driver.take());
        // The browser's processes may still be writing while they end.
        for _ in 0..20 {
            if fs::remove_dir_all(&self.profile).is_ok() || !self.profile.exists() {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

fn code(key: &str) -> String {
    let mut characters = key.chars();
    match (characters.next(), characters.next()) {
        (Some(letter), None) if letter.is_ascii_alphabetic() => format!("Key{}", letter.to_ascii_uppercase()),
        (Some(digit), None) if digit.is_ascii_digit() => format!("Digit{digit}"),
        _ => key.to_owned(),
    }
}

fn virtual_key(key: &str) -> u32 {
    match key {
        "Tab" => 9,
        "Enter" => 13,
        "Escape" => 27,
        "End" => 35,
        "Home" => 36,
        "ArrowLeft" => 37,
        "ArrowUp" => 38,
        "ArrowRight" => 39,
        "ArrowDown" => 40,
        "Delete" => 46,
        _ => key.chars().next().map_or(0, |first| u32::from(first.to_ascii_uppercase())),
    }
}

fn from_base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for digit in text.bytes().filter_map(|byte| ALPHABET.iter().position(|&digit| digit == byte)) {
        bits = bits << 6 | digit as u32;
        held += 6;
        if 8 <= held {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}
