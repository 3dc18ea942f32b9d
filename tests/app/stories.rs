//! Short stories: what somebody wants, the keys for it, and what is then on the screen.

use jakref::app::{Effect, Mode};
use jakref::embedded;

use crate::stage::{app, press, second_base, shoot};

#[test]
fn a_dose_is_three_keys_and_a_name_away() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "/tal<Enter>");
    assert_eq!(app.reader().page().title, "tallowine · Tallow, by mouth");
    press(&mut app, "/WK-001<Down><Enter>");
    let text = shoot(&app).text();
    assert!(text.contains("3 mg by mouth once daily"), "{text}");
}

#[test]
fn the_boxed_warning_is_in_the_first_four_rows_of_the_page() {
    let knowledge = second_base();
    for size in [(80, 24), (40, 12), (132, 43)] {
        let mut app = app(&knowledge, size);
        press(&mut app, "<Enter>");
        let rows = shoot(&app).rows();
        assert!(rows[2..7].iter().any(|row| row.contains("BOXED WARNING")), "{rows:#?}");
    }
}

#[test]
fn look_alikes_are_never_opened_unasked() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    let before = app.reader().page().id.clone();
    press(&mut app, "/wickolate<Enter>");
    assert_eq!(app.mode(), Mode::Finder, "one molecule by two routes is two drugs");
    assert!(shoot(&app).text().contains("More than one drug fits"));
    press(&mut app, "<Esc>");
    assert_eq!(app.reader().page().id, before);
    press(&mut app, "/wickolate<Down><Down><Enter>");
    assert_eq!(app.reader().page().id.as_ref().unwrap().to_string(), "topical/wickolate");
}

#[test]
fn from_a_statement_to_its_source_and_back_to_the_same_row() {
    let knowledge = second_base();
    for size in [(80, 24), (132, 43), (40, 12)] {
        let mut app = app(&knowledge, size);
        press(&mut app, "<Enter><Down><Down><Down>");
        let (page, item, scroll) = (app.reader().page().id.clone(), app.reader().item(), app.reader().scroll());
        press(&mut app, "r<Enter>");
        assert!(app.reader().page().id.as_ref().unwrap().to_string().starts_with("ref/"));
        press(&mut app, "<Esc>");
        assert_eq!(app.mode(), Mode::References);
        press(&mut app, "<Esc>");
        assert_eq!(app.mode(), Mode::Page);
        assert_eq!((app.reader().page().id.clone(), app.reader().item(), app.reader().scroll()), (page, item, scroll));
    }
}

#[test]
fn what_is_superseded_says_so_with_date_and_successor() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "<Enter>");
    for _ in 0..40 {
        if shoot(&app).text().contains("SUPERSEDED") {
            break;
        }
        press(&mut app, "<Down>");
    }
    let text = shoot(&app).text();
    assert!(text.contains("SUPERSEDED 2030-01-02 by tallowine-approved"), "{text}");
    assert!(text.contains("Now: With tallowine"), "{text}");
}

#[test]
fn a_trial_is_opened_from_the_drug_and_left_again() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "/GLEAM<Enter>");
    let text = shoot(&app).text();
    assert!(text.contains("GLEAM-1") && text.contains("Arms"), "{text}");
    press(&mut app, "<Esc>");
    assert_eq!(app.mode(), Mode::List);
}

#[test]
fn escape_never_leaves_and_q_leaves_only_outside_the_finder() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    assert_eq!(press(&mut app, "<Esc><Esc><Esc>"), Effect::Stay);
    assert!(shoot(&app).text().contains("Press q to leave"));
    assert_eq!(press(&mut app, "/q"), Effect::Stay);
    assert!(shoot(&app).text().contains("/ q"));
    assert_eq!(press(&mut app, "<Esc>q"), Effect::Quit);
}

#[test]
fn the_cursor_stands_on_what_is_selected() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "<Down>");
    let shot = shoot(&app);
    assert!(shot.rows()[usize::from(shot.cursor.y)].contains("tallowine"));
    press(&mut app, "<Enter><Down>");
    let shot = shoot(&app);
    assert!(shot.rows()[usize::from(shot.cursor.y)].contains(">"), "{}", shot.text());
    press(&mut app, "/flick");
    let shot = shoot(&app);
    let row = &shot.rows()[usize::from(shot.cursor.y)];
    assert_eq!(row.chars().take(usize::from(shot.cursor.x)).collect::<String>(), "│ / flick");
}

#[test]
fn a_resize_keeps_the_selected_statement_in_view() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (132, 43));
    press(&mut app, "<Enter><End>");
    for size in [(80, 24), (40, 12), (61, 10), (200, 60), (20, 5), (40, 10)] {
        app.resize(size.0, size.1);
        if size.0 >= 40 {
            assert!(app.reader().visible_selection().is_some(), "at {size:?}");
        }
    }
}

#[test]
fn the_match_is_set_off_in_the_finder() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "/allow");
    let styled = shoot(&app).with_styles();
    assert!(styled.contains("tallowine"), "{styled}");
    assert!(styled.lines().any(|line| line.contains("uuuuu") || line.contains("rrrrr")), "{styled}");
}

