//! Words that ask the same question.

use serde::{Deserialize, Serialize};

use super::super::section::Section;
use super::super::span::Located;
use super::super::vocabulary::{Vocabulary, vocabulary};

vocabulary! {
    /// A part of a page that is no section of claims.
    pub enum Listing {
        /// What a drug is called.
        Names = "names",
        /// What it inhibits.
        Targets = "targets",
        /// Its dosage forms.
        Forms = "forms",
        /// Where it is approved and sold.
        Approvals = "approvals",
        /// What a boxed warning warns of.
        Boxed = "boxed",
        /// Its doses.
        Doses = "doses",
        /// What trials found.
        Results = "results",
        /// What the program computed from counts.
        Computed = "computed",
    }
}

/// A part of a page that a word can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PagePart {
    /// A section of claims.
    Section(Section),
    /// A part that is no section of claims.
    Listing(Listing),
}

impl PagePart {
    /// The part that a word of a data file names.
    pub fn from_word(word: &str) -> Option<Self> {
        Section::from_word(word).map(Self::Section).or_else(|| Listing::from_word(word).map(Self::Listing))
    }

    /// Every word that names a part.
    pub fn words() -> impl Iterator<Item = &'static str> {
        Section::ALL.iter().map(|section| section.word()).chain(Listing::ALL.iter().map(|listing| listing.word()))
    }
}

/// Words that ask the same question, and where it is answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SynonymGroup {
    /// The question in a few words, as the screen names it: `renal or kidney`.
    pub says: Located<String>,
    /// Words and phrases that ask it.
    pub words: Vec<Located<String>>,
    /// The parts of a page that answer it, best first. May be empty.
    pub sections: Vec<Located<PagePart>>,
    /// Words that an answer is likely to contain.
    pub prefer: Vec<Located<String>>,
    /// The ages in years, from and to, that ask it too.
    pub ages: Option<(u32, u32)>,
    /// A question as people type it, to be shown as an example.
    pub example: Option<Located<String>>,
    /// Whether people ask it although nothing in the base answers it.
    pub unanswered: bool,
    /// Whether its words ask nothing, since the whole base is about them.
    pub ignored: bool,
}
