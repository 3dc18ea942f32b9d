//! From what was typed to an entry and a part of its page. Nothing is guessed: what is not clear is listed.

use super::output::Failure;
use crate::knowledge::{EntryId, Kind, Knowledge, visible};
use crate::page::{Detail, Page, page};
use crate::search::{Resolution, resolve};

/// An entry and the part of its page that was asked for.
pub(super) struct Target {
    /// The entry.
    pub(super) id: EntryId,
    /// A section or a claim.
    pub(super) anchor: Option<String>,
}

pub(super) fn target(knowledge: &Knowledge, text: &str) -> Result<Target, Failure> {
    let (name, anchor) = match text.split_once('#') {
        Some((name, anchor)) => (name, Some(anchor.to_owned())),
        None => (text, None),
    };
    // The review and what has changed since have bare words for ids, and no names to find them by.
    if let Some(id) = name.parse::<EntryId>().ok().filter(|id| id.kind() == Kind::Review) {
        return Ok(Target { id, anchor });
    }
    match resolve(knowledge, name) {
        Resolution::One(id) => Ok(Target { id, anchor }),
        Resolution::Several(ids) => Err(Failure::Said(format!(
            "jakref: {:?} may be one of these; name the one you mean:\n{}",
            visible(name),
            indented(&ids)
        ))),
        Resolution::Nothing(near) if near.is_empty() => Err(Failure::Said(format!(
            "jakref: there is no entry {:?}; `jakref list` names them all, `jakref search` finds them",
            visible(name)
        ))),
        Resolution::Nothing(near) => Err(Failure::Said(format!(
            "jakref: there is no entry {:?}; these are near in spelling, and may be another drug:\n{}",
            visible(name),
            indented(&near)
        ))),
    }
}

fn indented(ids: &[EntryId]) -> String {
    ids.iter().map(|id| format!("  {id}\n")).collect()
}

/// The page of a target, or the part of it that was asked for.
pub(super) fn anchored(knowledge: &Knowledge, target: &Target) -> Result<Page, Failure> {
    let whole = page(knowledge, &target.id, Detail::Full)
        .ok_or_else(|| Failure::Said(format!("jakref: there is no entry {}", target.id)))?;
    let Some(anchor) = &target.anchor else {
        return Ok(whole);
    };
    whole.part(anchor).ok_or_else(|| {
        let mut sections: Vec<&str> = whole.items.iter().map(|item| item.section).collect();
        sections.dedup();
        Failure::Said(format!(
            "jakref: the page {} has no part {:?}; its sections are {}",
            target.id,
            visible(anchor),
            sections.join(", ")
        ))
    })
}
