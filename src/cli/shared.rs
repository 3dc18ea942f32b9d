//! What holds for every command: the base, the characters, the width, the date.

use std::borrow::Cow;
use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::appearance::{ColorVariables, colored, glyphs};
use super::args::Shared;
use super::bundle;
use super::diagnostics::render_all;
use super::exit::Failure;
use super::output::{Printer, default_width};
use super::progress::with_line;
use crate::check::house_rules;
use crate::embedded;
use crate::knowledge::{Compilation, Knowledge, Overlay, Progress, RenderStyle, apply_overlay, compile_with_progress};
use crate::page::Glyphs;
use crate::search::Index;

/// A base, and the bytes of its index where that has been made.
#[derive(Debug)]
pub(super) struct Base {
    pub(super) knowledge: Knowledge,
    pub(super) index: Option<Cow<'static, [u8]>>,
}

impl Base {
    /// The index, if it has been made.
    pub(super) fn made_index(&self) -> Option<Index<'_>> {
        self.index.as_deref().and_then(|bytes| Index::open(&self.knowledge, bytes.into()))
    }

    /// The index, made now if it has not been.
    pub(super) fn index(&self) -> Index<'_> {
        self.made_index().unwrap_or_else(|| Index::new(&self.knowledge))
    }
}

impl Shared {
    /// Adds what the environment names and the command line does not. An empty variable names nothing.
    pub(super) fn with_environment(mut self) -> Self {
        let path = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        self.data = self.data.or_else(|| path("JAKREF_DATA"));
        self.overlay = self.overlay.or_else(|| path("JAKREF_OVERLAY"));
        self
    }

    /// ASCII where it is asked for, or where the locale or the terminal shows nothing else.
    pub(super) fn glyphs(&self) -> Glyphs {
        let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
        glyphs(self.ascii, locale.as_deref(), variable("TERM").as_deref())
    }

    /// JSON is for programs: it is UTF-8 whatever the locale, unless ASCII is asked for.
    pub(super) fn json_glyphs(&self) -> Glyphs {
        if self.ascii { Glyphs::Ascii } else { Glyphs::Unicode }
    }

    pub(super) fn wrap_width(&self) -> usize {
        self.width.map_or_else(default_width, usize::from)
    }

    /// Whether plots are written as sentences: where that is asked for, and where the output is no terminal.
    pub(super) fn in_words(&self) -> bool {
        self.in_words || !io::stdout().is_terminal()
    }

    pub(super) fn printer(&self) -> Printer {
        let color = colored(self.color, ColorVariables::read(), io::stdout().is_terminal());
        Printer::new(color, self.glyphs())
    }

    /// The base in the program, or the one of `--data`, with the notes of `--overlay`.
    ///
    /// # Errors
    /// If it cannot be read or has errors; then with every diagnostic.
    pub(super) fn base(&self, progress: &Progress) -> Result<Base, Failure> {
        let compilation = match &self.data {
            Some(dir) if !dir.is_file() => compile_with_progress(dir, house_rules, progress)?,
            Some(_) | None => {
                let base = match &self.data {
                    Some(file) => bundle::open(file)?,
                    None => Base { knowledge: embedded::knowledge(), index: Some(embedded::index().into()) },
                };
                if self.overlay.is_none() {
                    return Ok(base);
                }
                base.knowledge.into()
            }
        };
        let mut compilation = self.overlaid(compilation)?;
        match compilation.knowledge.take() {
            // The index is made at the first search.
            Some(knowledge) => Ok(Base { knowledge, index: None }),
            None => Err(Failure::Faults(self.diagnostics(&compilation))),
        }
    }

    /// The base without its index.
    pub(super) fn knowledge(&self) -> Result<Knowledge, Failure> {
        Ok(with_line(|progress| self.base(progress))?.knowledge)
    }

    /// A compiled base with the notes of `--overlay`, where there are any.
    pub(super) fn overlaid(&self, base: Compilation) -> Result<Compilation, Failure> {
        match &self.overlay {
            Some(file) => Ok(apply_overlay(base, file, house_rules)?),
            None => Ok(base),
        }
    }

    /// Every diagnostic as text for stderr, with a line that counts them.
    pub(super) fn diagnostics(&self, compilation: &Compilation) -> String {
        let color = colored(self.color, ColorVariables::read(), io::stderr().is_terminal());
        render_all(compilation, self.diagnostic_style(color))
    }

    pub(super) fn diagnostic_style(&self, color: bool) -> RenderStyle {
        RenderStyle {
            color,
            ascii: self.glyphs() == Glyphs::Ascii,
            width: self.width.map_or_else(|| default_width().max(100), usize::from),
        }
    }
}

/// Today in Coordinated Universal Time, which is near enough for a date that counts in years; the last day there is, if the
/// clock is past it. A time zone is not asked for, since the rules of all of them would be linked.
pub(super) fn today() -> Date {
    let now = Timestamp::try_from(SystemTime::now());
    now.map_or(Date::MAX, |now| Offset::UTC.to_datetime(now).date())
}

/// The date of the base: the last line of everything that is printed.
pub(super) fn date_line(knowledge: &Knowledge) -> String {
    let mut date = format!("As of {}.", knowledge.as_of());
    if let Some(overlay) = knowledge.overlay() {
        date.push_str(&format!(" With LOCAL notes: {}.", name_of_notes(overlay)));
    }
    if knowledge.is_stale(today()) {
        format!("{date} CHECK THE LABEL: this base is more than a year old.")
    } else {
        format!("{date} Check the current label before prescribing.")
    }
}

/// The title, author and date of a clinic's notes.
pub(super) fn name_of_notes(overlay: &Overlay) -> String {
    format!("{} ({}, {})", *overlay.title, *overlay.author, *overlay.date)
}
