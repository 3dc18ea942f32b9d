//! Whether the numbers of a trial and those of a sentence agree with each other.
//!
//! Promises: a rule applies only where everything it needs was reported; absent numbers are not flagged. Results of
//! different analyses are never compared.

mod intervals;
mod plausibility;

use super::own_words::OwnText;
use crate::knowledge::lexer::{Token, TokenKind, lex};
use crate::knowledge::{
    Code, Decimal, Diagnostic, Difference, Draft, Effect, Findings, Located, Rate, RateRow, ResultRow, Trial,
    TrialResult,
};
use crate::statistics::Proportion;

pub(super) fn check(draft: &Draft, texts: &[OwnText<'_>], findings: &mut Findings) {
    for trial in &draft.trials {
        findings.extend(too_many_people(trial));
        for result in &trial.results {
            for row in &result.rows {
                findings.extend(more_than_the_arm(trial, row));
                findings.extend(count(trial, row));
                findings.extend(without_its_estimate(row));
            }
            compared(trial, result, findings);
        }
        for rate in &trial.rates {
            findings.extend(rate.rows.iter().filter_map(|row| not_its_rate(rate, row)));
        }
        for effect in &trial.effects {
            findings.extend(effect_without_its_estimate(&effect.value, effect.interval.as_ref()));
            findings.extend(below_zero(effect));
        }
        for row in trial.rates.iter().flat_map(|rate| &rate.rows) {
            findings.extend(effect_without_its_estimate(&row.value, row.interval.as_ref()));
        }
    }
    plausibility::check(draft, texts, findings);
    texts.iter().for_each(|own| counts_in_words(own.text, findings));
}

fn too_many_people(trial: &Trial) -> Option<Diagnostic> {
    let randomised = trial.randomised.as_ref().filter(|_| !trial.within_patient)?;
    let in_arms: u64 = trial.arms.iter().filter_map(|arm| arm.n.as_ref()).map(|n| u64::from(**n)).sum();
    if in_arms <= u64::from(**randomised) {
        return None;
    }
    let message = format!("the arms have {in_arms} people, but only {} were randomised", **randomised);
    Some(Diagnostic::new(Code::N004, randomised.span(), message).help("correct the arms or the total from the source"))
}

fn more_than_the_arm(trial: &Trial, row: &ResultRow) -> Option<Diagnostic> {
    let counted = row.n.as_ref()?;
    let in_arm = trial.arm(row)?.n.as_ref()?;
    if **counted <= **in_arm {
        return None;
    }
    let message = format!("{} people were counted in an arm of only {}", **counted, **in_arm);
    Some(
        Diagnostic::new(Code::N007, counted.span(), message)
            .secondary_label(in_arm.span(), "the arm")
            .help("correct one of the two from the source"),
    )
}

fn count(trial: &Trial, row: &ResultRow) -> Option<Diagnostic> {
    let responders = row.responders.as_ref()?;
    let n = trial.people(row)?;
    let Some(proportion) = Proportion::new(**responders, **n) else {
        let message = format!("{} people responded, but there were only {}", **responders, **n);
        return Some(
            Diagnostic::new(Code::N002, responders.span(), message)
                .secondary_label(n.span(), "how many there were")
                .help("correct one of the two from the source"),
        );
    };
    let percent = row.percent.as_ref()?;
    let computed = 100.0 * proportion.share();
    if within_rounding(computed, **percent) {
        return None;
    }
    let message = format!("{} of {} is {computed:.2}%, not {}%", **responders, **n, **percent);
    Some(
        Diagnostic::new(Code::N001, percent.span(), message)
            .secondary_label(responders.span(), "counted")
            .help("correct the figures from the source; an estimate of a model has no count"),
    )
}

/// Whether a computed number can have been reported as `reported`.
fn within_rounding(computed: f64, reported: Decimal) -> bool {
    // Reports round halves up or down; the small addition keeps binary fractions from deciding.
    (reported.value() - computed).abs() <= reported.half_unit() + 1e-9
}

fn without_its_estimate(row: &ResultRow) -> Option<Diagnostic> {
    let difference = row.difference.as_ref()?;
    let (low, high) = difference.interval.as_ref()?;
    let points = difference.points.value();
    if low.value() <= points && points <= high.value() {
        return None;
    }
    let message = format!("{} is not within its interval, {} to {}", *difference.points, **low, **high);
    Some(
        Diagnostic::new(Code::N003, difference.points.span(), message)
            .secondary_label(low.span(), "lower limit")
            .secondary_label(high.span(), "upper limit")
            .help("correct the figures from the source"),
    )
}

/// Reports a rate that is not that of its events and its exposure.
fn not_its_rate(rate: &Rate, row: &RateRow) -> Option<Diagnostic> {
    let (events, exposure) = (row.events.as_ref()?, row.exposure.as_ref()?);
    let computed = f64::from(**events) / exposure.value() * f64::from(*rate.per);
    if within_rounding(computed, *row.value) {
        return None;
    }
    let message =
        format!("{} events in {} are {computed:.2} per {}, not {}", **events, **exposure, *rate.per, *row.value);
    Some(
        Diagnostic::new(Code::N011, row.value.span(), message)
            .secondary_label(events.span(), "the events")
            .help("correct the figures from the source"),
    )
}

fn effect_without_its_estimate(
    value: &Located<Decimal>,
    interval: Option<&(Located<Decimal>, Located<Decimal>)>,
) -> Option<Diagnostic> {
    let (low, high) = interval?;
    if (low.value()..=high.value()).contains(&value.value()) {
        return None;
    }
    let message = format!("{} is not within its interval, {} to {}", **value, **low, **high);
    Some(
        Diagnostic::new(Code::N003, value.span(), message)
            .secondary_label(low.span(), "lower limit")
            .help("correct the figures from the source"),
    )
}

/// A figure of a ratio that no ratio has.
fn below_zero(effect: &Effect) -> Option<Diagnostic> {
    let limits = effect.interval.iter().flat_map(|(low, high)| [low, high]);
    let mut figures = std::iter::once(&effect.value).chain(limits).filter(|_| effect.measure.is_ratio());
    let figure = figures.find(|figure| figure.value() < 0.0)?;
    let message = format!("{} is no {}: it is below zero", **figure, *effect.measure);
    let fault = Diagnostic::new(Code::N008, figure.span(), message);
    Some(fault.help("correct the figure, or the measure, from the source"))
}

/// Compares each difference of a result with the two arms it is the difference of. Without a single comparator it is unknown
/// what a difference is from.
fn compared(trial: &Trial, result: &TrialResult, findings: &mut Findings) {
    let Some(comparator) = trial.comparator(result) else { return };
    for row in &result.rows {
        let Some(difference) = &row.difference else { continue };
        if without_its_estimate(row).is_some() {
            // One of the three numbers is wrong, and that has been reported.
            continue;
        }
        findings.extend(not_of_its_arms(row, comparator, difference));
        if !trial.within_patient {
            findings.extend(intervals::of_other_counts(trial, row, comparator, difference));
        }
    }
}

fn not_of_its_arms(row: &ResultRow, comparator: &ResultRow, difference: &Difference) -> Option<Diagnostic> {
    let percents = row.percent.as_ref().zip(comparator.percent.as_ref());
    let (own, other) = percents.or(row.value.as_ref().zip(comparator.value.as_ref()))?;
    let computed = own.value() - other.value();
    let rounding = own.half_unit() + other.half_unit() + difference.points.half_unit();
    if (computed - difference.points.value()).abs() <= rounding + 1e-9 {
        return None;
    }
    let message = format!("{} minus {} is {computed:.1}, not {}", **own, **other, *difference.points);
    Some(
        Diagnostic::new(Code::N005, difference.points.span(), message)
            .secondary_label(own.span(), "this arm")
            .secondary_label(other.span(), "the comparator")
            .help("correct the figures from the source; if a model adjusted the difference, allow N005 and say so"),
    )
}

/// Reports the counts and percentages of a sentence that do not agree: "99 of 281 (35.2%)", "35.2% (99 of 281)",
/// "99/281 (35.2%)".
fn counts_in_words(text: &Located<String>, findings: &mut Findings) {
    if !text.contains('%') {
        return;
    }
    let tokens = lex(text);
    for at in 0..tokens.len() {
        let rest = &tokens[at..];
        let share = count_first(rest).or_else(|| percent_first(rest));
        findings.extend(share.and_then(|share| disagreement(text, &share)));
    }
}

/// A count and the percentage given for it.
struct Share<'t> {
    responders: &'t Token<'t>,
    n: &'t Token<'t>,
    percent: &'t Token<'t>,
}

