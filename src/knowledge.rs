//! The knowledge base: read, resolved, and from then on unchangeable.
//!
//! Promises: a `Knowledge` that exists is valid: every id unique, every citation resolves, every supersession leads to a
//! claim that holds. Never knows a terminal, a width or a colour; has no setter; names no drug.
//!
//! Reading goes files -> spanned tables -> `Draft` -> `Knowledge`. Every fault of every file is reported in one run.

mod archive;
mod code;
mod compile;
mod decimal;
mod diagnostic;
mod entry;
mod findings;
mod fingerprint;
mod hashed;
mod id;
mod links;
mod listing;
mod load;
mod model;
mod noted;
mod order;
mod overlay;
mod parallel;
mod place;
mod progress;
mod reader;
mod registry;
mod report;
mod resolve;
mod section;
mod shelf;
mod source;
mod syntax;
mod text;
mod tree;
mod vocabulary;

use std::fmt;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use archive::{Archive, Stored};
use shelf::Shelf;

pub use code::{Code, Severity, Waiver};
pub use compile::{Compilation, HouseRules, compile, compile_sources, compile_watched};
pub use decimal::{Decimal, with_commas};
pub use diagnostic::{Diagnostic, Label};
pub use entry::{Entry, Listed};
pub use findings::{Allowed, Findings};
pub use fingerprint::Fingerprint;
pub use hashed::{HashMap, HashSet};
pub use id::{EntryId, Kind, NotAnId, is_slug};
pub use model::{
    Approval, Arm, Basis, BoxedWarning, Cell, Citation, Claim, Difference, Dose, Draft, Drug, Edge, Layer, Marketing,
    Node, Note, Origin, Overlay, Pathway, Provenance, PublicationStatus, Question, Reference, ReferenceKind, Region,
    ResultRow, Review, Scale, Standing, Supersession, TimePoint, Topic, Trial, TrialResult, TrialStatus, Voice,
};
pub use noted::{Noted, Notes};
pub use order::{sort_by, sort_by_cached_key, sort_by_key};
pub use overlay::lay_over;
pub use parallel::{in_order, in_order_beside};
pub use place::{Located, Place};
pub use progress::{Progress, Stage};
pub use report::{Style, render};
pub use resolve::{provenances, provenances_of_entries, successors};
pub use section::Section;
pub use source::{LARGEST_FILE, SourceFile, Sources, Unreadable, read};
pub use text::{are_printable, is_forbidden, is_meaningless, spaces, visible};
pub use vocabulary::Vocabulary;

/// A valid knowledge base. It is kept as bytes, and what is asked for is decoded once.
pub struct Knowledge {
    archive: Arc<Archive>,
    drugs: Shelf<Drug>,
    /// One or none.
    pathway: Shelf<Pathway>,
    topics: Shelf<Topic>,
    questions: Shelf<Question>,
    trials: Shelf<Trial>,
    references: Shelf<Reference>,
    claims: Shelf<Claim>,
    /// The ids of each kind, once they were asked for.
    ids: [OnceLock<Box<[EntryId]>>; Kind::ALL.len()],
}

impl fmt::Debug for Knowledge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Knowledge").field("digest", &self.digest()).finish_non_exhaustive()
    }
}

