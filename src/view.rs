//! The screen: a pure function of the application's state.
//!
//! Promises: draws inside its window at any size and remembers nothing. Widgets take plain data and do not know the
//! application. The real cursor stands on what is selected, so that screen readers and braille lines follow it.

mod document;
mod finder;
mod footer;
mod header;
mod list;
mod pane;
mod source;
mod theme;
mod waiting;
mod write;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

pub use document::Document;
pub use list::{List, ListItem};
pub use pane::Pane;
pub use theme::{Theme, Tone};
pub use waiting::Waiting;

use crate::app::{App, Extent, Mode, Overlay, Panes, Reader, SMALLEST, inside};
use crate::knowledge::Listed;
use crate::page::{Glyph, Line};
use write::write;

/// Draws the application.
pub fn draw(app: &App<'_>, frame: &mut Frame<'_>) {
    let theme = Theme::of(app);
    let screen = frame.area();
    theme.paper(screen, frame.buffer_mut());
    let panes = app.panes().filter(|_| (screen.width, screen.height) == app.size());
    let Some(panes) = panes else {
        too_small(theme, screen, frame);
        return;
    };
    header::draw(app, theme, panes.header, frame.buffer_mut());
    let cursor = match app.overlay() {
        Some(Overlay::Finder(finder)) => finder::draw(finder, app, theme, panes.overlay(), frame.buffer_mut()),
        Some(Overlay::Plain(reader)) => {
            // No border: what is selected with the mouse must be the text and nothing else.
            let area =
                Rect { height: panes.source.y.saturating_sub(1), ..Rect::new(screen.x, screen.y + 1, screen.width, 0) };
            let lines = reader.seen(usize::from(area.height));
            let document = Document { lines, scroll: reader.scroll(), selected: None, marks: &[] };
            document.draw(theme, area, frame.buffer_mut());
            Some(Position::new(area.x, area.y))
        }
        Some(Overlay::Help(reader)) => {
            let area = panes.overlay();
            page(reader, &Around { title: "Keys", drawn: &[], focused: true }, app, theme, area, frame);
            let text = inside(area);
            Some(Position::new(text.x, text.y))
        }
        None => {
            header::tabs(app.tab(), theme, panes.tabs, frame.buffer_mut());
            browse(app, theme, &panes, frame)
        }
    };
    source::draw(app, theme, panes.source, frame.buffer_mut());
    let typing = footer::draw(app, theme, panes.footer, frame.buffer_mut());
    if let Some(cursor) = typing.or(cursor) {
        frame.set_cursor_position(cursor);
    }
}

fn too_small(theme: Theme, screen: Rect, frame: &mut Frame<'_>) {
    if screen.is_empty() {
        return;
    }
    let text = format!("jakref: the window is too small; it needs {} x {}", SMALLEST.0, SMALLEST.1);
    write(frame.buffer_mut(), (screen.x, screen.y), &text, usize::from(screen.width), theme.tone(Tone::Text));
}

/// Draws list, page and references; returns where the cursor belongs.
fn browse(app: &App<'_>, theme: Theme, panes: &Panes, frame: &mut Frame<'_>) -> Option<Position> {
    let mut cursor = None;
    let mode = app.mode();
    let in_page = matches!(mode, Mode::Page | Mode::Comparison | Mode::Pathway | Mode::Seek);
    if let Some(area) = panes.list {
        cursor = cursor.or(entries(app, theme, area, frame).filter(|_| mode == Mode::List));
    }
    if let Some(area) = panes.page {
        let around = Around { title: &app.reader().page().title, drawn: &app.diagram(), focused: in_page };
        let at = page(app.reader(), &around, app, theme, area, frame);
        cursor = cursor.or(at.filter(|_| in_page));
    }
    if let Some(area) = panes.references {
        let focused = mode == Mode::References;
        let at = page(app.references(), &Around { title: "References", drawn: &[], focused }, app, theme, area, frame);
        cursor = cursor.or(at.filter(|_| focused));
    }
    cursor
}

