//! What the output looks like: its colours, the theme of the screen, and the characters that can be shown.
//!
//! Promises: colour is decided in one order everywhere, on stdout, on stderr and on the screen: the flag, NO_COLOR,
//! CLICOLOR_FORCE, CLICOLOR=0, TERM=dumb, terminal or not. A theme that is named on the command line overrides NO_COLOR, but
//! not `--color never`. Characters beyond ASCII are used only where the locale names UTF-8, and not where lines and dots may
//! be two columns wide. Never asks the terminal.
//!
//! Written here, since anstream decides in another order: it takes no TERM for no colour, and CLICOLOR=1 or a CI for more
//! than TERM=dumb.

use std::env;
use std::ffi::{OsStr, OsString};

use crate::app::{Colors, ThemeName};
use crate::page::Glyphs;

/// What `--color` asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ColorChoice {
    /// Colour on a terminal.
    #[default]
    Auto,
    /// Colour everywhere.
    Always,
    /// No colour.
    Never,
}

/// The variables that decide about colour.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ColorVariables {
    /// NO_COLOR is there and not empty.
    pub no_color: bool,
    /// CLICOLOR_FORCE is there and not 0.
    pub force: bool,
    /// CLICOLOR is 0.
    pub clicolor_off: bool,
    /// TERM is dumb.
    pub dumb: bool,
}

