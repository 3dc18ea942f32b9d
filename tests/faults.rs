//! What the compiler of a knowledge base says, fault by fault, word for word.
//!
//! Each folder of tests/faults is a case: files that are laid over the invented base, perhaps a file `remove` that lists
//! files to take away, perhaps a file `overlay` of a clinic's notes, and `expected.txt`, which holds everything `check` says of the result, and is empty where nothing
//! is wrong. A case that almost breaks rules names them in `passes`, a line each: the code, and the text that looks like
//! a breach. `UPDATE_EXPECTED=1 cargo test --test faults` writes the expected files anew; read what changed.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files has failed")]

#[path = "scratch/scratch.rs"]
mod scratch;

use std::fs;
use std::path::{Path, PathBuf};

use jakref::check::house_rules;
use jakref::knowledge::{
    Code, Compilation, Record, RenderStyle, Report, Severity, apply_overlay, compile, is_forbidden, render,
};

use scratch::{Scratch, files};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

/// The invented base as a case spoils it.
fn spoilt(case: &Path) -> Scratch {
    let base = Scratch::second_base();
    for (inside, path) in files(case) {
        match inside.as_str() {
            "expected.txt" | "passes" => {}
            "remove" => {
                for unwanted in fs::read_to_string(path).unwrap().lines() {
                    fs::remove_file(base.path().join(unwanted)).unwrap();
                }
            }
            _part_of_the_base => base.write(&inside, &fs::read(path).unwrap()),
        }
    }
    base
}

/// What compiling comes to, with the notes of the file `overlay` where a case has one.
fn compiled(base: &Scratch) -> Compilation {
    let compilation = compile(base.path(), house_rules).unwrap();
    let overlay = base.path().join("overlay");
    if overlay.exists() { apply_overlay(compilation, &overlay, house_rules).unwrap() } else { compilation }
}

/// Everything that is said of a base, and what was allowed, with the files named as inside it.
fn said(base: &Scratch) -> String {
    let compilation = compiled(base);
    let style = RenderStyle { color: false, ascii: true, width: 120 };
    let faults = compilation.findings.diagnostics().iter();
    let mut text: Vec<String> = faults.map(|fault| render(fault, &compilation.files, style)).collect();
    let allowed = Report::new(&compilation, 0).allowed;
    text.extend(allowed.iter().map(|one| {
        let Record { code, message, file, line, column, allowed, .. } = one;
        format!("allowed[{code}]: {message}: {}\n --> {file}:{line}:{column}\n", allowed.as_deref().unwrap())
    }));
    text.join("\n").replace(&format!("{}/", base.path().display()), "")
}

/// What a case almost breaks: each rule with the text that looks like a breach of it.
fn almost_broken(case: &Path) -> Vec<(String, String)> {
    let lines = fs::read_to_string(case.join("passes")).unwrap_or_default();
    let pair = |line: &str| line.split_once(' ').map(|(code, text)| (code.to_owned(), text.to_owned()));
    lines.lines().filter_map(pair).collect()
}

/// Whether a text stands in one of the files of a folder.
fn stands_in(folder: &Path, text: &str) -> bool {
    let texts = files(folder).into_iter().filter(|(inside, _path)| inside != "passes" && inside != "expected.txt");
    texts.into_iter().any(|(_inside, path)| String::from_utf8_lossy(&fs::read(path).unwrap()).contains(text))
}

/// The codes of everything that is wrong with the invented base once a text in one of its files is another.
fn codes_after(inside: &str, from: &str, to: &str) -> Vec<&'static str> {
    let base = Scratch::second_base();
    base.change(inside, from, to);
    compiled(&base).findings.diagnostics().iter().map(|fault| fault.code.word()).collect()
}

