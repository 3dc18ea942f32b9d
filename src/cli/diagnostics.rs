//! `check`: the diagnostics of a base, and its rules.
//!
//! Promises: prints every diagnostic up to a limit, and counts all of them and every allowance.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::appearance::{ColorVariables, colored};
use super::exit::{Failure, Outcome};
use super::global_args::GlobalArgs;
use super::output::{Printer, print};
use super::progress::with_progress_line;
use crate::check::house_rules;
use crate::embedded;
use crate::export::{self, Format};
use crate::knowledge::{
    Code, Compilation, Diagnostic, Record, RenderStyle, Report, Vocabulary, Waiver, compile_with_progress, render,
    visible,
};
use crate::page::{Role, wrap_sentence};

/// At most this many diagnostics are printed; the rest are counted.
const MAX_PRINTED: usize = 200;

/// What is listed beside the faults.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Listing {
    /// What is natural in a draft is in one line each.
    pub(super) draft: bool,
    /// What the base allows is listed.
    pub(super) allowed: bool,
}

/// The rules that every draft breaks.
const NATURAL_IN_A_DRAFT: [Code; 2] = [Code::P001, Code::P013];

/// The diagnostics of a compilation with the lines they point to, and a line that counts everything.
pub(super) fn render_all(compilation: &Compilation, style: RenderStyle, listing: Listing) -> String {
    let report = Report::new(compilation, 0);
    let mut text: String = compilation
        .findings
        .diagnostics()
        .iter()
        .take(MAX_PRINTED)
        .map(|diagnostic| {
            let Diagnostic { code, message, .. } = diagnostic;
            if listing.draft && NATURAL_IN_A_DRAFT.contains(code) {
                format!("draft[{code}]: {message}\n")
            } else {
                render(diagnostic, &compilation.files, style) + "\n"
            }
        })
        .collect();
    let hidden = (report.errors + report.warnings).saturating_sub(MAX_PRINTED);
    if hidden > 0 {
        text.push_str(&format!("and {hidden} more\n"));
    }
    text + &summary(&report, listing)
}

/// The allowances where they are asked for, and a line that counts everything.
fn summary(report: &Report, listing: Listing) -> String {
    let listed = report.allowed.iter().filter(|_| listing.allowed);
    let mut text: String = listed.map(render_allowed).collect();
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
        let how = if listing.allowed { "" } else { " (--allowed lists them)" };
        text.push_str(&format!(", {} allowed{how}", report.allowed.len()));
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

/// Checks a folder now and whenever one of its files has changed.
pub(super) fn watch(args: &GlobalArgs, dir: &Path, listing: Listing) -> Result<Outcome, Failure> {
    let mut known = None;
    loop {
        let state = state_of_files(dir);
        if known.as_ref() != Some(&state) {
            if known.is_some() {
                print("\n")?;
            }
            check(args, Some(dir), listing)?;
            known = Some(state);
        }
        std::thread::sleep(BETWEEN_LOOKS);
    }
}

/// How often files are looked at: an author does not notice a twentieth of a second.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// The size and the time of each file of a base; what cannot be read has none.
fn state_of_files(dir: &Path) -> Vec<(PathBuf, Option<(u64, SystemTime)>)> {
    let entries =
        |dir: &Path| fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path()).collect::<Vec<_>>();
    let inside = entries(dir).into_iter().flat_map(|path| if path.is_dir() { entries(&path) } else { vec![path] });
    let state = |path: &Path| fs::metadata(path).ok().and_then(|meta| Some((meta.len(), meta.modified().ok()?)));
    let mut states: Vec<_> = inside.map(|path| (state(&path), path)).map(|(state, path)| (path, state)).collect();
    states.sort();
    states
}

pub(super) fn check(args: &GlobalArgs, dir: Option<&Path>, listing: Listing) -> Result<Outcome, Failure> {
    let base = match dir.or(args.data.as_deref()) {
        Some(dir) => with_progress_line(|progress| compile_with_progress(dir, house_rules, progress))?,
        None if args.overlay.is_some() => embedded::knowledge().into(),
        None => return check_embedded(args, listing),
    };
    let compilation = args.with_overlay(base)?;
    let mut printer = args.printer();
    match args.format {
        Format::Html => return Err(Failure::NoHtml),
        Format::Json => {
            let report = Report::new(&compilation, MAX_PRINTED);
            printer.raw(&args.json(&export::check_report(&report)));
        }
        Format::Markdown | Format::Text => {
            let color = colored(args.color, ColorVariables::read(), io::stdout().is_terminal());
            printer.raw(&render_all(&compilation, args.diagnostic_style(color), listing));
        }
    }
    printer.print()?;
    if compilation.knowledge.is_some() { Ok(Outcome::Done) } else { Ok(Outcome::Nothing(None)) }
}

/// Prints what the build of the program found: a base with errors is never built in.
fn check_embedded(args: &GlobalArgs, listing: Listing) -> Result<Outcome, Failure> {
    let report = embedded::report();
    let mut printer = args.printer();
    match args.format {
        Format::Html => return Err(Failure::NoHtml),
        Format::Json => printer.raw(&args.json(&export::check_report(&report))),
        Format::Markdown | Format::Text => {
            printer.line(Role::Plain, "The built-in base was checked when the program was built.");
            let text: String = report.diagnostics.iter().map(render_plain).collect();
            printer.raw(&args.glyphs().show(&(text + &summary(&report, listing))));
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
        Format::Html => return Err(Failure::NoHtml),
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
