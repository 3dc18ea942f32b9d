//! The manual and the completions, as a shell on this machine reads them.
//!
//! A test that needs mandoc, jq, fish or zsh is ignored, and fails where it is run without that program. `.ci/run` runs those whose
//! programs are installed: the name of such a test has the name of the program in it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot start the program has failed")]

#[path = "scratch/scratch.rs"]
#[allow(dead_code, reason = "only an empty folder is wanted here")]
mod scratch;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use scratch::Scratch;

/// The folder of the program first, then the usual ones.
fn path() -> String {
    let folder = Path::new(env!("CARGO_BIN_EXE_jakref")).parent().unwrap();
    format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display())
}

fn command(name: &str) -> Command {
    let mut command = Command::new(name);
    command.env_clear().env("LC_ALL", "C.UTF-8").env("TERM", "dumb").env("PATH", path()).stdin(Stdio::null());
    command
}

fn text(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn jakref(arguments: &[&str]) -> String {
    text(command("jakref").args(arguments).output().unwrap())
}

/// A shell that reads a script.
fn shell(name: &str, arguments: &[&str], script: &str) -> String {
    let mut child = command(name).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

// -- the manual

#[test]
fn the_manual_has_its_sections_every_command_and_every_exit_code_of_the_help() {
    let manual = jakref(&["man"]).replace("\\-", "-");
    for section in ["COMMANDS", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES", "WHAT IT IS NOT"] {
        assert!(manual.contains(&format!("\n.SH \"{section}\"\n")), "{section}");
    }
    let help = jakref(&["--help"]);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands = commands.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    for name in commands.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
        assert!(manual.contains(&format!("\n.B {name}")), "{name}");
    }
    let codes = help.split("Exit codes: ").nth(1).unwrap();
    for exit in words(codes).split(".").next().unwrap().split("; ") {
        let (code, meaning) = exit.split_once(' ').unwrap();
        assert!(manual.contains(&format!("\n.B {code}\n{meaning}.\n")), "{exit}");
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
#[ignore = "needs mandoc"]
fn the_manual_passes_the_lint_of_mandoc_without_a_complaint() {
    let base = Scratch::empty();
    base.write("jakref.1", jakref(&["man"]).as_bytes());
    let output = command("mandoc").args(["-Tlint", "-Wwarning"]).arg(base.path().join("jakref.1")).output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stdout).unwrap().as_str()), (Some(0), ""));
}

/// The examples of the manual, as they are typed.
fn examples() -> Vec<String> {
    let manual = jakref(&["man"]);
    let unescaped = |line: &str| line.replace("\\-", "-").replace("\\(aq", "'").replace("\\e", "\\");
    let examples: Vec<String> = manual
        .lines()
        .scan(false, |inside, line| {
            let was = *inside;
            *inside = line == ".EX" || (was && line != ".EE");
            Some((was && *inside).then(|| unescaped(line)))
        })
        .flatten()
        .collect();
    assert!(examples.len() > 8, "{examples:?}");
    examples
}

/// Runs examples in an empty folder; each must print something, or write it into the file it names.
fn run_examples(is_wanted: impl Fn(&str) -> bool) {
    let folder = Scratch::empty();
    let examples: Vec<String> = examples().into_iter().filter(|example| is_wanted(example)).collect();
    assert!(!examples.is_empty(), "the manual has no such example");
    for example in examples {
        let output =
            command("bash").args(["-o", "pipefail", "-c", &example]).current_dir(folder.path()).output().unwrap();
        assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]), "{example}");
        let written = example.split_once("> ").filter(|(_, file)| !file.contains('|'));
        let size = match written {
            Some((_command, file)) => std::fs::metadata(folder.path().join(file)).unwrap().len(),
            None => output.stdout.len() as u64,
        };
        assert!(size > 0, "{example}");
    }
}

#[test]
fn every_example_of_the_manual_runs_and_prints_something() {
    run_examples(|example| !example.contains("jq"));
}

#[test]
#[ignore = "needs jq"]
fn every_example_of_the_manual_with_jq_runs_and_prints_something() {
    run_examples(|example| example.contains("jq"));
}

