//! Pages: what they say, and that wrapping neither loses nor parts anything.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod plots;
mod wrapped;

use std::collections::BTreeSet;
use std::path::Path;

use jakref::check::house_rules;
use jakref::embedded;
use jakref::export;
use jakref::knowledge::{Entry, Kind, Knowledge, compile};
use jakref::page::{
    Block, Columns, Detail, Glyphs, Page, Plot, Role, Shape, Span, Table, comparison, page, supersession, wrap,
};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

fn second_base() -> Knowledge {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/second-base");
    compile(&folder, house_rules).unwrap().knowledge.unwrap()
}

#[test]
fn every_page_of_the_invented_base_says_what_was_agreed() {
    let knowledge = second_base();
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Review) {
        for id in knowledge.ids(*kind) {
            let page = page(&knowledge, id, Detail::Full).unwrap();
            let name = id.to_string().replace('/', "-");
            insta::assert_snapshot!(format!("{name}-text"), export::plain_text(&page, 80, Glyphs::Unicode));
            insta::assert_snapshot!(format!("{name}-markdown"), export::markdown(&page, Glyphs::Unicode));
        }
    }
}

#[test]
fn a_comparison_stands_side_by_side_where_there_is_room_and_below_each_other_where_not() {
    let knowledge = second_base();
    let drugs: Vec<_> = knowledge.drugs().collect();
    let page = comparison(&knowledge, &drugs, Detail::Number);
    insta::assert_snapshot!("comparison-100", export::plain_text(&page, 100, Glyphs::Unicode));
    insta::assert_snapshot!("comparison-24", export::plain_text(&page, 24, Glyphs::Unicode));
}

#[test]
fn each_row_and_plot_of_a_comparison_rests_on_the_sources_that_it_marks() {
    for knowledge in [second_base(), embedded::knowledge()] {
        let drugs: Vec<_> = knowledge.drugs().take(3).collect();
        let page = comparison(&knowledge, &drugs, Detail::Number);
        let mut seen = 0;
        for (number, item) in page.items.iter().enumerate().filter(|(_, item)| item.leads_to.is_none()) {
            let block = page.blocks.iter().find(|block| block.item == Some(number)).unwrap();
            let spans: Vec<&Span> = match &block.shape {
                Shape::Table(table) => table.rows.iter().flatten().flatten().collect(),
                Shape::Plot(Plot::Forest(forest)) => forest.rows.iter().flat_map(|row| &row.marks).collect(),
                other @ (Shape::Heading
                | Shape::Paragraph
                | Shape::Bullet
                | Shape::Under
                | Shape::Plot(_)
                | Shape::Card(_)) => {
                    panic!("{}: a row is a table or a plot, not {other:?}", item.anchor)
                }
            };
            let is_mark = |span: &&&Span| matches!(span.role, Role::Mark | Role::SecondHand);
            let is_no_digit = |c: char| !c.is_ascii_digit();
            let marked: BTreeSet<usize> = spans
                .iter()
                .filter(is_mark)
                .flat_map(|span| span.text.split(is_no_digit).filter_map(|number| number.parse().ok()))
                .collect();
            let sources: BTreeSet<usize> = item.sources.iter().map(|source| source.number).collect();
            assert_eq!(sources, marked, "{}", item.anchor);
            seen += sources.len();
        }
        assert!(seen > 5, "a comparison without sources proves nothing");
    }
}

#[test]
fn every_claim_of_an_entry_is_on_its_page() {
    for knowledge in [second_base(), embedded::knowledge()] {
        for kind in Kind::ALL {
            for id in knowledge.ids(*kind) {
                let page = page(&knowledge, id, Detail::Number).unwrap();
                for claim in knowledge.claims_on(id) {
                    assert!(page.item_at(&claim.id).is_some(), "{id} misses {}", *claim.id);
                }
            }
        }
    }
}

#[test]
fn a_superseded_claim_never_stands_without_the_word_the_date_and_the_successor() {
    for knowledge in [second_base(), embedded::knowledge()] {
        let mut seen = 0;
        for kind in Kind::ALL {
            for id in knowledge.ids(*kind) {
                let page = page(&knowledge, id, Detail::Full).unwrap();
                for block in &page.blocks {
                    let text: String = block.spans.iter().map(|span| span.text.replace('\u{A0}', " ")).collect();
                    for claim in knowledge.claims() {
                        let Some(words) = supersession(&knowledge, claim) else { continue };
                        if text.contains(claim.text.as_str()) {
                            assert!(words.contains(&claim.superseded.as_ref().unwrap().on.to_string()));
                            assert!(text.contains(&words), "{id}: {text}");
                            seen += 1;
                        }
                    }
                }
            }
        }
        assert!(seen > 0, "a base without a superseded claim proves nothing");
    }
}

