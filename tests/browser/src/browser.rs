//! A browser, started for a test or taken over from the test before.
//!
//! A browser that has just started works for seconds at what no test is about, more than most tests do. So one that a test
//! is done with goes to the next: in a new tab, without what the test's sites had kept, and with nothing set.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};
use xtask::browser::{Programs, firefox};

use crate::folder::Folder;
use crate::marionette::Marionette;
use crate::webdriver::{WebDriver, driver_in, own_group};

/// How Chromium is started for a test.
pub(crate) const ARGUMENTS: [&str; 10] = [
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
];

/// A browser serves so many tests; what sites leave in it adds up.
const MAX_TESTS: u32 = 20;

/// So many wait for a test; what waits takes memory.
const MAX_IDLE: usize = 2;

/// Those that wait for a test.
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

/// Chromium, or Firefox where `SAIDBY_BROWSER=firefox` asks for it.
pub(crate) enum Driver {
    Chromium(WebDriver),
    Firefox(Marionette),
}

/// A browser with one window. It ends when dropped, and soon after the tests.
pub(crate) struct Browser {
    pub(crate) driver: Driver,
    /// Ends what the tests, which drop no statics, leave running; none over Firefox, and where there are no groups of
    /// processes.
    guard: Option<Guard>,
    profile: Folder,
    /// How many more tests it may serve.
    n_left: u32,
    /// The sites that this test has been to.
    sites: RefCell<BTreeSet<String>>,
}

impl Browser {
    /// One that a test is done with, else a new one.
    pub(crate) fn take() -> Self {
        let next = || IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        // One may have broken off while it waited.
        let works = |idle: &Self| idle.chromium().and_then(|driver| driver.get("window/handles")).is_ok();
        std::iter::from_fn(next).find(works).unwrap_or_else(|| Self::start(MAX_TESTS - 1, true))
    }

    /// A new one, without past, that then may serve so many other tests; with `bare`, without what is around a page, where
    /// the system has such a one.
    pub(crate) fn start(n_left: u32, bare: bool) -> Self {
        let profile = Folder::new("browser");
        let (driver, guard) = if is_firefox_wanted() {
            let firefox = firefox().expect("Firefox is installed");
            (Marionette::start(&firefox, profile.path()).map(Driver::Firefox), None)
        } else {
            let driver = chromium(&profile, bare);
            let guard = driver.as_ref().ok().and_then(|driver| Guard::over(driver.group(), profile.path()));
            (driver.map(Driver::Chromium), guard)
        };
        let driver = driver.unwrap_or_else(|error| panic!("{error}"));
        Self { driver, profile, guard, n_left, sites: RefCell::default() }
    }

    /// The folder of what it keeps.
    pub(crate) fn profile(&self) -> &Path {
        self.profile.path()
    }

    /// Remembers where a test goes.
    pub(crate) fn goes_to(&self, url: &str) {
        if url.starts_with("about:") {
            return;
        }
        let end = url.match_indices('/').nth(2).map_or(url.len(), |(at, _)| at);
        self.sites.borrow_mut().insert(url[..end].to_owned());
    }

    /// Gives it to the next test, where it can be as if it were new.
    pub(crate) fn give_back(mut self) {
        if self.n_left == 0 || self.guard.is_none() {
            return;
        }
        self.n_left -= 1;
        match self.forget() {
            Ok(()) => {
                let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
                if idle.len() < MAX_IDLE {
                    idle.push(self);
                }
            }
            Err(error) => eprintln!("a browser is not used again: {error}"),
        }
    }

    fn chromium(&self) -> Result<&WebDriver, String> {
        match &self.driver {
            Driver::Chromium(driver) => Ok(driver),
            Driver::Firefox(_) => Err("only Chromium is used again".into()),
        }
    }

    /// Goes on in a new tab, to which nothing that was set for the others applies, and clears what sites keep.
    fn forget(&self) -> Result<(), String> {
        let driver = self.chromium()?;
        let before = driver.get("window/handles")?;
        let tab = driver.post("window/new", &json!({ "type": "tab" }))?;
        for old in before.as_array().into_iter().flatten() {
            driver.post("window", &json!({ "handle": old }))?;
            driver.delete("window")?;
        }
        driver.post("window", &json!({ "handle": tab["handle"] }))?;
        // It has the focus only a moment after the others are closed.
        driver.devtools("Page.bringToFront", &json!({}))?;
        driver.devtools("Browser.resetPermissions", &json!({}))?;
        driver.devtools("Network.clearBrowserCache", &json!({}))?;
        for site in self.sites.take() {
            if !site.starts_with("http") {
                return Err(format!("{site} cannot be cleared"));
            }
            let all = json!({ "origin": site, "storageTypes": "all" });
            driver.devtools("Storage.clearDataForOrigin", &all)?;
        }
        // What the console has said so far.
        driver.post("se/log", &json!({ "type": "browser" })).map(drop)
    }
}

/// Whether pages open in Firefox.
pub(crate) fn is_firefox_wanted() -> bool {
    std::env::var("SAIDBY_BROWSER").is_ok_and(|name| name == "firefox")
}

fn chromium(profile: &Folder, bare: bool) -> Result<WebDriver, String> {
    let programs = Programs::find().expect("Chromium and chromedriver are installed");
    let mut arguments: Vec<String> = ARGUMENTS.map(str::to_owned).to_vec();
    arguments.push(format!("--user-data-dir={}", profile.path().display()));
    let start = |browser: &Path| {
        let capabilities: Value = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "binary": browser, "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        WebDriver::start(driver_in(profile.path(), &programs.driver), &capabilities)
    };
    let shell = programs.shell.filter(|_| bare).and_then(|shell| in_its_folder(&shell, profile));
    let shell = shell.and_then(|shell| start(&shell).ok());
    // On a busy machine a browser may not come up within its driver's patience.
    shell.map_or_else(|| start(&programs.chromium).or_else(|_| start(&programs.chromium)), Ok)
}

/// A script that starts a shell with an empty page, which it does not open by itself and its driver waits for, and in the
/// folder of its profile, for it saves files where it is started.
#[cfg(unix)]
fn in_its_folder(shell: &Path, profile: &Folder) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let (shell, folder) = (shell.display(), profile.path().display());
    let script = format!("#!/bin/sh\ncd '{folder}' && exec '{shell}' \"$@\" about:blank\n");
    let file = profile.file("shell", &script);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).ok()?;
    Some(file)
}

#[cfg(not(unix))]
fn in_its_folder(_shell: &Path, _profile: &Folder) -> Option<PathBuf> {
    None
}

/// A process that ends a browser and clears its folder when nobody holds it any more.
struct Guard(Child);

impl Guard {
    /// None where there are no groups of processes.
    fn over(group: u32, profile: &Path) -> Option<Self> {
        const WATCH: &str = r#"read -r _; kill -KILL "-$1"; sleep 1; rm -rf -- "$2""#;
        let mut command = Command::new("sh");
        command.args(["-c", WATCH, "sh", &group.to_string()]).arg(profile);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // What ends the tests by a signal to their group leaves this to its work.
        own_group(&mut command);
        if cfg!(unix) { command.spawn().ok().map(Self) } else { None }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // The browser ends by its owner.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
