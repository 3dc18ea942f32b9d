//! `check`: the diagnostics of a base, and its rules.
//!
//! Promises: prints every diagnostic up to a limit, counts all of them, and lists every allowance.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::appearance::{ColorVariables, colored};
use super::exit::{Failure, Outcome};
use super::global_args::GlobalArgs;
use super::output::Printer;
use super::progress::with_progress_line;
use crate::check::house_rules;
use crate::embedded;
use crate::export::{self, Format};
use crate::knowledge::{
    Code, Compilation, Record, RenderStyle, Report, Vocabulary, Waiver, compile_with_progress, render, visible,
};
use crate::page::{Role, wrap_sentence};

/// At most this many diagnostics are printed; the rest are counted.
const MAX_PRINTED: usize = 200;

/// The diagnostics of a compilation with the lines they point to, the allowances, and a line that counts everything.
pub(super) fn render_all(compilation: &Compilation, style: RenderStyle) -> String {
    let report = Report::new(compilation, 0);
    let mut text: String = compilation
        .findings
        .diagnostics()
        .iter()
        .take(MAX_PRINTED)
        .map(|diagnostic| render(diagnostic, &compilation.files, style) + "\n")
        .collect();
    let hidden = (report.errors + report.warnings).saturating_sub(MAX_PRINTED);
    if hidden > 0 {
        text.push_str(&format!("and {hidden} more\n"));
    }
    text + &summary(&report)
}

/// The allowances, and a line that counts everything.
fn summary(report: &Report) -> String {
    let mut text: String = report.allowed.iter().map(render_allowed).collect();
    if !text.is_empty() {
        text.push('\n');
    }
    let counted = |number: usize, word: &str| match number {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        _more => format!("{number} {word}s"),
    };
    text.push_str(&counted(report.errors, "error"));
    text.push_str(", ");
    text.push_str(&counted(report.warnings, "warning"));
    if !report.allowed.is_empty() {
        text.push_str(&format!(", {} allowed", report.allowed.len()));
    }
    text.push('\n');
    text
}

fn render_allowed(record: &Record) -> String {
    let Record { code, message, file, line, column, .. } = record;
    let reason = visible(record.allowed.as_deref().expect("what is allowed has a reason"));
    format!("allowed[{code}]: {message}: {reason}\n  --> {file}:{line}:{column}\n")
}

/// A diagnostic without the lines it points to: the files of the built-in base are not there.
fn render_plain(record: &Record) -> String {
    let Record { code, message, file, line, column, help, .. } = record;
    let severity = record.severity.word();
    format!("{severity}[{code}]: {message}\n  --> {file}:{line}:{column}\n  = help: {help}\n\n")
}

pub(super) fn check(args: &GlobalArgs, dir: Option<&Path>) -> Result<Outcome, Failure> {
    let base = match dir.or(args.data.as_deref()) {
        Some(dir) => with_progress_line(|progress| compile_with_progress(dir, house_rules, progress))?,
        None if args.overlay.is_some() => embedded::knowledge().into(),
        None => return check_embedded(args),
    };
    let compilation = args.with_overlay(base)?;
    let mut printer = args.printer();
    match args.format {
        Format::Json => {
            let report = Report::new(&compilation, MAX_PRINTED);
            printer.raw(&args.json(&export::check_report(&report)));
        }
        Format::Markdown | Format::Text => {
            let color = colored(args.color, ColorVariables::read(), io::stdout().is_terminal());
            printer.raw(&render_all(&compilation, args.diagnostic_style(color)));
        }
    }
    printer.print()?;
    if compilation.knowledge.is_some() { Ok(Outcome::Done) } else { Ok(Outcome::Nothing(None)) }
}

/// Prints what the build of the program found: a base with errors is never built in.
fn check_embedded(args: &GlobalArgs) -> Result<Outcome, Failure> {
    let report = embedded::report();
    let mut printer = args.printer();
    match args.format {
        Format::Json => printer.raw(&args.json(&export::check_report(&report))),
        Format::Markdown | Format::Text => {
            printer.line(Role::Plain, "The built-in base was checked when the program was built.");
            let text: String = report.diagnostics.iter().map(render_plain).collect();
            printer.raw(&args.glyphs().show(&(text + &summary(&report))));
        }
    }
    printer.print()
}

/// Prints the reason and the source of a rule, or of every rule if the word is `all`.
pub(super) fn explain(args: &GlobalArgs, word: &str) -> Result<Outcome, Failure> {
    let codes: Vec<Code> = if word.eq_ignore_ascii_case("all") {
        Code::ALL.to_vec()
    } else {
        vec![Code::from_word(&word.to_ascii_uppercase()).ok_or_else(|| Failure::NoRule(visible(word)))?]
    };
    let mut printer = args.printer();
    match args.format {
        Format::Json => printer.raw(&args.json(&export::rules(&codes))),
        Format::Markdown | Format::Text => {
            for (number, code) in codes.iter().enumerate() {
                printer.raw(if number > 0 { "\n" } else { "" });
                print_rule(args, &mut printer, *code);
            }
        }
    }
    printer.print()
}

fn print_rule(args: &GlobalArgs, printer: &mut Printer, code: Code) {
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
        for spans in wrap_sentence(&sentence, Role::Plain, args.wrap_width(), args.glyphs()) {
            printer.spans(&spans);
        }
    }
}
