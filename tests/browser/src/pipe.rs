//! Chromium by the pipe of its own remote protocol, without a driver: what a page's driver may not do, such as
//! loading an extension and clicking its button, it does here. Messages are JSON, each ended by a zero byte.

use std::cell::{Cell, RefCell};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use xtask::browser::Programs;
use xtask::project;

use crate::browser::ARGUMENTS;
use crate::folder::Folder;
use crate::page::{strings, texts_of};
use crate::webdriver::{end_group, own_group};

/// The longest that a single command, or what a test waits for, may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The browser reads its pipe from file 3 and writes to file 4; a shell lays them there.
const START: &str = "exec \"$@\" 3<&0 4>&1 0</dev/null 1>/dev/null";

/// A browser of its own, without past. It ends when dropped.
pub struct Browser {
    child: Child,
    to: RefCell<ChildStdin>,
    from: Receiver<Value>,
    last: Cell<u64>,
    /// What it told without being asked.
    events: RefCell<Vec<Value>>,
    profile: Folder,
}

impl Browser {
    /// Starts the browser; [`Browser::end`] tells what it asked for.
    pub fn start() -> Self {
        let profile = Folder::new("pipe");
        let programs = Programs::find().expect("Chromium and chromedriver are installed");
        let mut command = Command::new("sh");
        own_group(&mut command);
        command.args(["-c", START, "sh"]).arg(programs.chromium).args(ARGUMENTS);
        command.arg(format!("--user-data-dir={}", profile.path().display()));
        command.arg(format!("--log-net-log={}", profile.path().join("network.json").display()));
        command.args(["--remote-debugging-pipe", "--enable-unsafe-extension-debugging", "about:blank"]);
        let streams = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = streams.spawn().expect("Chromium starts");
        let to = RefCell::new(child.stdin.take().expect("a pipe to it"));
        let mut output = BufReader::new(child.stdout.take().expect("a pipe from it"));
        let (tell, from) = channel();
        thread::spawn(move || {
            let mut message = Vec::new();
            while output.read_until(0, &mut message).is_ok_and(|n_bytes| 0 < n_bytes) {
                message.pop();
                if serde_json::from_slice(&message).is_ok_and(|message: Value| tell.send(message).is_err()) {
                    break;
                }
                message.clear();
            }
        });
        let browser = Self { child, to, from, last: Cell::new(0), events: RefCell::default(), profile };
        browser.call("Target.setDiscoverTargets", &json!({ "discover": true, "filter": [{}] }));
        browser
    }

    /// A command to the browser itself.
    pub fn call(&self, method: &str, parameters: &Value) -> Value {
        self.ask(None, method, parameters).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    fn ask(&self, session: Option<&str>, method: &str, parameters: &Value) -> Result<Value, String> {
        let id = self.last.get() + 1;
        self.last.set(id);
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let written = self.to.borrow_mut().write_all(format!("{message}\0").as_bytes());
        written.map_err(|error| error.to_string())?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let mut told = self.from.recv_timeout(left).map_err(|_| "no answer".to_owned())?;
            if told["id"] != id {
                self.events.borrow_mut().push(told);
            } else if told["error"].is_object() {
                return Err(told["error"]["message"].to_string());
            } else {
                return Ok(told["result"].take());
            }
        }
    }

    /// Loads the extension of a folder, for private windows too, and returns its name in addresses.
    pub fn install(&self, folder: &Path) -> String {
        let loaded =
            self.call("Extensions.loadUnpacked", &json!({ "path": folder, "enableInIncognito": true }));
        loaded["id"].as_str().expect("a loaded extension has a name").to_owned()
    }

