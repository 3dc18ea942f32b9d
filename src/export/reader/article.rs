//! A page as an element of the document.
//!
//! Promises: every block of the page is in it, in order; its marks are links to the references at its foot, and those lead back; a section
//! can be folded. Only the home of a statement gives it its own id as a name.

use std::collections::{HashMap, HashSet};

use maud::{Markup, PreEscaped, html};

use super::plots::{bars, pathway, plot};
use crate::knowledge::{EntryId, Kind, Knowledge};
use crate::page::{Block, CardBlock, Item, Page, Role, Shape, Span, Table, vancouver};

/// The names of statements in the document: a statement has its own id on the page that is its home.
pub(super) struct Anchors {
    homes: HashMap<String, EntryId>,
    /// The pages of the document; `None` if it has all.
    only: Option<Vec<EntryId>>,
}

impl Anchors {
    /// The anchors of a document of the whole base.
    pub(super) fn of(knowledge: &Knowledge) -> Self {
        let claims = knowledge.claims().map(|claim| (claim.id.to_string(), claim.home.clone()));
        let doses =
            knowledge.drugs().flat_map(|drug| drug.doses.iter().map(|dose| (dose.id.to_string(), drug.id.clone())));
        let results = knowledge
            .trials()
            .flat_map(|trial| trial.results.iter().map(|result| (result.id.to_string(), trial.id.clone())));
        Self { homes: claims.chain(doses).chain(results).collect(), only: None }
    }

    /// The anchors of a document of some pages.
    pub(super) fn only(knowledge: &Knowledge, pages: &[Page]) -> Self {
        Self { only: Some(pages.iter().filter_map(|page| page.id.clone()).collect()), ..Self::of(knowledge) }
    }

    /// The name of an item of a page in the document.
    fn name(&self, page: &str, anchor: &str) -> String {
        match self.homes.get(anchor) {
            Some(home) if home.to_string() == page => anchor.to_owned(),
            Some(_) | None => format!("{page}/{anchor}"),
        }
    }

    fn has(&self, id: &EntryId) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(id))
    }
}

/// The address of an entry in the document.
pub(super) fn fragment(id: &EntryId) -> String {
    format!("#{id}")
}

/// A page as an article; a drug's ends with the date of the base.
pub(super) fn article(
    knowledge: &Knowledge,
    anchors: &Anchors,
    entry: &EntryId,
    page: &Page,
    number: usize,
    dated: &str,
) -> Markup {
    let id = entry.to_string();
    let mut article =
        Article { knowledge, anchors, page, id: &id, number, named: HashSet::new(), cited: HashSet::new() };
    let sections: Vec<&[Block]> = page.blocks.chunk_by(|_, next| next.shape != Shape::Heading).collect();
    html! {
        article id=(id) class=[entry.is_drug().then_some("sheet")] tabindex="-1" {
            h1 { (page.title) }
            @if knowledge.is_pathway(entry) { (pathway(knowledge)) }
            @for blocks in sections { (article.section(blocks)) }
            @if entry.is_drug() { p.dated { (dated) } }
        }
    }
}

struct Article<'k> {
    knowledge: &'k Knowledge,
    anchors: &'k Anchors,
    page: &'k Page,
    id: &'k str,
    /// The number of the page in the document.
    number: usize,
    /// The names that are given: several items may have one anchor.
    named: HashSet<String>,
    /// The references that a mark has cited so far, to which the list at the foot leads back.
    cited: HashSet<usize>,
}

