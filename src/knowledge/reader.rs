//! Reads one table of a file, key by key.
//!
//! Promises: every fault of the table is reported, not just the first; a key that was not asked for is a fault; every
//! text that leaves it is free of characters that could act on a terminal.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use rapidfuzz::distance::osa;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::code::{Code, Waiver};
use super::decimal::Decimal;
use super::diagnostic::Diagnostic;
use super::findings::{Allowance, Findings};
use super::id::{EntryId, is_slug};
use super::place::{Located, Place};
use super::text::{is_forbidden, is_meaningless};
use super::vocabulary::Vocabulary;

/// What several readers of one file gather while they are open.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) findings: Findings,
    pub(super) allowances: Vec<Allowance>,
}

/// Where it is gathered.
pub(super) type Faults = RefCell<Gathered>;

/// One table being read.
pub(super) struct Reader<'t> {
    table: &'t DeTable<'t>,
    place: Place,
    faults: &'t Faults,
    asked: RefCell<Vec<&'static str>>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(table: &'t DeTable<'t>, place: Place, faults: &'t Faults) -> Self {
        Self { table, place, faults, asked: RefCell::default() }
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
        let value = self.required(key)?;
        self.as_text(key, value)
    }

    pub(super) fn optional_text(&self, key: &'static str) -> Option<Located<String>> {
        let value = self.value(key)?;
        self.as_text(key, value)
    }

    /// A text that serves as a name: lower-case letters, digits, single hyphens.
    pub(super) fn slug(&self, key: &'static str) -> Option<Located<String>> {
        let text = self.text(key)?;
        if is_slug(&text) {
            return Some(text);
        }
        let fault = Diagnostic::new(Code::K009, text.place(), format!("{:?} is not an id", *text))
            .help("use lower-case letters, digits and single hyphens, at most 80 characters");
        self.report(fault);
        None
    }

    /// A list of texts, empty where the key is absent.
    pub(super) fn texts(&self, key: &'static str) -> Vec<Located<String>> {
        self.list(key).into_iter().filter_map(|value| self.as_text(key, value)).collect()
    }

    /// A list of ids of entries, empty where the key is absent.
    pub(super) fn ids(&self, key: &'static str) -> Vec<Located<EntryId>> {
        self.texts(key).into_iter().filter_map(|text| self.as_id(text)).collect()
    }

    pub(super) fn optional_id(&self, key: &'static str) -> Option<Located<EntryId>> {
        let text = self.optional_text(key)?;
        self.as_id(text)
    }

    /// A word of a closed vocabulary that must be there.
    pub(super) fn word<V: Vocabulary>(&self, key: &'static str) -> Option<Located<V>> {
        let text = self.text(key)?;
        self.as_word(text)
    }

    pub(super) fn optional_word<V: Vocabulary>(&self, key: &'static str) -> Option<Located<V>> {
        let text = self.optional_text(key)?;
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
        let place = self.at(value);
        let DeValue::Integer(integer) = value.get_ref() else {
            return self.wrong_type(key, value, "a whole number");
        };
        let number = u32::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok();
        match number.filter(|number| range.contains(number)) {
            Some(number) => Some(Located::new(number, place)),
            None => {
                let message = format!("`{key}` is {}, which cannot be", integer.as_str());
                let help = format!("give a whole number from {} to {}", range.start(), range.end());
                self.report(Diagnostic::new(Code::K009, place, message).help(help));
                None
            }
        }
    }

    /// A decimal number within `range`, in the precision it was written in, where the key is there.
    pub(super) fn decimal(&self, key: &'static str, range: RangeInclusive<f64>) -> Option<Located<Decimal>> {
        let value = self.value(key)?;
        let place = self.at(value);
        let text = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str(),
            DeValue::Float(float) => float.as_str(),
            DeValue::Integer(_)
            | DeValue::String(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => return self.wrong_type(key, value, "a number"),
        };
        let number = text.replace('_', "").parse::<Decimal>().ok();
        match number.filter(|number| range.contains(&number.value())) {
            Some(number) => Some(Located::new(number, place)),
            None => {
                let message = format!("`{key}` is {text}, which cannot be");
                let help = format!("give a number from {} to {} with at most six decimals", range.start(), range.end());
                self.report(Diagnostic::new(Code::K009, place, message).help(help));
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
        match value.get_ref() {
            DeValue::Boolean(flag) => *flag,
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::String(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => self.wrong_type::<bool>(key, value, "true or false").unwrap_or_default(),
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

    /// A list of tables, empty where the key is absent.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Reader<'t>> {
        self.list(key).into_iter().filter_map(|value| self.as_table(key, value)).collect()
    }

    /// Where the value of a key stands, or the table where it is absent.
    pub(super) fn place_of(&self, key: &str) -> Place {
        self.table.get(key).map_or(self.place, |value| self.at(value))
    }

    /// Whether the key is absent, or a list of nothing.
    pub(super) fn is_empty_list(&self, key: &str) -> bool {
        self.table.get(key).is_none_or(|value| value.get_ref().as_array().is_some_and(|list| list.is_empty()))
    }

    /// Whether the key is there at all.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Reads what is allowed in the table, and reports every key that was not asked for. The last thing done with a
    /// table.
    pub(super) fn finish(&self) {
        if self.has("allow") {
            self.allowance();
        }
        let asked = self.asked.borrow();
        for (key, _value) in self.table {
            let name = key.get_ref().as_ref();
            if asked.contains(&name) {
                continue;
            }
            let place = Place::new(self.place.file, key.span());
            let help = match nearest(name, asked.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the keys that can stand here are {}", listed(&asked)),
            };
            self.report(Diagnostic::new(Code::K005, place, format!("unknown key `{name}`")).help(help));
        }
    }

    /// Rules whose breaches somebody decided to let stand in this table, and why.
    fn allowance(&self) {
        let codes: Vec<Located<Code>> =
            self.texts("allow").into_iter().filter_map(|text| self.as_word::<Code>(text)).collect();
        let reason = self.text("reason");
        for code in codes.iter().filter(|code| code.waiver() == Waiver::Never) {
            let fault = Diagnostic::new(Code::K016, code.place(), format!("{} cannot be allowed", **code))
                .help(format!("mend what is reported; `jakref check --explain {}` says why the rule exists", **code));
            self.report(fault);
        }
        let Some(reason) = reason else { return };
        let codes = codes.into_iter().filter(|code| code.waiver() == Waiver::WithReason).collect();
        let covers = self.table.iter().map(|(_key, value)| self.at(value)).chain([self.place]).collect();
        self.faults.borrow_mut().allowances.push(Allowance { codes, reason, covers });
    }

    fn at(&self, value: &Spanned<DeValue<'_>>) -> Place {
        Place::new(self.place.file, value.span())
    }

    fn value(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    fn required(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        let value = self.value(key);
        if value.is_none() {
            let fault = Diagnostic::new(Code::K006, self.place, format!("`{key}` is missing here"))
                .help(format!("add a line `{key} = ...`"));
            self.report(fault);
        }
        value
    }

    fn list(&self, key: &'static str) -> Vec<&'t Spanned<DeValue<'t>>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        match value.get_ref() {
            DeValue::Array(array) => array.iter().collect(),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::String(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => self.wrong_type(key, value, "a list").unwrap_or_default(),
        }
    }

    fn as_table(&self, key: &'static str, value: &'t Spanned<DeValue<'t>>) -> Option<Reader<'t>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(Reader::new(table, self.at(value), self.faults)),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::String(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => self.wrong_type(key, value, "a table"),
        }
    }

    fn as_text(&self, key: &'static str, value: &Spanned<DeValue<'_>>) -> Option<Located<String>> {
        let place = self.at(value);
        let DeValue::String(text) = value.get_ref() else {
            return self.wrong_type(key, value, "a text in quotation marks");
        };
        if let Some(c) = text.chars().find(|c| is_forbidden(*c)) {
            let message = format!("`{key}` holds the character U+{:04X}", u32::from(c));
            let help = if c == '\n' || c == '\r' || c == '\t' {
                "write the text in one line; a line can be continued with a backslash"
            } else {
                "remove it: it cannot be seen, or acts on a terminal"
            };
            self.report(Diagnostic::new(Code::K015, place, message).help(help));
            return None;
        }
        if let Some(c) = text.chars().find(|c| is_meaningless(*c)) {
            let message = format!("`{key}` holds U+{:04X}, which has no meaning of its own", u32::from(c));
            let help = "write the character that is meant; fonts show this one as a box, or as whatever they like";
            self.report(Diagnostic::new(Code::T001, place, message).help(help));
            return None;
        }
        if text.trim().is_empty() || text.trim().len() != text.len() {
            let message = format!("`{key}` is empty or begins or ends with a space");
            let help = "write the text without outer spaces, or leave the key out";
            self.report(Diagnostic::new(Code::K009, place, message).help(help));
            return None;
        }
        Some(Located::new(text.clone().into_owned(), place))
    }

    fn as_id(&self, text: Located<String>) -> Option<Located<EntryId>> {
        if let Ok(id) = text.parse() {
            return Some(text.map(|_| id));
        }
        let message = format!("{:?} is not an id", *text);
        let help = "an id is a kind, a slash and a name, such as `oral/name` or `trial/name`";
        self.report(Diagnostic::new(Code::K009, text.place(), message).help(help));
        None
    }

    fn as_word<V: Vocabulary>(&self, text: Located<String>) -> Option<Located<V>> {
        if let Some(value) = V::from_word(&text) {
            return Some(Located::new(value, text.place()));
        }
        let words: Vec<&str> = V::ALL.iter().map(|value| value.word()).collect();
        let help = match nearest(&text, words.iter().copied()) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None => format!("use one of {}", listed(&words)),
        };
        let message = format!("{:?} is not one of the words that can stand here", *text);
        self.report(Diagnostic::new(Code::K008, text.place(), message).help(help));
        None
    }

    fn as_date(&self, key: &'static str, value: &Spanned<DeValue<'_>>) -> Option<Located<Date>> {
        let DeValue::Datetime(written) = value.get_ref() else {
            return self.wrong_type(key, value, "a date such as 2023-06-23, without quotation marks");
        };
        let date = match (written.date, written.time, written.offset) {
            (Some(date), None, None) => Date::new(date.year as i16, date.month as i8, date.day as i8).ok(),
            (_, _, _) => None,
        };
        match date {
            Some(date) => Some(Located::new(date, self.at(value))),
            None => self.wrong_type(key, value, "a date such as 2023-06-23, without a time"),
        }
    }

    fn wrong_type<T>(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let fault =
            Diagnostic::new(Code::K007, self.at(value), format!("`{key}` is {found}")).help(format!("write {wanted}"));
        self.report(fault);
        None
    }
}

/// The one of `words` that was probably meant: nearest in edits, at most a third of the word's length away.
pub(super) fn nearest<'w>(written: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    words
        .map(|word| (osa::distance(written.chars(), word.chars()), word))
        .filter(|(distance, word)| *distance <= (word.chars().count() / 3).max(1))
        .min_by_key(|(distance, _word)| *distance)
        .map(|(_distance, word)| word)
}

fn listed(words: &[&str]) -> String {
    let mut unique: Vec<&str> = Vec::new();
    for word in words {
        if !unique.contains(word) {
            unique.push(word);
        }
    }
    unique.join(", ")
}
