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

/// Whether a text is printable ASCII, as nearly all are: then nothing in it is forbidden or without meaning.
pub(super) fn is_printable_ascii(text: &str) -> bool {
    const EACH: u64 = u64::from_ne_bytes([1; 8]);
    const TOP: u64 = 0x80 * EACH;
    // Eight bytes at a time. Of those that are not printable the lowest, before which nothing is carried, sets its top bit: by
    // itself, by falling below the space, or by being one more than a tilde.
    let is_printable = |bytes: &[u8; 8]| {
        let bytes = u64::from_le_bytes(*bytes);
        (bytes | bytes.wrapping_sub(0x20 * EACH) | bytes.wrapping_add(EACH)) & TOP == 0
    };
    let (eights, rest) = text.as_bytes().as_chunks();
    // The last eight bytes may overlap those before.
    let is_end_printable = || match text.as_bytes().last_chunk() {
        Some(last) => is_printable(last),
        None => rest.iter().all(|byte| matches!(byte, b' '..=b'~')),
    };
    eights.iter().all(is_printable) && is_end_printable()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{is_forbidden, is_meaningless, is_printable_ascii};

    #[test]
    fn what_is_printable_is_ascii_that_may_stand_in_a_text() {
        for c in ('\0'..='\u{FF}').chain(['\u{2011}', '\u{1F600}']) {
            for text in [
                format!("{c}"),
                format!("{c}{c}~~~~~~"),
                format!("       {c}"),
                format!("a word of more {c} than eight"),
            ] {
                assert_eq!(is_printable_ascii(&text), c.is_ascii() && !is_forbidden(c), "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_printable_text_has_no_character_that_is_forbidden_or_without_meaning(text in "([ -~]|.|\\x7f|\\n){0,20}") {
            let printable = text.chars().all(|c| c.is_ascii() && !is_forbidden(c) && !is_meaningless(c));
            prop_assert_eq!(is_printable_ascii(&text), printable);
        }
    }
}
