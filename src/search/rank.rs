//! Which way of finding is better, in one table.
//!
//! Promises: a row's place in the table is its rank, and each row gives its reason. Nothing else in the search decides
//! what comes before what, but for the groups, the distance in spelling, and the order of the base.

use super::texts::Part;
use crate::knowledge::Kind;

/// How an entry was found, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// A name is what was typed.
    Exact,
    /// A name begins with it.
    Prefix,
    /// A word of a name or a claim begins with it.
    Word,
    /// A name or word is spelt nearly so.
    Typo,
    /// A name has its letters in this order.
    Fuzzy,
}

impl How {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::Word => "word",
            Self::Typo => "typo",
            Self::Fuzzy => "fuzzy",
        }
    }

    /// Whether the entry was not found by what was typed, but by something like it.
    pub fn is_near(self) -> bool {
        match self {
            Self::Exact | Self::Prefix | Self::Word => false,
            Self::Typo | Self::Fuzzy => true,
        }
    }
}

/// What hits are listed together, in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Drugs: what is asked for most, so they are first.
    Drugs,
    /// Trials.
    Trials,
    /// Topics of pathophysiology and of the safety of the class.
    Topics,
    /// Open questions.
    Questions,
    /// Works that are cited.
    References,
    /// Statements that answer a question, on pages that were not named.
    Answers,
    /// Pages that are called something else and mention it. A drug whose page names another one is not what was asked for,
    /// so these come last.
    Claims,
}

impl Group {
    /// Every group, in order.
    pub const ALL: [Self; 7] =
        [Self::Drugs, Self::Trials, Self::Topics, Self::Questions, Self::References, Self::Answers, Self::Claims];

    /// The group of an entry that was found under a name, title or detail of its own.
    pub(super) fn of(kind: Kind) -> Self {
        match kind {
            Kind::Drug => Self::Drugs,
            Kind::Trial => Self::Trials,
            Kind::Pathophysiology | Kind::Safety => Self::Topics,
            Kind::Question => Self::Questions,
            Kind::Reference | Kind::Review => Self::References,
        }
    }

    /// One or several of the group, as a count names them.
    pub fn noun(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::Drugs, 1) => "drug",
            (Self::Drugs, _) => "drugs",
            (Self::Trials, 1) => "trial",
            (Self::Trials, _) => "trials",
            (Self::Topics, 1) => "topic",
            (Self::Topics, _) => "topics",
            (Self::Questions, 1) => "question",
            (Self::Questions, _) => "questions",
            (Self::References, 1) => "reference",
            (Self::References, _) => "references",
            (Self::Answers, 1) => "answer",
            (Self::Answers, _) => "answers",
            (Self::Claims, 1) => "page that mentions it",
            (Self::Claims, _) => "pages that mention it",
        }
    }
}

/// One way of finding, and why it stands where it stands.
struct Row {
    how: How,
    part: Part,
    #[allow(dead_code, reason = "the reason is for whoever changes the table")]
    reason: &'static str,
}

const fn row(how: How, part: Part, reason: &'static str) -> Row {
    Row { how, part, reason }
}

use How::{Exact, Fuzzy, Prefix, Typo, Word};
use Part::{Detail, Name, Statement, Title};

/// Every way of finding, best first.
#[rustfmt::skip]
const RANKS: &[Row] = &[
    row(Exact, Name, "a name, brand, code or identifier was typed in full: nothing can be meant more clearly"),
    row(Exact, Title, "a title in full names one page; that is as clear, but a thing of that name comes first"),
    row(Prefix, Name, "names are typed from their beginning, and most are found before they are finished"),
    row(Prefix, Title, "the same for titles"),
    row(Word, Name, "a later word of a name: the number of a code, the salt"),
    row(Word, Title, "a word of a title says what the work is about"),
    row(Word, Detail, "a class word, an author, a year: it describes several entries and names none"),
    row(Word, Statement, "a claim mentions it; the page is about something else"),
    row(Typo, Name, "a misspelt name; looked for only where no name was found by the rows above"),
    row(Typo, Title, "a misspelt word of a title is meant less often than a misspelt name"),
    row(Typo, Detail, "the same for class words and authors"),
    row(Typo, Statement, "a misspelt long word of a claim"),
    row(Fuzzy, Name, "its letters in this order: an abbreviation, a part of the name, or nothing of the kind"),
    row(Fuzzy, Title, "the same in a word of a title"),
];

/// The place in the table, from 0.
pub(super) fn rank(how: How, part: Part) -> u8 {
    let place = RANKS.iter().position(|row| row.how == how && row.part == part);
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}

/// What stands at a place in the table.
pub(super) fn of_rank(rank: u8) -> (How, Part) {
    RANKS.get(usize::from(rank)).map_or((How::Fuzzy, Part::Statement), |row| (row.how, row.part))
}

#[cfg(test)]
mod tests {
    use super::{RANKS, of_rank, rank};

    #[test]
    fn a_place_in_the_table_is_a_rank() {
        for (place, row) in RANKS.iter().enumerate() {
            assert_eq!(usize::from(rank(row.how, row.part)), place, "there is a row twice");
            assert_eq!(of_rank(rank(row.how, row.part)), (row.how, row.part));
            assert!(row.reason.len() > 10);
        }
    }

    #[test]
    fn a_better_stage_is_never_below_a_worse_one() {
        assert!(RANKS.windows(2).all(|rows| rows[0].how <= rows[1].how));
    }
}
