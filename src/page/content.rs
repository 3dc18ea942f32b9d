//! What a page consists of: blocks of text, tables and plots; items that can be selected; the works that are cited.
//!
//! Promises: a plot is data without a width, laid out as tables are. Whatever its picture shows is written beside it in
//! figures, and `words` says it without a picture, for paper, pipes and screen readers. Never rounds what was reported, but for
//! the picture of a hundred people, and never
//! draws what was neither reported nor counted.

use super::card_line::CardBlock;
use super::forest::Forest;
use super::per_hundred::PerHundred;
use super::ratio::Ratios;
use super::time_course::TimeCourse;
use crate::knowledge::{Basis, EntryId};
use crate::layout::{Columns, Glyph, Glyphs, Lines, Role, Span, Table};

/// The layout of a block.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A heading, with an empty line above.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A statement in a list, with a bullet.
    Bullet,
    /// What belongs to the bullet above, indented under it.
    Under,
    /// A table.
    Table(Table),
    /// A picture of results.
    Plot(Plot),
    /// A line of a drug's card.
    Card(CardBlock),
}

/// A picture of results.
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    /// Differences from a comparator with their intervals.
    Forest(Forest),
    /// Responses by time.
    TimeCourse(TimeCourse),
    /// How many of a hundred people had an outcome.
    PerHundred(PerHundred),
    /// Ratios of effect with their intervals.
    Ratios(Ratios),
}

/// One block of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// How it is laid out.
    pub shape: Shape,
    /// What it says; empty for a table or a plot.
    pub spans: Vec<Span>,
    /// The number of the item it belongs to, where it can be selected.
    pub item: Option<usize>,
    /// The section it is in, as a word.
    pub section: &'static str,
}

/// A statement on a page that can be selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The name by which it is reached after `#`: a claim's id, a section's word.
    pub anchor: String,
    /// The section it is in, as a word.
    pub section: &'static str,
    /// Where it comes from, in the order of its marks.
    pub sources: Vec<Source>,
    /// How it was read, where it has sources.
    pub basis: Option<Basis>,
    /// Whose note it is and of when, where it is a clinic's.
    pub note: Option<String>,
    /// The page it leads to.
    pub leads_to: Option<EntryId>,
    /// The anchor of the statement on this page that it says in a few words.
    pub full_text: Option<String>,
}

/// One of the sources of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The number of the reference on this page, from 1.
    pub number: usize,
    /// The place inside the work.
    pub at: String,
    /// The copy in which it was read.
    pub via: Option<String>,
    /// How it was read.
    pub basis: Basis,
}

/// Everything an entry says.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The entry; `None` for a page made of several.
    pub id: Option<EntryId>,
    /// The title.
    pub title: String,
    /// The text, from top to bottom.
    pub blocks: Vec<Block>,
    /// What can be selected, from top to bottom.
    pub items: Vec<Item>,
    /// The works cited, in the order of their numbers.
    pub references: Vec<EntryId>,
    /// The sections, as words, for which nothing was found; a line at the top of the page names them.
    pub empty_sections: Vec<&'static str>,
}

/// The section above all headings.
pub(super) const TOP: &str = "top";

/// The section of the line that names the empty ones.
pub(super) const EMPTY: &str = "empty";

/// The section at the foot of a page.
pub(super) const REFERENCES: &str = "references";

/// Below this many columns a picture shows nothing, and its sentences take its place.
const NARROWEST: usize = 24;

impl Plot {
    /// The plot in sentences: the caption first.
    pub fn words(&self) -> Vec<Vec<Span>> {
        match self {
            Self::Forest(forest) => forest.words(),
            Self::TimeCourse(course) => course.words(),
            Self::PerHundred(people) => people.words(),
            Self::Ratios(ratios) => ratios.words(),
        }
    }

    pub(super) fn draw(&self, lines: &mut Lines) {
        match self {
            _ if lines.width() < NARROWEST => self.words().iter().for_each(|sentence| lines.flow(sentence)),
            Self::Forest(forest) => forest.draw(lines),
            Self::TimeCourse(course) => course.draw(lines),
            Self::PerHundred(people) => people.draw(lines),
            Self::Ratios(ratios) => ratios.draw(lines),
        }
    }
}

