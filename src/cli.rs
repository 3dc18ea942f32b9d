//! The command line: the only part that prints and chooses exit codes.
//!
//! Promises: stdout carries only the answer; whatever is wrong is said on stderr, once, before the terminal is touched.
//! Exit codes: 0 done, 1 nothing found or faults found, 2 wrong usage, unknown id, bad data, no terminal.

mod args;
mod color;
mod output;

use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use jiff::civil::Date;

use self::args::{Cli, Command, Format, ListKind, Shared, Style};
use self::color::{ColorVariables, colored};
use self::output::{Failure, Outcome, Printer, conclude, default_width};
use crate::app::Setting;
use crate::check::house_rules;
use crate::export;
use crate::knowledge::{Compilation, Entry, EntryId, Kind, Knowledge, Reference, Severity, compile, render};
use crate::page::{Detail, Glyphs, Page, Role, page};
use crate::search::{Index, Resolution};
use crate::{embedded, knowledge, terminal};

/// At most this many faults are printed; the rest are counted.
const FAULTS_SHOWN: usize = 200;

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers; anything else is wrong usage. A closed stream changes nothing about that.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    conclude(dispatch(cli))
}

fn dispatch(cli: Cli) -> Result<Outcome, Failure> {
    let shared = cli.shared;
    match cli.command {
        None => browse(&shared, None),
        Some(Command::Open { id }) => browse(&shared, Some(&id)),
        Some(Command::List { kind }) => list(&shared, kind),
        Some(Command::Show { ids }) => show(&shared, &ids),
        Some(Command::Search { words }) => search(&shared, &words.join(" ")),
        Some(Command::Compare { ids }) => compare(&shared, &ids),
        Some(Command::Cite { ids, style }) => cite(&shared, &ids, style),
        Some(Command::Check { dir }) => check(&shared, dir.as_deref()),
        Some(Command::About) => about(&shared),
        Some(Command::Completions { shell }) => completions(shell),
        Some(Command::Man) => manual(),
    }
}

impl Shared {
    /// ASCII where it is asked for, or where the locale or the terminal shows nothing else.
    fn glyphs(&self) -> Glyphs {
        let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
        let utf8 = cfg!(windows)
            || locale.is_some_and(|locale| {
                let locale = locale.to_lowercase();
                locale.contains("utf-8") || locale.contains("utf8")
            });
        let plain_terminal = variable("TERM").is_some_and(|term| term == "linux" || term == "dumb");
        if self.ascii || !utf8 || plain_terminal { Glyphs::Ascii } else { Glyphs::Unicode }
    }

    /// JSON is for programs: it is UTF-8 whatever the locale, unless ASCII is asked for.
    fn json_glyphs(&self) -> Glyphs {
        if self.ascii { Glyphs::Ascii } else { Glyphs::Unicode }
    }

    fn wrap_width(&self) -> usize {
        self.width.map_or_else(default_width, usize::from)
    }

    fn printer(&self) -> Printer {
        let color = colored(self.color, ColorVariables::read(), io::stdout().is_terminal());
        Printer::new(color, self.glyphs())
    }

    /// The base in the program, or the one of `--data`, every fault of which is said.
    fn knowledge(&self) -> Result<Knowledge, Failure> {
        let Some(dir) = &self.data else {
            return Ok(embedded::knowledge());
        };
        let compilation = compiled(dir)?;
        match compilation.knowledge {
            Some(knowledge) => Ok(knowledge),
            None => Err(Failure::Said(self.faults(&compilation))),
        }
    }

    /// Every fault as text for stderr, with a line that counts them.
    fn faults(&self, compilation: &Compilation) -> String {
        let color = colored(self.color, ColorVariables::read(), io::stderr().is_terminal());
        fault_report(compilation, self.fault_style(color))
    }

    fn fault_style(&self, color: bool) -> knowledge::Style {
        knowledge::Style {
            color,
            ascii: self.glyphs() == Glyphs::Ascii,
            width: self.width.map_or_else(|| default_width().max(100), usize::from),
        }
    }
}

fn compiled(dir: &Path) -> Result<Compilation, Failure> {
    compile(dir, house_rules).map_err(|unreadable| Failure::Said(format!("jakref: {}", unreadable.0)))
}

