//! A border with a title.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::list::clipped;
use super::theme::{Theme, Tone};
use super::write::{skip_columns, write};
use crate::page::{Glyph, Glyphs};

/// The frame of a part of the window.
#[derive(Debug)]
pub struct Pane<'a> {
    /// On the upper border.
    pub title: &'a str,
    /// On the lower border, at the right.
    pub foot: &'a str,
    /// Whether keys act on it.
    pub focused: bool,
    /// Which characters can be shown.
    pub glyphs: Glyphs,
}

impl Pane<'_> {
    /// Draws the frame and leaves what is inside as it is.
    pub fn draw(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        let mut put = |x: u16, y: u16, glyph: Glyph| {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.set_symbol(self.glyphs.of(glyph)).set_style(theme.tone(Tone::Text));
            }
        };
        for x in area.left()..=right {
            put(x, area.y, Glyph::Across);
            put(x, bottom, Glyph::Across);
        }
        for y in area.top()..=bottom {
            put(area.x, y, Glyph::Upright);
            put(right, y, Glyph::Upright);
        }
        put(right, bottom, Glyph::BottomRight);
        put(right, area.y, Glyph::TopRight);
        put(area.x, bottom, Glyph::BottomLeft);
        put(area.x, area.y, Glyph::TopLeft);
        self.words(theme, area, buffer);
    }

    /// The title, and at the right what stands on the lower border, of which the end matters most.
    fn words(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let width = usize::from(area.width);
        let room = width.saturating_sub(6);
        if room > 0 {
            let title = format!(" {} ", clipped(&self.glyphs.show(self.title), room, self.glyphs));
            let tone = theme.tone(if self.focused { Tone::Selected } else { Tone::Strong });
            write(buffer, (area.x + 1, area.y), &title, room + 2, tone);
        }
        let room = width.saturating_sub(2);
        if !self.foot.is_empty() && room > 0 {
            let foot = format!(" {} ", self.foot);
            let foot = skip_columns(&foot, foot.width().saturating_sub(room));
            let x = (area.right() - 1).saturating_sub(u16::try_from(foot.width()).unwrap_or(u16::MAX));
            write(buffer, (x.max(area.x + 1), area.bottom() - 1), foot, room, theme.tone(Tone::Text));
        }
    }
}
