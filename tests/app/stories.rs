//! Short stories: what somebody wants, the keys for it, and what is then on the screen.

use jakref::app::{Delivery, Effect, MOST_BYTES, Mode, Popup};
use jakref::page::{Glyphs, supersession};

use crate::stage::{app, press, second_base, shipped, shipped_app, shoot};

#[test]
fn a_dose_is_three_keys_and_a_name_away() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "/tal<Enter>");
    assert_eq!(app.page_view().page().title, "tallowine · Tallow, by mouth");
    press(&mut app, "/WK-001<Down><Enter>");
    let text = shoot(&app).text();
    assert!(text.contains("Dose      3 mg once daily"), "{text}");
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
    let before = app.page_view().page().id.clone();
    press(&mut app, "/wickolate<Enter>");
    assert_eq!(app.mode(), Mode::Finder, "one molecule by two routes is two drugs");
    assert!(shoot(&app).text().contains("More than one drug fits"));
    press(&mut app, "<Esc>");
    assert_eq!(app.page_view().page().id, before);
    press(&mut app, "/wickolate<Down><Down><Enter>");
    assert_eq!(app.page_view().page().id.as_ref().unwrap().to_string(), "topical/wickolate");
}

#[test]
fn from_a_statement_to_its_source_and_back_to_the_same_row() {
    let knowledge = second_base();
    for size in [(80, 24), (132, 43), (40, 12)] {
        let mut app = app(&knowledge, size);
        press(&mut app, "<Enter><Down><Down><Down>");
        let (page, item, scroll) =
            (app.page_view().page().id.clone(), app.page_view().item(), app.page_view().scroll());
        press(&mut app, "r<Enter>");
        assert!(app.page_view().page().id.as_ref().unwrap().to_string().starts_with("ref/"));
        press(&mut app, "<Esc>");
        assert_eq!(app.mode(), Mode::References);
        press(&mut app, "<Esc>");
        assert_eq!(app.mode(), Mode::Page);
        assert_eq!(
            (app.page_view().page().id.clone(), app.page_view().item(), app.page_view().scroll()),
            (page, item, scroll)
        );
    }
}

#[test]
fn what_is_superseded_says_so_with_date_and_successor() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "<Enter>z");
    for _ in 0..40 {
        if shoot(&app).text().contains("SUPERSEDED 2030") {
            break;
        }
        press(&mut app, "<Down>");
    }
    let text = shoot(&app).text().replace(['│', '>'], " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("SUPERSEDED by tallowine (US approval, 2030-01-02)"), "{text}");
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
    assert!(app.mode() == Mode::Finder && shoot(&app).text().contains("/ GLEAM"), "{}", shoot(&app).text());
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
fn what_changed_since_the_review_is_one_key_away_from_every_tab() {
    let knowledge = second_base();
    for tab in ["1", "2", "3", "4"] {
        let mut app = app(&knowledge, (80, 24));
        press(&mut app, tab);
        press(&mut app, "s");
        assert_eq!(app.page_view().page().id.as_ref().unwrap().to_string(), "since");
        let text = shoot(&app).text();
        assert!(text.contains("2030-01-02 oral/tallowine"), "{text}");
        press(&mut app, "<Enter>");
        assert_eq!(app.page_view().page().id.as_ref().unwrap().to_string(), "oral/tallowine");
        press(&mut app, "<Esc>");
        assert_eq!(app.page_view().page().id.as_ref().unwrap().to_string(), "since");
    }
}

#[test]
fn marked_drugs_are_compared_and_their_columns_paged_with_the_row_kept() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (62, 24));
    press(&mut app, "c");
    assert!(shoot(&app).text().contains("Mark two to four drugs first"));
    press(&mut app, " <Down> 3 c");
    assert_eq!(app.mode(), Mode::Comparison);
    let text = shoot(&app).text();
    assert!(text.contains("1-2 of 3: wickolate (oral) / tallowine"), "{text}");
    assert!(text.contains("Figures from different trials") && text.contains("No head-to-head trial"), "{text}");
    go_to_row(&mut app, "boxed");
    let place = |app: &jakref::app::App<'_>| shoot(app).rows().iter().position(|line| line.starts_with("│>Boxed"));
    let before = place(&app);
    press(&mut app, "<Right><Right>");
    let text = shoot(&app).text();
    assert!(before.is_some() && place(&app) == before, "the row stays in place: {text}");
    assert!(text.contains("2-3 of 3: tallowine / wickolate (topical)"), "{text}");
    press(&mut app, "<Right>");
    assert!(shoot(&app).text().contains("No more drugs"));
    press(&mut app, "<Left><Left>");
    assert!(shoot(&app).text().contains("1-2 of 3"));
    press(&mut app, "<Esc>");
    assert_eq!(app.mode(), Mode::List);
}

