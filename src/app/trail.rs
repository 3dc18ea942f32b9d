//! Going from place to place, and back.
//!
//! Promises: back returns to the same tab, row, statement and scroll.

use super::{App, Cursor, Extent, Focus, Overlay, Reader, Tab, help_page};
use crate::knowledge::EntryId;

/// A place the reader can come back to.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    tab: Tab,
    cursors: [Cursor; 4],
    focus: Focus,
    id: Option<EntryId>,
    /// The drugs of a comparison, and its first column shown.
    comparison: Option<(Vec<EntryId>, usize)>,
    item: Option<usize>,
    scroll: usize,
    reference: (Option<usize>, usize),
    covered: Option<usize>,
}

/// How many places are remembered; more than anybody walks between two patients.
const LONGEST_TRAIL: usize = 500;

impl App<'_> {
    /// Shows an entry, its tab if it is in one, and notes where the reader was.
    pub(super) fn go_to(&mut self, id: &EntryId) {
        self.leave();
        self.overlay = None;
        if let Some(tab) = Tab::of(id.kind()) {
            self.set_tab(tab);
            if let Some(row) = tab.row(self.knowledge, id) {
                self.select_row(row);
            }
        }
        self.focus = Focus::Page;
        self.covered = None;
        self.show(id);
    }

    /// Notes where the reader is, before going somewhere else.
    pub(super) fn leave(&mut self) {
        self.trail.push(self.visit());
        if self.trail.len() > LONGEST_TRAIL {
            self.trail.remove(0);
        }
        self.ahead.clear();
    }

    pub(super) fn visit(&self) -> Visit {
        Visit {
            tab: self.tab,
            cursors: self.cursors,
            focus: self.focus,
            id: self.reader.page().id.clone(),
            comparison: self.comparison.as_ref().map(|one| (one.drugs().to_vec(), one.columns().start)),
            item: self.reader.item(),
            scroll: self.reader.scroll(),
            reference: (self.references.item(), self.references.scroll()),
            covered: self.covered,
        }
    }

    pub(super) fn back(&mut self) {
        if self.overlay.take().is_some() {
            return;
        }
        if self.seek.is_typing() {
            self.leave_seek();
        } else if self.focus == Focus::References {
            self.focus_on(Focus::Page);
        } else if let Some(visit) = self.trail.pop() {
            self.ahead.push(self.visit());
            self.return_to(visit);
        } else if self.focus == Focus::Page {
            self.focus_on(Focus::List);
        } else {
            self.notice = Some("Nothing to go back to. Press q to leave jakref.");
        }
    }

    /// Forward to where the reader came back from.
    pub(super) fn forward(&mut self) {
        match self.ahead.pop() {
            Some(visit) => {
                self.trail.push(self.visit());
                self.overlay = None;
                self.return_to(visit);
            }
            None => self.notice = Some("Nothing to go forward to: that is where you went back from."),
        }
    }

    pub(super) fn return_to(&mut self, visit: Visit) {
        self.set_tab(visit.tab);
        self.cursors = visit.cursors;
        self.focus = visit.focus;
        match (visit.id, visit.comparison) {
            (_, Some((drugs, first))) => self.show_comparison(drugs, first),
            (Some(id), None) => self.show(&id),
            (None, None) => self.show_selected(),
        }
        self.reader.restore(visit.item, visit.scroll);
        self.covered = visit.covered;
        self.show_references();
        let (item, scroll) = visit.reference;
        self.references.restore(item, scroll);
    }

    pub(super) fn show_tab(&mut self, tab: Tab) {
        self.set_tab(tab);
        self.focus = Focus::List;
        self.covered = None;
        self.forget();
        self.show_selected();
    }

    /// Forgets the places to go back and forward to.
    fn forget(&mut self) {
        self.trail.clear();
        self.ahead.clear();
    }

    pub(super) fn focus_on(&mut self, focus: Focus) {
        let left_page = self.focus != Focus::List && focus == Focus::List;
        self.focus = focus;
        // The list and the page beside it belong together; a page from elsewhere is left behind.
        let selected = self.entry(self.cursor().selected());
        if left_page && self.reader.page().id != selected {
            self.forget();
            self.show_selected();
        }
        if focus == Focus::References {
            self.covered = Some(self.reader.scroll());
        }
        self.lay_out();
        if let Some(scroll) = self.covered.take_if(|_| focus != Focus::References) {
            self.reader.restore(self.reader.item(), scroll);
        }
    }

    pub(super) fn toggle_references(&mut self) {
        if self.focus == Focus::References {
            self.focus_on(Focus::Page);
        } else if self.reader.page().references.is_empty() {
            self.notice = Some("This page cites nothing.");
        } else {
            self.focus_on(Focus::References);
        }
    }

    pub(super) fn toggle_help(&mut self) {
        match self.overlay {
            Some(Overlay::Help(_)) => self.overlay = None,
            Some(Overlay::Plain(_) | Overlay::Finder(_)) | None => {
                let reader = Reader::new(help_page(), Extent::default(), self.setting.glyphs);
                self.overlay = Some(Overlay::Help(reader));
                self.lay_out();
            }
        }
    }

    pub(super) fn open(&mut self) {
        if let Some(Overlay::Finder(finder)) = &self.overlay {
            match finder.chosen().copied() {
                Some(hit) => self.open_hit(hit),
                None => self.notice = Some(finder.why_nothing_opens()),
            }
            return;
        }
        if self.seek.is_typing() {
            self.keep_place();
            return;
        }
        match self.focus {
            Focus::List => self.focus_on(Focus::Page),
            Focus::Page => self.open_item(),
            Focus::References => {
                let item = self.references.item();
                let page = self.references.page();
                let to = item.and_then(|item| page.items.get(item)).and_then(|item| item.leads_to.clone());
                if let Some(to) = to {
                    self.go_to(&to);
                }
            }
        }
    }

    /// Follows a line that leads to another page; shows the sources of any other.
    pub(super) fn open_item(&mut self) {
        let page = self.reader.page();
        let Some(item) = self.reader.item().and_then(|item| page.items.get(item)) else {
            return;
        };
        match item.leads_to.clone() {
            Some(to) if page.id.as_ref() != Some(&to) => {
                let anchor = item.anchor.clone();
                self.go_to(&to);
                if let Some(item) = self.reader.page().item_at(&anchor) {
                    self.reader.select(item);
                    self.show_references();
                }
            }
            Some(_) | None => self.toggle_references(),
        }
    }
}
