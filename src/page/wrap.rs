//! From a page to lines of a width.
//!
//! Promises: no line is wider than the width, no word is lost, and nothing that is glued is parted unless it is wider
//! than a whole line. One way of filling lines serves the screen, the scroll bounds and the exports.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::flow::{flow, flowed};
use super::lines::{Count, Indented, Lines, Written};
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
        lines.extend(written(block, width, glyphs, 0..usize::MAX));
    }
    lines
}

/// A sentence as lines of a width, in one role.
pub fn wrap_sentence(text: &str, role: Role, width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    flowed(&[Span::new(role, glue(text))], width, glyphs)
}

/// A page at a width: where its blocks, items and headings stand in its lines. The lines themselves are written when they
/// are asked for, since a window shows few of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrapped {
    page: Page,
    width: usize,
    glyphs: Glyphs,
    /// The lines of each block, without the empty one above a heading.
    blocks: Vec<Range<usize>>,
    /// From the first line of each item to its last; empty if it has none.
    items: Vec<Range<usize>>,
    /// The numbers of the lines that are headings.
    headings: Vec<usize>,
}

impl Wrapped {
    /// A page at `width` columns; without a column there is no line, since wrapping would be work for nobody.
    pub fn new(page: Page, width: usize, glyphs: Glyphs) -> Self {
        let mut wrapped = Self { page, width, glyphs, blocks: Vec::new(), items: Vec::new(), headings: Vec::new() };
        wrapped.count();
        wrapped
    }

    /// The same page at another width.
    pub fn resize(&mut self, width: usize) {
        if width != self.width {
            self.width = width;
            self.count();
        }
    }

    /// Another page at the same width.
    pub fn replace(&mut self, page: Page) {
        self.page = page;
        self.count();
    }

    /// The page.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// How many lines there are.
    pub fn height(&self) -> usize {
        self.blocks.last().map_or(0, |last| last.end)
    }

    /// Some of the lines.
    pub fn lines(&self, wanted: Range<usize>) -> Vec<Line> {
        let mut lines = Vec::new();
        let first = self.blocks.partition_point(|block| block.end <= wanted.start);
        for (block, at) in self.page.blocks.iter().zip(&self.blocks).skip(first) {
            if wanted.start + lines.len() < at.start.min(wanted.end) {
                lines.push(Line { spans: Vec::new(), item: None, heading: false });
            }
            if at.start >= wanted.end {
                break;
            }
            let part = wanted.start.saturating_sub(at.start)..wanted.end - at.start;
            lines.extend(written(block, self.width, self.glyphs, part));
        }
        lines
    }

    /// The item a line belongs to.
    pub fn item_at(&self, line: usize) -> Option<usize> {
        let block = self.blocks.partition_point(|block| block.end <= line);
        self.blocks.get(block).filter(|lines| lines.contains(&line))?;
        self.page.blocks.get(block)?.item
    }

    /// The first item that has a line from this one on.
    pub fn item_from(&self, line: usize) -> Option<usize> {
        let first = self.blocks.partition_point(|block| block.end <= line);
        let below = self.page.blocks.iter().zip(&self.blocks).skip(first);
        below.filter(|(_block, lines)| !lines.is_empty()).find_map(|(block, _lines)| block.item)
    }

    /// From the first line of an item to its last; `None` if it has none.
    pub fn lines_of(&self, item: usize) -> Option<Range<usize>> {
        self.items.get(item).filter(|lines| !lines.is_empty()).cloned()
    }

    /// The numbers of the lines that are headings, from top to bottom.
    pub fn headings(&self) -> &[usize] {
        &self.headings
    }

    /// Counts the lines of every block.
    fn count(&mut self) {
        self.blocks.clear();
        self.headings.clear();
        self.items = vec![0..0; self.page.items.len()];
        let blocks = if self.width == 0 { &[][..] } else { &self.page.blocks };
        let mut end = 0;
        for block in blocks {
            let is_heading = block.shape == Shape::Heading;
            let start = if is_heading && end > 0 { end + 1 } else { end };
            let mut count = Count::default();
            lines_of(block, self.width, self.glyphs, &mut count);
            end = start + count.0;
            self.blocks.push(start..end);
            if is_heading {
                self.headings.extend(start..end);
            }
            if let Some(lines) = block.item.and_then(|item| self.items.get_mut(item)).filter(|_| start < end) {
                *lines = if lines.end == 0 { start..end } else { lines.start..end };
            }
        }
    }
}

/// Some of the lines of a block, by their numbers within it.
fn written(block: &Block, width: usize, glyphs: Glyphs, wanted: Range<usize>) -> impl Iterator<Item = Line> {
    let mut lines = Written::some(wanted);
    lines_of(block, width, glyphs, &mut lines);
    let (item, heading) = (block.item, block.shape == Shape::Heading);
    lines.lines().into_iter().map(move |spans| Line { spans, item, heading })
}

fn lines_of(block: &Block, width: usize, glyphs: Glyphs, lines: &mut impl Lines) {
    let width = width.max(1);
    let bullet = glyphs.of(Glyph::Bullet);
    let indent = if width > 12 { bullet.width() } else { 0 };
    match &block.shape {
        Shape::Heading | Shape::Paragraph => flow(&block.spans, width, glyphs, lines),
        Shape::Bullet => {
            flow(&block.spans, width - indent, glyphs, &mut Indented::behind(bullet, indent, lines));
        }
        Shape::Under => flow(&block.spans, width - indent, glyphs, &mut Indented::by(indent, lines)),
        Shape::Table(table) => table::lines(table, width, glyphs, lines),
        Shape::Plot(plot) => plot.lines(width - indent, glyphs, &mut Indented::by(indent, lines)),
    }
}
