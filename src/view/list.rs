//! Draws the list of a tab: a table of its entries, with a heading over each group.
//!
//! Promises: as many columns are shown as fit, and no dose is cut: one that does not fit is left to the page. The lower border says
//! which rows are seen, whenever some are not.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::theme::Theme;
use super::widgets::{List, ListRow, Pane, clipped};
use crate::app::{App, Mode, Row, Tab, inside};
use crate::knowledge::{Drug, Entry, ListItem, Reference, Region, Trial, with_commas};
use crate::page::{Glyph, Glyphs, Role, Span, approved_in, boxed_mark, labelled_dose, youngest};

/// Draws the list; returns where the selected row is.
pub(super) fn draw(app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let (focused, glyphs) = (app.mode() == Mode::List, app.options().glyphs);
    let text = inside(area);
    let (top, height) = (app.cursor().top(), usize::from(text.height));
    let foot = foot(app, top, height);
    Pane { title: app.tab().title(app.knowledge()), foot: &foot, focused, joined: false, glyphs }
        .draw(theme, area, buffer);
    let columns = columns(app, usize::from(text.width));
    let rows: Vec<ListRow> =
        (top..top + height).map_while(|row| app.row(row)).map(|row| drawn(app, row, &columns)).collect();
    List { rows: &rows, selected: app.cursor().selected(), focused, glyphs }.draw(theme, text, buffer)
}

/// How many drugs are marked, and which rows are seen of all.
fn foot(app: &App<'_>, top: usize, height: usize) -> String {
    let marked = match app.marked().len() {
        0 => None,
        marked => Some(format!("{marked} marked")),
    };
    let all = app.rows();
    let place = if all > height {
        format!("rows {} to {} of {all}", top + 1, (top + height).min(all))
    } else {
        format!("{} in all", app.length())
    };
    marked.into_iter().chain([place]).collect::<Vec<_>>().join("; ")
}

/// A column after the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Brand,
    /// A dot for each region that has approved the drug.
    Regions,
    /// A dot for a drug that is approved in any region.
    Approved,
    Youngest,
    Boxed,
    Dose,
    Status,
    People,
    Phase,
    Kind,
    Year,
}

impl Column {
    fn head(self, regions: &[Region]) -> String {
        match self {
            Self::Brand => "brand".to_owned(),
            Self::Regions => regions.iter().map(|region| region.short.as_str()).collect::<Vec<_>>().join(" "),
            Self::Approved => String::new(),
            Self::Youngest => "from".to_owned(),
            Self::Boxed => "boxed".to_owned(),
            Self::Dose => "dose on the label".to_owned(),
            Self::Status => "status".to_owned(),
            Self::People => "people".to_owned(),
            Self::Phase => "phase".to_owned(),
            Self::Kind => "kind".to_owned(),
            Self::Year => "year".to_owned(),
        }
    }

    /// How wide it is, with the blank after it.
    fn width(self) -> usize {
        match self {
            Self::Brand => 11,
            Self::Regions => 3 * MOST_REGIONS,
            Self::Approved => 2,
            Self::Youngest => 8,
            Self::Boxed => 6,
            Self::Dose => 28,
            Self::Status => 19,
            Self::People => 8,
            Self::Phase => 12,
            Self::Kind => 10,
            Self::Year => 5,
        }
    }
}

/// The columns of a tab's list in their order, and the room of the titles.
struct Columns {
    title: usize,
    after: Vec<Column>,
}

/// The columns that fit beside the titles: the most important ones first where room is short.
fn columns(app: &App<'_>, width: usize) -> Columns {
    let tab = app.tab();
    let (title, ranked): (usize, &[Column]) = match tab {
        Tab::Pathophysiology | Tab::Questions => (width, &[]),
        Tab::Drugs(_) => {
            (app.widest_name() + 1, &[Column::Boxed, Column::Regions, Column::Youngest, Column::Brand, Column::Dose])
        }
        Tab::Trials => (26, &[Column::Status, Column::People, Column::Phase]),
        Tab::References => (44, &[Column::Year, Column::Kind]),
    };
    let mut rest = width.saturating_sub(title + MARKS);
    let mut shown: Vec<Column> = Vec::new();
    for column in ranked {
        if column.width() > rest {
            break;
        }
        rest -= column.width();
        shown.push(*column);
    }
    if matches!(tab, Tab::Drugs(_)) && !shown.contains(&Column::Regions) {
        shown.insert(0, Column::Approved);
    }
    let order = [Column::Brand, Column::Approved, Column::Regions, Column::Youngest, Column::Boxed, Column::Dose];
    shown.sort_by_key(|column| order.iter().position(|other| other == column).unwrap_or(order.len()));
    // A title takes what the columns leave, except where a table has its columns close to the names.
    let used: usize = shown.iter().map(|column| column.width()).sum();
    let all = width.saturating_sub(used + MARKS);
    let title = if matches!(tab, Tab::Drugs(_)) && shown.contains(&Column::Regions) { title } else { all };
    Columns { title, after: shown }
}

/// The regions of the base.
fn regions_of<'k>(app: &App<'k>) -> &'k [Region] {
    let regions = &app.knowledge().review().terms.regions;
    &regions[..regions.len().min(MOST_REGIONS)]
}

/// The most regions that have a column.
const MOST_REGIONS: usize = 8;

/// The columns before a title: the mark for a comparison.
const MARKS: usize = 1;

