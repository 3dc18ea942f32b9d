//! The commands that print what the base says.

use std::collections::HashSet;
use std::path::PathBuf;

use super::args::Shared;
use super::exit::{Failure, Outcome};
use super::output::{Printer, json};
use super::progress::with_line;
use super::shared::{date_line, name_of_notes, today};
use super::target::{Target, target, target_page};
use crate::export::{self, CiteStyle, Format, Imprint};
use crate::knowledge::{Drug, Entry, EntryId, Kind, Knowledge, Reference, visible};
use crate::page::{Detail, Page, Role, wrap_sentence};
use crate::search::{Hit, Shown, bracketed};

pub(super) fn list(shared: &Shared, kind: Option<Kind>) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let kinds = match kind {
        Some(kind) => vec![kind],
        None => Kind::ALL.iter().copied().filter(|kind| !matches!(kind, Kind::Reference | Kind::Review)).collect(),
    };
    let rows = export::rows(&knowledge, &kinds);
    if rows.is_empty() {
        return Ok(Outcome::Nothing(Some("the base has no such entries".to_owned())));
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
    printer.print()
}

pub(super) fn show(shared: &Shared, ids: &[String]) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let targets: Vec<Target> = ids.iter().map(|text| target(&knowledge, text)).collect::<Result<_, _>>()?;
    let pages: Vec<Page> = targets.iter().map(|target| target_page(&knowledge, target)).collect::<Result<_, _>>()?;
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => {
            let entries: Vec<Entry<'_>> = targets
                .iter()
                .map(|target| knowledge.entry(&target.id).expect("a target is an entry of the base"))
                .collect();
            printer.raw(&json(&export::entries(&knowledge, &entries), shared.json_glyphs()));
        }
        Format::Markdown => {
            for (number, page) in pages.iter().enumerate() {
                printer.raw(if number > 0 { "\n" } else { "" });
                printer.raw(&export::markdown(page, shared.glyphs()));
            }
            printer.raw(&format!("\n{}\n", date_line(&knowledge)));
        }
        Format::Text => {
            for (number, page) in pages.iter().enumerate() {
                printer.raw(if number > 0 { "\n" } else { "" });
                print_page(shared, &mut printer, page);
            }
            print_date(shared, &mut printer, &knowledge);
        }
    }
    printer.print()
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
    for spans in wrap_sentence(&date_line(knowledge), Role::Faint, shared.wrap_width(), shared.glyphs()) {
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
            for hit in &answer.hits {
                let shown = index.shown(&answer, hit).expect("a hit is an entry of the base that was searched");
                printer.line(Role::Plain, &format!("{bullet}{}", hit_line(hit, &shown)));
            }
        }
    }
    printer.print()?;
    if answer.hits.is_empty() {
        return Ok(Outcome::Nothing(Some(format!("nothing found for {:?}", visible(query)))));
    }
    Ok(Outcome::Done)
}

/// A hit as a line: the id, the title, its route and status, and how and where it matched. Letters and routes that tell
/// look-alikes apart are in brackets.
fn hit_line(hit: &Hit, shown: &Shown<'_>) -> String {
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
            return Err(Failure::NotADrug(target.id));
        };
        if drugs.iter().any(|before: &&Drug| before.id == drug.id) {
            return Err(Failure::NamedTwice(drug.id.clone()));
        }
        drugs.push(drug);
    }
    let page = crate::page::comparison(&knowledge, &drugs, Detail::Number);
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::comparison(&knowledge, &page, &drugs), shared.json_glyphs())),
        Format::Markdown => {
            printer.raw(&export::markdown(&page, shared.glyphs()));
            printer.raw(&format!("\n{}\n", date_line(&knowledge)));
        }
        Format::Text => {
            print_page(shared, &mut printer, &page);
            print_date(shared, &mut printer, &knowledge);
        }
    }
    printer.print()
}

pub(super) fn cite(shared: &Shared, ids: &[String], style: CiteStyle) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let references = references_of(&knowledge, ids)?;
    if references.is_empty() {
        return Ok(Outcome::Nothing(Some("the base has no such entries".to_owned())));
    }
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::references(&references), shared.json_glyphs())),
        Format::Markdown | Format::Text => printer.raw(&reference_list(shared, &references, style)),
    }
    printer.print()
}

/// References in a style, in the characters that can be shown. What programs read is UTF-8 whatever the locale, as JSON is,
/// and Markdown only where people read it.
fn reference_list(shared: &Shared, references: &[&Reference], style: CiteStyle) -> String {
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
fn references_of<'k>(knowledge: &'k Knowledge, ids: &[String]) -> Result<Vec<&'k Reference>, Failure> {
    if ids.is_empty() {
        return Ok(knowledge.references().collect());
    }
    let mut names: Vec<EntryId> = Vec::new();
    for text in ids {
        let target = target(knowledge, text)?;
        if target.id.kind() == Kind::Reference {
            names.push(target.id);
        } else {
            names.extend(target_page(knowledge, &target)?.references);
        }
    }
    let mut seen = HashSet::new();
    names.retain(|id| seen.insert(id.clone()));
    let reference = |id: &EntryId| knowledge.reference(id.name()).expect("a page cites references of its base");
    Ok(names.iter().map(reference).collect())
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
    printer.print()
}

/// The whole base as one document. What a browser reads is UTF-8 whatever the locale, as JSON is.
pub(super) fn print(shared: &Shared, html: bool) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let dated = date_line(&knowledge);
    let imprint = Imprint { program: concat!("jakref ", env!("CARGO_PKG_VERSION")), dated: &dated };
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => {
            let ids = Kind::ALL.iter().flat_map(|kind| knowledge.ids(*kind));
            let entries: Vec<Entry<'_>> =
                ids.map(|id| knowledge.entry(id).expect("an id of the base leads to an entry")).collect();
            printer.raw(&json(&export::entries(&knowledge, &entries), shared.json_glyphs()));
        }
        Format::Markdown | Format::Text if html => {
            printer.raw(&export::document_html(&knowledge, imprint, shared.json_glyphs()));
        }
        Format::Markdown | Format::Text => {
            printer.raw(&export::document_markdown(&knowledge, imprint, shared.glyphs()));
        }
    }
    printer.print()
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
            printer.line(Role::Plain, &format!("Knowledge base {base}. {}", date_line(&knowledge)));
            printer.line(Role::Plain, &format!("SHA-256 {}", knowledge.digest()));
            if let Some(overlay) = knowledge.overlay() {
                printer.line(Role::Plain, &format!("LOCAL notes laid over it: {}", name_of_notes(overlay)));
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
    printer.print()
}
