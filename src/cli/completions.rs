//! Completions: what a shell may offer after what was typed, the ids of the base in the program among it.
//!
//! Promises: no file is read and no network is asked; a base of `--data` is not opened, since a key must not wait for it.
//! What `jakref completions SHELL` prints is a few lines that ask the program itself, so that they are never out of date.
//!
//! The engine is clap_complete's dynamic one. The static scripts would carry the ids as well, but not in PowerShell,
//! whose generator knows no values. The engine is called unstable; the version in Cargo.lock is what the tests ran.

use std::env;
use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{CompleteEnv, Shells};

use super::args::Cli;
use crate::embedded;
use crate::export;
use crate::knowledge::Kind;

/// The variable with which the shell asks. The engine's own name for it, `COMPLETE`, may have another use in an environment.
pub(super) const VARIABLE: &str = "JAKREF_COMPLETE";

/// Drugs: what can be compared.
const DRUGS: [Kind; 2] = [Kind::Oral, Kind::Topical];

/// Answers the shell, if the shell asks; returns whether it did.
///
/// # Errors
/// If the question cannot be understood, or the answer not be written.
pub(super) fn answer() -> clap::error::Result<bool> {
    if env::var_os(VARIABLE).is_none() {
        return Ok(false);
    }
    // Without HOME the library would ask the system whose home `~` is, which a static binary cannot; it offers nothing.
    let asks_for_home = env::args_os().any(|word| word.as_encoded_bytes().starts_with(b"~"));
    if asks_for_home && env::var_os("HOME").is_none() {
        return Ok(true);
    }
    let folder: Option<PathBuf> = env::current_dir().ok();
    CompleteEnv::with_factory(Cli::command).var(VARIABLE).try_complete(env::args_os(), folder.as_deref())
}

/// What a shell has to read so that it asks.
pub(super) fn registration(shell: Shell) -> String {
    let shells = Shells::builtins();
    let completer =
        shells.completer(&shell.to_string()).expect("clap_complete answers every shell it has a script for");
    let mut script = Vec::new();
    let written = completer.write_registration(VARIABLE, "jakref", "jakref", "jakref", &mut script);
    written.expect("memory takes what is written");
    String::from_utf8(script).expect("a script of clap_complete is UTF-8")
}

/// Ids of everything that has a page.
pub(super) fn pages() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let words = ["review", "since"].map(CompletionCandidate::new);
        candidates(Kind::ALL).into_iter().chain(words).collect()
    })
}

/// Ids of drugs.
pub(super) fn drugs() -> ArgValueCandidates {
    ArgValueCandidates::new(|| candidates(&DRUGS))
}

/// Ids with their titles, in the order of the lists.
fn candidates(kinds: &[Kind]) -> Vec<CompletionCandidate> {
    let knowledge = embedded::knowledge();
    let rows = export::rows(&knowledge, kinds);
    rows.into_iter()
        .filter(|row| row.id.kind() != Kind::Review)
        .map(|row| CompletionCandidate::new(row.id.to_string()).help(Some(row.title.into())))
        .collect()
}
