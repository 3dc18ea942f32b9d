//! The files a base is read from.
//!
//! Promises: reads only regular files of a sensible size from the folder and its subfolders, in a fixed order; what cannot
//! be read gives one diagnostic, and so does a file that is not read although its name is nearly one that is. Never descends further, so that no loop of links can hold it.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use super::code::Code;
use super::diagnostic::Diagnostic;
use super::load::declared_terms;
use super::model::Terms;
use super::span::SourceSpan;
use super::text::visible;

/// The largest file that is read: far above any file written by hand, far below the memory of a small machine.
pub const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path as messages name it.
    pub name: String,
    /// Its path inside the base, with forward slashes: `oral/name.toml`.
    pub inside: String,
    /// Its content, without a byte-order mark.
    pub text: String,
    /// Where its lines begin, computed on first use.
    line_starts: OnceLock<Vec<usize>>,
}

/// Why a base or an overlay could not be read at all. Paths have no characters that act on a terminal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The system does not let the folder be read.
    #[error("cannot read the folder {folder}: {reason}")]
    Folder {
        /// Its path.
        folder: String,
        /// What the system says.
        reason: String,
    },
    /// A base was asked for, but this is a file.
    #[error("{0} is a file, not a folder: name the folder that contains review.toml")]
    NotAFolder(String),
    /// The folder has no file of a base.
    #[error("the folder {0} contains no knowledge base: there is no review.toml in it")]
    NoBase(String),
    /// An overlay was asked for, but this is a folder.
    #[error("{0} is a folder, not a file: name the file that contains the notes")]
    NotAFile(String),
    /// The overlay cannot be used.
    #[error("the overlay {file}: {reason}")]
    Overlay {
        /// Its path.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
}

fn folder_error(folder: &Path, error: &io::Error) -> ReadError {
    ReadError::Folder { folder: visible(&folder.display().to_string()), reason: without_number(error) }
}

/// The files of a base.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Every file, in the order in which they are compiled. One that could not be read has no text.
    pub files: Vec<SourceFile>,
    /// What could not be read.
    pub faults: Vec<Diagnostic>,
}

/// The folder of trials. Each route has a folder, too.
const TRIALS: &str = "trials";

/// The lists of a base: each is a file of that name, a folder of files of the same form, or both.
const LISTS: [&str; 5] = ["pathophysiology", "questions", "references", "safety", "synonyms"];

/// Reads every `.toml` file of a base.
///
/// # Errors
/// If `dir` is missing, is not a folder, or contains no `.toml` file.
pub fn read(dir: &Path) -> Result<Sources, ReadError> {
    let shown = visible(&dir.display().to_string());
    let meta = fs::metadata(dir).map_err(|error| folder_error(dir, &error))?;
    if !meta.is_dir() {
        return Err(ReadError::NotAFolder(shown));
    }
    let mut sources = Sources::default();
    // The folders of the base are declared there; whatever is wrong with the file is reported when its turn comes.
    let review = read_bytes(&dir.join("review.toml")).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let terms = review.map_or_else(Terms::default, |text| declared_terms(text.trim_start_matches('\u{FEFF}')));
    for name in names(dir, None, &terms, &mut sources)? {
        // A list's folder directly follows the file of that name, so that the order does not depend on how a list is split.
        match LISTS.iter().find(|list| name == **list) {
            Some(list) => sources.add_folder(dir, list, &terms)?,
            None => sources.add(&dir.join(&name), name.to_string_lossy().into_owned()),
        }
    }
    for folder in entry_folders(&terms) {
        sources.add_folder(dir, folder, &terms)?;
    }
    if sources.files.is_empty() && sources.faults.is_empty() {
        return Err(ReadError::NoBase(shown));
    }
    if !sources.files.iter().any(|file| file.inside == "review.toml") {
        let help = "add it: it contains the title and the date of the base";
        sources.add_stray(&dir.join("review.toml"), "review.toml".to_owned(), "this file is missing", help);
    }
    Ok(sources)
}

/// An overlay that was read.
pub(super) struct OverlaySource {
    pub(super) file: SourceFile,
    /// The file as it is on the disk.
    pub(super) bytes: Vec<u8>,
    /// Why the bytes are no text, if they are none.
    pub(super) fault: Option<Diagnostic>,
}

