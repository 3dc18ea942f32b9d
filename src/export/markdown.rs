//! Pages as Markdown (CommonMark with tables).

use crate::page::{Glyphs, Page, Role, Shape, Span, Table};

/// A page as Markdown: headings, lists and tables, nothing that needs a style sheet.
pub fn markdown(page: &Page, glyphs: Glyphs) -> String {
    page_at(page, glyphs, 1)
}

/// A page whose title is a heading of a level from 1 to 5; its own headings are one below.
pub(super) fn page_at(page: &Page, glyphs: Glyphs, level: usize) -> String {
    let hashes = "#".repeat(level);
    let mut out = format!("{hashes} {}\n", escaped(&glyphs.show(&page.title)));
    let mut in_list = false;
    for block in &page.clone().in_words().blocks {
        let text = unmarked_start(&spans(&block.spans, glyphs));
        let is_item = block.shape == Shape::Bullet;
        let continues = block.shape == Shape::Under && in_list;
        let same_list = in_list && is_item;
        if !same_list && !continues {
            out.push('\n');
        }
        match &block.shape {
            Shape::Heading => out.push_str(&format!("{hashes}# {text}\n")),
            Shape::Paragraph => out.push_str(&format!("{text}\n")),
            Shape::Bullet => out.push_str(&format!("- {text}\n")),
            Shape::Under => out.push_str(&format!("  - {text}\n")),
            Shape::Table(rows) => table(&mut out, rows, glyphs),
            // Said in sentences before anything is written.
            Shape::Plot(_) => {}
        }
        in_list = is_item || continues;
    }
    out
}

fn table(out: &mut String, table: &Table, glyphs: Glyphs) {
    let head: Vec<String> = table.head.iter().map(|title| cell(&escaped(&glyphs.show(title)))).collect();
    out.push_str(&format!("| {} |\n", head.join(" | ")));
    out.push_str(&format!("|{}\n", " --- |".repeat(head.len())));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|spans_of| cell(&spans(spans_of, glyphs))).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

fn cell(text: &str) -> String {
    text.trim().replace('|', "\\|")
}

fn spans(spans: &[Span], glyphs: Glyphs) -> String {
    stressed(spans, glyphs, &|text, stress| {
        let text = escaped(text);
        match stress {
            Stress::Plain => text,
            Stress::Emphasis => format!("*{text}*"),
            Stress::Strong => format!("**{text}**"),
        }
    })
}

/// How a text is set off from what stands beside it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stress {
    Plain,
    Emphasis,
    Strong,
}

/// Spans as one text, each written by `write`; the spaces around them are left as they are.
pub(super) fn stressed(spans: &[Span], glyphs: Glyphs, write: &dyn Fn(&str, Stress) -> String) -> String {
    let mut out = String::new();
    for span in spans {
        let text = glyphs.show(&span.text).replace('\u{A0}', " ");
        let (before, body, after) = trimmed(&text);
        out.push_str(before);
        if !body.is_empty() {
            out.push_str(&write(body, stress(span.role)));
        }
        out.push_str(after);
    }
    out
}

fn stress(role: Role) -> Stress {
    match role {
        Role::Warning | Role::Superseded | Role::Label => Stress::Strong,
        Role::Missing | Role::Computed => Stress::Emphasis,
        Role::Plain
        | Role::Title
        | Role::Heading
        | Role::Mark
        | Role::SecondHand
        | Role::Link
        | Role::Faint
        | Role::SetOff => Stress::Plain,
    }
}

/// A text parted into leading spaces, body and trailing spaces, since emphasis may not begin or end with a space.
fn trimmed(text: &str) -> (&str, &str, &str) {
    let body = text.trim();
    match text.find(body) {
        Some(start) if !body.is_empty() => (&text[..start], body, &text[start + body.len()..]),
        Some(_) | None => (text, "", ""),
    }
}

/// A block that does not begin as a list, a quotation or an underlined heading does.
fn unmarked_start(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && matches!(text.as_bytes().get(digits), Some(b'.' | b')'));
    if is_number {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else if text.starts_with(['-', '+', '=']) {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

/// A text in which nothing is taken for mark-up.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
