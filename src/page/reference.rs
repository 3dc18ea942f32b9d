//! A reference's page: the work, its identifiers, and every statement that rests on it. The review's own page also says
//! what it concludes, what was not read of it, and which of its references are known.

use super::compose::{Composer, star};
use super::text::{NO_BREAK, glue};
use super::{Detail, Page, Role, Span, caveat};
use crate::knowledge::{
    BoxedWarning, Claim, Drug, Entry, EntryId, Knowledge, Provenance, Reference, ReferenceKind, Review, Section, Trial,
};

pub(super) fn page(knowledge: &Knowledge, reference: &Reference, detail: Detail) -> Page {
    let title = reference.title.to_string();
    let mut composer = Composer::new(knowledge, Some(reference.id.clone()), title, detail);
    composer.note(Role::Plain, &super::vancouver(reference));
    particulars(&mut composer, reference);
    let review = knowledge.review();
    if *review.reference == reference.id.name() {
        the_review(&mut composer, review);
    }
    citing(&mut composer, reference);
    // The page is about one work; a list of references at its foot would only name the works of the statements above.
    composer.finish()
}

fn particulars(composer: &mut Composer<'_>, reference: &Reference) {
    if let Some(note) = &reference.note {
        composer.note(Role::Plain, note);
    }
    if let Some(number) = &reference.in_review {
        let text = format!("Number {} of the review's references that are known here.", **number);
        composer.note(Role::Plain, &text);
    }
    match (&reference.status, *reference.kind) {
        (Some((status, checked)), _) => {
            let text = format!("Publication status: {}, checked {}.", **status, **checked);
            composer.note(Role::Plain, &text);
        }
        (None, ReferenceKind::Article) => {
            composer.note(Role::Missing, "Publication status (retraction, correction): not looked up.");
        }
        (
            None,
            ReferenceKind::Label
            | ReferenceKind::Registry
            | ReferenceKind::Guideline
            | ReferenceKind::Regulator
            | ReferenceKind::Report
            | ReferenceKind::Web
            | ReferenceKind::News,
        ) => {}
    }
    if !reference.keywords.is_empty() {
        let words: Vec<&str> = reference.keywords.iter().map(|word| word.as_str()).collect();
        composer.note(Role::Plain, &format!("Keywords: {}.", words.join("; ")));
    }
}

fn the_review(composer: &mut Composer<'_>, review: &Review) {
    if !review.mesh.is_empty() {
        let words: Vec<&str> = review.mesh.iter().map(|word| word.as_str()).collect();
        composer.note(Role::Plain, &format!("Subject headings: {}.", words.join("; ")));
    }
    composer.heading("scope", "What this base is");
    composer.note(Role::Plain, &review.scope);
    for limit in &review.limits {
        composer.note(Role::Missing, limit);
    }
    composer.claims_in(&EntryId::review(), &[Section::Review, Section::Update]);
    composer.heading("known-references", "Its references that are known here");
    let mut known: Vec<&Reference> = composer.knowledge.references().filter(|r| r.in_review.is_some()).collect();
    known.sort_by_key(|reference| reference.in_review.as_deref().copied());
    for reference in known {
        let number = reference.in_review.as_deref().copied().unwrap_or_default();
        let spans = vec![
            Span::new(Role::Mark, format!("{number}.{NO_BREAK}")),
            Span::new(Role::Plain, super::vancouver(reference)),
        ];
        composer.link(&reference.id.to_string(), spans, reference.id.clone());
    }
    composer.note(Role::Missing, "The rest of its list is not known here.");
}

/// One statement that rests on the work.
struct Statement<'k> {
    page: &'k EntryId,
    anchor: String,
    text: String,
    provenance: &'k Provenance,
    caveat: Option<(Role, String)>,
}

fn citing(composer: &mut Composer<'_>, reference: &Reference) {
    let cites =
        |provenance: &Provenance| provenance.cites.iter().any(|citation| *citation.reference == reference.id.name());
    let mut citing = statements(composer.knowledge, &reference.id);
    citing.retain(|statement| cites(statement.provenance));
    composer.heading("cited-by", "What rests on it here");
    if citing.is_empty() {
        composer.note(Role::Missing, "Nothing.");
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
        if let Some((role, words)) = &statement.caveat {
            spans.push(Span::new(Role::Plain, " "));
            spans.push(Span::new(*role, glue(&format!("{words}:"))));
        }
        spans.push(Span::new(Role::Plain, format!(" {}", glue(&statement.text))));
        let provenance = statement.provenance;
        let mark = format!(" [{}; {}{}]", places.join("; "), *provenance.basis, star(provenance));
        spans.push(composer.mark_saying(glue(&mark), provenance));
        composer.link(&statement.anchor, spans, statement.page.clone());
    }
}

/// The claims that cite a reference, and every statement of the drugs and trials of which one cites it.
fn statements<'k>(knowledge: &'k Knowledge, reference: &EntryId) -> Vec<Statement<'k>> {
    let claim = |claim: &'k Claim| {
        let (page, anchor) = (&claim.home, claim.id.to_string());
        let caveat = caveat(knowledge, claim);
        Some(Statement { page, anchor, text: claim.text.to_string(), provenance: claim.provenance()?, caveat })
    };
    let mut all: Vec<Statement<'k>> = knowledge.claims_citing(reference).filter_map(claim).collect();
    for entry in knowledge.entries_citing(reference) {
        let said = |anchor: &str, text: String, provenance: &'k Provenance| {
            let (page, anchor) = (entry.id(), anchor.to_owned());
            all.push(Statement { page, anchor, text, provenance, caveat: None });
        };
        match entry {
            Entry::Drug(drug) => of_drug(drug, said),
            Entry::Trial(trial) => of_trial(trial, said),
            Entry::Topic(_)
            | Entry::Pathway(_)
            | Entry::Question(_)
            | Entry::Reference(_)
            | Entry::Review(_)
            | Entry::Since(_) => {}
        }
    }
    all
}

fn of_drug<'k>(drug: &'k Drug, mut said: impl FnMut(&str, String, &'k Provenance)) {
    said("names", "names, targets and forms".to_owned(), &drug.provenance);
    for approval in &drug.approvals {
        said("status", format!("approval, {}: {}", *approval.region, *approval.population), &approval.provenance);
    }
    for marketing in &drug.marketing {
        said("status", marketing.text.to_string(), &marketing.provenance);
    }
    match &drug.boxed_warning {
        BoxedWarning::Present { provenance, .. } => said("boxed", "boxed warning".to_owned(), provenance),
        BoxedWarning::Absent { provenance, .. } => said("boxed", "no boxed warning".to_owned(), provenance),
        BoxedWarning::Unknown { .. } => {}
    }
    for dose in &drug.doses {
        let text = format!("dose: {} {}, {}", *dose.amount, *dose.frequency, *dose.population);
        said(&dose.id, text, &dose.provenance);
    }
}

fn of_trial<'k>(trial: &'k Trial, mut said: impl FnMut(&str, String, &'k Provenance)) {
    said("summary", format!("{}: design and arms", *trial.name), &trial.provenance);
    for result in &trial.results {
        said(&result.id, format!("{}: {}", *trial.name, super::trial::caption(result)), &result.provenance);
    }
}