/// Reads an overlay, as file number `number`.
///
/// # Errors
/// If it is missing, is a folder, is too large or cannot be read.
pub(super) fn read_overlay(path: &Path, number: u32) -> Result<OverlaySource, ReadError> {
    let shown = visible(&path.display().to_string());
    if path.is_dir() {
        return Err(ReadError::NotAFile(shown));
    }
    let bytes = read_bytes(path).map_err(|(reason, _help)| ReadError::Overlay { file: shown.clone(), reason })?;
    let (text, fault) = decode(bytes.clone(), number);
    Ok(OverlaySource { file: SourceFile::new(shown.clone(), shown, text), bytes, fault })
}

impl Sources {
    /// Reads a file of the base.
    fn add(&mut self, path: &Path, inside: String) {
        let number = self.files.len() as u32;
        let (text, fault) = match read_bytes(path) {
            Ok(bytes) => decode(bytes, number),
            Err((message, help)) => {
                let fault = Diagnostic::new(Code::K001, SourceSpan::of_file(number), message).help(help);
                (String::new(), Some(fault))
            }
        };
        self.files.push(SourceFile::new(visible(&path.display().to_string()), inside, text));
        self.faults.extend(fault);
    }

    /// Reports a file or folder that does not belong to the base, or is missing in it.
    fn add_stray(&mut self, path: &Path, inside: String, message: &str, help: impl Into<String>) {
        self.add_unread(Code::K004, path, inside, message, help);
    }

    /// Reports, as a breach of a rule, what is not read.
    fn add_unread(&mut self, code: Code, path: &Path, inside: String, message: &str, help: impl Into<String>) {
        let span = SourceSpan::of_file(self.files.len() as u32);
        self.files.push(SourceFile::new(visible(&path.display().to_string()), inside, String::new()));
        self.faults.push(Diagnostic::new(code, span, message).help(help));
    }

    fn add_folder(&mut self, dir: &Path, folder: &str, terms: &Terms) -> Result<(), ReadError> {
        let path = dir.join(folder);
        for name in names(&path, Some(folder), terms, self)? {
            self.add(&path.join(&name), format!("{folder}/{}", name.to_string_lossy()));
        }
        Ok(())
    }
}

/// The names of the files of a folder in the order in which they are read. Without `folder`, which is a subfolder's name,
/// they include the folders of lists.
fn names(path: &Path, folder: Option<&str>, terms: &Terms, sources: &mut Sources) -> Result<Vec<OsString>, ReadError> {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if folder.is_some() && error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(folder_error(path, &error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| folder_error(path, &error))?.file_name();
        if is_toml(&name) || (folder.is_none() && LISTS.iter().any(|list| name == **list)) {
            names.push(name);
        } else if is_nearly_toml(&name) && path.join(&name).is_file() {
            let inside = folder.iter().map(|folder| format!("{folder}/")).chain([name.to_string_lossy().into_owned()]);
            let help = "give it a name that ends in .toml, in small letters, or move it out of the folder";
            sources.add_unread(Code::K020, &path.join(&name), inside.collect(), "this file is not read", help);
        } else if folder.is_some() || !entry_folders(terms).any(|folder| name == *folder) {
            report_stray_folder(&path.join(&name), terms, sources);
        }
    }
    names.sort_by_cached_key(|name| {
        let is_list = !is_toml(name);
        (if is_list { Path::new(name).with_extension("toml").into_os_string() } else { name.clone() }, is_list)
    });
    Ok(names)
}

/// The folders that have a file for each entry.
fn entry_folders(terms: &Terms) -> impl Iterator<Item = &str> {
    terms.routes.iter().map(|route| route.id.as_str()).chain([TRIALS])
}

/// The folders of a base, separated by commas.
pub(super) fn folders(terms: &Terms) -> String {
    let all: Vec<&str> = entry_folders(terms).chain(LISTS).collect();
    all.join(", ")
}

