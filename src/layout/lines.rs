//! Fills lines with words, greedily.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Glyphs, NO_BREAK, Role, Span};

/// Lines of a width, the last of which takes what is put.
#[derive(Debug)]
pub(crate) struct Lines {
    lines: Vec<Vec<Span>>,
    glyphs: Glyphs,
    /// The blanks that each line begins with.
    indent: usize,
    /// The columns after the blanks; at least one.
    width: usize,
    /// What the next line begins with in place of the blanks.
    bullet: Option<&'static str>,
}

/// Spans as lines of a width.
pub(crate) fn wrap_spans(spans: &[Span], width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    let mut lines = Lines::new(width, glyphs);
    lines.flow(spans);
    lines.into_spans()
}

impl Lines {
    /// No line yet, of `width` columns; at least one.
    pub(crate) fn new(width: usize, glyphs: Glyphs) -> Self {
        Self { lines: Vec::new(), glyphs, indent: 0, width: width.max(1), bullet: None }
    }

    pub(crate) fn into_spans(self) -> Vec<Vec<Span>> {
        self.lines
    }

    /// The columns of a line after its indentation.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn glyphs(&self) -> Glyphs {
        self.glyphs
    }

    /// Begins a line.
    pub(crate) fn begin(&mut self) {
        self.lines.push(Vec::new());
        match self.bullet.take() {
            Some(bullet) => self.put(Role::Plain, bullet),
            None if self.indent > 0 => self.put(Role::Plain, &" ".repeat(self.indent)),
            None => {}
        }
    }

    /// Puts spans on the line that was begun last, whatever their width.
    pub(crate) fn put_all(&mut self, spans: impl IntoIterator<Item = Span>) {
        self.last().extend(spans);
    }

    /// Begins a line and fills it and further ones with the words of some spans.
    pub(crate) fn flow(&mut self, spans: &[Span]) {
        self.begin();
        let glyphs = self.glyphs;
        let mut filler = Filler { used: 0, lines: self };
        each_word_of(spans, glyphs, |word| filler.word(word));
    }

    /// Fills lines that begin with `by` more blanks.
    pub(crate) fn indented(&mut self, by: usize, fill: impl FnOnce(&mut Self)) {
        self.within(by, self.width.saturating_sub(by), fill);
    }

    /// Fills lines that begin with `by` more blanks, the first with a bullet of as many columns in their place.
    pub(crate) fn bulleted(&mut self, bullet: &'static str, by: usize, fill: impl FnOnce(&mut Self)) {
        self.bullet = (by > 0).then_some(bullet);
        self.indented(by, fill);
        self.bullet = None;
    }

    /// Fills lines of another width, which begin with `by` more blanks.
    pub(crate) fn within(&mut self, by: usize, width: usize, fill: impl FnOnce(&mut Self)) {
        let before = (self.indent, self.width);
        (self.indent, self.width) = (self.indent + by, width.max(1));
        fill(self);
        (self.indent, self.width) = before;
    }

    fn last(&mut self) -> &mut Vec<Span> {
        self.lines.last_mut().expect("a line is begun before anything is put on it")
    }

    fn put(&mut self, role: Role, text: &str) {
        let line = self.last();
        if line.last().is_none_or(|last| last.role != role) {
            line.push(Span::new(role, String::new()));
        }
        let span = line.last_mut().expect("a span was just pushed where there was none");
        span.text.extend(text.chars().map(|c| if c == NO_BREAK { ' ' } else { c }));
    }

    /// Puts a space before a word in a role. Between two words of one role it is of that role too, so that an underline or
    /// reversal does not break.
    fn space(&mut self, next: Role) {
        let continues = self.last().last().is_some_and(|before| before.role == next);
        self.put(if continues { next } else { Role::Plain }, " ");
    }
}

/// A part of a word in one role; a word can change its role in the middle.
#[derive(Clone, Copy)]
struct Piece<'t> {
    role: Role,
    text: &'t str,
    columns: usize,
}

fn columns(word: &[Piece<'_>]) -> usize {
    word.iter().map(|piece| piece.columns).sum()
}

/// The columns of the widest word of some spans.
pub(super) fn widest_word(spans: &[Span], glyphs: Glyphs) -> usize {
    let mut widest = 0;
    each_word_of(spans, glyphs, |word| widest = widest.max(columns(word)));
    widest
}

/// Calls `each` for every word of some spans.
fn each_word_of(spans: &[Span], glyphs: Glyphs, each: impl FnMut(&[Piece<'_>])) {
    let texts: Vec<(Role, Cow<'_, str>)> =
        spans.iter().map(|span| (span.role, glyphs.show_joined(&span.text))).collect();
    each_word(texts.iter().map(|(role, text)| (*role, &**text)), ' ', each);
}

/// Calls `each` for every word of texts that follow each other; words are separated by `space`.
fn each_word<'t>(texts: impl Iterator<Item = (Role, &'t str)>, space: char, mut each: impl FnMut(&[Piece<'t>])) {
    let mut word: Vec<Piece<'t>> = Vec::new();
    for (role, text) in texts {
        for (number, text) in text.split(space).enumerate() {
            // Only a space ends a word: it can go on in the next text.
            if number > 0 && !word.is_empty() {
                each(&word);
                word.clear();
            }
            if !text.is_empty() {
                word.push(Piece { role, text, columns: text.width() });
            }
        }
    }
    if !word.is_empty() {
        each(&word);
    }
}

struct Filler<'l> {
    used: usize,
    lines: &'l mut Lines,
}

impl Filler<'_> {
    fn word(&mut self, word: &[Piece<'_>]) {
        let wide = columns(word);
        let gap = usize::from(self.used > 0);
        if self.used + gap + wide <= self.lines.width {
            if let (1, [first, ..]) = (gap, word) {
                self.lines.space(first.role);
            }
            self.pieces(word);
            self.used += gap + wide;
        } else if wide <= self.lines.width {
            self.break_line();
            self.pieces(word);
            self.used = wide;
        } else if word.iter().any(|piece| piece.text.contains(NO_BREAK)) {
            // Wider than a line, so that words that belong together must be separated after all.
            each_word(word.iter().map(|piece| (piece.role, piece.text)), NO_BREAK, |part| self.word(part));
        } else {
            self.clusters(word);
        }
    }

    /// Splits a word that is wider than a line between grapheme clusters.
    fn clusters(&mut self, word: &[Piece<'_>]) {
        if self.used > 0 {
            self.break_line();
        }
        for Piece { role, text, .. } in word {
            for cluster in text.graphemes(true) {
                let wide = cluster.width();
                if self.used > 0 && self.used + wide > self.lines.width {
                    self.break_line();
                }
                // A cluster wider than the whole line cannot be shown at all.
                if wide <= self.lines.width {
                    self.lines.put(*role, cluster);
                    self.used += wide;
                }
            }
        }
    }

    fn pieces(&mut self, word: &[Piece<'_>]) {
        for Piece { role, text, .. } in word {
            self.lines.put(*role, text);
        }
    }

    fn break_line(&mut self) {
        self.lines.begin();
        self.used = 0;
    }
}
