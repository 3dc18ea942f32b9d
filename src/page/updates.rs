//! What has changed since the review was published, on one page.
//!
//! Promises: newest first, and what regulators did before the rest; each change with its day, its source and its page.
//! Undated changes are counted, not dated by guesswork. Where the day of publication is not known, the page says from which
//! day it lists.

use jiff::civil::Date;

use super::compose::{Composer, Detail};
use super::content::{Block, Page};
use crate::knowledge::{Approval, Claim, Drug, EntryId, Knowledge, Marketing, Origin, Provenance, Section};
use crate::layout::{Role, Span};

/// One thing that has changed.
#[derive(Clone, Copy, Debug)]
pub struct Change<'k> {
    /// The day it happened; `None` where that is not known.
    pub on: Option<Date>,
    /// Whether a regulator did it: an approval, or something about a boxed warning.
    pub regulatory: bool,
    /// The page that says so.
    pub page: &'k EntryId,
    /// What happened.
    pub kind: ChangeKind<'k>,
}

/// The kinds of change.
#[derive(Clone, Copy, Debug)]
pub enum ChangeKind<'k> {
    /// A drug was approved.
    Approval(&'k Drug, &'k Approval),
    /// A drug is sold, or is not.
    Marketing(&'k Drug, &'k Marketing),
    /// A claim that has a day, or that no longer holds since one.
    Claim(&'k Claim),
}

impl<'k> Change<'k> {
    /// What happened, in a sentence.
    pub fn text(&self) -> String {
        match self.kind {
            ChangeKind::Approval(drug, approval) => {
                format!("{} approved, {}: {}.", *drug.name, *approval.region, *approval.population)
            }
            ChangeKind::Marketing(drug, marketing) => {
                format!("{}, {}: {}", *drug.name, *marketing.region, *marketing.text)
            }
            ChangeKind::Claim(claim) => claim.text.to_string(),
        }
    }

    /// Where that comes from.
    pub fn provenance(&self) -> Option<&'k Provenance> {
        match self.kind {
            ChangeKind::Approval(_, approval) => Some(&approval.provenance),
            ChangeKind::Marketing(_, marketing) => Some(&marketing.provenance),
            ChangeKind::Claim(claim) => claim.provenance(),
        }
    }

    /// The name of the statement on its page.
    pub fn anchor(&self) -> String {
        match self.kind {
            ChangeKind::Approval(drug, approval) => name_among(drug.anchored_approvals(), approval),
            ChangeKind::Marketing(drug, marketing) => name_among(drug.anchored_marketing(), marketing),
            ChangeKind::Claim(claim) => claim.id.to_string(),
        }
    }
}

/// The name of one of a drug's approvals or of its lines on marketing.
fn name_among<'k, T: 'k>(mut named: impl Iterator<Item = (String, &'k T)>, one: &T) -> String {
    named
        .find(|(_name, other)| std::ptr::eq(*other, one))
        .map(|(name, _)| name)
        .expect("a change names one of its drug's")
}

/// The first day whose changes are listed, and whether the review was published on that day. Where only the year of the
/// review is known, its whole year counts as later, so that nothing is left out.
pub fn review_published(knowledge: &Knowledge) -> (Date, bool) {
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

/// Everything that has changed since the review was published: what regulators did first, each part newest first.
pub fn changes(knowledge: &Knowledge) -> Vec<Change<'_>> {
    let (first, _is_day) = review_published(knowledge);
    let mut changes: Vec<Change<'_>> = Vec::new();
    for drug in knowledge.drugs() {
        let page = &drug.id;
        changes.extend(drug.approvals.iter().map(|one| {
            let on = one.on.as_deref().copied();
            Change { on, regulatory: true, page, kind: ChangeKind::Approval(drug, one) }
        }));
        changes.extend(drug.marketing.iter().map(|one| {
            let on = one.on.as_deref().copied();
            Change { on, regulatory: false, page, kind: ChangeKind::Marketing(drug, one) }
        }));
    }
    for claim in knowledge.claims() {
        // A claim that no longer holds changed on the day it was superseded, unless it has a day of its own.
        let superseded = claim.superseded.as_ref().map(|superseded| &superseded.on);
        if let Some(on) = claim.dated.as_ref().or(superseded) {
            let (on, regulatory) = (Some(**on), is_regulatory(claim));
            changes.push(Change { on, regulatory, page: &claim.home, kind: ChangeKind::Claim(claim) });
        }
    }
    changes.retain(|change| change.on.is_some_and(|on| on >= first));
    changes.sort_by_key(|change| (!change.regulatory, std::cmp::Reverse(change.on)));
    changes
}

/// What may have changed since the review was published, on a day that is not known: approvals without a day, and the claims
/// that were put on this page.
pub fn undated_changes(knowledge: &Knowledge) -> Vec<Change<'_>> {
    let change = |page, kind| Change { on: None, regulatory: true, page, kind };
    let approvals = knowledge.drugs().flat_map(|drug| drug.approvals.iter().map(move |approval| (drug, approval)));
    let undated = approvals.filter(|(_drug, approval)| approval.on.is_none());
    let claims = knowledge.claims().filter(|claim| is_put_here(claim));
    let claims = claims.filter(|claim| claim.dated.is_none() && claim.superseded.is_none());
    undated
        .map(|(drug, approval)| change(&drug.id, ChangeKind::Approval(drug, approval)))
        .chain(claims.map(|claim| change(&claim.home, ChangeKind::Claim(claim))))
        .collect()
}

