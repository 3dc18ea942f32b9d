//! The manual page in man(7) macros, written from the definition of the command line.
//!
//! Promises: contains every command, option, value and exit code, and no other; passes mandoc's lint. The examples use ids of
//! the built-in base, so that they can be run.
//!
//! Written here, since clap_mangen refers to a page for each command, which does not exist, and does not pass the lint.

use clap::builder::PossibleValue;
use clap::{Arg, Command, CommandFactory};

use super::args::Cli;
use super::completions;
use super::exit::EXITS;
use crate::embedded;
use crate::knowledge::Knowledge;

const VARIABLES: [(&str, &str); 12] = [
    ("NO_COLOR", "If set and not empty, no colour. --color overrides it."),
    ("CLICOLOR_FORCE", "If set and not 0, colour in pipes too. NO_COLOR overrides it."),
    ("CLICOLOR", "If 0, no colour. CLICOLOR_FORCE overrides it."),
    ("TERM", "If dumb, no colour; if dumb or linux, ASCII only."),
    ("LC_ALL", "The locale: if it does not name UTF-8, text and Markdown are ASCII. Output for programs stays UTF-8."),
    ("LC_CTYPE", "As LC_ALL, if that is not set."),
    ("LANG", "As LC_ALL, if neither is set."),
    ("COLORTERM", "If truecolor or 24bit, 256 colours on the screen; otherwise TERM decides."),
    (
        "JAKREF_THEME",
        "The theme of the screen, as for --theme. --theme and NO_COLOR override it; it overrides what is remembered.",
    ),
    ("JAKREF_DATA", "The folder or bundle of a knowledge base, as for --data, which overrides it."),
    ("JAKREF_OVERLAY", "A file of a clinic's own notes, as for --overlay, which overrides it."),
    (completions::VARIABLE, "Set by a shell that asks for completions."),
];

const FILES: [(&str, &str); 4] = [
    (
        "DIR/*.toml",
        "A knowledge base for --data or check: the files of the base, and the folders oral, topical and trials.",
    ),
    ("FILE", "A clinic's own notes for --overlay, as data/README.md in the source describes them."),
    (
        "jakref/settings.toml",
        "The theme that was chosen on the screen, in the settings folder; `jakref about` says where.",
    ),
    (
        "schema/jakref-1.schema.json",
        "The JSON Schema of what --format json prints, in the source of the program. The program reads no other files, \
         and writes only its output, the theme and the file that `jakref bundle` names.",
    ),
];

/// A purpose and a command for it. DRUG and OTHER become ids of drugs, NAME becomes a name.
const EXAMPLES: [(&str, &str); 12] = [
    ("What answers a question about it:", "jakref NAME dose"),
    ("The page of a drug as text:", "jakref show DRUG"),
    ("Its doses alone:", "jakref show DRUG#dose"),
    ("Two drugs side by side:", "jakref compare DRUG OTHER"),
    ("Its references for a reference manager:", "jakref cite DRUG --style ris > references.ris"),
    ("The whole base for a browser, with its search, in one file:", "jakref print --html > reference.html"),
    ("The ids of all drugs given by mouth:", "jakref list oral --format json | jq -r '.entries[].id'"),
    (
        "The statements about a drug that hold:",
        "jakref show DRUG --format json | jq -r '.claims[] | select(.status == \"current\") | .text'",
    ),
    ("What its boxed warning says:", "jakref show DRUG --format json | jq '.boxed_warning.items'"),
    (
        "The statements that were read second-hand:",
        "jakref show DRUG --format json | jq -r '.claims[] | select(.second_hand) | .id'",
    ),
    ("Whether a name may mean more than one drug:", "jakref search NAME --format json | jq '.ambiguous'"),
    (
        "The digital object identifiers of all references:",
        "jakref cite --format json | jq -r '.references[].doi | select(. != null)'",
    ),
];

const IS_NOT: [&str; 3] = [
    "No substitute for the current label: doses and warnings were read on the date shown, some of them second-hand.",
    "No advice for one patient, no dose calculator, no interaction checker. It reads, keeps and sends no patient data.",
    "Not the review it began from: only what was read of the review is attributed to it.",
];

