//! Fills lines with words.
//!
//! Promises: no line is wider than the width, no word is lost, and what is glued is parted only where it is wider than a
//! whole line.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::lines::Lines;
use super::text::NO_BREAK;
use super::{Glyphs, Role, Span};

/// A part of a word in one role; a word can change its role in the middle.
#[derive(Clone, Copy)]
struct Piece<'t> {
    role: Role,
    text: &'t str,
    columns: usize,
}

/// Fills lines of a width with the words of some spans, greedily.
pub(super) fn flow(spans: &[Span], width: usize, glyphs: Glyphs, lines: &mut Lines) {
    let width = width.max(1);
    lines.begin();
    let mut filler = Filler { width, used: 0, lines };
    words(spans, glyphs, |word| filler.word(word));
}

/// The lines that some spans fill.
pub(super) fn flowed(spans: &[Span], width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    let mut lines = Lines::default();
    flow(spans, width, glyphs, &mut lines);
    lines.finish()
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

/// The beginning of a text: up to where it is parted, or all of it.
struct Beginning<'t> {
    text: &'t str,
    columns: usize,
    /// What stands behind that at which it was parted.
    behind: Option<&'t str>,
}

/// What stands before the first space.
fn at_space(text: &str) -> Beginning<'_> {
    let (part, behind) = text.split_once(' ').map_or((text, None), |(part, behind)| (part, Some(behind)));
    Beginning { text: part, columns: columns(part), behind }
}

/// What stands before the first no-break space.
fn at_joint(text: &str) -> Beginning<'_> {
    let (part, behind) = text.split_once(NO_BREAK).map_or((text, None), |(part, behind)| (part, Some(behind)));
    Beginning { text: part, columns: columns(part), behind }
}

/// Calls `each` for every word, one after the other; `parted` parts the first from the rest.
fn each_word<'t>(
    texts: impl Iterator<Item = (Role, &'t str)>,
    parted: impl Fn(&'t str) -> Beginning<'t>,
    mut each: impl FnMut(&[Piece<'t>]),
) {
    // What a word begins with that goes on in the next text.
    let mut begun: Vec<Piece<'t>> = Vec::new();
    for (role, text) in texts {
        let mut rest = Some(text);
        while let Some(Beginning { text, columns, behind }) = rest.map(&parted) {
            let piece = Piece { role, text, columns };
            match (begun.is_empty(), text.is_empty()) {
                (true, false) if behind.is_some() => each(&[piece]),
                (_, false) => begun.push(piece),
                (_, true) => {}
            }
            if behind.is_some() && !begun.is_empty() {
                each(&begun);
                begun.clear();
            }
            rest = behind;
        }
    }
    if !begun.is_empty() {
        each(&begun);
    }
}

fn word_width(word: &[Piece<'_>]) -> usize {
    word.iter().map(|piece| piece.columns).sum()
}

/// The columns of a text.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

struct Filler<'l> {
    width: usize,
    used: usize,
    lines: &'l mut Lines,
}

impl Filler<'_> {
    fn word(&mut self, word: &[Piece<'_>]) {
        let wide = word_width(word);
        let gap = usize::from(self.used > 0);
        if self.used + gap + wide <= self.width {
            if gap > 0
                && let Some(first) = word.first()
            {
                self.lines.space(first.role);
            }
            self.pieces(word);
            self.used += gap + wide;
        } else if wide <= self.width {
            self.break_line();
            self.pieces(word);
            self.used = wide;
        } else if word.iter().any(|piece| piece.text.contains(NO_BREAK)) {
            // Wider than a line: what is glued has to be parted after all.
            each_word(word.iter().map(|piece| (piece.role, piece.text)), at_joint, |part| self.word(part));
        } else {
            self.clusters(word);
        }
    }

    /// A word that is wider than a line, cluster for cluster.
    fn clusters(&mut self, word: &[Piece<'_>]) {
        if self.used > 0 {
            self.break_line();
        }
        for Piece { role, text, .. } in word {
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