/// Selects a row of the comparison.
fn go_to_row(app: &mut jakref::app::App<'_>, word: &str) {
    for _ in 0..30 {
        if app.page_view().selected_item().unwrap().anchor == word {
            return;
        }
        press(app, "<Down>");
    }
    panic!("there is no row {word}");
}

#[test]
fn enter_shows_a_cell_of_the_comparison_in_full_and_escape_leads_back() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, " <Down> c");
    for (row, shown) in [("dose", "US label: 3 mg by mouth once daily"), ("efficacy", "GLEAM-1")] {
        go_to_row(&mut app, row);
        press(&mut app, "<Enter>");
        let text = shoot(&app).text();
        assert!(text.contains("wickolate (oral): ") && text.contains(shown), "{text}");
        press(&mut app, "<Esc>");
        assert_eq!(app.mode(), Mode::Comparison);
        assert_eq!(app.page_view().selected_item().unwrap().anchor, row);
    }
    let text = shoot(&app).text();
    assert!(text.contains("not found"), "a cell without a value says so: {text}");
}

#[test]
fn forward_leads_where_back_came_from_also_to_a_comparison() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, " <Down> c<Down><Down>");
    let before = (shoot(&app).text(), app.page_view().item());
    press(&mut app, "/GLEAM<Enter>");
    press(&mut app, "<Esc><Esc>");
    assert_eq!((shoot(&app).text(), app.page_view().item()), before);
    press(&mut app, ">");
    assert_eq!(app.page_view().page().id.as_ref().unwrap().to_string(), "trial/gleam-1");
    press(&mut app, "<Esc><Esc>");
    assert_eq!(app.mode(), Mode::List);
    press(&mut app, ">>");
    assert_eq!(app.page_view().page().id.as_ref().unwrap().to_string(), "trial/gleam-1");
    press(&mut app, ">");
    assert!(shoot(&app).text().contains("Nothing to go forward to"));
}

#[test]
fn no_more_than_four_drugs_are_marked_and_only_drugs() {
    let mut app = shipped_app(Glyphs::Unicode, (80, 24));
    press(&mut app, " <Down> <Down> <Down> <Down> ");
    assert_eq!(app.marked().len(), 4);
    assert!(shoot(&app).text().contains("which is the most"));
    press(&mut app, "<Up> ");
    assert_eq!(app.marked().len(), 3);
    press(&mut app, "4 ");
    assert!(shoot(&app).text().contains("Only drugs can be marked"));
}

#[test]
fn the_pathway_is_walked_by_keys_and_shows_what_a_drug_closes() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "1<Enter>");
    assert_eq!(app.mode(), Mode::Pathway);
    let text = shoot(&app).text();
    assert!(text.contains("[lamp oil]") && text.contains(">lamp oil: to FLAME1; glow"), "{text}");
    press(&mut app, "<Down>");
    let text = shoot(&app).text();
    assert!(text.contains("◆"), "the selected edge is marked without colour: {text}");
    assert!(text.contains("lamp oil burns in FLAME1: The flicker feeds itself"), "{text}");
    press(&mut app, "d");
    let text = shoot(&app).text();
    assert!(text.contains("XFLAME1X") && text.contains("X wickolate (oral) inhibits FLAME1"), "{text}");
    press(&mut app, "<Down>");
    let text = shoot(&app).text();
    assert!(text.contains("=>") && text.contains("SUPERSEDED by tallowine (US approval, 2030-01-02)"), "{text}");
    // Walking onto a drug chooses it; Enter opens its page, and back leads here again.
    press(&mut app, "++++");
    press(&mut app, "<Down>");
    let text = shoot(&app).text();
    assert!(text.contains("X tallowine (oral) inhibits FLAME1, FLAME2"), "{text}");
    press(&mut app, "<Enter>");
    assert_eq!(app.page_view().page().id.as_ref().unwrap().to_string(), "oral/tallowine");
    press(&mut app, "<Esc>");
    assert_eq!(app.mode(), Mode::Pathway);
}

