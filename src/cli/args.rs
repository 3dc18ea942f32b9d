//! The definition of the command line, from which the help, the completions and the manual are written.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::builder::styling::{Effects, Style as Look, Styles};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use rapidfuzz::distance::osa;

use super::commands::MONTHS;
use super::completions::{drugs, groups, pages};
use super::global_args::GlobalArgs;
use crate::app::ThemeName;
use crate::export::{CiteStyle, Format};
use crate::knowledge::FileKind;
use crate::page::Detail;

/// No colours in help and errors: they might not be legible on the background of the terminal.
const LOOK: Styles = Styles::plain()
    .header(Look::new().effects(Effects::BOLD.insert(Effects::UNDERLINE)))
    .usage(Look::new().effects(Effects::BOLD.insert(Effects::UNDERLINE)))
    .literal(Look::new().bold())
    .error(Look::new().bold())
    .valid(Look::new().bold())
    .invalid(Look::new().underline());

/// An offline clinical reference for the terminal: every sentence with its source, the place in it, how it was read, and
/// whether it still holds.
#[derive(Debug, Default, Parser)]
#[command(
    name = "jakref",
    version,
    styles = LOOK,
    after_help = super::exit::help()
)]
pub(super) struct Cli {
    /// A name, brand, code or id, to open its page, or to print it where there is no terminal; words after the name are a
    /// question, and what answers it is printed.
    #[arg(value_name = "NAME", add = pages())]
    pub(super) words: Vec<String>,
    /// Without one and without a name, browse.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
}

/// The most edits between a mistyped command and the one that was meant.
const MISTYPED: usize = 2;

/// What clap says of a word that is no command; `None` if it is not nearly one either. A name that only sounds like a command
/// is no mistyped command.
pub(super) fn mistyped_command(word: &str) -> Option<clap::Error> {
    let command = Cli::command();
    let distance = |name: &str| osa::distance(word.chars(), name.chars());
    let names = command.get_subcommands().map(|command| (distance(command.get_name()), command.get_name().to_owned()));
    let is_near = |(distance, name): &(usize, String)| *distance <= MISTYPED && distance * 2 < name.len();
    let (_, name) = names.filter(is_near).min()?;
    let mut error = clap::Error::new(ErrorKind::InvalidSubcommand).with_cmd(&command);
    error.insert(ContextKind::InvalidSubcommand, ContextValue::String(word.to_owned()));
    error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(vec![name]));
    Some(error)
}

/// How much the citation marks in a text say.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(super) struct Cites {
    /// What a citation mark in the text says; without it, full in Markdown, and short in text and HTML.
    #[arg(long, value_name = "DETAIL")]
    cites: Option<Detail>,
}

