//! From a page to lines of a width.
//!
//! Promises: no line is wider than the width, no word is lost, and nothing that is glued is parted unless it is wider
//! than a whole line. One way of filling lines serves the screen, the scroll bounds and the exports.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::flow::{flow, flowed};
use super::lines::Lines;
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
    let mut lines: Vec<Line> = Vec::new();
    for block in &page.blocks {
        if block.shape == Shape::Heading && !lines.is_empty() {
            lines.push(Line { spans: Vec::new(), item: None, heading: false });
        }
        let (item, heading) = (block.item, block.shape == Shape::Heading);
        lines.extend(lines_of(block, width, glyphs).into_iter().map(|spans| Line { spans, item, heading }));
    }
    lines
}

/// A sentence as lines of a width, in one role.
pub fn wrap_sentence(text: &str, role: Role, width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    flowed(&[Span::new(role, glue(text))], width, glyphs)
}

/// A page wrapped to a width, and where its items and headings stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrapped {
    page: Page,
    width: usize,
    glyphs: Glyphs,
    lines: Vec<Line>,
}

impl Wrapped {
    /// A page at `width` columns; without a column there is no line.
    pub fn new(page: Page, width: usize, glyphs: Glyphs) -> Self {
        let mut wrapped = Self { page, width, glyphs, lines: Vec::new() };
        wrapped.rewrap();
        wrapped
    }

    /// The same page at another width.
    pub fn resize(&mut self, width: usize) {
        if width != self.width {
            self.width = width;
            self.rewrap();
        }
    }

    /// Another page at the same width.
    pub fn replace(&mut self, page: Page) {
        self.page = page;
        self.rewrap();
    }

    /// The page.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Every line.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The item a line belongs to.
    pub fn item_at(&self, line: usize) -> Option<usize> {
        self.lines.get(line)?.item
    }

    /// The first item that has a line from this one on.
    pub fn item_from(&self, line: usize) -> Option<usize> {
        self.lines.get(line..)?.iter().find_map(|line| line.item)
    }

    /// From the first line of an item to its last; `None` if it has none.
    pub fn lines_of(&self, item: usize) -> Option<Range<usize>> {
        let is_of_item = |line: &Line| line.item == Some(item);
        let first = self.lines.iter().position(is_of_item)?;
        let last = self.lines.iter().rposition(is_of_item)?;
        Some(first..last + 1)
    }

    /// The last heading above a line.
    pub fn heading_above(&self, line: usize) -> Option<usize> {
        self.lines.get(..line.min(self.lines.len()))?.iter().rposition(|line| line.heading)
    }

    /// The first heading after a line.
    pub fn heading_below(&self, line: usize) -> Option<usize> {
        let below = self.lines.get(line + 1..)?.iter().position(|line| line.heading)?;
        Some(line + 1 + below)
    }

    fn rewrap(&mut self) {
        self.lines = if self.width == 0 { Vec::new() } else { wrap(&self.page, self.width, self.glyphs) };
    }
}

fn lines_of(block: &Block, width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    let width = width.max(1);
    let bullet = glyphs.of(Glyph::Bullet);
    let indent = if width > 12 { bullet.width() } else { 0 };
    let mut lines = Lines::default();
    match &block.shape {
        Shape::Heading | Shape::Paragraph => flow(&block.spans, width, glyphs, &mut lines),
        Shape::Bullet => {
            lines.indented_after(bullet, indent, |lines| flow(&block.spans, width - indent, glyphs, lines));
        }
        Shape::Under => lines.indented(indent, |lines| flow(&block.spans, width - indent, glyphs, lines)),
        Shape::Table(table) => table::lines(table, width, glyphs, &mut lines),
        Shape::Plot(plot) => lines.indented(indent, |lines| plot.lines(width - indent, glyphs, lines)),
    }
    lines.finish()
}
