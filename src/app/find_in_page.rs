//! Finding words in the page: the words, the matches, and which match is shown.
//!
//! Promises: the matches belong to the lines that are shown; after the last match comes the first, with a notice;
//! leaving without Enter returns to where the reader was.

use std::ops::Range;

use super::keymap::Edit;
use super::page_view::{PageView, ReadingPosition};
use super::prompt::Prompt;
use crate::page::Line;
use crate::search::phrases;

/// Where the words are, as bytes of lines: one part, or several where a phrase is broken over lines. Never empty.
type Match = Vec<(usize, Range<usize>)>;

/// The state of finding words in the page.
#[derive(Debug, Default)]
pub struct FindInPage {
    prompt: Prompt,
    /// Where the reader was before the words were typed; `None` when they are not being typed.
    before: Option<ReadingPosition>,
    /// The text of the page, joined once for all letters that are typed.
    text: Option<PageText>,
    matches: Vec<Match>,
    /// The match that is shown; `None` while nothing is searched for.
    current: Option<usize>,
}

impl FindInPage {
    /// The line being typed.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// Whether the words are being typed.
    pub fn is_typing(&self) -> bool {
        self.before.is_some()
    }

    /// The number of the match that is shown, from 1, and how many there are; `None` while nothing is searched for.
    pub fn count(&self) -> Option<(usize, usize)> {
        self.current.map(|current| (current + 1, self.matches.len()))
    }

    /// The parts of all matches: line, bytes of its text, and whether the match is the one shown.
    pub fn highlights(&self) -> impl Iterator<Item = (usize, Range<usize>, bool)> {
        let shown = self.matches.iter().enumerate().filter(|_| self.current.is_some());
        shown.flat_map(|(number, parts)| {
            let is_current = Some(number) == self.current;
            parts.iter().map(move |(line, range)| (*line, range.clone(), is_current))
        })
    }

    pub(super) fn has_words(&self) -> bool {
        !self.prompt.text().trim().is_empty()
    }

    /// Begins typing, with nothing typed. What is folded is searched too, so every section is opened.
    pub(super) fn begin(&mut self, view: &mut PageView) {
        *self = Self { before: Some(view.position()), ..Self::default() };
        view.open_all();
    }

    /// Takes words that were searched for elsewhere, for the next match.
    pub(super) fn set_words(&mut self, words: &str) {
        self.prompt = Prompt::with_text(words);
    }

    /// Lights the words that were searched for elsewhere, where the selected statement has any.
    pub(super) fn light(&mut self, view: &PageView) {
        self.search(view);
        let lines = view.selected_lines().unwrap_or_default();
        self.current = self.matches.iter().position(|parts| lines.contains(&first_line(parts)));
    }

