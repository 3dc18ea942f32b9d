//! How signs, ranges and numerals are written.

use super::super::own_words::TextKind;
use super::{Breach, Context, Rule, is_flow, touches};
use crate::knowledge::Code;
use crate::knowledge::lexer::{Token, TokenKind, span};
use crate::knowledge::quantity::is_dose_unit;

pub(super) const RULES: &[Rule] =
    &[comparison_sign, shorthand, slash, fraction, ratio, roman, dash_in_range, spaced_otherwise];

fn comparison_sign(context: &Context<'_>, at: usize) -> Option<Breach> {
    let sign = context.get(at)?;
    let instead = match sign.text {
        ">" => "write \"greater than\" or \"more than\"; for >= \"at least\"",
        "<" => "write \"less than\"; for <= \"at most\", or \"or less\" after the number",
        "\u{2265}" | "\u{2A7E}" => "write \"at least\", or \"or more\" after the number",
        "\u{2264}" | "\u{2A7D}" => "write \"at most\", or \"or less\" after the number",
        _no_sign => return None,
    };
    let arrow = touches(Some(sign)) && context.before(at).is_some_and(|before| before.is("-"));
    let equals = context.get(at + 1).is_some_and(|token| token.is("=") && !token.spaced);
    let number_at = at + 1 + usize::from(equals);
    // A number may begin with a point or a minus.
    let begun = context.get(number_at).is_some_and(|token| token.is_any_of(&[".", "-", "\u{2212}"]));
    let after = context.number(number_at).or_else(|| context.number(number_at + 1).filter(|n| begun && !n.spaced));
    let before = at.checked_sub(1).and_then(|at| context.number(at));
    (!arrow && (after.is_some() || before.is_some())).then(|| {
        let bytes = span(before.filter(|_| after.is_none()).unwrap_or(sign), after.unwrap_or(sign));
        Breach::new(Code::S009, bytes, "has a sign that can be mistaken for its opposite", instead)
    })
}

fn shorthand(context: &Context<'_>, at: usize) -> Option<Breach> {
    let token = context.get(at)?;
    let instead = match token.text {
        "@" if !is_inside_a_word(context, at) => "write \"at\"",
        "&" | "+" if is_and(context, at) => "write \"and\"",
        "\u{B0}" | "\u{BA}" if is_hours(context, at) => "write \"hours\"",
        "\u{2205}" => "write \"0\" or \"none\"",
        "\u{D8}" | "\u{F8}" if stands_alone(context, at) => "write \"0\" or \"none\"",
        "-" if context.get(at + 1).is_some_and(|next| next.is(">") && !next.spaced) => "write it in words: \"to\"",
        "=" if is_drawn_arrow(context, at) => "write it in words: \"to\"",
        sign if !sign.is_ascii() && sign.contains(is_arrow) => "write it in words: \"increased\", \"to\"",
        word if is_days(word) => "write \"for\", the number, and \"days\" or \"doses\"",
        _nothing => return None,
    };
    Some(Breach::new(Code::S016, span(token, token), "is shorthand that can be misread", instead))
}

pub(super) fn is_arrow(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{2794}'..='\u{27BE}' | '\u{27F0}'..='\u{27FF}' | '\u{2B05}'..='\u{2B0D}')
}

/// `=>` is an arrow, unless a number follows: then it is meant as "at least".
fn is_drawn_arrow(context: &Context<'_>, at: usize) -> bool {
    context.get(at + 1).is_some_and(|next| next.is(">") && !next.spaced) && context.number(at + 2).is_none()
}

/// Whether words touch a sign on both sides, as in an e-mail address.
fn is_inside_a_word(context: &Context<'_>, at: usize) -> bool {
    let word = |token: Option<&Token<'_>>| token.is_some_and(|token| token.kind == TokenKind::Word);
    context.touches_before(at) && word(context.before(at)) && touches(context.get(at + 1)) && word(context.get(at + 1))
}

/// Whether a sign is between white space, or at the end of a sentence.
fn stands_alone(context: &Context<'_>, at: usize) -> bool {
    let open = |next: &Token<'_>| next.spaced || next.is_any_of(&[".", ",", ";", ":", ")"]);
    context.get(at).is_some_and(|token| token.spaced) && context.get(at + 1).is_none_or(open)
}