impl Block {
    /// A block at the top of a page that belongs to no item.
    pub fn new(shape: Shape, spans: Vec<Span>) -> Self {
        Self { shape, spans, item: None, section: TOP }
    }

    /// A heading.
    pub fn heading(text: &str) -> Self {
        Self::new(Shape::Heading, vec![Span::new(Role::Heading, text)])
    }

    /// A paragraph.
    pub fn paragraph(spans: Vec<Span>) -> Self {
        Self::new(Shape::Paragraph, spans)
    }

    /// A statement in a list.
    pub fn bullet(spans: Vec<Span>) -> Self {
        Self::new(Shape::Bullet, spans)
    }

    /// What belongs to the bullet above.
    pub fn under(spans: Vec<Span>) -> Self {
        Self::new(Shape::Under, spans)
    }

    /// A table.
    pub fn table(table: Table) -> Self {
        Self::new(Shape::Table(table), Vec::new())
    }

    /// A picture of results.
    pub fn plot(plot: Plot) -> Self {
        Self::new(Shape::Plot(plot), Vec::new())
    }

    /// The block as a part of an item.
    #[must_use]
    pub fn of_item(self, item: impl Into<Option<usize>>) -> Self {
        Self { item: item.into(), ..self }
    }

    /// The block in another section.
    #[must_use]
    pub fn in_section(self, section: &'static str) -> Self {
        Self { section, ..self }
    }

    /// Whether something in the block, a cell of its table or a row of its plot is marked as second-hand.
    fn has_second_hand_mark(&self) -> bool {
        let is_marked = |spans: &[Span]| spans.iter().any(|span| span.role == Role::SecondHand);
        let inside = match &self.shape {
            Shape::Table(table) => table.rows.iter().flatten().any(|cell| is_marked(cell)),
            Shape::Plot(plot) => plot.words().iter().any(|sentence| is_marked(sentence)),
            Shape::Card(card) => is_marked(card.sentence()),
            Shape::Heading | Shape::Paragraph | Shape::Bullet | Shape::Under => false,
        };
        inside || is_marked(&self.spans)
    }
}

impl Item {
    /// Something that can be selected, without sources.
    pub fn new(anchor: impl Into<String>, section: &'static str) -> Self {
        Self {
            anchor: anchor.into(),
            section,
            sources: Vec::new(),
            basis: None,
            note: None,
            leads_to: None,
            full_text: None,
        }
    }

    /// The item, which leads to another page.
    #[must_use]
    pub fn leading_to(self, page: EntryId) -> Self {
        Self { leads_to: Some(page), ..self }
    }
}

impl Source {
    /// The place inside the work, and the copy in which it was read.
    pub fn place(&self) -> String {
        match &self.via {
            Some(via) => format!("{}, read in {via}", self.at),
            None => self.at.clone(),
        }
    }
}

impl Page {
    /// A page of no entry, on which nothing can be selected.
    pub fn new(title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self {
            id: None,
            title: title.into(),
            blocks,
            items: Vec::new(),
            references: Vec::new(),
            empty_sections: Vec::new(),
        }
    }

    /// The number of the item that an anchor names: its own, or the first of its section.
    pub fn item_at(&self, anchor: &str) -> Option<usize> {
        self.items
            .iter()
            .position(|item| item.anchor == anchor)
            .or_else(|| self.items.iter().position(|item| item.section == anchor))
    }

    /// The part of the page that an anchor names: one item, or a whole section with its heading, and the references its
    /// marks point to; of an empty section, the line that says so. `None` if nothing has the name.
    pub fn part(&self, anchor: &str) -> Option<Self> {
        let is_empty = self.empty_sections.contains(&anchor);
        match self.items.iter().position(|item| item.anchor == anchor) {
            Some(item) => self.statement(item),
            None => self.blocks_where(|block| block.section == anchor || (is_empty && block.section == EMPTY)),
        }
    }

