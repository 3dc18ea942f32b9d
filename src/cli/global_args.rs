//! The options of every command, and what follows from them: the base, the colours, the characters, the width.

use std::borrow::Cow;
use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use super::appearance::{ColorChoice, ColorVariables, colored, glyphs};
use super::bundle;
use super::diagnostics::{Listing, render_all};
use super::exit::Failure;
use super::output::{Printer, default_width, json};
use super::progress::with_progress_line;
use crate::app::ThemeName;
use crate::check::house_rules;
use crate::embedded;
use crate::export::{Format, ascii_html};
use crate::knowledge::{Compilation, Knowledge, Progress, RenderStyle, apply_overlay, compile_with_progress};
use crate::page::Glyphs;
use crate::search::Index;

/// Options of every command.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct GlobalArgs {
    /// Use the knowledge base in the folder DIR, or a file that `jakref bundle` wrote, instead of the built-in base;
    /// JAKREF_DATA sets it for every run.
    #[arg(long, global = true, value_name = "DIR", value_hint = clap::ValueHint::AnyPath)]
    pub(super) data: Option<PathBuf>,
    /// Add a clinic's own notes to the base, marked LOCAL; JAKREF_OVERLAY sets the file for every run.
    #[arg(long, global = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(super) overlay: Option<PathBuf>,
    /// The format of the output.
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t)]
    pub(super) format: Format,
    /// Colour in the output.
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub(super) color: ColorChoice,
    /// The theme of the screen; overrides JAKREF_THEME. The key t changes it.
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) theme: Option<ThemeName>,
    /// Use the mouse on the screen: wheel, tabs, rows. Text can then be selected only with Shift held.
    #[arg(long, global = true)]
    pub(super) mouse: bool,
    /// Print and draw with the characters 0x20 to 0x7E only.
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    /// Write plots and diagrams as sentences, for a screen reader; always so if the output is not a terminal.
    #[arg(long = "words", global = true)]
    pub(super) in_words: bool,
    /// Wrap text at N columns.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(super) width: Option<u16>,
}

/// A base, and the bytes of its search index if it has been built.
#[derive(Debug)]
pub(super) struct Base {
    pub(super) knowledge: Knowledge,
    pub(super) index: Option<Cow<'static, [u8]>>,
}

impl Base {
    /// The index, if it has been built.
    pub(super) fn built_index(&self) -> Option<Index<'_>> {
        self.index.as_deref().map(|bytes| Index::open(&self.knowledge, bytes.into()))
    }

    /// The index, built now if it has not been.
    pub(super) fn index(&self) -> Index<'_> {
        self.built_index().unwrap_or_else(|| Index::new(&self.knowledge))
    }
}

impl GlobalArgs {
    /// Takes options that the command line does not set from the environment. An empty variable sets nothing.
    pub(super) fn with_environment(mut self) -> Self {
        let path = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        self.data = self.data.or_else(|| path("JAKREF_DATA"));
        self.overlay = self.overlay.or_else(|| path("JAKREF_OVERLAY"));
        self
    }

    /// The characters of what people read: ASCII if --ascii, the locale or the terminal demands it.
    pub(super) fn glyphs(&self) -> Glyphs {
        let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
        glyphs(self.ascii, locale.as_deref(), variable("TERM").as_deref())
    }

    /// The characters of what programs read, such as JSON: UTF-8 whatever the locale, unless ASCII is asked for.
    pub(super) fn machine_glyphs(&self) -> Glyphs {
        if self.ascii { Glyphs::Ascii } else { Glyphs::Unicode }
    }

    /// A JSON value as it is printed.
    pub(super) fn json(&self, value: &Value) -> String {
        json(value, self.machine_glyphs())
    }

    /// An HTML file as it is printed.
    pub(super) fn html(&self, html: String) -> String {
        match self.machine_glyphs() {
            Glyphs::Unicode => html,
            Glyphs::Ascii => ascii_html(&html),
        }
    }

    pub(super) fn wrap_width(&self) -> usize {
        self.width.map_or_else(default_width, usize::from)
    }

    /// Whether plots are written as sentences: with --words, or if the output is not a terminal.
    pub(super) fn in_words(&self) -> bool {
        self.in_words || !io::stdout().is_terminal()
    }

    pub(super) fn printer(&self) -> Printer {
        let color = colored(self.color, ColorVariables::read(), io::stdout().is_terminal());
        Printer::new(color, self.glyphs())
    }

    /// The built-in base, or that of --data, with the notes of --overlay.
    ///
    /// # Errors
    /// If the base cannot be read, or has errors; then with every diagnostic.
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
        let mut compilation = self.with_overlay(compilation)?;
        match compilation.knowledge.take() {
            // The index is built at the first search.
            Some(knowledge) => Ok(Base { knowledge, index: None }),
            None => Err(Failure::Faults(self.diagnostics(&compilation))),
        }
    }

    /// The base without its index.
    pub(super) fn knowledge(&self) -> Result<Knowledge, Failure> {
        Ok(self.read_base()?.knowledge)
    }

    /// The base, and its index if it has been built. Says how far the reading has come where it takes long.
    pub(super) fn read_base(&self) -> Result<Base, Failure> {
        with_progress_line(|progress| self.base(progress))
    }

    /// A compiled base with the notes of --overlay, if there are any.
    pub(super) fn with_overlay(&self, base: Compilation) -> Result<Compilation, Failure> {
        match &self.overlay {
            Some(file) => Ok(apply_overlay(base, file, house_rules)?),
            None => Ok(base),
        }
    }

    /// The diagnostics as text for stderr, with a line that counts them.
    pub(super) fn diagnostics(&self, compilation: &Compilation) -> String {
        let color = colored(self.color, ColorVariables::read(), io::stderr().is_terminal());
        render_all(compilation, self.diagnostic_style(color), Listing::default())
    }

    pub(super) fn diagnostic_style(&self, color: bool) -> RenderStyle {
        RenderStyle {
            color,
            ascii: self.glyphs() == Glyphs::Ascii,
            width: self.width.map_or_else(|| default_width().max(100), usize::from),
        }
    }
}
