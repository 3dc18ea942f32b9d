//! Pages, lists and references as text, Markdown, HTML and JSON.
//!
//! Promises: exports every statement that the screen shows, each with its source, the place in it, and its basis. Never
//! prints: every function returns text or a value.

mod bibliography;
mod diff;
mod document;
mod entry;
mod formats;
mod json;
mod list;
#[cfg(feature = "program")]
mod reader;

pub use bibliography::{CiteStyle, bibliography, csl_json};
pub use diff::{Alteration, Edit, Subject, alterations, diff, diff_page};
pub use document::{Imprint, document_markdown};
pub use formats::{Format, escape_markdown, markdown, page_lines, plain_text};
pub use json::{SCHEMA, about, answer, check_report, comparison, entries, list, references, report, rules};
pub use list::{ListRow, list_markdown, rows};
#[cfg(feature = "program")]
pub use reader::{ascii_html, pages_html, reader};
