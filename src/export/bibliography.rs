//! References in the styles other programs and journals want.

use crate::knowledge::Reference;
use crate::page::vancouver;

/// A way to write a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CiteStyle {
    /// Vancouver, numbered.
    Vancouver,
}

/// Some references in a style, one to a line.
pub fn bibliography(references: &[&Reference], style: CiteStyle) -> String {
    match style {
        CiteStyle::Vancouver => {
            let mut text = String::new();
            for (number, reference) in references.iter().enumerate() {
                text.push_str(&format!("{}. {}\n", number + 1, vancouver(reference)));
            }
            text
        }
    }
}
