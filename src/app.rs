//! The application: one state, changed by one function.
//!
//! Promises: `App::apply` is total and pure: any action in any state gives a valid state, and what it cannot do itself it
//! returns as an `Effect`. Never reads a clock, a file or a terminal; has no thread, channel or hidden state. The screen is
//! a function of this state and remembers nothing.

mod action;
mod cursor;
mod finder;
mod help;
pub mod keymap;
mod panes;
mod prompt;
mod reader;
mod references;
mod tab;

pub use action::{Action, Edit, Effect, Motion};
pub use cursor::Cursor;
pub use finder::Finder;
pub use help::help_page;
pub use keymap::{Key, Mode};
pub use panes::{Panes, SMALLEST, inside};
pub use prompt::Prompt;
pub use reader::{Extent, Reader};
pub use tab::Tab;

use panes::Wish;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::knowledge::{EntryId, Knowledge};
use crate::page::{Detail, Glyphs, page};

/// What the application is told once, at its start.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Which characters can be shown.
    pub glyphs: Glyphs,
    /// Whether the base is more than a year old.
    pub stale: bool,
    /// Whether the base is the one in the program.
    pub embedded: bool,
}

/// The part of the window that keys act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    List,
    Page,
    References,
}

/// What lies over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// The finder.
    Finder(Finder),
    /// The keys.
    Help(Reader),
}

/// A place the reader can come back to.
#[derive(Clone, Debug)]
struct Visit {
    tab: Tab,
    cursors: [Cursor; 4],
    focus: Focus,
    id: Option<EntryId>,
    item: Option<usize>,
    scroll: usize,
    reference: Option<usize>,
    covered: Option<usize>,
}

/// How many places are remembered; more than anybody walks between two patients.
const LONGEST_TRAIL: usize = 500;

/// The state of the application.
#[derive(Debug)]
pub struct App<'k> {
    knowledge: &'k Knowledge,
    setting: Setting,
    size: (u16, u16),
    tab: Tab,
    cursors: [Cursor; 4],
    focus: Focus,
    reader: Reader,
    references: Reader,
    /// Where the page stood before the references covered a part of it.
    covered: Option<usize>,
    overlay: Option<Overlay>,
    trail: Vec<Visit>,
    notice: Option<&'static str>,
}

impl<'k> App<'k> {
    /// The application on a base, in a window of columns and rows, on its tab of oral drugs.
    pub fn new(knowledge: &'k Knowledge, setting: Setting, size: (u16, u16)) -> Self {
        let nothing = Reader::new(empty_page(), Extent::default(), setting.glyphs);
        let mut app = Self {
            knowledge,
            setting,
            size,
            tab: Tab::Oral,
            cursors: [Cursor::default(); 4],
            focus: Focus::List,
            reader: nothing.clone(),
            references: nothing,
            covered: None,
            overlay: None,
            trail: Vec::new(),
            notice: None,
        };
        // A base may have nothing under a tab; begin where there is something to read.
        if let Some(tab) = [Tab::Oral].into_iter().chain(Tab::ALL).find(|tab| !tab.entries(knowledge).is_empty()) {
            app.tab = tab;
        }
        app.show_selected();
        app
    }

    /// Begins at an entry, at the statement or section that `anchor` names. An anchor that the page does not have is
    /// left aside, since the page is the right one.
    pub fn start_at(&mut self, id: &EntryId, anchor: Option<&str>) {
        self.go_to(id);
        self.trail.clear();
        if let Some(item) = anchor.and_then(|anchor| self.reader.page().item_at(anchor)) {
            self.reader.select(item);
            self.show_references();
        }
    }

    /// Changes the state as an action asks.
    pub fn apply(&mut self, action: Action) -> Effect {
        self.notice = None;
        match action {
            Action::Quit => return Effect::Quit,
            Action::Interrupt => return Effect::Interrupt,
            Action::Back => self.back(),
            Action::Help => self.toggle_help(),
            Action::Find => self.find(),
            Action::ShowTab(tab) => self.show_tab(tab),
            Action::NextTab => self.show_tab(self.tab.step(1)),
            Action::PreviousTab => self.show_tab(self.tab.step(Tab::ALL.len() - 1)),
            Action::AboutBase => self.go_to(&EntryId::review()),
            Action::References => self.toggle_references(),
            Action::ToList => self.focus_on(Focus::List),
            Action::Open => self.open(),
            Action::Travel(motion) => self.travel(motion),
            Action::Edit(edit) => self.edit(edit),
        }
        Effect::Stay
    }