    /// Opens an address in a tab of its own, and waits until it stands.
    pub fn open(&self, url: &str) -> Tab<'_> {
        self.stands(&json!({ "url": url }))
    }

    /// Opens an address in a private window.
    pub fn open_privately(&self, url: &str) -> Tab<'_> {
        let context = self.call("Target.createBrowserContext", &json!({}));
        self.stands(
            &json!({ "url": url, "browserContextId": context["browserContextId"], "newWindow": true }),
        )
    }

    fn stands(&self, wanted: &Value) -> Tab<'_> {
        let target = self.call("Target.createTarget", wanted);
        let tab = self.attach(target["targetId"].as_str().unwrap_or_default());
        tab.wait("it stands", "document.readyState === 'complete' && location.href !== 'about:blank'");
        tab
    }

    /// Clicks the button of an extension over a tab, which is then granted as by a true click, and returns the tab
    /// that this opens.
    pub fn click(&self, extension: &str, tab: &Tab<'_>) -> Tab<'_> {
        // In a private window it starts with the window; until then nobody would hear the click.
        self.background(extension, tab);
        self.call("Target.activateTarget", &json!({ "targetId": tab.target }));
        let before = self.targets("page");
        let info = before.iter().find(|info| info["targetId"] == tab.target).expect("the tab is there");
        // The tab around a page has a name of its own, and its address.
        let tabs = self.targets("tab");
        let around = tabs.iter().find(|around| around["url"] == info["url"]).expect("a page has a tab");
        let action = json!({ "id": extension, "targetId": around["targetId"] });
        self.call("Extensions.triggerAction", &action);
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let now = self.targets("page");
            let new = now.iter().find(|now| before.iter().all(|old| old["targetId"] != now["targetId"]));
            if let Some(new) = new {
                return self.attach(new["targetId"].as_str().unwrap_or_default());
            }
            thread::sleep(Duration::from_millis(25));
        }
        panic!("the click opened nothing");
    }

    /// The background script of an extension for the window of a tab, once it listens.
    pub fn background(&self, extension: &str, tab: &Tab<'_>) -> Tab<'_> {
        let privacy = tab.privacy();
        let is_own = |info: &&Value| {
            info["browserContextId"] == privacy
                && info["url"].as_str().is_some_and(|url| url.contains(extension))
        };
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            let workers = self.targets("service_worker");
            if let Some(own) = workers.iter().find(is_own) {
                let own = self.attach(own["targetId"].as_str().unwrap_or_default());
                own.wait("it listens", "chrome.action.onClicked.hasListeners()");
                return own;
            }
            thread::sleep(Duration::from_millis(25));
        }
        panic!("the background script never starts");
    }

    fn targets(&self, kind: &str) -> Vec<Value> {
        let filter = json!({ "filter": [{ "type": kind }] });
        self.call("Target.getTargets", &filter)["targetInfos"].as_array().cloned().unwrap_or_default()
    }

    fn attach(&self, target: &str) -> Tab<'_> {
        let attached = self.call("Target.attachToTarget", &json!({ "targetId": target, "flatten": true }));
        let session = attached["sessionId"].as_str().unwrap_or_default().to_owned();
        let tab = Tab { browser: self, target: target.to_owned(), session };
        for domain in ["Runtime.enable", "Log.enable"] {
            // A service worker has no log of its own.
            drop(self.ask(Some(&tab.session), domain, &json!({})));
        }
        tab
    }

    /// Ends the browser and returns the addresses that were asked for over the network, each once, in order of the
    /// alphabet. What the browser asks its maker for by itself, for no page and no extension, is left out.
    pub fn end(mut self) -> Vec<String> {
        drop(self.ask(None, "Browser.close", &json!({})));
        let deadline = Instant::now() + PATIENCE;
        while self.child.try_wait().is_ok_and(|ended| ended.is_none()) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(25));
        }
        let log = project::read(&self.profile.path().join("network.json")).expect("the log of the network");
        let log: Value = serde_json::from_slice(&log).expect("the log is whole");
        let requests = log["events"].as_array().into_iter().flatten().map(|event| &event["params"]);
        let mut asked: Vec<String> = requests
            .filter_map(|request| Some((request["url"].as_str()?, request["initiator"].as_str()?)))
            .filter(|(url, initiator)| *initiator != NOBODY || !is_maker(url))
            .map(|(url, _)| url.to_owned())
            .collect();
        asked.sort();
        asked.dedup();
        asked
    }
}

/// Who asks in the log of the network where it is no page or extension.
const NOBODY: &str = "not an origin";

/// Whether an address is the browser's maker's.
fn is_maker(url: &str) -> bool {
    let host = url.split('/').nth(2).unwrap_or_default();
    [".google.com", ".googleapis.com", ".gvt1.com"].iter().any(|maker| host.ends_with(maker))
}

impl Drop for Browser {
    fn drop(&mut self) {
        end_group(&self.child);
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A tab, or the background script of an extension.
pub struct Tab<'b> {
    browser: &'b Browser,
    target: String,
    session: String,
}

impl Tab<'_> {
    /// The window's privacy: tabs of one private session, and all that are not private, have the same.
    pub fn privacy(&self) -> Value {
        let info = self.browser.call("Target.getTargetInfo", &json!({ "targetId": self.target }));
        info["targetInfo"]["browserContextId"].clone()
    }

    /// A command to the tab.
    pub fn call(&self, method: &str, parameters: &Value) -> Value {
        let answer = self.browser.ask(Some(&self.session), method, parameters);
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The value of a JavaScript expression; a promise is waited for.
    pub fn eval(&self, expression: &str) -> Value {
        self.eval_in(None, expression).unwrap_or_else(|error| panic!("{expression}\n{error}"))
    }

    /// The same in another world of the tab, such as that of an extension's script in a web page.
    pub fn eval_in(&self, world: Option<u64>, expression: &str) -> Result<Value, String> {
        let mut given = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        if let Some(world) = world {
            given["contextId"] = json!(world);
        }
        let answer = self.browser.ask(Some(&self.session), "Runtime.evaluate", &given)?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(details["exception"].to_string()),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// Waits until a JavaScript expression is true, and fails with `what` if it never is.
    pub fn wait(&self, what: &str, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        let mut last = Ok(Value::Null);
        while Instant::now() < deadline {
            last = self.eval_in(None, &format!("Boolean({expression})"));
            if last == Ok(Value::Bool(true)) {
                return;
            }
            thread::sleep(Duration::from_millis(25));
        }
        let shown = self.eval_in(None, "document.body.innerText");
        panic!("{what}: still not so after {PATIENCE:?}: {expression} ({last:?})\n{shown:?}");
    }

    /// The texts of all elements for a selector, as the document has them.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        strings(&self.eval(&texts_of(selector)))
    }

    /// The worlds of an extension in this tab.
    pub fn worlds(&self, extension: &str) -> Vec<u64> {
        let origin = format!("chrome-extension://{extension}");
        let contexts = self.told("Runtime.executionContextCreated");
        let own = contexts.iter().filter(|context| context["context"]["origin"] == origin);
        own.filter_map(|context| context["context"]["id"].as_u64()).collect()
    }

    /// What the console said: warnings and errors of the page and of the browser.
    pub fn console_errors(&self) -> Vec<String> {
        self.eval("0");
        let logged = self.told("Log.entryAdded").into_iter().map(|told| told["entry"].clone());
        let bad = logged.filter(|entry| entry["level"] == "warning" || entry["level"] == "error");
        let thrown = self.told("Runtime.exceptionThrown").into_iter();
        bad.chain(thrown).map(|told| told.to_string()).collect()
    }

    fn told(&self, method: &str) -> Vec<Value> {
        let events = self.browser.events.borrow();
        let own =
            events.iter().filter(|event| event["sessionId"] == self.session && event["method"] == method);
        own.map(|event| event["params"].clone()).collect()
    }
}
