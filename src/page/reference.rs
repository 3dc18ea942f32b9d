//! A reference's page: the work, its identifiers, and every statement that cites it. The review's own page also says what it
//! concludes, what was not read of it, and which of its references are in the base.

use super::citation::vancouver;
use super::compose::{Composer, Detail, star, status_notice};
use super::content::{Block, Page};
use crate::knowledge::{
    BoxedWarning, Claim, Drug, Entry, EntryId, Knowledge, Provenance, Reference, ReferenceKind, Review, Section, Trial,
};
use crate::layout::{NO_BREAK, Role, Span, keep_together};

pub(super) fn page(knowledge: &Knowledge, reference: &Reference, detail: Detail) -> Page {
    let title = reference.title.to_string();
    let mut composer = Composer::new(knowledge, Some(reference.id.clone()), title, detail);
    composer.paragraph(Role::Plain, &vancouver(reference));
    metadata(&mut composer, reference);
    let review = knowledge.review();
    if *review.reference == reference.id.name() {
        review_summary(&mut composer, review);
    }
    citing_statements(&mut composer, reference);
    composer.finish()
}

fn metadata(composer: &mut Composer<'_>, reference: &Reference) {
    if let Some(note) = &reference.note {
        composer.paragraph(Role::Plain, note);
    }
    if let Some(number) = &reference.in_review {
        let text = format!("Number {} in the review's reference list.", **number);
        composer.paragraph(Role::Plain, &text);
    }
    match &reference.status {
        Some((status, checked)) => {
            let text = format!("Publication status: {}, checked {}.", **status, **checked);
            composer.paragraph(Role::Plain, &text);
        }
        None if *reference.kind == ReferenceKind::Article => {
            composer.paragraph(Role::Missing, "Publication status (retraction, correction): not looked up.");
        }
        None => {}
    }
    if !reference.keywords.is_empty() {
        composer.paragraph(Role::Plain, &format!("Keywords: {}.", reference.keywords.join("; ")));
    }
}

fn review_summary(composer: &mut Composer<'_>, review: &Review) {
    if !review.mesh.is_empty() {
        composer.paragraph(Role::Plain, &format!("Subject headings: {}.", review.mesh.join("; ")));
    }
    composer.heading("scope", "What this base is");
    composer.paragraph(Role::Plain, &review.scope);
    for limit in &review.limits {
        composer.paragraph(Role::Missing, limit);
    }
    for looked in &review.terms.looked {
        composer.paragraph(Role::Faint, &looked.to_string());
    }
    composer.claims_in(&EntryId::review(), &[Section::Review, Section::Update]);
    composer.heading("known-references", "References of the review in this base");
    let works = composer.knowledge.references();
    let mut known: Vec<(u32, &Reference)> = works.filter_map(|work| Some((**work.in_review.as_ref()?, work))).collect();
    known.sort_by_key(|(number, _work)| *number);
    for (number, work) in known {
        let spans =
            vec![Span::new(Role::Mark, format!("{number}.{NO_BREAK}")), Span::new(Role::Plain, vancouver(work))];
        composer.link(&work.id.to_string(), Block::bullet(spans), work.id.clone());
    }
    composer.paragraph(Role::Missing, "The other references of the review are not in this base.");
}

/// One statement that cites the work.
struct Statement<'k> {
    page: &'k EntryId,
    anchor: String,
    text: String,
    provenance: &'k Provenance,
    notice: Option<(Role, String)>,
}

fn citing_statements(composer: &mut Composer<'_>, reference: &Reference) {
    let cites =
        |provenance: &Provenance| provenance.cites.iter().any(|citation| *citation.reference == reference.id.name());
    let mut citing = statements(composer.knowledge, &reference.id);
    citing.retain(|statement| cites(statement.provenance));
    composer.heading("cited-by", "Statements that cite it");
    if citing.is_empty() {
        composer.paragraph(Role::Missing, "None in this base.");
    }
    for statement in citing {
        let places: Vec<&str> = statement
            .provenance
            .cites
            .iter()
            .filter(|citation| *citation.reference == reference.id.name())
            .map(|citation| citation.at.as_str())
            .collect();
        let mut spans = vec![Span::new(Role::Link, format!("{}:", statement.page))];
        if let Some((role, words)) = &statement.notice {
            spans.push(Span::new(Role::Plain, " "));
            spans.push(Span::prose(*role, &format!("{words}:")));
        }
        spans.push(Span::prose(Role::Plain, &format!(" {}", statement.text)));
        let provenance = statement.provenance;
        let mark = format!(" [{}; {}{}]", places.join("; "), *provenance.basis, star(provenance));
        spans.push(composer.mark_with_text(keep_together(&mark), provenance));
        composer.link(&statement.anchor, Block::bullet(spans), statement.page.clone());
    }
}

/// The claims that cite a reference, and every statement of the drugs and trials of which one cites it.
fn statements<'k>(knowledge: &'k Knowledge, reference: &EntryId) -> Vec<Statement<'k>> {
    let claim = |claim: &'k Claim| {
        let (page, anchor) = (&claim.home, claim.id.to_string());
        let notice = status_notice(knowledge, claim);
        Some(Statement { page, anchor, text: claim.text.to_string(), provenance: claim.provenance()?, notice })
    };
    let mut all: Vec<Statement<'k>> = knowledge.claims_citing(reference).filter_map(claim).collect();
    for entry in knowledge.entries_citing(reference) {
        let add = |anchor: &str, text: String, provenance: &'k Provenance| {
            let (page, anchor) = (entry.id(), anchor.to_owned());
            all.push(Statement { page, anchor, text, provenance, notice: None });
        };
        match entry {
            Entry::Drug(drug) => drug_statements(drug, add),
            Entry::Trial(trial) => trial_statements(trial, add),
            Entry::Topic(_)
            | Entry::Pathway(_)
            | Entry::Question(_)
            | Entry::Reference(_)
            | Entry::Review(_)
            | Entry::Since(_)
            | Entry::Approvals(_) => {}
        }
    }
    all
}

fn drug_statements<'k>(drug: &'k Drug, mut add: impl FnMut(&str, String, &'k Provenance)) {
    add("names", "names, targets and forms".to_owned(), &drug.provenance);
    for approval in &drug.approvals {
        add("status", format!("approval, {}: {}", *approval.region, *approval.population), &approval.provenance);
    }
    for marketing in &drug.marketing {
        add("status", marketing.text.to_string(), &marketing.provenance);
    }
    match &drug.boxed_warning {
        BoxedWarning::Present { provenance, .. } => add("boxed", "boxed warning".to_owned(), provenance),
        BoxedWarning::Absent { provenance, .. } => add("boxed", "no boxed warning".to_owned(), provenance),
        BoxedWarning::Unknown { .. } | BoxedWarning::NotApplicable => {}
    }
    for dose in &drug.doses {
        let text = format!("dose: {} {}, {}", dose.amount(), dose.frequency(), *dose.population);
        add(&dose.id, text, &dose.provenance);
    }
}

fn trial_statements<'k>(trial: &'k Trial, mut add: impl FnMut(&str, String, &'k Provenance)) {
    add("summary", format!("{}: design and arms", *trial.name), &trial.provenance);
    for result in &trial.results {
        add(&result.id, format!("{}: {}", *trial.name, result.caption()), &result.provenance);
    }
}
