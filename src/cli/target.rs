//! From what was typed to an entry and a part of its page. Nothing is guessed: what is not clear is listed.

use super::exit::Failure;
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
        Resolution::Several(ids) => Err(Failure::Ambiguous { name: visible(name), ids }),
        Resolution::Nothing(near) if near.is_empty() => Err(Failure::NoEntry(visible(name))),
        Resolution::Nothing(near) => Err(Failure::NearInSpelling { name: visible(name), near }),
    }
}

/// The page of a target, or the part of it that was asked for.
pub(super) fn target_page(knowledge: &Knowledge, target: &Target) -> Result<Page, Failure> {
    let whole = page(knowledge, &target.id, Detail::Full).ok_or_else(|| Failure::NoEntry(target.id.to_string()))?;
    let Some(anchor) = &target.anchor else {
        return Ok(whole);
    };
    whole.part(anchor).ok_or_else(|| {
        let mut sections: Vec<&str> = whole.items.iter().map(|item| item.section).collect();
        sections.dedup();
        Failure::NoPart { id: target.id.clone(), part: visible(anchor), sections }
    })
}
