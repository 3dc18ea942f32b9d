//! Numbers with a unit, as doses and strengths give them.
//!
//! Promises: reads what stands there; never guesses a unit that is not written.

use super::lexer::{Sort, Token, lex};

/// Units in which a dose is given. The rules of wording speak of numbers before one of these.
pub(super) const DOSE_UNITS: [&str; 14] =
    ["mg", "mcg", "ng", "g", "kg", "mL", "L", "mmol", "mEq", "unit", "units", "ml", "ug", "ugs"];

/// The same in a text of capitals, as far as nothing else is written so.
const CAPITAL_UNITS: [&str; 5] = ["MG", "MCG", "UG", "UNIT", "UNITS"];

/// How much of what: `50 mg`, `2.5%`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Quantity<'t> {
    /// The number.
    pub(super) value: f64,
    /// The unit, or `%`.
    pub(super) unit: &'t str,
    /// First byte of the number.
    pub(super) start: usize,
    /// One past the last byte of the unit.
    pub(super) end: usize,
}

/// The quantities of a text, in order. `30 mg/g` is 30 of `mg`, per something that is left out.
pub(super) fn quantities(text: &str) -> Vec<Quantity<'_>> {
    let tokens = lex(text);
    tokens
        .windows(2)
        .filter_map(|pair| {
            let [number, unit] = pair else { return None };
            is_dose_unit(unit).then_some(())?;
            Some(Quantity { value: number.value()?, unit: unit.text, start: number.start, end: unit.end() })
        })
        .collect()
}

/// Whether a token is a unit of a dose, or a percent sign.
pub(super) fn is_dose_unit(token: &Token<'_>) -> bool {
    match token.sort {
        Sort::Word => DOSE_UNITS.contains(&token.text) || CAPITAL_UNITS.contains(&token.text),
        Sort::Mark => token.is("%"),
        Sort::Number => false,
    }
}
