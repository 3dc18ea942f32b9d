//! A reference as a line of a list, in the Vancouver style.
//!
//! Source: National Library of Medicine, Samples of Formatted References for Authors of Journal Articles, to which the
//! Recommendations of the International Committee of Medical Journal Editors refer. Six authors, then "et al."; the title
//! in square brackets where it is not the work's own, as the Library does with translated and supplied titles.
//!
//! Where the house differs: a retracted or corrected work says so first, and what is not known is left out, not called
//! "date unknown".

use jiff::civil::Date;

use super::page_numbers::PageNumbers;
use crate::knowledge::{Author, Located, PublicationStatus, Reference, ReferenceKind};

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
    join_sentences(parts(reference).iter().flat_map(|part| part_sentences(reference, *part)))
}

fn part_sentences(reference: &Reference, part: Part) -> Vec<String> {
    match part {
        Part::Status => publication_status(reference).into_iter().collect(),
        Part::Authors => author_list(reference, AUTHORS, AUTHORS).into_iter().collect(),
        Part::Title => vec![bare_title(reference).to_owned()],
        Part::TitleOnline => vec![format!("{}{ON_THE_INTERNET}", bare_title(reference))],
        Part::Journal => journal(reference),
        Part::Publisher => vec![publisher(reference)],
        Part::Identifiers => identifiers(reference),
        Part::Address => reference.url.iter().map(|url| format!("Available from: {}", **url)).collect(),
    }
}

/// Follows the name of what was read there.
const ON_THE_INTERNET: &str = " [Internet]";

/// What says that a work was retracted or corrected; `None` where nothing to its detriment was found.
pub fn publication_status(reference: &Reference) -> Option<String> {
    let (status, checked) = reference.status.as_ref()?;
    match **status {
        PublicationStatus::Retracted => Some(format!("RETRACTED (checked {})", **checked)),
        PublicationStatus::Corrected => Some(format!("Corrected (checked {})", **checked)),
        PublicationStatus::Current => None,
    }
}

/// The title without the full stop at its end, which belongs to the list; an ellipsis is the title's own.
pub fn bare_title(reference: &Reference) -> &str {
    let title = reference.title.as_str();
    if title.ends_with("..") { title } else { title.strip_suffix('.').unwrap_or(title) }
}

/// The authors of a reference in their order, people after commas, and groups after semicolons. Where there are more than
/// `most` people, or the base does not name all, `first` of them are named before "et al".
pub fn author_list(reference: &Reference, most: usize, first: usize) -> Option<String> {
    let authors: Vec<Author<'_>> = reference.authors.iter().map(|name| Author::parse(name)).collect();
    let is_person = |author: &Author<'_>| matches!(author, Author::Person { .. });
    let people = authors.iter().filter(|author| is_person(author)).count();
    let is_cut = people > most || reference.more_authors;
    let named = if is_cut { first.min(people) } else { people };
    let mut list = String::new();
    let (mut people, mut follows_a_person) = (0, false);
    for author in authors {
        let is_person = is_person(&author);
        people += usize::from(is_person);
        if is_person && people > named {
            continue;
        }
        if !list.is_empty() {
            list.push_str(if is_person && follows_a_person { ", " } else { "; " });
        }
        list.push_str(&author.for_people());
        if is_person && people == named && is_cut {
            list.push_str(", et al");
        }
        follows_a_person = is_person;
    }
    (!list.is_empty()).then_some(list)
}

/// Parts as sentences; empty ones are left out. A last sentence that has an address or a DOI gets no full stop, which would be
/// taken for a part of it.
pub fn join_sentences(parts: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut line = String::new();
    let mut is_address = false;
    for part in parts {
        let part = part.as_ref();
        if part.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push_str(if line.ends_with(['.', '?', '!']) { " " } else { ". " });
        }
        line.push_str(part);
        is_address = part.contains("://") || part.starts_with("doi:");
    }
    if !is_address && !line.ends_with(['.', '?', '!']) {
        line.push('.');
    }
    line
}

/// The name of what holds the work, without the full stop at its end.
fn container(reference: &Reference) -> Option<&str> {
    reference.container.as_ref().map(|name| name.trim_end_matches('.'))
}

/// The journal, and in one sentence the date, volume, issue and pages.
fn journal(reference: &Reference) -> Vec<String> {
    let is_online = reference.read.is_some() && reference.url.is_some();
    let name = container(reference).map(|name| format!("{name}{}", if is_online { ON_THE_INTERNET } else { "" }));
    let days: Vec<String> = date(reference).into_iter().chain(cited(reference)).collect();
    let place = volume_and_pages(reference, PageNumbers::short);
    let place = if days.is_empty() { place.trim_start_matches([';', ':']) } else { &place };
    name.into_iter().chain([format!("{}{place}", days.join(" "))]).collect()
}

/// Volume, issue and pages: `;11(3):1-9`; empty where none is known.
pub fn volume_and_pages(reference: &Reference, range: impl Fn(&PageNumbers) -> String) -> String {
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
        text.push_str(&PageNumbers::parse(pages).iter().map(range).collect::<Vec<_>>().join(", "));
    }
    text
}

/// The publisher, the date and the day it was read: `A House; 2029 Jan 7 [cited 2031 Apr 30]`.
fn publisher(reference: &Reference) -> String {
    let published: Vec<String> = container(reference).map(str::to_owned).into_iter().chain(date(reference)).collect();
    let published = Some(published.join("; ")).filter(|published| !published.is_empty());
    published.into_iter().chain(cited(reference)).collect::<Vec<_>>().join(" ")
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
    day.strftime("%Y %b %-d").to_string()
}

/// That it was read, and on which day.
fn cited(reference: &Reference) -> Option<String> {
    reference.read.as_ref().map(|read| format!("[cited {}]", in_words(**read)))
}

fn identifiers(reference: &Reference) -> Vec<String> {
    let text = |name: &str, value: &Option<Located<String>>| value.as_ref().map(|value| format!("{name}{}", **value));
    let pmid = reference.pmid.as_ref().map(|pmid| format!("PMID: {}", **pmid));
    let known = [
        text("doi: ", &reference.doi),
        pmid,
        text("PMCID: ", &reference.pmcid),
        text("", &reference.nct),
        text("Set id: ", &reference.set_id),
        text("Application: ", &reference.application),
    ];
    known.into_iter().flatten().collect()
}
