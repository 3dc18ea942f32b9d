//! `check`: the diagnostics of a base, and the rules they come from.

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
const LISTED: usize = 200;

/// The diagnostics of a compilation with the lines they point to, what was allowed, and a line that counts them.
pub(super) fn render_all(compilation: &Compilation, style: RenderStyle) -> String {
    let report = Report::new(compilation, 0);
    let mut text: String = compilation
        .findings
        .diagnostics()
        .iter()
        .take(LISTED)
        .map(|diagnostic| render(diagnostic, &compilation.files, style) + "\n")
        .collect();
    let hidden = (report.errors + report.warnings).saturating_sub(LISTED);
    if hidden > 0 {
        text.push_str(&format!("and {hidden} more\n"));
    }
    text + &summary(&report)
}

/// What was allowed, a line each, and a line that counts everything.
fn summary(report: &Report) -> String {
    let mut text: String = report.allowed.iter().map(allowed).collect();
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

fn allowed(one: &Record) -> String {
    let reason = visible(one.allowed.as_deref().expect("what is allowed has a reason"));
    format!("allowed[{}]: {}: {}\n  --> {}:{}:{}\n", one.code, one.message, reason, one.file, one.line, one.column)
}

/// A diagnostic without the lines it points to: one of the base in the program, whose files are not there.
fn render_plain(one: &Record) -> String {
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

pub(super) fn check(args: &GlobalArgs, dir: Option<&Path>) -> Result<Outcome, Failure> {
    let base = match dir.or(args.data.as_deref()) {
        Some(dir) => with_progress_line(|progress| compile_with_progress(dir, house_rules, progress))?,
        None if args.overlay.is_some() => embedded::knowledge().into(),
        None => return check_embedded(args),
    };
    let compilation = args.overlaid(base)?;
    let mut printer = args.printer();
    match args.format {
        Format::Json => {
            let report = Report::new(&compilation, LISTED);
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

/// The base in the program was compiled when the program was built, and cannot be there otherwise.
fn check_embedded(args: &GlobalArgs) -> Result<Outcome, Failure> {
    let report = embedded::report();
    let mut printer = args.printer();
    match args.format {
        Format::Json => printer.raw(&args.json(&export::check_report(&report))),
        Format::Markdown | Format::Text => {
            printer.line(Role::Plain, "The base in the program was compiled when the program was built.");
            let text: String = report.diagnostics.iter().map(render_plain).collect();
            printer.raw(&args.glyphs().show(&(text + &summary(&report))));
        }
    }
    printer.print()
}

/// Why a rule exists and where it comes from; of every rule, if the word is `all`.
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
                rule(args, &mut printer, *code);
            }
        }
    }
    printer.print()
}

fn rule(args: &GlobalArgs, printer: &mut Printer, code: Code) {
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
