//! The whole base as one document to print, for a clinic without screens: Markdown, or one HTML file.
//!
//! Promises: contains every page, each with its own list of references, so that a sheet can be taken out; a drug begins on a
//! new sheet and ends with the date of the base. Superseded and second-hand statements are marked as on every page. The HTML
//! has no script and no picture, and forbids the browser to load anything.

use super::formats::{escape_html, escape_markdown, html_at, markdown_at};
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

/// One page of the document.
struct Sheet {
    id: String,
    /// Whether it begins on a new sheet of paper.
    starts_sheet: bool,
    page: Page,
}

/// Pages of one kind under one heading.
struct Chapter<'k> {
    title: &'k str,
    sheets: Vec<Sheet>,
}

/// The base as Markdown.
pub fn document_markdown(knowledge: &Knowledge, imprint: Imprint<'_>, detail: Detail, glyphs: Glyphs) -> String {
    let chapters = chapters(knowledge, imprint, detail);
    let mut out = markdown_at(&front(knowledge, imprint), glyphs, 1);
    out.push_str("\n## Contents\n");
    for chapter in &chapters {
        out.push_str(&format!("\n- {}\n", chapter.title));
        for sheet in &chapter.sheets {
            out.push_str(&format!("  - {}\n", escape_markdown(&glyphs.show(&sheet.page.title))));
        }
    }
    for chapter in &chapters {
        out.push_str(&format!("\n## {}\n", chapter.title));
        for sheet in &chapter.sheets {
            out.push_str(&format!("\n{}", markdown_at(&sheet.page, glyphs, 3)));
        }
    }
    out
}

/// The base as one HTML file.
pub fn document_html(knowledge: &Knowledge, imprint: Imprint<'_>, detail: Detail, glyphs: Glyphs) -> String {
    let chapters = chapters(knowledge, imprint, detail);
    let title = escape_html(&glyphs.show(&knowledge.review().title));
    let foot = escape_html(&format!("{}; as of {}", imprint.program, knowledge.as_of()));
    // The title last, since it may contain FOOT.
    let mut out = HEAD.replace("FOOT", &foot).replace("TITLE", &title);
    out.push_str(&html_at(&front(knowledge, imprint), glyphs, 1));
    out.push_str("<nav>\n<h2>Contents</h2>\n");
    for chapter in &chapters {
        out.push_str(&format!("<h3>{}</h3>\n<ul>\n", chapter.title));
        for sheet in &chapter.sheets {
            let title = escape_html(&glyphs.show(&sheet.page.title));
            out.push_str(&format!("<li><a href=\"#{}\">{title}</a></li>\n", escape_html(&sheet.id)));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</nav>\n");
    for chapter in &chapters {
        out.push_str(&format!("<h2 class=\"chapter\">{}</h2>\n", chapter.title));
        for sheet in &chapter.sheets {
            let class = if sheet.starts_sheet { " class=\"sheet\"" } else { "" };
            let text = html_at(&sheet.page, glyphs, 3);
            out.push_str(&format!("<section id=\"{}\"{class}>\n{text}</section>\n", escape_html(&sheet.id)));
        }
    }
    out.push_str("</body>\n</html>\n");
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

fn chapters<'k>(knowledge: &'k Knowledge, imprint: Imprint<'_>, detail: Detail) -> Vec<Chapter<'k>> {
    let about = [EntryId::review(), EntryId::since(), EntryId::approvals()];
    let sheets_about = sheets(knowledge, &about, imprint, detail);
    let first = Chapter { title: "The review, since, and approvals", sheets: sheets_about };
    let groups = knowledge.groups().filter(|group| group.kind != Kind::Reference);
    let rest = groups.map(|group| Chapter {
        title: group.heading,
        sheets: sheets(knowledge, knowledge.ids_in(&group), imprint, detail),
    });
    std::iter::once(first)
        .chain(rest)
        .filter(|chapter| !chapter.sheets.is_empty())
        .chain([Chapter { title: Kind::Reference.heading(), sheets: vec![references(knowledge)] }])
        .collect()
}

fn sheets(knowledge: &Knowledge, ids: &[EntryId], imprint: Imprint<'_>, detail: Detail) -> Vec<Sheet> {
    ids.iter()
        .map(|id| {
            let mut page = page(knowledge, id, detail).expect("an id of the base has a page");
            if detail == Detail::Number {
                page = page.with_places();
            }
            let starts_sheet = id.is_drug();
            if starts_sheet {
                page.blocks.push(Block::paragraph(vec![Span::new(Role::Plain, imprint.dated)]));
            }
            Sheet { id: id.to_string(), starts_sheet, page }
        })
        .collect()
}

/// The references, each as its id and a line in Vancouver style.
fn references(knowledge: &Knowledge) -> Sheet {
    let works = knowledge
        .references()
        .map(|work| Block::bullet(vec![Span::new(Role::Plain, format!("{}: {}", work.id, vancouver(work)))]));
    let page = Page::new("All references, by id", works.collect());
    Sheet { id: "references".to_owned(), starts_sheet: true, page }
}

/// The head of the HTML, with a style for screen and paper: black on white.
const HEAD: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>TITLE</title>
<style>
body { font: 10.5pt/1.4 Georgia, "Times New Roman", serif; color: #000; background: #fff; max-width: 44em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3, h4 { font-family: Arial, Helvetica, sans-serif; line-height: 1.2; break-after: avoid; page-break-after: avoid; }
h2.chapter { border-bottom: 2px solid #000; }
table { border-collapse: collapse; width: 100%; font-size: 0.9em; }
th, td { border: 1px solid #000; padding: 0.2em 0.4em; text-align: left; vertical-align: top; }
tr, li { break-inside: avoid; page-break-inside: avoid; }
p, li, td { overflow-wrap: anywhere; }
p, ul { margin: 0.4em 0; }
ul { padding-left: 1.4em; }
a { color: #000; }
@page { margin: 18mm 16mm; @bottom-left { content: "FOOT"; font-size: 8pt; } @bottom-right { content: counter(page); font-size: 8pt; } }
@media print {
  body { font-size: 9pt; line-height: 1.3; max-width: none; margin: 0; padding: 0; }
  h2.chapter, .sheet { break-before: page; page-break-before: always; }
  h2.chapter + .sheet { break-before: avoid; page-break-before: avoid; }
}
</style>
</head>
<body>
"#;