#[test]
fn a_second_hand_statement_carries_its_mark_and_the_page_its_legend() {
    let knowledge = embedded::knowledge();
    for drug in knowledge.drugs() {
        let page = page(&knowledge, &drug.id, Detail::Number).unwrap().in_words();
        for (number, item) in page.items.iter().enumerate() {
            let starred = page
                .blocks
                .iter()
                .filter(|block| block.item == Some(number))
                .flat_map(|block| &block.spans)
                .any(|span| span.role == Role::SecondHand && span.text.ends_with("*]"));
            if item.basis.is_some_and(jakref::knowledge::Basis::is_second_hand) {
                assert!(starred, "{}: {}", drug.id, item.anchor);
            }
        }
        let text = export::plain_text(&page, 100, Glyphs::Unicode);
        assert_eq!(text.contains("*]"), text.contains("* second-hand: check the original."));
    }
}

#[test]
fn the_parts_of_a_page_are_found_by_section_and_by_claim() {
    let knowledge = second_base();
    let Some(Entry::Drug(drug)) = knowledge.entry(&"oral/wickolate".parse().unwrap()) else {
        panic!("the drug is there")
    };
    let whole = page(&knowledge, &drug.id, Detail::Full).unwrap();
    let dose = export::plain_text(&whole.part("dose").unwrap(), 80, Glyphs::Unicode);
    assert!(dose.contains("3 mg") && !dose.contains("Soot"), "{dose}");
    let soot = export::plain_text(&whole.part("wickolate-soot").unwrap(), 80, Glyphs::Unicode);
    assert!(soot.contains("Soot") && !soot.contains("3 mg"), "{soot}");
    assert_eq!(whole.part("nothing-of-the-kind"), None);
}

/// A page of one paragraph, one bullet and one table of the same text.
fn page_of(text: &str) -> Page {
    let spans = || vec![Span::prose(Role::Plain, text)];
    let table =
        Table { head: vec!["a".into(), "b".into()], rows: vec![vec![spans(), spans()]], columns: Columns::RowHeader };
    Page::new("", vec![Block::paragraph(spans()), Block::bullet(spans()), Block::table(table)])
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_wider_than_the_width(text in "\\PC{0,200}", width in 2..120_usize) {
        for line in wrap(&page_of(&text), width, Glyphs::Unicode) {
            prop_assert!(line.text().width() <= width, "{:?}", line.text());
        }
    }

    #[test]
    fn no_word_is_lost(words in prop::collection::vec("[a-zA-Z0-9éβ,.%]{1,30}", 0..30), width in 2..120_usize) {
        let text = words.join(" ");
        let page = Page { blocks: page_of(&text).blocks[..1].to_vec(), ..page_of(&text) };
        let shown: String = wrap(&page, width, Glyphs::Unicode).iter().map(|line| line.text() + " ").collect();
        prop_assert_eq!(letters(&shown), letters(&text));
    }

    #[test]
    fn a_number_is_never_parted_from_its_unit_nor_not_from_its_verb(
        words in prop::collection::vec(prop_oneof![
            Just("8 mg".to_owned()),
            Just("do not take".to_owned()),
            Just("500 cells/mm3".to_owned()),
            "[a-z]{1,12}",
        ], 1..40),
        width in 20..120_usize,
    ) {
        for line in wrap(&page_of(&words.join(" ")), width, Glyphs::Unicode) {
            let text = line.text();
            let last = text.trim_end().rsplit(' ').next().unwrap_or_default().to_owned();
            prop_assert!(!["8", "500", "not"].contains(&last.as_str()), "{:?}", text);
        }
    }

    #[test]
    fn ascii_is_ascii_whatever_stands_in_the_page(text in "\\PC{0,120}", width in 1..100_usize) {
        for line in wrap(&page_of(&text), width, Glyphs::Ascii) {
            prop_assert!(line.text().bytes().all(|b| (0x20..=0x7E).contains(&b)), "{:?}", line.text());
        }
    }
}