fn fault_report(compilation: &Compilation, style: knowledge::Style) -> String {
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

fn summary(compilation: &Compilation) -> String {
    let count = |severity: Severity| compilation.diagnostics.iter().filter(|d| d.code.severity() == severity).count();
    let counted = |number: usize, word: &str| match number {
        0 => format!("no {word}s"),
        1 => format!("1 {word}"),
        _more => format!("{number} {word}s"),
    };
    format!("{}, {}\n", counted(count(Severity::Error), "error"), counted(count(Severity::Warning), "warning"))
}

/// Today in Coordinated Universal Time, which is near enough for a date that counts in years.
fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

// -- names of entries

/// An entry and the part of its page that was asked for.
struct Target {
    id: EntryId,
    anchor: Option<String>,
}

fn target(index: &Index, text: &str) -> Result<Target, Failure> {
    let (name, anchor) = match text.split_once('#') {
        Some((name, anchor)) => (name, Some(anchor.to_owned())),
        None => (text, None),
    };
    match index.resolve(name) {
        Resolution::One(id) => Ok(Target { id, anchor }),
        Resolution::Several(ids) => Err(Failure::Said(format!(
            "jakref: {:?} may be one of these; name the one you mean:\n{}",
            knowledge::visible(name),
            indented(&ids)
        ))),
        Resolution::Nothing(near) if near.is_empty() => Err(Failure::Said(format!(
            "jakref: there is no entry {:?}; `jakref list` names them all, `jakref search` finds them",
            knowledge::visible(name)
        ))),
        Resolution::Nothing(near) => Err(Failure::Said(format!(
            "jakref: there is no entry {:?}; these are near in spelling, and may be another drug:\n{}",
            knowledge::visible(name),
            indented(&near)
        ))),
    }
}

fn indented(ids: &[EntryId]) -> String {
    ids.iter().map(|id| format!("  {id}\n")).collect()
}

// -- commands

fn browse(shared: &Shared, start: Option<&str>) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let start = match start {
        Some(text) => {
            let target = target(&Index::new(&knowledge), text)?;
            anchored(&knowledge, &target)?;
            Some(target)
        }
        None => None,
    };
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure::Said(
            "jakref: browsing needs a terminal; `jakref show ID`, `list` and `search` print without one".to_owned(),
        ));
    }
    let setting =
        Setting { glyphs: shared.glyphs(), stale: knowledge.is_stale(today()), embedded: shared.data.is_none() };
    let color = colored(shared.color, ColorVariables::read(), true);
    let start = start.as_ref().map(|target| (&target.id, target.anchor.as_deref()));
    match terminal::browse(&knowledge, setting, start, color) {
        Ok(terminal::Ending::Quit) => Ok(Outcome::Done),
        Ok(terminal::Ending::Interrupted) => Err(Failure::Interrupted),
        Err(error) => Err(Failure::Said(format!("jakref: the terminal cannot be used: {error}"))),
    }
}

fn list(shared: &Shared, kind: Option<ListKind>) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let kinds: &[Kind] = match kind {
        None => &[Kind::Oral, Kind::Topical, Kind::Pathophysiology, Kind::Safety, Kind::Question, Kind::Trial],
        Some(ListKind::Oral) => &[Kind::Oral],
        Some(ListKind::Topical) => &[Kind::Topical],
        Some(ListKind::Pathophysiology) => &[Kind::Pathophysiology],
        Some(ListKind::Safety) => &[Kind::Safety],
        Some(ListKind::Questions) => &[Kind::Question],
        Some(ListKind::Trials) => &[Kind::Trial],
        Some(ListKind::References) => &[Kind::Reference],
    };
    let rows = export::rows(&knowledge, kinds);
    if rows.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::list(&rows), shared.json_glyphs())),
        Format::Markdown => printer.raw(&export::list_markdown(&rows, shared.glyphs())),
        Format::Text => {
            let widest = rows.iter().map(|row| row.id.to_string().len()).max().unwrap_or(0);
            for row in &rows {
                let status = if row.status.is_empty() { String::new() } else { format!("; {}", row.status) };
                printer.line(Role::Plain, &format!("{:widest$}  {}{status}", row.id, row.title));
            }
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}

