//! Every widget where there is no room for it.

use jakref::app::{Colors, ThemeName};
use jakref::knowledge::Stage;
use jakref::page::{Glyphs, Line, Role, Span};
use jakref::view::{Document, List, ListRow, Pane, Theme, waiting};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

#[test]
fn widgets_stay_inside_the_smallest_areas() {
    let theme = Theme::new(ThemeName::Dark, Colors::TwoFiftySix);
    let lines = [Line { spans: vec![Span::new(Role::Warning, "漢 warning")], item: Some(0), heading: false }];
    let highlights = [(0, 2..9, true), (7, 0..1, false)];
    let rows = [ListRow { place: Some(0), cells: vec![Span::new(Role::Plain, "漢 entry")] }];
    for (width, height) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (3, 3)] {
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            // The area asked for is larger than the window, as after a resize that has not been reported yet.
            for area in [Rect::new(0, 0, width, height), Rect::new(1, 1, 80, 24)] {
                let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
                Document { lines: &lines, scroll: 0, selected: Some(0), highlights: &highlights }.draw(
                    theme,
                    area,
                    &mut buffer,
                );
                List { rows: &rows, selected: 0, focused: true, glyphs }.draw(theme, area, &mut buffer);
                Pane { title: "title", foot: "foot", focused: true, joined: false, glyphs }.draw(
                    theme,
                    area,
                    &mut buffer,
                );
            }
        }
    }
}

#[test]
fn the_waiting_screen_says_what_is_done_in_any_window() {
    let theme = Theme::new(ThemeName::Default, Colors::None);
    for (width, height) in [(0, 0), (1, 1), (7, 3), (80, 24)] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        waiting("a/base", (Stage::Parsing, 1_250, 2_500), theme, Rect::new(0, 0, 90, 30), &mut buffer);
        let text: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        let whole = (width, height) == (80, 24);
        assert_eq!(text.contains("Reading the tables: 1,250 of 2,500."), whole);
        assert_eq!(text.contains("q leaves"), whole);
    }
}
