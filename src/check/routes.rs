//! Whether what an entry says about how it is given fits its folder.
//!
//! Promises: the program writes the words of the route into each dose, so what is injected, infused, inhaled or given as light is
//! refused where these words are "by mouth" or "on the skin". Another treatment may be mentioned: one that failed, that is not to be given, or that a trial compares.
//! Reads words, not grammar: a sentence that is unusual enough can be misjudged.

use std::collections::{BTreeMap, HashMap};

use crate::knowledge::lexer::{Token, TokenKind, lex};
use crate::knowledge::{Code, Diagnostic, Draft, Drug, EntryId, Findings, Located, Route, Section};

/// Beginnings of words that name another route than those of the folders.
const OTHER_ROUTES: [&str; 34] = [
    "inject",
    "autoinject",
    "infus",
    "syring",
    "subcutan",
    "intraven",
    "intramusc",
    "intraderm",
    "intralesion",
    "intrathec",
    "intraartic",
    "articular",
    "intravitre",
    "intravesic",
    "intraperiton",
    "intranas",
    "intraocul",
    "epidural",
    "parenteral",
    "implant",
    "suppositor",
    "enema",
    "inhal",
    "nebul",
    "nasal",
    "ophthalm",
    "rectal",
    "vaginal",
    "phototherap",
    "photochemotherap",
    "photodynam",
    "radiotherap",
    "irradiat",
    "ultraviolet",
];

/// Whole words that do; the names of some drugs begin with them.
const OTHER_ROUTES_IN_FULL: [&str; 4] = ["excimer", "laser", "puva", "uvb"];

/// Abbreviations that do, in capitals only.
const ABBREVIATED: [&str; 3] = ["IV", "SC", "IM"];

/// Words that do in a form or an amount; elsewhere they have other meanings.
const OTHER_ROUTES_OF_FORMS: [&str; 6] = ["light", "lamp", "nm", "pen", "pens", "drip"];

/// For the words of the two routes that a base has without declaring any, the words of the other one in a form or an amount.
const OF_THE_OTHER_FOLDER: [(&str, &[&str]); 2] = [
    ("by mouth", &["cream", "ointment", "lotion", "topically", "the skin"]),
    ("on the skin", &["tablet", "tablets", "capsule", "capsules", "orally", "by mouth"]),
];

/// Words after which a route is one by which the entry is not given.
const NEGATIONS: [&str; 10] =
    ["not", "never", "no", "nor", "without", "avoid", "cannot", "non", "contraindicated", "unlike"];

/// Words that turn a negation before them into a limit: "not more than".
const LIMITS: [&str; 6] = ["more", "less", "fewer", "exceed", "longer", "later"];

/// Words that end a negation.
const END_OF_NEGATION: [&str; 2] = ["but", "then"];

/// Words that mention another treatment, when they come before the route in its clause.
const ANOTHER: [&str; 34] = [
    "after",
    "before",
    "prior",
    "previous",
    "previously",
    "earlier",
    "failed",
    "failure",
    "inadequate",
    "refractory",
    "candidate",
    "candidates",
    "eligible",
    "instead",
    "rather",
    "versus",
    "against",
    "switch",
    "switched",
    "switching",
    "placebo",
    "sham",
    "dummy",
    "plus",
    "added",
    "adding",
    "combined",
    "combination",
    "concomitant",
    "another",
    "biologic",
    "biologics",
    "vaccine",
    "vaccines",
];

/// Words that do when they come after the route; a time alone may be the entry's own.
const ANOTHER_AFTER: [&str; 6] = ["failed", "instead", "biologic", "biologics", "vaccine", "vaccines"];

/// Words directly before a route that make it the entry's own.
const OF_ITS_OWN: [&str; 9] = ["first", "second", "third", "next", "last", "each", "every", "initial", "single"];

/// The most words of an item of a list, and of a list.
const LONGEST_ITEM: usize = 2;
const LONGEST_LIST: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// A form, an amount or a frequency: all of it is about the entry itself.
    Part,
    /// A sentence, or the name of an arm, which may mention another treatment.
    Sentence,
}

pub(super) fn check(draft: &Draft, findings: &mut Findings) {
    let routes: HashMap<&EntryId, &Route> = draft.drugs.iter().map(|drug| (&drug.id, &drug.route)).collect();
    let claims = draft.claims.iter().filter(|claim| *claim.section == Section::Dose);
    let of_claims = claims.filter_map(|claim| other_route(routes.get(&claim.home)?, &claim.text, Text::Sentence));
    // A comparator that is no entry of the base may be given in any way.
    let arms = draft.trials.iter().flat_map(|trial| &trial.arms);
    let of_arms = arms.filter_map(|arm| other_route(routes.get(&**arm.drug.as_ref()?)?, &arm.name, Text::Sentence));
    let faults = draft.drugs.iter().flat_map(of_drug).chain(of_claims).chain(of_arms);
    // One change mends all the faults of a file, so they are reported as one.
    let mut files: BTreeMap<u32, Diagnostic> = BTreeMap::new();
    for fault in faults {
        let file = fault.span().file;
        let joined = match files.remove(&file) {
            Some(first) => first.secondary_label(fault.span(), "and here"),
            None => fault,
        };
        files.insert(file, joined);
    }
    findings.extend(files.into_values());
}

