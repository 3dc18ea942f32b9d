//! Searching: opening the finder, typing in it, and going where a hit leads.
//!
//! Promises: the words of the base are gathered once, at the first search, and kept.

use super::action::Edit;
use super::prompt::{LONGEST, Prompt};
use super::{Action, App, Finder, Mode, Overlay};
use crate::search::{Hit, Index};

impl<'k> App<'k> {
    /// The words of the base; `None` until the reader has searched for one.
    pub fn index(&self) -> Option<&Index<'k>> {
        self.index.as_ref()
    }

    pub(super) fn find(&mut self) {
        let index = self.index.get_or_insert_with(|| Index::new(self.knowledge));
        self.overlay = Some(Overlay::Finder(Finder::new(index)));
        self.lay_out();
    }

    pub(super) fn edit(&mut self, edit: Edit) {
        match &mut self.overlay {
            Some(Overlay::Finder(finder)) => self.search_is_due |= finder.edit(edit),
            Some(Overlay::Help(_) | Overlay::Plain(_)) => {}
            None if self.seek.is_typing() => self.edit_sought(edit),
            None => {}
        }
    }

    /// Finds what belongs to the text of the finder, if it was changed since.
    pub fn settle(&mut self) {
        if !std::mem::take(&mut self.search_is_due) {
            return;
        }
        if let (Some(Overlay::Finder(finder)), Some(index)) = (&mut self.overlay, &self.index) {
            finder.search(index);
        }
    }

    /// Takes pasted text where text is typed, and nowhere else: elsewhere it must not act as keys. What parts words in it
    /// becomes one space, and what acts on a terminal is left out.
    pub fn paste(&mut self, text: &str) {
        let typing = matches!(self.mode(), Mode::Finder | Mode::Seek);
        let words: Vec<&str> = text.split(char::is_whitespace).filter(|word| !word.is_empty()).collect();
        for c in words.join(" ").chars().take(LONGEST).filter(|_| typing) {
            self.take(Action::Edit(Edit::Insert(c)));
        }
        self.settle();
    }

    /// Shows the entry of a hit, at the statement in which it was found.
    pub(super) fn open_hit(&mut self, hit: Hit) {
        let query = match &self.overlay {
            Some(Overlay::Finder(finder)) => finder.prompt().text().to_owned(),
            Some(Overlay::Help(_) | Overlay::Plain(_)) | None => String::new(),
        };
        self.note_sought(&query, &hit);
        let target = self.index.as_ref().and_then(|index| index.target(&hit));
        let Some((id, anchor)) = target.map(|(id, anchor)| (id, anchor.map(str::to_owned))) else { return };
        self.go_to(&id);
        if let Some(item) = anchor.and_then(|anchor| self.reader.page().item_at(&anchor)) {
            self.reader.select(item);
            self.show_references();
        }
    }

    /// Notes what was searched for when one of its hits is opened: what was found, where it was spelt otherwise.
    fn note_sought(&mut self, query: &str, hit: &Hit) {
        let found = self.index.as_ref().and_then(|index| index.matched(hit)).filter(|_| hit.how.is_near());
        self.seek.prompt = Prompt::of(found.as_deref().unwrap_or(query.trim_start_matches('=')).trim());
    }
}
