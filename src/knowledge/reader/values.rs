//! From one TOML value to the type that was asked for.
//!
//! Promises: what is not of the type is reported with what it is and what to write; no text passes that could act on a
//! terminal or that means nothing.

use jiff::civil::Date;
use toml::de::DeValue;

use super::super::code::{Code, Waiver};
use super::super::diagnostic::Diagnostic;
use super::super::id::EntryId;
use super::super::span::Located;
use super::super::text::{is_blank, is_forbidden, is_meaningless};
use super::super::vocabulary::Vocabulary;
use super::finish::listed;
use super::{Reader, Value, nearest};

impl<'t> Reader<'t> {
    pub(super) fn as_table(&self, key: &'static str, value: &'t Value<'t>) -> Option<Reader<'t>> {
        match value.get_ref().as_table() {
            Some(table) => Some(Reader::new(table, self.span_at(value), self.faults)),
            None => self.wrong_type(key, value, "a table"),
        }
    }

    pub(super) fn as_text(&self, key: &'static str, value: &'t Value<'t>) -> Option<Located<&'t str>> {
        let Some(text) = value.get_ref().as_str() else {
            return self.wrong_type(key, value, "a text in quotation marks");
        };
        let text = Located::new(text, self.span_at(value));
        if let Some((at, c)) = text.char_indices().find(|(_at, c)| is_forbidden(*c)) {
            let message = format!("`{key}` holds the character U+{:04X}", u32::from(c));
            let help = if c == '\n' || c == '\r' || c == '\t' {
                "write the text in one line; a line can be continued with a backslash"
            } else if is_blank(c) {
                "write the character that is meant, such as a plain space: this one leaves room in which nothing is seen"
            } else {
                "remove it: it cannot be seen, or acts on a terminal"
            };
            let span = text.span_within(at..at + c.len_utf8());
            self.report(Diagnostic::new(Code::K015, span, message).help(help));
            return None;
        }
        if let Some((at, c)) = text.char_indices().find(|(_at, c)| is_meaningless(*c)) {
            let message = format!("`{key}` holds U+{:04X}, which has no meaning of its own", u32::from(c));
            let help = "write the character that is meant; fonts show this one as a box, or as whatever they like";
            let span = text.span_within(at..at + c.len_utf8());
            self.report(Diagnostic::new(Code::T001, span, message).help(help));
            return None;
        }
        if text.trim().is_empty() || text.trim().len() != text.len() {
            let message = format!("`{key}` is empty or begins or ends with a space");
            let help = "write the text without outer spaces, or leave the key out";
            self.report(Diagnostic::new(Code::K009, text.span(), message).help(help));
            return None;
        }
        Some(text)
    }

    pub(super) fn as_id(&self, text: Located<&str>) -> Option<Located<EntryId>> {
        if let Ok(id) = text.parse() {
            return Some(text.map(|_| id));
        }
        let message = format!("{:?} is not an id", *text);
        let help = "an id is a kind, a slash and a name, such as `oral/name` or `trial/name`";
        self.report(Diagnostic::new(Code::K009, text.span(), message).help(help));
        None
    }

    pub(super) fn as_word<V: Vocabulary>(&self, text: Located<&str>) -> Option<Located<V>> {
        if let Some(value) = V::from_word(&text) {
            return Some(Located::new(value, text.span()));
        }
        let words: Vec<&str> = V::ALL.iter().map(|value| value.word()).collect();
        let help = match nearest(&text, words.iter().copied()) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None => format!("use one of {}", listed(&words)),
        };
        let message = format!("{:?} is not one of the words that can stand here", *text);
        self.report(Diagnostic::new(Code::K008, text.span(), message).help(help));
        None
    }

    /// A rule that is to be allowed.
    pub(super) fn as_code(&self, text: Located<&str>) -> Option<Located<Code>> {
        if let Some(code) = Code::from_word(&text) {
            return Some(Located::new(code, text.span()));
        }
        let can_be_allowed =
            Code::ALL.iter().filter(|code| code.waiver() == Waiver::WithReason).map(|code| code.word());
        let help = match nearest(&text, can_be_allowed) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None => "use the code of a rule; `jakref check --explain all` lists them".to_owned(),
        };
        let message = format!("{:?} is not the code of a rule", *text);
        self.report(Diagnostic::new(Code::K008, text.span(), message).help(help));
        None
    }

    pub(super) fn as_date(&self, key: &'static str, value: &Value<'_>) -> Option<Located<Date>> {
        let Some(time) = value.get_ref().as_datetime() else {
            return self.wrong_type(key, value, "a date such as 2023-06-23, without quotation marks");
        };
        let date = match (time.date, time.time, time.offset) {
            (Some(date), None, None) => Date::new(date.year as i16, date.month as i8, date.day as i8).ok(),
            _no_date_alone => None,
        };
        match date {
            Some(date) => Some(Located::new(date, self.span_at(value))),
            None => self.wrong_type(key, value, "a date such as 2023-06-23, without a time"),
        }
    }

    pub(super) fn wrong_type<T>(&self, key: &str, value: &Value<'_>, wanted: &str) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let fault = Diagnostic::new(Code::K007, self.span_at(value), format!("`{key}` is {found}"))
            .help(format!("write {wanted}"));
        self.report(fault);
        None
    }
}
