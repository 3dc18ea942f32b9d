//! The finder: the line being typed, what it found, and how.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::pane::Pane;
use super::theme::Theme;
use crate::app::{App, Cursor, Finder, inside};
use crate::page::Glyphs;
use crate::search::{Hit, matches};

/// Draws the finder; returns where the cursor belongs.
pub(super) fn draw(finder: &Finder, app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let glyphs = app.setting().glyphs;
    let count = match finder.hits().len() {
        0 => "nothing found".to_owned(),
        1 => "1 found".to_owned(),
        more => format!("{more} found"),
    };
    let ambiguous = if finder.is_ambiguous() { "; more than one drug fits, choose" } else { "" };
    Pane { title: "Find", foot: &format!("{count}{ambiguous}"), focused: true, glyphs }.draw(theme, area, buffer);
    let text = inside(area).intersection(buffer.area);
    if text.height == 0 {
        return None;
    }
    let width = usize::from(text.width);
    let prompt = finder.prompt();
    // The end of a long line matters most: it is where the cursor is.
    let hidden = (prompt.column() + 3).saturating_sub(width);
    let typed: String = skip_columns(&glyphs.show(prompt.text()), hidden);
    let (x, _) = buffer.set_stringn(text.x, text.y, "/ ", width, theme.strong());
    let room = usize::from(text.right().saturating_sub(x));
    buffer.set_stringn(x, text.y, typed, room, Style::new());
    let column = u16::try_from(prompt.column() - hidden.min(prompt.column())).unwrap_or(0);

    let top = finder.cursor().map_or(0, Cursor::top);
    let chosen = finder.cursor().map(Cursor::selected);
    let seen = finder.hits().iter().enumerate().skip(top);
    for ((number, hit), y) in seen.zip(text.top() + 1..text.bottom()) {
        let row = Rect { y, height: 1, ..text };
        let is_chosen = Some(number) == chosen;
        hit_row(hit, prompt.text(), is_chosen, app, theme, row, buffer);
    }
    let column = x.saturating_add(column).min(text.right().saturating_sub(1));
    Some(Position::new(column, text.y))
}

fn hit_row(hit: &Hit, query: &str, is_chosen: bool, app: &App<'_>, theme: Theme, row: Rect, buffer: &mut Buffer) {
    let glyphs = app.setting().glyphs;
    let base = if is_chosen { theme.selected() } else { Style::new() };
    buffer.set_stringn(row.x, row.y, " ".repeat(usize::from(row.width)), usize::from(row.width), base);
    let mark = if is_chosen { "> " } else { "  " };
    let mut x = row.x;
    let mut write = |text: &str, style: Style| {
        let room = usize::from(row.right().saturating_sub(x));
        (x, _) = buffer.set_stringn(x, row.y, text, room, style);
    };
    write(mark, base);
    write(&format!("{:15} ", hit.id.kind().word()), base);
    for (text, matched) in parts(&hit.title, query, glyphs) {
        write(&text, if matched { base.patch(theme.matched()) } else { base });
    }
    if hit.matched != hit.title {
        write("  ", base);
        for (text, matched) in parts(&hit.matched, query, glyphs) {
            write(&text, if matched { base.patch(theme.matched()) } else { base });
        }
    }
}

/// A text in parts that the query matches and parts that it does not.
fn parts(text: &str, query: &str, glyphs: Glyphs) -> Vec<(String, bool)> {
    let mut parts = Vec::new();
    let mut end = 0;
    for range in matches(text, query) {
        parts.push((text.get(end..range.start).unwrap_or_default(), false));
        parts.push((text.get(range.clone()).unwrap_or_default(), true));
        end = range.end;
    }
    parts.push((text.get(end..).unwrap_or_default(), false));
    parts.into_iter().map(|(text, matched)| (glyphs.show(text), matched)).collect()
}

fn skip_columns(text: &str, columns: usize) -> String {
    let mut skipped = 0;
    let mut rest = text;
    while skipped < columns {
        let Some(c) = rest.chars().next() else { break };
        let (first, behind) = rest.split_at(c.len_utf8());
        skipped += first.width();
        rest = behind;
    }
    rest.to_owned()
}
