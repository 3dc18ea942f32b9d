//! BibTeX: entries for LaTeX, with fields that BibTeX's own styles and biblatex know.
//!
//! Promises: braces balance whatever the base contains; names are `particle Family, Suffix, Initials`; the key is the
//! reference's id. A title is in two pairs of braces, so that no style lowers the capitals of a name or a gene. Addresses and
//! DOIs are verbatim, as biblatex and hyperref expect them.

use super::{full_pages, marked_title, note, with_full_stops, work_type, year};
use crate::knowledge::{Author, Reference};

/// The content of a field.
enum Value {
    /// Escaped text.
    Text(String),
    /// Text that TeX does not interpret.
    Verbatim(String),
    /// The name of a macro that every style defines.
    Macro(String),
}

/// The one table of fields, in the order they are written.
fn fields(reference: &Reference) -> Vec<(&'static str, Option<Value>)> {
    let work = work_type(reference);
    let text = |value: Option<String>| value.map(|value| Value::Text(escape_tex(&value)));
    let verbatim =
        |value: Option<String>| value.map(|value| Value::Verbatim(value.replace('{', "%7B").replace('}', "%7D")));
    let month = reference.published.as_ref().map(|day| Value::Macro(day.strftime("%b").to_string().to_lowercase()));
    vec![
        ("author", authors(reference).map(Value::Text)),
        ("title", Some(Value::Text(format!("{{{}}}", escape_tex(&marked_title(reference)))))),
        (work.container, text(reference.container.as_ref().map(ToString::to_string))),
        ("year", text(year(reference).map(|year| year.to_string()))),
        ("month", month),
        ("volume", text(reference.volume.as_ref().map(ToString::to_string))),
        ("number", text(reference.issue.as_ref().map(ToString::to_string))),
        ("pages", text(full_pages(reference, "--"))),
        ("doi", verbatim(reference.doi.as_ref().map(ToString::to_string))),
        ("pmid", text(reference.pmid.as_ref().map(ToString::to_string))),
        ("pmcid", text(reference.pmcid.as_ref().map(ToString::to_string))),
        ("url", verbatim(reference.url.as_ref().map(ToString::to_string))),
        ("urldate", text(reference.read.as_ref().map(ToString::to_string))),
        ("keywords", keywords(reference).map(Value::Text)),
        ("note", text(note(reference))),
    ]
}

pub(super) fn entry(reference: &Reference) -> String {
    let mut out = format!("@{}{{{},\n", work_type(reference).bibtex, reference.id.name());
    for (name, value) in fields(reference) {
        match value {
            Some(Value::Text(value) | Value::Verbatim(value)) => out.push_str(&format!("  {name} = {{{value}}},\n")),
            Some(Value::Macro(value)) => out.push_str(&format!("  {name} = {value},\n")),
            None => {}
        }
    }
    out.push_str("}\n");
    out
}

fn keywords(reference: &Reference) -> Option<String> {
    // A comma would part a keyword in two.
    let braced = |word: &str| if word.contains(',') { format!("{{{word}}}") } else { word.to_owned() };
    let words: Vec<String> = reference.keywords.iter().map(|word| braced(&escape_tex(word))).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn authors(reference: &Reference) -> Option<String> {
    let mut names: Vec<String> = reference.authors.iter().map(|name| author(Author::parse(name))).collect();
    if reference.more_authors && !names.is_empty() {
        names.push("others".to_owned());
    }
    (!names.is_empty()).then(|| names.join(" and "))
}

fn author(author: Author<'_>) -> String {
    match author {
        Author::Group(name) => format!("{{{}}}", escape_tex(name)),
        Author::Person { particle, family, initials: letters, suffix } => {
            // BibTeX would take a later word without a capital for a particle.
            let needs_braces = family.split(' ').skip(1).any(|word| !word.chars().any(char::is_uppercase));
            let family = if needs_braces { format!("{{{}}}", escape_tex(family)) } else { escape_tex(family) };
            let given = with_full_stops(letters);
            let whole = if particle.is_empty() { family } else { format!("{} {family}", escape_tex(particle)) };
            let rest = [suffix, given.as_str()].into_iter().filter(|part| !part.is_empty());
            std::iter::once(whole.as_str()).chain(rest).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Escapes what TeX would interpret. Braces become commands, since BibTeX counts them even after a backslash; each command is in
/// braces, since that is the form importers know.
fn escape_tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("{\\textbackslash}"),
            '{' => out.push_str("{\\textbraceleft}"),
            '}' => out.push_str("{\\textbraceright}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            '<' => out.push_str("{\\textless}"),
            '>' => out.push_str("{\\textgreater}"),
            '|' => out.push_str("{\\textbar}"),
            '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            other => out.push(other),
        }
    }
    out
}
