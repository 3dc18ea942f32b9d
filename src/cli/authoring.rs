//! The commands for those who write a base.
//!
//! Promises: a file is written completely or not at all. Never writes over a file but the one it was asked to change.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::bundle::replace_file;
use super::commands::Target;
use super::exit::{Failure, Outcome};
use super::global_args::GlobalArgs;
use super::output::{print, today};
use crate::author::{self, NewEntry};
use crate::export::{self, Format};
use crate::knowledge::{FileKind, Vocabulary, visible};
use crate::page::Role;

/// Prints the schema of one kind of file, or of all.
pub(super) fn schema(args: &GlobalArgs, kind: Option<FileKind>) -> Result<Outcome, Failure> {
    print(&args.json(&kind.map_or_else(author::schema, author::schema_of)))
}

fn name(path: &Path) -> String {
    visible(&path.display().to_string())
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::Unusable { file: name(path), why: error.to_string() })
}

/// The text of a file; empty where there is none.
fn read_or_empty(path: &Path) -> Result<String, Failure> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Failure::Unusable { file: name(path), why: error.to_string() }),
        Ok(text) => Ok(text),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    replace_file(path, &[text.as_bytes()]).map_err(|error| Failure::Unwritten { file: name(path), error })
}

/// Adds the works of a file to those of a base.
pub(super) fn import(args: &GlobalArgs, file: &Path, dir: &Path) -> Result<Outcome, Failure> {
    let works = read(file)?;
    let sources = crate::knowledge::read(dir)?;
    let target = dir.join("references.toml");
    let lists = sources.files.iter().filter(|file| file.inside.starts_with("references/"));
    let taken: Vec<String> = lists.flat_map(|file| author::ids(&file.text)).collect();
    let imported = author::import(&read_or_empty(&target)?, &works, &taken, today())
        .map_err(|error| Failure::Unusable { file: name(file), why: error.to_string() })?;
    let is_changed = !imported.added.is_empty() || imported.joined.iter().any(|(_, keys)| !keys.is_empty());
    if is_changed {
        write(&target, &imported.text)?;
    }
    let mut printer = args.printer();
    for (id, title) in &imported.added {
        printer.line(Role::Plain, &format!("added  {id}  {title}"));
    }
    for (id, keys) in &imported.joined {
        let given = if keys.is_empty() { String::new() } else { format!("; it was given {}", keys.join(", ")) };
        printer.line(Role::Plain, &format!("there  {id}{given}"));
    }
    let count = |number: usize| if number == 1 { "1 work".to_owned() } else { format!("{number} works") };
    printer.line(Role::Label, &format!("{} added, {} there", count(imported.added.len()), imported.joined.len()));
    if imported.untitled > 0 {
        printer.line(Role::Plain, &format!("{} without a title left out", count(imported.untitled)));
    }
    if !imported.unidentified.is_empty() {
        let ids = imported.unidentified.join(", ");
        printer.line(Role::Plain, &format!("Add a doi, pmid or url, by which the work can be found, to: {ids}"));
    }
    if imported.added.is_empty() && imported.joined.is_empty() {
        return Ok(Outcome::Nothing(Some(format!("{} has no works", name(file)))));
    }
    printer.print()
}

/// Begins a base in a folder, or an entry in a base.
pub(super) fn new(
    args: &GlobalArgs,
    words: &[String],
    dir: Option<&Path>,
    route: Option<&str>,
) -> Result<Outcome, Failure> {
    match (words, dir) {
        ([folder], None) if NewEntry::from_word(folder).is_none() => new_base(args, Path::new(folder)),
        ([kind, title], Some(dir)) => {
            let entry = NewEntry::from_word(kind).ok_or(Failure::NewWhat)?;
            new_entry(args, entry, title, dir, route)
        }
        _neither => Err(Failure::NewWhat),
    }
}

fn new_base(args: &GlobalArgs, dir: &Path) -> Result<Outcome, Failure> {
    let files = author::new_base(today());
    if let Some((inside, _)) = files.iter().find(|(inside, _)| dir.join(inside).exists()) {
        return Err(Failure::Unusable { file: name(dir), why: format!("it has a file {inside}") });
    }
    for (inside, text) in &files {
        write_new(&dir.join(inside), text)?;
    }
    let mut printer = args.printer();
    let shown = name(dir);
    printer.line(Role::Plain, &format!("{shown} has review.toml, references.toml, and a schema for editors. Next:"));
    for next in ["jakref new drug NAME --in", "jakref import FILE --in", "jakref check --draft", "jakref --data"] {
        printer.line(Role::Plain, &format!("  {next} {shown}"));
    }
    printer.print()
}

