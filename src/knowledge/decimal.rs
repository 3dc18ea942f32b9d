//! Numbers as they were reported: 35 is not 35.0.
//!
//! Promises: the printed form is the reported one, digit for digit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A decimal number with the precision it was reported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Decimal {
    digits: i64,
    places: u8,
}

impl Decimal {
    /// The number for calculation.
    pub fn value(self) -> f64 {
        self.digits as f64 / 10_f64.powi(i32::from(self.places))
    }

    /// Half a unit of the last reported digit: how far the true number may be from the reported one.
    pub fn half_unit(self) -> f64 {
        0.5 / 10_f64.powi(i32::from(self.places))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10_u64.pow(u32::from(self.places));
        let sign = if self.digits < 0 { "-" } else { "" };
        let magnitude = self.digits.unsigned_abs();
        write!(f, "{sign}{}", magnitude / scale)?;
        match self.places {
            0 => Ok(()),
            places => write!(f, ".{:0width$}", magnitude % scale, width = usize::from(places)),
        }
    }
}

/// The error for a text that is not a `Decimal`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number with at most six decimals and without an exponent")]
pub struct ParseDecimalError;

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let unsigned = whole.strip_prefix(['-', '+']).unwrap_or(whole);
        if unsigned.is_empty() || !is_digits(unsigned) || !is_digits(fraction) || fraction.len() > 6 {
            return Err(ParseDecimalError);
        }
        let digits = format!("{whole}{fraction}").parse().map_err(|_| ParseDecimalError)?;
        Ok(Self { digits, places: u8::try_from(fraction.len()).expect("at most six decimals") })
    }
}

/// The digits of a whole number with a comma before every three.
pub fn with_commas(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn a_number_is_printed_as_it_was_reported() {
        for text in ["35", "35.0", "0.05", "-30.51", "-0.5", "0", "100.00"] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), text);
        }
        assert_eq!("-0.5".parse::<Decimal>().unwrap().value(), -0.5);
        for text in ["", ".", ".5", "1e3", "nan", "inf", "1.2345678", "1_000x"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }
}