#[test]
fn pictures_are_said_in_words_where_that_is_asked_for() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "/GLEAM<Enter>++");
    assert!(shoot(&app).text().contains("■"), "{}", shoot(&app).text());
    press(&mut app, "w");
    let text = shoot(&app).text();
    assert!(!text.contains("■") && text.contains("written in sentences"), "{text}");
    press(&mut app, "1<Enter>");
    assert!(app.diagram().is_empty());
    press(&mut app, "w");
    assert!(!app.diagram().is_empty());
}

/// The text that a key wants copied.
fn copied(app: &mut jakref::app::App<'_>, keys: &str) -> String {
    let effect = press(app, keys);
    let Effect::Copy(text) = effect else { panic!("{effect:?}: {}", shoot(app).text()) };
    text
}

#[test]
fn from_find_to_compare_to_copied_text() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "/tallow<Enter>m");
    press(&mut app, "/WK-001<Down><Enter>m");
    assert_eq!(app.marked().len(), 2);
    press(&mut app, "c");
    assert_eq!(app.mode(), Mode::Comparison);
    go_to_row(&mut app, "dose");
    let text = copied(&mut app, "y");
    let wanted = [
        "tallowine (oral) / wickolate (oral)\n",
        "== Dose ==\n",
        "not found in the sources read",
        "US label: 3 mg by mouth once daily; adults with",
        "secondary*]",
        "== References ==\n",
        "Tallow, prescribing information (invented). [cited 2031 Apr 30]. Set id: 00000000-invented.",
        "* second-hand: check the original.",
        "As of 2031-05-01; jakref, knowledge base ",
    ];
    for part in wanted {
        assert!(text.contains(part), "{part:?} is missing: {text}");
    }
    assert!(text.contains(&knowledge.digest()[..12]) && !text.contains("Boxed warning"), "{text}");
    app.delivered(&text, Delivery::SentToTerminal);
    let shown = shoot(&app).text();
    assert!(shown.contains("Sent to the terminal") && !shown.to_lowercase().contains("copied"), "{shown}");
}

#[test]
fn a_superseded_statement_is_copied_with_the_word_the_date_and_its_successor() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (132, 43));
    app.start_at(&"oral/wickolate".parse().unwrap(), Some("only-one-oil"));
    let text = copied(&mut app, "y");
    assert!(text.contains("SUPERSEDED by tallowine (US approval, 2030-01-02): Only wickolate was approved"), "{text}");
    assert!(text.contains("Now: With tallowine, two oils are approved"), "{text}");
    assert!(text.contains("[2] Marrow A, Quill B.") && text.contains("[1] Tallow, prescribing"), "{text}");
}

