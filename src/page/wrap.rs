//! From a page to lines of a width.
//!
//! Promises: no line is wider than the width, no word is lost, and nothing that is glued is parted unless it is wider
//! than a whole line. One function serves the screen, the scroll bounds and the exports.

use unicode_width::UnicodeWidthStr;

use super::flow::{flow, indented};
use super::{Block, Glyph, Glyphs, Page, Role, Shape, Span, glue, table};

/// One line of a wrapped page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands on it, from left to right.
    pub spans: Vec<Span>,
    /// The number of the item it belongs to.
    pub item: Option<usize>,
    /// Whether it is a heading.
    pub heading: bool,
}

impl Line {
    /// The line as text without roles.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// The lines of a page at `width` columns, at least one column.
pub fn wrap(page: &Page, width: usize, glyphs: Glyphs) -> Vec<Line> {
    let width = width.max(1);
    let mut lines: Vec<Line> = Vec::new();
    for block in &page.blocks {
        let heading = block.shape == Shape::Heading;
        if heading && !lines.is_empty() {
            lines.push(Line { spans: Vec::new(), item: None, heading: false });
        }
        for spans in wrap_block(block, width, glyphs) {
            lines.push(Line { spans, item: block.item, heading });
        }
    }
    lines
}

/// A sentence as lines of a width, in one role.
pub fn wrap_sentence(text: &str, role: Role, width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    flow(&[Span::new(role, glue(text))], width, glyphs)
}

fn wrap_block(block: &Block, width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    let bullet = glyphs.of(Glyph::Bullet);
    let indent = if width > 12 { bullet.width() } else { 0 };
    match &block.shape {
        Shape::Heading | Shape::Paragraph => flow(&block.spans, width, glyphs),
        Shape::Bullet => {
            let lines = flow(&block.spans, width - indent, glyphs);
            let first = if indent == 0 { "" } else { bullet };
            indented(lines, first, indent)
        }
        Shape::Under => {
            let lines = flow(&block.spans, width - indent, glyphs);
            indented(lines, &" ".repeat(indent), indent)
        }
        Shape::Table(table) => table::lines(table, width, glyphs),
        Shape::Plot(plot) => indented(plot.lines(width - indent, glyphs), &" ".repeat(indent), indent),
    }
}
