//! Puts claims on a page.
//!
//! Promises: the only part that writes claims, so that one that no longer holds is never without the word SUPERSEDED, its day and
//! its successor, and a note never without its author.

use super::super::text::glue;
use super::super::{Role, Shape, Source, Span, caveat};
use super::Composer;
use crate::knowledge::{Claim, EntryId, Note, Section};

impl<'k> Composer<'k> {
    /// A claim; one that no longer holds stands between the word SUPERSEDED and its successor.
    pub(in crate::page) fn claim(&mut self, claim: &Claim) -> usize {
        self.claim_behind(Vec::new(), claim)
    }

    /// A claim behind some words that say when or where it stands.
    pub(in crate::page) fn claim_behind(&mut self, before: Vec<Span>, claim: &Claim) -> usize {
        let item = self.item(&claim.id, claim.provenance());
        let spans = self.said_behind(before, claim);
        self.block(Shape::Bullet, spans, Some(item));
        if let Some(item) = self.page.items.get_mut(item) {
            item.note = claim.note().map(Note::mark);
        }
        self.now(item, claim);
        item
    }

    /// What a claim says behind what must stand before it, with its marks.
    pub(in crate::page) fn said(&mut self, claim: &Claim) -> Vec<Span> {
        self.said_behind(Vec::new(), claim)
    }

    fn said_behind(&mut self, mut spans: Vec<Span>, claim: &Claim) -> Vec<Span> {
        if let Some((role, words)) = caveat(self.knowledge, claim) {
            spans.push(Span::new(role, glue(&format!("{words}:"))));
            spans.push(Span::new(Role::Plain, " "));
        }
        spans.push(Span::new(Role::Plain, glue(&claim.text)));
        spans.extend(claim.provenance().map(|provenance| self.mark(provenance)));
        if let Some(source) = claim.note().and_then(|note| note.source.as_ref()) {
            spans.push(Span::new(Role::Mark, glue(&format!(" [{}]", **source))));
        }
        spans
    }

    /// A claim under an item that rests on it; one that no longer holds as anywhere else.
    pub(in crate::page) fn claim_under(&mut self, item: usize, claim: &Claim) {
        let spans = self.said(claim);
        self.block(Shape::Under, spans, Some(item));
        self.now(item, claim);
    }

    /// What holds instead of a claim that no longer does.
    fn now(&mut self, item: usize, claim: &Claim) {
        let Some(successor) = self.knowledge.successors(claim).last().copied() else { return };
        let mut spans = vec![Span::new(Role::Label, "Now: "), Span::new(Role::Plain, glue(&successor.text))];
        if let Some(provenance) = successor.provenance() {
            let sources: Vec<Source> = provenance.cites.iter().filter_map(|citation| self.source(citation)).collect();
            if let Some(item) = self.page.items.get_mut(item) {
                item.sources.extend(sources);
            }
            spans.push(self.mark(provenance));
        }
        self.block(Shape::Under, spans, Some(item));
    }

    /// Every section of an entry that has claims, in the order of the sections.
    pub(in crate::page) fn claims_in(&mut self, id: &EntryId, sections: &[Section]) {
        for section in sections {
            let claims: Vec<&Claim> = self.claims(id, *section);
            if !claims.is_empty() {
                self.heading(section.word(), section.heading());
                for claim in claims {
                    self.claim(claim);
                }
            }
        }
    }

    /// The claims that stand in one section of an entry's page.
    pub(in crate::page) fn claims(&self, id: &EntryId, section: Section) -> Vec<&'k Claim> {
        self.knowledge.claims_on(id).filter(|claim| *claim.section == section).collect()
    }
}
