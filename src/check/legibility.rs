//! Whether a text can be read as it was meant: complete, short enough, and in the letters it seems to be in.

mod confusables;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use self::confusables::{is_single_script, skeleton};
use super::own_words::OwnText;
use crate::knowledge::lexer::{TokenKind, lex};
use crate::knowledge::{Code, Diagnostic, Draft, Findings, Located};

/// The most characters of a sentence that can be read between two patients.
const LONGEST_SENTENCE: usize = 320;

pub(super) fn check(draft: &Draft, texts: &[OwnText<'_>], findings: &mut Findings) {
    for claim in &draft.claims {
        findings.extend(without_full_stop(&claim.text));
    }
    findings.extend(names(draft).filter_map(disguised));
    let names = Names::new(draft);
    for own in texts {
        long_sentences(own.text, findings);
        disguised_names(own.text, &names, findings);
    }
}

fn without_full_stop(text: &Located<String>) -> Option<Diagnostic> {
    // A closing bracket or quotation mark may follow the full stop.
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
    if text.len() <= LONGEST_SENTENCE {
        return;
    }
    for (start, sentence) in text.split_sentence_bound_indices() {
        let sentence = sentence.trim_end();
        let length = sentence.chars().count();
        if length > LONGEST_SENTENCE {
            let span = text.span_within(start..start + sentence.len());
            let message = format!("this sentence has {length} characters, more than {LONGEST_SENTENCE}");
            findings.push(Diagnostic::new(Code::T003, span, message).help("make two sentences of it, or two claims"));
        }
    }
}

/// The names of the drugs.
struct Names {
    /// In lower case.
    lower: HashSet<String>,
    /// In lower case, by their skeletons; of several with one skeleton, the first.
    by_skeleton: HashMap<String, String>,
}

impl Names {
    fn new(draft: &Draft) -> Self {
        let mut by_skeleton = HashMap::new();
        for name in names(draft) {
            by_skeleton.entry(folded_skeleton(name)).or_insert_with(|| name.to_lowercase());
        }
        Self { lower: names(draft).map(|name| name.to_lowercase()).collect(), by_skeleton }
    }
}

/// Names by which drugs are looked for.
fn names(draft: &Draft) -> impl Iterator<Item = &Located<String>> {
    draft
        .drugs
        .iter()
        .flat_map(|drug| [&drug.name].into_iter().chain(&drug.brands).chain(&drug.codes).chain(&drug.aliases))
}

/// A name in which a word mixes scripts, or is written in another script and looks as if it were in Latin letters. Another word
/// of the name may be in another script: a Greek letter before a hyphen.
fn disguised(name: &Located<String>) -> Option<Diagnostic> {
    if name.is_ascii() {
        return None;
    }
    let is_disguised = |word: &str| {
        let all_latin = is_single_script(word) && word.contains(|c: char| c.is_ascii_alphabetic());
        !(word.is_ascii() || all_latin || (is_single_script(word) && !folded_skeleton(word).is_ascii()))
    };
    let word = lex(name).into_iter().find(|token| token.kind == TokenKind::Word && is_disguised(token.text))?;
    let message = "this name has a letter of another script that looks like a Latin one".to_owned();
    Some(disguise(name, word.start..word.end(), message))
}

/// Words of a text that look like a drug's name and are written in other letters.
fn disguised_names(text: &Located<String>, names: &Names, findings: &mut Findings) {
    if text.is_ascii() {
        return;
    }
    for token in lex(text).iter().filter(|token| token.kind == TokenKind::Word && !token.text.is_ascii()) {
        let meant = names.by_skeleton.get(&folded_skeleton(token.text));
        if let Some(meant) = meant.filter(|_| !names.lower.contains(&token.text.to_lowercase())) {
            let message = format!("this looks like {meant:?}, but a letter in it is of another script");
            findings.push(disguise(text, token.start..token.end(), message));
        }
    }
}

fn disguise(text: &Located<String>, bytes: Range<usize>, message: String) -> Diagnostic {
    let letter = text[bytes.clone()].chars().find(|c| !c.is_ascii() && c.is_alphabetic());
    let letter =
        letter.map_or_else(String::new, |c| format!("U+{:04X} is not the Latin letter it looks like; ", u32::from(c)));
    Diagnostic::new(Code::T002, text.span_within(bytes), message).help(format!("{letter}retype the name"))
}

/// The skeleton of a text (Unicode Technical Standard 39, section 4), in any case.
fn folded_skeleton(text: &str) -> String {
    skeleton(&text.to_lowercase())
}
