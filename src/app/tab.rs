//! The four tabs.

use crate::knowledge::{EntryId, Kind, Knowledge, Listed};

/// A tab.
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
    /// Every tab, from left to right.
    pub const ALL: [Self; 4] = [Self::Pathophysiology, Self::Oral, Self::Topical, Self::Questions];

    /// What stands on the tab.
    pub fn title(self) -> &'static str {
        match self {
            Self::Pathophysiology => "Pathophysiology",
            Self::Oral => "Oral drugs",
            Self::Topical => "Topical drugs",
            Self::Questions => "Open questions",
        }
    }

    /// What stands on the tab where there is little room.
    pub fn short_title(self) -> &'static str {
        match self {
            Self::Pathophysiology => "Patho",
            Self::Oral => "Oral",
            Self::Topical => "Topical",
            Self::Questions => "Open",
        }
    }

    /// What stands on each tab in a row of some columns while this one is shown: this one in brackets, all of them short
    /// where the long ones do not fit. Every character is one column wide.
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
    pub fn of(kind: Kind) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.kinds().contains(&kind))
    }

    /// Its number from the left, from 0.
    pub fn index(self) -> usize {
        match self {
            Self::Pathophysiology => 0,
            Self::Oral => 1,
            Self::Topical => 2,
            Self::Questions => 3,
        }
    }

    /// The tab a number of steps to the right, round the end.
    pub fn step(self, steps: usize) -> Self {
        let index = (self.index() + steps) % Self::ALL.len();
        Self::ALL.get(index).copied().unwrap_or(self)
    }

    /// How many entries its list has.
    pub fn length(self, knowledge: &Knowledge) -> usize {
        self.kinds().iter().map(|kind| knowledge.count(*kind)).sum()
    }

    /// A row of its list.
    pub fn listed(self, knowledge: &Knowledge, row: usize) -> Option<Listed<'_>> {
        let mut place = row;
        for kind in self.kinds() {
            match place.checked_sub(knowledge.count(*kind)) {
                Some(behind) => place = behind,
                None => return knowledge.listed(*kind, place),
            }
        }
        None
    }

    /// The row of an entry in its list.
    pub fn row(self, knowledge: &Knowledge, id: &EntryId) -> Option<usize> {
        let before = self.kinds().iter().take_while(|kind| **kind != id.kind());
        let before: usize = before.map(|kind| knowledge.count(*kind)).sum();
        (self.kinds().contains(&id.kind())).then(|| knowledge.place(id))?.map(|place| before + place)
    }
}
