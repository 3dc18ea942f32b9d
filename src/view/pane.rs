//! A border with a title.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

use super::theme::{Theme, Tone};
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

fn border(glyphs: Glyphs) -> border::Set<'static> {
    border::Set {
        top_left: glyphs.of(Glyph::TopLeft),
        top_right: glyphs.of(Glyph::TopRight),
        bottom_left: glyphs.of(Glyph::BottomLeft),
        bottom_right: glyphs.of(Glyph::BottomRight),
        vertical_left: glyphs.of(Glyph::Upright),
        vertical_right: glyphs.of(Glyph::Upright),
        horizontal_top: glyphs.of(Glyph::Across),
        horizontal_bottom: glyphs.of(Glyph::Across),
    }
}

impl Pane<'_> {
    /// Draws the frame and clears what is inside.
    pub fn draw(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        theme.paper(area, buffer);
        let title_style = theme.tone(if self.focused { Tone::Selected } else { Tone::Strong });
        let room = usize::from(area.width).saturating_sub(6);
        let title = super::list::clipped(&self.glyphs.show(self.title), room, self.glyphs);
        let mut block = Block::bordered().border_set(border(self.glyphs)).border_style(theme.tone(Tone::Text));
        if room > 0 {
            block = block.title_top(Line::styled(format!(" {title} "), title_style));
        }
        if !self.foot.is_empty() {
            block = block.title_bottom(Line::from(format!(" {} ", self.foot)).right_aligned());
        }
        block.render(area, buffer);
    }
}
