//! What a knowledge base says: claims and the entries they stand on.
//!
//! Promises: plain data, in the order of the files. Never a colour, a width or a terminal. Absence is data: an `Option`
//! that is `None` means that nobody reported it, never zero.
//!
//! The derives serve the embedded form only.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::id::{EntryId, Kind};
use super::place::Located;
use super::section::Section;
use super::vocabulary::vocabulary;

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
        /// What the manufacturer says of the source.
        Company = "company",
        /// What anybody else says of the source.
        Secondary = "secondary",
    }
}

impl Basis {
    /// Whether the statement was read in somebody else's words, and must be checked against the original.
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

/// One or two sentences a clinician can act on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// Unique in the base.
    pub id: Located<String>,
    /// The entry it was written for.
    pub home: EntryId,
    /// Further entries on whose pages it stands.
    pub about: Vec<Located<EntryId>>,
    /// Where on the page it stands.
    pub section: Located<Section>,
    /// Who makes it.
    pub origin: Located<Origin>,
    /// What it says.
    pub text: Located<String>,
    /// Where that comes from.
    pub provenance: Provenance,
    /// The day the thing said happened.
    pub dated: Option<Located<Date>>,
    /// The day it was last looked up.
    pub checked: Option<Located<Date>>,
    /// What has taken its place, if it no longer holds.
    pub superseded: Option<Supersession>,
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

/// A drug by one route.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Drug {
    /// `oral/…` or `topical/…`.
    pub id: EntryId,
    /// Generic name.
    pub name: Located<String>,
    /// Brand names.
    pub brands: Vec<Located<String>>,
    /// Research codes.
    pub codes: Vec<Located<String>>,
    /// Former, foreign and salt names.
    pub aliases: Vec<Located<String>>,
    /// What it inhibits.
    pub targets: Vec<Located<String>>,
    /// Dosage forms.
    pub forms: Vec<Located<String>>,
    /// Who makes it.
    pub sponsor: Option<Located<String>>,
    /// Drugs whose names look alike.
    pub near: Vec<Located<EntryId>>,
    /// Where the lines above come from.
    pub provenance: Provenance,
    /// By region, in the order of the file.
    pub approvals: Vec<Approval>,
    /// Where being sold differs from being approved.
    pub marketing: Vec<Marketing>,
    /// Of this product and route, never of the molecule.
    pub boxed_warning: BoxedWarning,
    /// Doses, in the order of the file.
    pub doses: Vec<Dose>,
}

vocabulary! {
    /// Where a regulator decides.
    pub enum Region {
        /// United States.
        Us = "US",
        /// European Union.
        Eu = "EU",
        /// United Kingdom.
        Uk = "UK",
        /// Japan.
        Japan = "Japan",
        /// China.
        China = "China",
        /// Canada.
        Canada = "Canada",
        /// Australia.
        Australia = "Australia",
        /// Switzerland.
        Switzerland = "Switzerland",
    }
}

/// That a regulator has approved a drug.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Approval {
    /// Where.
    pub region: Located<Region>,
    /// Since when; `None` where the day is not known.
    pub on: Option<Located<Date>>,
    /// For whom.
    pub population: Located<String>,
    /// Where that comes from.
    pub provenance: Provenance,
    /// The day it was last looked up.
    pub checked: Located<Date>,
}

/// That a drug is sold, or is not, where that does not follow from its approval.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Marketing {
    /// Where.
    pub region: Located<Region>,
    /// Since when.
    pub on: Option<Located<Date>>,
    /// What happened.
    pub text: Located<String>,
    /// Where that comes from.
    pub provenance: Provenance,
}

/// The strongest warning a label can carry.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum BoxedWarning {
    /// The label of `region` carries one.
    Present {
        /// Whose label.
        region: Located<Region>,
        /// What it warns of, in the label's order; at least one.
        items: Vec<Located<String>>,
        /// Where that comes from.
        provenance: Provenance,
        /// The day it was last looked up.
        checked: Located<Date>,
    },
    /// The label of `region` carries none.
    Absent {
        /// Whose label.
        region: Located<Region>,
        /// Where that comes from.
        provenance: Provenance,
        /// The day it was last looked up.
        checked: Located<Date>,
    },
    /// No label was found in the sources read.
    Unknown,
}

