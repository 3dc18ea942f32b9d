//! Moving about: by keys, by the mouse, to other pages and back.
//!
//! Promises: back returns to the same tab, row, page, statement and scroll. A click first selects, and opens only what was selected
//! already, so that nothing opens by accident; whatever the mouse does a key does too. What was clicked is found in the `Panes` from
//! which the screen is drawn.

use ratatui::layout::{Position, Rect};

use super::comparison::drugs;
use super::list::{ListPosition, Row, Tab};
use super::page_view::ReadingPosition;
use super::panes::{Panes, inside};
use super::{App, Finder, Focus, Motion, PageView, Popup};
use crate::knowledge::EntryId;
use crate::page::{Block, Item, Page, Role, Span, comparison_cell};
use crate::search::Hit;

/// How many lines one notch of the wheel scrolls, as in most programs.
const NOTCH: isize = 3;

/// What a page shows.
#[derive(Clone, Debug)]
enum Destination {
    Entry(EntryId),
    /// A comparison with one of its columns selected.
    Comparison {
        drugs: Vec<EntryId>,
        column: usize,
    },
    /// The page that says that a list has no entries.
    EmptyList,
}

/// A place the reader can come back to.
#[derive(Clone, Debug)]
pub(super) struct Location {
    lists: ListPosition,
    focus: Focus,
    destination: Destination,
    in_page: ReadingPosition,
    in_references: ReadingPosition,
    scroll_before_references: Option<usize>,
    /// The finder, if the reader left by one of its hits.
    finder: Option<Finder>,
}

/// The most locations to go back to.
const MOST_LOCATIONS: usize = 500;

/// The locations to go back and forward to, the nearest last.
#[derive(Debug, Default)]
pub(super) struct History {
    back: Vec<Location>,
    forward: Vec<Location>,
}

impl History {
    /// Notes where the reader is, before going somewhere new.
    fn push(&mut self, here: Location) {
        self.back.push(here);
        if self.back.len() > MOST_LOCATIONS {
            self.back.remove(0);
        }
        self.forward.clear();
    }

    /// The location to go back to.
    fn go_back(&mut self, here: Location) -> Option<Location> {
        let location = self.back.pop()?;
        self.forward.push(here);
        Some(location)
    }

