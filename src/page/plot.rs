//! Plots: figures of results as a picture, and the same as sentences.
//!
//! Promises: a plot is data without a width; it is laid out for a width and a set of characters as tables are. Whatever
//! the picture shows stands beside it in figures, and `words` says the same without a picture, for paper, pipes and screen
//! readers. Never rounds what was reported, never draws what nobody reported or counted.

use super::course::Course;
use super::flow::flow;
use super::forest::Forest;
use super::lines::Lines;
use super::{Block, Glyphs, Page, Role, Shape, Span};

/// A picture of results.
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    /// Differences from a comparator with their intervals.
    Forest(Forest),
    /// Responses by time.
    Course(Course),
}

/// Below this many columns a picture shows nothing, and its sentences stand alone.
pub(super) const NARROWEST: usize = 24;

impl Plot {
    /// The same in sentences: the caption first.
    pub fn words(&self) -> Vec<Vec<Span>> {
        match self {
            Self::Forest(forest) => forest.words(),
            Self::Course(course) => course.words(),
        }
    }

    /// The lines of the picture at a width.
    pub(super) fn lines(&self, width: usize, glyphs: Glyphs, lines: &mut Lines) {
        if width < NARROWEST {
            self.words().iter().for_each(|sentence| flow(sentence, width, glyphs, lines));
            return;
        }
        match self {
            Self::Forest(forest) => forest.lines(width, glyphs, lines),
            Self::Course(course) => course.lines(width, glyphs, lines),
        }
    }
}

impl Page {
    /// The plots of the page, from top to bottom.
    pub fn plots(&self) -> impl Iterator<Item = &Plot> {
        self.blocks.iter().filter_map(|block| match &block.shape {
            Shape::Plot(plot) => Some(plot),
            Shape::Heading | Shape::Paragraph | Shape::Bullet | Shape::Under | Shape::Table(_) => None,
        })
    }

    /// The same page with every picture said in sentences.
    #[must_use]
    pub fn in_words(self) -> Self {
        let in_words = |block: Block| match &block.shape {
            Shape::Plot(plot) => {
                plot.words().into_iter().map(|spans| Block { shape: Shape::Under, spans, ..block.clone() }).collect()
            }
            Shape::Heading | Shape::Paragraph | Shape::Bullet | Shape::Under | Shape::Table(_) => vec![block],
        };
        Self { blocks: self.blocks.into_iter().flat_map(in_words).collect(), ..self }
    }
}

/// Characters in columns, blank at first; what is put outside is left out.
pub(super) struct Canvas {
    cells: Vec<&'static str>,
}

impl Canvas {
    pub(super) fn new(width: usize) -> Self {
        Self { cells: vec![" "; width] }
    }

    pub(super) fn put(&mut self, column: usize, glyph: &'static str) {
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = glyph;
        }
    }

    pub(super) fn fill(&mut self, columns: std::ops::RangeInclusive<usize>, glyph: &'static str) {
        for column in columns {
            self.put(column, glyph);
        }
    }

    pub(super) fn span(self) -> Span {
        Span::new(Role::Plain, self.cells.concat())
    }
}

/// Numbers written centred under their columns; one that would touch the number before it is left out.
pub(super) fn labels(width: usize, at: impl Iterator<Item = (usize, String)>) -> String {
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
