//! Diagnostics for readers: as text in the manner of the Rust compiler, and as records that need no source file.
//!
//! Promises: in text every label is shown with its line; a line too long to show is pointed at. A record has what a reader
//! of a list needs: what is wrong, where, how to mend it, and why it was allowed. Never prints: rendering returns text.

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

/// The diagnostics of a compilation, in the order of the files. The build script embeds those of the base in the program,
/// whose files are not there at run time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// How many errors there are, listed or not.
    pub errors: usize,
    /// How many warnings there are, listed or not.
    pub warnings: usize,
    /// The first errors and warnings.
    pub diagnostics: Vec<Record>,
    /// What was allowed, each with its reason.
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
    /// With colour.
    pub color: bool,
    /// With ASCII characters only in the frame.
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
        group = excerpt(group, files, labels, style);
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

/// What stands out is bold, in the reader's own colours: the inks of the Rust compiler are not legible on every paper.
fn bold() -> Renderer {
    let bold = Look::new().bold();
    let renderer = Renderer::plain().error(bold).warning(bold).note(bold).help(bold).info(bold);
    renderer.line_num(bold).emphasis(bold).context(bold)
}

/// Lines longer than this are pointed at, not shown.
const LONGEST_LINE_SHOWN: usize = 2_000;

/// Labels of one file that stand so near to each other are shown in one excerpt; the lines between them are left out.
const LONGEST_EXCERPT: usize = 64 * 1024;

/// The labels that are shown in one excerpt each, with their numbers among the labels of the diagnostic.
fn clusters<'d>(labels: &'d [Label], files: &[SourceFile]) -> Vec<Vec<(usize, &'d Label)>> {
    let mut clusters: Vec<Vec<(usize, &'d Label)>> = Vec::new();
    for (number, label) in labels.iter().enumerate() {
        let fits = |cluster: &&mut Vec<(usize, &'d Label)>| {
            let mut all = cluster.iter().map(|(_number, label)| *label).chain([label]);
            let same_file = all.clone().all(|other| other.span.file == label.span.file);
            let start = all.clone().map(|label| label.span.start).min().unwrap_or_default();
            let end = all.clone().map(|label| label.span.end).max().unwrap_or_default();
            let near = (end - start) as usize <= LONGEST_EXCERPT;
            same_file
                && near
                && all.all(|label| files.get(label.span.file as usize).is_some_and(|f| can_show(f, label)))
        };
        match clusters.iter_mut().find(fits) {
            Some(cluster) => cluster.push((number, label)),
            None => clusters.push(vec![(number, label)]),
        }
    }
    clusters
}

/// Whether the lines of a label can be shown.
fn can_show(file: &SourceFile, label: &Label) -> bool {
    !file.text.is_empty() && file.lines_around(label.span.range()).1.len() <= LONGEST_LINE_SHOWN
}

fn excerpt<'a>(
    group: Group<'a>,
    files: &'a [SourceFile],
    labels: Vec<(usize, &'a Label)>,
    style: RenderStyle,
) -> Group<'a> {
    let Some(file) = labels.first().and_then(|(_number, label)| files.get(label.span.file as usize)) else {
        return group;
    };
    let path = shown(&file.name, style);
    if let [(_number, label)] = labels.as_slice()
        && !can_show(file, label)
    {
        let (line, column) = file.line_column(label.span.range().start);
        let group = group.element(Origin::path(path).line(line).char_column(column));
        return if label.text.is_empty() {
            group
        } else {
            group.element(Level::NOTE.message(shown(&label.text, style)))
        };
    }
    let start = labels.iter().map(|(_number, label)| label.span.range().start).min().unwrap_or_default();
    let end = labels.iter().map(|(_number, label)| label.span.range().end).max().unwrap_or_default();
    let (lines, text) = file.lines_around(start..end);
    let annotations = labels.iter().map(|(number, label)| {
        let column = |byte: usize| {
            let before = text.get(..byte.saturating_sub(lines.start)).unwrap_or(text);
            printable(before, style).len()
        };
        let start = column(label.span.range().start);
        let kind = if *number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(start..column(label.span.range().end).max(start));
        if label.text.is_empty() { annotation } else { annotation.label(shown(&label.text, style)) }
    });
    group.element(
        Snippet::source(printable(text, style))
            .line_start(file.line_column(lines.start).0)
            .path(path)
            .annotations(annotations),
    )
}

/// A sentence broken at spaces, the first line beginning `indent` columns in and the others where the renderer puts
/// them, below its beginning.
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

/// Lines of a file, character for character, with a question mark for each that acts on a terminal or cannot be shown.
fn printable(text: &str, style: RenderStyle) -> String {
    let one = |c: char| match c {
        '\n' => '\n',
        '\t' | '\r' => ' ',
        c if is_forbidden(c) || (style.ascii && !c.is_ascii()) => '?',
        c => c,
    };
    text.chars().map(one).collect()
}

/// A sentence of a diagnostic, in which nothing acts on a terminal; where only ASCII can be shown, the rest is spelt out.
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
