//! A drug's page: status and boxed warning first, then what is done with it, then what is known of it.
//!
//! Promises: a section that a clinician expects and that is empty is named in one line at the top, never left out.

use super::card::push_card;
use super::compose::{Composer, Detail};
use super::content::{Block, Page};
use super::results::{outcome, people_in_words, push_forests, push_per_hundred, push_time_courses};
use super::status::{boxed_items, label_of, no_approval};
use crate::knowledge::{Approval, BoxedWarning, Dose, Drug, Knowledge, Region, Section, Trial, capitalised};
use crate::layout::{NO_BREAK, Role, Span};

/// The sections, in order: who must not have the drug comes before how much of it, and what is done with it before what is known of it.
const SECTIONS: [Section; 14] = [
    Section::Contraindications,
    Section::Dose,
    Section::Before,
    Section::Monitoring,
    Section::Interactions,
    Section::Populations,
    Section::Pregnancy,
    Section::Adverse,
    Section::Efficacy,
    Section::Stopping,
    Section::Review,
    Section::Update,
    Section::Status,
    Section::Pharmacology,
];

pub(super) fn page<'k>(knowledge: &'k Knowledge, drug: &'k Drug, detail: Detail) -> Page {
    let mut composer = Composer::new(knowledge, Some(drug.id.clone()), title(drug), detail);
    push_card(&mut composer, drug);
    // Only drugs have approvals: a device without one gets no line that says so.
    if drug.route.is_of_drugs() || !drug.approvals.is_empty() {
        status_line(&mut composer, drug);
    }
    boxed_warning(&mut composer, drug);
    identity(&mut composer, drug);
    empty_sections(&mut composer, drug);
    for section in SECTIONS {
        body_section(&mut composer, drug, section);
        if section == Section::Efficacy {
            push_forests(&mut composer, &[drug]);
            let trials: Vec<&Trial> = knowledge.trials_of(&drug.id).collect();
            push_per_hundred(&mut composer, &trials, Some(&drug.id));
            push_time_courses(&mut composer, &trials);
        }
    }
    composer.finish()
}

/// Generic name, brands and route.
fn title(drug: &Drug) -> String {
    let mut names = vec![drug.name.as_str()];
    names.extend(drug.brands.iter().map(|brand| brand.as_str()));
    format!("{}, {}", names.join(" · "), drug.route.says)
}

fn status_line(composer: &mut Composer<'_>, drug: &Drug) {
    let knowledge = composer.knowledge;
    let Some(first) = drug.approvals.first() else {
        composer.paragraph(Role::Missing, &format!("No {}.", no_approval(knowledge, drug)));
        return;
    };
    let (there, elsewhere): (Vec<&Approval>, Vec<&Approval>) =
        drug.approvals.iter().partition(|approval| *approval.region == *first.region);
    let days: Vec<String> = there.iter().filter_map(|approval| approval.since()).collect();
    let mut text = format!(" {} {}", *first.region, days.join(" and ")).trim_end().to_owned();
    let mut others: Vec<&str> = Vec::new();
    for region in elsewhere.iter().map(|approval| approval.region.id.as_str()) {
        if !others.contains(&region) {
            others.push(region);
        }
    }
    if !others.is_empty() {
        text.push_str(&format!("; also {}", others.join(", ")));
    }
    let text = Block::paragraph(vec![Span::new(Role::Approved, "Approved:"), Span::prose(Role::Plain, &text)]);
    composer.statement("approved", text, &first.provenance);
}

fn boxed_warning(composer: &mut Composer<'_>, drug: &Drug) {
    match &drug.boxed_warning {
        BoxedWarning::Present { region, product, items, provenance, checked, .. } => {
            let mut spans = boxed_items(region, product, items);
            // The date of the base is always on the screen.
            if **checked != composer.knowledge.as_of() {
                spans.push(Span::new(Role::Faint, format!(" (checked{NO_BREAK}{})", **checked)));
            }
            composer.statement("boxed", Block::paragraph(spans), provenance);
        }
        BoxedWarning::Absent { region, product, provenance, checked } => {
            let text = format!("No boxed warning in the {} (checked {})", label_of(region, product), **checked);
            composer.statement("boxed", Block::paragraph(vec![Span::prose(Role::Plain, &text)]), provenance);
        }
        BoxedWarning::Unknown { .. } => {
            composer.paragraph(Role::Missing, "Boxed warning: not found in the sources read.");
        }
        BoxedWarning::NotApplicable => {}
    }
    for (number, warning) in (1..).zip(&drug.warnings) {
        let items: Vec<&str> = warning.items.iter().map(|item| item.as_str()).collect();
        let spans = vec![
            Span::prose(Role::Warning, &format!("{}:", *warning.kind)),
            Span::prose(Role::Plain, &format!(" ({}) {}", *warning.region, items.join(", "))),
        ];
        composer.statement(&format!("warning-{number}"), Block::paragraph(spans), &warning.provenance);
    }
}

fn identity(composer: &mut Composer<'_>, drug: &Drug) {
    let verb = capitalised(&drug.verb);
    let named = [
        (verb.as_str(), drug.targets.as_slice()),
        ("Forms:", &drug.forms),
        ("Codes:", &drug.codes),
        ("Other names:", &drug.aliases),
        ("From", drug.sponsor.as_slice()),
    ];
    let known = named.iter().filter(|(_label, values)| !values.is_empty());
    let parts: Vec<String> = known.map(|(label, values)| format!("{label} {}", values.join(", "))).collect();
    if parts.is_empty() {
        return;
    }
    let text = Span::prose(Role::Plain, &format!("{}.", parts.join(". ")));
    composer.statement("names", Block::paragraph(vec![text]), &drug.provenance);
    for near in &drug.near {
        let entry = composer.knowledge.entry(near).expect("a drug of a compiled base is near drugs of it");
        let text = format!("Not to be confused with {} ({})", entry.title(), **near);
        composer.link(&near.to_string(), Block::paragraph(vec![Span::prose(Role::Label, &text)]), (**near).clone());
    }
}