#[test]
fn every_superseded_claim_of_the_shipped_base_is_copied_as_superseded_from_every_page() {
    let knowledge = shipped();
    let mut seen = 0;
    for claim in knowledge.claims().filter(|claim| claim.superseded.is_some()) {
        for id in std::iter::once(&claim.home).chain(claim.about.iter().map(|about| &**about)) {
            let mut app = shipped_app(Glyphs::Unicode, (80, 24));
            app.start_at(id, Some(&claim.id));
            let (text, page) = (copied(&mut app, "y"), copied(&mut app, "Y"));
            let words = supersession(knowledge, claim).unwrap();
            assert!(text.contains(&words) && text.contains(claim.text.as_str()), "{id}: {text}");
            assert!(page.contains(&words), "{id}");
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn the_page_is_copied_as_markdown_with_the_identity_of_the_base() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    let text = copied(&mut app, "Y");
    assert!(text.starts_with("# wickolate · Wick, by mouth\n"), "{text}");
    assert!(text.contains("**BOXED WARNING**") && text.contains("As of 2031-05-01; jakref"), "{text}");
}

#[test]
fn no_page_of_the_shipped_base_is_longer_than_a_terminal_takes() {
    let knowledge = shipped();
    for kind in jakref::knowledge::Kind::ALL {
        for id in knowledge.ids(*kind) {
            let mut app = shipped_app(Glyphs::Unicode, (80, 24));
            app.start_at(id, None);
            let text = copied(&mut app, "Y");
            assert!(text.len() <= MOST_BYTES && !text.contains("[Cut here"), "{id}: {}", text.len());
            assert!(text.contains("As of ") && text.contains(&knowledge.digest()[..12]), "{id}");
        }
    }
}

#[test]
fn where_nothing_can_be_copied_the_text_stands_there_to_be_selected() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "<Enter>");
    let text = copied(&mut app, "y");
    app.delivered(&text, Delivery::Impossible);
    let rows = shoot(&app).rows();
    assert!(rows[1].starts_with("wickolate · Wick, by mouth: "), "{rows:#?}");
    assert!(rows.join(" ").contains("As of 2031-05-01; jakref, knowledge base"), "{rows:#?}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(rows.iter().any(|row| row.contains("cannot take text")), "{rows:#?}");
    press(&mut app, "<Esc>");
    assert_eq!(app.mode(), Mode::Page);
}

#[test]
fn a_work_of_the_references_is_copied_too() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "<Enter>r");
    let text = copied(&mut app, "y");
    assert!(text.contains("[1] Tallow, prescribing information") && text.contains("As of"), "{text}");
}

#[test]
fn a_resize_keeps_the_selected_statement_in_view() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (132, 43));
    press(&mut app, "<Enter><End>");
    for size in [(80, 24), (40, 12), (61, 10), (200, 60), (20, 5), (40, 10)] {
        app.resize(size.0, size.1);
        if size.0 >= 40 {
            assert!(app.page_view().visible_selection().is_some(), "at {size:?}");
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
    assert_eq!(app.page_view().page().id.as_ref().unwrap().to_string(), "oral/tallowine");
}

#[test]
fn what_is_only_mentioned_opens_at_the_statement_once_it_is_chosen() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "/trimmed<Enter>");
    assert_eq!(app.page_view().page().id.as_ref().unwrap().to_string(), "pathophysiology/flicker");
    let item = app.page_view().page().items[app.page_view().item().unwrap()].anchor.clone();
    assert!(app.find_in_page().highlights().any(|(_, _, is_shown)| is_shown), "the words are lit on the page");
    press(&mut app, "<Esc><Esc>/placebo");
    assert!(shoot(&app).text().contains("mentioned in"), "{}", shoot(&app).text());
    assert_ne!(item, app.page_view().page().items[0].anchor, "the page opened at its top");
}

#[test]
fn words_are_found_in_the_page_and_counted_and_the_last_place_leads_to_the_first() {
    let knowledge = second_base();
    for size in [(80, 24), (132, 43), (40, 12)] {
        let mut app = app(&knowledge, size);
        press(&mut app, "/wickolate<Down><Enter>");
        press(&mut app, "fSOOT");
        assert_eq!(app.mode(), Mode::FindInPage);
        let (first, all) = app.find_in_page().count().unwrap();
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
        assert!(app.notice().unwrap().contains("this is the first") && app.find_in_page().count() == Some((1, all)));
        press(&mut app, "N");
        assert!(app.notice().unwrap().contains("this is the last") && app.find_in_page().count() == Some((all, all)));
        press(&mut app, "<Ctrl-P>");
        assert_eq!(app.find_in_page().count(), Some((all - 1, all)));
    }
}

