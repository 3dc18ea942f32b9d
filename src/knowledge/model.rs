//! What a knowledge base contains: claims, and the entries on whose pages they are shown.
//!
//! Promises: plain data, in the order of the files, and what follows from one entry alone. Never a colour, a width or a
//! terminal. Absence is data: an `Option` that is `None` means that it was not reported, never zero. A clinic's note has an
//! author and a day, and need not cite a work of the base.
//!
//! Serde's derives serve the embedded form and bundles, not JSON.

mod card;
mod dose;
mod drug;
mod pathway;
mod reference;
mod synonym;
mod terms;
mod trial;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::id::{APPROVALS_ID, EntryId, REVIEW_ID, SINCE_ID};
use super::section::Section;
use super::span::Located;
use super::vocabulary::vocabulary;

pub use card::{Brief, CardLine, LONGEST_BRIEF};
pub use dose::{Band, Dose, LabelStatus, Regimen, Step};
pub use drug::{Approval, BoxedWarning, Drug, Marketing, Warning};
pub use pathway::{Cell, Edge, Layer, Node, Pathway};
pub use reference::{PublicationStatus, Reference, ReferenceKind};
pub use synonym::{Listing, PagePart, SynonymGroup};
pub use terms::{DRUG, Looked, Region, Route, Terms, is_route_id};
pub use trial::{
    Arm, Certainty, Difference, Direction, Effect, Measure, Rate, RateRow, ResultRow, StudyKind, TimePoint, Trial,
    TrialResult, TrialStatus,
};

vocabulary! {
    /// How a statement was read.
    pub enum Basis {
        /// The label itself.
        Label = "label",
        /// A page or document of a regulator.
        Regulator = "regulator",
        /// The full text of a work.
        FullText = "full-text",
        /// The abstract of a work.
        Abstract = "abstract",
        /// A record of a trial registry.
        Registry = "registry",
        /// The manufacturer's account of the source.
        Company = "company",
        /// Any other account of the source.
        Secondary = "secondary",
    }
}

impl Basis {
    /// Whether another's account of the source was read, so that the statement must be checked against the original.
    pub fn is_second_hand(self) -> bool {
        match self {
            Self::Company | Self::Secondary => true,
            Self::Label | Self::Regulator | Self::FullText | Self::Abstract | Self::Registry => false,
        }
    }
}

vocabulary! {
    /// Who makes a claim.
    pub enum Origin {
        /// The review itself.
        Review = "review",
        /// A source other than the review.
        Update = "update",
        /// The clinic that added it.
        Local = "local",
    }
}

/// A pointer into a work.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Citation {
    /// The name of the reference.
    pub reference: Located<String>,
    /// The place inside the work.
    pub at: Located<String>,
    /// The copy in which the work was read, where it was not read itself.
    pub via: Option<Located<String>>,
}

/// Where a statement comes from. There is at least one citation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Provenance {
    /// The works it rests on, most important first.
    pub cites: Vec<Citation>,
    /// How they were read.
    pub basis: Located<Basis>,
}

/// Who makes a claim, and what it rests on. A claim of a base names its source, a local claim its author.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Voice {
    /// The review itself.
    Review(Provenance),
    /// A source other than the review.
    Update(Provenance),
    /// The clinic whose overlay it is. Boxed because few claims are one.
    Local(Box<Note>),
}

/// Whose a local claim is, and what it rests on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Note {
    /// Who is responsible for it: the author of its overlay.
    pub author: String,
    /// The day of its overlay.
    pub date: Date,
    /// Where it comes from, in the clinic's own words.
    pub source: Option<Located<String>>,
    /// Works of the base that it cites.
    pub provenance: Option<Provenance>,
}

impl Note {
    /// The mark before the note wherever it is shown: `LOCAL (author, day)`.
    pub fn mark(&self) -> String {
        format!("LOCAL ({}, {})", self.author, self.date)
    }
}

/// One or two sentences a clinician can act on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// Unique in the base.
    pub id: Located<String>,
    /// The entry it was written for.
    pub home: EntryId,
    /// Further entries on whose pages it is shown.
    pub about: Vec<Located<EntryId>>,
    /// The section of the page.
    pub section: Located<Section>,
    /// What it says.
    pub text: Located<String>,
    /// Who makes it, and what it rests on.
    pub voice: Located<Voice>,
    /// What it says on the card of a drug. Boxed because few claims are on one.
    pub brief: Option<Box<Brief>>,
    /// The day of what it reports.
    pub dated: Option<Located<Date>>,
    /// The day it was last looked up.
    pub checked: Option<Located<Date>>,
    /// Its supersession, if it no longer holds. Boxed because few claims have one.
    pub superseded: Option<Box<Supersession>>,
}

impl Claim {
    /// Who makes it, as a word.
    pub fn origin(&self) -> Origin {
        match *self.voice {
            Voice::Review(_) => Origin::Review,
            Voice::Update(_) => Origin::Update,
            Voice::Local(_) => Origin::Local,
        }
    }

    /// Where it comes from; `None` for a clinic's note that cites nothing.
    pub fn provenance(&self) -> Option<&Provenance> {
        match &*self.voice {
            Voice::Review(provenance) | Voice::Update(provenance) => Some(provenance),
            Voice::Local(note) => note.provenance.as_ref(),
        }
    }

