//! Diagnostics as text, in the manner of the Rust compiler.
//!
//! Promises: every label is shown with its line; a line too long to show is pointed at. Never prints: rendering returns
//! text.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::diagnostic::{Diagnostic, Label, Severity};
use super::source::SourceFile;

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
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.word())
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    for (number, label) in diagnostic.labels.iter().enumerate() {
        let kind = if number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        if let Some(file) = files.get(label.place.file as usize) {
            group = excerpt(group, file, label, kind);
        }
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(diagnostic.help.as_str()));
    }
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let decor = if style.ascii { DecorStyle::Ascii } else { DecorStyle::Unicode };
    let mut text = renderer.decor_style(decor).term_width(style.width).render(&[group]);
    text.push('\n');
    text
}

/// Lines longer than this are pointed at, not shown.
const LONGEST_LINE_SHOWN: usize = 2_000;

fn excerpt<'a>(group: Group<'a>, file: &'a SourceFile, label: &'a Label, kind: AnnotationKind) -> Group<'a> {
    let (lines, shown) = file.lines_around(label.place.range());
    if shown.len() > LONGEST_LINE_SHOWN || file.text.is_empty() {
        let (line, column) = file.line_column(label.place.range().start);
        let origin = Origin::path(file.name.as_str()).line(line).char_column(column);
        let group = group.element(origin);
        return if label.text.is_empty() { group } else { group.element(Level::NOTE.message(label.text.as_str())) };
    }
    let start = label.place.range().start - lines.start;
    let end = (label.place.range().end - lines.start).min(shown.len());
    let mut annotation = kind.span(start..end.max(start));
    if !label.text.is_empty() {
        annotation = annotation.label(label.text.as_str());
    }
    group.element(
        Snippet::source(shown)
            .line_start(file.line_column(lines.start).0)
            .path(file.name.as_str())
            .annotation(annotation),
    )
}
