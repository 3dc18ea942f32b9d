//! One line of text being typed.
//!
//! Promises: the cursor is always between two characters a reader sees, and the text holds no control character.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

use super::action::Edit;
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
    /// A prompt in which something has been typed, its cursor at the end.
    pub fn of(text: &str) -> Self {
        let mut prompt = Self::default();
        text.chars().for_each(|c| prompt.insert(c));
        prompt
    }

    /// Changes the text or moves the cursor; returns whether the text may have changed.
    pub fn edit(&mut self, edit: Edit) -> bool {
        match edit {
            Edit::Insert(c) => self.insert(c),
            Edit::DeleteBefore => self.delete_before(),
            Edit::DeleteUnder => self.delete_under(),
            Edit::DeleteWord => self.delete_word(),
            Edit::Clear => self.clear(),
            Edit::Left => self.left(),
            Edit::Right => self.right(),
            Edit::Home => self.home(),
            Edit::End => self.end(),
        }
        match edit {
            Edit::Insert(_) | Edit::DeleteBefore | Edit::DeleteUnder | Edit::DeleteWord | Edit::Clear => true,
            Edit::Left | Edit::Right | Edit::Home | Edit::End => false,
        }
    }

    /// What has been typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many columns stand before the cursor.
    pub fn column(&self) -> usize {
        self.text.get(..self.cursor).map_or(0, UnicodeWidthStr::width)
    }

    /// Types a character at the cursor.
    pub fn insert(&mut self, c: char) {
        if !is_forbidden(c) && self.text.len() + c.len_utf8() <= LONGEST {
            self.text.insert(self.cursor, c);
            self.cursor += c.len_utf8();
        }
    }

    /// Removes what stands before the cursor.
    pub fn delete_before(&mut self) {
        let start = self.before();
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    /// Removes what stands behind the cursor.
    pub fn delete_under(&mut self) {
        let end = self.after();
        self.text.replace_range(self.cursor..end, "");
    }

    /// Removes the word before the cursor.
    pub fn delete_word(&mut self) {
        let before = self.text.get(..self.cursor).unwrap_or_default();
        let start = before.unicode_word_indices().next_back().map_or(0, |(start, _word)| start);
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Moves the cursor to the left.
    pub fn left(&mut self) {
        self.cursor = self.before();
    }

    /// Moves the cursor to the right.
    pub fn right(&mut self) {
        self.cursor = self.after();
    }

    /// Moves the cursor to the beginning.
    pub fn home(&mut self) {
        self.cursor = 0;
    }

    /// Moves the cursor to the end.
    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    fn before(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0)
    }

    fn after(&self) -> usize {
        let mut cursor = GraphemeCursor::new(self.cursor, self.text.len(), true);
        cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }
}
