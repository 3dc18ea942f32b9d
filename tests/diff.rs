//! What differs between two bases is told whole, once, and what matters most first.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

#[path = "scratch/scratch.rs"]
mod scratch;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use jakref::check::house_rules;
use jakref::embedded;
use jakref::export::{Alteration, Subject, alterations};
use jakref::knowledge::{Knowledge, compile};
use scratch::{Scratch, files};
use serde_json::Value;

const SECOND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/second-base");

fn base(folder: &Path) -> Option<Knowledge> {
    compile(folder, house_rules).unwrap().knowledge
}

fn jakref(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jakref"));
    command.env_clear().env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    let output = command.args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn told(alterations: &[Alteration]) -> Vec<(&'static str, &'static str, &str)> {
    alterations.iter().map(|one| (one.subject.word(), one.edit.word(), one.id.as_str())).collect()
}

/// A newer base: a boxed warning, a dose, a claim that is superseded, one that is new, one that is gone.
fn newer() -> Scratch {
    let new = Scratch::second_base();
    new.change("oral/wickolate.toml", "[\"scorching\", \"soot\"]", "[\"scorching\", \"soot\", \"ash\"]");
    let claim = "[[topic.claim]]\nid      = \"soot-later\"\nsection = \"before\"\norigin  = \"update\"\n\
                 text    = \"Look at the chimney twice.\"\ncites   = [{ ref = \"label-tallow\", at = \"section 5\" }]\n\
                 basis   = \"label\"\n";
    let safety = fs::read_to_string(new.path().join("safety.toml")).unwrap();
    new.write(
        "safety.toml",
        format!("{safety}superseded = {{ on = 2031-01-01, by = \"soot-later\" }}\n\n{claim}").as_bytes(),
    );
    new
}

#[test]
fn boxed_warnings_come_first_and_a_claim_that_no_longer_holds_is_told_as_that() {
    let new = newer();
    let (old, new) = (base(Path::new(SECOND)).unwrap(), base(new.path()).unwrap());
    let found = alterations(&old, &new);
    assert_eq!(
        told(&found),
        [
            ("boxed-warning", "changed", "oral/wickolate#boxed"),
            ("claim", "superseded", "soot-class"),
            ("claim", "added", "soot-later")
        ]
    );
    let back = alterations(&new, &old);
    assert_eq!(
        told(&back),
        [
            ("boxed-warning", "changed", "oral/wickolate#boxed"),
            ("claim", "changed", "soot-class"),
            ("claim", "removed", "soot-later")
        ]
    );
}

#[test]
fn every_subject_is_compared() {
    let (old, new) = (base(Path::new(SECOND)).unwrap(), embedded::knowledge());
    let found = alterations(&old, &new);
    for subject in Subject::ALL {
        assert!(found.iter().any(|one| one.subject == *subject), "no statement about {subject} differs");
    }
    assert!(found.is_sorted_by_key(|one| one.subject), "what matters most comes first");
}

#[test]
fn whatever_is_changed_in_a_text_of_a_base_is_told() {
    let before = base(Path::new(SECOND)).unwrap();
    let mut changed = 0;
    for (inside, path) in files(Path::new(SECOND)) {
        let text = fs::read_to_string(path).unwrap();
        for (number, line) in text.lines().enumerate() {
            // The last text of a line, with a letter more; what a base does not take is not asked about.
            let Some((start, end)) = line.rfind('"').and_then(|end| Some((line[..end].rfind('"')?, end))) else {
                continue;
            };
            let is_a_reason = line.starts_with("reason") || line.starts_with("allow");
            if is_a_reason || line[start + 1..end].is_empty() {
                continue;
            }
            let longer = format!("{}a{}", &line[..=start], &line[start + 1..]);
            let lines: Vec<&str> =
                text.lines().enumerate().map(|(at, old)| if at == number { &longer } else { old }).collect();
            let scratch = Scratch::second_base();
            scratch.write(&inside, lines.join("\n").as_bytes());
            if let Some(after) = base(scratch.path()) {
                assert!(!alterations(&before, &after).is_empty(), "{inside}: {longer}");
                changed += 1;
            }
        }
    }
    assert!(changed > 60, "only {changed} changes were tried");
}

#[test]
fn both_texts_are_shown_and_what_differs_stands_in_brackets() {
    let new = newer();
    let new = new.path().to_str().unwrap();
    let (code, text, _) = jakref(&["diff", SECOND, new, "--width", "200"]);
    assert_eq!(code, Some(0));
    assert!(text.contains("items before: scorching, [-soot-]\n"), "{text}");
    assert!(text.contains("items after: scorching, {+soot, ash+}\n"), "{text}");
    let (_, markdown, _) = jakref(&["diff", SECOND, new, "--format", "markdown"]);
    assert!(markdown.starts_with("# Differences") && markdown.contains("## Boxed warnings\n"), "{markdown}");
    let (_, json, _) = jakref(&["diff", SECOND, new, "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let keys: Vec<&String> = json["changes"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "what", "kind", "before", "after"]);
    assert_eq!(json["changes"][0]["after"]["items"][2], "ash");
    assert_eq!(json["old"]["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn two_that_are_one_differ_in_nothing_and_a_base_that_is_none_is_refused() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let (code, text, _) = jakref(&["diff", data]);
    assert!(code == Some(0) && text.contains("No differences: the two bases are identical."), "{text}");
    let (code, out, err) = jakref(&["diff", "/nowhere", data]);
    assert!(code == Some(2) && out.is_empty() && err.contains("/nowhere"), "{err}");
}
