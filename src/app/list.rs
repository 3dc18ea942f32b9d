//! The lists of the tabs: which entries each holds, and which row of it is selected.
//!
//! Promises: the selection is within the list and within the rows that are seen; a heading is never selected. Only going to a tab
//! gathers its entries and looks at its titles.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::panes::WIDEST_TITLE;
use crate::knowledge::{EntryGroup, EntryId, Kind, Knowledge, ListItem, Trial};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tab {
    /// How the disease works.
    Pathophysiology,
    /// Drugs by the routes with one title: the number of the first of them. The first such tab has the safety of the class, too.
    Drugs(usize),
    /// Open questions.
    Questions,
    /// Trials, under the drug that each studies first.
    Trials,
    /// Every work that is cited.
    References,
}

/// The titles of a tab, from the longest to the shortest; the last is left out for tabs that are not shown.
type Titles<'k> = [&'k str; 3];

impl Tab {
    /// The tabs that have entries, from the left; of an empty base one.
    pub fn all(knowledge: &Knowledge) -> Vec<Self> {
        let routes = &knowledge.review().terms.routes;
        let is_first = |place: &usize| routes.iter().position(|route| route.tab == routes[*place].tab) == Some(*place);
        let drugs = (0..routes.len()).filter(is_first).map(Self::Drugs);
        let all = [Self::Pathophysiology].into_iter().chain(drugs);
        let all = all.chain([Self::Questions, Self::Trials, Self::References]);
        let filled: Vec<Self> = all.filter(|tab| tab.length(knowledge) > 0).collect();
        if filled.is_empty() { vec![Self::References] } else { filled }
    }

    fn titles(self, knowledge: &Knowledge) -> Titles<'_> {
        match self {
            Self::Pathophysiology => ["Pathophysiology", "Pathophysiology", "Patho"],
            Self::Drugs(route) => {
                let title = knowledge.review().terms.routes[route].tab.as_str();
                let first = title.split(' ').next().unwrap_or(title);
                [title, first, first]
            }
            Self::Questions => ["Open questions", "Questions", "Open"],
            Self::Trials => ["Trials", "Trials", "Trials"],
            Self::References => ["References", "References", "References"],
        }
    }

    pub fn title(self, knowledge: &Knowledge) -> &str {
        self.titles(knowledge)[0]
    }

    /// The labels of the tabs, while this one is shown, for a row of `columns`: this one in brackets, with the longest titles that
    /// fit; where none do, the other tabs are numbers.
    pub fn labels(self, knowledge: &Knowledge, columns: usize) -> Vec<(Self, String)> {
        let tabs = Self::all(knowledge);
        let written = |title: &dyn Fn(usize, Self) -> String| -> Vec<(Self, String)> {
            let label = |(number, tab): (usize, &Self)| {
                let title = title(number + 1, *tab);
                (*tab, if *tab == self { format!("[{title}]") } else { format!(" {title} ") })
            };
            tabs.iter().enumerate().map(label).collect()
        };
        let titled =
            (0..3).map(|form| written(&|number, tab: Self| format!("{number} {}", tab.titles(knowledge)[form])));
        let fits =
            |labels: &Vec<(Self, String)>| labels.iter().map(|(_tab, label)| label.width()).sum::<usize>() <= columns;
        let numbers = |number: usize, tab: Self| {
            if tab == self { format!("{number} {}", tab.titles(knowledge)[2]) } else { number.to_string() }
        };
        titled.into_iter().find(fits).unwrap_or_else(|| written(&numbers))
    }

    /// The groups of entries its list holds, in order.
    fn groups(self, knowledge: &Knowledge) -> Vec<EntryGroup<'_>> {
        let of_kind = |kind: Kind| knowledge.groups().filter(move |group| group.kind == kind);
        match self {
            Self::Pathophysiology => of_kind(Kind::Pathophysiology).collect(),
            Self::Drugs(route) => {
                let title = knowledge.review().terms.routes[route].tab.as_str();
                let first = of_kind(Kind::Drug).find(|group| !group.numbers.is_empty());
                let has_safety = first.map_or(route == 0, |first| first.heading == title);
                let drugs = of_kind(Kind::Drug).filter(|group| group.heading == title);
                drugs.chain(of_kind(Kind::Safety).filter(|_| has_safety)).collect()
            }
            Self::Questions => of_kind(Kind::Question).collect(),
            Self::Trials => of_kind(Kind::Trial).collect(),
            Self::References => of_kind(Kind::Reference).collect(),
        }
    }

    /// The tab whose list holds an entry; the review is in none.
    pub fn holding(id: &EntryId, knowledge: &Knowledge) -> Option<Self> {
        let number = knowledge.number(id)?;
        let holds = |tab: &Self| tab.groups(knowledge).iter().any(|group| group.numbers.contains(&number));
        Self::all(knowledge).into_iter().find(holds)
    }

    /// The tab a number of steps to the right, round the end.
    pub fn step(self, steps: isize, knowledge: &Knowledge) -> Self {
        let all = Self::all(knowledge);
        let place = all.iter().position(|tab| *tab == self).unwrap_or(0) as isize;
        all[(place + steps).rem_euclid(all.len() as isize) as usize]
    }

    /// How many entries its list has.
    pub fn length(self, knowledge: &Knowledge) -> usize {
        self.groups(knowledge).iter().map(|group| group.numbers.len()).sum()
    }

    /// The columns that a table of its entries needs; `None` where the list has only titles.
    pub(super) fn table_columns(self) -> Option<u16> {
        match self {
            Self::Pathophysiology | Self::Questions => None,
            Self::Drugs(_) => Some(72),
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
#[derive(Clone, Debug)]
pub(super) struct ListPosition {
    tab: Tab,
    /// Of the tabs that have been shown.
    cursors: BTreeMap<Tab, Cursor>,
}

/// The tab shown, the entries and groups of its list, and the selection in the list of each tab.
#[derive(Clone, Debug)]
pub(super) struct Lists {
    position: ListPosition,
    /// The numbers of the entries.
    entries: Vec<usize>,
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
        let position = ListPosition { tab, cursors: BTreeMap::new() };
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
        self.position.clone()
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
            Tab::Drugs(_) => drugs_by_approval(tab, knowledge),
            Tab::Pathophysiology | Tab::Questions | Tab::References => {
                (tab.groups(knowledge).into_iter().flat_map(|group| group.numbers).collect(), Vec::new())
            }
        };
        let groups = tab.groups(knowledge);
        let titles = |group: &EntryGroup<'_>| {
            let numbers = group.numbers.clone();
            numbers.map(|number| knowledge.title_at(number).expect("a number of the base has a title").width())
        };
        let names = groups.iter().filter(|group| group.kind == Kind::Drug).flat_map(titles);
        self.widest_name = names.max().unwrap_or(0).clamp(NAME.0, NAME.1);
        let widths = groups.iter().flat_map(titles).chain([tab.title(knowledge).width()]);
        let widths = widths.map(|width| u16::try_from(width).unwrap_or(u16::MAX));
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
        self.position.cursors.get(&self.tab()).copied().unwrap_or_default()
    }

    /// How many entries the list has.
    pub(super) fn length(&self) -> usize {
        self.entries.len()
    }

    /// An entry of the list.
    pub(super) fn entry<'k>(&self, place: usize, knowledge: &'k Knowledge) -> Option<ListItem<'k>> {
        knowledge.list_item(*self.entries.get(place)?)
    }

    /// The place of an entry in the list.
    pub(super) fn place_of(&self, id: &EntryId, knowledge: &Knowledge) -> Option<usize> {
        let number = knowledge.number(id)?;
        self.entries.iter().position(|entry| *entry == number)
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
        let cursor = self.position.cursors.entry(self.position.tab).or_default();
        *cursor = cursor.scroll_to(place, first..row + 1, all, height);
    }
}

