//! The commands that print what the base says.

use std::collections::HashSet;
use std::path::PathBuf;

use super::args::{Format, ListKind, Shared, Style};
use super::output::{Failure, Outcome, Printer, json};
use super::progress::with_line;
use super::shared::{dated, named, today};
use super::target::{Target, anchored, target};
use crate::export::{self, CiteStyle, Imprint};
use crate::knowledge::{Drug, Entry, EntryId, Kind, Knowledge, Reference, visible};
use crate::page::{Detail, Page, Role, wrap_sentence};
use crate::search::{Hit, Shown, bracketed};

pub(super) fn list(shared: &Shared, kind: Option<ListKind>) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let kinds: &[Kind] = match kind {
        None => &[Kind::Oral, Kind::Topical, Kind::Pathophysiology, Kind::Safety, Kind::Question, Kind::Trial],
        Some(ListKind::Oral) => &[Kind::Oral],
        Some(ListKind::Topical) => &[Kind::Topical],
        Some(ListKind::Pathophysiology) => &[Kind::Pathophysiology],
        Some(ListKind::Safety) => &[Kind::Safety],
        Some(ListKind::Questions) => &[Kind::Question],
        Some(ListKind::Trials) => &[Kind::Trial],
        Some(ListKind::References) => &[Kind::Reference],
    };
    let rows = export::rows(&knowledge, kinds);
    if rows.is_empty() {
        return Ok(Outcome::Nothing(Some("jakref: this base has none".to_owned())));
    }
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::list(&rows), shared.json_glyphs())),
        Format::Markdown => printer.raw(&export::list_markdown(&rows, shared.glyphs())),
        Format::Text => {
            let widest = rows.iter().map(|row| row.id.to_string().len()).max().unwrap_or(0);
            for row in &rows {
                let status = if row.status.is_empty() { String::new() } else { format!("; {}", row.status) };
                printer.line(Role::Plain, &format!("{:widest$}  {}{status}", row.id, row.title));
            }
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}

pub(super) fn show(shared: &Shared, ids: &[String]) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let targets: Vec<Target> = ids.iter().map(|text| target(&knowledge, text)).collect::<Result<_, _>>()?;
    let pages: Vec<Page> = targets.iter().map(|target| anchored(&knowledge, target)).collect::<Result<_, _>>()?;
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => {
            let entries: Vec<Entry<'_>> = targets.iter().filter_map(|target| knowledge.entry(&target.id)).collect();
            printer.raw(&json(&export::entries(&knowledge, &entries), shared.json_glyphs()));
        }
        Format::Markdown => {
            for (number, page) in pages.iter().enumerate() {
                printer.raw(if number > 0 { "\n" } else { "" });
                printer.raw(&export::markdown(page, shared.glyphs()));
            }
            printer.raw(&format!("\n{}\n", dated(&knowledge)));
        }
        Format::Text => {
            for (number, page) in pages.iter().enumerate() {
                printer.raw(if number > 0 { "\n" } else { "" });
                print_page(shared, &mut printer, page);
            }
            print_date(shared, &mut printer, &knowledge);
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}

fn print_page(shared: &Shared, printer: &mut Printer, page: &Page) {
    let page = if shared.in_words() { page.clone().in_words() } else { page.clone() };
    for spans in export::wrapped(&page, shared.wrap_width(), shared.glyphs()) {
        printer.spans(&spans);
    }
}

/// The date of the base, under an empty line.
fn print_date(shared: &Shared, printer: &mut Printer, knowledge: &Knowledge) {
    printer.raw("\n");
    for spans in wrap_sentence(&dated(knowledge), Role::Faint, shared.wrap_width(), shared.glyphs()) {
        printer.spans(&spans);
    }
}