/// The faults of what a drug's own file says of it, its claims apart.
fn of_drug(drug: &Drug) -> Vec<Diagnostic> {
    let names = [&drug.name].into_iter().chain(&drug.aliases).map(|name| (name, Text::Sentence));
    let forms = drug.forms.iter().map(|form| (form, Text::Part));
    // The route that a dose names is the author's own word.
    let doses = drug.doses.iter().filter(|dose| dose.route.is_none()).flat_map(|dose| {
        let amounts = dose.regimen.amounts().into_iter().map(|amount| &amount.text);
        let parts = amounts.chain(dose.regimen.words()).map(|part| (part, Text::Part));
        parts.chain(dose.note.as_ref().map(|note| (note, Text::Sentence)))
    });
    names.chain(forms).chain(doses).filter_map(|(text, of)| other_route(&drug.route, text, of)).collect()
}

/// Reports a text that gives the entry by another route than its folder's.
fn other_route(route: &Route, text: &Located<String>, of: Text) -> Option<Diagnostic> {
    let says = route.says.as_str();
    let of_the_other = OF_THE_OTHER_FOLDER.iter().find(|(own, _words)| *own == says)?.1;
    let tokens = lex(text);
    let mut sentences = tokens.split(|token| token.is_any_of(&[".", "?", "!", ";", ":"]));
    let word = sentences.find_map(|sentence| own_route(of_the_other, sentence, of))?;
    let message = format!("{:?} does not fit the drug's folder, which is for what is given {says}", word.text);
    let help = format!(
        "if the drug is given otherwise than {says}, move the drug's file to a folder named for its route, and declare that in \
         review.toml: [[route]] with `id`, the folder, and `says`, the words for a dose; if another treatment is meant, say so \
         before the word: \"after\", \"not\", \"plus\""
    );
    Some(Diagnostic::new(Code::S025, text.span_within(word.start..word.end()), message).help(help))
}

/// The first word of a sentence that names another route by which the entry itself is given.
fn own_route<'t>(of_the_other: &[&str], sentence: &[Token<'t>], of: Text) -> Option<Token<'t>> {
    let mut negated = false;
    let mut rest = sentence;
    for clause in sentence.split(|token| token.is(",")) {
        negated = negated && continues_a_list(rest);
        // After the last clause there is no comma, and nothing.
        rest = rest.get(clause.len() + 1..).unwrap_or_default();
        let another = clause.iter().position(|token| is_word(token, &ANOTHER));
        let another_after = clause.iter().rposition(|token| is_word(token, &ANOTHER_AFTER));
        for (at, token) in clause.iter().enumerate() {
            if is_word(token, &END_OF_NEGATION) {
                negated = false;
            } else if is_word(token, &NEGATIONS) {
                negated = negated || !clause.get(at + 1).is_some_and(|next| is_word(next, &LIMITS));
            }
            let mentions_another =
                another.is_some_and(|another| another < at) || another_after.is_some_and(|another| at <= another);
            let is_its_own = of == Text::Part || !mentions_another || at > 0 && is_word(&clause[at - 1], &OF_ITS_OWN);
            if !negated && is_its_own && names_another_route(of_the_other, clause, at, of) {
                return Some(*token);
            }
        }
    }
    None
}

/// Whether what follows a comma is the next item of a list that ends in "or", so that a negation before the comma covers it:
/// "not for injection, infusion or inhalation", but not "do not chew, inject once a week".
fn continues_a_list(after_comma: &[Token<'_>]) -> bool {
    let mut words = 0;
    for token in after_comma.iter().take(LONGEST_LIST) {
        if is_word(token, &["or", "nor"]) {
            return true;
        }
        words = if token.is(",") { 0 } else { words + 1 };
        if words > LONGEST_ITEM || token.kind == TokenKind::Number {
            return false;
        }
    }
    false
}

fn is_word(token: &Token<'_>, words: &[&str]) -> bool {
    words.iter().any(|word| token.text.eq_ignore_ascii_case(word))
}

fn names_another_route(of_the_other: &[&str], clause: &[Token<'_>], at: usize, of: Text) -> bool {
    let token = &clause[at];
    if token.kind != TokenKind::Word {
        return false;
    }
    let word = token.text.to_lowercase();
    if OTHER_ROUTES.iter().any(|route| word.starts_with(route))
        || OTHER_ROUTES_IN_FULL.contains(&word.as_str())
        || token.is_any_of(&ABBREVIATED)
    {
        return true;
    }
    let is_after = |before: &str| at > 0 && clause[at - 1].text.eq_ignore_ascii_case(before);
    // A tablet can be "protected from light".
    let is_of_a_form = OTHER_ROUTES_OF_FORMS.contains(&word.as_str()) && !is_after("from");
    let with_before = |before: &str| is_after(before).then(|| format!("{before} {word}"));
    let is_of_the_other_folder = [Some(word.clone()), with_before("the"), with_before("by")]
        .into_iter()
        .flatten()
        .any(|words| of_the_other.contains(&words.as_str()));
    of == Text::Part && (is_of_a_form || is_of_the_other_folder)
}
