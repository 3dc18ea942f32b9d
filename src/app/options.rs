//! What is decided once, when the application starts: characters, colours, and the theme to begin with.
//!
//! Promises: a theme has one name on the command line, in the environment and on the screen. What it looks like is in `view`.

use crate::page::Glyphs;

/// What is decided once, when the application starts.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which characters can be shown.
    pub glyphs: Glyphs,
    /// Whether the base is more than a year old.
    pub stale: bool,
    /// Whether the base is the one in the program.
    pub embedded: bool,
    /// Whether pictures are put in words from the start, as for a screen reader.
    pub in_words: bool,
    /// The theme at first.
    pub theme: ThemeName,
    /// The colours that may be sent to the terminal.
    pub colors: Colors,
}

/// A theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// The terminal's own colours, with bold, faint, reverse and underline; what must not be overlooked brings its own.
    #[default]
    Default,
    /// Light letters on dark paper, whatever the terminal's own colours are.
    Dark,
    /// Dark letters on light paper, whatever the terminal's own colours are.
    Light,
    /// White on black, and black on white, yellow and light blue: at least 7:1 everywhere.
    HighContrast,
    /// The terminal's own colours and nothing else.
    Mono,
}

impl ThemeName {
    /// Every theme, in the order in which a key walks them.
    pub const ALL: [Self; 5] = [Self::Default, Self::Dark, Self::Light, Self::HighContrast, Self::Mono];

    /// The name as it is typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Mono => "mono",
            Self::HighContrast => "high-contrast",
        }
    }

    /// The theme of a name; `None` if there is none of that name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }

    /// The theme after this one.
    pub(super) fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    /// The notice that names the theme.
    pub(super) fn notice(self) -> &'static str {
        match self {
            Self::Default => "Theme: default, the terminal's own.",
            Self::Dark => "Theme: dark.",
            Self::Light => "Theme: light.",
            Self::Mono => "Theme: mono, without colour.",
            Self::HighContrast => "Theme: high-contrast.",
        }
    }
}

/// The colours that may be written to the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colors {
    /// None, whatever the theme: they are forbidden.
    None,
    /// The basic sixteen, whose looks each terminal decides.
    Sixteen,
    /// Those of the 256 whose looks every terminal agrees on: all but the basic sixteen.
    TwoFiftySix,
}
