//! What a search came to.
//!
//! Promises: an answer says where more than one drug may be meant, and where not all was looked at.

use super::rank::{Group, How};
use super::terms::Part;
use crate::knowledge::with_commas;

/// One entry that was found. What there is to say of it, [`super::Index::shown`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The number of the entry.
    pub(super) entry: u32,
    /// In which of its texts it was found.
    pub(super) nth: u32,
    /// How it was found.
    pub how: How,
    pub(super) part: Part,
    /// The edits between what was typed and the name; 0 but for typing errors.
    pub(super) edits: u8,
    /// With what it is listed.
    pub group: Group,
    /// Whether it is one of several drugs that may be meant, or one that perhaps is.
    pub rival: bool,
}

impl Hit {
    /// What was found in a text of an entry.
    pub(super) fn new((entry, nth): (u32, u32), (how, part): (How, Part), distance: (u8, u8), group: Group) -> Self {
        Self { entry, nth, how, part, edits: distance.1, group, rival: false }
    }
}

/// What a search came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What was typed.
    pub query: String,
    /// What was found, group for group, best first.
    pub hits: Vec<Hit>,
    /// Whether more than one drug may be meant, or one that is only near: nothing may be chosen for the reader.
    pub ambiguous: bool,
    /// Whether more would be found, but so much of it that not all was looked at. What is nearest was looked at first.
    pub more: bool,
    /// The words that fit nothing of a drug that was named in full, where it does not fit them all.
    pub unmatched: Vec<String>,
}

impl Answer {
    /// How many hits there are of each group that has any, in words: "3 drugs, 2 trials".
    pub fn counts(&self) -> String {
        let mut counts = [0; Group::ALL.len()];
        for hit in &self.hits {
            counts.get_mut(hit.group as usize).into_iter().for_each(|count| *count += 1);
        }
        let counted = Group::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        let words = counted.map(|(group, count)| format!("{} {}", self.number(count), group.noun(count)));
        words.collect::<Vec<_>>().join(", ")
    }

    /// How many hits there are: "12", or "1,000 or more" where not all was looked at.
    pub fn count(&self) -> String {
        self.number(self.hits.len())
    }

    fn number(&self, count: usize) -> String {
        if self.more { format!("{} or more", with_commas(&count.to_string())) } else { count.to_string() }
    }

    /// Which words fit nothing of the drug that was named; `None` where there are none.
    pub fn unmatched(&self) -> Option<String> {
        let words: Vec<String> = self.unmatched.iter().map(|word| format!("\"{word}\"")).collect();
        (!words.is_empty())
            .then(|| format!("In no statement on the page of the drug that was named: {}", words.join(", ")))
    }

    /// Why nothing is chosen, and what to mind; `None` where the first hit may be chosen.
    pub fn caution(&self) -> Option<(&'static str, &'static str)> {
        let drugs = self.hits.iter().filter(|hit| hit.rival).count();
        let near = self.hits.first().is_some_and(|hit| hit.how.is_near());
        match (self.ambiguous, drugs, near) {
            (false, _, _) => None,
            (true, 0, _) => Some(("No entry is called so", "these pages speak of it")),
            (true, _, true) => Some(("Only near in spelling", "it may be another drug")),
            (true, 1, false) => Some(("The drug that was named does not fit every word", "something else does")),
            (true, _, false) => Some(("More than one drug fits", "check the name and the route")),
        }
    }
}
