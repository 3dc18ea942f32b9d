//! Puts a page together: numbers its references, marks its statements, keeps its sections in order.
//!
//! Promises: the only part that writes claims, so that one that no longer holds is never without the word SUPERSEDED, its day and
//! its successor, and a note never without its author. Every statement with a source has its mark.

use std::collections::HashMap;

use jiff::civil::Date;

use super::citation::vancouver;
use super::content::{Block, EMPTY, Item, Page, REFERENCES, Source, TOP};
use crate::knowledge::{Claim, Entry, EntryId, Kind, Knowledge, Note, Provenance, Section, vocabulary};
use crate::layout::{NO_BREAK, Role, Span};

vocabulary! {
    /// How much a citation mark says.
    pub enum Detail {
        /// The number; the rest is on the source line of the screen, or with the references.
        Number = "short",
        /// Number, place, and how it was read.
        Full = "full",
        /// Nothing but the star of a second-hand statement, which is never left out.
        None = "none",
    }
}

impl Detail {
    /// The marks in words, for the help.
    pub fn description(self) -> &'static str {
        match self {
            Self::Number => "The number; place and way of reading are with the references",
            Self::Full => "Number, place and way of reading",
            Self::None => "No mark but the star of a second-hand statement",
        }
    }
}

/// A page being written.
pub(super) struct Composer<'k> {
    pub(super) knowledge: &'k Knowledge,
    detail: Detail,
    page: Page,
    /// The section that further items belong to, as a word.
    section: &'static str,
    second_hand: bool,
    /// The numbers of the references, by their names.
    numbers: HashMap<String, usize>,
    /// The sources marked since [`Self::item_on_marks`] began.
    marked: Vec<Source>,
}

impl<'k> Composer<'k> {
    pub(super) fn new(knowledge: &'k Knowledge, id: Option<EntryId>, title: String, detail: Detail) -> Self {
        Self {
            knowledge,
            detail,
            page: Page { id, ..Page::new(title, Vec::new()) },
            section: TOP,
            second_hand: false,
            numbers: HashMap::new(),
            marked: Vec::new(),
        }
    }

    /// Whether marks have no places.
    pub(super) fn is_brief(&self) -> bool {
        self.detail != Detail::Full
    }

    /// A heading; what follows belongs to the section named by `word`.
    pub(super) fn heading(&mut self, word: &'static str, text: &str) {
        self.section = word;
        self.push(Block::heading(text));
    }

    /// What follows belongs to the section named by `word`, which has no heading.
    pub(super) fn begin_section(&mut self, word: &'static str) {
        self.section = word;
    }

    /// A paragraph without a source: what is not known, or how to read the page.
    pub(super) fn paragraph(&mut self, role: Role, text: &str) {
        self.push(Block::paragraph(vec![Span::prose(role, text)]));
    }

    /// One line that names the sections for which nothing was found; no line where there is none.
    pub(super) fn missing_sections(&mut self, looked_for: &[Section], not_covered: &[Section]) {
        for (words, sections) in
            [("Not found in the sources read", looked_for), ("Not covered in this base", not_covered)]
        {
            if sections.is_empty() {
                continue;
            }
            // The headings begin with a capital letter and have no names in them.
            let headings: Vec<String> = sections.iter().map(|section| section.heading().to_lowercase()).collect();
            let text = format!("{words}: {}.", headings.join("; "));
            self.page.blocks.push(Block::paragraph(vec![Span::prose(Role::Missing, &text)]).in_section(EMPTY));
        }
        self.page.empty_sections = looked_for.iter().chain(not_covered).map(|section| section.word()).collect();
    }

