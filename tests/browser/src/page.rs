//! A browser window with the page.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use xtask::project;

use crate::browser::{Browser, Driver, is_firefox_wanted};
use crate::marionette::EXTENSION;
use crate::webdriver::WebDriver;
use crate::{Site, Slowed};

/// Whether the page has read the article that it was given.
pub const IS_READ: &str = "/found|English/.test(document.querySelector('#live')?.textContent)";

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser's window. When this is dropped its browser ends or goes to another test.
pub struct Page {
    /// None only while this is being dropped.
    browser: Option<Browser>,
}

impl Page {
    /// Opens the page of a site.
    pub fn open(site: &Site) -> Self {
        let page = Self::blank();
        page.go(&site.url());
        page
    }

    /// Opens the page of a site in a whole browser that has just started.
    pub fn open_whole(site: &Site) -> Self {
        let page = Self::in_new_browser();
        page.go(&site.url());
        page
    }

    /// An empty page, as in a new browser but for what is not a site's: history, clipboard and the files of the profile,
    /// and what a site keeps to which the test before did not go by [`go`](Self::go). Where the system has Chromium's headless
    /// shell, it is that.
    pub fn blank() -> Self {
        Self { browser: Some(Browser::take()) }
    }

    /// An empty page in a whole browser that has just started, and that no other test gets.
    pub fn in_new_browser() -> Self {
        Self { browser: Some(Browser::start(0, false)) }
    }

    /// Whether pages open in Firefox, which tells nothing of its console.
    pub fn is_in_firefox() -> bool {
        is_firefox_wanted()
    }

    /// The folder of what the browser keeps.
    pub fn profile(&self) -> &Path {
        self.browser().profile()
    }

    /// Whether this is Firefox.
    pub fn is_firefox(&self) -> bool {
        matches!(self.driver(), Driver::Firefox(_))
    }

    /// Installs the extension from a folder until Firefox ends; the address of its page.
    pub fn install_in_firefox(&self, folder: &Path) -> String {
        let Driver::Firefox(driver) = self.driver() else { panic!("this is not Firefox") };
        let installed = driver.call("Addon:Install", &json!({ "path": folder, "temporary": true }));
        installed.unwrap_or_else(|error| panic!("{error}"));
        format!("{EXTENSION}index.html")
    }

