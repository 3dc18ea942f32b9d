//! Words and abbreviations that are not written, in one table.
//!
//! Sources: Joint Commission, "Do Not Use" list; ISMP, List of Error-Prone Abbreviations, Symbols, and Dose Designations.

use std::collections::HashMap;

use super::super::lexer::{Token, lex, span};
use super::Breach;
use crate::knowledge::{Code, Severity};

/// What is not written, and what is written instead. Several forms stand in one row, parted by a bar.
const TABLE: &[(Code, &str, &str)] = &[
    (Code::S003, "QD|qd|Q.D|q.d|QD.", "write \"daily\" or \"once daily\""),
    (Code::S004, "QOD|qod|Q.O.D|q.o.d", "write \"every other day\""),
    (Code::S006, "IU|iu", "write \"units\" or \"international units\""),
    (Code::S007, "MS", "write the full name of what is meant"),
    (Code::S007, "MSO4", "write \"morphine sulfate\""),
    (Code::S007, "MgSO4", "write \"magnesium sulfate\""),
    (Code::S008, "ug|\u{B5}g|\u{3BC}g|\u{B5}gs|\u{3BC}gs", "write \"mcg\""),
    (Code::S013, "cc", "write \"mL\""),
    (Code::S013, "ml|Ml|ML", "write \"mL\""),
    (Code::S014, "BT", "write \"bedtime\""),
    (Code::S014, "HS|hs", "write \"bedtime\" or \"half-strength\""),
    (Code::S014, "qhs|QHS|qn|QN", "write \"nightly\" or \"at bedtime\""),
    (Code::S014, "q1d|q.1.d|q.i.d", "write \"daily\", or \"four times daily\""),
    (Code::S014, "q6PM|q6pm", "write \"daily at 6 PM\" or \"6 PM daily\""),
    (Code::S014, "TIW|tiw", "write \"three times weekly\""),
    (Code::S014, "BIW|biw", "write \"two times weekly\""),
    (Code::S014, "UD|ud", "write \"as directed\""),
    (Code::S014, "o.d|O.D", "write \"daily\""),
    (Code::S014, "BID|bid|b.i.d", "write \"twice daily\""),
    (Code::S014, "TID|tid|t.i.d", "write \"three times daily\""),
    (Code::S014, "QID|qid", "write \"four times daily\""),
    (Code::S014, "PRN|prn|p.r.n", "write \"as needed\""),
    (Code::S015, "SC|SQ|sub q|sub-q|SubQ", "write \"subcut\" or \"subcutaneously\""),
    (Code::S015, "IN", "write \"intranasal\""),
    (Code::S015, "IJ", "write \"injection\""),
    (Code::S015, "per os|p.o", "write \"by mouth\""),
    (Code::S015, "AD|AS|AU", "write \"right ear\", \"left ear\" or \"each ear\""),
    (Code::S015, "OD|OS|OU", "write \"right eye\", \"left eye\" or \"each eye\"; or \"daily\""),
    (Code::S016, "D/C|d/c", "write \"discharge\" or \"stop\""),
    (Code::S018, "MTX", "write \"methotrexate\""),
    (Code::S018, "AZA", "write \"azathioprine\""),
    (Code::S018, "HCTZ", "write \"hydrochlorothiazide\""),
    (Code::S018, "HCT", "write \"hydrocortisone\" or what is meant"),
    (Code::S018, "CPZ", "write \"prochlorperazine\""),
    (Code::S018, "PTU", "write \"propylthiouracil\""),
    (Code::S018, "TAC", "write \"triamcinolone\" or \"tacrolimus\", whichever is meant"),
    (Code::S018, "MMF", "write \"mycophenolate mofetil\""),
    (Code::S018, "CsA|CyA", "write \"ciclosporin\""),
];

/// The table, ready to be looked up by the first word of each phrase.
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
                if let Some(first) = tokens.first() {
                    by_first.entry(first.text).or_default().push(Phrase { code: *code, tokens, instead });
                }
            }
        }
        Self { by_first }
    }

    pub(super) fn find(&self, tokens: &[Token<'_>], breaches: &mut Vec<Breach>) {
        for (at, token) in tokens.iter().enumerate() {
            let Some(phrases) = self.by_first.get(token.text) else { continue };
            for phrase in phrases {
                let here = tokens.get(at..at + phrase.tokens.len()).unwrap_or_default();
                if stands_here(phrase, here) && is_alone(tokens, at, phrase.tokens.len()) {
                    breaches.extend(breach(phrase, here));
                }
            }
        }
    }
}

fn stands_here(phrase: &Phrase, here: &[Token<'_>]) -> bool {
    here.len() == phrase.tokens.len()
        && here.iter().zip(&phrase.tokens).all(|(token, wanted)| token.text == wanted.text)
        && here.iter().zip(&phrase.tokens).skip(1).all(|(token, wanted)| token.spaced == wanted.spaced)
}

/// Whether the tokens are no part of a longer name or number, such as `AD-123` or `2.AS`.
fn is_alone(tokens: &[Token<'_>], at: usize, length: usize) -> bool {
    let joins = |token: Option<&Token<'_>>| token.is_some_and(|token| token.is("-") || token.is("'"));
    let joined_before = tokens.get(at).is_some_and(|first| !first.spaced) && at > 0 && joins(tokens.get(at - 1));
    let next = tokens.get(at + length);
    let joined_behind = next.is_some_and(|next| !next.spaced) && joins(next);
    !joined_before && !joined_behind
}

fn breach(phrase: &Phrase, here: &[Token<'_>]) -> Option<Breach> {
    let (first, last) = (here.first()?, here.last()?);
    let mut breach = Breach::new(phrase.code, span(first, last), "is misread", phrase.instead);
    // These four are on no list; that they are written out is the style of the house.
    let house_style = ["twice daily", "three times daily", "four times daily", "as needed"];
    let milder = phrase.code == Code::S014 && house_style.iter().any(|words| phrase.instead.contains(words));
    breach.severity = milder.then_some(Severity::Warning);
    Some(breach)
}
