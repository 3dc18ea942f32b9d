//! Fills lines with words.
//!
//! Promises: no line is wider than the width, no word is lost, and what is glued is parted only where it is wider than a
//! whole line.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::text::NO_BREAK;
use super::{Glyphs, Role, Span};

/// A part of a word in one role; a word can change its role in the middle.
type Piece<'t> = (Role, &'t str);

/// Fills lines of a width with the words of some spans, greedily.
pub(super) fn flow(spans: &[Span], width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    let mut filler = Filler { width: width.max(1), lines: vec![Vec::new()], used: 0 };
    let shown = shown(spans, glyphs);
    each_word(shown.iter().map(|(role, text)| (*role, &**text)), ' ', |word| filler.word(word));
    filler.lines
}

/// The columns of the widest word of some spans.
pub(super) fn widest_word(spans: &[Span], glyphs: Glyphs) -> usize {
    let mut widest = 0;
    let shown = shown(spans, glyphs);
    each_word(shown.iter().map(|(role, text)| (*role, &**text)), ' ', |word| widest = widest.max(word_width(word)));
    widest
}

fn shown(spans: &[Span], glyphs: Glyphs) -> Vec<(Role, Cow<'_, str>)> {
    spans.iter().map(|span| (span.role, glyphs.show_glued(&span.text))).collect()
}

/// Calls `each` for every word between two occurrences of `at`, one after the other.
fn each_word<'t>(pieces: impl Iterator<Item = Piece<'t>>, at: char, mut each: impl FnMut(&[Piece<'t>])) {
    let mut word: Vec<Piece<'t>> = Vec::new();
    for (role, text) in pieces {
        for (number, part) in text.split(at).enumerate() {
            if number > 0 && !word.is_empty() {
                each(&word);
                word.clear();
            }
            if !part.is_empty() {
                word.push((role, part));
            }
        }
    }
    if !word.is_empty() {
        each(&word);
    }
}

fn word_width(word: &[Piece<'_>]) -> usize {
    word.iter().map(|(_role, text)| columns(text)).sum()
}

/// The columns of a text. Nearly all words are ASCII, where each byte takes one.
fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

struct Filler {
    width: usize,
    lines: Vec<Vec<Span>>,
    used: usize,
}

impl Filler {
    fn word(&mut self, word: &[Piece<'_>]) {
        let wide = word_width(word);
        let gap = usize::from(self.used > 0);
        if self.used + gap + wide <= self.width {
            if gap > 0 {
                self.push(self.joining_role(word), " ", 1);
            }
            self.pieces(word);
        } else if wide <= self.width {
            self.break_line();
            self.pieces(word);
        } else if word.iter().any(|(_role, text)| text.contains(NO_BREAK)) {
            // Wider than a line: what is glued has to be parted after all.
            each_word(word.iter().copied(), NO_BREAK, |part| self.word(part));
        } else {
            self.clusters(word);
        }
    }

    /// A word that is wider than a line, cluster for cluster.
    fn clusters(&mut self, word: &[Piece<'_>]) {
        if self.used > 0 {
            self.break_line();
        }
        for (role, text) in word {
            for cluster in text.graphemes(true) {
                let wide = cluster.width();
                if self.used > 0 && self.used + wide > self.width {
                    self.break_line();
                }
                // A cluster wider than the whole line cannot be shown at all.
                if wide <= self.width {
                    self.push(*role, cluster, wide);
                }
            }
        }
    }

    /// A space between two words of the same role belongs to it, so that an underline or reversal does not break.
    fn joining_role(&self, word: &[Piece<'_>]) -> Role {
        let before = self.lines.last().and_then(|line| line.last()).map(|span| span.role);
        match (before, word.first()) {
            (Some(before), Some((next, _text))) if before == *next => before,
            (_, _) => Role::Plain,
        }
    }

    fn pieces(&mut self, word: &[Piece<'_>]) {
        for (role, text) in word {
            self.push(*role, text, columns(text));
        }
    }

    fn push(&mut self, role: Role, text: &str, wide: usize) {
        self.used += wide;
        let Some(line) = self.lines.last_mut() else { return };
        if line.last().is_none_or(|last| last.role != role) {
            line.push(Span::new(role, String::new()));
        }
        let Some(last) = line.last_mut() else { return };
        if text.is_ascii() {
            last.text.push_str(text);
            return;
        }
        for (number, part) in text.split(NO_BREAK).enumerate() {
            if number > 0 {
                last.text.push(' ');
            }
            last.text.push_str(part);
        }
    }

    fn break_line(&mut self) {
        self.lines.push(Vec::new());
        self.used = 0;
    }
}

/// Lines behind a prefix: the first one its own, the others as many spaces.
pub(super) fn indented(lines: Vec<Vec<Span>>, first: &str, indent: usize) -> Vec<Vec<Span>> {
    let mut prefix = first.to_owned();
    let mut out = Vec::with_capacity(lines.len());
    for mut line in lines {
        if !prefix.is_empty() {
            line.insert(0, Span::new(Role::Plain, prefix.clone()));
        }
        prefix = " ".repeat(indent);
        out.push(line);
    }
    out
}