#[test]
fn a_misspelt_name_says_what_it_was_taken_for() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "/tallowene");
    let text = shoot(&app).text();
    assert!(text.contains("\"tallowene\" was taken for tallow[i]ne."), "{text}");
    press(&mut app, "<Enter>");
    assert_eq!(app.reader().page().id.as_ref().unwrap().to_string(), "oral/tallowine");
}

#[test]
fn what_is_only_mentioned_opens_at_the_statement_once_it_is_chosen() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "/trimmed<Enter>");
    assert_eq!(app.reader().page().id.as_ref().unwrap().to_string(), "pathophysiology/flicker");
    let item = app.reader().page().items[app.reader().item().unwrap()].anchor.clone();
    press(&mut app, "<Esc>/placebo");
    assert!(shoot(&app).text().contains("mentioned in"), "{}", shoot(&app).text());
    assert_ne!(item, app.reader().page().items[0].anchor, "the page opened at its top");
}

#[test]
fn words_are_found_in_the_page_and_counted_and_the_last_place_leads_to_the_first() {
    let knowledge = second_base();
    for size in [(80, 24), (132, 43), (40, 12)] {
        let mut app = app(&knowledge, size);
        press(&mut app, "/wickolate<Down><Enter>");
        press(&mut app, "fSOOT");
        assert_eq!(app.mode(), Mode::Seek);
        let (first, all) = app.seek().count().unwrap();
        assert!(first == 1 && all >= 2, "{all}");
        press(&mut app, "<Enter>");
        assert_eq!(app.mode(), Mode::Page);
        for place in 2..=all {
            press(&mut app, if place % 2 == 0 { "n" } else { "<F3>" });
            let shot = shoot(&app);
            assert!(shot.text().contains(&format!("found {place} of {all}")), "{}", shot.text());
            let row = shot.rows()[usize::from(shot.cursor.y)].to_lowercase();
            let behind: String = row.chars().skip(usize::from(shot.cursor.x)).collect();
            assert!(behind.starts_with("soot"), "the cursor is not on the place: {row}");
        }
        press(&mut app, "n");
        assert!(app.notice().unwrap().contains("this is the first") && app.seek().count() == Some((1, all)));
        press(&mut app, "N");
        assert!(app.notice().unwrap().contains("this is the last") && app.seek().count() == Some((all, all)));
        press(&mut app, "<Ctrl-P>");
        assert_eq!(app.seek().count(), Some((all - 1, all)));
    }
}

#[test]
fn escape_while_words_are_typed_returns_to_where_the_reader_was() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "<Enter><Down><Down>");
    let (item, scroll) = (app.reader().item(), app.reader().scroll());
    press(&mut app, "fplacebo");
    press(&mut app, "<Esc>");
    assert_eq!((app.mode(), app.reader().item(), app.reader().scroll()), (Mode::Page, item, scroll));
    assert_eq!(app.seek().count(), None);
    press(&mut app, "fzzz");
    assert!(shoot(&app).text().contains("does not stand on this page"));
}

#[test]
fn the_next_place_uses_the_words_of_the_finder() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "<Enter>n");
    assert!(shoot(&app).text().contains("Nothing to look for yet"));
    press(&mut app, "<Esc>/tallow<Enter>n");
    let (place, all) = app.seek().count().unwrap();
    assert!(place >= 1 && all >= 1);
    assert!(shoot(&app).with_styles().lines().any(|line| line.contains("rrrrr")), "{}", shoot(&app).with_styles());
}

#[test]
fn a_name_inside_another_is_shown_with_the_letters_that_differ_and_opens_nothing() {
    let knowledge = embedded::knowledge();
    for size in [(80, 24), (132, 43), (40, 12)] {
        let mut app = app(&knowledge, size);
        press(&mut app, "/ruxolitinib<Enter>");
        assert_eq!(app.mode(), Mode::Finder);
        let text = shoot(&app).text();
        for part in ["[by mouth]", "[on the skin]", "[deu]ruxolitinib", "More than one drug fits"] {
            assert!(text.contains(part), "{part} at {size:?}: {text}");
        }
        press(&mut app, "<Down><Down><Down><Enter>");
        assert_eq!(app.reader().page().id.as_ref().unwrap().to_string(), "oral/deuruxolitinib");
    }
}

#[test]
fn three_letters_and_enter_open_a_drug_of_the_base() {
    let knowledge = embedded::knowledge();
    for (typed, id) in [("bar", "oral/baricitinib"), ("lit", "oral/ritlecitinib"), ("opz", "topical/ruxolitinib")] {
        let mut app = app(&knowledge, (80, 24));
        press(&mut app, &format!("/{typed}<Enter>"));
        assert_eq!(app.reader().page().id.as_ref().unwrap().to_string(), id);
    }
}

#[test]
fn a_statement_that_was_found_is_the_one_selected_on_its_page() {
    let knowledge = embedded::knowledge();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "/leflunomide<Enter>");
    assert_eq!(app.mode(), Mode::Finder, "the page of a drug that is called otherwise is not chosen");
    press(&mut app, "<Down><Enter>");
    let item = &app.reader().page().items[app.reader().item().unwrap()];
    assert_eq!(item.anchor, "baricitinib-leflunomide");
}
