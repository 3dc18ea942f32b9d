//! Fills lines with words.
//!
//! Promises: no line is wider than the width, no word is lost, and what is glued is parted only where it is wider than a
//! whole line.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::text::NO_BREAK;
use super::{Glyphs, Role, Span};

/// Fills lines of a width with the words of some spans, greedily.
pub(super) fn flow(spans: &[Span], width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    let mut filler = Filler::new(width.max(1));
    for word in words(spans, glyphs) {
        filler.word(&word);
    }
    filler.finish()
}

/// The pieces between two places where a line may break; a word can change its role in the middle.
pub(super) type Word = Vec<Span>;

pub(super) fn words(spans: &[Span], glyphs: Glyphs) -> Vec<Word> {
    let shown: Vec<Span> = spans.iter().map(|span| Span::new(span.role, glyphs.show_glued(&span.text))).collect();
    parted(&shown, ' ')
}

/// Some spans, parted at a character.
fn parted(spans: &[Span], at: char) -> Vec<Word> {
    let mut words: Vec<Word> = vec![Vec::new()];
    for span in spans {
        for (number, part) in span.text.split(at).enumerate() {
            if number > 0 {
                words.push(Vec::new());
            }
            if let (false, Some(word)) = (part.is_empty(), words.last_mut()) {
                word.push(Span::new(span.role, part));
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

struct Filler {
    width: usize,
    lines: Vec<Vec<Span>>,
    used: usize,
}

impl Filler {
    fn new(width: usize) -> Self {
        Self { width, lines: vec![Vec::new()], used: 0 }
    }

    fn word(&mut self, word: &[Span]) {
        let wide: usize = word.iter().map(|span| span.text.width()).sum();
        let gap = usize::from(self.used > 0);
        if self.used + gap + wide <= self.width {
            if gap > 0 {
                let role = self.joining_role(word);
                self.push(role, " ");
            }
            self.pieces(word);
        } else if wide <= self.width {
            self.break_line();
            self.pieces(word);
        } else if word.iter().any(|span| span.text.contains(NO_BREAK)) {
            // Wider than a line: what is glued has to be parted after all.
            for part in parted(word, NO_BREAK) {
                self.word(&part);
            }
        } else {
            if self.used > 0 {
                self.break_line();
            }
            for span in word {
                for cluster in span.text.graphemes(true) {
                    if self.used > 0 && self.used + cluster.width() > self.width {
                        self.break_line();
                    }
                    // A cluster wider than the whole line cannot be shown at all.
                    if cluster.width() <= self.width {
                        self.push(span.role, cluster);
                    }
                }
            }
        }
    }

    /// A space between two words of the same role belongs to it, so that an underline or reversal does not break.
    fn joining_role(&self, word: &[Span]) -> Role {
        let before = self.lines.last().and_then(|line| line.last()).map(|span| span.role);
        match (before, word.first()) {
            (Some(before), Some(next)) if before == next.role => before,
            (_, _) => Role::Plain,
        }
    }

    fn pieces(&mut self, word: &[Span]) {
        for span in word {
            self.push(span.role, &span.text);
        }
    }

    fn push(&mut self, role: Role, text: &str) {
        let text = text.replace(NO_BREAK, " ");
        self.used += text.width();
        let Some(line) = self.lines.last_mut() else { return };
        match line.last_mut() {
            Some(last) if last.role == role => last.text.push_str(&text),
            Some(_) | None => line.push(Span::new(role, text)),
        }
    }

    fn break_line(&mut self) {
        self.lines.push(Vec::new());
        self.used = 0;
    }

    fn finish(self) -> Vec<Vec<Span>> {
        self.lines
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
