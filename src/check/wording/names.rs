//! How drugs are named: the generic name in full and in lower case, the brand with one capital, without marks.
//!
//! Promises: knows only the drugs of the base.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::{Breach, touches};
use crate::knowledge::lexer::{Token, TokenKind, span};
use crate::knowledge::{Code, Diagnostic, Draft, Findings, Located};

/// How many letters of the beginning of a name are read as its abbreviation: fewer are other words, more are a misspelling.
const ABBREVIATION: RangeInclusive<usize> = 4..=6;

const TRADEMARKS: [char; 4] = ['\u{2122}', '\u{AE}', '\u{A9}', '\u{2120}'];

/// Salts, which are left out of a name unless the salt matters.
const SALTS: [&str; 17] = [
    "phosphate",
    "sulfate",
    "sulphate",
    "hydrochloride",
    "citrate",
    "tosylate",
    "maleate",
    "mesylate",
    "tartrate",
    "sodium",
    "potassium",
    "acetate",
    "fumarate",
    "succinate",
    "bromide",
    "besylate",
    "HCl",
];

/// The names of a base, by their letters in lower case.
pub(super) struct Names<'d> {
    words: HashMap<String, Meaning<'d>>,
}

/// What a word means, in whatever case it is written.
#[derive(Default)]
struct Meaning<'d> {
    generic: bool,
    /// A brand, as it is written.
    brand: Option<&'d str>,
    /// The generic name that it abbreviates; of several, the first in alphabetical order.
    begins: Option<String>,
}

impl Meaning<'_> {
    fn is_name(&self) -> bool {
        self.generic || self.brand.is_some()
    }
}

impl<'d> Names<'d> {
    pub(super) fn new(draft: &'d Draft, complete: bool) -> Self {
        let one_word = |name: &&'d Located<String>| name.bytes().all(|b| b.is_ascii_alphabetic());
        let mut words: HashMap<String, Meaning<'d>> = HashMap::new();
        let mut generics: Vec<String> =
            draft.drugs.iter().map(|drug| &drug.name).filter(one_word).map(|name| name.to_lowercase()).collect();
        generics.sort();
        for name in &generics {
            words.entry(name.clone()).or_default().generic = true;
            // Where not every name is known, a word that looks like the beginning of one may be another name.
            for beginning in ABBREVIATION.filter_map(|length| name.get(..length)).filter(|_| complete) {
                let meaning = words.entry(beginning.to_owned()).or_default();
                meaning.begins.get_or_insert_with(|| name.clone());
            }
        }
        for brand in draft.drugs.iter().flat_map(|drug| &drug.brands).filter(one_word) {
            words.entry(brand.to_lowercase()).or_default().brand = Some(brand);
        }
        Self { words }
    }

