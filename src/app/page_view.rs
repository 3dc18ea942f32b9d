//! A page in a window: wrapped to its width, scrolled, with one statement or folded section selected.
//!
//! Promises: the scroll lies within the page and the selection within its items, whatever is asked and however small the
//! window; after a resize the selected statement is still in view. What is selected is never in a folded section: going to a statement
//! opens its section.

use super::keymap::Motion;
use crate::page::{Glyphs, Item, Line, Page, Wrapped};

/// The room for the text of a page, in columns and rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    pub width: usize,
    pub height: usize,
}

/// Where the reader is on a page: the statement selected, the first line seen, and the sections that are open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingPosition {
    pub item: Option<usize>,
    pub scroll: usize,
    pub open: Vec<&'static str>,
}

/// A page at the width of a window, and where the reader is on it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageView {
    page: Page,
    /// The page as it is shown: without what is folded.
    wrapped: Wrapped,
    glyphs: Glyphs,
    /// Whether its sections can be folded.
    folds: bool,
    /// The sections that are open, if they can be folded.
    open: Vec<&'static str>,
    extent: Extent,
    item: Option<usize>,
    scroll: usize,
}

impl PageView {
    /// A page from its top, with its first statement selected.
    pub fn new(page: Page, extent: Extent, glyphs: Glyphs) -> Self {
        let item = (!page.items.is_empty()).then_some(0);
        let wrapped = Wrapped::new(page.clone(), extent.width, glyphs);
        Self { page, wrapped, glyphs, folds: false, open: Vec::new(), extent, item, scroll: 0 }
    }

    /// A page with its sections folded to their headings, in a window of no extent.
    pub fn folded(page: Page, glyphs: Glyphs) -> Self {
        let wrapped = Wrapped::new(page.folded(&[], glyphs), 0, glyphs);
        let item = (!page.items.is_empty()).then_some(0);
        let (extent, open) = (Extent::default(), Vec::new());
        let mut view = Self { page, wrapped, glyphs, folds: true, open, extent, item, scroll: 0 };
        view.select_shown();
        view
    }

    /// The page, with what is folded.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The items that can be selected: those of the page, and in a page that folds one for each section.
    fn items(&self) -> &[Item] {
        &self.wrapped.page().items
    }

    /// Whether the sections of the page can be folded.
    pub fn folds(&self) -> bool {
        self.folds
    }

