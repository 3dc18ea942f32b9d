//! Diagnostics for readers: as text in the manner of the Rust compiler, and as records that need no source file.
//!
//! Promises: in text every label is shown with its line, or named by line and column where the line is too long. A record
//! says what is wrong, where, how to mend it, and why it was allowed. Never prints: rendering returns text.

use annotate_snippets::renderer::{DecorStyle, Style as Look};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use serde::{Deserialize, Serialize};

use super::code::{Code, Severity};
use super::compile::Compilation;
use super::diagnostic::{Diagnostic, Label};
use super::source::SourceFile;
use super::text::is_forbidden;

/// One diagnostic with its position as file, line and column.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    /// How bad it is.
    pub severity: Severity,
    /// The rule that was broken.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// The file, as messages name it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// How to mend it.
    pub help: String,
    /// Why it was allowed, if it was.
    pub allowed: Option<String>,
}

impl Record {
    fn new(diagnostic: &Diagnostic, files: &[SourceFile], allowed: Option<String>) -> Self {
        let span = diagnostic.span();
        let file = files.get(span.file as usize).expect("a diagnostic points into a file that was read");
        let (line, column) = file.line_column(span.range().start);
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code,
            message: diagnostic.message.clone(),
            file: file.name.clone(),
            line,
            column,
            help: diagnostic.help.clone(),
            allowed,
        }
    }
}

/// The diagnostics of a compilation, in the order of the files. The build script embeds the report of the base in the
/// program, because the files are not there at run time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// How many errors there are, listed or not.
    pub errors: usize,
    /// How many warnings there are, listed or not.
    pub warnings: usize,
    /// The first errors and warnings.
    pub diagnostics: Vec<Record>,
    /// The first allowed faults, each with its reason.
    pub allowed: Vec<Record>,
}

impl Report {
    /// The report of a compilation, with at most `limit` diagnostics.
    pub fn new(compilation: &Compilation, limit: usize) -> Self {
        let Compilation { files, findings, .. } = compilation;
        let diagnostics = findings.diagnostics().iter().take(limit);
        let allowed = findings.allowed().iter();
        Self {
            errors: findings.errors(),
            warnings: findings.warnings(),
            diagnostics: diagnostics.map(|one| Record::new(one, files, None)).collect(),
            allowed: allowed.map(|one| Record::new(&one.diagnostic, files, Some(one.reason.clone()))).collect(),
        }
    }

    /// Decodes what `encode` wrote.
    ///
    /// # Errors
    /// If the bytes are not what `encode` of the same version wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(bytes)
    }

    /// The report as bytes to embed.
    ///
    /// # Errors
    /// If memory runs out.
    pub fn encode(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(self)
    }
}

/// How diagnostics are drawn.
#[derive(Clone, Copy, Debug)]
pub struct RenderStyle {
    /// Whether bold is used.
    pub color: bool,
    /// Whether the frame and the sentences are ASCII only.
    pub ascii: bool,
    /// Columns.
    pub width: usize,
}

/// A diagnostic as the Rust compiler would print it, ending in a line break.
pub fn render(diagnostic: &Diagnostic, files: &[SourceFile], style: RenderStyle) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let head = diagnostic.severity.word().len() + diagnostic.code.word().len() + "[]: ".len();
    let mut group = level
        .primary_title(wrapped(&shown(&diagnostic.message, style), head, style))
        .id(diagnostic.code.word())
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    for labels in clusters(&diagnostic.labels, files) {
        group = excerpt(group, files, &labels, style);
    }
    if !diagnostic.help.is_empty() {
        let help = wrapped(&shown(&diagnostic.help, style), "  999 = help: ".len(), style);
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if style.color { bold() } else { Renderer::plain() };
    let decor = if style.ascii { DecorStyle::Ascii } else { DecorStyle::Unicode };
    let mut text = renderer.decor_style(decor).term_width(style.width).render(&[group]);
    text.push('\n');
    text
}

/// Emphasis is bold, in the reader's own colours: those of the Rust compiler are not legible on every background.
fn bold() -> Renderer {
    let bold = Look::new().bold();
    let renderer = Renderer::plain().error(bold).warning(bold).note(bold).help(bold).info(bold);
    renderer.line_num(bold).emphasis(bold).context(bold)
}

