//! The command line: the only module that prints and chooses exit codes.
//!
//! Promises: stdout carries only the answer; an error goes to stderr, once, before the terminal is touched. Exit codes and
//! error messages are in `exit.rs`.

mod appearance;
mod args;
mod authoring;
mod bundle;
mod commands;
mod completions;
mod diagnostics;
mod exit;
mod global_args;
mod links;
mod manual;
mod output;
mod progress;
mod settings;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, mpsc};

use clap::Parser;

use self::appearance::{ColorVariables, choice_among, colored, colors, screen_theme, theme_variable};
use self::args::{Cites, Cli, Command, mistyped_command};
use self::commands::Target;
use self::diagnostics::Listing;
use self::exit::{Exit, Failure, Outcome, conclude};
use self::global_args::{Base, GlobalArgs};
use self::output::{print, today};
use crate::app::{Colors, Options, ThemeName};
use crate::export::Format;
use crate::knowledge::{Knowledge, Progress, visible};
use crate::page::Detail;
use crate::terminal::{self, Ending, Waited};

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    match completions::answer() {
        Ok(true) => Exit::Done.into(),
        Ok(false) => match Cli::try_parse() {
            Ok(Cli { words, command: Some(_), .. }) if !words.is_empty() => conclude(Err(Failure::NameBeforeCommand)),
            Ok(Cli { words, command: None, global }) if !words.is_empty() => {
                match (named(&global.with_environment(), &words), mistyped_command(&visible(&words[0]))) {
                    (Err(Failure::NoEntry(_) | Failure::NearInSpelling { .. }), Some(error)) => help_or_usage(&error),
                    (result, _) => conclude(result),
                }
            }
            Ok(cli) => conclude(dispatch(cli)),
            Err(error) => help_or_usage(&with_visible_arguments(error)),
        },
        Err(error) => conclude(Err(Failure::completions(&error))),
    }
}

/// The same error, but with control characters in the arguments spelt out: clap repeats all but ESC as they were typed.
fn with_visible_arguments(error: clap::Error) -> clap::Error {
    let visible = |argument: OsString| visible(&argument.to_string_lossy());
    // If only bytes that are not UTF-8 were wrong, the second parse succeeds. The first error does not repeat them.
    Cli::try_parse_from(env::args_os().map(visible)).err().unwrap_or(error)
}

/// Prints what clap has to say: help and version are answers and go to stdout, anything else is wrong usage.
fn help_or_usage(error: &clap::Error) -> ExitCode {
    let is_usage = error.use_stderr();
    let is_terminal = if is_usage { io::stderr().is_terminal() } else { io::stdout().is_terminal() };
    let is_colored = colored(choice_among(env::args_os()), ColorVariables::read(), is_terminal);
    let text = error.render();
    let text = if is_colored { text.ansi().to_string() } else { text.to_string() };
    if is_usage {
        // A closed stderr changes no exit code.
        let _ = io::stderr().write_all(text.as_bytes());
        return Exit::Refused.into();
    }
    conclude(print(&text))
}

fn dispatch(cli: Cli) -> Result<Outcome, Failure> {
    let args = cli.global.with_environment();
    match cli.command {
        None => browse(&args, None),
        Some(Command::Open { id }) => browse(&args, Some(&id)),
        Some(Command::List { kind }) => commands::list(&args, kind.as_deref()),
        Some(Command::Show { ids, cites }) => {
            commands::show(&args, &args.read_base()?, &ids, cites.detail(args.format))
        }
        Some(Command::Search { words }) => {
            let base = args.read_base()?;
            commands::search(&args, &base, &words.join(" "))
        }
        Some(Command::Compare { ids, cites }) => commands::compare(&args, &ids, cites.detail(args.format)),
        Some(Command::Cite { ids, style }) => commands::cite(&args, &ids, style),
        Some(Command::Check { explain: Some(code), .. }) => diagnostics::explain(&args, &code),
        Some(Command::Check { dir: Some(dir), watch: true, draft, allowed, .. }) => {
            diagnostics::watch(&args, &dir, Listing { draft, allowed })
        }
        Some(Command::Check { dir, explain: None, draft, allowed, .. }) => {
            diagnostics::check(&args, dir.as_deref(), Listing { draft, allowed })
        }
        Some(Command::New { words, dir, route }) => authoring::new(&args, &words, dir.as_deref(), route.as_deref()),
        Some(Command::Report { dir, months }) => authoring::report(&args, dir, months),
        Some(Command::Worksheet { id }) => authoring::worksheet(&args, &id),
        Some(Command::Diff { old, new }) => commands::diff(&args, old, new),
        // The document is Markdown where other commands print text.
        Some(Command::Print { html, cites }) => {
            let format = match args.format {
                Format::Text | Format::Markdown if html => Format::Html,
                Format::Text => Format::Markdown,
                format @ (Format::Markdown | Format::Json | Format::Html) => format,
            };
            commands::print(&args, format, cites.detail(format))
        }
        Some(Command::Bundle { dir, output }) => bundle::write_bundle(&args, &dir, &output),
        Some(Command::Import { file, dir }) => authoring::import(&args, &file, &dir),
        Some(Command::Schema { kind }) => authoring::schema(&args, kind),
        Some(Command::About) => commands::about(&args),
        Some(Command::Completions { shell }) => print(&completions::registration(shell)),
        Some(Command::Man) => print(&manual::manual()),
    }
}

