//! Shell completions, including the ids of the built-in base.
//!
//! Promises: never reads a file: a base of `--data` is not opened, since Tab must not wait for it. `jakref completions SHELL`
//! prints a few lines that call the program, so that they are never out of date.
//!
//! Uses the dynamic engine of clap_complete. The static scripts could contain the ids as well, but not in PowerShell, whose
//! generator knows no values. The engine is called unstable; the tests ran with the version in Cargo.lock.

use std::env;
use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{CompleteEnv, Shells};

use super::args::Cli;
use crate::embedded;
use crate::export;
use crate::knowledge::{EntryGroup, Kind};

/// The variable that the shell sets to ask for completions. The engine's own name, `COMPLETE`, may have another use.
pub(super) const VARIABLE: &str = "JAKREF_COMPLETE";

/// Answers the shell if it asks for completions, and returns whether it did.
///
/// # Errors
/// If the request cannot be parsed, or the answer cannot be written.
pub(super) fn answer() -> clap::error::Result<bool> {
    if env::var_os(VARIABLE).is_none() {
        return Ok(false);
    }
    // Without HOME the library would look up the home of `~` in the system, which a static binary cannot: offer nothing.
    let asks_for_home = env::args_os().any(|word| word.as_encoded_bytes().starts_with(b"~"));
    if asks_for_home && env::var_os("HOME").is_none() {
        return Ok(true);
    }
    let folder: Option<PathBuf> = env::current_dir().ok();
    CompleteEnv::with_factory(Cli::command).var(VARIABLE).try_complete(env::args_os(), folder.as_deref())
}

/// The script that makes a shell ask.
pub(super) fn registration(shell: Shell) -> String {
    let shells = Shells::builtins();
    let completer = shells.completer(&shell.to_string()).expect("clap_complete has a completer for each of its shells");
    let mut script = Vec::new();
    let written = completer.write_registration(VARIABLE, "jakref", "jakref", "jakref", &mut script);
    written.expect("writing to a Vec cannot fail");
    String::from_utf8(script).expect("a script of clap_complete is UTF-8")
}

/// The ids of all entries.
pub(super) fn pages() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let words = ["review", "since"].map(CompletionCandidate::new);
        candidates(Kind::ALL).into_iter().chain(words).collect()
    })
}

/// The words for entries that are listed together.
pub(super) fn groups() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let knowledge = embedded::knowledge();
        let group =
            |group: EntryGroup<'_>| CompletionCandidate::new(group.word).help(Some(group.heading.to_owned().into()));
        knowledge.groups().map(group).collect()
    })
}

/// The ids of the drugs.
pub(super) fn drugs() -> ArgValueCandidates {
    ArgValueCandidates::new(|| candidates(&[Kind::Drug]))
}

/// Ids with their titles, in the order of the lists.
fn candidates(kinds: &[Kind]) -> Vec<CompletionCandidate> {
    let knowledge = embedded::knowledge();
    let ids = kinds.iter().flat_map(|kind| knowledge.ids(*kind));
    let rows = export::rows(&knowledge, ids);
    rows.into_iter()
        .filter(|row| row.id.kind() != Kind::Review)
        .map(|row| CompletionCandidate::new(row.id.to_string()).help(Some(row.title.into())))
        .collect()
}
