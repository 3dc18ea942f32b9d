//! An open question's page: what is known, what is not, what would settle it.

use super::compose::Composer;
use super::text::glue;
use super::{Detail, Page, Role, Shape, Span};
use crate::knowledge::{EntryId, Knowledge, Question, Section};

pub(super) fn page(knowledge: &Knowledge, question: &Question, detail: Detail) -> Page {
    let mut composer = Composer::new(knowledge, Some(question.id.clone()), question.title.to_string(), detail);
    composer.note(Role::Label, &question.asks);
    composer.claims_in(&question.id, Section::ALL);
    if !question.trials.is_empty() {
        composer.heading("trials", "Trials that bear on it");
        for trial in &question.trials {
            trial_line(&mut composer, trial);
        }
    }
    if !question.claims.is_empty() {
        composer.heading("claims", "What bears on it elsewhere");
        for id in &question.claims {
            if let Some(claim) = knowledge.claim(id) {
                let item = composer.claim(claim);
                composer.lead(item, claim.home.clone());
                let from = vec![Span::new(Role::Link, format!("on {}", claim.home))];
                composer.block(Shape::Under, from, Some(item));
            }
        }
    }
    composer.finish()
}

/// A trial of the base leads to its page; a bare registry number is shown as it is.
fn trial_line(composer: &mut Composer<'_>, text: &str) {
    let entry = text.parse::<EntryId>().ok().and_then(|id| Some((composer.knowledge.entry(&id)?.title(), id)));
    match entry {
        Some((title, id)) => {
            let spans = vec![Span::new(Role::Link, title), Span::new(Role::Faint, format!(" ({id})"))];
            composer.link(text, spans, id);
        }
        None => composer.block(Shape::Bullet, vec![Span::new(Role::Plain, glue(text))], None),
    }
}
