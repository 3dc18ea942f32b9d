//! Diagnostics as text, in the manner of the Rust compiler.
//!
//! Promises: every label is shown with its line; a line too long to show is pointed at. Never prints: rendering returns
//! text.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::diagnostic::{Diagnostic, Label, Severity};
use super::source::SourceFile;
use super::text::is_forbidden;

/// How diagnostics are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// With colour.
    pub color: bool,
    /// With ASCII characters only in the frame.
    pub ascii: bool,
    /// Columns.
    pub width: usize,
}

/// A diagnostic as the Rust compiler would print it, ending in a line break.
pub fn render(diagnostic: &Diagnostic, files: &[SourceFile], style: Style) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(shown(&diagnostic.message, style))
        .id(diagnostic.code.word())
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    for (number, label) in diagnostic.labels.iter().enumerate() {
        let kind = if number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        if let Some(file) = files.get(label.place.file as usize) {
            group = excerpt(group, file, label, kind, style);
        }
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(shown(&diagnostic.help, style)));
    }
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let decor = if style.ascii { DecorStyle::Ascii } else { DecorStyle::Unicode };
    let mut text = renderer.decor_style(decor).term_width(style.width).render(&[group]);
    text.push('\n');
    text
}

/// Lines longer than this are pointed at, not shown.
const LONGEST_LINE_SHOWN: usize = 2_000;

fn excerpt<'a>(
    group: Group<'a>,
    file: &'a SourceFile,
    label: &'a Label,
    kind: AnnotationKind,
    style: Style,
) -> Group<'a> {
    let (lines, text) = file.lines_around(label.place.range());
    let path = shown(&file.name, style);
    if text.len() > LONGEST_LINE_SHOWN || file.text.is_empty() {
        let (line, column) = file.line_column(label.place.range().start);
        let group = group.element(Origin::path(path).line(line).char_column(column));
        return if label.text.is_empty() {
            group
        } else {
            group.element(Level::NOTE.message(shown(&label.text, style)))
        };
    }
    let before = text.get(..label.place.range().start.saturating_sub(lines.start)).unwrap_or(text);
    let upto = text.get(..label.place.range().end.saturating_sub(lines.start)).unwrap_or(text);
    let start = printable(before, style).len();
    let end = printable(upto, style).len().max(start);
    let mut annotation = kind.span(start..end);
    if !label.text.is_empty() {
        annotation = annotation.label(shown(&label.text, style));
    }
    group.element(
        Snippet::source(printable(text, style))
            .line_start(file.line_column(lines.start).0)
            .path(path)
            .annotation(annotation),
    )
}

/// Lines of a file, character for character, with a question mark for each that acts on a terminal or cannot be shown.
fn printable(text: &str, style: Style) -> String {
    let one = |c: char| match c {
        '\n' => '\n',
        '\t' | '\r' => ' ',
        c if is_forbidden(c) || (style.ascii && !c.is_ascii()) => '?',
        c => c,
    };
    text.chars().map(one).collect()
}

/// A sentence of a diagnostic, in which nothing acts on a terminal; where only ASCII can be shown, the rest is spelt out.
fn shown(text: &str, style: Style) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if style.ascii && !c.is_ascii() {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
        out
    })
}
