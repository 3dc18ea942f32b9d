//! How the output looks: colour, the theme of the screen, and the characters that can be shown.
//!
//! Promises: stdout, stderr and the screen decide about colour in the same order: the flag, NO_COLOR, CLICOLOR_FORCE,
//! CLICOLOR=0, TERM=dumb, terminal or not. A theme named on the command line overrides NO_COLOR, but not `--color never`.
//! Uses characters beyond ASCII only if the locale names UTF-8, and not where a terminal may draw lines and dots two columns
//! wide. Never queries the terminal.
//!
//! Written here, since anstream decides in another order: without TERM it uses no colour, and CLICOLOR=1 or a CI overrides
//! TERM=dumb.

use std::env;
use std::ffi::{OsStr, OsString};

use crate::app::{Colors, ThemeName};
use crate::page::Glyphs;

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

/// The environment variables that decide about colour.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ColorVariables {
    /// NO_COLOR is set and not empty.
    pub no_color: bool,
    /// CLICOLOR_FORCE is set and not 0.
    pub force: bool,
    /// CLICOLOR is 0.
    pub clicolor_off: bool,
    /// TERM is dumb.
    pub dumb: bool,
}

/// The value of an environment variable; an empty one counts as not set.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

impl ColorVariables {
    pub(super) fn read() -> Self {
        Self {
            no_color: variable("NO_COLOR").is_some(),
            force: variable("CLICOLOR_FORCE").is_some_and(|value| value != OsStr::new("0")),
            clicolor_off: variable("CLICOLOR").is_some_and(|value| value == OsStr::new("0")),
            dumb: variable("TERM").is_some_and(|value| value == OsStr::new("dumb")),
        }
    }
}

/// Whether a stream has colour.
pub(super) fn colored(choice: ColorChoice, variables: ColorVariables, is_terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if variables.no_color => false,
        ColorChoice::Auto if variables.force => true,
        ColorChoice::Auto => !variables.clicolor_off && !variables.dumb && is_terminal,
    }
}

/// The value of `--color` among arguments that clap could not parse.
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

/// The theme of the screen and the colours it may use. `flag` is the theme of `--theme`, `variable` that of JAKREF_THEME or the one
/// that is remembered.
pub(super) fn screen_theme(
    choice: ColorChoice,
    variables: ColorVariables,
    flag: Option<ThemeName>,
    variable: Option<ThemeName>,
    colors: Colors,
) -> (ThemeName, Colors) {
    if choice == ColorChoice::Never {
        return (ThemeName::Mono, Colors::None);
    }
    let theme = match flag {
        Some(theme) => theme,
        None if !colored(choice, variables, true) => ThemeName::Mono,
        None => variable.unwrap_or_default(),
    };
    (theme, colors)
}

/// The theme that JAKREF_THEME names.
///
/// # Errors
/// The value, if no theme has that name.
pub(super) fn theme_variable() -> Result<Option<ThemeName>, String> {
    let Some(value) = variable("JAKREF_THEME") else { return Ok(None) };
    let word = value.to_string_lossy().into_owned();
    ThemeName::from_word(&word).map(Some).ok_or(word)
}

/// The colours that the terminal of this process has.
pub(super) fn colors() -> Colors {
    colors_of(variable("COLORTERM").as_deref(), variable("TERM").as_deref())
}

/// A terminal names its colours in COLORTERM or TERM. Every Windows console that understands escape sequences has 256.
fn colors_of(colorterm: Option<&OsStr>, term: Option<&OsStr>) -> Colors {
    let named = |name: Option<&OsStr>, words: &[&str]| {
        name.is_some_and(|name| words.iter().any(|word| name.to_string_lossy().contains(word)))
    };
    let many = named(colorterm, &["truecolor", "24bit"]) || named(term, &["256color", "direct", "kitty", "alacritty"]);
    if many || cfg!(windows) { Colors::TwoFiftySix } else { Colors::Sixteen }
}

/// ASCII if `--ascii` is given, or if the terminal may not show other characters correctly.
///
/// `locale` is the first of LC_ALL, LC_CTYPE and LANG that is not empty, `term` is TERM. Windows consoles take Unicode
/// whatever the variables say.
pub(super) fn glyphs(ascii: bool, locale: Option<&str>, term: Option<&str>) -> Glyphs {
    let locale = locale.map(str::to_lowercase);
    let utf8 = match &locale {
        Some(locale) => cfg!(windows) || locale.contains("utf-8") || locale.contains("utf8"),
        None => cfg!(windows),
    };
    // Borders, dots and bullets have ambiguous width (Unicode Standard Annex 11): a terminal set up for Chinese, Japanese or
    // Korean may give them two columns, which would shift every line.
    let ambiguous = locale.is_some_and(|locale| ["zh", "ja", "ko"].iter().any(|language| locale.starts_with(language)));
    let plain_terminal = matches!(term, Some("linux" | "dumb"));
    if ascii || !utf8 || ambiguous || plain_terminal { Glyphs::Ascii } else { Glyphs::Unicode }
}

#[cfg(test)]
mod tests {
    use super::{ColorChoice, ColorVariables, choice_among, colored, colors_of, glyphs, screen_theme};
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
                        let got = screen_theme(choice, variables, flag, variable, Colors::Sixteen);
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