fn new_entry(
    args: &GlobalArgs,
    entry: NewEntry,
    title: &str,
    dir: &Path,
    route: Option<&str>,
) -> Result<Outcome, Failure> {
    let base = GlobalArgs { data: Some(dir.to_owned()), overlay: None, ..args.clone() }.knowledge()?;
    let review = base.review();
    let routes = || review.terms.routes.iter().map(|route| route.id.as_str());
    let folder = route.or_else(|| routes().next()).unwrap_or_default();
    let kind =
        FileKind::of(&format!("{folder}/name.toml"), &review.terms).filter(|_| routes().any(|one| one == folder));
    let Some(kind) = kind else {
        let why = format!("{folder:?} is no route of it; its routes are {}", routes().collect::<Vec<_>>().join(", "));
        return Err(Failure::Unusable { file: name(dir), why: visible(&why) });
    };
    let (inside, text) = author::new_entry(entry, title, (folder, kind), &review.reference, review.as_of.min(today()));
    let path = dir.join(&inside);
    match entry {
        NewEntry::Drug | NewEntry::Trial if path.exists() => {
            return Err(Failure::Unusable { file: name(&path), why: "it is there already".to_owned() });
        }
        NewEntry::Drug | NewEntry::Trial => write_new(&path, &text)?,
        NewEntry::Topic | NewEntry::Safety | NewEntry::Question => {
            let known = read_or_empty(&path)?;
            let table = text.find("\n[[").map_or(text.as_str(), |at| &text[at + 1..]);
            let separator = if known.ends_with('\n') { "\n" } else { "\n\n" };
            let whole = if known.is_empty() { text.clone() } else { format!("{known}{separator}{table}") };
            write(&path, &whole)?;
        }
    }
    let mut printer = args.printer();
    printer.line(
        Role::Plain,
        &format!("{}: replace what begins with TODO, and what you need of the comments", name(&path)),
    );
    printer.print()
}

/// Writes a file, and the folder for it.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::Unwritten { file: name(folder), error })?;
    }
    write(path, text)
}

/// Prints what a base lacks.
pub(super) fn report(args: &GlobalArgs, dir: Option<PathBuf>, months: u32) -> Result<Outcome, Failure> {
    let knowledge = GlobalArgs { data: dir.or_else(|| args.data.clone()), ..args.clone() }.knowledge()?;
    let report = author::report(&knowledge, today(), months);
    let mut printer = args.printer();
    if args.format == Format::Json {
        printer.raw(&args.json(&export::report(&report)));
        return printer.print();
    }
    let mut part = |title: &str, lines: Vec<String>| {
        printer.line(Role::Heading, &format!("{title}: {}", lines.len()));
        lines.iter().for_each(|line| printer.line(Role::Plain, &format!("  {line}")));
    };
    let covered = |state: &str| {
        let mut drugs: Vec<(&str, Vec<&str>)> = Vec::new();
        for one in report.coverage.iter().filter(|one| one.state == state) {
            match drugs.last_mut().filter(|(drug, _)| *drug == one.drug) {
                Some((_, sections)) => sections.push(one.section),
                None => drugs.push((&one.drug, vec![one.section])),
            }
        }
        drugs.into_iter().map(|(drug, sections)| format!("{drug}  {}", sections.join(", "))).collect()
    };
    part("Drugs with sections not covered", covered("not covered"));
    part("Drugs with sections looked for and not found", covered("looked for"));
    let second_hand = report.second_hand.iter().map(|one| {
        let read = if one.read_first_hand.is_empty() {
            String::new()
        } else {
            format!("; read first-hand elsewhere: {}", one.read_first_hand.join(", "))
        };
        format!("{}  {} account of {}{read}", one.at, one.basis, one.works.join(", "))
    });
    part("Second-hand statements", second_hand.collect());
    let stale = report
        .stale
        .iter()
        .map(|one| format!("{}  {}{}", one.checked, one.at, if one.label { "  (label)" } else { "" }));
    part(&format!("Not looked up for {months} months"), stale.collect());
    part("Results that are not drawn", report.not_drawn.iter().map(|one| format!("{}  {}", one.at, one.why)).collect());
    let long = report.long.iter().map(|one| format!("{}  {} sentences", one.at, one.sentences));
    part("Statements of more than two sentences", long.collect());
    part("Works whose own title was not seen", report.untitled.clone());
    printer.print()
}

/// Prints every figure of an entry.
pub(super) fn worksheet(args: &GlobalArgs, id: &str) -> Result<Outcome, Failure> {
    let base = args.read_base()?;
    let target = Target::resolve(&base, id)?;
    let rows = author::worksheet(&base.knowledge, &target.id);
    if rows.is_empty() {
        return Ok(Outcome::Nothing(Some(format!("{} has no figures", target.id))));
    }
    match args.format {
        Format::Html => Err(Failure::NoHtml),
        Format::Json => print(&args.json(&export::report(author::Worksheet::new(&target.id, &rows)))),
        Format::Markdown => print(&author::worksheet_markdown(&rows)),
        Format::Text => print(&author::worksheet_csv(&rows)),
    }
}
