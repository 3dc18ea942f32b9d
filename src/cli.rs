//! The command line: the only part that prints and chooses exit codes.
//!
//! Promises: stdout carries only the answer; whatever is wrong is said on stderr, once, before the terminal is touched.
//! The exit codes are in `exit.rs`.

mod answers;
mod args;
mod color;
mod completions;
mod exit;
mod faults;
mod manual;
mod output;
mod shared;
mod target;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;

use self::args::{Cli, Command, Shared};
use self::color::{ColorVariables, colored};
use self::exit::Exit;
use self::output::{Failure, Outcome, Printer, conclude};
use self::target::{anchored, target};
use crate::app::Setting;
use crate::page::Glyphs;
use crate::terminal;

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
    let _ = error.print();
    let exit = if error.use_stderr() { Exit::Refused } else { Exit::Done };
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
        Some(Command::About) => answers::about(&shared),
        Some(Command::Completions { shell }) => print_raw(&String::from_utf8_lossy(&completions::registration(shell)?)),
        Some(Command::Man) => print_raw(&manual::manual()),
    }
}

fn browse(shared: &Shared, start: Option<&str>) -> Result<Outcome, Failure> {
    let knowledge = shared.knowledge()?;
    let start = match start {
        Some(text) => {
            let target = target(&knowledge, text)?;
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
    let setting = Setting {
        glyphs: shared.glyphs(),
        stale: knowledge.is_stale(shared::today()),
        embedded: shared.data.is_none(),
        in_words: shared.in_words,
    };
    let color = colored(shared.color, ColorVariables::read(), true);
    let start = start.as_ref().map(|target| (&target.id, target.anchor.as_deref()));
    match terminal::browse(&knowledge, setting, start, color) {
        Ok(terminal::Ending::Quit) => Ok(Outcome::Done),
        Ok(terminal::Ending::Interrupted) => Err(Failure::Interrupted),
        Err(error) => Err(Failure::Said(format!("jakref: the terminal cannot be used: {error}"))),
    }
}

fn print_raw(text: &str) -> Result<Outcome, Failure> {
    let mut printer = Printer::new(false, Glyphs::Unicode);
    printer.raw(text);
    printer.print()?;
    Ok(Outcome::Done)
}
