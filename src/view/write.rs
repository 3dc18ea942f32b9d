//! Puts text into cells.
//!
//! Promises: nothing is put outside the window.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// Writes a text from a cell on, as far as `room` columns reach; returns the column behind it.
pub(super) fn write(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, room: usize, style: Style) -> u16 {
    if buffer.area.contains((x, y).into()) { buffer.set_stringn(x, y, text, room, style).0 } else { x }
}

/// A text without its first columns.
pub(super) fn skip_columns(text: &str, columns: usize) -> &str {
    let mut skipped = 0;
    let mut rest = text;
    while skipped < columns {
        let Some(c) = rest.chars().next() else { break };
        let (first, behind) = rest.split_at(c.len_utf8());
        skipped += first.width();
        rest = behind;
    }
    rest
}
