//! What is shown: the page, the drawing above it, its references, and how they fit the panes.
//!
//! Promises: the drawing follows the selection on the page and remembers nothing; where it does not fit, or pictures are
//! put in words, there is none, since the text of the page says it too. The references are written only when they are on the screen.

use ratatui::layout::Rect;

use super::comparison::{Comparison, drugs};
use super::layout::{LayoutInput, Panes, inside};
use super::page_view::{Extent, PageView};
use super::{App, Focus, Mode, Popup};
use crate::knowledge::{Drug, EntryId};
use crate::page::{Block, Detail, Emphasis, Item, Line, Page, Role, Source, Span, diagram, page};

/// The rows of the page that must be left under the drawing.
const LEAST_TEXT: usize = 4;

impl App<'_> {
    /// The panes of the window; `None` if it is too small.
    pub fn panes(&self) -> Option<Panes> {
        let input = LayoutInput {
            title: self.lists.widest_title(),
            in_list: self.focus == Focus::List,
            in_references: self.focus == Focus::References,
            whole: (self.comparison.is_some() || self.is_pathway()) && self.focus != Focus::List,
        };
        Panes::split(self.size.0, self.size.1, input)
    }

    /// Shows the page of an entry.
    pub(super) fn show(&mut self, id: &EntryId) {
        if let Some(page) = page(self.knowledge, id, Detail::Number) {
            self.comparison = None;
            self.show_page(page);
            self.follow_drug();
        }
        self.show_references();
    }

    /// Shows the page of the selected row of the list.
    pub(super) fn show_selected(&mut self) {
        match self.selected_entry() {
            Some(id) => self.show(&id),
            None => {
                self.comparison = None;
                self.show_page(empty_page());
                self.show_references();
            }
        }
    }

    /// Shows a comparison from one of its columns on.
    pub(super) fn show_comparison(&mut self, ids: Vec<EntryId>, first_column: usize) {
        let comparison = Comparison::new(self.knowledge, ids, first_column);
        self.show_page(comparison.page());
        self.comparison = Some(comparison);
        self.show_references();
    }

    fn show_page(&mut self, page: Page) {
        self.find_in_page.forget_matches();
        self.page_view = PageView::new(self.drawn_or_worded(page), Extent::default(), self.options.glyphs);
    }

    /// Shows the page of the columns of the comparison that are shown now, with the selected row where it was.
    pub(super) fn replace_columns(&mut self) {
        let Some(comparison) = &self.comparison else { return };
        let page = self.drawn_or_worded(comparison.page());
        self.page_view.replace(page);
        self.find_in_page.rewrapped(&self.page_view);
    }

    fn drawn_or_worded(&self, page: Page) -> Page {
        if self.in_words { page.in_words() } else { page }
    }

    /// Has the references written again, since the selected statement is another one. Where they are not on the screen this
    /// waits until they are: a page can have hundreds of lines of them.
    pub(super) fn show_references(&mut self) {
        self.references_are_due = true;
        self.lay_out();
    }

    /// Follows the selection on the page to another statement.
    pub(super) fn follow_selection(&mut self) {
        self.follow_drug();
        self.show_references();
    }

    /// Fits everything that is shown to the window.
    pub(super) fn lay_out(&mut self) {
        let Some(panes) = self.panes() else { return };
        if let Some(pane) = panes.page {
            let extent = extent(pane);
            if self.comparison.as_mut().is_some_and(|comparison| comparison.fit(extent.width)) {
                self.replace_columns();
            }
            // A line parts the drawing of the pathway from the text under it.
            let drawn = self.diagram().len();
            let above = if drawn > 0 { drawn + 1 } else { 0 };
            if self.page_view.resize(Extent { height: extent.height.saturating_sub(above), ..extent }) {
                self.find_in_page.rewrapped(&self.page_view);
            }
        }
        if let Some(pane) = panes.references {
            if self.references_are_due {
                self.write_references(extent(pane));
            }
            self.references.resize(extent(pane));
        }
        if let Some(pane) = panes.list {
            self.lists.select(self.lists.cursor().selected(), extent(pane).height, self.knowledge);
        }
        let popup = extent(panes.popup());
        match &mut self.popup {
            Some(Popup::Help(view)) => {
                view.resize(popup);
            }
            Some(Popup::Selectable(view)) => {
                let area = panes.popup();
                view.resize(Extent { width: usize::from(area.width), height: usize::from(area.height) });
            }
            // The first row is the line that is typed.
            Some(Popup::Finder(finder)) => finder.resize(popup.height.saturating_sub(1)),
            None => {}
        }
    }

    /// Writes the references, with the works of the selected statement marked and the first of them selected.
    fn write_references(&mut self, extent: Extent) {
        let selected = self.page_view.selected_item();
        let first = selected.and_then(|item| item.sources.first()).map(|source| source.number - 1);
        let page = references_page(self.page_view.page(), selected);
        self.references = PageView::new(page, extent, self.options.glyphs);
        self.references_are_due = false;
        if let Some(first) = first {
            self.references.select(first);
        }
    }

    /// Whether the page is the pathway's.
    pub(super) fn is_pathway(&self) -> bool {
        self.page_view.page().id.as_ref().is_some_and(|id| self.knowledge.is_pathway(id))
    }

    /// The drawing of the pathway above the page; no line where there is none.
    pub fn diagram(&self) -> Vec<Line> {
        let Some(pane) = self.panes().and_then(|panes| panes.page).filter(|_| self.is_pathway() && !self.in_words)
        else {
            return Vec::new();
        };
        let Extent { width, height } = extent(pane);
        let selected = self.page_view.selected_item().map(|item| item.anchor.as_str());
        let drug: Option<&Drug> = drugs(self.knowledge, self.pathway_drug.as_slice()).first().copied();
        let emphasis = Emphasis { selected: selected.filter(|_| self.mode() == Mode::Pathway), drug };
        let lines = diagram(self.knowledge, emphasis, width, self.options.glyphs);
        if lines.len() + 1 + LEAST_TEXT <= height { lines } else { Vec::new() }
    }

    /// Shows in the pathway what the next drug inhibits, of those that inhibit anything; after the last one, nothing.
    pub(super) fn next_drug(&mut self) {
        let Some(pathway) = self.knowledge.pathway() else { return };
        let drugs = self.knowledge.drugs().filter(|drug| pathway.closed_by(drug).next().is_some());
        let ids: Vec<&EntryId> = drugs.map(|drug| &drug.id).collect();
        let chosen = self.pathway_drug.as_ref().and_then(|chosen| ids.iter().position(|id| *id == chosen));
        let next = chosen.map_or(0, |chosen| chosen + 1);
        self.pathway_drug = ids.get(next).map(|id| (*id).clone());
        self.lay_out();
        if self.diagram().is_empty() {
            self.notice = Some("There is no drawing here: below, the page says what each drug inhibits.");
        }
    }

    /// Has the drawing of the pathway show what the selected drug inhibits, where a drug is selected on its page.
    fn follow_drug(&mut self) {
        if !self.is_pathway() {
            return;
        }
        let item = self.page_view.selected_item().filter(|item| item.section == "drugs");
        if let Some(drug) = item.and_then(|item| item.leads_to.clone()) {
            self.pathway_drug = Some(drug);
        }
    }
}

