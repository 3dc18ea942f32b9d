//! Finding words in the page: what is looked for, where it stands, and which place is shown.
//!
//! Promises: the places belong to the lines that are shown; going past the last one goes on from the first and says so;
//! leaving without Enter returns to where the reader was.

use std::ops::Range;

use super::action::Edit;
use super::prompt::Prompt;
use super::{App, Focus, Reader};
use crate::page::Line;
use crate::search::phrases;

/// One place where the words stand: parts of one line, or of several where it is broken.
type Place = Vec<(usize, Range<usize>)>;

/// The text of a page, line for line, and where each line begins in it.
#[derive(Debug)]
struct Text {
    text: String,
    starts: Vec<usize>,
}

/// The state of the search in a page.
#[derive(Debug, Default)]
pub struct Seek {
    pub(super) prompt: Prompt,
    /// Where the reader was before the words were typed; `None` once they are.
    before: Option<(Option<usize>, usize)>,
    /// What is looked through, written once for all the letters that are typed.
    page: Option<Text>,
    places: Vec<Place>,
    /// Which place is shown; `None` while nothing is sought.
    current: Option<usize>,
}

impl Seek {
    /// What is looked for.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// Whether the words are being typed.
    pub fn is_typing(&self) -> bool {
        self.before.is_some()
    }

    /// The number of the place shown, from 1, and how many there are; `None` while nothing is sought.
    pub fn count(&self) -> Option<(usize, usize)> {
        self.current.map(|current| (current + 1, self.places.len()))
    }

    /// Every part of a place, with its line and whether it is of the place shown.
    pub fn marks(&self) -> impl Iterator<Item = (usize, Range<usize>, bool)> {
        let shown = self.places.iter().enumerate().filter(|_| self.current.is_some());
        shown.flat_map(|(number, place)| {
            let is_current = Some(number) == self.current;
            place.iter().map(move |(line, range)| (*line, range.clone(), is_current))
        })
    }

    /// Where the place shown begins.
    pub fn at(&self) -> Option<(usize, usize)> {
        let (line, range) = self.places.get(self.current?)?.first()?;
        Some((*line, range.start))
    }

    /// Forgets the places, since the page is another one; the words stay.
    pub(super) fn leave(&mut self) {
        *self = Self { prompt: std::mem::take(&mut self.prompt), ..Self::default() };
    }

    /// Looks for the places of the words.
    fn look(&mut self, reader: &Reader) {
        let page = self.page.get_or_insert_with(|| Text::of(reader.lines()));
        self.places = page.places(self.prompt.text());
    }

    /// Looks for the places anew, since the lines are others.
    fn look_again(&mut self, reader: &Reader) {
        self.page = None;
        if let Some(current) = self.current {
            self.look(reader);
            self.current = self.places.len().checked_sub(1).map(|last| current.min(last));
        }
    }
}

impl Text {
    fn of(lines: &[Line]) -> Self {
        let mut all = Self { text: String::new(), starts: Vec::with_capacity(lines.len()) };
        for line in lines {
            all.starts.push(all.text.len());
            line.spans.iter().for_each(|span| all.text.push_str(&span.text));
            all.text.push('\n');
        }
        all
    }

    /// Where words stand: the phrase as it was typed, or if it stands nowhere, each of its words.
    fn places(&self, words: &str) -> Vec<Place> {
        let Self { text, starts } = self;
        let mut found = phrases(text, words);
        if found.is_empty() {
            let words = words.split_whitespace().filter(|word| word.len() > 1);
            found = words.flat_map(|word| phrases(text, word)).collect();
            found.sort_by_key(|range| range.start);
            found.dedup_by(|later, earlier| later.start < earlier.end);
        }
        found.into_iter().map(|range| in_lines(&range, text, starts)).collect()
    }
}

