//! A tree straight from what the parser says, for files that are written plainly, as nearly all are.
//!
//! Promises: of a file that is written plainly the same tree as the library's. Anything that its rules on tables speak of, a
//! key with dots, a table that is opened before the one it stands in, a key that is there twice, and every fault is left
//! to the library: then there is none. Never makes a message.
//!
//! The library makes a tree of its own out of a list of all that the parser says; that takes as long as the parsing.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use jiff::civil::Date;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{EventReceiver, parse_document};
use toml_parser::{ErrorSink, ParseError, Raw, Source, Span};

use super::super::place::{Located, Place};
use super::super::text::is_printable_without_escapes;
use super::headers::{inner, put};
use super::{Entry, Key, Looks, Table, Value};

/// More keys than any table of a base has. Each is held against the others.
pub(super) const MOST_KEYS: usize = 64;

/// Tables and lists inside each other, more than any base has.
const DEEPEST: usize = 16;

/// The tree of a file; `None` where it is not written plainly or has a fault.
pub(in crate::knowledge) fn plain(text: &str, file: u32) -> Option<Table<'_>> {
    let (builder, fault) = Builder::read(text, file);
    (builder.is_plain && fault.is_none()).then_some(builder.root)
}

struct Builder<'t> {
    source: Source<'t>,
    file: u32,
    root: Table<'t>,
    /// The header of the table that is being read; none before the first.
    header: Option<Header>,
    /// The keys of the header.
    path: Vec<Key<'t>>,
    /// The key whose value comes next.
    key: Option<Key<'t>>,
    /// What was read of the table, and behind it of the tables inside it that are open.
    entries: Vec<Entry<'t>>,
    /// What was read of the lists that are open, one behind the other.
    values: Vec<Located<Value<'t>>>,
    /// The tables and lists in a line that are open, the innermost last.
    open: Vec<Open<'t>>,
    /// What the keys look like of the innermost table.
    looks: Looks,
    is_plain: bool,
}

struct Header {
    place: Place,
    is_of_list: bool,
    is_closed: bool,
}

/// A table or list in a line whose end has not come.
struct Open<'t> {
    /// The key whose value it is; none in a list.
    key: Option<Key<'t>>,
    start: usize,
    /// How many entries, or values, there were before its own.
    before: usize,
    /// What the keys look like of the table around it.
    looks: Looks,
    is_table: bool,
}

impl<'t> Builder<'t> {
    fn read(text: &'t str, file: u32) -> (Self, Option<ParseError>) {
        let mut builder = Self {
            source: Source::new(text),
            file,
            root: Table::default(),
            header: None,
            path: Vec::new(),
            key: None,
            entries: Vec::new(),
            values: Vec::new(),
            open: Vec::new(),
            looks: Looks::default(),
            is_plain: true,
        };
        let mut fault: Option<ParseError> = None;
        parse_document(&builder.source.lex().into_vec(), &mut builder, &mut fault);
        builder.finish_table();
        (builder, fault)
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.file, span.start()..span.end())
    }

    fn raw(&self, span: Span, encoding: Option<Encoding>) -> Raw<'t> {
        let written = self.source.input().get(span.start()..span.end()).unwrap_or_default();
        Raw::new_unchecked(written, encoding, span)
    }

    /// Takes in a value that is whole.
    fn put(&mut self, value: Located<Value<'t>>) {
        let before = match self.open.last() {
            Some(open) if !open.is_table => return self.values.push(value),
            Some(table) => table.before,
            None => 0,
        };
        let Some(key) = self.key.take() else {
            self.is_plain = false;
            return;
        };
        let own = self.entries.get(before..).unwrap_or_default();
        // Each key is compared with those before it, so a table must be given up before it has too many.
        self.is_plain &= own.len() < MOST_KEYS;
        if !self.is_plain {
            return;
        }
        let look = Looks::of(&key);
        self.is_plain = !self.looks.fit(look) || own.iter().all(|(other, _value)| **other != *key);
        self.looks.add(look);
        self.entries.push((key, value));
    }

    fn open(&mut self, span: Span, is_table: bool) -> bool {
        let before = if is_table { self.entries.len() } else { self.values.len() };
        let looks = std::mem::take(&mut self.looks);
        self.open.push(Open { key: self.key.take(), start: span.start(), before, looks, is_table });
        self.is_plain &= self.open.len() <= DEEPEST;
        self.is_plain
    }

    fn close(&mut self, span: Span) {
        let Some(Open { key, start, before, looks, is_table }) = self.open.pop() else {
            self.is_plain = false;
            return;
        };
        let looks = std::mem::replace(&mut self.looks, looks);
        let value = if is_table {
            Value::Table(Table { entries: self.entries.split_off(before), looks })
        } else {
            Value::List(self.values.split_off(before))
        };
        self.key = key;
        self.put(Located::new(value, Place::new(self.file, start..span.end())));
    }

    fn begin_table(&mut self, span: Span, is_of_list: bool) {
        self.finish_table();
        self.header = Some(Header { place: self.place(span), is_of_list, is_closed: false });
    }

    fn end_header(&mut self, span: Span) {
        let end = self.place(span).end;
        if let Some(header) = &mut self.header {
            header.place.end = end;
            header.is_closed = true;
        }
    }

    /// Puts the table that was read where its header says.
    fn finish_table(&mut self) {
        let table = Table { entries: self.entries.split_off(0), looks: std::mem::take(&mut self.looks) };
        // A header inside of something open is a fault.
        self.is_plain &= self.open.is_empty();
        self.open.clear();
        let Some(Header { place, is_of_list, is_closed: _ }) = self.header.take() else {
            self.root = table;
            return;
        };
        let text = self.source.input();
        let mut path = self.path.drain(..);
        if !self.is_plain {
            // However long the rest is, nobody will look at it.
            return;
        }
        let key = path.next_back();
        let parent = path.try_fold(&mut self.root, |table, key| inner(table, &key, text));
        let put = key.zip(parent).is_some_and(|(key, parent)| put(parent, key, table, place, is_of_list, text));
        self.is_plain &= put;
    }
}