impl Knowledge {
    /// Opens what `write` wrote; `None` if the bytes do not begin so. They are not checked: whoever calls this knows that
    /// the same program wrote them.
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        Archive::open(bytes).map(Arc::new).map(Self::of)
    }

    /// The same from a file, from where it is read now. Entries and claims stay in the file until they are asked for; each
    /// has a checksum, and where one does not fit the program ends and names the path.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn open_file(file: File, path: &Path) -> io::Result<Option<Self>> {
        Ok(Archive::open_file(file, path)?.map(Arc::new).map(Self::of))
    }

    /// Writes the base as bytes to embed or to keep.
    ///
    /// # Errors
    /// If `to` cannot be written.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        self.archive.write(to)
    }

    /// Called only with a draft that passed every check.
    fn new(stored: Stored, digest: String) -> Self {
        Self::of(Arc::new(Archive::of(stored, digest)))
    }

    /// The same base, of which nothing is decoded yet: whoever goes over all of a large one takes it in parts, and keeps no
    /// more of it in memory than a part.
    pub fn afresh(&self) -> Self {
        Self::of(Arc::clone(&self.archive))
    }

    fn of(archive: Arc<Archive>) -> Self {
        let entries = archive.head.entries;
        let numbers = |first: Kind, last: Kind| archive.numbers(first).start..archive.numbers(last).end;
        let mut topics = numbers(Kind::Pathophysiology, Kind::Safety);
        let pathway = archive.head.pathway.map_or(0..0, |number| number..number + 1);
        // The pathway is the first of its kind.
        topics.start += pathway.len();
        Self {
            drugs: Shelf::new(entries, numbers(Kind::Oral, Kind::Topical)),
            pathway: Shelf::new(entries, pathway),
            topics: Shelf::new(entries, topics),
            questions: Shelf::new(entries, archive.numbers(Kind::Question)),
            trials: Shelf::new(entries, archive.numbers(Kind::Trial)),
            references: Shelf::new(entries, archive.numbers(Kind::Reference)),
            claims: Shelf::new(archive.head.claims, 0..archive.head.claims.len()),
            ids: std::array::from_fn(|_kind| OnceLock::new()),
            archive,
        }
    }

    /// The review the base began from.
    pub fn review(&self) -> &Review {
        &self.archive.head.review
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
        &self.archive.head.digest
    }

    /// The clinic's notes that were laid over the base, if any.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.archive.head.overlay.as_ref()
    }

    /// Every drug: approved ones first, in the order of their first approval, then the others, most claims first.
    pub fn drugs(&self) -> impl Iterator<Item = &Drug> + Clone {
        let numbers = self.archive.head.drugs.iter(self.archive.tables());
        numbers.filter_map(|number| self.drugs.at(&self.archive, number))
    }

    /// Every topic, in the order of the files.
    pub fn topics(&self) -> impl Iterator<Item = &Topic> + Clone {
        self.topics.iter(&self.archive)
    }

    /// The pathway that is drawn, where the base has one.
    pub fn pathway(&self) -> Option<&Pathway> {
        self.pathway.iter(&self.archive).next()
    }

    /// Whether an id is the pathway's.
    pub fn is_pathway(&self, id: &EntryId) -> bool {
        self.archive.head.pathway.is_some_and(|pathway| self.number(id) == Some(pathway))
    }

    /// Every open question.
    pub fn questions(&self) -> impl Iterator<Item = &Question> + Clone {
        self.questions.iter(&self.archive)
    }

    /// Every trial.
    pub fn trials(&self) -> impl Iterator<Item = &Trial> + Clone {
        self.trials.iter(&self.archive)
    }

    /// Every cited work.
    pub fn references(&self) -> impl Iterator<Item = &Reference> + Clone {
        self.references.iter(&self.archive)
    }

    /// Every claim.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> + Clone {
        self.claims.iter(&self.archive)
    }

    /// How many claims there are.
    pub fn claim_count(&self) -> usize {
        self.archive.head.claims.len()
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
            overlay: self.overlay().cloned(),
        }
    }

    /// The entry of an id.
    pub fn entry(&self, id: &EntryId) -> Option<Entry<'_>> {
        self.entry_at(self.number(id)?)
    }

    /// How many entries there are, but for the review and what has changed since. Each has a number: kind after kind in the
    /// order of `Kind::ALL`, and within a kind in the order of `ids`.
    pub fn entry_count(&self) -> usize {
        self.archive.numbers(Kind::Review).start
    }

    /// The kind of the entry of a number.
    pub fn kind_at(&self, number: usize) -> Option<Kind> {
        self.archive.kind(number)
    }

    /// The entry of a number.
    pub fn entry_at(&self, number: usize) -> Option<Entry<'_>> {
        let archive = &self.archive;
        match archive.kind(number)? {
            Kind::Oral | Kind::Topical => self.drugs.at(archive, number).map(Entry::Drug),
            Kind::Pathophysiology | Kind::Safety => match self.topics.at(archive, number) {
                Some(topic) => Some(Entry::Topic(topic)),
                None => self.pathway().map(Entry::Pathway),
            },
            Kind::Question => self.questions.at(archive, number).map(Entry::Question),
            Kind::Trial => self.trials.at(archive, number).map(Entry::Trial),
            Kind::Reference => self.references.at(archive, number).map(Entry::Reference),
            Kind::Review if number == archive.numbers(Kind::Review).start => Some(Entry::Review(self.review())),
            Kind::Review => Some(Entry::Since(self.review())),
        }
    }

    fn number(&self, id: &EntryId) -> Option<usize> {
        self.archive.number(id.kind(), id.name())
    }
}