#[test]
fn every_fault_is_said_in_these_words_at_this_place() {
    let rewrite = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut different = String::new();
    for case in cases() {
        let said = said(&spoilt(&case));
        let file = case.join("expected.txt");
        if rewrite {
            fs::write(&file, &said).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if said != expected {
            let name = case.file_name().unwrap().display();
            different.push_str(&format!("== {name}: expected\n{expected}== {name}: said\n{said}\n"));
        }
    }
    assert!(different.is_empty(), "UPDATE_EXPECTED=1 rewrites what is expected\n{different}");
}

#[test]
fn every_code_is_expected_by_a_case() {
    let expected: String = cases().iter().map(|case| fs::read_to_string(case.join("expected.txt")).unwrap()).collect();
    for code in Code::ALL {
        for severity in [code.severity(), code.severity_in_prose()] {
            let head = format!("{}[{code}]: ", severity.word());
            assert!(expected.contains(&head), "no case expects {head}");
        }
    }
}

#[test]
fn every_code_has_a_case_that_almost_breaks_it() {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/second-base");
    let mut almost: Vec<String> = Vec::new();
    for case in cases() {
        let name = case.file_name().unwrap().display();
        let passes = compiled(&spoilt(&case)).findings.diagnostics().is_empty();
        for (code, text) in almost_broken(&case) {
            assert!(passes, "{name} breaks a rule, and almost breaks {code}");
            assert!(stands_in(&case, &text) && !stands_in(&base, &text), "{text:?} is not what {name} changes");
            almost.push(code);
        }
    }
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    let unknown: Vec<&String> = almost.iter().filter(|code| !codes.contains(&code.as_str())).collect();
    let missing: Vec<&&str> = codes.iter().filter(|code| !almost.iter().any(|one| one == **code)).collect();
    assert!(unknown.is_empty() && missing.is_empty(), "no codes: {unknown:?}; almost broken nowhere: {missing:?}");
}

#[test]
fn a_base_with_an_error_is_no_base_and_one_with_warnings_is() {
    for case in cases() {
        let compilation = compiled(&spoilt(&case));
        let broken = compilation.findings.diagnostics().iter().any(|fault| fault.severity == Severity::Error);
        assert_eq!(compilation.knowledge.is_none(), broken, "{}", case.display());
    }
}

#[test]
fn nothing_that_acts_on_a_terminal_is_said() {
    let styles =
        [RenderStyle { color: false, ascii: true, width: 120 }, RenderStyle { color: false, ascii: false, width: 40 }];
    for case in cases() {
        let compilation = compiled(&spoilt(&case));
        for fault in compilation.findings.diagnostics() {
            for style in styles {
                let text = render(fault, &compilation.files, style);
                let acting = text.chars().find(|c| is_forbidden(*c) && *c != '\n');
                assert_eq!(acting, None, "{}", case.display());
            }
        }
    }
}

#[test]
fn every_fault_has_a_sentence_a_help_and_a_file_that_exists() {
    for case in cases() {
        let compilation = compiled(&spoilt(&case));
        for fault in compilation.findings.diagnostics() {
            assert!(!fault.message.is_empty() && !fault.help.is_empty(), "{}: {fault:?}", case.display());
            assert!((fault.span().file as usize) < compilation.files.len(), "{}: {fault:?}", case.display());
        }
    }
}

#[test]
fn what_is_said_does_not_change_from_run_to_run() {
    for case in cases() {
        let base = spoilt(&case);
        assert_eq!(said(&base), said(&base), "{}", case.display());
    }
}

// The tests below fail where the compiler breaks a promise that its own modules make. Each says what is missing.

/// A change, and every code that should be reported after it, in order.
type Mistake<'t> = (&'t str, &'t str, &'t str, &'t [&'t str]);

