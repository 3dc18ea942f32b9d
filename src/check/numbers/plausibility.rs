//! Whether a number is plausible: a time, a dose, a P value, a score on a scale.

use super::super::lexer::{Sort, Token, lex};
use super::super::quantity::{Quantity, quantities};
use super::super::texts::Said;
use crate::knowledge::{
    Code, Diagnostic, Dose, Draft, Drug, Findings, LabelStatus, Located, Scale, SourceSpan, TimePoint, Trial,
};

/// Ten years, in weeks: longer than an outcome is followed.
const LONGEST_WEEKS: u32 = 520;

/// Ten years, in months.
const LONGEST_MONTHS: u32 = 120;

/// More than this of anything at a time is a unit or a point mistaken, in milligrams: ten grams.
const LARGEST_MILLIGRAMS: f64 = 10_000.0;

pub(super) fn check(draft: &Draft, texts: &[Said<'_>], findings: &mut Findings) {
    let scales: &[Scale] = draft.review.as_ref().map_or(&[], |review| &review.scales);
    for trial in &draft.trials {
        results(trial, scales, findings);
    }
    for drug in &draft.drugs {
        for dose in &drug.doses {
            impossible_amounts(dose, findings);
            findings.extend(not_of_the_strengths(drug, dose));
        }
    }
    if !scales.is_empty() {
        for (_register, text) in texts {
            scores(text, scales, findings);
        }
    }
}

fn impossible(place: SourceSpan, message: String) -> Diagnostic {
    Diagnostic::new(Code::N008, place, message).help("correct the number from the source")
}

fn results(trial: &Trial, scales: &[Scale], findings: &mut Findings) {
    for result in &trial.results {
        let (limit, unit) = match *result.time {
            TimePoint::Week(_) => (LONGEST_WEEKS, "weeks"),
            TimePoint::Month(_) => (LONGEST_MONTHS, "months"),
        };
        let number = result.time.number();
        if number > limit {
            let message = format!("{number} {unit} are more than ten years");
            findings.push(impossible(result.time.span(), message));
        }
        let scale = result.unit.as_ref().and_then(|unit| scales.iter().find(|scale| *scale.name == **unit));
        for row in &result.rows {
            if let (Some(scale), Some(value)) = (scale, &row.value) {
                findings.extend(off_the_scale(scale, value.value(), value.span()));
            }
            if let Some(p) = &row.p {
                // "1.2 x 10^-8" is small, though its parts are not.
                let whole = lex(p).into_iter().filter(|_| !p.contains(['^', '\u{D7}']) && !p.contains(" x "));
                let too_large = whole.into_iter().find(|token| token.value().is_some_and(|value| value > 1.0));
                findings.extend(too_large.map(|token| {
                    let place = p.span_within(token.start..token.end());
                    impossible(place, format!("{} cannot be a P value: it is more than 1", token.text))
                }));
            }
        }
    }
}

fn off_the_scale(scale: &Scale, value: f64, place: SourceSpan) -> Option<Diagnostic> {
    if (scale.low.value()..=scale.high.value()).contains(&value) {
        return None;
    }
    let message = format!("{value} is not on the scale {:?}, from {} to {}", *scale.name, *scale.low, *scale.high);
    Some(impossible(place, message).secondary_label(scale.name.span(), "the scale"))
}

/// Scores in a text: the number after the name of a scale, and further ones after "to", "and" or "or".
fn scores(text: &Located<String>, scales: &[Scale], findings: &mut Findings) {
    for scale in scales {
        for (at, _name) in text.match_indices(scale.name.as_str()) {
            let inside_a_word = text[..at].ends_with(char::is_alphanumeric);
            if inside_a_word {
                continue;
            }
            let after = at + scale.name.len();
            let tokens = lex(&text[after..]);
            for token in scored(&tokens) {
                let place = text.span_within(after + token.start..after + token.end());
                findings.extend(token.value().and_then(|value| off_the_scale(scale, value, place)));
            }
        }
    }
}

/// Words that may separate the name of a scale from the score.
const BEFORE_A_SCORE: [&str; 15] = [
    "s", "score", "scores", "of", "at", "least", "from", "was", "is", "above", "below", "over", "under", "exactly",
    "about",
];

/// Words that may follow a score; a number after "and" that another word follows counts something else.
const BEHIND_A_SCORE: [&str; 12] = ["to", "and", "or", "at", "in", "after", "before", "by", "on", "was", "were", "is"];

/// The numbers that are scores, given what follows the name of the scale. A percentage is none.
fn scored<'t>(tokens: &'t [Token<'t>]) -> Vec<&'t Token<'t>> {
    let first = tokens.iter().position(|token| !BEFORE_A_SCORE.contains(&token.text)).unwrap_or(tokens.len());
    let mut found = Vec::new();
    let mut at = first;
    while let Some(number) = tokens.get(at).filter(|token| token.sort == Sort::Number && token.spaced) {
        let counts = |next: &Token<'_>| next.sort == Sort::Word && !BEHIND_A_SCORE.contains(&next.text);
        if tokens.get(at + 1).is_some_and(|next| next.is("%") || (at > first && counts(next))) {
            break;
        }
        found.push(number);
        let goes_on = tokens.get(at + 1).is_some_and(|next| next.is("to") || next.is("and") || next.is("or"));
        at += if goes_on { 2 } else { tokens.len() };
    }
    found
}

fn impossible_amounts(dose: &Dose, findings: &mut Findings) {
    for quantity in quantities(&dose.amount) {
        let what = if quantity.value <= 0.0 {
            "no dose"
        } else if quantity.unit == "%" && quantity.value > 100.0 {
            "more than all of it"
        } else if milligrams(&quantity).is_some_and(|milligrams| milligrams > LARGEST_MILLIGRAMS) {
            "more than ten grams at a time"
        } else {
            continue;
        };
        let message = format!("{} {} is {what}", quantity.value, quantity.unit);
        findings.push(impossible(dose.amount.span_within(quantity.start..quantity.end), message));
    }
}

fn milligrams(quantity: &Quantity<'_>) -> Option<f64> {
    let factor = match quantity.unit {
        "mg" | "MG" => 1.0,
        "g" => 1_000.0,
        "mcg" | "MCG" | "ug" | "UG" => 0.001,
        "ng" => 0.000_001,
        "kg" => 1_000_000.0,
        _volume_count_or_share => return None,
    };
    Some(quantity.value * factor)
}

/// A labelled dose that no number of the product's units gives.
fn not_of_the_strengths(drug: &Drug, dose: &Dose) -> Option<Diagnostic> {
    if matches!(dose.status, LabelStatus::Studied) {
        return None;
    }
    let strengths: Vec<(f64, &Located<String>)> = drug
        .forms
        .iter()
        .flat_map(|form| quantities(form).into_iter().filter_map(move |q| Some((milligrams(&q)?, form))))
        .collect();
    let (_strength, form) = strengths.first()?;
    let amount = quantities(&dose.amount).into_iter().find(|quantity| {
        milligrams(quantity)
            .is_some_and(|amount| strengths.iter().all(|(strength, _form)| !is_multiple(amount, *strength)))
    })?;
    let message = format!("{} {} cannot be made up from the strengths under `forms`", amount.value, amount.unit);
    Some(
        Diagnostic::new(Code::N009, dose.amount.span_within(amount.start..amount.end), message)
            .secondary_label(form.span(), "the strength of a form")
            .help("correct the dose or the strengths from the label"),
    )
}

/// Whether `amount` is `strength` taken one to a hundred times.
fn is_multiple(amount: f64, strength: f64) -> bool {
    let times = amount / strength;
    strength > 0.0 && (0.999..=100.0).contains(&times) && (times - times.round()).abs() < 1e-6
}
