//! Whether a text is written so that it cannot be misread: the error-prone abbreviations, symbols and dose designations
//! of the Joint Commission and of ISMP, as rules S001 to S024.
//!
//! Promises: every text in our own words is read by every rule; in a dose a breach is an error, in running text what the
//! table of codes says. Never changes a text; each rule says what to write instead.

mod context;
mod digits;
mod doses;
mod figures;
mod names;
mod phrases;
mod symbols;

use std::ops::Range;

use self::context::{Context, Rule};
use self::names::Names;
use self::phrases::Phrases;
use super::lexer::{Sort, Token, lex_into};
use super::quantity::UNIT_SHAPES;
use super::shapes::Shapes;
use super::texts::{Register, Said, bytes};
use crate::knowledge::{Code, Diagnostic, Draft, Findings, Located, Section, Severity, in_order, sort_by_key};

/// `whole` is whether every entry could be read: only then are all names known, and a word that looks like the beginning of
/// one is no other drug's brand.
pub(super) fn check(draft: &Draft, texts: &[Said<'_>], whole: bool, findings: &mut Findings) {
    let phrases = Phrases::new();
    let names = Names::of(draft, whole);
    let several: Vec<&[Said<'_>]> = texts.chunks(TEXTS_AT_A_TIME).collect();
    let read = |_number: usize, several: &&[Said<'_>]| breaches(several, &phrases, &names);
    in_order(&several, |texts| bytes(texts), read, |diagnostics| findings.extend(diagnostics));
    names.check(draft, findings);
    doses::check(draft, findings);
    // What is said of a dose in a sentence is acted on as the dose is.
    for claim in draft.claims.iter().filter(|claim| *claim.section == Section::Dose && claim.note().is_none()) {
        let breaches = digits::misread(&claim.text).into_iter();
        findings.extend(breaches.map(|breach| diagnostic(Register::Dose, &claim.text, breach)));
    }
}

/// So many texts are read before what was found in them is handed over.
const TEXTS_AT_A_TIME: usize = 1_000;

/// Every breach in some texts, in their order.
fn breaches(texts: &[Said<'_>], phrases: &Phrases, names: &Names<'_>) -> Vec<Diagnostic> {
    let shapes = SHAPES.or(phrases.shapes());
    breaches_unless(texts, phrases, names, |token| match token.sort {
        Sort::Word if token.plain => !shapes.fit(token.text) && !names.fit(token.text),
        Sort::Mark => symbols::is_mark_of_no_rule(token.text),
        Sort::Word | Sort::Number => false,
    })
}

/// The same without what neither a rule nor a list speaks of, as of most words and marks.
fn breaches_unless(
    texts: &[Said<'_>],
    phrases: &Phrases,
    names: &Names<'_>,
    is_passed_over: impl Fn(&Token<'_>) -> bool,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut tokens = Vec::new();
    for (register, text) in texts {
        lex_into(text, &mut tokens);
        let mut breaches = Vec::new();
        let context = Context { text, tokens: &tokens, register: *register, names };
        for (at, token) in tokens.iter().enumerate().filter(|(_at, token)| !is_passed_over(token)) {
            phrases.find(&tokens, at, &mut breaches);
            for rules in rules_of(token) {
                for rule in *rules {
                    if let Some(breach) = rule(&context, at) {
                        breaches.push(breach);
                    }
                }
            }
            names.find(text, &tokens, at, &mut breaches);
        }
        if *register == Register::Dose {
            breaches.extend(digits::misread(text));
        }
        diagnostics.extend(without_overlap(breaches).map(|breach| diagnostic(*register, text, breach)));
    }
    diagnostics
}

/// The rules that could speak of a token.
fn rules_of(token: &Token<'_>) -> &'static [&'static [Rule]] {
    match token.sort {
        Sort::Number => &[figures::OF_NUMBERS, symbols::OF_NUMBERS],
        Sort::Word if token.plain => &[figures::OF_PLAIN_WORDS, symbols::OF_PLAIN_WORDS],
        Sort::Word => &[figures::OF_OTHER_WORDS, symbols::OF_OTHER_WORDS],
        Sort::Mark => &[figures::OF_MARKS, symbols::OF_MARKS],
    }
}

/// What plain words look like of which a rule could speak.
const SHAPES: Shapes = UNIT_SHAPES
    .with(&figures::VOLUMES)
    .with(&["not", "Not"])
    .with_all_of(&symbols::NUMERALS.0)
    .with_all_of(&symbols::NUMERALS.1);

/// A place in a text that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Breach {
    code: Code,
    bytes: Range<usize>,
    /// What is wrong, behind the words quoted.
    what: &'static str,
    /// What to write instead.
    instead: String,
    /// How bad it is where it is less bad than its rule.
    severity: Option<Severity>,
}

impl Breach {
    fn new(code: Code, bytes: Range<usize>, what: &'static str, instead: impl Into<String>) -> Self {
        Self { code, bytes, what, instead: instead.into(), severity: None }
    }
}

/// One rule speaks of one place once.
fn without_overlap(mut breaches: Vec<Breach>) -> impl Iterator<Item = Breach> {
    sort_by_key(&mut breaches, |breach| (breach.code, breach.bytes.start, std::cmp::Reverse(breach.bytes.end)));
    breaches.dedup_by(|later, earlier| later.code == earlier.code && later.bytes.start < earlier.bytes.end);
    breaches.into_iter()
}

fn diagnostic(register: Register, text: &Located<String>, breach: Breach) -> Diagnostic {
    let words = text.get(breach.bytes.clone()).unwrap_or_default();
    Diagnostic::new(breach.code, text.place_within(breach.bytes), format!("{words:?} {}", breach.what))
        .severity(breach.severity.unwrap_or_else(|| register.severity(breach.code)))
        .help(breach.instead)
}

/// Whether two tokens stand beside each other without white space.
fn touches(next: Option<&Token<'_>>) -> bool {
    next.is_some_and(|token| !token.spaced)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Diagnostic, Names, Phrases, Register, breaches, breaches_unless};
    use crate::knowledge::{Draft, Located, Place};

    const PIECES: &str = "1 1.0 12 0.5 5000 1:1000 .5 mg MG mL ml dl l CC ug \u{B5}g kg U units mg. L/min g/dL not NOT II iv IV XII \
                          in IN AS qd q.d BID bid hs MS d/c per os sub q tablets to - \u{2013} / < > = >= -> @ & + \u{B0} \
                          \u{2265} \u{AE} x3d every 1/2 \u{BD} % ( ) , ; a the people weeks \u{E9}t\u{E9} abc50mg \u{2192}";

    proptest! {
        #[test]
        fn no_rule_speaks_of_what_is_passed_over(
            pieces in prop::collection::vec(prop::sample::select(PIECES.split(' ').collect::<Vec<_>>()), 0..9),
            spaces in prop::collection::vec(prop::sample::select(vec!["", " ", " ", "  ", "\u{A0}"]), 9),
            is_dose in any::<bool>(),
        ) {
            let text: String = pieces.iter().zip(&spaces).flat_map(|(piece, space)| [*piece, *space]).collect();
            let text = Located::new(text, Place::default());
            let register = if is_dose { Register::Dose } else { Register::Prose };
            let (draft, phrases) = (Draft::default(), Phrases::new());
            let (texts, names) = ([(register, &text)], Names::of(&draft, true));
            let told = |breaches: Vec<Diagnostic>| format!("{breaches:?}");
            let all = breaches_unless(&texts, &phrases, &names, |_token| false);
            prop_assert_eq!(told(breaches(&texts, &phrases, &names)), told(all), "{}", text);
        }
    }
}
