//! Which regulator has approved which drug, on one page.
//!
//! Promises: every approval of the base with its day, population and source; a region without one is named. Never says that a drug
//! is not approved: only that no approval was found in the sources read.

use super::compose::{Composer, Detail};
use super::content::{Block, Page};
use super::short::approved_in;
use crate::knowledge::{Approval, Claim, Drug, EntryId, Knowledge, Region};
use crate::layout::{Columns, Role, Span, Table};

pub(super) fn page(knowledge: &Knowledge, detail: Detail) -> Page {
    let id = EntryId::approvals();
    let title = knowledge.entry(&id).map_or_else(String::new, |entry| entry.title().to_owned());
    let mut composer = Composer::new(knowledge, Some(id), title, detail);
    let condition = &*knowledge.review().condition;
    let text = format!("For {condition}. No approval found in the sources read does not mean that there is none.");
    composer.paragraph(Role::Plain, &text);
    let approved: Vec<&Drug> = knowledge.drugs().filter(|drug| !drug.approvals.is_empty()).collect();
    if approved.is_empty() {
        composer.paragraph(Role::Missing, "No approval found in the sources read.");
    } else {
        composer.push(Block::table(grid(&approved, &knowledge.review().terms.regions)));
        composer.paragraph(Role::Faint, "yes* second-hand: check the original.   - none found in the sources read.");
    }
    let mut without: Vec<&str> = Vec::new();
    for region in &knowledge.review().terms.regions {
        let approvals = approvals_in(&approved, region);
        if approvals.is_empty() {
            without.push(region.id.as_str());
            continue;
        }
        composer.heading(region.word(), &region.id);
        for (drug, anchor, approval) in approvals {
            line(&mut composer, drug, &anchor, approval);
        }
    }
    let reported = reported(knowledge);
    if !without.is_empty() || !reported.is_empty() {
        composer.heading("others", "No approval found, or not confirmed");
    }
    if !without.is_empty() {
        composer.paragraph(Role::Missing, &format!("No approval found in the sources read: {}.", without.join(", ")));
    }
    for (drug, claim) in reported {
        let name = Span::new(Role::Link, format!("{} ({}): ", *drug.name, drug.id.group()));
        let item = composer.claim_after(vec![name], claim);
        composer.lead_to(item, drug.id.clone());
    }
    composer.finish()
}

/// Drugs by regions: `yes`, `yes*` where that is second-hand, and a hyphen where no approval was found.
fn grid(approved: &[&Drug], regions: &[Region]) -> Table {
    let head =
        std::iter::once("").chain(regions.iter().map(|region| region.short.as_str())).map(str::to_owned).collect();
    let cell = |drug: &Drug, region: &Region| match approved_in(drug, region) {
        Some(true) => vec![Span::new(Role::Plain, "yes")],
        Some(false) => vec![Span::new(Role::SecondHand, "yes*")],
        None => vec![Span::new(Role::Missing, "-")],
    };
    let row = |drug: &&Drug| {
        let name = vec![Span::new(Role::Label, drug.name.as_str())];
        std::iter::once(name).chain(regions.iter().map(|region| cell(drug, region))).collect()
    };
    Table { head, rows: approved.iter().map(row).collect(), columns: Columns::RowHeader }
}

/// The approvals of one region, each with its name on the drug's page.
fn approvals_in<'k>(approved: &[&'k Drug], region: &Region) -> Vec<(&'k Drug, String, &'k Approval)> {
    let of_drug = |drug: &&'k Drug| {
        let drug: &'k Drug = drug;
        drug.anchored_approvals().map(move |(anchor, approval)| (drug, anchor, approval))
    };
    let all = approved.iter().flat_map(of_drug);
    all.filter(|(_drug, _anchor, approval)| *approval.region == *region).collect()
}

fn line(composer: &mut Composer<'_>, drug: &Drug, anchor: &str, approval: &Approval) {
    let since = approval.since().unwrap_or_else(|| "date not known".to_owned());
    let spans = vec![
        Span::new(Role::Link, drug.name.as_str()),
        Span::prose(Role::Plain, &format!(" ({}), {since}: {}", drug.id.group(), *approval.population)),
    ];
    let item = composer.statement(anchor, Block::bullet(spans), &approval.provenance);
    composer.lead_to(item, drug.id.clone());
}

/// Drugs of which one source alone reports an approval, each with the claim that says so.
fn reported(knowledge: &Knowledge) -> Vec<(&Drug, &Claim)> {
    let claim = |id: &str| knowledge.claim(id).expect("`resolve` found the claim of every reported approval");
    knowledge.drugs().filter_map(|drug| Some((drug, claim(drug.reported_approval.as_ref()?)))).collect()
}
