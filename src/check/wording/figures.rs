//! How numbers and their units are written.

use super::super::own_words::TextKind;
use super::{Breach, Context, Rule, touches};
use crate::knowledge::lexer::{Token, TokenKind, span};
use crate::knowledge::quantity::{DOSE_UNITS, is_dose_unit};
use crate::knowledge::{Code, with_commas};

pub(super) const RULES: &[Rule] = &[
    trailing_zero,
    naked_decimal,
    unit_u,
    number_touches_unit,
    name_touches_dose,
    number_without_comma,
    unit_with_full_stop,
    litre,
    space_before_percent,
];

/// A space before a percent sign, where a line could be broken.
fn space_before_percent(context: &Context<'_>, at: usize) -> Option<Breach> {
    let number = context.number(at)?;
    let sign = context.get(at + 1).filter(|sign| sign.is("%") && sign.spaced)?;
    let instead = format!("write \"{}%\"", number.text);
    Some(Breach::new(Code::S010, span(number, sign), "has a space before the percent sign", instead))
}

fn trailing_zero(context: &Context<'_>, at: usize) -> Option<Breach> {
    let number = context.number(at).filter(|number| number.text.ends_with('0') && number.text.contains('.'))?;
    // A share is a strength in a dose only; elsewhere its zero says how exact a figure is.
    let share = || context.get(at + 1).filter(|next| next.is("%") && context.kind == TextKind::Dose);
    // In "1.0 to 2 mg" the unit follows the second number.
    let range = context.get(at + 1).is_some_and(|to| to.is_any_of(&["to", "or", "-", "\u{2013}", "/"]));
    let unit_at = if range && context.number(at + 2).is_some() { at + 3 } else { at + 1 };
    let unit = context.unit(unit_at).or_else(|| context.counted(unit_at)).or_else(share)?;
    (!context.is_laboratory(unit_at)).then(|| {
        let last = if unit_at == at + 1 { unit } else { number };
        let shorter = number.text.trim_end_matches('0').trim_end_matches('.');
        let gap = if unit.is("%") { "" } else { " " };
        let instead = format!("write \"{shorter}{gap}{}\"", unit.text);
        Breach::new(Code::S001, span(number, last), "ends in a zero after the decimal point", instead)
    })
}

fn naked_decimal(context: &Context<'_>, at: usize) -> Option<Breach> {
    let point = context.get(at).filter(|token| token.is("."))?;
    let number = context.number(at + 1).filter(|number| !number.spaced)?;
    // A point that touches a word or a number ends it: "p.5", "section 2.A.1".
    let naked =
        point.spaced || context.before(at).is_some_and(|before| before.kind == TokenKind::Mark && !before.is("."));
    naked.then(|| {
        let instead = format!("write \"0.{}\"", number.text);
        Breach::new(Code::S002, span(point, number), "has no zero before the decimal point", instead)
    })
}

fn unit_u(context: &Context<'_>, at: usize) -> Option<Breach> {
    let number = context.number(at)?;
    let unit = context.get(at + 1).filter(|token| token.is("U") || token.is("u"))?;
    let joined = |mark: &str| {
        let is_mark = context.get(at + 2).is_some_and(|next| next.is(mark) && !next.spaced);
        is_mark && context.get(at + 3).is_some_and(|word| word.kind == TokenKind::Word && !word.spaced)
    };
    // "3 U.S. centres", "2 U-shaped parts".
    (!joined(".") && !joined("-")).then(|| {
        let instead = format!("write \"{} units\"", number.text);
        Breach::new(Code::S005, span(number, unit), "has \"U\" in place of \"units\"", instead)
    })
}

/// Units other than those of doses that must not touch their number.
const OTHER_UNITS: [&str; 8] = ["IU", "U", "\u{B5}g", "\u{3BC}g", "mm", "cm", "mmHg", "cc"];

fn number_touches_unit(context: &Context<'_>, at: usize) -> Option<Breach> {
    let number = context.number(at)?;
    let unit = context.get(at + 1).filter(|unit| unit.kind == TokenKind::Word && !unit.spaced)?;
    let known = is_dose_unit(unit) || unit.is_any_of(&OTHER_UNITS);
    // A number after a word and a hyphen is the end of a name, as in "AB-052" and "XY-0123mg"; after a number it is not: "5-10mg".
    let hyphen = context.touches_before(at) && context.before(at).is_some_and(|before| before.is("-"));
    let part_of_a_name =
        hyphen && at.checked_sub(2).and_then(|at| context.get(at)).is_some_and(|name| name.kind == TokenKind::Word);
    (known && !part_of_a_name).then(|| {
        let instead = format!("write \"{} {}\"", number.text, safe(unit.text));
        Breach::new(Code::S010, span(number, unit), "has no space between the number and its unit", instead)
    })
}

/// The unit as other rules want it written, so that what is suggested is not the next breach.
fn safe(unit: &str) -> &str {
    match unit {
        "ug" | "UG" | "MCG" | "\u{B5}g" | "\u{3BC}g" => "mcg",
        "ml" | "cc" => "mL",
        "U" | "IU" | "UNITS" => "units",
        "MG" => "mg",
        safe => safe,
    }
}

