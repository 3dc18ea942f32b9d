//! Whether what an entry says of how it is given fits the folder it lies in.
//!
//! Promises: the program writes "by mouth" or "on the skin" into each dose, so what is injected, infused, inhaled or given as light
//! is refused there. Another treatment may be spoken of: one that failed, that is not to be given, or that a trial compares.

use super::lexer::{Sort, Token, lex};
use crate::knowledge::{Code, Diagnostic, Draft, Drug, Findings, Kind, Located, Section};

/// Beginnings of words that name another way of giving a treatment than those of the folders.
const OTHER_WAYS: &str = "inject autoinject infus syring subcutan intraven intramusc intraderm intralesion intrathec \
                          intraartic articular intravitre intravesic intraperiton intranas intraocul epidural parenteral \
                          implant suppositor enema inhal nebul nasal ophthalm rectal vaginal phototherap photochemotherap \
                          photodynam radiotherap irradiat ultraviolet";

/// Words that do the same and may begin a name.
const OTHER_WAYS_IN_FULL: [&str; 4] = ["excimer", "laser", "puva", "uvb"];

/// Abbreviations of the same, as they are written.
const ABBREVIATED: [&str; 3] = ["IV", "SC", "IM"];

/// Words that do the same in a form or an amount; elsewhere they have other meanings.
const OTHER_WAYS_OF_FORMS: [&str; 6] = ["light", "lamp", "nm", "pen", "pens", "drip"];

/// Words before which nothing is given in the way that follows, to the end of the sentence.
const NEGATIONS: [&str; 10] =
    ["not", "never", "no", "nor", "without", "avoid", "cannot", "non", "contraindicated", "unlike"];

/// Words that make of a negation the most that is given.
const LIMITS: [&str; 6] = ["more", "less", "fewer", "exceed", "longer", "later"];

/// Words of a clause in which another treatment is spoken of.
const OF_ANOTHER: &str = "after before prior previous previously earlier failed failure inadequate refractory candidate \
                          candidates eligible instead rather versus against switch switched switching placebo sham dummy \
                          plus added adding combined combination concomitant another biologic biologics vaccine vaccines";

/// Words that say, directly before the way of giving, that it is the entry's own.
const OF_ITS_OWN: [&str; 9] = ["first", "second", "third", "next", "last", "each", "every", "initial", "single"];

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// A form, an amount or a frequency: all of it is about the entry itself.
    Part,
    /// A sentence, or the name of an arm, which may mention another treatment.
    Sentence,
}

pub(super) fn check(draft: &Draft, findings: &mut Findings) {
    draft.drugs.iter().for_each(|drug| of_drug(drug, findings));
    for claim in draft.claims.iter().filter(|claim| *claim.section == Section::Dose) {
        findings.extend(other_way(claim.home.kind(), &claim.text, Said::Sentence));
    }
    for arm in draft.trials.iter().flat_map(|trial| &trial.arms) {
        // A comparator that is no entry of the base may be given in any way.
        let kind = arm.drug.as_ref().map(|drug| drug.kind());
        findings.extend(kind.and_then(|kind| other_way(kind, &arm.name, Said::Sentence)));
    }
}

fn of_drug(drug: &Drug, findings: &mut Findings) {
    let kind = drug.id.kind();
    let names = [&drug.name].into_iter().chain(&drug.aliases);
    findings.extend(names.filter_map(|name| other_way(kind, name, Said::Sentence)));
    findings.extend(drug.forms.iter().filter_map(|form| other_way(kind, form, Said::Part)));
    for dose in &drug.doses {
        let parts = [&dose.amount, &dose.frequency];
        findings.extend(parts.into_iter().filter_map(|part| other_way(kind, part, Said::Part)));
        findings.extend(dose.note.as_ref().and_then(|note| other_way(kind, note, Said::Sentence)));
    }
}

