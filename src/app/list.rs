//! The lists of the tabs: which entries each holds, and which row of it is selected.
//!
//! Promises: the selection is within the list and within the rows that are seen; a heading is never selected. Only going to a tab
//! gathers its entries and looks at its titles.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::panes::WIDEST_TITLE;
use crate::knowledge::{EntryId, Kind, Knowledge, ListItem, Trial};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tab {
    /// How the disease works.
    Pathophysiology,
    /// Drugs given by mouth, and the safety of the class.
    Oral,
    /// Drugs put on the skin.
    Topical,
    /// Open questions.
    Questions,
    /// Trials, under the drug that each studies first.
    Trials,
    /// Every work that is cited.
    References,
}

/// The titles of a tab, from the longest to the shortest; the last is left out for tabs that are not shown.
type Titles = [&'static str; 3];

impl Tab {
    pub const ALL: [Self; 6] =
        [Self::Pathophysiology, Self::Oral, Self::Topical, Self::Questions, Self::Trials, Self::References];

    fn titles(self) -> Titles {
        match self {
            Self::Pathophysiology => ["Pathophysiology", "Pathophysiology", "Patho"],
            Self::Oral => ["Oral drugs", "Oral", "Oral"],
            Self::Topical => ["Topical drugs", "Topical", "Topical"],
            Self::Questions => ["Open questions", "Questions", "Open"],
            Self::Trials => ["Trials", "Trials", "Trials"],
            Self::References => ["References", "References", "References"],
        }
    }

    pub fn title(self) -> &'static str {
        self.titles()[0]
    }

    /// The labels of the tabs, while this one is shown, for a row of `columns`: this one in brackets, with the longest titles that
    /// fit; where none do, the other tabs are numbers. Every character is one column wide.
    pub fn labels(self, columns: usize) -> Vec<(Self, String)> {
        let written = |title: &dyn Fn(Self) -> String| -> Vec<(Self, String)> {
            let label = |tab: Self| if tab == self { format!("[{}]", title(tab)) } else { format!(" {} ", title(tab)) };
            Self::ALL.map(|tab| (tab, label(tab))).to_vec()
        };
        let number = |tab: Self| tab.index() + 1;
        let titled = (0..3).map(|form| written(&|tab: Self| format!("{} {}", number(tab), tab.titles()[form])));
        let fits =
            |labels: &Vec<(Self, String)>| labels.iter().map(|(_tab, label)| label.len()).sum::<usize>() <= columns;
        let numbers = |tab: Self| {
            if tab == self { format!("{} {}", number(tab), tab.titles()[2]) } else { number(tab).to_string() }
        };
        titled.into_iter().find(fits).unwrap_or_else(|| written(&numbers))
    }

    /// The kinds of entry its list holds, in order.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Pathophysiology => &[Kind::Pathophysiology],
            Self::Oral => &[Kind::Oral, Kind::Safety],
            Self::Topical => &[Kind::Topical],
            Self::Questions => &[Kind::Question],
            Self::Trials => &[Kind::Trial],
            Self::References => &[Kind::Reference],
        }
    }

    /// The tab whose list holds entries of a kind; the review is in none.
    pub fn holding(kind: Kind) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.kinds().contains(&kind))
    }

    /// Its number from the left, from 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The tab a number of steps to the right, round the end.
    pub fn step(self, steps: usize) -> Self {
        Self::ALL[(self.index() + steps) % Self::ALL.len()]
    }

    /// How many entries its list has.
    pub fn length(self, knowledge: &Knowledge) -> usize {
        self.kinds().iter().map(|kind| knowledge.count(*kind)).sum()
    }

    /// The columns that a table of its entries needs; `None` where the list has only titles.
    pub(super) fn table_columns(self) -> Option<u16> {
        match self {
            Self::Pathophysiology | Self::Questions => None,
            Self::Oral | Self::Topical => Some(72),
            Self::Trials | Self::References => Some(76),
        }
    }
}

/// A selected row and the first row seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    selected: usize,
    top: usize,
}

impl Cursor {
    pub fn selected(self) -> usize {
        self.selected
    }

    pub fn top(self) -> usize {
        self.top
    }

    /// Selects another row, as near as the list allows, and scrolls as little as brings it into the `height` rows that are seen.
    #[must_use]
    pub fn select(self, row: usize, length: usize, height: usize) -> Self {
        let selected = row.min(length.saturating_sub(1));
        self.scroll_to(selected, selected..selected + 1, length, height)
    }

