//! The finder: what is typed, what that finds, and which hit is chosen.
//!
//! Promises: the hits always belong to the text; where the names of more than one drug fit, nothing is chosen until the
//! reader chooses.

use super::action::{Edit, Motion};
use super::cursor::Cursor;
use super::prompt::Prompt;
use crate::knowledge::{EntryId, Kind, Knowledge};
use crate::search::{Answer, Hit, How, Index};

/// The state of the finder.
#[derive(Debug)]
pub struct Finder {
    index: Index,
    drugs: Vec<Hit>,
    prompt: Prompt,
    answer: Answer,
    /// `None` until the reader has chosen among look-alikes.
    cursor: Option<Cursor>,
    height: usize,
}

impl Finder {
    /// A finder with nothing typed: it shows the list of drugs.
    pub fn new(knowledge: &Knowledge) -> Self {
        let drugs = [Kind::Oral, Kind::Topical]
            .iter()
            .flat_map(|kind| knowledge.ids(*kind))
            .filter_map(|id| {
                let title = knowledge.entry(id)?.title().to_owned();
                Some(Hit { id: id.clone(), matched: title.clone(), title, how: How::Exact })
            })
            .collect();
        Self {
            index: Index::new(knowledge),
            drugs,
            prompt: Prompt::default(),
            answer: Answer::default(),
            cursor: Some(Cursor::default()),
            height: 1,
        }
    }

    /// What is typed.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// What is found; with nothing typed, the drugs.
    pub fn hits(&self) -> &[Hit] {
        if self.prompt.text().trim().is_empty() { &self.drugs } else { &self.answer.hits }
    }

    /// Whether the names of more than one drug fit.
    pub fn is_ambiguous(&self) -> bool {
        self.answer.ambiguous
    }

    /// The chosen hit and the first one seen.
    pub fn cursor(&self) -> Option<Cursor> {
        self.cursor
    }

    /// The entry that Enter opens.
    pub fn chosen(&self) -> Option<&EntryId> {
        let cursor = self.cursor?;
        self.hits().get(cursor.selected()).map(|hit| &hit.id)
    }

    /// Why Enter opens nothing, for the reader.
    pub fn why_nothing_opens(&self) -> &'static str {
        if self.hits().is_empty() {
            "Nothing found: there is nothing to open."
        } else {
            "More than one drug fits: choose with Down, then Enter."
        }
    }

    /// Tells the finder how many hits can be seen at once.
    pub fn resize(&mut self, height: usize) {
        self.height = height.max(1);
        let length = self.hits().len();
        self.cursor = self.cursor.map(|cursor| cursor.select(cursor.selected(), length, self.height));
    }

    /// Moves among the hits.
    pub fn travel(&mut self, motion: Motion) {
        let length = self.hits().len();
        let screen = self.height.cast_signed();
        let by = match motion {
            Motion::Up => -1,
            Motion::Down => 1,
            Motion::PageUp => -screen,
            Motion::PageDown => screen,
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

    /// Changes the text, and with it the hits.
    pub fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Insert(c) => self.prompt.insert(c),
            Edit::DeleteBefore => self.prompt.delete_before(),
            Edit::DeleteUnder => self.prompt.delete_under(),
            Edit::DeleteWord => self.prompt.delete_word(),
            Edit::Clear => self.prompt.clear(),
            // Moving the cursor finds nothing else, and must not undo a choice.
            Edit::Left => return self.prompt.left(),
            Edit::Right => return self.prompt.right(),
            Edit::Home => return self.prompt.home(),
            Edit::End => return self.prompt.end(),
        }
        self.answer = self.index.search(self.prompt.text());
        self.cursor = (!self.answer.ambiguous).then(Cursor::default);
    }
}
