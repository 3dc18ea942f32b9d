//! A clinic's notes over a base: they are added, marked, and change nothing of what the base says.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

#[path = "scratch/scratch.rs"]
mod scratch;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use jakref::app::{Action, App, Colors, Effect, Options, ThemeName};
use jakref::check::house_rules;
use jakref::knowledge::{Compilation, EntryId, Kind, Knowledge, Section, apply_overlay, compile};
use jakref::page::{Block, Detail, Glyphs, Shape, comparison, page};
use jakref::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use scratch::Scratch;
use serde_json::Value;

const SECOND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/second-base");

const HEAD: &str = "[overlay]\ntitle = \"Lamp room\"\nauthor = \"A. Wick\"\ndate = 2031-05-04\n\n";

const MARK: &str = "LOCAL (A. Wick, 2031-05-04)";

/// A note in each section of each page where a claim can stand.
fn notes_everywhere(base: &Knowledge) -> String {
    let mut text = HEAD.to_owned();
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Reference);
    // The program writes these two, and no note can be on them.
    let is_written = |id: &EntryId| matches!(id.to_string().as_str(), "since" | "approvals");
    for id in kinds.flat_map(|kind| base.ids(*kind)).filter(|id| !is_written(id)) {
        for section in Section::ALL.iter().filter(|section| section.is_allowed_on(id.kind())) {
            let name = id.to_string().replace('/', "-");
            text.push_str(&format!(
                "[[claim]]\nid = \"local-{name}-{section}\"\nabout = [\"{id}\"]\nsection = \"{section}\"\n\
                 text = \"Ask the lamp room first.\"\nsource = \"Lamp room, page 4\"\n\n"
            ));
        }
    }
    text
}

fn base() -> Compilation {
    compile(Path::new(SECOND), house_rules).unwrap()
}

fn laid(base: Compilation, notes: &str) -> Compilation {
    let scratch = Scratch::second_base();
    scratch.write("notes", notes.as_bytes());
    apply_overlay(base, &scratch.path().join("notes"), house_rules).unwrap()
}

/// Where the file of one note lies, and the folder that goes with it.
fn one_note() -> (Scratch, PathBuf) {
    let scratch = Scratch::second_base();
    let note = "[[claim]]\nid = \"local-stock\"\nabout = [\"oral/wickolate\"]\nsection = \"monitoring\"\n\
                text = \"The lamp room counts zebras each Monday.\"\n";
    scratch.write("notes", (HEAD.to_owned() + note).as_bytes());
    let path = scratch.path().join("notes");
    (scratch, path)
}

