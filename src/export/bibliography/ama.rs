//! AMA style, after the AMA Manual of Style, 11th edition (2020), chapter 3.
//!
//! Up to six authors are all named; of seven or more, the first three, then "et al". The DOI comes last, with no space
//! after "doi:"; dates are written in full; "Accessed" comes before the address. Journal titles are not in italics, since plain
//! text has none. A title in square brackets is a description: the manual uses brackets for explanatory notes.

use jiff::civil::Date;

use crate::knowledge::{Reference, ReferenceKind};
use crate::page::{author_list, bare_title, is_in_journal, join_sentences, publication_status, volume_and_pages};

/// A part of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Status,
    Authors,
    Title,
    /// The journal, year, volume, issue and pages.
    Journal,
    /// The publisher and year, for printed works.
    Publisher,
    /// The name of a website or newspaper.
    Site,
    /// The registry and the number of the record.
    Record,
    Published,
    Numbers,
    Accessed,
    Doi,
    Address,
}

/// The one table of parts, in the order they are written, for each kind of work.
fn parts(reference: &Reference) -> &'static [Part] {
    use Part::{Accessed, Address, Authors, Doi, Journal, Numbers, Published, Publisher, Record, Site, Status, Title};
    const IN_A_JOURNAL: &[Part] = &[Status, Authors, Title, Journal, Accessed, Doi, Address];
    if is_in_journal(reference) {
        return IN_A_JOURNAL;
    }
    match *reference.kind {
        ReferenceKind::Article => IN_A_JOURNAL,
        ReferenceKind::Label | ReferenceKind::Guideline | ReferenceKind::Report => {
            &[Status, Authors, Title, Publisher, Numbers, Accessed, Doi, Address]
        }
        ReferenceKind::Registry => &[Status, Authors, Title, Record, Published, Accessed, Address],
        ReferenceKind::Regulator | ReferenceKind::Web => {
            &[Status, Authors, Title, Site, Published, Numbers, Accessed, Doi, Address]
        }
        ReferenceKind::News => &[Status, Authors, Title, Site, Published, Accessed, Address],
    }
}

/// A reference in AMA style.
pub(super) fn line(reference: &Reference) -> String {
    join_sentences(parts(reference).iter().flat_map(|part| part_text(reference, *part)))
}

fn part_text(reference: &Reference, part: Part) -> Vec<String> {
    let container = reference.container.as_ref().map(|name| name.trim_end_matches('.').to_owned());
    let one = |text: Option<String>| text.into_iter().collect::<Vec<_>>();
    match part {
        Part::Status => one(publication_status(reference)),
        Part::Authors => one(author_list(reference, 6, 3)),
        Part::Title => vec![bare_title(reference).to_owned()],
        Part::Journal => {
            let place = volume_and_pages(reference, |pages| pages.full("-"));
            let place = match &reference.published {
                // An article ahead of print has a day and nothing else.
                Some(day) if place.is_empty() => format!("Published online {}", long_date(day)),
                _ => {
                    format!("{}{place}", year(reference).unwrap_or_default()).trim_start_matches([';', ':']).to_owned()
                }
            };
            container.into_iter().chain((!place.is_empty()).then_some(place)).collect()
        }
        Part::Publisher => {
            let whole = container.into_iter().chain(year(reference)).collect::<Vec<_>>().join("; ");
            one((!whole.is_empty()).then_some(whole))
        }
        Part::Site => one(container),
        Part::Record => match (container, &reference.nct) {
            (Some(name), Some(number)) => vec![format!("{name} identifier: {}", **number)],
            (name, number) => name.into_iter().chain(number.as_ref().map(ToString::to_string)).collect(),
        },
        Part::Published => match (&reference.published, year(reference)) {
            (Some(day), _) => vec![format!("Published {}", long_date(day))],
            (None, Some(year)) => vec![format!("Published {year}")],
            (None, None) => Vec::new(),
        },
        Part::Numbers => {
            let set_id = reference.set_id.as_ref().map(|id| format!("Set id: {}", **id));
            let application = reference.application.as_ref().map(|number| format!("Application: {}", **number));
            let nct = reference.nct.as_ref().map(ToString::to_string);
            set_id.into_iter().chain(application).chain(nct).collect()
        }
        // The manual wants the DOI instead of the address and the access date.
        Part::Accessed if reference.doi.is_some() => Vec::new(),
        Part::Accessed => one(reference.read.as_ref().map(|day| format!("Accessed {}", long_date(day)))),
        Part::Doi => one(reference.doi.as_ref().map(|doi| format!("doi:{}", **doi))),
        Part::Address if reference.doi.is_some() => Vec::new(),
        Part::Address => one(reference.url.as_ref().map(ToString::to_string)),
    }
}

fn year(reference: &Reference) -> Option<String> {
    super::year(reference).map(|year| year.to_string())
}

fn long_date(day: &Date) -> String {
    day.strftime("%B %-d, %Y").to_string()
}
