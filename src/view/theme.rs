//! What everything looks like: one table from theme and tone to ink, paper and attributes.
//!
//! Promises: no cell ever has an ink without a paper or a paper without an ink, so that nothing rests on a terminal's own
//! colours, which are unknown. Every pair reaches a contrast of 4.5:1, in high-contrast 7:1, in 256 colours and in
//! the sixteen as xterm, VGA and both Windows consoles show them; a test computes it. Meaning is carried by words, then by
//! attributes; colour only adds, and nothing blinks.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::app::{App, Colors, ThemeName};
use crate::page::Role;

/// What the look of a cell means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Running text, and everything without a tone of its own.
    Text,
    /// Citation marks, metadata, and the edges of panes: what a reader can skip.
    Dim,
    /// Labels, names of keys.
    Strong,
    /// Titles, headings, and the edge of the pane that keys act on.
    Heading,
    /// What leads to another page.
    Link,
    /// That a regulator has approved a drug.
    Approved,
    /// What no longer holds.
    Superseded,
    /// What must not be overlooked.
    Badge,
    /// What is selected.
    Selected,
    /// A match of the words to find in the page.
    PageMatch,
    /// The match that is shown.
    CurrentMatch,
    /// What matched in a hit of the finder.
    HitMatch,
    /// Letters that tell one name from another.
    Differing,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 13] = [
        Self::Text,
        Self::Dim,
        Self::Strong,
        Self::Heading,
        Self::Link,
        Self::Approved,
        Self::Superseded,
        Self::Badge,
        Self::Selected,
        Self::PageMatch,
        Self::CurrentMatch,
        Self::HitMatch,
        Self::Differing,
    ];

    /// The attributes, which hold in every theme but for what `Theme::tone` adds; where colours tell tones apart `REVERSED` gives way to them.
    fn attributes(self) -> Modifier {
        match self {
            // Nothing rests on being dim, so it needs no attribute.
            Self::Text | Self::Dim => Modifier::empty(),
            Self::Strong | Self::Heading | Self::Approved => Modifier::BOLD,
            Self::Link => Modifier::UNDERLINED,
            Self::Superseded | Self::HitMatch => Modifier::BOLD.union(Modifier::UNDERLINED),
            Self::Badge => Modifier::BOLD.union(Modifier::REVERSED),
            Self::Selected => Modifier::REVERSED,
            Self::PageMatch => Modifier::REVERSED.union(Modifier::UNDERLINED),
            Self::CurrentMatch | Self::Differing => {
                Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::BOLD)
            }
        }
    }
}

/// A colour twice: its number among the 240 that look the same everywhere (16 to 255), and among the basic sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shade(u8, u8);

/// Letters and what is under them: both the terminal's own, or both ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum InkAndPaper {
    Terminals,
    Ours { ink: Shade, paper: Shade },
}

const fn pair(ink: Shade, paper: Shade) -> InkAndPaper {
    InkAndPaper::Ours { ink, paper }
}

/// The colours of each theme, most general first. Of the sixteen only black, light grey, white, light yellow, light green and light
/// cyan are used: the others are illegible on one console or another.
const BLACK: Shade = Shade(16, 0);
const WHITE: Shade = Shade(231, 15);
const YELLOW: Shade = Shade(226, 11);
const AMBER: Shade = Shade(214, 11);
const SKY: Shade = Shade(117, 14);

const NIGHT: Shade = Shade(234, 0);
const PALE: Shade = Shade(252, 7);
const PALE_GREY: Shade = Shade(248, 7);
const PALE_BLUE: Shade = Shade(75, 7);
const PALE_TEAL: Shade = Shade(116, 14);
const PALE_GREEN: Shade = Shade(120, 10);
const PALE_MAGENTA: Shade = Shade(213, 7);

const INK: Shade = Shade(235, 0);
const DEEP_GREY: Shade = Shade(240, 0);
const DEEP_BLUE: Shade = Shade(25, 0);
const DEEP_TEAL: Shade = Shade(23, 0);
const DEEP_GREEN: Shade = Shade(22, 0);
const DEEP_MAGENTA: Shade = Shade(90, 0);

