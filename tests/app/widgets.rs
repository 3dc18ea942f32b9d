//! Every widget where there is no room for it.

use jakref::app::{Colors, Cursor, ThemeName};
use jakref::page::{Glyphs, Line, Role, Span};
use jakref::view::{Document, List, ListItem, Pane, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

#[test]
fn widgets_stay_inside_the_smallest_areas() {
    let theme = Theme::new(ThemeName::Dark, Colors::TwoFiftySix);
    let lines = [Line { spans: vec![Span::new(Role::Warning, "漢 warning")], item: Some(0), heading: false }];
    let marks = [(0, 2..9, true), (7, 0..1, false)];
    let items = [ListItem { approved: true, chosen: true, text: "漢 entry" }];
    for (width, height) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (3, 3)] {
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            // The area asked for is larger than the window, as after a resize nobody has been told of.
            for area in [Rect::new(0, 0, width, height), Rect::new(1, 1, 80, 24)] {
                let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
                Document { lines: &lines, scroll: 0, selected: Some(0), marks: &marks }.draw(theme, area, &mut buffer);
                List { items: &items, cursor: Cursor::default(), focused: true, glyphs }.draw(theme, area, &mut buffer);
                Pane { title: "title", foot: "foot", focused: true, glyphs }.draw(theme, area, &mut buffer);
            }
        }
    }
}
