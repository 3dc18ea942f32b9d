//! A topic's page.

use super::compose::Composer;
use super::{Detail, Page};
use crate::knowledge::{Knowledge, Section, Topic};

pub(super) fn page(knowledge: &Knowledge, topic: &Topic, detail: Detail) -> Page {
    let mut composer = Composer::new(knowledge, Some(topic.id.clone()), topic.title.to_string(), detail);
    composer.claims_in(&topic.id, Section::ALL);
    composer.finish()
}
