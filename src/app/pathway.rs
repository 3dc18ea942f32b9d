//! The pathway: its drawing above its page, and the drug whose gates it shows closed.
//!
//! Promises: the drawing follows the selection on the page and remembers nothing; where it does not fit, or pictures are
//! said in words, there is none, and the page says the same.

use super::{App, Mode, inside};
use crate::knowledge::{Drug, EntryId};
use crate::page::{Emphasis, Line, diagram};

/// The rows of the page that must stay under the drawing.
const LEAST_TEXT: usize = 4;

impl App<'_> {
    /// Whether the page is the pathway's.
    pub(super) fn is_pathway(&self) -> bool {
        self.reader.page().id.as_ref().is_some_and(|id| self.knowledge.is_pathway(id))
    }

    /// The drawing above the page; no line where there is none.
    pub fn diagram(&self) -> Vec<Line> {
        let Some(pane) = self.panes().and_then(|panes| panes.page).filter(|_| self.is_pathway() && !self.in_words)
        else {
            return Vec::new();
        };
        let area = inside(pane);
        let item = self.reader.item().and_then(|item| self.reader.page().items.get(item));
        let selected = item.map(|item| item.anchor.as_str()).filter(|_| self.mode() == Mode::Pathway);
        let emphasis = Emphasis { selected, drug: self.chosen_drug() };
        let lines = diagram(self.knowledge, emphasis, usize::from(area.width), self.setting.glyphs);
        let fits = lines.len() + 1 + LEAST_TEXT <= usize::from(area.height);
        if fits { lines } else { Vec::new() }
    }

    fn chosen_drug(&self) -> Option<&Drug> {
        self.drugs(self.drug.as_slice()).first().copied()
    }

    /// Sets off what the next drug closes that closes anything; after the last one, nothing.
    pub(super) fn next_drug(&mut self) {
        let Some(pathway) = self.knowledge.pathway() else { return };
        let drugs = self.knowledge.drugs().filter(|drug| pathway.closed_by(drug).next().is_some());
        let ids: Vec<&EntryId> = drugs.map(|drug| &drug.id).collect();
        let next = match &self.drug {
            Some(chosen) => ids.iter().position(|id| *id == chosen).map_or(0, |place| place + 1),
            None => 0,
        };
        self.drug = ids.get(next).map(|id| (*id).clone());
        self.lay_out();
        if self.diagram().is_empty() {
            self.notice = Some("There is no drawing here: below, the page says what each drug inhibits.");
        }
    }

    /// Sets off what the selected drug closes, where a drug is what is selected.
    pub(super) fn follow_drug(&mut self) {
        if !self.is_pathway() {
            return;
        }
        let item = self.reader.item().and_then(|item| self.reader.page().items.get(item));
        let drug = item.filter(|item| item.section == "drugs").and_then(|item| item.leads_to.clone());
        if drug.is_some() && drug != self.drug {
            self.drug = drug;
            self.lay_out();
        }
    }
}
