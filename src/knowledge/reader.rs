//! Reads one table of a file, key by key.
//!
//! Promises: every fault of the table is reported, not just the first; a key that was not asked for is a fault; every
//! text that leaves it is free of characters that could act on a terminal.

mod finish;
mod nearest;
mod values;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeTable, DeValue};

pub(super) use self::nearest::{Suggestions, nearest};
use super::code::Code;
use super::decimal::Decimal;
use super::diagnostic::Diagnostic;
use super::findings::{Allowance, Findings};
use super::id::{EntryId, is_slug};
use super::span::{Located, SourceSpan};
use super::vocabulary::Vocabulary;

/// What several readers of one file gather while they are open.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) findings: Findings,
    pub(super) allowances: Vec<Allowance>,
}

/// Where it is gathered.
pub(super) type Faults = RefCell<Gathered>;

/// What a key has, or a list holds.
type Value<'t> = Spanned<DeValue<'t>>;

/// One table being read.
pub(super) struct Reader<'t> {
    table: &'t DeTable<'t>,
    span: SourceSpan,
    faults: &'t Faults,
    /// The keys that were asked for, there or not.
    asked: RefCell<Vec<&'static str>>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(table: &'t DeTable<'t>, span: SourceSpan, faults: &'t Faults) -> Self {
        Self { table, span, faults, asked: RefCell::default() }
    }

    /// Where the table begins.
    pub(super) fn span(&self) -> SourceSpan {
        self.span
    }

    pub(super) fn report(&self, fault: Diagnostic) {
        self.faults.borrow_mut().findings.push(fault);
    }

    /// A text that must be there.
    pub(super) fn text(&self, key: &'static str) -> Option<Located<String>> {
        self.required_text(key).map(Located::owned)
    }

    pub(super) fn optional_text(&self, key: &'static str) -> Option<Located<String>> {
        self.any_text(key).map(Located::owned)
    }

    /// A text that serves as a name: lower-case letters, digits, single hyphens.
    pub(super) fn slug(&self, key: &'static str) -> Option<Located<String>> {
        let text = self.required_text(key)?;
        if is_slug(&text) {
            return Some(text.owned());
        }
        let fault = Diagnostic::new(Code::K009, text.span(), format!("{:?} is not an id", *text))
            .help("use lower-case letters, digits and single hyphens, at most 80 characters");
        self.report(fault);
        None
    }

    /// A list of texts, empty where the key is absent.
    pub(super) fn texts(&self, key: &'static str) -> Vec<Located<String>> {
        self.each(key, |value| self.as_text(key, value).map(Located::owned))
    }

    /// A list of ids of entries, empty where the key is absent.
    pub(super) fn ids(&self, key: &'static str) -> Vec<Located<EntryId>> {
        self.each(key, |value| self.as_id(self.as_text(key, value)?))
    }

    pub(super) fn optional_id(&self, key: &'static str) -> Option<Located<EntryId>> {
        let text = self.any_text(key)?;
        self.as_id(text)
    }

    /// A word of a closed vocabulary that must be there.
    pub(super) fn word<V: Vocabulary>(&self, key: &'static str) -> Option<Located<V>> {
        let text = self.required_text(key)?;
        self.as_word(text)
    }

    pub(super) fn optional_word<V: Vocabulary>(&self, key: &'static str) -> Option<Located<V>> {
        let text = self.any_text(key)?;
        self.as_word(text)
    }

    pub(super) fn date(&self, key: &'static str) -> Option<Located<Date>> {
        let value = self.required(key)?;
        self.as_date(key, value)
    }

    pub(super) fn optional_date(&self, key: &'static str) -> Option<Located<Date>> {
        let value = self.value(key)?;
        self.as_date(key, value)
    }

    /// A whole number within `range`, where the key is there.
    pub(super) fn number(&self, key: &'static str, range: RangeInclusive<u32>) -> Option<Located<u32>> {
        let value = self.value(key)?;
        let Some(whole) = value.get_ref().as_integer() else {
            return self.wrong_type(key, value, "a whole number");
        };
        let digits = whole.as_str();
        let number = u32::from_str_radix(&without_underscores(digits), whole.radix()).ok();
        match number.filter(|number| range.contains(number)) {
            Some(number) => Some(Located::new(number, self.span_at(value))),
            None => {
                let message = format!("`{key}` is {digits}, which cannot be");
                let help = format!("give a whole number from {} to {}", range.start(), range.end());
                self.report(Diagnostic::new(Code::K009, self.span_at(value), message).help(help));
                None
            }
        }
    }

    /// A decimal number within `range`, in the precision it was written in, where the key is there.
    pub(super) fn decimal(&self, key: &'static str, range: RangeInclusive<f64>) -> Option<Located<Decimal>> {
        let value = self.value(key)?;
        let whole = value.get_ref().as_integer().filter(|whole| whole.radix() == 10);
        let text = whole.map(DeInteger::as_str).or_else(|| value.get_ref().as_float().map(DeFloat::as_str));
        let Some(text) = text else { return self.wrong_type(key, value, "a number") };
        let number = without_underscores(text).parse::<Decimal>().ok();
        match number.filter(|number| range.contains(&number.value())) {
            Some(number) => Some(Located::new(number, self.span_at(value))),
            None => {
                let message = format!("`{key}` is {text}, which cannot be");
                let help = format!("give a number from {} to {} with at most six decimals", range.start(), range.end());
                self.report(Diagnostic::new(Code::K009, self.span_at(value), message).help(help));
                None
            }
        }
    }

    /// A decimal number that must be there.
    pub(super) fn required_decimal(&self, key: &'static str, range: RangeInclusive<f64>) -> Option<Located<Decimal>> {
        self.required(key)?;
        self.decimal(key, range)
    }

    /// Whether the key is there and true.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        let Some(value) = self.value(key) else {
            return false;
        };
        value.get_ref().as_bool().or_else(|| self.wrong_type(key, value, "true or false")).unwrap_or(false)
    }

    /// A table inside this one, where the key is there.
    pub(super) fn table(&self, key: &'static str) -> Option<Reader<'t>> {
        let value = self.value(key)?;
        self.as_table(key, value)
    }

    /// A table inside this one that must be there.
    pub(super) fn required_table(&self, key: &'static str) -> Option<Reader<'t>> {
        let value = self.required(key)?;
        self.as_table(key, value)
    }

    /// What is read of each table of a list, as far as it could be; nothing where the key is absent.
    pub(super) fn all<T>(&self, key: &'static str, mut read: impl FnMut(&Reader<'t>) -> Option<T>) -> Vec<T> {
        self.each(key, |value| read(&self.as_table(key, value)?))
    }

    /// A list of tables, empty where the key is absent. Each is opened when its turn comes.
    pub(super) fn tables(&self, key: &'static str) -> impl Iterator<Item = Reader<'t>> {
        self.list(key).iter().filter_map(move |value| self.as_table(key, value))
    }

    /// Where the value of a key stands, or the table where it is absent.
    pub(super) fn span_of(&self, key: &str) -> SourceSpan {
        self.table.get(key).map_or(self.span, |value| self.span_at(value))
    }

    /// Whether the key is absent, or a list of nothing.
    pub(super) fn is_empty_list(&self, key: &str) -> bool {
        self.table.get(key).is_none_or(|value| value.get_ref().as_array().is_some_and(|list| list.is_empty()))
    }

    /// Whether the key is there at all.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    fn required_text(&self, key: &'static str) -> Option<Located<&'t str>> {
        let value = self.required(key)?;
        self.as_text(key, value)
    }

    fn any_text(&self, key: &'static str) -> Option<Located<&'t str>> {
        let value = self.value(key)?;
        self.as_text(key, value)
    }

    /// What is made of each value of a list.
    fn each<T>(&self, key: &'static str, make: impl FnMut(&'t Value<'t>) -> Option<T>) -> Vec<T> {
        self.list(key).iter().filter_map(make).collect()
    }

    fn value(&self, key: &'static str) -> Option<&'t Value<'t>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    fn span_at(&self, value: &Value<'_>) -> SourceSpan {
        SourceSpan::new(self.span.file, value.span())
    }

    fn required(&self, key: &'static str) -> Option<&'t Value<'t>> {
        let value = self.value(key);
        if value.is_none() {
            let fault = Diagnostic::new(Code::K006, self.span, format!("`{key}` is missing here"))
                .help(format!("add a line `{key} = ...`"));
            self.report(fault);
        }
        value
    }

    fn list(&self, key: &'static str) -> &'t [Value<'t>] {
        let Some(value) = self.value(key) else {
            return &[];
        };
        match value.get_ref().as_array() {
            Some(list) => list,
            None => self.wrong_type(key, value, "a list").unwrap_or_default(),
        }
    }
}

/// A number without what may stand between its digits.
fn without_underscores(digits: &str) -> Cow<'_, str> {
    if digits.contains('_') { digits.replace('_', "").into() } else { digits.into() }
}
