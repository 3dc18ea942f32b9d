//! A reference as a line of a list, in the Vancouver style.
//!
//! Source: National Library of Medicine, Samples of Formatted References for Authors of Journal Articles, to which the
//! Recommendations of the International Committee of Medical Journal Editors refer. Six authors, then "et al."; the title
//! in square brackets where it is not the work's own, as the Library does with translated and supplied titles.
//!
//! Where the house differs: a retracted or corrected work says so first, and what is not known is left out, not called
//! "date unknown".

use jiff::civil::Date;

use super::author::Author;
use super::day::short_month;
use crate::knowledge::{Located, PublicationStatus, Reference, ReferenceKind};

/// How many authors are named before "et al.".
const AUTHORS: usize = 6;

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// RETRACTED or Corrected.
    Status,
    Authors,
    Title,
    /// The title, with the word that it was read on the Internet.
    TitleOnline,
    /// Journal, day it was read, volume, issue, pages.
    Journal,
    /// Publisher, day of publication, day it was read.
    Publisher,
    Identifiers,
    Address,
}

/// The parts of a kind of work, in order.
fn parts(reference: &Reference) -> &'static [Part] {
    use Part::{Address, Authors, Identifiers, Journal, Publisher, Status, Title, TitleOnline};
    const IN_A_JOURNAL: &[Part] = &[Status, Authors, Title, Journal, Identifiers, Address];
    const PUBLISHED: &[Part] = &[Status, Authors, Title, Publisher, Identifiers, Address];
    const ONLINE: &[Part] = &[Status, Authors, TitleOnline, Publisher, Identifiers, Address];
    if is_in_journal(reference) {
        return IN_A_JOURNAL;
    }
    match *reference.kind {
        ReferenceKind::Article => IN_A_JOURNAL,
        ReferenceKind::Label | ReferenceKind::Guideline | ReferenceKind::Report if reference.url.is_none() => PUBLISHED,
        ReferenceKind::Label | ReferenceKind::Guideline | ReferenceKind::Report => ONLINE,
        ReferenceKind::Regulator | ReferenceKind::Registry | ReferenceKind::Web | ReferenceKind::News => ONLINE,
    }
}

/// Whether what holds the work is a journal: that of an article, and that of a guideline or report with a volume or DOI.
pub fn is_in_journal(reference: &Reference) -> bool {
    let printed = reference.volume.is_some() || reference.doi.is_some();
    match *reference.kind {
        ReferenceKind::Article => true,
        ReferenceKind::Guideline | ReferenceKind::Report => printed,
        ReferenceKind::Label
        | ReferenceKind::Registry
        | ReferenceKind::Regulator
        | ReferenceKind::Web
        | ReferenceKind::News => false,
    }
}

/// A reference in the Vancouver style, with whatever is known of it; what is unknown is left out.
pub fn vancouver(reference: &Reference) -> String {
    let mut line = Sentences::new();
    for part in parts(reference) {
        write(reference, *part, &mut line);
    }
    line.end()
}

fn write(reference: &Reference, part: Part, line: &mut Sentences) {
    match part {
        Part::Status => line.add(&[&standing(reference).unwrap_or_default()]),
        Part::Authors => line.add(&[&authors(reference, AUTHORS, AUTHORS).unwrap_or_default()]),
        Part::Title => line.add(&[title(reference)]),
        Part::TitleOnline => line.add(&[title(reference), ON_THE_INTERNET]),
        Part::Journal => journal(reference, line),
        Part::Publisher => publisher(reference, line),
        Part::Identifiers => identifiers(reference, line),
        Part::Address => line.add(&named("Available from: ", &reference.url)),
    }
}

/// What stands behind the name of what was read there.
const ON_THE_INTERNET: &str = " [Internet]";

/// What says that a work was retracted or corrected; `None` where nothing to its detriment was found.
pub fn standing(reference: &Reference) -> Option<String> {
    let (status, checked) = reference.status.as_ref()?;
    match **status {
        PublicationStatus::Retracted => Some(format!("RETRACTED (checked {})", **checked)),
        PublicationStatus::Corrected => Some(format!("Corrected (checked {})", **checked)),
        PublicationStatus::Current => None,
    }
}

/// The title without the full stop at its end, which belongs to the list; an ellipsis is the title's own.
pub fn title(reference: &Reference) -> &str {
    let title = reference.title.as_str();
    if title.ends_with("..") { title } else { title.strip_suffix('.').unwrap_or(title) }
}

