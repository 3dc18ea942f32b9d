//! The commands that print what the base says, and how they find an entry by what was typed.
//!
//! Never guesses: if what was typed may be more than one entry, or none, the command fails and lists the candidates.

use std::collections::HashSet;
use std::path::PathBuf;

use super::exit::{Failure, Outcome};
use super::global_args::{Base, GlobalArgs};
use super::output::{Printer, date_line, name_of_notes, today};
use super::settings;
use crate::author;
use crate::export::{self, CiteStyle, Format, Imprint};
use crate::knowledge::{Drug, Entry, EntryGroup, EntryId, Kind, Knowledge, Reference, visible};
use crate::page::{Detail, Page, Role, comparison, page, wrap_sentence};
use crate::search::{Caution, Group, Hit, HitRow, Resolution, bracketed, is_name, resolve};

/// After how many months something was not looked up lately, unless another number is given.
pub(super) const MONTHS: u32 = 12;

/// An entry, and the part of its page that was asked for.
pub(super) struct Target {
    pub(super) id: EntryId,
    /// A section or a claim.
    pub(super) anchor: Option<String>,
}

impl Target {
    /// The target that `text` names: an id or a bare name, with an anchor after `#`.
    pub(super) fn resolve(base: &Base, text: &str) -> Result<Self, Failure> {
        let (name, anchor) = match text.split_once('#') {
            Some((name, anchor)) => (name, Some(anchor.to_owned())),
            None => (text, None),
        };
        // `review` and `since` are bare ids, and the search knows no names for them.
        if let Some(id) = name.parse::<EntryId>().ok().filter(|id| id.kind() == Kind::Review) {
            return Ok(Self { id, anchor });
        }
        match resolve(&base.index(), name) {
            Resolution::One(id) => Ok(Self { id, anchor }),
            Resolution::Several(ids) => Err(Failure::Ambiguous { name: visible(name), ids }),
            Resolution::Nothing(near) if near.is_empty() => Err(Failure::NoEntry(visible(name))),
            Resolution::Nothing(near) => Err(Failure::NearInSpelling { name: visible(name), near }),
        }
    }

    /// How many of some words, from the first on, name an entry; the most that do.
    pub(super) fn longest(knowledge: &Knowledge, words: &[String]) -> usize {
        let names = |length: &usize| {
            let text = words[..*length].join(" ");
            let name = text.split_once('#').map_or(text.as_str(), |(name, _anchor)| name);
            name.parse::<EntryId>().is_ok_and(|id| id.kind() == Kind::Review) || is_name(knowledge, name)
        };
        (1..=words.len()).rev().find(names).unwrap_or(0)
    }

    /// The page, or the part of it that was asked for.
    pub(super) fn page(&self, knowledge: &Knowledge, detail: Detail) -> Result<Page, Failure> {
        let whole = page(knowledge, &self.id, detail).expect("a target is an entry of the base");
        let Some(anchor) = &self.anchor else {
            return Ok(whole);
        };
        whole.part(anchor).ok_or_else(|| {
            let mut sections: Vec<&str> = whole.items.iter().map(|item| item.section).collect();
            sections.dedup();
            Failure::NoPart { id: self.id.clone(), part: visible(anchor), sections }
        })
    }
}

pub(super) fn list(args: &GlobalArgs, kind: Option<&str>) -> Result<Outcome, Failure> {
    let knowledge = args.knowledge()?;
    let is_wanted = |group: &EntryGroup<'_>| match kind {
        Some(kind) => group.word == kind || (group.kind == Kind::Drug && kind == Kind::Drug.plural()),
        None => group.kind != Kind::Reference,
    };
    let groups: Vec<EntryGroup<'_>> = knowledge.groups().filter(is_wanted).collect();
    if let (Some(kind), []) = (kind, &groups[..]) {
        let words = knowledge.groups().map(|group| group.word.to_owned()).collect();
        return Err(Failure::NoGroup { word: visible(kind), words });
    }
    let rows = export::rows(&knowledge, groups.iter().flat_map(|group| knowledge.ids_in(group)));
    if rows.is_empty() {
        return Ok(Outcome::Nothing(Some("the base has no entries of this kind".to_owned())));
    }
    let mut printer = args.printer();
    match args.format {
        Format::Html => return Err(Failure::NoHtml),
        Format::Json => printer.raw(&args.json(&export::list(&rows))),
        Format::Markdown => printer.raw(&export::list_markdown(&rows, args.glyphs())),
        Format::Text => {
            let widest = rows.iter().map(|row| row.id.to_string().len()).max().expect("there are rows");
            for row in &rows {
                let status = if row.status.is_empty() { String::new() } else { format!("; {}", row.status) };
                printer.line(Role::Plain, &format!("{:widest$}  {}{status}", row.id, row.title));
            }
        }
    }
    printer.print()
}

