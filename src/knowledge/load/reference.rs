//! Reads a reference.

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::id::Kind;
use super::super::model::Reference;
use super::super::reader::Reader;
use super::super::span::Located;
use super::FileLoader;

impl FileLoader {
    pub(super) fn reference(&mut self, r: &Reader<'_>) {
        let id = self.entry_id(r, Kind::Reference);
        let kind = r.word("kind");
        let authors = r.texts("authors");
        let more_authors = r.flag("more_authors");
        let title = r.text("title");
        let container = r.optional_text("container");
        let year = r.optional_number("year", 1900..=2100);
        let volume = r.optional_text("volume");
        let issue = r.optional_text("issue");
        let pages = r.optional_text("pages");
        let published = r.optional_date("published");
        let doi = well_formed(r, "doi", "10.1000/name", is_doi);
        let pmid = r.optional_number("pmid", 1..=99_999_999);
        let pmcid = well_formed(r, "pmcid", "PMC and digits", |text| is_numbered(text, "PMC", 1..=9));
        let nct = well_formed(r, "nct", "NCT and eight digits", |text| is_numbered(text, "NCT", 8..=8));
        let set_id = r.optional_text("set_id");
        let application = r.optional_text("application");
        let url = well_formed(r, "url", "https:// and an address", is_url);
        let read = r.optional_date("read");
        let in_review = r.optional_number("in_review", 1..=10_000);
        let keywords = r.texts("keywords");
        let status = r.optional_table("status").and_then(|r| {
            let word = r.word("word");
            let checked = r.date("checked");
            r.finish();
            Some((word?, checked?))
        });
        let note = r.optional_text("note");
        require_identifier(r);
        let reference = || {
            Some(Reference {
                id: id?,
                kind: kind?,
                authors,
                more_authors,
                title: title?,
                container,
                year,
                volume,
                issue,
                pages,
                published,
                doi,
                pmid,
                pmcid,
                nct,
                set_id,
                application,
                url,
                read,
                in_review,
                keywords,
                status,
                note,
            })
        };
        self.draft.references.extend(reference());
    }
}

/// Reports a work that only its title identifies.
fn require_identifier(r: &Reader<'_>) {
    const IDENTIFIERS: [&str; 7] = ["doi", "pmid", "pmcid", "nct", "set_id", "application", "url"];
    if !IDENTIFIERS.iter().any(|key| r.has(key)) {
        let fault = Diagnostic::new(Code::P003, r.span(), "only its title identifies this work")
            .help(format!("add one of {}", IDENTIFIERS.join(", ")));
        r.report(fault);
    }
}

/// The text of a key, if there is one; reports one that has not the form `wanted`.
fn well_formed(
    r: &Reader<'_>,
    key: &'static str,
    wanted: &str,
    is_well_formed: impl Fn(&str) -> bool,
) -> Option<Located<String>> {
    let text = r.optional_text(key)?;
    if is_well_formed(&text) {
        return Some(text);
    }
    let message = format!("{:?} is not a `{key}`", *text);
    r.report(Diagnostic::new(Code::K009, text.span(), message).help(format!("it is written as {wanted}")));
    None
}

/// Whether a text has the form of a DOI: directory indicator, registrant code, suffix (ISO 26324).
fn is_doi(text: &str) -> bool {
    text.split_once('/').is_some_and(|(prefix, suffix)| {
        prefix
            .strip_prefix("10.")
            .is_some_and(|code| code.len() >= 4 && code.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
            && !suffix.is_empty()
            && !text.contains(char::is_whitespace)
            // A full stop or comma after a DOI belongs to the sentence it was copied from.
            && !suffix.ends_with(['.', ',', ';'])
    })
}

fn is_numbered(text: &str, prefix: &str, digits: std::ops::RangeInclusive<usize>) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|number| digits.contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()))
}

fn is_url(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace))
    })
}
