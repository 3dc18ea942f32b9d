//! How numbers, units and symbols are written.

use super::super::lexer::{Sort, Token, span};
use super::super::quantity::{DOSE_UNITS, is_dose_unit};
use super::super::texts::Register;
use super::{Breach, touches};
use crate::knowledge::Code;

/// One rule over the tokens from a place on.
type Rule = fn(&Context<'_>, usize) -> Option<Breach>;

/// The rules, each with its own function.
const RULES: &[Rule] = &[
    trailing_zero,
    naked_decimal,
    unit_u,
    comparison_sign,
    number_touches_unit,
    name_touches_dose,
    number_without_comma,
    unit_with_full_stop,
    lower_case_litre,
    shorthand,
    slash,
    numeral,
    dash_in_range,
    parted,
];

struct Context<'t> {
    text: &'t str,
    tokens: &'t [Token<'t>],
    register: Register,
}

impl<'t> Context<'t> {
    fn get(&self, at: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(at)
    }

    fn before(&self, at: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(at.checked_sub(1)?)
    }

    /// The number at a place.
    fn number(&self, at: usize) -> Option<&'t Token<'t>> {
        self.get(at).filter(|token| token.sort == Sort::Number)
    }

    /// The unit of a dose at a place; a percent sign is none.
    fn unit(&self, at: usize) -> Option<&'t Token<'t>> {
        self.get(at).filter(|token| token.sort == Sort::Word && is_dose_unit(token))
    }

    /// Whether the unit at a place belongs to a laboratory value, such as `g/dL`.
    fn is_laboratory(&self, at: usize) -> bool {
        let per = self.get(at + 1).is_some_and(|token| token.is("/"));
        per && self.get(at + 2).is_some_and(|token| ["L", "dL", "mm3"].contains(&token.text))
    }

    /// Whether the token before stands beside this one, with nothing between.
    fn touches_before(&self, at: usize) -> bool {
        at > 0 && touches(self.get(at))
    }
}

