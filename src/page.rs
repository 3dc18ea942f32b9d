//! Pages: what each entry says, as a document.
//!
//! Promises: a page is text with roles; it has no colour and no width, and it is the same for the screen, the command
//! line and the exports. Every statement on it carries its citation mark; a superseded claim is never without the word
//! SUPERSEDED, the date and the successor; a second-hand statement is marked. Never draws, never prints.
//!
//! `wrap` turns a page into lines; `Wrapped` knows how many there are and writes those that are seen, in the same way.

mod author;
mod caveat;
mod citation;
mod comparison;
mod compose;
mod course;
mod day;
mod diagram;
mod drug;
mod flow;
mod forest;
mod glyphs;
mod lines;
mod look_alike;
mod pathway;
mod plot;
mod question;
mod reference;
mod since;
mod table;
mod text;
mod topic;
mod trial;
mod wrap;

pub use author::Author;
pub use caveat::{caveat, supersession};
pub use citation::{authors, is_in_journal, sentences, standing, title, vancouver, volume_and_pages};
pub use comparison::{BULLET, comparison, head_to_head};
pub use course::{Course, CourseTime};
pub use day::{month, short_month};
pub use diagram::{Emphasis, diagram};
pub use forest::{Effect, Forest, ForestRow};
pub use glyphs::{Glyph, Glyphs, fold};
pub use look_alike::{look_alikes, set_off};
pub use pathway::{Molecule, closes, molecules};
pub use plot::Plot;
pub use since::{Change, What, changes, printed, undated};
pub use text::glue;
pub use wrap::{Line, Wrapped, wrap, wrap_sentence};

use crate::knowledge::{Basis, Entry, EntryId, Knowledge};

/// What a piece of text is for. The screen gives each role a style, Markdown a mark-up; plain text needs none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    Plain,
    /// The title of the page.
    Title,
    /// A heading.
    Heading,
    /// A word that says what follows.
    Label,
    /// A boxed warning.
    Warning,
    /// The word SUPERSEDED, its date and successor.
    Superseded,
    /// A citation mark.
    Mark,
    /// The mark of a second-hand statement, and its legend.
    SecondHand,
    /// What was looked for and not found.
    Missing,
    /// What the program computed.
    Computed,
    /// What leads to another page.
    Link,
    /// What matters least.
    Faint,
    /// What is set off in a diagram.
    SetOff,
}

/// A run of text in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it is for.
    pub role: Role,
    /// The text. A no-break space joins what a line break must not part.
    pub text: String,
}

impl Span {
    /// A run of text in a role.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self { role, text: text.into() }
    }
}

/// How a block of text stands on the page.
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
}

/// A table of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Vec<Span>>>,
    /// What the columns are to each other.
    pub columns: Columns,
}

/// What the columns of a table are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// The first cell of a row names it; each column is as wide as it needs.
    NamedByTheFirst,
    /// All columns are of one width, so that tables below each other stand in line.
    Equal,
}

/// One block of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// How it stands.
    pub shape: Shape,
    /// What it says; empty for a table or a plot.
    pub spans: Vec<Span>,
    /// The number of the item it belongs to, where it can be selected.
    pub item: Option<usize>,
    /// The section it stands in, as a word.
    pub section: &'static str,
}

/// A statement on a page that can be selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The name by which it is reached behind `#`: a claim's id, a section's word.
    pub anchor: String,
    /// The section it stands in, as a word.
    pub section: &'static str,
    /// Where it comes from, in the order of its marks.
    pub sources: Vec<Source>,
    /// How it was read, where it has sources.
    pub basis: Option<Basis>,
    /// Whose note it is and of when, where it is a clinic's.
    pub note: Option<String>,
    /// The page it leads to.
    pub leads_to: Option<EntryId>,
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
}

/// How much a citation mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The number; the screen shows the rest for the selected statement.
    Number,
    /// Number, place, and how it was read: for paper and pipes.
    Full,
}

/// The page of an entry; `None` if there is no such entry.
pub fn page(knowledge: &Knowledge, id: &EntryId, detail: Detail) -> Option<Page> {
    Some(match knowledge.entry(id)? {
        Entry::Drug(drug) => drug::page(knowledge, drug, detail),
        Entry::Topic(topic) => topic::page(knowledge, topic, detail),
        Entry::Pathway(pathway) => pathway::page(knowledge, pathway, detail),
        Entry::Question(question) => question::page(knowledge, question, detail),
        Entry::Trial(trial) => trial::page(knowledge, trial, detail),
        Entry::Reference(reference) => reference::page(knowledge, reference, detail),
        Entry::Review(review) => {
            let id = EntryId::new(crate::knowledge::Kind::Reference, &review.reference)?;
            return page(knowledge, &id, detail);
        }
        Entry::Since(_) => since::page(knowledge, detail),
    })
}

impl Block {
    /// Whether something in the block, a cell of its table or a row of its plot is marked as second-hand.
    fn has_second_hand_mark(&self) -> bool {
        let is_marked = |spans: &[Span]| spans.iter().any(|span| span.role == Role::SecondHand);
        let inside = match &self.shape {
            Shape::Table(table) => table.rows.iter().flatten().any(|cell| is_marked(cell)),
            Shape::Plot(plot) => plot.words().iter().any(|sentence| is_marked(sentence)),
            Shape::Heading | Shape::Paragraph | Shape::Bullet | Shape::Under => false,
        };
        inside || is_marked(&self.spans)
    }
}

impl Page {
    /// The number of the item that an anchor names: its own, or the first of its section.
    pub fn item_at(&self, anchor: &str) -> Option<usize> {
        self.items
            .iter()
            .position(|item| item.anchor == anchor)
            .or_else(|| self.items.iter().position(|item| item.section == anchor))
    }

    /// The part of the page that an anchor names: one item, or a whole section with its heading, and the references its
    /// marks point to; `None` if nothing has the name.
    pub fn part(&self, anchor: &str) -> Option<Self> {
        match self.items.iter().position(|item| item.anchor == anchor) {
            Some(item) => self.statement(item),
            None => self.blocks_where(|block| block.section == anchor),
        }
    }

    /// One item with its heading, and the references its marks point to; `None` if nothing is said of it.
    pub fn statement(&self, item: usize) -> Option<Self> {
        self.blocks_where(|block| block.item == Some(item))
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

    /// What the foot of the page says for some of its blocks: the works their marks point to, and the legend.
    fn foot<'p>(&'p self, of: &[Block]) -> impl Iterator<Item = &'p Block> {
        let items = of.iter().filter_map(|block| self.items.get(block.item?));
        let numbers: Vec<usize> = items.flat_map(|item| &item.sources).map(|source| source.number).collect();
        let second_hand = of.iter().any(Block::has_second_hand_mark);
        let has_foot = of.iter().all(|block| block.section != REFERENCES);
        self.blocks.iter().filter(move |block| {
            let is_work = block.item.and_then(|item| self.items.get(item)).is_some_and(|item| {
                let work = self.references.iter().position(|id| item.leads_to.as_ref() == Some(id));
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

/// The section at the foot of a page.
const REFERENCES: &str = "references";
