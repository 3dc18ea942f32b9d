//! A work as the base writes it, whatever format it came in.
//!
//! Promises: names of people are `Family IN`, with particle, hyphens and suffix; a group is its name. Texts have no line breaks, no
//! markup and no character that the base refuses.

use jiff::civil::Date;
use toml_edit::{Array, Formatted, InlineTable, Value};
use unicode_normalization::UnicodeNormalization;

use super::text;
use crate::knowledge::{Author, PublicationStatus, ReferenceKind, is_forbidden};

/// The width in which the keys of a reference are written.
pub(super) const WIDTH: usize = 10;

/// What a record says of a work.
#[derive(Clone, Debug)]
pub(super) struct Work {
    pub(super) kind: ReferenceKind,
    pub(super) authors: Vec<String>,
    pub(super) more_authors: bool,
    pub(super) title: String,
    pub(super) container: Option<String>,
    pub(super) year: Option<i64>,
    pub(super) volume: Option<String>,
    pub(super) issue: Option<String>,
    pub(super) pages: Option<String>,
    pub(super) published: Option<Date>,
    pub(super) doi: Option<String>,
    pub(super) pmid: Option<u32>,
    pub(super) pmcid: Option<String>,
    pub(super) nct: Option<String>,
    pub(super) url: Option<String>,
    pub(super) read: Option<Date>,
    pub(super) keywords: Vec<String>,
    pub(super) status: Option<PublicationStatus>,
    pub(super) note: Option<String>,
    /// The day on which the record was imported, at which its status was as it says.
    pub(super) today: Date,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            kind: ReferenceKind::Article,
            authors: Vec::new(),
            more_authors: false,
            title: String::new(),
            container: None,
            year: None,
            volume: None,
            issue: None,
            pages: None,
            published: None,
            doi: None,
            pmid: None,
            pmcid: None,
            nct: None,
            url: None,
            read: None,
            keywords: Vec::new(),
            status: None,
            note: None,
            today: Date::ZERO,
        }
    }
}

impl Work {
    /// Brings every field into the form that the base has.
    pub(super) fn settle(&mut self, today: Date) {
        self.today = today;
        self.title = clean(&self.title);
        if let Some(rest) =
            strip_start(&self.title, "retracted:").or_else(|| strip_start(&self.title, "retracted article:"))
        {
            self.title = rest.trim_start().to_owned();
            self.status = Some(PublicationStatus::Retracted);
        }
        // MEDLINE puts translated titles in brackets, which here mean that no title was seen.
        if let Some(inner) = self.title.trim_end_matches('.').strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
        {
            self.title = inner.trim_end_matches('.').to_owned();
            self.note.get_or_insert_with(|| "The title is a translation.".to_owned());
        }
        if self.title.ends_with('.') && !self.title.ends_with("..") {
            self.title.pop();
        }
        for field in [&mut self.container, &mut self.volume, &mut self.issue, &mut self.note] {
            *field = field.as_deref().map(clean).filter(|text| !text.is_empty());
        }
        for list in [&mut self.authors, &mut self.keywords] {
            *list = list.iter().map(|text| clean(text)).filter(|text| !text.is_empty()).collect();
        }
        let et_al = |name: &String| matches!(name.as_str(), "et al" | "et al." | "others");
        self.more_authors |= self.authors.iter().any(et_al);
        self.authors.retain(|name| !et_al(name));
        let mut seen = std::collections::HashSet::new();
        self.keywords.retain(|word| seen.insert(word.clone()));
        self.pages = self.pages.as_deref().map(pages).filter(|text| !text.is_empty());
        self.doi = self.doi.as_deref().and_then(doi);
        self.pmcid = self.pmcid.as_deref().map(clean).and_then(|text| pmcid(&text));
        self.url = self.url.as_deref().map(str::trim).filter(|url| is_address(url)).map(str::to_owned);
        // The address of a DOI says nothing more than the DOI.
        if self.url.as_deref().and_then(doi).is_some() {
            self.doi = self.doi.take().or_else(|| self.url.as_deref().and_then(doi));
            self.url = None;
        }
        self.year = self.year.or(self.published.map(|day| i64::from(day.year())));
    }

