//! A drug's page: status and boxed warning first, then what is done with it, then what is known of it.

use super::compose::Composer;
use super::day::year_and_month;
use super::text::glue;
use super::trial::{courses, outcome_spans, people_in_words, principal_results};
use super::{Detail, Page, Role, Shape, Span, forest};
use crate::knowledge::{BoxedWarning, Dose, Drug, Knowledge, Located, Region, Section, Standing, Trial};

pub(super) fn page<'k>(knowledge: &'k Knowledge, drug: &'k Drug, detail: Detail) -> Page {
    let mut composer = Composer::new(knowledge, Some(drug.id.clone()), title(drug), detail);
    status_line(&mut composer, drug);
    boxed_warning(&mut composer, drug);
    identity(&mut composer, drug);
    // What is done with the drug comes before what is known of it: dose and blood counts are what is asked for most.
    for section in [
        Section::Dose,
        Section::Before,
        Section::Monitoring,
        Section::Contraindications,
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
    ] {
        body_section(&mut composer, drug, section);
        if section == Section::Efficacy {
            forest::drugs(&mut composer, &[drug]);
            let trials: Vec<&Trial> = knowledge.trials_of(&drug.id).collect();
            courses(&mut composer, &trials);
        }
    }
    composer.finish()
}

/// Generic name and brands.
pub(super) fn title(drug: &Drug) -> String {
    let mut names = vec![drug.name.as_str()];
    names.extend(drug.brands.iter().map(|brand| brand.as_str()));
    let route = drug.id.kind().route().unwrap_or_default();
    format!("{}, {route}", names.join(" · "))
}

fn status_line(composer: &mut Composer<'_>, drug: &Drug) {
    let knowledge = composer.knowledge;
    let Some(first) = drug.approvals.first() else {
        let month = year_and_month(knowledge.as_of());
        let condition = &*knowledge.review().condition;
        let text = format!("No approval for {condition} found in the sources read, as of {month}.");
        composer.note(Role::Missing, &text);
        return;
    };
    let mut text = format!("Approved: {}", *first.region);
    if let Some(on) = &first.on {
        text.push_str(&format!(" {}", **on));
    }
    let others: Vec<&str> = drug.approvals.iter().skip(1).map(|approval| approval.region.word()).collect();
    if !others.is_empty() {
        text.push_str(&format!("; also {}", others.join(", ")));
    }
    let spans = vec![Span::new(Role::Plain, glue(&text))];
    composer.statement(Shape::Paragraph, "approved", spans, &first.provenance);
}

fn boxed_warning(composer: &mut Composer<'_>, drug: &Drug) {
    match &drug.boxed_warning {
        BoxedWarning::Present { region, product, items, provenance, checked } => {
            let items: Vec<&str> = items.iter().map(|item| item.as_str()).collect();
            let mut spans = vec![
                Span::new(Role::Warning, "BOXED\u{A0}WARNING"),
                Span::new(Role::Plain, format!(" ({}) {}", label_of(**region, product), glue(&items.join(", ")))),
            ];
            spans.extend(checked_before(composer, **checked));
            composer.statement(Shape::Paragraph, "boxed", spans, provenance);
        }
        BoxedWarning::Absent { region, product, provenance, checked } => {
            let text = format!("No boxed warning in the {} (checked {})", label_of(**region, product), **checked);
            composer.statement(Shape::Paragraph, "boxed", vec![Span::new(Role::Plain, glue(&text))], provenance);
        }
        BoxedWarning::Unknown { .. } => {
            composer.note(Role::Missing, "Boxed warning: not found in the sources read.");
        }
    }
}

/// Whose label, and of which product where the entry has several.
pub(super) fn label_of(region: Region, product: &Option<Located<String>>) -> String {
    match product {
        Some(product) => format!("{region} label of {}", **product),
        None => format!("{region} label"),
    }
}

/// When a boxed warning was last looked up, where that is not the date of the base, which is always on the screen.
fn checked_before(composer: &Composer<'_>, checked: jiff::civil::Date) -> Option<Span> {
    let earlier = checked != composer.knowledge.as_of();
    earlier.then(|| Span::new(Role::Faint, format!(" (checked\u{A0}{checked})")))
}

fn identity(composer: &mut Composer<'_>, drug: &Drug) {
    let mut parts = Vec::new();
    let mut part = |label: &str, values: &[Located<String>]| {
        if !values.is_empty() {
            let values: Vec<&str> = values.iter().map(|value| value.as_str()).collect();
            parts.push(format!("{label} {}", values.join(", ")));
        }
    };
    part("Inhibits", &drug.targets);
    part("Forms:", &drug.forms);
    part("Codes:", &drug.codes);
    part("Other names:", &drug.aliases);
    part("From", drug.sponsor.as_slice());
    if parts.is_empty() {
        return;
    }
    let spans = vec![Span::new(Role::Plain, glue(&format!("{}.", parts.join(". "))))];
    composer.statement(Shape::Paragraph, "names", spans, &drug.provenance);
    for near in &drug.near {
        let Some(entry) = composer.knowledge.entry(near) else { continue };
        let text = format!("Not to be confused with {} ({})", entry.title(), **near);
        let item = composer.item(&near.to_string(), None);
        composer.lead(item, (**near).clone());
        composer.block(Shape::Paragraph, vec![Span::new(Role::Label, glue(&text))], Some(item));
    }
}