type Grouped = (Vec<usize>, Vec<Group>);

/// Puts a group of entries at the end of a list; an empty one is left out.
fn push_group((entries, groups): &mut Grouped, heading: String, of_group: impl Iterator<Item = usize>) {
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
    let of_tab = tab.groups(knowledge);
    let drugs = || of_tab.iter().filter(|group| group.kind == Kind::Drug);
    // Routes that share a tab are listed apart.
    let route = |group: &EntryGroup<'_>| {
        if drugs().count() > 1 { format!("{}: ", group.word.to_uppercase()) } else { String::new() }
    };
    for group in drugs() {
        let route = route(group);
        let numbers = || group.numbers.clone();
        push_group(&mut grouped, format!("{route}APPROVED"), numbers().take(group.approved));
        push_group(&mut grouped, format!("{route}STUDIED, NO APPROVAL FOUND"), numbers().skip(group.approved));
    }
    for group in of_tab.iter().filter(|group| group.kind != Kind::Drug) {
        push_group(&mut grouped, group.heading.to_uppercase(), group.numbers.clone());
    }
    grouped
}

/// Each trial once, under the drug that it names first; those without a drug of the base last.
fn trials_by_drug(knowledge: &Knowledge) -> Grouped {
    let mut grouped = Grouped::default();
    let number = |trial: &Trial| knowledge.number(&trial.id).expect("a trial of the base has a number");
    for drug in knowledge.drugs() {
        let trials =
            knowledge.trials_of(&drug.id).filter(|trial| trial.drugs.first().is_some_and(|id| **id == drug.id));
        push_group(&mut grouped, format!("{}, {}", *drug.name, drug.id.group()), trials.map(number));
    }
    let others = knowledge.trials().filter(|trial| trial.drugs.is_empty());
    push_group(&mut grouped, "OTHERS".to_owned(), others.map(number));
    grouped
}