impl Article<'_> {
    /// The blocks from a heading to the next.
    fn section(&mut self, blocks: &[Block]) -> Markup {
        let [heading, rest @ ..] = blocks else { return html! {} };
        if heading.shape != Shape::Heading {
            return self.blocks(blocks);
        }
        let title: String = heading.spans.iter().map(|span| span.text.as_str()).collect();
        let is_references = heading.section == REFERENCES;
        let count = self.page.statements_in(heading.section);
        // Several headings may be of one section; the first has its name.
        let id = format!("{}/{}", self.id, heading.section);
        let id = self.named.insert(id.clone()).then_some(id);
        html! {
            details open id=[id] class=[is_references.then_some("references")] {
                summary { h2 { (title) } @if count > 0 && !is_references { " " span.count { (count) } } }
                @if is_references { (self.references(rest)) } @else { (self.blocks(rest)) }
            }
        }
    }

    /// Blocks in order: runs of statements as lists, lines of a card as one card.
    fn blocks(&mut self, blocks: &[Block]) -> Markup {
        let kind = |block: &Block| match block.shape {
            Shape::Bullet | Shape::Under => 1,
            Shape::Card(_) => 2,
            Shape::Heading | Shape::Paragraph | Shape::Table(_) | Shape::Plot(_) => 0,
        };
        let runs: Vec<(usize, &[Block])> =
            blocks.chunk_by(|a, b| kind(a) == kind(b)).map(|run| (kind(&run[0]), run)).collect();
        html! {
            @for (kind, run) in runs {
                @match kind {
                    1 => (self.list(run)),
                    2 => div.card { @for block in run { (self.card_line(block)) } },
                    _ => @for block in run { (self.block(block)) },
                }
            }
        }
    }

    /// Statements, each with what belongs to it under it.
    fn list(&mut self, run: &[Block]) -> Markup {
        let statements: Vec<&[Block]> = run.chunk_by(|_, next| next.shape == Shape::Under).collect();
        html! {
            ul {
                @for blocks in statements {
                    li id=[self.anchor(&blocks[0])] {
                        (self.spans(&blocks[0]))
                        @if blocks.len() > 1 { ul { @for under in &blocks[1..] { li id=[self.anchor(under)] { (self.spans(under)) } } } }
                    }
                }
            }
        }
    }

    fn block(&mut self, block: &Block) -> Markup {
        match &block.shape {
            Shape::Table(table) => html! { div.wide id=[self.anchor(block)] { (self.table(table, block)) } },
            Shape::Plot(picture) => {
                html! { div id=[self.anchor(block)] { (plot(picture, |spans| self.marked(spans, block.item))) } }
            }
            Shape::Heading | Shape::Paragraph | Shape::Bullet | Shape::Under | Shape::Card(_) => {
                let is_boxed = block.spans.first().is_some_and(|span| span.role == Role::Warning);
                html! { p id=[self.anchor(block)] class=[is_boxed.then_some("boxed")] { (self.spans(block)) } }
            }
        }
    }

    fn table(&mut self, table: &Table, block: &Block) -> Markup {
        html! {
            table {
                thead { tr { @for head in &table.head { @if head.is_empty() { td {} } @else { th scope="col" { (head) } } } } }
                tbody {
                    @for row in &table.rows {
                        tr { @for cell in row { td { (self.marked(cell, block.item)) } } }
                    }
                }
            }
        }
    }

    /// A line of the card: what is asked, the answer that leads to its full text, and the sources.
    fn card_line(&mut self, block: &Block) -> Markup {
        let Shape::Card(card) = &block.shape else { unreachable!("a run of card lines has no other block") };
        let is_boxed = block.spans.first().is_some_and(|span| span.role == Role::Warning);
        let full = self.item(block).and_then(|item| self.full_text(item.full_text.as_deref()?));
        html! {
            div class=(if is_boxed { "line boxed" } else { "line" }) {
                @if !card.label.is_empty() { span.label { @if !card.goes_on { (card.label) } } }
                span.text { (self.marked(&block.spans, block.item)) @if let Some(full) = full { " " a.full href=(full) aria-label="full text" { "…" } } }
                span.right { (self.marked(&card.right, block.item)) }
                (card_bars(card))
            }
        }
    }

    /// Where the full text of a line of the card is, the statement or its section; `None` where the page has no more to say.
    fn full_text(&self, anchor: &str) -> Option<String> {
        if self.has_section(anchor) {
            return Some(format!("#{}/{anchor}", self.id));
        }
        let is_here = self.page.items.iter().any(|item| item.anchor == anchor);
        is_here.then(|| format!("#{}", self.anchors.name(self.id, anchor)))
    }

    fn has_section(&self, word: &str) -> bool {
        self.page.blocks.iter().any(|block| block.shape == Shape::Heading && block.section == word)
    }

    /// The works at the foot, by their ids: the list of all works has each in full, and the script puts that here. A document of one
    /// page has them in full.
    fn references(&mut self, blocks: &[Block]) -> Markup {
        let legend = blocks.iter().filter(|block| block.item.is_none());
        html! {
            ol {
                @for (number, id) in (1..).zip(&self.page.references) {
                    li id=(self.reference(number)) {
                        @if self.anchors.only.is_none() {
                            a href=(fragment(id)) { (id.name()) }
                        } @else {
                            (linked(&vancouver(self.knowledge.reference(id.name()).expect("a page cites works of its base"))))
                        }
                        @if self.cited.contains(&number) { " " a href=(format!("#{}", self.citation(number))) { "back" } }
                    }
                }
            }
            @for block in legend { p { (self.marked(&block.spans, None)) } }
        }
    }

    /// The name of a reference at the foot, short since there are thousands.
    fn reference(&self, number: usize) -> String {
        format!("p{}r{number}", self.number)
    }

    /// The name of the first mark of a reference.
    fn citation(&self, number: usize) -> String {
        format!("p{}c{number}", self.number)
    }

    fn item(&self, block: &Block) -> Option<&Item> {
        block.item.map(|item| &self.page.items[item])
    }

    /// The name of a block, where it is the first of its item.
    fn anchor(&mut self, block: &Block) -> Option<String> {
        let anchor = &self.page.items[block.item?].anchor;
        if self.has_section(anchor) {
            return None;
        }
        let name = self.anchors.name(self.id, anchor);
        self.named.insert(name.clone()).then_some(name)
    }

    fn spans(&mut self, block: &Block) -> Markup {
        self.marked(&block.spans, block.item)
    }

    /// Runs of text with their roles: citation marks lead to the references, and what leads to another page is a link.
    fn marked(&mut self, spans: &[Span], item: Option<usize>) -> Markup {
        let leads_to = item.and_then(|item| self.page.items[item].leads_to.as_ref());
        let leads_to = leads_to.filter(|id| self.anchors.has(id)).map(|id| self.target(id, item));
        html! {
            @for span in spans {
                @match (span.role, &leads_to) {
                    (Role::Mark | Role::SecondHand, _) => (self.mark(&span.text, item)),
                    (Role::Link, Some(target)) => a href=(target) { (span.text) },
                    (Role::Warning, _) => strong.warning { (span.text) },
                    (Role::Approved, _) => strong.approved { (span.text) },
                    (Role::Superseded, _) => strong.superseded { (span.text) },
                    (Role::Label, _) => strong { (span.text) },
                    (Role::Missing, _) => em.missing { (span.text) },
                    (Role::Computed, _) => em.computed { (span.text) },
                    (Role::Faint, _) => span.faint { (linked(&span.text)) },
                    (Role::Plain | Role::Title | Role::Heading | Role::Link | Role::SetOff, _) => (linked(&span.text)),
                }
            }
        }
    }

    /// Where a line leads: a statement of another page where it is one's name, or else the page.
    fn target(&self, id: &EntryId, item: Option<usize>) -> String {
        let anchor = item.map(|item| self.page.items[item].anchor.as_str()).unwrap_or_default();
        match self.anchors.homes.get(anchor) {
            Some(home) if home == id => format!("#{anchor}"),
            Some(_) | None if id.kind() == Kind::Reference => format!("#{id}"),
            Some(_) | None => fragment(id),
        }
    }

    /// A citation mark, each number of which leads to its reference: `[1,2*]`, or `[1, section 2; label]`.
    fn mark(&mut self, text: &str, item: Option<usize>) -> Markup {
        let numbers: Vec<usize> = item
            .map(|item| self.page.items[item].sources.iter().map(|source| source.number).collect())
            .unwrap_or_default();
        let mut out = String::new();
        let mut before = ' ';
        for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
            let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
            let after = &part[digits.len()..];
            let begins = matches!(before, '[' | ',' | ' ' | '\u{A0}') && !after.starts_with([' ', '.', '-']);
            match digits.parse().ok().filter(|number| begins && numbers.contains(number)) {
                Some(number) => out.push_str(&self.number(number, item).into_string()),
                None => out.push_str(&html! { (digits) }.into_string()),
            }
            out.push_str(&html! { (after) }.into_string());
            before = part.chars().last().unwrap_or(before);
        }
        html! { small { (PreEscaped(out)) } }
    }

    /// A number that leads to its reference; the first of each can be led back to.
    fn number(&mut self, number: usize, item: Option<usize>) -> Markup {
        let sources = item.map(|item| self.page.items[item].sources.as_slice()).unwrap_or_default();
        let places: Vec<String> = sources
            .iter()
            .filter(|source| source.number == number)
            .map(|source| format!("{}; read as {}", source.place(), source.basis))
            .collect();
        let is_first = self.cited.insert(number);
        html! {
            a id=[is_first.then(|| self.citation(number))] href=(format!("#{}", self.reference(number)))
                title=[(!places.is_empty()).then(|| places.join("; "))] { (number) }
        }
    }
}