/// The fault of a text that gives the entry by another route than its folder's.
fn other_way(kind: Kind, text: &Located<String>, said: Said) -> Option<Diagnostic> {
    let route = kind.route()?;
    let tokens = lex(text);
    let at =
        (0..tokens.len()).find(|at| names_another_way(kind, &tokens, *at, said) && is_its_own(&tokens, *at, said))?;
    let word = tokens.get(at)?;
    let message = format!("{:?} is another way than {route}, which the program writes into each dose here", word.text);
    let help = "a base of this version holds only what is given by mouth or put on the skin, so leave the entry out, or say \
                before it that another treatment is meant: \"after\", \"not\", \"plus\"";
    Some(Diagnostic::new(Code::S025, text.span_within(word.start..word.end()), message).help(help))
}

fn names_another_way(kind: Kind, tokens: &[Token<'_>], at: usize, said: Said) -> bool {
    let Some(token) = tokens.get(at).filter(|token| token.sort == Sort::Word) else { return false };
    let word = token.text.to_lowercase();
    if OTHER_WAYS.split(' ').any(|way| word.starts_with(way))
        || OTHER_WAYS_IN_FULL.contains(&word.as_str())
        || ABBREVIATED.contains(&token.text)
    {
        return true;
    }
    // "protected from light" is said of a tablet, too.
    let is_after =
        |before: &str| at > 0 && tokens.get(at - 1).is_some_and(|token| token.text.eq_ignore_ascii_case(before));
    let is_of_a_form = OTHER_WAYS_OF_FORMS.contains(&word.as_str()) && !is_after("from");
    let is_of_the_other_folder = match kind {
        Kind::Oral => {
            matches!(word.as_str(), "cream" | "ointment" | "lotion" | "topically")
                || (word == "skin" && is_after("the"))
        }
        Kind::Topical => {
            matches!(word.as_str(), "tablet" | "tablets" | "capsule" | "capsules" | "orally")
                || (word == "mouth" && is_after("by"))
        }
        Kind::Trial | Kind::Pathophysiology | Kind::Safety | Kind::Question | Kind::Reference | Kind::Review => false,
    };
    said == Said::Part && (is_of_a_form || is_of_the_other_folder)
}

/// Whether the way of giving that a token names is the entry's own, by the words before it and in its clause.
fn is_its_own(tokens: &[Token<'_>], at: usize, said: Said) -> bool {
    let ends = |marks: &'static [&'static str]| move |token: &Token<'_>| marks.contains(&token.text);
    let before = tokens.get(..at).unwrap_or_default();
    let behind = tokens.get(at..).unwrap_or_default();
    let from = |end: &dyn Fn(&Token<'_>) -> bool| before.iter().rposition(end).map_or(0, |end| end + 1);
    let has = |tokens: &[Token<'_>], words: &[&str]| {
        tokens.iter().any(|token| words.iter().any(|word| token.text.eq_ignore_ascii_case(word)))
    };
    let sentence = before.get(from(&ends(&[".", "?", "!", ";", ":"]))..).unwrap_or_default();
    let is_negation =
        |pair: &[Token<'_>]| matches!(pair, [not, next @ ..] if has(&[*not], &NEGATIONS) && !has(next, &LIMITS));
    let pairs = sentence.windows(2).chain(sentence.rchunks(1).take(1));
    if pairs.into_iter().any(is_negation) {
        return false;
    }
    if said == Said::Part || before.last().is_some_and(|last| has(&[*last], &OF_ITS_OWN)) {
        return true;
    }
    let is_end = ends(&[".", "?", "!", ";", ":", ","]);
    let clause_before = before.get(from(&is_end)..).unwrap_or_default();
    let clause_behind = behind.split(is_end).next().unwrap_or_default();
    // What is said behind it must name the other treatment; a time alone may be the entry's own.
    !has(clause_before, &OF_ANOTHER.split(' ').collect::<Vec<_>>())
        && !has(clause_behind, &["failed", "instead", "biologic", "biologics", "vaccine", "vaccines"])
}
