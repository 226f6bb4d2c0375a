//! The built page on a server of its own.

use std::fs;
use std::path::{Path, PathBuf};

use xtask::project;
use xtask::server::Server;
use xtask::{release, site};

use crate::folder::Folder;

/// The article that the stubbed analyzer knows.
pub const STUB_ARTICLE: &str = "\
Old bridge closes for good

PORT AVERNE — “We waited too long,” Mayor Ann Lee said on Monday. “The steel cannot wait.” Lee spoke at the pier.

ADVERTISEMENT

Bo Dahl, a welder at Karsund Bridges, said the rivets were “soft as cheese” from the start.

A senior official at the ministry said the bridge had been checked in June. The so-called “bridge dividend” is gone.

Lee met Dahl that night, and nobody would cross it again, he said.
";

/// A page being served. It ends, and its altered copy goes, when dropped.
pub struct Site {
    server: Server,
    copy: Option<Folder>,
    /// What every release of it has in the place of the true parts.
    stub: Box<dyn Fn(&Path)>,
}

/// The file of a release that a part such as `pkg/page.js` became.
pub fn built(release: &Path, part: &str) -> PathBuf {
    release::find(release, part).unwrap_or_else(|| panic!("{part} is in the release"))
}

impl Site {
    /// Serves the page as `cargo xtask build` left it.
    pub fn start() -> Self {
        let www = site::folder();
        assert!(
            www.join(release::MANIFEST).is_file(),
            "the page is not built: run `cargo xtask build` first"
        );
        Self { server: serve(&www), copy: None, stub: Box::new(|_| {}) }
    }

    /// Serves a copy of the page that `alter` changes before it is served.
    pub fn altered(alter: impl FnOnce(&Path)) -> Self {
        let copy = Folder::new("site");
        project::copy_folder(&site::folder(), copy.path()).expect("the page can be copied");
        alter(copy.path());
        Self { server: serve(copy.path()), copy: Some(copy), stub: Box::new(|_| {}) }
    }

    /// Serves a copy of the page whose analyzer finds in [`STUB_ARTICLE`] one of every kind of finding: for
    /// tests that are about the page, whatever the model knows.
    pub fn stubbed() -> Self {
        Self::with_engine(include_str!("../stub.js"))
    }

    /// Serves a copy of the page with a script in place of the engine's; as every export it gives the
    /// report as it came.
    pub fn with_engine(script: &str) -> Self {
        let script = format!(
            "{script}\nexport const exportReport = (_format, _text, report) => new TextEncoder().encode(report);"
        );
        let stub = move |www: &Path| {
            // An engine and a model of no weight: the browser compiles them at every load.
            let files: [(&str, &[u8]); 3] = [
                ("saidby.js", script.as_bytes()),
                ("saidby_bg.wasm", b"\0asm\x01\0\0\0"),
                ("saidby.model", b""),
            ];
            for (name, bytes) in files {
                fs::write(www.join("pkg").join(name), bytes).expect("the copy is ours");
            }
        };
        let copy = Folder::new("site");
        release(copy.path(), &stub);
        Self { server: serve(copy.path()), copy: Some(copy), stub: Box::new(stub) }
    }

    /// Serves a release of changed parts in the place of the one that is being served.
    pub fn release(&self, alter: impl FnOnce(&Path)) {
        self.alter(|copy| {
            release(copy, |www| {
                (self.stub)(www);
                alter(www);
            });
        });
    }

    /// Changes the copy while it is being served.
    pub fn alter(&self, alter: impl FnOnce(&Path)) {
        alter(self.copy.as_ref().expect("only a copy may be altered").path());
    }

    /// The path under which a part such as `pkg/page.js` is served.
    pub fn path(&self, part: &str) -> String {
        let root = self.copy.as_ref().map_or_else(site::folder, |copy| copy.path().to_owned());
        let file = built(&root, part);
        format!("/{}", file.strip_prefix(&root).expect("it lies there").display())
    }

    /// The page's address.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// The paths asked for so far.
    pub fn requests(&self) -> Vec<String> {
        self.server.requests()
    }

    /// Ends the server: from now on the page is offline.
    pub fn stop(&mut self) {
        self.server.stop();
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.stop();
    }
}

fn release(to: &Path, alter: impl FnOnce(&Path)) {
    let parts = Folder::new("parts");
    project::copy_folder(&site::source(), parts.path()).expect("the parts can be copied");
    alter(parts.path());
    release::assemble(parts.path(), to).expect("the release is put together");
}

fn serve(folder: &Path) -> Server {
    Server::start(folder, 0).expect("a port is free")
}

/// The sample articles: file name and text, in order of name.
pub fn seeds() -> Vec<(String, String)> {
    let files = project::files(&project::root().join("seeds")).expect("the samples are there");
    let texts = files.iter().filter(|file| file.extension().is_some_and(|suffix| suffix == "txt"));
    texts
        .map(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, project::read_text(file).expect("a sample can be read"))
        })
        .collect()
}
