//! What becomes of lines while they are filled.
//!
//! Promises: one way of filling lines serves whoever wants the lines and whoever only asks how many there are, so that the
//! two cannot disagree. Counting writes nothing.

use std::ops::Range;

use super::text::NO_BREAK;
use super::{Role, Span};

/// Takes lines, piece for piece.
pub(super) trait Lines {
    /// Whether anything is wanted of the lines but how many there are.
    const ARE_WRITTEN: bool;

    /// Begins a line.
    fn begin(&mut self);

    /// Puts a text on the line that was begun last.
    fn put(&mut self, role: Role, text: &str);

    /// Puts blank columns there.
    fn blank(&mut self, columns: usize);

    /// Puts a space there, before a word in a role. Between two words of the same role it belongs to it, so that an
    /// underline or reversal does not break.
    fn space(&mut self, next: Role);

    /// Puts spans there, that are made only where somebody wants them.
    fn put_all(&mut self, spans: impl FnOnce() -> Vec<Span>);
}

/// How many lines were begun.
#[derive(Debug, Default)]
pub(super) struct Count(pub(super) usize);

impl Lines for Count {
    const ARE_WRITTEN: bool = false;

    fn begin(&mut self) {
        self.0 += 1;
    }

    fn put(&mut self, _role: Role, _text: &str) {}

    fn blank(&mut self, _columns: usize) {}

    fn space(&mut self, _next: Role) {}

    fn put_all(&mut self, _spans: impl FnOnce() -> Vec<Span>) {}
}

/// Those lines that are wanted, by their numbers.
#[derive(Debug)]
pub(super) struct Written {
    wanted: Range<usize>,
    begun: usize,
    lines: Vec<Vec<Span>>,
}

impl Written {
    pub(super) fn some(wanted: Range<usize>) -> Self {
        Self { wanted, begun: 0, lines: Vec::new() }
    }

    pub(super) fn all() -> Self {
        Self::some(0..usize::MAX)
    }

    pub(super) fn lines(self) -> Vec<Vec<Span>> {
        self.lines
    }

    /// The line that was begun last, if it is wanted.
    fn last(&mut self) -> Option<&mut Vec<Span>> {
        let number = self.begun.checked_sub(1)?;
        self.lines.last_mut().filter(|_| self.wanted.contains(&number))
    }
}

impl Lines for Written {
    const ARE_WRITTEN: bool = true;

    fn begin(&mut self) {
        if self.wanted.contains(&self.begun) {
            self.lines.push(Vec::new());
        }
        self.begun += 1;
    }

    fn put(&mut self, role: Role, text: &str) {
        let Some(line) = self.last() else { return };
        if line.last().is_none_or(|last| last.role != role) {
            line.push(Span::new(role, String::new()));
        }
        let Some(last) = line.last_mut() else { return };
        for (number, part) in text.split(NO_BREAK).enumerate() {
            if number > 0 {
                last.text.push(' ');
            }
            last.text.push_str(part);
        }
    }

    fn blank(&mut self, columns: usize) {
        self.put(Role::Plain, &" ".repeat(columns));
    }

    fn space(&mut self, next: Role) {
        let Some(line) = self.last() else { return };
        let goes_on = line.last().is_some_and(|before| before.role == next);
        self.put(if goes_on { next } else { Role::Plain }, " ");
    }

    fn put_all(&mut self, spans: impl FnOnce() -> Vec<Span>) {
        if let Some(line) = self.last() {
            line.extend(spans());
        }
    }
}

/// Lines behind a prefix: the first one its own, the others as many blanks.
pub(super) struct Indented<'l, L> {
    lines: &'l mut L,
    first: Option<&'l str>,
    indent: usize,
}

impl<'l, L: Lines> Indented<'l, L> {
    /// Lines of which the first begins with a text of `indent` columns.
    pub(super) fn behind(first: &'l str, indent: usize, lines: &'l mut L) -> Self {
        Self { lines, first: Some(first), indent }
    }

    /// Lines that all begin with blanks.
    pub(super) fn by(indent: usize, lines: &'l mut L) -> Self {
        Self { lines, first: None, indent }
    }
}

impl<L: Lines> Lines for Indented<'_, L> {
    const ARE_WRITTEN: bool = L::ARE_WRITTEN;

    fn begin(&mut self) {
        self.lines.begin();
        match (self.first.take(), self.indent) {
            (_, 0) => {}
            (Some(first), _) => self.lines.put(Role::Plain, first),
            (None, indent) => self.lines.blank(indent),
        }
    }

    fn put(&mut self, role: Role, text: &str) {
        self.lines.put(role, text);
    }

    fn blank(&mut self, columns: usize) {
        self.lines.blank(columns);
    }

    fn space(&mut self, next: Role) {
        self.lines.space(next);
    }

    fn put_all(&mut self, spans: impl FnOnce() -> Vec<Span>) {
        self.lines.put_all(spans);
    }
}