    /// Changes the words, and shows the first match from where the reader was. Returns a notice, where one is needed.
    pub(super) fn edit(&mut self, edit: Edit, view: &mut PageView) -> Option<&'static str> {
        if !self.prompt.edit(edit) {
            return None;
        }
        if let Some(position) = &self.before {
            view.restore(ReadingPosition { open: view.position().open, ..position.clone() });
        }
        self.current = None;
        if self.has_words() { self.next(view) } else { None }
    }

    /// Ends typing; the words and the match stay.
    pub(super) fn accept(&mut self) {
        self.before = None;
    }

    /// Ends typing and returns to where the reader was.
    pub(super) fn cancel(&mut self, view: &mut PageView) {
        if let Some(position) = self.before.take() {
            view.restore(position);
        }
        self.forget_matches();
    }

    /// Forgets the matches, since the page is another one; the words stay.
    pub(super) fn forget_matches(&mut self) {
        *self = Self { prompt: std::mem::take(&mut self.prompt), ..Self::default() };
    }

    /// Shows the next match, after the last one the first. Returns a notice, where one is needed.
    pub(super) fn next(&mut self, view: &mut PageView) -> Option<&'static str> {
        if !self.finds_any(view) {
            return Some(NO_MATCHES);
        }
        let next = match self.current {
            Some(current) => Some(current + 1),
            None => self.matches.iter().position(|parts| first_line(parts) >= view.scroll()),
        };
        let next = next.filter(|next| *next < self.matches.len());
        self.show(next.unwrap_or(0), view);
        next.is_none().then_some("That was the last match; this is the first.")
    }

    /// Shows the match before, before the first one the last. Returns a notice, where one is needed.
    pub(super) fn previous(&mut self, view: &mut PageView) -> Option<&'static str> {
        if !self.finds_any(view) {
            return Some(NO_MATCHES);
        }
        let previous = match self.current {
            Some(current) => current.checked_sub(1),
            None => self.matches.iter().rposition(|parts| first_line(parts) < view.scroll()),
        };
        self.show(previous.unwrap_or(self.matches.len() - 1), view);
        previous.is_none().then_some("That was the first match; this is the last.")
    }

    /// Finds the matches again, since the lines of the page are others.
    pub(super) fn rewrapped(&mut self, view: &PageView) {
        self.text = None;
        if let Some(current) = self.current {
            self.search(view);
            self.current = self.matches.len().checked_sub(1).map(|last| current.min(last));
        }
    }

    /// Whether the page has a match; searches unless that was done.
    fn finds_any(&mut self, view: &PageView) -> bool {
        if self.current.is_none() {
            self.search(view);
        }
        !self.matches.is_empty()
    }

    fn search(&mut self, view: &PageView) {
        let text = self.text.get_or_insert_with(|| PageText::join(view.lines()));
        self.matches = text.matches(self.prompt.text());
    }

    fn show(&mut self, number: usize, view: &mut PageView) {
        self.current = Some(number);
        view.show_line(first_line(&self.matches[number]));
    }
}

const NO_MATCHES: &str = "No matches on this page.";

fn first_line(parts: &Match) -> usize {
    parts[0].0
}

/// The lines of a page as one text, and the byte at which each begins.
#[derive(Debug)]
struct PageText {
    text: String,
    line_starts: Vec<usize>,
}

impl PageText {
    fn join(lines: &[Line]) -> Self {
        let mut joined = Self { text: String::new(), line_starts: Vec::with_capacity(lines.len()) };
        for line in lines {
            joined.line_starts.push(joined.text.len());
            line.spans.iter().for_each(|span| joined.text.push_str(&span.text));
            joined.text.push('\n');
        }
        joined
    }

    /// The matches of the phrase as it was typed, or if there are none, of each of its words.
    fn matches(&self, words: &str) -> Vec<Match> {
        let mut ranges = phrases(&self.text, words);
        if ranges.is_empty() {
            let words = words.split_whitespace().filter(|word| word.len() > 1);
            ranges = words.flat_map(|word| phrases(&self.text, word)).collect();
            ranges.sort_by_key(|range| range.start);
            ranges.dedup_by(|later, earlier| later.start < earlier.end);
        }
        // A match of nothing but blanks and line ends has no part to show.
        ranges.into_iter().map(|range| self.by_line(&range)).filter(|parts| !parts.is_empty()).collect()
    }

    /// A range of the whole text as ranges of its lines, without their indents.
    fn by_line(&self, range: &Range<usize>) -> Match {
        let Self { text, line_starts } = self;
        let first = line_starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        let lines = line_starts.iter().enumerate().skip(first).take_while(|(_, start)| **start < range.end);
        lines
            .filter_map(|(number, start)| {
                let line_end = line_starts.get(number + 1).map_or(text.len(), |next| *next) - 1;
                let (from, to) = (range.start.max(*start), range.end.min(line_end));
                let part = &text[from..to];
                let from = from + part.len() - part.trim_start().len();
                (from < to).then(|| (number, from - start..to - start))
            })
            .collect()
    }
}
