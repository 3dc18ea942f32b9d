//! The page of keys, written from the table of keys.

use super::keymap;
use crate::page::{Block, Columns, Page, Role, Span, Table};

/// Every binding as a page, and the marks used on the pages.
pub fn help_page() -> Page {
    let rows = keymap::table()
        .into_iter()
        .map(|[keys, modes, help]| {
            vec![
                vec![Span::new(Role::Label, keys)],
                vec![Span::new(Role::Plain, help)],
                vec![Span::new(Role::Plain, modes)],
            ]
        })
        .collect();
    let head = ["Key", "What it does", "Where"].map(str::to_owned).to_vec();
    let table = Table { head, rows, columns: Columns::RowHeader };
    let mut blocks = vec![Block::table(table), Block::heading("Marks")];
    for (mark, meaning) in MARKS {
        let spans = vec![Span::new(Role::Label, *mark), Span::new(Role::Plain, format!(" {meaning}"))];
        blocks.push(Block::bullet(spans));
    }
    Page::new("Keys", blocks)
}

const MARKS: &[(&str, &str)] = &[
    ("[3]", "the source, by its number in the page's references"),
    ("[3*]", "second-hand: the source was read in somebody else's words; check the original"),
    ("SUPERSEDED", "no longer holds; the date, and what holds now, stand beside it"),
    ("Computed", "worked out by the program from the counts, not reported by the source"),
    ("not found", "was looked for in the sources read, and is not in them"),
];
