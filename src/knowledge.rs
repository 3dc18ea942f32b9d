//! The knowledge base: read, resolved, and from then on unchangeable.
//!
//! Promises: a `Knowledge` that exists is valid: every id unique, every citation resolves, every supersession leads to a
//! claim that holds. Never knows a terminal, a width or a colour; has no setter; names no drug.
//!
//! Reading goes files -> spanned tables -> `Draft` -> `Knowledge`. Every fault of every file is reported in one run.

mod code;
mod compile;
mod decimal;
mod diagnostic;
mod entry;
mod findings;
mod id;
mod load;
mod model;
mod noted;
mod overlay;
mod parallel;
mod place;
mod reader;
mod registry;
mod report;
mod resolve;
mod section;
mod source;
mod syntax;
mod text;
mod vocabulary;

use std::cmp::Reverse;

use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date;

pub use code::{Code, Severity, Waiver};
pub use compile::{Compilation, HouseRules, compile, compile_sources};
pub use decimal::{Decimal, with_commas};
pub use diagnostic::{Diagnostic, Label};
pub use entry::Entry;
pub use findings::{Allowed, Findings};
pub use id::{EntryId, Kind, NotAnId, is_slug};
pub use model::{
    Approval, Arm, Basis, BoxedWarning, Cell, Citation, Claim, Difference, Dose, Draft, Drug, Edge, Layer, Marketing,
    Node, Note, Origin, Overlay, Pathway, Provenance, PublicationStatus, Question, Reference, ReferenceKind, Region,
    ResultRow, Review, Scale, Standing, Supersession, TimePoint, Topic, Trial, TrialResult, TrialStatus, Voice,
};
pub use noted::{Noted, Notes};
pub use overlay::lay_over;
pub use parallel::in_order;
pub use place::{Located, Place};
pub use report::{Style, render};
pub use resolve::{provenances, provenances_of_entries, successors};
pub use section::Section;
pub use source::{LARGEST_FILE, SourceFile, Sources, Unreadable, read};
pub use text::{is_forbidden, is_meaningless, visible};
pub use vocabulary::Vocabulary;

/// A valid knowledge base.
#[derive(Debug)]
pub struct Knowledge {
    draft: Draft,
    review: Review,
    digest: String,
    entries: HashMap<EntryId, usize>,
    claims: HashMap<String, usize>,
    pages: HashMap<EntryId, Vec<usize>>,
}

/// Puts approved drugs first, in the order of their first known approval, and the others by how many claims there are of
/// them: what somebody looks for stands where it is seen.
fn sort_drugs(draft: &mut Draft) {
    let mut claims: HashMap<&EntryId, usize> = HashMap::new();
    // A clinic's notes change nothing about the order.
    for claim in draft.claims.iter().filter(|claim| claim.note().is_none()) {
        for id in std::iter::once(&claim.home).chain(claim.about.iter().map(|about| &**about)) {
            *claims.entry(id).or_default() += 1;
        }
    }
    draft.drugs.sort_by_cached_key(|drug| {
        let first = drug.approvals.iter().filter_map(|approval| approval.on.as_deref().copied()).min();
        let claims = if drug.approvals.is_empty() { claims.get(&drug.id).copied().unwrap_or(0) } else { 0 };
        (drug.approvals.is_empty(), first.is_none(), first, Reverse(claims), drug.name.to_lowercase())
    });
}

