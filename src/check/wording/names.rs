//! How drugs are named: the generic name in full and in lower case, the brand with one capital, without marks.
//!
//! Promises: knows no drug but those of the base.

use std::collections::{HashMap, HashSet};

use super::super::lexer::{Sort, Token, span};
use super::{Breach, touches};
use crate::knowledge::{Code, Diagnostic, Draft, Findings, Located};

/// A beginning of a drug's name of so many letters is read as an abbreviation of it; fewer are words of their own.
const SHORTEST_ABBREVIATION: usize = 4;

/// So many letters or more are no abbreviation but a misspelling.
const LONGEST_ABBREVIATION: usize = 6;

/// Salts that a name is written without, unless the salt matters.
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

/// The names of a base as they are looked for in texts, by their letters in lower case.
pub(super) struct Names<'d> {
    generics: HashSet<String>,
    brands: HashMap<String, &'d str>,
    /// Generic names in order, so that those with one beginning stand together; none where not every name is known.
    sorted: Vec<String>,
}

impl<'d> Names<'d> {
    pub(super) fn of(draft: &'d Draft, whole: bool) -> Self {
        let one_word = |name: &&'d Located<String>| name.bytes().all(|b| b.is_ascii_alphabetic());
        let by_letters = |name: &'d Located<String>| (name.to_lowercase(), name.as_str());
        let generics: HashSet<String> =
            draft.drugs.iter().map(|drug| &drug.name).filter(one_word).map(|name| name.to_lowercase()).collect();
        let brands = draft.drugs.iter().flat_map(|drug| &drug.brands).filter(one_word).map(by_letters).collect();
        let mut sorted: Vec<String> = if whole { generics.iter().cloned().collect() } else { Vec::new() };
        sorted.sort_unstable();
        Self { generics, brands, sorted }
    }

