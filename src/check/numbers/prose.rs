//! Whether the counts and percentages of a sentence agree: "99 of 281 (35.2%)", "35.2% (99 of 281)", "99/281 (35.2%)".

use super::super::lexer::{Sort, Token, lex_into};
use super::super::texts::Said;
use super::within_rounding;
use crate::knowledge::{Code, Decimal, Diagnostic, Findings, Located};
use crate::statistics::Proportion;

pub(super) fn check(texts: &[Said<'_>], findings: &mut Findings) {
    let mut tokens = Vec::new();
    for (_register, text) in texts.iter().filter(|(_register, text)| text.contains('%')) {
        lex_into(text, &mut tokens);
        for at in 0..tokens.len() {
            let rest = &tokens[at..];
            if let Some(share) = count_first(rest).or_else(|| percent_first(rest)) {
                findings.extend(disagreement(text, &share));
            }
        }
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
        [word, rest @ ..] if word.sort == Sort::Word => rest,
        no_word => no_word,
    };
    let [bracket, percent, sign, after @ ..] = rest else { return None };
    // An interval, or the level of one: "(30% to 41%)", "(95% CI 30 to 41)".
    let interval = ["to", "-", "\u{2013}", "CI", "confidence", "interval"];
    let is_share = after.first().is_none_or(|next| !interval.contains(&next.text));
    (bracket.is("(") && percent.sort == Sort::Number && sign.is("%") && is_share).then_some(Share {
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

fn disagreement(text: &Located<String>, share: &Share<'_>) -> Option<Diagnostic> {
    let whole = |token: &Token<'_>| token.text.replace(',', "").parse::<u32>().ok();
    let percent: Decimal = share.percent.text.parse().ok()?;
    let (responders, n) = (whole(share.responders)?, whole(share.n)?);
    let place = |first: &Token<'_>, last: &Token<'_>| text.span_within(first.start..last.end());
    let Some(proportion) = Proportion::new(responders, n) else {
        let message = format!("{responders} of {n} is more people than there were");
        let diagnostic = Diagnostic::new(Code::N002, place(share.responders, share.n), message);
        return Some(diagnostic.help("correct one of the two from the source"));
    };
    let computed = 100.0 * proportion.share();
    if within_rounding(computed, percent) {
        return None;
    }
    let message = format!("{responders} of {n} is {computed:.2}%, not {percent}%");
    Some(
        Diagnostic::new(Code::N001, place(share.percent, share.percent), message)
            .secondary_label(place(share.responders, share.n), "counted")
            .help("correct the figures from the source"),
    )
}
