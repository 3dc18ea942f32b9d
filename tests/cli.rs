//! The command line, as a script or a clinic's computer meets it: arguments, streams, exit codes.
//!
//! The program runs on the invented base of tests/second-base, on spoilt copies of it, and, where the question is what
//! it ships, on its own. Exit codes: 0 done, 1 nothing found or faults found, 2 cannot do that.

#![allow(clippy::unwrap_used, reason = "a test that cannot start the program has failed")]

#[path = "scratch/scratch.rs"]
mod scratch;

use std::ffi::OsStr;
use std::io::pipe;
use std::path::Path;
use std::process::{Command, Stdio};

use jakref::export::{CiteStyle, Format};
use serde_json::Value;

use scratch::Scratch;

const SECOND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/second-base");

/// Each way to ask for something that is printed of the invented base.
const ANSWERS: &[&[&str]] = &[
    &["list"],
    &["show", "oral/wickolate"],
    &["search", "wick"],
    &["compare", "oral/wickolate", "topical/wickolate"],
    &["cite"],
    &["print"],
    &["about"],
];

/// What the program did.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

/// The program in an environment that says nothing about colour, with a locale that shows everything.
fn jakref() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jakref"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command.env_clear().env("LC_ALL", "C.UTF-8").env("TERM", "xterm");
    command
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn run<S: AsRef<OsStr>>(arguments: &[S]) -> Ran {
    ran(jakref().args(arguments))
}

/// On the base in a folder.
fn on(data: &Path, arguments: &[&str]) -> Ran {
    ran(jakref().arg("--data").arg(data).args(arguments))
}

/// On the invented base.
fn second(arguments: &[&str]) -> Ran {
    on(Path::new(SECOND), arguments)
}

impl Ran {
    /// What was printed, where the program did what it was asked to and had nothing else to say.
    fn answer(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    /// What was said, where the program could not do what it was asked to and printed nothing.
    fn refusal(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (Some(2), ""), "{}", self.err);
        assert!(!self.err.is_empty());
        self.err
    }

    fn json(self) -> Value {
        json(&self.answer())
    }
}

/// A JSON object of ours: the schema is the first thing in it.
fn json(text: &str) -> Value {
    assert!(text.starts_with("{\n  \"schema\": \"jakref/1\","), "{text}");
    serde_json::from_str(text).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// A field of every object of a list, as text.
fn each<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
    list.as_array().unwrap().iter().map(|object| object[key].as_str().unwrap()).collect()
}

fn one_line(text: &str) -> &str {
    let line = text.strip_suffix('\n').unwrap();
    assert!(!line.is_empty() && !line.contains('\n'), "{text:?}");
    line
}

// -- list

#[test]
fn list_names_every_entry_of_a_kind_in_every_format() {
    let kinds: &[(&str, &[&str])] = &[
        ("oral", &["oral/wickolate", "oral/tallowine"]),
        ("topical", &["topical/wickolate"]),
        ("pathophysiology", &["pathophysiology/flame-way", "pathophysiology/flicker"]),
        ("safety", &["safety/soot"]),
        ("questions", &["question/long-burn"]),
        ("trials", &["trial/gleam-1"]),
        ("references", &["ref/marrow-2029", "ref/label-tallow"]),
    ];
    let about = json(&second(&["about", "--format", "json"]).answer());
    let every: Vec<&str> = keys(&about["counts"]).into_iter().filter(|word| *word != "claims").collect();
    assert_eq!(kinds.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), every);
    for (kind, ids) in kinds {
        for format in Format::ALL {
            let list = second(&["list", kind, "--format", format.word()]);
            if *format == Format::Html {
                assert!(one_line(&list.refusal()).contains("`show` and `print`"));
                continue;
            }
            let list = list.answer();
            let listed: Vec<String> = match format {
                Format::Html => unreachable!("a list has no HTML"),
                Format::Text => list.lines().map(|line| line.split_once("  ").unwrap().0.trim().to_owned()).collect(),
                Format::Markdown => {
                    let cells = list.lines().skip(2).map(|line| line.split(" | ").next().unwrap());
                    cells.map(|cell| cell.strip_prefix("| ").unwrap().to_owned()).collect()
                }
                Format::Json => {
                    let object = json(&list);
                    assert_eq!(keys(&object["entries"][0]), ["id", "kind", "title", "status"]);
                    each(&object["entries"], "id").into_iter().map(str::to_owned).collect()
                }
            };
            assert_eq!(listed, *ids, "{format}");
        }
    }
}

#[test]
fn list_without_a_kind_names_everything_but_the_references() {
    let text = second(&["list"]).answer();
    assert_eq!(text.lines().count(), 8);
    assert!(!text.contains("ref/"));
}

#[test]
fn a_list_says_what_helps_to_choose() {
    let text = second(&["list", "oral"]).answer();
    assert!(text.contains("oral/wickolate  wickolate (Wick); approved US; boxed warning\n"), "{text}");
    assert!(text.contains("oral/tallowine  tallowine (Tallow); approved US; boxed warning unknown\n"), "{text}");
}

