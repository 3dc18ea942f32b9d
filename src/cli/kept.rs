//! A large base in its compiled form, kept so that the next start need not compile it again.
//!
//! Promises: what is kept is used only while every file of the base is as it was when it was read and checked, and only by
//! the program that checked it; a base with a fault is not kept. A damaged file is noticed. Where nothing can be kept,
//! everything is as it would be without. Nothing is kept of a small base, of a clinic's notes, or of what anybody searched.

use std::env;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::shared::Base;
use crate::knowledge::{Fingerprint, Knowledge};

/// Below so many bytes a base is compiled before anybody notices.
const WORTH_KEEPING: u64 = 1024 * 1024;

/// How a kept file begins.
const MAGIC: &[u8; 16] = b"jakref kept 1\n\0\0";

/// The place of what is kept of one base.
pub(super) struct Keep {
    dir: PathBuf,
    file: PathBuf,
    fingerprint: Fingerprint,
    began: SystemTime,
}

impl Keep {
    /// Where the base of a folder would be kept; `None` if it is too small, or there is no place.
    pub(super) fn of(dir: &Path) -> Option<Self> {
        let began = SystemTime::now();
        let dir = fs::canonicalize(dir).ok()?;
        let fingerprint = Fingerprint::of(&dir).ok().filter(|print| print.bytes >= WORTH_KEEPING)?;
        let name = Sha256::digest(dir.as_os_str().as_encoded_bytes());
        let name: String = name.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        Some(Self { file: folder()?.join(name).with_extension("kept"), dir, fingerprint, began })
    }

    /// The base, if it is kept and nothing has changed.
    pub(super) fn open(&self) -> Option<Base> {
        let mut file = File::open(&self.file).ok()?;
        let mut beginning = [0; MAGIC.len() + 32 + 4 + 8];
        file.read_exact(&mut beginning).ok()?;
        let (before, rest) = beginning.split_at_checked(MAGIC.len() + 32)?;
        if before != [MAGIC.as_slice(), &self.seal()].concat() {
            return None;
        }
        let (sum, length) = rest.split_first_chunk()?;
        let length = u64::from_le_bytes(*length.first_chunk()?);
        let mut index = Vec::new();
        Read::by_ref(&mut file).take(length).read_to_end(&mut index).ok()?;
        if crc32fast::hash(&index) != u32::from_le_bytes(*sum) {
            return None;
        }
        let knowledge = Knowledge::open_file(file).ok()??;
        Some(Base { knowledge, index: Some(index.into()) })
    }

    /// Keeps a base that was compiled since this was made, and whose index this is. What cannot be written is not kept.
    pub(super) fn keep(&self, knowledge: &Knowledge, index: &[u8]) {
        let same = Fingerprint::of(&self.dir).is_ok_and(|now| now == self.fingerprint);
        if !same || !self.fingerprint.was_at_rest(self.began) {
            return;
        }
        let unfinished = self.file.with_extension(format!("{}", std::process::id()));
        let written = self.write(&unfinished, knowledge, index);
        if written.and_then(|()| fs::rename(&unfinished, &self.file)).is_err() {
            // Nothing is lost but time.
            let _ = fs::remove_file(&unfinished);
        }
    }

    fn write(&self, path: &Path, knowledge: &Knowledge, index: &[u8]) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            private_folder().recursive(true).create(folder)?;
        }
        let mut file = BufWriter::with_capacity(1024 * 1024, private_file().open(path)?);
        file.write_all(MAGIC)?;
        file.write_all(&self.seal())?;
        file.write_all(&crc32fast::hash(index).to_le_bytes())?;
        file.write_all(&(index.len() as u64).to_le_bytes())?;
        file.write_all(index)?;
        knowledge.write(&mut file)?;
        file.flush()
    }

    /// What says that the same program read the same files.
    fn seal(&self) -> [u8; 32] {
        let program = Sha256::new().chain_update(env!("JAKREF_SOURCES"));
        program.chain_update(self.fingerprint.hash).finalize().into()
    }
}

/// The folder of what is kept: what JAKREF_CACHE names, nowhere if it is empty, or else the usual one.
fn folder() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    match env::var_os("JAKREF_CACHE") {
        Some(folder) if folder.is_empty() => None,
        Some(folder) => Some(folder.into()),
        None if cfg!(windows) => Some(named("LOCALAPPDATA")?.join("jakref")),
        None if cfg!(target_os = "macos") => Some(named("HOME")?.join("Library/Caches/jakref")),
        None => Some(named("XDG_CACHE_HOME").or_else(|| Some(named("HOME")?.join(".cache")))?.join("jakref")),
    }
}

/// Nobody else may write what this reader will read.
#[cfg(unix)]
fn private_folder() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt;

    let mut folder = DirBuilder::new();
    folder.mode(0o700);
    folder
}

#[cfg(not(unix))]
fn private_folder() -> DirBuilder {
    DirBuilder::new()
}

#[cfg(unix)]
fn private_file() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;

    let mut file = OpenOptions::new();
    file.write(true).create(true).truncate(true).mode(0o600);
    file
}

#[cfg(not(unix))]
fn private_file() -> OpenOptions {
    let mut file = OpenOptions::new();
    file.write(true).create(true).truncate(true);
    file
}
