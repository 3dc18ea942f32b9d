//! Which look the screen has, by name; what a name means in ink and paper is the view's affair.
//!
//! Promises: the names are the same on the command line, in the environment and on the screen.

use super::App;

/// A look of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThemeName {
    /// The terminal's own colours, with bold, reverse and underline; what must not be overlooked brings its own.
    #[default]
    Default,
    /// Light letters on dark paper, whatever the terminal's own colours are.
    Dark,
    /// Dark letters on light paper, whatever the terminal's own colours are.
    Light,
    /// The terminal's own colours and nothing else.
    Mono,
    /// White on black, and black on white, yellow and light blue: at least 7:1 everywhere.
    HighContrast,
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

    fn next(self) -> Self {
        match self {
            Self::Default => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::HighContrast,
            Self::HighContrast => Self::Mono,
            Self::Mono => Self::Default,
        }
    }

    fn announced(self) -> &'static str {
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
    /// None, whatever the theme: somebody has forbidden them.
    None,
    /// The basic sixteen, whose looks each terminal decides.
    Sixteen,
    /// The two hundred and forty that look the same everywhere.
    TwoFiftySix,
}

impl App<'_> {
    /// The look of the screen: mono where colours are forbidden.
    pub fn theme(&self) -> ThemeName {
        match self.setting.colors {
            Colors::None => ThemeName::Mono,
            Colors::Sixteen | Colors::TwoFiftySix => self.theme,
        }
    }

    /// Takes the next theme and says its name.
    pub(super) fn next_theme(&mut self) {
        self.theme = self.theme.next();
        self.notice = Some(match self.setting.colors {
            Colors::None => "No theme but mono: --color never.",
            Colors::Sixteen | Colors::TwoFiftySix => self.theme.announced(),
        });
    }
}
