//! The mouse, where it was asked for: the wheel scrolls what is under it, a click chooses.
//!
//! Promises: a click first chooses, and opens only what was chosen already, so that nothing opens by accident; whatever a
//! click does a key does too. Finds what was clicked in the same `Panes` from which the screen is drawn.

use ratatui::layout::{Position, Rect};

use super::{App, Focus, Motion, PageView, Panes, Popup, inside};

/// How many lines one notch of the wheel scrolls, as in most programs.
const NOTCH: isize = 3;

impl App<'_> {
    /// Scrolls what is under the pointer.
    pub(super) fn wheel(&mut self, at: Position, down: bool) {
        let Some(panes) = self.panes() else { return };
        let by = if down { NOTCH } else { -NOTCH };
        let over = |pane: Option<Rect>| pane.is_some_and(|pane| pane.contains(at));
        match &mut self.popup {
            Some(Popup::Finder(finder)) => finder.move_selection(if down { Motion::Down } else { Motion::Up }),
            Some(Popup::Help(view) | Popup::Selectable(view)) => view.scroll_by(by),
            None if over(panes.references) => self.references.scroll_by(by),
            None if over(panes.page) => self.change_page_view(|view| view.scroll_by(by)),
            None if over(panes.list) => {
                let row = self.lists.cursor().selected();
                self.choose_row(row.saturating_add_signed(by.signum()));
            }
            None => {}
        }
    }

    /// Chooses what was clicked; opens it if it was chosen already.
    pub(super) fn click(&mut self, at: Position) {
        let Some(panes) = self.panes() else { return };
        match &self.popup {
            Some(Popup::Finder(_)) => self.click_hit(at, &panes),
            Some(Popup::Help(_) | Popup::Selectable(_)) => {}
            None if panes.tabs.contains(at) => self.click_tab(at, panes.tabs),
            None if self.find_in_page.is_typing() => self.find_in_page.accept(),
            None => self.click_pane(at, &panes),
        }
    }

    fn click_tab(&mut self, at: Position, row: Rect) {
        let mut end = row.x;
        for (tab, label) in self.tab().labels(usize::from(row.width)) {
            end = end.saturating_add(u16::try_from(label.chars().count()).unwrap_or(u16::MAX));
            if at.x < end {
                self.show_tab(tab);
                return;
            }
        }
    }

    fn click_hit(&mut self, at: Position, panes: &Panes) {
        let rows = inside(panes.popup());
        // The first row is the line that is typed.
        let Some(row) = at.y.checked_sub(rows.y + 1).filter(|_| rows.contains(at)) else { return };
        let Some(Popup::Finder(finder)) = &mut self.popup else { return };
        if finder.choose(usize::from(row)) {
            self.open();
        }
    }

    fn click_pane(&mut self, at: Position, panes: &Panes) {
        let row_of = |pane: Option<Rect>| {
            let area = pane.map(inside).filter(|area| (area.top()..area.bottom()).contains(&at.y))?;
            pane.filter(|pane| pane.contains(at)).map(|_| usize::from(at.y - area.y))
        };
        if let Some(row) = row_of(panes.list) {
            let row = row + self.lists.cursor().top();
            let again = self.focus == Focus::List && row == self.lists.cursor().selected();
            self.focus_on(if again { Focus::Page } else { Focus::List });
            if !again {
                self.choose_row(row);
            }
        } else if let Some(row) = row_of(panes.references) {
            let item = item_at(&self.references, row);
            let again = self.focus == Focus::References && item == self.references.item();
            self.focus_on(Focus::References);
            choose(&mut self.references, item, again);
            if again {
                self.open();
            }
        } else if let Some(row) = row_of(panes.page) {
            let drawn = self.diagram().len();
            let item =
                row.checked_sub(if drawn > 0 { drawn + 1 } else { 0 }).and_then(|row| item_at(&self.page_view, row));
            let again = self.focus == Focus::Page && item.is_some() && item == self.page_view.item();
            self.focus_on(Focus::Page);
            choose(&mut self.page_view, item, again);
            if again {
                self.open();
            } else {
                self.follow_selection();
            }
        }
    }
}

/// The statement on a row of the window.
fn item_at(view: &PageView, row: usize) -> Option<usize> {
    view.item_at(view.scroll() + row)
}

fn choose(view: &mut PageView, item: Option<usize>, again: bool) {
    if let Some(item) = item.filter(|_| !again) {
        view.point(item);
    }
}