fn jakref(arguments: &[&str], variables: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jakref"));
    command.env_clear().env("LC_ALL", "C.UTF-8").envs(variables.iter().copied()).stdin(Stdio::null());
    let output = command.args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_title_of_the_notes_is_no_markup_and_obeys_ascii_in_the_date_line() {
    let scratch = Scratch::second_base();
    scratch.write("notes", HEAD.replace("Lamp room", "*L\u{e4}mp* room").as_bytes());
    let notes = scratch.path().join("notes");
    let shared = ["--data", SECOND, "--overlay", notes.to_str().unwrap(), "--format", "markdown", "--ascii"];
    for command in [&["show", "oral/wickolate"][..], &["compare", "oral/wickolate", "oral/tallowine"]] {
        let (code, markdown, error) = jakref(&[command, &shared[..]].concat(), &[]);
        assert_eq!(code, Some(0), "{error}");
        let date = markdown.lines().last().unwrap();
        assert!(date.contains("With LOCAL notes: \\*Lamp\\* room (A. Wick, 2031-05-04)."), "{date}");
    }
}

#[test]
fn a_note_stands_marked_behind_the_statements_of_the_base_on_every_page_and_in_every_section() {
    let whole = base().knowledge.unwrap();
    let notes = notes_everywhere(&whole);
    let overlaid = laid(base(), &notes).knowledge.unwrap();
    for claim in overlaid.claims().filter(|claim| claim.note().is_some()) {
        let shown = page(&overlaid, &claim.home, Detail::Number).unwrap();
        let item = shown.items.iter().position(|item| item.anchor == claim.id.as_str()).expect(&claim.id);
        let text: String = shown
            .blocks
            .iter()
            .filter(|block| block.item == Some(item))
            .flat_map(|block| &block.spans)
            .map(|span| span.text.replace('\u{A0}', " "))
            .collect();
        assert_eq!(text, format!("{MARK}: Ask the lamp room first. [Lamp room, page 4]"), "{}", *claim.id);
        let same_section = overlaid.claims_on(&claim.home).filter(|other| *other.section == *claim.section);
        assert!(same_section.last().unwrap().note().is_some(), "{}", *claim.id);
    }
}

#[test]
fn notes_take_nothing_away_from_any_page_and_leave_the_order_of_the_lists() {
    let before = base().knowledge.unwrap();
    let after = laid(base(), &notes_everywhere(&before)).knowledge.unwrap();
    assert_eq!(before.digest(), after.digest());
    for kind in Kind::ALL {
        assert_eq!(before.ids(*kind), after.ids(*kind));
        for id in before.ids(*kind) {
            let (page_before, page_after) =
                (page(&before, id, Detail::Number).unwrap(), page(&after, id, Detail::Number).unwrap());
            // In the same order, with the notes and their headings between them.
            let mut left = page_after.blocks.iter();
            for block in &page_before.blocks {
                assert!(
                    left.any(|after| (&after.shape, &after.spans) == (&block.shape, &block.spans)),
                    "{id}: {:?}",
                    block.spans
                );
            }
        }
    }
}

/// A drug of which a base knows nothing but its name, with a note in each section of its page.
fn notes_on_a_drug_of_which_nothing_is_known() -> (Scratch, PathBuf) {
    let scratch = Scratch::second_base();
    scratch.write(
        "oral/emberol.toml",
        b"name = \"emberol\"\nbrands = []\ncodes = []\naliases = []\ntargets = [\"FLAME2\"]\n\
          cites = [{ ref = \"marrow-2029\", at = \"Abstract\" }]\nbasis = \"abstract\"\n\
          [boxed_warning]\nstatus = \"unknown\"\nchecked = 2031-04-30\n",
    );
    let knowledge = compile(scratch.path(), house_rules).unwrap().knowledge.unwrap();
    scratch.write("notes", notes_everywhere(&knowledge).as_bytes());
    let path = scratch.path().join("notes");
    (scratch, path)
}

#[test]
fn a_section_in_which_nothing_was_found_says_so_before_every_note_on_the_page_and_in_a_comparison() {
    let (scratch, notes) = notes_on_a_drug_of_which_nothing_is_known();
    let shown = |base: Compilation, compared: bool| -> Vec<(&'static str, String)> {
        let knowledge = base.knowledge.unwrap();
        let id = "oral/emberol".parse().unwrap();
        let page = if compared {
            let drugs: Vec<_> = knowledge.drugs().filter(|drug| drug.name.as_str() != "wickolate").collect();
            comparison(&knowledge, &drugs, Detail::Number)
        } else {
            page(&knowledge, &id, Detail::Number).unwrap()
        };
        let cell = |block: &Block| match &block.shape {
            // The drug is the first of the two columns.
            Shape::Table(table) => table.rows.iter().flat_map(|row| row[0].clone()).collect(),
            Shape::Heading | Shape::Paragraph | Shape::Bullet | Shape::Under | Shape::Plot(_) | Shape::Card(_) => {
                block.spans.clone()
            }
        };
        let text = |block: &Block| cell(block).iter().map(|span| span.text.replace('\u{A0}', " ")).collect();
        page.blocks.iter().map(|block| (block.section, text(block))).collect()
    };
    for compared in [false, true] {
        let compiled = || compile(scratch.path(), house_rules).unwrap();
        let before = shown(compiled(), compared);
        let after = shown(apply_overlay(compiled(), &notes, house_rules).unwrap(), compared);
        if !compared {
            for section in Section::ALL.iter().filter(|section| section.is_expected_on_drugs()) {
                let there = after.iter().filter(|(other, _)| *other == section.word());
                let there: Vec<&str> = there.map(|(_, text)| text.as_str()).collect();
                assert_eq!(there[1], "Not found in the sources read.", "{section}: {there:?}");
                assert!(there[2].contains(MARK), "{section}: {there:?}");
                assert!(before.iter().all(|(other, _)| *other != section.word()), "{section}");
            }
            continue;
        }
        let mut missed = 0;
        for (section, text) in before.iter().filter(|(_, text)| text.to_lowercase().contains("not found in the")) {
            let there: Vec<&str> =
                after.iter().filter(|(other, _)| other == section).map(|(_, text)| text.as_str()).collect();
            let there = there.join("\n");
            let said = there.find(text.as_str());
            let note = there.find(MARK);
            assert!(said.is_some(), "{section}: {text:?} is not in {there:?}");
            assert!(note.is_none_or(|note| said.unwrap() < note), "{section}: {there:?}");
            missed += usize::from(note.is_some());
        }
        let sections = Section::ALL.iter().filter(|section| section.is_expected_on_drugs());
        // The row of a comparison has the doses of tables alone.
        assert_eq!(missed, sections.count() - 1);
    }
}

#[test]
fn a_note_is_told_from_the_base_in_every_form_in_which_it_is_printed() {
    let (_scratch, notes) = one_note();
    let with = ["--data", SECOND, "--overlay", notes.to_str().unwrap()];
    for arguments in [
        &["show", "oral/wickolate"][..],
        &["show", "oral/wickolate#local-stock"],
        &["show", "oral/wickolate", "--format", "markdown"],
        &["compare", "oral/wickolate", "topical/wickolate", "--width", "200"],
        &["search", "zebras"],
    ] {
        let (code, out, err) = jakref(&[&with[..], arguments].concat(), &[]);
        assert_eq!(code, Some(0), "{arguments:?}: {err}");
        let out = out.split_whitespace().collect::<Vec<_>>().join(" ").replace('\\', "").replace("**", "");
        assert!(out.contains(MARK), "{arguments:?}: {out}");
    }
    let (_, json, _) = jakref(&[&with[..], &["show", "oral/wickolate", "--format", "json"]].concat(), &[]);
    let entry: Value = serde_json::from_str(&json).unwrap();
    let claims = entry["claims"].as_array().unwrap();
    let note = claims.iter().find(|claim| claim["id"] == "local-stock").unwrap();
    assert_eq!(
        (&note["origin"], &note["author"], &note["date"]),
        (&"local".into(), &"A. Wick".into(), &"2031-05-04".into())
    );
    assert_eq!((&note["basis"], &note["cites"]), (&Value::Null, &Value::Array(Vec::new())));
}

#[test]
fn about_names_the_notes_with_the_hash_of_their_file() {
    use sha2::{Digest, Sha256};
    let (_scratch, notes) = one_note();
    let hash: String =
        Sha256::digest(std::fs::read(&notes).unwrap()).iter().map(|byte| format!("{byte:02x}")).collect();
    let (_, text, _) = jakref(&["about", "--overlay", notes.to_str().unwrap(), "--data", SECOND], &[]);
    assert!(text.contains(&hash) && text.contains("Lamp room (A. Wick, 2031-05-04)"), "{text}");
    let (_, json, _) =
        jakref(&["about", "--format", "json", "--overlay", notes.to_str().unwrap(), "--data", SECOND], &[]);
    let about: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&about["overlay"]["sha256"], &about["overlay"]["claims"]), (&hash.into(), &1.into()));
}

