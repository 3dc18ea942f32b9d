//! The screen: a pure function of the application's state.
//!
//! Promises: draws inside its window at any size and remembers nothing. Widgets take plain data and do not know the
//! application. The real cursor is on what is selected, so that screen readers and braille lines follow it.

mod bars;
mod finder;
mod list;
mod theme;
mod widgets;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use theme::{Theme, Tone};
pub use widgets::{Document, List, ListRow, Pane};

use crate::app::{App, FindInPage, Mode, PageView, Panes, Popup, SMALLEST, inside};
use crate::knowledge::{Stage, with_commas};
use crate::page::{Glyph, Glyphs, Line};
use widgets::write;

/// Draws the application.
pub fn draw(app: &App<'_>, frame: &mut Frame<'_>) {
    let theme = Theme::from_app(app);
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
            // Without a border, which the mouse would select with the text.
            let area = panes.popup();
            let lines = view.visible_lines(usize::from(area.height));
            Document { lines, scroll: view.scroll(), selected: None, highlights: &[] }.draw(theme, area, buffer);
            Some(area.as_position())
        }
        Some(Popup::Help(view)) => {
            PagePane { focused: true, ..PagePane::new(view, "Keys", app) }.draw(theme, panes.popup(), buffer);
            Some(inside(panes.popup()).as_position())
        }
        Some(Popup::Cell(view)) => {
            let title = &view.page().title;
            PagePane { focused: true, ..PagePane::new(view, title, app) }.draw(theme, panes.popup(), buffer);
            Some(inside(panes.popup()).as_position())
        }
        Some(Popup::Sections(view)) => {
            PagePane { focused: true, ..PagePane::new(view, "Sections", app) }.draw(theme, panes.popup(), buffer)
        }
        None => {
            bars::tabs(app, theme, panes.tabs, buffer);
            browse(app, theme, &panes, buffer)
        }
    };
    bars::source(app, theme, panes.source, buffer);
    let typing = bars::footer(app, theme, panes.footer, buffer);
    if let Some(cursor) = typing.or(cursor) {
        frame.set_cursor_position(cursor);
    }
}

/// Draws the screen on which a large base is waited for: which base, how far its reading has come (the stage, and the steps done of
/// all; 0 of 0 where they are not counted), and how to leave.
pub fn waiting(base: &str, (stage, done, all): (Stage, usize, usize), theme: Theme, area: Rect, buffer: &mut Buffer) {
    theme.paper(area, buffer);
    let figure = |number: usize| with_commas(&number.to_string());
    let steps = if all > 0 { format!(": {} of {}", figure(done.min(all)), figure(all)) } else { String::new() };
    let lines = [
        (Tone::Strong, "jakref".to_owned()),
        (Tone::Text, format!("A large base is being read: {base}")),
        (Tone::Text, format!("{}{steps}.", stage.phrase())),
        (Tone::Text, "q leaves. A file that `jakref bundle` writes opens at once.".to_owned()),
    ];
    for ((tone, line), y) in lines.iter().zip(area.top()..area.bottom()) {
        write(buffer, (area.x, y), line, usize::from(area.width), theme.tone(*tone));
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
        cursor = list::draw(app, theme, area, buffer).filter(|_| mode == Mode::List);
    }
    if let Some(area) = panes.page {
        let focused = matches!(mode, Mode::Page | Mode::Comparison | Mode::Pathway | Mode::FindInPage);
        let view = app.page_view();
        let at = PagePane {
            drawing: &app.diagram(),
            focused,
            joined: panes.list.is_some(),
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
        let pane = PagePane {
            focused,
            joined: panes.are_side_by_side(),
            ..PagePane::new(app.references(), "References", app)
        };
        cursor = cursor.or(pane.draw(theme, area, buffer).filter(|_| focused));
    }
    cursor
}

/// A page in its pane.
struct PagePane<'a> {
    view: &'a PageView,
    title: &'a str,
    /// The lines of a drawing above the text.
    drawing: &'a [Line],
    focused: bool,
    /// Whether its left edge is the right edge of the pane before.
    joined: bool,
    /// A heading for the lower border.
    row_heading: Option<String>,
    find: Option<&'a FindInPage>,
    glyphs: Glyphs,
}

impl<'a> PagePane<'a> {
    fn new(view: &'a PageView, title: &'a str, app: &App<'_>) -> Self {
        let glyphs = app.options().glyphs;
        Self { view, title, drawing: &[], focused: false, joined: false, row_heading: None, find: None, glyphs }
    }

    /// Draws it; returns where the cursor belongs: on the match that is shown, or else on the selected statement.
    fn draw(self, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let Self { view, title, drawing, focused, joined, row_heading, find, glyphs } = self;
        let whole = inside(area);
        // A line is drawn between the drawing and the text.
        let above = match u16::try_from(drawing.len()).expect("a drawing is left out where it does not fit") {
            0 => 0,
            rows => rows + 1,
        };
        let text = Rect { y: whole.y + above, height: whole.height - above, ..whole };
        let rows = usize::from(text.height);
        let found = find.and_then(FindInPage::count).map(|(number, all)| format!("found {number} of {all}"));
        let (first, all) = (view.scroll(), view.height());
        let place = (all > rows).then(|| format!("{}-{} of {all}", first + 1, (first + rows).min(all)));
        let foot = [row_heading, found, place].into_iter().flatten().collect::<Vec<_>>().join("; ");
        Pane { title, foot: &foot, focused, joined, glyphs }.draw(theme, area, buffer);
        if above > 0 {
            Document { lines: drawing, scroll: 0, selected: None, highlights: &[] }.draw(theme, whole, buffer);
            let width = usize::from(whole.width);
            let rule = glyphs.of(Glyph::Across).repeat(width);
            write(buffer, (whole.x, text.y - 1), &rule, width, theme.tone(Tone::Dim));
        }
        let highlights: Vec<_> = find.into_iter().flat_map(FindInPage::highlights).collect();
        let selected = view.item().filter(|_| focused);
        let document = Document { lines: view.visible_lines(rows), scroll: first, selected, highlights: &highlights };
        document.draw(theme, text, buffer);
        let current = highlights.iter().find(|(_, _, is_current)| *is_current);
        if let Some(cells) = current.and_then(|(line, range, _)| document.cells(*line, range, text)) {
            return Some(cells.as_position());
        }
        // Without a selection in view the cursor is at the top.
        let row = view.visible_selection().unwrap_or(0);
        let at = Position::new(text.x, text.y + u16::try_from(row).expect("a row in view is a row of the window"));
        area.contains(at).then_some(at)
    }
}
