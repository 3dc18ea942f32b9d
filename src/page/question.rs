//! The pages of topics, and of open questions: what is known, what is not, what would settle it.

use super::compose::{Composer, Detail};
use super::content::{Block, Page};
use crate::knowledge::{EntryId, Knowledge, Question, Section, Topic};
use crate::layout::{Role, Span};

pub(super) fn topic(knowledge: &Knowledge, topic: &Topic, detail: Detail) -> Page {
    let mut composer = Composer::new(knowledge, Some(topic.id.clone()), topic.title.to_string(), detail);
    composer.claims_in(&topic.id, Section::ALL);
    composer.finish()
}

pub(super) fn question(knowledge: &Knowledge, question: &Question, detail: Detail) -> Page {
    let mut composer = Composer::new(knowledge, Some(question.id.clone()), question.title.to_string(), detail);
    composer.paragraph(Role::Label, &question.asks);
    composer.claims_in(&question.id, Section::ALL);
    if !question.trials.is_empty() {
        composer.heading("trials", "Trials that bear on it");
        for trial in &question.trials {
            trial_line(&mut composer, trial);
        }
    }
    if !question.claims.is_empty() {
        composer.heading("claims", "Statements on other pages that bear on it");
        for id in &question.claims {
            let claim = knowledge.claim(id).expect("a question of a compiled base names claims of it");
            let item = composer.claim(claim);
            composer.lead_to(item, claim.home.clone());
            let from = Span::new(Role::Link, format!("on {}", claim.home));
            composer.push(Block::under(vec![from]).of_item(item));
        }
    }
    composer.finish()
}

/// A trial of the base leads to its page; a registry number is shown as it is.
fn trial_line(composer: &mut Composer<'_>, text: &str) {
    let Ok(id) = text.parse::<EntryId>() else {
        composer.push(Block::bullet(vec![Span::prose(Role::Plain, text)]));
        return;
    };
    let trial = composer.knowledge.entry(&id).expect("a question of a compiled base names trials of it");
    let spans = vec![Span::new(Role::Link, trial.title()), Span::new(Role::Faint, format!(" ({id})"))];
    composer.link(text, Block::bullet(spans), id);
}
