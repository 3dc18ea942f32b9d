//! A page as text, and as Markdown (CommonMark with tables).
//!
//! Promises: a CommonMark parser finds in the Markdown what the page has, and every letter of it (tests/print.rs). Text of a base
//! never becomes mark-up: it is escaped.

use crate::knowledge::vocabulary;
use crate::page::{Block, Glyphs, Page, Role, Shape, Span, Table, wrap};

vocabulary! {
    /// The form of what a command prints.
    #[derive(Default)]
    pub enum Format {
        /// Wrapped text.
        #[default]
        Text = "text",
        /// Markdown.
        Markdown = "markdown",
        /// One JSON object.
        Json = "json",
        /// A page for the browser.
        Html = "html",
    }
}

impl Format {
    /// The format in words, for the help.
    pub fn description(self) -> &'static str {
        match self {
            Self::Text => "Wrapped text",
            Self::Markdown => "Markdown",
            Self::Json => "One JSON object",
            Self::Html => "One HTML file, of show and print",
        }
    }
}

/// A page as lines of a width, with its title in the first. Headings are between `==`, so that a pager finds them.
pub fn page_lines(page: &Page, width: usize, glyphs: Glyphs) -> Vec<Vec<Span>> {
    let mut titled = page.clone();
    for block in titled.blocks.iter_mut().filter(|block| block.shape == Shape::Heading) {
        block.spans.insert(0, Span::new(Role::Heading, "==\u{A0}"));
        block.spans.push(Span::new(Role::Heading, "\u{A0}=="));
    }
    titled.blocks.insert(
        0,
        Block {
            shape: Shape::Paragraph,
            spans: vec![Span::new(Role::Title, page.title.as_str())],
            item: None,
            section: "top",
        },
    );
    wrap(&titled, width, glyphs).into_iter().map(|line| line.spans).collect()
}

/// A page as wrapped text, without roles.
pub fn plain_text(page: &Page, width: usize, glyphs: Glyphs) -> String {
    let mut text = String::new();
    for line in page_lines(page, width, glyphs) {
        let line: String = line.iter().map(|span| span.text.as_str()).collect();
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A page as Markdown.
pub fn markdown(page: &Page, glyphs: Glyphs) -> String {
    markdown_at(page, glyphs, 1)
}

/// A page as Markdown, with its title as a heading of `level` (1 to 5) and its own headings one level below.
pub(super) fn markdown_at(page: &Page, glyphs: Glyphs, level: usize) -> String {
    let hashes = "#".repeat(level);
    let mut out = format!("{hashes} {}\n", escape_markdown(&glyphs.show(&page.title)));
    let mut in_list = false;
    for block in &page.clone().in_words().blocks {
        let text = escape_start(&markdown_spans(&block.spans, glyphs));
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
            Shape::Table(rows) => markdown_table(&mut out, rows, glyphs),
            Shape::Plot(_) | Shape::Card(_) => unreachable!("`in_words` has made sentences of the plots"),
        }
        in_list = is_item || continues;
    }
    out
}

fn markdown_table(out: &mut String, table: &Table, glyphs: Glyphs) {
    let head: Vec<String> = table.head.iter().map(|title| cell(&escape_markdown(&glyphs.show(title)))).collect();
    out.push_str(&format!("| {} |\n", head.join(" | ")));
    out.push_str(&format!("|{}\n", " --- |".repeat(head.len())));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|spans| cell(&markdown_spans(spans, glyphs))).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

fn cell(text: &str) -> String {
    text.trim().replace('|', "\\|")
}

fn markdown_spans(spans: &[Span], glyphs: Glyphs) -> String {
    write_spans(spans, glyphs, &|text, stress| {
        let text = escape_markdown(text);
        match stress {
            Stress::Plain => text,
            Stress::Emphasis => format!("*{text}*"),
            Stress::Strong => format!("**{text}**"),
        }
    })
}

#[derive(Clone, Copy, Debug)]
enum Stress {
    Plain,
    Emphasis,
    Strong,
}

/// Joins spans, each written by `write` without the spaces around it: Markdown has no emphasis that begins or ends with a
/// space.
fn write_spans(spans: &[Span], glyphs: Glyphs, write: &dyn Fn(&str, Stress) -> String) -> String {
    let mut out = String::new();
    for span in spans {
        let text = glyphs.show(&span.text).replace('\u{A0}', " ");
        let body = text.trim();
        let start = text.len() - text.trim_start().len();
        out.push_str(&text[..start]);
        if !body.is_empty() {
            out.push_str(&write(body, stress(span.role)));
        }
        out.push_str(&text[start + body.len()..]);
    }
    out
}

fn stress(role: Role) -> Stress {
    match role {
        Role::Warning | Role::Approved | Role::Superseded | Role::Label => Stress::Strong,
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

/// Escapes a start that would make a block a list or an underlined heading; `escape_markdown` has escaped the rest.
fn escape_start(text: &str) -> String {
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

/// Escapes every character that Markdown could take for mark-up inside a line.
pub fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
