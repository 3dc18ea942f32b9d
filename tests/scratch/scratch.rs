//! A copy of the invented base in a folder of its own, to be spoilt.
//!
//! Promises: every copy is a new folder inside the build's own, and goes when it is dropped. Never touches the original.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A folder that goes when it is dropped.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// An empty folder.
    pub fn empty() -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("base-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A copy of the invented base.
    pub fn second_base() -> Self {
        let scratch = Self::empty();
        scratch.lay(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/second-base"));
        scratch
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Copies every file of a folder into it, over what is there.
    pub fn lay(&self, folder: &Path) {
        for (inside, path) in files(folder) {
            self.write(&inside, &fs::read(path).unwrap());
        }
    }

    /// Writes one file.
    pub fn write(&self, inside: &str, bytes: &[u8]) {
        let path = self.0.join(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Replaces a text that stands in one of the files.
    pub fn change(&self, inside: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.0.join(inside)).unwrap();
        assert!(text.contains(from), "{inside} of the invented base no longer holds {from:?}");
        self.write(inside, text.replacen(from, to, 1).as_bytes());
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left behind lies in the build's own folder, and hinders nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Every file under a folder: its path inside it, with forward slashes, and its path; in order.
pub fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inside, path)| (format!("{name}/{inside}"), path)));
        } else {
            found.push((name, path));
        }
    }
    found.sort();
    found
}
