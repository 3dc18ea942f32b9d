//! Tables, wrapped.
//!
//! Promises: a table that has room for its columns stands in columns; one that has not becomes a list that says the same.
//! What is glued is parted in neither.

use unicode_width::UnicodeWidthStr;

use super::flow::{columns, flow, flowed, widest_word};
use super::lines::Lines;
use super::{Columns, Glyphs, Page, Role, Shape, Span, Table};

/// The narrowest column of a table; below it the table is written as a list.
const NARROWEST_COLUMN: usize = 9;

/// What is wider than this may be parted in a table: an address, not a dose.
const WIDEST_WORD: usize = 24;

/// The blank columns between two columns of a table.
const GUTTER: usize = 2;

impl Page {
    /// The same page with some of the columns of its tables of equals; rows that then say nothing are left out.
    #[must_use]
    pub fn with_columns(&self, columns: &std::ops::Range<usize>) -> Self {
        let part = |table: &Table| {
            let rows = table.rows.iter().map(|row| row.get(columns.clone()).unwrap_or_default().to_vec());
            Table {
                head: table.head.get(columns.clone()).unwrap_or_default().to_vec(),
                rows: rows.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect(),
                columns: table.columns,
            }
        };
        let mut page = self.clone();
        for block in &mut page.blocks {
            if let Shape::Table(table) = &mut block.shape
                && table.columns == Columns::Equal
            {
                *table = part(table);
            }
        }
        page
    }
}

type Cell = Vec<Span>;

/// The lines of a table at a width.
pub(super) fn lines(table: &Table, width: usize, glyphs: Glyphs, lines: &mut Lines) {
    let head: Vec<Cell> = table.head.iter().map(|title| vec![Span::new(Role::Label, title.as_str())]).collect();
    match column_widths(table, &head, width, glyphs) {
        Some(widths) => {
            for row in std::iter::once(&head).chain(&table.rows) {
                grid_row(row, &widths, glyphs, lines);
            }
        }
        None => {
            for row in &table.rows {
                listed_row(table.columns, &head, row, width, glyphs, lines);
            }
        }
    }
}

/// How wide each column is; `None` if one would be narrower than what must stay together in it.
fn column_widths(table: &Table, head: &[Cell], width: usize, glyphs: Glyphs) -> Option<Vec<usize>> {
    let room = width.checked_sub(GUTTER * head.len().saturating_sub(1))?;
    let cells = |column: usize| {
        std::iter::once(head).chain(table.rows.iter().map(Vec::as_slice)).filter_map(move |row| row.get(column))
    };
    let over = |measure: fn(&Cell, Glyphs) -> usize| -> Vec<usize> {
        let widest = |column| cells(column).map(|cell| measure(cell, glyphs)).max().unwrap_or(0);
        (0..head.len()).map(widest).collect()
    };
    let least = over(least_width);
    let mut widths = match table.columns {
        Columns::NamedByTheFirst => over(cell_width),
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

fn cell_width(cell: &Cell, glyphs: Glyphs) -> usize {
    cell.iter().map(|span| columns(&glyphs.show_glued(&span.text))).sum()
}

/// The width below which a column would part what is glued, or be too narrow to read.
fn least_width(cell: &Cell, glyphs: Glyphs) -> usize {
    let widest = widest_word(cell, glyphs);
    widest.min(WIDEST_WORD).max(NARROWEST_COLUMN.min(cell_width(cell, glyphs)))
}

fn grid_row(cells: &[Cell], widths: &[usize], glyphs: Glyphs, lines: &mut Lines) {
    let cells: Vec<Vec<Vec<Span>>> =
        cells.iter().zip(widths).map(|(cell, width)| flowed(cell, *width, glyphs)).collect();
    for number in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
        lines.begin();
        lines.put_all(grid_line(&cells, widths, number));
    }
}

/// One line of a row: the lines of its cells beside each other.
fn grid_line(cells: &[Vec<Vec<Span>>], widths: &[usize], number: usize) -> Vec<Span> {
    let last = widths.len().saturating_sub(1);
    let mut line: Vec<Span> = Vec::new();
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let spans = cell.get(number).map_or(&[][..], Vec::as_slice);
        let used: usize = spans.iter().map(|span| span.text.width()).sum();
        line.extend(spans.iter().cloned());
        if column < last {
            line.push(Span::new(Role::Plain, " ".repeat(width - used + GUTTER)));
        }
    }
    line
}

/// A row as a list: under its name, or, where all cells are equals, each under its own.
fn listed_row(columns: Columns, head: &[Cell], row: &[Cell], width: usize, glyphs: Glyphs, lines: &mut Lines) {
    for (number, (title, cell)) in head.iter().zip(row).enumerate() {
        if cell.is_empty() {
            continue;
        }
        let is_name = number == 0 && columns == Columns::NamedByTheFirst;
        let mut spans = Vec::new();
        if !is_name {
            spans.extend(title.iter().cloned());
            spans.push(Span::new(Role::Label, ": "));
        }
        spans.extend(cell.iter().cloned());
        let indent = if is_name || width <= 12 { 0 } else { 2 };
        lines.indented(indent, |lines| flow(&spans, width - indent, glyphs, lines));
    }
}
