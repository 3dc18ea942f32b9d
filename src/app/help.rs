//! The page of keys, written from the table of keys.

use super::keymap::{BINDINGS, Binding, Mode};
use crate::page::{Block, Page, Role, Shape, Span};

/// Every binding as a page, a section for each mode.
pub fn help_page() -> Page {
    let mut blocks = Vec::new();
    let everywhere = |binding: &&Binding| binding.modes.len() == Mode::ALL.len();
    section(&mut blocks, "Everywhere", BINDINGS.iter().filter(everywhere));
    for mode in Mode::ALL {
        let heading = match mode {
            Mode::List => "In the list",
            Mode::Page => "On the page",
            Mode::References => "In the references",
            Mode::Finder => "In the finder",
            Mode::Help => "In this help",
        };
        let here = |binding: &&Binding| binding.modes.contains(&mode) && !everywhere(binding);
        section(&mut blocks, heading, BINDINGS.iter().filter(here));
    }
    blocks.push(Block { shape: Shape::Heading, spans: vec![Span::new(Role::Heading, "Marks")], item: None });
    for (mark, meaning) in MARKS {
        blocks.push(Block {
            shape: Shape::Bullet,
            spans: vec![Span::new(Role::Label, format!("{mark} ")), Span::new(Role::Plain, *meaning)],
            item: None,
        });
    }
    Page { id: None, title: "Keys".to_owned(), blocks, items: Vec::new(), references: Vec::new() }
}

const MARKS: &[(&str, &str)] = &[
    ("[3]", "the source, by its number in the page's references"),
    ("[3*]", "second-hand: the source was read in somebody else's words; check the original"),
    ("SUPERSEDED", "no longer holds; the date, and what holds now, stand beside it"),
    ("Computed", "worked out by the program from the counts, not reported by the source"),
    ("not found", "was looked for in the sources read, and is not in them"),
];

fn section<'b>(blocks: &mut Vec<Block>, heading: &str, bindings: impl Iterator<Item = &'b Binding>) {
    let rows: Vec<Vec<Vec<Span>>> = bindings
        .map(|binding| {
            let keys: Vec<String> = binding.keys.iter().map(|key| key.name()).collect();
            vec![vec![Span::new(Role::Label, keys.join("\u{A0}"))], vec![Span::new(Role::Plain, binding.help)]]
        })
        .collect();
    blocks.push(Block { shape: Shape::Heading, spans: vec![Span::new(Role::Heading, heading)], item: None });
    blocks.push(Block {
        shape: Shape::Table { head: vec!["Key".to_owned(), "What it does".to_owned()], rows },
        spans: Vec::new(),
        item: None,
    });
}
