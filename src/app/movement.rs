//! Moving in what is shown, and going to other pages and back.

use super::history::{Destination, Location};
use super::layout::inside;
use super::list::Tab;
use super::{App, Focus, Motion, PageView, Popup};
use crate::knowledge::EntryId;
use crate::search::Hit;

impl App<'_> {
    /// Moves the selection of what keys act on.
    pub(super) fn move_selection(&mut self, motion: Motion) {
        match (&mut self.popup, self.focus) {
            (Some(Popup::Finder(finder)), _) => finder.move_selection(motion),
            (Some(Popup::Help(view) | Popup::Selectable(view)), _) => view.move_selection(motion),
            (None, Focus::References) => self.references.move_selection(motion),
            (None, Focus::Page) => self.change_page_view(|view| view.move_selection(motion)),
            (None, Focus::List) => self.move_in_list(motion),
        }
    }

    /// Moves in the page; what depends on the selected statement follows where it is another one then.
    pub(super) fn change_page_view(&mut self, change: impl FnOnce(&mut PageView)) {
        let before = self.page_view.item();
        change(&mut self.page_view);
        if self.page_view.item() != before {
            self.follow_selection();
        }
    }

    fn move_in_list(&mut self, motion: Motion) {
        let row = self.lists.cursor().selected();
        match motion {
            Motion::Up => self.choose_row(row.saturating_sub(1)),
            Motion::Down => self.choose_row(row + 1),
            Motion::First => self.choose_row(0),
            Motion::Last => self.choose_row(self.length().saturating_sub(1)),
            // The page beside the list can be read without leaving the list.
            Motion::PageUp | Motion::PageDown | Motion::NextSection | Motion::PreviousSection => {
                self.page_view.move_selection(motion);
                self.show_references();
            }
        }
    }

    /// Selects a row of the list and shows its page.
    pub(super) fn choose_row(&mut self, row: usize) {
        let before = self.lists.cursor().selected();
        self.select_row(row);
        if self.lists.cursor().selected() != before {
            self.show_selected();
        }
    }

    fn select_row(&mut self, row: usize) {
        let height = self.panes().and_then(|panes| panes.list).map_or(1, |list| usize::from(inside(list).height));
        self.lists.select(row, height, self.knowledge);
    }

    pub(super) fn show_tab(&mut self, tab: Tab) {
        self.lists.show(tab, self.knowledge);
        self.focus = Focus::List;
        self.scroll_before_references = None;
        self.history.clear();
        self.show_selected();
    }

    pub(super) fn focus_on(&mut self, focus: Focus) {
        let left_page = self.focus != Focus::List && focus == Focus::List;
        self.focus = focus;
        // The list and the page beside it belong together.
        if left_page && self.page_view.page().id != self.selected_entry() {
            self.history.clear();
            self.show_selected();
        }
        if focus == Focus::References {
            self.scroll_before_references = Some(self.page_view.scroll());
        }
        self.lay_out();
        if let Some(scroll) = self.scroll_before_references.take_if(|_| focus != Focus::References) {
            self.page_view.restore(self.page_view.item(), scroll);
        }
    }

    pub(super) fn toggle_references(&mut self) {
        if self.focus == Focus::References {
            self.focus_on(Focus::Page);
        } else if self.page_view.page().references.is_empty() {
            self.notice = Some("This page cites nothing.");
        } else {
            self.focus_on(Focus::References);
        }
    }

    /// Opens what is selected, wherever keys act.
    pub(super) fn open(&mut self) {
        if let Some(Popup::Finder(finder)) = &self.popup {
            match finder.chosen().copied() {
                Some(hit) => self.open_hit(hit),
                None => self.notice = Some(finder.why_nothing_opens()),
            }
        } else if self.find_in_page.is_typing() {
            self.find_in_page.accept();
        } else {
            match self.focus {
                Focus::List => self.focus_on(Focus::Page),
                Focus::Page => self.open_item(),
                Focus::References => {
                    if let Some(to) = self.references.selected_item().and_then(|item| item.leads_to.clone()) {
                        self.go_to(&to, None);
                    }
                }
            }
        }
    }

    /// Follows a line that leads to another page; shows the sources of any other.
    fn open_item(&mut self) {
        let Some(item) = self.page_view.selected_item() else { return };
        match item.leads_to.clone().filter(|to| self.page_view.page().id.as_ref() != Some(to)) {
            Some(to) => {
                let anchor = item.anchor.clone();
                self.go_to(&to, Some(&anchor));
            }
            None => self.toggle_references(),
        }
    }

    /// Shows the entry of a hit, at the statement in which it was found. What was searched for can then be found in the page.
    fn open_hit(&mut self, hit: Hit) {
        let (Some(Popup::Finder(finder)), Some(index)) = (&self.popup, &self.index) else { return };
        // Of a name that was typed with mistakes the page has the right spelling.
        let spelt_right = index.matched(&hit).filter(|_| hit.how.is_near());
        let typed = finder.prompt().text().trim_start_matches('=').trim();
        self.find_in_page.set_words(spelt_right.as_deref().unwrap_or(typed));
        let Some((id, anchor)) = index.target(&hit) else { return };
        let anchor = anchor.map(str::to_owned);
        self.go_to(&id, anchor.as_deref());
    }

    /// Goes to the page of an entry, and to the item that `anchor` names if the page has it; shows its tab if it is in one, and
    /// notes where the reader was.
    pub(super) fn go_to(&mut self, id: &EntryId, anchor: Option<&str>) {
        self.history.push(self.location());
        self.popup = None;
        if let Some(tab) = Tab::holding(id.kind()) {
            self.lists.show(tab, self.knowledge);
            if let Some(row) = tab.row(self.knowledge, id) {
                self.select_row(row);
            }
        }
        self.focus = Focus::Page;
        self.scroll_before_references = None;
        self.show(id);
        if let Some(item) = anchor.and_then(|anchor| self.page_view.page().item_at(anchor)) {
            self.page_view.select(item);
            self.show_references();
        }
    }

    /// Opens the comparison of the marked drugs.
    pub(super) fn compare(&mut self) {
        if self.marked.len() < 2 {
            self.notice = Some("Mark two to four drugs first: Space in the list, m on a page. Then c compares them.");
            return;
        }
        self.history.push(self.location());
        self.popup = None;
        self.scroll_before_references = None;
        self.focus = Focus::Page;
        self.show_comparison(self.marked.clone(), 0);
    }

    /// Closes what is open, or else goes back to where the reader came from.
    pub(super) fn back(&mut self) {
        if self.popup.take().is_some() {
            return;
        }
        if self.find_in_page.is_typing() {
            self.find_in_page.cancel(&mut self.page_view);
            self.show_references();
        } else if self.focus == Focus::References {
            self.focus_on(Focus::Page);
        } else if let Some(location) = self.history.go_back(self.location()) {
            self.return_to(location);
        } else if self.focus == Focus::Page {
            self.focus_on(Focus::List);
        } else {
            self.notice = Some("Nothing to go back to. Press q to leave jakref.");
        }
    }

    /// Forward to where the reader came back from.
    pub(super) fn forward(&mut self) {
        match self.history.go_forward(self.location()) {
            Some(location) => {
                self.popup = None;
                self.return_to(location);
            }
            None => self.notice = Some("Nothing to go forward to: that is where you went back from."),
        }
    }

    pub(super) fn location(&self) -> Location {
        let destination = match (&self.comparison, &self.page_view.page().id) {
            (Some(comparison), _) => {
                Destination::Comparison { drugs: comparison.drugs().to_vec(), first_column: comparison.columns().start }
            }
            (None, Some(id)) => Destination::Entry(id.clone()),
            (None, None) => Destination::EmptyList,
        };
        Location {
            lists: self.lists,
            focus: self.focus,
            destination,
            in_page: (self.page_view.item(), self.page_view.scroll()),
            in_references: (self.references.item(), self.references.scroll()),
            scroll_before_references: self.scroll_before_references,
        }
    }

    pub(super) fn return_to(&mut self, location: Location) {
        self.lists = location.lists;
        self.focus = location.focus;
        match location.destination {
            Destination::Entry(id) => self.show(&id),
            Destination::Comparison { drugs, first_column } => self.show_comparison(drugs, first_column),
            Destination::EmptyList => self.show_selected(),
        }
        let (item, scroll) = location.in_page;
        self.page_view.restore(item, scroll);
        self.scroll_before_references = location.scroll_before_references;
        self.show_references();
        let (item, scroll) = location.in_references;
        self.references.restore(item, scroll);
    }
}