#[test]
fn the_environment_names_a_base_and_notes_and_the_command_line_wins() {
    let (_scratch, notes) = one_note();
    let notes = notes.to_str().unwrap();
    let (code, out, _) = jakref(&["search", "zebras"], &[("JAKREF_DATA", SECOND), ("JAKREF_OVERLAY", notes)]);
    assert!(code == Some(0) && out.contains(MARK), "{out}");
    let (code, _, err) = jakref(&["list", "--data", SECOND], &[("JAKREF_DATA", "/nowhere"), ("JAKREF_OVERLAY", "")]);
    assert_eq!(code, Some(0), "{err}");
    let (code, _, err) = jakref(&["list"], &[("JAKREF_DATA", "/nowhere")]);
    assert!(code == Some(2) && err.contains("/nowhere"), "{err}");
}

#[test]
fn notes_lie_over_the_base_in_the_program_and_faults_point_into_their_file() {
    let scratch = Scratch::second_base();
    let note =
        "[[claim]]\nid = \"local-a\"\nabout = [\"review\"]\nsection = \"review\"\ntext = \"Ask the pharmacy.\"\n";
    scratch.write("notes", (HEAD.to_owned() + note).as_bytes());
    let path = scratch.path().join("notes");
    let path = path.to_str().unwrap();
    assert_eq!(jakref(&["check", "--overlay", path], &[]).0, Some(0));
    let (_, out, _) = jakref(&["show", "review", "--overlay", path], &[]);
    assert!(out.contains(MARK) && out.contains("With LOCAL notes: Lamp room"), "{out}");
    scratch.change("notes", "Ask the pharmacy.", "Ask the pharmacy");
    scratch.change("notes", "[\"review\"]", "[\"review\", \"oral/no-such-drug\"]");
    let (code, out, _) = jakref(&["check", "--overlay", path], &[]);
    assert!(code == Some(1) && out.contains("notes:8:") && out.contains("[T004]") && out.contains("[K011]"), "{out}");
    let (code, out, err) = jakref(&["list", "--overlay", path], &[]);
    assert!(code == Some(2) && out.is_empty() && err.contains("[K011]"), "{err}");
    for nowhere in ["/nowhere.toml", SECOND] {
        let (code, _, err) = jakref(&["list", "--overlay", nowhere], &[]);
        assert!(code == Some(2) && err.lines().count() == 1 && err.contains(nowhere), "{err}");
    }
}

