//! One line of text being typed.
//!
//! Promises: the cursor is always between two grapheme clusters, and the text has no control character.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

use super::keymap::Edit;
use crate::knowledge::is_forbidden;

/// The longest text that is taken, in bytes; longer than any name.
pub(super) const LONGEST: usize = 200;

/// A text and a cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    text: String,
    cursor: usize,
}

impl Prompt {
    /// A prompt with a text, the cursor at its end.
    pub fn with_text(text: &str) -> Self {
        let mut prompt = Self::default();
        text.chars().for_each(|c| prompt.insert(c));
        prompt
    }

    /// What has been typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The columns of the text before the cursor.
    pub fn column(&self) -> usize {
        self.text[..self.cursor].width()
    }

    /// Changes the text or moves the cursor; returns whether the text may have changed.
    pub fn edit(&mut self, edit: Edit) -> bool {
        match edit {
            Edit::Insert(c) => self.insert(c),
            Edit::DeleteBefore => self.delete(self.before()..self.cursor),
            Edit::DeleteUnder => self.delete(self.cursor..self.after()),
            Edit::DeleteWord => self.delete(self.word_start()..self.cursor),
            Edit::Clear => self.delete(0..self.text.len()),
            Edit::Left => self.cursor = self.before(),
            Edit::Right => self.cursor = self.after(),
            Edit::Home => self.cursor = 0,
            Edit::End => self.cursor = self.text.len(),
        }
        !matches!(edit, Edit::Left | Edit::Right | Edit::Home | Edit::End)
    }

    fn insert(&mut self, c: char) {
        if !is_forbidden(c) && self.text.len() + c.len_utf8() <= LONGEST {
            self.text.insert(self.cursor, c);
            self.cursor += c.len_utf8();
        }
    }

    fn delete(&mut self, range: Range<usize>) {
        self.cursor = range.start;
        self.text.replace_range(range, "");
    }

    /// The start of the word before the cursor.
    fn word_start(&self) -> usize {
        self.text[..self.cursor].unicode_word_indices().next_back().map_or(0, |(start, _word)| start)
    }

    fn before(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        cursor.prev_boundary(&self.text, 0).expect("the whole text is given").unwrap_or(0)
    }

    fn after(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        cursor.next_boundary(&self.text, 0).expect("the whole text is given").unwrap_or(self.text.len())
    }
}
