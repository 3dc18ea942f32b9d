//! What authors of a base work with: its form for editors, works from other programs, templates, and what is left to do.
//!
//! Promises: pure functions from texts to texts. Never reads or writes a file; the command line does.

mod explanations;
mod import;
mod schema;

pub use import::{ImportError, Imported, ids, import};
pub use schema::{schema, schema_of};
