//! Marking drugs, and the comparison of those that are marked.
//!
//! Promises: two to four drugs are compared; as many columns are shown as can be read, the others are paged to, and the
//! rows and the selected row stay where they are while the columns change.

use super::{App, Focus, Reader};
use crate::knowledge::{Drug, EntryId};
use crate::page::{Detail, Page, comparison};

/// The most drugs that are compared at once.
pub(super) const MOST: usize = 4;

/// The columns below which a drug's column is no longer read with ease.
const COLUMN: usize = 34;

/// Drugs side by side, and which of them are shown.
#[derive(Clone, Debug)]
pub struct Comparison {
    drugs: Vec<EntryId>,
    whole: Page,
    first: usize,
    shown: usize,
}

impl Comparison {
    /// The drugs, in the order of their columns.
    pub fn drugs(&self) -> &[EntryId] {
        &self.drugs
    }

    /// The columns shown, counted from 0.
    pub fn columns(&self) -> std::ops::Range<usize> {
        self.first..(self.first + self.shown).min(self.drugs.len())
    }

    /// The page of the columns shown.
    fn page(&self) -> Page {
        let columns = self.columns();
        let names: Vec<&str> = self.whole.title.split(" / ").collect();
        let shown = names.get(columns.clone()).unwrap_or(&names).join(" / ");
        let all = self.drugs.len();
        let title = if columns.len() == all { shown } else { format!("drugs {} of {all}: {shown}", numbers(&columns)) };
        Page { title, ..self.whole.with_columns(&columns) }
    }
}

/// Columns as they are counted: "3", "1-2".
fn numbers(columns: &std::ops::Range<usize>) -> String {
    let first = columns.start + 1;
    if columns.len() == 1 { first.to_string() } else { format!("{first}-{}", columns.end) }
}

impl App<'_> {
    /// The drugs marked for a comparison.
    pub fn marked(&self) -> &[EntryId] {
        &self.marked
    }

    /// The comparison that is shown.
    pub fn comparison(&self) -> Option<&Comparison> {
        self.comparison.as_ref()
    }

    /// Marks the drug shown, or takes its mark away.
    pub(super) fn mark(&mut self) {
        let drug = self.reader.page().id.clone().filter(|id| id.kind().route().is_some());
        let Some(id) = drug else {
            self.notice = Some("Only drugs can be marked: c compares two to four of them.");
            return;
        };
        if let Some(place) = self.marked.iter().position(|marked| *marked == id) {
            self.marked.remove(place);
        } else if self.marked.len() == MOST {
            self.notice = Some("Four drugs are marked, which is the most: Space takes a mark away.");
        } else {
            self.marked.push(id);
            if self.marked.len() > 1 {
                self.notice = Some("Marked. c compares the drugs that are marked.");
            }
        }
    }

    /// Opens the comparison of the marked drugs.
    pub(super) fn compare(&mut self) {
        if self.marked.len() < 2 {
            self.notice = Some("Mark two to four drugs first: Space in the list, m on a page. Then c compares them.");
            return;
        }
        self.leave();
        self.overlay = None;
        self.covered = None;
        self.focus = Focus::Page;
        self.show_comparison(self.marked.clone(), 0);
    }

    /// Shows a comparison from one of its columns on.
    pub(super) fn show_comparison(&mut self, ids: Vec<EntryId>, first: usize) {
        let drugs: Vec<&Drug> = self.drugs(&ids);
        let whole = comparison(self.knowledge, &drugs, Detail::Number);
        let comparison = Comparison { drugs: ids, whole, first, shown: MOST };
        self.show_page(comparison.page());
        self.comparison = Some(comparison);
        self.fit_columns();
        self.show_references();
    }

    /// Fits the number of columns to the room there is; the application is laid out anew if it changes.
    pub(super) fn fit_columns(&mut self) {
        let width = self.panes().and_then(|panes| panes.page).map_or(0, |pane| usize::from(super::inside(pane).width));
        let Some(comparison) = &mut self.comparison else { return };
        let shown = (width / COLUMN).clamp(1, comparison.drugs.len().max(1));
        let first = comparison.first.min(comparison.drugs.len().saturating_sub(shown));
        if (shown, first) != (comparison.shown, comparison.first) {
            comparison.shown = shown;
            comparison.first = first;
            let page = comparison.page();
            self.replace_page(page);
        }
    }

    fn replace_page(&mut self, page: Page) {
        self.reader.replace(if self.in_words { page.in_words() } else { page });
        self.look_again();
    }

    /// Says pictures in words, or draws them again.
    pub(super) fn toggle_words(&mut self) {
        self.in_words = !self.in_words;
        let here = self.visit();
        self.return_to(here);
        let said = "Plots and diagrams are said in sentences; w draws them again.";
        self.notice =
            Some(if self.in_words { said } else { "Plots and diagrams are drawn; w says them in sentences." });
    }

    /// Pages to the columns at one side.
    pub(super) fn page_columns(&mut self, forward: bool) {
        let Some(comparison) = &mut self.comparison else { return };
        let last = comparison.drugs.len().saturating_sub(comparison.shown);
        let first = if forward {
            (comparison.first + comparison.shown).min(last)
        } else {
            comparison.first.saturating_sub(comparison.shown)
        };
        if first == comparison.first {
            self.notice = Some("There is no further column on this side.");
            return;
        }
        comparison.first = first;
        let page = comparison.page();
        self.replace_page(page);
        self.lay_out();
    }

    pub(super) fn show_page(&mut self, page: Page) {
        self.seek.leave();
        let page = if self.in_words { page.in_words() } else { page };
        self.reader = Reader::new(page, super::Extent::default(), self.setting.glyphs);
    }
}
