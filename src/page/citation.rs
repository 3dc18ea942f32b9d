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
use crate::knowledge::{PublicationStatus, Reference, ReferenceKind};

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
    sentences(parts(reference).iter().flat_map(|part| written(reference, *part)))
}

fn written(reference: &Reference, part: Part) -> Vec<String> {
    let title = title(reference);
    match part {
        Part::Status => standing(reference).into_iter().collect(),
        Part::Authors => authors(reference, AUTHORS, AUTHORS).into_iter().collect(),
        Part::Title => vec![title.to_owned()],
        Part::TitleOnline => vec![format!("{title} [Internet]")],
        Part::Journal => journal(reference),
        Part::Publisher => publisher(reference).into_iter().collect(),
        Part::Identifiers => identifiers(reference),
        Part::Address => reference.url.iter().map(|url| format!("Available from: {}", **url)).collect(),
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
pub fn sentences(parts: impl Iterator<Item = String>) -> String {
    let mut line = String::new();
    let mut open = false;
    for part in parts {
        if !line.is_empty() {
            line.push_str(if line.ends_with(['.', '?', '!']) { " " } else { ". " });
        }
        open = part.contains("://") || part.starts_with("doi:");
        line.push_str(&part);
    }
    if !open && !line.ends_with(['.', '?', '!']) {
        line.push('.');
    }
    line
}

/// The journal, and in one sentence with it the date, volume, issue and pages.
fn journal(reference: &Reference) -> Vec<String> {
    let is_online = reference.read.is_some() && reference.url.is_some();
    let medium = if is_online { " [Internet]" } else { "" };
    let name = reference.container.as_ref().map(|name| format!("{}{medium}", name.trim_end_matches('.')));
    let mut place = date(reference).unwrap_or_default();
    if let Some(read) = cited(reference) {
        place.push_str(if place.is_empty() { "" } else { " " });
        place.push_str(&read);
    }
    place.push_str(&volume_and_pages(reference));
    let place = place.trim_start_matches([';', ':']).to_owned();
    name.into_iter().chain((!place.is_empty()).then_some(place)).collect()
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
    let name = reference.container.as_ref().map(|name| name.trim_end_matches('.').to_owned());
    let named_and_dated: Vec<String> = name.into_iter().chain(date(reference)).collect();
    let whole: Vec<String> =
        [named_and_dated.join("; ")].into_iter().filter(|text| !text.is_empty()).chain(cited(reference)).collect();
    (!whole.is_empty()).then(|| whole.join(" "))
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

fn identifiers(reference: &Reference) -> Vec<String> {
    let named = |name: &str, value: Option<String>| value.map(|value| format!("{name}{value}"));
    let text = |value: &Option<crate::knowledge::Located<String>>| value.as_ref().map(ToString::to_string);
    [
        named("doi: ", text(&reference.doi)),
        named("PMID: ", reference.pmid.as_ref().map(ToString::to_string)),
        named("PMCID: ", text(&reference.pmcid)),
        named("", text(&reference.nct)),
        named("Set id: ", text(&reference.set_id)),
        named("Application: ", text(&reference.application)),
    ]
    .into_iter()
    .flatten()
    .collect()
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
