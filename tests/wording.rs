//! Whether the rules of wording agree with how people write.
//!
//! tests/wording/sentences.txt holds, for each rule, sentences that break it and neighbours that do not. Each is said once
//! as the note of a dose and once as a claim of the invented base.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files has failed")]

#[path = "scratch/scratch.rs"]
#[allow(dead_code, reason = "other tests need more of it")]
mod scratch;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jakref::check::house_rules;
use jakref::knowledge::{Code, Report, compile};

use scratch::Scratch;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Register {
    Dose,
    Prose,
}

struct Sentence {
    /// The rule it breaks, or whose neighbour it is.
    rule: String,
    breaks: bool,
    /// Where only one register is meant.
    only: Option<Register>,
    text: String,
}

/// A text in which `\u{A0}` stands for a character.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

fn sentences() -> Vec<Sentence> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wording/sentences.txt");
    let mut rule = String::new();
    let mut sentences = Vec::new();
    for line in fs::read_to_string(file).unwrap().lines() {
        if line.len() == 4 && line.starts_with('S') {
            rule = line.to_owned();
        } else if let Some((kind, text)) = line.split_once(" | ").filter(|_| !rule.is_empty()) {
            let (breaks, only) = match kind {
                "breach" => (true, None),
                "breach in dose" => (true, Some(Register::Dose)),
                "fine" => (false, None),
                "fine in prose" => (false, Some(Register::Prose)),
                other => panic!("{other:?} is no kind of sentence"),
            };
            sentences.push(Sentence { rule: rule.clone(), breaks, only, text: unescaped(text) });
        }
    }
    sentences
}

/// The rules of wording that each sentence breaks, one to a number; what was broken at no sentence stands under `None`.
fn broken(sentences: &[&Sentence], register: Register) -> BTreeMap<usize, Vec<Code>> {
    let base = Scratch::second_base();
    let (inside, table, rest) = match register {
        Register::Dose => (
            "oral/wickolate.toml",
            "dose",
            "standing = \"labelled\"\nregion = \"US\"\npopulation = \"adults\"\namount = \"3 mg\"\nfrequency = \"once daily\"\n",
        ),
        Register::Prose => ("oral/wickolate.toml", "claim", "section = \"adverse\"\norigin = \"update\"\n"),
    };
    let key = if register == Register::Dose { "note" } else { "text" };
    let mut text = fs::read_to_string(base.path().join(inside)).unwrap();
    let mut lines = BTreeMap::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let said = sentence.text.replace('"', "\\\"");
        write!(text, "\n[[{table}]]\nid = \"sentence-{number}\"\n{rest}").unwrap();
        text.push_str("cites = [{ ref = \"label-tallow\", at = \"section 7\" }]\nbasis = \"label\"\n");
        lines.insert(text.lines().count() + 1, number);
        writeln!(text, "{key} = \"{said}\"").unwrap();
    }
    base.write(inside, text.as_bytes());
    let notes = Report::new(&compile(base.path(), house_rules).unwrap(), usize::MAX);
    let mut broken: BTreeMap<usize, Vec<Code>> = BTreeMap::new();
    for note in notes.diagnostics {
        let at_a_sentence = note.file.ends_with(inside).then(|| lines.get(&note.line)).flatten();
        let number = at_a_sentence.unwrap_or_else(|| panic!("{}:{}: {}", note.file, note.line, note.message));
        broken.entry(*number).or_default().push(note.code);
    }
    broken
}

#[test]
fn the_rules_of_wording_speak_of_every_breach_and_of_no_neighbour() {
    let sentences = sentences();
    let mut wrong = String::new();
    for (register, name) in [(Register::Dose, "a dose"), (Register::Prose, "prose")] {
        let said: Vec<&Sentence> =
            sentences.iter().filter(|sentence| sentence.only.is_none_or(|only| only == register)).collect();
        let together = broken(&said, register);
        for (number, sentence) in said.iter().enumerate() {
            // This rule reports all its breaches in a file as one, so each needs a file of its own.
            let alone = (sentence.rule == "S025").then(|| broken(&[sentence], register));
            let (found, number) = alone.as_ref().map_or((&together, number), |alone| (alone, 0));
            let codes: Vec<&str> = found.get(&number).into_iter().flatten().map(|code| code.word()).collect();
            let agrees = if sentence.breaks { codes.contains(&sentence.rule.as_str()) } else { codes.is_empty() };
            if !agrees {
                let should = if sentence.breaks { "breaks" } else { "is a neighbour of" };
                let Sentence { rule, text, .. } = sentence;
                writeln!(wrong, "in {name}, {text:?} {should} {rule}, and {codes:?} is said of it").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_rule_about_the_words_of_a_text_has_five_breaches_and_five_neighbours() {
    let sentences = sentences();
    for code in Code::ALL.iter().filter(|code| code.word().starts_with('S')) {
        // What a dose must hold is no matter of its words, and is proved by its own cases.
        if *code == Code::S021 {
            continue;
        }
        let count = |breaks| {
            sentences.iter().filter(|sentence| sentence.rule == code.word() && sentence.breaks == breaks).count()
        };
        assert!(count(true) >= 5 && count(false) >= 5, "{code}: {} and {}", count(true), count(false));
    }
}
