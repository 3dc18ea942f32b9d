//! What stands on the screen, in text and in looks, at the three sizes that matter.

use jakref::app::{App, Delivery, Effect};
use jakref::knowledge::Knowledge;
use jakref::page::Glyphs;

use crate::stage::{app, options, press, second_base, shoot};

pub const SIZES: [(u16, u16); 3] = [(80, 24), (132, 43), (40, 12)];

/// Each place of the application and the keys that lead to it.
pub const PLACES: [(&str, &str); 28] = [
    ("start", ""),
    ("page", "<Enter>"),
    ("page-section", "<Enter><Down><Down><Down><Enter>"),
    ("page-open", "<Enter>z"),
    ("sections", "<Enter>x"),
    ("references", "<Enter>r"),
    ("finder", "/wick"),
    ("finder-empty", "/"),
    ("finder-ambiguous", "/wickolate"),
    ("finder-chosen", "/wickolate<Down>"),
    ("finder-typo", "/tallowene"),
    ("finder-counts", "/o"),
    ("find-in-page", "<Enter>fplacebo"),
    ("help", "?"),
    ("topic", "1<Down><Enter>"),
    ("question", "4<Enter>"),
    ("review", "i"),
    ("since", "s"),
    ("approvals", "a"),
    ("trials", "5"),
    ("references-tab", "6"),
    ("marked", " <Down> "),
    ("compare", " <Down> 3 c"),
    ("forest", "/GLEAM<Enter>++"),
    ("hundred", "/GLEAM<Enter>+++"),
    ("course", "/GLEAM<Enter>++++"),
    ("pathway", "1<Enter>"),
    ("pathway-drug", "1<Enter><Down>d"),
];

#[test]
fn every_place_looks_as_agreed() {
    let knowledge = second_base();
    for (name, keys) in PLACES {
        for size in SIZES {
            let mut app = app(&knowledge, size);
            press(&mut app, keys);
            let shot = shoot(&app).with_styles();
            insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), shot);
        }
    }
}

/// The place at each size, one below the other.
fn at_sizes(knowledge: &Knowledge, keys: &str, glyphs: Glyphs, sizes: &[(u16, u16)]) -> String {
    let shot = |(columns, rows): &(u16, u16)| {
        let mut app = App::new(knowledge, options(glyphs), (*columns, *rows));
        press(&mut app, keys);
        format!("{columns}x{rows}\n{}\n", shoot(&app).text())
    };
    sizes.iter().map(shot).collect()
}

#[test]
fn every_place_looks_as_agreed_in_small_and_large_windows_and_in_ascii() {
    let knowledge = second_base();
    for (name, keys) in PLACES {
        let others = at_sizes(&knowledge, keys, Glyphs::Unicode, &[(60, 20), (200, 50)]);
        insta::assert_snapshot!(format!("{name}-others"), others);
        let ascii = at_sizes(&knowledge, keys, Glyphs::Ascii, &[(40, 12), (60, 20), (80, 24), (132, 43), (200, 50)]);
        insta::assert_snapshot!(format!("{name}-ascii"), ascii);
    }
}

#[test]
fn a_text_to_select_looks_as_agreed() {
    let knowledge = second_base();
    for (glyphs, set) in [(Glyphs::Unicode, "block"), (Glyphs::Ascii, "ascii")] {
        for size in SIZES {
            let mut app = App::new(&knowledge, options(glyphs), size);
            let Effect::Copy(text) = press(&mut app, "<Enter>y") else { panic!("nothing to copy") };
            app.delivered(&text, Delivery::Impossible);
            insta::assert_snapshot!(format!("plain-{}x{}-{set}", size.0, size.1), shoot(&app).text());
        }
    }
}

#[test]
fn ascii_draws_nothing_else() {
    let knowledge = second_base();
    for (_, keys) in PLACES {
        let mut app = App::new(&knowledge, options(Glyphs::Ascii), (80, 24));
        press(&mut app, keys);
        let text = shoot(&app).text();
        assert!(text.bytes().all(|b| b == b'\n' || (0x20..=0x7E).contains(&b)), "{text}");
    }
}

#[test]
fn the_date_is_on_every_screen() {
    let knowledge = second_base();
    for (_, keys) in PLACES {
        for size in SIZES {
            let mut app = app(&knowledge, size);
            press(&mut app, keys);
            assert!(shoot(&app).text().contains("as of 2031-05-01"), "{keys} at {size:?}");
        }
    }
}

#[test]
fn an_old_base_says_check_the_label_on_every_screen() {
    let knowledge = second_base();
    for (_, keys) in PLACES {
        for size in SIZES {
            let mut old = options(Glyphs::Unicode);
            old.stale = true;
            let mut app = App::new(&knowledge, old, size);
            press(&mut app, keys);
            let text = shoot(&app).text();
            assert!(text.contains("CHECK THE LABEL") && text.contains("2031-05-01"), "{keys} at {size:?}");
        }
    }
}

#[test]
fn below_the_smallest_size_one_line_says_so() {
    let knowledge = second_base();
    for size in [(39, 24), (80, 9), (10, 3), (60, 1)] {
        let rows = shoot(&app(&knowledge, size)).rows();
        assert!(rows[0].starts_with("jakref: th"), "{rows:?}");
        assert!(rows[1..].iter().all(String::is_empty), "{rows:?}");
    }
}