    /// Some sections with their headings, and the references their marks point to; `None` if the page has none of them.
    pub fn sections(&self, words: &[&str]) -> Option<Self> {
        self.blocks_where(|block| words.contains(&block.section))
    }

    /// One item with its heading, and the references its marks point to; `None` if no block belongs to it.
    pub fn statement(&self, item: usize) -> Option<Self> {
        self.blocks_where(|block| block.item == Some(item))
    }

    /// The plots of the page, from top to bottom.
    pub fn plots(&self) -> impl Iterator<Item = &Plot> {
        self.blocks.iter().filter_map(|block| match &block.shape {
            Shape::Plot(plot) => Some(plot),
            Shape::Heading | Shape::Paragraph | Shape::Bullet | Shape::Under | Shape::Table(_) | Shape::Card(_) => None,
        })
    }

    /// The page with every plot, and every line of a card, as sentences.
    #[must_use]
    pub fn in_words(self) -> Self {
        let in_words = |block: Block| match &block.shape {
            Shape::Plot(plot) => {
                plot.words().into_iter().map(|spans| Block { shape: Shape::Under, spans, ..block.clone() }).collect()
            }
            Shape::Card(card) => vec![Block { shape: Shape::Bullet, spans: card.sentence().to_vec(), ..block }],
            Shape::Heading | Shape::Paragraph | Shape::Bullet | Shape::Under | Shape::Table(_) => vec![block],
        };
        Self { blocks: self.blocks.into_iter().flat_map(in_words).collect(), ..self }
    }

    /// The page with some of the columns of its tables of equals.
    #[must_use]
    pub fn with_columns(&self, columns: &std::ops::Range<usize>) -> Self {
        let mut page = self.clone();
        for block in &mut page.blocks {
            if let Shape::Table(table) = &mut block.shape
                && table.columns == Columns::Equal
            {
                *table = table.with_columns(columns);
            }
        }
        page
    }

    /// The page with the places that its statements cite under each work of its references: for marks that are numbers alone.
    #[must_use]
    pub fn with_places(self) -> Self {
        let used: Vec<usize> = self.blocks.iter().filter_map(|block| block.item).collect();
        let places = |work: &EntryId| {
            let number = self.references.iter().position(|id| id == work)? + 1;
            let items = self.items.iter().enumerate().filter(|(item, _)| used.contains(item)).map(|(_, item)| item);
            let mut cited: Vec<&Source> =
                items.flat_map(|item| &item.sources).filter(|source| source.number == number).collect();
            cited.sort_by_key(|source| source.basis);
            let mut sentences: Vec<String> = Vec::new();
            for group in cited.chunk_by(|a, b| a.basis == b.basis) {
                let mut places: Vec<String> = Vec::new();
                for place in group.iter().map(|source| source.place()) {
                    if !places.contains(&place) {
                        places.push(place);
                    }
                }
                let star = if group[0].basis.is_second_hand() { "*" } else { "" };
                sentences.push(format!("Read as {}{star}: {}.", group[0].basis, places.join("; ")));
            }
            (!sentences.is_empty()).then(|| Span::prose(Role::Faint, &sentences.join(" ")))
        };
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for block in &self.blocks {
            blocks.push(block.clone());
            let work = block.item.filter(|_| block.section == REFERENCES).map(|item| &self.items[item]);
            if let Some(places) = work.and_then(|work| places(work.leads_to.as_ref()?)) {
                blocks.push(Block::under(vec![places]).of_item(block.item).in_section(REFERENCES));
            }
        }
        Self { blocks, ..self }
    }

