//! The commands for authors, as they are given.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::scratch::Scratch;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jakref"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null()).env_clear().env("LC_ALL", "C.UTF-8");
    command.args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// What a command that must succeed prints.
fn done(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", said(&output));
    said(&output)
}

#[test]
fn what_begins_a_base_and_its_entries_passes_the_check_and_says_what_is_to_do() {
    let place = Scratch::empty();
    let base = place.path().join("base");
    let base = base.to_str().unwrap();
    done(&["new", base]);
    assert!(done(&["check", base, "--draft"]).contains("draft[P013]: 4 texts are still to be written"));
    for (kind, title) in [
        ("drug", "tallowine"),
        ("trial", "GLEAM 1"),
        ("topic", "How"),
        ("topic", "Why"),
        ("safety", "Soot"),
        ("question", "Long"),
    ] {
        done(&["new", kind, title, "--in", base]);
        assert!(done(&["check", base, "--draft"]).ends_with("no errors, 1 warning\n"), "{kind}");
    }
    let page = done(&["--data", base, "show", "tallowine"]);
    assert!(page.contains("tallowine"), "{page}");
    for wrong in [
        &["new", base][..],
        &["new", "drug"],
        &["new", "lamp", "x", "--in", base],
        &["new", "drug", "tallowine", "--in", base],
    ] {
        let output = run(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", said(&output));
    }
    let routes = said(&run(&["new", "drug", "other", "--in", base, "--route", "light"]));
    assert!(routes.contains("its routes are oral, topical"), "{routes}");
}

#[test]
fn every_table_of_a_template_passes_the_check_once_it_is_filled_in() {
    let place = Scratch::empty();
    let base = place.path().join("base");
    let name = base.to_str().unwrap();
    done(&["new", name]);
    done(&["new", "drug", "tallowine", "--in", name]);
    done(&["new", "trial", "GLEAM 1", "--in", name]);
    // What an author does: takes the number signs away, and writes.
    let trial = base.join("trials/gleam-1.toml");
    let text = fs::read_to_string(&trial).unwrap();
    let filled: Vec<String> = text
        .lines()
        .map(|line| {
            line.strip_prefix("# ").unwrap_or(line).replace("oral/name", "oral/tallowine").replace("\"...\"", "\"oil\"")
        })
        .collect();
    fs::write(&trial, filled.join("\n").replace("name = \"oil\"\nn ", "name = \"water\"\nn ") + "\n").unwrap();
    let drug = base.join("oral/tallowine.toml");
    let text = fs::read_to_string(&drug).unwrap();
    let filled = text.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
    let filled = filled
        .replacen("population = \"...\"", "population = \"adults\"", 2)
        .replace("amount     = \"...\"", "amount     = \"5 mg\"")
        .replace("frequency  = \"...\"", "frequency  = \"once daily\"");
    fs::write(&drug, filled + "\n").unwrap();
    assert!(done(&["check", name, "--draft"]).ends_with("no errors, 1 warning\n"));
    let page = done(&["--data", name, "show", "gleam-1", "--words"]);
    assert!(page.contains("25.0 points more"), "the result is drawn: {page}");
    let sheet = done(&["--data", name, "worksheet", "gleam-1"]);
    assert!(
        sheet.starts_with("at,figure of,reads,source,place,copy,basis,seen by\r\n") && sheet.contains(",50%,"),
        "{sheet}"
    );
}

#[test]
fn works_are_added_to_a_base_and_a_second_import_changes_nothing() {
    let base = Scratch::second_base();
    let dir = base.path().to_str().unwrap();
    let works = "tests/authors/works/zotero.ris";
    assert!(done(&["import", works, "--in", dir]).contains("4 works added, 0 there"));
    let once = fs::read_to_string(base.path().join("references.toml")).unwrap();
    assert!(done(&["import", works, "--in", dir]).contains("0 works added, 4 there"));
    assert_eq!(fs::read_to_string(base.path().join("references.toml")).unwrap(), once);
    for wrong in ["README.md", "tests/nothing.ris"] {
        assert_eq!(run(&["import", wrong, "--in", dir]).status.code(), Some(2));
    }
}

#[test]
fn the_report_names_what_is_second_hand_stale_and_not_drawn() {
    let report = done(&["report", "examples/psoriasis", "--months", "0"]);
    for part in ["not covered", "Second-hand", "Not looked up for 0 months", "not drawn", "not seen"] {
        assert!(report.contains(part), "{part}: {report}");
    }
    assert!(done(&["about"]).contains("(jakref report)"));
}

#[test]
fn a_save_is_checked_again_while_the_check_watches() {
    let base = Scratch::second_base();
    let output = base.path().join("said");
    let file = fs::File::create(&output).unwrap();
    let mut child = command(&["check", base.path().to_str().unwrap(), "--watch"]).stdout(file).spawn().unwrap();
    let waits_for = |text: &str| {
        let begun = Instant::now();
        while !fs::read_to_string(&output).unwrap().contains(text) {
            assert!(begun.elapsed() < Duration::from_secs(60), "{text:?} is not said");
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    waits_for("no errors");
    base.change("safety.toml", "basis   = \"label\"", "basis   = \"lable\"");
    waits_for("did you mean");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
#[ignore = "needs taplo on the path"]
fn an_editor_with_taplo_accepts_the_templates_and_refuses_a_misspelt_key() {
    let place = Scratch::empty();
    let base = place.path().join("base");
    let name = base.to_str().unwrap();
    done(&["new", name]);
    done(&["new", "drug", "tallowine", "--in", name]);
    let taplo = |file: &Path| Command::new("taplo").arg("check").arg(file).output().unwrap().status.success();
    let drug = base.join("oral/tallowine.toml");
    assert!(taplo(&base.join("review.toml")) && taplo(&base.join("references.toml")) && taplo(&drug));
    fs::write(&drug, fs::read_to_string(&drug).unwrap().replace("brands ", "brand ")).unwrap();
    assert!(!taplo(&drug));
}
