//! The finder: what is typed, what that finds, and which hit is chosen.
//!
//! Promises: where more than one drug may be meant, or the one found is only near, nothing is chosen until the reader chooses. Never
//! searches by itself: `App::settle` calls `search`, once for all keys that arrived together.

use super::keymap::{Edit, Motion};
use super::list::Cursor;
use super::prompt::Prompt;
use crate::search::{Answer, Caution, Hit, Index};

/// The state of the finder.
#[derive(Clone, Debug)]
pub struct Finder {
    prompt: Prompt,
    answer: Answer,
    /// `None` until the reader has chosen among look-alikes.
    cursor: Option<Cursor>,
    height: usize,
}

impl Finder {
    /// A finder with nothing typed: it shows the list of drugs.
    pub fn new(index: &Index<'_>) -> Self {
        Self { prompt: Prompt::default(), answer: index.drugs(), cursor: Some(Cursor::default()), height: 1 }
    }

    /// What is typed.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// What is found; with nothing typed, the drugs.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// The chosen hit and the first one seen.
    pub fn cursor(&self) -> Option<Cursor> {
        self.cursor
    }

    /// The hit that is shown in full: the chosen one, or the first where none is chosen.
    pub fn in_full(&self) -> Option<&Hit> {
        self.chosen().or(self.answer.hits.first())
    }

    /// The hit that Enter opens.
    pub fn chosen(&self) -> Option<&Hit> {
        self.answer.hits.get(self.cursor?.selected())
    }

    /// Why Enter opens nothing, for the reader.
    pub fn why_nothing_opens(&self) -> &'static str {
        match self.answer.caution {
            None => "Nothing found: there is nothing to open.",
            Some(Caution::Near) => "Only near in spelling: choose with Down, then Enter.",
            Some(Caution::Several) => "More than one drug fits: choose with Down, then Enter.",
            Some(Caution::Mentioned) => "No entry has this name: choose a page with Down, then Enter.",
            Some(Caution::Unknown) => "Not every word was found: choose an answer with Down, then Enter.",
        }
    }

    /// Fits the finder to a window that shows `height` hits at once.
    pub fn resize(&mut self, height: usize) {
        self.height = height.max(1);
        let length = self.answer.hits.len();
        self.cursor = self.cursor.map(|cursor| cursor.select(cursor.selected(), length, self.height));
    }

    /// Moves among the hits.
    pub fn move_selection(&mut self, motion: Motion) {
        let length = self.answer.hits.len();
        let screen = self.height.cast_signed();
        let by = match motion {
            Motion::Up => -1,
            Motion::Down => 1,
            Motion::PageUp | Motion::HalfUp => -screen,
            Motion::PageDown | Motion::HalfDown => screen,
            Motion::First | Motion::PreviousSection => isize::MIN,
            Motion::Last | Motion::NextSection => isize::MAX,
        };
        if length > 0 {
            self.cursor = Some(match self.cursor {
                Some(cursor) => cursor.step(by, length, self.height),
                None => Cursor::default(),
            });
        }
    }

    /// Chooses the hit on a row of those seen; returns whether it was chosen already.
    pub fn choose(&mut self, row: usize) -> bool {
        let chosen = self.cursor.map(Cursor::selected);
        let number = self.cursor.map_or(0, Cursor::top) + row;
        if number >= self.answer.hits.len() {
            return false;
        }
        let cursor = self.cursor.unwrap_or_default();
        self.cursor = Some(cursor.select(number, self.answer.hits.len(), self.height));
        chosen == Some(number)
    }

    /// Changes the text; returns whether `search` must be called, since other hits may belong to it now.
    pub(super) fn edit(&mut self, edit: Edit) -> bool {
        // Moving the cursor changes no hits, and must not undo a choice.
        self.prompt.edit(edit)
    }

    /// Finds what the text asks for, and chooses the first hit unless the answer is ambiguous.
    pub(super) fn search(&mut self, index: &Index<'_>) {
        let is_empty = self.prompt.text().trim().is_empty();
        self.answer = if is_empty { index.drugs() } else { index.search(self.prompt.text()) };
        self.cursor = (!self.answer.ambiguous()).then(Cursor::default);
    }
}