    /// The sections that have a heading, as words, from top to bottom.
    pub fn section_words(&self) -> Vec<&'static str> {
        let mut sections: Vec<&'static str> = self.headings().map(|block| block.section).collect();
        sections.dedup();
        sections
    }

    /// The headings, from top to bottom.
    fn headings(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.shape == Shape::Heading)
    }

    /// How many statements a section has.
    pub fn statements_in(&self, section: &str) -> usize {
        self.items.iter().filter(|item| item.section == section).count()
    }

    /// The text of the heading of a section.
    pub fn heading_of(&self, section: &str) -> Option<String> {
        let heading = self.headings().find(|block| block.section == section)?;
        Some(heading.spans.iter().map(|span| span.text.as_str()).collect())
    }

    /// What a section has, for its heading: the number of its statements, whether one no longer holds, and whether one is a clinic's.
    pub fn content_of(&self, section: &str) -> Vec<Span> {
        let statements = self.statements_in(section);
        let mut spans = Vec::new();
        if statements > 0 {
            spans.push(Span::new(Role::Faint, format!(" ({statements})")));
        }
        let is_superseded = |block: &Block| block.spans.iter().any(|span| span.role == Role::Superseded);
        if self.blocks.iter().filter(|block| block.section == section).any(is_superseded) {
            spans.extend([Span::new(Role::Plain, " "), Span::new(Role::Superseded, "SUPERSEDED")]);
        }
        if self.items.iter().any(|item| item.section == section && item.note.is_some()) {
            spans.extend([Span::new(Role::Plain, " "), Span::new(Role::Label, "LOCAL")]);
        }
        spans
    }

    /// The page with its sections folded to their headings, but for those in `open`. Each heading has a mark and, where it is folded,
    /// says what it has; a folded one is an item that can be selected, named by the word of its section. These items
    /// follow all others, one for each of [`Self::section_words`], so that no other changes its number.
    #[must_use]
    pub fn folded(&self, open: &[&str], glyphs: Glyphs) -> Self {
        let sections = self.section_words();
        let mut page = Self { blocks: Vec::with_capacity(self.blocks.len()), ..self.clone() };
        page.items.extend(sections.iter().map(|section| Item::new(*section, section)));
        for block in &self.blocks {
            let Some(number) = sections.iter().position(|section| *section == block.section) else {
                page.blocks.push(block.clone());
                continue;
            };
            let is_open = open.contains(&block.section);
            if block.shape == Shape::Heading {
                let mut heading = block.clone();
                let mark = glyphs.of(if is_open { Glyph::Open } else { Glyph::Folded });
                heading.spans.insert(0, Span::new(Role::Heading, mark));
                let statements = self.statements_in(block.section);
                if !is_open {
                    heading.spans.extend(self.content_of(block.section));
                }
                let is_item = !is_open || statements == 0;
                page.blocks.push(heading.of_item(is_item.then_some(self.items.len() + number)));
            } else if is_open {
                page.blocks.push(block.clone());
            }
        }
        page
    }

    fn blocks_where(&self, is_wanted: impl Fn(&Block) -> bool) -> Option<Self> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut heading: Option<&Block> = None;
        for block in &self.blocks {
            if block.shape == Shape::Heading {
                heading = Some(block);
            } else if is_wanted(block) {
                blocks.extend(heading.take().cloned());
                blocks.push(block.clone());
            }
        }
        if blocks.is_empty() {
            return None;
        }
        let foot: Vec<Block> = self.foot(&blocks).cloned().collect();
        blocks.extend(foot);
        Some(Self { blocks, ..self.clone() })
    }

    /// What the foot of the page says about some of its blocks: the works their marks point to, and the legend.
    fn foot<'p>(&'p self, of: &[Block]) -> impl Iterator<Item = &'p Block> {
        let items = of.iter().filter_map(|block| block.item).map(|item| &self.items[item]);
        let numbers: Vec<usize> = items.flat_map(|item| &item.sources).map(|source| source.number).collect();
        let second_hand = of.iter().any(Block::has_second_hand_mark);
        let has_foot = of.iter().all(|block| block.section != REFERENCES);
        self.blocks.iter().filter(move |block| {
            let is_work = block.item.is_some_and(|item| {
                let leads_to = self.items[item].leads_to.as_ref();
                let work = self.references.iter().position(|id| leads_to == Some(id));
                work.is_some_and(|index| numbers.contains(&(index + 1)))
            });
            let is_wanted = match (&block.shape, block.item) {
                (Shape::Heading, _) => !numbers.is_empty(),
                (_, Some(_)) => is_work,
                (_, None) => second_hand,
            };
            has_foot && block.section == REFERENCES && is_wanted
        })
    }
}
