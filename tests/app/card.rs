//! The card at the head of a drug's page: how it looks, that nothing of it is cut, and where its lines lead.

use jakref::app::{App, inside};
use jakref::embedded;
use jakref::knowledge::{EntryId, Knowledge};
use jakref::page::Glyphs;

use crate::stage::{app, options, press, second_base, shoot};

const SIZES: [(u16, u16); 5] = [(80, 24), (132, 43), (200, 50), (60, 20), (40, 12)];

fn at<'k>(knowledge: &'k Knowledge, id: &str, glyphs: Glyphs, size: (u16, u16)) -> App<'k> {
    let mut app = App::new(knowledge, options(glyphs), size);
    let id: EntryId = id.parse().unwrap();
    app.start_at(&id, None);
    app
}

#[test]
fn the_card_looks_as_agreed_at_every_size_in_both_sets_of_characters() {
    let knowledge = second_base();
    for (name, id) in [("card", "oral/wickolate"), ("card-of-little-evidence", "topical/wickolate")] {
        for (columns, rows) in SIZES {
            let shot = |glyphs| shoot(&at(&knowledge, id, glyphs, (columns, rows))).text();
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), shot(Glyphs::Unicode));
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}-ascii"), shot(Glyphs::Ascii));
        }
    }
}

#[test]
fn nothing_of_a_card_is_cut_at_80_by_24() {
    for knowledge in [second_base(), embedded::knowledge()] {
        for drug in knowledge.drugs() {
            for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
                let app = at(&knowledge, &drug.id.to_string(), glyphs, (80, 24));
                let rows = usize::from(inside(app.panes().unwrap().page.unwrap()).height);
                let lines = app.page_view().lines();
                let end = lines.iter().position(|line| line.heading).unwrap();
                // An empty line comes before the heading.
                assert!(end - 1 <= rows, "the card of {} has {} lines, and there is room for {rows}", drug.id, end - 1);
            }
        }
    }
}

#[test]
fn enter_on_a_line_of_the_card_leads_to_its_full_text_and_esc_back() {
    for knowledge in [second_base(), embedded::knowledge()] {
        for drug in knowledge.drugs() {
            let page = at(&knowledge, &drug.id.to_string(), Glyphs::Unicode, (80, 24)).page_view().page().clone();
            for (number, item) in page.items.iter().enumerate() {
                let Some(full_text) = &item.full_text else { continue };
                let mut app = at(&knowledge, &drug.id.to_string(), Glyphs::Unicode, (80, 24));
                for _line in 0..number {
                    press(&mut app, "<Down>");
                }
                assert_eq!(app.page_view().item(), Some(number));
                press(&mut app, "<Enter>");
                let there = app.page_view().selected_item().unwrap();
                let is_there = there.anchor == *full_text || there.section == full_text;
                // A drug without approvals or a boxed warning has no statement about them to lead to.
                let is_absent = page.item_at(full_text).is_none() && there.anchor == page.items[0].anchor;
                assert!(is_there || is_absent, "{}: {full_text} is at {}", drug.id, there.anchor);
                press(&mut app, "<Esc>");
                assert_eq!(app.page_view().item(), Some(number), "{}: Esc leads back to {}", drug.id, item.anchor);
            }
        }
    }
}

#[test]
fn a_line_of_the_card_is_said_in_words_with_all_that_its_picture_shows() {
    let knowledge = second_base();
    let mut app = app(&knowledge, (132, 43));
    app.start_at(&"oral/wickolate".parse().unwrap(), None);
    let words: String = app
        .page_view()
        .page()
        .clone()
        .in_words()
        .blocks
        .iter()
        .flat_map(|block| block.spans.iter().map(|span| span.text.replace('\u{A0}', " ")).chain(["\n".to_owned()]))
        .collect();
    for said in [
        "Dose: 3 mg once daily; not with water (US). [1*]",
        "Effect: steady light, adults, week 12, GLEAM-1 (adults with glimmer fever): wickolate 3 mg once daily 50.0% (number \
         needed to treat 3, 2 to 6, computed); placebo 12.5%. [2]",
        "Not found in the sources read: before,",
    ] {
        assert!(words.contains(said), "{said} is missing in {words}");
    }
}
