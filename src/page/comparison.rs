//! Drugs side by side.
//!
//! Promises: an empty cell says that nothing was found; figures of different trials are shown with the sentence that
//! they are no comparison of effect.

use super::compose::Composer;
use super::drug::dose_spans;
use super::text::glue;
use super::trial::{outcome_spans, principal_results};
use super::{Columns, Detail, Page, Role, Shape, Span, Table};
use crate::knowledge::{BoxedWarning, Drug, Knowledge, Section};

/// A page with a table for each row of the comparison, the drugs as columns.
pub fn comparison(knowledge: &Knowledge, drugs: &[&Drug], detail: Detail) -> Page {
    let names: Vec<String> = drugs.iter().map(|drug| column_name(drug)).collect();
    let title = names.join(" / ");
    let mut composer = Composer::new(knowledge, None, title, detail);
    composer.note(Role::Label, "Figures of different trials stand side by side; that is no comparison of effect.");
    for row in ROWS {
        composer.heading(row.word, row.heading);
        let cells: Vec<Vec<Span>> = drugs
            .iter()
            .map(|drug| {
                let spans = (row.cell)(&mut composer, drug);
                if spans.is_empty() {
                    vec![Span::new(Role::Missing, glue("not found in the sources read"))]
                } else {
                    spans
                }
            })
            .collect();
        let item = composer.item(row.word, None);
        let table = Shape::Table(Table { head: names.clone(), rows: vec![cells], columns: Columns::Equal });
        composer.block(table, Vec::new(), Some(item));
    }
    composer.finish()
}

fn column_name(drug: &Drug) -> String {
    format!("{} ({})", *drug.name, drug.id.kind().word())
}

type Cell = fn(&mut Composer<'_>, &Drug) -> Vec<Span>;

struct Row {
    word: &'static str,
    heading: &'static str,
    cell: Cell,
}

const ROWS: &[Row] = &[
    Row { word: "targets", heading: "Inhibits", cell: targets },
    Row { word: "status", heading: "Approval", cell: approval },
    Row { word: "boxed", heading: "Boxed warning", cell: boxed_warning },
    Row { word: "dose", heading: "Dose", cell: doses },
    Row { word: "before", heading: "Before starting", cell: |c, d| claims(c, d, Section::Before) },
    Row {
        word: "monitoring",
        heading: "Monitoring and when to interrupt",
        cell: |c, d| claims(c, d, Section::Monitoring),
    },
    Row {
        word: "contraindications",
        heading: "Contraindications and warnings",
        cell: |c, d| claims(c, d, Section::Contraindications),
    },
    Row { word: "interactions", heading: "Interactions", cell: |c, d| claims(c, d, Section::Interactions) },
    Row {
        word: "populations",
        heading: "Renal, hepatic, pregnancy, age",
        cell: |c, d| claims(c, d, Section::Populations),
    },
    Row { word: "efficacy", heading: "Main results", cell: results },
    Row { word: "adverse", heading: "Adverse effects", cell: |c, d| claims(c, d, Section::Adverse) },
    Row { word: "stopping", heading: "Stopping and relapse", cell: |c, d| claims(c, d, Section::Stopping) },
];

fn targets(composer: &mut Composer<'_>, drug: &Drug) -> Vec<Span> {
    if drug.targets.is_empty() {
        return Vec::new();
    }
    let targets: Vec<&str> = drug.targets.iter().map(|target| target.as_str()).collect();
    let mut spans = vec![Span::new(Role::Plain, glue(&targets.join(", ")))];
    spans.extend(composer.marks(&drug.provenance));
    spans
}

fn approval(composer: &mut Composer<'_>, drug: &Drug) -> Vec<Span> {
    let mut spans = Vec::new();
    for approval in &drug.approvals {
        let since = approval.on.as_ref().map_or_else(|| "day not known".to_owned(), ToString::to_string);
        let text = format!("{} {since}: {}", *approval.region, *approval.population);
        separate(&mut spans);
        spans.push(Span::new(Role::Plain, glue(&text)));
        spans.extend(composer.marks(&approval.provenance));
    }
    if spans.is_empty() {
        let text = format!(
            "no approval for {} found in the sources read, as of {}",
            *composer.knowledge.review().condition,
            composer.knowledge.as_of().strftime("%Y-%m")
        );
        spans.push(Span::new(Role::Missing, glue(&text)));
    }
    spans
}

fn boxed_warning(composer: &mut Composer<'_>, drug: &Drug) -> Vec<Span> {
    match &drug.boxed_warning {
        BoxedWarning::Present { items, provenance, .. } => {
            let items: Vec<&str> = items.iter().map(|item| item.as_str()).collect();
            let mut spans = vec![
                Span::new(Role::Warning, "BOXED\u{A0}WARNING"),
                Span::new(Role::Plain, format!(" {}", glue(&items.join(", ")))),
            ];
            spans.extend(composer.marks(provenance));
            spans
        }
        BoxedWarning::Absent { region, provenance, .. } => {
            let text = format!("none in the {} label", **region);
            let mut spans = vec![Span::new(Role::Plain, glue(&text))];
            spans.extend(composer.marks(provenance));
            spans
        }
        BoxedWarning::Unknown => Vec::new(),
    }
}

fn doses(composer: &mut Composer<'_>, drug: &Drug) -> Vec<Span> {
    let mut spans = Vec::new();
    for dose in &drug.doses {
        separate(&mut spans);
        spans.extend(dose_spans(drug, dose));
        spans.extend(composer.marks(&dose.provenance));
    }
    spans
}

fn results(composer: &mut Composer<'_>, drug: &Drug) -> Vec<Span> {
    let mut spans = Vec::new();
    let knowledge = composer.knowledge;
    for trial in knowledge.trials_of(&drug.id) {
        for result in principal_results(trial) {
            separate(&mut spans);
            spans.push(Span::new(Role::Label, format!("{}: ", *trial.name)));
            spans.extend(outcome_spans(trial, result));
            spans.extend(composer.marks(&result.provenance));
        }
    }
    spans
}

fn claims(composer: &mut Composer<'_>, drug: &Drug, section: Section) -> Vec<Span> {
    let mut spans = Vec::new();
    for claim in composer.claims(&drug.id, section) {
        separate(&mut spans);
        if let Some(words) = super::supersession(composer.knowledge, claim) {
            spans.push(Span::new(Role::Superseded, glue(&format!("{words}:"))));
        }
        spans.push(Span::new(Role::Plain, format!(" {}", glue(&claim.text))));
        spans.extend(composer.marks(&claim.provenance));
    }
    spans
}

fn separate(spans: &mut Vec<Span>) {
    if !spans.is_empty() {
        spans.push(Span::new(Role::Plain, " "));
    }
}
