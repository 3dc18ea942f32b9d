//! Words and abbreviations that are not to be written, in one table.
//!
//! Sources: Joint Commission, "Do Not Use" list; ISMP, List of Error-Prone Abbreviations, Symbols, and Dose Designations.

use std::collections::HashMap;

use super::Breach;
use crate::knowledge::lexer::{Token, lex, span};
use crate::knowledge::{Code, Severity};

/// What is not to be written, its forms separated by bars, and what to write instead.
const TABLE: &[(Code, &str, &str)] = &[
    (Code::S003, "QD|qd|Qd|qD|Q.D|q.d", "write \"daily\" or \"once daily\""),
    (Code::S004, "QOD|qod|Qod|Q.O.D|q.o.d", "write \"every other day\""),
    (Code::S006, "IU|iu|I.U|i.u", "write \"units\" or \"international units\""),
    (Code::S007, "MS", "write the full name of what is meant"),
    (Code::S007, "MSO4", "write \"morphine sulfate\""),
    (Code::S007, "MgSO4", "write \"magnesium sulfate\""),
    (Code::S008, "ug|UG|\u{B5}g|\u{3BC}g|\u{B5}gs|\u{3BC}gs", "write \"mcg\""),
    (Code::S013, "cc", "write \"mL\""),
    (Code::S013, "ml", "write \"mL\""),
    (Code::S014, "BT", "write \"bedtime\""),
    (Code::S014, "HS|hs|H.S|h.s", "write \"bedtime\" or \"half-strength\""),
    (Code::S014, "qhs|QHS|q.h.s|qn|QN|q.n", "write \"nightly\" or \"at bedtime\""),
    (Code::S014, "q1d|q.1.d|q.i.d", "write \"daily\", or \"four times daily\""),
    (Code::S014, "q6PM|q6pm", "write \"daily at 6 PM\" or \"6 PM daily\""),
    (Code::S014, "TIW|tiw", "write \"three times weekly\""),
    (Code::S014, "BIW|biw", "write \"two times weekly\""),
    (Code::S014, "UD|ud", "write \"as directed\""),
    (Code::S014, "o.d|O.D", "write \"daily\""),
    (Code::S014, "BID|bid|Bid|b.i.d|B.I.D", "write \"twice daily\""),
    (Code::S014, "TID|tid|t.i.d|T.I.D", "write \"three times daily\""),
    (Code::S014, "QID|qid|Q.I.D", "write \"four times daily\""),
    (Code::S014, "PRN|prn|p.r.n|P.R.N", "write \"as needed\""),
    (Code::S015, "SC|SQ|sq|s.c|S.C|sub q|sub-q|Sub q|SubQ|subq", "write \"subcut\" or \"subcutaneously\""),
    (Code::S015, "IV", "write \"intravenous\" or \"intravenously\""),
    (Code::S015, "IN", "write \"intranasal\""),
    (Code::S015, "IJ", "write \"injection\""),
    (Code::S015, "per os|p.o", "write \"by mouth\""),
    (Code::S015, "AD|AS|AU", "write \"right ear\", \"left ear\" or \"each ear\""),
    (Code::S015, "OD|OS|OU", "write \"right eye\", \"left eye\" or \"each eye\"; or \"daily\""),
    (Code::S016, "D/C|d/c", "write \"discharge\" or \"stop\""),
    (Code::S018, "MTX|mtx", "write \"methotrexate\""),
    (Code::S018, "AZA", "write \"azathioprine\""),
    (Code::S018, "HCTZ", "write \"hydrochlorothiazide\""),
    (Code::S018, "HCT", "write \"hydrocortisone\" or what is meant"),
    (Code::S018, "CPZ", "write \"prochlorperazine\""),
    (Code::S018, "PTU", "write \"propylthiouracil\""),
    (Code::S018, "TAC", "write \"triamcinolone\" or \"tacrolimus\", whichever is meant"),
    (Code::S018, "MMF", "write \"mycophenolate mofetil\""),
    (Code::S018, "CsA|CyA", "write \"ciclosporin\""),
];

/// What is wrong with a phrase, where it is not simply an abbreviation.
const WHAT: &[(Code, &str)] = &[
    (Code::S007, "can be mistaken for another medicine"),
    (Code::S008, "can be read as \"mg\", a thousand times as much"),
    (Code::S013, "is a unit that can be misread"),
    (Code::S016, "is shorthand that can be misread"),
    (Code::S018, "is an abbreviated drug name"),
];

