//! Whether a text can be read as it was meant: complete, short enough, and in the letters it seems to be in.

mod seeming;

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use self::seeming::{is_single_script, skeleton};
use super::lexer::{Sort, lex};
use super::texts::Said;
use crate::knowledge::{Code, Diagnostic, Draft, Findings, Located};

/// More characters than this in a sentence are not read between two patients.
const LONGEST_SENTENCE: usize = 320;

pub(super) fn check(draft: &Draft, texts: &[Said<'_>], findings: &mut Findings) {
    for claim in &draft.claims {
        findings.extend(without_full_stop(&claim.text));
    }
    findings.extend(names(draft).filter_map(disguised));
    // Nearly no base has a word for which they are needed.
    let names = LazyCell::new(|| Names::of(draft));
    for (_register, text) in texts {
        long_sentences(text, findings);
        disguised_names(text, &names, findings);
    }
}

fn without_full_stop(text: &Located<String>) -> Option<Diagnostic> {
    // A closing bracket or quotation mark may stand behind the full stop.
    let end = text.trim_end_matches([')', ']', '"', '\u{201D}', '\u{2019}', '\'']);
    if end.ends_with(['.', '?', '!']) {
        return None;
    }
    let last = text.char_indices().next_back().map_or(0, |(at, _c)| at);
    let diagnostic =
        Diagnostic::new(Code::T004, text.span_within(last..text.len()), "this claim ends without a full stop");
    Some(diagnostic.help("end the sentence with a full stop, or write what is missing"))
}

fn long_sentences(text: &Located<String>, findings: &mut Findings) {
    if text.len() <= LONGEST_SENTENCE || is_surely_short(text) {
        return;
    }
    for (start, sentence) in text.split_sentence_bound_indices() {
        let sentence = sentence.trim_end();
        let length = sentence.chars().count();
        if length > LONGEST_SENTENCE {
            let place = text.span_within(start..start + sentence.len());
            let message = format!("this sentence has {length} characters, more than {LONGEST_SENTENCE}");
            findings.push(Diagnostic::new(Code::T003, place, message).help("make two sentences of it, or two claims"));
        }
    }
}

/// Whether a text is cut into short pieces even where the only ends of sentences are those nobody can doubt: a full stop,
/// one space, and a capital letter (Unicode Standard Annex 29, rules SB7 to SB11). Finding them all takes far longer.
fn is_surely_short(text: &str) -> bool {
    let mut begun = 0;
    for (at, end) in text.as_bytes().windows(3).enumerate() {
        if let [b'.' | b'?' | b'!', b' ', b'A'..=b'Z'] = end {
            if at + 1 - begun > LONGEST_SENTENCE {
                return false;
            }
            begun = at + 2;
        }
    }
    text.len() - begun <= LONGEST_SENTENCE
}

/// The drugs' names as they are compared.
struct Names {
    /// In lower case.
    lower: HashSet<String>,
    /// By what each seems to be, the first name in lower case that seems so.
    seeming: HashMap<String, String>,
}

impl Names {
    fn of(draft: &Draft) -> Self {
        let mut seeming = HashMap::new();
        for name in names(draft) {
            seeming.entry(looks_like(name)).or_insert_with(|| name.to_lowercase());
        }
        Self { lower: names(draft).map(|name| name.to_lowercase()).collect(), seeming }
    }
}

/// Names by which drugs are looked for.
fn names(draft: &Draft) -> impl Iterator<Item = &Located<String>> {
    draft
        .drugs
        .iter()
        .flat_map(|drug| [&drug.name].into_iter().chain(&drug.brands).chain(&drug.codes).chain(&drug.aliases))
}

/// A name in which a word mixes scripts, or is written in another script and looks as if it were in Latin letters. A word
/// beside it may be in another script: a Greek letter before a hyphen.
fn disguised(name: &Located<String>) -> Option<Diagnostic> {
    if name.is_ascii() {
        return None;
    }
    let is_disguised = |word: &str| {
        let all_latin = is_single_script(word) && word.contains(|c: char| c.is_ascii_alphabetic());
        !(word.is_ascii() || all_latin || (is_single_script(word) && !looks_like(word).is_ascii()))
    };
    let word = lex(name).into_iter().find(|token| token.sort == Sort::Word && is_disguised(token.text))?;
    let message = "this name has a letter of another script that looks like a Latin one".to_owned();
    Some(disguise(name, word.start..word.end(), message))
}

/// Words of a text that look like a drug's name and are written in other letters.
fn disguised_names(text: &Located<String>, names: &LazyCell<Names, impl FnOnce() -> Names>, findings: &mut Findings) {
    if text.is_ascii() {
        return;
    }
    for token in lex(text).iter().filter(|token| token.sort == Sort::Word && !token.text.is_ascii()) {
        let seems = looks_like(token.text);
        let lower = token.text.to_lowercase();
        if let Some(meant) = names.seeming.get(&seems).filter(|_| !names.lower.contains(&lower)) {
            let message = format!("this looks like {meant:?}, but a letter in it is of another script");
            findings.push(disguise(text, token.start..token.end(), message));
        }
    }
}

fn disguise(text: &Located<String>, bytes: Range<usize>, message: String) -> Diagnostic {
    let letter = text.get(bytes.clone()).and_then(|part| part.chars().find(|c| !c.is_ascii() && c.is_alphabetic()));
    let letter =
        letter.map_or_else(String::new, |c| format!("U+{:04X} is not the Latin letter it looks like; ", u32::from(c)));
    Diagnostic::new(Code::T002, text.span_within(bytes), message).help(format!("{letter}type the name anew"))
}

/// The letters a text seems to be written in (Unicode Technical Standard 39, section 4), without regard to case.
fn looks_like(text: &str) -> String {
    skeleton(&text.to_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::{LONGEST_SENTENCE, is_surely_short};

    proptest! {
        // The pieces are long enough for sentences of either side of the limit.
        #[test]
        fn a_text_that_is_surely_short_has_no_long_sentence(
            pieces in prop::collection::vec("[a-c]{60,160}", 1..9),
            ends in prop::collection::vec("[.!?]{0,2}[)\"\u{201D}]?[ \u{A0}]{0,2}[A-Za-z1\u{301}]?", 9),
        ) {
            let text: String = pieces.iter().zip(&ends).flat_map(|(piece, end)| [piece.as_str(), end]).collect();
            let longest = text.split_sentence_bounds().map(|sentence| sentence.trim_end().chars().count()).max();
            prop_assert!(!is_surely_short(&text) || longest <= Some(LONGEST_SENTENCE), "{text}");
        }
    }
}
