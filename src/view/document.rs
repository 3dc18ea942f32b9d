//! A wrapped page, or the part of it that fits.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::theme::{Theme, Tone};
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
    /// Parts of lines that were searched for: the number of the line, bytes of its text, and whether it is the one shown.
    pub marks: &'a [(usize, Range<usize>, bool)],
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
                buffer.set_stringn(area.x - 1, y, ">", 1, theme.tone(Tone::Strong));
            }
        }
        for (line, range, is_shown) in self.marks {
            if let Some(cells) = self.cells(*line, range, area) {
                buffer.set_style(cells, theme.tone(if *is_shown { Tone::Shown } else { Tone::Sought }));
            }
        }
    }

    /// Where a part of a line stands on the screen; `None` where it is not seen.
    pub(super) fn cells(&self, line: usize, range: &Range<usize>, area: Rect) -> Option<Rect> {
        let row = u16::try_from(line.checked_sub(self.scroll)?).ok()?;
        let text = self.lines.get(line)?.text();
        let columns = |text: Option<&str>| u16::try_from(text.map_or(0, UnicodeWidthStr::width)).unwrap_or(u16::MAX);
        let x = area.x.saturating_add(columns(text.get(..range.start)));
        let cells = Rect::new(x, area.y.saturating_add(row), columns(text.get(range.clone())), 1);
        Some(cells.intersection(area)).filter(|cells| !cells.is_empty())
    }
}
