//! What a text in a base may hold.
//!
//! Promises: a character that could act on a terminal, or change what a reader sees without being seen, is forbidden; so
//! is one that means nothing, or something else on every machine.

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Whether a character may stand in no text of a base: a control character, one that is drawn as nothing
/// (Default_Ignorable_Code_Point) or only tells how to draw others (category Cf: direction marks, joiners, tags), a line or
/// paragraph separator, and a [blank](is_blank).
///
/// The joiners U+200C and U+200D, which Persian and the scripts of India write, are no exception, not even in a name or title
/// that is quoted: two names that differ in one alone cannot be told apart, and works are cited in Latin letters.
pub fn is_forbidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    is_blank(c)
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
        || matches!(
            c.general_category(),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::LineSeparator
                | GeneralCategory::ParagraphSeparator
        )
}

/// Whether a character leaves room in which nothing is seen, or stands for one that was lost: every space but the plain one and
/// the non-breaking one, which joins a number to its unit, and five of which no property of Unicode says so.
pub(super) fn is_blank(c: char) -> bool {
    let is_space = c != ' ' && c != '\u{A0}' && c.general_category() == GeneralCategory::SpaceSeparator;
    is_space
        || matches!(
            c,
            '\u{2800}'     // Braille pattern blank
            | '\u{FFFC}'   // object replacement character
            | '\u{FFFD}'   // replacement character
            | '\u{16FE4}'  // Khitan small script filler
            | '\u{1D159}'
        ) // musical symbol null notehead
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
    all_eights(text, are_printable)
}

/// Whether a text is printable ASCII without a backslash.
pub(super) fn is_printable_without_escapes(text: &str) -> bool {
    all_eights(text, |bytes| {
        // Of the bytes that are zero now the lowest sets its top bit by falling below zero.
        let backslashes = bytes ^ (u64::from(b'\\') * EACH);
        are_printable(bytes) && backslashes.wrapping_sub(EACH) & !backslashes & TOP == 0
    })
}

const EACH: u64 = u64::from_ne_bytes([1; 8]);
const TOP: u64 = 0x80 * EACH;

/// The top bit of each of eight bytes that is a space. Nothing is carried, since the top bits are left out of the sum.
pub fn spaces(bytes: u64) -> u64 {
    let others = bytes ^ (0x20 * EACH);
    !(((others & !TOP) + !TOP) | others) & TOP
}

/// Whether eight bytes are printable ASCII.
///
/// Of those that are not printable the lowest, before which nothing is carried, sets its top bit: by itself, by falling below
/// the space, or by being one more than a tilde.
pub fn are_printable(bytes: u64) -> bool {
    (bytes | bytes.wrapping_sub(0x20 * EACH) | bytes.wrapping_add(EACH)) & TOP == 0
}

/// Whether something holds of all bytes of a text, eight at a time; what is shorter is filled up with spaces.
fn all_eights(text: &str, holds: impl Fn(u64) -> bool) -> bool {
    let bytes = text.as_bytes();
    let (eights, _rest) = bytes.as_chunks();
    // The last eight overlap those before.
    let last = bytes.last_chunk().copied().unwrap_or_else(|| {
        let mut last = [b' '; 8];
        last.iter_mut().zip(bytes).for_each(|(to, byte)| *to = *byte);
        last
    });
    eights.iter().chain([&last]).all(|eight| holds(u64::from_le_bytes(*eight)))
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

    use super::{is_forbidden, is_meaningless, is_printable_ascii, is_printable_without_escapes, spaces};

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

    #[test]
    fn every_space_and_nothing_else_is_a_space() {
        for byte in 0..=u8::MAX {
            for around in [0, b' ', b'!', 0x7F, 0x80, 0xA0, u8::MAX] {
                let bytes = [around, around, byte, around, byte, byte, around, byte];
                let expected = bytes.map(|byte| if byte == b' ' { 0x80 } else { 0 });
                assert_eq!(spaces(u64::from_le_bytes(bytes)), u64::from_le_bytes(expected), "{byte} in {around}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_printable_text_has_no_character_that_is_forbidden_or_without_meaning(text in "([ -~]|.|\\\\|\\x7f|\\n){0,20}") {
            let printable = text.chars().all(|c| c.is_ascii() && !is_forbidden(c) && !is_meaningless(c));
            prop_assert_eq!(is_printable_ascii(&text), printable);
            prop_assert_eq!(is_printable_without_escapes(&text), printable && !text.contains('\\'));
        }
    }
}
