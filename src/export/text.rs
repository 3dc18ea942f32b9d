//! Pages as text.

use crate::page::{Block, Glyphs, Page, Role, Span, wrap};

/// A page as lines of a width, with its title above, each line as runs of text in a role.
pub fn wrapped(page: &Page, width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    let mut titled = page.clone();
    titled.blocks.insert(0, Block::paragraph(vec![Span::new(Role::Title, page.title.as_str())]));
    wrap(&titled, width, glyphs).into_iter().map(|line| line.spans).collect()
}

/// A page as text without roles, one line break after every line.
pub fn plain_text(page: &Page, width: usize, glyphs: Glyphs) -> String {
    let mut text = String::new();
    for line in wrapped(page, width, glyphs) {
        let line: String = line.iter().map(|span| span.text.as_str()).collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
