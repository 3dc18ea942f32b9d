//! What has changed since the review was printed, on one page.
//!
//! Promises: newest first, and what regulators did before the rest; each change with its day, its source and the page it
//! stands on. What has no day of its own is counted, not guessed at. Where the day of printing is not known, the page says
//! from when on it lists.

use jiff::civil::Date;

use super::compose::Composer;
use super::text::glue;
use super::{Detail, Page, Role, Span};
use crate::knowledge::{Claim, Drug, EntryId, Knowledge, Origin, Provenance, Section};

/// One thing that has changed.
#[derive(Clone, Copy, Debug)]
pub struct Change<'k> {
    /// The day it happened; `None` where that is not known.
    pub on: Option<Date>,
    /// Whether a regulator did it: an approval, or something about a boxed warning.
    pub regulatory: bool,
    /// The page it stands on.
    pub page: &'k EntryId,
    /// What happened.
    pub what: What<'k>,
}

/// What a change is.
#[derive(Clone, Copy, Debug)]
pub enum What<'k> {
    /// A drug was approved: the number of the approval on the drug's list.
    Approval(&'k Drug, usize),
    /// Something is sold, or is not: the number on the drug's list.
    Marketing(&'k Drug, usize),
    /// A claim that has a day, or that no longer holds since one.
    Claim(&'k Claim),
}

impl<'k> Change<'k> {
    /// What happened, in a sentence.
    pub fn text(&self) -> String {
        match self.what {
            What::Approval(drug, number) => drug.approvals.get(number).map_or_else(String::new, |approval| {
                format!("{} approved, {}: {}.", *drug.name, *approval.region, *approval.population)
            }),
            What::Marketing(drug, number) => drug.marketing.get(number).map_or_else(String::new, |marketing| {
                format!("{}, {}: {}", *drug.name, *marketing.region, *marketing.text)
            }),
            What::Claim(claim) => claim.text.to_string(),
        }
    }

    /// Where that comes from.
    pub fn provenance(&self) -> Option<&'k Provenance> {
        let provenance = match self.what {
            What::Approval(drug, number) => {
                drug.approvals.get(number).map_or(&drug.provenance, |approval| &approval.provenance)
            }
            What::Marketing(drug, number) => {
                drug.marketing.get(number).map_or(&drug.provenance, |marketing| &marketing.provenance)
            }
            What::Claim(claim) => return claim.provenance(),
        };
        Some(provenance)
    }

    /// The name of the statement on its page.
    pub fn anchor(&self) -> String {
        let region = |prefix: &str, region: &str| format!("{prefix}-{}", region.to_lowercase());
        match self.what {
            What::Approval(drug, number) => {
                drug.approvals.get(number).map_or_else(String::new, |one| region("approved", one.region.word()))
            }
            What::Marketing(drug, number) => {
                drug.marketing.get(number).map_or_else(String::new, |one| region("marketed", one.region.word()))
            }
            What::Claim(claim) => claim.id.to_string(),
        }
    }
}

/// The first day whose changes are listed, and whether it is the day of printing itself. Where only the year of the review
/// is known, its whole year counts as later: nothing is left out.
pub fn printed(knowledge: &Knowledge) -> (Date, bool) {
    let reference = knowledge.reference(&knowledge.review().reference);
    let day = reference.and_then(|reference| reference.published.as_deref().copied());
    let year = reference.and_then(|reference| reference.year.as_deref().copied());
    let year = year.and_then(|year| Date::new(i16::try_from(year).ok()?, 1, 1).ok());
    match (day, year) {
        (Some(day), _) => (day, true),
        (None, Some(year)) => (year, false),
        (None, None) => (Date::MIN, false),
    }
}

/// Everything that has changed since the review was printed: what regulators did first, each part newest first.
pub fn changes(knowledge: &Knowledge) -> Vec<Change<'_>> {
    let (first, _known) = printed(knowledge);
    let mut changes: Vec<Change<'_>> = Vec::new();
    for drug in knowledge.drugs() {
        let page = &drug.id;
        changes.extend(drug.approvals.iter().enumerate().map(|(number, approval)| {
            let what = What::Approval(drug, number);
            Change { on: approval.on.as_deref().copied(), regulatory: true, page, what }
        }));
        changes.extend(drug.marketing.iter().enumerate().map(|(number, marketing)| {
            let what = What::Marketing(drug, number);
            Change { on: marketing.on.as_deref().copied(), regulatory: false, page, what }
        }));
    }
    for claim in knowledge.claims() {
        // A claim that no longer holds changed on the day it was superseded, unless it tells of a day of its own.
        let superseded = claim.superseded.as_ref().map(|superseded| &superseded.on);
        if let Some(on) = claim.dated.as_ref().or(superseded) {
            changes.push(Change {
                on: Some(**on),
                regulatory: is_regulatory(claim),
                page: &claim.home,
                what: What::Claim(claim),
            });
        }
    }
    changes.retain(|change| change.on.is_some_and(|on| on >= first));
    changes.sort_by_key(|change| (!change.regulatory, std::cmp::Reverse(change.on)));
    changes
}

