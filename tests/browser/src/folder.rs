//! A folder of a test's own.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{env, fs, process, thread};

use xtask::project;

/// A folder that nobody else uses. It goes when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// An empty one; the name says what it is for.
    pub fn new(name: &str) -> Self {
        static FOLDERS: AtomicU32 = AtomicU32::new(0);
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("saidby-{name}-{}-{number}", process::id()));
        fs::create_dir_all(&folder).expect("a folder of our own");
        Self(folder)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file, with the folders that it lies in, and says where.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let file = self.0.join(name);
        project::write(&file, content).expect("a file of our own");
        file
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A browser's processes may still be writing while they end.
        for _ in 0..20 {
            if fs::remove_dir_all(&self.0).is_ok() || !self.0.exists() {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}
