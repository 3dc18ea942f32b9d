//! Every screen in every window: nothing outside, nothing over anything else, what is selected in view, the cursor on it.

use jakref::app::{App, Delivery, Effect, Mode};
use jakref::knowledge::compile;
use jakref::page::Glyphs;
use ratatui::layout::{Position, Rect};

use crate::screens::PLACES;
use crate::stage::{app, options, press, second_base, shoot};

/// An application at one of the places; the last one is the text to select.
fn at_place<'k>(knowledge: &'k jakref::knowledge::Knowledge, keys: &str, glyphs: Glyphs) -> App<'k> {
    let mut app = App::new(knowledge, options(glyphs), (80, 24));
    if let Effect::Copy(text) = press(&mut app, keys) {
        app.delivered(&text, Delivery::Impossible);
    }
    app
}

/// Every place, with the modes that keys alone do not lead to.
fn places() -> Vec<&'static str> {
    PLACES
        .iter()
        .map(|(_, keys)| *keys)
        .chain(["<Enter>y", "<Enter>f", "1<Enter>d", "<Enter>Y", "iw", "/zzz"])
        .collect()
}

/// Nothing reaches outside or over another, and the screen is whole.
fn fits(app: &App<'_>) {
    let (width, height) = app.size();
    let window = Rect::new(0, 0, width, height);
    if let Some(panes) = app.panes() {
        let shown: Vec<Rect> = [Some(panes.header), Some(panes.tabs), panes.list, panes.page, panes.references]
            .into_iter()
            .flatten()
            .chain([panes.source, panes.footer])
            .collect();
        for (number, pane) in shown.iter().enumerate() {
            assert_eq!(pane.intersection(window), *pane, "a pane reaches outside {window:?}");
            for other in &shown[number + 1..] {
                let edge = Rect { x: pane.right().saturating_sub(1), width: 1, ..*pane };
                let shared = pane.intersection(*other);
                assert!(shared.is_empty() || shared == edge.intersection(*other), "{shown:?}");
            }
        }
        let is_covered = |at: Position| shown.iter().any(|pane| pane.contains(at));
        assert!(window.positions().all(is_covered), "a part of the window is nobody's");
    }
    let shot = shoot(app);
    if app.panes().is_some() {
        assert!(window.contains(shot.cursor), "{:?}", shot.cursor);
        assert!(shot.text().contains("as of "), "{}", shot.text());
    } else {
        assert!(shot.rows().iter().skip(1).all(String::is_empty), "more than one line at {window:?}");
    }
}

fn walk(sizes: impl Iterator<Item = (u16, u16)> + Clone) -> usize {
    let knowledge = second_base();
    let mut drawn = 0;
    for keys in places() {
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            let mut app = at_place(&knowledge, keys, glyphs);
            for (width, height) in sizes.clone() {
                app.resize(width, height);
                fits(&app);
                drawn += 1;
            }
        }
    }
    drawn
}

#[test]
fn every_screen_fits_every_small_window_and_a_sample_of_the_large() {
    let edges = [39, 40, 41, 59, 60, 61, 79, 80, 119, 120, 200];
    let small = (0..44).step_by(3).flat_map(|width| (0..14).map(move |height| (width, height)));
    let large = edges.into_iter().flat_map(|width| [9, 10, 11, 17, 18, 24, 43, 80].map(|height| (width, height)));
    walk(small.chain(large));
}

#[test]
#[ignore = "every size of every screen: minutes; run by hand in release"]
fn every_screen_fits_every_window() {
    let drawn = walk((0..=200).flat_map(|width| (0..=80).map(move |height| (width, height))));
    eprintln!("{drawn} screens");
}

