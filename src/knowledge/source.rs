//! The files a base is read from.
//!
//! Promises: reads only regular files of a sensible size from the folder and its subfolders, in a fixed order;
//! whatever cannot be read gives one sentence. Never follows a folder further down, so no loop of links can hold it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::code::Code;
use super::diagnostic::Diagnostic;
use super::span::SourceSpan;
use super::text::visible;

/// A file's largest size: far above any base written by hand, far below what would fill a small machine's memory.
pub const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its path as messages name it.
    pub name: String,
    /// Its path inside the base, with forward slashes: `oral/name.toml`.
    pub inside: String,
    /// What it holds, without a byte-order mark.
    pub text: String,
    /// Where its lines begin; found when first asked for.
    lines: OnceLock<Vec<usize>>,
}

/// Why a base, or the notes to lay over it, could not be read at all. Paths are as they can be shown.
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
    /// A base was asked for, and this is a file.
    #[error("{0} is a file, not a folder: name the folder that holds review.toml")]
    NotAFolder(String),
    /// The folder has no file of a base.
    #[error("the folder {0} holds no knowledge base: there is no review.toml in it")]
    NoBase(String),
    /// Notes were asked for, and this is a folder.
    #[error("{0} is a folder, not a file: name the file that holds the notes")]
    NotAFile(String),
    /// The file of notes cannot be used.
    #[error("the overlay {file}: {reason}")]
    Overlay {
        /// Its path.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// A folder that the system does not let be read.
fn unreadable(folder: &Path, error: &io::Error) -> ReadError {
    ReadError::Folder { folder: visible(&folder.display().to_string()), reason: plain(error) }
}

/// What a folder holds.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Every file, in the order in which they are compiled. One that could not be read is empty.
    pub files: Vec<SourceFile>,
    /// What could not be read.
    pub faults: Vec<Diagnostic>,
}

/// The folders of a base that hold a file for each entry.
pub const FOLDERS: [&str; 3] = ["oral", "topical", "trials"];

/// The lists of a base, each a file of that name, a folder of files of the same form, or both.
pub const LISTS: [&str; 5] = ["pathophysiology", "questions", "references", "safety", "synonyms"];

/// Reads every `.toml` file of a base.
///
/// # Errors
/// If `dir` is missing, is not a folder, or holds no `.toml` file.
pub fn read(dir: &Path) -> Result<Sources, ReadError> {
    let shown = visible(&dir.display().to_string());
    let meta = fs::metadata(dir).map_err(|error| unreadable(dir, &error))?;
    if !meta.is_dir() {
        return Err(ReadError::NotAFolder(shown));
    }
    let mut sources = Sources::default();
    let mut unread = Vec::new();
    for name in names(dir, None, &mut sources)? {
        // A folder of a list stands directly behind the file of its name, so that it makes no difference how it is split.
        match LISTS.iter().find(|list| name == **list) {
            Some(list) => list_folder(dir, list, &mut sources, &mut unread)?,
            None => unread.push(sources.unread(dir.join(&name), name.to_string_lossy().into_owned())),
        }
    }
    for folder in FOLDERS {
        list_folder(dir, folder, &mut sources, &mut unread)?;
    }
    read_files(&unread, &mut sources);
    if sources.files.is_empty() && sources.faults.is_empty() {
        return Err(ReadError::NoBase(shown));
    }
    if !sources.files.iter().any(|file| file.inside == "review.toml") {
        let name = visible(&dir.join("review.toml").display().to_string());
        let span = SourceSpan::new(sources.files.len() as u32, 0..0);
        let help = "add it: it holds the title and the date of the base";
        sources.faults.push(Diagnostic::new(Code::K004, span, "this file is missing").help(help));
        sources.files.push(SourceFile::new(name, "review.toml".to_owned(), String::new()));
    }
    Ok(sources)
}

/// Reads the one file of an overlay; what is wrong with its bytes stands in the faults. The text is numbered `file` among
/// those read. Gives the bytes too, as they lie on the disk.
///
/// # Errors
/// If it is missing, is a folder, is too large or cannot be read.
pub(super) fn read_overlay(path: &Path, file: u32) -> Result<(Sources, Vec<u8>), ReadError> {
    let shown = visible(&path.display().to_string());
    if path.is_dir() {
        return Err(ReadError::NotAFile(shown));
    }
    let bytes = read_bytes(path).map_err(|(reason, _help)| ReadError::Overlay { file: shown.clone(), reason })?;
    let (text, fault) = decoded(bytes.clone(), SourceSpan::new(file, 0..0));
    let files = vec![SourceFile::new(shown.clone(), shown, text)];
    Ok((Sources { files, faults: fault.into_iter().collect() }, bytes))
}

/// A file that is to be read, and its number among the files.
type Unread = (PathBuf, u32);

impl Sources {
    /// Takes in a file that is to be read.
    fn unread(&mut self, path: PathBuf, inside: String) -> Unread {
        let number = self.files.len() as u32;
        self.files.push(SourceFile::new(visible(&path.display().to_string()), inside, String::new()));
        (path, number)
    }
}

fn list_folder(dir: &Path, folder: &str, sources: &mut Sources, unread: &mut Vec<Unread>) -> Result<(), ReadError> {
    let path = dir.join(folder);
    for name in names(&path, Some(folder), sources)? {
        unread.push(sources.unread(path.join(&name), format!("{folder}/{}", name.to_string_lossy())));
    }
    Ok(())
}