    /// A statement with its sources; returns the number of its item.
    pub(super) fn statement<'p>(
        &mut self,
        anchor: &str,
        mut block: Block,
        provenance: impl Into<Option<&'p Provenance>>,
    ) -> usize {
        let provenance = provenance.into();
        let item = self.item(anchor, provenance);
        block.spans.extend(provenance.map(|provenance| self.mark(provenance)));
        self.push(block.of_item(item));
        item
    }

    /// A line that can be selected and leads to another page.
    pub(super) fn link(&mut self, anchor: &str, block: Block, to: EntryId) {
        let item = self.item(anchor, None);
        self.lead_to(item, to);
        self.push(block.of_item(item));
    }

    /// Gives an item another anchor.
    pub(super) fn set_anchor(&mut self, item: usize, anchor: String) {
        self.page.items[item].anchor = anchor;
    }

    /// Makes an item lead to another page.
    pub(super) fn lead_to(&mut self, item: usize, to: EntryId) {
        self.page.items[item].leads_to = Some(to);
    }

    /// Names the statement that an item says in a few words.
    pub(super) fn set_full_text(&mut self, item: usize, anchor: &str) {
        self.page.items[item].full_text = Some(anchor.to_owned());
    }

    /// The numbers of an item's sources, for the right edge; none where it has no source.
    pub(super) fn numbers_of(&mut self, item: usize, provenances: &[&Provenance]) -> Vec<Span> {
        let mut numbers: Vec<String> =
            self.page.items[item].sources.iter().map(|source| source.number.to_string()).collect();
        numbers.dedup();
        let furthest = provenances.iter().max_by_key(|provenance| *provenance.basis);
        let mark = |provenance: &&Provenance| {
            self.mark_with_text(format!("{}{}", numbers.join(","), star(provenance)), provenance)
        };
        furthest.map(mark).into_iter().collect()
    }

    /// A block of the section that is being written.
    pub(super) fn push(&mut self, block: Block) {
        self.page.blocks.push(block.in_section(self.section));
    }

    pub(super) fn extend(&mut self, blocks: impl IntoIterator<Item = Block>) {
        blocks.into_iter().for_each(|block| self.push(block));
    }

    /// Something that can be selected; returns its number.
    pub(super) fn item(&mut self, anchor: &str, provenance: Option<&Provenance>) -> usize {
        self.item_resting_on(anchor, provenance.as_slice())
    }

    /// Something that can be selected and rests on several statements. Its basis is that of the one that was read furthest
    /// from its source.
    pub(super) fn item_resting_on(&mut self, anchor: &str, provenances: &[&Provenance]) -> usize {
        let mut sources: Vec<Source> = Vec::new();
        for provenance in provenances {
            sources.extend(self.sources(provenance));
        }
        sources.dedup();
        let basis = provenances.iter().map(|provenance| *provenance.basis).max();
        self.page.items.push(Item { sources, basis, ..Item::new(anchor, self.section) });
        self.page.items.len() - 1
    }

    /// Something that can be selected and rests on the sources that `write` marks, and on no others; returns its number and
    /// what `write` returned.
    pub(super) fn item_on_marks<T>(&mut self, anchor: &str, write: impl FnOnce(&mut Self) -> T) -> (usize, T) {
        self.marked.clear();
        let written = write(self);
        let mut sources = std::mem::take(&mut self.marked);
        sources.sort_by(|a, b| (a.number, &a.at).cmp(&(b.number, &b.at)));
        sources.dedup();
        let item = self.item(anchor, None);
        self.page.items[item].sources = sources;
        (item, written)
    }

    /// The marks of several provenances; consecutive equal ones once.
    pub(super) fn marks_of(&mut self, provenances: &[&Provenance]) -> Vec<Span> {
        let mut marks: Vec<Span> = provenances.iter().map(|provenance| self.mark(provenance)).collect();
        marks.dedup();
        marks
    }

    /// The mark of a provenance, joined to the word before it.
    pub(super) fn mark(&mut self, provenance: &Provenance) -> Span {
        let sources = self.sources(provenance);
        let text = match self.detail {
            Detail::Number => {
                let mut numbers: Vec<String> = sources.iter().map(|source| source.number.to_string()).collect();
                numbers.dedup();
                format!("{NO_BREAK}[{}{}]", numbers.join(","), star(provenance))
            }
            Detail::Full => {
                let places: Vec<String> = sources.iter().map(full_source).collect();
                format!(" [{}; {}{}]", places.join("; "), *provenance.basis, star(provenance))
            }
            Detail::None if provenance.basis.is_second_hand() => format!("{NO_BREAK}[*]"),
            Detail::None => String::new(),
        };
        self.marked.extend(sources);
        self.mark_with_text(text, provenance)
    }

    /// A mark that says how a statement was read.
    pub(super) fn mark_with_text(&mut self, text: String, provenance: &Provenance) -> Span {
        let second_hand = provenance.basis.is_second_hand();
        self.second_hand |= second_hand;
        Span::new(if second_hand { Role::SecondHand } else { Role::Mark }, text)
    }

    fn sources(&mut self, provenance: &Provenance) -> Vec<Source> {
        let mut sources = Vec::new();
        for citation in &provenance.cites {
            sources.push(Source {
                number: self.number(&citation.reference),
                at: citation.at.to_string(),
                via: citation.via.as_ref().map(ToString::to_string),
                basis: *provenance.basis,
            });
        }
        sources
    }

    /// The number of a reference on this page; the next one if it was not yet cited.
    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let id = EntryId::new(Kind::Reference, name).expect("a citation of a compiled base names a reference");
        self.page.references.push(id);
        let number = self.page.references.len();
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// The page with the list of references and the legend of the marks at its foot.
    pub(super) fn finish(mut self) -> Page {
        if !self.page.references.is_empty() {
            self.heading(REFERENCES, "References");
            for (number, id) in self.page.references.clone().into_iter().enumerate() {
                let work =
                    self.knowledge.reference(id.name()).expect("a citation of a compiled base names a reference");
                let mark = Span::new(Role::Mark, format!("[{}]{NO_BREAK}", number + 1));
                let spans = vec![mark, Span::new(Role::Plain, vancouver(work))];
                self.link(&id.to_string(), Block::paragraph(spans), id.clone());
            }
        }
        if self.second_hand {
            self.section = REFERENCES;
            let legend = Span::new(Role::SecondHand, "* second-hand: check the original.");
            self.push(Block::paragraph(vec![legend]));
        }
        self.page
    }
}

