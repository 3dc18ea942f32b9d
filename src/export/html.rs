//! Pages as HTML.
//!
//! Promises: the elements are those that a CommonMark parser makes of the same page as Markdown (tests/print.rs holds one
//! against the other), and none of them is a base's: what a base says is escaped wherever it stands.

use super::markdown::{Stress, stressed};
use crate::page::{Glyphs, Page, Shape, Span, Table};

/// A page whose title is a heading of a level from 1 to 5; its own headings are one below.
pub(super) fn page_at(page: &Page, glyphs: Glyphs, level: usize) -> String {
    let below = level + 1;
    let mut out = format!("<h{level}>{}</h{level}>\n", in_html(&glyphs.show(&page.title)));
    let (mut depth, mut in_bullet) = (0, false);
    for block in &page.clone().in_words().blocks {
        let text = spans(&block.spans, glyphs);
        let text = text.trim();
        let deeper = match &block.shape {
            Shape::Bullet => 1,
            // The sentences of a plot are a list of their own.
            Shape::Under => 1 + usize::from(in_bullet),
            Shape::Heading | Shape::Paragraph | Shape::Table(_) | Shape::Plot(_) => 0,
        };
        lists(&mut out, depth, deeper);
        in_bullet = block.shape == Shape::Bullet || deeper == 2;
        depth = deeper;
        match &block.shape {
            Shape::Heading => out.push_str(&format!("<h{below}>{text}</h{below}>\n")),
            Shape::Paragraph => out.push_str(&format!("<p>{text}</p>\n")),
            Shape::Bullet | Shape::Under => out.push_str(&format!("<li>{text}")),
            Shape::Table(rows) => table(&mut out, rows, glyphs),
            // Said in sentences before anything is written.
            Shape::Plot(_) => {}
        }
    }
    lists(&mut out, depth, 0);
    out
}

/// Ends and begins lists, from so many that lie in each other to so many. The last item of each list is open until then.
fn lists(out: &mut String, from: usize, to: usize) {
    for _ended in to..from {
        out.push_str("</li>\n</ul>\n");
    }
    match (from, to) {
        (_, 0) => {}
        (0, _) => out.push_str("<ul>\n"),
        _ if to > from => out.push_str("\n<ul>\n"),
        _ => out.push_str("</li>\n"),
    }
}

fn table(out: &mut String, table: &Table, glyphs: Glyphs) {
    out.push_str("<table><thead><tr>");
    for title in &table.head {
        out.push_str(&format!("<th>{}</th>", in_html(glyphs.show(title).trim())));
    }
    out.push_str("</tr></thead><tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for cell in row {
            out.push_str(&format!("<td>{}</td>", spans(cell, glyphs).trim()));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>\n");
}

fn spans(spans: &[Span], glyphs: Glyphs) -> String {
    stressed(spans, glyphs, &|text, stress| {
        let text = in_html(text);
        match stress {
            Stress::Plain => text,
            Stress::Emphasis => format!("<em>{text}</em>"),
            Stress::Strong => format!("<strong>{text}</strong>"),
        }
    })
}

/// A text in which nothing is taken for HTML, neither between elements nor in an attribute between double quotes.
pub(super) fn in_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
