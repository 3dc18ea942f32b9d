//! Reads a TOML file: from its text to a tree, and from each table of the tree, key by key, to checked values.
//!
//! Promises: every fault is reported, not just the first; a key that the format does not have is a fault; no text gets
//! through that could act on a terminal or that has no meaning.

use std::cell::RefCell;
use std::ops::{Range, RangeInclusive};

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeTable, DeValue};

use super::code::{Code, Waiver};
use super::decimal::Decimal;
use super::diagnostic::{Allowance, Diagnostic, Findings};
use super::id::{EntryId, is_slug};
use super::nearest::nearest;
use super::shape::{Form, Keys, Probes};
use super::span::{Located, SourceSpan};
use super::text::{is_blank, is_forbidden, is_meaningless};
use super::vocabulary::Vocabulary;

/// A place that is not TOML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub(super) bytes: Range<usize>,
    pub(super) message: String,
}

/// How much text is searched for syntax errors, from the line of the first one on. A person does not mend more in one
/// sitting, and the parser would take five hundred times the size of a file of nothing but errors.
const SEARCHED_FOR_ERRORS: usize = 512 * 1024;

/// Parses a file.
///
/// # Errors
/// Every syntax error in the text that is searched, in its order; at least one.
pub(super) fn parse(text: &str) -> Result<DeTable<'_>, Vec<SyntaxError>> {
    let first = match DeTable::parse(text) {
        Ok(tree) => return Ok(tree.into_inner()),
        Err(first) => syntax_error(&first),
    };
    let least = first.bytes.start.saturating_add(SEARCHED_FOR_ERRORS).min(text.len());
    let line_end = text.as_bytes()[least..].iter().position(|b| *b == b'\n').map_or(text.len(), |at| least + at);
    let searched = &text[..line_end];
    let (_tree, errors) = DeTable::parse_recoverable(searched);
    let mut errors: Vec<SyntaxError> = errors.iter().map(syntax_error).collect();
    if searched.len() < text.len() {
        // An error at the end may be there only because the text was cut.
        errors.retain(|error| error.bytes.end < searched.len());
    }
    // The cut may also hide the first error, which is one of the whole text.
    if !errors.contains(&first) {
        errors.insert(0, first);
    }
    Err(errors)
}

fn syntax_error(error: &toml::de::Error) -> SyntaxError {
    // An error without a span concerns the whole file.
    SyntaxError { bytes: error.span().unwrap_or(0..0), message: error.message().trim().to_owned() }
}

/// How a text begins that its author has still to write.
const TODO: &str = "TODO";

/// What the readers of one file report.
#[derive(Default)]
pub(super) struct Faults {
    pub(super) findings: Findings,
    pub(super) allowances: Vec<Allowance>,
    /// Where a text is still to be written.
    pub(super) todos: Vec<SourceSpan>,
}

/// The codes of the rules that can be broken for a reason.
fn codes_to_allow() -> Vec<&'static str> {
    Code::ALL.iter().filter(|code| code.waiver() == Waiver::WithReason).map(|code| code.word()).collect()
}

impl Faults {
    pub(super) fn append(&mut self, other: Self) {
        self.findings.append(other.findings);
        self.allowances.extend(other.allowances);
        self.todos.extend(other.todos);
    }
}

type Value<'t> = Spanned<DeValue<'t>>;

