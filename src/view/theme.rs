//! What each role looks like.
//!
//! Promises: text keeps the terminal's own colours; meaning is carried by words, then by bold, underline and reverse;
//! colour only adds, and brings its own background where it appears.

use ratatui::style::{Color, Modifier, Style};

use crate::page::Role;

/// How roles are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Whether colour may be used at all.
    pub color: bool,
}

impl Theme {
    /// The style of a role.
    pub fn role(self, role: Role) -> Style {
        match role {
            Role::Plain | Role::Mark | Role::Faint | Role::Missing | Role::Computed | Role::SecondHand => Style::new(),
            Role::Title | Role::Heading | Role::Label => Style::new().add_modifier(Modifier::BOLD),
            Role::Superseded => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Role::Link => Style::new().add_modifier(Modifier::UNDERLINED),
            Role::SetOff => self.selected(),
            Role::Warning => self.badge(),
        }
    }

    /// What must not be overlooked: black on yellow, or reversed where there is no colour.
    pub fn badge(self) -> Style {
        if self.color {
            Style::new().fg(Color::Black).bg(Color::LightYellow).add_modifier(Modifier::BOLD)
        } else {
            Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED)
        }
    }

    /// What is selected.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// What stands out in running text.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What was searched for in a page; the place that is shown stands out from the others by being bold.
    pub fn sought(self, is_shown: bool) -> Style {
        let bold = if is_shown { Modifier::BOLD } else { Modifier::empty() };
        Style::new().add_modifier(Modifier::REVERSED | Modifier::UNDERLINED | bold)
    }

    /// What a search matched.
    pub fn matched(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }
}
