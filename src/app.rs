//! The application: one state, changed by one function.
//!
//! Promises: `App::apply` is total and pure: any action in any state gives a valid state, and what it cannot do itself it
//! returns as an `Effect`. Never reads a clock, a file or a terminal; has no thread, channel or hidden state. The screen is
//! a function of this state and remembers nothing.
//!
//! This file has the state and what each action does; `display` shows pages in their panes, and `navigation` moves in them. The
//! other modules are parts of the state, which know nothing of the rest.

#![allow(missing_docs, reason = "for the program and its tests; a name that says all has no comment")]

mod clipboard;
mod comparison;
mod display;
mod find_in_page;
mod finder;
pub mod keymap;
mod list;
mod navigation;
mod options;
mod page_view;
mod panes;
mod prompt;

pub use clipboard::{Delivery, MOST_BYTES};
pub use comparison::Comparison;
pub use find_in_page::FindInPage;
pub use finder::Finder;
pub use keymap::{Action, Edit, Key, Mode, Motion, help_page};
pub use list::{Cursor, Group, Row, Tab};
pub use options::{Colors, Options, ThemeName};
pub use page_view::{Extent, PageView};
pub use panes::{Panes, SMALLEST, finder as finder_room, inside};
pub use prompt::Prompt;

use list::Lists;
use navigation::History;

use crate::export;
use crate::knowledge::{EntryId, Knowledge, ListItem};
use crate::page::{Detail, Page, page};
use crate::search::Index;

/// The part of the window that keys act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    List,
    Page,
    References,
}

/// What covers the panes.
#[derive(Debug)]
pub enum Popup {
    Finder(Finder),
    Help(PageView),
    /// A cell of a comparison in full.
    Cell(PageView),
    /// The sections of the page, to go to one.
    Sections(PageView),
    /// A text to select with the mouse, where it cannot be copied.
    Selectable(PageView),
}

/// What the application cannot do itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: show the new state.
    Stay,
    /// Hand this text to a clipboard, and tell the application what became of it.
    Copy(String),
    /// Open this address outside the program, and tell the application whether that was possible.
    Visit(String),
    /// End the program.
    Quit,
    /// End the program as an interrupt does.
    Interrupt,
}

/// The state of the application.
#[derive(Debug)]
pub struct App<'k> {
    knowledge: &'k Knowledge,
    options: Options,
    /// Columns and rows of the window.
    size: (u16, u16),
    lists: Lists,
    focus: Focus,
    page_view: PageView,
    /// The comparison, where the page is one.
    comparison: Option<Comparison>,
    references: PageView,
    /// Whether the references have to be written again before they are shown.
    references_are_due: bool,
    /// The scroll of the page before the references covered a part of it.
    scroll_before_references: Option<usize>,
    popup: Option<Popup>,
    find_in_page: FindInPage,
    /// The drugs marked for a comparison, in the order of their marks.
    marked: Vec<EntryId>,
    /// The drug of which the pathway shows what it inhibits.
    pathway_drug: Option<EntryId>,
    in_words: bool,
    theme: ThemeName,
    history: History,
    notice: Option<&'static str>,
    index: Option<Index<'k>>,
    /// Whether the text of the finder has changed since its hits were found.
    search_is_due: bool,
}

impl<'k> App<'k> {
    /// The application on a base, in a window of `size` columns and rows, on its first tab of drugs.
    pub fn new(knowledge: &'k Knowledge, options: Options, size: (u16, u16)) -> Self {
        let empty = PageView::new(display::empty_page(), Extent::default(), options.glyphs);
        let tabs = Tab::all(knowledge);
        let first = tabs.iter().find(|tab| matches!(tab, Tab::Drugs(_))).unwrap_or(&tabs[0]);
        let mut app = Self {
            knowledge,
            size,
            lists: Lists::new(*first, knowledge),
            focus: Focus::List,
            page_view: empty.clone(),
            comparison: None,
            references: empty,
            references_are_due: true,
            scroll_before_references: None,
            popup: None,
            find_in_page: FindInPage::default(),
            marked: Vec::new(),
            pathway_drug: None,
            in_words: options.in_words,
            theme: options.theme,
            history: History::default(),
            notice: None,
            index: None,
            search_is_due: false,
            options,
        };
        app.show_selected();
        app
    }

    /// Gives the application an index that was made before, if there is one; without one it makes its own at the first search.
    #[must_use]
    pub fn with_index(self, index: Option<Index<'k>>) -> Self {
        Self { index, ..self }
    }