    /// The location from which the reader went back.
    fn go_forward(&mut self, here: Location) -> Option<Location> {
        let location = self.forward.pop()?;
        self.back.push(here);
        Some(location)
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

impl App<'_> {
    /// Moves the selection of what keys act on.
    pub(super) fn move_selection(&mut self, motion: Motion) {
        match (&mut self.popup, self.focus) {
            (Some(Popup::Finder(finder)), _) => finder.move_selection(motion),
            (Some(Popup::Help(view) | Popup::Cell(view) | Popup::Sections(view) | Popup::Selectable(view)), _) => {
                view.move_selection(motion);
            }
            (None, Focus::References) => self.references.move_selection(motion),
            (None, Focus::Page) => self.change_page_view(|view| view.move_selection(motion)),
            (None, Focus::List) => self.move_in_list(motion),
        }
    }

    /// Moves in the page. If that selects another statement, what depends on the selection follows.
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
            // Where the page is beside the list these scroll it, so that it can be read without leaving the list.
            Motion::PageUp | Motion::PageDown | Motion::HalfUp | Motion::HalfDown
                if self.panes().is_some_and(|panes| panes.page.is_none()) =>
            {
                let screen = self.list_height().saturating_sub(1).max(1);
                let rows =
                    if matches!(motion, Motion::HalfUp | Motion::HalfDown) { screen.div_ceil(2) } else { screen };
                let is_up = matches!(motion, Motion::PageUp | Motion::HalfUp);
                self.choose_row(if is_up { row.saturating_sub(rows) } else { row + rows });
            }
            Motion::PageUp
            | Motion::PageDown
            | Motion::HalfUp
            | Motion::HalfDown
            | Motion::NextSection
            | Motion::PreviousSection => {
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

    /// The rows that are seen of the list.
    fn list_height(&self) -> usize {
        self.panes().and_then(|panes| panes.list).map_or(1, |list| usize::from(inside(list).height))
    }

    fn select_row(&mut self, row: usize) {
        let height = self.list_height();
        self.lists.select(row, height);
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
        // The page next to the list is that of the selected row.
        if left_page && self.page_view.page().id != self.selected_entry() {
            self.history.clear();
            self.show_selected();
        }
        if focus == Focus::References {
            self.scroll_before_references = Some(self.page_view.scroll());
        }
        self.lay_out();
        if let Some(scroll) = self.scroll_before_references.take_if(|_| focus != Focus::References) {
            self.page_view.restore(ReadingPosition { scroll, ..self.page_view.position() });
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

    /// Opens what is selected in the part of the window that keys act on.
    pub(super) fn open(&mut self) {
        if let Some(Popup::Finder(finder)) = &self.popup {
            match finder.chosen().copied() {
                Some(hit) => self.open_hit(hit),
                None => self.notice = Some(finder.why_nothing_opens()),
            }
        } else if let Some(Popup::Sections(view)) = &self.popup {
            if let Some(section) = view.selected_item().map(|item| item.section) {
                self.show_section(section);
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

    /// Folds the section of the selected statement, or else goes to the list.
    pub(super) fn close_section_or_go_to_list(&mut self) {
        if self.focus == Focus::Page && self.page_view.close_selected() {
            self.after_folding();
        } else {
            self.focus_on(Focus::List);
        }
    }

    /// Opens every section of the page, or folds them if all are open.
    pub(super) fn toggle_sections(&mut self) {
        if !self.page_view.folds() {
            self.notice = Some("Nothing is folded on this page.");
            return;
        }
        if self.page_view.is_all_open() {
            self.page_view.close_all();
        } else {
            self.page_view.open_all();
        }
        self.after_folding();
    }

    /// Lists the sections of the page, to go to one.
    pub(super) fn list_sections(&mut self) {
        if self.page_view.page().section_words().is_empty() {
            self.notice = Some("This page has no sections.");
            return;
        }
        let list = sections_page(self.page_view.page());
        self.open_popup(Popup::Sections, list);
        // The section where the reader is.
        let here = self.page_view.selected_item().map(|item| item.section);
        if let Some(Popup::Sections(view)) = &mut self.popup
            && let Some(place) = view.page().items.iter().position(|item| Some(item.section) == here)
        {
            view.select(place);
        }
    }

    /// Goes to the section that a letter names in the list of sections.
    pub(super) fn go_to_section(&mut self, letter: char) {
        let place = SECTION_LETTERS.chars().position(|other| other == letter);
        match place.and_then(|place| self.page_view.page().section_words().get(place).copied()) {
            Some(section) => self.show_section(section),
            None => self.notice = Some("No section has this letter."),
        }
    }

    fn show_section(&mut self, section: &'static str) {
        self.popup = None;
        if self.focus != Focus::Page {
            self.focus_on(Focus::Page);
        }
        self.page_view.open_section(section);
        self.after_folding();
    }

    /// Updates what depends on the lines and the selection of the page.
    pub(super) fn after_folding(&mut self) {
        self.find_in_page.rewrapped(&self.page_view);
        self.follow_selection();
    }

    /// Follows a line that leads to another page; shows the sources of any other.
    fn open_item(&mut self) {
        if self.page_view.open_selected() {
            self.after_folding();
            return;
        }
        let Some(item) = self.page_view.selected_item() else { return };
        if let (Some(id), Some(full_text)) = (self.page_view.page().id.clone(), item.full_text.clone()) {
            return self.go_to(&id, Some(&full_text));
        }
        if let Some(cell) = self.comparison.as_ref().and_then(|shown| {
            let drug = drugs(self.knowledge, &shown.drugs()[shown.column()..=shown.column()])[0];
            comparison_cell(self.knowledge, drug, &item.anchor)
        }) {
            let cell = self.drawn_or_worded(cell);
            self.open_popup(Popup::Cell, cell);
            return;
        }
        match item.leads_to.clone().filter(|to| self.page_view.page().id.as_ref() != Some(to)) {
            Some(to) => {
                let anchor = item.anchor.clone();
                self.go_to(&to, Some(&anchor));
            }
            None => self.toggle_references(),
        }
    }

    /// Shows the entry of a hit, at the statement in which it was found. Its words become those to find in the page.
    fn open_hit(&mut self, hit: Hit) {
        let (Some(Popup::Finder(finder)), Some(index)) = (&self.popup, &self.index) else { return };
        let row = index.row(finder.answer(), &hit);
        let typed = finder.prompt().text().trim_start_matches('=').trim();
        // A misspelt name is looked for on the page as the page spells it.
        let words =
            if hit.how.is_near() && row.section.is_none() { row.matched.into_owned() } else { typed.to_owned() };
        let (id, anchor) = index.target(&hit);
        let anchor = anchor.map(str::to_owned);
        self.find_in_page.set_words(&words);
        self.go_to(&id, anchor.as_deref());
        if let (Some(item), true) = (self.page_view.item(), anchor.is_some()) {
            self.page_view.select_at_top(item);
            self.find_in_page.light(&self.page_view);
        }
    }

    /// Goes to the page of an entry, and to the item that `anchor` names if the page has it. Shows its tab if it has one, and
    /// remembers where the reader was.
    pub(super) fn go_to(&mut self, id: &EntryId, anchor: Option<&str>) {
        self.history.push(self.location());
        self.popup = None;
        if let Some(tab) = Tab::holding(id, self.knowledge) {
            self.lists.show(tab, self.knowledge);
            if let Some(place) = self.lists.place_of(id, self.knowledge) {
                self.select_row(place);
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
            self.notice = Some("Mark two to four drugs first: Space in the list, m on a page. Then press c.");
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

    /// Goes to where the reader last went back from.
    pub(super) fn forward(&mut self) {
        match self.history.go_forward(self.location()) {
            Some(location) => {
                self.popup = None;
                self.return_to(location);
            }
            None => self.notice = Some("Nothing to go forward to."),
        }
    }

    pub(super) fn location(&self) -> Location {
        let destination = match (&self.comparison, &self.page_view.page().id) {
            (Some(comparison), _) => {
                Destination::Comparison { drugs: comparison.drugs().to_vec(), column: comparison.column() }
            }
            (None, Some(id)) => Destination::Entry(id.clone()),
            (None, None) => Destination::EmptyList,
        };
        Location {
            lists: self.lists.position(),
            focus: self.focus,
            destination,
            in_page: self.page_view.position(),
            in_references: self.references.position(),
            scroll_before_references: self.scroll_before_references,
            finder: match &self.popup {
                Some(Popup::Finder(finder)) => Some(finder.clone()),
                Some(Popup::Help(_) | Popup::Cell(_) | Popup::Sections(_) | Popup::Selectable(_)) | None => None,
            },
        }
    }

    pub(super) fn return_to(&mut self, location: Location) {
        self.lists.restore(location.lists, self.knowledge);
        self.focus = location.focus;
        match location.destination {
            Destination::Entry(id) => self.show(&id),
            Destination::Comparison { drugs, column } => self.show_comparison(drugs, column),
            Destination::EmptyList => self.show_selected(),
        }
        self.page_view.restore(location.in_page);
        self.scroll_before_references = location.scroll_before_references;
        self.show_references();
        self.references.restore(location.in_references);
        self.popup = location.finder.map(Popup::Finder);
        self.lay_out();
    }
}

/// The mouse.
impl App<'_> {
    /// Scrolls what is under the pointer.
    pub(super) fn wheel(&mut self, at: Position, down: bool) {
        let Some(panes) = self.panes() else { return };
        let by = if down { NOTCH } else { -NOTCH };
        let over = |pane: Option<Rect>| pane.is_some_and(|pane| pane.contains(at));
        match &mut self.popup {
            Some(Popup::Finder(finder)) => finder.move_selection(if down { Motion::Down } else { Motion::Up }),
            Some(Popup::Help(view) | Popup::Cell(view) | Popup::Sections(view) | Popup::Selectable(view)) => {
                view.scroll_by(by);
            }
            None if over(panes.references) => self.references.scroll_by(by),
            None if over(panes.page) => self.change_page_view(|view| view.scroll_by(by)),
            None if over(panes.list) => {
                let row = self.lists.cursor().selected();
                self.choose_row(row.saturating_add_signed(by.signum()));
            }
            None => {}
        }
    }

    /// Selects what was clicked; opens it if it was selected already.
    pub(super) fn click(&mut self, at: Position) {
        let Some(panes) = self.panes() else { return };
        match &self.popup {
            Some(Popup::Finder(_)) => self.click_hit(at, &panes),
            Some(Popup::Help(_) | Popup::Cell(_) | Popup::Sections(_) | Popup::Selectable(_)) => {}
            None if panes.tabs.contains(at) => self.click_tab(at, panes.tabs),
            None if self.find_in_page.is_typing() => self.find_in_page.accept(),
            None => self.click_pane(at, &panes),
        }
    }

    fn click_tab(&mut self, at: Position, row: Rect) {
        let mut end = row.x;
        for (tab, label) in self.tab().labels(self.knowledge, usize::from(row.width)) {
            end += u16::try_from(label.chars().count()).expect("the label of a tab is short");
            if at.x < end {
                self.show_tab(tab);
                return;
            }
        }
    }

    fn click_hit(&mut self, at: Position, panes: &Panes) {
        let rows = inside(panes.popup());
        // The first row is the line that is typed.
        let Some(row) = at.y.checked_sub(rows.y + 1).filter(|_| rows.contains(at)) else { return };
        let Some(Popup::Finder(finder)) = &mut self.popup else { return };
        if finder.choose(usize::from(row)) {
            self.open();
        }
    }

    fn click_pane(&mut self, at: Position, panes: &Panes) {
        let row_of = |pane: Option<Rect>| {
            let area = pane.map(inside).filter(|area| (area.top()..area.bottom()).contains(&at.y))?;
            pane.filter(|pane| pane.contains(at)).map(|_| usize::from(at.y - area.y))
        };
        if let Some(row) = row_of(panes.list) {
            let Some(Row::Entry(place, _)) = self.row(row + self.lists.cursor().top()) else { return };
            let again = self.focus == Focus::List && place == self.lists.cursor().selected();
            self.focus_on(if again { Focus::Page } else { Focus::List });
            if !again {
                self.choose_row(place);
            }
        } else if let Some(row) = row_of(panes.references) {
            let item = item_at(&self.references, row);
            let again = self.focus == Focus::References && item == self.references.item();
            self.focus_on(Focus::References);
            if again {
                self.open();
            } else {
                select(&mut self.references, item);
            }
        } else if let Some(row) = row_of(panes.page) {
            let item = row.checked_sub(self.rows_above_text()).and_then(|row| item_at(&self.page_view, row));
            let again = self.focus == Focus::Page && item.is_some() && item == self.page_view.item();
            self.focus_on(Focus::Page);
            if again {
                self.open();
            } else {
                select(&mut self.page_view, item);
                self.follow_selection();
            }
        }
    }
}

/// The letters that name sections in their list: those that have no other use there.
const SECTION_LETTERS: &str = "abcdefimnoprsuvwxyz";

/// The sections of a page, each with its letter and the number of its statements.
fn sections_page(of: &Page) -> Page {
    let mut letters = SECTION_LETTERS.chars();
    let mut list = Page::new("Sections", Vec::new());
    for section in of.section_words() {
        let letter = letters.next().unwrap_or(' ');
        let heading = of.heading_of(section).expect("a section of a page is one that has a heading");
        let mut spans = vec![Span::new(Role::Label, format!("{letter}\u{A0} ")), Span::new(Role::Plain, heading)];
        spans.extend(of.content_of(section));
        list.items.push(Item::new(section, section));
        list.blocks.push(Block::paragraph(spans).of_item(list.items.len() - 1).in_section(section));
    }
    list
}

/// The statement on a row of the window.
fn item_at(view: &PageView, row: usize) -> Option<usize> {
    view.item_at(view.scroll() + row)
}

fn select(view: &mut PageView, item: Option<usize>) {
    if let Some(item) = item {
        view.select_in_view(item);
    }
}