/// `99 of 281 (35.2%`, `99 of 281 people (35.2%`, `99/281 (35.2%`.
fn count_first<'t>(tokens: &'t [Token<'t>]) -> Option<Share<'t>> {
    let [responders, of, n, rest @ ..] = tokens else { return None };
    is_count(responders, of, n).then_some(())?;
    // One word, such as "people", may precede the bracket.
    let rest = match rest {
        [word, rest @ ..] if word.kind == TokenKind::Word => rest,
        no_word => no_word,
    };
    let [bracket, percent, sign, after @ ..] = rest else { return None };
    // An interval, or the level of one: "(30% to 41%)", "(95% CI 30 to 41)".
    let interval = ["to", "-", "\u{2013}", "CI", "confidence", "interval"];
    let is_share = after.first().is_none_or(|next| !next.is_any_of(&interval));
    (bracket.is("(") && percent.kind == TokenKind::Number && sign.is("%") && is_share).then_some(Share {
        responders,
        n,
        percent,
    })
}

/// `35.2% (99 of 281`, `35.2% (99/281`.
fn percent_first<'t>(tokens: &'t [Token<'t>]) -> Option<Share<'t>> {
    let [percent, sign, bracket, responders, of, n, ..] = tokens else { return None };
    let shape = percent.kind == TokenKind::Number && sign.is("%") && bracket.is("(") && is_count(responders, of, n);
    shape.then_some(Share { responders, n, percent })
}

fn is_count(responders: &Token<'_>, of: &Token<'_>, n: &Token<'_>) -> bool {
    responders.kind == TokenKind::Number && n.kind == TokenKind::Number && (of.is("of") || of.is("/"))
}

fn disagreement(text: &Located<String>, share: &Share<'_>) -> Option<Diagnostic> {
    let whole = |token: &Token<'_>| token.text.replace(',', "").parse::<u32>().ok();
    let percent: Decimal = share.percent.text.parse().ok()?;
    let (responders, n) = (whole(share.responders)?, whole(share.n)?);
    let span = |first: &Token<'_>, last: &Token<'_>| text.span_within(first.start..last.end());
    let Some(proportion) = Proportion::new(responders, n) else {
        let message = format!("{responders} of {n} is more people than there were");
        let diagnostic = Diagnostic::new(Code::N002, span(share.responders, share.n), message);
        return Some(diagnostic.help("correct one of the two from the source"));
    };
    let computed = 100.0 * proportion.share();
    if within_rounding(computed, percent) {
        return None;
    }
    let message = format!("{responders} of {n} is {computed:.2}%, not {percent}%");
    Some(
        Diagnostic::new(Code::N001, span(share.percent, share.percent), message)
            .secondary_label(span(share.responders, share.n), "counted")
            .help("correct the figures from the source"),
    )
}
