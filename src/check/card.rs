//! Whether the card of a drug says what its statements say.
//!
//! Promises: a figure of a brief is a figure of its statement, with the unit it has there, and a line of effect has a comparator
//! beside it. Never compares words: which of them to leave out is the author's decision.

use crate::knowledge::lexer::{Token, TokenKind, lex, span};
use crate::knowledge::quantity::is_dose_unit;
use crate::knowledge::{
    Brief, CardLine, Claim, Code, Diagnostic, Dose, Draft, Findings, ResultRow, Trial, TrialResult,
};

/// Units of time, without the letter of the plural.
const TIMES: [&str; 6] = ["minute", "hour", "day", "week", "month", "year"];

/// Words and marks between two numbers that have one unit: "30 to 60 mL".
const BETWEEN: [&str; 6] = ["to", "or", "and", "-", "\u{2013}", ","];

/// `complete` is whether every entry could be read: a row with a fault is not in the draft, and its comparator may be missing for that.
pub(super) fn check(draft: &Draft, complete: bool, findings: &mut Findings) {
    for claim in &draft.claims {
        if let Some(brief) = &claim.brief {
            findings.extend(of_claim(claim, brief));
            figures(brief, &claim.text, findings);
        }
    }
    for dose in draft.drugs.iter().flat_map(|drug| &drug.doses) {
        if let Some(brief) = &dose.brief {
            findings.extend(effect_without_a_result(brief).or_else(|| changed_on_a_dose(brief)));
            figures(brief, &dose_in_words(dose), findings);
        }
    }
    for trial in &draft.trials {
        for result in &trial.results {
            if let Some(brief) = &result.brief {
                findings.extend(of_result(trial, result, brief).filter(|_| complete));
                figures(brief, &result_in_words(trial, result), findings);
            }
        }
    }
}

fn of_claim(claim: &Claim, brief: &Brief) -> Option<Diagnostic> {
    if let Some(superseded) = &claim.superseded {
        return Some(
            Diagnostic::new(Code::K019, brief.line.span(), "a statement that no longer holds is on a card")
                .secondary_label(superseded.on.span(), "superseded since this day")
                .help("remove `card` and `brief`, and give them to the claim that holds now"),
        );
    }
    let is_on_a_drug = claim.home.is_drug() || claim.about.iter().any(|about| about.is_drug());
    if !is_on_a_drug {
        return Some(
            Diagnostic::new(Code::K019, brief.line.span(), "this claim is on no drug's page, so it is on no card")
                .help("name the drugs under `about`, or remove `card` and `brief`"),
        );
    }
    effect_without_a_result(brief)
}

/// An effect without figures beside those of a comparator says too much.
fn effect_without_a_result(brief: &Brief) -> Option<Diagnostic> {
    (*brief.line == CardLine::Effect).then(|| {
        Diagnostic::new(Code::K019, brief.line.span(), "an effect on a card needs a result with its comparator").help(
            "give `card = \"effect\"` to a result of a trial; for what had no comparator write `card = \"evidence\"`",
        )
    })
}

fn changed_on_a_dose(brief: &Brief) -> Option<Diagnostic> {
    (*brief.line == CardLine::Changed).then(|| {
        Diagnostic::new(Code::K019, brief.line.span(), "a dose does not say that a label has changed")
            .help("give `card = \"changed\"` to the claim that says so; a dose is on the line \"dose\"")
    })
}

fn of_result(trial: &Trial, result: &TrialResult, brief: &Brief) -> Option<Diagnostic> {
    if *brief.line != CardLine::Effect {
        return Some(
            Diagnostic::new(Code::K019, brief.line.span(), "a result can be on the line \"effect\" only")
                .help("write `card = \"effect\"`, or give the words to a claim"),
        );
    }
    let in_percent = |row: &ResultRow| row.percent.is_some();
    let has_comparator = trial.comparator(result).is_some_and(in_percent);
    let has_active = result.rows.iter().any(|row| !trial.is_comparator(result, row) && in_percent(row));
    (!has_comparator || !has_active).then(|| {
        Diagnostic::new(
            Code::K019,
            brief.line.span(),
            "an effect on a card needs the percentage of a comparator beside it",
        )
        .secondary_label(result.id.span(), "this result has not exactly one comparator with a percentage")
        .help("choose a result with one comparator, or put a claim with `card = \"evidence\"` on the card")
    })
}

fn dose_in_words(dose: &Dose) -> String {
    let maximum = dose.maximum.iter().map(|maximum| &maximum.text);
    let texts = maximum.chain(&dose.note).map(|text| format!("; {}", **text)).collect::<String>();
    format!("{} {}; {}{texts}", dose.amount(), dose.frequency(), *dose.population)
}

/// Everything a result says, as one text.
fn result_in_words(trial: &Trial, result: &TrialResult) -> String {
    let mut text = format!("{}; {}; {}; {}", result.caption(), *result.time, *result.analysis, *trial.population);
    for row in &result.rows {
        text.push_str(&format!("; {}", trial.arm(row).map_or("", |arm| arm.name.as_str())));
        let percents = row.percent.iter().map(|percent| format!("; {}%", **percent));
        let people = row.responders.iter().chain(trial.people(row)).map(|people| format!("; {}", **people));
        let points = row.difference.iter().map(|difference| format!("; {}", *difference.points));
        percents.chain(people).chain(points).for_each(|figure| text.push_str(&figure));
    }
    text
}

/// Reports the figures of a brief that its statement does not have.
fn figures(brief: &Brief, statement: &str, findings: &mut Findings) {
    let full = lex(statement);
    let tokens = lex(&brief.text);
    for (at, number) in tokens.iter().enumerate().filter(|(_at, token)| token.kind == TokenKind::Number) {
        let unit = unit_of(&tokens, at);
        let is_same = |(place, other): (usize, &Token<'_>)| {
            let is_equal = other.kind == TokenKind::Number && digits(other) == digits(number);
            is_equal && unit.as_ref().is_none_or(|unit| unit_of(&full, place).as_ref() == Some(unit))
        };
        if full.iter().enumerate().any(is_same) {
            continue;
        }
        let last = if unit.is_some() && tokens.get(at + 1).is_some_and(is_unit) { &tokens[at + 1] } else { number };
        let figure = &brief.text[span(number, last)];
        let message = format!("the statement of this brief does not have the figure \"{figure}\"");
        findings.push(
            Diagnostic::new(Code::N010, brief.text.span_within(span(number, last)), message)
                .help("a brief repeats the figures of its statement with their units, and adds none"),
        );
    }
}

/// The digits of a number without the commas between them.
fn digits(token: &Token<'_>) -> String {
    token.text.replace(',', "")
}

fn is_unit(token: &Token<'_>) -> bool {
    is_dose_unit(token) || TIMES.contains(&token.text.trim_end_matches('s'))
}

/// The unit of a number, without the letter of the plural. In "30 to 60 mL" the unit of both is mL.
fn unit_of(tokens: &[Token<'_>], at: usize) -> Option<String> {
    let next = tokens.get(at + 1)?;
    if is_unit(next) {
        return Some(next.text.trim_end_matches('s').to_owned());
    }
    let goes_on = next.is_any_of(&BETWEEN) && tokens.get(at + 2).is_some_and(|token| token.kind == TokenKind::Number);
    if goes_on { unit_of(tokens, at + 2) } else { None }
}
