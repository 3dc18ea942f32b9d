//! Puts a page together: numbers its references, marks its statements, keeps its sections in order.

mod claims;

use std::collections::HashMap;
use std::fmt::Write as _;

use super::text::{NO_BREAK, glue};
use super::{Block, Detail, Item, Page, Role, Shape, Source, Span};
use crate::knowledge::{Citation, EntryId, Kind, Knowledge, Provenance};

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
    /// The sources that were marked since this was last asked, where somebody asks.
    gathered: Option<Vec<Source>>,
}

impl<'k> Composer<'k> {
    pub(super) fn new(knowledge: &'k Knowledge, id: Option<EntryId>, title: String, detail: Detail) -> Self {
        Self {
            knowledge,
            detail,
            page: Page { id, title, blocks: Vec::new(), items: Vec::new(), references: Vec::new() },
            section: "top",
            second_hand: false,
            numbers: HashMap::new(),
            gathered: None,
        }
    }

    /// Whether marks are numbers alone.
    pub(super) fn is_brief(&self) -> bool {
        self.detail == Detail::Number
    }

    /// A heading; what follows belongs to the section named by `word`.
    pub(super) fn heading(&mut self, word: &'static str, text: &str) {
        self.section = word;
        let spans = vec![Span::new(Role::Heading, text)];
        self.block(Shape::Heading, spans, None);
    }

    /// Something that is said without a source of its own, because it says what is not known or how to read the page.
    pub(super) fn note(&mut self, role: Role, text: &str) {
        self.block(Shape::Paragraph, vec![Span::new(role, glue(text))], None);
    }