/// What may have changed since the review was printed, on a day that is not known: approvals without a day, and the claims
/// that were put on this page.
pub fn undated(knowledge: &Knowledge) -> Vec<Change<'_>> {
    let approvals = knowledge.drugs().flat_map(|drug| {
        let undated = drug.approvals.iter().enumerate().filter(|(_number, approval)| approval.on.is_none());
        undated.map(move |(number, _approval)| (&drug.id, What::Approval(drug, number)))
    });
    let since = EntryId::since();
    let claims = knowledge.claims().filter(|claim| claim.about.iter().any(|about| **about == since));
    let claims = claims.filter(|claim| claim.dated.is_none() && claim.superseded.is_none());
    approvals
        .chain(claims.map(|claim| (&claim.home, What::Claim(claim))))
        .map(|(page, what)| Change { on: None, regulatory: true, page, what })
        .collect()
}

/// Whether a claim tells of an approval or a boxed warning: by its section, or because it names one.
fn is_regulatory(claim: &Claim) -> bool {
    let on_a_drug = claim.home.kind().route().is_some();
    let of_the_count = matches!(*claim.section, Section::Review | Section::Update);
    of_the_count
        || (on_a_drug && *claim.section == Section::Status)
        || claim.text.to_lowercase().contains("boxed warning")
}

pub(super) fn page(knowledge: &Knowledge, detail: Detail) -> Page {
    let mut composer = Composer::new(knowledge, Some(EntryId::since()), Section::Update.heading().to_owned(), detail);
    let changes = changes(knowledge);
    let (first, known) = printed(knowledge);
    composer.note(Role::Plain, &from_when_on(first, known));
    let (regulators, others): (Vec<Change<'_>>, Vec<Change<'_>>) =
        changes.into_iter().partition(|change| change.regulatory);
    part(&mut composer, "regulators", "Approvals, labels and boxed warnings", &regulators);
    part(
        &mut composer,
        "undated",
        "The same where the day is not known, so that some may be older",
        &undated(knowledge),
    );
    part(&mut composer, "others", "Everything else that has a day", &others);
    let elsewhere = knowledge.claims().filter(|claim| claim.origin() == Origin::Update && !is_listed(claim));
    let text = format!(
        "{} further statements come from elsewhere than the review and have no day of their own; they stand on their pages.",
        elsewhere.count()
    );
    composer.note(Role::Missing, &text);
    composer.finish()
}

fn is_listed(claim: &Claim) -> bool {
    let put_here = claim.about.iter().any(|about| **about == EntryId::since());
    put_here || claim.dated.is_some() || claim.superseded.is_some()
}

fn part(composer: &mut Composer<'_>, word: &'static str, heading: &str, changes: &[Change<'_>]) {
    composer.heading(word, heading);
    let is_note = |change: &Change<'_>| matches!(change.what, What::Claim(claim) if claim.note().is_some());
    if changes.iter().all(is_note) {
        composer.note(Role::Missing, "Nothing found in the sources read.");
    }
    for change in changes {
        line(composer, change);
    }
}

fn from_when_on(first: Date, known: bool) -> String {
    if known {
        format!("Newest first, from {first} on, the day the review was published.")
    } else if first == Date::MIN {
        "Newest first. When the review was printed was not found in the sources read.".to_owned()
    } else {
        let year = first.year();
        format!("Newest first, from the beginning of {year} on: of the review the year is known, not the day.")
    }
}

fn line(composer: &mut Composer<'_>, change: &Change<'_>) {
    let mut before = Vec::new();
    if let Some(on) = change.on {
        before.push(Span::new(Role::Label, format!("{on} ")));
    }
    before.push(Span::new(Role::Link, change.page.to_string()));
    before.push(Span::new(Role::Plain, ": "));
    let item = match change.what {
        What::Claim(claim) => composer.claim_behind(before, claim),
        What::Approval(..) | What::Marketing(..) => {
            let mut spans = before;
            spans.push(Span::new(Role::Plain, glue(&change.text())));
            composer.statement(super::Shape::Bullet, &change.anchor(), spans, change.provenance())
        }
    };
    composer.lead(item, change.page.clone());
}