/// The page of a target, or the part of it that was asked for.
fn anchored(knowledge: &Knowledge, target: &Target) -> Result<Page, Failure> {
    let whole = page(knowledge, &target.id, Detail::Full)
        .ok_or_else(|| Failure::Said(format!("jakref: there is no entry {}", target.id)))?;
    let Some(anchor) = &target.anchor else {
        return Ok(whole);
    };
    whole.part(anchor).ok_or_else(|| {
        let mut sections: Vec<&str> = whole.items.iter().map(|item| item.section).collect();
        sections.dedup();
        Failure::Said(format!(
            "jakref: the page {} has no part {:?}; its sections are {}",
            target.id,
            knowledge::visible(anchor),
            sections.join(", ")
        ))
    })
}

fn show(shared: &Shared, ids: &[String]) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let index = Index::new(&knowledge);
    let targets: Vec<Target> = ids.iter().map(|text| target(&index, text)).collect::<Result<_, _>>()?;
    let pages: Vec<Page> = targets.iter().map(|target| anchored(&knowledge, target)).collect::<Result<_, _>>()?;
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => {
            let entries: Vec<Entry<'_>> = targets.iter().filter_map(|target| knowledge.entry(&target.id)).collect();
            printer.raw(&json(&export::entries(&knowledge, &entries), shared.json_glyphs()));
        }
        Format::Markdown => {
            for (number, page) in pages.iter().enumerate() {
                printer.raw(if number > 0 { "\n" } else { "" });
                printer.raw(&export::markdown(page, shared.glyphs()));
            }
            printer.raw(&format!("\n{}\n", dated(&knowledge)));
        }
        Format::Text => {
            for page in &pages {
                print_page(shared, &mut printer, page);
                printer.raw("\n");
            }
            printer.line(Role::Faint, &dated(&knowledge));
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}

fn print_page(shared: &Shared, printer: &mut Printer, page: &Page) {
    for spans in export::wrapped(page, shared.wrap_width(), shared.glyphs()) {
        printer.spans(&spans);
    }
}

/// The date of the base, which stands under everything that is printed.
fn dated(knowledge: &Knowledge) -> String {
    let date = format!("As of {}.", knowledge.as_of());
    if knowledge.is_stale(today()) {
        format!("{date} CHECK THE LABEL: this base is more than a year old.")
    } else {
        format!("{date} Check the current label before prescribing.")
    }
}

fn search(shared: &Shared, query: &str) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let answer = Index::new(&knowledge).search(query);
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::answer(query, &answer), shared.json_glyphs())),
        Format::Markdown | Format::Text => {
            if answer.ambiguous {
                printer.line(Role::Label, "More than one drug fits; check the name and the route.");
            }
            let bullet = if shared.format == Format::Markdown { "- " } else { "" };
            for hit in &answer.hits {
                let matched = if hit.matched == hit.title { String::new() } else { format!(": {}", hit.matched) };
                let line = format!("{bullet}{}  {}  ({}{matched})", hit.id, hit.title, hit.how.word());
                printer.line(Role::Plain, &line);
            }
        }
    }
    printer.print()?;
    if answer.hits.is_empty() { Ok(Outcome::Nothing) } else { Ok(Outcome::Done) }
}

fn compare(shared: &Shared, ids: &[String]) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let index = Index::new(&knowledge);
    let mut drugs = Vec::new();
    for text in ids {
        let target = target(&index, text)?;
        let Some(Entry::Drug(drug)) = knowledge.entry(&target.id) else {
            return Err(Failure::Said(format!("jakref: only drugs can be compared, and {} is not one", target.id)));
        };
        drugs.push(drug);
    }
    let page = crate::page::comparison(&knowledge, &drugs, Detail::Number);
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::comparison(&page, &drugs), shared.json_glyphs())),
        Format::Markdown => {
            printer.raw(&export::markdown(&page, shared.glyphs()));
            printer.raw(&format!("\n{}\n", dated(&knowledge)));
        }
        Format::Text => {
            print_page(shared, &mut printer, &page);
            printer.raw("\n");
            printer.line(Role::Faint, &dated(&knowledge));
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}