impl Cites {
    /// What was asked for, or else what fits a format: what leaves the program as Markdown has everything in its marks. The marks of HTML lead
    /// to their sources.
    pub(super) fn detail(self, format: Format) -> Detail {
        self.cites.unwrap_or(match format {
            Format::Text | Format::Json | Format::Html => Detail::Number,
            Format::Markdown => Detail::Full,
        })
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Browse, starting at an entry.
    Open {
        /// An id such as ref/NAME, a bare name, or an id followed by #SECTION.
        #[arg(add = pages())]
        id: String,
    },
    /// List entries.
    List {
        /// What to list: drugs, the folder of a route such as oral, trials, questions, safety, pathophysiology or references;
        /// without it, everything but the references.
        #[arg(value_name = "KIND", add = groups())]
        kind: Option<String>,
    },
    /// Print the page of an entry.
    Show {
        /// Ids, bare names, or ids followed by #SECTION.
        #[arg(required = true, value_name = "ID", add = pages())]
        ids: Vec<String>,
        #[command(flatten)]
        cites: Cites,
    },
    /// Find entries, best first.
    Search {
        /// What to look for; more words narrow the search.
        #[arg(required = true, value_name = "WORDS")]
        words: Vec<String>,
    },
    /// Print two to four drugs side by side.
    Compare {
        /// Ids or bare names of drugs.
        #[arg(required = true, num_args = 2..=4, value_name = "ID", add = drugs())]
        ids: Vec<String>,
        #[command(flatten)]
        cites: Cites,
    },
    /// Print references for a reference list.
    Cite {
        /// References, or entries whose references are meant; without any, every reference.
        #[arg(value_name = "ID", add = pages())]
        ids: Vec<String>,
        /// The style of the list; with --format json every field is printed whatever the style.
        #[arg(long, value_name = "STYLE", default_value_t = CiteStyle::Vancouver)]
        style: CiteStyle,
    },
    /// Print the whole base as one document: every drug, trial, topic, question and reference.
    Print {
        /// Print one HTML file for a browser, which loads nothing; without it, Markdown. The same as --format html.
        #[arg(long)]
        html: bool,
        #[command(flatten)]
        cites: Cites,
    },
    /// Check a knowledge base and write it, with its search index, to one file for --data.
    Bundle {
        /// The folder of the base.
        #[arg(value_hint = clap::ValueHint::DirPath)]
        dir: PathBuf,
        /// The file to write.
        #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
        output: PathBuf,
    },
    /// Check a knowledge base and report every fault.
    Check {
        /// The folder of the base; without it, the base of --data or the built-in base.
        #[arg(value_hint = clap::ValueHint::DirPath)]
        dir: Option<PathBuf>,
        /// Explain a rule, such as S001, and give its source; "all" explains every rule.
        #[arg(long, value_name = "CODE", conflicts_with = "dir")]
        explain: Option<String>,
        /// Say in one line each how many texts are still to be written and which works nothing cites.
        #[arg(long)]
        draft: bool,
        /// List the breaches that the base allows, each with its reason.
        #[arg(long)]
        allowed: bool,
        /// Check again at each save, until interrupted.
        #[arg(long, requires = "dir")]
        watch: bool,
    },
    /// Begin a base in a folder, `jakref new DIR`, or an entry in a base, `jakref new drug NAME --in DIR`.
    New {
        /// A folder; or drug, trial, topic, safety or question, and a name.
        #[arg(required = true, num_args = 1..=2, value_name = "DIR or KIND NAME")]
        words: Vec<String>,
        /// The folder of the base.
        #[arg(long = "in", value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
        dir: Option<PathBuf>,
        /// The route of a drug, which is its folder; without it, the first of the base.
        #[arg(long)]
        route: Option<String>,
    },
    /// Report what a base lacks: sections not covered, second-hand statements, what was not looked up lately, results not drawn.
    Report {
        /// The folder of the base; without it, the base of --data or the built-in base.
        #[arg(value_hint = clap::ValueHint::DirPath)]
        dir: Option<PathBuf>,
        /// After how many months something was not looked up lately.
        #[arg(long, value_name = "N", default_value_t = MONTHS)]
        months: u32,
    },
    /// Print every figure of an entry with its source, for a second reader: CSV, or with --format markdown a table.
    Worksheet {
        /// An id or a bare name.
        #[arg(add = pages())]
        id: String,
    },
    /// Add the works of a file of RIS, PubMed's nbib, BibTeX or CSL-JSON to references.toml; a work that is there, by DOI, PMID or
    /// PMCID, gets the keys that it lacks.
    Import {
        /// The file that a reference manager or PubMed wrote.
        #[arg(value_hint = clap::ValueHint::FilePath)]
        file: PathBuf,
        /// The folder of the base.
        #[arg(long = "in", value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
        dir: PathBuf,
    },
    /// Print the JSON Schema of the files of a base, with which editors complete and explain keys.
    Schema {
        /// The kind of file; without it, every kind as a definition.
        #[arg(value_name = "KIND")]
        kind: Option<FileKind>,
    },
    /// Print what differs between two knowledge bases, boxed warnings first; a clinic's notes are not compared.
    Diff {
        /// The folder of the old base.
        old: PathBuf,
        /// The folder of the new base; without it, the base of --data or the built-in base.
        new: Option<PathBuf>,
    },
    /// Print the version, and the date and identity of the base.
    About,
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// Lets clap parse an enum of another layer, with the words that the enum has.
macro_rules! value_enum {
    ($name:ty, $value:expr) => {
        impl ValueEnum for $name {
            fn value_variants<'a>() -> &'a [Self] {
                &<$name>::ALL
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                let value: fn($name) -> PossibleValue = $value;
                Some(value(*self))
            }
        }
    };
}

value_enum!(ThemeName, |theme| PossibleValue::new(theme.word()));
value_enum!(FileKind, |kind| PossibleValue::new(kind.word()));
value_enum!(Format, |format| PossibleValue::new(format.word()).help(format.description()));
value_enum!(Detail, |detail| PossibleValue::new(detail.word()).help(detail.description()));
value_enum!(CiteStyle, |style| PossibleValue::new(style.word()).help(style.description()));
