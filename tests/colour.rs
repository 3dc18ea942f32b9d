//! Colour on stdout and stderr: does every stream obey the flag and the variables, in every combination?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

#[path = "scratch/scratch.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod scratch;

use std::process::Command;

use scratch::Scratch;

const JAKREF: &str = env!("CARGO_BIN_EXE_jakref");

/// A value for each variable that has a say, and what it means where nothing above it decides.
const VARIABLES: [(&str, &str); 4] = [("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")];

/// Commands, and whether what they say goes to stderr: an answer, a refusal of arguments, help, and the faults of a base.
const COMMANDS: [(&str, bool); 6] = [
    ("show class-warnings", false),
    ("--help", false),
    ("shwo", true),
    ("list --format mauve", true),
    ("check FAULT", false),
    ("list --data FAULT", true),
];

/// A folder whose base has a fault.
fn spoilt() -> Scratch {
    let scratch = Scratch::second_base();
    scratch.write("oral/tallowine.toml", b"name = 1\n");
    scratch
}

#[test]
fn every_stream_obeys_the_flag_and_the_variables_in_every_combination() {
    let spoilt = spoilt();
    let fault = spoilt.path().to_str().unwrap();
    for (command, to_stderr) in COMMANDS {
        for flag in [None, Some("always"), Some("never")] {
            for bits in 0..16_usize {
                let set: Vec<_> = VARIABLES.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1).collect();
                let has = |name: &str| set.iter().any(|(_, (set, _))| *set == name);
                let mut program = Command::new(JAKREF);
                program.current_dir(env!("CARGO_MANIFEST_DIR")).env_clear().env("LANG", "C.UTF-8");
                program.envs(set.iter().map(|(_, pair)| **pair));
                program.args(flag.into_iter().flat_map(|when| ["--color", when]));
                program.args(command.split(' ').map(|word| word.replace("FAULT", fault)));
                let output = program.output().unwrap();
                // The streams of a test are no terminals.
                let expected = match flag {
                    Some(when) => when == "always",
                    None => !has("NO_COLOR") && has("CLICOLOR_FORCE"),
                };
                let (said, other) =
                    if to_stderr { (output.stderr, output.stdout) } else { (output.stdout, output.stderr) };
                assert!(!said.is_empty(), "{command} says nothing");
                assert_eq!(said.contains(&0x1b), expected, "{command} {flag:?} {set:?}");
                assert!(!other.contains(&0x1b), "{command}: the other stream");
            }
        }
    }
}

#[test]
fn what_is_printed_brings_no_ink_without_paper() {
    let spoilt = spoilt();
    let fault = spoilt.path().to_str().unwrap();
    for (command, _) in COMMANDS {
        let output = Command::new(JAKREF)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["--color", "always"])
            .args(command.split(' ').map(|word| word.replace("FAULT", fault)))
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        for sequence in text.split("\x1b[").skip(1) {
            let codes = sequence.split('m').next().unwrap();
            // Bold, italic, underlined, reversed, and the end of them: no colour, and nothing that blinks.
            assert!(codes.split(';').all(|code| ["0", "", "1", "3", "4", "7"].contains(&code)), "{command}: {codes}");
        }
    }
}

#[test]
fn every_page_is_printed_without_boxes_for_those_who_listen() {
    let run = |arguments: &[&str]| {
        let output = Command::new(JAKREF).env("LANG", "C.UTF-8").args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let list: serde_json::Value = serde_json::from_str(&run(&["list", "--format", "json"])).unwrap();
    let mut ids: Vec<&str> =
        list["entries"].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    ids.extend(["since", "pathophysiology/pathway"]);
    for id in ids {
        let page = run(&["show", id, "--words"]);
        assert!(!page.is_empty(), "{id}");
        let drawn = page.chars().find(|c| ('\u{2500}'..='\u{25FF}').contains(c));
        assert_eq!(drawn, None, "{id} is drawn:\n{page}");
    }
}
