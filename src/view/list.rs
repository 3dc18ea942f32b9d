//! A list of entries, one to a row.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::theme::{Theme, Tone};
use super::write::write;
use crate::app::Cursor;
use crate::page::{Glyph, Glyphs};

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct ListItem<'a> {
    /// Whether the row carries the mark of an approved drug.
    pub approved: bool,
    /// Whether the reader has marked it.
    pub chosen: bool,
    /// What stands on it.
    pub text: &'a str,
}

/// A list and its selection.
#[derive(Debug)]
pub struct List<'a> {
    /// The rows from the first one seen on.
    pub items: &'a [ListItem<'a>],
    /// The selection and the first row seen.
    pub cursor: Cursor,
    /// Whether keys act on it.
    pub focused: bool,
    /// Which characters can be shown.
    pub glyphs: Glyphs,
}

impl List<'_> {
    /// Draws the rows that fit; returns where the selected one stands.
    pub fn draw(&self, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let area = area.intersection(buffer.area);
        let width = usize::from(area.width);
        let mut selected = None;
        for ((number, item), y) in (self.cursor.top()..).zip(self.items).zip(area.top()..area.bottom()) {
            let approved = if item.approved { self.glyphs.of(Glyph::Approved) } else { " " };
            let chosen = if item.chosen { "+" } else { " " };
            let text = clipped(&self.glyphs.show(item.text), width.saturating_sub(2), self.glyphs);
            let is_selected = number == self.cursor.selected();
            let style = theme.tone(match (is_selected, self.focused) {
                (true, true) => Tone::Selected,
                (true, false) => Tone::Strong,
                (false, _) => Tone::Text,
            });
            // A row that keys act on is set off from edge to edge; of another one only its text is.
            let whole = if is_selected && self.focused { style } else { theme.tone(Tone::Text) };
            buffer.set_style(Rect { y, height: 1, ..area }, whole);
            let mut x = area.x;
            for part in [approved, chosen, &text] {
                x = write(buffer, (x, y), part, usize::from(area.right().saturating_sub(x)), style);
            }
            if is_selected {
                selected = Some(Position::new(area.x, y));
            }
        }
        selected
    }
}

/// A text cut to a width, with dots where something is missing.
pub(super) fn clipped(text: &str, width: usize, glyphs: Glyphs) -> String {
    if (text.is_ascii() && text.len() <= width) || text.width() <= width {
        return text.to_owned();
    }
    let dots = glyphs.of(Glyph::Cut);
    let room = width.saturating_sub(dots.width());
    let mut out = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        used += cluster.width();
        if used > room {
            break;
        }
        out.push_str(cluster);
    }
    if dots.width() <= width {
        out.push_str(dots);
    }
    out
}
