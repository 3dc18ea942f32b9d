//! What a dose says: an amount with a unit, how often, and whether the amount is plausible.
//!
//! Promises: judges only quantities that are written. Route, population, label and source of a dose are part of its form, not of these
//! rules.

use crate::knowledge::{Amount, Code, Diagnostic, Dose, Draft, Findings, LabelStatus, Located, Quantity};

/// Words one of which says how often.
const FREQUENCIES: [&str; 14] = [
    "daily", "once", "twice", "times", "every", "each", "weekly", "monthly", "hourly", "nightly", "morning", "evening",
    "bedtime", "night",
];

/// Times that say how often after "a" or "per"; elsewhere they say how long.
const TIMES: [&str; 5] = ["day", "night", "week", "month", "hour"];

/// More than this at a time is a mistake in the unit or the decimal point, in milligrams: ten grams.
const LARGEST_MILLIGRAMS: f64 = 10_000.0;

pub(super) fn check(draft: &Draft, findings: &mut Findings) {
    for drug in &draft.drugs {
        let forms: Vec<Amount> = drug.forms.iter().map(|form| Amount::new(form.clone())).collect();
        let strengths = strengths(&forms);
        for dose in &drug.doses {
            let amounts = dose.regimen.amounts();
            // The amounts of other kinds, such as light, have other units than those of substances.
            if drug.route.is_of_drugs() {
                findings.extend(amounts.iter().filter_map(|amount| without_unit(amount)));
            }
            findings.extend(without_frequency(dose));
            let quantities: Vec<&Located<Quantity>> = amounts.iter().flat_map(|amount| &amount.quantities).collect();
            findings.extend(quantities.iter().filter_map(|quantity| implausible(quantity)));
            findings.extend(above_maximum(dose, &quantities));
            findings.extend(not_of_the_strengths(dose, &quantities, &strengths));
        }
    }
}

fn without_unit(amount: &Amount) -> Option<Diagnostic> {
    let message = format!("{:?} gives no amount with a unit", *amount.text);
    let help = "write a number, a space and a unit, such as \"50 mg\", or a percentage, such as \"ointment 2%\"";
    amount.quantities.is_empty().then(|| Diagnostic::new(Code::S021, amount.text.span(), message).help(help))
}

fn without_frequency(dose: &Dose) -> Option<Diagnostic> {
    let frequency = dose.frequency();
    let words = dose.regimen.words();
    let last = words.last().filter(|_last| !says_how_often(&frequency))?;
    let fault = Diagnostic::new(Code::S021, last.span(), format!("{frequency:?} does not say how often"));
    Some(fault.help("write it in words: \"once daily\", \"every other day\""))
}

fn says_how_often(frequency: &str) -> bool {
    let lower = frequency.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let per_time = |pair: &[&str]| matches!(pair, ["a" | "per", time] if TIMES.contains(time));
    words.iter().any(|word| FREQUENCIES.contains(word)) || words.windows(2).any(per_time)
}

fn implausible(quantity: &Located<Quantity>) -> Option<Diagnostic> {
    let what = if quantity.value.value() <= 0.0 {
        "is not a dose"
    } else if quantity.unit == "%" && quantity.value.value() > 100.0 {
        "is more than the whole"
    } else if quantity.milligrams().is_some_and(|milligrams| milligrams > LARGEST_MILLIGRAMS) {
        "is more than ten grams at a time"
    } else {
        return None;
    };
    let message = format!("{} {} {what}", quantity.value, quantity.unit);
    let fault = Diagnostic::new(Code::N008, quantity.span(), message);
    Some(fault.help("correct the number or its unit from the source"))
}

/// An amount at a time that is more than may be given.
fn above_maximum(dose: &Dose, quantities: &[&Located<Quantity>]) -> Option<Diagnostic> {
    let maximum = dose.maximum.as_ref()?.quantities.first()?;
    let is_above = |one: &&&Located<Quantity>| {
        let masses = one.milligrams().zip(maximum.milligrams());
        one.per == maximum.per && masses.is_some_and(|(one, maximum)| one > maximum)
    };
    let above = quantities.iter().find(is_above)?;
    let message = format!("{} {} is more than the `maximum`", above.value, above.unit);
    let fault = Diagnostic::new(Code::N008, above.span(), message).secondary_label(maximum.span(), "the maximum");
    Some(fault.help("correct the dose or its maximum from the source"))
}

/// The strengths of a drug's forms in milligrams, each with its place.
fn strengths(forms: &[Amount]) -> Vec<(f64, &Located<Quantity>)> {
    // A concentration is no strength: what is taken of it is measured.
    let is_strength = |form: &&Amount| form.quantities.iter().all(|one| one.per.is_none());
    let quantities = forms.iter().filter(is_strength).flat_map(|form| &form.quantities);
    quantities.filter_map(|one| Some((one.milligrams()?, one))).collect()
}

/// A labelled dose that is not a multiple of any strength of the product.
fn not_of_the_strengths(
    dose: &Dose,
    quantities: &[&Located<Quantity>],
    strengths: &[(f64, &Located<Quantity>)],
) -> Option<Diagnostic> {
    if matches!(dose.status, LabelStatus::Studied) {
        return None;
    }
    let (_milligrams, strength) = strengths.first()?;
    // An amount by weight or area is made up for each person.
    let quantity = quantities.iter().filter(|one| one.per.is_none()).find(|one| {
        let cannot = |amount| strengths.iter().all(|(strength, _form)| !is_multiple(amount, *strength));
        one.milligrams().is_some_and(cannot)
    })?;
    let message = format!("{} {} cannot be made up from the strengths under `forms`", quantity.value, quantity.unit);
    let fault = Diagnostic::new(Code::N009, quantity.span(), message);
    let fault = fault.secondary_label(strength.span(), "the strength of a form");
    Some(fault.help("correct the dose or the strengths from the label"))
}

/// Whether `amount` is one to a hundred times `strength`.
fn is_multiple(amount: f64, strength: f64) -> bool {
    let times = amount / strength;
    strength > 0.0 && (0.999..=100.0).contains(&times) && (times - times.round()).abs() < 1e-6
}