/// Whether a key is written without quotation marks as it may be.
fn is_bare(key: &[u8]) -> bool {
    let may_be_bare = |byte: &u8| byte.is_ascii_lowercase() || matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-');
    !key.is_empty() && key.iter().all(may_be_bare)
}

/// What is between quotation marks, where every character of it means itself.
fn as_written(text: &str) -> Option<&str> {
    let [b'"', .., b'"'] = text.as_bytes() else { return None };
    let inner = text.get(1..text.len() - 1)?;
    is_printable_without_escapes(inner).then_some(inner)
}

/// A date alone, as nearly all are; whether anything else is a time the library says. Digit by digit, since the parser that `Date`
/// brings is one of every form of time, and 140 KB.
fn day(text: &str) -> Option<Date> {
    let [a, b, c, d, b'-', m, n, b'-', x, y] = text.as_bytes() else { return None };
    let figure = |number: i16, digit: &u8| digit.is_ascii_digit().then(|| number * 10 + i16::from(digit - b'0'));
    let number = |digits: &[u8]| digits.iter().try_fold(0, figure);
    let part = |digits: [u8; 2]| i8::try_from(number(&digits)?).ok();
    Date::new(number(&[*a, *b, *c, *d])?, part([*m, *n])?, part([*x, *y])?).ok()
}

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, span: Span, _fault: &mut dyn ErrorSink) {
        self.begin_table(span, false);
    }

    fn std_table_close(&mut self, span: Span, _fault: &mut dyn ErrorSink) {
        self.end_header(span);
    }

    fn array_table_open(&mut self, span: Span, _fault: &mut dyn ErrorSink) {
        self.begin_table(span, true);
    }

    fn array_table_close(&mut self, span: Span, _fault: &mut dyn ErrorSink) {
        self.end_header(span);
    }

    fn inline_table_open(&mut self, span: Span, _fault: &mut dyn ErrorSink) -> bool {
        self.open(span, true)
    }

    fn inline_table_close(&mut self, span: Span, _fault: &mut dyn ErrorSink) {
        self.close(span);
    }

    fn array_open(&mut self, span: Span, _fault: &mut dyn ErrorSink) -> bool {
        self.open(span, false)
    }

    fn array_close(&mut self, span: Span, _fault: &mut dyn ErrorSink) {
        self.close(span);
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, fault: &mut dyn ErrorSink) {
        let raw = self.raw(span, encoding);
        let mut name = Cow::Borrowed(raw.as_str());
        if encoding.is_some() || !is_bare(raw.as_bytes()) {
            raw.decode_key(&mut name, fault);
        }
        let key = Located::new(name, self.place(span));
        match &self.header {
            Some(header) if !header.is_closed => self.path.push(key),
            Some(_) | None => self.key = Some(key),
        }
    }

    fn key_sep(&mut self, _span: Span, _fault: &mut dyn ErrorSink) {
        let in_header = self.header.as_ref().is_some_and(|header| !header.is_closed);
        self.is_plain &= in_header;
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, fault: &mut dyn ErrorSink) {
        let raw = self.raw(span, encoding);
        let place = self.place(span);
        // Most texts are written as they are, and there is nothing to decode.
        if encoding == Some(Encoding::BasicString)
            && let Some(text) = as_written(raw.as_str())
        {
            return self.put(Located::new(Value::Text { text: text.into(), is_printable: true }, place));
        }
        let mut decoded = Cow::Borrowed("");
        let value = match raw.decode_scalar(&mut decoded, fault) {
            ScalarKind::String => Value::Text { text: decoded, is_printable: false },
            ScalarKind::Boolean(truth) => Value::Truth(truth),
            ScalarKind::Float => Value::Float(decoded),
            ScalarKind::Integer(radix) => Value::Whole(decoded, radix.value()),
            ScalarKind::DateTime => {
                let date = day(&decoded);
                self.is_plain &= date.is_some();
                Value::Time(date)
            }
        };
        self.put(Located::new(value, place));
    }

    fn comment(&mut self, span: Span, fault: &mut dyn ErrorSink) {
        self.raw(span, None).decode_comment(fault);
    }

    fn newline(&mut self, span: Span, fault: &mut dyn ErrorSink) {
        if self.source.input().as_bytes().get(span.start()) == Some(&b'\n') {
            return;
        }
        self.raw(span, None).decode_newline(fault);
    }

    fn error(&mut self, _span: Span, _fault: &mut dyn ErrorSink) {
        self.is_plain = false;
    }
}
