//! From what somebody typed to the statement that answers it.
//!
//! Promises: case, accents, Greek letters, hyphens and spaces do not matter; a better way of finding hides a worse one, and
//! the table in `rank` says which is better and why. An entry that was named comes first with its best statement; what other
//! drugs say of the same question is kept apart. Where more than one drug may be meant the answer is ambiguous, and nothing is
//! chosen for the reader; `resolve` never guesses at all. Never opens anything, and knows no name that is not in the base.
//!
//! `texts` says under what an entry is found, and `index` keeps the words of all texts. A query goes through `names` (what is
//! called so), `question` (what is asked) and `score` (which statement answers it); `answer` puts the hits in their order.
//! `near` and `spelling` weigh misspellings.

mod answer;
mod highlight;
mod hit;
mod index;
mod lists;
mod names;
mod near;
mod question;
mod rank;
mod resolve;
mod score;
mod spelling;
mod texts;
mod words;

pub use answer::{Answer, Caution, Hit};
pub use highlight::{lit, phrases, places};
pub use hit::{HitRow, bracketed, status};
pub use index::Index;
pub use rank::{Group, How};
pub use resolve::{Resolution, is_name, resolve};
pub use texts::Field;
