//! Whether output has colour.
//!
//! The order is: the flag, NO_COLOR, CLICOLOR_FORCE, CLICOLOR=0, TERM=dumb, terminal or not.

use std::env;
use std::ffi::OsStr;

/// What `--color` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// Colour on a terminal.
    Auto,
    /// Colour everywhere.
    Always,
    /// No colour.
    Never,
}

/// The variables that have a say.
#[derive(Clone, Copy, Debug, Default)]
pub struct ColorVariables {
    /// NO_COLOR is there and not empty.
    pub no_color: bool,
    /// CLICOLOR_FORCE is there and not 0.
    pub force: bool,
    /// CLICOLOR is 0.
    pub clicolor_off: bool,
    /// TERM is dumb.
    pub dumb: bool,
}

impl ColorVariables {
    /// The variables of this process.
    pub fn read() -> Self {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        Self {
            no_color: set("NO_COLOR").is_some(),
            force: set("CLICOLOR_FORCE").is_some_and(|value| value != OsStr::new("0")),
            clicolor_off: set("CLICOLOR").is_some_and(|value| value == OsStr::new("0")),
            dumb: set("TERM").is_some_and(|value| value == OsStr::new("dumb")),
        }
    }
}

/// Whether a stream has colour.
pub fn colored(choice: ColorChoice, variables: ColorVariables, is_terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            if variables.no_color {
                false
            } else if variables.force {
                true
            } else {
                !variables.clicolor_off && !variables.dumb && is_terminal
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ColorChoice, ColorVariables, colored};

    #[test]
    fn the_flag_decides_then_no_color_then_force_then_the_terminal() {
        let none = ColorVariables::default();
        let all = ColorVariables { no_color: true, force: true, clicolor_off: true, dumb: true };
        assert!(colored(ColorChoice::Always, all, false));
        assert!(!colored(ColorChoice::Never, none, true));
        assert!(!colored(ColorChoice::Auto, all, true));
        let force = ColorVariables { no_color: false, ..all };
        assert!(colored(ColorChoice::Auto, force, false));
        assert!(colored(ColorChoice::Auto, none, true));
        assert!(!colored(ColorChoice::Auto, none, false));
        for off in [ColorVariables { clicolor_off: true, ..none }, ColorVariables { dumb: true, ..none }] {
            assert!(!colored(ColorChoice::Auto, off, true));
        }
    }
}
