//! What is shown: the page, its references, and how they fit the window.

use ratatui::layout::Rect;

use super::{App, Extent, Overlay, Reader, inside, references};
use crate::knowledge::EntryId;
use crate::page::{Block, Detail, Page, Role, Span, page};

impl App<'_> {
    pub(super) fn show(&mut self, id: &EntryId) {
        if let Some(page) = page(self.knowledge, id, Detail::Number) {
            self.comparison = None;
            self.show_page(page);
            self.follow_drug();
            self.show_references();
        }
        self.lay_out();
    }

    pub(super) fn show_selected(&mut self) {
        match self.entry(self.cursor().selected()) {
            Some(id) => self.show(&id),
            None => {
                self.comparison = None;
                self.show_page(empty_page());
                self.show_references();
                self.lay_out();
            }
        }
    }

    /// Writes the references anew, those of the selected statement marked and the first of them selected. Where they are
    /// not on the screen this waits until they are: a page has hundreds of lines of them.
    pub(super) fn show_references(&mut self) {
        self.references_are_due = true;
        self.lay_out();
    }

    /// The references as they are due, in a window, with the first one of the selected statement selected.
    fn write_references(&mut self, extent: Extent) {
        let page = self.reader.page();
        let item = self.reader.item().and_then(|item| page.items.get(item));
        let references = references::page(page, item);
        let first = item.and_then(|item| item.sources.first()).map(|source| source.number - 1);
        self.references = Reader::new(references, extent, self.setting.glyphs);
        self.references_are_due = false;
        if let Some(first) = first {
            self.references.select(first);
        }
    }

    /// Fits every page to its pane.
    pub(super) fn lay_out(&mut self) {
        self.fit_columns();
        let Some(panes) = self.panes() else { return };
        let extent = |pane: Rect| {
            let area = inside(pane);
            Extent { width: usize::from(area.width), height: usize::from(area.height) }
        };
        if let Some(pane) = panes.page {
            // The drawing of the pathway, and a line under it, stand above the text.
            let drawn = self.diagram().len();
            let above = if drawn > 0 { drawn + 1 } else { 0 };
            let whole = extent(pane);
            if self.reader.resize(Extent { height: whole.height.saturating_sub(above), ..whole }) {
                self.look_again();
            }
        }
        if let Some(pane) = panes.references {
            if self.references_are_due {
                self.write_references(extent(pane));
            }
            self.references.resize(extent(pane));
        }
        if let Some(pane) = panes.list {
            let height = extent(pane).height;
            let length = self.length();
            if let Some(cursor) = self.cursors.get_mut(self.tab.index()) {
                *cursor = cursor.select(cursor.selected(), length, height);
            }
        }
        let overlay = extent(Rect { height: self.size.1.saturating_sub(3), ..Rect::new(0, 0, self.size.0, 0) });
        match &mut self.overlay {
            Some(Overlay::Help(reader)) => {
                reader.resize(overlay);
            }
            // Nothing but the text stands on its rows, from the first column to the last.
            Some(Overlay::Plain(reader)) => {
                let height = usize::from(self.size.1.saturating_sub(PLAIN_ROWS));
                reader.resize(Extent { width: usize::from(self.size.0), height });
            }
            Some(Overlay::Finder(finder)) => finder.resize(overlay.height.saturating_sub(1)),
            None => {}
        }
    }
}

/// The rows beside those of a text to select: header, source and footer.
pub const PLAIN_ROWS: u16 = 4;

/// What stands beside an empty list.
pub(super) fn empty_page() -> Page {
    let sentence = Span::new(Role::Missing, "This base has no entries under this tab.");
    Page::new("nothing here", vec![Block::paragraph(vec![sentence])])
}