/// Opens or prints the entry that words name, or prints what answers the question after the name.
fn named(args: &GlobalArgs, words: &[String]) -> Result<Outcome, Failure> {
    let is_read = io::stdin().is_terminal() && io::stdout().is_terminal() && args.format == Format::Text;
    if let ([name], true) = (words, is_read) {
        return browse(args, Some(name));
    }
    let base = args.read_base()?;
    match Target::longest(&base.knowledge, words) {
        0 => Err(Target::resolve(&base, &words[0]).err().unwrap_or_else(|| Failure::NoEntry(visible(&words[0])))),
        length if length < words.len() => commands::search(args, &base, &words.join(" ")),
        _all if is_read => browse(args, Some(&words.join(" "))),
        _all => commands::show(args, &base, &[words.join(" ")], Cites::default().detail(args.format)),
    }
}

fn browse(args: &GlobalArgs, start: Option<&str>) -> Result<Outcome, Failure> {
    let is_interactive = io::stdin().is_terminal() && io::stdout().is_terminal();
    let mut settings = settings::path();
    let (theme, colors) = chosen_theme(args, &mut settings)?;
    let (base, session) = match &args.data {
        Some(dir) if is_interactive => match read_on_screen(args, dir, (theme, colors))? {
            Waited::Done(base, session) => (base, session),
            Waited::Left(ending) => return Ok(outcome(ending)),
        },
        Some(_) | None => (args.read_base()?, None),
    };
    let knowledge: &Knowledge = &base.knowledge;
    let start = match start {
        Some(text) => {
            let target = Target::resolve(&base, text)?;
            target.page(knowledge, Detail::Number)?;
            Some(target)
        }
        None => None,
    };
    if !is_interactive {
        return Err(Failure::NoTerminal);
    }
    let options = Options {
        theme,
        colors,
        glyphs: args.glyphs(),
        stale: knowledge.is_stale(today()),
        embedded: args.data.is_none(),
        in_words: args.in_words,
    };
    let start = start.as_ref().map(|target| (&target.id, target.anchor.as_deref()));
    let browsed = terminal::browse(knowledge, base.built_index(), options, start, session, args.mouse);
    let (ending, last) = browsed.map_err(terminal_failure)?;
    if let Some(path) = settings.filter(|_| last != theme)
        && let Err(message) = settings::remember(&path, last)
    {
        warn(&message);
    }
    Ok(outcome(ending))
}

/// Prints a warning to stderr. It changes no exit code.
fn warn(message: &str) {
    // A closed stderr changes no exit code.
    let _ = writeln!(io::stderr(), "jakref: {message}");
}

/// The theme that was asked for, or else the one that is remembered. A file that cannot be read is reported, and not written.
fn chosen_theme(args: &GlobalArgs, settings: &mut Option<PathBuf>) -> Result<(ThemeName, Colors), Failure> {
    let mut known = theme_variable().map_err(|word| Failure::NoTheme { name: visible(&word) })?;
    if let (None, None, Some(path)) = (args.theme, known, settings.as_deref()) {
        match settings::theme(path) {
            Ok(remembered) => known = remembered,
            Err(message) => {
                warn(&message);
                *settings = None;
            }
        }
    }
    Ok(screen_theme(args.color, ColorVariables::read(), args.theme, known, colors()))
}

/// Reads a base in a thread, while the screen shows the progress and can be left.
fn read_on_screen(args: &GlobalArgs, dir: &Path, theme: (ThemeName, Colors)) -> Result<Waited<Base>, Failure> {
    let progress = Arc::new(Progress::default());
    let (sender, receiver) = mpsc::channel();
    let (options, watched) = (args.clone(), Arc::clone(&progress));
    let read = move || {
        // The receiver is gone if the screen was left; then nothing needs the base.
        let _ = sender.send(options.base(&watched));
    };
    std::thread::Builder::new().spawn(read).map_err(Failure::NoThread)?;
    match terminal::wait(&receiver, &progress, &visible(&dir.display().to_string()), theme, args.mouse) {
        Ok(Waited::Done(Some(base), session)) => Ok(Waited::Done(base?, session)),
        Ok(Waited::Done(None, _session)) => Err(Failure::ReaderLost),
        Ok(Waited::Left(ending)) => Ok(Waited::Left(ending)),
        Err(error) => Err(terminal_failure(error)),
    }
}

fn outcome(ending: Ending) -> Outcome {
    match ending {
        Ending::Quit => Outcome::Done,
        Ending::Interrupted => Outcome::Interrupted,
    }
}

fn terminal_failure(error: io::Error) -> Failure {
    if is_mintty() { Failure::NoConsole } else { Failure::Terminal(error) }
}

/// Whether the terminal is mintty on Windows, which provides no Windows console.
fn is_mintty() -> bool {
    let is_named = env::var("TERM_PROGRAM").is_ok_and(|name| name.contains("mintty"));
    cfg!(windows) && (is_named || env::var_os("MSYSTEM").is_some())
}