/// Whether a sign is meant as "and": between words, or between a dose and the next; not in "CD8+ T cells", and not in the
/// name of a firm.
fn is_and(context: &Context<'_>, at: usize) -> bool {
    let (Some(sign), Some(before), Some(next)) = (context.get(at), context.before(at), context.get(at + 1)) else {
        return false;
    };
    if sign.spaced && next.spaced {
        let capital = |token: &Token<'_>| token.text.starts_with(char::is_uppercase) && !context.names.is_name(token);
        let firm = sign.is("&") && capital(before) && capital(next);
        let sum = sign.is("+") && before.kind == TokenKind::Number && next.kind == TokenKind::Number;
        return !firm && !sum;
    }
    let word = |token: &Token<'_>| token.text.chars().count() > 2 && token.text.chars().all(char::is_alphabetic);
    let dose = is_dose_unit(before) && next.kind == TokenKind::Number;
    !sign.spaced && !next.spaced && ((word(before) && word(next)) || dose)
}

/// Whether a degree sign means hours: after "every", "for" or "q" and a number, and not before a scale of temperature.
fn is_hours(context: &Context<'_>, at: usize) -> bool {
    let scale = context.get(at + 1).is_some_and(|next| !next.spaced && (next.is("C") || next.is("F")));
    let Some(before) = context.before(at).filter(|_| !scale) else { return false };
    let each = before.text.strip_prefix(['q', 'Q']).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    let number = before.kind == TokenKind::Number;
    each || (number && context.follows(at - 1, 1, &["every", "each", "for", "q", "x", "within", "after"]))
}

