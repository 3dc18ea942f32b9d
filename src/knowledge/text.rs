//! Which characters a text in a base may contain.
//!
//! Promises: a character that could act on a terminal, or that is invisible, is forbidden; so is one without a meaning that
//! is the same on every machine.

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Whether a character is forbidden in every text of a base: a control character, one that is drawn as nothing
/// (Default_Ignorable_Code_Point) or only controls how others are drawn (category Cf: direction marks, joiners, tags), a line or
/// paragraph separator, and a blank, as `is_blank` has it.
///
/// The joiners U+200C and U+200D, which Persian and the scripts of India need, are no exception, not even in a quoted name or
/// title: two names that differ in one alone look the same, and works are cited in Latin letters.
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

/// Whether a character is a blank or replaces one that was lost: every space but the plain one and the no-break space, which
/// joins a number to its unit, and five characters that no property of Unicode marks as blank.
pub(super) fn is_blank(c: char) -> bool {
    let is_space = c != ' ' && c != '\u{A0}' && c.general_category() == GeneralCategory::SpaceSeparator;
    is_space
        || matches!(
            c,
            '\u{2800}'     // Braille pattern blank
            | '\u{FFFC}'   // object replacement character
            | '\u{FFFD}'   // replacement character
            | '\u{16FE4}'  // Khitan small script filler
            | '\u{1D159}' // musical symbol null notehead
        )
}

/// Whether a character has no meaning of its own: unassigned, for private use, or half of a pair.
pub fn is_meaningless(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            c.general_category(),
            GeneralCategory::Unassigned | GeneralCategory::PrivateUse | GeneralCategory::Surrogate
        )
}

/// Escapes every character that `is_forbidden`.
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

/// A text that begins with a capital.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
