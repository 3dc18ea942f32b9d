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
pub(super) struct Table<'t> {
    entries: Vec<Entry<'t>>,
    looks: Looks,
}

/// What the keys of a table look like: a bit for each, and few share one. What has another bit is none of them.
#[derive(Clone, Copy, Debug, Default)]
struct Looks(u64);

impl Looks {
    /// Of one key, by its length and its ends.
    fn of(key: &str) -> Self {
        let end = |byte: Option<&u8>| byte.copied().map_or(0, usize::from);
        let bytes = key.as_bytes();
        Self(1 << ((bytes.len() * 7 + end(bytes.first()) * 3 + end(bytes.last())) % 64))
    }

    /// Whether a key that looks so could be one of these.
    fn fit(self, key: Self) -> bool {
        self.0 & key.0 != 0
    }

    fn add(&mut self, key: Self) {
        self.0 |= key.0;
    }
}

/// A key with its value.
type Entry<'t> = (Key<'t>, Located<Value<'t>>);

type Key<'t> = Located<Cow<'t, str>>;

/// What stands behind a key, or in a list.
#[derive(Debug)]
pub(super) enum Value<'t> {
    /// A text, and whether it is known to be printable ASCII.
    Text {
        text: Cow<'t, str>,
        is_printable: bool,
    },
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
    #[inline]
    pub(super) fn find(&self, key: &str) -> Option<(usize, &Located<Value<'t>>)> {
        // Half of the keys that are asked for are not there.
        if self.looks.fit(Looks::of(key)) { self.look_for(key) } else { None }
    }

    fn look_for(&self, key: &str) -> Option<(usize, &Located<Value<'t>>)> {
        self.iter().enumerate().find(|(_at, (name, _value))| **name == key).map(|(at, (_name, value))| (at, value))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry<'t>> {
        self.entries.iter()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds a key that is not there.
    fn push(&mut self, key: Key<'t>, value: Located<Value<'t>>) {
        self.looks.add(Looks::of(&key));
        self.entries.push((key, value));
    }

    fn value_mut(&mut self, key: &str) -> Option<&mut Located<Value<'t>>> {
        let (at, _value) = self.find(key)?;
        self.entries.get_mut(at).map(|(_key, value)| value)
    }

    /// The same as the library reads it.
    pub(super) fn of_library(table: DeTable<'t>, file: u32) -> Self {
        let entry = |(key, value): (Spanned<Cow<'t, str>>, Spanned<DeValue<'t>>)| {
            let place = Place::new(file, key.span());
            (Located::new(key.into_inner(), place), Value::of_library(value, file))
        };
        let mut entries: Vec<Entry<'t>> = table.into_iter().map(entry).collect();
        entries.sort_by_key(|(key, _value)| key.place());
        let mut looks = Looks::default();
        entries.iter().for_each(|(key, _value)| looks.add(Looks::of(key)));
        Self { entries, looks }
    }
}

impl<'t> Value<'t> {
    fn of_library(value: Spanned<DeValue<'t>>, file: u32) -> Located<Self> {
        let place = Place::new(file, value.span());
        let value = match value.into_inner() {
            DeValue::String(text) => Self::Text { text, is_printable: false },
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
