//! The whole base as one document to print, as Markdown.
//!
//! Promises: contains every page, each with its own list of references, so that a sheet can be taken out; a drug begins on a
//! new sheet and ends with the date of the base. Superseded and second-hand statements are marked as on every page.

use super::formats::{escape_markdown, markdown_at};
use crate::knowledge::{EntryId, Kind, Knowledge};
use crate::page::{Block, Detail, Glyphs, Page, Role, Span, page, vancouver};

/// What the document says about itself.
#[derive(Clone, Copy, Debug)]
pub struct Imprint<'a> {
    /// Name and version of the program.
    pub program: &'a str,
    /// The date of the base, and what to check.
    pub dated: &'a str,
}

/// Pages of one kind under one heading.
pub(super) struct Chapter<'k> {
    pub(super) title: &'k str,
    pub(super) ids: Vec<EntryId>,
}

/// The pages of the base, without the references, in the order of the document.
pub(super) fn chapters(knowledge: &Knowledge) -> Vec<Chapter<'_>> {
    let about = Chapter {
        title: "The review, since, and approvals",
        ids: vec![EntryId::review(), EntryId::since(), EntryId::approvals()],
    };
    let groups = knowledge.groups().filter(|group| group.kind != Kind::Reference);
    let rest = groups.map(|group| Chapter { title: group.heading, ids: knowledge.ids_in(&group).to_vec() });
    std::iter::once(about).chain(rest).filter(|chapter| !chapter.ids.is_empty()).collect()
}

/// The base as Markdown.
pub fn document_markdown(knowledge: &Knowledge, imprint: Imprint<'_>, detail: Detail, glyphs: Glyphs) -> String {
    let sheets = |chapter: &Chapter<'_>| chapter.ids.iter().map(|id| sheet(knowledge, id, imprint, detail)).collect();
    let mut chapters: Vec<(&str, Vec<Page>)> =
        chapters(knowledge).iter().map(|chapter| (chapter.title, sheets(chapter))).collect();
    chapters.push((Kind::Reference.heading(), vec![references(knowledge)]));
    let mut out = markdown_at(&front(knowledge, imprint), glyphs, 1);
    out.push_str("\n## Contents\n");
    for (title, sheets) in &chapters {
        out.push_str(&format!("\n- {title}\n"));
        for sheet in sheets {
            out.push_str(&format!("  - {}\n", escape_markdown(&glyphs.show(&sheet.title))));
        }
    }
    for (title, sheets) in &chapters {
        out.push_str(&format!("\n## {title}\n"));
        for sheet in sheets {
            out.push_str(&format!("\n{}", markdown_at(sheet, glyphs, 3)));
        }
    }
    out
}

/// Title, date and identity.
fn front(knowledge: &Knowledge, imprint: Imprint<'_>) -> Page {
    let review = knowledge.review();
    let made = format!("{}, SHA-256 of the base {}", imprint.program, knowledge.digest());
    let legend = "A mark with a star, such as [3*], is second-hand: check the original. A SUPERSEDED statement no longer \
                  holds; the one that replaced it is shown with it.";
    let texts =
        [(Role::Label, imprint.dated), (Role::Plain, &review.scope), (Role::Plain, &made), (Role::Plain, legend)];
    let blocks = texts.map(|(role, text)| Block::paragraph(vec![Span::new(role, text)]));
    Page::new(review.title.as_str(), blocks.into())
}

/// A page of the document; a drug's ends with the date of the base.
fn sheet(knowledge: &Knowledge, id: &EntryId, imprint: Imprint<'_>, detail: Detail) -> Page {
    let mut page = page(knowledge, id, detail).expect("an id of the base has a page");
    if detail == Detail::Number {
        page = page.with_places();
    }
    if id.is_drug() {
        page.blocks.push(Block::paragraph(vec![Span::new(Role::Plain, imprint.dated)]));
    }
    page
}

/// The references, each as its id and a line in Vancouver style.
fn references(knowledge: &Knowledge) -> Page {
    let works = knowledge
        .references()
        .map(|work| Block::bullet(vec![Span::new(Role::Plain, format!("{}: {}", work.id, vancouver(work)))]));
    Page::new("All references, by id", works.collect())
}
