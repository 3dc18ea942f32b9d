//! Characters that nobody can see are refused in every text, wherever they stand.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

#[path = "scratch/scratch.rs"]
mod scratch;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jakref::check::house_rules;
use jakref::knowledge::{Code, Compilation, apply_overlay, compile};
use regex_syntax::hir::{Class, HirKind};
use scratch::Scratch;

/// The characters of a class, by the tables of `regex-syntax` and not by those of the program.
fn of_class(class: &str) -> Vec<char> {
    let HirKind::Class(Class::Unicode(class)) = regex_syntax::parse(class).unwrap().into_kind() else {
        panic!("{class} is no class")
    };
    class.ranges().iter().flat_map(|range| range.start()..=range.end()).collect()
}

/// Every character that is drawn as nothing or tells how to draw others, and the blanks.
fn unseen() -> Vec<char> {
    let mut unseen = of_class(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Zl}\p{Zp}\p{Zs}--[\x20\u{A0}]]");
    unseen.extend(['\u{2800}', '\u{16FE4}', '\u{1D159}', '\u{FFFC}', '\u{FFFD}']);
    unseen
}

fn escaped(c: char) -> String {
    format!("\\U{:08X}", u32::from(c))
}

/// The lines of a file at which an error of some code is reported.
fn lines(compilation: &Compilation, name: &str, code: Code) -> BTreeSet<usize> {
    let number = compilation.files.iter().position(|file| file.name.ends_with(name)).unwrap();
    let ends: Vec<usize> = compilation.files[number].text.match_indices('\n').map(|(at, _)| at).collect();
    let faults = compilation.findings.diagnostics().iter().filter(|fault| fault.code == code);
    let places = faults.map(jakref::knowledge::Diagnostic::span).filter(|place| place.file as usize == number);
    places.map(|place| ends.partition_point(|end| *end < place.range().start) + 1).collect()
}

/// A file in which each of some texts stands in a line of its own, with what stands before and behind it.
fn file_of(texts: &[String], before: &str, behind: &str) -> (String, BTreeSet<usize>) {
    let (mut file, mut lines) = (String::new(), BTreeSet::new());
    for (number, text) in texts.iter().enumerate() {
        file.push_str(&before.replace("{n}", &number.to_string()));
        let _ = writeln!(file, "{text}");
        lines.insert(file.lines().count());
        file.push_str(behind);
    }
    (file, lines)
}

const CITED: &str = "cites = [{ ref = \"marrow-2029\", at = \"Abstract\" }]\nbasis = \"abstract\"\n";

/// A drug's file without its name.
fn drug() -> String {
    format!(
        "brands = []\ncodes = []\naliases = []\ntargets = [\"FLAME1\"]\n{CITED}[boxed_warning]\nstatus = \"unknown\"\n"
    )
}

fn assert_all_refused(base: &Scratch, name: &str, expected: &BTreeSet<usize>) {
    let refused = lines(&compile(base.path(), house_rules).unwrap(), name, Code::K015);
    let missed: Vec<&usize> = expected.difference(&refused).take(20).collect();
    assert!(missed.is_empty(), "{name}: {} of {}; not in the lines {missed:?}", refused.len(), expected.len());
}