vocabulary! {
    /// Whether a label covers a dose.
    pub enum Standing {
        /// A label does.
        Labelled = "labelled",
        /// It was studied; no label covers it.
        Studied = "studied",
    }
}

/// A dose, complete: how much, how often, for whom, by whose label.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dose {
    /// Unique in the base, among claims too.
    pub id: Located<String>,
    /// Whether a label covers it.
    pub standing: Located<Standing>,
    /// Whose label; always there for a labelled dose.
    pub region: Option<Located<Region>>,
    /// For whom.
    pub population: Located<String>,
    /// How much at a time.
    pub amount: Located<String>,
    /// How often.
    pub frequency: Located<String>,
    /// What else matters when taking it.
    pub note: Option<Located<String>>,
    /// Where that comes from.
    pub provenance: Provenance,
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
    /// Trials that bear on it: ids of trials in the base, or registry numbers.
    pub trials: Vec<Located<String>>,
    /// Ids of claims elsewhere that bear on it.
    pub claims: Vec<Located<String>>,
}

vocabulary! {
    /// How far a trial has come.
    pub enum TrialStatus {
        /// It ended as planned.
        Completed = "completed",
        /// It goes on.
        Ongoing = "ongoing",
        /// It was stopped early.
        Terminated = "terminated",
        /// It has not begun to recruit.
        NotYetRecruiting = "not-yet-recruiting",
        /// Not found in the sources read.
        Unknown = "unknown",
    }
}

/// A trial.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trial {
    /// `trial/…`.
    pub id: EntryId,
    /// Acronym, or first author and year.
    pub name: Located<String>,
    /// What it is, in a few words.
    pub title: Option<Located<String>>,
    /// Registry numbers.
    pub registry: Vec<Located<String>>,
    /// The drugs it studies.
    pub drugs: Vec<Located<EntryId>>,
    /// Phase, as registered.
    pub phase: Option<Located<String>>,
    /// Design.
    pub design: Located<String>,
    /// How far it has come.
    pub status: Located<TrialStatus>,
    /// Who was in it.
    pub population: Located<String>,
    /// How many people were randomised or enrolled in all.
    pub randomised: Option<Located<u32>>,
    /// Where the lines above come from.
    pub provenance: Provenance,
    /// What was compared.
    pub arms: Vec<Arm>,
    /// What was found.
    pub results: Vec<TrialResult>,
}

/// One of the things a trial compared.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Arm {
    /// Unique in the trial.
    pub id: Located<String>,
    /// What people in it were given.
    pub name: Located<String>,
    /// Which drug; `None` for a comparator.
    pub drug: Option<Located<EntryId>>,
    /// How many people.
    pub n: Option<Located<u32>>,
}

/// When an outcome was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimePoint {
    /// Weeks since the start.
    Week(u32),
    /// Months since the start.
    Month(u32),
}

/// What was found for one outcome, at one time, in one analysis, by one source.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TrialResult {
    /// Unique in the base.
    pub id: Located<String>,
    /// What was counted.
    pub outcome: Located<String>,
    /// When.
    pub time: Located<TimePoint>,
    /// Whether it was the trial's primary outcome.
    pub primary: bool,
    /// By whose analysis.
    pub analysis: Located<String>,
    /// Which part of the trial's people, where not all.
    pub subset: Option<Located<String>>,
    /// What the values are, where they are not percent of people.
    pub unit: Option<Located<String>>,
    /// Where that comes from.
    pub provenance: Provenance,
    /// A row for each arm reported.
    pub rows: Vec<ResultRow>,
}

