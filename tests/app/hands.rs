//! Hands: keyboards without vi, without Control, of other languages; pasting; the mouse where it was asked for.

use jakref::app::keymap::{BINDINGS, resolve};
use jakref::app::{Action, App, Cursor, Effect, Key, Mode, Popup, Tab};
use jakref::page::Glyphs;
use ratatui::layout::Position;

use crate::stage::{app, options, press, second_base, shoot};

#[test]
fn every_action_has_a_key_without_control() {
    for mode in Mode::ALL {
        for binding in BINDINGS.iter().filter(|binding| binding.modes.contains(&mode)) {
            let plain = BINDINGS
                .iter()
                .filter(|other| other.action == binding.action && other.modes.contains(&mode))
                .flat_map(|other| other.keys)
                .any(|key| !matches!(key, Key::Ctrl(_) | Key::BackTab));
            assert!(plain, "{} in {}", binding.help, mode.name());
        }
    }
}

/// What German, French and Nordic layouts make with AltGr, and with Shift or alone.
const OTHER_LAYOUTS: &str = "{[]}\\~@|€²³µ#`^'<>*+=?/-_éèçàùüöäßåøæÅØÆ§°£¤";

#[test]
fn the_characters_of_other_layouts_reach_both_search_boxes() {
    let knowledge = second_base();
    for (keys, mode) in [("/", Mode::Finder), ("<Enter>f", Mode::FindInPage)] {
        for c in OTHER_LAYOUTS.chars() {
            assert!(resolve(mode, Key::Char(c)).is_some());
            let mut app = app(&knowledge, (80, 24));
            press(&mut app, keys);
            press(&mut app, "a");
            app.apply(resolve(mode, Key::Char(c)).unwrap());
            let typed = match app.popup() {
                Some(Popup::Finder(finder)) => finder.prompt().text(),
                _ => app.find_in_page().prompt().text(),
            };
            assert_eq!(typed, format!("a{c}"));
        }
    }
}

#[test]
fn what_is_pasted_reaches_the_search_boxes_and_nothing_else() {
    let knowledge = second_base();
    let pasted = "\r\nq\u{1b}[31m wick\n\tolate\u{202e}\0 \n";
    for (keys, mode) in [("/", Mode::Finder), ("<Enter>f", Mode::FindInPage)] {
        let mut app = app(&knowledge, (80, 24));
        press(&mut app, keys);
        app.paste(pasted);
        assert_eq!(app.mode(), mode);
        assert!(shoot(&app).text().contains("q[31m wick olate"), "{}", shoot(&app).text());
        // A whole book is as many letters as the line takes.
        app.paste(&"漢字 ".repeat(1_000_000));
    }
    for keys in ["", "<Enter>", "<Enter>r", "?", "1<Enter>", " <Down> c"] {
        let mut app = app(&knowledge, (80, 24));
        press(&mut app, keys);
        let before = shoot(&app).with_styles();
        app.paste("q\n/x?rt");
        assert_eq!(shoot(&app).with_styles(), before, "{keys}");
    }
}

fn click(app: &mut App<'_>, x: u16, y: u16) -> Effect {
    app.apply(Action::Click(Position::new(x, y)))
}

/// Where a text stands on the screen.
fn place_of(app: &App<'_>, text: &str) -> (u16, u16) {
    let rows = shoot(app).rows();
    let row = rows.iter().position(|row| row.contains(text)).unwrap_or_else(|| panic!("no {text} in {rows:#?}"));
    let before = rows[row].split(text).next().unwrap().chars().count();
    (u16::try_from(before).unwrap(), u16::try_from(row).unwrap())
}