fn set(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

impl ColorVariables {
    /// The variables of this process.
    pub(super) fn read() -> Self {
        Self {
            no_color: set("NO_COLOR").is_some(),
            force: set("CLICOLOR_FORCE").is_some_and(|value| value != OsStr::new("0")),
            clicolor_off: set("CLICOLOR").is_some_and(|value| value == OsStr::new("0")),
            dumb: set("TERM").is_some_and(|value| value == OsStr::new("dumb")),
        }
    }
}

/// Whether a stream has colour.
pub(super) fn colored(choice: ColorChoice, variables: ColorVariables, is_terminal: bool) -> bool {
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

/// What `--color` asks for among arguments that could not be understood as a whole.
pub(super) fn choice_among(arguments: impl Iterator<Item = OsString>) -> ColorChoice {
    let mut choice = ColorChoice::Auto;
    let mut is_value = false;
    for argument in arguments {
        let word = argument.to_string_lossy().into_owned();
        let value = if is_value { Some(word.as_str()) } else { word.strip_prefix("--color=") };
        choice = match value {
            Some("always") => ColorChoice::Always,
            Some("never") => ColorChoice::Never,
            Some("auto") => ColorChoice::Auto,
            Some(_) | None => choice,
        };
        is_value = word == "--color";
    }
    choice
}

/// The theme of the screen and the colours it may use, from the flags, the variables of colour and JAKREF_THEME.
pub(super) fn look(
    choice: ColorChoice,
    variables: ColorVariables,
    flag: Option<ThemeName>,
    variable: Option<ThemeName>,
    colors: Colors,
) -> (ThemeName, Colors) {
    match (choice, flag) {
        (ColorChoice::Never, _) => (ThemeName::Mono, Colors::None),
        (ColorChoice::Auto | ColorChoice::Always, Some(theme)) => (theme, colors),
        (ColorChoice::Auto | ColorChoice::Always, None) if !colored(choice, variables, true) => {
            (ThemeName::Mono, colors)
        }
        (ColorChoice::Auto | ColorChoice::Always, None) => (variable.unwrap_or_default(), colors),
    }
}

/// The theme that JAKREF_THEME names.
///
/// # Errors
/// The value, if no theme is called so.
pub(super) fn theme_variable() -> Result<Option<ThemeName>, String> {
    let Some(value) = set("JAKREF_THEME") else { return Ok(None) };
    let word = value.to_string_lossy().into_owned();
    ThemeName::from_word(&word).map(Some).ok_or(word)
}

/// The colours of the terminal of this process.
pub(super) fn colors() -> Colors {
    colors_of(set("COLORTERM").as_deref(), set("TERM").as_deref())
}

/// Terminals name their colours; every Windows console that shows sequences of style has all of them.
fn colors_of(colorterm: Option<&OsStr>, term: Option<&OsStr>) -> Colors {
    let named = |name: Option<&OsStr>, words: &[&str]| {
        name.is_some_and(|name| words.iter().any(|word| name.to_string_lossy().contains(word)))
    };
    let many = named(colorterm, &["truecolor", "24bit"]) || named(term, &["256color", "direct", "kitty", "alacritty"]);
    if many || cfg!(windows) { Colors::TwoFiftySix } else { Colors::Sixteen }
}

/// ASCII where it is asked for, or where nothing else is sure to be shown as it is meant.
///
/// `locale` is the first of LC_ALL, LC_CTYPE and LANG that is not empty, `term` is TERM; Windows consoles are written to in
/// Unicode whatever the variables say.
pub(super) fn glyphs(asked: bool, locale: Option<&str>, term: Option<&str>) -> Glyphs {
    let locale = locale.map(str::to_lowercase);
    let utf8 = match &locale {
        Some(locale) => cfg!(windows) || locale.contains("utf-8") || locale.contains("utf8"),
        None => cfg!(windows),
    };
    // The borders, dots and bullets are of ambiguous width (Unicode Standard Annex 11): terminals set up for Chinese,
    // Japanese or Korean may give them two columns, and every line would be out of place.
    let ambiguous = locale.is_some_and(|locale| ["zh", "ja", "ko"].iter().any(|language| locale.starts_with(language)));
    let plain_terminal = matches!(term, Some("linux" | "dumb"));
    if asked || !utf8 || ambiguous || plain_terminal { Glyphs::Ascii } else { Glyphs::Unicode }
}

#[cfg(test)]
mod tests {
    use super::{ColorChoice, ColorVariables, choice_among, colored, colors_of, glyphs, look};
    use crate::app::{Colors, ThemeName};
    use crate::page::Glyphs;

    const CHOICES: [ColorChoice; 3] = [ColorChoice::Auto, ColorChoice::Always, ColorChoice::Never];

    fn every_variable() -> impl Iterator<Item = ColorVariables> {
        (0..16_u8).map(|bits| ColorVariables {
            no_color: bits & 1 != 0,
            force: bits & 2 != 0,
            clicolor_off: bits & 4 != 0,
            dumb: bits & 8 != 0,
        })
    }

    /// The order as a list: the first row that applies decides.
    fn by_the_list(choice: ColorChoice, variables: ColorVariables, is_terminal: bool) -> bool {
        [
            (choice == ColorChoice::Always, true),
            (choice == ColorChoice::Never, false),
            (variables.no_color, false),
            (variables.force, true),
            (variables.clicolor_off, false),
            (variables.dumb, false),
            (true, is_terminal),
        ]
        .into_iter()
        .find_map(|(applies, colored)| applies.then_some(colored))
        .expect("the last row always applies")
    }

    #[test]
    fn the_order_holds_in_every_combination() {
        for choice in CHOICES {
            for variables in every_variable() {
                for terminal in [false, true] {
                    let expected = by_the_list(choice, variables, terminal);
                    assert_eq!(colored(choice, variables, terminal), expected, "{choice:?} {variables:?} {terminal}");
                }
            }
        }
    }

    #[test]
    fn a_named_theme_overrides_the_variables_but_not_the_flag() {
        let themes = || ThemeName::ALL.into_iter().map(Some).chain([None]);
        for choice in CHOICES {
            for variables in every_variable() {
                for flag in themes() {
                    for variable in themes() {
                        let got = look(choice, variables, flag, variable, Colors::Sixteen);
                        let expected = match (choice, flag) {
                            (ColorChoice::Never, _) => (ThemeName::Mono, Colors::None),
                            (_, Some(theme)) => (theme, Colors::Sixteen),
                            (_, None) if !by_the_list(choice, variables, true) => (ThemeName::Mono, Colors::Sixteen),
                            (_, None) => (variable.unwrap_or(ThemeName::Default), Colors::Sixteen),
                        };
                        assert_eq!(got, expected, "{choice:?} {variables:?} {flag:?} {variable:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_flag_is_found_among_arguments_that_make_no_sense() {
        let found = |words: &str| choice_among(words.split(' ').map(Into::into));
        assert_eq!(found("jakref --color never shwo x"), ColorChoice::Never);
        assert_eq!(found("jakref shwo --color=always"), ColorChoice::Always);
        assert_eq!(found("jakref shwo --color"), ColorChoice::Auto);
        assert_eq!(found("jakref --color mauve --color=never"), ColorChoice::Never);
    }

    #[cfg(not(windows))]
    #[test]
    fn a_terminal_that_names_no_colours_has_sixteen() {
        for (colorterm, term, colors) in [
            (None, Some("xterm-256color"), Colors::TwoFiftySix),
            (None, Some("screen-256color-bce"), Colors::TwoFiftySix),
            (Some("truecolor"), Some("xterm"), Colors::TwoFiftySix),
            (None, Some("xterm"), Colors::Sixteen),
            (None, Some("linux"), Colors::Sixteen),
            (None, None, Colors::Sixteen),
        ] {
            assert_eq!(colors_of(colorterm.map(AsRef::as_ref), term.map(AsRef::as_ref)), colors, "{term:?}");
        }
    }

    #[cfg(not(windows))]
    #[test]
    fn unicode_needs_a_locale_and_a_terminal_that_show_it() {
        for (locale, term, expected) in [
            (Some("C.UTF-8"), Some("xterm"), Glyphs::Unicode),
            (Some("de_DE.utf8"), None, Glyphs::Unicode),
            (Some("nb_NO.UTF-8"), Some("screen-256color"), Glyphs::Unicode),
            (Some("de_DE.ISO-8859-1"), Some("xterm"), Glyphs::Ascii),
            (Some("C"), Some("xterm"), Glyphs::Ascii),
            (None, Some("xterm"), Glyphs::Ascii),
            (Some("C.UTF-8"), Some("linux"), Glyphs::Ascii),
            (Some("C.UTF-8"), Some("dumb"), Glyphs::Ascii),
            (Some("ja_JP.UTF-8"), Some("xterm"), Glyphs::Ascii),
            (Some("ko_KR.UTF-8"), Some("xterm"), Glyphs::Ascii),
            (Some("zh_TW.UTF-8"), Some("xterm"), Glyphs::Ascii),
        ] {
            assert_eq!(glyphs(false, locale, term), expected, "{locale:?} {term:?}");
            assert_eq!(glyphs(true, locale, term), Glyphs::Ascii);
        }
    }
}
