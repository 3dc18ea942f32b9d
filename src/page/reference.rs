//! A reference's page: the work, its identifiers, and every statement that rests on it. The review's own page also says
//! what it concludes, what was not read of it, and which of its references are known.

use super::compose::{Composer, star};
use super::text::{NO_BREAK, glue};
use super::{Detail, Page, Role, Span, caveat};
use crate::knowledge::{BoxedWarning, EntryId, Knowledge, Provenance, Reference, ReferenceKind, Review, Section};

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
    let mut known: Vec<&Reference> = composer.knowledge.references().iter().filter(|r| r.in_review.is_some()).collect();
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
    page: EntryId,
    anchor: String,
    text: String,
    provenance: &'k Provenance,
    caveat: Option<(Role, String)>,
}

fn citing(composer: &mut Composer<'_>, reference: &Reference) {
    let statements = statements(composer.knowledge);
    let citing: Vec<&Statement<'_>> = statements
        .iter()
        .filter(|statement| {
            statement.provenance.cites.iter().any(|citation| *citation.reference == reference.id.name())
        })
        .collect();
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

/// Every statement of the base, with the page it stands on.
fn statements(knowledge: &Knowledge) -> Vec<Statement<'_>> {
    let mut all = Vec::new();
    let mut add = |page: &EntryId, anchor: &str, text: String, provenance, caveat| {
        all.push(Statement { page: page.clone(), anchor: anchor.to_owned(), text, provenance, caveat });
    };
    for claim in knowledge.claims() {
        if let Some(provenance) = claim.provenance() {
            add(&claim.home, &claim.id, claim.text.to_string(), provenance, caveat(knowledge, claim));
        }
    }
    for drug in knowledge.drugs() {
        add(&drug.id, "names", "names, targets and forms".to_owned(), &drug.provenance, None);
        for approval in &drug.approvals {
            let text = format!("approval, {}: {}", *approval.region, *approval.population);
            add(&drug.id, "status", text, &approval.provenance, None);
        }
        for marketing in &drug.marketing {
            add(&drug.id, "status", marketing.text.to_string(), &marketing.provenance, None);
        }
        match &drug.boxed_warning {
            BoxedWarning::Present { provenance, .. } => {
                add(&drug.id, "boxed", "boxed warning".to_owned(), provenance, None);
            }
            BoxedWarning::Absent { provenance, .. } => {
                add(&drug.id, "boxed", "no boxed warning".to_owned(), provenance, None);
            }
            BoxedWarning::Unknown { .. } => {}
        }
        for dose in &drug.doses {
            let text = format!("dose: {} {}, {}", *dose.amount, *dose.frequency, *dose.population);
            add(&drug.id, &dose.id, text, &dose.provenance, None);
        }
    }
    for trial in knowledge.trials() {
        let text = format!("{}: design and arms", *trial.name);
        add(&trial.id, "summary", text, &trial.provenance, None);
        for result in &trial.results {
            let text = format!("{}: {}", *trial.name, super::trial::caption(result));
            add(&trial.id, &result.id, text, &result.provenance, None);
        }
    }
    all
}