/// Every breach in a text.
pub(super) fn find(text: &str, tokens: &[Token<'_>], register: Register, breaches: &mut Vec<Breach>) {
    let context = Context { text, tokens, register };
    for at in 0..tokens.len() {
        breaches.extend(RULES.iter().filter_map(|rule| rule(&context, at)));
    }
}

fn trailing_zero(context: &Context<'_>, at: usize) -> Option<Breach> {
    let number = context.number(at)?;
    let unit = context.unit(at + 1)?;
    let (whole, fraction) = number.text.split_once('.')?;
    let zeros = !fraction.is_empty() && fraction.bytes().all(|b| b == b'0');
    (zeros && !context.is_laboratory(at + 1)).then(|| {
        let instead = format!("write \"{whole} {}\"", unit.text);
        Breach::new(Code::S001, span(number, unit), "has a trailing zero", instead)
    })
}

fn naked_decimal(context: &Context<'_>, at: usize) -> Option<Breach> {
    let point = context.get(at).filter(|token| token.is("."))?;
    let number = context.number(at + 1).filter(|number| !number.spaced)?;
    // A point that touches a word or a number ends it: "p.5", "section 2.A.1".
    let naked = point.spaced || context.before(at).is_some_and(|before| before.sort == Sort::Mark && !before.is("."));
    naked.then(|| {
        let instead = format!("write \"0.{}\"", number.text);
        Breach::new(Code::S002, span(point, number), "has no leading zero", instead)
    })
}

fn unit_u(context: &Context<'_>, at: usize) -> Option<Breach> {
    let number = context.number(at)?;
    let unit = context.get(at + 1).filter(|token| token.is("U") || token.is("u"))?;
    Some(Breach::new(Code::S005, span(number, unit), "has U for a unit", "write \"units\""))
}

fn comparison_sign(context: &Context<'_>, at: usize) -> Option<Breach> {
    let sign = context.get(at)?;
    let instead = match sign.text {
        ">" => "write \"greater than\" or \"more than\"",
        "<" => "write \"less than\"",
        "\u{2265}" => "write \"at least\", or \"or more\" behind the number",
        "\u{2264}" => "write \"at most\", or \"or less\" behind the number",
        _no_sign => return None,
    };
    let equals = context.get(at + 1).is_some_and(|token| token.is("=") && !token.spaced);
    let number = context.number(at + 1 + usize::from(equals))?;
    Some(Breach::new(Code::S009, span(sign, number), "has a sign that is taken for its opposite", instead))
}

fn number_touches_unit(context: &Context<'_>, at: usize) -> Option<Breach> {
    let number = context.number(at)?;
    let unit = context.get(at + 1).filter(|unit| unit.sort == Sort::Word && !unit.spaced)?;
    let known = DOSE_UNITS.contains(&unit.text) || ["IU", "U", "\u{B5}g", "\u{3BC}g", "mm", "cm"].contains(&unit.text);
    // A number that touches something before it is the end of a name: "AB-052", "XY-0123mg".
    let part_of_a_name = context.touches_before(at) && context.before(at).is_some_and(|before| before.is("-"));
    (known && !part_of_a_name).then(|| {
        let instead = format!("write \"{} {}\"", number.text, unit.text);
        Breach::new(Code::S010, span(number, unit), "has no space before its unit", instead)
    })
}

fn name_touches_dose(context: &Context<'_>, at: usize) -> Option<Breach> {
    let word = context.get(at).filter(|token| token.sort == Sort::Word)?;
    let digits = word.text.find(|c: char| c.is_ascii_digit())?;
    let (name, dose) = word.text.split_at(digits);
    let letters = dose.find(|c: char| !c.is_ascii_digit()).map_or("", |end| &dose[end..]);
    let spaced_unit = letters.is_empty() && context.unit(at + 1).is_some();
    // A single letter behind the digits is part of a name, as in names of genes.
    let unit = letters.len() > 1 && DOSE_UNITS.contains(&letters);
    (name.chars().count() >= 4 && (unit || spaced_unit)).then(|| {
        let instead = "put a space between the name and the dose, and between the number and its unit";
        Breach::new(Code::S010, span(word, word), "joins a name and a dose", instead)
    })
}

fn number_without_comma(context: &Context<'_>, at: usize) -> Option<Breach> {
    let number = context.number(at)?;
    let whole = number.text.split('.').next().unwrap_or_default();
    let part_of_a_name = context.touches_before(at)
        && context.before(at).is_some_and(|before| !["(", "[", "\"", ">", "<", "="].contains(&before.text));
    let next = context.get(at + 1);
    let goes_on =
        touches(next) && next.is_some_and(|next| next.is("-") || (next.sort == Sort::Word && !is_dose_unit(next)));
    if whole.len() < 4 || whole.contains(',') || part_of_a_name || goes_on {
        return None;
    }
    let value: f64 = whole.parse().ok()?;
    let year = whole.len() == 4 && (1900.0..=2100.0).contains(&value) && context.unit(at + 1).is_none();
    (!year).then(|| {
        let instead = format!("write \"{}\"", with_commas(whole));
        Breach::new(Code::S011, span(number, number), "has no comma", instead)
    })
}

fn with_commas(digits: &str) -> String {
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn unit_with_full_stop(context: &Context<'_>, at: usize) -> Option<Breach> {
    let number = context.number(at)?;
    let unit = context.unit(at + 1)?;
    let stop = context.get(at + 2).filter(|token| token.is(".") && !token.spaced)?;
    // At the end of a sentence the full stop is the sentence's.
    let next = context.text.get(stop.end()..).unwrap_or_default().trim_start();
    let ends = next.is_empty() || next.starts_with(|c: char| c.is_uppercase() || ")]\"'".contains(c));
    (!ends).then(|| {
        let instead = format!("write \"{} {}\"", number.text, unit.text);
        Breach::new(Code::S012, span(number, stop), "has a full stop behind its unit", instead)
    })
}

fn lower_case_litre(context: &Context<'_>, at: usize) -> Option<Breach> {
    let number = context.number(at)?;
    let litre = context.get(at + 1).filter(|token| token.is("l"))?;
    Some(Breach::new(Code::S013, span(number, litre), "has a litre that is read as a one", "write \"L\""))
}

fn shorthand(context: &Context<'_>, at: usize) -> Option<Breach> {
    let token = context.get(at)?;
    let stands_alone = token.spaced && context.get(at + 1).is_none_or(|next| next.spaced);
    let after_number = at > 0 && context.number(at - 1).is_some();
    let instead = match token.text {
        "@" => "write \"at\"",
        "&" if stands_alone => "write \"and\"",
        "+" if stands_alone => "write \"and\"",
        "\u{B0}" if after_number && !touches_letter(context, at) => "write \"hours\"",
        "\u{2205}" | "\u{D8}" if stands_alone || after_number => "write \"0\" or \"none\"",
        "\u{2190}" | "\u{2191}" | "\u{2192}" | "\u{2193}" | "\u{21D2}" => "write it in words: \"increased\", \"to\"",
        "-" if context.get(at + 1).is_some_and(|next| next.is(">") && !next.spaced) => "write it in words: \"to\"",
        word if is_days(word) => "write \"for\", the number, and \"days\" or \"doses\"",
        _nothing => return None,
    };
    Some(Breach::new(Code::S016, span(token, token), "is shorthand that is misread", instead))
}

/// Whether a degree sign has its scale behind it.
fn touches_letter(context: &Context<'_>, at: usize) -> bool {
    context.get(at + 1).is_some_and(|next| !next.spaced && (next.is("C") || next.is("F")))
}

/// `x3d`, for three days or three doses.
fn is_days(word: &str) -> bool {
    word.strip_prefix('x')
        .and_then(|rest| rest.strip_suffix('d'))
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// What may stand behind a slash: strengths and doses by weight.
const PER: [&str; 9] = ["kg", "mL", "g", "L", "dL", "m2", "m", "mm3", "ml"];

fn slash(context: &Context<'_>, at: usize) -> Option<Breach> {
    let slash = context.get(at).filter(|token| token.is("/"))?;
    let before = context.before(at)?;
    let after = context.get(at + 1)?;
    let unit_before = is_dose_unit(before) && at >= 2 && context.number(at - 2).is_some();
    if unit_before && after.sort == Sort::Number {
        return Some(Breach::new(
            Code::S017,
            span(before, after),
            "parts doses by a slash",
            "write \"and\", \"or\" or \"then\"",
        ));
    }
    // A volume per minute is a clearance, and is written so everywhere.
    let clearance = before.is("mL") && after.is("min");
    if unit_before && after.sort == Sort::Word && !PER.contains(&after.text) && !clearance {
        return Some(Breach::new(Code::S017, span(before, after), "has a slash for a word", "write \"per\""));
    }
    let numbers = before.sort == Sort::Number && after.sort == Sort::Number && !slash.spaced && !after.spaced;
    (numbers && context.unit(at + 2).is_some() && !is_fraction(before, after)).then(|| {
        let instead = "write each dose with its unit, with \"and\", \"or\" or \"then\" between";
        Breach::new(Code::S017, span(before, after), "parts doses by a slash", instead)
    })
}

fn is_fraction(over: &Token<'_>, under: &Token<'_>) -> bool {
    matches!((over.text, under.text), ("1" | "2" | "3", "2" | "3" | "4" | "8"))
}

/// Dosage forms, which a fraction or numeral may count.
const COUNTED: [&str; 8] = ["tablet", "tablets", "capsule", "capsules", "dose", "doses", "vial", "vials"];

fn numeral(context: &Context<'_>, at: usize) -> Option<Breach> {
    let token = context.get(at)?;
    let counts =
        |at: usize| context.unit(at).is_some() || context.get(at).is_some_and(|next| COUNTED.contains(&next.text));
    let in_a_dose = context.register == Register::Dose;
    let slash = context.get(at + 1).is_some_and(|next| next.is("/") && !next.spaced);
    if let Some(under) = context.number(at + 2).filter(|_| token.sort == Sort::Number && slash)
        && is_fraction(token, under)
        && !context.touches_before(at)
        && counts(at + 3)
    {
        return Some(Breach::new(
            Code::S019,
            span(token, under),
            "is a fraction",
            "write it as a decimal, with a leading zero",
        ));
    }
    if token.text.chars().any(|c| "\u{BC}\u{BD}\u{BE}".contains(c) || ('\u{2150}'..='\u{215E}').contains(&c)) {
        return Some(Breach::new(
            Code::S019,
            span(token, token),
            "is a fraction",
            "write it as a decimal, with a leading zero",
        ));
    }
    if let Some(under) = context.number(at + 2).filter(|_| token.is("1"))
        && context.get(at + 1).is_some_and(|colon| colon.is(":"))
        && under.value().is_some_and(|value| value >= 100.0)
    {
        return Some(Breach::new(
            Code::S019,
            span(token, under),
            "is a ratio",
            "write the strength with its unit, such as mg per mL",
        ));
    }
    let roman = token.text.len() >= 2 && token.text.bytes().all(|b| b"IVX".contains(&b));
    (token.sort == Sort::Word && roman && (in_a_dose || counts(at + 1)))
        .then(|| Breach::new(Code::S019, span(token, token), "is a Roman numeral", "write the number in digits"))
}

/// Words that make the numbers before them a range of time.
const TIMES: [&str; 12] =
    ["day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "times", "fold"];

fn dash_in_range(context: &Context<'_>, at: usize) -> Option<Breach> {
    let dash = context
        .get(at)
        .filter(|token| ["-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}"].contains(&token.text))?;
    let from = context.before(at).filter(|from| from.sort == Sort::Number || is_dose_unit(from))?;
    let to = context.number(at + 1)?;
    let chained =
        |at: Option<usize>| at.and_then(|at| context.get(at)).is_some_and(|token| token.is("-") || token.is("/"));
    let start = if from.sort == Sort::Number { at.checked_sub(2) } else { at.checked_sub(3) };
    let next = context.get(at + 2)?;
    let counted = is_dose_unit(next) || TIMES.contains(&next.text);
    // One space on one side only is a dash between words, or a minus.
    let even = dash.spaced == to.spaced;
    (counted && even && !chained(start) && !next.is("-")).then(|| {
        Breach::new(
            Code::S022,
            span(from, to),
            "is a range with a dash",
            "write \"to\", with the unit behind each number",
        )
    })
}

fn parted(context: &Context<'_>, at: usize) -> Option<Breach> {
    let first = context.get(at)?;
    let next = context.get(at + 1).filter(|next| next.spaced)?;
    let belong = (first.sort == Sort::Number && context.unit(at + 1).is_some()) || first.is("not");
    let between = context.text.get(first.end()..next.start).unwrap_or_default();
    (belong && between != " ").then(|| {
        let instead = "write one plain space there; the program keeps the two on one line";
        Breach::new(Code::S023, span(first, next), "has something else than one space in it", instead)
    })
}
