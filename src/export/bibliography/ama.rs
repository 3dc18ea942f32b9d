//! AMA style: a line of a list as the AMA Manual of Style has it in its 11th edition (2020), chapter 3.
//!
//! All authors where there are up to six, of seven or more three, then "et al"; the DOI last, without a space; days in
//! full, "Accessed" before the address. Journal titles are not in italics, since a line of text has none. A title in
//! square brackets is a description: the manual uses them for explanatory notes.

use jiff::civil::Date;

use crate::knowledge::{Reference, ReferenceKind};
use crate::page::{author_list, bare_title, is_in_journal, join_sentences, publication_status, volume_and_pages};

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Status,
    Authors,
    Title,
    /// The journal, then year, volume, issue and pages.
    Journal,
    /// The publisher with the year, for what was printed.
    Publisher,
    /// The name of a site or paper, for what changes.
    Site,
    /// The registry with the number of the record.
    Record,
    Published,
    Numbers,
    Accessed,
    Doi,
    Address,
}

/// The parts of a kind of work, in order.
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
    join_sentences(parts(reference).iter().flat_map(|part| written(reference, *part)))
}

fn written(reference: &Reference, part: Part) -> Vec<String> {
    let container = reference.container.as_ref().map(|name| name.trim_end_matches('.').to_owned());
    let one = |text: Option<String>| text.into_iter().collect::<Vec<_>>();
    match part {
        Part::Status => one(publication_status(reference)),
        Part::Authors => one(author_list(reference, 6, 3)),
        Part::Title => vec![bare_title(reference).to_owned()],
        Part::Journal => {
            let place = year(reference).into_iter().chain([volume_and_pages(reference)]).collect::<String>();
            let place = place.trim_start_matches([';', ':']).to_owned();
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
            (Some(day), _) => vec![format!("Published {}", in_full(day))],
            (None, Some(year)) => vec![format!("Published {year}")],
            (None, None) => Vec::new(),
        },
        Part::Numbers => {
            let set_id = reference.set_id.as_ref().map(|id| format!("Set id: {}", **id));
            let application = reference.application.as_ref().map(|number| format!("Application: {}", **number));
            let nct = reference.nct.as_ref().map(ToString::to_string);
            set_id.into_iter().chain(application).chain(nct).collect()
        }
        // Of what has a DOI neither the address nor the day is named: the manual prefers the DOI to both.
        Part::Accessed if reference.doi.is_some() => Vec::new(),
        Part::Accessed => one(reference.read.as_ref().map(|day| format!("Accessed {}", in_full(day)))),
        Part::Doi => one(reference.doi.as_ref().map(|doi| format!("doi:{}", **doi))),
        Part::Address if reference.doi.is_some() => Vec::new(),
        Part::Address => one(reference.url.as_ref().map(ToString::to_string)),
    }
}

fn year(reference: &Reference) -> Option<String> {
    super::year(reference).map(|year| year.to_string())
}

fn in_full(day: &Date) -> String {
    day.strftime("%B %-d, %Y").to_string()
}
