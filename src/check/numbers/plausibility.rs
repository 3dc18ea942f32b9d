//! Whether a number can be: a time, a P value, a score on a scale.

use std::collections::HashSet;

use super::super::own_words::OwnText;
use crate::knowledge::lexer::{Token, TokenKind, tokens};
use crate::knowledge::{Code, Diagnostic, Draft, Findings, Located, Scale, SourceSpan, TimePoint, Trial};

/// Ten years, in weeks: longer than an outcome is followed.
const LONGEST_WEEKS: u32 = 520;

/// Ten years, in months.
const LONGEST_MONTHS: u32 = 120;

pub(super) fn check(draft: &Draft, texts: &[OwnText<'_>], findings: &mut Findings) {
    let scales: &[Scale] = draft.review.as_ref().map_or(&[], |review| &review.scales);
    for trial in &draft.trials {
        results(trial, scales, findings);
    }
    let results = draft.trials.iter().flat_map(|trial| &trial.results);
    let outcomes: HashSet<&str> = results.map(|result| result.outcome.as_str()).collect();
    for own in texts {
        scores(own.text, scales, &outcomes, findings);
    }
}

fn impossible(span: SourceSpan, message: String) -> Diagnostic {
    Diagnostic::new(Code::N008, span, message).help("correct the number from the source")
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
                let has_power = p.contains(['^', '\u{D7}']) || p.contains(" x ");
                let mut numbers = tokens(p).filter(|_| !has_power);
                let too_large = numbers.find(|token| token.value().is_some_and(|value| value > 1.0));
                findings.extend(too_large.map(|token| {
                    let span = p.span_within(token.start..token.end());
                    impossible(span, format!("{} cannot be a P value: it is more than 1", token.text))
                }));
            }
        }
    }
}

fn off_the_scale(scale: &Scale, value: f64, span: SourceSpan) -> Option<Diagnostic> {
    if (scale.low.value()..=scale.high.value()).contains(&value) {
        return None;
    }
    let message = format!("{value} is not on the scale {:?}, from {} to {}", *scale.name, *scale.low, *scale.high);
    Some(impossible(span, message).secondary_label(scale.name.span(), "the scale"))
}

/// Reports the scores of a text that are not on their scale: the number after the name of a scale, and further ones after "to",
/// "and" or "or".
fn scores(text: &Located<String>, scales: &[Scale], outcomes: &HashSet<&str>, findings: &mut Findings) {
    for scale in scales {
        for (at, name) in text.match_indices(scale.name.as_str()) {
            let inside_a_word = text[..at].ends_with(char::is_alphanumeric);
            // What looks like a score may be the name of an outcome.
            if inside_a_word || outcomes.iter().any(|outcome| begins_with(&text[at..], outcome)) {
                continue;
            }
            let after = at + name.len();
            for token in scored(tokens(&text[after..])) {
                let span = text.span_within(after + token.start..after + token.end());
                findings.extend(token.value().and_then(|value| off_the_scale(scale, value, span)));
            }
        }
    }
}

/// Whether a text begins with words that no letter or digit follows.
fn begins_with(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Words that may separate the name of a scale from the score.
const BEFORE_A_SCORE: [&str; 15] = [
    "s", "score", "scores", "of", "at", "least", "from", "was", "is", "above", "below", "over", "under", "exactly",
    "about",
];

/// Words that may follow a score; a number after "and" that another word follows counts something else.
const AFTER_A_SCORE: [&str; 12] = ["to", "and", "or", "at", "in", "after", "before", "by", "on", "was", "were", "is"];

/// The numbers that are scores, of the tokens after the name of the scale. A percentage is not a score.
fn scored<'t>(tokens: impl Iterator<Item = Token<'t>>) -> Vec<Token<'t>> {
    let mut tokens = tokens.skip_while(|token| token.is_any_of(&BEFORE_A_SCORE));
    let mut scores = Vec::new();
    while let Some(number) = tokens.next().filter(|token| token.kind == TokenKind::Number && token.spaced) {
        let next = tokens.next();
        let counts = |next: &Token<'_>| next.kind == TokenKind::Word && !next.is_any_of(&AFTER_A_SCORE);
        if next.is_some_and(|next| next.is("%") || (!scores.is_empty() && counts(&next))) {
            break;
        }
        scores.push(number);
        if !next.is_some_and(|next| next.is_any_of(&["to", "and", "or"])) {
            break;
        }
    }
    scores
}
