//! The files a new base and a new entry begin as.
//!
//! Promises: what is written passes `check`. What an author must replace begins with TODO, which `check` counts; what is not needed is a
//! comment. Every file names its schema, with which an editor completes and explains keys.

use jiff::civil::Date;

use crate::knowledge::{FileKind, vocabulary};

vocabulary! {
    /// What can be begun in a base.
    pub enum NewEntry {
        /// A treatment by a route, in a file of its own.
        Drug = "drug",
        /// A study, in a file of its own.
        Trial = "trial",
        /// A topic, in `pathophysiology.toml`.
        Topic = "topic",
        /// A safety topic, in `safety.toml`.
        Safety = "safety",
        /// An open question, in `questions.toml`.
        Question = "question",
    }
}

/// A file of a base: its path inside the base, and its text.
pub type NewFile = (String, String);

/// The line that names the schema of a file of a kind; `up` leads from the file to the base.
fn schema_line(kind: FileKind, up: &str) -> String {
    format!("#:schema {up}schema/{kind}.json\n")
}

/// The files of a base that has nothing yet.
pub fn new_base(today: Date) -> Vec<NewFile> {
    let review = format!(
        r#"{}# What begins with TODO is for you to replace; `jakref check DIR --draft` counts it.

title     = "TODO: what the base is called"
condition = "TODO: the condition, as in a sentence"
as_of     = {today}                  # the day of the whole base
reference = "todo-review"                 # the review that it begins from, in references.toml
scope     = "TODO: one paragraph that says what this base is."
limits    = []                            # what is not known or was not read, a sentence each

# How treatments are given: each route has a folder. Without any the folders are oral and topical.
# [[route]]
# id   = "subcutaneous"                   # the folder
# says = "by subcutaneous injection"      # what a dose says
"#,
        schema_line(FileKind::Review, "")
    );
    let references = format!(
        r#"{}# Every work that is cited, once. `jakref import FILE --in DIR` adds works of RIS, nbib, BibTeX and CSL-JSON.

[[reference]]
id        = "todo-review"
kind      = "article"
title     = "TODO: the title of the review"
url       = "https://example.org/todo"    # or doi, pmid: one is needed
"#,
        schema_line(FileKind::References, "")
    );
    let schemas =
        FileKind::ALL.iter().map(|kind| (format!("schema/{kind}.json"), format!("{:#}\n", super::schema_of(*kind))));
    [("review.toml".to_owned(), review), ("references.toml".to_owned(), references)]
        .into_iter()
        .chain(schemas)
        .collect()
}

/// The file in which an entry begins, and what is added to it. `folder` is the route of a drug, `work` a reference of the base, `kind` what
/// a file of the folder holds.
pub fn new_entry(entry: NewEntry, name: &str, folder: (&str, FileKind), work: &str, today: Date) -> NewFile {
    let id = super::slug(name);
    let width = match entry {
        NewEntry::Trial => 10,
        NewEntry::Drug | NewEntry::Topic | NewEntry::Safety | NewEntry::Question => 7,
    };
    let cites = format!(
        "{:width$} = [{{ ref = {work:?}, at = \"TODO: the place in the work\" }}]\n{:width$} = \"full-text\"\n",
        "cites", "basis",
    );
    let list = |file: &str, table: &str, kind: FileKind, keys: &str| {
        let claim = format!(
            "\n# [[{table}.claim]]\n# id      = \"{id}-known\"\n# section = \"TODO\"\n# origin  = \"update\"\n# text    = \"One or two sentences.\"\n# {}",
            cites.trim_end().replace('\n', "\n# ")
        );
        let text = format!("[[{table}]]\nid    = {id:?}\ntitle = {name:?}\n{keys}{claim}\n");
        (file.to_owned(), format!("{}\n{text}", schema_line(kind, "")))
    };
    match entry {
        NewEntry::Topic => list("pathophysiology.toml", "topic", FileKind::Pathophysiology, ""),
        NewEntry::Safety => list("safety.toml", "topic", FileKind::Safety, ""),
        NewEntry::Question => {
            list("questions.toml", "question", FileKind::Questions, "asks  = \"TODO: the question in a sentence?\"\n")
        }
        NewEntry::Drug => (format!("{}/{id}.toml", folder.0), drug(name, &id, folder.1, &cites, today)),
        NewEntry::Trial => (format!("trials/{id}.toml"), trial(name, &id, &cites)),
    }
}

fn drug(name: &str, id: &str, kind: FileKind, cites: &str, today: Date) -> String {
    let warning = if kind == FileKind::Drug {
        format!(
            "\n[boxed_warning]\nstatus  = \"unknown\"             # present or absent once a label was read\nchecked = {today}            # the day it was looked for\n"
        )
    } else {
        String::new()
    };
    format!(
        r#"{}
name    = {name:?}
brands  = []
targets = []
forms   = []
{cites}{warning}
# [[approval]]                    # one for each region; none where no approval was found
# region     = "US"
# on         = {today}
# population = "..."
# {commented}
# checked    = {today}

# [[dose]]
# id         = "{id}-dose"
# standing   = "studied"          # labelled, with a region, where a label covers it
# population = "..."
# amount     = "..."              # a number and a unit
# frequency  = "..."              # such as "once daily"
# {commented}

# [[claim]]
# id      = "{id}-before"
# section = "before"              # data/README.md has the sections of a page
# origin  = "update"
# text    = "One or two sentences."
# {commented}
"#,
        schema_line(kind, "../"),
        commented = cites.trim_end().replace('\n', "\n# "),
    )
}

fn trial(name: &str, id: &str, cites: &str) -> String {
    format!(
        r#"{}
name       = {name:?}
registry   = []
drugs      = []                   # ids of the base, such as "oral/name"
design     = "TODO: the design"
status     = "unknown"            # completed, ongoing, terminated, not-yet-recruiting
population = "TODO: who took part"
{cites}
# [[arm]]
# id   = "active"
# name = "..."
# drug = "oral/name"              # left out for the comparator
# n    = 100                      # left out where not reported

# [[arm]]
# id   = "comparator"
# name = "..."
# n    = 100

# [[result]]                      # one outcome, one time, one analysis; drawn where both arms have counts or a difference is reported
# id       = "{id}-outcome"
# outcome  = "..."
# week     = 12
# analysis = "as published"
# {commented}
# rows     = [
#   {{ arm = "active", responders = 50, percent = 50 }},
#   {{ arm = "comparator", responders = 25, percent = 25 }},
# ]
"#,
        schema_line(FileKind::Trial, "../"),
        commented = cites.trim_end().replace('\n', "\n# "),
    )
}