#[test]
fn the_cursor_stands_on_what_has_the_focus_in_every_mode() {
    let knowledge = second_base();
    let mut seen = std::collections::HashSet::new();
    for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
        for size in [(80, 24), (132, 43), (40, 12)] {
            for (keys, mode, expected) in [
                ("<Down>", Mode::List, ""),
                ("<Enter><Down><Down>", Mode::Page, ""),
                ("<Enter>r<Down>", Mode::References, if size.1 > 12 { "[" } else { "" }),
                ("/wick", Mode::Finder, ""),
                ("<Enter>fplac", Mode::FindInPage, ""),
                (" <Down> c<Down><Down>", Mode::Comparison, ""),
                ("1<Enter><Down>", Mode::Pathway, ""),
                ("?", Mode::Help, ""),
                ("<Enter>x<Down>", Mode::Sections, "b "),
            ] {
                let mut app = App::new(&knowledge, options(glyphs), size);
                press(&mut app, keys);
                assert_eq!(app.mode(), mode, "{keys} at {size:?}");
                seen.insert(mode);
                let shot = shoot(&app);
                let row: String = (0..size.0).map(|x| shot.buffer[(x, shot.cursor.y)].symbol()).collect();
                let behind: String = row.chars().skip(usize::from(shot.cursor.x)).collect();
                let marked = row.chars().nth(usize::from(shot.cursor.x).saturating_sub(1)) == Some('>');
                match mode {
                    Mode::List => assert!(row.contains(entry_title(&app)), "{row}"),
                    Mode::Finder => assert_eq!(&row[row.find('/').unwrap()..][..6], "/ wick", "{row}"),
                    Mode::FindInPage => assert!(row.contains("f plac") && behind.starts_with(' '), "{row}"),
                    Mode::Help => assert!(shot.cursor.y == 2, "{row}"),
                    // Above the first statement the text itself is read, from its first row in the window.
                    Mode::Page | Mode::Comparison | Mode::Pathway if app.page_view().visible_selection().is_none() => {
                        assert_eq!((shot.cursor.x, app.page_view().item()), (2, Some(0)), "{row}");
                    }
                    Mode::Page | Mode::Comparison | Mode::Pathway | Mode::References | Mode::Sections => {
                        assert!(marked && behind.starts_with(expected), "{keys} at {size:?}: {row}");
                    }
                }
            }
            // The text to select has its first cell.
            let shot = shoot(&{
                let mut app = at_place(&knowledge, "<Enter>y", glyphs);
                app.resize(size.0, size.1);
                app
            });
            assert_eq!((shot.cursor.x, shot.cursor.y), (0, 1));
        }
    }
    assert_eq!(seen.len(), Mode::ALL.len(), "a mode nobody looked at");
}

fn entry_title<'a>(app: &'a App<'_>) -> &'a str {
    let title = app.entry(app.cursor().selected()).unwrap().title;
    title.split(' ').next().unwrap()
}

#[test]
fn a_resize_keeps_what_is_selected_in_view_on_every_kind_of_page() {
    let knowledge = second_base();
    for keys in ["<Enter>", " <Down> c", "1<Enter>", "/GLEAM<Enter>", "s", "i"] {
        for down in [1, 4, 9, 30] {
            let mut app = app(&knowledge, (80, 24));
            press(&mut app, keys);
            press(&mut app, &"<Down>".repeat(down));
            // A page shorter than the window has nothing to lose; the head of a page is not a statement.
            if app.page_view().visible_selection().is_none() {
                continue;
            }
            let selected = app.page_view().item();
            for size in [(40, 10), (200, 80), (59, 11), (120, 10), (60, 24), (41, 43), (80, 24)] {
                app.resize(size.0, size.1);
                assert_eq!(app.page_view().item(), selected);
                let head = app.page_view().scroll() == 0 && selected == Some(0);
                assert!(head || app.page_view().visible_selection().is_some(), "{keys} {down} at {size:?}");
            }
        }
    }
}

#[path = "../scratch/scratch.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod scratch;

#[test]
fn wide_and_combining_characters_keep_every_border_in_its_column() {
    let scratch = scratch::Scratch::second_base();
    let file = "oral/tallowine.toml";
    scratch.change(file, "name    = \"tallowine\"", "name    = \"tallowine 漢字かな e\u{301}a\u{308}\"");
    scratch.change(file, "adults and adolescents", "漢字かな, adults e\u{301}a\u{308} and adolescents");
    let compiled = compile(scratch.path(), jakref::check::house_rules).unwrap();
    let Some(knowledge) = compiled.knowledge else {
        panic!("{:?}", compiled.findings.diagnostics().iter().map(|one| &one.message).collect::<Vec<_>>())
    };
    for (glyphs, edge) in [(Glyphs::Unicode, "│"), (Glyphs::Ascii, "|")] {
        for size in [(80, 24), (132, 43), (60, 12), (40, 12)] {
            for keys in ["", "<Enter>", "/漢", "<Enter>f漢", " <Down> c", "/e\u{301}"] {
                let mut app = App::new(&knowledge, options(glyphs), size);
                press(&mut app, keys);
                let shot = shoot(&app);
                // Wherever a pane has a left edge in its first row of text, it has it in every row down to its foot.
                let last = size.1 - if size.1 >= 18 { 4 } else { 3 };
                for y in 3..last {
                    assert_eq!(shot.buffer[(0, y)].symbol(), edge, "{keys} at {size:?}:\n{}", shot.text());
                    assert_eq!(shot.buffer[(size.0 - 1, y)].symbol(), edge, "{keys} at {size:?}:\n{}", shot.text());
                }
                fits(&app);
            }
        }
    }
}
