//! The README shows the program as it is: its screen and its table of keys are written by the program.
//!
//! With `UPDATE_README=1` the test writes them anew instead of comparing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::env;
use std::fs;
use std::path::PathBuf;

use jakref::app::{Action, App, Colors, Motion, Setting, ThemeName, keymap};
use jakref::embedded;
use jakref::page::Glyphs;
use jakref::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn screen() -> String {
    let knowledge = embedded::knowledge();
    let setting = Setting {
        glyphs: Glyphs::Unicode,
        stale: false,
        embedded: true,
        in_words: false,
        theme: ThemeName::Default,
        colors: Colors::TwoFiftySix,
    };
    let mut app = App::new(&knowledge, setting, (80, 24));
    app.apply(Action::Travel(Motion::Down));
    app.apply(Action::Open);
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    terminal.draw(|frame| view::draw(&app, frame)).unwrap();
    let buffer = terminal.backend().buffer();
    let rows = (0..24).map(|y| {
        let row: String = (0..80).map(|x| buffer[(x, y)].symbol()).collect();
        row.trim_end().to_owned() + "\n"
    });
    format!("```text\n{}```\n", rows.collect::<String>())
}

fn keys() -> String {
    let rows = keymap::table().into_iter().map(|[keys, modes, help]| format!("| {keys} | {help} | {modes} |\n"));
    format!("| key | what it does | where |\n|---|---|---|\n{}", rows.collect::<String>())
}

#[test]
fn the_readme_shows_the_program_as_it_is() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let written = fs::read_to_string(&path).unwrap();
    let mut wanted = written.clone();
    for (name, text) in [("screen", screen()), ("keys", keys())] {
        let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
        let from = wanted.find(&begin).unwrap() + begin.len();
        let to = wanted.find(&end).unwrap();
        wanted.replace_range(from..to, &text);
    }
    if env::var_os("UPDATE_README").is_some() {
        fs::write(path, wanted).unwrap();
    } else {
        assert!(written == wanted, "README.md is out of date; run the tests once with UPDATE_README=1");
    }
}
