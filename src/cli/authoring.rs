//! The commands for those who write a base.
//!
//! Promises: a file is written completely or not at all. Never writes over a file but the one it was asked to change.

use std::fs;
use std::io;
use std::path::Path;

use super::bundle::replace_file;
use super::exit::{Failure, Outcome};
use super::global_args::GlobalArgs;
use super::output::{print, today};
use crate::author;
use crate::knowledge::{FileKind, visible};
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