impl<'k> Composer<'k> {
    /// A claim; one that no longer holds is preceded by the word SUPERSEDED and followed by its successor.
    pub(super) fn claim(&mut self, claim: &Claim) -> usize {
        self.claim_after(Vec::new(), claim)
    }

    /// A claim after some words, such as the day it was made or the page it is on.
    pub(super) fn claim_after(&mut self, mut spans: Vec<Span>, claim: &Claim) -> usize {
        let item = self.item(&claim.id, claim.provenance());
        self.page.items[item].note = claim.note().map(Note::mark);
        spans.extend(self.claim_text(claim));
        self.push(Block::bullet(spans).of_item(item));
        self.successor(item, claim);
        item
    }

    /// A claim under an item that rests on it.
    pub(super) fn claim_under(&mut self, item: usize, claim: &Claim) {
        let spans = self.claim_text(claim);
        self.push(Block::under(spans).of_item(item));
        self.successor(item, claim);
    }

    /// What a claim says after its status notice, with its marks.
    pub(super) fn claim_text(&mut self, claim: &Claim) -> Vec<Span> {
        let mut spans = Vec::new();
        if let Some((role, words)) = status_notice(self.knowledge, claim) {
            spans.push(Span::prose(role, &format!("{words}:")));
            spans.push(Span::new(Role::Plain, " "));
        }
        spans.push(Span::prose(Role::Plain, &claim.text));
        spans.extend(claim.provenance().map(|provenance| self.mark(provenance)));
        if let Some(source) = claim.note().and_then(|note| note.source.as_ref()) {
            spans.push(Span::prose(Role::Mark, &format!(" [{}]", **source)));
        }
        spans
    }

    /// What replaced a claim that no longer holds.
    fn successor(&mut self, item: usize, claim: &Claim) {
        let Some(successor) = self.knowledge.successors(claim).last().copied() else { return };
        let mut spans = vec![Span::new(Role::Label, "Now: "), Span::prose(Role::Plain, &successor.text)];
        if let Some(provenance) = successor.provenance() {
            let sources = self.sources(provenance);
            self.page.items[item].sources.extend(sources);
            spans.push(self.mark(provenance));
        }
        self.push(Block::under(spans).of_item(item));
    }

    /// Every section of an entry that has claims, under its heading.
    pub(super) fn claims_in(&mut self, id: &EntryId, sections: &[Section]) {
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

    /// The claims in one section of an entry's page.
    pub(super) fn claims(&self, id: &EntryId, section: Section) -> Vec<&'k Claim> {
        self.knowledge.claims_on(id).filter(|claim| *claim.section == section).collect()
    }
}

/// The end of the mark of a second-hand statement.
pub(super) fn star(provenance: &Provenance) -> &'static str {
    if provenance.basis.is_second_hand() { "*" } else { "" }
}

/// A source with its place, as a full mark names it.
fn full_source(source: &Source) -> String {
    format!("{}, {}", source.number, source.place())
}

/// What supersedes a claim, in words: `SUPERSEDED by one (US approval, 2023-06-23), then by another (Dose, 2024-07-25)`; `None` if it
/// holds.
pub fn supersession(knowledge: &Knowledge, claim: &Claim) -> Option<String> {
    let successors = knowledge.successors(claim);
    let steps = std::iter::once(claim).chain(successors.iter().copied()).zip(&successors);
    let steps: Vec<String> = steps
        .map(|(before, after)| {
            let on = *before.superseded.as_ref().expect("a claim with a successor is superseded").on;
            format!("by {}", successor_in_words(knowledge, after, on))
        })
        .collect();
    (!steps.is_empty()).then(|| format!("SUPERSEDED {}", steps.join(", then ")))
}

/// What a claim that supersedes another since a day is about: the drug on its pages that was approved on that day, or else the entry
/// and the section where it is.
fn successor_in_words(knowledge: &Knowledge, claim: &Claim, on: Date) -> String {
    let pages = std::iter::once(&claim.home).chain(claim.about.iter().map(|about| &**about));
    for id in pages {
        if let Some(Entry::Drug(drug)) = knowledge.entry(id)
            && let Some(approval) = drug.approvals.iter().find(|approval| approval.on.as_deref() == Some(&on))
        {
            return format!("{} ({} approval, {on})", *drug.name, *approval.region);
        }
    }
    let title = knowledge.entry(&claim.home).expect("a claim of a compiled base is on a page of it").title();
    let heading = claim.section.heading();
    if title == heading { format!("{title} ({on})") } else { format!("{title} ({heading}, {on})") }
}

/// What must precede a claim wherever it is shown: that it no longer holds, or that it is a clinic's own note.
pub fn status_notice(knowledge: &Knowledge, claim: &Claim) -> Option<(Role, String)> {
    let superseded = supersession(knowledge, claim).map(|words| (Role::Superseded, words));
    superseded.or_else(|| claim.note().map(|note| (Role::Label, note.mark())))
}