fn cite(shared: &Shared, ids: &[String], style: Style) -> Result<Outcome, Failure> {
    let style = match style {
        Style::Vancouver => export::CiteStyle::Vancouver,
        Style::Ama | Style::Bibtex | Style::Ris | Style::CslJson => {
            return Err(Failure::Said("jakref: this style is not built yet; --style vancouver is".to_owned()));
        }
    };
    let knowledge = shared.knowledge()?;
    let references = cited(&knowledge, ids)?;
    if references.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&export::references(&references), shared.json_glyphs())),
        Format::Markdown | Format::Text => {
            printer.raw(&shared.glyphs().show(&export::bibliography(&references, style)));
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}

/// The references that are meant: those named, those of the pages named, or all; each once.
fn cited<'k>(knowledge: &'k Knowledge, ids: &[String]) -> Result<Vec<&'k Reference>, Failure> {
    if ids.is_empty() {
        return Ok(knowledge.references().iter().collect());
    }
    let index = Index::new(knowledge);
    let mut names: Vec<EntryId> = Vec::new();
    for text in ids {
        let target = target(&index, text)?;
        if target.id.kind() == Kind::Reference {
            names.push(target.id);
        } else {
            names.extend(anchored(knowledge, &target)?.references);
        }
    }
    let mut seen = std::collections::HashSet::new();
    names.retain(|id| seen.insert(id.clone()));
    Ok(names.iter().filter_map(|id| knowledge.reference(id.name())).collect())
}

fn check(shared: &Shared, dir: Option<&Path>) -> Result<Outcome, Failure> {
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
    if compilation.knowledge.is_some() { Ok(Outcome::Done) } else { Ok(Outcome::Nothing) }
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

fn about(shared: &Shared) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let stale = knowledge.is_stale(today());
    let version = env!("CARGO_PKG_VERSION");
    let value = export::about(&knowledge, version, shared.data.is_none(), stale);
    let mut printer = shared.printer();
    match shared.format {
        Format::Json => printer.raw(&json(&value, shared.json_glyphs())),
        Format::Markdown | Format::Text => {
            let base = if shared.data.is_none() { "in the program" } else { "from --data" };
            printer.line(Role::Title, &format!("jakref {version}"));
            printer.line(Role::Plain, knowledge.review().title.as_str());
            printer.line(Role::Plain, &format!("Knowledge base {base}. {}", dated(&knowledge)));
            printer.line(Role::Plain, &format!("SHA-256 {}", knowledge.digest()));
            let counts: Vec<String> = Kind::ALL
                .iter()
                .filter(|kind| **kind != Kind::Review)
                .map(|kind| format!("{} {}", knowledge.ids(*kind).len(), kind.plural()))
                .collect();
            printer.line(Role::Plain, &format!("{}, {} claims", counts.join(", "), knowledge.claims().len()));
            printer.line(Role::Plain, "No substitute for the current label. No patient data is read, kept or sent.");
        }
    }
    printer.print()?;
    Ok(Outcome::Done)
}

fn completions(shell: clap_complete::Shell) -> Result<Outcome, Failure> {
    let mut buffer = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "jakref", &mut buffer);
    print_bytes(&buffer)
}

fn manual() -> Result<Outcome, Failure> {
    let mut buffer = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut buffer)?;
    print_bytes(&buffer)
}

fn print_bytes(bytes: &[u8]) -> Result<Outcome, Failure> {
    let mut printer = Printer::new(false, Glyphs::Unicode);
    printer.raw(&String::from_utf8_lossy(bytes));
    printer.print()?;
    Ok(Outcome::Done)
}

/// A JSON value as it is printed: indented, with a line break at its end. In ASCII every other character is escaped.
fn json(value: &serde_json::Value, glyphs: Glyphs) -> String {
    let text = format!("{value:#}\n");
    match glyphs {
        Glyphs::Unicode => text,
        Glyphs::Ascii => text.chars().fold(String::new(), |mut out, c| {
            if c.is_ascii() {
                out.push(c);
            } else {
                let mut units = [0; 2];
                out.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
            }
            out
        }),
    }
}