/// A range of the whole text as ranges of its lines, without the spaces at their beginnings.
fn in_lines(range: &Range<usize>, text: &str, starts: &[usize]) -> Place {
    let first = starts.partition_point(|start| *start <= range.start).saturating_sub(1);
    let lines = starts.iter().enumerate().skip(first).take_while(|(_, start)| **start < range.end);
    lines
        .filter_map(|(number, start)| {
            let end = starts.get(number + 1).map_or(text.len(), |next| *next).saturating_sub(1);
            let (from, to) = (range.start.max(*start), range.end.min(end));
            let part = text.get(from..to)?;
            let from = from + part.len() - part.trim_start().len();
            (from < to).then(|| (number, from - start..to - start))
        })
        .collect()
}

impl App<'_> {
    /// What is sought in the page.
    pub fn seek(&self) -> &Seek {
        &self.seek
    }

    /// Takes words in.
    pub(super) fn find_in_page(&mut self) {
        if self.focus != Focus::Page {
            self.focus_on(Focus::Page);
        }
        self.seek.leave();
        self.seek.prompt = Prompt::default();
        self.seek.before = Some((self.reader.item(), self.reader.scroll()));
    }

    /// Changes the words, and shows the first place from where the reader was.
    pub(super) fn edit_sought(&mut self, edit: Edit) {
        if !self.seek.prompt.edit(edit) {
            return;
        }
        if let Some((item, scroll)) = self.seek.before {
            self.reader.restore(item, scroll);
        }
        self.seek.current = None;
        if !self.seek.prompt.text().trim().is_empty() {
            self.next_place();
        }
    }

    /// Ends the typing; the words stay, and with them the place.
    pub(super) fn keep_place(&mut self) {
        self.seek.before = None;
    }

    /// Ends the typing and returns to where the reader was.
    pub(super) fn leave_seek(&mut self) {
        if let Some((item, scroll)) = self.seek.before.take() {
            self.reader.restore(item, scroll);
            self.show_references();
        }
        self.seek.leave();
    }

    /// Goes to the next place, from the last one on to the first.
    pub(super) fn next_place(&mut self) {
        let Some(places) = self.sought() else { return };
        let next = match self.seek.current {
            Some(current) => Some(current + 1),
            None => self.seek.places.iter().position(|place| first_line(place) >= self.reader.scroll()),
        };
        let next = next.filter(|next| *next < places);
        if next.is_none() {
            self.notice = Some("That was the last place; this is the first.");
        }
        self.show_place(next.unwrap_or(0));
    }

    /// Goes to the place before, from the first one on to the last.
    pub(super) fn previous_place(&mut self) {
        let Some(places) = self.sought() else { return };
        let before = match self.seek.current {
            Some(current) => current.checked_sub(1),
            None => self.seek.places.iter().rposition(|place| first_line(place) < self.reader.scroll()),
        };
        if before.is_none() {
            self.notice = Some("That was the first place; this is the last.");
        }
        self.show_place(before.unwrap_or(places - 1));
    }

    /// How many places there are; says why where there are none.
    fn sought(&mut self) -> Option<usize> {
        if self.seek.prompt.text().trim().is_empty() {
            self.notice = Some("Nothing to look for yet: press f and type a word.");
            return None;
        }
        if self.focus != Focus::Page {
            self.focus_on(Focus::Page);
        }
        if self.seek.current.is_none() {
            self.seek.look(&self.reader);
        }
        if self.seek.places.is_empty() {
            self.notice = Some("That does not stand on this page.");
            return None;
        }
        Some(self.seek.places.len())
    }

    fn show_place(&mut self, place: usize) {
        self.seek.current = Some(place);
        let before = self.reader.item();
        if let Some((line, _)) = self.seek.at() {
            self.reader.show_line(line);
        }
        if self.reader.item() != before {
            self.show_references();
        }
    }

    pub(super) fn look_again(&mut self) {
        self.seek.look_again(&self.reader);
    }
}

fn first_line(place: &Place) -> usize {
    place.first().map_or(0, |(line, _)| *line)
}
