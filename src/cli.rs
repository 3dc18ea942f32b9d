//! The command line: the only part that prints and chooses exit codes.
//!
//! Promises: stdout carries only the answer; whatever is wrong is said on stderr, once, before the terminal is touched.
//! The exit codes are in `exit.rs`.

mod answers;
mod args;
mod bundle;
mod color;
mod completions;
mod exit;
mod faults;
mod locale;
mod manual;
mod output;
mod progress;
mod shared;
mod target;

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};

use clap::Parser;

use self::args::{Cli, Command, Shared};
use self::color::{ColorVariables, choice_among, colored, colors, look, theme_variable};
use self::exit::Exit;
use self::output::{Failure, Outcome, Printer, conclude};
use self::progress::with_line;
use self::shared::Base;
use self::target::{anchored, target};
use crate::app::{Colors, Options, ThemeName};
use crate::knowledge::{Knowledge, Progress, visible};
use crate::page::Glyphs;
use crate::terminal::{self, Ending, Waited};

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    match completions::answered() {
        Ok(true) => Exit::Done.into(),
        Ok(false) => match Cli::try_parse() {
            Ok(cli) => conclude(dispatch(cli)),
            Err(error) => refused(&error),
        },
        Err(error) => refused(&error),
    }
}

/// Help and version are answers; anything else is wrong usage. A closed stream changes nothing about that.
fn refused(error: &clap::Error) -> ExitCode {
    let to_stderr = error.use_stderr();
    let is_terminal = if to_stderr { io::stderr().is_terminal() } else { io::stdout().is_terminal() };
    let is_colored = colored(choice_among(std::env::args_os()), ColorVariables::read(), is_terminal);
    let text = error.render();
    let text = if is_colored { text.ansi().to_string() } else { text.to_string() };
    let stream: &mut dyn Write = if to_stderr { &mut io::stderr() } else { &mut io::stdout() };
    let _ = stream.write_all(text.as_bytes());
    let exit = if to_stderr { Exit::Refused } else { Exit::Done };
    exit.into()
}

fn dispatch(cli: Cli) -> Result<Outcome, Failure> {
    let shared = cli.shared.with_environment();
    match cli.command {
        None => browse(&shared, None),
        Some(Command::Open { id }) => browse(&shared, Some(&id)),
        Some(Command::List { kind }) => answers::list(&shared, kind),
        Some(Command::Show { ids }) => answers::show(&shared, &ids),
        Some(Command::Search { words }) => answers::search(&shared, &words.join(" ")),
        Some(Command::Compare { ids }) => answers::compare(&shared, &ids),
        Some(Command::Cite { ids, style }) => answers::cite(&shared, &ids, style),
        Some(Command::Check { explain: Some(code), .. }) => faults::explain(&shared, &code),
        Some(Command::Check { dir, explain: None }) => faults::check(&shared, dir.as_deref()),
        Some(Command::Diff { old, new }) => answers::diff(&shared, old, new),
        Some(Command::Print { html }) => answers::print(&shared, html),
        Some(Command::Bundle { dir, output }) => bundle::bundle(&shared, &dir, &output),
        Some(Command::About) => answers::about(&shared),
        Some(Command::Completions { shell }) => print_raw(&String::from_utf8_lossy(&completions::registration(shell)?)),
        Some(Command::Man) => print_raw(&manual::manual()),
    }
}

fn browse(shared: &Shared, start: Option<&str>) -> Result<Outcome, Failure> {
    let is_seen = io::stdin().is_terminal() && io::stdout().is_terminal();
    let (theme, colors) = chosen_look(shared)?;
    let (base, session) = match &shared.data {
        Some(dir) if is_seen => match awaited(shared, dir, (theme, colors))? {
            Waited::Done(base, session) => (base, session),
            Waited::Left(ending) => return ended(Ok(ending)),
        },
        Some(_) | None => (with_line(|progress| shared.base(progress))?, None),
    };
    let knowledge: &Knowledge = &base.knowledge;
    let start = match start {
        Some(text) => {
            let target = target(knowledge, text)?;
            anchored(knowledge, &target)?;
            Some(target)
        }
        None => None,
    };
    if !is_seen {
        return Err(Failure::Said(
            "jakref: browsing needs a terminal; `jakref show ID`, `list` and `search` print without one".to_owned(),
        ));
    }
    let options = Options {
        theme,
        colors,
        glyphs: shared.glyphs(),
        stale: knowledge.is_stale(shared::today()),
        embedded: shared.data.is_none(),
        in_words: shared.in_words,
    };
    let start = start.as_ref().map(|target| (&target.id, target.anchor.as_deref()));
    ended(terminal::browse(knowledge, base.made_index(), options, start, session, shared.mouse))
}

fn chosen_look(shared: &Shared) -> Result<(ThemeName, Colors), Failure> {
    let variable = theme_variable().map_err(|word| {
        let names = ThemeName::ALL.map(ThemeName::word).join(", ");
        Failure::Said(format!("jakref: JAKREF_THEME is {:?}, which is none of {names}", visible(&word)))
    })?;
    Ok(look(shared.color, ColorVariables::read(), shared.theme, variable, colors()))
}

/// Reads a base in a thread of its own, so that the reader sees how far it has come, and can leave.
fn awaited(shared: &Shared, dir: &Path, look: (ThemeName, Colors)) -> Result<Waited<Base>, Failure> {
    let progress = Arc::new(Progress::default());
    let (sender, receiver) = mpsc::channel();
    let (reading, said) = (shared.clone(), Arc::clone(&progress));
    let work = move || {
        // If nobody waits any more, nobody needs the base.
        let _sent = sender.send(reading.base(&said));
    };
    std::thread::Builder::new()
        .spawn(work)
        .map_err(|error| Failure::Said(format!("jakref: the base cannot be read: {error}")))?;
    match terminal::wait(&receiver, &progress, &visible(&dir.display().to_string()), look, shared.mouse) {
        Ok(Waited::Done(Some(base), session)) => Ok(Waited::Done(base?, session)),
        Ok(Waited::Done(None, _session)) => Err(Failure::Said("jakref: reading the base came to no end".to_owned())),
        Ok(Waited::Left(ending)) => Ok(Waited::Left(ending)),
        Err(error) => Err(unusable(&error)),
    }
}

fn ended(ending: io::Result<Ending>) -> Result<Outcome, Failure> {
    match ending {
        Ok(Ending::Quit) => Ok(Outcome::Done),
        Ok(Ending::Interrupted) => Err(Failure::Interrupted),
        Err(error) => Err(unusable(&error)),
    }
}

fn unusable(error: &io::Error) -> Failure {
    Failure::Said(match without_console() {
        Some(advice) => advice.to_owned(),
        None => format!("jakref: the terminal cannot be used: {error}"),
    })
}

/// What to do in a terminal that looks like one to programs of its own kind only: mintty, without a console of Windows.
fn without_console() -> Option<&'static str> {
    let named = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found.contains(value));
    let is_mintty = cfg!(windows) && (named("TERM_PROGRAM", "mintty") || std::env::var_os("MSYSTEM").is_some());
    is_mintty.then_some("jakref: mintty gives no console to this program; run `winpty jakref`, or use Windows Terminal")
}

fn print_raw(text: &str) -> Result<Outcome, Failure> {
    let mut printer = Printer::new(false, Glyphs::Unicode);
    printer.raw(text);
    printer.print()?;
    Ok(Outcome::Done)
}
