//! The last row: the keys that work now.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::theme::{Theme, Tone};
use super::write::write;
use crate::app::{App, Mode, keymap};

/// Draws as many keys as fit, the most important first; before them, while words to find in the page are typed, those.
/// Returns where the cursor is in them.
pub(super) fn draw(app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let area = area.intersection(buffer.area);
    let mode = app.mode();
    let mut x = area.x.saturating_add(1);
    let mut cursor = None;
    if mode == Mode::Seek && !area.is_empty() {
        let width = (area.width / 2).saturating_sub(1);
        let row = Rect { x, width, height: 1, ..area };
        cursor = Some(super::finder::prompt("f ", app.seek().prompt(), app.setting().glyphs, theme, row, buffer));
        x = x.saturating_add(width + 1);
    }
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
        x = write(buffer, (x, area.y), &key, room, theme.tone(Tone::Strong));
        let room = usize::from(area.right().saturating_sub(x));
        x = write(buffer, (x, area.y), &format!(" {word}"), room, theme.tone(Tone::Text));
        x = x.saturating_add(2);
    }
    cursor
}
