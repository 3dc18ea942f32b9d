//! What a claim is never shown without.
//!
//! Promises: a claim that no longer holds says so, since when and what holds instead; a clinic's note says whose it is and of
//! when. Every page, table, hit and list of statements asks here.

use crate::knowledge::{Claim, Knowledge};
use crate::layout::Role;

/// What supersedes a claim, in words: `SUPERSEDED 2023-06-23 by one, then 2024-07-25 by another`; `None` if it holds.
pub fn supersession(knowledge: &Knowledge, claim: &Claim) -> Option<String> {
    let first = claim.superseded.as_ref()?;
    let mut words = format!("SUPERSEDED {} by {}", *first.on, *first.by);
    for later in knowledge.successors(claim).iter().filter_map(|claim| claim.superseded.as_ref()) {
        words.push_str(&format!(", then {} by {}", *later.on, *later.by));
    }
    Some(words)
}

/// What must precede a claim wherever it is shown: that it no longer holds, or that it is a clinic's own note.
pub fn status_notice(knowledge: &Knowledge, claim: &Claim) -> Option<(Role, String)> {
    let superseded = supersession(knowledge, claim).map(|words| (Role::Superseded, words));
    superseded.or_else(|| claim.note().map(|note| (Role::Label, note.mark())))
}
