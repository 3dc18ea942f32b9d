//! Drugs side by side, and the drugs that are marked for it.
//!
//! Promises: two to four drugs are compared, a few lines a row. As many columns are shown as can be read; keys turn to the others. A cell
//! never shows a part of a dose or of what an author chose; what it counts or cuts, Enter shows in full.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::knowledge::{Drug, Entry, EntryId, Knowledge};
use crate::page::{Block, BriefCell, BriefRow, Detail, Page, Role, Shape, Span, brief_comparison, comparison};

/// The most drugs that are compared at once.
const MOST_DRUGS: usize = 4;

/// A drug's column with fewer characters than this is hard to read.
const NARROWEST: usize = 20;

/// The columns of the names of the rows.
const LABELS: usize = 13;

/// Drugs side by side: a row for each question, a column for each drug. One cell is selected: its row is the selected
/// item of the page, its column is here.
#[derive(Clone, Debug)]
pub struct Comparison {
    drugs: Vec<EntryId>,
    /// The page with every statement, for the head of the matrix and for its sources.
    whole: Page,
    rows: Vec<BriefRow>,
    names: Vec<String>,
    /// The column that is selected.
    column: usize,
    first: usize,
    shown: usize,
    /// The columns of the pane.
    width: usize,
}

impl Comparison {
    /// A comparison with one of its columns selected.
    pub(super) fn new(knowledge: &Knowledge, ids: Vec<EntryId>, column: usize) -> Self {
        let drugs = drugs(knowledge, &ids);
        let whole = comparison(knowledge, &drugs, Detail::Number);
        let rows = brief_comparison(knowledge, &drugs);
        let is_unique = |drug: &Drug| drugs.iter().filter(|other| *other.name == *drug.name).count() == 1;
        let name = |drug: &&Drug| {
            if is_unique(drug) { drug.name.to_string() } else { format!("{} ({})", *drug.name, drug.id.group()) }
        };
        let names = drugs.iter().map(name).collect();
        Self { drugs: ids, whole, rows, names, column, first: 0, shown: MOST_DRUGS, width: 76 }
    }

    /// The drugs, in the order of their columns.
    pub fn drugs(&self) -> &[EntryId] {
        &self.drugs
    }

    /// The columns shown, counted from 0.
    pub fn columns(&self) -> Range<usize> {
        self.first..(self.first + self.shown).min(self.drugs.len())
    }

    /// The column that is selected, counted from 0.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What an author chose for the selected column of a row, and how many statements it has; `None` where nothing was chosen.
    pub fn chosen(&self, word: &str) -> Option<(&str, &str)> {
        match self.rows.iter().find(|row| row.word == word)?.cells[self.column].as_ref()? {
            BriefCell::Chosen(text, count) => Some((text, count)),
            BriefCell::Words(_) | BriefCell::Dose(_) => None,
        }
    }

    /// The page of the columns shown: what must be said of all of them, then a line for each row.
    pub(super) fn page(&self) -> Page {
        let columns = self.columns();
        let all = self.drugs.len();
        let shown = self.names[columns.clone()].join(" / ");
        let title = if columns.len() == all { shown } else { format!("drugs {} of {all}: {shown}", numbers(&columns)) };
        let mut page = Page { title, blocks: Vec::new(), items: Vec::new(), ..self.whole.clone() };
        let first_row = self.whole.blocks.iter().position(|block| block.shape == Shape::Heading).unwrap_or(0);
        for block in &self.whole.blocks[..first_row] {
            self.keep(block.clone(), block.item, &mut page);
        }
        page.blocks.push(Block::paragraph(self.names_line(&columns)));
        for row in &self.rows {
            let item = self.whole.items.iter().position(|item| item.anchor == row.word);
            for line in self.row_lines(row, &columns) {
                self.keep(Block::paragraph(line).in_section(row.word), item, &mut page);
            }
        }
        let references = self.whole.blocks.iter().filter(|block| block.section == REFERENCES);
        for block in references {
            self.keep(block.clone(), block.item, &mut page);
        }
        page
    }

    /// Puts a block of the whole page, or one for an item of it, at the end of another page.
    fn keep(&self, block: Block, item: Option<usize>, page: &mut Page) {
        let kept = item.map(|item| {
            let item = &self.whole.items[item];
            let known = page.items.iter().position(|other| other == item);
            known.unwrap_or_else(|| {
                page.items.push(item.clone());
                page.items.len() - 1
            })
        });
        page.blocks.push(block.of_item(kept));
    }

    fn names_line(&self, columns: &Range<usize>) -> Vec<Span> {
        let mut line = vec![blanks(LABELS)];
        for column in columns.clone() {
            let role = if column == self.column { Role::SetOff } else { Role::Heading };
            line.extend(self.cell(&self.names[column], role));
        }
        line
    }

    /// A row in one line, or in more where chosen words need them: a part of a limit or a condition would be another one.
    fn row_lines(&self, row: &BriefRow, columns: &Range<usize>) -> Vec<Vec<Span>> {
        let room = self.cell_width() - 1;
        let cells: Vec<(Role, Vec<String>)> = columns.clone().map(|column| lines(row, column, room)).collect();
        let height = cells.iter().map(|(_, texts)| texts.len()).max().unwrap_or(0);
        let line = |number: usize| {
            let label = if number == 0 { row.label.as_str() } else { "" };
            let mut line = vec![Span::new(Role::Label, fixed(label)), blanks(LABELS.saturating_sub(label.width()))];
            line.extend(
                cells.iter().flat_map(|(role, texts)| self.cell(texts.get(number).map_or("", String::as_str), *role)),
            );
            line
        };
        (0..height).map(line).collect()
    }

