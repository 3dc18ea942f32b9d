//! Tables, wrapped.
//!
//! Promises: a table that has room for its columns is written in columns; one that has not becomes a list that says the
//! same. Words that belong together are separated in neither.

use unicode_width::UnicodeWidthStr;

use super::lines::widest_word;
use super::{Glyphs, Lines, Role, Span, wrap_spans};

/// A cell of a table.
pub type Cell = Vec<Span>;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// What the columns are to each other.
    pub columns: Columns,
}

/// What the columns of a table are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// The first cell of a row names it; each column is as wide as it needs.
    RowHeader,
    /// All columns are of one width, so that the columns of several tables line up.
    Equal,
}

/// The narrowest column of a table; below it the table is written as a list.
const NARROWEST_COLUMN: usize = 9;

/// A word that is wider than this may be split in a table: an address, not a dose.
const WIDEST_WORD: usize = 24;

/// The blank columns between two columns of a table.
const GUTTER: usize = 2;

impl Table {
    /// Some of the columns; rows that are empty in all of them are left out.
    #[must_use]
    pub fn with_columns(&self, columns: &std::ops::Range<usize>) -> Self {
        let rows = self.rows.iter().map(|row| row[columns.clone()].to_vec());
        Self {
            head: self.head[columns.clone()].to_vec(),
            rows: rows.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect(),
            columns: self.columns,
        }
    }

    /// The table without the columns in which every row is empty: their width is better used by the others.
    #[must_use]
    pub fn without_empty_columns(self) -> Self {
        let is_filled = |column: &usize| self.rows.iter().any(|row| !row[*column].is_empty());
        let filled: Vec<usize> = (0..self.head.len()).filter(is_filled).collect();
        Self {
            head: filled.iter().map(|column| self.head[*column].clone()).collect(),
            rows: self.rows.iter().map(|row| filled.iter().map(|column| row[*column].clone()).collect()).collect(),
            columns: self.columns,
        }
    }

    pub(crate) fn fill(&self, lines: &mut Lines) {
        let head: Vec<Cell> = self.head.iter().map(|title| vec![Span::new(Role::Label, title.as_str())]).collect();
        match self.column_widths(&head, lines.width(), lines.glyphs()) {
            Some(widths) => {
                for row in std::iter::once(&head).chain(&self.rows) {
                    grid_row(row, &widths, lines);
                }
            }
            None => {
                for row in &self.rows {
                    self.listed_row(&head, row, lines);
                }
            }
        }
    }

    /// How wide each column is; `None` if one would be too narrow for words that belong together.
    fn column_widths(&self, head: &[Cell], width: usize, glyphs: Glyphs) -> Option<Vec<usize>> {
        let room = width.checked_sub(GUTTER * head.len().saturating_sub(1))?;
        let cells = |column: usize| {
            std::iter::once(head).chain(self.rows.iter().map(Vec::as_slice)).map(move |row| &row[column])
        };
        let over = |measure: fn(&Cell, Glyphs) -> usize| -> Vec<usize> {
            let widest = |column| cells(column).map(|cell| measure(cell, glyphs)).max().unwrap_or(0);
            (0..head.len()).map(widest).collect()
        };
        let least = over(least_width);
        let mut widths = match self.columns {
            Columns::RowHeader => over(cell_width),
            Columns::Equal => vec![room.checked_div(head.len())?; head.len()],
        };
        // The widest column gives way first.
        while widths.iter().sum::<usize>() > room {
            let can_give = widths.iter_mut().zip(&least).filter(|(width, least)| **width > **least);
            let (widest, _least) = can_give.max_by_key(|(width, _least)| **width)?;
            *widest -= 1;
        }
        widths.iter().zip(&least).all(|(width, least)| width >= least).then_some(widths)
    }

    /// A row as a list: under its name or, where the first cell names nothing, each cell after the head of its column.
    fn listed_row(&self, head: &[Cell], row: &[Cell], lines: &mut Lines) {
        for (number, (title, cell)) in head.iter().zip(row).enumerate() {
            if cell.is_empty() {
                continue;
            }
            let is_name = number == 0 && self.columns == Columns::RowHeader;
            let mut spans = Vec::new();
            if !is_name {
                spans.extend(title.iter().cloned());
                spans.push(Span::new(Role::Label, ": "));
            }
            spans.extend(cell.iter().cloned());
            let indent = if is_name || lines.width() <= 12 { 0 } else { 2 };
            lines.indented(indent, |lines| lines.flow(&spans));
        }
    }
}

fn cell_width(cell: &Cell, glyphs: Glyphs) -> usize {
    cell.iter().map(|span| glyphs.show_joined(&span.text).width()).sum()
}

/// The width below which a column would separate words that belong together, or be too narrow to read.
fn least_width(cell: &Cell, glyphs: Glyphs) -> usize {
    let widest = widest_word(cell, glyphs);
    widest.min(WIDEST_WORD).max(NARROWEST_COLUMN.min(cell_width(cell, glyphs)))
}

/// The lines of a row: those of its cells beside each other.
fn grid_row(cells: &[Cell], widths: &[usize], lines: &mut Lines) {
    let cells: Vec<Vec<Vec<Span>>> =
        cells.iter().zip(widths).map(|(cell, width)| wrap_spans(cell, *width, lines.glyphs())).collect();
    let last = widths.len().saturating_sub(1);
    for number in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
        lines.begin();
        for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
            // A cell can have fewer lines than its neighbours.
            let spans = cell.get(number).map_or(&[][..], Vec::as_slice);
            let used: usize = spans.iter().map(|span| span.text.width()).sum();
            lines.put_all(spans.iter().cloned());
            if column < last {
                lines.put_all([Span::new(Role::Plain, " ".repeat(width - used + GUTTER))]);
            }
        }
    }
}
