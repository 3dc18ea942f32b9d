//! Any file at all in a base: compiling it ends and says what is wrong. A short form of the fuzz target in fuzz/.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod oracle;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The shipped files by their paths inside the base.
fn shipped() -> Vec<(String, String)> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut files = Vec::new();
    for folder in ["", "oral", "topical", "trials"] {
        for entry in fs::read_dir(data.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let inside = path.strip_prefix(&data).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((inside, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// Text that means something to the reader or to a rule, and so leads further than any other.
const PIECES: [&str; 40] = [
    "\"",
    "\"\"\"",
    "'",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    ",",
    "\n",
    "#",
    "\\",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{200b}",
    "\u{FEFF}",
    "\u{e000}",
    "\u{378}",
    "1.0 mg",
    ".5 mg",
    "99999999999999999999",
    "-1",
    "nan",
    "2026-02-30",
    "9999-12-31T00:00:00Z",
    "[[claim]]\n",
    "[[topic]]\n",
    "[boxed_warning]\n",
    "allow = [\"S009\"]\n",
    "reason = \"x\"\n",
    "superseded = { on = 2030-01-01, by = \"only-one-oil\" }\n",
    "about = [\"oral/wickolate\"]\n",
    "basis = \"label\"\n",
    "t\u{43e}facitinib",
    "> 5",
    "12 of 10 (50%)",
    "\u{B5}g",
    "1/2 tablet",
];

/// A text with pieces put in, and parts taken out or repeated.
fn mutated(text: &str, edits: &[(Index, Index, u8, &str)]) -> String {
    let mut out = text.to_owned();
    for (at, length, how, piece) in edits {
        let boundaries: Vec<usize> = out.char_indices().map(|(at, _c)| at).chain([out.len()]).collect();
        let start = *at.get(&boundaries);
        let end = boundaries.iter().copied().find(|end| *end >= start + length.index(60)).unwrap_or(out.len());
        match how % 4 {
            0 => out.insert_str(start, piece),
            1 => out.replace_range(start..end, ""),
            2 => out.replace_range(start..end, piece),
            _repeat => {
                let part = out[start..end].to_owned();
                out.insert_str(end, &part);
            }
        }
    }
    out
}

fn edits() -> impl Strategy<Value = Vec<(Index, Index, u8, &'static str)>> {
    prop::collection::vec((any::<Index>(), any::<Index>(), any::<u8>(), select(PIECES.as_slice())), 1..6)
}

#[test]
fn ten_thousand_faults_are_counted_and_the_first_are_kept_in_the_order_of_the_file() {
    let topics: String = (0..10_000).map(|number| format!("[[topic]]\nid = \"t{number}\"\n")).collect();
    let compilation = oracle::compiled("safety.toml", &topics);
    // The file of the invented base had one topic; what is missing from each here is its title.
    assert_eq!((compilation.findings.errors(), compilation.findings.warnings()), (10_000, 0));
    let lines: Vec<usize> = compilation
        .findings
        .diagnostics()
        .iter()
        .take(200)
        .map(|fault| compilation.files[fault.span().file as usize].line_column(fault.span().range().start).0)
        .collect();
    assert_eq!(lines, (0..200).map(|number| 2 * number + 1).collect::<Vec<_>>());
}

#[test]
fn ten_thousand_faults_of_toml_are_counted_too() {
    let compilation = oracle::compiled("safety.toml", &"= =\n".repeat(10_000));
    assert!(compilation.findings.errors() >= 10_000);
    assert!(compilation.knowledge.is_none());
}

#[test]
fn nesting_a_thousand_deep_is_one_fault() {
    let (open, close) = ("[".repeat(1_000), "]".repeat(1_000));
    for text in [
        format!("x = {open}{close}\n"),
        format!("x{} = 1\n", ".x".repeat(1_000)),
        format!("x = {}1", "{a=".repeat(1_000)),
    ] {
        let compilation = oracle::compiled("safety.toml", &text);
        let faults = compilation.findings.diagnostics();
        assert!(compilation.findings.errors() >= 1 && faults[0].code.word() == "K003", "{faults:?}");
        oracle::examine("safety.toml", &text);
    }
}

#[test]
fn a_fault_of_toml_far_behind_another_is_found() {
    let comments = "# a line of no consequence\n".repeat(4_000);
    let compilation = oracle::compiled("safety.toml", &format!("a = \n{comments}b = \n"));
    assert_eq!(compilation.findings.errors(), 2, "{:?}", compilation.findings.diagnostics());
}

#[test]
fn a_chain_of_twenty_thousand_successors_is_followed_and_a_circle_of_them_found() {
    let claims = |last: &str| -> String {
        let mut text = "[[topic]]\nid = \"t\"\ntitle = \"T\"\n".to_owned();
        for number in 0..20_000 {
            let next = if number == 19_999 {
                last.to_owned()
            } else {
                format!("superseded = {{ on = 2030-01-01, by = \"c{}\" }}", number + 1)
            };
            text.push_str(&format!(
                "[[topic.claim]]\nid = \"c{number}\"\nsection = \"before\"\norigin = \"update\"\ntext = \"Look.\"\n\
                 cites = [{{ ref = \"label-tallow\", at = \"section 5\" }}]\nbasis = \"label\"\n{next}\n"
            ));
        }
        text
    };
    let chain = oracle::compiled("safety.toml", &claims(""));
    assert_eq!(chain.findings.errors(), 0, "{:?}", chain.findings.diagnostics().first());
    let circle = oracle::compiled("safety.toml", &claims("superseded = { on = 2030-01-01, by = \"c0\" }"));
    assert_eq!(circle.findings.errors(), 20_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_a_file_are_compiled_to_the_end(bytes in prop::collection::vec(any::<u8>(), 0..400), file in any::<Index>()) {
        let files = shipped();
        oracle::examine(&file.get(&files).0, &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn pieces_of_the_format_in_any_order_are_compiled_to_the_end(
        pieces in prop::collection::vec(select(PIECES.as_slice()), 0..30),
        file in any::<Index>(),
    ) {
        let files = shipped();
        oracle::examine(&file.get(&files).0, &pieces.concat());
    }

    #[test]
    fn a_spoilt_shipped_file_is_compiled_to_the_end(file in any::<Index>(), edits in edits()) {
        let files = shipped();
        // The reference list is thirty times as long as the others and has nothing that they have not.
        let (inside, text) = file.get(&files);
        let text: String = text.chars().take(6_000).collect();
        oracle::examine(inside, &mutated(&text, &edits));
    }

    #[test]
    fn a_spoilt_file_of_the_invented_base_is_compiled_to_the_end(file in any::<Index>(), edits in edits()) {
        let files = ["oral/wickolate.toml", "oral/tallowine.toml", "trials/gleam-1.toml", "review.toml", "references.toml"];
        let inside = file.get(&files);
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/second-base").join(inside)).unwrap();
        oracle::examine(inside, &mutated(&text, &edits));
    }
}