    /// Selects an entry and scrolls as little as brings `rows` into the `height` rows that are seen of `all`, the last of them above
    /// all.
    fn scroll_to(self, selected: usize, rows: Range<usize>, all: usize, height: usize) -> Self {
        let height = height.max(1);
        let lowest_top = rows.end.saturating_sub(height);
        let highest_top = all.saturating_sub(height).min(rows.start);
        Self { selected, top: self.top.max(lowest_top).min(highest_top.max(lowest_top)) }
    }

    /// Moves the selection up or down.
    #[must_use]
    pub fn step(self, by: isize, length: usize, height: usize) -> Self {
        self.select(self.selected.saturating_add_signed(by), length, height)
    }
}

/// Entries of a list that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub heading: String,
    /// The first entry, counted from 0.
    pub first: usize,
    /// How many entries it has.
    pub length: usize,
}

/// A row of a list as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row<'k> {
    Heading(&'k Group),
    /// An entry, with its place in the list.
    Entry(usize, ListItem<'k>),
}

/// Which tab is shown, and the selection in the list of each.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListPosition {
    tab: Tab,
    cursors: [Cursor; Tab::ALL.len()],
}

/// The tab shown, the entries and groups of its list, and the selection in the list of each tab.
#[derive(Clone, Debug)]
pub(super) struct Lists {
    position: ListPosition,
    entries: Vec<(Kind, usize)>,
    groups: Vec<Group>,
    /// The columns of the widest title of the tab's list, from which the width of the list follows.
    widest_title: u16,
    /// The columns of the widest name of a drug in it, within reason.
    widest_name: usize,
}

/// What the names of drugs in a table take at least and at most; a longer one is cut.
const NAME: (usize, usize) = (12, 24);

impl Lists {
    pub(super) fn new(tab: Tab, knowledge: &Knowledge) -> Self {
        let position = ListPosition { tab, cursors: Default::default() };
        let mut lists = Self { position, entries: Vec::new(), groups: Vec::new(), widest_title: 0, widest_name: 0 };
        lists.fill(knowledge);
        lists
    }

    /// Goes to a tab.
    pub(super) fn show(&mut self, tab: Tab, knowledge: &Knowledge) {
        if tab != self.position.tab {
            self.position.tab = tab;
            self.fill(knowledge);
        }
    }

    pub(super) fn position(&self) -> ListPosition {
        self.position
    }

    /// Returns to a tab, with the selections that the lists had.
    pub(super) fn restore(&mut self, position: ListPosition, knowledge: &Knowledge) {
        self.show(position.tab, knowledge);
        self.position = position;
    }

    /// Lists the entries of the tab. There may be thousands: they are gathered and measured here, once, and titles only until one is
    /// as wide as matters.
    fn fill(&mut self, knowledge: &Knowledge) {
        let tab = self.position.tab;
        (self.entries, self.groups) = match tab {
            Tab::Trials => trials_by_drug(knowledge),
            Tab::Oral | Tab::Topical => drugs_by_approval(tab, knowledge),
            Tab::Pathophysiology | Tab::Questions | Tab::References => {
                (tab.kinds().iter().flat_map(|kind| all_of(*kind, knowledge)).collect(), Vec::new())
            }
        };
        let drugs = tab.kinds().iter().filter(|kind| kind.route().is_some());
        let names = drugs.flat_map(|kind| knowledge.titles(*kind)).map(UnicodeWidthStr::width);
        self.widest_name = names.max().unwrap_or(0).clamp(NAME.0, NAME.1);
        let titles = tab.kinds().iter().flat_map(|kind| knowledge.titles(*kind));
        let widths = titles.chain([tab.title()]).map(|title| u16::try_from(title.width()).unwrap_or(u16::MAX));
        self.widest_title = 0;
        for width in widths {
            self.widest_title = width.max(self.widest_title);
            if self.widest_title >= WIDEST_TITLE {
                break;
            }
        }
    }

    pub(super) fn tab(&self) -> Tab {
        self.position.tab
    }

    pub(super) fn widest_title(&self) -> u16 {
        self.widest_title
    }

    pub(super) fn widest_name(&self) -> usize {
        self.widest_name
    }

    pub(super) fn cursor(&self) -> Cursor {
        self.position.cursors[self.tab().index()]
    }

