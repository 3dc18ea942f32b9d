//! The screen: a pure function of the application's state.
//!
//! Promises: draws inside its window at any size and remembers nothing. Widgets take plain data and do not know the
//! application. The real cursor is on what is selected, so that screen readers and braille lines follow it.

mod bars;
mod finder;
mod source;
mod theme;
mod waiting;
mod widgets;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use theme::{Theme, Tone};
pub use waiting::waiting;
pub use widgets::{Document, List, ListItem, Pane};

use crate::app::{App, FindInPage, Mode, PageView, Panes, Popup, SMALLEST, inside};
use crate::page::{Glyph, Glyphs, Line};
use widgets::write;

/// Draws the application.
pub fn draw(app: &App<'_>, frame: &mut Frame<'_>) {
    let theme = Theme::of(app);
    let screen = frame.area();
    let buffer = frame.buffer_mut();
    theme.paper(screen, buffer);
    let Some(panes) = app.panes().filter(|_| (screen.width, screen.height) == app.size()) else {
        too_small(theme, screen, buffer);
        return;
    };
    bars::header(app, theme, panes.header, buffer);
    let cursor = match app.popup() {
        Some(Popup::Finder(finder)) => finder::draw(finder, app, theme, panes.popup(), buffer),
        Some(Popup::Selectable(view)) => {
            // No border: what is selected with the mouse must be the text and nothing else.
            let area = panes.popup();
            let lines = view.visible_lines(usize::from(area.height));
            Document { lines, scroll: view.scroll(), selected: None, marks: &[] }.draw(theme, area, buffer);
            Some(area.as_position())
        }
        Some(Popup::Help(view)) => {
            PagePane { focused: true, ..PagePane::new(view, "Keys", app) }.draw(theme, panes.popup(), buffer);
            Some(inside(panes.popup()).as_position())
        }
        None => {
            bars::tabs(app.tab(), theme, panes.tabs, buffer);
            browse(app, theme, &panes, buffer)
        }
    };
    source::draw(app, theme, panes.source, buffer);
    let typing = bars::footer(app, theme, panes.footer, buffer);
    if let Some(cursor) = typing.or(cursor) {
        frame.set_cursor_position(cursor);
    }
}

fn too_small(theme: Theme, screen: Rect, buffer: &mut Buffer) {
    let text = format!("jakref: the window is too small; it needs {} x {}", SMALLEST.0, SMALLEST.1);
    write(buffer, (screen.x, screen.y), &text, usize::from(screen.width), theme.tone(Tone::Text));
}

/// Draws list, page and references; returns where the cursor belongs.
fn browse(app: &App<'_>, theme: Theme, panes: &Panes, buffer: &mut Buffer) -> Option<Position> {
    let mode = app.mode();
    let mut cursor = None;
    if let Some(area) = panes.list {
        cursor = list(app, theme, area, buffer).filter(|_| mode == Mode::List);
    }
    if let Some(area) = panes.page {
        let focused = matches!(mode, Mode::Page | Mode::Comparison | Mode::Pathway | Mode::FindInPage);
        let view = app.page_view();
        let at = PagePane {
            drawing: &app.diagram(),
            focused,
            // In a comparison the name of the row stays in view however long the row is.
            row_heading: view.heading().filter(|_| mode == Mode::Comparison),
            find: Some(app.find_in_page()),
            ..PagePane::new(view, &view.page().title, app)
        }
        .draw(theme, area, buffer);
        cursor = cursor.or(at.filter(|_| focused));
    }
    if let Some(area) = panes.references {
        let focused = mode == Mode::References;
        let pane = PagePane { focused, ..PagePane::new(app.references(), "References", app) };
        cursor = cursor.or(pane.draw(theme, area, buffer).filter(|_| focused));
    }
    cursor
}

/// Draws the list of the tab; returns where the selected row is.
fn list(app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let (focused, glyphs) = (app.mode() == Mode::List, app.options().glyphs);
    let foot = match app.marked().len() {
        0 => String::new(),
        marked => format!("{marked} marked"),
    };
    Pane { title: app.tab().title(), foot: &foot, focused, glyphs }.draw(theme, area, buffer);
    let area = inside(area);
    let entries = (app.cursor().top()..).map_while(|row| app.entry(row)).take(usize::from(area.height));
    let items: Vec<ListItem<'_>> = entries
        .map(|entry| ListItem { approved: entry.approved, marked: app.marked().contains(&entry.id), text: entry.title })
        .collect();
    List { items: &items, cursor: app.cursor(), focused, glyphs }.draw(theme, area, buffer)
}

/// A page in its pane.
struct PagePane<'a> {
    view: &'a PageView,
    title: &'a str,
    /// The lines of a drawing above the text.
    drawing: &'a [Line],
    focused: bool,
    /// A heading for the lower border.
    row_heading: Option<String>,
    find: Option<&'a FindInPage>,
    glyphs: Glyphs,
}

impl<'a> PagePane<'a> {
    fn new(view: &'a PageView, title: &'a str, app: &App<'_>) -> Self {
        let glyphs = app.options().glyphs;
        Self { view, title, drawing: &[], focused: false, row_heading: None, find: None, glyphs }
    }

    /// Draws it; returns where the cursor belongs: on the match that is shown, or else on the selected statement.
    fn draw(self, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let Self { view, title, drawing, focused, row_heading, find, glyphs } = self;
        let whole = inside(area);
        // A line parts the drawing from the text under it.
        let above = match u16::try_from(drawing.len()).unwrap_or(u16::MAX) {
            0 => 0,
            rows => rows.saturating_add(1).min(whole.height),
        };
        let text = Rect { y: whole.y + above, height: whole.height - above, ..whole };
        let rows = usize::from(text.height);
        let found = find.and_then(FindInPage::count).map(|(number, all)| format!("found {number} of {all}"));
        let (first, all) = (view.scroll(), view.height());
        let place = (all > rows).then(|| format!("{}-{} of {all}", first + 1, (first + rows).min(all)));
        let foot = [row_heading, found, place].into_iter().flatten().collect::<Vec<_>>().join("; ");
        Pane { title, foot: &foot, focused, glyphs }.draw(theme, area, buffer);
        if above > 0 {
            Document { lines: drawing, scroll: 0, selected: None, marks: &[] }.draw(theme, whole, buffer);
            let width = usize::from(whole.width);
            let parting = glyphs.of(Glyph::Across).repeat(width);
            write(buffer, (whole.x, text.y - 1), &parting, width, theme.tone(Tone::Text));
        }
        let marks: Vec<_> = find.into_iter().flat_map(FindInPage::marks).collect();
        let selected = view.item().filter(|_| focused);
        let document = Document { lines: view.visible_lines(rows), scroll: first, selected, marks: &marks };
        document.draw(theme, text, buffer);
        let current = marks.iter().find(|(_, _, is_current)| *is_current);
        if let Some(cells) = current.and_then(|(line, range, _)| document.cells(*line, range, text)) {
            return Some(cells.as_position());
        }
        let row = u16::try_from(view.visible_selection().unwrap_or(0)).unwrap_or(0);
        let at = Position::new(text.x, text.y.saturating_add(row));
        area.contains(at).then_some(at)
    }
}
