//! How the program ends: the one table of exit codes, from which the help and the manual are written.

use std::process::ExitCode;

/// A way to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// It did what it was asked to.
    Done,
    /// There was nothing to find, or something was found that should not be there.
    Nothing,
    /// It could not do what it was asked to.
    Refused,
    /// It was interrupted from the keyboard.
    Interrupted,
}

/// Every way to end, with what it means.
pub(super) const EXITS: [(Exit, &str); 4] = [
    (Exit::Done, "done"),
    (Exit::Nothing, "nothing found, or check found errors"),
    (Exit::Refused, "wrong usage, unknown id, bad data, no terminal"),
    (Exit::Interrupted, "interrupted from the keyboard"),
];

impl Exit {
    /// The number the shell sees.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Nothing => 1,
            Self::Refused => 2,
            // As shells do it: 128 and the number of the signal.
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// What stands under the help.
pub(super) fn help() -> String {
    let codes: Vec<String> = EXITS.iter().map(|(exit, meaning)| format!("{} {meaning}", exit.code())).collect();
    format!(
        "Without a command jakref opens the reference in the terminal.\n\
         Exit codes: {}.\n\
         Colour is decided by --color, then NO_COLOR, CLICOLOR_FORCE, CLICOLOR=0, TERM=dumb, and whether the output is a \
         terminal. The theme is decided by --theme, then these, then JAKREF_THEME.\n\
         No substitute for the current label. No patient data is read, kept or sent.",
        codes.join("; ")
    )
}