pub(super) fn show(args: &GlobalArgs, base: &Base, ids: &[String], detail: Detail) -> Result<Outcome, Failure> {
    let targets: Vec<Target> = ids.iter().map(|text| Target::resolve(base, text)).collect::<Result<_, _>>()?;
    let knowledge = &base.knowledge;
    let pages: Vec<Page> = targets.iter().map(|target| target.page(knowledge, detail)).collect::<Result<_, _>>()?;
    let mut printer = args.printer();
    match args.format {
        Format::Json => {
            let entries: Vec<Entry<'_>> = targets
                .iter()
                .map(|target| knowledge.entry(&target.id).expect("a target is an entry of the base"))
                .collect();
            printer.raw(&args.json(&export::entries(knowledge, &entries)));
        }
        Format::Html => {
            printer.raw(&args.html(export::pages_html(knowledge, &pages, imprint(&date_line(knowledge)))));
        }
        Format::Markdown | Format::Text => {
            let cited = pages.iter().flat_map(|page| page.id.iter().chain(&page.references));
            printer.link_to(cited.filter_map(|id| knowledge.reference_of(id)));
            for (number, page) in pages.iter().enumerate() {
                printer.raw(if number > 0 { "\n" } else { "" });
                print_page(args, &mut printer, page, detail);
            }
            print_date(args, &mut printer, knowledge);
        }
    }
    printer.print()
}

/// A page as Markdown if that is the format, and as text otherwise. Where marks are numbers alone their places are with the
/// references.
fn print_page(args: &GlobalArgs, printer: &mut Printer, page: &Page, detail: Detail) {
    let page = if detail == Detail::Number { page.clone().with_places() } else { page.clone() };
    if args.format == Format::Markdown {
        return printer.raw(&export::markdown(&page, args.glyphs()));
    }
    let page = if args.in_words() { page.in_words() } else { page };
    for spans in export::page_lines(&page, args.wrap_width(), args.glyphs()) {
        printer.spans(&spans);
    }
}

/// The date of the base, after an empty line.
fn print_date(args: &GlobalArgs, printer: &mut Printer, knowledge: &Knowledge) {
    printer.raw("\n");
    let date = date_line(knowledge);
    if args.format == Format::Markdown {
        return printer.line(Role::Plain, &export::escape_markdown(&date));
    }
    for spans in wrap_sentence(&date, Role::Faint, args.wrap_width(), args.glyphs()) {
        printer.spans(&spans);
    }
}

pub(super) fn search(args: &GlobalArgs, base: &Base, query: &str) -> Result<Outcome, Failure> {
    let index = base.index();
    let answer = index.search(query);
    let mut printer = args.printer();
    match args.format {
        Format::Html => return Err(Failure::NoHtml),
        Format::Json => printer.raw(&args.json(&export::answer(&index, query, &answer))),
        // Of what was not found standard error says so.
        Format::Markdown | Format::Text if answer.hits.is_empty() => {}
        Format::Markdown | Format::Text => {
            if let Some(read_as) = answer.read_as() {
                printer.line(Role::Label, &format!("{read_as}."));
            }
            if let Some((why, mind)) = answer.caution.map(Caution::words) {
                printer.line(Role::Label, &format!("{why}; {mind}."));
            }
            if let Some(unmatched) = answer.unmatched() {
                printer.line(Role::Label, &format!("{unmatched}."));
            }
            if answer.more {
                printer.line(Role::Label, &format!("{} fit; type more of what you look for.", answer.counts()));
            }
            let bullet = if args.format == Format::Markdown { "- " } else { "" };
            let mut others = false;
            for hit in &answer.hits {
                if answer.names_an_entry && hit.group == Group::Answers && !std::mem::replace(&mut others, true) {
                    printer.line(Role::Label, "The same question on other pages:");
                }
                printer.line(Role::Plain, &format!("{bullet}{}", hit_line(hit, &index.row(&answer, hit))));
            }
        }
    }
    printer.print()?;
    if answer.hits.is_empty() {
        return Ok(Outcome::Nothing(Some(format!("nothing found for {:?}", visible(query)))));
    }
    Ok(Outcome::Done)
}

