//! A large base in its compiled form, kept so that the next start need not compile it again.
//!
//! Promises: what is kept is used only while every file of the base is as it was when it was read and checked, and only by
//! the program that checked it; a base with a fault is not kept. A damaged file is noticed. Where nothing can be kept,
//! everything is as it would be without. Nothing is kept of a small base, of a clinic's notes, or of what anybody searched.

use std::env;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::thread::{self, Builder};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::shared::Base;
use crate::knowledge::{Fingerprint, Knowledge};

/// Below so many bytes a base is compiled before anybody notices.
const WORTH_KEEPING: u64 = 1024 * 1024;

/// How a kept file begins.
const MAGIC: &[u8; 16] = b"jakref kept 1\n\0\0";

/// The place of what is kept of one base, and how the base is now.
pub(super) struct Keep {
    dir: PathBuf,
    file: PathBuf,
    fingerprint: Fingerprint,
    began: SystemTime,
}

/// What is there of a base when a command begins.
pub(super) enum Found {
    /// The base, kept and unchanged.
    Kept(Box<Base>),
    /// A place to keep it once it is compiled.
    Place(Keep),
    /// It is too small to be kept, or there is no place.
    Nothing,
}

/// Looks for the base of a folder. A large one is read while its files are looked over.
pub(super) fn find(dir: &Path) -> Found {
    let began = SystemTime::now();
    let place = fs::canonicalize(dir).ok().and_then(|dir| Some((folder()?.join(name(&dir)), dir)));
    let Some((file, dir)) = place else { return Found::Nothing };
    let (kept, fingerprint) = thread::scope(|scope| {
        let kept = file.exists().then(|| Builder::new().spawn_scoped(scope, || read(&file)).ok()).flatten();
        let fingerprint = Fingerprint::of(&dir);
        (kept.and_then(|kept| kept.join().ok()).flatten(), fingerprint)
    });
    let Some(fingerprint) = fingerprint.ok().filter(|print| print.bytes >= WORTH_KEEPING) else {
        return Found::Nothing;
    };
    match kept {
        Some((seal, base)) if seal == self::seal(&fingerprint) => Found::Kept(Box::new(base)),
        Some(_) | None => Found::Place(Keep { dir, file, fingerprint, began }),
    }
}

/// What is kept in a file, with its seal; `None` if it is damaged.
fn read(path: &Path) -> Option<(Seal, Base)> {
    let mut file = File::open(path).ok()?;
    let mut beginning = [0; MAGIC.len() + size_of::<Seal>() + size_of::<u32>() + size_of::<u64>()];
    file.read_exact(&mut beginning).ok()?;
    let (seal, rest) = beginning.strip_prefix(MAGIC)?.split_first_chunk()?;
    let (sum, rest) = rest.split_first_chunk()?;
    // A length that was damaged must not ask for more memory than the file can fill.
    let length = u64::from_le_bytes(*rest.first_chunk()?).min(file.metadata().ok()?.len());
    let mut index = Vec::with_capacity(usize::try_from(length).ok()?);
    Read::by_ref(&mut file).take(length).read_to_end(&mut index).ok()?;
    if crc32fast::hash(&index) != u32::from_le_bytes(*sum) {
        return None;
    }
    let knowledge = Knowledge::open_file(file, path).ok()??;
    Some((*seal, Base::new(knowledge, Some(index.into()))))
}

impl Keep {
    /// What is kept now, if it is what was just kept.
    pub(super) fn open(&self) -> Option<Base> {
        let (seal, base) = read(&self.file)?;
        (seal == self::seal(&self.fingerprint)).then_some(base)
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
        file.write_all(&seal(&self.fingerprint))?;
        file.write_all(&crc32fast::hash(index).to_le_bytes())?;
        file.write_all(&(index.len() as u64).to_le_bytes())?;
        file.write_all(index)?;
        knowledge.write(&mut file)?;
        file.flush()
    }
}

/// What says that the same program read the same files.
type Seal = [u8; 32];

fn seal(fingerprint: &Fingerprint) -> Seal {
    let program = Sha256::new().chain_update(env!("JAKREF_SOURCES"));
    program.chain_update(fingerprint.hash).finalize().into()
}

/// The name under which the base of a folder is kept.
fn name(dir: &Path) -> String {
    let hash = Sha256::digest(dir.as_os_str().as_encoded_bytes());
    hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect::<String>() + ".kept"
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
