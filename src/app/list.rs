//! The lists of the tabs: which entries each holds, and which row of it is selected.
//!
//! Promises: the selection is within the list and within the rows that are seen. Looking up a row takes as long in a list of thousands
//! as in a short one; only going to a tab looks at its titles.

use unicode_width::UnicodeWidthStr;

use super::panes::WIDEST_TITLE;
use crate::knowledge::{EntryId, Kind, Knowledge, ListItem};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tab {
    /// How the disease works.
    Pathophysiology,
    /// Drugs given by mouth, and the safety of the class.
    Oral,
    /// Drugs put on the skin.
    Topical,
    /// Open questions.
    Questions,
}

impl Tab {
    pub const ALL: [Self; 4] = [Self::Pathophysiology, Self::Oral, Self::Topical, Self::Questions];

    pub fn title(self) -> &'static str {
        match self {
            Self::Pathophysiology => "Pathophysiology",
            Self::Oral => "Oral drugs",
            Self::Topical => "Topical drugs",
            Self::Questions => "Open questions",
        }
    }

    /// The title where there is little room.
    pub fn short_title(self) -> &'static str {
        match self {
            Self::Pathophysiology => "Patho",
            Self::Oral => "Oral",
            Self::Topical => "Topical",
            Self::Questions => "Open",
        }
    }

    /// The labels of the tabs, while this one is shown, for a row of `columns`: this one in brackets, the titles short where the
    /// long ones do not fit. Every character is one column wide.
    pub fn labels(self, columns: usize) -> [(Self, String); 4] {
        let written = |title: fn(Self) -> &'static str| {
            Self::ALL.map(|tab| {
                let label = format!("{} {}", tab.index() + 1, title(tab));
                (tab, if tab == self { format!("[{label}]") } else { format!(" {label} ") })
            })
        };
        let long = written(Self::title);
        let fits = long.iter().map(|(_tab, label)| label.len()).sum::<usize>() <= columns;
        if fits { long } else { written(Self::short_title) }
    }

    /// The kinds of entry its list holds, in order.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Pathophysiology => &[Kind::Pathophysiology],
            Self::Oral => &[Kind::Oral, Kind::Safety],
            Self::Topical => &[Kind::Topical],
            Self::Questions => &[Kind::Question],
        }
    }

    /// The tab whose list holds entries of a kind; trials and references are in none.
    pub fn holding(kind: Kind) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.kinds().contains(&kind))
    }

    /// Its number from the left, from 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The tab a number of steps to the right, round the end.
    pub fn step(self, steps: usize) -> Self {
        Self::ALL[(self.index() + steps) % Self::ALL.len()]
    }

    /// How many entries its list has.
    pub fn length(self, knowledge: &Knowledge) -> usize {
        self.kinds().iter().map(|kind| knowledge.count(*kind)).sum()
    }

    /// A row of its list.
    pub fn entry(self, knowledge: &Knowledge, row: usize) -> Option<ListItem<'_>> {
        let mut place = row;
        for kind in self.kinds() {
            match place.checked_sub(knowledge.count(*kind)) {
                Some(rest) => place = rest,
                None => return knowledge.list_item(*kind, place),
            }
        }
        None
    }

    /// The row of an entry in its list.
    pub fn row(self, knowledge: &Knowledge, id: &EntryId) -> Option<usize> {
        let before = self.kinds().iter().take_while(|kind| **kind != id.kind());
        let before: usize = before.map(|kind| knowledge.count(*kind)).sum();
        (self.kinds().contains(&id.kind())).then(|| knowledge.position(id))?.map(|place| before + place)
    }
}

/// A selected row and the first row seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    selected: usize,
    top: usize,
}

impl Cursor {
    pub fn selected(self) -> usize {
        self.selected
    }

    pub fn top(self) -> usize {
        self.top
    }

    /// Selects another row, as near as the list allows, and scrolls as little as brings it into the `height` rows that are seen.
    #[must_use]
    pub fn select(self, row: usize, length: usize, height: usize) -> Self {
        let selected = row.min(length.saturating_sub(1));
        let lowest_top = (selected + 1).saturating_sub(height.max(1));
        let highest_top = length.saturating_sub(height.max(1)).min(selected);
        Self { selected, top: self.top.max(lowest_top).min(highest_top.max(lowest_top)) }
    }

    /// Moves the selection up or down.
    #[must_use]
    pub fn step(self, by: isize, length: usize, height: usize) -> Self {
        self.select(self.selected.saturating_add_signed(by), length, height)
    }
}

/// The tab shown, and the selection in the list of each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lists {
    tab: Tab,
    /// The columns of the widest title of the tab's list, from which the width of the list follows.
    widest_title: u16,
    cursors: [Cursor; Tab::ALL.len()],
}

impl Lists {
    pub(super) fn new(tab: Tab, knowledge: &Knowledge) -> Self {
        let mut lists = Self { tab, widest_title: 0, cursors: Default::default() };
        lists.show(tab, knowledge);
        lists
    }

    /// Goes to a tab. A list may have thousands of titles: they are measured here, once, and only until one is as wide as matters.
    pub(super) fn show(&mut self, tab: Tab, knowledge: &Knowledge) {
        self.tab = tab;
        let titles = tab.kinds().iter().flat_map(|kind| knowledge.titles(*kind));
        let widths = titles.chain([tab.title()]).map(|title| u16::try_from(title.width()).unwrap_or(u16::MAX));
        self.widest_title = 0;
        for width in widths {
            self.widest_title = width.max(self.widest_title);
            if self.widest_title >= WIDEST_TITLE {
                break;
            }
        }
    }

    pub(super) fn tab(&self) -> Tab {
        self.tab
    }

    pub(super) fn widest_title(&self) -> u16 {
        self.widest_title
    }

    pub(super) fn cursor(&self) -> Cursor {
        self.cursors[self.tab.index()]
    }

    /// Selects a row of the tab's list, as near as the list allows, and scrolls it into the `height` rows that are seen.
    pub(super) fn select(&mut self, row: usize, height: usize, knowledge: &Knowledge) {
        let cursor = &mut self.cursors[self.tab.index()];
        *cursor = cursor.select(row, self.tab.length(knowledge), height);
    }
}