    /// A text in the width of a cell, cut with dots where it is longer, and the blanks after it.
    fn cell(&self, text: &str, role: Role) -> [Span; 2] {
        let room = self.cell_width() - 1;
        let text = if text.width() <= room {
            text.to_owned()
        } else {
            let words = cut_to_words(text, room);
            if words.is_empty() {
                clipped_word(text, room)
            } else {
                words.trim_end_matches([',', ';', ':']).to_owned() + CUT
            }
        };
        let after = self.cell_width() - text.width();
        [Span::new(role, fixed(&text)), blanks(after)]
    }

    fn cell_width(&self) -> usize {
        (self.width.saturating_sub(LABELS) / self.columns().len().max(1)).max(4)
    }

    /// Fits the number of columns to a width; returns whether the page is another one now.
    pub(super) fn fit(&mut self, width: usize) -> bool {
        let before = (self.first, self.shown, self.width);
        self.width = width;
        self.shown = (width.saturating_sub(LABELS) / NARROWEST).clamp(1, self.drugs.len().max(1));
        self.first = self.first.min(self.drugs.len().saturating_sub(self.shown));
        self.show_column();
        (self.first, self.shown, self.width) != before
    }

    /// Selects the column at one side; returns whether there is one.
    pub(super) fn turn(&mut self, forward: bool) -> bool {
        let before = self.column;
        let last = self.drugs.len().saturating_sub(1);
        self.column = if forward { (before + 1).min(last) } else { before.saturating_sub(1) };
        self.show_column();
        self.column != before
    }

    fn show_column(&mut self) {
        self.first = self.first.max((self.column + 1).saturating_sub(self.shown)).min(self.column);
    }
}

/// What ends a text that was cut.
const CUT: &str = "..";

/// The words of a text that fit with the dots after them.
fn cut_to_words(text: &str, room: usize) -> String {
    let mut cut = String::new();
    for word in text.split(' ') {
        if cut.width() + word.width() + 1 + CUT.len() > room {
            break;
        }
        cut.push_str(if cut.is_empty() { "" } else { " " });
        cut.push_str(word);
    }
    cut
}

/// A word that is wider than its cell.
fn clipped_word(word: &str, room: usize) -> String {
    let mut cut = String::new();
    for c in word.chars() {
        if cut.width() + c.width().unwrap_or(0) + CUT.len() > room {
            break;
        }
        cut.push(c);
    }
    cut + CUT
}

/// The most lines of a cell.
const MOST_LINES: usize = 4;

/// What a cell says in a few lines.
fn lines(row: &BriefRow, column: usize, room: usize) -> (Role, Vec<String>) {
    let one = |role, text: &str| (role, vec![text.to_owned()]);
    match &row.cells[column] {
        None => one(Role::Missing, "not found"),
        Some(BriefCell::Dose(dose)) if dose.width() > room => one(Role::Plain, "Enter shows it"),
        Some(BriefCell::Chosen(text, count)) => match in_lines(text, room) {
            Some(lines) => (Role::Plain, lines),
            None => one(Role::Plain, count),
        },
        Some(BriefCell::Words(text)) if row.word == "boxed" && text.starts_with('!') => one(Role::Warning, text),
        Some(BriefCell::Words(text) | BriefCell::Dose(text)) => one(Role::Plain, text),
    }
}

/// A text in lines; `None` if it needs too many, or a word is wider than a line.
fn in_lines(text: &str, room: usize) -> Option<Vec<String>> {
    let mut lines = vec![String::new()];
    // What a line break must not separate is joined.
    for word in Span::prose(Role::Plain, text).text.split(' ') {
        let line = lines.last_mut().expect("there is a line from the beginning");
        if line.is_empty() {
            line.push_str(word);
        } else if line.width() + 1 + word.width() <= room {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    (lines.len() <= MOST_LINES && lines.iter().all(|line| line.width() <= room)).then_some(lines)
}

/// The section at the foot of a page.
const REFERENCES: &str = "references";

/// A text that is not broken into lines.
fn fixed(text: &str) -> String {
    text.replace(' ', "\u{A0}")
}

fn blanks(columns: usize) -> Span {
    Span::new(Role::Plain, "\u{A0}".repeat(columns))
}

/// Columns as they are counted: "3", "1-2".
fn numbers(columns: &Range<usize>) -> String {
    let first = columns.start + 1;
    if columns.len() == 1 { first.to_string() } else { format!("{first}-{}", columns.end) }
}

/// Marks a drug, or removes its mark. Returns a notice, where one is needed.
pub(super) fn toggle_mark(marked: &mut Vec<EntryId>, id: EntryId) -> Option<&'static str> {
    if let Some(place) = marked.iter().position(|other| *other == id) {
        marked.remove(place);
        return None;
    }
    if marked.len() == MOST_DRUGS {
        return Some("Four drugs are marked, which is the most. Space in the list removes a mark.");
    }
    marked.push(id);
    (marked.len() > 1).then_some("Marked. c compares the marked drugs.")
}

/// The page with a column for each of some drugs.
pub(super) fn page(knowledge: &Knowledge, ids: &[EntryId], detail: Detail) -> Page {
    comparison(knowledge, &drugs(knowledge, ids), detail)
}

/// The drugs of some ids.
pub(super) fn drugs<'k>(knowledge: &'k Knowledge, ids: &[EntryId]) -> Vec<&'k Drug> {
    let drug = |id| {
        let Some(Entry::Drug(drug)) = knowledge.entry(id) else {
            panic!("{id} is no drug of this base, but was marked")
        };
        drug
    };
    ids.iter().map(drug).collect()
}