/// `x3d`, for three days or three doses.
fn is_days(word: &str) -> bool {
    word.strip_prefix(['x', 'X'])
        .and_then(|rest| rest.strip_suffix(['d', 'D']))
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// What may follow a slash: strengths, doses by weight or area, and what a laboratory reports.
const PER: [&str; 18] = [
    "kg", "mL", "g", "mg", "L", "dL", "m2", "m\u{B2}", "m", "mm3", "mm\u{B3}", "cm2", "cm\u{B2}", "mol", "mmol", "ml",
    "l", "dl",
];

/// Units of volume: an amount is dissolved in one.
const VOLUMES: [&str; 2] = ["mL", "L"];

fn slash(context: &Context<'_>, at: usize) -> Option<Breach> {
    let slash = context.get(at).filter(|token| token.is("/"))?;
    let before = context.before(at)?;
    let after = context.get(at + 1)?;
    let amount = is_dose_unit(before) && at >= 2 && context.number(at - 2).is_some();
    let between_doses =
        |instead: &str| Some(Breach::new(Code::S017, span(before, after), "has a slash between doses", instead));
    // A strength in a volume, such as "40 mg/0.4 mL", is written so on the product.
    let volume = context.get(at + 2).is_some_and(|unit| unit.is_any_of(&VOLUMES));
    if amount && after.kind == TokenKind::Number && !volume {
        return between_doses("write \"and\", \"or\", \"then\" or \"per\" in its place");
    }
    let unit = before.kind == TokenKind::Word && is_dose_unit(before);
    if unit && after.kind == TokenKind::Word && !after.is_any_of(&PER) && !is_flow(before, after) {
        return Some(Breach::new(
            Code::S017,
            span(before, after),
            "has a slash in place of a word",
            format!("write \"{} per {}\"", before.text, after.text),
        ));
    }
    let numbers = before.kind == TokenKind::Number && after.kind == TokenKind::Number && !slash.spaced && !after.spaced;
    if numbers && context.unit(at + 2).is_some() && !is_fraction(before, after) {
        return between_doses("write each dose with its unit, with \"and\", \"or\" or \"then\" between");
    }
    None
}

/// Whether a character is a fraction: one half, three quarters.
pub(super) fn is_one_character(c: char) -> bool {
    matches!(c, '\u{BC}'..='\u{BE}' | '\u{2150}'..='\u{215E}')
}

fn is_fraction(over: &Token<'_>, under: &Token<'_>) -> bool {
    matches!((over.text, under.text), ("1" | "2" | "3", "2" | "3" | "4" | "8"))
}

fn fraction(context: &Context<'_>, at: usize) -> Option<Breach> {
    let token = context.get(at)?;
    let instead = "write it as a decimal, with a zero before the point";
    let what = "is a fraction that can be misread";
    if !token.text.is_ascii() && token.text.contains(is_one_character) {
        return Some(Breach::new(Code::S019, span(token, token), what, instead));
    }
    context.get(at + 1).filter(|next| next.is("/") && !next.spaced)?;
    let under = context.number(at + 2).filter(|under| is_fraction(token, under))?;
    let counts = context.unit(at + 3).is_some() || context.counted(at + 3).is_some();
    (counts && !context.ends_something_longer(at)).then(|| Breach::new(Code::S019, span(token, under), what, instead))
}

/// Words before a ratio that is not a strength: a titre is the dilution at which nothing is found any more.
const DILUTED: [&str; 7] = ["titre", "titer", "titres", "titers", "dilution", "diluted", "ANA"];

fn ratio(context: &Context<'_>, at: usize) -> Option<Breach> {
    let one = context.get(at).filter(|token| token.is("1"))?;
    context.get(at + 1).filter(|colon| colon.is(":"))?;
    let under = context.number(at + 2).filter(|under| under.value().is_some_and(|value| value >= 100.0))?;
    (!context.follows(at, 4, &DILUTED)).then(|| {
        let instead = "write the strength with its unit, such as mg per mL";
        Breach::new(Code::S019, span(one, under), "is a ratio that can be misread", instead)
    })
}

/// Words after which a Roman numeral is part of a name.
const NUMBERED: [&str; 13] = [
    "class", "phase", "type", "grade", "stage", "factor", "group", "part", "study", "trial", "schedule", "table",
    "complex",
];

/// Whether a word is a Roman numeral of two letters or more, all in upper or all in lower case.
fn is_numeral(word: &str) -> bool {
    let all_of = |letters: &str| word.chars().all(|c| letters.contains(c));
    word.len() > 1 && (all_of("IVX") || all_of("ivx"))
}

fn roman(context: &Context<'_>, at: usize) -> Option<Breach> {
    let token = context.get(at).filter(|token| token.kind == TokenKind::Word && is_numeral(token.text))?;
    // "IV" is how a drug is given into a vein.
    if token.text.eq_ignore_ascii_case("IV") || context.follows(at, 1, &NUMBERED) {
        return None;
    }
    let large = token.text.starts_with(|c: char| c.is_ascii_uppercase());
    let counts = context.unit(at + 1).is_some() || context.counted(at + 1).is_some();
    (counts || (large && context.kind == TextKind::Dose))
        .then(|| Breach::new(Code::S019, span(token, token), "is a Roman numeral", "write the number in digits"))
}

/// Words that make the numbers before them a range of time.
const TIMES: [&str; 12] =
    ["day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "times", "fold"];

/// A hyphen, a dash or a minus.
const DASHES: [&str; 7] = ["-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}"];

fn dash_in_range(context: &Context<'_>, at: usize) -> Option<Breach> {
    let dash = context.get(at).filter(|token| token.is_any_of(&DASHES))?;
    let from = context.before(at).filter(|from| from.kind == TokenKind::Number || is_dose_unit(from))?;
    let to = context.number(at + 1)?;
    let chained =
        |at: Option<usize>| at.and_then(|at| context.get(at)).is_some_and(|token| token.is("-") || token.is("/"));
    let start = if from.kind == TokenKind::Number { at.checked_sub(2) } else { at.checked_sub(3) };
    let next = context.get(at + 2)?;
    let counted = is_dose_unit(next) || next.is_any_of(&TIMES) || context.counted(at + 2).is_some();
    // With a space on one side only it is a dash between words, or a minus.
    let even = dash.spaced == to.spaced;
    (counted && even && !chained(start) && !next.is("-")).then(|| {
        let instead = "write \"to\" in place of the dash; in a dose, the unit after each number";
        Breach::new(Code::S022, span(from, to), "is a range with a dash", instead)
    })
}

fn spaced_otherwise(context: &Context<'_>, at: usize) -> Option<Breach> {
    let first = context.get(at)?;
    let number = first.kind == TokenKind::Number && context.unit(at + 1).is_some();
    (number || first.text.eq_ignore_ascii_case("not")).then_some(())?;
    let next = context.get(at + 1).filter(|next| next.spaced)?;
    (&context.text[first.end()..next.start] != " ").then(|| {
        let instead = "write one plain space there; the program keeps both on one line";
        Breach::new(Code::S023, span(first, next), "has something other than one plain space", instead)
    })
}
