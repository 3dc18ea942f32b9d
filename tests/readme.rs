//! The README shows the program as it is: its screens and its table of keys are written by the program, its tour is walked,
//! and every command that a page for people gives is run.
//!
//! With `UPDATE_README=1` the test writes screens and keys anew instead of comparing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

#[allow(dead_code, reason = "the folders serve other tests too")]
#[path = "scratch/scratch.rs"]
mod scratch;
#[allow(dead_code, reason = "the stage serves other tests too")]
#[path = "app/stage.rs"]
mod stage;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jakref::app::keymap;
use jakref::embedded;
use scratch::Scratch;

/// The screens of the README, and the keys that lead to them.
const SCREENS: [(&str, &str); 4] = [
    ("screen page", "<Down><Enter>"),
    ("screen search", "/ruxolitinib"),
    ("screen comparison", "m<Down>mc"),
    ("screen pathway", "1<Enter>"),
];

/// What stands in a block of commands and is not ours to run here: it builds, or moves files about.
const NOT_RUN: [&str; 7] = ["cargo ", "UPDATE_README=1 cargo ", ".ci/run", "sha256sum ", "tar ", "install ", "dpkg "];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

fn screen(keys: &str) -> String {
    let knowledge = embedded::knowledge();
    let mut app = stage::app(&knowledge, (80, 24));
    stage::press(&mut app, keys);
    let rows = stage::shoot(&app).rows().into_iter().map(|row| row.trim_end().to_owned() + "\n");
    format!("```text\n{}```\n", rows.collect::<String>())
}

fn keys() -> String {
    let rows = keymap::table().into_iter().map(|[keys, modes, help]| format!("| {keys} | {help} | {modes} |\n"));
    format!("| key | what it does | where |\n|---|---|---|\n{}", rows.collect::<String>())
}

/// Where the part of a page between two marks stands.
fn between(text: &str, name: &str) -> std::ops::Range<usize> {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let from = text.find(&begin).unwrap() + begin.len();
    from..text.find(&end).unwrap()
}

#[test]
fn the_readme_shows_the_program_as_it_is() {
    let written = page("README.md");
    let mut wanted = written.clone();
    let screens = SCREENS.map(|(name, keys)| (name, screen(keys)));
    for (name, text) in screens.into_iter().chain([("keys", keys())]) {
        wanted.replace_range(between(&wanted, name), &text);
    }
    if env::var_os("UPDATE_README").is_some() {
        fs::write(root().join("README.md"), wanted).unwrap();
    } else {
        assert!(written == wanted, "README.md is out of date; run the tests once with UPDATE_README=1");
    }
}

/// The text of the pane at the right, or of the sheet over both, without the breaks of its lines.
fn shown(app: &jakref::app::App<'_>) -> String {
    let rows = stage::shoot(app).rows();
    let inner = |row: &String| {
        let cells: Vec<&str> = row.split('│').collect();
        // The last border closes the row; what stands before it is the pane.
        cells.len().checked_sub(2).and_then(|pane| cells.get(pane)).map_or(String::new(), |cell| (*cell).to_owned())
    };
    let text: Vec<String> = rows.iter().map(|row| inner(row).trim_start_matches(['>', ' ']).to_owned()).collect();
    text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_tour_leads_where_it_says() {
    let readme = page("README.md");
    let knowledge = embedded::knowledge();
    let mut app = stage::app(&knowledge, (80, 24));
    let rows: Vec<&str> = readme[between(&readme, "tour")].lines().skip(2).collect();
    assert!(rows.len() >= 7, "the tour asks {} questions", rows.len());
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [keys, _question, answer] = cells[..] else { panic!("{row}") };
        for key in keys.split('`').skip(1).step_by(2) {
            let named = ["Enter", "Esc", "Down"].contains(&key);
            stage::press(&mut app, &if named { format!("<{key}>") } else { key.to_owned() });
        }
        let shown = shown(&app);
        assert!(shown.contains(answer), "after {keys} not {answer:?} stands there, but: {shown}");
    }
}

/// The lines of the blocks of commands of a page, without their comments.
fn commands(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let lines = blocks.flat_map(str::lines).map(|line| line.split(" #").next().unwrap().trim().to_owned());
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// A folder in which the commands of the pages find what they speak of: a base, an older one, a clinic's notes.
fn workplace() -> Scratch {
    let place = Scratch::empty();
    for base in ["data", "old"] {
        for (inside, path) in scratch::files(&root().join("data")) {
            place.write(&format!("{base}/{inside}"), &fs::read(path).unwrap());
        }
    }
    for (inside, path) in scratch::files(&root().join("examples")) {
        place.write(&format!("examples/{inside}"), &fs::read(path).unwrap());
    }
    let guide = page("data/README.md");
    let from = guide.find("[overlay]\n").unwrap();
    let to = from + guide[from..].find("```").unwrap();
    let work = b"TY  - JOUR\nTI  - Oil\nAU  - Quill, B\nPY  - 2020\nDO  - 10.5555/oil\nER  - \n";
    place.write("works.ris", work);
    place.write("notes.toml", &guide.as_bytes()[from..to]);
    place
}

/// Runs a line as a shell would, with the program of this build on the path and what others do with its output left away.
fn run(line: &str, place: &Path) -> (Option<i32>, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_jakref")).parent().unwrap();
    let line = line.split(" | ").next().unwrap();
    let mut shell = Command::new("/bin/sh");
    shell.env_clear().env("LC_ALL", "C.UTF-8").env("HOME", place).env("PATH", program).current_dir(place);
    let output = shell.arg("-c").arg(line).stdin(Stdio::null()).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn every_command_that_a_page_gives_can_be_given() {
    let place = workplace();
    let mut tried = 0;
    let manual = Command::new(env!("CARGO_BIN_EXE_jakref")).arg("man").output().unwrap();
    let manual = String::from_utf8(manual.stdout).unwrap();
    let pages = ["README.md", "CONTRIBUTING.md", "data/README.md", "packaging/README.md"].map(page);
    // The manual gives a command on a line of its own, its hyphens guarded.
    let given = manual.lines().map(|line| line.replace('\\', "")).filter(|line| line.starts_with("jakref "));
    let given: Vec<String> = given.filter(|line| line.contains(" --") || line.split(' ').count() < 6).collect();
    for line in pages.iter().flat_map(|text| commands(text)).chain(given) {
        if NOT_RUN.iter().any(|start| line.starts_with(start)) {
            continue;
        }
        assert!(
            line.split([' ', '=']).any(|word| word == "jakref"),
            "{line:?} is neither run nor on the list of what is not"
        );
        let (code, said) = run(&line, place.path());
        // Without a terminal browsing ends there, once everything else is in order.
        let browses = said.starts_with("jakref: browsing needs a terminal");
        assert!(code == Some(0) || (code == Some(2) && browses), "{line}: {code:?}\n{said}");
        tried += 1;
    }
    assert!(tried >= 20, "only {tried} commands were found");
}
