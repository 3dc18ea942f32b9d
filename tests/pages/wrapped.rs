//! Where a wrapped page says that its items and headings stand, they stand in its lines.

use jakref::embedded;
use jakref::knowledge::{Kind, Knowledge};
use jakref::page::{Columns, Detail, Glyphs, Line, Page, Shape, Wrapped, comparison, page, wrap};
use proptest::prelude::*;

use super::{page_of, second_base};

/// Every page of a base, and the comparison of its first drugs.
fn pages(knowledge: &Knowledge) -> Vec<Page> {
    let ids = Kind::ALL.iter().flat_map(|kind| knowledge.ids(*kind));
    let mut pages: Vec<Page> = ids.map(|id| page(knowledge, id, Detail::Number).unwrap()).collect();
    let drugs: Vec<_> = knowledge.drugs().take(3).collect();
    pages.push(comparison(knowledge, &drugs, Detail::Number));
    pages
}

fn agrees(page: &Page, width: usize, glyphs: Glyphs) {
    let lines = wrap(page, width, glyphs);
    let wrapped = Wrapped::new(page.clone(), width, glyphs);
    let about = || format!("{} at {width}, {glyphs:?}", page.title);
    assert_eq!(wrapped.lines(), lines, "{}", about());
    for (number, line) in lines.iter().enumerate() {
        assert_eq!(wrapped.item_at(number), line.item, "{} line {number}", about());
        let below = lines.get(number..).unwrap_or_default().iter().find_map(|line| line.item);
        assert_eq!(wrapped.item_from(number), below, "{} from {number}", about());
    }
    assert_eq!(wrapped.item_at(lines.len()), None);
    let headings: Vec<usize> = (0..lines.len()).filter(|number| lines[*number].heading).collect();
    for line in 0..=lines.len() {
        let above = headings.iter().copied().rfind(|heading| *heading < line);
        let below = headings.iter().copied().find(|heading| *heading > line);
        assert_eq!((wrapped.heading_above(line), wrapped.heading_below(line)), (above, below), "{} {line}", about());
    }
    for item in 0..page.items.len() {
        let is_of = |line: &Line| line.item == Some(item);
        let (first, last) = (lines.iter().position(is_of), lines.iter().rposition(is_of));
        let range = first.zip(last).map(|(first, last)| first..last + 1);
        assert_eq!(wrapped.lines_of(item), range, "{} item {item}", about());
    }
}

#[test]
fn items_and_headings_stand_where_the_lines_say_on_every_page() {
    for (knowledge, widths) in
        [(second_base(), &[1, 2, 12, 13, 24, 25, 40, 51, 80, 118, 200][..]), (embedded::knowledge(), &[49])]
    {
        for page in pages(&knowledge) {
            for width in widths {
                agrees(&page, *width, Glyphs::Unicode);
            }
            agrees(&page, 60, Glyphs::Ascii);
            agrees(&page.in_words(), 60, Glyphs::Unicode);
        }
    }
}

#[test]
fn a_page_wrapped_at_another_width_is_as_if_it_had_been_wrapped_so_at_first() {
    for page in pages(&second_base()) {
        let mut wrapped = Wrapped::new(page.clone(), 0, Glyphs::Unicode);
        assert!(wrapped.lines().is_empty());
        for width in [80, 30] {
            wrapped.resize(width);
            assert_eq!(wrapped, Wrapped::new(page.clone(), width, Glyphs::Unicode));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn items_and_headings_stand_where_the_lines_say_for_any_text(
        text in "(\\PC{0,12}[ \u{A0}]){0,30}| ?([ -~]{0,3}[!-~]{1,9}[ \u{A0}]){0,30}",
        width in 1..100_usize,
        equal in any::<bool>(),
    ) {
        let mut page = page_of(&text);
        for block in &mut page.blocks {
            if let (Shape::Table(table), true) = (&mut block.shape, equal) {
                table.columns = Columns::Equal;
            }
        }
        page.blocks.extend(page.blocks.clone().into_iter().map(|block| {
            let shape = if block.spans.is_empty() { block.shape } else { Shape::Heading };
            jakref::page::Block { shape, ..block }
        }));
        agrees(&page, width, Glyphs::Unicode);
        agrees(&page, width, Glyphs::Ascii);
    }
}
