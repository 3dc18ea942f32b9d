//! What a text in a base may hold.
//!
//! Promises: a character that could act on a terminal, or change what a reader sees without being seen, is forbidden; so
//! is one that means nothing, or something else on every machine.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Whether a character may stand in no text of a base: control characters, direction marks and overrides (Unicode
/// Standard Annex 9, section 2), zero-width characters, and line and paragraph separators.
pub fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}'                       // Arabic letter mark
            | '\u{200B}'..='\u{200F}'        // zero-width characters, direction marks
            | '\u{2028}'..='\u{202E}'        // separators, direction embeddings and overrides
            | '\u{2060}'..='\u{206F}'        // word joiner, invisible operators, direction isolates
            | '\u{FE00}'..='\u{FE0F}'        // variation selectors
            | '\u{FEFF}'                     // byte order mark inside a text
            | '\u{FFF9}'..='\u{FFFB}'        // interlinear annotation
            | '\u{E0000}'..='\u{E01EF}') // tags and further variation selectors
}

/// Whether a character has no meaning of its own: unassigned, for private use, or half of a pair.
pub fn is_meaningless(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            c.general_category(),
            GeneralCategory::Unassigned | GeneralCategory::PrivateUse | GeneralCategory::Surrogate
        )
}

/// A text in which every character that could act on a terminal is spelt out.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_forbidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}