pub(super) fn manual() -> String {
    let mut cli = Cli::command();
    cli.build();
    let knowledge = embedded::knowledge();
    let version = cli.get_version().expect("the version is that of Cargo.toml").to_owned();
    let mut page = Page::default();
    page.raw(&format!(".TH JAKREF 1 {} \"jakref {version}\" \"User Commands\"", knowledge.as_of()));
    page.section("NAME");
    page.text("jakref - an offline clinical reference for the terminal");
    page.section("SYNOPSIS");
    page.raw(".B jakref");
    page.text("[OPTIONS] [NAME [QUESTION]]");
    page.raw(".br");
    page.raw(".B jakref");
    page.text("[OPTIONS] COMMAND");
    page.section("DESCRIPTION");
    page.text(&sentence(cli.get_about()));
    page.paragraph("Without a command it opens the reference in the terminal. `?` there shows the keys.");
    cli.get_positionals().for_each(|argument| page.argument(argument));
    page.section("COMMANDS");
    let commands = cli.get_subcommands().filter(|command| command.get_name() != "help");
    commands.for_each(|command| page.command(command));
    page.section("OPTIONS");
    page.text("Each can be given before or after the command.");
    cli.get_opts().for_each(|argument| page.argument(argument));
    page.table("EXIT STATUS", EXITS.iter().map(|(exit, meaning)| (exit.code().to_string(), format!("{meaning}."))));
    page.table("ENVIRONMENT", VARIABLES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    page.table("FILES", FILES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    page.section("EXAMPLES");
    for (what, command) in EXAMPLES {
        if let Some(command) = with_ids(command, &knowledge) {
            page.example(what, &command);
        }
    }
    page.section("WHAT IT IS NOT");
    IS_NOT.iter().for_each(|sentence| page.paragraph(sentence));
    page.section("SEE ALSO");
    page.text("jq(1)");
    page.text
}

/// An example with ids of a base for the words in capitals; `None` if the base has too few drugs.
fn with_ids(command: &str, knowledge: &Knowledge) -> Option<String> {
    let mut drugs = knowledge.drugs();
    let (first, second) = (drugs.next(), drugs.next());
    let words = [
        ("DRUG", first.map(|drug| drug.id.to_string())),
        ("OTHER", second.map(|drug| drug.id.to_string())),
        ("NAME", first.map(|drug| drug.name.to_string())),
    ];
    words.into_iter().try_fold(command.to_owned(), |command, (word, text)| {
        if command.contains(word) { Some(command.replace(word, &text?)) } else { Some(command) }
    })
}

/// The help of a command or option as a sentence.
fn sentence(text: Option<&clap::builder::StyledStr>) -> String {
    let text = text.expect("every command and option is described").to_string();
    if text.ends_with(['.', '?']) { text } else { format!("{text}.") }
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    /// A line of markup.
    fn raw(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Running text, escaped.
    fn text(&mut self, text: &str) {
        let text = escape_roff(text);
        self.raw(&text);
    }

    /// Text after an empty line; a heading already has one.
    fn paragraph(&mut self, text: &str) {
        let under_heading = self.text.lines().last().is_some_and(|line| line.starts_with(".SH"));
        if !under_heading {
            self.raw(".PP");
        }
        self.text(text);
    }

    fn section(&mut self, title: &str) {
        self.raw(&format!(".SH \"{title}\""));
    }

    /// A term with what it means.
    fn term(&mut self, term: &str, text: &str) {
        self.raw(".TP");
        self.raw(&format!(".B {}", escape_roff(term)));
        self.text(text);
    }

    fn table(&mut self, title: &str, rows: impl Iterator<Item = (String, String)>) {
        self.section(title);
        rows.for_each(|(term, text)| self.term(&term, &text));
    }

    fn command(&mut self, command: &Command) {
        // Global options have a section of their own.
        let own: Vec<&Arg> = command.get_arguments().filter(|argument| !is_global(argument)).collect();
        let words: Vec<String> =
            own.iter().filter(|argument| argument.is_positional()).map(ToString::to_string).collect();
        let options = if own.iter().any(|argument| !argument.is_positional()) { " [OPTIONS]" } else { "" };
        let usage = format!("{} {}{options}", command.get_name(), words.join(" "));
        self.term(usage.trim_end(), &sentence(command.get_about()));
        if !own.is_empty() {
            self.raw(".RS");
            own.iter().for_each(|argument| self.argument(argument));
            self.raw(".RE");
        }
    }

    fn argument(&mut self, argument: &Arg) {
        let mut text = sentence(argument.get_help());
        let values = argument.get_possible_values();
        if argument.get_action().takes_values() && !values.is_empty() {
            let names: Vec<&str> =
                values.iter().filter(|value| !value.is_hide_set()).map(PossibleValue::get_name).collect();
            text.push_str(&format!(" One of {}.", names.join(", ")));
        }
        let defaults: Vec<String> =
            argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
        if argument.get_action().takes_values() && !defaults.is_empty() {
            text.push_str(&format!(" Without it: {}.", defaults.join(", ")));
        }
        let short = argument.get_short().map_or_else(String::new, |letter| format!("-{letter}, "));
        self.term(&format!("{short}{argument}"), &text);
    }

    fn example(&mut self, what: &str, command: &str) {
        self.paragraph(what);
        for line in [".RS 4", ".EX"] {
            self.raw(line);
        }
        self.text(command);
        for line in [".EE", ".RE"] {
            self.raw(line);
        }
    }
}

fn is_global(argument: &Arg) -> bool {
    argument.is_global_set() || argument.get_id() == "help"
}

/// Escapes what roff would interpret: a backslash, a hyphen that would be typeset as a dash, quotes, and a full stop at the
/// start of a line.
fn escape_roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('`', "\\(ga");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLES, with_ids};
    use crate::embedded;

    #[test]
    fn no_example_keeps_a_word_for_an_id() {
        let knowledge = embedded::knowledge();
        for (_what, command) in EXAMPLES {
            let command = with_ids(command, &knowledge).expect("the base in the program has two drugs");
            assert!(!["DRUG", "OTHER", "NAME"].iter().any(|word| command.contains(word)), "{command}");
        }
    }
}