    /// Tells the application how large its window is.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.lay_out();
    }

    /// What keys act on now.
    pub fn mode(&self) -> Mode {
        match (&self.overlay, self.focus) {
            (Some(Overlay::Finder(_)), _) => Mode::Finder,
            (Some(Overlay::Help(_)), _) => Mode::Help,
            (None, Focus::List) => Mode::List,
            (None, Focus::Page) => Mode::Page,
            (None, Focus::References) => Mode::References,
        }
    }

    /// The base.
    pub fn knowledge(&self) -> &'k Knowledge {
        self.knowledge
    }

    /// What the application was told at its start.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Columns and rows of the window.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The tab shown.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The entries of the tab's list.
    pub fn entries(&self) -> Vec<&'k EntryId> {
        self.tab.entries(self.knowledge)
    }

    /// The selection in the tab's list.
    pub fn cursor(&self) -> Cursor {
        self.cursors.get(self.tab.index()).copied().unwrap_or_default()
    }

    /// The page.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The references of the page.
    pub fn references(&self) -> &Reader {
        &self.references
    }

    /// What lies over the panes.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// A sentence about the last key, where it needs one.
    pub fn notice(&self) -> Option<&'static str> {
        self.notice
    }

    /// Where everything stands; `None` if the window is too small.
    pub fn panes(&self) -> Option<Panes> {
        let titles = self.entries();
        let longest = titles
            .iter()
            .filter_map(|id| self.knowledge.entry(id))
            .map(|entry| entry.title().width())
            .chain([self.tab.title().width()])
            .max()
            .unwrap_or(0);
        let wish = Wish {
            title: u16::try_from(longest).unwrap_or(u16::MAX).min(200),
            in_list: self.focus == Focus::List,
            in_references: self.focus == Focus::References,
        };
        Panes::split(self.size.0, self.size.1, wish)
    }

    // -- pages

    fn show(&mut self, id: &EntryId) {
        if let Some(page) = page(self.knowledge, id, Detail::Number) {
            self.reader = Reader::new(page, Extent::default(), self.setting.glyphs);
            self.show_references();
        }
        self.lay_out();
    }

    fn show_selected(&mut self) {
        match self.entries().get(self.cursor().selected()) {
            Some(id) => self.show(id),
            None => {
                self.reader = Reader::new(empty_page(), Extent::default(), self.setting.glyphs);
                self.show_references();
                self.lay_out();
            }
        }
    }

    /// Writes the references anew, those of the selected statement marked and the first of them selected.
    fn show_references(&mut self) {
        let page = self.reader.page();
        let item = self.reader.item().and_then(|item| page.items.get(item));
        let references = references::page(self.knowledge, page, item);
        self.references = Reader::new(references, Extent::default(), self.setting.glyphs);
        let first = item.and_then(|item| item.sources.first()).map(|source| source.number - 1);
        self.lay_out();
        if let Some(first) = first {
            self.references.select(first);
        }
    }

    /// Fits every page to its pane.
    fn lay_out(&mut self) {
        let Some(panes) = self.panes() else { return };
        let extent = |pane: Rect| {
            let area = inside(pane);
            Extent { width: usize::from(area.width), height: usize::from(area.height) }
        };
        if let Some(pane) = panes.page {
            self.reader.resize(extent(pane));
        }
        if let Some(pane) = panes.references {
            self.references.resize(extent(pane));
        }
        if let Some(pane) = panes.list {
            let height = extent(pane).height;
            let length = self.entries().len();
            if let Some(cursor) = self.cursors.get_mut(self.tab.index()) {
                *cursor = cursor.select(cursor.selected(), length, height);
            }
        }
        let overlay = extent(Rect { height: self.size.1.saturating_sub(3), ..Rect::new(0, 0, self.size.0, 0) });
        match &mut self.overlay {
            Some(Overlay::Help(reader)) => reader.resize(overlay),
            Some(Overlay::Finder(finder)) => finder.resize(overlay.height.saturating_sub(1)),
            None => {}
        }
    }

    // -- going from place to place

    /// Shows an entry, its tab if it is in one, and notes where the reader was.
    fn go_to(&mut self, id: &EntryId) {
        self.trail.push(self.visit());
        if self.trail.len() > LONGEST_TRAIL {
            self.trail.remove(0);
        }
        self.overlay = None;
        if let Some(tab) = Tab::of(id.kind()) {
            self.tab = tab;
            if let Some(row) = self.entries().iter().position(|entry| *entry == id) {
                self.select_row(row);
            }
        }
        self.focus = Focus::Page;
        self.covered = None;
        self.show(id);
    }

    fn visit(&self) -> Visit {
        Visit {
            tab: self.tab,
            cursors: self.cursors,
            focus: self.focus,
            id: self.reader.page().id.clone(),
            item: self.reader.item(),
            scroll: self.reader.scroll(),
            reference: self.references.item(),
            covered: self.covered,
        }
    }

    fn back(&mut self) {
        if self.overlay.take().is_some() {
            return;
        }
        if self.focus == Focus::References {
            self.focus_on(Focus::Page);
        } else if let Some(visit) = self.trail.pop() {
            self.return_to(visit);
        } else if self.focus == Focus::Page {
            self.focus_on(Focus::List);
        } else {
            self.notice = Some("Nothing to go back to. Press q to leave jakref.");
        }
    }

    fn return_to(&mut self, visit: Visit) {
        self.tab = visit.tab;
        self.cursors = visit.cursors;
        self.focus = visit.focus;
        match visit.id {
            Some(id) => self.show(&id),
            None => self.show_selected(),
        }
        self.reader.restore(visit.item, visit.scroll);
        self.covered = visit.covered;
        self.show_references();
        if let Some(reference) = visit.reference {
            self.references.select(reference);
        }
    }

    fn show_tab(&mut self, tab: Tab) {
        self.tab = tab;
        self.focus = Focus::List;
        self.covered = None;
        self.trail.clear();
        self.show_selected();
    }

    fn focus_on(&mut self, focus: Focus) {
        let left_page = self.focus != Focus::List && focus == Focus::List;
        self.focus = focus;
        // The list and the page beside it belong together; a page from elsewhere is left behind.
        let selected = self.entries().get(self.cursor().selected()).copied().cloned();
        if left_page && self.reader.page().id != selected {
            self.trail.clear();
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

    fn toggle_references(&mut self) {
        if self.focus == Focus::References {
            self.focus_on(Focus::Page);
        } else if self.reader.page().references.is_empty() {
            self.notice = Some("This page cites nothing.");
        } else {
            self.focus_on(Focus::References);
        }
    }

    fn toggle_help(&mut self) {
        match self.overlay {
            Some(Overlay::Help(_)) => self.overlay = None,
            Some(Overlay::Finder(_)) | None => {
                let reader = Reader::new(help_page(), Extent::default(), self.setting.glyphs);
                self.overlay = Some(Overlay::Help(reader));
                self.lay_out();
            }
        }
    }

    fn find(&mut self) {
        self.overlay = Some(Overlay::Finder(Finder::new(self.knowledge)));
        self.lay_out();
    }

    fn open(&mut self) {
        if let Some(Overlay::Finder(finder)) = &self.overlay {
            match finder.chosen().cloned() {
                Some(id) => self.go_to(&id),
                None => self.notice = Some(finder.why_nothing_opens()),
            }
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
    fn open_item(&mut self) {
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

    // -- moving inside what is shown

    fn travel(&mut self, motion: Motion) {
        match (&mut self.overlay, self.focus) {
            (Some(Overlay::Finder(finder)), _) => finder.travel(motion),
            (Some(Overlay::Help(reader)), _) => read(reader, motion),
            (None, Focus::References) => read(&mut self.references, motion),
            (None, Focus::Page) => {
                let before = self.reader.item();
                read(&mut self.reader, motion);
                if self.reader.item() != before {
                    self.show_references();
                }
            }
            (None, Focus::List) => self.travel_list(motion),
        }
    }

    fn travel_list(&mut self, motion: Motion) {
        let length = self.entries().len();
        let row = self.cursor().selected();
        let target = match motion {
            Motion::Up => row.saturating_sub(1),
            Motion::Down => row + 1,
            Motion::First => 0,
            Motion::Last => length.saturating_sub(1),
            // The page beside the list can be read without leaving the list.
            Motion::PageUp | Motion::PageDown | Motion::NextSection | Motion::PreviousSection => {
                read(&mut self.reader, motion);
                self.show_references();
                return;
            }
        };
        self.select_row(target);
        if self.cursor().selected() != row {
            self.show_selected();
        }
    }

    fn select_row(&mut self, row: usize) {
        let length = self.entries().len();
        let height = self.panes().and_then(|panes| panes.list).map_or(1, |list| usize::from(inside(list).height));
        if let Some(cursor) = self.cursors.get_mut(self.tab.index()) {
            *cursor = cursor.select(row, length, height);
        }
    }

    fn edit(&mut self, edit: Edit) {
        if let Some(Overlay::Finder(finder)) = &mut self.overlay {
            finder.edit(edit);
        }
    }
}

/// Moves in a page.
fn read(reader: &mut Reader, motion: Motion) {
    match motion {
        Motion::Up => reader.up(),
        Motion::Down => reader.down(),
        Motion::PageUp => reader.page_up(),
        Motion::PageDown => reader.page_down(),
        Motion::First => reader.first(),
        Motion::Last => reader.last(),
        Motion::NextSection => reader.next_section(),
        Motion::PreviousSection => reader.previous_section(),
    }
}

/// What stands beside an empty list.
fn empty_page() -> crate::page::Page {
    use crate::page::{Block, Page, Role, Shape, Span};
    Page {
        id: None,
        title: "nothing here".to_owned(),
        blocks: vec![Block {
            shape: Shape::Paragraph,
            spans: vec![Span::new(Role::Missing, "This base has no entries under this tab.")],
            item: None,
        }],
        items: Vec::new(),
        references: Vec::new(),
    }
}
