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