    /// The clinic's note, if it is one.
    pub fn note(&self) -> Option<&Note> {
        match &*self.voice {
            Voice::Local(note) => Some(note),
            Voice::Review(_) | Voice::Update(_) => None,
        }
    }
}

/// That a claim no longer holds, since when and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Supersession {
    /// Since when.
    pub on: Located<Date>,
    /// The id of the claim that holds instead.
    pub by: Located<String>,
    /// Why, in a sentence.
    pub why: Option<Located<String>>,
}

/// A topic: of pathophysiology, or of the safety of the class.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Topic {
    /// `pathophysiology/…` or `safety/…`.
    pub id: EntryId,
    /// As a heading.
    pub title: Located<String>,
}

/// An open question.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    /// `question/…`.
    pub id: EntryId,
    /// As a heading.
    pub title: Located<String>,
    /// The question in a sentence.
    pub asks: Located<String>,
    /// Trials that may answer it: ids of trials in the base, or registry numbers.
    pub trials: Vec<Located<String>>,
    /// Ids of claims on other pages that help to answer it.
    pub claims: Vec<Located<String>>,
}

/// The review the base began from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Review {
    /// What the whole base is called.
    pub title: Located<String>,
    /// The disease, in the words of a sentence: "No approval for ... found".
    pub condition: Located<String>,
    /// The date of the whole base.
    pub as_of: Located<Date>,
    /// The name of the review among the references.
    pub reference: Located<String>,
    /// What this base is.
    pub scope: Located<String>,
    /// What is not known or was not read.
    pub limits: Vec<Located<String>>,
    /// Subject headings of its record.
    pub mesh: Vec<Located<String>>,
    /// Scales that results and statements use.
    pub scales: Vec<Scale>,
    /// The words of this base.
    pub terms: Terms,
}

/// A scale of severity or effect, and what values it has.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Scale {
    /// In the words that precede a value.
    pub name: Located<String>,
    /// The lowest value.
    pub low: Located<Decimal>,
    /// The highest value.
    pub high: Located<Decimal>,
    /// Where that comes from.
    pub provenance: Provenance,
}

/// A file of notes that was added to a base.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Overlay {
    /// What it is called.
    pub title: Located<String>,
    /// Who is responsible for it.
    pub author: Located<String>,
    /// The day it was written.
    pub date: Located<Date>,
    /// SHA-256 of the file, as hexadecimal.
    pub digest: String,
}

/// Everything that was read, before it is known to fit together.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Draft {
    /// The review, once it has been read.
    pub review: Option<Review>,
    /// Drugs, route after route, in the order of the file names.
    pub drugs: Vec<Drug>,
    /// Topics, in the order of the files.
    pub topics: Vec<Topic>,
    /// Questions, in the order of the file.
    pub questions: Vec<Question>,
    /// Trials, in the order of the file names.
    pub trials: Vec<Trial>,
    /// References, in the order of the file.
    pub references: Vec<Reference>,
    /// Claims, in the order of the files.
    pub claims: Vec<Claim>,
    /// The pathway that is drawn, where there is one.
    pub pathway: Option<Pathway>,
    /// Groups of words that ask the same question, in the order of the file.
    pub synonyms: Vec<SynonymGroup>,
    /// The overlay of notes, if there is one.
    pub overlay: Option<Overlay>,
}

/// An entry of any kind.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'k> {
    /// A drug by one route.
    Drug(&'k Drug),
    /// A topic.
    Topic(&'k Topic),
    /// The pathway that is drawn.
    Pathway(&'k Pathway),
    /// An open question.
    Question(&'k Question),
    /// A trial.
    Trial(&'k Trial),
    /// A cited work.
    Reference(&'k Reference),
    /// The review.
    Review(&'k Review),
    /// What has changed since the review.
    Since(&'k Review),
    /// Which regulator has approved which drug.
    Approvals(&'k Review),
}

impl<'k> Entry<'k> {
    /// The entry's id; the review's is the bare word.
    pub fn id(&self) -> &'k EntryId {
        match self {
            Self::Drug(drug) => &drug.id,
            Self::Topic(topic) => &topic.id,
            Self::Pathway(pathway) => &pathway.id,
            Self::Question(question) => &question.id,
            Self::Trial(trial) => &trial.id,
            Self::Reference(reference) => &reference.id,
            Self::Review(_) => &REVIEW_ID,
            Self::Since(_) => &SINCE_ID,
            Self::Approvals(_) => &APPROVALS_ID,
        }
    }

    /// What the entry is called in a list.
    pub fn title(&self) -> &'k str {
        match self {
            Self::Drug(drug) => &drug.name,
            Self::Topic(topic) => &topic.title,
            Self::Pathway(pathway) => &pathway.title,
            Self::Question(question) => &question.title,
            Self::Trial(trial) => &trial.name,
            Self::Reference(reference) => &reference.title,
            Self::Review(review) => &review.title,
            Self::Since(_) => Section::Update.heading(),
            Self::Approvals(_) => "Approvals by region",
        }
    }
}

/// An entry in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem<'k> {
    /// The entry.
    pub id: EntryId,
    /// What it is called.
    pub title: &'k str,
    /// Whether it is a drug that a regulator has approved.
    pub approved: bool,
}