/// What was found in one arm.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResultRow {
    /// The arm's id.
    pub arm: Located<String>,
    /// How many people were counted, where not the whole arm.
    pub n: Option<Located<u32>>,
    /// How many of them had the outcome.
    pub responders: Option<Located<u32>>,
    /// The same in percent, as reported.
    pub percent: Option<Located<Decimal>>,
    /// The value, for an outcome in another unit.
    pub value: Option<Located<Decimal>>,
    /// The difference from the comparator, as reported.
    pub difference: Option<Difference>,
    /// The P value in words.
    pub p: Option<Located<String>>,
}

/// A reported difference from the comparator with its 95% confidence interval.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Difference {
    /// In percentage points, or in the result's unit.
    pub points: Located<Decimal>,
    /// Lower and upper limit, where reported.
    pub interval: Option<(Located<Decimal>, Located<Decimal>)>,
}

vocabulary! {
    /// What sort of work a reference is.
    pub enum ReferenceKind {
        /// An article in a journal.
        Article = "article",
        /// A product's label.
        Label = "label",
        /// A record of a trial registry.
        Registry = "registry",
        /// A guideline.
        Guideline = "guideline",
        /// A page or document of a regulator.
        Regulator = "regulator",
        /// A report or conference abstract.
        Report = "report",
        /// A page on the web.
        Web = "web",
        /// A release or news item.
        News = "news",
    }
}

vocabulary! {
    /// Whether a publication still stands.
    pub enum PublicationStatus {
        /// Nothing to its detriment was found.
        Current = "current",
        /// A correction was published.
        Corrected = "corrected",
        /// It was retracted.
        Retracted = "retracted",
    }
}

/// A work that is cited.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reference {
    /// `ref/…`.
    pub id: EntryId,
    /// What sort of work it is.
    pub kind: Located<ReferenceKind>,
    /// Family name and initials each, in order.
    pub authors: Vec<Located<String>>,
    /// Whether the list of authors goes on.
    pub more_authors: bool,
    /// Title.
    pub title: Located<String>,
    /// Journal, or publisher of a page.
    pub container: Option<Located<String>>,
    /// Year of publication.
    pub year: Option<Located<u32>>,
    /// Volume.
    pub volume: Option<Located<String>>,
    /// Issue.
    pub issue: Option<Located<String>>,
    /// Pages or article number.
    pub pages: Option<Located<String>>,
    /// The exact day of publication.
    pub published: Option<Located<Date>>,
    /// Digital object identifier, without a resolver.
    pub doi: Option<Located<String>>,
    /// PubMed number.
    pub pmid: Option<Located<u32>>,
    /// PubMed Central number, with its letters.
    pub pmcid: Option<Located<String>>,
    /// Number in the trial registry, with its letters.
    pub nct: Option<Located<String>>,
    /// Set id of a label.
    pub set_id: Option<Located<String>>,
    /// Number of a regulator's file.
    pub application: Option<Located<String>>,
    /// Address, where there is no better identifier.
    pub url: Option<Located<String>>,
    /// The day it was read, for what changes.
    pub read: Option<Located<Date>>,
    /// Its number among the review's own references.
    pub in_review: Option<Located<u32>>,
    /// Keywords of its record.
    pub keywords: Vec<Located<String>>,
    /// Whether it still stands, and when that was looked up.
    pub status: Option<(Located<PublicationStatus>, Located<Date>)>,
    /// What a reader of the list needs to know.
    pub note: Option<Located<String>>,
}

/// The review the base began from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Review {
    /// What the whole base is called.
    pub title: Located<String>,
    /// The disease, as it stands in a sentence: "No approval for ... found".
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
}

impl Topic {
    /// Whether the topic belongs to `kind`.
    pub fn is(&self, kind: Kind) -> bool {
        self.id.kind() == kind
    }
}

/// Everything that was read, before it is known to hold together.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Draft {
    /// The review, once it has been read.
    pub review: Option<Review>,
    /// Drugs, oral before topical, in the order of the file names.
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
}
