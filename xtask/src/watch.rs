//! `cargo xtask watch`: the page, built and loaded anew whenever one of its sources changes.
//!
//! The times of some three hundred files are compared twice a second: a library that is told of changes
//! by the system brings a dozen packages and saves nothing that one would notice.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::project::{self, Result};
use crate::site;

/// The folders of which the page is made.
const SOURCES: [&str; 5] = ["src", "www", "npm", "seeds", "model"];

/// How long the files are left alone between two looks.
const PAUSE: Duration = Duration::from_millis(500);

/// Stands in the folder that is served as long as a build does, and holds another text for each.
const BUILD: &str = "build.txt";

/// Loads the page anew when another build is served. The offline copy would hide it.
const RELOAD: &str = "\
const build = async () => {
  const answer = await fetch(\"/build.txt\", { cache: \"no-store\" });
  return answer.ok && answer.text();
};
for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
for (const name of await caches.keys()) await caches.delete(name);
const first = await build();
setInterval(async () => {
  const now = await build().catch(() => false);
  if (now && now !== first) location.reload();
}, 500);
";

/// Builds the page so that it loads itself anew, and once more after each change, for ever; `ready` is
/// called after the first build. A build that fails is told and leaves the page as it was.
///
/// # Errors
///
/// Fails where the sources cannot be read, or `ready` does.
pub fn run(ready: impl FnOnce() -> Result<()>) -> Result<()> {
    let mut seen = times()?;
    let mut n_builds = 0;
    build(n_builds)?;
    ready()?;
    loop {
        thread::sleep(PAUSE);
        // A folder that is replaced while it is walked is there at the next look.
        let Ok(now) = times() else { continue };
        if now == seen {
            continue;
        }
        let changed = now.iter().find(|(file, time)| seen.get(*file) != Some(time));
        println!(
            "{} changed: building",
            changed.map_or("A file".into(), |(file, _)| file.display().to_string())
        );
        seen = now;
        n_builds += 1;
        match build(n_builds) {
            Ok(()) => println!("Built."),
            Err(sentence) => eprintln!("error: {sentence}"),
        }
    }
}

/// When each source was last written; what the build writes among them is left out.
fn times() -> Result<BTreeMap<PathBuf, SystemTime>> {
    let (root, pkg) = (project::root(), site::source().join("pkg"));
    let mut times = BTreeMap::new();
    for folder in SOURCES {
        for file in project::files(&root.join(folder))? {
            let is_built = file.starts_with(&pkg);
            // A file may be gone between two calls, as editors replace them.
            if !is_built && let Ok(time) = file.metadata().and_then(|metadata| metadata.modified()) {
                times.insert(file, time);
            }
        }
    }
    Ok(times)
}

fn build(nr: u32) -> Result<()> {
    site::build()?;
    let folder = site::folder();
    let index = project::read_text(&folder.join("index.html"))?;
    let script = "<script type=\"module\" src=\"/reload.js\"></script>";
    project::write(&folder.join("index.html"), index.replace("</body>", &format!("{script}</body>")))?;
    project::write(&folder.join("reload.js"), RELOAD)?;
    project::write(&folder.join(BUILD), format!("{} {nr}", std::process::id()))
}
