//! Pages and lists for paper, pipes and other programs.
//!
//! Promises: the same statements as the screen, each with its source, place and basis. Never prints: every function
//! returns text or a value.

mod bibliography;
mod diff;
mod document;
mod html;
mod json;
mod list;
mod markdown;
mod text;

pub use bibliography::{CiteStyle, bibliography, csl_json};
pub use diff::diff_page;
pub use document::{Imprint, document_html, document_markdown};
pub use json::{
    Alteration, Alterations, How, SCHEMA, Subject, about, alterations, answer, check_report, comparison, diff, entries,
    list, references, rules,
};
pub use list::{ListRow, list_markdown, rows};
pub use markdown::{escaped, markdown};
pub use text::{plain_text, wrapped};