/// The authors of a reference: people first, then the groups behind a semicolon each. Where there are more than `most`
/// people, or the base does not name all, `first` of them are named before "et al".
pub fn authors(reference: &Reference, most: usize, first: usize) -> Option<String> {
    let names = || reference.authors.iter().map(|author| author.as_str());
    let (groups, people): (Vec<&str>, Vec<&str>) =
        names().partition(|name| matches!(Author::of(name), Author::Group(_)));
    let is_cut = people.len() > most || reference.more_authors;
    let shown = if is_cut { people.get(..first).unwrap_or(&people) } else { &people };
    let mut list = shown.join(", ");
    if is_cut && !list.is_empty() {
        list.push_str(", et al");
    }
    let parts: Vec<&str> = std::iter::once(list.as_str()).filter(|list| !list.is_empty()).chain(groups).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Parts as sentences. What ends in an address or a DOI has no full stop at its end, which would be taken for a part of
/// it.
pub fn sentences(parts: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut line = Sentences::new();
    for part in parts {
        line.add(&[part.as_ref()]);
    }
    line.end()
}

/// A line of sentences while it is written.
struct Sentences {
    line: String,
    /// Where the last sentence begins.
    last: usize,
}

impl Sentences {
    fn new() -> Self {
        Self { line: String::with_capacity(256), last: 0 }
    }

    /// Adds a sentence that is given in pieces; none if there is nothing in them.
    fn add(&mut self, pieces: &[&str]) {
        if pieces.iter().all(|piece| piece.is_empty()) {
            return;
        }
        if !self.line.is_empty() {
            self.line.push_str(if self.line.ends_with(['.', '?', '!']) { " " } else { ". " });
        }
        self.last = self.line.len();
        for piece in pieces {
            self.line.push_str(piece);
        }
    }

    fn end(self) -> String {
        let Self { mut line, last } = self;
        let is_open = line.get(last..).is_some_and(|part| part.contains("://") || part.starts_with("doi:"));
        if !is_open && !line.ends_with(['.', '?', '!']) {
            line.push('.');
        }
        line
    }
}

/// The name of what holds the work, without the full stop at its end.
fn container(reference: &Reference) -> Option<&str> {
    reference.container.as_ref().map(|name| name.trim_end_matches('.'))
}

/// The journal, and in one sentence with it the date, volume, issue and pages.
fn journal(reference: &Reference, line: &mut Sentences) {
    if let Some(name) = container(reference) {
        let is_online = reference.read.is_some() && reference.url.is_some();
        line.add(&[name, if is_online { ON_THE_INTERNET } else { "" }]);
    }
    let (date, read) = (date(reference).unwrap_or_default(), read(reference));
    let [cited, day, end] = cited(read.as_deref());
    let place = volume_and_pages(reference);
    let is_first = date.is_empty() && read.is_none();
    let place = if is_first { place.trim_start_matches([';', ':']) } else { &place };
    let gap = if read.is_some() && !date.is_empty() { " " } else { "" };
    line.add(&[&date, gap, cited, day, end, place]);
}

/// Volume, issue and pages: `;11(3):1-9`; empty where none is known.
pub fn volume_and_pages(reference: &Reference) -> String {
    let mut text = String::new();
    if let Some(volume) = &reference.volume {
        text.push(';');
        text.push_str(volume);
        if let Some(issue) = &reference.issue {
            text.push('(');
            text.push_str(issue);
            text.push(')');
        }
    }
    if let Some(pages) = &reference.pages {
        text.push(':');
        text.push_str(pages);
    }
    text
}

/// The publisher, the date and the day it was read: `A House; 2029 Jan 7 [cited 2031 Apr 30]`.
fn publisher(reference: &Reference, line: &mut Sentences) {
    let (name, date, read) = (container(reference), date(reference), read(reference));
    let [cited, day, end] = cited(read.as_deref());
    let parting = if name.is_some() && date.is_some() { "; " } else { "" };
    let gap = if read.is_some() && (name.is_some() || date.is_some()) { " " } else { "" };
    line.add(&[name.unwrap_or_default(), parting, &date.unwrap_or_default(), gap, cited, day, end]);
}

/// The year, or the day of publication of what has no volume.
fn date(reference: &Reference) -> Option<String> {
    match (&reference.published, &reference.year) {
        (Some(day), _) if reference.volume.is_none() => Some(in_words(**day)),
        (_, Some(year)) => Some(year.to_string()),
        (Some(day), None) => Some(day.year().to_string()),
        (None, None) => None,
    }
}

/// A day as the Library writes it: `2029 Jan 7`.
fn in_words(day: Date) -> String {
    format!("{:04} {} {}", day.year(), short_month(day), day.day())
}

/// The day it was read.
fn read(reference: &Reference) -> Option<String> {
    reference.read.as_ref().map(|read| in_words(**read))
}

/// That it was read on a day; nothing where that is not known.
fn cited(day: Option<&str>) -> [&str; 3] {
    day.map_or([""; 3], |day| ["[cited ", day, "]"])
}

fn identifiers(reference: &Reference, line: &mut Sentences) {
    line.add(&named("doi: ", &reference.doi));
    if let Some(pmid) = &reference.pmid {
        line.add(&["PMID: ", &pmid.to_string()]);
    }
    line.add(&named("PMCID: ", &reference.pmcid));
    line.add(&named("", &reference.nct));
    line.add(&named("Set id: ", &reference.set_id));
    line.add(&named("Application: ", &reference.application));
}

/// A value behind its name; nothing where it is not known.
fn named<'r>(name: &'r str, value: &'r Option<Located<String>>) -> [&'r str; 2] {
    value.as_ref().map_or([""; 2], |value| [name, value])
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::in_words;

    #[test]
    fn a_day_is_written_as_the_calendar_has_it() {
        let mut day = date(2027, 12, 28);
        while day < date(2029, 1, 4) {
            assert_eq!(in_words(day), day.strftime("%Y %b %-d").to_string());
            day = day.saturating_add(1.day());
        }
    }
}
