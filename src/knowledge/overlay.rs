//! Lays a clinic's notes over a base that compiled.
//!
//! Promises: the base's own statements, their order and its digest stay as they are; the notes stand behind them, judged
//! by the rules of the base. An overlay with an error is not laid.

use std::path::Path;

use super::Knowledge;
use super::compile::{Compilation, HouseRules, hexadecimal, judged};
use super::load::{load, load_over};
use super::progress::Progress;
use super::source::{ReadError, SourceFile, Sources, read_overlay};

use sha2::{Digest, Sha256};

/// Lays the notes of a file over a compiled base; a base with errors is given back as it is. What is wrong with the notes
/// is added to what was said of the base.
///
/// # Errors
/// If the file is missing, is a folder, is too large or cannot be read.
pub fn apply_overlay(base: Compilation, overlay: &Path, rules: HouseRules) -> Result<Compilation, ReadError> {
    let Compilation { mut files, findings, knowledge } = base;
    let Some(knowledge) = knowledge else {
        return Ok(Compilation { files, findings, knowledge });
    };
    let in_program = files.is_empty();
    if in_program {
        // The base in the program has no files, and the places of its values point to the first one.
        files.push(SourceFile::new("the base in the program".to_owned(), String::new(), String::new()));
    }
    let number = files.len() as u32;
    let (Sources { files: read, faults }, bytes) = read_overlay(overlay, number)?;
    let is_text = faults.is_empty();
    files.extend(read);
    let mut findings = findings.narrowed_to(number);
    findings.extend(faults);
    let Some(file) = files.last().filter(|_file| is_text) else {
        return Ok(Compilation { files, findings, knowledge: None });
    };
    let digest = knowledge.digest().to_owned();
    // Where the statements of a base stand, which a diagnostic on a note may point to, only its files tell.
    let own = files.get(..number as usize).unwrap_or_default();
    let draft = if in_program { knowledge.to_draft() } else { load(own, |_none| false, &Progress::default()).draft };
    let loaded = load_over(draft, number, file, hexadecimal(Sha256::digest(&bytes).as_slice()));
    let draft = judged(loaded, rules, &mut findings);
    let knowledge = draft.and_then(|draft| Knowledge::new(draft, digest));
    Ok(Compilation { files, findings, knowledge })
}
