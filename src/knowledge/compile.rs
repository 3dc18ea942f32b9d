//! From files to a base, or to everything that is wrong with them; and from a base and a clinic's notes to both in one.
//!
//! Promises: every fault of every file is reported in one run, in the order of the files; a base with an error is no base.
//! Notes leave the base's own statements, their order and its digest as they are; notes with an error are not added.

use std::collections::HashSet;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Knowledge;
use super::code::Code;
use super::diagnostic::{Diagnostic, Findings};
use super::load::{Loaded, load, load_over};
use super::model::Draft;
use super::progress::{Progress, Stage};
use super::reader::Faults;
use super::resolve::resolve;
use super::source::{ReadError, SourceFile, Sources, read, read_overlay};
use super::span::SourceSpan;

/// The result of compiling a base.
#[derive(Debug)]
pub struct Compilation {
    /// The files into which the diagnostics point.
    pub files: Vec<SourceFile>,
    /// Everything that is wrong, in the order of the files.
    pub findings: Findings,
    /// The base, if there is no error.
    pub knowledge: Option<Knowledge>,
}

impl From<Knowledge> for Compilation {
    /// A base that compiled before without a fault, and whose files are not here: the embedded one, or a bundle.
    fn from(knowledge: Knowledge) -> Self {
        Self { files: Vec::new(), findings: Findings::default(), knowledge: Some(knowledge) }
    }
}

/// Rules beyond the form, over what could be read.
pub type HouseRules = fn(&Draft, &mut Findings);

/// Reads and compiles the base in a folder.
///
/// # Errors
/// If the folder is missing, is not a folder, or contains no base at all.
pub fn compile(dir: &Path, rules: HouseRules) -> Result<Compilation, ReadError> {
    compile_with_progress(dir, rules, &Progress::default())
}

/// Like [`compile`], and reports its progress.
///
/// # Errors
/// If the folder is missing, is not a folder, or contains no base at all.
pub fn compile_with_progress(dir: &Path, rules: HouseRules, progress: &Progress) -> Result<Compilation, ReadError> {
    progress.begin(Stage::Reading, 0);
    Ok(compile_read(read(dir)?, rules, progress))
}

/// Compiles files that have been read.
pub fn compile_sources(sources: Sources, rules: HouseRules) -> Compilation {
    compile_read(sources, rules, &Progress::default())
}

fn compile_read(sources: Sources, rules: HouseRules, progress: &Progress) -> Compilation {
    let Sources { files, faults } = sources;
    let unusable: HashSet<u32> = faults.iter().map(|fault| fault.span().file).collect();
    let mut findings = Findings::default();
    findings.extend(faults);
    progress.begin(Stage::Parsing, files.len());
    let loaded = load(&files, |number| unusable.contains(&number), progress);
    progress.begin(Stage::Checking, 0);
    let draft = check(loaded, rules, &mut findings);
    let knowledge = draft.and_then(|draft| Knowledge::new(draft, digest(&files)));
    Compilation { files, findings, knowledge }
}

/// Adds a clinic's notes to a base that compiled; returns a base with errors as it is. Faults of the notes are added to
/// those of the base.
///
/// # Errors
/// If the file of notes is missing, is a folder, is too large or cannot be read.
pub fn apply_overlay(base: Compilation, overlay: &Path, rules: HouseRules) -> Result<Compilation, ReadError> {
    let Compilation { mut files, findings, knowledge } = base;
    let Some(knowledge) = knowledge else {
        return Ok(Compilation { files, findings, knowledge });
    };
    // A diagnostic on a note may point to a statement of the base, and only the files say where that is.
    let draft = if files.is_empty() {
        // The values of such a base point into file 0, so there must be one.
        files.push(SourceFile::new("the base in the program".to_owned(), String::new(), String::new()));
        knowledge.to_draft()
    } else {
        load(&files, |_skip_none| false, &Progress::default()).draft
    };
    let number = files.len() as u32;
    let overlay = read_overlay(overlay, number)?;
    let mut findings = findings.restricted_to(number);
    let knowledge = match overlay.fault {
        Some(fault) => {
            findings.push(fault);
            None
        }
        None => {
            let loaded = load_over(draft, number, &overlay.file, hexadecimal(&Sha256::digest(&overlay.bytes)));
            check(loaded, rules, &mut findings).and_then(|draft| Knowledge::new(draft, knowledge.digest().to_owned()))
        }
    };
    files.push(overlay.file);
    Ok(Compilation { files, findings, knowledge })
}

/// Checks what was read, and returns the draft if there is no error. Adds all faults to the findings and sorts them.
fn check(loaded: Loaded, rules: HouseRules, findings: &mut Findings) -> Option<Draft> {
    let Loaded { draft, faults: Faults { findings: found, allowances, todos }, symbols, complete } = loaded;
    findings.append(found);
    findings.extend(still_to_write(&todos));
    findings.allow(allowances);
    // What seems to be missing may be in a file that could not be parsed; reporting it would bury the real fault.
    if complete {
        resolve(&draft, &symbols, findings);
        rules(&draft, findings);
    }
    let is_sound = findings.errors() == 0;
    if is_sound {
        // With an error, what an allowance is for may not have been read.
        findings.report_unused_allowances();
    }
    findings.sort();
    is_sound.then_some(draft)
}

/// One diagnostic for all texts that their author has still to write: a template has many.
fn still_to_write(todos: &[SourceSpan]) -> Option<Diagnostic> {
    const SHOWN: usize = 5;
    let (first, others) = todos.split_first()?;
    let message = match others {
        [] => "1 text is still to be written".to_owned(),
        others => format!("{} texts are still to be written", others.len() + 1),
    };
    let diagnostic = Diagnostic::new(Code::P013, *first, message);
    let shown = others.iter().take(SHOWN);
    let shown = shown.fold(diagnostic, |diagnostic, span| diagnostic.secondary_label(*span, "and this"));
    Some(shown.help("replace what begins with TODO; `jakref check --draft` only counts it"))
}

/// The identity of a base: SHA-256 over the path, length and bytes of each of its files, in order, as hexadecimal.
fn digest(files: &[SourceFile]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.inside.as_bytes());
        hash.update([0]);
        hash.update((file.text.len() as u64).to_be_bytes());
        hash.update(file.text.as_bytes());
    }
    hexadecimal(&hash.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
