//! What is shown: the page, the drawing above it, its references, and how they fit the panes.
//!
//! Promises: the drawing of the pathway follows the selection on the page. It is left out where it does not fit or sentences were asked
//! for: the text of the page has everything it shows. The references are written only when they are on the screen.

use ratatui::layout::Rect;

use super::comparison::{Comparison, drugs};
use super::page_view::{Extent, PageView};
use super::panes::{LayoutInput, Panes, finder as finder_room, inside};
use super::{App, Focus, Mode, Popup};
use crate::knowledge::{Drug, EntryId};
use crate::page::{Block, Detail, Emphasis, Item, Line, Page, Role, Source, Span, diagram, page};

/// From this many columns on the card of a drug has its columns beside the list, too.
const CARD_BESIDE_LIST: u16 = 160;

/// The most columns of running text: longer lines are hard to read.
const MEASURE: usize = 100;

/// The rows of the page that must be left under the drawing.
const LEAST_TEXT: usize = 4;

impl App<'_> {
    /// The panes of the window; `None` if it is too small.
    pub fn panes(&self) -> Option<Panes> {
        let input = LayoutInput {
            title: self.lists.widest_title(),
            table: self.tab().table_columns(),
            in_list: self.focus == Focus::List,
            in_references: self.focus == Focus::References,
            hides_list: (self.comparison.is_some()
                || self.is_pathway()
                || self.is_approvals()
                || self.is_narrow_drug())
                && self.focus != Focus::List,
        };
        Panes::split(self.size.0, self.size.1, input)
    }

    /// Shows the page of an entry.
    pub(super) fn show(&mut self, id: &EntryId) {
        if let Some(page) = page(self.knowledge, id, Detail::Number) {
            self.comparison = None;
            let (page, glyphs) = (self.drawn_or_worded(page), self.options.glyphs);
            self.find_in_page.forget_matches();
            self.page_view = if id.is_drug() {
                PageView::folded(page, glyphs)
            } else {
                PageView::new(page, Extent::default(), glyphs)
            };
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

    /// Shows a comparison with one of its columns selected.
    pub(super) fn show_comparison(&mut self, ids: Vec<EntryId>, column: usize) {
        let comparison = Comparison::new(self.knowledge, ids, column);
        self.show_page(comparison.page());
        self.comparison = Some(comparison);
        self.show_references();
    }

    fn show_page(&mut self, page: Page) {
        self.find_in_page.forget_matches();
        self.page_view = PageView::new(self.drawn_or_worded(page), Extent::default(), self.options.glyphs);
    }

    /// Shows the page of the columns that the comparison shows now, with the selected row where it was.
    pub(super) fn replace_columns(&mut self) {
        let Some(comparison) = &self.comparison else { return };
        let page = self.drawn_or_worded(comparison.page());
        self.page_view.replace(page);
        self.find_in_page.rewrapped(&self.page_view);
    }

    pub(super) fn drawn_or_worded(&self, page: Page) -> Page {
        if self.in_words { page.in_words() } else { page }
    }

    /// Has the references written again for the selected statement, as soon as they are on the screen: a page can have hundreds of
    /// lines of them.
    pub(super) fn show_references(&mut self) {
        self.references_are_due = true;
        self.lay_out();
    }

    /// Updates what depends on the selected statement.
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
            let height = extent.height.saturating_sub(self.rows_above_text());
            // The columns of a comparison take what there is.
            let width = if self.comparison.is_some() { extent.width } else { extent.width.min(MEASURE) };
            if self.page_view.resize(Extent { width, height }) {
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
            self.lists.select(self.lists.cursor().selected(), extent(pane).height);
        }
        let popup = panes.popup();
        match &mut self.popup {
            Some(Popup::Help(view) | Popup::Cell(view) | Popup::Sections(view)) => {
                view.resize(extent(popup));
            }
            // A text to select has no border.
            Some(Popup::Selectable(view)) => {
                view.resize(Extent { width: usize::from(popup.width), height: usize::from(popup.height) });
            }
            // The first row is the line that is typed.
            Some(Popup::Finder(finder)) => {
                let [list, _hit] = finder_room(inside(popup));
                finder.resize(usize::from(list.height).saturating_sub(1));
            }
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

    /// Whether the page is a drug's, in a window in which its card needs the whole width.
    fn is_narrow_drug(&self) -> bool {
        let is_drug = self.page_view.page().id.as_ref().is_some_and(EntryId::is_drug);
        is_drug && self.size.0 < CARD_BESIDE_LIST
    }

    /// Whether the page is the pathway's.
    pub(super) fn is_pathway(&self) -> bool {
        self.page_view.page().id.as_ref().is_some_and(|id| self.knowledge.is_pathway(id))
    }

    /// Whether the page is that of approvals, whose table needs the whole width.
    fn is_approvals(&self) -> bool {
        self.page_view.page().id.as_ref() == Some(&EntryId::approvals())
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

    /// The rows of the drawing and of the line under it.
    pub(super) fn rows_above_text(&self) -> usize {
        match self.diagram().len() {
            0 => 0,
            rows => rows + 1,
        }
    }

    /// Shows in the drawing what the next drug acts on, of the drugs that act on a step of the pathway; after the last, none.
    pub(super) fn next_drug(&mut self) {
        let Some(pathway) = self.knowledge.pathway() else { return };
        let drugs = self.knowledge.drugs().filter(|drug| pathway.closed_by(drug).next().is_some());
        let ids: Vec<&EntryId> = drugs.map(|drug| &drug.id).collect();
        let chosen = self.pathway_drug.as_ref().and_then(|chosen| ids.iter().position(|id| *id == chosen));
        let next = chosen.map_or(0, |chosen| chosen + 1);
        self.pathway_drug = ids.get(next).map(|id| (*id).clone());
        self.lay_out();
        if self.diagram().is_empty() {
            self.notice = Some("There is no drawing here. The text of the page says what each drug acts on.");
        }
    }

    /// Shows in the drawing of the pathway what the selected drug acts on, if a drug is selected on its page.
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

/// The page of a tab without entries.
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
    let mut foot = of.blocks.iter().filter(|block| block.section == SECTION && block.item.is_some());
    for (number, id) in (1..).zip(&of.references) {
        let work = foot.next().expect("the foot of a page has each work it cites");
        let [mark, text] = &work.spans[..] else { panic!("a work at the foot of a page is a mark and a text") };
        let cited: Vec<&Source> =
            selected.into_iter().flat_map(|item| &item.sources).filter(|source| source.number == number).collect();
        let item = items.len();
        items.push(Item::new(id.to_string(), SECTION).leading_to(id.clone()));
        let role = if cited.is_empty() { Role::Plain } else { Role::Label };
        let work = Block::paragraph(vec![mark.clone(), Span::new(role, text.text.as_str())]);
        blocks.push(work.of_item(item).in_section(SECTION));
        for source in cited {
            let place =
                Block::under(vec![Span::new(Role::Label, "cited here: "), Span::new(Role::Plain, source.place())]);
            blocks.push(place.of_item(item).in_section(SECTION));
        }
    }
    Page { items, ..Page::new("References", blocks) }
}