/// One table being read.
///
/// Methods named for a type alone (`text`, `word`, `date`) report an absent key; the others do not. What has a fault is
/// reported and then treated as absent.
pub(super) struct Reader<'t> {
    table: &'t DeTable<'t>,
    span: SourceSpan,
    faults: &'t RefCell<Faults>,
    /// The keys that were asked for, present or not: all that the format has here.
    expected: Keys,
    /// Where the format itself is read, and no file: what is assumed of the keys, and what is asked of them.
    described: Option<&'t Probes>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(table: &'t DeTable<'t>, span: SourceSpan, faults: &'t RefCell<Faults>) -> Self {
        Self { table, span, faults, expected: Keys::default(), described: None }
    }

    /// A reader of an empty table in which every inner table is there once, so that what reads it asks for every key.
    pub(super) fn describing(table: &'t DeTable<'t>, faults: &'t RefCell<Faults>, probes: &'t Probes) -> Self {
        Self { described: Some(probes), ..Self::new(table, SourceSpan::default(), faults) }
    }

    /// The keys that were asked for.
    pub(super) fn keys(&self) -> Keys {
        self.expected.clone()
    }

    /// Where the table begins.
    pub(super) fn span(&self) -> SourceSpan {
        self.span
    }

    pub(super) fn report(&self, fault: Diagnostic) {
        self.faults.borrow_mut().findings.push(fault);
    }

    pub(super) fn text(&self, key: &'static str) -> Option<Located<String>> {
        self.as_text(key, self.required(key, Form::Text)?).map(Located::owned)
    }

    pub(super) fn optional_text(&self, key: &'static str) -> Option<Located<String>> {
        self.as_text(key, self.value(key, Form::Text)?).map(Located::owned)
    }

    /// A text that serves as a name: lower-case letters, digits, single hyphens.
    pub(super) fn slug(&self, key: &'static str) -> Option<Located<String>> {
        let text = self.as_text(key, self.required(key, Form::Slug)?).map(Located::owned)?;
        if is_slug(&text) {
            return Some(text);
        }
        let fault = Diagnostic::new(Code::K009, text.span(), format!("{:?} is not an id", *text))
            .help("use lower-case letters, digits and single hyphens, at most 80 characters");
        self.report(fault);
        None
    }

    /// A list of texts, empty where the key is absent.
    pub(super) fn texts(&self, key: &'static str) -> Vec<Located<String>> {
        self.each(key, Form::Text, |value| self.as_text(key, value).map(Located::owned))
    }

    /// A list of ids of entries, empty where the key is absent.
    pub(super) fn ids(&self, key: &'static str) -> Vec<Located<EntryId>> {
        self.each(key, Form::EntryId, |value| self.as_id(self.as_text(key, value)?))
    }

    pub(super) fn id(&self, key: &'static str) -> Option<Located<EntryId>> {
        self.as_id(self.as_text(key, self.required(key, Form::EntryId)?)?)
    }

    pub(super) fn optional_id(&self, key: &'static str) -> Option<Located<EntryId>> {
        self.as_id(self.as_text(key, self.value(key, Form::EntryId)?)?)
    }

    /// A word of a closed vocabulary.
    pub(super) fn word<V: Vocabulary>(&self, key: &'static str) -> Option<Located<V>> {
        let value = self.required(key, Form::word::<V>());
        if let Some(word) = self.described.and_then(|probes| probes.word::<V>(key)) {
            return Some(Located::new(word, self.span));
        }
        self.as_word(self.as_text(key, value?)?)
    }

    pub(super) fn optional_word<V: Vocabulary>(&self, key: &'static str) -> Option<Located<V>> {
        let value = self.value(key, Form::word::<V>());
        if let Some(word) = self.described.and_then(|probes| probes.word::<V>(key)) {
            return Some(Located::new(word, self.span));
        }
        self.as_word(self.as_text(key, value?)?)
    }

    pub(super) fn date(&self, key: &'static str) -> Option<Located<Date>> {
        self.as_date(key, self.required(key, Form::Date)?)
    }

    pub(super) fn optional_date(&self, key: &'static str) -> Option<Located<Date>> {
        self.as_date(key, self.value(key, Form::Date)?)
    }

    /// A whole number within `range`.
    pub(super) fn optional_number(&self, key: &'static str, range: RangeInclusive<u32>) -> Option<Located<u32>> {
        let value = self.value(key, Form::Whole(*range.start(), *range.end()))?;
        let Some(whole) = value.get_ref().as_integer() else {
            return self.wrong_type(key, value, "a whole number");
        };
        let digits = whole.as_str();
        let number = u32::from_str_radix(&digits.replace('_', ""), whole.radix()).ok();
        match number.filter(|number| range.contains(number)) {
            Some(number) => Some(Located::new(number, self.span_at(value))),
            None => {
                let message = format!("`{key}` cannot be {digits}");
                let help = format!("give a whole number from {} to {}", range.start(), range.end());
                self.report(Diagnostic::new(Code::K009, self.span_at(value), message).help(help));
                None
            }
        }
    }

    /// A decimal number within `range`, in the precision in which it is written.
    pub(super) fn optional_decimal(&self, key: &'static str, range: RangeInclusive<f64>) -> Option<Located<Decimal>> {
        let value = self.value(key, Form::Decimal(*range.start(), *range.end()))?;
        let whole = value.get_ref().as_integer().filter(|whole| whole.radix() == 10);
        let text = whole.map(DeInteger::as_str).or_else(|| value.get_ref().as_float().map(DeFloat::as_str));
        let Some(text) = text else { return self.wrong_type(key, value, "a number") };
        let number = text.replace('_', "").parse::<Decimal>().ok();
        match number.filter(|number| range.contains(&number.value())) {
            Some(number) => Some(Located::new(number, self.span_at(value))),
            None => {
                let message = format!("`{key}` cannot be {text}");
                let help = format!("give a number from {} to {} with at most six decimals", range.start(), range.end());
                self.report(Diagnostic::new(Code::K009, self.span_at(value), message).help(help));
                None
            }
        }
    }

    pub(super) fn decimal(&self, key: &'static str, range: RangeInclusive<f64>) -> Option<Located<Decimal>> {
        self.required(key, Form::Decimal(*range.start(), *range.end()))?;
        self.optional_decimal(key, range)
    }

    /// Whether the key is present and true.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        let Some(value) = self.value(key, Form::Flag) else { return false };
        value.get_ref().as_bool().or_else(|| self.wrong_type(key, value, "true or false")).is_some_and(|flag| flag)
    }

    pub(super) fn table(&self, key: &'static str) -> Option<Reader<'t>> {
        self.inner(key, self.required(key, Form::Table))
    }

    pub(super) fn optional_table(&self, key: &'static str) -> Option<Reader<'t>> {
        self.inner(key, self.value(key, Form::Table))
    }

    /// A list of tables, empty where the key is absent. Each is opened when its turn comes.
    pub(super) fn tables(&self, key: &'static str) -> impl Iterator<Item = Reader<'t>> {
        let described = self.list(key, Form::Table).is_empty().then(|| self.inner(key, None)).flatten();
        described
            .into_iter()
            .chain(self.list(key, Form::Table).iter().filter_map(move |value| self.as_table(key, value)))
    }

    /// What `read` makes of each table of a list.
    pub(super) fn all<T>(&self, key: &'static str, mut read: impl FnMut(&Reader<'t>) -> Option<T>) -> Vec<T> {
        self.tables(key).filter_map(|reader| read(&reader)).collect()
    }

    /// That the table must have a key that was asked for, and a list something in it; where it has not, whoever asks reports it.
    pub(super) fn expects(&self, key: &'static str) {
        self.expected.change(key, |key| key.is_required = true);
    }

    /// The span of a key's value, or of the table where the key is absent.
    pub(super) fn span_of(&self, key: &str) -> SourceSpan {
        self.table.get(key).map_or(self.span, |value| self.span_at(value))
    }

    /// Whether the key is absent or has an empty list.
    pub(super) fn is_empty_list(&self, key: &str) -> bool {
        self.table.get(key).is_none_or(|value| value.get_ref().as_array().is_some_and(|list| list.is_empty()))
    }

    /// Whether the key has a text.
    pub(super) fn is_text(&self, key: &'static str) -> bool {
        if let Some(probes) = self.described {
            return probes.has(key);
        }
        self.table.get(key).is_some_and(|value| value.get_ref().as_str().is_some())
    }

    pub(super) fn has(&self, key: &'static str) -> bool {
        if let Some(probes) = self.described {
            return probes.has(key);
        }
        self.table.get(key).is_some()
    }

    /// Reads what is allowed in the table, and reports every key that was not asked for. Must be called last.
    pub(super) fn finish(&self) {
        self.finish_with(|_name| None);
    }

    /// Like `finish`, for a table in which some keys are forbidden: `forbidden` returns the message and the help for one.
    pub(super) fn finish_with(&self, forbidden: impl Fn(&str) -> Option<(String, &'static str)>) {
        if self.has("allow") {
            self.read_allowance();
        }
        let expected = self.expected.all();
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if expected.iter().any(|key| key.name == name) {
                continue;
            }
            let span = SourceSpan::new(self.span.file, key.span());
            if let Some((message, help)) = forbidden(name) {
                self.report(Diagnostic::new(Code::K018, span, message).help(help));
                continue;
            }
            let names: Vec<&'static str> = expected.iter().map(|key| key.name).collect();
            let help = match nearest(name, names.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the keys allowed here are {}", names.join(", ")),
            };
            self.report(Diagnostic::new(Code::K005, span, format!("unknown key `{name}`")).help(help));
        }
    }

    /// Reads `allow` and `reason`: the rules that may be broken in this table, and why.
    fn read_allowance(&self) {
        let codes: Vec<Located<Code>> =
            self.each("allow", Form::Word(codes_to_allow), |value| self.as_code(self.as_text("allow", value)?));
        let reason = self.text("reason");
        for code in codes.iter().filter(|code| code.waiver() == Waiver::Never) {
            let fault = Diagnostic::new(Code::K016, code.span(), format!("{} cannot be allowed", **code)).help(
                format!("correct what is reported; `jakref check --explain {}` says why the rule exists", **code),
            );
            self.report(fault);
        }
        let Some(reason) = reason else { return };
        let codes = codes.into_iter().filter(|code| code.waiver() == Waiver::WithReason).collect();
        let covers = self.table.values().map(|value| self.span_at(value)).chain([self.span]).collect();
        self.faults.borrow_mut().allowances.push(Allowance { codes, reason, covers });
    }

    fn each<T>(&self, key: &'static str, form: Form, read: impl FnMut(&'t Value<'t>) -> Option<T>) -> Vec<T> {
        self.list(key, form).iter().filter_map(read).collect()
    }

    fn list(&self, key: &'static str, form: Form) -> &'t [Value<'t>] {
        let value = self.value(key, form);
        self.expected.change(key, |key| key.is_list = true);
        let Some(value) = value else { return &[] };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type::<()>(key, value, "a list");
            return &[];
        };
        list
    }

    fn value(&self, key: &'static str, form: Form) -> Option<&'t Value<'t>> {
        self.expected.ask(key, form);
        self.table.get(key)
    }

    fn required(&self, key: &'static str, form: Form) -> Option<&'t Value<'t>> {
        let value = self.value(key, form);
        self.expected.change(key, |key| key.is_required = true);
        if value.is_none() {
            let fault = Diagnostic::new(Code::K006, self.span, format!("`{key}` is missing"))
                .help(format!("add a line `{key} = ...`"));
            self.report(fault);
        }
        value
    }

    /// The reader of an inner table; of one that is assumed where the format is described.
    fn inner(&self, key: &'static str, value: Option<&'t Value<'t>>) -> Option<Reader<'t>> {
        match (value, self.described) {
            (Some(value), _) => self.as_table(key, value),
            (None, Some(probes)) => {
                let inner = Reader::describing(self.table, self.faults, probes);
                self.expected.change(key, |key| key.inner = Some(inner.keys()));
                Some(inner)
            }
            (None, None) => None,
        }
    }

    fn span_at(&self, value: &Value<'_>) -> SourceSpan {
        SourceSpan::new(self.span.file, value.span())
    }

    fn as_table(&self, key: &'static str, value: &'t Value<'t>) -> Option<Reader<'t>> {
        match value.get_ref().as_table() {
            Some(table) => Some(Reader::new(table, self.span_at(value), self.faults)),
            None => self.wrong_type(key, value, "a table"),
        }
    }

    fn as_text(&self, key: &'static str, value: &'t Value<'t>) -> Option<Located<&'t str>> {
        let Some(text) = value.get_ref().as_str() else {
            return self.wrong_type(key, value, "a text in quotation marks");
        };
        let text = Located::new(text, self.span_at(value));
        if let Some((at, c)) = text.char_indices().find(|(_at, c)| is_forbidden(*c)) {
            let message = format!("`{key}` contains the character U+{:04X}", u32::from(c));
            let help = if c == '\n' || c == '\r' || c == '\t' {
                "write the text in one line; a line can be continued with a backslash"
            } else if is_blank(c) {
                "write the character that is meant, such as a plain space; this one is an invisible blank"
            } else {
                "remove it: it is invisible, or it acts on the terminal"
            };
            let span = text.span_within(at..at + c.len_utf8());
            self.report(Diagnostic::new(Code::K015, span, message).help(help));
            return None;
        }
        if let Some((at, c)) = text.char_indices().find(|(_at, c)| is_meaningless(*c)) {
            let message = format!("`{key}` contains U+{:04X}, which has no meaning of its own", u32::from(c));
            let help = "write the character that is meant; each font shows this one differently, or as a box";
            let span = text.span_within(at..at + c.len_utf8());
            self.report(Diagnostic::new(Code::T001, span, message).help(help));
            return None;
        }
        if text.starts_with(TODO) {
            self.faults.borrow_mut().todos.push(text.span());
        }
        if text.trim().is_empty() || text.trim().len() != text.len() {
            let message = format!("`{key}` is empty, or begins or ends with a space");
            let help = "write the text without outer spaces, or leave the key out";
            self.report(Diagnostic::new(Code::K009, text.span(), message).help(help));
            return None;
        }
        Some(text)
    }

    fn as_id(&self, text: Located<&str>) -> Option<Located<EntryId>> {
        if let Ok(id) = text.parse() {
            return Some(text.map(|_| id));
        }
        let message = format!("{:?} is not an id", *text);
        let help = "an id is a kind, a slash and a name, such as `oral/name` or `trial/name`";
        self.report(Diagnostic::new(Code::K009, text.span(), message).help(help));
        None
    }

    fn as_word<V: Vocabulary>(&self, text: Located<&str>) -> Option<Located<V>> {
        if let Some(value) = V::from_word(&text) {
            return Some(Located::new(value, text.span()));
        }
        let words: Vec<&str> = V::ALL.iter().map(|value| value.word()).collect();
        let help = match nearest(&text, words.iter().copied()) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None => format!("use one of {}", words.join(", ")),
        };
        let message = format!("{:?} is not one of the words allowed here", *text);
        self.report(Diagnostic::new(Code::K008, text.span(), message).help(help));
        None
    }

    fn as_code(&self, text: Located<&str>) -> Option<Located<Code>> {
        if let Some(code) = Code::from_word(&text) {
            return Some(Located::new(code, text.span()));
        }
        let help = match nearest(&text, codes_to_allow().into_iter()) {
            Some(meant) => format!("did you mean {meant:?}?"),
            None => "use the code of a rule; `jakref check --explain all` lists them".to_owned(),
        };
        let message = format!("{:?} is not the code of a rule", *text);
        self.report(Diagnostic::new(Code::K008, text.span(), message).help(help));
        None
    }

    fn as_date(&self, key: &'static str, value: &Value<'_>) -> Option<Located<Date>> {
        let Some(time) = value.get_ref().as_datetime() else {
            return self.wrong_type(key, value, "a date such as 2023-06-23, without quotation marks");
        };
        let date = match (time.date, time.time, time.offset) {
            (Some(date), None, None) => Date::new(date.year as i16, date.month as i8, date.day as i8).ok(),
            _not_a_date_alone => None,
        };
        match date {
            Some(date) => Some(Located::new(date, self.span_at(value))),
            None => self.wrong_type(key, value, "a date such as 2023-06-23, without a time"),
        }
    }

    fn wrong_type<T>(&self, key: &str, value: &Value<'_>, wanted: &str) -> Option<T> {
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
