//! What a rule of wording sees: the tokens of a text, and where it stands.
//!
//! Promises: only looks; what is a breach the rules decide.

use super::super::lexer::{Sort, Token};
use super::super::quantity::is_dose_unit;
use super::super::texts::Register;
use super::names::Names;
use super::{Breach, touches};

/// One rule over the tokens from a place on.
pub(super) type Rule = fn(&Context<'_>, usize) -> Option<Breach>;

/// Dosage forms, which a number, a fraction or a numeral may count.
const COUNTED: [&str; 8] = ["tablet", "tablets", "capsule", "capsules", "dose", "doses", "vial", "vials"];

/// A text as a rule sees it.
pub(super) struct Context<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token<'t>],
    pub(super) register: Register,
    pub(super) names: &'t Names<'t>,
}

impl<'t> Context<'t> {
    pub(super) fn get(&self, at: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(at)
    }

    pub(super) fn before(&self, at: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(at.checked_sub(1)?)
    }

    /// The number at a place.
    pub(super) fn number(&self, at: usize) -> Option<&'t Token<'t>> {
        self.get(at).filter(|token| token.sort == Sort::Number)
    }

    /// The unit of a dose at a place; a percent sign is none.
    pub(super) fn unit(&self, at: usize) -> Option<&'t Token<'t>> {
        self.get(at).filter(|token| token.sort == Sort::Word && is_dose_unit(token))
    }

    /// A dosage form at a place.
    pub(super) fn counted(&self, at: usize) -> Option<&'t Token<'t>> {
        self.get(at).filter(|token| COUNTED.contains(&token.text))
    }

    /// Whether the unit at a place belongs to a laboratory value, such as `g/dL`, or to a flow, such as `mL/min`.
    pub(super) fn is_laboratory(&self, at: usize) -> bool {
        let (Some(unit), Some(slash), Some(per)) = (self.get(at), self.get(at + 1), self.get(at + 2)) else {
            return false;
        };
        let by_volume = ["L", "dL", "mm3", "l", "dl"].contains(&per.text) || (unit.is("ng") && per.is("mL"));
        slash.is("/") && (by_volume || is_flow(unit, per))
    }

    /// Whether the token before stands beside this one, with nothing between.
    pub(super) fn touches_before(&self, at: usize) -> bool {
        at > 0 && touches(self.get(at))
    }

    /// Whether a number or word is the end of something longer, which an opening bracket or quotation mark is not.
    pub(super) fn ends_something_longer(&self, at: usize) -> bool {
        let opening = |before: &Token<'_>| ["(", "[", "\"", "'", "\u{201C}", "\u{2018}"].contains(&before.text);
        self.touches_before(at) && self.before(at).is_some_and(|before| !opening(before))
    }

    /// Whether one of the few tokens before a place is one of these words, in any case.
    pub(super) fn follows(&self, at: usize, few: usize, words: &[&str]) -> bool {
        let before = self.tokens.get(at.saturating_sub(few)..at).unwrap_or_default();
        before.iter().any(|token| words.iter().any(|word| token.text.eq_ignore_ascii_case(word)))
    }
}

/// A volume by time is a clearance or a flow, and is written with a slash everywhere.
pub(super) fn is_flow(volume: &Token<'_>, time: &Token<'_>) -> bool {
    ["mL", "L"].contains(&volume.text) && ["min", "h", "hr", "hour"].contains(&time.text)
}
