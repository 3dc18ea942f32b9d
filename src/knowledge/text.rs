//! What a text in a base may hold.
//!
//! Promises: a character that could act on a terminal, or change what a reader sees without being seen, is forbidden; so
//! is one that means nothing, or something else on every machine.

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Whether a character may stand in no text of a base: a control character, one that is drawn as nothing
/// (Default_Ignorable_Code_Point) or only tells how to draw others (category Cf: direction marks, joiners, tags), a line or
/// paragraph separator, and a blank, as `is_blank` has it.
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
