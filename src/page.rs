//! Pages: what each entry says, as a document.
//!
//! Promises: a page is text with roles; it has no colour and no width, and screen, command line and exports share it. Every
//! statement on it carries its citation mark; a superseded claim is never without the word SUPERSEDED, the date and the
//! successor; a second-hand statement is marked. Never prints.
//!
//! `content` is what a page consists of; `compose` numbers and marks it; each kind of entry has a module that writes its page.
//! `wrap` turns a page into lines; `Wrapped` keeps them and knows where items and headings are.

mod approvals;
mod canvas;
mod card;
mod card_line;
mod citation;
mod comparison;
mod compose;
mod content;
mod diagram;
mod drug;
mod forest;
mod look_alike;
mod page_numbers;
mod pathway;
mod per_hundred;
mod question;
mod ratio;
mod reference;
mod results;
mod short;
mod status;
mod time_course;
mod trial;
mod updates;
mod wrap;

pub use card::{Card, CardStatement, Effect, EffectArm, card};
pub use card_line::{Bar, CardBlock};
pub use citation::{
    author_list, bare_title, is_in_journal, join_sentences, publication_status, vancouver, volume_and_pages,
};
pub use comparison::{BULLET, BriefCell, BriefRow, brief_comparison, comparison, comparison_cell, head_to_head};
pub use compose::{Detail, status_notice, supersession};
pub use content::{Block, Item, Page, Plot, Shape, Source};
pub use diagram::{Emphasis, diagram};
pub use forest::{EffectEstimate, Forest, ForestRow};
pub use look_alike::{Stretch, look_alikes, stretches};
pub use page_numbers::PageNumbers;
pub use pathway::{Molecule, molecules};
pub use per_hundred::PerHundred;
pub use ratio::{RatioRow, Ratios};
pub use short::{approved_in, boxed_mark, labelled_dose, youngest};
pub use time_course::{Measurement, TimeCourse};
pub use updates::{Change, ChangeKind, changes, review_published, undated_changes};
pub use wrap::{Line, Wrapped, wrap};

use crate::knowledge::{Entry, EntryId, Kind, Knowledge};
pub use crate::layout::{Cell, Columns, Glyph, Glyphs, Role, Span, Table, keep_together, wrap_sentence};

/// The page of an entry; `None` if there is no such entry.
pub fn page(knowledge: &Knowledge, id: &EntryId, detail: Detail) -> Option<Page> {
    Some(match knowledge.entry(id)? {
        Entry::Drug(drug) => drug::page(knowledge, drug, detail),
        Entry::Topic(topic) => question::topic(knowledge, topic, detail),
        Entry::Pathway(pathway) => pathway::page(knowledge, pathway, detail),
        Entry::Question(question) => question::question(knowledge, question, detail),
        Entry::Trial(trial) => trial::page(knowledge, trial, detail),
        Entry::Reference(reference) => reference::page(knowledge, reference, detail),
        Entry::Review(review) => page(knowledge, &EntryId::new(Kind::Reference, &review.reference)?, detail)?,
        Entry::Since(_) => updates::page(knowledge, detail),
        Entry::Approvals(_) => approvals::page(knowledge, detail),
    })
}
