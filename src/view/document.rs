//! A wrapped page, or the part of it that fits.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::theme::{Theme, Tone};
use super::write::write;
use crate::page::Line;

/// Some lines, scrolled, with one statement selected.
#[derive(Debug)]
pub struct Document<'a> {
    /// The lines seen, at the width of the area; what does not fit is left out.
    pub lines: &'a [Line],
    /// The number of the first of them on the page.
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
        for (line, y) in self.lines.iter().zip(area.top()..area.bottom()) {
            let mut x = area.left();
            for span in &line.spans {
                let room = usize::from(area.right().saturating_sub(x));
                x = write(buffer, (x, y), &span.text, room, theme.role(span.role));
            }
            let is_selected = self.selected.is_some() && line.item == self.selected;
            if is_selected && area.x > buffer.area.x {
                write(buffer, (area.x - 1, y), ">", 1, theme.tone(Tone::Strong));
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
        let row = line.checked_sub(self.scroll)?;
        let text = self.lines.get(row)?.text();
        let row = u16::try_from(row).ok()?;
        let columns = |text: Option<&str>| u16::try_from(text.map_or(0, UnicodeWidthStr::width)).unwrap_or(u16::MAX);
        let x = area.x.saturating_add(columns(text.get(..range.start)));
        let cells = Rect::new(x, area.y.saturating_add(row), columns(text.get(range.clone())), 1);
        Some(cells.intersection(area)).filter(|cells| !cells.is_empty())
    }
}
