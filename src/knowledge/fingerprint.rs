//! Whether the files of a base are still those that were read.
//!
//! Promises: two equal fingerprints mean that no file was added, removed, renamed, or written to in between, as far as the
//! file system notes it: name, size, and the times of the last change of content and of anything else. Reads no content.
//! Says how long the files must have been at rest before that can be trusted.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use super::order::sort_by_key;
use super::source::{FOLDERS, LISTS};

/// What the file system says of the files of a base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// SHA-256 of everything below.
    pub hash: [u8; 32],
    /// How many bytes the files hold.
    pub bytes: u64,
    newest: SystemTime,
    /// Whether the times are finer than a millisecond.
    fine: bool,
}

/// Where times are noted finely, a file can be written to again unseen within a tick of the clock that stamps it.
const TICK: Duration = Duration::from_millis(100);

/// Some file systems note whole or even seconds.
const COARSE_TICK: Duration = Duration::from_secs(3);

impl Fingerprint {
    /// The fingerprint of the base in a folder, now.
    ///
    /// # Errors
    /// If the folder or something in it cannot be looked at.
    pub fn of(dir: &Path) -> io::Result<Self> {
        let mut print = Self { hash: [0; 32], bytes: 0, newest: SystemTime::UNIX_EPOCH, fine: false };
        let mut hash = Sha256::new();
        print.add(dir, &mut hash)?;
        for folder in FOLDERS.into_iter().chain(LISTS) {
            match print.add(&dir.join(folder), &mut hash) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        print.hash = hash.finalize().into();
        Ok(print)
    }

    /// Whether the files had been at rest at a moment for so long that a later change cannot hide behind the same times.
    pub fn was_at_rest(&self, at: SystemTime) -> bool {
        let tick = if self.fine { TICK } else { COARSE_TICK };
        at.duration_since(self.newest).is_ok_and(|rest| rest > tick)
    }

    fn add(&mut self, folder: &Path, hash: &mut Sha256) -> io::Result<()> {
        let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
        sort_by_key(&mut entries, fs::DirEntry::file_name);
        hash.update(folder.as_os_str().as_encoded_bytes());
        for entry in entries {
            hash.update([0]);
            hash.update(entry.file_name().as_encoded_bytes());
            let own = entry.metadata()?;
            self.note(&own, hash)?;
            if own.is_symlink() {
                self.note(&fs::metadata(entry.path())?, hash)?;
            } else {
                self.bytes += if own.is_file() { own.len() } else { 0 };
            }
        }
        Ok(())
    }

    fn note(&mut self, of: &Metadata, hash: &mut Sha256) -> io::Result<()> {
        hash.update(of.len().to_le_bytes());
        for time in [of.modified()?, changed(of)?] {
            let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
            hash.update(since.as_nanos().to_le_bytes());
            self.newest = self.newest.max(time);
            self.fine |= since.subsec_nanos() % 1_000_000 != 0;
        }
        Ok(())
    }
}

/// When anything about a file changed last: this cannot be set back, as the time of its content can.
#[cfg(unix)]
fn changed(of: &Metadata) -> io::Result<SystemTime> {
    use std::os::unix::fs::MetadataExt;

    let seconds = u64::try_from(of.ctime()).unwrap_or(0);
    let nanoseconds = u32::try_from(of.ctime_nsec()).unwrap_or(0);
    Ok(SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds))
}

#[cfg(not(unix))]
fn changed(of: &Metadata) -> io::Result<SystemTime> {
    of.created()
}