    /// The id of the work: its first author and its year.
    pub(super) fn id(&self) -> String {
        let name = self.authors.first().map(|name| Author::parse(name));
        let name = match name {
            Some(Author::Person { particle, family, .. }) => format!("{particle} {family}"),
            Some(Author::Group(name)) => first_words(name),
            None => first_words(&self.title),
        };
        let year = self.year.map_or_else(String::new, |year| format!("-{year}"));
        let name = slug(&name);
        if name.is_empty() { format!("work{year}") } else { format!("{name}{year}") }
    }

    pub(super) fn has_identifier(&self) -> bool {
        self.doi.is_some() || self.pmid.is_some() || self.pmcid.is_some() || self.nct.is_some() || self.url.is_some()
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| {
            one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| one.eq_ignore_ascii_case(other))
        };
        same(&self.doi, &other.doi)
            || same(&self.pmcid, &other.pmcid)
            || self.pmid.zip(other.pmid).is_some_and(|(one, other)| one == other)
    }

    /// The one table of keys, in the order of data/README.md.
    pub(super) fn values(&self) -> Vec<(&'static str, Value)> {
        let list =
            |items: &[String]| (!items.is_empty()).then(|| items.iter().map(String::as_str).collect::<Array>().into());
        let some = |value: &Option<String>| value.as_deref().map(text);
        let whole = |number: i64| Value::Integer(Formatted::new(number));
        let status = self.status.map(|status| {
            let mut table = InlineTable::new();
            table.insert("word", text(status.word()));
            table.insert("checked", day(self.today));
            Value::InlineTable(table)
        });
        let all = [
            ("kind", Some(text(self.kind.word()))),
            ("authors", list(&self.authors)),
            ("more_authors", self.more_authors.then(|| Value::from(true))),
            ("title", Some(text(&self.title))),
            ("container", some(&self.container)),
            ("year", self.year.map(whole)),
            ("volume", some(&self.volume)),
            ("issue", some(&self.issue)),
            ("pages", some(&self.pages)),
            ("published", self.published.map(day)),
            ("doi", some(&self.doi)),
            ("pmid", self.pmid.map(|pmid| whole(i64::from(pmid)))),
            ("pmcid", some(&self.pmcid)),
            ("nct", some(&self.nct)),
            ("url", some(&self.url)),
            ("read", self.read.map(day)),
            ("keywords", list(&self.keywords)),
            ("status", status),
            ("note", some(&self.note)),
        ];
        all.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }

    /// The work as a table of a file of references.
    pub(super) fn table(&self, id: &str) -> String {
        let mut out = "[[reference]]\n".to_owned();
        for (key, value) in std::iter::once(("id", text(id))).chain(self.values()) {
            out.push_str(&format!("{key:<width$}= {}\n", value.to_string().trim(), width = WIDTH.max(key.len() + 1)));
        }
        out
    }
}