/// The table of colours.
fn colours(theme: ThemeName, tone: Tone) -> InkAndPaper {
    match (theme, tone) {
        (ThemeName::Mono, _) => InkAndPaper::Terminals,
        (ThemeName::Default, Tone::Badge) => pair(BLACK, AMBER),
        (ThemeName::Default, _) => InkAndPaper::Terminals,

        (ThemeName::Dark, Tone::Text) => pair(PALE, NIGHT),
        (ThemeName::Dark, Tone::Dim) => pair(PALE_GREY, NIGHT),
        (ThemeName::Dark, Tone::Strong | Tone::HitMatch) => pair(WHITE, NIGHT),
        (ThemeName::Dark, Tone::Heading) => pair(PALE_TEAL, NIGHT),
        (ThemeName::Dark, Tone::Approved) => pair(PALE_GREEN, NIGHT),
        (ThemeName::Dark, Tone::Link) => pair(PALE_BLUE, NIGHT),
        (ThemeName::Dark, Tone::Superseded) => pair(PALE_MAGENTA, NIGHT),
        (ThemeName::Dark, Tone::Badge) => pair(BLACK, AMBER),
        (ThemeName::Dark, Tone::Selected) => pair(NIGHT, PALE),
        (ThemeName::Dark, Tone::PageMatch) => pair(BLACK, SKY),
        (ThemeName::Dark, Tone::CurrentMatch | Tone::Differing) => pair(BLACK, YELLOW),

        (ThemeName::Light, Tone::Text) => pair(INK, WHITE),
        (ThemeName::Light, Tone::Dim) => pair(DEEP_GREY, WHITE),
        (ThemeName::Light, Tone::Strong | Tone::HitMatch) => pair(BLACK, WHITE),
        (ThemeName::Light, Tone::Heading) => pair(DEEP_TEAL, WHITE),
        (ThemeName::Light, Tone::Approved) => pair(DEEP_GREEN, WHITE),
        (ThemeName::Light, Tone::Link) => pair(DEEP_BLUE, WHITE),
        (ThemeName::Light, Tone::Superseded) => pair(DEEP_MAGENTA, WHITE),
        (ThemeName::Light, Tone::Badge) => pair(BLACK, AMBER),
        (ThemeName::Light, Tone::Selected) => pair(WHITE, INK),
        (ThemeName::Light, Tone::PageMatch) => pair(BLACK, SKY),
        (ThemeName::Light, Tone::CurrentMatch | Tone::Differing) => pair(BLACK, YELLOW),

        (ThemeName::HighContrast, Tone::Text | Tone::Strong | Tone::Heading | Tone::HitMatch) => pair(WHITE, BLACK),
        (ThemeName::HighContrast, Tone::Dim) => pair(PALE, BLACK),
        (ThemeName::HighContrast, Tone::Link) => pair(SKY, BLACK),
        (ThemeName::HighContrast, Tone::Approved) => pair(PALE_GREEN, BLACK),
        (ThemeName::HighContrast, Tone::Superseded) => pair(YELLOW, BLACK),
        (ThemeName::HighContrast, Tone::Badge) => pair(BLACK, YELLOW),
        (ThemeName::HighContrast, Tone::Selected) => pair(BLACK, WHITE),
        (ThemeName::HighContrast, Tone::PageMatch) => pair(BLACK, SKY),
        (ThemeName::HighContrast, Tone::CurrentMatch | Tone::Differing) => pair(BLACK, YELLOW),
    }
}

/// A style that replaces everything a cell looked like before.
fn whole(ink: Color, paper: Color, attributes: Modifier) -> Style {
    Style::new().fg(ink).bg(paper).remove_modifier(Modifier::all()).add_modifier(attributes)
}

/// How tones are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    name: ThemeName,
    colors: Colors,
}

impl Theme {
    /// A theme in the colours that a terminal has.
    pub fn new(name: ThemeName, colors: Colors) -> Self {
        Self { name, colors }
    }

    /// The theme of the application.
    pub fn from_app(app: &App<'_>) -> Self {
        Self::new(app.theme(), app.options().colors)
    }

    /// The style of a tone.
    pub fn tone(self, tone: Tone) -> Style {
        let mut attributes = tone.attributes();
        // The terminal's own ink has no fainter one but that of the terminal. Where that is illegible, every other theme is without it.
        if (self.name, tone) == (ThemeName::Default, Tone::Dim) && self.colors != Colors::None {
            attributes |= Modifier::DIM;
        }
        let (ink, paper) = match (colours(self.name, tone), self.colors) {
            (InkAndPaper::Terminals, _) | (InkAndPaper::Ours { .. }, Colors::None) => {
                return whole(Color::Reset, Color::Reset, attributes);
            }
            (InkAndPaper::Ours { ink, paper }, Colors::TwoFiftySix) => (ink.0, paper.0),
            (InkAndPaper::Ours { ink, paper }, Colors::Sixteen) => (ink.1, paper.1),
        };
        let mut shown = attributes.difference(Modifier::REVERSED);
        // Many terminals draw a bold letter of the first eight colours in its light twin, and bold black in grey.
        if ink == 0 && shown.contains(Modifier::BOLD) {
            shown = shown.difference(Modifier::BOLD).union(Modifier::UNDERLINED);
        }
        whole(Color::Indexed(ink), Color::Indexed(paper), shown)
    }

    /// The style of a role.
    pub fn role(self, role: Role) -> Style {
        self.tone(match role {
            Role::Plain | Role::Missing | Role::Computed => Tone::Text,
            Role::Mark | Role::SecondHand | Role::Faint => Tone::Dim,
            Role::Title | Role::Heading => Tone::Heading,
            Role::Label => Tone::Strong,
            Role::Approved => Tone::Approved,
            Role::Superseded => Tone::Superseded,
            Role::Link => Tone::Link,
            Role::SetOff => Tone::Selected,
            Role::Warning => Tone::Badge,
        })
    }

    /// Makes a part of the screen blank.
    pub fn paper(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let mut blank = Cell::EMPTY;
        blank.set_style(self.tone(Tone::Text));
        for y in area.top()..area.bottom() {
            let first = buffer.index_of(area.x, y);
            buffer.content[first..first + usize::from(area.width)].fill(blank.clone());
        }
    }
}
