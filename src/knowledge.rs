//! The knowledge base: read, resolved, and from then on unchangeable.
//!
//! Promises: a `Knowledge` that exists is valid: every id unique, every citation resolves, every supersession leads to a
//! claim that holds. Never knows a terminal, a width or a colour; has no setter; names no drug.
//!
//! Reading goes files -> spanned tables -> `Draft` -> `Knowledge`. Every fault of every file is reported in one run.

mod base;
mod code;
mod compile;
mod decimal;
mod diagnostic;
mod entry;
mod findings;
mod id;
mod load;
mod lookup;
mod model;
mod overlay;
mod parallel;
mod progress;
mod reader;
mod registry;
mod report;
mod resolve;
mod section;
mod source;
mod span;
mod syntax;
mod text;
mod vocabulary;

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;

use base::{Directory, Records};

pub use code::{Code, Severity, Waiver};
pub use compile::{Compilation, HouseRules, compile, compile_sources, compile_with_progress};
pub use decimal::{Decimal, with_commas};
pub use diagnostic::{Diagnostic, Label};
pub use entry::{Entry, ListItem};
pub use findings::{Allowed, Findings};
pub use id::{EntryId, Kind, ParseIdError, is_slug};
pub use model::{
    Approval, Arm, Basis, BoxedWarning, Cell, Citation, Claim, Difference, Dose, Draft, Drug, Edge, LabelStatus, Layer,
    Listing, Marketing, Node, Note, Origin, Overlay, PagePart, Pathway, Provenance, PublicationStatus, Question,
    Reference, ReferenceKind, Region, ResultRow, Review, Scale, Supersession, SynonymGroup, TimePoint, Topic, Trial,
    TrialResult, TrialStatus, Voice,
};
pub use overlay::apply_overlay;
pub use parallel::parallel_map;
pub use progress::{Progress, Stage};
pub use report::{Record, RenderStyle, Report, render};
pub use resolve::{provenances, provenances_of_entries, successors_by_id};
pub use section::Section;
pub use source::{LARGEST_FILE, ReadError, SourceFile, Sources, read};
pub use span::{Located, SourceSpan};
pub use text::{is_forbidden, is_meaningless, visible};
pub use vocabulary::Vocabulary;
pub(crate) use vocabulary::vocabulary;

/// A valid knowledge base.
pub struct Knowledge {
    /// What the base was opened from; empty if it was compiled from files just now.
    bytes: Cow<'static, [u8]>,
    directory: Directory,
    records: Records,
}

impl fmt::Debug for Knowledge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Knowledge").field("digest", &self.digest()).finish_non_exhaustive()
    }
}

impl Knowledge {
    /// Opens what [`Self::to_bytes`] wrote. The caller knows that the same program wrote the bytes, and that they are whole.
    ///
    /// # Errors
    /// If the bytes do not begin with a directory that fits them.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, postcard::Error> {
        let bytes = bytes.into();
        let (directory, records) = base::decode(&bytes)?;
        Ok(Self { bytes, directory, records })
    }

    /// The same base with everything decoded.
    ///
    /// # Errors
    /// If the bytes of an entry or claim are not what was written.
    pub fn decode_all(self) -> Result<Self, postcard::Error> {
        self.records.decode_all(&self.bytes)?;
        Ok(self)
    }

    /// The base as bytes, to embed or to put into a bundle.
    pub fn to_bytes(&self) -> Vec<u8> {
        base::encode(&self.directory, &self.records, &self.bytes)
    }

    /// The base of a draft that passed every check; `None` if it has no review.
    fn new(draft: Draft, digest: String) -> Option<Self> {
        let (directory, records) = Directory::of(draft, digest)?;
        Some(Self { bytes: Cow::Borrowed(&[]), directory, records })
    }

    /// The review the base began from.
    pub fn review(&self) -> &Review {
        &self.directory.review
    }

    /// The date of the whole base.
    pub fn as_of(&self) -> Date {
        *self.review().as_of
    }

    /// Whether the base is more than a year old on `today`, so that the label must be checked before it is believed.
    pub fn is_stale(&self, today: Date) -> bool {
        let a_year_on = self.as_of().saturating_add(jiff::Span::new().years(1));
        today > a_year_on
    }

    /// SHA-256 of the files the base was compiled from, as hexadecimal.
    pub fn digest(&self) -> &str {
        &self.directory.digest
    }

    /// The clinic's notes that were laid over the base, if any.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.directory.overlay.as_ref()
    }

    /// Every drug: approved ones first, in the order of their first approval, then the others, most claims first.
    pub fn drugs(&self) -> impl Iterator<Item = &Drug> + Clone {
        self.directory.drugs.iter().filter_map(|number| self.records.drugs.at(&self.bytes, *number as usize))
    }

    /// Every topic, in the order of the files.
    pub fn topics(&self) -> impl Iterator<Item = &Topic> + Clone {
        self.records.topics.iter(&self.bytes)
    }

    /// The pathway that is drawn, where the base has one.
    pub fn pathway(&self) -> Option<&Pathway> {
        self.records.pathway.at(&self.bytes, 0)
    }

    /// Whether an id is the pathway's.
    pub fn is_pathway(&self, id: &EntryId) -> bool {
        self.pathway_number().is_some_and(|pathway| self.number(id) == Some(pathway))
    }

    /// Every open question.
    pub fn questions(&self) -> impl Iterator<Item = &Question> + Clone {
        self.records.questions.iter(&self.bytes)
    }

    /// Every trial.
    pub fn trials(&self) -> impl Iterator<Item = &Trial> + Clone {
        self.records.trials.iter(&self.bytes)
    }

    /// Every cited work.
    pub fn references(&self) -> impl Iterator<Item = &Reference> + Clone {
        self.records.references.iter(&self.bytes)
    }

    /// Every claim.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> + Clone {
        self.records.claims.iter(&self.bytes)
    }

    /// Every group of words that ask the same question.
    pub fn synonyms(&self) -> impl Iterator<Item = &SynonymGroup> + Clone {
        self.records.synonyms.iter(&self.bytes)
    }

    /// How many claims there are.
    pub fn claim_count(&self) -> usize {
        self.records.claims.len()
    }

    /// Everything as it was read, but for the places in the files, which only the files have.
    pub fn to_draft(&self) -> Draft {
        Draft {
            review: Some(self.review().clone()),
            drugs: self.drugs().cloned().collect(),
            topics: self.topics().cloned().collect(),
            questions: self.questions().cloned().collect(),
            trials: self.trials().cloned().collect(),
            references: self.references().cloned().collect(),
            claims: self.claims().cloned().collect(),
            pathway: self.pathway().cloned(),
            synonyms: self.synonyms().cloned().collect(),
            overlay: self.overlay().cloned(),
        }
    }
}
