//! From the text of a file to its TOML tree, or to everything that is no TOML in it.
//!
//! Promises: of a file with faults all are found, up to a bound on the text that is searched for them, since a file of nothing
//! but faults would take five hundred times its size.

use std::ops::Range;

use toml::de::DeTable;

/// A place that is no TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    /// Where.
    pub(super) bytes: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
}

/// How much text is searched for faults, from the line of the first one on: more than a person mends in one sitting.
const SEARCHED: usize = 512 * 1024;

/// The tree of a file.
///
/// # Errors
/// Everything that is no TOML, in the order of the text; never nothing.
pub(super) fn parse(text: &str) -> Result<DeTable<'_>, Vec<SyntaxError>> {
    let first = match DeTable::parse(text) {
        Ok(tree) => return Ok(tree.into_inner()),
        Err(first) => syntax_error(&first),
    };
    let searched = text.get(..line_end(text, first.bytes.start.saturating_add(SEARCHED))).unwrap_or(text);
    let cut = searched.len() < text.len();
    let (_tree, errors) = DeTable::parse_recoverable(searched);
    let mut errors: Vec<SyntaxError> = errors.iter().map(syntax_error).collect();
    if cut {
        // What is wrong with the end is wrong because the text was cut there.
        errors.retain(|error| error.bytes.end < searched.len());
    }
    // The cut text may hide the first fault, which is one of the whole text; it is never lost.
    if !errors.contains(&first) {
        errors.insert(0, first);
    }
    Err(errors)
}

fn syntax_error(error: &toml::de::Error) -> SyntaxError {
    SyntaxError { bytes: error.span().unwrap_or(0..0), message: error.message().trim().to_owned() }
}

/// The end of the line that holds a byte.
fn line_end(text: &str, byte: usize) -> usize {
    let rest = text.as_bytes().get(byte..).unwrap_or_default();
    rest.iter().position(|b| *b == b'\n').map_or(text.len(), |newline| byte + newline)
}
