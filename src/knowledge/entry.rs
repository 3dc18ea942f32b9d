//! One entry of whatever kind: what an id leads to.

use super::id::{EntryId, REVIEW_ID, SINCE_ID};
use super::model::{Drug, Pathway, Question, Reference, Review, Topic, Trial};
use super::section::Section;

/// One entry of whatever kind.
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
        }
    }
}

/// What a list says of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem<'k> {
    /// The entry.
    pub id: EntryId,
    /// What it is called.
    pub title: &'k str,
    /// Whether it is a drug that a regulator has approved.
    pub approved: bool,
}