#[test]
fn an_empty_list_is_nothing_found() {
    let base = Scratch::second_base();
    std::fs::remove_file(base.path().join("topical/wickolate.toml")).unwrap();
    base.change("oral/wickolate.toml", "near    = [\"topical/wickolate\"]", "near    = []");
    let ran = on(base.path(), &["list", "topical"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
}

// -- show

#[test]
fn show_prints_the_page_of_an_id_and_the_date_of_the_base() {
    let text = second(&["show", "oral/wickolate"]).answer();
    assert!(text.starts_with("wickolate · Wick, by mouth\n"), "{text}");
    assert!(text.contains("BOXED WARNING (US label) scorching, soot"), "{text}");
    assert!(text.ends_with("\nAs of 2031-05-01. Check the current label before prescribing.\n"), "{text}");
}

#[test]
fn a_name_brand_or_identifier_works_where_it_is_unambiguous() {
    let page = second(&["show", "oral/tallowine"]).answer();
    for name in ["tallowine", "TALLOWINE", "Tallow"] {
        assert_eq!(second(&["show", name]).answer(), page, "{name}");
    }
    let trial = second(&["show", "trial/gleam-1"]).answer();
    for name in ["gleam-1", "GLEAM 1", "NCT00000000"] {
        assert_eq!(second(&["show", name]).answer(), trial, "{name}");
    }
}

#[test]
fn an_ambiguous_name_lists_the_choices_and_nothing_is_guessed() {
    for command in [
        &["show", "wickolate"][..],
        &["show", "wk-001#dose"],
        &["compare", "wickolate", "tallowine"],
        &["cite", "wickolate"],
        &["open", "wickolate"],
    ] {
        let said = second(command).refusal();
        assert!(said.ends_with("name the one you mean:\n  oral/wickolate\n  topical/wickolate\n"), "{said}");
    }
}

#[test]
fn a_name_without_a_command_is_shown_and_a_question_after_it_is_searched_for() {
    assert_eq!(second(&["tallowine"]).answer(), second(&["show", "tallowine"]).answer());
    assert_eq!(
        second(&["--ascii", "tallowine#dose"]).answer(),
        second(&["show", "tallowine#dose", "--ascii"]).answer()
    );
    assert_eq!(second(&["since", "--width", "60"]).answer(), second(&["show", "since", "--width", "60"]).answer());
    let searched = |words: &[&str]| second(&[&["search"], words].concat()).answer();
    for words in [&["tallowine", "dose"][..], &["tallowine", "list"], &["wickolate", "boxed", "warning"]] {
        assert_eq!(second(words).answer(), searched(words), "{words:?}");
    }
    assert_eq!(
        second(&["tallowine", "--format", "json"]).json()["kind"],
        second(&["show", "tallowine", "--format", "json"]).json()["kind"]
    );
}

#[test]
fn a_name_without_a_command_is_never_guessed_and_only_a_mistyped_command_is_taken_for_one() {
    assert_eq!(second(&["wickolate"]).refusal(), second(&["show", "wickolate"]).refusal());
    assert_eq!(second(&["talowine"]).refusal(), second(&["show", "talowine"]).refusal());
    assert_eq!(second(&["gutter"]).refusal(), second(&["show", "gutter"]).refusal());
    for mistyped in [&["serch", "wick"][..], &["shwo", "tallowine"], &["chekc"], &["lst"]] {
        assert!(second(mistyped).refusal().contains("a similar subcommand exists"), "{mistyped:?}");
    }
    // The brand sounds like a command, and is none.
    assert!(!run(&["litfulu"]).refusal().contains("subcommand"));
    assert!(one_line(&second(&["tallowine", "--ascii", "list"]).refusal()).contains("without a command"));
}

#[test]
fn an_unknown_id_is_refused_and_what_is_near_is_named_not_taken() {
    for name in ["nothing", "oral/", "/", "#dose", "", "review/x"] {
        one_line(&second(&["show", name]).refusal());
    }
    for name in ["oral/wickolat", "oral/wickolate/x"] {
        let said = second(&["show", name]).refusal();
        assert!(said.contains("near in spelling"), "{said}");
        assert!(said.ends_with("  oral/wickolate\n"), "{said}");
    }
}

#[test]
fn one_unknown_id_among_known_ones_prints_nothing() {
    for format in Format::ALL {
        second(&["show", "oral/tallowine", "nothing", "--format", format.word()]).refusal();
    }
}

#[test]
fn a_section_or_a_claim_behind_an_id_is_the_part_that_is_printed() {
    let section = second(&["show", "oral/wickolate#adverse"]).answer();
    assert!(section.contains("\n== Adverse effects ==\n• Soot was reported"), "{section}");
    assert!(!section.contains("Before starting"), "{section}");
    let claim = second(&["show", "pathophysiology/flicker#flicker-loop", "--format", "markdown"]).answer();
    assert!(claim.contains("## What is known\n\n- The flicker feeds itself"), "{claim}");
    assert!(!claim.contains("SUPERSEDED"), "{claim}");
    let said = second(&["show", "oral/wickolate#colour"]).refusal();
    assert!(one_line(&said).contains("has no part \"colour\"; its sections are card, top, dose,"), "{said}");
}

#[test]
fn every_section_that_has_a_heading_can_be_asked_for() {
    let section = second(&["show", "oral/tallowine#dose"]).answer();
    assert!(
        words(&section).contains("Not found in the sources read: contraindications and warnings; dose;"),
        "{section}"
    );
}

#[test]
fn several_ids_are_printed_in_the_order_asked_for() {
    let text = second(&["show", "safety/soot", "tallowine"]).answer();
    let first = text.find("Soot in the whole class\n").unwrap();
    let second_page = text.find("tallowine · Tallow, by mouth\n").unwrap();
    assert!(first < second_page, "{text}");
    assert_eq!(text.matches("As of 2031-05-01.").count(), 1);
    let object = second(&["show", "safety/soot", "tallowine", "--format", "json"]).json();
    assert_eq!(keys(&object), ["schema", "entries"]);
    assert_eq!(each(&object["entries"], "id"), ["safety/soot", "oral/tallowine"]);
}

#[test]
fn an_entry_as_json_has_every_field_and_null_where_nothing_is_known() {
    let drug = second(&["show", "topical/wickolate", "--format", "json"]).json();
    let wanted = [
        "schema",
        "id",
        "kind",
        "title",
        "as_of",
        "name",
        "route",
        "brands",
        "codes",
        "aliases",
        "targets",
        "verb",
        "forms",
        "sponsor",
        "near",
        "approvals",
        "marketing",
        "boxed_warning",
        "card",
        "doses",
        "trials",
        "basis",
        "second_hand",
        "cites",
        "claims",
        "plots",
    ];
    assert_eq!(keys(&drug), wanted);
    assert_eq!(drug["sponsor"], Value::Null);
    assert_eq!(drug["boxed_warning"]["status"], "absent");
    let trial = second(&["show", "trial/gleam-1", "--format", "json"]).json();
    let row = &trial["results"][0]["rows"][0];
    assert_eq!((&row["responders"], &row["percent"], &row["n"]), (&20.into(), &50.0.into(), &Value::Null));
    assert_eq!(row["difference"]["low"], 17.2);
}

#[test]
fn a_claim_as_json_says_where_it_comes_from_and_whether_it_holds() {
    let topic = second(&["show", "pathophysiology/flicker", "--format", "json"]).json();
    let old = &topic["claims"][0];
    for key in ["id", "text", "origin", "basis", "cites", "superseded"] {
        assert!(old.get(key).is_some(), "{key}");
    }
    assert_eq!(old["status"], "SUPERSEDED");
    assert_eq!(old["superseded"]["on"], "2030-01-02");
    assert_eq!(old["superseded"]["by"], "tallowine-approved");
    assert_eq!(old["cites"][0], serde_json::json!({ "ref": "marrow-2029", "at": "Abstract", "via": null }));
    assert_eq!(topic["claims"][1]["superseded"], Value::Null);
}

// -- since

#[test]
fn since_lists_what_changed_newest_first_and_what_regulators_did_before_the_rest() {
    let text = second(&["show", "since"]).answer();
    let place = |what: &str| text.find(what).unwrap_or_else(|| panic!("{what} is missing: {text}"));
    assert!(place("2030-01-02 oral/tallowine: tallowine approved, US") < place("Other dated changes"));
    assert!(words(&text).contains("SUPERSEDED by tallowine (US approval, 2030-01-02): Only wickolate"), "{text}");
    assert!(text.contains("Now: With tallowine, two oils"), "{text}");
    assert!(!text.contains("2028-03-04"), "what is older than the review is not listed: {text}");
    let object = second(&["show", "since", "--format", "json"]).json();
    assert_eq!(object["undated"].as_array().unwrap().len(), 0);
    let changes = object["changes"].as_array().unwrap();
    let (first, rest): (Vec<&Value>, Vec<&Value>) = changes.iter().partition(|change| change["regulatory"] == true);
    let together: Vec<&Value> = first.iter().chain(&rest).copied().collect();
    assert_eq!(changes.iter().collect::<Vec<_>>(), together, "what regulators did stands first");
    for part in [first, rest] {
        let days: Vec<&str> = part.iter().map(|change| change["on"].as_str().unwrap()).collect();
        assert!(days.is_sorted_by(|later, earlier| later >= earlier), "newest first: {days:?}");
    }
    for change in changes {
        assert!(!change["cites"].as_array().unwrap().is_empty() && change["page"].is_string(), "{change}");
    }
}

#[test]
fn a_change_without_a_day_is_listed_apart_and_not_dated() {
    let base = Scratch::second_base();
    base.change("oral/tallowine.toml", "on         = 2030-01-02\n", "");
    base.change("safety.toml", "section = \"before\"", "section = \"before\"\nabout   = [\"since\"]");
    let object = json(&on(base.path(), &["show", "since", "--format", "json"]).answer());
    let undated = &object["undated"];
    assert_eq!(each(undated, "page"), ["oral/tallowine", "safety/soot"]);
    assert_eq!(undated[0]["on"], Value::Null);
    let text = on(base.path(), &["show", "since#undated"]).answer();
    assert!(text.contains("• oral/tallowine: tallowine approved, US"), "{text}");
    assert!(text.contains("• safety/soot: Look at the chimney"), "{text}");
}

#[test]
fn the_review_and_what_changed_since_are_shown_by_their_bare_words() {
    assert!(second(&["show", "review"]).answer().starts_with("Lantern oils for glimmer fever"));
    assert!(second(&["show", "since#others"]).answer().contains("Other dated changes"));
}

// -- the pathway

#[test]
fn the_pathway_is_said_in_sentences_and_is_json() {
    let text = second(&["show", "pathophysiology/flame-way"]).answer();
    assert!(text.contains("• lamp oil burns in FLAME1: The flicker feeds itself"), "{text}");
    assert!(text.contains("lamp oil gives glow: SUPERSEDED by tallowine (US approval, 2030-01-02)"), "{text}");
    assert!(text.contains("not found"), "an empty cell says so: {text}");
    let object = second(&["show", "flame-way", "--format", "json"]).json();
    assert_eq!(each(&object["edges"], "to"), ["flame1", "glow", "flame2"]);
    assert_eq!(each(&object["edges"], "claim"), ["flicker-loop", "only-one-oil", "flicker-loop"]);
    assert_eq!(object["edges"][0]["cites"][0]["ref"], "marrow-2029");
    assert_eq!(object["drugs"][1], serde_json::json!({ "id": "oral/tallowine", "inhibits": ["flame1", "flame2"] }));
    assert_eq!(object["selectivity"][0]["cells"][0]["text"], "inhibited");
    assert_eq!(object["selectivity"][0]["cells"][1]["text"], Value::Null);
}

// -- search

#[test]
fn search_ranks_and_says_how_each_entry_was_found() {
    let words = |query: &str| {
        let object = second(&["search", query, "--format", "json"]).json();
        assert_eq!(keys(&object), ["schema", "query", "ambiguous", "hits"]);
        assert_eq!(object["query"], query);
        assert_eq!(
            keys(&object["hits"][0]),
            [
                "id",
                "kind",
                "title",
                "matched",
                "how",
                "route",
                "status",
                "near",
                "differing",
                "field",
                "anchor",
                "section",
                "asked"
            ]
        );
        (each(&object["hits"], "id")[0].to_owned(), each(&object["hits"], "how")[0].to_owned())
    };
    for (query, id, how) in [
        ("Tallowine", "oral/tallowine", "exact"),
        ("wick oil", "oral/wickolate", "exact"),
        ("tallowi", "oral/tallowine", "prefix"),
        ("flame2", "oral/tallowine", "word"),
        ("chimney", "safety/soot", "word"),
        ("lantren", "ref/marrow-2029", "typo"),
        ("ntern", "ref/marrow-2029", "fuzzy"),
    ] {
        assert_eq!(words(query), (id.to_owned(), how.to_owned()), "{query}");
    }
}

#[test]
fn several_words_narrow_a_search() {
    let object = second(&["search", "glimmer", "oils", "approved", "--format", "json"]).json();
    assert_eq!(object["query"], "glimmer oils approved");
    assert_eq!(each(&object["hits"], "id"), ["oral/wickolate"]);
}

#[test]
fn a_name_that_fits_two_drugs_is_called_ambiguous() {
    for (query, ambiguous) in [("wickolate", true), ("wk001", true), ("tallowine", false), ("soot", false)] {
        let object = second(&["search", query, "--format", "json"]).json();
        assert_eq!(object["ambiguous"], ambiguous, "{query}");
        let text = second(&["search", query]).answer();
        assert_eq!(text.starts_with("More than one drug fits"), ambiguous, "{text}");
    }
}

#[test]
fn nothing_found_is_exit_code_one_and_still_one_json_object() {
    for query in ["zebra", " "] {
        let text = second(&["search", query]);
        assert_eq!((text.code, text.out.as_str()), (Some(1), ""), "{query:?}");
        let ran = second(&["search", query, "--format", "json"]);
        assert_eq!(ran.code, Some(1));
        assert_eq!(json(&ran.out)["hits"], serde_json::json!([]));
    }
}

#[test]
fn a_word_that_fits_nothing_is_said_and_hides_nothing() {
    let object = second(&["search", "glimmer zebra", "--format", "json"]).json();
    assert_eq!(object["unmatched"], serde_json::json!(["zebra"]));
    assert_eq!(object["ambiguous"], true);
    assert!(!object["hits"].as_array().unwrap().is_empty());
}

#[test]
fn a_word_that_does_not_fit_the_drug_that_was_named_is_said_in_text_and_in_json() {
    let text = second(&["search", "tallowine zebra"]);
    let said = "In no statement on the page of the drug that was named: \"zebra\".\noral/tallowine  ";
    assert!(text.code == Some(0) && text.out.starts_with(said), "{}", text.out);
    let object = second(&["search", "tallowine zebra", "--format", "json"]).json();
    assert_eq!(object["unmatched"], serde_json::json!(["zebra"]));
    assert_eq!((&object["ambiguous"], &object["hits"][0]["id"]), (&false.into(), &"oral/tallowine".into()));
    assert_eq!(second(&["search", "tallowine", "--format", "json"]).json().get("unmatched"), None);
}

// -- compare and cite

#[test]
fn compare_puts_two_to_four_drugs_side_by_side() {
    let text = second(&["compare", "oral/wickolate", "topical/wickolate", "tallowine"]).answer();
    assert!(text.starts_with("wickolate (oral) / wickolate (topical) / tallowine (oral)\n"), "{text}");
    assert!(text.contains("are no comparison of"), "{text}");
    let object = second(&["compare", "oral/wickolate", "tallowine", "--format", "json"]).json();
    assert_eq!(keys(&object), ["schema", "entries", "rows", "references", "plots", "head_to_head", "look_alikes"]);
    assert_eq!(object["entries"], serde_json::json!(["oral/wickolate", "oral/tallowine"]));
    for row in object["rows"].as_array().unwrap() {
        assert_eq!(row["cells"].as_array().unwrap().len(), 2);
        for (cell, id) in row["cells"].as_array().unwrap().iter().zip(["oral/wickolate", "oral/tallowine"]) {
            assert_eq!(cell["id"], id, "{row}");
            let statements = cell["statements"].as_array().unwrap();
            assert!(!statements.is_empty() && statements.iter().all(|text| text.as_str() != Some("")), "{row}");
        }
    }
}

#[test]
fn compare_refuses_one_drug_five_drugs_and_what_is_no_drug() {
    second(&["compare", "tallowine"]).refusal();
    second(&["compare", "tallowine", "tallowine", "tallowine", "tallowine", "tallowine"]).refusal();
    let said = second(&["compare", "tallowine", "safety/soot"]).refusal();
    assert!(one_line(&said).contains("only drugs can be compared, and safety/soot is not one"), "{said}");
}

#[test]
fn cite_numbers_all_references_or_those_of_what_is_named_each_once() {
    let all = second(&["cite"]).answer();
    assert_eq!(all.lines().count(), 2);
    assert!(all.starts_with("1. Marrow A, Quill B. Lantern oils"), "{all}");
    let one = second(&["cite", "safety/soot", "ref/label-tallow", "safety/soot#soot-class"]).answer();
    assert_eq!(one.lines().count(), 1);
    assert!(one.starts_with("1. Tallow, prescribing information"), "{one}");
    let object = second(&["cite", "oral/wickolate", "--format", "json"]).json();
    assert_eq!(each(&object["references"], "type"), ["label", "article"]);
}

#[test]
fn every_style_is_written_and_none_like_another() {
    let written: Vec<String> =
        CiteStyle::ALL.iter().map(|style| second(&["cite", "--style", style.word()]).answer()).collect();
    for (number, one) in written.iter().enumerate() {
        assert!(!one.is_empty() && !written[..number].contains(one), "{one}");
    }
    second(&["cite", "--style", "harvard"]).refusal();
}

#[test]
fn what_programs_read_is_utf8_whatever_the_locale_and_ascii_where_that_is_asked_for() {
    let base = Scratch::second_base();
    base.change("references.toml", "Marrow A", "M\u{e4}rrow A");
    for style in CiteStyle::ALL.iter().filter(|style| !style.is_read_by_people()) {
        let command = ["cite", "--style", style.word()];
        let ran = ran(jakref().env("LC_ALL", "C").arg("--data").arg(base.path()).args(command));
        assert!(ran.answer().contains("M\u{e4}rrow"), "{style}");
        assert_ascii(&on(base.path(), &[&command[..], &["--ascii"]].concat()).answer());
    }
}

#[test]
fn json_has_every_field_of_a_reference_whatever_the_style() {
    let plain = second(&["cite", "--format", "json"]).answer();
    for style in CiteStyle::ALL {
        assert_eq!(second(&["cite", "--style", style.word(), "--format", "json"]).answer(), plain);
    }
}

// -- print

#[test]
fn print_is_the_whole_base_as_markdown_html_or_json() {
    let text = second(&["print"]).answer();
    assert!(text.starts_with("# Invented: lantern oils in glimmer fever\n"), "{text}");
    assert_eq!(second(&["print", "--format", "markdown"]).answer(), text);
    let html = second(&["print", "--html"]).answer();
    assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>"), "{html}");
    assert_eq!(second(&["print", "--format", "html"]).answer(), html);
    let object = second(&["print", "--format", "json"]).json();
    assert!(each(&object["entries"], "id").contains(&"ref/marrow-2029"));
    assert_ascii(&second(&["print", "--html", "--ascii"]).answer());
}

#[test]
fn show_writes_one_page_for_a_browser() {
    let html = second(&["show", "oral/wickolate", "--format", "html"]).answer();
    assert!(html.starts_with("<!DOCTYPE html>") && html.matches("<article").count() == 1, "{html}");
    assert!(html.contains("Wick") && html.contains("http-equiv=\"Content-Security-Policy\""));
}

// -- check

#[test]
fn check_of_a_sound_base_says_so() {
    for arguments in [&["check", SECOND][..], &["check", "--data", SECOND]] {
        assert_eq!(run(arguments).answer(), "no errors, no warnings\n");
    }
    let object = run(&["check", SECOND, "--format", "json"]).json();
    assert_eq!(object, serde_json::json!({ "schema": "jakref/1", "errors": 0, "warnings": 0, "diagnostics": [] }));
    assert!(run(&["check"]).answer().contains("\nno errors, no warnings"));
}

#[test]
fn check_reports_every_fault_with_its_file_line_and_column_and_exits_with_one() {
    let base = Scratch::second_base();
    base.change("safety.toml", "basis   = \"label\"", "basis   = \"lable\"");
    base.change("oral/tallowine.toml", "targets =", "sponsr  = \"Chandler\"\ntargets =");
    let file = |inside: &str| format!("{}/{inside}", base.path().display());
    let text = on(base.path(), &["check"]);
    assert_eq!((text.code, text.err.as_str()), (Some(1), ""));
    assert!(text.out.contains(&format!("{}:11:11", file("safety.toml"))), "{}", text.out);
    assert!(text.out.ends_with("\n2 errors, no warnings\n"), "{}", text.out);
    let ran = on(base.path(), &["check", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let object = json(&ran.out);
    assert_eq!(keys(&object), ["schema", "errors", "warnings", "diagnostics"]);
    assert_eq!((&object["errors"], &object["warnings"]), (&2.into(), &0.into()));
    assert_eq!(
        object["diagnostics"][0],
        serde_json::json!({
            "severity": "error",
            "code": "K008",
            "message": "\"lable\" is not one of the words allowed here",
            "file": file("safety.toml"),
            "line": 11,
            "column": 11,
            "help": "did you mean \"label\"?",
        })
    );
    assert_eq!(each(&object["diagnostics"], "code"), ["K008", "K005"]);
}

#[test]
fn warnings_alone_leave_a_base_usable() {
    let base = Scratch::second_base();
    let moth =
        "[[reference]]\nid = \"moth\"\nkind = \"web\"\ntitle = \"Moths\"\nurl = \"https://invented.example\"\n\n";
    base.change("references.toml", "[[reference]]", &format!("{moth}[[reference]]"));
    assert!(on(base.path(), &["check"]).answer().ends_with("no errors, 1 warning\n"));
    on(base.path(), &["list"]).answer();
}

#[test]
fn of_very_many_faults_the_first_are_printed_and_all_are_counted() {
    let base = Scratch::second_base();
    let keys: String = (0..1_000).map(|number| format!("unknown-{number} = 0\n")).collect();
    base.change("oral/tallowine.toml", "name ", &format!("{keys}name "));
    let text = on(base.path(), &["check"]);
    assert_eq!(text.code, Some(1));
    assert!(text.out.ends_with("and 800 more\n1000 errors, no warnings\n"), "{}", text.out.len());
    let object = json(&on(base.path(), &["check", "--format", "json"]).out);
    assert_eq!(object["errors"], 1000);
    assert_eq!(object["diagnostics"].as_array().unwrap().len(), 200);
}

// -- folders that are no base

#[test]
fn a_folder_that_is_no_base_is_refused_in_one_sentence_by_every_command() {
    let empty = Scratch::empty();
    let file = Path::new(SECOND).join("review.toml");
    let missing = empty.path().join("missing");
    for (folder, says) in [
        (missing.as_path(), "cannot read the folder"),
        (file.as_path(), "is a file, not a folder"),
        (empty.path(), "contains no knowledge base"),
    ] {
        for command in ANSWERS.iter().chain([&["check"][..], &["open", "oral/wickolate"], &[]].iter()) {
            for format in ["text", "json"] {
                let said = ran(jakref().arg("--data").arg(folder).args(["--format", format]).args(*command)).refusal();
                assert!(one_line(&said).contains(says), "{said}");
            }
        }
        let said = ran(jakref().arg("check").arg(folder)).refusal();
        assert!(one_line(&said).contains(says), "{said}");
    }
}

#[test]
fn a_base_with_faults_answers_nothing_and_says_them_on_stderr() {
    let base = Scratch::second_base();
    base.change("safety.toml", "basis   = \"label\"", "basis   = \"lable\"");
    for command in ANSWERS.iter().chain([&["open", "oral/wickolate"][..], &[]].iter()) {
        for format in Format::ALL {
            let options = ["--format", format.word()];
            let said = ran(jakref().arg("--data").arg(base.path()).args(options).args(*command)).refusal();
            assert!(said.starts_with("error[K008]: "), "{said}");
            assert!(said.ends_with("\n1 error, no warnings\n"), "{said}");
        }
    }
}

#[test]
fn what_needs_no_base_does_not_look_at_it() {
    for command in [&["man"][..], &["completions", "bash"], &["--help"], &["--version"]] {
        assert!(!on(Path::new("/nowhere"), command).answer().is_empty());
    }
}

#[test]
fn a_file_too_large_to_be_a_base_is_reported_and_not_read() {
    let base = Scratch::second_base();
    let large = std::fs::File::create(base.path().join("oral/large.toml")).unwrap();
    large.set_len(100 * 1024 * 1024).unwrap();
    let ran = on(base.path(), &["check"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.starts_with("error[K001]: the file has 100 MB; the limit is 16 MB\n"), "{}", ran.out);
    assert!(ran.out.ends_with("\n1 error, no warnings\n"), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_reported_and_never_waited_for() {
    use std::os::unix::fs::symlink;

    let base = Scratch::second_base();
    let oral = base.path().join("oral");
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, oral.join("a.toml"), rustix::fs::FileType::Fifo, mode, 0).unwrap();
    symlink("b.toml", oral.join("b.toml")).unwrap();
    symlink("nowhere", oral.join("c.toml")).unwrap();
    std::fs::create_dir(oral.join("d.toml")).unwrap();
    symlink(".", oral.join("e.toml")).unwrap();
    symlink("/dev/zero", oral.join("f.toml")).unwrap();
    let ran = on(base.path(), &["check"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let heads: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(
        heads,
        [
            "error[K001]: this is not a regular file",
            "error[K001]: cannot read the file: too many levels of symbolic links",
            "error[K001]: cannot read the file: no such file or directory",
            "error[K001]: this is not a regular file",
            "error[K001]: this is not a regular file",
            "error[K001]: this is not a regular file",
        ]
    );
    assert!(on(base.path(), &["list"]).refusal().ends_with("\n6 errors, no warnings\n"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_back_to_itself_is_refused_or_read_once() {
    use std::os::unix::fs::symlink;

    let scratch = Scratch::empty();
    symlink("round", scratch.path().join("round")).unwrap();
    let said = on(&scratch.path().join("round"), &["check"]).refusal();
    assert!(one_line(&said).contains("cannot read the folder"), "{said}");
    let base = Scratch::second_base();
    symlink(".", base.path().join("oral/round")).unwrap();
    symlink("..", base.path().join("again")).unwrap();
    assert_eq!(on(base.path(), &["check"]).answer(), "no errors, no warnings\n");
}

#[test]
fn the_folder_inside_a_base_that_cannot_be_read_is_the_one_that_is_named() {
    let base = Scratch::second_base();
    std::fs::remove_dir_all(base.path().join("topical")).unwrap();
    base.write("topical", b"");
    let ran = on(base.path(), &["check"]);
    assert!(ran.code == Some(1) || ran.code == Some(2), "{:?}", ran.code);
    let said = ran.out + &ran.err;
    assert!(said.contains("topical"), "{said}");
}

// -- about, completions, man, usage

#[test]
fn about_says_what_the_program_and_its_base_are() {
    let object = second(&["about", "--format", "json"]).json();
    for key in ["schema", "version", "as_of", "sha256", "counts"] {
        assert!(object.get(key).is_some(), "{key}");
    }
    assert_eq!(object["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(object["as_of"], "2031-05-01");
    assert_eq!(object["embedded"], false);
    let counts = serde_json::json!({
        "oral": 2, "topical": 1, "pathophysiology": 2, "safety": 1, "questions": 1, "trials": 1, "references": 2,
        "claims": 6,
    });
    assert_eq!(object["counts"], counts);
    let digest = object["sha256"].as_str().unwrap();
    assert!(digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()), "{digest}");
    assert!(second(&["about"]).answer().contains(&format!("\nSHA-256 {digest}\n")));
    assert_eq!(run(&["about", "--format", "json"]).json()["embedded"], true);
}

#[test]
fn about_says_where_the_theme_is_remembered() {
    assert_eq!(run(&["about", "--format", "json"]).json()["settings"], serde_json::Value::Null);
    assert!(run(&["about"]).answer().contains("no folder for them"));
    let about = |variables: [(&str, &str); 2]| ran(jakref().arg("about").envs(variables)).answer();
    let own = about([("HOME", "/home/invented"), ("XDG_CONFIG_HOME", "")]);
    assert!(own.contains("Settings (the theme): /home/invented/.config/jakref/settings.toml"), "{own}");
    let set = about([("HOME", "/home/invented"), ("XDG_CONFIG_HOME", "/etc/invented")]);
    assert!(set.contains("/etc/invented/jakref/settings.toml"), "{set}");
    assert!(about([("HOME", "home"), ("XDG_CONFIG_HOME", "")]).contains("no folder for them"));
}

#[test]
fn the_identity_of_a_base_is_its_content_and_not_its_place() {
    let digest = |base: &Path| on(base, &["about", "--format", "json"]).json()["sha256"].clone();
    let copy = Scratch::second_base();
    assert_eq!(digest(copy.path()), digest(Path::new(SECOND)));
    copy.change("safety.toml", "Look at", "Look up");
    assert_ne!(digest(copy.path()), digest(Path::new(SECOND)));
}

#[test]
fn completions_and_the_manual_are_printed() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(run(&["completions", shell]).answer().contains("JAKREF_COMPLETE"), "{shell}");
    }
    let manual = run(&["man"]).answer();
    assert!(manual.contains(".TH JAKREF 1 "), "{manual}");
    for word in ["list", "show", "search", "compare", "cite", "check", "about", "completions", "man"] {
        assert!(manual.contains(word), "{word}");
    }
}

#[test]
fn wrong_usage_is_exit_code_two_and_prints_nothing() {
    let wrong: &[&[&str]] = &[
        &["frobnicate"],
        &["\u{1b}[31mlist"],
        &["show"],
        &["search"],
        &["list", "moths"],
        &["list", "--format", "yaml"],
        &["list", "--color", "sometimes"],
        &["list", "--width", "19"],
        &["list", "--width", "1001"],
        &["list", "--width", "wide"],
        &["list", "--frobnicate"],
        &["completions", "dos"],
        &["--data"],
    ];
    for arguments in wrong {
        assert!(!run(arguments).refusal().contains('\u{1b}'), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_is_refused() {
    use std::os::unix::ffi::OsStrExt;

    for command in ["show", "search", "list"] {
        run(&[OsStr::new(command), OsStr::from_bytes(b"wick\xff")]).refusal();
    }
    run(&[OsStr::new("--data"), OsStr::from_bytes(b"/nowhere\xff"), OsStr::new("list")]).refusal();
}

#[test]
fn what_was_typed_cannot_act_on_the_terminal_when_it_is_repeated() {
    const ACTING: &str = "\u{1b}[31m\u{9b}31m\r\n\u{202e}\u{2066}";
    for arguments in [
        &["show", ACTING][..],
        &["show", &format!("oral/tallowine#{ACTING}")],
        &["list", "--data", &format!("/{ACTING}")],
        &["check", "--explain", ACTING],
        // What clap refuses: a command, a value, an option, and a suggestion for one.
        &[ACTING],
        &["list", ACTING],
        &["list", "--color", "always", ACTING],
        &[&format!("--{ACTING}")],
        &["list", &format!("--dat{ACTING}")],
        &["list", "--width", ACTING],
    ] {
        let said = if arguments.contains(&"--data") { run(arguments) } else { second(arguments) }.refusal();
        let said = said.replace("\u{1b}[0m", "").replace("\u{1b}[1m", "").replace("\u{1b}[4m", "");
        assert!(!said.contains(|c: char| jakref::knowledge::is_forbidden(c) && c != '\n'), "{said:?}");
    }
}

#[test]
fn browsing_without_a_terminal_is_refused_in_one_line() {
    for arguments in [&[][..], &["open", "oral/wickolate"], &["open", "tallowine#status"]] {
        let said = second(arguments).refusal();
        assert!(one_line(&said).contains("needs a terminal"), "{said}");
    }
    one_line(&run::<&str>(&[]).refusal());
    one_line(&second(&["open", "nothing"]).refusal());
    one_line(&second(&["open", "tallowine#colour"]).refusal());
}

// -- width, characters, colour

/// Every entry of the invented base, its references too.
const ENTRIES: [&str; 9] = [
    "oral/wickolate",
    "oral/tallowine",
    "topical/wickolate",
    "pathophysiology/flicker",
    "safety/soot",
    "question/long-burn",
    "trial/gleam-1",
    "ref/marrow-2029",
    "ref/label-tallow",
];

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

#[test]
fn no_line_of_a_page_is_wider_than_asked() {
    for width in ["20", "21", "33", "40", "80", "1000"] {
        let pages = second(&[&["show", "--width", width][..], &ENTRIES].concat()).answer();
        let compared =
            second(&["compare", "oral/wickolate", "tallowine", "topical/wickolate", "--width", width]).answer();
        for text in [pages, compared] {
            let page = text.rsplit_once("\nAs of ").unwrap().0;
            assert!(widest(page) <= width.parse().unwrap(), "{width}:\n{page}");
        }
    }
}

#[test]
fn the_date_under_a_page_is_no_wider_than_asked() {
    for command in [&["show", "tallowine"][..], &["compare", "oral/wickolate", "tallowine"]] {
        let text = second(&[command, &["--width", "20"]].concat()).answer();
        assert!(widest(&text) <= 20, "{}", text.lines().last().unwrap());
    }
}

#[test]
fn without_a_terminal_the_width_is_eighty() {
    let text = second(&["show", "oral/wickolate"]).answer();
    assert_eq!(text, second(&["show", "oral/wickolate", "--width", "80"]).answer());
}

/// The invented base with letters, signs and spaces that ASCII has not.
fn foreign() -> Scratch {
    let base = Scratch::second_base();
    base.change("safety.toml", "Soot in the whole class", "Soot: β-soot ≥ 5 °C · \u{706f}");
    base.change("safety.toml", "Look at the chimney", "Look at Šutić’s chimney – 5 µm, “twice”, “\u{706f}\u{706b}”,");
    base.change("oral/tallowine.toml", "brands  = [\"Tallow\"]", "brands  = [\"Tallów\"]");
    base.change("references.toml", "Quill B", "Ørsted Ł");
    base.change("review.toml", "Invented: lantern", "Invented – läntern");
    base
}

fn assert_ascii(text: &str) {
    let other = text.char_indices().find(|(_, c)| !matches!(c, ' '..='~' | '\n'));
    assert_eq!(other, None, "{text}");
}

/// Everything that `--ascii` has to hold for.
const ASCII: &[&[&str]] = &[
    &["list"],
    &["list", "references"],
    &["show", "safety/soot", "oral/tallowine", "ref/marrow-2029", "oral/wickolate"],
    &["search", "soot"],
    &["compare", "oral/wickolate", "tallowine"],
    &["cite"],
    &["about"],
];

#[test]
fn ascii_output_has_no_other_character() {
    let base = foreign();
    for command in ASCII {
        for format in ["text", "markdown"] {
            assert_ascii(&on(base.path(), &[command, &["--ascii", "--format", format][..]].concat()).answer());
        }
    }
    for command in [&["man"][..], &["completions", "zsh"]] {
        assert_ascii(&run(&[command, &["--ascii"]].concat()).answer().replace('\t', " "));
    }
}

#[test]
fn where_the_locale_or_terminal_shows_only_ascii_nothing_else_is_printed() {
    let base = foreign();
    for (name, value) in [("LC_ALL", "C"), ("LC_ALL", "de_DE.ISO-8859-1"), ("TERM", "linux"), ("TERM", "dumb")] {
        let ran = ran(jakref().env(name, value).arg("--data").arg(base.path()).args(["show", "safety/soot"]));
        assert_ascii(&ran.answer());
    }
}

#[test]
fn json_is_ascii_too_where_that_is_asked_for() {
    let base = foreign();
    for command in ASCII {
        assert_ascii(&on(base.path(), &[command, &["--ascii", "--format", "json"][..]].concat()).answer());
    }
}

#[test]
fn a_no_break_space_of_the_base_is_a_space_in_ascii() {
    let base = Scratch::second_base();
    base.change("safety.toml", "Soot in", "Soot\u{a0}in");
    base.change("references.toml", "Lantern oils", "Lantern\u{a0}oils");
    for command in ASCII {
        for format in ["text", "markdown"] {
            assert_ascii(&on(base.path(), &[command, &["--ascii", "--format", format][..]].concat()).answer());
        }
    }
}

#[test]
fn the_faults_of_a_base_are_ascii_too_where_that_is_asked_for() {
    let base = foreign();
    base.change("safety.toml", "ref = \"label-tallow\"", "ref = \"läbel\"");
    base.change("safety.toml", "Look at", "Look\u{7} at");
    base.change("review.toml", "title     = \"Invented –", "tïtle     = \"Invented –");
    let ran = on(base.path(), &["check", "--ascii"]);
    assert_eq!(ran.code, Some(1));
    assert_ascii(&ran.out);
}

/// Variables and options that have a say in colour.
type Setting<'t> = (&'t [(&'t str, &'t str)], &'t [&'t str]);

/// Whether escape bytes are in the faults of a spoilt base, and in answers, with some variables and options.
fn escapes(variables: &[(&str, &str)], options: &[&str]) -> Vec<bool> {
    let base = Scratch::second_base();
    base.change("safety.toml", "basis   = \"label\"", "basis   = \"lable\"");
    let spoilt = [&["check"][..], &["list"]].map(|command| (base.path(), command));
    let answers = [&["show", "oral/wickolate"][..], &["about"]].map(|command| (Path::new(SECOND), command));
    spoilt
        .into_iter()
        .chain(answers)
        .map(|(data, command)| {
            let variables = variables.iter().copied();
            let ran = ran(jakref().envs(variables).arg("--data").arg(data).args(command).args(options));
            ran.out.contains('\u{1b}') || ran.err.contains('\u{1b}')
        })
        .collect()
}

#[test]
fn no_escape_byte_reaches_a_pipe_unless_it_is_asked_for() {
    let never: &[Setting<'_>] = &[
        (&[], &[]),
        (&[], &["--color", "auto"]),
        (&[("NO_COLOR", "1")], &[]),
        (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], &[]),
        (&[("CLICOLOR_FORCE", "1")], &["--color", "never"]),
        (&[("CLICOLOR_FORCE", "0")], &[]),
    ];
    for (variables, options) in never {
        assert!(escapes(variables, options).iter().all(|escape| !escape), "{variables:?} {options:?}");
    }
    let always: &[Setting<'_>] = &[
        (&[], &["--color", "always"]),
        (&[("NO_COLOR", "1")], &["--color", "always"]),
        (&[("CLICOLOR_FORCE", "1")], &[]),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], &[]),
    ];
    for (variables, options) in always {
        assert!(escapes(variables, options).iter().all(|escape| *escape), "{variables:?} {options:?}");
    }
}

#[test]
fn colour_adds_escapes_and_changes_no_word() {
    let plain = second(&["show", "oral/wickolate"]).answer();
    let mut rest = second(&["show", "oral/wickolate", "--color", "always"]).answer();
    while let Some(start) = rest.find('\u{1b}') {
        let end = start + rest[start..].find('m').unwrap();
        rest.replace_range(start..=end, "");
    }
    assert_eq!(rest, plain);
}

#[test]
fn json_and_markdown_pages_are_never_coloured() {
    for command in ANSWERS {
        second(&[command, &["--format", "json", "--color", "always"][..]].concat()).json();
    }
    for command in [&["list"][..], &["show", "oral/wickolate"], &["compare", "oral/wickolate", "tallowine"]] {
        let text = second(&[command, &["--format", "markdown", "--color", "always"]].concat()).answer();
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}

// -- streams that close

#[test]
fn a_closed_pipe_ends_quietly() {
    let others: &[&[&str]] = &[&["check"], &["completions", "zsh"], &["man"], &["--help"], &["--version"]];
    for command in ANSWERS.iter().chain(others) {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let output =
            jakref().args(["--data", SECOND]).args(*command).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""), "{command:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_said() {
    let others: &[&[&str]] =
        &[&["check"], &["completions", "zsh"], &["man"], &["--help"], &["help"], &["list", "--help"], &["--version"]];
    for command in ANSWERS.iter().chain(others) {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output =
            jakref().args(["--data", SECOND]).args(*command).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(one_line(&said).contains("cannot write the output"), "{said}");
    }
}

#[test]
fn a_closed_stderr_changes_no_exit_code() {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let status = jakref().args(["show", "nothing"]).stdout(Stdio::null()).stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

// -- what is old, second-hand or superseded

/// A text in which only the words count.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every id that the program lists, its references too.
fn listed(data: &[&str]) -> Vec<String> {
    [&["list"][..], &["list", "references"]]
        .iter()
        .flat_map(|command| {
            let object = run(&[data, command, &["--format", "json"]].concat()).json();
            each(&object["entries"], "id").into_iter().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// Every entry that the program lists, in a format, from one run.
fn shown(data: &[&str], format: &str) -> String {
    let ids = listed(data);
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    run(&[data, &["show", "--format", format, "--width", "1000"], &ids].concat()).answer()
}

fn claims(entries: &Value) -> Vec<Value> {
    let entries = entries["entries"].as_array().unwrap();
    entries.iter().flat_map(|entry| entry["claims"].as_array().unwrap().clone()).collect()
}

/// The program's own base and the invented one.
const BASES: [&[&str]; 2] = [&[], &["--data", SECOND]];

#[test]
fn every_claim_has_a_source_and_a_place_in_it() {
    for data in BASES {
        let claims = claims(&json(&shown(data, "json")));
        assert!(claims.len() > 5);
        for claim in claims {
            let cites = claim["cites"].as_array().unwrap();
            assert!(!cites.is_empty(), "{claim}");
            for cite in cites {
                assert!(
                    !cite["ref"].as_str().unwrap().is_empty() && !cite["at"].as_str().unwrap().is_empty(),
                    "{claim}"
                );
            }
            assert!(!claim["basis"].as_str().unwrap().is_empty(), "{claim}");
        }
    }
}

#[test]
fn a_superseded_claim_is_never_shown_without_the_word_the_date_and_its_successor() {
    for data in BASES {
        let claims = claims(&json(&shown(data, "json")));
        let superseded: Vec<&Value> = claims.iter().filter(|claim| !claim["superseded"].is_null()).collect();
        assert!(!superseded.is_empty());
        for claim in &superseded {
            assert_eq!(claim["status"], "SUPERSEDED", "{claim}");
            for key in ["on", "by"] {
                assert!(!claim["superseded"][key].as_str().unwrap().is_empty(), "{claim}");
            }
            assert!(!claim["superseded"]["now"]["text"].as_str().unwrap().is_empty(), "{claim}");
        }
        for format in ["text", "markdown"] {
            let text = words(&shown(data, format).replace(['\\', '*'], ""));
            for claim in &superseded {
                let said = words(&claim["text"].as_str().unwrap().replace(['\\', '*'], ""));
                let on = claim["superseded"]["on"].as_str().unwrap();
                let places: Vec<usize> = text.match_indices(&said).map(|(place, _)| place).collect();
                assert!(!places.is_empty(), "{said}");
                for place in places {
                    // Between the word and the claim stands only what superseded it, and what superseded that.
                    let before = &text[..place];
                    let start = before.rfind("SUPERSEDED").unwrap();
                    assert!(before[start..].starts_with("SUPERSEDED by ") && before[start..].contains(on), "{said}");
                    assert!(!before[start..].contains(". "), "{}", &before[start..]);
                }
            }
        }
    }
}

#[test]
fn search_never_repeats_a_superseded_claim_without_the_word() {
    let query = ["search", "only wickolate was approved"];
    for format in ["text", "markdown"] {
        let text = second(&[&query[..], &["--format", format]].concat()).answer();
        for line in text.lines().filter(|line| line.contains("Only wickolate was approved")) {
            assert!(line.contains("SUPERSEDED by tallowine (US approval, 2030-01-02)"), "{line}");
        }
    }
    let object = second(&[&query[..], &["--format", "json"]].concat()).json();
    for hit in object["hits"].as_array().unwrap() {
        let hit = hit.to_string();
        assert!(!hit.contains("Only wickolate was approved") || hit.contains("2030-01-02"), "{hit}");
    }
}

#[test]
fn every_claim_of_the_base_is_in_the_json_of_an_entry() {
    let review = run(&["show", "review", "--format", "json"]).json();
    let mut exported = claims(&json(&shown(&[], "json")));
    exported.extend(review["claims"].as_array().unwrap().clone());
    let exported: Vec<&str> = exported.iter().map(|claim| claim["id"].as_str().unwrap()).collect();
    let base = jakref::embedded::knowledge();
    let lost: Vec<&str> = base.claims().map(|claim| claim.id.as_str()).filter(|id| !exported.contains(id)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_part_of_a_page_names_the_works_its_marks_point_to() {
    for format in ["text", "markdown"] {
        let part = words(&second(&["show", "oral/wickolate#adverse", "--format", format]).answer());
        assert!(part.contains("Marrow A, Quill B."), "{part}");
        assert!(part.contains("second-hand: check the original."), "{part}");
    }
}

#[test]
fn a_page_with_a_second_hand_mark_explains_it() {
    for id in ENTRIES {
        let text = second(&["show", id]).answer();
        assert_eq!(text.contains("*]"), text.contains("* second-hand: check the original."), "{id}");
    }
}

#[test]
fn the_word_superseded_stands_by_itself() {
    for format in ["text", "markdown"] {
        let text = second(&[&["show", "--format", format][..], &ENTRIES].concat()).answer();
        for (place, _) in text.match_indices("SUPERSEDED") {
            let before = text[..place].trim_end_matches('*').chars().next_back().unwrap();
            assert!(before.is_whitespace(), "{format}: {}", &text[place - 20..place + 10]);
        }
    }
}

/// The invented base, thirty years older.
fn stale() -> Scratch {
    let base = Scratch::empty();
    for (inside, path) in scratch::files(Path::new(SECOND)) {
        let text = std::fs::read_to_string(path).unwrap();
        let text = ["2028-", "2029-", "2030-", "2031-"]
            .iter()
            .zip(["1998-", "1999-", "2000-", "2001-"])
            .fold(text, |text, (new, old)| text.replace(new, old));
        base.write(&inside, text.replace("= 2029", "= 1999").as_bytes());
    }
    base
}

#[test]
fn a_base_over_a_year_old_says_so_under_every_page() {
    let base = stale();
    for command in [&["show", "tallowine"][..], &["compare", "oral/wickolate", "tallowine"]] {
        for format in ["text", "markdown"] {
            let text = on(base.path(), &[command, &["--format", format]].concat()).answer();
            let last = text.lines().last().unwrap();
            assert_eq!(last, "As of 2001-05-01. CHECK THE LABEL: this base is more than a year old.");
        }
    }
    assert_eq!(on(base.path(), &["about", "--format", "json"]).json()["check_the_label"], true);
}

#[test]
fn about_an_old_base_says_check_the_label_as_everywhere() {
    let text = on(stale().path(), &["about"]).answer();
    assert!(text.contains("CHECK THE LABEL"), "{text}");
}
