//! Widgets: a pane with its border, a list, a document, a line being typed; and text in cells.
//!
//! Promises: nothing is drawn outside the window or outside the area of the widget, however small they are. Widgets take plain data
//! and never read the state of the application.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::theme::{Theme, Tone};
use crate::app::Prompt;
use crate::page::{Glyph, Glyphs, Line, Span};

/// The frame of a part of the window.
#[derive(Debug)]
pub struct Pane<'a> {
    /// On the upper border.
    pub title: &'a str,
    /// On the lower border, at the right.
    pub foot: &'a str,
    /// Whether keys act on it.
    pub focused: bool,
    /// Whether its left edge is the right edge of a pane that was drawn before.
    pub joined: bool,
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
        let edge = theme.tone(if self.focused { Tone::Heading } else { Tone::Dim });
        let mut put = |x: u16, y: u16, glyph: Glyph| {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.set_symbol(self.glyphs.of(glyph));
                // A shared edge is that of the pane that keys act on.
                if self.focused || !self.joined || x != area.x {
                    cell.set_style(edge);
                }
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
        put(area.x, bottom, if self.joined { Glyph::Tick } else { Glyph::BottomLeft });
        put(area.x, area.y, if self.joined { Glyph::Fork } else { Glyph::TopLeft });
        self.words(theme, area, buffer);
    }

    /// The title, and at the right the foot, of which the end matters most.
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
            let columns = u16::try_from(foot.width()).expect("it is cut to the room");
            let x = (area.right() - 1).saturating_sub(columns);
            write(buffer, (x.max(area.x + 1), area.bottom() - 1), foot, room, theme.tone(Tone::Dim));
        }
    }
}

/// A row of a list.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// The place of the entry in the list; `None` for a heading.
    pub place: Option<usize>,
    /// What it says, cell by cell.
    pub cells: Vec<Span>,
}

/// A list and its selection.
#[derive(Debug)]
pub struct List<'a> {
    /// The rows from the first one seen on.
    pub rows: &'a [ListRow],
    /// The place of the selected entry.
    pub selected: usize,
    /// Whether keys act on it.
    pub focused: bool,
    /// Which characters can be shown.
    pub glyphs: Glyphs,
}

impl List<'_> {
    /// Draws the rows that fit; returns where the selected one is.
    pub fn draw(&self, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let area = area.intersection(buffer.area);
        let mut selected = None;
        for (row, y) in self.rows.iter().zip(area.top()..area.bottom()) {
            let is_selected = row.place == Some(self.selected);
            let tone = match (is_selected, self.focused) {
                (true, true) => Some(Tone::Selected),
                (true, false) => Some(Tone::Strong),
                (false, _) => None,
            };
            // A row that keys act on is set off from edge to edge; of another one only its text is.
            let whole = if is_selected && self.focused { Tone::Selected } else { Tone::Text };
            buffer.set_style(Rect { y, height: 1, ..area }, theme.tone(whole));
            let mut x = area.x;
            for cell in &row.cells {
                let room = usize::from(area.right().saturating_sub(x));
                let style = tone.map_or_else(|| theme.role(cell.role), |tone| theme.tone(tone));
                x = write(buffer, (x, y), &clipped(&self.glyphs.show(&cell.text), room, self.glyphs), room, style);
            }
            if is_selected {
                selected = Some(Position::new(area.x, y));
            }
        }
        selected
    }
}

/// Some lines, scrolled, with one statement selected.
#[derive(Debug)]
pub struct Document<'a> {
    /// The lines seen, at the width of the area; what does not fit is left out.
    pub lines: &'a [Line],
    /// The number of the first of them on the page.
    pub scroll: usize,
    /// The number of the selected statement; its lines carry a mark in the margin.
    pub selected: Option<usize>,
    /// Parts of lines that were searched for: the number of the line, bytes of its text, and whether the match is the one shown.
    pub highlights: &'a [(usize, Range<usize>, bool)],
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
        for (line, range, is_current) in self.highlights {
            if let Some(cells) = self.cells(*line, range, area) {
                buffer.set_style(cells, theme.tone(if *is_current { Tone::CurrentMatch } else { Tone::PageMatch }));
            }
        }
    }

    /// The cells of a part of a line; `None` where it is not seen.
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

/// Draws a line being typed, with a mark before it; returns where its cursor is.
pub(super) fn prompt(
    mark: &str,
    prompt: &Prompt,
    glyphs: Glyphs,
    theme: Theme,
    row: Rect,
    buffer: &mut Buffer,
) -> Position {
    let width = usize::from(row.width);
    let x = write(buffer, (row.x, row.y), mark, width, theme.tone(Tone::Strong));
    let room = usize::from(row.right().saturating_sub(x));
    // The end of a long line matters most: it is where the cursor is.
    let hidden = (prompt.column() + 1).saturating_sub(room);
    let text = glyphs.show(prompt.text());
    let typed = skip_columns(&text, hidden);
    write(buffer, (x, row.y), typed, room, theme.tone(Tone::Text));
    let column =
        u16::try_from(prompt.column().saturating_sub(hidden)).expect("a prompt is shorter than a window can be wide");
    Position::new(x.saturating_add(column).min(row.right().saturating_sub(1)), row.y)
}

/// Writes a text from a cell on, as far as `room` columns reach; returns the column after it.
pub(super) fn write(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, room: usize, style: Style) -> u16 {
    if buffer.area.contains((x, y).into()) { buffer.set_stringn(x, y, text, room, style).0 } else { x }
}

/// A text without its first columns.
pub(super) fn skip_columns(text: &str, columns: usize) -> &str {
    let mut skipped = 0;
    let start = text.char_indices().find(|(_, c)| {
        let is_wanted = skipped >= columns;
        skipped += c.width().unwrap_or(0);
        is_wanted
    });
    start.map_or("", |(start, _)| &text[start..])
}

/// A text cut to a width, with dots where something is missing.
pub(super) fn clipped(text: &str, width: usize, glyphs: Glyphs) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let dots = glyphs.of(Glyph::Cut);
    let room = width.saturating_sub(dots.width());
    let mut out = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        used += cluster.width();
        if used > room {
            break;
        }
        out.push_str(cluster);
    }
    if dots.width() <= width {
        out.push_str(dots);
    }
    out
}
