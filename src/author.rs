//! What authors of a base work with: its form for editors, works from other programs, templates, and what is left to do.
//!
//! Promises: pure functions from texts to texts. Never reads or writes a file; the command line does.

mod explanations;
mod import;
mod report;
mod schema;
mod templates;
mod worksheet;

pub use import::{ImportError, Imported, ids, import};
pub use report::{Coverage, Long, NotDrawn, SecondHand, Stale, StateOfBase, report};
pub use schema::{schema, schema_of};
pub use templates::{NewEntry, NewFile, new_base, new_entry};
pub use worksheet::{COLUMNS, Worksheet, worksheet, worksheet_csv, worksheet_markdown};

use import::slug;
