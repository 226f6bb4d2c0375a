//! Chromium and chromedriver: found, or installed where that is ours to do.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::project::{self, Result};

/// The programs that the browser tests need.
#[derive(Clone, Debug)]
pub struct Programs {
    /// The browser.
    pub chromium: PathBuf,
    /// The same without what is around a page, which works half as much; few systems have it.
    pub shell: Option<PathBuf>,
    /// Its WebDriver server.
    pub driver: PathBuf,
}

const CHROMIUM: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const SHELL: [&str; 2] = ["chromium-headless-shell", "chrome-headless-shell"];
const MAC_CHROME: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const FIREFOX: [&str; 2] = ["firefox", "firefox-esr"];
const MAC_FIREFOX: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";
const DRIVER: [&str; 2] = ["chromedriver", "chromium.chromedriver"];

impl Programs {
    /// The programs on this computer; `CHROME` and `CHROMEDRIVER` name others. With `CHROME` there is no shell: what is
    /// named is what is meant.
    ///
    /// # Errors
    ///
    /// Fails where one is missing, and says what to install.
    pub fn find() -> Result<Self> {
        let chromium = find("CHROME", &CHROMIUM)
            .or_else(|| Some(PathBuf::from(MAC_CHROME)).filter(|file| file.is_file()));
        let driver = find("CHROMEDRIVER", &DRIVER);
        let missing = match (&chromium, &driver) {
            (None, None) => "Chromium and chromedriver are",
            (None, Some(_)) => "Chromium is",
            _ => "chromedriver is",
        };
        match (chromium, driver) {
            (Some(chromium), Some(driver)) => {
                let shell = SHELL.iter().find_map(|name| project::program(name)).filter(|_| !is_named());
                Ok(Self { chromium, shell, driver })
            }
            _ => Err(format!(
                "{missing} missing: install both in the same version (on Debian and Ubuntu \
                 `sudo apt-get install chromium chromium-driver`), or name them by CHROME and CHROMEDRIVER"
            )),
        }
    }

    /// The programs on this computer, installed by apt-get where this runs as root on a Debian-like system.
    ///
    /// # Errors
    ///
    /// Fails where one is missing and cannot be installed, and says what to do.
    pub fn find_or_install() -> Result<Self> {
        let programs = Self::find().or_else(|missing| {
            if !may_install() {
                return Err(missing);
            }
            install(&["chromium", "chromium-driver"])?;
            Self::find()
        })?;
        if programs.shell.is_some() || is_named() || !may_install() {
            return Ok(programs);
        }
        // Where the system has none, tests take longer.
        drop(install(&SHELL[..1]));
        Self::find()
    }
}

/// Whether `CHROME` says which browser is meant.
fn is_named() -> bool {
    env::var_os("CHROME").is_some()
}

/// Firefox on this computer; `FIREFOX` names another.
pub fn firefox() -> Option<PathBuf> {
    find("FIREFOX", &FIREFOX).or_else(|| Some(PathBuf::from(MAC_FIREFOX)).filter(|file| file.is_file()))
}

fn find(variable: &str, names: &[&str]) -> Option<PathBuf> {
    match env::var_os(variable) {
        Some(path) => Some(PathBuf::from(path)),
        None => names.iter().find_map(|name| project::program(name)),
    }
}

/// Whether packages may be installed without asking: as root, where there is apt-get.
pub fn may_install() -> bool {
    let root = fs::read_to_string("/proc/self/status").is_ok_and(|status| {
        status.lines().any(|line| {
            line.strip_prefix("Uid:").is_some_and(|ids| ids.split_whitespace().nth(1) == Some("0"))
        })
    });
    root && Path::new("/usr/bin/apt-get").is_file()
}

/// Installs packages of Debian.
///
/// # Errors
///
/// Fails where apt-get does.
pub fn install(packages: &[&str]) -> Result<()> {
    println!("Installing {}.", packages.join(" and "));
    apt_get(&["update", "-qq"])?;
    apt_get(&[&["install", "-qq", "-y", "--no-install-recommends"], packages].concat())
}

/// Calls apt-get without questions.
fn apt_get(arguments: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
    project::run(&mut command)
}