/// Whether a file is read. Names with a dot in front are those of editors and systems.
fn is_toml(name: &OsStr) -> bool {
    !is_hidden(name) && Path::new(name).extension().is_some_and(|extension| extension == "toml")
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Whether a file is not read, and was probably meant to be: `name.TOML`, `name.toml.txt`, `name.tml`. Copies that editors keep
/// were not.
fn is_nearly_toml(name: &OsStr) -> bool {
    const BACKUPS: [&str; 8] = ["~", ".bak", ".backup", ".old", ".orig", ".save", ".swp", ".tmp"];
    let lower = name.to_string_lossy().to_lowercase();
    let is_near = lower.contains(".toml") || [".tml", ".tom"].iter().any(|ending| lower.ends_with(ending));
    is_near && !is_toml(name) && !is_hidden(name) && !BACKUPS.iter().any(|ending| lower.ends_with(ending))
}

/// Reports a folder that a base does not have, if it contains a file that would be lost.
fn report_stray_folder(path: &Path, terms: &Terms, sources: &mut Sources) {
    // A link may lead back here, and what cannot be read as a folder has no files that could be meant for the base.
    if fs::symlink_metadata(path).map_or(true, |meta| !meta.is_dir()) {
        return;
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    if !entries.into_iter().any(|entry| is_toml(&entry.file_name())) {
        return;
    }
    let message = "this folder is not part of a base, but contains .toml files";
    let help = format!(
        "the folders of this base are {}; a folder of treatments by another route is declared in review.toml: [[route]] with \
         `id`, the folder, and `says`, the words for a dose",
        folders(terms)
    );
    sources.add_stray(path, visible(&path.display().to_string()), message, help);
}

/// The bytes of a file; or why it cannot be used, and what to do.
fn read_bytes(path: &Path) -> Result<Vec<u8>, (String, &'static str)> {
    let unreadable = |error: io::Error| {
        (format!("cannot read the file: {}", without_number(&error)), "make it readable, or move it out of the folder")
    };
    // Opening a pipe would wait for its writer.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(("this is not a regular file".to_owned(), "move it out of the folder"));
    }
    let file = File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    // What the system says of the length may be wrong, and a file may grow.
    let mut bytes = Vec::new();
    if length <= LARGEST_FILE {
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    let length = length.max(bytes.len() as u64);
    if length > LARGEST_FILE {
        let megabytes = |bytes: u64| bytes / (1024 * 1024);
        let message = format!("the file has {} MB; the limit is {} MB", megabytes(length), megabytes(LARGEST_FILE));
        return Err((message, "split it, or move it out of the folder"));
    }
    Ok(bytes)
}

/// Decodes UTF-8 and removes a byte-order mark. Text that is not UTF-8 is decoded as far as possible, for the excerpt.
fn decode(bytes: Vec<u8>, file: u32) -> (String, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text), None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let span = SourceSpan::new(file, at..at);
            let fault =
                Diagnostic::new(Code::K002, span, "the file is not UTF-8 from here on").help("save the file as UTF-8");
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(fault))
        }
    }
}

/// The message of a system error, without its number.
fn without_number(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text.to_lowercase(),
    }
}

impl SourceFile {
    /// A file of a base: its path as messages name it, its path inside the base, and its content.
    pub fn new(name: String, inside: String, text: String) -> Self {
        Self { name, inside, text, line_starts: OnceLock::new() }
    }

    /// The line and column of a byte, both from 1, the column in characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = self.boundary(byte);
        let starts = self.line_starts.get_or_init(|| {
            let after = self.text.bytes().enumerate().filter(|(_at, b)| *b == b'\n').map(|(at, _b)| at + 1);
            std::iter::once(0).chain(after).collect()
        });
        // The first line begins at 0, so at least one line begins at or before `byte`.
        let line = starts.partition_point(|start| *start <= byte);
        (line, self.text[starts[line - 1]..byte].chars().count() + 1)
    }

    /// The whole lines that contain a range of bytes, as a range and as text.
    pub fn lines_around(&self, range: Range<usize>) -> (Range<usize>, &str) {
        let start = self.boundary(range.start);
        let end = self.boundary(range.end).max(start);
        let first = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let last = self.text[end..].find('\n').map_or(self.text.len(), |newline| end + newline);
        (first..last, &self.text[first..last])
    }

    /// The character boundary at or before a byte.
    pub(super) fn boundary(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }
}
