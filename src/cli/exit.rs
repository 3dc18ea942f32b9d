//! How a run ends: the one table of exit codes, from which the help and the manual are written, and every error message.
//!
//! Promises: an error message goes to stderr, once. It never repeats a character that acts on a terminal.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::app::ThemeName;
use crate::knowledge::{EntryId, ReadError, visible};

/// How a run ends, as the shell sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// The command succeeded.
    Done,
    /// No results, or `check` found errors.
    Nothing,
    /// The command failed.
    Refused,
    /// Interrupted from the keyboard.
    Interrupted,
}

/// Every way to end, with its meaning.
pub(super) const EXITS: [(Exit, &str); 4] = [
    (Exit::Done, "done"),
    (Exit::Nothing, "nothing found, or check found errors"),
    (Exit::Refused, "wrong usage, unknown id, bad data, no terminal"),
    (Exit::Interrupted, "interrupted from the keyboard"),
];

impl Exit {
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Nothing => 1,
            Self::Refused => 2,
            // As in shells: 128 plus the number of SIGINT.
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// How a command ended.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The command succeeded.
    Done,
    /// No results, or `check` found errors; perhaps with a sentence for stderr.
    Nothing(Option<String>),
    /// Interrupted from the keyboard.
    Interrupted,
}

/// Why a command failed. Text that was typed, and every path, has gone through `visible`.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The folder of a base, or the file of notes, cannot be read.
    #[error(transparent)]
    ReadError(#[from] ReadError),
    /// A base has errors: its diagnostics, as they are printed.
    #[error("{0}")]
    Faults(String),
    #[error("{file} {why}")]
    Bundle { file: String, why: BundleFault },
    #[error("the bundle {file} cannot be written: {error}")]
    BundleUnwritten { file: String, error: io::Error },

    /// A file that an author's command needs cannot be read or used.
    #[error("{file} cannot be used: {why}")]
    Unusable { file: String, why: String },
    /// A file cannot be written.
    #[error("{file} cannot be written: {error}")]
    Unwritten { file: String, error: io::Error },

    #[error(
        "name a folder, `jakref new DIR`, or a kind, a name and a base: `jakref new drug NAME --in DIR`; the kinds are drug, \
             trial, topic, safety and question"
    )]
    NewWhat,

    #[error("{name:?} may be one of these; name the one you mean:\n{}", indented(ids))]
    Ambiguous { name: String, ids: Vec<EntryId> },
    #[error("{word:?} names no list; this base has {}", words.join(", "))]
    NoGroup { word: String, words: Vec<String> },
    #[error("there is no entry {0:?}; `jakref list` lists the ids, and `jakref search` finds one")]
    NoEntry(String),
    #[error("there is no entry {name:?}; these are near in spelling, and may be another drug:\n{}", indented(near))]
    NearInSpelling { name: String, near: Vec<EntryId> },
    #[error("the page {id} has no part {part:?}; its sections are {}", sections.join(", "))]
    NoPart { id: EntryId, part: String, sections: Vec<&'static str> },
    #[error("a name is given without a command; `jakref show NAME` prints its page")]
    NameBeforeCommand,
    #[error("--format html is for `show` and `print`; other answers have text, markdown and json")]
    NoHtml,
    #[error("only drugs can be compared, and {0} is not one")]
    NotADrug(EntryId),
    #[error("{0} is named twice; a comparison needs two drugs")]
    NamedTwice(EntryId),
    #[error(
        "there is no rule {0:?}; `jakref check --explain all` lists them: K001 and on (form), P (provenance), \
         N (numbers), L (look-alike names), S (wording), T (text)"
    )]
    NoRule(String),
    #[error("JAKREF_THEME is {name:?}, which is none of {}", ThemeName::ALL.map(ThemeName::word).join(", "))]
    NoTheme { name: String },

    #[error("browsing needs a terminal; `jakref show ID`, `list` and `search` print without one")]
    NoTerminal,
    #[error("mintty gives this program no Windows console; run `winpty jakref`, or use Windows Terminal")]
    NoConsole,
    #[error("the terminal cannot be used: {0}")]
    Terminal(io::Error),
    /// The thread that reads the base cannot be started.
    #[error("the base cannot be read: {0}")]
    NoThread(io::Error),
    /// The thread that reads the base ended without a base.
    #[error("reading the base ended without a result")]
    ReaderLost,
    #[error("no completions: {0}")]
    Completions(String),

    /// The reader of stdout has closed it: the program ends quietly, with success.
    #[error("the output was closed")]
    Closed,
    #[error("cannot write the output: {0}")]
    Unwritable(io::Error),
}

/// Why a file cannot be opened as a bundle.
#[derive(Debug, thiserror::Error)]
pub(super) enum BundleFault {
    #[error("cannot be read: {0}")]
    ReadError(io::Error),
    #[error(
        "is a file, not a folder, and not a bundle: give the folder of a base, or a file that `jakref bundle` wrote"
    )]
    NotABundle,
    #[error("was made by another version of jakref: make it again with `jakref bundle`, or install that version")]
    OtherVersion,
    #[error("is damaged: copy the bundle again, or make it again")]
    Damaged,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Unwritable(error) }
    }
}

impl Failure {
    /// An error of clap_complete, without its prefix.
    pub(super) fn completions(error: &clap::Error) -> Self {
        let sentence = error.to_string();
        Self::Completions(visible(sentence.trim_start_matches("error: ").trim_end()))
    }
}

fn indented(ids: &[EntryId]) -> String {
    ids.iter().map(|id| format!("  {id}\n")).collect()
}

/// Writes the message of a result to stderr, and returns the exit code.
pub(super) fn conclude(result: Result<Outcome, Failure>) -> ExitCode {
    let (exit, sentence) = match result {
        Ok(Outcome::Done) | Err(Failure::Closed) => (Exit::Done, None),
        Ok(Outcome::Nothing(sentence)) => (Exit::Nothing, sentence.map(|sentence| format!("jakref: {sentence}"))),
        Ok(Outcome::Interrupted) => (Exit::Interrupted, None),
        // Diagnostics have a prefix of their own, `error` or `warning`.
        Err(Failure::Faults(diagnostics)) => (Exit::Refused, Some(diagnostics)),
        Err(failure) => (Exit::Refused, Some(format!("jakref: {failure}"))),
    };
    if let Some(sentence) = sentence {
        // A closed stderr changes no exit code.
        let _ = writeln!(io::stderr(), "{}", sentence.trim_end());
    }
    exit.into()
}

/// The last paragraphs of the help.
pub(super) fn help() -> String {
    let codes: Vec<String> = EXITS.iter().map(|(exit, meaning)| format!("{} {meaning}", exit.code())).collect();
    format!(
        "Without a command jakref opens the reference in the terminal; with a name alone, at its page. With a name and a \
         question it prints what answers, as `jakref search` does: `jakref NAME QUESTION`.\n\
         Exit codes: {}.\n\
         Colour is decided by --color, then NO_COLOR, CLICOLOR_FORCE, CLICOLOR=0, TERM=dumb, and whether the output is a \
         terminal. The theme is decided by --theme, then these, then JAKREF_THEME.\n\
         No substitute for the current label. No patient data is read, kept or sent.",
        codes.join("; ")
    )
}