// -- completions

/// What has to be offered behind a line, and what must not be.
const LINES: [(&[&str], &[&str], &[&str]); 6] = [
    (&["show", "oral/ri"], &["oral/ritlecitinib"], &["oral/baricitinib", "topical/ritlecitinib"]),
    (&["compare", "topical/del"], &["topical/delgocitinib"], &[]),
    (&["list", "to"], &["topical"], &["oral"]),
    (&["cite", "--style", "b"], &["bibtex"], &["ris"]),
    (&["--color", "al"], &["always"], &["auto"]),
    (&["comp"], &["compare", "completions"], &["cite"]),
];

/// Runs a shell for every line and looks at what it offers.
fn offers(ask: impl Fn(&[&str]) -> String) {
    for (line, offered, not_offered) in LINES {
        let said = ask(line);
        let words: Vec<&str> = said.split(|c: char| c.is_whitespace() || c == ':').collect();
        for word in offered {
            assert!(words.contains(word), "{line:?}: {word} is not in {said:?}");
        }
        for word in not_offered {
            assert!(!words.contains(word), "{line:?}: {word} is in {said:?}");
        }
    }
}

#[test]
fn bash_completes_ids_kinds_styles_and_commands() {
    offers(|line| {
        let words: Vec<String> = line.iter().map(|word| format!("'{word}'")).collect();
        let script = format!(
            "source <(jakref completions bash)\n\
             COMP_WORDS=(jakref {}); COMP_CWORD={}; COMP_TYPE=9\n\
             f=$(complete -p jakref | sed 's/.*-F \\([^ ]*\\).*/\\1/'); $f jakref \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\"\n\
             printf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
            words.join(" "),
            line.len()
        );
        shell("bash", &["--norc", "--noprofile"], &script)
    });
}

#[test]
#[ignore = "needs fish"]
fn fish_completes_ids_kinds_styles_and_commands() {
    let home = Scratch::empty();
    offers(|line| {
        let script = format!("jakref completions fish | source\ncomplete -C 'jakref {}'\n", line.join(" "));
        let home = home.path().display();
        shell("env", &[&format!("HOME={home}"), "fish", "--no-config"], &script)
    });
}

#[test]
#[ignore = "needs zsh"]
fn zsh_completes_ids_kinds_styles_and_commands() {
    // The script calls _describe with what the program offers; here it is printed instead of shown in a menu.
    offers(|line| {
        let words: Vec<String> = line.iter().map(|word| format!("'{word}'")).collect();
        let script = format!(
            "compdef() {{ :; }}\n_describe() {{ shift $(( $# - 1 )); print -l -- \"${{(@P)1}}\"; }}\n\
             eval \"$(jakref completions zsh)\"\n\
             words=(jakref {}); CURRENT={}\n\
             _clap_dynamic_completer_jakref\n",
            words.join(" "),
            line.len() + 1
        );
        shell("zsh", &["-f"], &script)
    });
}

#[test]
fn powershell_is_given_a_script_that_asks_the_program() {
    // PowerShell itself cannot be had here; the question it would ask is asked directly.
    let script = jakref(&["completions", "powershell"]);
    assert!(script.contains("Register-ArgumentCompleter") && script.contains("JAKREF_COMPLETE"), "{script}");
    offers(|line| {
        text(command("jakref").env("JAKREF_COMPLETE", "powershell").args(["--", "jakref"]).args(line).output().unwrap())
    });
}

#[test]
fn completing_reads_no_base_from_a_folder() {
    let line = ["--", "jakref", "--data", "/nowhere", "show", "oral/"];
    let homeless =
        command("jakref").env("JAKREF_COMPLETE", "fish").args(["--", "jakref", "check", "~/"]).output().unwrap();
    assert!(homeless.status.success() && homeless.stdout.is_empty(), "without HOME nobody is asked whose home it is");
    let said = text(command("jakref").env("JAKREF_COMPLETE", "fish").args(line).output().unwrap());
    assert!(said.contains("oral/"), "{said}");
}
