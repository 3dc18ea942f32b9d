//! How the window is divided into panes.
//!
//! Promises: one function decides, for scrolling, for drawing and for the mouse. No pane reaches outside the window, at any size. Panes
//! beside each other share the column of their edge, and nothing else lies over anything.

use ratatui::layout::Rect;

/// Below this many columns or rows there is no room for a reference.
pub const SMALLEST: (u16, u16) = (40, 10);

/// From this many columns on the references are beside the page.
const WIDE: u16 = 160;

/// Below this many columns the list and the page take turns.
const ONE_COLUMN: u16 = 60;

/// The columns of the references beside the page.
const REFERENCES: u16 = 48;

/// The columns of a page that is worth reading beside a table.
const BESIDE_TABLE: u16 = 56;

/// The most columns that a list takes.
const LIST: u16 = 38;

/// The columns of a list around its titles: border, blanks, and the marks of a drug.
const AROUND_TITLE: u16 = 6;

/// A title as wide as this, or wider, makes the list as wide as it can become.
pub(super) const WIDEST_TITLE: u16 = LIST - AROUND_TITLE;

/// What decides the layout, apart from the size of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayoutInput {
    /// The columns of the longest title in the list.
    pub title: u16,
    /// The columns that the list needs as a table, if it is one.
    pub table: Option<u16>,
    /// Whether the list is in use, so that it is the one shown where there is room for one.
    pub in_list: bool,
    /// Whether the references are in use.
    pub in_references: bool,
    /// Whether the page takes the room of the list too.
    pub hides_list: bool,
}

/// The rectangles of a window that is large enough, borders included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// Name, title of the base, date.
    pub header: Rect,
    /// The tabs.
    pub tabs: Rect,
    /// The list of entries, where it is shown.
    pub list: Option<Rect>,
    /// The page, where it is shown.
    pub page: Option<Rect>,
    /// The references, where they are shown.
    pub references: Option<Rect>,
    /// Where the selected statement comes from.
    pub source: Rect,
    /// The keys that work now.
    pub footer: Rect,
}

impl Panes {
    /// The panes of a window; `None` if it is too small.
    pub fn split(width: u16, height: u16, input: LayoutInput) -> Option<Self> {
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return None;
        }
        let row = |y: u16, height: u16| Rect::new(0, y, width, height);
        let source_rows = if height >= 18 { 2 } else { 1 };
        let body = row(2, height - 3 - source_rows);
        let mut panes = Self {
            header: row(0, 1),
            tabs: row(1, 1),
            list: None,
            page: None,
            references: None,
            source: row(height - 1 - source_rows, source_rows),
            footer: row(height - 1, 1),
        };
        let mut rest = body;
        if let Some(columns) = input.table.filter(|_| input.in_list && width >= ONE_COLUMN) {
            // A table takes the room of the page, unless there is enough for both.
            let room = width.saturating_sub(columns);
            let columns = if room >= BESIDE_TABLE { columns } else { width };
            panes.list = Some(Rect { width: columns, ..rest });
            panes.page =
                (columns < width).then_some(Rect { x: rest.x + columns - 1, width: width - columns + 1, ..rest });
            return Some(panes);
        }
        if width >= WIDE {
            let (left, right) = cut_right(rest, REFERENCES);
            panes.references = Some(right);
            rest = left;
        } else if input.in_references {
            // As a sheet over the lower part: the statement stays in view above it.
            let sheet = rest.height * 3 / 5;
            panes.references = Some(Rect::new(rest.x, rest.y + rest.height - sheet, rest.width, sheet));
            rest.height -= sheet;
        }
        if input.hides_list {
            panes.page = Some(rest);
        } else if width < ONE_COLUMN {
            if input.in_list {
                panes.list = Some(rest);
            } else {
                panes.page = Some(rest);
            }
        } else {
            let columns = input.title.saturating_add(AROUND_TITLE).clamp(18, (width / 3).min(LIST));
            panes.list = Some(Rect { width: columns, ..rest });
            panes.page = Some(Rect { x: rest.x + columns - 1, width: rest.width - columns + 1, ..rest });
        }
        Some(panes)
    }

    /// Whether the references are beside the page, so that the two share an edge.
    pub fn are_side_by_side(&self) -> bool {
        self.references.zip(self.page).is_some_and(|(references, page)| references.y == page.y)
    }

    /// The room of a popup with a border: everything between the header and the source.
    pub fn popup(&self) -> Rect {
        let top = self.tabs.y;
        Rect { y: top, height: self.source.y.saturating_sub(top), ..self.tabs }
    }
}

/// The room of the finder inside its border: the line that is typed with the hits, and one hit in full; without room for it
/// its height is 0.
pub fn finder(inside: Rect) -> [Rect; 2] {
    /// From this width on the hit is beside the others.
    const BESIDE: u16 = 116;
    /// The lines of a hit under the others.
    const UNDER: u16 = 6;
    if inside.width >= BESIDE {
        let width = inside.width * 3 / 5;
        let full = Rect { x: inside.x + width + 2, width: inside.width - width - 2, ..inside };
        return [Rect { width, ..inside }, full];
    }
    let under = if inside.height >= 3 * UNDER { UNDER } else { 0 };
    let list = Rect { height: inside.height - under, ..inside };
    [list, Rect { y: list.bottom(), height: under, ..inside }]
}

/// The room for text inside the border of a pane, with a blank column on each side.
pub fn inside(pane: Rect) -> Rect {
    Rect {
        x: pane.x + 2.min(pane.width),
        y: pane.y + 1.min(pane.height),
        width: pane.width.saturating_sub(4),
        height: pane.height.saturating_sub(2),
    }
}

/// The rest of an area, and some columns at its right; they share the column of their edge.
fn cut_right(area: Rect, columns: u16) -> (Rect, Rect) {
    let left = Rect { width: area.width - columns + 1, ..area };
    let right = Rect { x: left.right() - 1, width: columns, ..area };
    (left, right)
}
