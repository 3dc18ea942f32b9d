//! From a page to lines of a width.
//!
//! Promises: what `layout` promises of lines. One way of filling them serves the screen, the scroll bounds and the exports.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::content::{Block, Page, Shape};
use crate::layout::{Glyph, Glyphs, Lines, Span};

/// One line of a wrapped page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text, from left to right.
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

/// The lines of a page at `width` columns, at least one column. An empty line is above a heading, but not between two.
pub fn wrap(page: &Page, width: usize, glyphs: Glyphs) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for block in &page.blocks {
        if block.shape == Shape::Heading && lines.last().is_some_and(|line| !line.heading) {
            lines.push(Line { spans: Vec::new(), item: None, heading: false });
        }
        let (item, heading) = (block.item, block.shape == Shape::Heading);
        lines.extend(lines_of(block, width, glyphs).into_iter().map(|spans| Line { spans, item, heading }));
    }
    lines
}

/// A page wrapped to a width, and where its items and headings are.
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

    /// Wraps the page to another width.
    pub fn resize(&mut self, width: usize) {
        if width != self.width {
            self.width = width;
            self.rewrap();
        }
    }

    /// Takes another page, at the width of the one before.
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

    /// The first item that has a line from this one on and is another than `item`.
    pub fn next_item(&self, line: usize, item: usize) -> Option<usize> {
        self.lines.get(line..)?.iter().find_map(|line| line.item.filter(|other| *other != item))
    }

    /// The last item that has a line above this one and is another than `item`.
    pub fn previous_item(&self, line: usize, item: usize) -> Option<usize> {
        self.lines.get(..line)?.iter().rev().find_map(|line| line.item.filter(|other| *other != item))
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
    let mut lines = Lines::new(width, glyphs);
    let bullet = glyphs.of(Glyph::Bullet);
    let indent = if width > 12 { bullet.width() } else { 0 };
    match &block.shape {
        Shape::Heading | Shape::Paragraph => lines.flow(&block.spans),
        Shape::Bullet => lines.bulleted(bullet, indent, |lines| lines.flow(&block.spans)),
        Shape::Under => lines.indented(indent, |lines| lines.flow(&block.spans)),
        Shape::Table(table) => table.fill(&mut lines),
        Shape::Card(card) => card.draw(&block.spans, &mut lines),
        Shape::Plot(plot) => lines.indented(indent, |lines| plot.draw(lines)),
    }
    lines.into_spans()
}