/// The room for text in a pane.
fn extent(pane: Rect) -> Extent {
    let area = inside(pane);
    Extent { width: usize::from(area.width), height: usize::from(area.height) }
}

/// The page beside a list without entries.
pub(super) fn empty_page() -> Page {
    let sentence = Span::new(Role::Missing, "This base has no entries under this tab.");
    Page::new("nothing here", vec![Block::paragraph(vec![sentence])])
}

/// The section of the references.
const SECTION: &str = "references";

/// The works that a page cites, as at its foot, as a page of their own; those of the selected statement with their places.
fn references_page(of: &Page, selected: Option<&Item>) -> Page {
    let mut blocks = Vec::new();
    let mut items = Vec::new();
    let at_foot = of.blocks.iter().filter(|block| block.section == SECTION);
    let works = at_foot.filter_map(|block| {
        let work = of.items.get(block.item?)?.leads_to.as_ref()?;
        Some((work, block.spans.as_slice()))
    });
    let mut foot = works.peekable();
    for (number, id) in of.references.iter().enumerate() {
        let Some([mark, text]) = foot.next_if(|(work, _spans)| *work == id).map(|(_work, spans)| spans) else {
            continue;
        };
        let places: Vec<&Source> = selected
            .map(|item| item.sources.iter().filter(|source| source.number == number + 1).collect())
            .unwrap_or_default();
        let marked = !places.is_empty();
        let item = items.len();
        items.push(Item::new(id.to_string(), SECTION).leading_to(id.clone()));
        let role = if marked { Role::Label } else { Role::Plain };
        let work = Block::paragraph(vec![mark.clone(), Span::new(role, text.text.as_str())]);
        blocks.push(work.of_item(item).in_section(SECTION));
        for source in places {
            let via = source.via.as_ref().map(|via| format!(", read in {via}")).unwrap_or_default();
            let place = Span::new(Role::Plain, format!("{}{via}", source.at));
            let place = Block::under(vec![Span::new(Role::Label, "cited here: "), place]);
            blocks.push(place.of_item(item).in_section(SECTION));
        }
    }
    Page { items, ..Page::new("References", blocks) }
}