#[test]
fn a_character_that_cannot_be_seen_is_refused_in_a_dose_a_name_a_claim_and_a_reference() {
    let unseen = unseen();
    assert!(unseen.len() > 4_000);
    // A table for each takes time, and nearly all lie in one row of Unicode that is kept for tags.
    let some: Vec<char> = unseen.iter().copied().filter(|c| *c < '\u{E0000}' || u32::from(*c) % 16 == 1).collect();
    assert!(some.len() > 400);
    let dose = "[[dose]]\nid = \"tallowine-dose-{n}\"\nstanding = \"studied\"\npopulation = \"adults\"\nfrequency = \"once daily\"\n";
    let claim = "[[claim]]\nid = \"tallowine-claim-{n}\"\nsection = \"adverse\"\norigin = \"update\"\n";
    let reference = "[[reference]]\nid = \"unseen-{n}\"\nkind = \"article\"\nyear = 2029\ndoi = \"10.1234/{n}\"\n";
    for (file, before, behind, text) in [
        ("oral/tallowine.toml", dose, CITED, "amount = \"5X4 mg\""),
        ("oral/tallowine.toml", claim, CITED, "text = \"Sleep came 5X4 minutes late.\""),
        ("references.toml", reference, "authors = [\"Marrow A\"]\n", "title = \"LatX sleep\""),
        ("references.toml", reference, "title = \"Late sleep\"\n", "authors = [\"MarXrow A\"]"),
    ] {
        let texts: Vec<String> = some.iter().map(|c| text.replace('X', &escaped(*c))).collect();
        let base = Scratch::second_base();
        let old = std::fs::read_to_string(base.path().join(file)).unwrap() + "\n";
        let (added, lines) = file_of(&texts, before, behind);
        base.write(file, (old.clone() + &added).as_bytes());
        let first = old.lines().count();
        assert_all_refused(&base, file, &lines.iter().map(|line| line + first).collect());
    }
    for (names, form) in [
        ("brands", "TalXlow"),
        ("codes", "WX-1"),
        ("aliases", "X"),
        ("targets", "FLAMXE1"),
        ("forms", "capsule 5X4 mg"),
    ] {
        let texts: Vec<String> = unseen.iter().map(|c| format!("\"{}\",", form.replace('X', &escaped(*c)))).collect();
        let base = Scratch::second_base();
        let old = std::fs::read_to_string(base.path().join("oral/tallowine.toml")).unwrap();
        let old = old.replace(&format!("{names} "), "unknown ");
        let file = format!("{names} = [\n{}\n]\n{old}", texts.join("\n"));
        base.write("oral/tallowine.toml", file.as_bytes());
        assert_all_refused(&base, "oral/tallowine.toml", &(2..texts.len() + 2).collect());
    }
    // A name of its own needs a file of its own, so not all of them are asked.
    for c in unseen.iter().step_by(200).chain(&['\u{AD}', '\u{34F}', '\u{2800}', '\u{3164}']) {
        for name in [format!("ember{}ol", escaped(*c)), escaped(*c)] {
            let base = Scratch::second_base();
            base.write("oral/emberol.toml", format!("name = \"{name}\"\n{}", drug()).as_bytes());
            assert_all_refused(&base, "oral/emberol.toml", &[1].into());
        }
    }
}

#[test]
fn a_name_of_blanks_alone_is_refused() {
    for c in of_class(r"[\p{White_Space}\u{2800}\u{3164}\u{FFA0}\u{115F}\u{1160}\u{AD}]") {
        for name in [escaped(c), format!("{0}{0}", escaped(c)), format!("{} {0}", escaped(c))] {
            let base = Scratch::second_base();
            base.change("oral/tallowine.toml", "aliases = []", &format!("aliases = [\"{name}\"]"));
            assert!(compile(base.path(), house_rules).unwrap().findings.errors() > 0, "{name}");
        }
    }
}

#[test]
fn a_character_that_cannot_be_seen_is_refused_in_a_note_of_a_clinic() {
    let unseen = unseen();
    let head = "[overlay]\ntitle = \"Lamp room\"\nauthor = \"A. Wick\"\ndate = 2031-05-04\n\n";
    let texts: Vec<String> = unseen
        .iter()
        .filter(|c| **c < '\u{E0100}')
        .map(|c| format!("text = \"Give 5{}4 mg once daily.\"", escaped(*c)))
        .collect();
    let before = "[[claim]]\nid = \"local-{n}\"\nabout = [\"oral/wickolate\"]\nsection = \"dose\"\n";
    let (notes, expected) = file_of(&texts, before, "");
    let scratch = Scratch::second_base();
    scratch.write("notes", (head.to_owned() + &notes).as_bytes());
    let base = compile(scratch.path(), house_rules).unwrap();
    let laid = apply_overlay(base, &scratch.path().join("notes"), house_rules).unwrap();
    let first = head.lines().count();
    let refused = lines(&laid, "notes", Code::K015);
    assert_eq!(expected.iter().map(|line| line + first).collect::<BTreeSet<_>>().difference(&refused).count(), 0);
}