    /// Every name in a text that is not written as it should be.
    pub(super) fn find(&self, text: &str, tokens: &[Token<'_>], breaches: &mut Vec<Breach>) {
        for (at, token) in tokens.iter().enumerate() {
            match token.sort {
                Sort::Word => {
                    breaches.extend(self.abbreviated(tokens, at));
                    breaches.extend(self.wrong_case(text, tokens, at));
                    breaches.extend(self.salt(tokens, at));
                    breaches.extend(self.mark_in_letters(tokens, at));
                }
                Sort::Mark if ["\u{2122}", "\u{AE}", "\u{A9}", "\u{2120}"].contains(&token.text) => {
                    breaches.push(Breach::new(Code::S020, span(token, token), "is a trademark sign", "leave it out"));
                }
                Sort::Mark | Sort::Number => {}
            }
        }
    }

    /// Reports names of the base itself that are not written as names are.
    pub(super) fn check(&self, draft: &Draft, findings: &mut Findings) {
        for drug in &draft.drugs {
            // A name with digits is a research code, and stands as it was given.
            let is_code = drug.name.contains(|c: char| c.is_ascii_digit());
            if !is_code && drug.name.contains(char::is_uppercase) {
                let help = format!("write {:?}; a brand stands under `brands`", drug.name.to_lowercase());
                findings.push(
                    Diagnostic::new(Code::S020, drug.name.place(), format!("{:?} is not in lower case", *drug.name))
                        .help(help),
                );
            }
            for brand in drug.brands.iter().filter(|brand| !is_brand(brand)) {
                let message = format!("{:?} is not written as a brand", **brand);
                let help = format!("write {:?}, with one capital and without marks", initial_capital(brand));
                findings.push(Diagnostic::new(Code::S020, brand.place(), message).help(help));
            }
        }
    }

    /// The beginning of a name in place of the name.
    fn abbreviated(&self, tokens: &[Token<'_>], at: usize) -> Option<Breach> {
        let token = tokens.get(at)?;
        let length = token.text.chars().count();
        let part_of_a_name = touches(Some(token)) && at > 0 && tokens.get(at - 1).is_some_and(|before| before.is("-"));
        if !(SHORTEST_ABBREVIATION..=LONGEST_ABBREVIATION).contains(&length) || part_of_a_name {
            return None;
        }
        let lower = token.text.to_lowercase();
        if self.is_name(&lower) {
            return None;
        }
        let meant = self.sorted.get(self.sorted.partition_point(|name| *name < lower))?;
        meant.starts_with(&lower).then(|| {
            Breach::new(Code::S018, span(token, token), "is an abbreviated drug name", format!("write \"{meant}\""))
        })
    }

    /// Whether a word in lower case is the name of a drug of the base, or one of its brands.
    pub(super) fn is_name(&self, lower: &str) -> bool {
        self.generics.contains(lower) || self.brands.contains_key(lower)
    }

    /// A trademark sign spelt out behind a name: `(R)`, `(TM)`.
    fn mark_in_letters(&self, tokens: &[Token<'_>], at: usize) -> Option<Breach> {
        let name = tokens.get(at).filter(|token| self.is_name(&token.text.to_lowercase()))?;
        let [open, letters, close] = tokens.get(at + 1..at + 4)? else { return None };
        let mark = ["R", "TM"].contains(&letters.text.to_uppercase().as_str());
        (open.is("(") && mark && close.is(")")).then(|| {
            let instead = format!("write \"{}\" alone", name.text);
            Breach::new(Code::S020, span(name, close), "has a trademark sign", instead)
        })
    }

    fn wrong_case(&self, text: &str, tokens: &[Token<'_>], at: usize) -> Option<Breach> {
        let token = tokens.get(at)?;
        let lower = token.text.to_lowercase();
        if let Some(brand) = self.brands.get(&lower) {
            return (token.text != *brand && token.text != lower).then(|| {
                Breach::new(
                    Code::S020,
                    span(token, token),
                    "is not how the brand is written",
                    format!("write \"{brand}\""),
                )
            });
        }
        // However the base writes the name, lower case is what is meant.
        self.generics.contains(&lower).then_some(())?;
        let capital = token.text == initial_capital(&lower) && begins_a_sentence(text, token);
        (token.text != lower && !capital).then(|| {
            Breach::new(Code::S020, span(token, token), "is a generic name with capitals", format!("write \"{lower}\""))
        })
    }

    fn salt(&self, tokens: &[Token<'_>], at: usize) -> Option<Breach> {
        let name = tokens.get(at).filter(|token| self.generics.contains(&token.text.to_lowercase()))?;
        let salt = tokens.get(at + 1).filter(|next| SALTS.contains(&next.text))?;
        let instead = format!("write \"{}\", or allow S020 and say why the salt matters", name.text);
        Some(Breach::new(Code::S020, span(name, salt), "names the salt", instead))
    }
}

fn is_brand(brand: &str) -> bool {
    let marks = ["\u{2122}", "\u{AE}", "\u{A9}", "\u{2120}"].iter().any(|mark| brand.contains(mark));
    let letters = || brand.chars().filter(|c| c.is_alphabetic());
    let shouted = letters().count() > 3 && letters().all(char::is_uppercase);
    !marks && !shouted && brand.starts_with(|c: char| !c.is_lowercase())
}

fn initial_capital(word: &str) -> String {
    let clean: String = word.chars().filter(|c| !"\u{2122}\u{AE}\u{A9}\u{2120}".contains(*c)).collect();
    let mut letters = clean.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + &letters.as_str().to_lowercase())
}

/// Whether a word may have a capital because a sentence or a quotation begins with it.
fn begins_a_sentence(text: &str, token: &Token<'_>) -> bool {
    let before = text.get(..token.start).unwrap_or_default();
    let quoted = before.ends_with(['"', '\u{201C}', '\u{2018}']);
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "\"'([\u{201C}\u{201D}\u{2019}".contains(c));
    quoted || before.is_empty() || before.ends_with(['.', ':', '?', '!', ';'])
}