    /// How many entries the list has.
    pub(super) fn length(&self) -> usize {
        self.entries.len()
    }

    /// An entry of the list.
    pub(super) fn entry<'k>(&self, place: usize, knowledge: &'k Knowledge) -> Option<ListItem<'k>> {
        let (kind, position) = self.entries.get(place)?;
        knowledge.list_item(*kind, *position)
    }

    /// The place of an entry in the list.
    pub(super) fn place_of(&self, id: &EntryId, knowledge: &Knowledge) -> Option<usize> {
        let position = knowledge.position(id)?;
        self.entries.iter().position(|entry| *entry == (id.kind(), position))
    }

    /// The rows of the list: its entries, and a heading for each group.
    pub(super) fn rows(&self) -> usize {
        self.entries.len() + self.groups.len()
    }

    /// The row of an entry.
    fn row_of(&self, place: usize) -> usize {
        place + self.groups.partition_point(|group| group.first <= place)
    }

    /// A row of the list, counted from 0 with the headings.
    pub(super) fn row<'a: 'k, 'k>(&'a self, row: usize, knowledge: &'k Knowledge) -> Option<Row<'k>> {
        // Each group before this row has put one heading above it.
        let before = self.groups.iter().zip(0..).take_while(|(group, number)| group.first + number < row).count();
        match self.groups.get(before) {
            Some(group) if group.first + before == row => Some(Row::Heading(group)),
            Some(_) | None => {
                let place = row - before;
                Some(Row::Entry(place, self.entry(place, knowledge)?))
            }
        }
    }

    /// Selects an entry of the tab's list, as near as the list allows, and scrolls it into the `height` rows that are seen, with the
    /// heading over it.
    pub(super) fn select(&mut self, place: usize, height: usize) {
        let place = place.min(self.entries.len().saturating_sub(1));
        let row = self.row_of(place);
        let is_first = self.groups.iter().any(|group| group.first == place);
        let first = if is_first && height > 1 { row.saturating_sub(1) } else { row };
        let all = self.rows();
        let cursor = &mut self.position.cursors[self.position.tab.index()];
        *cursor = cursor.scroll_to(place, first..row + 1, all, height);
    }
}

fn all_of(kind: Kind, knowledge: &Knowledge) -> impl Iterator<Item = (Kind, usize)> {
    (0..knowledge.count(kind)).map(move |position| (kind, position))
}

type Grouped = (Vec<(Kind, usize)>, Vec<Group>);

/// Puts a group of entries at the end of a list; an empty one is left out.
fn push_group((entries, groups): &mut Grouped, heading: String, of_group: impl Iterator<Item = (Kind, usize)>) {
    let first = entries.len();
    entries.extend(of_group);
    let length = entries.len() - first;
    if length > 0 {
        groups.push(Group { heading, first, length });
    }
}

/// Drugs that are approved somewhere, then the others, then the topics of the tab.
fn drugs_by_approval(tab: Tab, knowledge: &Knowledge) -> Grouped {
    let mut grouped = Grouped::default();
    for kind in tab.kinds() {
        if kind.route().is_none() {
            push_group(&mut grouped, kind.heading().to_uppercase(), all_of(*kind, knowledge));
            continue;
        }
        let approved = knowledge.approved_count(*kind);
        push_group(&mut grouped, "APPROVED".to_owned(), all_of(*kind, knowledge).take(approved));
        let heading = "STUDIED, NO APPROVAL FOUND".to_owned();
        push_group(&mut grouped, heading, all_of(*kind, knowledge).skip(approved));
    }
    grouped
}

/// Each trial once, under the drug that it names first; those without a drug of the base last.
fn trials_by_drug(knowledge: &Knowledge) -> Grouped {
    let mut grouped = Grouped::default();
    let position = |trial: &Trial| {
        let position = knowledge.position(&trial.id).expect("a trial of the base has a position");
        (Kind::Trial, position)
    };
    for drug in knowledge.drugs() {
        let trials =
            knowledge.trials_of(&drug.id).filter(|trial| trial.drugs.first().is_some_and(|id| **id == drug.id));
        push_group(&mut grouped, format!("{}, {}", *drug.name, drug.id.kind().word()), trials.map(position));
    }
    let others = knowledge.trials().filter(|trial| trial.drugs.is_empty());
    push_group(&mut grouped, "OTHERS".to_owned(), others.map(position));
    grouped
}
