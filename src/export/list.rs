//! Lists of entries: one line for each, with what helps to choose it.

use crate::knowledge::{Entry, EntryId, Knowledge};
use crate::page::Glyphs;
use crate::search;

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The entry.
    pub id: EntryId,
    /// The title; of a drug, the name and the brands.
    pub title: String,
    /// Approval and boxed warning, registry number, or kind and year; empty for other entries.
    pub status: String,
}

/// The lines of some entries.
pub fn rows<'k>(knowledge: &'k Knowledge, ids: impl IntoIterator<Item = &'k EntryId>) -> Vec<ListRow> {
    ids.into_iter()
        .map(|id| {
            let entry = knowledge.entry(id).expect("an id of the base leads to an entry");
            ListRow { id: id.clone(), title: title(entry), status: status(knowledge, entry) }
        })
        .collect()
}

/// A list as a Markdown table.
pub fn list_markdown(rows: &[ListRow], glyphs: Glyphs) -> String {
    let mut text = "| Id | Title | Status |\n| --- | --- | --- |\n".to_owned();
    for row in rows {
        let cell = |text: &str| glyphs.show(text).replace('|', "\\|");
        text.push_str(&format!("| {} | {} | {} |\n", row.id, cell(&row.title), cell(&row.status)));
    }
    text
}

fn title(entry: Entry<'_>) -> String {
    match entry {
        Entry::Drug(drug) => {
            let brands: Vec<&str> = drug.brands.iter().map(|brand| brand.as_str()).collect();
            match brands.as_slice() {
                [] => drug.name.to_string(),
                [_, ..] => format!("{} ({})", *drug.name, brands.join(", ")),
            }
        }
        Entry::Topic(_)
        | Entry::Pathway(_)
        | Entry::Question(_)
        | Entry::Trial(_)
        | Entry::Reference(_)
        | Entry::Review(_)
        | Entry::Since(_)
        | Entry::Approvals(_) => entry.title().to_owned(),
    }
}

fn status(knowledge: &Knowledge, entry: Entry<'_>) -> String {
    match entry {
        Entry::Drug(_) => search::status(knowledge, entry),
        Entry::Trial(trial) => {
            let registry: Vec<&str> = trial.registry.iter().map(|number| number.as_str()).collect();
            registry.join(", ")
        }
        Entry::Reference(reference) => {
            let kind = *reference.kind;
            reference.year.as_ref().map_or_else(|| kind.to_string(), |year| format!("{kind}, {year}"))
        }
        Entry::Topic(_)
        | Entry::Pathway(_)
        | Entry::Question(_)
        | Entry::Review(_)
        | Entry::Since(_)
        | Entry::Approvals(_) => String::new(),
    }
}
