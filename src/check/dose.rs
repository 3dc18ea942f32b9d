//! What a dose says: an amount with a unit, how often, and whether the amount is plausible.
//!
//! Promises: reads only quantities that are written; never guesses a unit. Route, population, label and source of a dose are
//! part of its form, not of these rules.

use super::lexer::{Token, TokenKind, lex};
use crate::knowledge::{Code, Diagnostic, Dose, Draft, Drug, Findings, LabelStatus, Located};

/// Units in which a dose is given. The rules of wording look at numbers before one of these.
pub(super) const DOSE_UNITS: [&str; 14] =
    ["mg", "mcg", "ng", "g", "kg", "mL", "L", "mmol", "mEq", "unit", "units", "ml", "ug", "ugs"];

/// Those of them that are recognised in capitals; the others mean something else.
const CAPITAL_UNITS: [&str; 5] = ["MG", "MCG", "UG", "UNIT", "UNITS"];

/// Words one of which says how often.
const FREQUENCIES: [&str; 14] = [
    "daily", "once", "twice", "times", "every", "each", "weekly", "monthly", "hourly", "nightly", "morning", "evening",
    "bedtime", "night",
];

/// Times that say how often after "a" or "per"; elsewhere they say how long.
const TIMES: [&str; 5] = ["day", "night", "week", "month", "hour"];

/// More than this at a time is a mistake in the unit or the decimal point, in milligrams: ten grams.
const LARGEST_MILLIGRAMS: f64 = 10_000.0;

/// An amount with a unit: `50 mg`, `2.5%`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Quantity<'t> {
    value: f64,
    /// The unit, or `%`.
    unit: &'t str,
    /// The first byte of the number.
    start: usize,
    /// One past the last byte of the unit.
    end: usize,
}

/// The quantities of a text, in order. Of `30 mg/g` it is 30 mg.
fn quantities(text: &str) -> Vec<Quantity<'_>> {
    let tokens = lex(text);
    let pairs = tokens.windows(2).filter(|pair| is_dose_unit(&pair[1]));
    pairs
        .filter_map(|pair| {
            let (number, unit) = (&pair[0], &pair[1]);
            Some(Quantity { value: number.value()?, unit: unit.text, start: number.start, end: unit.end() })
        })
        .collect()
}

/// Whether a token is a unit of a dose, or a percent sign.
pub(super) fn is_dose_unit(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Word => token.is_any_of(&DOSE_UNITS) || token.is_any_of(&CAPITAL_UNITS),
        TokenKind::Mark => token.is("%"),
        TokenKind::Number => false,
    }
}

pub(super) fn check(draft: &Draft, findings: &mut Findings) {
    for drug in &draft.drugs {
        let strengths = strengths(drug);
        for dose in &drug.doses {
            // In brackets is for whom a band of the dose is.
            let is_in_brackets = |one: &Quantity<'_>| {
                let before = &dose.amount[..one.start];
                before.matches('(').count() > before.matches(')').count()
            };
            let amounts: Vec<Quantity<'_>> =
                quantities(&dose.amount).into_iter().filter(|one| !is_in_brackets(one)).collect();
            // The amounts of other kinds, such as light, have other units than those of substances.
            findings.extend(incomplete(dose, &amounts, drug.route.is_of_drugs()));
            findings.extend(amounts.iter().filter_map(|amount| implausible(dose, amount)));
            findings.extend(not_of_the_strengths(dose, &amounts, &strengths));
        }
    }
}

fn incomplete(dose: &Dose, amounts: &[Quantity<'_>], is_of_a_drug: bool) -> Vec<Diagnostic> {
    let fault = |text: &Located<String>, what: &str, help: &str| {
        Diagnostic::new(Code::S021, text.span(), format!("{:?} {what}", **text)).help(help)
    };
    let mut faults = Vec::new();
    if amounts.is_empty() && is_of_a_drug {
        let help = "write a number, a space and a unit, such as \"50 mg\", or a percentage, such as \"ointment 2%\"";
        faults.push(fault(&dose.amount, "gives no amount with a unit", help));
    }
    if !says_how_often(&dose.frequency) {
        let help = "write it in words: \"once daily\", \"every other day\"";
        faults.push(fault(&dose.frequency, "does not say how often", help));
    }
    faults
}

fn says_how_often(frequency: &str) -> bool {
    let lower = frequency.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let per_time = |pair: &[&str]| matches!(pair, ["a" | "per", time] if TIMES.contains(time));
    words.iter().any(|word| FREQUENCIES.contains(word)) || words.windows(2).any(per_time)
}

fn implausible(dose: &Dose, amount: &Quantity<'_>) -> Option<Diagnostic> {
    let what = if amount.value <= 0.0 {
        "is not a dose"
    } else if amount.unit == "%" && amount.value > 100.0 {
        "is more than the whole"
    } else if milligrams(amount).is_some_and(|milligrams| milligrams > LARGEST_MILLIGRAMS) {
        "is more than ten grams at a time"
    } else {
        return None;
    };
    let message = format!("{} {} {what}", amount.value, amount.unit);
    let span = dose.amount.span_within(amount.start..amount.end);
    Some(Diagnostic::new(Code::N008, span, message).help("correct the number or its unit from the source"))
}

/// The amount in milligrams; `None` for a volume, a count or a percentage.
fn milligrams(quantity: &Quantity<'_>) -> Option<f64> {
    let factor = match quantity.unit {
        "mg" | "MG" => 1.0,
        "g" => 1_000.0,
        "mcg" | "MCG" | "ug" | "UG" => 0.001,
        "ng" => 0.000_001,
        "kg" => 1_000_000.0,
        _not_a_mass => return None,
    };
    Some(quantity.value * factor)
}

/// The strengths of a drug's forms in milligrams, each with the form.
fn strengths(drug: &Drug) -> Vec<(f64, &Located<String>)> {
    let mut strengths = Vec::new();
    // A concentration is no strength: what is taken of it is measured.
    let is_strength = |form: &&Located<String>| !quantities(form).iter().any(|one| form[one.end..].starts_with('/'));
    for form in drug.forms.iter().filter(is_strength) {
        strengths.extend(quantities(form).iter().filter_map(milligrams).map(|strength| (strength, form)));
    }
    strengths
}

/// A labelled dose that is not a multiple of any strength of the product.
fn not_of_the_strengths(
    dose: &Dose,
    amounts: &[Quantity<'_>],
    strengths: &[(f64, &Located<String>)],
) -> Option<Diagnostic> {
    if matches!(dose.status, LabelStatus::Studied) {
        return None;
    }
    let (_strength, form) = strengths.first()?;
    // An amount by weight or area is made up for each person.
    let by_person = |amount: &&Quantity<'_>| dose.amount[amount.end..].starts_with('/');
    let amount = amounts.iter().filter(|amount| !by_person(amount)).find(|amount| {
        milligrams(amount)
            .is_some_and(|amount| strengths.iter().all(|(strength, _form)| !is_multiple(amount, *strength)))
    })?;
    let message = format!("{} {} cannot be made up from the strengths under `forms`", amount.value, amount.unit);
    Some(
        Diagnostic::new(Code::N009, dose.amount.span_within(amount.start..amount.end), message)
            .secondary_label(form.span(), "the strength of a form")
            .help("correct the dose or the strengths from the label"),
    )
}

/// Whether `amount` is one to a hundred times `strength`.
fn is_multiple(amount: f64, strength: f64) -> bool {
    let times = amount / strength;
    strength > 0.0 && (0.999..=100.0).contains(&times) && (times - times.round()).abs() < 1e-6
}
