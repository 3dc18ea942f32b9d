//! Pictures of characters: one line of columns, and the numbers under it.

use crate::layout::{Role, Span};

/// The characters of one line of a picture, blank at first.
pub(super) struct Canvas {
    cells: Vec<&'static str>,
}

impl Canvas {
    pub(super) fn new(width: usize) -> Self {
        Self { cells: vec![" "; width] }
    }

    pub(super) fn put(&mut self, column: usize, glyph: &'static str) {
        self.cells[column] = glyph;
    }

    pub(super) fn fill(&mut self, columns: std::ops::RangeInclusive<usize>, glyph: &'static str) {
        for column in columns {
            self.put(column, glyph);
        }
    }

    pub(super) fn into_span(self) -> Span {
        Span::new(Role::Plain, self.cells.concat())
    }
}

/// Numbers centred under their columns; one that would touch the number before it is left out.
pub(super) fn centred_labels(width: usize, at: impl Iterator<Item = (usize, String)>) -> String {
    let mut line = String::new();
    for (column, text) in at {
        let length = text.chars().count();
        let start = column.saturating_sub(length / 2).min(width.saturating_sub(length));
        let used = line.chars().count();
        if line.is_empty() || start > used {
            line.push_str(&" ".repeat(start.saturating_sub(used)));
            line.push_str(&text);
        }
    }
    line
}