pub(super) fn search(shared: &Shared, query: &str) -> Result<Outcome, Failure> {
    let base = with_line(|progress| shared.base(progress))?;
    let index = base.index();
    let answer = index.search(query);
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::answer(&index, query, &answer), shared.json_glyphs())),
        Format::Markdown | Format::Text => {
            if let Some((why, mind)) = answer.caution() {
                printer.line(Role::Label, &format!("{why}; {mind}."));
            }
            if let Some(unmatched) = answer.unmatched() {
                printer.line(Role::Label, &format!("{unmatched}."));
            }
            if answer.more {
                printer.line(Role::Label, &format!("{} fit; type more of what you look for.", answer.counts()));
            }
            let bullet = if shared.format == Format::Markdown { "- " } else { "" };
            for shown in answer.hits.iter().filter_map(|hit| Some((hit, index.shown(&answer, hit)?))) {
                printer.line(Role::Plain, &format!("{bullet}{}", hit_line(shown)));
            }
        }
    }
    printer.print()?;
    if answer.hits.is_empty() {
        return Ok(Outcome::Nothing(Some(format!("jakref: nothing found for {:?}", visible(query)))));
    }
    Ok(Outcome::Done)
}

/// A hit as a line: the id, the title, its route and status, and how and where it matched. Letters and routes that tell
/// look-alikes apart stand in brackets.
fn hit_line((hit, shown): (&Hit, Shown<'_>)) -> String {
    let route = match shown.route {
        Some(route) if shown.route_differs => format!(" [{route}]"),
        Some(route) => format!(", {route}"),
        None => String::new(),
    };
    let status = if shown.status.is_empty() { String::new() } else { format!("; {}", shown.status) };
    let matched = if *shown.matched == *shown.title && shown.differing.is_empty() {
        String::new()
    } else {
        format!(": {} {}", shown.field.word(), bracketed(&shown.matched, &shown.differing))
    };
    format!("{}  {}{route}{status}  ({}{matched})", shown.id, shown.title, hit.how.word())
}

pub(super) fn compare(shared: &Shared, ids: &[String]) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let mut drugs = Vec::new();
    for text in ids {
        let target = target(&knowledge, text)?;
        let Some(Entry::Drug(drug)) = knowledge.entry(&target.id) else {
            return Err(Failure::Said(format!("jakref: only drugs can be compared, and {} is not one", target.id)));
        };
        if drugs.iter().any(|before: &&Drug| before.id == drug.id) {
            return Err(Failure::Said(format!("jakref: {} is named twice; a comparison needs two drugs", drug.id)));
        }
        drugs.push(drug);
    }
    let page = crate::page::comparison(&knowledge, &drugs, Detail::Number);
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::comparison(&knowledge, &page, &drugs), shared.json_glyphs())),
        Format::Markdown => {
            printer.raw(&export::markdown(&page, shared.glyphs()));
            printer.raw(&format!("\n{}\n", dated(&knowledge)));
        }
        Format::Text => {
            print_page(shared, &mut printer, &page);
            print_date(shared, &mut printer, &knowledge);
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}

pub(super) fn cite(shared: &Shared, ids: &[String], style: Style) -> Result<Outcome, Failure> {
    let style = match style {
        Style::Vancouver => CiteStyle::Vancouver,
        Style::Ama => CiteStyle::Ama,
        Style::Bibtex => CiteStyle::Bibtex,
        Style::Ris => CiteStyle::Ris,
        Style::CslJson => CiteStyle::CslJson,
    };
    let knowledge = shared.knowledge()?;
    let references = cited(&knowledge, ids)?;
    if references.is_empty() {
        return Ok(Outcome::Nothing(Some("jakref: this base has none".to_owned())));
    }
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::references(&references), shared.json_glyphs())),
        Format::Markdown | Format::Text => printer.raw(&written(shared, &references, style)),
    }
    printer.print()?;
    Ok(Outcome::Done)
}

/// References in a style, in the characters that can be shown. What programs read is UTF-8 whatever the locale, as JSON is,
/// and Markdown only where people read it.
fn written(shared: &Shared, references: &[&Reference], style: CiteStyle) -> String {
    if style == CiteStyle::CslJson {
        return json(&export::csl_json(references), shared.json_glyphs());
    }
    let text = export::bibliography(references, style);
    if !style.is_read_by_people() {
        return shared.json_glyphs().show(&text);
    }
    let shown = shared.glyphs().show(&text);
    if shared.format == Format::Markdown { export::escaped(&shown) } else { shown }
}