/// Longer lines are named by line and column, not shown.
const LONGEST_LINE_SHOWN: usize = 2_000;

/// Labels of one file no farther apart than this, in bytes, share an excerpt; the lines between them are left out.
const LONGEST_EXCERPT: usize = 64 * 1024;

/// Labels of one file, each with its number among the labels of the diagnostic. Never empty.
type Cluster<'d> = Vec<(usize, &'d Label)>;

/// Groups labels into excerpts.
fn clusters<'d>(labels: &'d [Label], files: &[SourceFile]) -> Vec<Cluster<'d>> {
    let mut clusters: Vec<Cluster<'d>> = Vec::new();
    for (number, label) in labels.iter().enumerate() {
        let fits = |cluster: &&mut Cluster<'d>| {
            let labels = || cluster.iter().map(|(_number, other)| *other).chain([label]);
            let start = labels().map(|label| label.span.start).min();
            let end = labels().map(|label| label.span.end).max();
            labels().all(|other| other.span.file == label.span.file && can_show(file_of(other, files), other))
                && start.zip(end).is_some_and(|(start, end)| (end - start) as usize <= LONGEST_EXCERPT)
        };
        match clusters.iter_mut().find(fits) {
            Some(cluster) => cluster.push((number, label)),
            None => clusters.push(vec![(number, label)]),
        }
    }
    clusters
}

fn file_of<'f>(label: &Label, files: &'f [SourceFile]) -> &'f SourceFile {
    &files[label.span.file as usize]
}

/// Whether the lines of a label can be shown.
fn can_show(file: &SourceFile, label: &Label) -> bool {
    !file.text.is_empty() && file.lines_around(label.span.range()).1.len() <= LONGEST_LINE_SHOWN
}

fn excerpt<'a>(group: Group<'a>, files: &'a [SourceFile], cluster: &Cluster<'a>, style: RenderStyle) -> Group<'a> {
    let (_number, first) = cluster[0];
    let file = file_of(first, files);
    let path = shown(&file.name, style);
    // A label that cannot be shown is alone in its cluster.
    if !can_show(file, first) {
        let (line, column) = file.line_column(first.span.range().start);
        let group = group.element(Origin::path(path).line(line).char_column(column));
        let note = (!first.text.is_empty()).then(|| Level::NOTE.message(shown(&first.text, style)));
        return note.into_iter().fold(group, Group::element);
    }
    let range = cluster.iter().fold(first.span.range(), |all, (_number, label)| {
        let own = label.span.range();
        all.start.min(own.start)..all.end.max(own.end)
    });
    let (lines, text) = file.lines_around(range);
    let annotations = cluster.iter().map(|(number, label)| {
        // In the text as it is printed, in which a character may have another length.
        let offset = |byte: usize| printable(&text[..file.boundary(byte) - lines.start], style).len();
        let range = label.span.range();
        let kind = if *number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(offset(range.start)..offset(range.end));
        if label.text.is_empty() { annotation } else { annotation.label(shown(&label.text, style)) }
    });
    group.element(
        Snippet::source(printable(text, style))
            .line_start(file.line_column(lines.start).0)
            .path(path)
            .annotations(annotations),
    )
}

/// Breaks a sentence at spaces. Its first line begins at column `indent`; the renderer puts the others below its
/// beginning.
fn wrapped(sentence: &str, indent: usize, style: RenderStyle) -> String {
    let room = style.width.saturating_sub(indent).max(20);
    let mut out = String::with_capacity(sentence.len());
    let mut column = 0;
    for word in sentence.split(' ') {
        let width = word.chars().count();
        if column > 0 && column + 1 + width > room {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out
}

/// Lines of a file, with a question mark for each character that acts on a terminal or cannot be shown.
fn printable(text: &str, style: RenderStyle) -> String {
    let one = |c: char| match c {
        '\n' => '\n',
        '\t' | '\r' => ' ',
        c if is_forbidden(c) || (style.ascii && !c.is_ascii()) => '?',
        c => c,
    };
    text.chars().map(one).collect()
}

/// A sentence of a diagnostic, in which nothing acts on a terminal; escaped where only ASCII can be shown.
fn shown(text: &str, style: RenderStyle) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if style.ascii && !c.is_ascii() {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
        out
    })
}
