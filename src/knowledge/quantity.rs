//! Quantities in the text of a dose.
//!
//! Promises: reads only quantities that are written, each with its unit, and knows where it was read. Never guesses a unit.

use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::lexer::{Token, TokenKind, lex};
use super::span::Located;

/// Units in which a dose is given. The rules of wording look at numbers before one of these.
pub(crate) const DOSE_UNITS: [&str; 14] =
    ["mg", "mcg", "ng", "g", "kg", "mL", "L", "mmol", "mEq", "unit", "units", "ml", "ug", "ugs"];

/// Those of them that are recognised in capitals; the others mean something else.
const CAPITAL_UNITS: [&str; 5] = ["MG", "MCG", "UG", "UNIT", "UNITS"];

/// Whether a token is a unit of a dose, or a percent sign.
pub(crate) fn is_dose_unit(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Word => token.is_any_of(&DOSE_UNITS) || token.is_any_of(&CAPITAL_UNITS),
        TokenKind::Mark => token.is("%"),
        TokenKind::Number => false,
    }
}

/// A number with a unit: `50 mg`, `2.5%`, `5 mg/kg`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number, as written.
    pub value: Decimal,
    /// The unit, or `%`.
    pub unit: String,
    /// Of what it is a share or concentration: the `kg` of `5 mg/kg`.
    pub per: Option<String>,
}

impl Quantity {
    /// A mass in milligrams; `None` for a volume, a count or a percentage.
    pub fn milligrams(&self) -> Option<f64> {
        let factor = match self.unit.as_str() {
            "mg" | "MG" => 1.0,
            "g" => 1_000.0,
            "mcg" | "MCG" | "ug" | "UG" => 0.001,
            "ng" => 0.000_001,
            "kg" => 1_000_000.0,
            _not_a_mass => return None,
        };
        Some(self.value.value() * factor)
    }
}

/// A text about an amount: the author's words, and the quantities in them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Amount {
    /// The words.
    pub text: Located<String>,
    /// In their order.
    pub quantities: Vec<Located<Quantity>>,
}

impl Amount {
    /// Reads the quantities of a text.
    pub fn new(text: Located<String>) -> Self {
        let tokens = lex(&text);
        let quantity = |(at, pair): (usize, &[Token<'_>])| {
            let (number, unit) = (&pair[0], &pair[1]);
            if number.kind != TokenKind::Number || !is_dose_unit(unit) {
                return None;
            }
            let value: Decimal = number.text.replace(',', "").parse().ok()?;
            let per = tokens.get(at + 2).filter(|next| next.is("/") && !next.spaced).and(tokens.get(at + 3));
            let per = per.map(|per| per.text.to_owned());
            let span = text.span_within(number.start..unit.end());
            Some(Located::new(Quantity { value, unit: unit.text.to_owned(), per }, span))
        };
        let quantities = tokens.windows(2).enumerate().filter_map(quantity).collect();
        Self { text, quantities }
    }
}

#[cfg(test)]
mod tests {
    use super::Amount;
    use crate::knowledge::{Located, SourceSpan};

    #[test]
    fn an_amount_is_read_as_numbers_with_units() {
        let read = |text: &str| {
            let amount = Amount::new(Located::new(text.to_owned(), SourceSpan::default()));
            let quantities = amount.quantities.iter();
            let one = |value: &str, unit: &str, per: Option<&str>| format!("{value} {unit} {}", per.unwrap_or("-"));
            quantities.map(|q| one(&q.value.to_string(), &q.unit, q.per.as_deref())).collect::<Vec<_>>()
        };
        assert_eq!(read("50 mg or 75 mg"), ["50 mg -", "75 mg -"]);
        assert_eq!(read("ointment 30 mg/g"), ["30 mg g"]);
        assert_eq!(read("cream 0.5%, 1.50% or 2.5%"), ["0.5 % -", "1.50 % -", "2.5 % -"]);
        assert_eq!(read("1,000 units"), ["1000 units -"]);
        assert!(read("one cap at week 12").is_empty());
    }
}
