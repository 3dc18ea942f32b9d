//! From what somebody typed to entries.
//!
//! Promises: case, accents, Greek letters, hyphens and spaces do not matter; a better way of finding hides a worse one,
//! and the table in `rank` says which is better and why. Where more than one drug may be meant the answer is ambiguous,
//! and nobody may choose for the reader; `resolve` never guesses at all. Never opens anything, and knows no name that
//! does not stand in the base.
//!
//! `terms` says under what an entry is found, `gather` makes bytes of its words and `index` reads them where they lie,
//! `spelling` weighs a misspelling, `query` puts them together, `alike` finds what could be mistaken for it.

mod alike;
mod answer;
mod board;
mod gather;
mod index;
mod inside;
mod letters;
mod named;
mod packed;
mod places;
mod query;
mod rank;
mod resolve;
mod several;
mod shown;
mod speller;
mod spelling;
mod terms;
mod walk;
mod words;
mod writer;

pub use answer::{Answer, Hit};
pub use index::Index;
pub use places::{phrases, places};
pub use rank::{Group, How};
pub use resolve::{Resolution, resolve};
pub use shown::{Shown, bracketed, status};
pub use terms::Field;