impl Knowledge {
    /// Decodes what `encode` wrote.
    ///
    /// # Errors
    /// If the bytes are not what `encode` of the same version wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, postcard::Error> {
        let (draft, digest) = postcard::from_bytes(bytes)?;
        Self::new(draft, digest).ok_or(postcard::Error::DeserializeUnexpectedEnd)
    }

    /// The base as bytes to embed.
    ///
    /// # Errors
    /// If memory runs out.
    pub fn encode(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(&(&self.draft, &self.digest))
    }

    /// Called only with a draft that passed every check.
    fn new(mut draft: Draft, digest: String) -> Option<Self> {
        let review = draft.review.clone()?;
        sort_drugs(&mut draft);
        let mut entries = HashMap::new();
        let number = |ids: Vec<&EntryId>, entries: &mut HashMap<EntryId, usize>| {
            entries.extend(ids.into_iter().enumerate().map(|(number, id)| (id.clone(), number)));
        };
        number(draft.drugs.iter().map(|drug| &drug.id).collect(), &mut entries);
        number(draft.topics.iter().map(|topic| &topic.id).collect(), &mut entries);
        // Behind the last topic.
        entries.extend(draft.pathway.iter().map(|pathway| (pathway.id.clone(), draft.topics.len())));
        number(draft.questions.iter().map(|question| &question.id).collect(), &mut entries);
        number(draft.trials.iter().map(|trial| &trial.id).collect(), &mut entries);
        number(draft.references.iter().map(|reference| &reference.id).collect(), &mut entries);
        entries.insert(EntryId::review(), 0);
        entries.insert(EntryId::since(), 1);
        let mut claims = HashMap::new();
        let mut pages: HashMap<EntryId, Vec<usize>> = HashMap::new();
        for (number, claim) in draft.claims.iter().enumerate() {
            claims.insert(claim.id.to_string(), number);
            pages.entry(claim.home.clone()).or_default().push(number);
            for about in claim.about.iter().filter(|about| ***about != claim.home) {
                pages.entry((**about).clone()).or_default().push(number);
            }
        }
        Some(Self { draft, review, digest, entries, claims, pages })
    }

    /// The review the base began from.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// The date of the whole base.
    pub fn as_of(&self) -> Date {
        *self.review.as_of
    }

    /// Whether the base is more than a year old on `today`, so that the label must be checked before it is believed.
    pub fn is_stale(&self, today: Date) -> bool {
        let a_year_on = self.as_of().saturating_add(jiff::Span::new().years(1));
        today > a_year_on
    }

    /// SHA-256 of the files the base was compiled from, as hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The clinic's notes that were laid over the base, if any.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.draft.overlay.as_ref()
    }

    /// Every drug: approved ones first, in the order of their first approval, then the others, most claims first.
    pub fn drugs(&self) -> &[Drug] {
        &self.draft.drugs
    }

    /// Every topic, in the order of the files.
    pub fn topics(&self) -> &[Topic] {
        &self.draft.topics
    }

    /// The pathway that is drawn, where the base has one.
    pub fn pathway(&self) -> Option<&Pathway> {
        self.draft.pathway.as_ref()
    }

    /// Every open question.
    pub fn questions(&self) -> &[Question] {
        &self.draft.questions
    }

    /// Every trial.
    pub fn trials(&self) -> &[Trial] {
        &self.draft.trials
    }

    /// Every cited work.
    pub fn references(&self) -> &[Reference] {
        &self.draft.references
    }

    /// Every claim.
    pub fn claims(&self) -> &[Claim] {
        &self.draft.claims
    }

    /// Everything that was read, to lay notes over it.
    fn into_draft(self) -> Draft {
        self.draft
    }

    /// Everything that was read, for rules that go over the whole base.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The entry of an id.
    pub fn entry(&self, id: &EntryId) -> Option<Entry<'_>> {
        let number = *self.entries.get(id)?;
        match id.kind() {
            Kind::Oral | Kind::Topical => self.draft.drugs.get(number).map(Entry::Drug),
            Kind::Pathophysiology | Kind::Safety => match self.draft.topics.get(number) {
                Some(topic) => Some(Entry::Topic(topic)),
                None => self.pathway().map(Entry::Pathway),
            },
            Kind::Question => self.draft.questions.get(number).map(Entry::Question),
            Kind::Trial => self.draft.trials.get(number).map(Entry::Trial),
            Kind::Reference => self.draft.references.get(number).map(Entry::Reference),
            Kind::Review if number == 0 => Some(Entry::Review(&self.review)),
            Kind::Review => Some(Entry::Since(&self.review)),
        }
    }

    /// The ids of all entries of a kind, in the order in which they are listed.
    pub fn ids(&self, kind: Kind) -> Vec<&EntryId> {
        let mut ids: Vec<&EntryId> = match kind {
            Kind::Oral | Kind::Topical => self.drugs().iter().map(|drug| &drug.id).collect(),
            Kind::Pathophysiology | Kind::Safety => {
                let pathway = self.pathway().map(|pathway| &pathway.id);
                pathway.into_iter().chain(self.topics().iter().map(|topic| &topic.id)).collect()
            }
            Kind::Question => self.questions().iter().map(|question| &question.id).collect(),
            Kind::Trial => self.trials().iter().map(|trial| &trial.id).collect(),
            Kind::Reference => self.references().iter().map(|reference| &reference.id).collect(),
            Kind::Review => self.entries.keys().collect(),
        };
        ids.retain(|id| id.kind() == kind);
        if kind == Kind::Review {
            ids.sort();
        }
        ids
    }

    /// The claim of an id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.get(id).and_then(|number| self.draft.claims.get(*number))
    }

    /// The claims that stand on an entry's page, in the order of the files.
    pub fn claims_on(&self, id: &EntryId) -> impl Iterator<Item = &Claim> {
        self.pages.get(id).into_iter().flatten().filter_map(|number| self.draft.claims.get(*number))
    }

    /// The reference of a name that a citation gives.
    pub fn reference(&self, name: &str) -> Option<&Reference> {
        let id = EntryId::new(Kind::Reference, name)?;
        let number = *self.entries.get(&id)?;
        self.draft.references.get(number)
    }

    /// The trials that study a drug, in the order of the files.
    pub fn trials_of<'k>(&'k self, drug: &'k EntryId) -> impl Iterator<Item = &'k Trial> {
        self.trials().iter().filter(move |trial| trial.drugs.iter().any(|id| **id == *drug))
    }

    /// The claims that took the place of `claim`, one after the other; the last one holds.
    pub fn successors<'k>(&'k self, claim: &'k Claim) -> Vec<&'k Claim> {
        let mut chain = Vec::new();
        let mut next = claim.superseded.as_ref().and_then(|s| self.claim(&s.by));
        while let Some(current) = next {
            chain.push(current);
            next = current.superseded.as_ref().and_then(|s| self.claim(&s.by));
        }
        chain
    }
}
