//! The last row: the keys that work now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::theme::Theme;
use crate::app::{Mode, keymap};

/// Draws as many keys as fit, the most important first.
pub(super) fn draw(mode: Mode, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let mut x = area.x.saturating_add(1);
    for binding in keymap::footer(mode) {
        let (Some(key), Some((word, _rank))) = (binding.keys.first(), binding.footer) else {
            continue;
        };
        let key = key.name();
        let needed = key.width() + 1 + word.width();
        if usize::from(x) + needed > usize::from(area.right()) {
            continue;
        }
        let room = usize::from(area.right().saturating_sub(x));
        (x, _) = buffer.set_stringn(x, area.y, &key, room, theme.strong());
        let room = usize::from(area.right().saturating_sub(x));
        (x, _) = buffer.set_stringn(x, area.y, format!(" {word}"), room, ratatui::style::Style::new());
        x = x.saturating_add(2);
    }
}