#[test]
fn a_click_shows_a_tab_chooses_a_row_and_opens_what_is_chosen() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    for tab in Tab::all(&knowledge) {
        let (x, y) = place_of(&app, &tab_name(&app, tab));
        click(&mut app, x, y);
        assert_eq!(app.tab(), tab);
    }
    let (x, y) = place_of(&app, &tab_name(&app, Tab::Drugs(0)));
    click(&mut app, x, y);
    // The first row is a heading, which is not chosen.
    click(&mut app, 3, 3);
    assert_eq!((app.mode(), app.cursor().selected()), (Mode::List, 0));
    click(&mut app, 3, 5);
    assert_eq!((app.mode(), app.cursor().selected()), (Mode::List, 1));
    click(&mut app, 3, 5);
    assert_eq!(app.mode(), Mode::Page);
    // A statement of the page is chosen first and opened by the next click.
    let first = app.page_view().scroll();
    let row = app.page_view().lines()[first..].iter().position(|line| line.item == Some(1)).unwrap();
    let (x, y) = (40, 3 + u16::try_from(row).unwrap());
    click(&mut app, x, y);
    let chosen = app.page_view().item();
    assert_eq!(app.mode(), Mode::Page);
    assert_eq!(chosen, Some(1));
    click(&mut app, x, y);
    assert!(app.mode() == Mode::References || app.page_view().item() != chosen);
}

fn tab_name(app: &App<'_>, tab: Tab) -> String {
    let labels = app.tab().labels(app.knowledge(), 80);
    let (_tab, label) = labels.iter().find(|(other, _label)| *other == tab).unwrap();
    label.trim_matches(['[', ']', ' ']).to_owned()
}

#[test]
fn a_click_chooses_a_hit_and_another_opens_it() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "/o");
    let Some(Popup::Finder(finder)) = app.popup() else { panic!() };
    let before = finder.cursor().map(Cursor::selected);
    click(&mut app, 10, 5);
    let Some(Popup::Finder(finder)) = app.popup() else { panic!("opened unasked") };
    assert_eq!(finder.cursor().unwrap().selected(), 2);
    assert_ne!(before, Some(2));
    click(&mut app, 10, 5);
    assert!(app.popup().is_none() && app.mode() != Mode::Finder);
    // Below the last hit there is nothing to choose.
    press(&mut app, "/wickolate");
    click(&mut app, 10, 20);
    let Some(Popup::Finder(finder)) = app.popup() else { panic!() };
    assert_eq!(finder.cursor(), None, "look-alikes are never chosen unasked");
}

#[test]
fn the_wheel_scrolls_what_is_under_it_and_moves_nothing_else() {
    let knowledge = second_base();
    let mut app = App::new(&knowledge, options(Glyphs::Unicode), (132, 20));
    let wheel = |app: &mut App<'_>, x: u16, down: bool| {
        app.apply(Action::Wheel { at: Position::new(x, 8), down });
        (app.cursor().selected(), app.page_view().scroll(), app.mode())
    };
    assert_eq!(wheel(&mut app, 100, true), (0, 3, Mode::List));
    assert_eq!(wheel(&mut app, 100, false), (0, 0, Mode::List));
    assert_eq!(wheel(&mut app, 3, true).0, 1);
    assert_eq!(wheel(&mut app, 3, false).0, 0);
    press(&mut app, "?");
    let Some(Popup::Help(before)) = app.popup() else { panic!() };
    let before = before.scroll();
    wheel(&mut app, 3, true);
    let Some(Popup::Help(after)) = app.popup() else { panic!() };
    assert_eq!(after.scroll(), before + 3);
}

#[test]
fn keys_that_arrive_together_are_searched_for_once_and_find_the_same() {
    let knowledge = second_base();
    let (mut together, mut apart) = (app(&knowledge, (80, 24)), app(&knowledge, (80, 24)));
    let arrive = |app: &mut App<'_>, key: Key| app.take(resolve(app.mode(), key).unwrap());
    for c in "/tallowin".chars() {
        arrive(&mut together, Key::Char(c));
    }
    press(&mut apart, "/tallowin");
    together.settle();
    assert_eq!(shoot(&together).text(), shoot(&apart).text());
    arrive(&mut together, Key::Char('e'));
    arrive(&mut together, Key::Down);
    arrive(&mut together, Key::Enter);
    press(&mut apart, "e<Down><Enter>");
    assert_eq!(
        together.page_view().page().id,
        apart.page_view().page().id,
        "Enter opens what belongs to all that was typed"
    );
}