/// A hit as a line: the id, the title and its route; of a statement what it says, of another hit its status, and how and where
/// it matched. Letters and routes that tell look-alikes apart are in brackets.
fn hit_line(hit: &Hit, shown: &HitRow<'_>) -> String {
    let route = match shown.route {
        Some(route) if shown.route_differs => format!(" [{route}]"),
        Some(route) => format!(", {route}"),
        None => String::new(),
    };
    if let (Some(section), true) = (shown.section, hit.asked || hit.group == Group::Answers) {
        return format!("{}  {}{route}  ({section}: {})", shown.id, shown.title, shown.matched);
    }
    let status = if shown.status.is_empty() { String::new() } else { format!("; {}", shown.status) };
    let matched = if *shown.matched == *shown.title && shown.differing.is_empty() {
        String::new()
    } else {
        format!(": {} {}", shown.field.word(), bracketed(&shown.matched, &shown.differing))
    };
    format!("{}  {}{route}{status}  ({}{matched})", shown.id, shown.title, hit.how.word())
}

pub(super) fn compare(args: &GlobalArgs, ids: &[String], detail: Detail) -> Result<Outcome, Failure> {
    let base = args.read_base()?;
    let knowledge = &base.knowledge;
    let mut drugs = Vec::new();
    for text in ids {
        let target = Target::resolve(&base, text)?;
        let Some(Entry::Drug(drug)) = knowledge.entry(&target.id) else {
            return Err(Failure::NotADrug(target.id));
        };
        if drugs.iter().any(|before: &&Drug| before.id == drug.id) {
            return Err(Failure::NamedTwice(drug.id.clone()));
        }
        drugs.push(drug);
    }
    let page = comparison(knowledge, &drugs, detail);
    let mut printer = args.printer();
    match args.format {
        Format::Html => return Err(Failure::NoHtml),
        Format::Json => printer.raw(&args.json(&export::comparison(knowledge, &page, &drugs))),
        Format::Markdown | Format::Text => {
            print_page(args, &mut printer, &page, detail);
            print_date(args, &mut printer, knowledge);
        }
    }
    printer.print()
}

pub(super) fn cite(args: &GlobalArgs, ids: &[String], style: CiteStyle) -> Result<Outcome, Failure> {
    let base = args.read_base()?;
    let references = references_of(&base, ids)?;
    if references.is_empty() {
        return Ok(Outcome::Nothing(Some("no references are cited there".to_owned())));
    }
    let mut printer = args.printer();
    match args.format {
        Format::Html => return Err(Failure::NoHtml),
        Format::Json => printer.raw(&args.json(&export::references(&references))),
        Format::Markdown | Format::Text => printer.raw(&reference_list(args, &references, style)),
    }
    printer.print()
}

/// References in a style. What people read is in the characters that can be shown, and escaped for Markdown; what programs
/// read is UTF-8 whatever the locale.
fn reference_list(args: &GlobalArgs, references: &[&Reference], style: CiteStyle) -> String {
    if style == CiteStyle::CslJson {
        return args.json(&export::csl_json(references));
    }
    let text = export::bibliography(references, style);
    if !style.is_read_by_people() {
        return args.machine_glyphs().show(&text);
    }
    let shown = args.glyphs().show(&text);
    if args.format == Format::Markdown { export::escape_markdown(&shown) } else { shown }
}

/// The references named, those cited on the pages named, or all if none is named; each once.
fn references_of<'k>(base: &'k Base, ids: &[String]) -> Result<Vec<&'k Reference>, Failure> {
    let knowledge = &base.knowledge;
    if ids.is_empty() {
        return Ok(knowledge.references().collect());
    }
    let mut names: Vec<EntryId> = Vec::new();
    for text in ids {
        let target = Target::resolve(base, text)?;
        if target.id.kind() == Kind::Reference {
            names.push(target.id);
        } else {
            names.extend(target.page(knowledge, Detail::Number)?.references);
        }
    }
    let mut seen = HashSet::new();
    names.retain(|id| seen.insert(id.clone()));
    let reference = |id: &EntryId| knowledge.reference(id.name()).expect("a page cites references of its base");
    Ok(names.iter().map(reference).collect())
}