fn name_touches_dose(context: &Context<'_>, at: usize) -> Option<Breach> {
    let word = context.get(at).filter(|token| token.kind == TokenKind::Word)?;
    let digits = word.text.find(|c: char| c.is_ascii_digit())?;
    let (name, dose) = word.text.split_at(digits);
    let letters = dose.find(|c: char| !c.is_ascii_digit()).map_or("", |end| &dose[end..]);
    let spaced_unit = letters.is_empty() && context.unit(at + 1).is_some();
    // A single letter after the digits is part of a name, as in names of genes.
    let unit = letters.len() > 1 && DOSE_UNITS.contains(&letters);
    (name.chars().count() >= 4 && (unit || spaced_unit)).then(|| {
        let instead = "put a space between the name and the dose, and between the number and its unit";
        Breach::new(Code::S010, span(word, word), "joins a name and a dose", instead)
    })
}

/// Marks that make a number part of what comes before: "AB-0123", "397:1234".
const JOINING: [&str; 6] = ["-", ".", ":", "_", "#", "\u{2011}"];

/// Words for people and things; a number before one of them counts.
const COUNTABLE: [&str; 10] =
    ["people", "persons", "patients", "participants", "adults", "adolescents", "children", "men", "women", "subjects"];

/// Words before a year.
const BEFORE_A_YEAR: [&str; 6] = ["in", "since", "until", "from", "before", "after"];

fn number_without_comma(context: &Context<'_>, at: usize) -> Option<Breach> {
    let number = context.number(at)?;
    let whole = number.text.split_once('.').map_or(number.text, |(whole, _decimals)| whole);
    let next = context.get(at + 1);
    let goes_on =
        touches(next) && next.is_some_and(|next| next.is("-") || (next.kind == TokenKind::Word && !is_dose_unit(next)));
    if whole.len() < 4 || whole.contains(',') || goes_on || is_part_of_a_name(context, at) {
        return None;
    }
    let value: f64 = whole.parse().ok()?;
    let counts = context.unit(at + 1).is_some()
        || (next.is_some_and(|next| next.is_any_of(&COUNTABLE)) && !context.follows(at, 1, &BEFORE_A_YEAR));
    let year = whole.len() == 4 && (1900.0..=2100.0).contains(&value) && !counts;
    (!year).then(|| {
        let instead = format!("write \"{}\"", with_commas(whole));
        Breach::new(Code::S011, span(number, number), "has no comma between its thousands", instead)
    })
}

/// Whether a number belongs to what it touches: a word, a mark that joins, or a chain of slashes, as in file numbers. One slash
/// between two numbers is a count: "99/1281".
fn is_part_of_a_name(context: &Context<'_>, at: usize) -> bool {
    let slash = |at: Option<usize>| at.and_then(|at| context.get(at)).is_some_and(|token| token.is("/"));
    let Some(before) = context.before(at).filter(|_| context.touches_before(at)) else { return false };
    if before.is("/") {
        let number = at.checked_sub(2).and_then(|at| context.number(at)).is_some();
        return !number || slash(at.checked_sub(3)) || slash(Some(at + 1));
    }
    before.kind == TokenKind::Word || before.is_any_of(&JOINING)
}

fn unit_with_full_stop(context: &Context<'_>, at: usize) -> Option<Breach> {
    let stop = context.get(at + 1).filter(|token| token.is(".") && !token.spaced)?;
    let unit = context.unit(at)?;
    let number = at.checked_sub(1).and_then(|at| context.number(at));
    // Longer units are words, and a sentence may end with one; a single letter may be anything.
    if number.is_none() && !unit.is_any_of(&["mg", "mcg", "ng", "mL", "kg"]) {
        return None;
    }
    // At the end of a sentence the full stop is the sentence's.
    let next = context.text[stop.end()..].trim_start();
    let ends = next.is_empty()
        || next.starts_with(|c: char| c.is_uppercase() || ".)]([\"'\u{201C}\u{201D}\u{2019}".contains(c));
    (!ends).then(|| {
        let first: &Token<'_> = number.unwrap_or(unit);
        let words = &context.text[first.start..unit.end()];
        let instead = format!("write \"{words}\", without the full stop");
        Breach::new(Code::S012, span(first, stop), "has a full stop after its unit", instead)
    })
}

/// A volume in letters that are misread. In capitals it is one after a number only.
fn litre(context: &Context<'_>, at: usize) -> Option<Breach> {
    let unit = context.get(at).filter(|token| token.is_any_of(&["l", "dl", "CC", "ML", "Ml"]))?;
    let number = at.checked_sub(1).and_then(|at| context.number(at));
    let per = context.before(at).filter(|before| before.is("/") && !unit.spaced);
    let first = number.or(per)?;
    let instead = match (unit.text, number.is_some()) {
        ("l", _) => "L",
        ("dl", _) => "dL",
        ("CC" | "ML" | "Ml", true) => "mL",
        _safe => return None,
    };
    let instead = format!("write \"{instead}\"");
    Some(Breach::new(Code::S013, span(first, unit), "has a unit that can be misread", instead))
}
