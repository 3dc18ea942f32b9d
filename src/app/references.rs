//! The panel of references: the works a page cites, those of the selected statement marked with their places.

use crate::knowledge::Knowledge;
use crate::page::{Block, Item, Page, Role, Shape, Source, Span, vancouver};

/// The works of a page as a page of their own.
pub(super) fn page(knowledge: &Knowledge, of: &Page, selected: Option<&Item>) -> Page {
    let mut blocks = Vec::new();
    let mut items = Vec::new();
    for (number, id) in of.references.iter().enumerate() {
        let Some(reference) = knowledge.reference(id.name()) else { continue };
        let places: Vec<&Source> = selected
            .map(|item| item.sources.iter().filter(|source| source.number == number + 1).collect())
            .unwrap_or_default();
        let marked = !places.is_empty();
        let item = items.len();
        items.push(Item {
            anchor: id.to_string(),
            section: "references",
            sources: Vec::new(),
            basis: None,
            note: None,
            leads_to: Some(id.clone()),
        });
        let role = if marked { Role::Label } else { Role::Plain };
        blocks.push(Block {
            shape: Shape::Paragraph,
            spans: vec![
                Span::new(Role::Mark, format!("[{}]\u{A0}", number + 1)),
                Span::new(role, vancouver(reference)),
            ],
            item: Some(item),
            section: "references",
        });
        for source in places {
            let via = source.via.as_ref().map(|via| format!(", read in {via}")).unwrap_or_default();
            blocks.push(Block {
                shape: Shape::Under,
                spans: vec![
                    Span::new(Role::Label, "cited here: "),
                    Span::new(Role::Plain, format!("{}{via}", source.at)),
                ],
                item: Some(item),
                section: "references",
            });
        }
    }
    Page { id: None, title: "References".to_owned(), blocks, items, references: Vec::new() }
}
