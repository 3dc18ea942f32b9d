//! What a file says, as a tree of tables.
//!
//! Promises: every key and value of the file once, with its place; the keys of a table in the order in which they are written.
//! Never judges what they mean.

mod headers;
mod plain;

use std::borrow::Cow;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) use self::plain::plain;
use super::place::{Located, Place};

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table<'t>(Vec<Entry<'t>>);

/// A key with its value.
type Entry<'t> = (Key<'t>, Located<Value<'t>>);

type Key<'t> = Located<Cow<'t, str>>;

/// What stands behind a key, or in a list.
#[derive(Debug)]
pub(super) enum Value<'t> {
    Text(Cow<'t, str>),
    /// The digits of a whole number with its sign, and their base.
    Whole(Cow<'t, str>, u32),
    /// A number with a point or an exponent.
    Float(Cow<'t, str>),
    Truth(bool),
    /// A date; `None` for one that does not exist, or a time.
    Time(Option<Date>),
    List(Vec<Located<Value<'t>>>),
    Table(Table<'t>),
}

impl<'t> Table<'t> {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Located<Value<'t>>> {
        self.find(key).map(|(_at, value)| value)
    }

    /// The same with the place of the key among the others. They are few, and gone over faster than any index would find one.
    pub(super) fn find(&self, key: &str) -> Option<(usize, &Located<Value<'t>>)> {
        self.iter().enumerate().find(|(_at, (name, _value))| **name == key).map(|(at, (_name, value))| (at, value))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry<'t>> {
        self.0.iter()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same as the library reads it.
    pub(super) fn of_library(table: DeTable<'t>, file: u32) -> Self {
        let entry = |(key, value): (Spanned<Cow<'t, str>>, Spanned<DeValue<'t>>)| {
            let place = Place::new(file, key.span());
            (Located::new(key.into_inner(), place), Value::of_library(value, file))
        };
        let mut entries: Vec<Entry<'t>> = table.into_iter().map(entry).collect();
        entries.sort_by_key(|(key, _value)| key.place());
        Self(entries)
    }
}

impl<'t> Value<'t> {
    fn of_library(value: Spanned<DeValue<'t>>, file: u32) -> Located<Self> {
        let place = Place::new(file, value.span());
        let value = match value.into_inner() {
            DeValue::String(text) => Self::Text(text),
            DeValue::Integer(number) => Self::Whole(number.as_str().to_owned().into(), number.radix()),
            DeValue::Float(number) => Self::Float(number.as_str().to_owned().into()),
            DeValue::Boolean(truth) => Self::Truth(truth),
            DeValue::Datetime(written) => Self::Time(match (written.date, written.time, written.offset) {
                (Some(date), None, None) => Date::new(date.year as i16, date.month as i8, date.day as i8).ok(),
                (_, _, _) => None,
            }),
            DeValue::Array(list) => Self::List(list.into_iter().map(|value| Self::of_library(value, file)).collect()),
            DeValue::Table(table) => Self::Table(Table::of_library(table, file)),
        };
        Located::new(value, place)
    }
}
