//! Moving inside what is shown: the list, the page, the references, and the hits.

use super::{App, Focus, Motion, Overlay, Reader, inside};

impl App<'_> {
    pub(super) fn travel(&mut self, motion: Motion) {
        match (&mut self.overlay, self.focus) {
            (Some(Overlay::Finder(finder)), _) => finder.travel(motion),
            (Some(Overlay::Help(reader) | Overlay::Plain(reader)), _) => read(reader, motion),
            (None, Focus::References) => read(&mut self.references, motion),
            (None, Focus::Page) => {
                let before = self.reader.item();
                read(&mut self.reader, motion);
                if self.reader.item() != before {
                    self.follow_drug();
                    self.show_references();
                }
            }
            (None, Focus::List) => self.travel_list(motion),
        }
    }

    fn travel_list(&mut self, motion: Motion) {
        let length = self.length();
        let row = self.cursor().selected();
        let target = match motion {
            Motion::Up => row.saturating_sub(1),
            Motion::Down => row + 1,
            Motion::First => 0,
            Motion::Last => length.saturating_sub(1),
            // The page beside the list can be read without leaving the list.
            Motion::PageUp | Motion::PageDown | Motion::NextSection | Motion::PreviousSection => {
                read(&mut self.reader, motion);
                self.show_references();
                return;
            }
        };
        self.choose_row(target);
    }

    /// Selects a row of the list and shows its page.
    pub(super) fn choose_row(&mut self, target: usize) {
        let row = self.cursor().selected();
        self.select_row(target);
        if self.cursor().selected() != row {
            self.show_selected();
        }
    }

    pub(super) fn select_row(&mut self, row: usize) {
        let length = self.length();
        let height = self.panes().and_then(|panes| panes.list).map_or(1, |list| usize::from(inside(list).height));
        if let Some(cursor) = self.cursors.get_mut(self.tab.index()) {
            *cursor = cursor.select(row, length, height);
        }
    }
}

/// Moves in a page.
fn read(reader: &mut Reader, motion: Motion) {
    match motion {
        Motion::Up => reader.up(),
        Motion::Down => reader.down(),
        Motion::PageUp => reader.page_up(),
        Motion::PageDown => reader.page_down(),
        Motion::First => reader.first(),
        Motion::Last => reader.last(),
        Motion::NextSection => reader.next_section(),
        Motion::PreviousSection => reader.previous_section(),
    }
}
