//! A reference as a line of a list, in the Vancouver style.
//!
//! Source: National Library of Medicine, Samples of Formatted References for Authors of Journal Articles, to which the
//! Recommendations of the International Committee of Medical Journal Editors refer. Six authors, then "et al."; the title
//! in square brackets where it is not the work's own, as the Library does with translated and supplied titles.
//!
//! Where the house differs: a retracted or corrected work says so first, and what is not known is left out, not called
//! "date unknown".

use std::borrow::Cow;

use jiff::civil::Date;

use super::author::Author;
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
    let mut written = Vec::with_capacity(8);
    for part in parts(reference) {
        write(reference, *part, &mut written);
    }
    sentences(written.into_iter())
}

fn write<'r>(reference: &'r Reference, part: Part, to: &mut Vec<Cow<'r, str>>) {
    match part {
        Part::Status => to.extend(standing(reference).map(Cow::Owned)),
        Part::Authors => to.extend(authors(reference, AUTHORS, AUTHORS).map(Cow::Owned)),
        Part::Title => to.push(Cow::Borrowed(title(reference))),
        Part::TitleOnline => to.push(Cow::Owned(format!("{} [Internet]", title(reference)))),
        Part::Journal => journal(reference, to),
        Part::Publisher => to.extend(publisher(reference).map(Cow::Owned)),
        Part::Identifiers => identifiers(reference, to),
        Part::Address => {
            to.extend(reference.url.as_ref().map(|url| Cow::Owned(format!("Available from: {}", **url))));
        }
    }
}

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
    let mut line = String::with_capacity(256);
    let mut last = 0;
    for part in parts {
        if !line.is_empty() {
            line.push_str(if line.ends_with(['.', '?', '!']) { " " } else { ". " });
        }
        last = line.len();
        line.push_str(part.as_ref());
    }
    let is_open = line.get(last..).is_some_and(|part| part.contains("://") || part.starts_with("doi:"));
    if !is_open && !line.ends_with(['.', '?', '!']) {
        line.push('.');
    }
    line
}

/// The name of what holds the work, without the full stop at its end.
fn container(reference: &Reference) -> Option<&str> {
    reference.container.as_ref().map(|name| name.trim_end_matches('.'))
}

/// The journal, and in one sentence with it the date, volume, issue and pages.
fn journal<'r>(reference: &'r Reference, to: &mut Vec<Cow<'r, str>>) {
    let is_online = reference.read.is_some() && reference.url.is_some();
    to.extend(
        container(reference)
            .map(|name| if is_online { Cow::Owned(format!("{name} [Internet]")) } else { Cow::Borrowed(name) }),
    );
    let mut place = date(reference).unwrap_or_default();
    if let Some(read) = cited(reference) {
        place.push_str(if place.is_empty() { "" } else { " " });
        place.push_str(&read);
    }
    place.push_str(&volume_and_pages(reference));
    if place.starts_with([';', ':']) {
        place = place.trim_start_matches([';', ':']).to_owned();
    }
    to.extend((!place.is_empty()).then_some(Cow::Owned(place)));
}

/// Volume, issue and pages: `;11(3):1-9`; empty where none is known.
pub fn volume_and_pages(reference: &Reference) -> String {
    let mut text = String::new();
    if let Some(volume) = &reference.volume {
        text.push_str(&format!(";{}", **volume));
        if let Some(issue) = &reference.issue {
            text.push_str(&format!("({})", **issue));
        }
    }
    if let Some(pages) = &reference.pages {
        text.push_str(&format!(":{}", **pages));
    }
    text
}

/// The publisher, the date and the day it was read: `A House; 2029 Jan 7 [cited 2031 Apr 30]`.
fn publisher(reference: &Reference) -> Option<String> {
    let mut text = container(reference).unwrap_or_default().to_owned();
    if let Some(date) = date(reference) {
        text.push_str(if container(reference).is_some() { "; " } else { "" });
        text.push_str(&date);
    }
    if let Some(cited) = cited(reference) {
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(&cited);
    }
    (!text.is_empty()).then_some(text)
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
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = usize::try_from(day.month() - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
    format!("{:04} {month} {}", day.year(), day.day())
}

fn cited(reference: &Reference) -> Option<String> {
    reference.read.as_ref().map(|read| format!("[cited {}]", in_words(**read)))
}

fn identifiers<'r>(reference: &'r Reference, to: &mut Vec<Cow<'r, str>>) {
    let named = |name: &str, value: &Option<Located<String>>| {
        value.as_ref().map(|value| Cow::Owned(format!("{name}{}", **value)))
    };
    to.extend(named("doi: ", &reference.doi));
    to.extend(reference.pmid.as_ref().map(|pmid| Cow::Owned(format!("PMID: {}", **pmid))));
    to.extend(named("PMCID: ", &reference.pmcid));
    to.extend(reference.nct.as_ref().map(|nct| Cow::Borrowed(nct.as_str())));
    to.extend(named("Set id: ", &reference.set_id));
    to.extend(named("Application: ", &reference.application));
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
