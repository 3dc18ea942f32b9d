//! Fills lines with words.
//!
//! Promises: no line is wider than the width, no word is lost, and what is glued is parted only where it is wider than a
//! whole line.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::lines::{Count, Lines, Written};
use super::text::NO_BREAK;
use super::{Glyphs, Role, Span};
use crate::knowledge::{are_printable, spaces};

/// A part of a word in one role; a word can change its role in the middle.
#[derive(Clone, Copy)]
struct Piece<'t> {
    role: Role,
    text: &'t str,
    columns: usize,
}

/// Fills lines of a width with the words of some spans, greedily.
pub(super) fn flow<L: Lines>(spans: &[Span], width: usize, glyphs: Glyphs, lines: &mut L) {
    let width = width.max(1);
    if !L::ARE_WRITTEN
        && let Some(height) = counted(spans, width, glyphs)
    {
        (0..height).for_each(|_line| lines.begin());
        return;
    }
    lines.begin();
    let mut filler = Filler { width, used: 0, lines };
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

/// How many lines a `Filler` fills with some spans, in one pass over the bytes; `None` where it is not so simple: a character
/// not one column wide, a word wider than a line.
fn counted(spans: &[Span], width: usize, glyphs: Glyphs) -> Option<usize> {
    if glyphs == Glyphs::Ascii {
        return None;
    }
    let mut counting = Counting { lines: 1, used: 0, word: 0, width };
    // A word can go on in the next span.
    for span in spans {
        let (eights, rest) = span.text.as_bytes().as_chunks();
        for eight in eights {
            let printable = u64::from_le_bytes(*eight);
            if are_printable(printable) { counting.add_printable(printable)? } else { counting.add(eight)? }
        }
        counting.add(rest)?;
    }
    counting.end_word()?;
    Some(counting.lines)
}

/// What is counted of a text up to some byte.
struct Counting {
    lines: usize,
    /// The columns that are used of the last line.
    used: usize,
    /// The columns of the word that has not ended.
    word: usize,
    width: usize,
}

impl Counting {
    /// Counts the words of some bytes; `None` if it is not so simple.
    fn add(&mut self, bytes: &[u8]) -> Option<()> {
        for byte in bytes {
            match byte {
                // Of the two bytes of a no-break space the second is its column.
                0x21..0x7F | 0xA0 => self.word += 1,
                b' ' => self.end_word()?,
                0xC2 => {}
                _wide => return None,
            }
        }
        Some(())
    }

    /// The same of eight bytes that are printable ASCII, which are looked at together.
    fn add_printable(&mut self, eight: u64) -> Option<()> {
        let (mut spaces, mut counted) = (spaces(eight), 0);
        while spaces != 0 {
            let space = (spaces.trailing_zeros() / u8::BITS) as usize;
            self.word += space - counted;
            self.end_word()?;
            counted = space + 1;
            spaces &= spaces - 1;
        }
        self.word += size_of::<u64>() - counted;
        Some(())
    }

    /// Puts the word behind the others; `None` if it is wider than a line.
    fn end_word(&mut self) -> Option<()> {
        let word = std::mem::take(&mut self.word);
        match (self.used, word) {
            (_, 0) => {}
            (_, _) if word > self.width => return None,
            (0, _) => self.used = word,
            (used, _) if used + 1 + word <= self.width => self.used = used + 1 + word,
            (_, _) => (self.lines, self.used) = (self.lines + 1, word),
        }
        Some(())
    }
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

/// What stands before the first space. Words are so short that looking at each byte takes half the time of a search that
/// looks at many at once, as `str::split_once` does; and it says on the way whether the bytes are the columns.
fn at_space(text: &str) -> Beginning<'_> {
    let mut seen = 0;
    let end = text.bytes().position(|byte| {
        seen |= byte;
        byte == b' '
    });
    let (part, behind) = match end {
        Some(end) => (text.get(..end).unwrap_or_default(), text.get(end + 1..)),
        None => (text, None),
    };
    Beginning { text: part, columns: if seen.is_ascii() { part.len() } else { columns(part) }, behind }
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
        for Piece { role, text, .. } in word {
            self.lines.put(*role, text);
        }
    }

    fn break_line(&mut self) {
        self.lines.begin();
        self.used = 0;
    }
}
