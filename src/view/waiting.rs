//! What is shown while a base is read that takes longer than a reader notices.
//!
//! Promises: says what is being done, how much of it, and how to leave; draws inside its window at any size.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::{Theme, Tone};
use crate::knowledge::{Stage, with_commas};

/// How far the work has come, and on what.
#[derive(Clone, Copy, Debug)]
pub struct Waiting<'a> {
    /// The base, as the reader named it.
    pub base: &'a str,
    /// What is being done.
    pub stage: Stage,
    /// How many steps of it are done.
    pub done: usize,
    /// How many steps it has; 0 where nobody knows.
    pub all: usize,
}

/// The columns of the bar, where there are so many.
const BAR: usize = 40;

impl Waiting<'_> {
    /// Draws it.
    pub fn draw(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        theme.paper(area, buffer);
        let width = usize::from(area.width);
        let counted = match self.all {
            0 => format!("{}.", self.stage.phrase()),
            all => format!("{}: {} of {}.", self.stage.phrase(), figure(self.done.min(all)), figure(all)),
        };
        let lines = [
            (Tone::Strong, "jakref".to_owned()),
            (Tone::Text, String::new()),
            (Tone::Text, format!("A large base is being read: {}", self.base)),
            (Tone::Text, counted),
            (Tone::Text, self.bar(width.saturating_sub(2).min(BAR))),
            (Tone::Text, String::new()),
            (Tone::Text, "q leaves. A file that `jakref bundle` writes opens at once.".to_owned()),
        ];
        for ((tone, line), y) in lines.iter().zip(area.top()..area.bottom()) {
            buffer.set_stringn(area.x, y, line, width, theme.tone(*tone));
        }
    }

    fn bar(&self, columns: usize) -> String {
        let full = match self.all {
            0 => return String::new(),
            all => columns * self.done.min(all) / all,
        };
        format!("[{}{}]", "#".repeat(full), ".".repeat(columns - full))
    }
}

fn figure(number: usize) -> String {
    with_commas(&number.to_string())
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::Waiting;
    use crate::app::{Colors, ThemeName};
    use crate::knowledge::Stage;
    use crate::view::Theme;

    #[test]
    fn what_is_done_is_said_in_any_window() {
        let waiting = Waiting { base: "a/base", stage: Stage::Parsing, done: 1_250, all: 2_500 };
        let theme = Theme::new(ThemeName::Default, Colors::None);
        for (width, height) in [(0, 0), (1, 1), (7, 3), (80, 24)] {
            let area = Rect::new(0, 0, width, height);
            let mut buffer = Buffer::empty(area);
            waiting.draw(theme, Rect::new(0, 0, 90, 30), &mut buffer);
            let text: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
            let whole = (width, height) == (80, 24);
            assert_eq!(text.contains("Reading the tables: 1,250 of 2,500."), whole);
            assert_eq!(text.contains("[####################....................]"), whole);
        }
    }
}
