//! From files to a base, or to everything that is wrong with them.
//!
//! Promises: every fault of every file is reported in one run, in the order of the files; a base with an error is no base.

use std::collections::HashSet;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Knowledge;
use super::findings::Findings;
use super::load::{self, Loaded};
use super::model::Draft;
use super::progress::{Progress, Stage};
use super::resolve::resolve;
use super::source::{ReadError, SourceFile, Sources, read};

/// What compiling a folder came to.
#[derive(Debug)]
pub struct Compilation {
    /// The files, to which the diagnostics point.
    pub files: Vec<SourceFile>,
    /// Everything that is wrong, in the order of the files.
    pub findings: Findings,
    /// The base, if nothing of what is wrong is an error.
    pub knowledge: Option<Knowledge>,
}

impl From<Knowledge> for Compilation {
    /// A base that compiled without a fault, and whose files are not here: the one in the program.
    fn from(knowledge: Knowledge) -> Self {
        Self { files: Vec::new(), findings: Findings::default(), knowledge: Some(knowledge) }
    }
}

/// Rules beyond the form, over what could be read.
pub type HouseRules = fn(&Draft, &mut Findings);

/// Reads and compiles the base in a folder.
///
/// # Errors
/// If the folder is missing, is not a folder, or holds no base at all.
pub fn compile(dir: &Path, rules: HouseRules) -> Result<Compilation, ReadError> {
    compile_with_progress(dir, rules, &Progress::default())
}

/// The same, and says how far it has come.
///
/// # Errors
/// If the folder is missing, is not a folder, or holds no base at all.
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
    let loaded = load::load(&files, |number| unusable.contains(&number), progress);
    progress.begin(Stage::Checking, 0);
    let draft = judged(loaded, rules, &mut findings);
    let knowledge = draft.and_then(|draft| Knowledge::new(draft, digest(&files)));
    Compilation { files, findings, knowledge }
}

/// What was read, if nothing in it is an error. Everything that is wrong goes to the findings, which are then in order.
pub(super) fn judged(loaded: Loaded, rules: HouseRules, findings: &mut Findings) -> Option<Draft> {
    let Loaded { draft, findings: found, allowances, known, complete } = loaded;
    findings.append(found);
    findings.allow(allowances);
    // What seems to be missing may stand in a file that could not be parsed; saying so would bury the real fault.
    if complete {
        resolve(&draft, &known, findings);
        rules(&draft, findings);
    }
    let sound = findings.errors() == 0;
    if sound {
        // What could not be read may be what is allowed.
        findings.report_unused_allowances();
    }
    findings.sort();
    sound.then_some(draft)
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
    hexadecimal(hash.finalize().as_slice())
}

/// Bytes as hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
