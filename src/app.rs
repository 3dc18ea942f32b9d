//! The application: one state, changed by one function.
//!
//! Promises: `App::apply` is total and pure: any action in any state gives a valid state, and what it cannot do itself it
//! returns as an `Effect`. Never reads a clock, a file or a terminal; has no thread, channel or hidden state. The screen is
//! a function of this state and remembers nothing.

mod action;
mod comparing;
mod copying;
mod cursor;
mod finder;
mod finding;
mod help;
pub mod keymap;
mod mouse;
mod panes;
mod pathway;
mod prompt;
mod reader;
mod references;
mod seek;
mod shown;
mod tab;
mod theme;
mod trail;
mod travel;

pub use action::{Action, Edit, Effect, Motion};
pub use comparing::Comparison;
pub use copying::{Delivery, MOST_BYTES};
pub use cursor::Cursor;
pub use finder::Finder;
pub use help::help_page;
pub use keymap::{Key, Mode};
pub use panes::{Panes, SMALLEST, inside};
pub use prompt::Prompt;
pub use reader::{Extent, Reader};
pub use seek::Seek;
pub use tab::Tab;
pub use theme::{Colors, ThemeName};

use panes::{WIDEST_TITLE, Wish};
use trail::Visit;
use unicode_width::UnicodeWidthStr;

use crate::knowledge::{EntryId, Knowledge, Listed};
use crate::page::Glyphs;
use crate::search::Index;

/// What the application is told once, at its start.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Which characters can be shown.
    pub glyphs: Glyphs,
    /// Whether the base is more than a year old.
    pub stale: bool,
    /// Whether the base is the one in the program.
    pub embedded: bool,
    /// Whether pictures are said in words from the start, as for a screen reader.
    pub in_words: bool,
    /// The look of the screen at first.
    pub theme: ThemeName,
    /// The colours the terminal has, and may be sent.
    pub colors: Colors,
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
    /// A text to select where it cannot be copied.
    Plain(Reader),
}

/// The state of the application.
#[derive(Debug)]
pub struct App<'k> {
    knowledge: &'k Knowledge,
    setting: Setting,
    size: (u16, u16),
    tab: Tab,
    /// The columns of the widest title of the tab's list.
    widest: u16,
    cursors: [Cursor; 4],
    focus: Focus,
    reader: Reader,
    references: Reader,
    /// Whether the references are those of another page or statement, since nobody has seen them yet.
    references_are_due: bool,
    /// Where the page stood before the references covered a part of it.
    covered: Option<usize>,
    overlay: Option<Overlay>,
    /// The drugs marked for a comparison, in the order of their marks.
    marked: Vec<EntryId>,
    /// The comparison, where the page is one.
    comparison: Option<Comparison>,
    /// The drug whose gates the pathway shows closed.
    drug: Option<EntryId>,
    /// Whether pictures are said in words.
    in_words: bool,
    trail: Vec<Visit>,
    /// Where the reader came back from, the nearest last.
    ahead: Vec<Visit>,
    theme: ThemeName,
    notice: Option<&'static str>,
    index: Option<Index<'k>>,
    seek: Seek,
}

impl<'k> App<'k> {
    /// The application on a base, in a window of columns and rows, on its tab of oral drugs.
    pub fn new(knowledge: &'k Knowledge, setting: Setting, size: (u16, u16)) -> Self {
        let (in_words, theme) = (setting.in_words, setting.theme);
        let nothing = Reader::new(shown::empty_page(), Extent::default(), setting.glyphs);
        let mut app = Self {
            knowledge,
            setting,
            size,
            tab: Tab::Oral,
            widest: 0,
            cursors: [Cursor::default(); 4],
            focus: Focus::List,
            reader: nothing.clone(),
            references: nothing,
            references_are_due: true,
            covered: None,
            overlay: None,
            marked: Vec::new(),
            comparison: None,
            drug: None,
            in_words,
            trail: Vec::new(),
            ahead: Vec::new(),
            theme,
            notice: None,
            index: None,
            seek: Seek::default(),
        };
        // A base may have nothing under a tab; begin where there is something to read.
        let filled = [Tab::Oral].into_iter().chain(Tab::ALL).find(|tab| tab.length(knowledge) > 0);
        app.set_tab(filled.unwrap_or(Tab::Oral));
        app.show_selected();
        app
    }

    /// The same with an index that was made before, if there is one.
    #[must_use]
    pub fn with_index(self, index: Option<Index<'k>>) -> Self {
        Self { index, ..self }
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
            Action::Mark => self.mark(),
            Action::Compare => self.compare(),
            Action::PreviousColumns => self.page_columns(false),
            Action::NextColumns => self.page_columns(true),
            Action::Forward => self.forward(),
            Action::NextDrug => self.next_drug(),
            Action::Words => self.toggle_words(),
            Action::Theme => self.next_theme(),
            Action::Click(at) => self.click(at),
            Action::Wheel { at, down } => self.wheel(at, down),
            Action::CopyStatement => return self.statement_to_copy().map_or(Effect::Stay, Effect::Copy),
            Action::CopyPage => return self.page_to_copy().map_or(Effect::Stay, Effect::Copy),
            Action::Help => self.toggle_help(),
            Action::Find => self.find(),
            Action::FindInPage => self.find_in_page(),
            Action::NextPlace => self.next_place(),
            Action::PreviousPlace => self.previous_place(),
            Action::ShowTab(tab) => self.show_tab(tab),
            Action::NextTab => self.show_tab(self.tab.step(1)),
            Action::PreviousTab => self.show_tab(self.tab.step(Tab::ALL.len() - 1)),
            Action::AboutBase => self.go_to(&EntryId::review()),
            Action::Since => self.go_to(&EntryId::since()),
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

    /// Goes to a tab. A list may have thousands of titles, so they are measured once, and only as far as it matters.
    fn set_tab(&mut self, tab: Tab) {
        self.tab = tab;
        let titles = tab.kinds().iter().flat_map(|kind| self.knowledge.titles(*kind));
        let widths = titles.chain([tab.title()]).map(|title| u16::try_from(title.width()).unwrap_or(u16::MAX));
        let mut widest = 0;
        for width in widths {
            widest = width.max(widest);
            if widest >= WIDEST_TITLE {
                break;
            }
        }
        self.widest = widest;
    }

    /// What keys act on now.
    pub fn mode(&self) -> Mode {
        match (&self.overlay, self.focus) {
            (Some(Overlay::Finder(_)), _) => Mode::Finder,
            (Some(Overlay::Help(_) | Overlay::Plain(_)), _) => Mode::Help,
            (None, _) if self.seek.is_typing() => Mode::Seek,
            (None, Focus::List) => Mode::List,
            (None, Focus::Page) if self.comparison.is_some() => Mode::Comparison,
            (None, Focus::Page) if self.is_pathway() => Mode::Pathway,
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

    /// How many entries the tab's list has.
    pub fn length(&self) -> usize {
        self.tab.length(self.knowledge)
    }

    /// A row of the tab's list.
    pub fn listed(&self, row: usize) -> Option<Listed<'k>> {
        self.tab.listed(self.knowledge, row)
    }

    /// The entry on a row of the tab's list.
    fn entry(&self, row: usize) -> Option<EntryId> {
        self.listed(row).map(|listed| listed.id)
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
        let wish = Wish {
            title: self.widest,
            in_list: self.focus == Focus::List,
            in_references: self.focus == Focus::References,
            whole: (self.comparison.is_some() || self.is_pathway()) && self.focus != Focus::List,
        };
        Panes::split(self.size.0, self.size.1, wish)
    }
}
