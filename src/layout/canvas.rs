//! Pictures of characters: one line of columns, and the numbers under it.

use super::{Role, Span};

/// Characters in columns, blank at first; what is put outside is left out.
pub(crate) struct Canvas {
    cells: Vec<&'static str>,
}

impl Canvas {
    pub(crate) fn new(width: usize) -> Self {
        Self { cells: vec![" "; width] }
    }

    pub(crate) fn put(&mut self, column: usize, glyph: &'static str) {
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = glyph;
        }
    }

    pub(crate) fn fill(&mut self, columns: std::ops::RangeInclusive<usize>, glyph: &'static str) {
        for column in columns {
            self.put(column, glyph);
        }
    }

    pub(crate) fn span(self) -> Span {
        Span::new(Role::Plain, self.cells.concat())
    }
}

/// Numbers centred under their columns; one that would touch the number before it is left out.
pub(crate) fn labels(width: usize, at: impl Iterator<Item = (usize, String)>) -> String {
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