/// The references that are meant: those named, those of the pages named, or all; each once.
fn cited<'k>(knowledge: &'k Knowledge, ids: &[String]) -> Result<Vec<&'k Reference>, Failure> {
    if ids.is_empty() {
        return Ok(knowledge.references().collect());
    }
    let mut names: Vec<EntryId> = Vec::new();
    for text in ids {
        let target = target(knowledge, text)?;
        if target.id.kind() == Kind::Reference {
            names.push(target.id);
        } else {
            names.extend(anchored(knowledge, &target)?.references);
        }
    }
    let mut seen = HashSet::new();
    names.retain(|id| seen.insert(id.clone()));
    Ok(names.iter().filter_map(|id| knowledge.reference(id.name())).collect())
}

pub(super) fn diff(shared: &Shared, old: PathBuf, new: Option<PathBuf>) -> Result<Outcome, Failure> {
    let without_notes = Shared { overlay: None, ..shared.clone() };
    let old = Shared { data: Some(old), ..without_notes.clone() }.knowledge()?;
    let new = Shared { data: new.or_else(|| shared.data.clone()), ..without_notes }.knowledge()?;
    let alterations = export::alterations(&old, &new);
    let page = export::diff_page(&old, &new, &alterations);
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::diff(&old, &new, &alterations), shared.json_glyphs())),
        Format::Markdown => printer.raw(&export::markdown(&page, shared.glyphs())),
        Format::Text => print_page(shared, &mut printer, &page),
    }
    printer.print()?;
    Ok(Outcome::Done)
}

/// The whole base as one document. What a browser reads is UTF-8 whatever the locale, as JSON is.
pub(super) fn print(shared: &Shared, html: bool) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let dated = dated(&knowledge);
    let imprint = Imprint { program: concat!("jakref ", env!("CARGO_PKG_VERSION")), dated: &dated };
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => {
            let ids = Kind::ALL.iter().flat_map(|kind| knowledge.ids(*kind));
            let entries: Vec<Entry<'_>> = ids.filter_map(|id| knowledge.entry(id)).collect();
            printer.raw(&json(&export::entries(&knowledge, &entries), shared.json_glyphs()));
        }
        Format::Markdown | Format::Text if html => {
            printer.raw(&export::document_html(&knowledge, imprint, shared.json_glyphs()));
        }
        Format::Markdown | Format::Text => {
            printer.raw(&export::document_markdown(&knowledge, imprint, shared.glyphs()));
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}

pub(super) fn about(shared: &Shared) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let stale = knowledge.is_stale(today());
    let version = env!("CARGO_PKG_VERSION");
    let commit = env!("JAKREF_COMMIT");
    let value = export::about(&knowledge, (version, commit), shared.data.is_none(), stale);
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&value, shared.json_glyphs())),
        Format::Markdown | Format::Text => {
            let base = if shared.data.is_none() { "in the program" } else { "from --data" };
            printer.line(Role::Title, &format!("jakref {version}, commit {commit}"));
            printer.line(Role::Plain, knowledge.review().title.as_str());
            printer.line(Role::Plain, &format!("Knowledge base {base}. {}", dated(&knowledge)));
            printer.line(Role::Plain, &format!("SHA-256 {}", knowledge.digest()));
            if let Some(overlay) = knowledge.overlay() {
                printer.line(Role::Plain, &format!("LOCAL notes laid over it: {}", named(overlay)));
                printer.line(Role::Plain, &format!("SHA-256 {} of the file of notes", overlay.digest));
            }
            let counts: Vec<String> = Kind::ALL
                .iter()
                .filter(|kind| **kind != Kind::Review)
                .map(|kind| format!("{} {}", knowledge.count(*kind), kind.plural()))
                .collect();
            printer.line(Role::Plain, &format!("{}, {} claims", counts.join(", "), knowledge.claim_count()));
            printer.line(Role::Plain, "No substitute for the current label. No patient data is read, kept or sent.");
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}
