//! The whole base as one document to print, for a clinic without screens: Markdown, or one HTML file.
//!
//! Promises: every page is in it, with its own list of references, so that a sheet can be taken out; drugs begin on a new
//! sheet and end with the date of the base. What is superseded or second-hand is marked as on every page. The HTML has no
//! script, no picture and nothing from elsewhere, and forbids a browser to load any.

use pulldown_cmark::{Options, Parser, html};

use super::list::rows;
use super::markdown::{escaped, page_at};
use crate::knowledge::{EntryId, Kind, Knowledge};
use crate::page::{Detail, Glyphs, page, vancouver};

/// What the document says of itself.
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
    title: String,
    /// Whether it begins on a new sheet of paper.
    breaks: bool,
    markdown: String,
}

/// Pages of one kind under one heading.
struct Chapter {
    title: &'static str,
    sheets: Vec<Sheet>,
}

/// The base as Markdown.
pub fn document_markdown(knowledge: &Knowledge, imprint: Imprint<'_>, glyphs: Glyphs) -> String {
    let chapters = chapters(knowledge, imprint, glyphs);
    let mut out = front(knowledge, imprint, glyphs);
    out.push_str("\n## Contents\n");
    for chapter in &chapters {
        out.push_str(&format!("\n- {}\n", chapter.title));
        chapter.sheets.iter().for_each(|sheet| out.push_str(&format!("  - {}\n", escaped(&sheet.title))));
    }
    for chapter in &chapters {
        out.push_str(&format!("\n## {}\n", chapter.title));
        chapter.sheets.iter().for_each(|sheet| out.push_str(&format!("\n{}", sheet.markdown)));
    }
    out
}

/// The base as one HTML file.
pub fn document_html(knowledge: &Knowledge, imprint: Imprint<'_>, glyphs: Glyphs) -> String {
    let chapters = chapters(knowledge, imprint, glyphs);
    let title = in_html(&glyphs.show(&knowledge.review().title));
    let foot = in_html(&format!("{}; as of {}", imprint.program, knowledge.as_of())).replace('"', "");
    let mut out = HEAD.replace("TITLE", &title).replace("FOOT", &foot);
    out.push_str(&rendered(&front(knowledge, imprint, glyphs)));
    out.push_str("<nav>\n<h2>Contents</h2>\n");
    for chapter in &chapters {
        out.push_str(&format!("<h3>{}</h3>\n<ul>\n", chapter.title));
        for sheet in &chapter.sheets {
            out.push_str(&format!("<li><a href=\"#{}\">{}</a></li>\n", sheet.id, in_html(&sheet.title)));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</nav>\n");
    for chapter in &chapters {
        out.push_str(&format!("<h2 class=\"chapter\">{}</h2>\n", chapter.title));
        for sheet in &chapter.sheets {
            let class = if sheet.breaks { " class=\"sheet\"" } else { "" };
            let text = rendered(&sheet.markdown);
            out.push_str(&format!("<section id=\"{}\"{class}>\n{text}</section>\n", sheet.id));
        }
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// Title, date and identity.
fn front(knowledge: &Knowledge, imprint: Imprint<'_>, glyphs: Glyphs) -> String {
    let review = knowledge.review();
    let show = |text: &str| escaped(&glyphs.show(text));
    format!(
        "# {}\n\n**{}**\n\n{}\n\n{}, SHA-256 of the base {}\n\nA star in a mark, as in \\[3\\*\\], is second-hand: check the \
         original. What is SUPERSEDED no longer holds; what took its place stands with it.\n",
        show(&review.title),
        show(imprint.dated),
        show(&review.scope),
        show(imprint.program),
        knowledge.digest(),
    )
}

fn chapters(knowledge: &Knowledge, imprint: Imprint<'_>, glyphs: Glyphs) -> Vec<Chapter> {
    let about = [EntryId::review(), EntryId::since()];
    let first = Chapter { title: "The review, and since", sheets: sheets(knowledge, &about, imprint, glyphs) };
    let kinds = Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::Review | Kind::Reference));
    let rest = kinds.map(|kind| Chapter {
        title: kind.heading(),
        sheets: sheets(knowledge, knowledge.ids(*kind), imprint, glyphs),
    });
    std::iter::once(first)
        .chain(rest)
        .filter(|chapter| !chapter.sheets.is_empty())
        .chain([Chapter { title: Kind::Reference.heading(), sheets: vec![references(knowledge, glyphs)] }])
        .collect()
}

fn sheets(knowledge: &Knowledge, ids: &[EntryId], imprint: Imprint<'_>, glyphs: Glyphs) -> Vec<Sheet> {
    ids.iter()
        .filter_map(|id| {
            let page = page(knowledge, id, Detail::Full)?;
            let mut markdown = page_at(&page, glyphs, 3);
            let breaks = matches!(id.kind(), Kind::Oral | Kind::Topical);
            if breaks {
                markdown.push_str(&format!("\n{}\n", escaped(&glyphs.show(imprint.dated))));
            }
            Some(Sheet { id: id.to_string(), title: glyphs.show(&page.title), breaks, markdown })
        })
        .collect()
}

/// Every work that is cited, by its id, as a line of a list.
fn references(knowledge: &Knowledge, glyphs: Glyphs) -> Sheet {
    let title = "Every work that is cited, by its id".to_owned();
    let mut markdown = format!("### {title}\n\n");
    for row in rows(knowledge, &[Kind::Reference]) {
        if let Some(reference) = knowledge.reference(row.id.name()) {
            let line = escaped(&glyphs.show(&vancouver(reference)));
            markdown.push_str(&format!("- {}: {line}\n", escaped(&row.id.to_string())));
        }
    }
    Sheet { id: "references".to_owned(), title, breaks: true, markdown }
}

/// Markdown of ours as HTML. It holds no HTML of its own: `<` and `&` of the base are escaped.
fn rendered(markdown: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(markdown, Options::ENABLE_TABLES));
    out
}

fn in_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What stands before the text: a style for screen and paper, black on white.
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