#[test]
fn the_screen_always_says_whose_base_it_is_and_that_notes_lie_over_it() {
    let before = base().knowledge.unwrap();
    let knowledge = laid(base(), &notes_everywhere(&before)).knowledge.unwrap();
    let notes = &knowledge.overlay().unwrap().digest[..3];
    for stale in [false, true] {
        for width in 40..=120 {
            let setting = Options {
                glyphs: Glyphs::Unicode,
                stale,
                embedded: false,
                in_words: false,
                theme: ThemeName::Default,
                colors: Colors::TwoFiftySix,
            };
            let app = App::new(&knowledge, setting, (width, 24));
            let head = screen(&app, width, 24)[0].clone();
            for wanted in ["2031-", "LOCAL", notes, "own", &knowledge.digest()[..3]] {
                assert!(head.contains(wanted), "{width}: {head:?} lacks {wanted:?}");
            }
            assert!(!stale || head.contains("CHECK"), "{width}: {head:?}");
        }
    }
}

#[test]
fn the_screen_shows_a_note_with_its_mark() {
    let (_scratch, notes) = one_note();
    let knowledge = apply_overlay(base(), &notes, house_rules).unwrap().knowledge.unwrap();
    let setting = Options {
        glyphs: Glyphs::Unicode,
        stale: false,
        embedded: true,
        in_words: false,
        theme: ThemeName::Default,
        colors: Colors::TwoFiftySix,
    };
    let mut app = App::new(&knowledge, setting, (100, 60));
    app.apply(Action::Open);
    let folded = screen(&app, 100, 60).join("\n");
    assert!(folded.contains(") LOCAL"), "{folded}");
    app.apply(Action::ToggleSections);
    let shown = screen(&app, 100, 60).join("\n");
    assert!(shown.contains("LOCAL (A. Wick, 2031-05-04): The"), "{shown}");
}

#[test]
fn a_note_that_is_copied_goes_with_its_mark_and_the_identity_of_the_notes() {
    let (_scratch, notes) = one_note();
    let knowledge = apply_overlay(base(), &notes, house_rules).unwrap().knowledge.unwrap();
    let id = "oral/wickolate".parse().unwrap();
    let setting = Options {
        glyphs: Glyphs::Unicode,
        stale: false,
        embedded: true,
        in_words: false,
        theme: ThemeName::Default,
        colors: Colors::TwoFiftySix,
    };
    let mut app = App::new(&knowledge, setting, (100, 60));
    app.start_at(&id, Some("local-stock"));
    let digest = &knowledge.overlay().unwrap().digest[..12];
    for action in [Action::CopyStatement, Action::CopyPage] {
        let Effect::Copy(text) = app.apply(action) else { panic!("nothing is copied") };
        assert!(
            text.contains("LOCAL (A. Wick, 2031-05-04)") && text.contains(&format!("LOCAL notes {digest}")),
            "{text}"
        );
    }
}

#[test]
fn whatever_byte_is_missing_in_a_file_of_notes_the_answer_is_notes_or_faults_in_them() {
    let (scratch, notes) = one_note();
    let whole = std::fs::read(&notes).unwrap();
    for missing in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes.remove(missing);
        scratch.write("notes", &bytes);
        let compilation = apply_overlay(base(), &notes, house_rules).unwrap();
        let faults = compilation.findings.diagnostics();
        assert_eq!(compilation.knowledge.is_none(), compilation.findings.errors() > 0);
        for fault in faults {
            let file = &compilation.files[fault.span().file as usize];
            assert!(file.name.ends_with("notes") && !fault.help.is_empty(), "{fault:?}");
        }
    }
}

fn screen(app: &App<'_>, width: u16, height: u16) -> Vec<String> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view::draw(app, frame)).unwrap();
    let buffer = terminal.backend().buffer();
    (0..height).map(|y| (0..width).map(|x| buffer[(x, y)].symbol()).collect()).collect()
}

#[test]
fn the_template_that_the_guide_gives_can_be_laid_over_the_base_in_the_program() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/README.md")).unwrap();
    let from = guide.find("[overlay]\n").unwrap();
    let template = &guide[from..from + guide[from..].find("```").unwrap()];
    let scratch = Scratch::second_base();
    scratch.write("notes", template.as_bytes());
    let path = scratch.path().join("notes");
    let (code, out, _) = jakref(&["check", "--overlay", path.to_str().unwrap()], &[]);
    assert_eq!((code, out.as_str()), (Some(0), "no errors, no warnings\n"));
}