/// A person as the base writes one.
pub(super) fn person(particle: &str, family: &str, given: &str, suffix: &str) -> String {
    let parts = [particle, family, &initials(given), &rank(suffix)].map(|part| part.trim().to_owned());
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A name that is written `Family, Given, Suffix`, or as a whole.
pub(super) fn inverted(name: &str) -> String {
    let mut parts = name.splitn(3, ',').map(str::trim);
    let family = parts.next().unwrap_or_default();
    match (parts.next(), parts.next()) {
        (Some(given), suffix) => person("", family, given, suffix.unwrap_or_default()),
        (None, _) => family.to_owned(),
    }
}

/// A name as MEDLINE has it, `Family IN`, with a rank behind the initials as MEDLINE has it now.
pub(super) fn medline(name: &str) -> String {
    match name.trim().rsplit_once(' ') {
        Some((rest, last)) if last.len() > 1 && rank(last) != last && rest.contains(' ') => {
            format!("{rest} {}", rank(last))
        }
        Some(_) | None => name.trim().to_owned(),
    }
}

/// The initials of given names: `Bai-Ling M.` is `B-LM`.
fn initials(given: &str) -> String {
    let are_initials = |word: &str| word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
    let part = |part: &str| match part.trim_matches('.') {
        word if are_initials(word) => word.to_owned(),
        word => word.chars().find(|c| c.is_alphabetic()).map_or_else(String::new, |c| c.to_uppercase().collect()),
    };
    let word = |word: &str| word.split('-').map(part).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    given.split([' ', '.', '\u{A0}']).fold(String::new(), |mut out, next| {
        // `B.-L.` is one name: its second half begins with the hyphen.
        if next.starts_with('-') && !out.is_empty() {
            out.push('-');
        }
        out.push_str(&word(next));
        out
    })
}

/// A rank as the National Library of Medicine writes it.
fn rank(suffix: &str) -> String {
    match suffix.trim().trim_end_matches('.') {
        "II" => "2nd".to_owned(),
        "III" => "3rd".to_owned(),
        "IV" => "4th".to_owned(),
        other => other.to_owned(),
    }
}

/// A text in one line, without markup and without characters that the base refuses.
fn clean(text: &str) -> String {
    const MARKUP: [&str; 6] = ["i", "b", "sup", "sub", "sc", "em"];
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let name = from[1..].trim_start_matches('/');
        let tag = from.find('>').filter(|_| {
            let name: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
            MARKUP.contains(&name.as_str()) || name == "span"
        });
        match tag {
            Some(end) => rest = &from[end + 1..],
            None => {
                out.push('<');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    let shown: String =
        out.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_forbidden(*c)).collect();
    shown.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").nfc().collect()
}

/// A range of pages with plain hyphens.
fn pages(text: &str) -> String {
    let plain = clean(text).replace(['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'], "-");
    let mut out = plain;
    while out.contains("--") {
        out = out.replace("--", "-");
    }
    out.replace(" - ", "-")
}

/// A DOI without a resolver and without what follows it.
fn doi(text: &str) -> Option<String> {
    let text = text.trim();
    let at = text.find("10.")?;
    let before = text[..at].to_lowercase();
    let is_bare =
        before.is_empty() || before.ends_with("doi.org/") || before.ends_with("doi:") || before.ends_with("doi: ");
    let doi = text[at..].split_whitespace().next()?.trim_end_matches(['.', ',', ';']);
    (is_bare && doi.contains('/')).then(|| doi.to_owned())
}

fn pmcid(text: &str) -> Option<String> {
    let digits: String = text.trim_start_matches("PMCID:").trim().trim_start_matches("PMC").to_owned();
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then(|| format!("PMC{digits}"))
}

fn is_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace)
}

fn strip_start<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    text.get(..start.len()).filter(|head| head.eq_ignore_ascii_case(start)).map(|_| &text[start.len()..])
}

fn day(day: Date) -> Value {
    let date = toml_edit::Date { year: day.year() as u16, month: day.month() as u8, day: day.day() as u8 };
    Value::from(toml_edit::Datetime { date: Some(date), time: None, offset: None })
}

/// The first words of a group or a title.
fn first_words(text: &str) -> String {
    text.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}

/// A text as an id: folded to lower-case letters, digits and single hyphens.
pub(crate) fn slug(text: &str) -> String {
    let special = |c: char| match c {
        'ß' => "ss".to_owned(),
        'æ' | 'Æ' => "ae".to_owned(),
        'ø' | 'Ø' => "o".to_owned(),
        'ł' | 'Ł' => "l".to_owned(),
        'đ' | 'Đ' | 'ð' | 'Ð' => "d".to_owned(),
        'ı' => "i".to_owned(),
        '\'' | '’' => String::new(),
        other => other.to_string(),
    };
    let folded: String = text.chars().map(special).collect::<String>().nfd().filter(char::is_ascii).collect();
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}