fn drawn(app: &App<'_>, row: Row<'_>, columns: &Columns) -> ListRow {
    let regions = regions_of(app);
    let glyphs = app.options().glyphs;
    match row {
        Row::Heading(group) => {
            let heading = format!("{} ({})", group.heading, group.length);
            let room = columns.title + MARKS;
            let mut cells = vec![Span::new(Role::Heading, padded(&heading, room, glyphs))];
            // Topics beside drugs have no columns.
            let has_columns =
                app.entry(group.first).is_some_and(|item| item.id.is_drug() || !columns.after.contains(&Column::Boxed));
            if has_columns && heading.width() < room {
                cells.extend(
                    columns
                        .after
                        .iter()
                        .map(|column| Span::new(Role::Faint, padded(&column.head(regions), column.width(), glyphs))),
                );
            }
            ListRow { place: None, cells }
        }
        Row::Entry(place, item) => {
            let mark = if app.marked().contains(&item.id) { "+" } else { " " };
            let mut cells = vec![Span::new(Role::Plain, mark)];
            cells.push(Span::new(Role::Plain, padded(&title(&item, columns, glyphs), columns.title, glyphs)));
            if !columns.after.is_empty() {
                let entry = app.knowledge().entry(&item.id).expect("a row of the list is an entry of the base");
                for column in &columns.after {
                    cells.extend(cell(entry, &item, *column, regions, glyphs));
                }
            }
            ListRow { place: Some(place), cells }
        }
    }
}

/// The title of an entry; of a topic in a table of drugs as much as there is room for, since its other cells are empty.
fn title(item: &ListItem<'_>, columns: &Columns, glyphs: Glyphs) -> String {
    let is_wide = !item.id.is_drug() && columns.after.contains(&Column::Boxed);
    let room = if is_wide {
        columns.title + columns.after.iter().map(|column| column.width()).sum::<usize>()
    } else {
        columns.title
    };
    // The last column before the next cell stays blank.
    clipped(&glyphs.show(item.title), room.saturating_sub(usize::from(!columns.after.is_empty())), glyphs)
}

fn padded(text: &str, width: usize, glyphs: Glyphs) -> String {
    let text = glyphs.show(text);
    let blanks = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(blanks))
}

/// The cell of an entry in a column, with the blanks after it; nothing for an entry that the column is not about.
fn cell(entry: Entry<'_>, item: &ListItem<'_>, column: Column, of: &[Region], glyphs: Glyphs) -> Vec<Span> {
    let (role, text) = match entry {
        Entry::Drug(drug) if column == Column::Regions => return regions(drug, of, glyphs),
        Entry::Drug(drug) => of_drug(drug, item, column, glyphs),
        Entry::Trial(trial) => (Role::Plain, of_trial(trial, column)),
        Entry::Reference(reference) => (Role::Plain, of_reference(reference, column)),
        Entry::Topic(_)
        | Entry::Pathway(_)
        | Entry::Question(_)
        | Entry::Review(_)
        | Entry::Since(_)
        | Entry::Approvals(_) => {
            return Vec::new();
        }
    };
    let text = glyphs.show(&text);
    let blanks = column.width().saturating_sub(text.width());
    vec![Span::new(role, text), Span::new(Role::Plain, " ".repeat(blanks))]
}

fn regions(drug: &Drug, of: &[Region], glyphs: Glyphs) -> Vec<Span> {
    let dot = glyphs.of(Glyph::Approved);
    let cell = |region: &Region| match approved_in(drug, region) {
        Some(true) => Span::new(Role::Approved, format!("{dot}  ")),
        Some(false) => Span::new(Role::Approved, format!("{dot}{SECOND_HAND} ")),
        None => Span::new(Role::Faint, ".  "),
    };
    of.iter().map(cell).collect()
}

/// The star of a cell that is second-hand.
const SECOND_HAND: &str = "*";

fn of_drug(drug: &Drug, item: &ListItem<'_>, column: Column, glyphs: Glyphs) -> (Role, String) {
    let fitting = |text: String| if text.width() < column.width() { text } else { "see page".to_owned() };
    let text = match column {
        Column::Brand => drug.brands.first().map_or_else(String::new, |brand| fitting(brand.to_string())),
        Column::Approved if item.approved => glyphs.of(Glyph::Approved).to_owned(),
        Column::Youngest => youngest(drug).unwrap_or_else(|| if item.approved { "?" } else { "" }.to_owned()),
        Column::Boxed => boxed_mark(drug),
        Column::Dose if drug.reported_approval.is_some() => "approval reported: see page".to_owned(),
        Column::Dose => labelled_dose(drug).map_or_else(String::new, fitting),
        Column::Approved
        | Column::Regions
        | Column::Status
        | Column::People
        | Column::Phase
        | Column::Kind
        | Column::Year => String::new(),
    };
    let role = if column == Column::Boxed && text.starts_with('!') {
        Role::Warning
    } else if column == Column::Approved {
        Role::Approved
    } else {
        Role::Plain
    };
    (role, text)
}

fn of_trial(trial: &Trial, column: Column) -> String {
    match column {
        Column::Status => trial.status.word().to_owned(),
        Column::People => {
            trial.randomised.as_ref().map_or_else(|| "?".to_owned(), |number| with_commas(&number.to_string()))
        }
        Column::Phase => {
            let phase = trial.phase.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
            if phase.width() < column.width() { phase } else { "see page".to_owned() }
        }
        Column::Brand
        | Column::Regions
        | Column::Approved
        | Column::Youngest
        | Column::Boxed
        | Column::Dose
        | Column::Kind
        | Column::Year => String::new(),
    }
}

fn of_reference(reference: &Reference, column: Column) -> String {
    match column {
        Column::Year => reference.year.as_ref().map_or_else(String::new, ToString::to_string),
        Column::Kind => reference.kind.word().to_owned(),
        Column::Brand
        | Column::Regions
        | Column::Approved
        | Column::Youngest
        | Column::Boxed
        | Column::Dose
        | Column::Status
        | Column::People
        | Column::Phase => String::new(),
    }
}
