//! A bundle: a base and its search index in one file, so that a large base is not read and checked at each start.
//!
//! Promises: only a base without errors becomes a bundle. A bundle is written completely or not at all. One that is damaged, or
//! that another version of the program wrote, is refused. Never opens half a base.

use std::fs;
use std::io::Write;
use std::path::Path;

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::exit::{BundleFault, Failure, Outcome};
use super::global_args::{Base, GlobalArgs};
use super::output::date_line;
use super::progress::with_progress_line;
use crate::check::house_rules;
use crate::knowledge::{Knowledge, compile_with_progress, visible};
use crate::page::Role;
use crate::search::Index;

/// The first line of a bundle. Only the version that wrote the rest can read it.
const HEAD: &str = concat!("jakref bundle of version ", env!("CARGO_PKG_VERSION"), "\n");

/// The start of the first line, in every version.
const MAGIC: &[u8] = b"jakref bundle";

/// Writes the base of a folder, with its index, into a file.
pub(super) fn write_bundle(args: &GlobalArgs, dir: &Path, file: &Path) -> Result<Outcome, Failure> {
    let compilation = with_progress_line(|progress| compile_with_progress(dir, house_rules, progress))?;
    let Some(knowledge) = &compilation.knowledge else {
        return Err(Failure::Faults(args.diagnostics(&compilation)));
    };
    let base = knowledge.to_bytes();
    let index = Index::build(knowledge);
    let length = (base.len() as u64).to_le_bytes();
    let sum = Sha256::new().chain_update(length).chain_update(&base).chain_update(&index).finalize();
    let parts = [HEAD.as_bytes(), sum.as_slice(), &length, &base, &index];
    let name = visible(&file.display().to_string());
    replace_file(file, &parts).map_err(|error| Failure::BundleUnwritten { file: name.clone(), error })?;
    let mut printer = args.printer();
    printer.line(Role::Plain, &format!("{name}: {}", date_line(knowledge)));
    printer.line(Role::Plain, &format!("Identity of the base: {}", knowledge.digest()));
    printer.print()
}

/// Writes a temporary file and moves it into place, so that a reader finds the old file or the new one.
pub(super) fn replace_file(file: &Path, parts: &[&[u8]]) -> std::io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut unfinished = builder().tempfile_in(folder)?;
    for part in parts {
        unfinished.write_all(part)?;
    }
    unfinished.as_file().sync_all()?;
    NamedTempFile::persist(unfinished, file).map(|_written| ()).map_err(|error| error.error)
}

/// Gives the file the permissions of an ordinary new file; tempfile makes it private otherwise.
#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;

    let mut builder = tempfile::Builder::new();
    builder.permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}

pub(super) fn open(file: &Path) -> Result<Base, Failure> {
    read(file).map_err(|why| Failure::Bundle { file: visible(&file.display().to_string()), why })
}

fn read(file: &Path) -> Result<Base, BundleFault> {
    let bytes = fs::read(file).map_err(BundleFault::ReadError)?;
    if !bytes.starts_with(MAGIC) {
        return Err(BundleFault::NotABundle);
    }
    let content = bytes.strip_prefix(HEAD.as_bytes()).ok_or(BundleFault::OtherVersion)?;
    parse(content).ok_or(BundleFault::Damaged)
}

/// The base and the index after the first line; `None` if they are not what was written.
fn parse(content: &[u8]) -> Option<Base> {
    let (sum, content) = content.split_first_chunk::<32>()?;
    if Sha256::digest(content).as_slice() != sum {
        return None;
    }
    let (length, content) = content.split_first_chunk()?;
    let (base, index) = content.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    let knowledge = Knowledge::open(base.to_vec()).and_then(Knowledge::decode_all).ok()?;
    Index::is_index_of(&knowledge, index).then_some(())?;
    Some(Base { knowledge, index: Some(index.to_vec().into()) })
}
