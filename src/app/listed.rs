//! The list of a tab.
//!
//! Promises: a row takes the same time however long the list is; only going to a tab looks at its titles, once.

use unicode_width::UnicodeWidthStr;

use super::panes::WIDEST_TITLE;
use super::{App, Cursor, Tab};
use crate::knowledge::{EntryId, Listed};

impl<'k> App<'k> {
    /// How many entries the tab's list has.
    pub fn length(&self) -> usize {
        self.tab.length(self.knowledge)
    }

    /// A row of the tab's list.
    pub fn listed(&self, row: usize) -> Option<Listed<'k>> {
        self.tab.listed(self.knowledge, row)
    }

    /// The entry on a row of the tab's list.
    pub(super) fn entry(&self, row: usize) -> Option<EntryId> {
        self.listed(row).map(|listed| listed.id)
    }

    /// The selection in the tab's list.
    pub fn cursor(&self) -> Cursor {
        self.cursors.get(self.tab.index()).copied().unwrap_or_default()
    }

    /// Goes to a tab. A list may have thousands of titles, so they are measured once, and only as far as it matters.
    pub(super) fn set_tab(&mut self, tab: Tab) {
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
}