fn body_section(composer: &mut Composer<'_>, drug: &Drug, section: Section) {
    let claims = composer.claims(&drug.id, section);
    let has_table = match section {
        Section::Dose => !drug.doses.is_empty(),
        Section::Efficacy => composer.knowledge.trials_of(&drug.id).next().is_some(),
        Section::Status => !drug.approvals.is_empty() || !drug.marketing.is_empty(),
        Section::Review
        | Section::Update
        | Section::Before
        | Section::Monitoring
        | Section::Contraindications
        | Section::Interactions
        | Section::Populations
        | Section::Pregnancy
        | Section::Adverse
        | Section::Stopping
        | Section::Pharmacology
        | Section::Design
        | Section::Mechanism
        | Section::Evidence
        | Section::Dissent
        | Section::Treatment
        | Section::Known
        | Section::Unknown
        | Section::Settle
        | Section::Registered => false,
    };
    // A clinic's notes are no statements of the base: where there is nothing else, the page still says that nothing was found.
    let empty = claims.iter().all(|claim| claim.note().is_some()) && !has_table;
    let missed = empty && section.is_missed_on_a_drug();
    if claims.is_empty() && !has_table && !missed {
        return;
    }
    let heading = if section == Section::Efficacy { "Trials and effect" } else { section.heading() };
    composer.heading(section.word(), heading);
    if missed {
        composer.note(Role::Missing, "Not found in the sources read.");
    }
    if section == Section::Dose {
        for dose in &drug.doses {
            composer.statement(Shape::Bullet, &dose.id, dose_spans(drug, dose), &dose.provenance);
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

/// A dose in one sentence: amount, route, how often, for whom, by whose label.
pub(super) fn dose_spans(drug: &Drug, dose: &Dose) -> Vec<Span> {
    let label = match (*dose.standing, &dose.region) {
        (Standing::Labelled, Some(region)) => format!("{} label: ", **region),
        (Standing::Labelled, None) | (Standing::Studied, _) => "Studied, no label: ".to_owned(),
    };
    let route = drug.id.kind().route().unwrap_or_default();
    let mut text = format!("{} {route} {}; {}.", *dose.amount, *dose.frequency, *dose.population);
    if let Some(note) = &dose.note {
        text.push_str(&format!(" {}", **note));
    }
    vec![Span::new(Role::Label, glue(&label)), Span::new(Role::Plain, glue(&text))]
}

fn approvals(composer: &mut Composer<'_>, drug: &Drug) {
    for approval in &drug.approvals {
        let since = approval
            .on
            .as_ref()
            .map_or_else(|| "approved, day not known".to_owned(), |on| format!("approved {}", **on));
        let text = format!("{since}, {} (checked {})", *approval.population, *approval.checked);
        let spans =
            vec![Span::new(Role::Label, format!("{}: ", *approval.region)), Span::new(Role::Plain, glue(&text))];
        let anchor = format!("approved-{}", approval.region.word().to_lowercase());
        composer.statement(Shape::Bullet, &anchor, spans, &approval.provenance);
    }
    for marketing in &drug.marketing {
        let on = marketing.on.as_ref().map(|on| format!("{} ", **on)).unwrap_or_default();
        let spans = vec![
            Span::new(Role::Label, format!("{}: ", *marketing.region)),
            Span::new(Role::Plain, glue(&format!("{on}{}", *marketing.text))),
        ];
        let anchor = format!("marketed-{}", marketing.region.word().to_lowercase());
        composer.statement(Shape::Bullet, &anchor, spans, &marketing.provenance);
    }
}

fn trials(composer: &mut Composer<'_>, drug: &Drug) {
    let knowledge = composer.knowledge;
    for trial in knowledge.trials_of(&drug.id) {
        let mut about = trial.design.to_string();
        if let Some(randomised) = &trial.randomised {
            about.push_str(&format!(", {}", people_in_words(**randomised)));
        }
        let spans = vec![
            Span::new(Role::Link, trial.name.to_string()),
            Span::new(Role::Plain, format!(": {}; {}", glue(&about), glue(&trial.population))),
        ];
        let anchor = trial.id.to_string();
        let item = composer.statement(Shape::Bullet, &anchor, spans, &trial.provenance);
        composer.lead(item, trial.id.clone());
        for result in principal_results(trial) {
            let spans = outcome_spans(trial, result);
            let item = composer.statement(Shape::Under, &result.id, spans, &result.provenance);
            composer.lead(item, trial.id.clone());
        }
    }
}
