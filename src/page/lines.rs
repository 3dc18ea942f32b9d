//! Lines while they are filled.

use super::text::NO_BREAK;
use super::{Role, Span};

/// Lines, the last of which takes what is put.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Vec<Span>>,
    /// How many blanks each line begins with.
    indent: usize,
    /// What the next line begins with in place of the blanks.
    first: Option<&'static str>,
}

impl Lines {
    pub(super) fn finish(self) -> Vec<Vec<Span>> {
        self.lines
    }

    /// Begins a line.
    pub(super) fn begin(&mut self) {
        self.lines.push(Vec::new());
        let indent = self.indent;
        match self.first.take() {
            Some(first) => self.put(Role::Plain, first),
            None if indent > 0 => self.put(Role::Plain, &" ".repeat(indent)),
            None => {}
        }
    }

    /// Puts a text on the line that was begun last.
    pub(super) fn put(&mut self, role: Role, text: &str) {
        let line = self.lines.last_mut().expect("a line is begun before anything is put on it");
        let text = text.replace(NO_BREAK, " ");
        match line.last_mut().filter(|last| last.role == role) {
            Some(last) => last.text.push_str(&text),
            None => line.push(Span::new(role, text)),
        }
    }

    /// Puts a space before a word in a role. Between two words of the same role it belongs to it, so that an underline or
    /// reversal does not break.
    pub(super) fn space(&mut self, next: Role) {
        let before = self.lines.last().and_then(|line| line.last());
        let continues = before.is_some_and(|before| before.role == next);
        self.put(if continues { next } else { Role::Plain }, " ");
    }

    /// Puts spans on the line that was begun last.
    pub(super) fn put_all(&mut self, spans: impl IntoIterator<Item = Span>) {
        self.lines.last_mut().expect("a line is begun before anything is put on it").extend(spans);
    }

    /// Fills lines that each begin with so many more blanks.
    pub(super) fn indented(&mut self, by: usize, fill: impl FnOnce(&mut Self)) {
        self.indent += by;
        fill(self);
        self.indent -= by;
    }

    /// The same, with a text of so many columns in place of the first line's blanks.
    pub(super) fn indented_after(&mut self, first: &'static str, by: usize, fill: impl FnOnce(&mut Self)) {
        self.first = (by > 0).then_some(first);
        self.indented(by, fill);
        self.first = None;
    }
}
