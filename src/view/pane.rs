//! A border with a title.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};

use super::theme::Theme;
use crate::page::Glyphs;

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

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Pane<'_> {
    /// Draws the frame and clears what is inside.
    pub fn draw(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        Clear.render(area, buffer);
        let set = match self.glyphs {
            Glyphs::Unicode => border::PLAIN,
            Glyphs::Ascii => ASCII_BORDER,
        };
        let title_style = if self.focused { theme.selected() } else { theme.strong() };
        let room = usize::from(area.width).saturating_sub(6);
        let title = super::list::clipped(&self.glyphs.show(self.title), room, self.glyphs);
        let mut block = Block::bordered().border_set(set).border_style(Style::new());
        if room > 0 {
            block = block.title_top(Line::styled(format!(" {title} "), title_style));
        }
        if !self.foot.is_empty() {
            block = block.title_bottom(Line::from(format!(" {} ", self.foot)).right_aligned());
        }
        block.render(area, buffer);
    }
}