/// Reads what the files hold; what cannot be read is empty.
fn read_files(unread: &[Unread], sources: &mut Sources) {
    for (path, number) in unread {
        let (text, fault) = read_file(path, SourceSpan::new(*number, 0..0));
        sources.faults.extend(fault);
        sources.files[*number as usize].text = text;
    }
    // Folders that are not read were found before.
    sources.faults.sort_by_key(Diagnostic::span);
}

/// The names of the files of a folder, and of the base's own folder those of the folders of lists, in the order in which
/// they are read.
fn names(path: &Path, folder: Option<&str>, sources: &mut Sources) -> Result<Vec<OsString>, ReadError> {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if folder.is_some() && error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(path, &error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| unreadable(path, &error))?.file_name();
        if is_toml(&name) || (folder.is_none() && LISTS.iter().any(|list| name == **list)) {
            names.push(name);
        } else if folder.is_some() || !FOLDERS.iter().any(|folder| name == *folder) {
            stray_folder(&path.join(&name), sources);
        }
    }
    names.sort_by_cached_key(|name| {
        let is_list = !is_toml(name);
        (if is_list { Path::new(name).with_extension("toml").into_os_string() } else { name.clone() }, is_list)
    });
    Ok(names)
}

/// Every folder of a base, in words.
pub(super) fn folders() -> String {
    let all: Vec<&str> = FOLDERS.into_iter().chain(LISTS).collect();
    all.join(", ")
}

fn is_toml(name: &OsStr) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "toml")
}

/// Reports a folder that a base does not have, if there is a file in it that would be lost.
fn stray_folder(path: &Path, sources: &mut Sources) {
    // A link may lead back here; what cannot be read as a folder is none, or not ours to complain of.
    if fs::symlink_metadata(path).map_or(true, |meta| !meta.is_dir()) {
        return;
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    if !entries.into_iter().any(|entry| is_toml(&entry.file_name())) {
        return;
    }
    let span = SourceSpan::new(sources.files.len() as u32, 0..0);
    let shown = visible(&path.display().to_string());
    let message = "this folder is not read, and there are .toml files in it";
    let help = format!("the folders of a base are {}; move the files there, or out of the base", folders());
    sources.faults.push(Diagnostic::new(Code::K004, span, message).help(help));
    sources.files.push(SourceFile::new(shown.clone(), shown, String::new()));
}

/// What a file holds, and what is wrong with it if it cannot be used.
fn read_file(path: &Path, span: SourceSpan) -> (String, Option<Diagnostic>) {
    match read_bytes(path) {
        Ok(bytes) => decoded(bytes, span),
        Err((message, help)) => (String::new(), Some(Diagnostic::new(Code::K001, span, message).help(help))),
    }
}

/// The bytes of a file; or why it cannot be used, and what to do.
fn read_bytes(path: &Path) -> Result<Vec<u8>, (String, &'static str)> {
    let unreadable = |error: io::Error| {
        (format!("cannot read the file: {}", plain(&error)), "make it readable, or move it out of the folder")
    };
    let meta = fs::metadata(path).map_err(unreadable)?;
    if !meta.is_file() {
        return Err(("this is not a file".to_owned(), "move it out of the folder"));
    }
    if meta.len() > LARGEST_FILE {
        let megabytes = |bytes: u64| bytes / (1024 * 1024);
        let (has, most) = (megabytes(meta.len()), megabytes(LARGEST_FILE));
        let message = format!("the file has {has} MB, more than the {most} MB that are read");
        return Err((message, "split it, or move it out of the folder"));
    }
    fs::read(path).map_err(unreadable)
}

/// Bytes as text without a byte-order mark, and the fault of what is no text.
fn decoded(bytes: Vec<u8>, span: SourceSpan) -> (String, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text), None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let span = SourceSpan::new(span.file, at..at);
            let fault =
                Diagnostic::new(Code::K002, span, "the file is not UTF-8 from here on").help("save the file as UTF-8");
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(fault))
        }
    }
}

/// An error of the system as a person would say it, without its number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text.to_lowercase(),
    }
}

impl SourceFile {
    /// A file of a base: its path as messages name it, its path inside the base, and what it holds.
    pub fn new(name: String, inside: String, text: String) -> Self {
        Self { name, inside, text, lines: OnceLock::new() }
    }

    /// The line and column of a byte, both from 1, the column in characters.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = self.boundary(byte);
        let starts = self.lines.get_or_init(|| {
            let after = self.text.bytes().enumerate().filter(|(_at, b)| *b == b'\n').map(|(at, _b)| at + 1);
            std::iter::once(0).chain(after).collect()
        });
        let line = starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|line| starts.get(line)).copied().unwrap_or(0);
        (line, self.text.get(start..byte).map_or(0, |text| text.chars().count()) + 1)
    }

    /// The whole lines that hold a run of bytes, as a range and as text.
    pub fn lines_around(&self, range: Range<usize>) -> (Range<usize>, &str) {
        let start = self.boundary(range.start);
        let end = self.boundary(range.end).max(start);
        let first = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let last = self.text[end..].find('\n').map_or(self.text.len(), |newline| end + newline);
        (first..last, &self.text[first..last])
    }

    fn boundary(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }
}
