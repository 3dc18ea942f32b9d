//! The panel of references: the works a page cites, those of the selected statement marked with their places.

use crate::page::{Block, Item, Page, Role, Source, Span};

/// The section of the references.
const SECTION: &str = "references";

/// The works of a page, as they stand at its foot, as a page of their own.
pub(super) fn page(of: &Page, selected: Option<&Item>) -> Page {
    let mut blocks = Vec::new();
    let mut items = Vec::new();
    let at_foot = of.blocks.iter().filter(|block| block.section == SECTION);
    let works = at_foot.filter_map(|block| {
        let work = of.items.get(block.item?)?.leads_to.as_ref()?;
        Some((work, block.spans.as_slice()))
    });
    let mut foot = works.peekable();
    for (number, id) in of.references.iter().enumerate() {
        let Some([mark, text]) = foot.next_if(|(work, _spans)| *work == id).map(|(_work, spans)| spans) else {
            continue;
        };
        let places: Vec<&Source> = selected
            .map(|item| item.sources.iter().filter(|source| source.number == number + 1).collect())
            .unwrap_or_default();
        let marked = !places.is_empty();
        let item = items.len();
        items.push(Item::new(id.to_string(), SECTION).leading_to(id.clone()));
        let role = if marked { Role::Label } else { Role::Plain };
        let work = Block::paragraph(vec![mark.clone(), Span::new(role, text.text.as_str())]);
        blocks.push(work.of_item(item).in_section(SECTION));
        for source in places {
            let via = source.via.as_ref().map(|via| format!(", read in {via}")).unwrap_or_default();
            let place = Span::new(Role::Plain, format!("{}{via}", source.at));
            let place = Block::under(vec![Span::new(Role::Label, "cited here: "), place]);
            blocks.push(place.of_item(item).in_section(SECTION));
        }
    }
    Page { items, ..Page::new("References", blocks) }
}