/// The mistakes after which something else than the expected codes is reported.
fn wrongly_reported(mistakes: &[Mistake<'_>]) -> Vec<String> {
    mistakes
        .iter()
        .map(|(inside, from, to, codes)| (from, to, codes, codes_after(inside, from, to)))
        .filter(|(_from, _to, codes, reported)| reported != *codes)
        .map(|(from, to, codes, reported)| {
            format!("{from:?} as {to:?}: {codes:?} should be reported, and {reported:?} are")
        })
        .collect()
}

#[test]
fn one_mistake_is_reported_once() {
    let rows = "{ arm = \"wickolate\", responders = 20, percent = 50.0, \
                difference = { points = 37.5, low = 17.2, high = 53.5 } },\n  \
                { arm = \"placebo\", responders = 5, percent = 12.5 }";
    let wrong = wrongly_reported(&[
        ("trials/gleam-1.toml", "name = \"placebo\"\n", "", &["K006"]),
        ("trials/gleam-1.toml", rows, "{ arm = \"placebo\" }", &["K006"]),
        ("oral/wickolate.toml", "[\"scorching\", \"soot\"]", "[\"\"]", &["K009"]),
        ("safety.toml", "id    = \"soot\"\n", "", &["K006"]),
        ("questions.toml", "id     = \"long-burn\"\n", "", &["K006"]),
        ("review.toml", "reference = \"marrow-2029\"", "reference = \"marow-2029\"", &["K011"]),
        ("references.toml", "doi       = \"10.0000/", "doi       = \"doi:10.0000/", &["K009"]),
    ]);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_reference_whose_only_claim_has_a_fault_is_no_leftover() {
    let base = Scratch::second_base();
    let moth =
        "[[reference]]\nid = \"moth\"\nkind = \"web\"\ntitle = \"Moths\"\nurl = \"https://invented.example\"\n\n";
    base.change("references.toml", "[[reference]]", &format!("{moth}[[reference]]"));
    base.change("safety.toml", "ref = \"label-tallow\"", "ref = \"moth\"");
    base.change("safety.toml", "basis   = \"label\"", "basis   = \"hearsay\"");
    let codes: Vec<&str> = compiled(&base).findings.diagnostics().iter().map(|fault| fault.code.word()).collect();
    assert_eq!(codes, ["K008"]);
}

#[test]
fn every_fault_of_a_table_is_reported() {
    let wrong = wrongly_reported(&[
        ("oral/wickolate.toml", "\"present\"\nregion  = \"US\"", "\"presnt\"\nregion  = \"USS\"", &["K008", "K008"]),
        ("oral/wickolate.toml", "items   = [\"scorching\", \"soot\"]", "colour = \"black\"", &["K006", "K005"]),
    ]);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_dose_or_a_result_is_no_claim() {
    let wrong = wrongly_reported(&[
        ("review.toml", "by = \"tallowine-approved\"", "by = \"wickolate-dose\"", &["K014"]),
        ("questions.toml", "claims = [\"flicker-loop\"]", "claims = [\"gleam-1-steady\"]", &["K011"]),
    ]);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_file_in_a_folder_of_another_name_is_not_passed_over() {
    for inside in ["Oral/tar.toml", "trial/dusk.toml", "oral/old/tar.toml"] {
        let base = Scratch::second_base();
        base.write(inside, b"name = \"tar\"\n");
        assert!(!compiled(&base).findings.diagnostics().is_empty(), "{inside} was passed over");
    }
}

#[test]
fn a_year_after_the_base_is_reported() {
    assert_eq!(codes_after("references.toml", "year      = 2029", "year      = 2032"), ["P004"]);
}

#[test]
fn what_is_forbidden_in_a_text_is_not_printed_with_its_fault() {
    for forbidden in ['\u{9b}', '\u{85}', '\u{200b}', '\u{2066}', '\u{feff}', '\u{e0041}'] {
        let base = Scratch::second_base();
        base.change("safety.toml", "Look at", &format!("Look {forbidden}31mat"));
        let said = said(&base);
        assert!(said.contains("[K015]"), "{forbidden:?}");
        assert!(!said.contains(forbidden), "{forbidden:?} is printed");
    }
}

#[test]
fn a_claim_stands_once_on_a_page_or_the_repetition_is_reported() {
    let base = Scratch::second_base();
    base.change("review.toml", "[\"oral/wickolate\", \"oral/tallowine\"]", "[\"oral/tallowine\", \"oral/tallowine\"]");
    if let Some(knowledge) = compiled(&base).knowledge {
        assert_eq!(knowledge.claims_on(&"oral/tallowine".parse().unwrap()).count(), 1);
    }
}

/// What a base says, without the identity of its files.
fn everything(compilation: &Compilation) -> String {
    format!("{:?}", compilation.knowledge.as_ref().unwrap().to_draft())
}

#[test]
fn a_base_whose_lists_are_split_into_folders_says_the_same() {
    let (whole, split) = (Scratch::second_base(), Scratch::second_base());
    for (list, table) in
        [("references", "reference"), ("pathophysiology", "topic"), ("safety", "topic"), ("questions", "question")]
    {
        let single = format!("{list}.toml");
        let text = fs::read_to_string(whole.path().join(&single)).unwrap();
        let head = format!("[[{table}]]");
        let mut parts = text.split(&head);
        let first = parts.next().unwrap();
        // The pathway stays in the single file; the other lists have none left.
        let (mut single_text, mut number) = (first.to_owned(), 0);
        for part in parts {
            let (part, pathway) = part.find("[pathway]").map_or((part, ""), |at| part.split_at(at));
            split.write(&format!("{list}/{number:03}.toml"), format!("{head}{part}").as_bytes());
            single_text.push_str(pathway);
            number += 1;
        }
        if list == "pathophysiology" {
            split.write(&single, single_text.as_bytes());
        } else {
            fs::remove_file(split.path().join(&single)).unwrap();
        }
    }
    let [whole, split] = [whole, split].map(|base| compile(base.path(), house_rules).unwrap());
    assert!(split.files.len() > whole.files.len());
    assert!(everything(&whole) == everything(&split), "the two say different things");
}

#[test]
fn the_pathway_stands_in_the_single_file() {
    let base = Scratch::second_base();
    base.write("pathophysiology/pathway.toml", b"[[node]]\nid = \"a\"\nlabel = \"A\"\nlayer = \"left\"\n");
    let said = said(&base);
    assert!(said.contains("unknown key `node`") && said.contains("pathophysiology/pathway.toml"), "{said}");
}