    /// Begins at an entry, at the statement or section that `anchor` names. An anchor that the page does not have is
    /// ignored, since the page is the right one.
    pub fn start_at(&mut self, id: &EntryId, anchor: Option<&str>) {
        self.go_to(id, anchor);
        self.history.clear();
    }

    /// Changes the state as an action asks.
    pub fn apply(&mut self, action: Action) -> Effect {
        let effect = self.take(action);
        self.settle();
        effect
    }

    /// Like `apply`, for one of several keys that have arrived together. What they type is searched for only once: when an action
    /// needs the hits, or when `settle` is called, as it must be before the state is drawn.
    pub fn take(&mut self, action: Action) -> Effect {
        self.notice = None;
        if !matches!(action, Action::Edit(_)) {
            self.settle();
        }
        match action {
            Action::Quit => return Effect::Quit,
            Action::Interrupt => return Effect::Interrupt,
            Action::CopyStatement => return self.copy_statement(),
            Action::CopyPage => return self.copy_page(),
            Action::Addresses => return self.show_addresses(),
            Action::Back => self.back(),
            Action::Forward => self.forward(),
            Action::Mark => self.mark(),
            Action::Compare => self.compare(),
            Action::PreviousColumns => self.turn_columns(false),
            Action::NextColumns => self.turn_columns(true),
            Action::NextDrug => self.next_drug(),
            Action::Words => self.toggle_words(),
            Action::Theme => self.next_theme(),
            Action::Click(at) => self.click(at),
            Action::Wheel { at, down } => self.wheel(at, down),
            Action::Help => self.toggle_help(),
            Action::Find => self.find(),
            Action::FindInPage => self.begin_find_in_page(),
            Action::NextMatch => self.go_to_match(FindInPage::next),
            Action::PreviousMatch => self.go_to_match(FindInPage::previous),
            Action::ShowTab(number) => {
                if let Some(tab) = Tab::all(self.knowledge).get(number) {
                    self.show_tab(*tab);
                }
            }
            Action::NextTab => self.show_tab(self.tab().step(1, self.knowledge)),
            Action::PreviousTab => self.show_tab(self.tab().step(-1, self.knowledge)),
            Action::AboutBase => self.go_to(&EntryId::review(), None),
            Action::Since => self.go_to(&EntryId::since(), None),
            Action::Approvals => self.go_to(&EntryId::approvals(), None),
            Action::References => self.toggle_references(),
            Action::ToList => self.close_section_or_go_to_list(),
            Action::ToggleSections => self.toggle_sections(),
            Action::Sections => self.list_sections(),
            Action::ToSection(letter) => self.go_to_section(letter),
            Action::Open => self.open(),
            Action::Move(motion) => self.move_selection(motion),
            Action::Edit(edit) => self.edit(edit),
        }
        Effect::Stay
    }

    /// Tells the reader that a key means nothing here.
    pub fn unbound_key(&mut self) {
        self.notice = Some("That key does nothing here. ? shows the keys, / finds.");
    }

    /// Searches for the text of the finder, if it has changed since it was last searched for.
    pub fn settle(&mut self) {
        if !std::mem::take(&mut self.search_is_due) {
            return;
        }
        if let (Some(Popup::Finder(finder)), Some(index)) = (&mut self.popup, &self.index) {
            finder.search(index);
        }
    }