    /// The folded section that is selected.
    pub fn selected_section(&self) -> Option<&'static str> {
        let item = self.item.filter(|item| *item >= self.page.items.len())?;
        self.items().get(item).map(|item| item.section)
    }

    /// Opens the folded section that is selected; returns whether there was one to open.
    pub fn open_selected(&mut self) -> bool {
        match self.selected_section().filter(|section| !self.open.contains(section)) {
            Some(section) => {
                self.open_section(section);
                true
            }
            None => false,
        }
    }

    /// Opens a section, with its heading at the top of the window where the page is long enough, and selects its first statement.
    pub fn open_section(&mut self, section: &'static str) {
        if self.folds && !self.open.contains(&section) {
            self.open.push(section);
            self.fold();
        }
        let Some(item) = self.items().iter().position(|item| item.section == section) else { return };
        self.item = Some(item);
        let Some(lines) = self.selected_lines() else { return };
        self.scroll = self.wrapped.heading_above(lines.start + 1).unwrap_or(lines.start).min(self.furthest());
    }

    /// Folds the section of the selected statement and selects its heading; returns whether it was open.
    pub fn close_selected(&mut self) -> bool {
        let section = self.selected_item().map(|item| item.section);
        let Some(place) = self.open.iter().position(|open| Some(*open) == section) else { return false };
        self.open.remove(place);
        self.fold();
        self.show_item();
        true
    }

    /// Whether every section is open.
    pub fn is_all_open(&self) -> bool {
        !self.folds || self.page.section_words().iter().all(|section| self.open.contains(section))
    }

    /// Opens every section, with the selected statement in its row of the window.
    pub fn open_all(&mut self) {
        self.open = self.page.section_words();
        self.keep_row(Self::fold);
    }

    /// Folds every section.
    pub fn close_all(&mut self) {
        self.open.clear();
        self.fold();
        self.show_item();
    }

    /// Shows the page without the sections that are not open. A selection in one of them becomes that of its heading.
    fn fold(&mut self) {
        if !self.folds {
            return;
        }
        self.wrapped.replace(self.page.folded(&self.open, self.glyphs));
        self.select_shown();
    }

    /// Selects the heading in place of a statement in a folded section, and the first statement in place of the heading of an open one.
    fn select_shown(&mut self) {
        let Some(item) = self.item else { return };
        let section = self.items()[item].section;
        let Some(number) = self.page.section_words().iter().position(|other| *other == section) else { return };
        let heading = self.page.items.len() + number;
        if !self.open.contains(&section) {
            self.item = Some(heading);
        } else if item == heading {
            let first = self.page.items.iter().position(|item| item.section == section);
            self.item = Some(first.unwrap_or(heading));
        }
    }

    /// Makes a change after which the selected statement is in the same row of the window, or at the top if it began above.
    fn keep_row(&mut self, change: impl FnOnce(&mut Self)) {
        let row = self.selected_lines().map_or(0, |lines| lines.start.saturating_sub(self.scroll));
        change(self);
        let start = self.selected_lines().map_or(0, |lines| lines.start);
        self.scroll = start.saturating_sub(row).min(self.furthest());
    }

    /// How many lines the page has at its present width.
    pub fn height(&self) -> usize {
        self.wrapped.lines().len()
    }

    pub fn lines(&self) -> &[Line] {
        self.wrapped.lines()
    }

    /// The lines seen in a window of `rows` rows.
    pub fn visible_lines(&self, rows: usize) -> &[Line] {
        let lines = self.wrapped.lines();
        &lines[self.scroll.min(lines.len())..(self.scroll + rows).min(lines.len())]
    }

    /// The number of the statement to which a line belongs.
    pub fn item_at(&self, line: usize) -> Option<usize> {
        self.wrapped.item_at(line)
    }

    /// The number of the selected statement.
    pub fn item(&self) -> Option<usize> {
        self.item
    }

    pub fn selected_item(&self) -> Option<&Item> {
        self.items().get(self.item?)
    }

    /// The first line seen.
    pub fn scroll(&self) -> usize {
        self.scroll
    }

    /// Fits the page to a window of another size; returns whether it was wrapped again.
    pub fn resize(&mut self, extent: Extent) -> bool {
        if extent == self.extent {
            return false;
        }
        let rewrapped = extent.width != self.extent.width;
        // At the very top no statement is being followed, and the head of the page must stay.
        let at_top = self.scroll == 0 && matches!(self.item, None | Some(0));
        self.extent = extent;
        self.wrapped.resize(extent.width);
        if !at_top {
            self.show_item();
        }
        rewrapped
    }

    /// Shows other columns of a comparison: a page with as many statements, in the same order. The selected statement stays in
    /// its row of the window, or at the top if it began above.
    pub fn replace(&mut self, page: Page) {
        self.keep_row(|view| {
            view.page = page.clone();
            view.wrapped.replace(page);
            view.item = view.item.filter(|item| *item < view.items().len());
        });
    }

    /// The heading over the selected statement.
    pub fn heading(&self) -> Option<String> {
        let line = self.section_line()?;
        self.wrapped.lines().get(line).map(Line::text)
    }

    /// Selects a statement and brings it into view.
    pub fn select(&mut self, item: usize) {
        self.select_in_view(item);
        let section = self.selected_item().map(|item| item.section);
        if let Some(section) = section.filter(|section| self.page.section_words().contains(section))
            && item < self.page.items.len()
            && self.folds
            && !self.open.contains(&section)
        {
            self.open.push(section);
            self.fold();
        }
        self.show_item();
    }

    /// Selects a statement, with its first line at the top of the window where the page is long enough.
    pub fn select_at_top(&mut self, item: usize) {
        self.select(item);
        let start = self.selected_lines().map_or(self.scroll, |lines| lines.start);
        self.scroll = start.min(self.furthest());
    }

    /// Brings a line into view, with a third of the window above it where it has to be scrolled, and selects its statement.
    pub fn show_line(&mut self, line: usize) {
        let height = self.extent.height.max(1);
        if line < self.scroll || line >= self.scroll + height {
            self.scroll = line.saturating_sub(height / 3);
        }
        self.scroll = self.scroll.min(self.furthest());
        self.item = self.item_at(line).or(self.item);
    }

    pub fn position(&self) -> ReadingPosition {
        ReadingPosition { item: self.item, scroll: self.scroll, open: self.open.clone() }
    }

    /// Returns to where the reader was on this page.
    pub fn restore(&mut self, position: ReadingPosition) {
        self.item = position.item.filter(|item| *item < self.items().len());
        if self.open != position.open {
            self.open = position.open;
            self.fold();
        } else if self.folds {
            self.select_shown();
        }
        self.scroll = position.scroll.min(self.furthest());
    }

    /// Moves the selection, and scrolls with it.
    pub fn move_selection(&mut self, motion: Motion) {
        match motion {
            Motion::Up => self.up(),
            Motion::Down => self.down(),
            Motion::PageUp => self.scroll_by(-self.page_step()),
            Motion::PageDown => self.scroll_by(self.page_step()),
            Motion::HalfUp => self.scroll_by(-(self.page_step() + 1) / 2),
            Motion::HalfDown => self.scroll_by((self.page_step() + 1) / 2),
            Motion::First => self.first(),
            Motion::Last => self.last(),
            Motion::NextSection => self.next_section(),
            Motion::PreviousSection => self.previous_section(),
        }
    }

    /// Scrolls down, or up where negative; the selection follows where it would leave the window.
    pub fn scroll_by(&mut self, lines: isize) {
        self.scroll_text(lines);
        self.select_visible();
    }

    /// Selects a statement that is in view, without scrolling.
    pub fn select_in_view(&mut self, item: usize) {
        self.item = self.items().len().checked_sub(1).map(|last| item.min(last));
    }

    /// The line of the selected statement that is the first in view, counted from the top of the window; `None` where none is.
    pub fn visible_selection(&self) -> Option<usize> {
        let lines = self.selected_lines()?;
        let first = lines.start.max(self.scroll);
        (first < lines.end && first < self.scroll + self.extent.height).then(|| first - self.scroll)
    }

    /// The next statement; a statement longer than the window is first read to its end.
    fn down(&mut self) {
        let bottom = self.scroll + self.extent.height;
        let rest_hidden = self.selected_lines().is_some_and(|lines| lines.end > bottom);
        let next = self.item.zip(self.selected_lines()).filter(|_| !rest_hidden);
        match next.and_then(|(item, lines)| self.wrapped.next_item(lines.end, item)) {
            Some(next) => self.select(next),
            None => self.scroll_text(1),
        }
    }

    /// The statement before; above the first one, the head of the page.
    fn up(&mut self) {
        let start_hidden = self.selected_lines().is_some_and(|lines| lines.start < self.scroll);
        let before = self.item.zip(self.selected_lines()).filter(|_| !start_hidden);
        match before.and_then(|(item, lines)| self.wrapped.previous_item(lines.start, item)) {
            Some(before) => self.select(before),
            None => self.scroll_text(-1),
        }
    }

    fn first(&mut self) {
        self.item = self.wrapped.item_from(0);
        self.scroll = 0;
    }

    fn last(&mut self) {
        self.item = self.wrapped.lines().iter().rev().find_map(|line| line.item);
        self.scroll = self.furthest();
    }

    /// The next heading, at the top of the window where the page is long enough.
    fn next_section(&mut self) {
        let next = match self.section_line() {
            Some(here) => self.wrapped.heading_below(here),
            None => self.wrapped.lines().iter().position(|line| line.heading),
        };
        if let Some(line) = next {
            self.go_to_heading(line);
        }
    }

    /// The heading of this section, or the one before.
    fn previous_section(&mut self) {
        let here = self.section_line();
        match here.and_then(|here| self.wrapped.heading_above(here)) {
            Some(line) => self.go_to_heading(line),
            None => self.first(),
        }
    }

    /// The line of the heading over the selected statement.
    fn section_line(&self) -> Option<usize> {
        let line = self.selected_lines().map_or(self.scroll, |lines| lines.start);
        self.wrapped.heading_above(line + 1)
    }

    fn go_to_heading(&mut self, line: usize) {
        self.item = self.wrapped.item_from(line).or(self.item);
        self.scroll = line.min(self.furthest());
    }

    fn scroll_text(&mut self, lines: isize) {
        self.scroll = self.scroll.saturating_add_signed(lines).min(self.furthest());
    }

    /// The rows that a screen up or down scrolls: all but one, which stays for orientation.
    fn page_step(&self) -> isize {
        self.extent.height.saturating_sub(1).max(1).cast_signed()
    }

    /// The scroll at which the last line is in the last row.
    fn furthest(&self) -> usize {
        self.height().saturating_sub(self.extent.height.max(1))
    }

    /// Selects the first statement in view if the selected one has left it.
    fn select_visible(&mut self) {
        if self.visible_selection().is_some() {
            return;
        }
        let mut visible = self.scroll..self.scroll + self.extent.height;
        if let Some(item) = visible.find_map(|line| self.item_at(line)) {
            self.item = Some(item);
        }
    }

    pub(super) fn selected_lines(&self) -> Option<std::ops::Range<usize>> {
        self.wrapped.lines_of(self.item?)
    }

    /// Scrolls as little as brings the selected statement into view, its first line above all.
    fn show_item(&mut self) {
        self.scroll = self.scroll.min(self.furthest());
        let Some(lines) = self.selected_lines() else { return };
        let height = self.extent.height.max(1);
        if lines.end > self.scroll + height {
            self.scroll = lines.end - height;
        }
        if lines.start < self.scroll {
            self.scroll = lines.start;
        }
        // The first statement of a section brings its heading along, where there is room.
        let above = self.wrapped.heading_above(lines.start).filter(|above| above + 1 == lines.start);
        let room_for = |above: &usize| lines.end.saturating_sub(*above) <= height;
        self.scroll = above.filter(room_for).map_or(self.scroll, |above| self.scroll.min(above));
        self.scroll = self.scroll.min(self.furthest());
    }
}
