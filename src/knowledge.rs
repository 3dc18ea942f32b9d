//! The knowledge base: read, resolved, and immutable afterwards.
//!
//! Promises: a `Knowledge` that exists is valid: every id unique, every citation resolves, every supersession leads to a
//! claim that holds. Never knows a terminal, a width or a colour; has no setter; names no drug.
//!
//! Reading goes files -> spanned tables -> `Draft` -> `Knowledge`. Every fault of every file is reported in one run.

mod author;
mod base;
mod code;
mod compile;
mod decimal;
mod diagnostic;
mod id;
pub(crate) mod lexer;
mod load;
mod model;
mod nearest;
mod parallel;
mod progress;
pub(crate) mod quantity;
mod reader;
mod report;
mod resolve;
mod section;
mod shape;
mod source;
mod span;
mod storage;
mod text;
mod vocabulary;

pub use author::{Author, initials};
pub use base::{EntryGroup, Knowledge};
pub use code::{Code, Severity, Waiver};
pub use compile::{Compilation, HouseRules, apply_overlay, compile, compile_sources, compile_with_progress};
pub use decimal::{Decimal, with_commas};
pub use diagnostic::{Allowed, Diagnostic, Findings, Label};
pub use id::{EntryId, Kind, ParseIdError, is_slug};
pub use load::FileKind;
pub use model::{
    Approval, Arm, Band, Basis, BoxedWarning, Brief, CardLine, Cell, Certainty, Citation, Claim, Difference, Direction,
    Dose, Draft, Drug, Edge, Effect, Entry, LabelStatus, Layer, ListItem, Listing, Looked, Marketing, Measure, Node,
    Note, Origin, Overlay, PagePart, Pathway, Provenance, PublicationStatus, Question, Rate, RateRow, Reference,
    ReferenceKind, Regimen, Region, ResultRow, Review, Route, Scale, Step, StudyKind, Supersession, SynonymGroup,
    Terms, TimePoint, Topic, Trial, TrialResult, TrialStatus, Voice, Warning,
};
pub use parallel::parallel_map;
pub use progress::{Progress, Stage};
pub use quantity::{Amount, Quantity};
pub use report::{Record, RenderStyle, Report, render};
pub use resolve::{provenances, provenances_of_entries, successors_by_id};
pub use section::Section;
pub use shape::{Assumption, Form, Key, Shape};
pub use source::{LARGEST_FILE, ReadError, SourceFile, Sources, read};
pub use span::{Located, SourceSpan};
pub use text::{capitalised, is_forbidden, is_meaningless, visible};
pub use vocabulary::Vocabulary;
pub(crate) use vocabulary::vocabulary;
