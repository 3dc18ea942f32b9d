//! Whether the counts and percentages of a sentence agree: "99 of 281 (35.2%)", "35.2% (99 of 281)", "99/281 (35.2%)".

use super::super::lexer::{Sort, Token, lex_into};
use super::super::texts::Said;
use super::within_rounding;
use crate::knowledge::{Code, Decimal, Diagnostic, Findings, Located};
use crate::statistics::Proportion;

pub(super) fn check(texts: &[Said<'_>], findings: &mut Findings) {
    let mut tokens = Vec::new();
    for (_register, text) in texts.iter().filter(|(_register, text)| may_say(text)) {
        lex_into(text, &mut tokens);
        for at in 0..tokens.len() {
            let rest = tokens.get(at..).unwrap_or_default();
            if let Some(said) = count_first(rest).or_else(|| percent_first(rest)) {
                findings.extend(disagreement(text, &said));
            }
        }
    }
}

/// Whether a bracket stands before the number of a percent sign, or behind the sign, as either way of saying it has one: few
/// texts need be taken apart. What is not ASCII may be white space.
fn may_say(text: &str) -> bool {
    let bytes = text.as_bytes();
    let opens = |byte: Option<&u8>| byte.is_some_and(|byte| *byte == b'(' || !byte.is_ascii());
    text.match_indices('%').any(|(at, sign)| {
        let (before, behind) = (bytes.get(..at).unwrap_or_default(), bytes.get(at + sign.len()..).unwrap_or_default());
        let mut before = before.iter().rev().skip_while(|b| **b <= b' ' || matches!(b, b'0'..=b'9' | b'.' | b','));
        let mut behind = behind.iter().skip_while(|b| **b <= b' ');
        opens(before.next()) || opens(behind.next())
    })
}

/// A count and the percentage that is said to follow from it.
struct Share<'t> {
    responders: &'t Token<'t>,
    n: &'t Token<'t>,
    percent: &'t Token<'t>,
}

/// `99 of 281 (35.2%`, `99 of 281 people (35.2%`, `99/281 (35.2%`.
fn count_first<'t>(tokens: &'t [Token<'t>]) -> Option<Share<'t>> {
    let [responders, of, n, rest @ ..] = tokens else { return None };
    is_count(responders, of, n).then_some(())?;
    // One word, such as "people", may stand before the bracket.
    let rest = match rest {
        [word, rest @ ..] if word.sort == Sort::Word => rest,
        no_word => no_word,
    };
    let [bracket, percent, sign, behind @ ..] = rest else { return None };
    // An interval, or the level of one: "(30% to 41%)", "(95% CI 30 to 41)".
    let interval = ["to", "-", "\u{2013}", "CI", "confidence", "interval"];
    let share = behind.first().is_none_or(|next| !interval.contains(&next.text));
    (bracket.is("(") && percent.sort == Sort::Number && sign.is("%") && share).then_some(Share {
        responders,
        n,
        percent,
    })
}

/// `35.2% (99 of 281`, `35.2% (99/281`.
fn percent_first<'t>(tokens: &'t [Token<'t>]) -> Option<Share<'t>> {
    let [percent, sign, bracket, responders, of, n, ..] = tokens else { return None };
    let shape = percent.sort == Sort::Number && sign.is("%") && bracket.is("(") && is_count(responders, of, n);
    shape.then_some(Share { responders, n, percent })
}

fn is_count(responders: &Token<'_>, of: &Token<'_>, n: &Token<'_>) -> bool {
    responders.sort == Sort::Number && n.sort == Sort::Number && (of.is("of") || of.is("/"))
}

fn disagreement(text: &Located<String>, said: &Share<'_>) -> Option<Diagnostic> {
    let whole = |token: &Token<'_>| token.text.replace(',', "").parse::<u32>().ok();
    let percent: Decimal = said.percent.text.parse().ok()?;
    let (responders, n) = (whole(said.responders)?, whole(said.n)?);
    let place = |first: &Token<'_>, last: &Token<'_>| text.place_within(first.start..last.end());
    let Some(proportion) = Proportion::new(responders, n) else {
        let message = format!("{responders} of {n} is more people than there were");
        let diagnostic = Diagnostic::new(Code::N002, place(said.responders, said.n), message);
        return Some(diagnostic.help("correct one of the two from the source"));
    };
    let computed = 100.0 * proportion.share();
    if within_rounding(computed, percent) {
        return None;
    }
    let message = format!("{responders} of {n} is {computed:.2}%, not {percent}%");
    Some(
        Diagnostic::new(Code::N001, place(said.percent, said.percent), message)
            .beside(place(said.responders, said.n), "counted")
            .help("correct the figures from the source"),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{count_first, may_say, percent_first};
    use crate::check::lexer::lex;

    proptest! {
        #[test]
        fn no_text_that_says_a_share_is_passed_over(
            pieces in prop::collection::vec(prop::sample::select(vec!["99", "281", "35.2", "1,000", "of", "/", "%", "(", "people", "to"]), 0..9),
            spaces in prop::collection::vec(prop::sample::select(vec!["", " ", "\u{A0}", "\u{2009} "]), 9),
        ) {
            let text: String = pieces.iter().zip(&spaces).flat_map(|(piece, space)| [*piece, *space]).collect();
            let tokens = lex(&text);
            let says = |at: usize| {
                let rest = tokens.get(at..).unwrap_or_default();
                count_first(rest).or_else(|| percent_first(rest)).is_some()
            };
            prop_assert!(may_say(&text) || !(0..tokens.len()).any(says), "{}", text);
        }
    }
}