pub(super) fn diff(args: &GlobalArgs, old: PathBuf, new: Option<PathBuf>) -> Result<Outcome, Failure> {
    let without_notes = GlobalArgs { overlay: None, ..args.clone() };
    let old = GlobalArgs { data: Some(old), ..without_notes.clone() }.knowledge()?;
    let new = GlobalArgs { data: new.or_else(|| args.data.clone()), ..without_notes }.knowledge()?;
    let alterations = export::alterations(&old, &new);
    let page = export::diff_page(&old, &new, &alterations);
    let mut printer = args.printer();
    match args.format {
        Format::Html => return Err(Failure::NoHtml),
        Format::Json => printer.raw(&args.json(&export::diff(&old, &new, &alterations))),
        Format::Markdown | Format::Text => print_page(args, &mut printer, &page, Detail::Full),
    }
    printer.print()
}

/// The whole base as one document. HTML is UTF-8 whatever the locale.
pub(super) fn print(args: &GlobalArgs, format: Format, detail: Detail) -> Result<Outcome, Failure> {
    let knowledge = args.knowledge()?;
    let dated = date_line(&knowledge);
    let mut printer = args.printer();
    match format {
        Format::Json => {
            let ids = Kind::ALL.iter().flat_map(|kind| knowledge.ids(*kind));
            let entries: Vec<Entry<'_>> =
                ids.map(|id| knowledge.entry(id).expect("an id of the base leads to an entry")).collect();
            printer.raw(&args.json(&export::entries(&knowledge, &entries)));
        }
        Format::Html => printer.raw(&args.html(export::reader(&knowledge, imprint(&dated), detail))),
        Format::Markdown | Format::Text => {
            printer.raw(&export::document_markdown(&knowledge, imprint(&dated), detail, args.glyphs()));
        }
    }
    printer.print()
}

/// What a document says about itself.
fn imprint(dated: &str) -> Imprint<'_> {
    Imprint { program: concat!("jakref ", env!("CARGO_PKG_VERSION")), dated }
}

pub(super) fn about(args: &GlobalArgs) -> Result<Outcome, Failure> {
    let knowledge = args.knowledge()?;
    let version = env!("CARGO_PKG_VERSION");
    let commit = env!("JAKREF_COMMIT");
    // By the day of the base, so that one base always says the same.
    let report = author::report(&knowledge, knowledge.as_of(), MONTHS).in_a_line();
    let mut printer = args.printer();
    match args.format {
        Format::Html => return Err(Failure::NoHtml),
        Format::Json => printer.raw(&args.json(&export::about(
            &knowledge,
            version,
            commit,
            args.data.is_none(),
            knowledge.is_stale(today()),
            settings::path().map(|path| path.display().to_string()),
            &report,
        ))),
        Format::Markdown | Format::Text => {
            let base = if args.data.is_none() { "Built-in knowledge base" } else { "Knowledge base from --data" };
            printer.line(Role::Title, &format!("jakref {version}, commit {commit}"));
            printer.line(Role::Plain, knowledge.review().title.as_str());
            printer.line(Role::Plain, &format!("{base}. {}", date_line(&knowledge)));
            printer.line(Role::Plain, &format!("SHA-256 {}", knowledge.digest()));
            if let Some(overlay) = knowledge.overlay() {
                printer.line(Role::Plain, &format!("LOCAL notes laid over it: {}", name_of_notes(overlay)));
                printer.line(Role::Plain, &format!("SHA-256 {} of the file of notes", overlay.digest));
            }
            let counts: Vec<String> =
                knowledge.groups().map(|group| format!("{} {}", group.numbers.len(), group.word)).collect();
            printer.line(Role::Plain, &format!("{}, {} claims", counts.join(", "), knowledge.claim_count()));
            printer.line(Role::Plain, &format!("{report} (jakref report)"));
            let settings = settings::path().map_or_else(
                || "no folder for them: HOME is not set".to_owned(),
                |path| visible(&path.display().to_string()),
            );
            printer.line(Role::Plain, &format!("Settings (the theme): {settings}"));
            printer.line(Role::Plain, "No substitute for the current label. No patient data is read, kept or sent.");
        }
    }
    printer.print()
}
