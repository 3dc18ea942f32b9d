//! The command line: the only part that prints and chooses exit codes.
//!
//! Promises: stdout carries only the answer; whatever is wrong is on stderr, once, before the terminal is touched.
//! Exit codes and refusals are in `exit.rs`.

mod appearance;
mod args;
mod bundle;
mod commands;
mod completions;
mod diagnostics;
mod exit;
mod global_args;
mod manual;
mod output;
mod progress;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};

use clap::Parser;

use self::appearance::{ColorVariables, choice_among, colored, colors, look, theme_variable};
use self::args::{Cli, Command};
use self::commands::Target;
use self::exit::{Exit, Failure, Outcome, conclude};
use self::global_args::{Base, GlobalArgs};
use self::output::{print, today};
use self::progress::with_progress_line;
use crate::app::{Colors, Options, ThemeName};
use crate::knowledge::{Knowledge, Progress, visible};
use crate::terminal::{self, Ending, Waited};

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    match completions::answer() {
        Ok(true) => Exit::Done.into(),
        Ok(false) => match Cli::try_parse() {
            Ok(cli) => conclude(dispatch(cli)),
            Err(error) => help_or_usage(&with_visible_arguments(error)),
        },
        Err(error) => conclude(Err(Failure::completions(&error))),
    }
}

/// An error that repeats what was typed with every character spelt out that could act on a terminal: clap repeats all but
/// ESC as it was typed.
fn with_visible_arguments(error: clap::Error) -> clap::Error {
    let visible = |argument: OsString| visible(&argument.to_string_lossy());
    // Arguments that are no text are refused without being repeated, and may be valid once they are text.
    Cli::try_parse_from(env::args_os().map(visible)).err().unwrap_or(error)
}

/// Help and version are answers, and go to stdout; anything else is wrong usage, and goes to stderr.
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
        Some(Command::List { kind }) => commands::list(&args, kind),
        Some(Command::Show { ids }) => commands::show(&args, &ids),
        Some(Command::Search { words }) => commands::search(&args, &words.join(" ")),
        Some(Command::Compare { ids }) => commands::compare(&args, &ids),
        Some(Command::Cite { ids, style }) => commands::cite(&args, &ids, style),
        Some(Command::Check { explain: Some(code), .. }) => diagnostics::explain(&args, &code),
        Some(Command::Check { dir, explain: None }) => diagnostics::check(&args, dir.as_deref()),
        Some(Command::Diff { old, new }) => commands::diff(&args, old, new),
        Some(Command::Print { html }) => commands::print(&args, html),
        Some(Command::Bundle { dir, output }) => bundle::bundle(&args, &dir, &output),
        Some(Command::About) => commands::about(&args),
        Some(Command::Completions { shell }) => print(&completions::registration(shell)),
        Some(Command::Man) => print(&manual::manual()),
    }
}

fn browse(args: &GlobalArgs, start: Option<&str>) -> Result<Outcome, Failure> {
    let is_seen = io::stdin().is_terminal() && io::stdout().is_terminal();
    let (theme, colors) = chosen_look(args)?;
    let (base, session) = match &args.data {
        Some(dir) if is_seen => match read_on_screen(args, dir, (theme, colors))? {
            Waited::Done(base, session) => (base, session),
            Waited::Left(ending) => return Ok(outcome(ending)),
        },
        Some(_) | None => (with_progress_line(|progress| args.base(progress))?, None),
    };
    let knowledge: &Knowledge = &base.knowledge;
    let start = match start {
        Some(text) => {
            let target = Target::resolve(knowledge, text)?;
            target.page(knowledge)?;
            Some(target)
        }
        None => None,
    };
    if !is_seen {
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
    let ending = terminal::browse(knowledge, base.made_index(), options, start, session, args.mouse);
    ending.map(outcome).map_err(unusable)
}

fn chosen_look(args: &GlobalArgs) -> Result<(ThemeName, Colors), Failure> {
    let variable = theme_variable().map_err(|word| Failure::NoTheme { name: visible(&word) })?;
    Ok(look(args.color, ColorVariables::read(), args.theme, variable, colors()))
}

/// Reads a base in a thread of its own, while the screen shows how far it has come and can be left.
fn read_on_screen(args: &GlobalArgs, dir: &Path, look: (ThemeName, Colors)) -> Result<Waited<Base>, Failure> {
    let progress = Arc::new(Progress::default());
    let (sender, receiver) = mpsc::channel();
    let (options, watched) = (args.clone(), Arc::clone(&progress));
    let read = move || {
        // The receiver is gone if the screen was left, and then the base is not needed.
        let _ = sender.send(options.base(&watched));
    };
    std::thread::Builder::new().spawn(read).map_err(Failure::NoThread)?;
    match terminal::wait(&receiver, &progress, &visible(&dir.display().to_string()), look, args.mouse) {
        Ok(Waited::Done(Some(base), session)) => Ok(Waited::Done(base?, session)),
        Ok(Waited::Done(None, _session)) => Err(Failure::ReaderLost),
        Ok(Waited::Left(ending)) => Ok(Waited::Left(ending)),
        Err(error) => Err(unusable(error)),
    }
}

fn outcome(ending: Ending) -> Outcome {
    match ending {
        Ending::Quit => Outcome::Done,
        Ending::Interrupted => Outcome::Interrupted,
    }
}

fn unusable(error: io::Error) -> Failure {
    if is_mintty() { Failure::NoConsole } else { Failure::Terminal(error) }
}

/// Whether the terminal is mintty, which gives no console of Windows.
fn is_mintty() -> bool {
    let is_named = env::var("TERM_PROGRAM").is_ok_and(|name| name.contains("mintty"));
    cfg!(windows) && (is_named || env::var_os("MSYSTEM").is_some())
}