    /// A statement with its sources.
    pub(super) fn statement<'p>(
        &mut self,
        shape: Shape,
        anchor: &str,
        mut spans: Vec<Span>,
        provenance: impl Into<Option<&'p Provenance>>,
    ) -> usize {
        let provenance = provenance.into();
        let item = self.item(anchor, provenance);
        spans.extend(provenance.map(|provenance| self.mark(provenance)));
        self.block(shape, spans, Some(item));
        item
    }

    /// A line that can be selected and leads to another page.
    pub(super) fn link(&mut self, anchor: &str, spans: Vec<Span>, to: EntryId) -> usize {
        let item = self.item(anchor, None);
        self.lead(item, to);
        self.block(Shape::Bullet, spans, Some(item));
        item
    }

    /// Gives an item another name to be reached by.
    pub(super) fn name(&mut self, item: usize, anchor: &str) {
        if let Some(item) = self.page.items.get_mut(item) {
            anchor.clone_into(&mut item.anchor);
        }
    }

    /// Makes an item lead to another page.
    pub(super) fn lead(&mut self, item: usize, to: EntryId) {
        if let Some(item) = self.page.items.get_mut(item) {
            item.leads_to = Some(to);
        }
    }

    /// A block that belongs to an item that is already there.
    pub(super) fn block(&mut self, shape: Shape, spans: Vec<Span>, item: Option<usize>) {
        self.page.blocks.push(Block { shape, spans, item, section: self.section });
    }

    pub(super) fn item(&mut self, anchor: &str, provenance: Option<&Provenance>) -> usize {
        let sources =
            provenance.map(|provenance| provenance.cites.iter().filter_map(|citation| self.source(citation)).collect());
        self.page.items.push(Item {
            anchor: anchor.to_owned(),
            section: self.section,
            sources: sources.unwrap_or_default(),
            basis: provenance.map(|provenance| *provenance.basis),
            note: None,
            leads_to: None,
        });
        self.page.items.len() - 1
    }

    /// Something that can be selected and rests on several statements. It is held to be read as the one that was read
    /// furthest from its source.
    pub(super) fn item_of(&mut self, anchor: &str, provenances: &[&Provenance]) -> usize {
        let item = self.item(anchor, None);
        let citations = provenances.iter().flat_map(|provenance| &provenance.cites);
        let mut sources: Vec<Source> = citations.filter_map(|citation| self.source(citation)).collect();
        sources.dedup();
        if let Some(item) = self.page.items.get_mut(item) {
            item.sources = sources;
            item.basis = provenances.iter().map(|provenance| *provenance.basis).max();
        }
        item
    }

    /// Gathers the sources that are marked from here on.
    pub(super) fn gather(&mut self) {
        self.gathered = Some(Vec::new());
    }

    /// Makes an item rest on every source that was marked since they are gathered, and gathers anew.
    pub(super) fn rest_on_gathered(&mut self, item: usize) {
        let mut sources = self.gathered.replace(Vec::new()).unwrap_or_default();
        sources.sort_by(|a, b| (a.number, &a.at).cmp(&(b.number, &b.at)));
        sources.dedup();
        if let Some(item) = self.page.items.get_mut(item) {
            item.sources = sources;
        }
    }

    /// The marks of several provenances, those that are the same once.
    pub(super) fn marks_of(&mut self, provenances: &[&Provenance]) -> Vec<Span> {
        let mut marks: Vec<Span> = provenances.iter().map(|provenance| self.mark(provenance)).collect();
        marks.dedup();
        marks
    }

    /// The mark of a provenance, joined to the word before it.
    pub(super) fn mark(&mut self, provenance: &Provenance) -> Span {
        if let Some(mut gathered) = self.gathered.take() {
            gathered.extend(provenance.cites.iter().filter_map(|citation| self.source(citation)));
            self.gathered = Some(gathered);
        }
        let text = match self.detail {
            Detail::Number => self.brief_mark(provenance),
            Detail::Full => {
                let sources = provenance.cites.iter().filter_map(|citation| self.source(citation));
                let places: Vec<String> = sources.map(|source| full_source(&source)).collect();
                format!(" [{}; {}{}]", places.join("; "), *provenance.basis, star(provenance))
            }
        };
        self.mark_saying(text, provenance)
    }

    /// The numbers of the sources: `[3,7*]`.
    fn brief_mark(&mut self, provenance: &Provenance) -> String {
        let mut text = String::with_capacity(16);
        text.push(NO_BREAK);
        let mut last = None;
        for number in provenance.cites.iter().filter_map(|citation| self.number(&citation.reference)) {
            if last != Some(number) {
                text.push(if last.is_some() { ',' } else { '[' });
                // Writing to a string cannot fail.
                let _ = write!(text, "{number}");
            }
            last = Some(number);
        }
        if last.is_none() {
            text.push('[');
        }
        text.push_str(star(provenance));
        text.push(']');
        text
    }

    /// A mark that says how a statement was read.
    pub(super) fn mark_saying(&mut self, text: String, provenance: &Provenance) -> Span {
        let second_hand = provenance.basis.is_second_hand();
        self.second_hand |= second_hand;
        Span::new(if second_hand { Role::SecondHand } else { Role::Mark }, text)
    }

    fn source(&mut self, citation: &Citation) -> Option<Source> {
        Some(Source {
            number: self.number(&citation.reference)?,
            at: citation.at.as_str().to_owned(),
            via: citation.via.as_ref().map(|via| via.as_str().to_owned()),
        })
    }

    /// The number of a reference on this page; its next one if it was not yet cited.
    fn number(&mut self, name: &str) -> Option<usize> {
        if let Some(number) = self.numbers.get(name) {
            return Some(*number);
        }
        self.page.references.push(EntryId::new(Kind::Reference, name)?);
        let number = self.page.references.len();
        self.numbers.insert(name.to_owned(), number);
        Some(number)
    }

    /// The list of references at the foot of the page, and the legend of the marks.
    pub(super) fn finish(mut self) -> Page {
        if !self.page.references.is_empty() {
            self.heading(super::REFERENCES, "References");
            for (number, id) in self.page.references.clone().into_iter().enumerate() {
                let Some(reference) = self.knowledge.reference(id.name()) else { continue };
                let spans = vec![
                    Span::new(Role::Mark, format!("[{}]{NO_BREAK}", number + 1)),
                    Span::new(Role::Plain, super::vancouver(reference)),
                ];
                let item = self.item(&id.to_string(), None);
                self.lead(item, id);
                self.block(Shape::Paragraph, spans, Some(item));
            }
        }
        self.section = super::REFERENCES;
        if self.second_hand {
            let legend = "* second-hand: check the original.";
            self.block(Shape::Paragraph, vec![Span::new(Role::SecondHand, legend)], None);
        }
        self.page
    }
}

/// What a mark ends in where the statement is second-hand.
pub(super) fn star(provenance: &Provenance) -> &'static str {
    if provenance.basis.is_second_hand() { "*" } else { "" }
}

/// A source with its place, as a full mark names it.
fn full_source(source: &Source) -> String {
    match &source.via {
        Some(via) => format!("{}, {}, read in {via}", source.number, source.at),
        None => format!("{}, {}", source.number, source.at),
    }
}
