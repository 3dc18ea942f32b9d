//! A line of a drug's card, drawn.
//!
//! Promises: in columns where there is room, and in running text where there is none; a line that is too long goes on below, so that
//! nothing is cut. The bars of one result have one scale, which begins at zero. Never says less than its sentence, but for whom the
//! people of a trial were.

use unicode_width::UnicodeWidthStr;

use super::canvas::Canvas;
use crate::knowledge::Decimal;
use crate::layout::{Glyph, Glyphs, Lines, NO_BREAK, Role, Span, wrap_spans};

/// Below this many columns a card has no columns: each line is a sentence.
const NARROWEST: usize = 64;

/// A card is no wider: the numbers at its right edge must be near their lines.
const WIDEST: usize = 100;

/// The columns of the word before a line.
const LABEL: usize = 10;

/// A block of a card. The spans of the block are the line, without the word before it.
#[derive(Clone, Debug, PartialEq)]
pub struct CardBlock {
    /// The word before the line; empty where the line takes the whole width.
    pub label: &'static str,
    /// Whether the line above has the word already.
    pub goes_on: bool,
    /// At the right edge: whose text it is, and the numbers of the sources.
    pub right: Vec<Span>,
    /// The bars under the line.
    pub bars: Vec<Bar>,
    /// The line as a sentence.
    pub sentence: Vec<Span>,
}

/// A percentage as a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The arm.
    pub label: String,
    /// The percentage.
    pub percent: Decimal,
    /// What is written after the percentage.
    pub note: String,
}

impl CardBlock {
    /// The line as a sentence, with everything that its picture shows.
    pub(super) fn sentence(&self) -> &[Span] {
        &self.sentence
    }

    pub(super) fn draw(&self, text: &[Span], lines: &mut Lines) {
        let glyphs = lines.glyphs();
        let width = lines.width().min(WIDEST);
        if width < NARROWEST {
            self.draw_narrow(text, lines);
            return;
        }
        let indent = if self.label.is_empty() { 0 } else { LABEL };
        let right: Vec<Span> = self.right.iter().map(|span| Span::new(span.role, glyphs.show(&span.text))).collect();
        let right_width: usize = right.iter().map(|span| span.text.width()).sum();
        let room = width - indent - if right.is_empty() { 0 } else { right_width + 1 };
        for (number, line) in wrap_spans(text, room, glyphs).into_iter().enumerate() {
            lines.begin();
            if indent > 0 {
                let label = if number == 0 && !self.goes_on { self.label } else { "" };
                lines.put_all([Span::new(Role::Label, format!("{label:indent$}"))]);
            }
            let used: usize = line.iter().map(|span| span.text.width()).sum();
            lines.put_all(line);
            if number == 0 && !right.is_empty() {
                lines.put_all([Span::new(Role::Plain, " ".repeat(room + 1 - used))]);
                lines.put_all(right.iter().cloned());
            }
        }
        // A long name of an arm may need the columns under the word.
        let bars = if self.picture_width(width - indent, glyphs) < LEAST_PICTURE { indent.min(2) } else { indent };
        lines.within(bars, width - bars, |lines| self.draw_bars(lines));
    }

    /// The line in running text, and each arm under it.
    fn draw_narrow(&self, text: &[Span], lines: &mut Lines) {
        let mut spans = Vec::new();
        if !self.label.is_empty() {
            spans.push(Span::new(Role::Label, format!("{}: ", self.label)));
        }
        spans.extend(text.iter().cloned());
        if !self.right.is_empty() {
            // A line break must not separate the number of a source from the last word.
            spans.push(Span::new(Role::Plain, format!("{NO_BREAK}[")));
            spans.extend(self.right.iter().map(|span| Span::new(span.role, span.text.replace(' ', "\u{A0}"))));
            spans.push(Span::new(Role::Plain, "]"));
        }
        lines.flow(&spans);
        let indent = if lines.width() > 12 { 2 } else { 0 };
        lines.indented(indent, |lines| {
            for bar in &self.bars {
                lines.flow(&[Span::prose(Role::Plain, &format!("{} {}% {}", bar.label, bar.percent, bar.note))]);
            }
        });
    }

    /// The columns that names and figures leave for the bars.
    fn picture_width(&self, width: usize, glyphs: Glyphs) -> usize {
        let texts: Vec<[String; 2]> = self.bars.iter().map(|bar| bar.texts(glyphs)).collect();
        let widest = |column: usize| texts.iter().map(|text| text[column].width()).max().unwrap_or(0);
        width.saturating_sub(widest(0) + widest(1) + 2)
    }

    /// The bars on one scale, which begins at zero and ends at the next ten percent above the longest.
    fn draw_bars(&self, lines: &mut Lines) {
        let glyphs = lines.glyphs();
        let texts: Vec<[String; 2]> = self.bars.iter().map(|bar| bar.texts(glyphs)).collect();
        let label = texts.iter().map(|[label, _figures]| label.width()).max().unwrap_or(0);
        let highest = self.bars.iter().map(|bar| bar.percent.value()).fold(0.0, f64::max);
        let end = ((highest / 10.0).ceil() * 10.0).max(10.0);
        let picture = self.picture_width(lines.width(), glyphs);
        for (bar, [name, figure]) in self.bars.iter().zip(&texts) {
            if picture < LEAST_PICTURE {
                lines.flow(&[Span::prose(Role::Plain, &format!("{name} {figure}"))]);
                continue;
            }
            let mut canvas = Canvas::new(picture);
            let length = (bar.percent.value() / end * picture as f64).round() as usize;
            if length > 0 {
                canvas.fill(0..=length.min(picture) - 1, glyphs.of(Glyph::Bar));
            }
            lines.begin();
            let before = Span::new(Role::Plain, format!("{name:label$} "));
            lines.put_all([before, canvas.into_span(), Span::new(Role::Plain, format!(" {figure}"))]);
        }
    }
}

/// Below this many columns bars show nothing.
const LEAST_PICTURE: usize = 8;

impl Bar {
    fn texts(&self, glyphs: Glyphs) -> [String; 2] {
        let percent = format!("{}%", self.percent);
        let figures = if self.note.is_empty() { percent } else { format!("{percent:5} {}", self.note) };
        [glyphs.show(&self.label), glyphs.show(&figures)]
    }
}