/// Whether a section of a drug's page has something that is no claim.
fn has_list(knowledge: &Knowledge, drug: &Drug, section: Section) -> bool {
    (section == Section::Dose && !drug.doses.is_empty())
        || (section == Section::Status && !(drug.approvals.is_empty() && drug.marketing.is_empty()))
        || (section == Section::Efficacy && knowledge.trials_of(&drug.id).next().is_some())
}

/// Whether a clinician expects something in a section and the base has nothing. A clinic's notes are no statements of the base.
fn is_empty(knowledge: &Knowledge, drug: &Drug, section: Section) -> bool {
    let mut claims = knowledge.claims_on(&drug.id).filter(|claim| *claim.section == section);
    section.is_expected_on_drugs() && !has_list(knowledge, drug, section) && claims.all(|claim| claim.note().is_some())
}

/// Names the sections that are empty: apart those that were looked for, and those that this base does not cover.
fn empty_sections(composer: &mut Composer<'_>, drug: &Drug) {
    let terms = &composer.knowledge.review().terms;
    let is_empty = |section: &Section| is_empty(composer.knowledge, drug, *section);
    let empty = SECTIONS.into_iter().filter(is_empty);
    let (looked_for, not_covered): (Vec<Section>, Vec<Section>) =
        empty.partition(|section| terms.was_looked_for(drug, *section));
    composer.missing_sections(&looked_for, &not_covered);
    for looked in &drug.looked {
        composer.paragraph(Role::Faint, &looked.to_string());
    }
}

fn body_section(composer: &mut Composer<'_>, drug: &Drug, section: Section) {
    let claims = composer.claims(&drug.id, section);
    if claims.is_empty() && !has_list(composer.knowledge, drug, section) {
        return;
    }
    let heading = if section == Section::Efficacy { "Trials and effect" } else { section.heading() };
    composer.heading(section.word(), heading);
    // Only notes follow.
    if is_empty(composer.knowledge, drug, section) {
        let looked_for = composer.knowledge.review().terms.was_looked_for(drug, section);
        composer.paragraph(Role::Missing, if looked_for { "Not found in the sources read." } else { NOT_COVERED });
    }
    if section == Section::Dose {
        for dose in &drug.doses {
            composer.statement(&dose.id, Block::bullet(dose_sentence(drug, dose)), &dose.provenance);
        }
    }
    if section == Section::Status {
        approvals(composer, drug);
    }
    if section == Section::Efficacy {
        trials(composer, drug);
    }
    for claim in claims {
        composer.claim(claim);
    }
}

/// Where nothing says that a section was looked for.
const NOT_COVERED: &str = "Not covered in this base.";

/// A dose in one sentence: by whose label, amount, route, how often, for whom.
pub(super) fn dose_sentence(drug: &Drug, dose: &Dose) -> Vec<Span> {
    let mut text = format!("{} {} {}; {}.", dose.amount(), dose.given(drug), dose.frequency(), *dose.population);
    if let Some(maximum) = &dose.maximum {
        text.push_str(&format!(" At most {}.", *maximum.text));
    }
    if let Some(note) = &dose.note {
        text.push_str(&format!(" {}", **note));
    }
    vec![Span::prose(Role::Label, &format!("{}: ", dose.label())), Span::prose(Role::Plain, &text)]
}

fn approvals(composer: &mut Composer<'_>, drug: &Drug) {
    let bullet = |region: &Region, text: &str| {
        Block::bullet(vec![Span::new(Role::Label, format!("{region}: ")), Span::prose(Role::Plain, text)])
    };
    for (anchor, approval) in drug.anchored_approvals() {
        let since = match approval.since() {
            Some(since) => format!("approved {since}"),
            None => "approved, date not known".to_owned(),
        };
        let text = format!("{since}, {} (checked {})", *approval.population, *approval.checked);
        composer.statement(&anchor, bullet(&approval.region, &text), &approval.provenance);
    }
    for (anchor, marketing) in drug.anchored_marketing() {
        let text = match &marketing.on {
            Some(on) => format!("{} {}", **on, *marketing.text),
            None => marketing.text.to_string(),
        };
        composer.statement(&anchor, bullet(&marketing.region, &text), &marketing.provenance);
    }
}

fn trials(composer: &mut Composer<'_>, drug: &Drug) {
    let knowledge = composer.knowledge;
    for trial in knowledge.trials_of(&drug.id) {
        let people = match &trial.randomised {
            Some(randomised) => format!(", {}", people_in_words(**randomised)),
            None => String::new(),
        };
        let text = format!(": {}{people}; {}", *trial.design, *trial.population);
        let spans = vec![Span::new(Role::Link, trial.name.as_str()), Span::prose(Role::Plain, &text)];
        let item = composer.statement(&trial.id.to_string(), Block::bullet(spans), &trial.provenance);
        composer.lead_to(item, trial.id.clone());
        for result in trial.principal_results() {
            let item = composer.statement(&result.id, Block::under(outcome(trial, result)), &result.provenance);
            composer.lead_to(item, trial.id.clone());
        }
    }
}