/// The section of the references.
const REFERENCES: &str = "references";

fn card_bars(card: &CardBlock) -> Markup {
    html! { @if !card.bars.is_empty() { div.bars { (bars(&card.bars)) } } }
}

/// A text in which addresses, DOIs and the numbers of PubMed, PubMed Central and ClinicalTrials.gov are links.
pub(super) fn linked(text: &str) -> Markup {
    let mut before = "";
    html! {
        @for word in text.split_inclusive([' ', '\u{A0}', '(', '[']) {
            @let bare = word.trim_end_matches([' ', '\u{A0}', '(', '[', '.', ',', ';', ':', ')', ']']);
            @match address(std::mem::replace(&mut before, word.trim_end()), bare) {
                Some(address) => { a href=(address) { (bare) } (word[bare.len()..]) },
                None => (word),
            }
        }
    }
}

/// The address that a word is, or names after the word before it.
fn address(before: &str, word: &str) -> Option<String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number_after = |start: &str| word.strip_prefix(start).filter(|rest| is_number(rest));
    if word.starts_with("https://") || word.starts_with("http://") {
        Some(word.to_owned())
    } else if before == "doi:" && word.starts_with("10.") {
        Some(format!("https://doi.org/{word}"))
    } else if before == "PMID:" && is_number(word) {
        Some(format!("https://pubmed.ncbi.nlm.nih.gov/{word}/"))
    } else if number_after("PMC").is_some() {
        Some(format!("https://pmc.ncbi.nlm.nih.gov/articles/{word}/"))
    } else {
        number_after("NCT").map(|_| format!("https://clinicaltrials.gov/study/{word}"))
    }
}
