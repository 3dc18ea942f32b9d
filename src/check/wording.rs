//! Whether a text is written so that it cannot be misread: the error-prone abbreviations, symbols and dose designations
//! of the Joint Commission and of ISMP, as rules S001 to S024.
//!
//! Promises: every rule reads every text in our own words; in a dose a breach is an error, in running text what the
//! table of codes says. Never changes a text; each rule says what to write instead.

mod digits;
mod figures;
mod names;
mod phrases;
mod symbols;

use std::ops::Range;

use self::names::Names;
use self::phrases::Phrases;
use super::own_words::{OwnText, TextKind};
use crate::knowledge::lexer::{Token, TokenKind, lex};
use crate::knowledge::quantity::is_dose_unit;
use crate::knowledge::{Code, Diagnostic, Draft, Findings, Located, Section, Severity, parallel_map};

/// How many texts a thread checks at a time.
const TEXTS_AT_A_TIME: usize = 1_000;

/// `complete` is whether every entry could be read: only then are all names known, and a word that looks like the beginning
/// of one is not another drug's brand.
pub(super) fn check(draft: &Draft, texts: &[OwnText<'_>], complete: bool, findings: &mut Findings) {
    let phrases = Phrases::new();
    let names = Names::new(draft, complete);
    let batches: Vec<&[OwnText<'_>]> = texts.chunks(TEXTS_AT_A_TIME).collect();
    let check_batch = |_number: usize, texts: &&[OwnText<'_>]| {
        texts.iter().flat_map(|text| faults(*text, &phrases, &names)).collect()
    };
    for diagnostics in parallel_map::<_, Vec<Diagnostic>>(&batches, check_batch) {
        findings.extend(diagnostics);
    }
    names.check(draft, findings);
    // A claim about a dose is acted on as the dose is.
    for claim in draft.claims.iter().filter(|claim| *claim.section == Section::Dose && claim.note().is_none()) {
        let breaches = digits::misread(&claim.text).into_iter();
        findings.extend(breaches.map(|breach| diagnostic(TextKind::Dose, &claim.text, breach)));
    }
}

fn faults(text: OwnText<'_>, phrases: &Phrases, names: &Names<'_>) -> Vec<Diagnostic> {
    let OwnText { kind, text } = text;
    let tokens = lex(text);
    let context = Context { text, tokens: &tokens, kind, names };
    let mut breaches = Vec::new();
    for at in 0..tokens.len() {
        breaches.extend(figures::RULES.iter().chain(symbols::RULES).filter_map(|rule| rule(&context, at)));
        phrases.find(&tokens, at, &mut breaches);
        names.find(text, &tokens, at, &mut breaches);
    }
    if kind == TextKind::Dose {
        breaches.extend(digits::misread(text));
    }
    without_overlap(breaches).map(|breach| diagnostic(kind, text, breach)).collect()
}

/// A part of a text that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Breach {
    code: Code,
    bytes: Range<usize>,
    /// What is wrong; follows the quoted words in the message.
    what: &'static str,
    /// What to write instead.
    instead: String,
    /// The severity, where it is less than the rule's.
    severity: Option<Severity>,
}

impl Breach {
    fn new(code: Code, bytes: Range<usize>, what: &'static str, instead: impl Into<String>) -> Self {
        Self { code, bytes, what, instead: instead.into(), severity: None }
    }
}

/// Reports a part of a text once for each rule.
fn without_overlap(mut breaches: Vec<Breach>) -> impl Iterator<Item = Breach> {
    breaches.sort_by_key(|breach| (breach.code, breach.bytes.start, std::cmp::Reverse(breach.bytes.end)));
    breaches.dedup_by(|later, earlier| later.code == earlier.code && later.bytes.start < earlier.bytes.end);
    breaches.into_iter()
}

fn diagnostic(kind: TextKind, text: &Located<String>, breach: Breach) -> Diagnostic {
    let words = &text[breach.bytes.clone()];
    let message = format!("{words:?} {}", breach.what);
    Diagnostic::new(breach.code, text.span_within(breach.bytes), message)
        .severity(breach.severity.unwrap_or_else(|| kind.severity(breach.code)))
        .help(breach.instead)
}

/// One rule: whether the tokens from an index on break it.
type Rule = fn(&Context<'_>, usize) -> Option<Breach>;

/// A text as a rule sees it.
struct Context<'t> {
    text: &'t str,
    tokens: &'t [Token<'t>],
    kind: TextKind,
    names: &'t Names<'t>,
}

/// Dosage forms, which a number, a fraction or a numeral may count.
const COUNTED: [&str; 8] = ["tablet", "tablets", "capsule", "capsules", "dose", "doses", "vial", "vials"];

impl<'t> Context<'t> {
    fn get(&self, at: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(at)
    }

    fn before(&self, at: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(at.checked_sub(1)?)
    }

    fn number(&self, at: usize) -> Option<&'t Token<'t>> {
        self.get(at).filter(|token| token.kind == TokenKind::Number)
    }

    /// The unit of a dose; a percent sign is not one.
    fn unit(&self, at: usize) -> Option<&'t Token<'t>> {
        self.get(at).filter(|token| token.kind == TokenKind::Word && is_dose_unit(token))
    }

    /// A dosage form.
    fn counted(&self, at: usize) -> Option<&'t Token<'t>> {
        self.get(at).filter(|token| token.is_any_of(&COUNTED))
    }

    /// Whether the unit belongs to a laboratory value, such as `g/dL`, or to a flow, such as `mL/min`.
    fn is_laboratory(&self, at: usize) -> bool {
        let (Some(unit), Some(slash), Some(per)) = (self.get(at), self.get(at + 1), self.get(at + 2)) else {
            return false;
        };
        let by_volume = per.is_any_of(&["L", "dL", "mm3", "l", "dl"]) || (unit.is("ng") && per.is("mL"));
        slash.is("/") && (by_volume || is_flow(unit, per))
    }

    /// Whether no white space separates a token from the one before.
    fn touches_before(&self, at: usize) -> bool {
        at > 0 && touches(self.get(at))
    }

    /// Whether a number or word is the end of something longer; after an opening bracket or quotation mark it is not.
    fn ends_something_longer(&self, at: usize) -> bool {
        let opening = |before: &Token<'_>| before.is_any_of(&["(", "[", "\"", "'", "\u{201C}", "\u{2018}"]);
        self.touches_before(at) && self.before(at).is_some_and(|before| !opening(before))
    }

    /// Whether one of the `few` tokens before is one of these words, in any case.
    fn follows(&self, at: usize, few: usize, words: &[&str]) -> bool {
        let before = &self.tokens[at.saturating_sub(few)..at];
        before.iter().any(|token| words.iter().any(|word| token.text.eq_ignore_ascii_case(word)))
    }
}

/// A volume by time is a clearance or a flow, and is written with a slash everywhere.
fn is_flow(volume: &Token<'_>, time: &Token<'_>) -> bool {
    volume.is_any_of(&["mL", "L"]) && time.is_any_of(&["min", "h", "hr", "hour"])
}

/// Whether a token follows another without white space.
fn touches(next: Option<&Token<'_>>) -> bool {
    next.is_some_and(|token| !token.spaced)
}