/// Whether a claim names this page among those it belongs to.
fn is_put_here(claim: &Claim) -> bool {
    claim.about.iter().any(|about| **about == EntryId::since())
}

/// Whether a claim is about an approval or a boxed warning: by its section, or because it names one.
fn is_regulatory(claim: &Claim) -> bool {
    let on_a_drug = claim.home.is_drug();
    let of_the_count = matches!(*claim.section, Section::Review | Section::Update);
    of_the_count
        || (on_a_drug && *claim.section == Section::Status)
        || claim.text.to_lowercase().contains("boxed warning")
}

pub(super) fn page(knowledge: &Knowledge, detail: Detail) -> Page {
    let mut composer = Composer::new(knowledge, Some(EntryId::since()), Section::Update.heading().to_owned(), detail);
    let changes = changes(knowledge);
    let (first, known) = review_published(knowledge);
    composer.paragraph(Role::Plain, &from_when_on(first, known));
    let (regulators, others): (Vec<Change<'_>>, Vec<Change<'_>>) =
        changes.into_iter().partition(|change| change.regulatory);
    part(&mut composer, "regulators", "Approvals, labels and boxed warnings", &regulators);
    part(&mut composer, "undated", "Without a date; some may be older than the review", &undated_changes(knowledge));
    part(&mut composer, "others", "Other dated changes", &others);
    let elsewhere = knowledge.claims().filter(|claim| claim.origin() == Origin::Update && !is_listed(claim));
    let text = format!(
        "Statements from other sources than the review that have no date and are only on their own pages: {}.",
        elsewhere.count()
    );
    composer.paragraph(Role::Missing, &text);
    composer.finish()
}

fn is_listed(claim: &Claim) -> bool {
    is_put_here(claim) || claim.dated.is_some() || claim.superseded.is_some()
}

fn part(composer: &mut Composer<'_>, word: &'static str, heading: &str, changes: &[Change<'_>]) {
    composer.heading(word, heading);
    let is_note = |change: &Change<'_>| matches!(change.kind, ChangeKind::Claim(claim) if claim.note().is_some());
    if changes.iter().all(is_note) {
        composer.paragraph(Role::Missing, "Nothing found in the sources read.");
    }
    for change in changes {
        line(composer, change);
    }
}

fn from_when_on(first: Date, known: bool) -> String {
    if known {
        format!("Newest first, since {first}, the day on which the review was published.")
    } else if first == Date::MIN {
        "Newest first. The date of the review was not found in the sources read.".to_owned()
    } else {
        let year = first.year();
        format!("Newest first, since the beginning of {year}; only the year of the review is known.")
    }
}

fn line(composer: &mut Composer<'_>, change: &Change<'_>) {
    let mut before = Vec::new();
    if let Some(on) = change.on {
        before.push(Span::new(Role::Label, format!("{on} ")));
    }
    before.push(Span::new(Role::Link, change.page.to_string()));
    before.push(Span::new(Role::Plain, ": "));
    let item = match change.kind {
        ChangeKind::Claim(claim) => composer.claim_after(before, claim),
        ChangeKind::Approval(..) | ChangeKind::Marketing(..) => {
            let mut spans = before;
            spans.push(Span::prose(Role::Plain, &change.text()));
            composer.statement(&change.anchor(), Block::bullet(spans), change.provenance())
        }
    };
    composer.lead_to(item, change.page.clone());
}
