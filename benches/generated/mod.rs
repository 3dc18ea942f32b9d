//! Bases of any size in the shape of the one in data/: the same kinds of table in the same proportions, written as a librarian
//! would write them.
//!
//! Promises: deterministic; a base of any size compiles without an error; every copy has names of its own, and drugs keep
//! the endings that their names share; what a copy names lies inside that copy. Never reads anything but data/.

#![allow(dead_code, reason = "each bench uses a part of it")]

mod names;
pub mod pattern;
mod reader;
mod template;

use jakref::check::house_rules;
use jakref::knowledge::{Knowledge, Severity, SourceFile, Sources, Style, compile_sources, render};

use pattern::Pattern;

/// The files of a base of about so many claims, in memory, with their texts.
pub fn sources(claims: usize) -> Sources {
    let pattern = Pattern::read();
    let mut files: Vec<(String, String)> = Vec::new();
    for file in &pattern.files {
        let texts = (0..pattern.copies(claims)).map(|copy| (file.inside(copy), pattern.text(file, copy)));
        if file.is_shared() {
            files.push((file.inside(0), texts.map(|(_inside, text)| text).collect()));
        } else {
            files.extend(texts);
        }
    }
    let file = |(inside, text): (String, String)| SourceFile::new(inside.clone(), inside, text);
    Sources { files: files.into_iter().map(file).collect(), faults: Vec::new() }
}

/// A base of about so many claims, checked as any other.
pub fn base(claims: usize) -> Knowledge {
    let compilation = compile_sources(sources(claims), house_rules);
    let Some(knowledge) = compilation.knowledge else {
        let style = Style { color: false, ascii: true, width: 120 };
        let first = compilation.findings.diagnostics().iter().find(|one| one.severity == Severity::Error);
        panic!(
            "a generated base has an error: {}",
            first.map_or(String::new(), |one| render(one, &compilation.files, style))
        );
    };
    knowledge
}

/// Every claim and name of a base of about so many claims as a line, as a program of lists would hold them.
pub fn lines(claims: usize) -> Vec<String> {
    let pattern = Pattern::read();
    (0..pattern.copies(claims))
        .flat_map(|copy| pattern.texts(copy))
        .flat_map(|text| text.lines().collect::<Vec<_>>())
        .collect()
}