#[test]
fn escape_while_words_are_typed_returns_to_where_the_reader_was() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "<Enter><Down><Down>");
    let (item, scroll) = (app.page_view().item(), app.page_view().scroll());
    press(&mut app, "fplacebo");
    press(&mut app, "<Esc>");
    assert_eq!((app.mode(), app.page_view().item(), app.page_view().scroll()), (Mode::Page, item, scroll));
    assert_eq!(app.find_in_page().count(), None);
    press(&mut app, "fzzz");
    assert!(shoot(&app).text().contains("No matches on this page"));
}

#[test]
fn the_next_place_uses_the_words_of_the_finder() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (80, 24));
    press(&mut app, "<Enter>n");
    assert!(shoot(&app).text().contains("No words to find yet"));
    press(&mut app, "<Esc>/tallow<Enter>n");
    let (place, all) = app.find_in_page().count().unwrap();
    assert!(place >= 1 && all >= 1);
    assert!(shoot(&app).with_styles().lines().any(|line| line.contains("rrrrr")), "{}", shoot(&app).with_styles());
}

#[test]
fn a_name_inside_another_is_shown_with_the_letters_that_differ_and_opens_nothing() {
    for size in [(80, 24), (132, 43), (40, 12)] {
        let mut app = shipped_app(Glyphs::Unicode, size);
        press(&mut app, "/ruxolitinib<Enter>");
        assert_eq!(app.mode(), Mode::Finder);
        let text = shoot(&app).text();
        for part in ["[by mouth]", "[on the skin]", "[deu]ruxolitinib", "More than one drug fits"] {
            assert!(text.contains(part), "{part} at {size:?}: {text}");
        }
        press(&mut app, "<Down><Down><Down><Enter>");
        assert_eq!(app.page_view().page().id.as_ref().unwrap().to_string(), "oral/deuruxolitinib");
    }
}

#[test]
fn three_letters_and_enter_open_a_drug_of_the_base() {
    for (typed, id) in [("bar", "oral/baricitinib"), ("lit", "oral/ritlecitinib"), ("opz", "topical/ruxolitinib")] {
        let mut app = shipped_app(Glyphs::Unicode, (80, 24));
        press(&mut app, &format!("/{typed}<Enter>"));
        assert_eq!(app.page_view().page().id.as_ref().unwrap().to_string(), id);
    }
}

#[test]
fn a_statement_that_was_found_is_the_one_selected_on_its_page() {
    let mut app = shipped_app(Glyphs::Unicode, (80, 24));
    press(&mut app, "/leflunomide<Enter>");
    assert_eq!(app.mode(), Mode::Finder, "the page of a drug that is called otherwise is not chosen");
    press(&mut app, "<Down><Enter>");
    let item = &app.page_view().page().items[app.page_view().item().unwrap()];
    assert_eq!(item.anchor, "baricitinib-leflunomide");
}

#[test]
fn places_found_in_a_comparison_follow_its_columns() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (40, 12));
    press(&mut app, " <Down> c");
    assert_eq!(app.mode(), Mode::Comparison);
    press(&mut app, "fnot found<Enter>");
    let before = app.find_in_page().count().unwrap();
    press(&mut app, "<Right>");
    for (line, range, _) in app.find_in_page().highlights() {
        let text = app.page_view().lines()[line].text();
        assert_eq!(text[range].to_lowercase(), "not found", "{text}");
    }
    press(&mut app, "<Left>");
    assert_eq!(app.mode(), Mode::Comparison);
    assert!(before.1 > 0 && app.find_in_page().highlights().count() > 0);
}

#[test]
fn the_end_of_the_help_and_the_last_hit_are_seen() {
    for size in [(80, 24), (132, 43), (40, 12), (80, 18), (80, 17)] {
        let mut app = shipped_app(Glyphs::Unicode, size);
        press(&mut app, "?<End>");
        let text = shoot(&app).text();
        let Some(Popup::Help(help)) = app.popup() else { panic!("no help") };
        let last = help.lines().last().unwrap().text();
        assert!(text.contains(last.trim()), "at {size:?}: {text}");
        press(&mut app, "<Esc>/o");
        press(&mut app, &"<Down>".repeat(200));
        let text = shoot(&app).text();
        assert!(text.contains("│ > "), "the chosen hit is not seen at {size:?}: {text}");
    }
}