fn entries(app: &App<'_>, theme: Theme, area: Rect, frame: &mut Frame<'_>) -> Option<Position> {
    let rows = usize::from(inside(area).height);
    let seen = (app.cursor().top()..).map_while(|row| app.listed(row));
    let items: Vec<ListItem<'_>> = seen.take(rows).map(|listed| list_item(app, &listed)).collect();
    let focused = app.mode() == Mode::List;
    let foot = match app.marked().len() {
        0 => String::new(),
        marked => format!("{marked} marked"),
    };
    Pane { title: app.tab().title(), foot: &foot, focused, glyphs: app.setting().glyphs }.draw(
        theme,
        area,
        frame.buffer_mut(),
    );
    let list = List { items: &items, cursor: app.cursor(), focused, glyphs: app.setting().glyphs };
    list.draw(theme, inside(area), frame.buffer_mut())
}

fn list_item<'a>(app: &App<'a>, listed: &Listed<'a>) -> ListItem<'a> {
    ListItem { approved: listed.approved, chosen: app.marked().contains(&listed.id), text: listed.title }
}

/// What stands around a page in its pane.
#[derive(Clone, Copy)]
struct Around<'a> {
    title: &'a str,
    /// A drawing above the text.
    drawn: &'a [Line],
    focused: bool,
}

/// Draws a page in its pane; returns the line of the selected statement.
fn page(
    reader: &Reader,
    around: &Around<'_>,
    app: &App<'_>,
    theme: Theme,
    area: Rect,
    frame: &mut Frame<'_>,
) -> Option<Position> {
    let Around { title, drawn, focused } = *around;
    let whole = inside(area);
    let rows = u16::try_from(drawn.len()).unwrap_or(u16::MAX);
    // A line parts the drawing from the text under it.
    let above = if drawn.is_empty() { 0 } else { rows.saturating_add(1).min(whole.height) };
    let text = Rect { y: whole.y + above, height: whole.height - above, ..whole };
    let extent = Extent { width: usize::from(text.width), height: usize::from(text.height) };
    let total = reader.height();
    let last = (reader.scroll() + extent.height).min(total);
    let place =
        if total > extent.height { format!("{}-{last} of {total}", reader.scroll() + 1) } else { String::new() };
    // In a comparison the name of the row stays in view however long the row is.
    let row = reader.heading().filter(|_| app.comparison().is_some() && focused && app.mode() == Mode::Comparison);
    let of_page = std::ptr::eq(reader, app.reader());
    let found = app.seek().count().filter(|_| of_page).map(|(place, places)| format!("found {place} of {places}"));
    let foot = [row, found, (!place.is_empty()).then_some(place)].into_iter().flatten().collect::<Vec<_>>().join("; ");
    Pane { title, foot: &foot, focused, glyphs: app.setting().glyphs }.draw(theme, area, frame.buffer_mut());
    Document { lines: drawn, scroll: 0, selected: None, marks: &[] }.draw(theme, whole, frame.buffer_mut());
    if above > 0 {
        let parting = app.setting().glyphs.of(Glyph::Across).repeat(usize::from(whole.width));
        write(frame.buffer_mut(), (whole.x, text.y - 1), &parting, usize::from(whole.width), theme.tone(Tone::Text));
    }
    let marks: Vec<_> = app.seek().marks().filter(|_| of_page).collect();
    let selected = reader.item().filter(|_| focused);
    let lines = reader.seen(extent.height);
    let document = Document { lines, scroll: reader.scroll(), selected, marks: &marks };
    document.draw(theme, text, frame.buffer_mut());
    let shown = marks.iter().find(|(_, _, is_shown)| *is_shown);
    if let Some(cells) = shown.and_then(|(line, range, _)| document.cells(*line, range, text)) {
        return Some(Position::new(cells.x, cells.y));
    }
    let row = reader.visible_selection().unwrap_or(0);
    let y = text.y.saturating_add(u16::try_from(row).unwrap_or(0));
    area.contains(Position::new(text.x, y)).then_some(Position::new(text.x, y))
}
