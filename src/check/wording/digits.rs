//! Numbers of a dose that are read as another number, or not as a number.
//!
//! Promises: looks at every character next to a digit, and accepts only what a number in a dose is made of or another rule
//! covers. Reads characters, since such a number looks like two tokens.

use std::ops::Range;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

use super::Breach;
use super::symbols::{is_arrow, is_one_character};
use crate::knowledge::Code;
use crate::knowledge::quantity::DOSE_UNITS;

/// Every place of a text at which a number can be misread.
pub(super) fn misread(text: &str) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map(|(_at, next)| *next);
        let has_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if c.is_ascii_digit() {
            if !before.is_some_and(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')) {
                breaches.extend(ungrouped(text, at));
            }
        } else if is_other_digit(c, before) {
            breaches.push(breach(at..end, "is a digit other than 0 to 9"));
        } else if is_of_another_script(c) {
            breaches.push(breach(at..end, "is a letter of another script, beside which numbers can change places"));
        } else if has_digit(before) && has_digit(next) && !may_separate_digits(c) {
            breaches.push(breach(at - 1..end + 1, "has a sign inside a number that can be misread"));
        } else if has_digit(next) && begins_a_number(before) && is_sign(c) {
            breaches.push(breach(at..end + 1, "has a sign before a number, which a dose cannot have"));
        } else if is_of_a_sum(c) && (has_digit(next_seen(text, end)) || has_digit(last_seen(text, at))) {
            breaches.push(breach(at..end, "is a sum in place of a dose"));
        }
        before = Some(c);
    }
    breaches
}

fn breach(bytes: Range<usize>, what: &'static str) -> Breach {
    let instead = "write the number in digits from 0 to 9 without a sign, with a point before decimals and a comma only before each \
                   three digits of thousands";
    Breach::new(Code::S024, bytes, what, instead)
}

/// Whether a character is a digit or number of another script or form. A square or cube belongs to its unit, and another rule
/// covers fractions in one character.
fn is_other_digit(c: char, before: Option<char>) -> bool {
    let is_power = matches!(c, '\u{B2}' | '\u{B3}') && before.is_some_and(|c| c.is_ascii_alphabetic());
    !c.is_ascii() && c.is_numeric() && !is_one_character(c) && !is_power
}

/// Whether a letter is of a script in which doses are not written here. Greek letters are symbols. A letter that is read from right
/// to left exchanges the numbers on both of its sides wherever the direction of text is applied.
fn is_of_another_script(c: char) -> bool {
    c.is_alphabetic() && !matches!(c.script(), Script::Latin | Script::Greek | Script::Common | Script::Inherited)
}

/// Whether a character between two digits leaves them two numbers: a letter, a plain space, or a mark that other rules cover.
fn may_separate_digits(c: char) -> bool {
    let has_rules = matches!(c, '.' | ',' | '-' | '/' | ':' | '<' | '>' | '@');
    let is_seen_as_meant = matches!(c, ' ' | '\u{A0}' | '(' | ')' | '[' | ']' | '%');
    has_rules || is_seen_as_meant || c.is_alphabetic() || is_dash(c) || is_comparison(c) || is_arrow(c)
}

/// A dash in a range.
fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2014}' | '\u{2212}')
}

/// A sign for "more than" or "less than", which another rule refuses.
fn is_comparison(c: char) -> bool {
    matches!(c, '<' | '>' | '\u{2264}' | '\u{2265}' | '\u{2A7D}' | '\u{2A7E}')
}

fn is_sign(c: char) -> bool {
    let is_drawn = matches!(
        c.general_category(),
        GeneralCategory::DashPunctuation | GeneralCategory::MathSymbol | GeneralCategory::ModifierSymbol
    );
    is_drawn && !is_comparison(c) && !is_arrow(c)
}

/// Whether a number can begin after a character.
fn begins_a_number(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '\'' | '\u{201C}' | '\u{2018}' | '/'))
}

fn is_of_a_sum(c: char) -> bool {
    matches!(c, '\u{D7}' | '\u{F7}' | '\u{B1}' | '\u{2213}')
}

/// The first character at or after a byte that is not white space.
fn next_seen(text: &str, at: usize) -> Option<char> {
    text[at..].trim_start().chars().next()
}

/// The last character before a byte that is not white space.
fn last_seen(text: &str, at: usize) -> Option<char> {
    text[..at].trim_end().chars().next_back()
}

/// A number whose commas do not separate thousands, or that has two points and a unit.
fn ungrouped(text: &str, start: usize) -> Option<Breach> {
    let rest = &text[start..];
    let length = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
    let number = rest[..length].trim_end_matches(['.', ',']);
    let after = &rest[number.len()..];
    // "1,2-propanediol" is a name.
    let is_of_a_name = after.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let mut groups = whole.split(',');
    let first = groups.next().is_none_or(|first| (1..=3).contains(&first.len()) || !whole.contains(','));
    let is_grouped = first && groups.all(|group| group.len() == 3) && !decimals.contains(',');
    let unit = after.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next();
    let is_counted = unit.is_some_and(|unit| DOSE_UNITS.contains(&unit));
    let bytes = start..start + number.len();
    if !is_grouped && !is_of_a_name {
        return Some(breach(bytes, "has a comma that does not separate thousands"));
    }
    (decimals.contains('.') && is_counted).then(|| breach(bytes, "has two points"))
}