    /// Fits the application to a window of another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.lay_out();
    }

    /// Takes pasted text where text is typed, and nowhere else: elsewhere it must not act as keys. White space becomes one
    /// space, and characters that act on a terminal are left out.
    pub fn paste(&mut self, text: &str) {
        if matches!(self.mode(), Mode::Finder | Mode::FindInPage) {
            let words: Vec<&str> = text.split_whitespace().collect();
            for c in words.join(" ").chars().take(prompt::LONGEST) {
                self.take(Action::Edit(Edit::Insert(c)));
            }
        }
        self.settle();
    }

    /// Tells the reader what became of a text that was to be copied; one that could not be is shown, to be selected.
    pub fn delivered(&mut self, text: &str, delivery: Delivery) {
        self.notice = Some(delivery.notice(text));
        // A terminal does not answer: where it has taken nothing, the text can be selected.
        if delivery != Delivery::OnClipboard {
            self.open_popup(Popup::Selectable, clipboard::selectable_page(text));
        }
    }

    /// Tells the reader that an address was handed to the system, if it was.
    pub fn visited(&mut self, was_possible: bool) {
        if was_possible {
            self.notice = Some("The first address was handed to the system's browser. Esc goes back.");
        }
    }

    /// What keys act on now.
    pub fn mode(&self) -> Mode {
        match (&self.popup, self.focus) {
            (Some(Popup::Finder(_)), _) => Mode::Finder,
            (Some(Popup::Help(_) | Popup::Cell(_) | Popup::Selectable(_)), _) => Mode::Help,
            (Some(Popup::Sections(_)), _) => Mode::Sections,
            (None, _) if self.find_in_page.is_typing() => Mode::FindInPage,
            (None, Focus::List) => Mode::List,
            (None, Focus::Page) if self.comparison.is_some() => Mode::Comparison,
            (None, Focus::Page) if self.is_pathway() => Mode::Pathway,
            (None, Focus::Page) => Mode::Page,
            (None, Focus::References) => Mode::References,
        }
    }

    pub fn knowledge(&self) -> &'k Knowledge {
        self.knowledge
    }

    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Columns and rows of the window.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    pub fn tab(&self) -> Tab {
        self.lists.tab()
    }

    /// The selection in the tab's list.
    pub fn cursor(&self) -> Cursor {
        self.lists.cursor()
    }

    /// How many entries the tab's list has.
    pub fn length(&self) -> usize {
        self.lists.length()
    }

    /// An entry of the tab's list.
    pub fn entry(&self, place: usize) -> Option<ListItem<'k>> {
        self.lists.entry(place, self.knowledge)
    }

    /// How many rows the tab's list has: its entries, and a heading for each group.
    pub fn rows(&self) -> usize {
        self.lists.rows()
    }

    /// The columns of the widest name of a drug in the tab's list.
    pub fn widest_name(&self) -> usize {
        self.lists.widest_name()
    }

    /// A row of the tab's list.
    pub fn row(&self, row: usize) -> Option<Row<'_>> {
        self.lists.row(row, self.knowledge)
    }

    fn selected_entry(&self) -> Option<EntryId> {
        self.entry(self.cursor().selected()).map(|entry| entry.id)
    }

    pub fn page_view(&self) -> &PageView {
        &self.page_view
    }

    pub fn comparison(&self) -> Option<&Comparison> {
        self.comparison.as_ref()
    }

    pub fn references(&self) -> &PageView {
        &self.references
    }

    pub fn popup(&self) -> Option<&Popup> {
        self.popup.as_ref()
    }

    pub fn find_in_page(&self) -> &FindInPage {
        &self.find_in_page
    }

    /// The words of the base; `None` until the first search.
    pub fn index(&self) -> Option<&Index<'k>> {
        self.index.as_ref()
    }

    pub fn marked(&self) -> &[EntryId] {
        &self.marked
    }

    /// The theme of the screen: mono where colours are forbidden.
    pub fn theme(&self) -> ThemeName {
        match self.options.colors {
            Colors::None => ThemeName::Mono,
            Colors::Sixteen | Colors::TwoFiftySix => self.theme,
        }
    }

    /// A sentence about what the last key did, where one is needed.
    pub fn notice(&self) -> Option<&'static str> {
        self.notice
    }

    fn next_theme(&mut self) {
        self.theme = self.theme.next();
        self.notice = Some(match self.options.colors {
            Colors::None => "Mono is the only theme without colours (--color never).",
            Colors::Sixteen | Colors::TwoFiftySix => self.theme.notice(),
        });
    }

    /// Writes pictures in sentences, or draws them again.
    fn toggle_words(&mut self) {
        self.in_words = !self.in_words;
        self.return_to(self.location());
        self.notice = Some(if self.in_words {
            "Plots and diagrams are written in sentences; w draws them again."
        } else {
            "Plots and diagrams are drawn; w writes them in sentences."
        });
    }

    fn toggle_help(&mut self) {
        if let Some(Popup::Help(_)) = self.popup {
            self.popup = None;
        } else {
            self.open_popup(Popup::Help, help_page());
        }
    }

    fn open_popup(&mut self, popup: fn(PageView) -> Popup, page: Page) {
        self.popup = Some(popup(PageView::new(page, Extent::default(), self.options.glyphs)));
        self.lay_out();
    }

    fn find(&mut self) {
        let index = self.index.get_or_insert_with(|| Index::new(self.knowledge));
        self.popup = Some(Popup::Finder(Finder::new(index)));
        self.lay_out();
    }

    /// Edits the text of the finder, or the words to find in the page.
    fn edit(&mut self, edit: Edit) {
        match &mut self.popup {
            Some(Popup::Finder(finder)) => self.search_is_due |= finder.edit(edit),
            Some(Popup::Help(_) | Popup::Cell(_) | Popup::Sections(_) | Popup::Selectable(_)) => {}
            None if self.find_in_page.is_typing() => self.change_match(|find, view| find.edit(edit, view)),
            None => {}
        }
    }

    fn begin_find_in_page(&mut self) {
        if self.focus != Focus::Page {
            self.focus_on(Focus::Page);
        }
        self.find_in_page.begin(&mut self.page_view);
    }

    fn go_to_match(&mut self, step: fn(&mut FindInPage, &mut PageView) -> Option<&'static str>) {
        if !self.find_in_page.has_words() {
            self.notice = Some("No words to find yet: press f and type some.");
            return;
        }
        if self.focus != Focus::Page {
            self.focus_on(Focus::Page);
        }
        self.change_match(step);
    }

    /// Lets another match be shown. If that selects another statement, the references follow.
    fn change_match(&mut self, change: impl FnOnce(&mut FindInPage, &mut PageView) -> Option<&'static str>) {
        let before = self.page_view.item();
        if !self.page_view.is_all_open() {
            self.page_view.open_all();
            self.find_in_page.rewrapped(&self.page_view);
        }
        self.notice = change(&mut self.find_in_page, &mut self.page_view);
        if self.page_view.item() != before {
            self.show_references();
        }
    }

    fn mark(&mut self) {
        let id = self.page_view.page().id.clone().filter(EntryId::is_drug);
        self.notice = match id {
            Some(id) => comparison::toggle_mark(&mut self.marked, id),
            None => Some("Only drugs can be marked: c compares two to four of them."),
        };
    }

    fn turn_columns(&mut self, forward: bool) {
        let Some(comparison) = &mut self.comparison else { return };
        if comparison.turn(forward) {
            self.replace_columns();
            self.lay_out();
        } else {
            self.notice = Some("No more drugs on this side.");
        }
    }

    fn copy_statement(&mut self) -> Effect {
        let (page, item) = if self.focus == Focus::References {
            (Some(self.references.page().clone()), self.references.item())
        } else {
            let full = self.full_page();
            // The matrix of a comparison has fewer items than its page.
            let anchor = self.page_view.selected_item().map(|item| item.anchor.as_str());
            let of_comparison = |page: &Page| page.items.iter().position(|item| Some(item.anchor.as_str()) == anchor);
            let item = match &self.comparison {
                Some(_) => full.as_ref().and_then(of_comparison),
                None => self.page_view.item(),
            };
            (full, item)
        };
        let statement = page.zip(item).and_then(|(page, item)| clipboard::statement(&page, item, self.options.glyphs));
        self.copy(statement, "Nothing is selected to copy.")
    }

    /// Has the address of the first source of the selected statement opened, and shows the addresses of all, to be selected with the mouse.
    fn show_addresses(&mut self) -> Effect {
        let in_references = self.focus == Focus::References;
        let view = if in_references { &self.references } else { &self.page_view };
        let own = view.page().id.iter();
        let cited = view.selected_item().into_iter().flat_map(|item| {
            let sources = item.sources.iter().map(|source| &view.page().references[source.number - 1]);
            item.leads_to.iter().chain(sources)
        });
        let works = cited.chain(own).filter_map(|id| self.knowledge.reference_of(id));
        let mut lines: Vec<String> = Vec::new();
        let mut first = None;
        for work in works {
            let known = work.address();
            let address = known.as_deref().unwrap_or("No address in this base.");
            let line = format!("{}\n{address}\n", *work.title);
            if !lines.contains(&line) {
                lines.push(line);
            }
            first = first.or(known);
        }
        if lines.is_empty() {
            self.notice = Some("No source is selected.");
            return Effect::Stay;
        }
        self.open_popup(Popup::Selectable, clipboard::selectable_page(&lines.join("\n")));
        self.notice = Some("Select an address with the mouse. Esc goes back.");
        first.map_or(Effect::Stay, Effect::Visit)
    }

    fn copy_page(&mut self) -> Effect {
        let page = self.full_page().map(|page| export::markdown(&page, self.options.glyphs));
        self.copy(page, "There is no page to copy.")
    }

    fn copy(&mut self, text: Option<String>, nothing: &'static str) -> Effect {
        match text {
            Some(text) => Effect::Copy(clipboard::with_identity(&text, self.knowledge, self.options.stale)),
            None => {
                self.notice = Some(nothing);
                Effect::Stay
            }
        }
    }

    /// The page shown, as it is copied: with places and basis in its marks, and every column of a comparison.
    fn full_page(&self) -> Option<Page> {
        match (&self.comparison, &self.page_view.page().id) {
            (Some(shown), _) => Some(comparison::page(self.knowledge, shown.drugs(), Detail::Full)),
            (None, Some(id)) => page(self.knowledge, id, Detail::Full),
            (None, None) => None,
        }
    }
}
