//! A wrapped page, or the part of it that fits.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::Theme;
use crate::page::Line;

/// Some lines, scrolled, with one statement selected.
#[derive(Debug)]
pub struct Document<'a> {
    /// Every line, at the width of the area.
    pub lines: &'a [Line],
    /// The first line seen.
    pub scroll: usize,
    /// The number of the selected statement; its lines carry a mark in the margin.
    pub selected: Option<usize>,
}

impl Document<'_> {
    /// Draws the lines that fit. The margin is the column to the left of the area.
    pub fn draw(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let seen = self.lines.iter().skip(self.scroll);
        for (line, y) in seen.zip(area.top()..area.bottom()) {
            let mut x = area.left();
            for span in &line.spans {
                let room = usize::from(area.right().saturating_sub(x));
                (x, _) = buffer.set_stringn(x, y, &span.text, room, theme.role(span.role));
            }
            let is_selected = self.selected.is_some() && line.item == self.selected;
            if is_selected && area.x > buffer.area.x {
                buffer.set_stringn(area.x - 1, y, ">", 1, theme.strong());
            }
        }
    }
}
