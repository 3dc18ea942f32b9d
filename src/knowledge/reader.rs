//! Reads one table of a file, key by key.
//!
//! Promises: every fault of the table is reported, not just the first; a key that was not asked for is a fault; every
//! text that leaves it is free of characters that could act on a terminal.

mod finish;
mod nearest;
mod values;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::RangeInclusive;

use jiff::civil::Date;

pub(super) use self::nearest::{nearest, nearest_of_many};
use super::code::Code;
use super::decimal::Decimal;
use super::diagnostic::Diagnostic;
use super::findings::{Allowance, Findings};
use super::id::{EntryId, is_slug};
use super::place::{Located, Place};
use super::tree::{Table, Value};
use super::vocabulary::Vocabulary;

/// What several readers of one file gather while they are open.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) findings: Findings,
    pub(super) allowances: Vec<Allowance>,
}

/// Where it is gathered.
pub(super) type Faults = RefCell<Gathered>;

/// As many keys as a reference is asked for, the most of all tables.
const KEYS: usize = 26;

/// One table being read.
pub(super) struct Reader<'t> {
    table: &'t Table<'t>,
    place: Place,
    faults: &'t Faults,
    /// The keys that were asked for, there or not.
    asked: RefCell<Vec<&'static str>>,
    /// Which of the first keys of the table were found by that, a bit each.
    found: Cell<u64>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(table: &'t Table<'t>, place: Place, faults: &'t Faults) -> Self {
        Self { table, place, faults, asked: RefCell::new(Vec::with_capacity(KEYS)), found: Cell::new(0) }
    }

    /// Where the table begins.
    pub(super) fn place(&self) -> Place {
        self.place
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
        let fault = Diagnostic::new(Code::K009, text.place(), format!("{:?} is not an id", *text))
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
        let Value::Whole(digits, radix) = &**value else {
            return self.wrong_type(key, value, "a whole number");
        };
        let number = u32::from_str_radix(&without_underscores(digits), *radix).ok();
        match number.filter(|number| range.contains(number)) {
            Some(number) => Some(Located::new(number, value.place())),
            None => {
                let message = format!("`{key}` is {digits}, which cannot be");
                let help = format!("give a whole number from {} to {}", range.start(), range.end());
                self.report(Diagnostic::new(Code::K009, value.place(), message).help(help));
                None
            }
        }
    }

    /// A decimal number within `range`, in the precision it was written in, where the key is there.
    pub(super) fn decimal(&self, key: &'static str, range: RangeInclusive<f64>) -> Option<Located<Decimal>> {
        let value = self.value(key)?;
        let text = match &**value {
            Value::Whole(text, 10) | Value::Float(text) => text,
            Value::Whole(..)
            | Value::Text { .. }
            | Value::Truth(_)
            | Value::Time(_)
            | Value::List(_)
            | Value::Table(_) => {
                return self.wrong_type(key, value, "a number");
            }
        };
        let number = without_underscores(text).parse::<Decimal>().ok();
        match number.filter(|number| range.contains(&number.value())) {
            Some(number) => Some(Located::new(number, value.place())),
            None => {
                let message = format!("`{key}` is {text}, which cannot be");
                let help = format!("give a number from {} to {} with at most six decimals", range.start(), range.end());
                self.report(Diagnostic::new(Code::K009, value.place(), message).help(help));
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
        match &**value {
            Value::Truth(truth) => *truth,
            Value::Whole(..)
            | Value::Float(_)
            | Value::Text { .. }
            | Value::Time(_)
            | Value::List(_)
            | Value::Table(_) => self.wrong_type::<bool>(key, value, "true or false").unwrap_or_default(),
        }
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
    pub(super) fn place_of(&self, key: &str) -> Place {
        self.table.get(key).map_or(self.place, Located::place)
    }

    /// Whether the key is absent, or a list of nothing.
    pub(super) fn is_empty_list(&self, key: &str) -> bool {
        self.table.get(key).is_none_or(|value| matches!(&**value, Value::List(list) if list.is_empty()))
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

    /// What is made of each value of a list. The room is what is needed, since there are as many lists as statements.
    fn each<T>(&self, key: &'static str, make: impl FnMut(&'t Located<Value<'t>>) -> Option<T>) -> Vec<T> {
        let list = self.list(key);
        let mut made = Vec::with_capacity(list.len());
        made.extend(list.iter().filter_map(make));
        made
    }

    fn value(&self, key: &'static str) -> Option<&'t Located<Value<'t>>> {
        self.asked.borrow_mut().push(key);
        let (at, value) = self.table.find(key)?;
        self.found.set(self.found.get() | bit(at));
        Some(value)
    }

    fn required(&self, key: &'static str) -> Option<&'t Located<Value<'t>>> {
        let value = self.value(key);
        if value.is_none() {
            let fault = Diagnostic::new(Code::K006, self.place, format!("`{key}` is missing here"))
                .help(format!("add a line `{key} = ...`"));
            self.report(fault);
        }
        value
    }

    fn list(&self, key: &'static str) -> &'t [Located<Value<'t>>] {
        let Some(value) = self.value(key) else {
            return &[];
        };
        match &**value {
            Value::List(list) => list,
            Value::Whole(..)
            | Value::Float(_)
            | Value::Text { .. }
            | Value::Truth(_)
            | Value::Time(_)
            | Value::Table(_) => self.wrong_type(key, value, "a list").unwrap_or_default(),
        }
    }
}

/// The bit of a key, by its place in the table; none for those behind the first.
fn bit(at: usize) -> u64 {
    u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0)
}

/// A number without what may stand between its digits.
fn without_underscores(digits: &str) -> Cow<'_, str> {
    if digits.contains('_') { digits.replace('_', "").into() } else { digits.into() }
}