    /// Clicks the extension's button beside the page that is shown, and goes to the tab that it opens.
    pub fn click_extension_in_firefox(&self) {
        let Driver::Firefox(driver) = self.driver() else { panic!("this is not Firefox") };
        let call =
            |name: &str, what: Value| driver.call(name, &what).unwrap_or_else(|error| panic!("{error}"));
        let tabs = || call("WebDriver:GetWindowHandles", json!({}));
        let before = tabs();
        call("Marionette:SetContext", json!({ "value": "chrome" }));
        let script = "const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
            const { extension } = WebExtensionPolicy.getByID('@saidby');
            ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);";
        call("WebDriver:ExecuteScript", json!({ "script": script, "args": [] }));
        call("Marionette:SetContext", json!({ "value": "content" }));
        let deadline = Instant::now() + PATIENCE;
        let is_new = |tab: &&Value| !before.as_array().is_some_and(|before| before.contains(tab));
        while Instant::now() < deadline {
            if let Some(tab) = tabs().as_array().into_iter().flatten().find(is_new) {
                call("WebDriver:SwitchToWindow", json!({ "handle": tab }));
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("no tab has opened");
    }

    /// Goes to an address.
    pub fn go(&self, url: &str) {
        self.browser().goes_to(url);
        self.post(["url", "WebDriver:Navigate"], &json!({ "url": url }));
    }

    /// Reloads the page.
    pub fn reload(&self) {
        self.post(["refresh", "WebDriver:Refresh"], &json!({}));
    }

    /// The value of a JavaScript expression; a promise is waited for.
    pub fn eval(&self, expression: &str) -> Value {
        self.try_eval(expression).unwrap_or_else(|error| panic!("{expression}\n{error}"))
    }

    fn try_eval(&self, expression: &str) -> Result<Value, String> {
        let driver = match self.driver() {
            Driver::Chromium(driver) => driver,
            Driver::Firefox(driver) => {
                let script = format!(
                    "const done = arguments[arguments.length - 1];
                    (async () => ({expression}))().then((value) => done([value ?? null]), (error) => done(String(error)));"
                );
                let answer = driver.call(
                    "WebDriver:ExecuteAsyncScript",
                    &json!({ "script": script, "args": [], "sandbox": null }),
                )?;
                return match answer {
                    Value::Array(mut value) => Ok(value.pop().unwrap_or_default()),
                    error => Err(error.to_string()),
                };
            }
        };
        let parameters = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true });
        let answer = driver.devtools("Runtime.evaluate", &parameters)?;
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
        // Asking is dear and looking is cheap: the page looks for a quarter of a second each time that it is asked.
        let look = format!(
            "(async () => {{
                for (const end = performance.now() + 250; ; ) {{
                    const isOver = end < performance.now();
                    try {{ if (await ({expression})) return true; }} catch (error) {{ if (isOver) throw error; }}
                    if (isOver) return false;
                    await new Promise((on) => setTimeout(on, 25));
                }}
            }})()"
        );
        while Instant::now() < deadline {
            last = self.try_eval(&look);
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
        strings(&self.eval(&texts_of(selector)))
    }

    /// How many elements there are for a selector.
    pub fn count(&self, selector: &str) -> usize {
        self.texts(selector).len()
    }

    /// The driver's name of the first element for a selector.
    pub(super) fn element(&self, selector: &str) -> String {
        let wanted = json!({ "using": "css selector", "value": selector });
        let found = self.post(["element", "WebDriver:FindElement"], &wanted);
        let element = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str);
        element.unwrap_or_default().to_owned()
    }

    /// Opens a second tab, goes to an address in it and returns the first tab's name.
    pub fn open_tab(&self, url: &str) -> Value {
        let first = self.chromium().get("window").unwrap_or_else(|error| panic!("{error}"));
        let tab = self
            .chromium()
            .post("window/new", &json!({ "type": "tab" }))
            .unwrap_or_else(|error| panic!("{error}"));
        self.turn_to(&tab["handle"]);
        self.go(url);
        first
    }

    /// Turns to a tab.
    pub fn turn_to(&self, tab: &Value) {
        let turned = self.chromium().post("window", &json!({ "handle": tab }));
        turned.unwrap_or_else(|error| panic!("{error}"));
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

    /// Runs a script in every document from now on, before the page's own.
    pub fn before_scripts(&self, script: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": script }));
    }

    /// A command of the Chrome DevTools protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.chromium().devtools(command, parameters).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Slows the browser so many times until what is returned is dropped.
    pub fn slowed(&self, rate: u32) -> Slowed {
        Slowed::start(self.chromium().group(), rate)
    }

    pub(super) fn chromium(&self) -> &WebDriver {
        match self.driver() {
            Driver::Chromium(driver) => driver,
            Driver::Firefox(_) => panic!("only Chromium can do this"),
        }
    }

    /// Saves a picture of the window as `target/browser/NAME.png`.
    pub fn picture(&self, name: &str) {
        let file = project::root().join("target/browser").join(format!("{name}.png"));
        let picture = match self.driver() {
            Driver::Chromium(driver) => driver.get("screenshot"),
            Driver::Firefox(driver) => driver.call("WebDriver:TakeScreenshot", &json!({ "full": false })),
        };
        let Ok(picture) = picture else { return };
        let bytes = from_base64(picture.as_str().unwrap_or_default());
        drop(project::write(&file, bytes));
    }

    /// What the console said since the last call, one message an item; warnings and errors alone.
    pub fn console_errors(&self) -> Vec<String> {
        let Driver::Chromium(driver) = self.driver() else { return Vec::new() };
        let log = driver.post("se/log", &json!({ "type": "browser" })).unwrap_or_default();
        let entries = log.as_array().into_iter().flatten();
        let bad = entries.filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")));
        bad.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Waits until the text with a headline is shown.
    pub fn wait_for_headline(&self, headline: &str) {
        self.wait(headline, &format!("document.querySelector('.paper h1')?.textContent === {headline:?}"));
    }

    /// Waits until the analysis of the text shown is complete.
    pub fn wait_until_read(&self) {
        self.wait("the article is read", IS_READ);
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
        strings(&paragraphs)
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
        strings(&marked)
    }

    /// Waits until the service worker has stored the page and serves it.
    pub fn wait_for_service_worker(&self) {
        self.wait(
            "the service worker is in charge",
            "navigator.serviceWorker.controller?.state === 'activated'",
        );
    }

    fn browser(&self) -> &Browser {
        self.browser.as_ref().expect("the browser runs as long as its page")
    }

    pub(super) fn driver(&self) -> &Driver {
        &self.browser().driver
    }

    /// Sends a command, which the two protocols name differently.
    pub(super) fn post(&self, [chromium, firefox]: [&str; 2], body: &Value) -> Value {
        let answer = match self.driver() {
            Driver::Chromium(driver) => driver.post(chromium, body),
            Driver::Firefox(driver) => driver.call(firefox, body),
        };
        answer.unwrap_or_else(|error| panic!("{chromium}: {error}"))
    }
}

/// A script for the texts of all elements for a selector, as the document has them.
pub(crate) fn texts_of(selector: &str) -> String {
    format!("[...document.querySelectorAll({})].map((e) => e.textContent)", json!(selector))
}

/// The strings of a script's array.
pub(crate) fn strings(value: &Value) -> Vec<String> {
    let strings = value.as_array().into_iter().flatten();
    strings.map(|string| string.as_str().unwrap_or_default().to_owned()).collect()
}

impl Drop for Page {
    fn drop(&mut self) {
        if thread::panicking() {
            let name = thread::current().name().unwrap_or("test").replace("::", "-");
            self.picture(&name);
            eprintln!("picture: target/browser/{name}.png");
            for error in self.console_errors() {
                eprintln!("console: {error}");
            }
        } else if let Some(browser) = self.browser.take() {
            browser.give_back();
        }
    }
}

pub(super) fn from_base64(text: &str) -> Vec<u8> {
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