    /// Finds what is wrong at a token that is a name of a drug.
    pub(super) fn find(&self, text: &str, tokens: &[Token<'_>], at: usize, breaches: &mut Vec<Breach>) {
        let Some(token) = tokens.get(at) else { return };
        match token.kind {
            TokenKind::Word => {
                let Some(meaning) = self.meaning(token) else { return };
                breaches.extend(abbreviated(meaning, tokens, at));
                breaches.extend(wrong_case(meaning, text, token));
                breaches.extend(salt(meaning, tokens, at));
                breaches.extend(mark_in_letters(meaning, tokens, at));
            }
            TokenKind::Mark if token.text.contains(TRADEMARKS) => {
                breaches.push(Breach::new(Code::S020, span(token, token), "is a trademark sign", "leave it out"));
            }
            TokenKind::Mark | TokenKind::Number => {}
        }
    }

    fn meaning(&self, token: &Token<'_>) -> Option<&Meaning<'d>> {
        self.words.get(&token.text.to_lowercase())
    }

    /// Whether a word is the generic name or a brand of a drug of the base, in any case.
    pub(super) fn is_name(&self, token: &Token<'_>) -> bool {
        self.meaning(token).is_some_and(Meaning::is_name)
    }

    /// Reports generic names and brands of the base that are not written as such.
    pub(super) fn check(&self, draft: &Draft, findings: &mut Findings) {
        for drug in &draft.drugs {
            // A name with digits is a research code, which keeps its capitals.
            let is_code = drug.name.contains(|c: char| c.is_ascii_digit());
            // A single capital behind another word names one of a kind.
            let is_letter = |word: &str| word.len() == 1;
            let has_capital = |word: &str| word.contains(char::is_uppercase);
            let mut words = drug.name.split(' ').enumerate();
            if !is_code && words.any(|(place, word)| has_capital(word) && (place == 0 || !is_letter(word))) {
                let help = format!("write {:?}; a brand belongs under `brands`", drug.name.to_lowercase());
                findings.push(
                    Diagnostic::new(Code::S020, drug.name.span(), format!("{:?} is not in lower case", *drug.name))
                        .help(help),
                );
            }
            for brand in drug.brands.iter().filter(|brand| !is_brand(brand)) {
                let message = format!("{:?} is not written as a brand", **brand);
                let help = format!("write {:?}, with one capital and without marks", initial_capital(brand));
                findings.push(Diagnostic::new(Code::S020, brand.span(), message).help(help));
            }
        }
    }
}

/// The beginning of a name in place of the name.
fn abbreviated(meaning: &Meaning<'_>, tokens: &[Token<'_>], at: usize) -> Option<Breach> {
    let meant = meaning.begins.as_ref().filter(|_| !meaning.is_name())?;
    let token = tokens.get(at)?;
    let part_of_a_name = touches(Some(token)) && at > 0 && tokens.get(at - 1).is_some_and(|before| before.is("-"));
    (!part_of_a_name).then(|| {
        Breach::new(Code::S018, span(token, token), "is an abbreviated drug name", format!("write \"{meant}\""))
    })
}

fn wrong_case(meaning: &Meaning<'_>, text: &str, token: &Token<'_>) -> Option<Breach> {
    if meaning.brand == Some(token.text) || !meaning.is_name() {
        return None;
    }
    let lower = token.text.to_lowercase();
    if token.text == lower {
        return None;
    }
    if let Some(brand) = meaning.brand {
        let instead = format!("write \"{brand}\"");
        return Some(Breach::new(Code::S020, span(token, token), "is not how the brand is written", instead));
    }
    let capital = token.text == initial_capital(&lower) && begins_a_sentence(text, token);
    (!capital).then(|| {
        Breach::new(Code::S020, span(token, token), "is a generic name with capitals", format!("write \"{lower}\""))
    })
}

fn salt(meaning: &Meaning<'_>, tokens: &[Token<'_>], at: usize) -> Option<Breach> {
    let name = tokens.get(at).filter(|_| meaning.generic)?;
    let salt = tokens.get(at + 1).filter(|next| next.is_any_of(&SALTS))?;
    let instead = format!("write \"{}\", or allow S020 and say why the salt matters", name.text);
    Some(Breach::new(Code::S020, span(name, salt), "names the salt", instead))
}

/// A trademark sign in letters after a name: `(R)`, `(TM)`.
fn mark_in_letters(meaning: &Meaning<'_>, tokens: &[Token<'_>], at: usize) -> Option<Breach> {
    let name = tokens.get(at).filter(|_| meaning.is_name())?;
    let [open, letters, close] = tokens.get(at + 1..at + 4)? else { return None };
    let mark = ["R", "TM"].contains(&letters.text.to_uppercase().as_str());
    (open.is("(") && mark && close.is(")")).then(|| {
        let instead = format!("write \"{}\" alone", name.text);
        Breach::new(Code::S020, span(name, close), "has a trademark sign", instead)
    })
}

fn is_brand(brand: &str) -> bool {
    let letters = || brand.chars().filter(|c| c.is_alphabetic());
    let shouted = letters().count() > 3 && letters().all(char::is_uppercase);
    !brand.contains(TRADEMARKS) && !shouted && brand.starts_with(|c: char| !c.is_lowercase())
}

fn initial_capital(word: &str) -> String {
    let clean = word.replace(TRADEMARKS, "");
    let mut letters = clean.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + &letters.as_str().to_lowercase())
}

/// Whether a word may have a capital because a sentence or a quotation begins with it.
fn begins_a_sentence(text: &str, token: &Token<'_>) -> bool {
    let before = &text[..token.start];
    let quoted = before.ends_with(['"', '\u{201C}', '\u{2018}']);
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "\"'([\u{201C}\u{201D}\u{2019}".contains(c));
    quoted || before.is_empty() || before.ends_with(['.', ':', '?', '!', ';'])
}