/// The table, by the first word of each phrase.
pub(super) struct Phrases {
    by_first: HashMap<&'static str, Vec<Phrase>>,
}

struct Phrase {
    code: Code,
    tokens: Vec<Token<'static>>,
    instead: &'static str,
}

impl Phrases {
    pub(super) fn new() -> Self {
        let mut by_first: HashMap<&'static str, Vec<Phrase>> = HashMap::new();
        for (code, forms, instead) in TABLE {
            for form in forms.split('|') {
                let tokens = lex(form);
                let first = tokens.first().expect("no form is empty").text;
                by_first.entry(first).or_default().push(Phrase { code: *code, tokens, instead });
            }
        }
        Self { by_first }
    }

    /// The phrases that begin at a token.
    pub(super) fn find(&self, tokens: &[Token<'_>], at: usize, breaches: &mut Vec<Breach>) {
        let Some(token) = tokens.get(at) else { return };
        for phrase in self.by_first.get(token.text).into_iter().flatten() {
            let Some(here) = tokens.get(at..at + phrase.tokens.len()) else { continue };
            if matches(phrase, here) && is_alone(tokens, at, phrase) && !is_another_word(tokens, at) {
                breaches.push(breach(phrase, here));
            }
        }
    }
}

fn matches(phrase: &Phrase, here: &[Token<'_>]) -> bool {
    let pairs = here.iter().zip(&phrase.tokens);
    pairs.clone().all(|(token, wanted)| token.text == wanted.text)
        && pairs.skip(1).all(|(token, wanted)| token.spaced == wanted.spaced)
}

/// Whether the tokens are not part of a longer name or number, such as `AD-123` or `LC-MS/MS`. A hyphen and a word may follow:
/// `QD-dosing`.
fn is_alone(tokens: &[Token<'_>], at: usize, phrase: &Phrase) -> bool {
    let touching = |at: usize| tokens.get(at).filter(|token| !token.spaced);
    let joins = |token: &Token<'_>| {
        token.is("-") || token.is("'") || token.is("\u{2011}") || (phrase.code == Code::S007 && token.is("/"))
    };
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).filter(|_| touching(at).is_some());
    // "o.d" is the end of "q.o.d".
    let end_of_another = phrase.tokens.len() > 1 && before.is_some_and(|before| before.is("."));
    if end_of_another {
        return false;
    }
    let after = at + phrase.tokens.len();
    let Some(next) = touching(after).filter(|next| joins(next)) else { return !before.is_some_and(joins) };
    let word = touching(after + 1).is_some_and(|word| word.text.starts_with(char::is_lowercase));
    // "hs" before a hyphen is "high-sensitivity".
    let high_sensitivity = tokens.get(at).is_some_and(|first| first.is("hs"));
    !before.is_some_and(joins) && next.is("-") && word && !high_sensitivity
}

/// Whether an abbreviation is an English word here: "a bid to help", and "IN" or "AS" in a sentence of capitals.
fn is_another_word(tokens: &[Token<'_>], at: usize) -> bool {
    let (token, before) = (tokens.get(at), at.checked_sub(1).and_then(|before| tokens.get(before)));
    let is = |words: &[&str]| token.is_some_and(|token| words.contains(&token.text));
    let articles = ["a", "A", "the", "The", "its", "their", "this", "takeover"];
    let noun = before.is_some_and(|before| articles.contains(&before.text));
    let shouted = tokens
        .get(at + 1)
        .is_some_and(|next| next.spaced && next.text.len() > 1 && next.text.chars().all(char::is_uppercase));
    (is(&["bid", "Bid"]) && noun) || (is(&["IN", "AS"]) && shouted)
}

fn breach(phrase: &Phrase, here: &[Token<'_>]) -> Breach {
    let bytes = span(&here[0], &here[here.len() - 1]);
    let known = WHAT.iter().find(|(code, _what)| *code == phrase.code);
    let what = known.map_or("is an abbreviation that can be misread", |(_code, what)| what);
    let mut breach = Breach::new(phrase.code, bytes, what, phrase.instead);
    // These four are on no list; that they are written out is the style of the house.
    let house_style = ["twice daily", "three times daily", "four times daily", "as needed"];
    let milder = phrase.code == Code::S014 && house_style.iter().any(|words| phrase.instead.contains(words));
    breach.severity = milder.then_some(Severity::Warning);
    breach
}
