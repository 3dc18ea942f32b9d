//! Compiling a base, and what is wrong with it.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::args::{Format, Shared};
use super::color::{ColorVariables, colored};
use super::output::{Failure, Outcome, json};
use crate::check::house_rules;
use crate::knowledge::{Compilation, Severity, Style, compile, render};
use crate::page::Role;
use crate::{embedded, export};

/// At most this many faults are printed; the rest are counted.
const FAULTS_SHOWN: usize = 200;

pub(super) fn compiled(dir: &Path) -> Result<Compilation, Failure> {
    compile(dir, house_rules).map_err(|unreadable| Failure::Said(format!("jakref: {}", unreadable.0)))
}

pub(super) fn fault_report(compilation: &Compilation, style: Style) -> String {
    let mut text: String = compilation
        .diagnostics
        .iter()
        .take(FAULTS_SHOWN)
        .map(|diagnostic| render(diagnostic, &compilation.files, style) + "\n")
        .collect();
    let hidden = compilation.diagnostics.len().saturating_sub(FAULTS_SHOWN);
    if hidden > 0 {
        text.push_str(&format!("and {hidden} more\n"));
    }
    text.push_str(&summary(compilation));
    text
}

pub(super) fn summary(compilation: &Compilation) -> String {
    let count = |severity: Severity| compilation.diagnostics.iter().filter(|d| d.code.severity() == severity).count();
    let counted = |number: usize, word: &str| match number {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        _more => format!("{number} {word}s"),
    };
    format!("{}, {}\n", counted(count(Severity::Error), "error"), counted(count(Severity::Warning), "warning"))
}

pub(super) fn check(shared: &Shared, dir: Option<&Path>) -> Result<Outcome, Failure> {
    let Some(dir) = dir.or(shared.data.as_deref()) else {
        return check_embedded(shared);
    };
    let compilation = compiled(dir)?;
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::check_report(&compilation, FAULTS_SHOWN), shared.json_glyphs())),
        Format::Markdown | Format::Text => {
            let color = colored(shared.color, ColorVariables::read(), io::stdout().is_terminal());
            printer.raw(&fault_report(&compilation, shared.fault_style(color)));
        }
    }
    printer.print()?;
    if compilation.knowledge.is_some() { Ok(Outcome::Done) } else { Ok(Outcome::Nothing(None)) }
}

/// The base in the program was checked when it was built, and cannot be there otherwise.
fn check_embedded(shared: &Shared) -> Result<Outcome, Failure> {
    let knowledge = embedded::knowledge();
    let compilation = Compilation { files: Vec::new(), diagnostics: house_rules(knowledge.draft()), knowledge: None };
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::check_report(&compilation, FAULTS_SHOWN), shared.json_glyphs())),
        Format::Markdown | Format::Text => {
            printer.line(Role::Plain, "The base in the program was compiled when the program was built.");
            printer.raw(&fault_report(&compilation, shared.fault_style(false)));
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}
