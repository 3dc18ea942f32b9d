//! Fills lines with words.
//!
//! Promises: no line is wider than the width, no word is lost, and what is glued is parted only where it is wider than a
//! whole line.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::lines::{Count, Lines, Written};
use super::text::{NO_BREAK, at_space};
use super::{Glyphs, Role, Span};

/// A part of a word in one role; a word can change its role in the middle.
type Piece<'t> = (Role, &'t str);

/// Fills lines of a width with the words of some spans, greedily.
pub(super) fn flow(spans: &[Span], width: usize, glyphs: Glyphs, lines: &mut impl Lines) {
    lines.begin();
    let mut filler = Filler { width: width.max(1), used: 0, lines };
    words(spans, glyphs, |word| filler.word(word));
}

/// The lines that some spans fill.
pub(super) fn flowed(spans: &[Span], width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    let mut lines = Written::all();
    flow(spans, width, glyphs, &mut lines);
    lines.lines()
}

/// How many lines some spans fill.
pub(super) fn height(spans: &[Span], width: usize, glyphs: Glyphs) -> usize {
    let mut count = Count::default();
    flow(spans, width, glyphs, &mut count);
    count.0
}

/// The columns of the widest word of some spans.
pub(super) fn widest_word(spans: &[Span], glyphs: Glyphs) -> usize {
    let mut widest = 0;
    words(spans, glyphs, |word| widest = widest.max(word_width(word)));
    widest
}

/// Calls `each` for every word of some spans.
fn words(spans: &[Span], glyphs: Glyphs, each: impl FnMut(&[Piece<'_>])) {
    match glyphs {
        Glyphs::Unicode => each_word(spans.iter().map(|span| (span.role, span.text.as_str())), at_space, each),
        Glyphs::Ascii => {
            let shown: Vec<(Role, Cow<'_, str>)> =
                spans.iter().map(|span| (span.role, glyphs.show_glued(&span.text))).collect();
            each_word(shown.iter().map(|(role, text)| (*role, &**text)), at_space, each);
        }
    }
}

/// Calls `each` for every word, one after the other; `parted` gives what stands before and behind the end of the first.
fn each_word<'t>(
    pieces: impl Iterator<Item = Piece<'t>>,
    parted: impl Fn(&'t str) -> Option<(&'t str, &'t str)>,
    mut each: impl FnMut(&[Piece<'t>]),
) {
    // What a word begins with that goes on in the next piece.
    let mut begun: Vec<Piece<'t>> = Vec::new();
    for (role, text) in pieces {
        let mut rest = text;
        while let Some((part, behind)) = parted(rest) {
            match (begun.is_empty(), part.is_empty()) {
                (true, true) => {}
                (true, false) => each(&[(role, part)]),
                (false, _) => {
                    begun.extend((!part.is_empty()).then_some((role, part)));
                    each(&begun);
                    begun.clear();
                }
            }
            rest = behind;
        }
        if !rest.is_empty() {
            begun.push((role, rest));
        }
    }
    if !begun.is_empty() {
        each(&begun);
    }
}

fn word_width(word: &[Piece<'_>]) -> usize {
    word.iter().map(|(_role, text)| columns(text)).sum()
}

/// The columns of a text. Nearly all words are ASCII, where each byte takes one, some of them glued.
pub(super) fn columns(text: &str) -> usize {
    let mut columns = 0;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        // The two bytes of a no-break space.
        let is_narrow = byte.is_ascii() || (byte == 0xC2 && bytes.next() == Some(0xA0));
        if !is_narrow {
            return text.width();
        }
        columns += 1;
    }
    columns
}

struct Filler<'l, L> {
    width: usize,
    used: usize,
    lines: &'l mut L,
}

impl<L: Lines> Filler<'_, L> {
    fn word(&mut self, word: &[Piece<'_>]) {
        let wide = word_width(word);
        let gap = usize::from(self.used > 0);
        if self.used + gap + wide <= self.width {
            if gap > 0
                && let Some((role, _text)) = word.first()
            {
                self.lines.space(*role);
            }
            self.pieces(word);
            self.used += gap + wide;
        } else if wide <= self.width {
            self.break_line();
            self.pieces(word);
            self.used = wide;
        } else if word.iter().any(|(_role, text)| text.contains(NO_BREAK)) {
            // Wider than a line: what is glued has to be parted after all.
            each_word(word.iter().copied(), |text| text.split_once(NO_BREAK), |part| self.word(part));
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
            if text.is_ascii() {
                self.letters(*role, text);
                continue;
            }
            for cluster in text.graphemes(true) {
                let wide = cluster.width();
                if self.used > 0 && self.used + wide > self.width {
                    self.break_line();
                }
                // A cluster wider than the whole line cannot be shown at all.
                if wide <= self.width {
                    self.lines.put(*role, cluster);
                    self.used += wide;
                }
            }
        }
    }

    /// The same for letters of one byte and one column each, such as those of an address.
    fn letters(&mut self, role: Role, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            if self.used >= self.width {
                self.break_line();
            }
            let (part, behind) = rest.split_at_checked(self.width - self.used).unwrap_or((rest, ""));
            self.lines.put(role, part);
            self.used += part.len();
            rest = behind;
        }
    }

    fn pieces(&mut self, word: &[Piece<'_>]) {
        for (role, text) in word {
            self.lines.put(*role, text);
        }
    }

    fn break_line(&mut self) {
        self.lines.begin();
        self.used = 0;
    }
}
