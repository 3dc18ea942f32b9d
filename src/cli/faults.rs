//! Compiling a base, and what is wrong with it.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::args::{Format, Shared};
use super::color::{ColorVariables, colored};
use super::output::{Failure, Outcome, Printer, json};
use super::progress::with_line;
use crate::check::house_rules;
use crate::knowledge::{
    Code, Compilation, Progress, Record, Report, Style, Vocabulary, Waiver, compile_watched, render, visible,
};
use crate::page::{Role, wrap_sentence};
use crate::{embedded, export};

/// At most this many faults are printed; the rest are counted.
const FAULTS_SHOWN: usize = 200;

pub(super) fn compiled(dir: &Path, progress: &Progress) -> Result<Compilation, Failure> {
    compile_watched(dir, house_rules, progress).map_err(|unreadable| Failure::Said(format!("jakref: {}", unreadable)))
}

/// Every fault with the lines it stands in, what was allowed, and a line that counts them.
pub(super) fn fault_report(compilation: &Compilation, style: Style) -> String {
    let notes = Report::new(compilation, 0);
    let mut text: String = compilation
        .findings
        .diagnostics()
        .iter()
        .take(FAULTS_SHOWN)
        .map(|diagnostic| render(diagnostic, &compilation.files, style) + "\n")
        .collect();
    let hidden = (notes.errors + notes.warnings).saturating_sub(FAULTS_SHOWN);
    if hidden > 0 {
        text.push_str(&format!("and {hidden} more\n"));
    }
    text + &tail(&notes)
}

/// What was allowed, a line each, and a line that counts everything.
fn tail(notes: &Report) -> String {
    let mut text: String = notes.allowed.iter().map(allowed).collect();
    if !text.is_empty() {
        text.push('\n');
    }
    let counted = |number: usize, word: &str| match number {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        _more => format!("{number} {word}s"),
    };
    text.push_str(&counted(notes.errors, "error"));
    text.push_str(", ");
    text.push_str(&counted(notes.warnings, "warning"));
    if !notes.allowed.is_empty() {
        text.push_str(&format!(", {} allowed", notes.allowed.len()));
    }
    text.push('\n');
    text
}

fn allowed(one: &Record) -> String {
    let reason = visible(one.allowed.as_deref().unwrap_or_default());
    format!("allowed[{}]: {}: {}\n  --> {}:{}:{}\n", one.code, one.message, reason, one.file, one.line, one.column)
}

/// A warning that the program keeps of its own base, whose files are not there to be shown.
fn told(one: &Record) -> String {
    let help = format!("  = help: {}\n", one.help);
    format!(
        "{}[{}]: {}\n  --> {}:{}:{}\n{help}\n",
        one.severity.word(),
        one.code,
        one.message,
        one.file,
        one.line,
        one.column
    )
}

pub(super) fn check(shared: &Shared, dir: Option<&Path>) -> Result<Outcome, Failure> {
    let base = match dir.or(shared.data.as_deref()) {
        Some(dir) => with_line(|progress| compiled(dir, progress))?,
        None if shared.overlay.is_some() => embedded::knowledge().into(),
        None => return check_embedded(shared),
    };
    let compilation = shared.overlaid(base)?;
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => {
            let notes = Report::new(&compilation, FAULTS_SHOWN);
            printer.raw(&json(&export::check_report(&notes), shared.json_glyphs()));
        }
        Format::Markdown | Format::Text => {
            let color = colored(shared.color, ColorVariables::read(), io::stdout().is_terminal());
            printer.raw(&fault_report(&compilation, shared.fault_style(color)));
        }
    }
    printer.print()?;
    if compilation.knowledge.is_some() { Ok(Outcome::Done) } else { Ok(Outcome::Nothing(None)) }
}

/// The base in the program was compiled when the program was built, and cannot be there otherwise.
fn check_embedded(shared: &Shared) -> Result<Outcome, Failure> {
    let notes = embedded::report();
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::check_report(&notes), shared.json_glyphs())),
        Format::Markdown | Format::Text => {
            printer.line(Role::Plain, "The base in the program was compiled when the program was built.");
            let text: String = notes.diagnostics.iter().map(told).collect();
            printer.raw(&shared.glyphs().show(&(text + &tail(&notes))));
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}

/// Why a rule exists and where it comes from; of every rule, if the word is `all`.
pub(super) fn explain(shared: &Shared, word: &str) -> Result<Outcome, Failure> {
    let codes: Vec<Code> = if word.eq_ignore_ascii_case("all") {
        Code::ALL.to_vec()
    } else {
        let code = Code::from_word(&word.to_ascii_uppercase()).ok_or_else(|| {
            let families =
                "K001 and on (form), P (provenance), N (numbers), L (look-alike names), S (wording), T (text)";
            Failure::Said(format!(
                "jakref: there is no rule {:?}; `jakref check --explain all` lists them: {families}",
                visible(word)
            ))
        })?;
        vec![code]
    };
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::rules(&codes), shared.json_glyphs())),
        Format::Markdown | Format::Text => {
            for (number, code) in codes.iter().enumerate() {
                printer.raw(if number > 0 { "\n" } else { "" });
                rule(shared, &mut printer, *code);
            }
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}

fn rule(shared: &Shared, printer: &mut Printer, code: Code) {
    let (dose, prose) = (code.severity(), code.severity_in_prose());
    let severity = if dose == prose {
        dose.word().to_owned()
    } else {
        format!("{} in a dose, {} in running text", dose.word(), prose.word())
    };
    let allowed = match code.waiver() {
        Waiver::Never => "cannot be allowed".to_owned(),
        Waiver::WithReason => format!("can be allowed: allow = [\"{code}\"] and reason = \"...\" in the same table"),
    };
    printer.line(Role::Title, &format!("{code}: {severity}; {allowed}"));
    for sentence in [code.reason().to_owned(), format!("Source: {}.", code.source())] {
        for spans in wrap_sentence(&sentence, Role::Plain, shared.wrap_width(), shared.glyphs()) {
            printer.spans(&spans);
        }
    }
}
