//! Plots: figures of results as a picture, and as sentences.
//!
//! Promises: a plot is data without a width; it is laid out for a width and a set of characters as tables are. Whatever
//! the picture shows is written beside it in figures, and `words` says it without a picture, for paper, pipes and screen
//! readers. Never rounds what was reported, never draws what was neither reported nor counted.

use super::forest::Forest;
use super::time_course::TimeCourse;
use crate::layout::{Lines, Span};

/// A picture of results.
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    /// Differences from a comparator with their intervals.
    Forest(Forest),
    /// Responses by time.
    TimeCourse(TimeCourse),
}

/// Below this many columns a picture shows nothing, and its sentences take its place.
const NARROWEST: usize = 24;

impl Plot {
    /// The plot in sentences: the caption first.
    pub fn words(&self) -> Vec<Vec<Span>> {
        match self {
            Self::Forest(forest) => forest.words(),
            Self::TimeCourse(course) => course.words(),
        }
    }

    pub(super) fn lines(&self, lines: &mut Lines) {
        match self {
            _ if lines.width() < NARROWEST => self.words().iter().for_each(|sentence| lines.flow(sentence)),
            Self::Forest(forest) => forest.lines(lines),
            Self::TimeCourse(course) => course.lines(lines),
        }
    }
}
