//! Puts text into cells.
//!
//! Promises: what `Buffer::set_stringn` would leave in the cells stands in them; nothing is put outside the window.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// Writes a text from a cell on, as far as `room` columns reach; returns the column behind it.
///
/// In nearly every text each character is a cell by itself. The library's own way, which looks for clusters and asks how
/// wide each is, takes ten times as long.
pub(super) fn write(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, room: usize, style: Style) -> u16 {
    if !buffer.area.contains((x, y).into()) {
        return x;
    }
    if !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.chars().all(is_a_cell) {
        return buffer.set_stringn(x, y, text, room, style).0;
    }
    let room = room.min(usize::from(buffer.area.right() - x));
    let first = buffer.index_of(x, y);
    let cells = buffer.content.get_mut(first..).unwrap_or_default();
    let mut end = x;
    for (cell, c) in cells.iter_mut().zip(text.chars().take(room)) {
        cell.set_char(c).set_style(style);
        end += 1;
    }
    end
}

/// Whether a character is one column wide and joins no other of these: ASCII, Latin, Greek letters, dashes, quotes, bullets,
/// arrows, comparisons, and what is drawn.
fn is_a_cell(c: char) -> bool {
    matches!(c, ' '..='~' | '¡'..='¬' | '®'..='ʯ' | 'α'..='ω' | '‐'..='‧' | '←'..='⇿' | '−'..='≥' | '─'..='●')
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

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::{Modifier, Style};

    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;

    use super::{is_a_cell, write};

    #[test]
    fn what_is_written_character_for_character_is_of_one_column_and_joins_nothing() {
        for c in (char::MIN..=char::MAX).filter(|c| is_a_cell(*c)) {
            for text in [format!("a{c}a"), format!("{c}{c}{c}"), format!("→{c}α")] {
                assert_eq!((text.width(), text.graphemes(true).count()), (3, 3), "{c:?} {text}");
            }
        }
    }

    #[test]
    fn the_cells_are_those_of_the_library() {
        let style = Style::new().add_modifier(Modifier::BOLD);
        let area = Rect::new(2, 1, 9, 3);
        for text in
            ["", "a", "plain text", "longer than the row is wide", "e\u{301}t\u{e9} 漢字", "● é – ≥", "漢字漢字漢字"]
        {
            for x in 2..11 {
                for room in [0, 1, 4, 40] {
                    let (mut ours, mut theirs) = (Buffer::filled(area, 'x'.into()), Buffer::filled(area, 'x'.into()));
                    let (end, _) = theirs.set_stringn(x, 2, text, room, style);
                    assert_eq!((write(&mut ours, (x, 2), text, room, style), ours), (end, theirs), "{text} {x} {room}");
                }
            }
        }
        let mut outside = Buffer::empty(area);
        for at in [(2, 0), (2, 4), (11, 2), (0, 2)] {
            assert_eq!(write(&mut outside, at, "text", 9, style), at.0);
        }
        assert_eq!(outside, Buffer::empty(area));
    }
}
