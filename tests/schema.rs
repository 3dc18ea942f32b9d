//! The JSON that the program prints is what `schema/jakref-1.schema.json` says, and nothing is printed that it does not
//! describe.
//!
//! Every command runs on the shipped base and on the invented one.

#![allow(clippy::unwrap_used, reason = "a test that cannot start the program has failed")]

#[path = "scratch/scratch.rs"]
mod scratch;

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use scratch::Scratch;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn schema() -> Value {
    let path = Path::new(ROOT).join("schema/jakref-1.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Does something to every schema inside a schema.
fn each(value: &mut Value, change: &mut impl FnMut(&mut serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            change(object);
            object.values_mut().for_each(|inside| each(inside, change));
        }
        Value::Array(list) => list.iter_mut().for_each(|inside| each(inside, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The same schema, but that an object with a key it does not describe is no longer valid.
fn strict(mut schema: Value) -> Value {
    each(&mut schema, &mut |object| {
        if object.get("type") == Some(&json!("object")) {
            object.insert("unevaluatedProperties".to_owned(), json!(false));
        }
    });
    schema
}

/// One definition of a schema, with the others beside it.
fn definition(schema: &Value, name: &str) -> jsonschema::Validator {
    assert!(schema["$defs"].get(name).is_some(), "the schema has no definition of {name}");
    let whole = json!({ "$schema": schema["$schema"], "$ref": format!("#/$defs/{name}"), "$defs": schema["$defs"] });
    jsonschema::validator_for(&whole).unwrap()
}

/// What a command prints with `--format json`, whatever its exit code.
fn printed(arguments: &[&str]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jakref"));
    command.current_dir(ROOT).stdin(Stdio::null()).env_clear().env("LC_ALL", "C.UTF-8");
    let output = command.args(arguments).args(["--format", "json"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}"))
}

/// Every id that a base lists.
fn ids(data: &[&str]) -> Vec<String> {
    ["drugs", "pathophysiology", "safety", "questions", "trials", "references"]
        .iter()
        .flat_map(|kind| {
            let list = printed(&[data, &["list", kind]].concat());
            let entries = list["entries"].as_array().unwrap().clone();
            entries.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        })
        .collect()
}

/// Every command that prints JSON, with the definition it must keep to, on a base.
fn answers(data: &[&str]) -> Vec<(&'static str, Value)> {
    let mut answers = Vec::new();
    let mut add = |name, command: &[&str]| answers.push((name, printed(&[data, command].concat())));
    let ids = ids(data);
    let drugs: Vec<&str> =
        ids.iter().map(String::as_str).filter(|id| id.starts_with("oral/") || id.starts_with("topical/")).collect();
    add("list", &["list"]);
    add("list", &["list", "references"]);
    for id in ids.iter().map(String::as_str).filter(|id| !id.starts_with("ref/")) {
        add("show", &["show", id]);
    }
    add(
        "show",
        &[&["show", "review", "since", "approvals"][..], &ids.iter().map(String::as_str).collect::<Vec<_>>()].concat(),
    );
    for word in ["review", "since", "approvals"] {
        add("show", &["show", word]);
    }
    for query in ["dose", "oral", "2029", "zebra", drugs[0].split_once('/').unwrap().1] {
        add("search", &["search", query]);
    }
    for pair in drugs.windows(2) {
        add("compare", &["compare", pair[0], pair[1]]);
    }
    add("compare", &[&["compare"], &drugs[..3]].concat());
    add("print", &["print"]);
    add("cite", &["cite"]);
    add("cite", &["cite", drugs[0]]);
    add("check", &["check"]);
    add("explain", &["check", "--explain", "all"]);
    add("about", &["about"]);
    add("report", &["report"]);
    add("worksheet", &["worksheet", drugs[0]]);
    add("diff", &["diff", "tests/second-base"]);
    answers
}

fn assert_valid(validator: &jsonschema::Validator, name: &str, answer: &Value) {
    let faults: Vec<String> =
        validator.iter_errors(answer).take(5).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    let cut: Vec<String> = faults.iter().map(|fault| fault.chars().take(1_000).collect()).collect();
    assert!(faults.is_empty(), "{name} {}: {cut:#?}", answer["id"]);
}

#[test]
fn every_command_prints_what_the_schema_describes_and_nothing_else() {
    let schema = schema();
    let strict = strict(schema.clone());
    let whole = jsonschema::validator_for(&schema).unwrap();
    let second = Path::new(ROOT).join("tests/second-base");
    for data in [&[][..], &["--data", second.to_str().unwrap()]] {
        for (name, answer) in answers(data) {
            assert_valid(&definition(&strict, name), name, &answer);
            assert!(whole.is_valid(&answer), "{name}");
        }
    }
}

#[test]
fn bases_with_words_of_their_own_are_printed_as_the_schema_describes() {
    let strict = strict(schema());
    for folder in ["examples/psoriasis", "tests/third-base"] {
        let data = ["--data", folder];
        let list = printed(&[&data[..], &["list"]].concat());
        let ids: Vec<&str> =
            list["entries"].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect();
        assert!(ids.len() > 3, "{folder} has {ids:?}");
        for id in ids {
            assert_valid(&definition(&strict, "show"), "show", &printed(&[&data[..], &["show", id]].concat()));
        }
        for (name, command) in [("print", ["print"]), ("list", ["list"]), ("about", ["about"])] {
            assert_valid(&definition(&strict, name), name, &printed(&[&data[..], &command].concat()));
        }
    }
}

#[test]
fn the_notes_of_a_clinic_are_as_the_schema_describes() {
    let notes = Scratch::empty();
    notes.write(
        "notes.toml",
        b"[overlay]\ntitle = \"Notes\"\nauthor = \"A. Clinic\"\ndate = 2031-05-02\n\n[[claim]]\nid = \"local-chimney\"\n\
          about = [\"oral/wickolate\"]\nsection = \"before\"\ntext = \"Look at the chimney twice.\"\nsource = \"a rule\"\n",
    );
    let notes = notes.path().join("notes.toml");
    let with_notes = ["--data", "tests/second-base", "--overlay", notes.to_str().unwrap()];
    let strict = strict(schema());
    for (name, command) in
        [("show", &["show", "oral/wickolate"][..]), ("about", &["about"]), ("search", &["search", "chimney"])]
    {
        let answer = printed(&[&with_notes, command].concat());
        assert_valid(&definition(&strict, name), name, &answer);
    }
    let page = printed(&[&with_notes, &["show", "oral/wickolate"][..]].concat());
    assert!(page["claims"].as_array().unwrap().iter().any(|claim| claim["origin"] == "local"));
}

#[test]
fn faults_and_what_a_base_allows_are_as_the_schema_describes() {
    let strict = definition(&strict(schema()), "check");
    let base = Scratch::second_base();
    base.change("safety.toml", "basis   = \"label\"", "basis   = \"lable\"");
    let spoilt = printed(&["check", base.path().to_str().unwrap()]);
    assert_eq!(spoilt["errors"], 1);
    assert_valid(&strict, "check", &spoilt);
    let shipped = printed(&["check", "data"]);
    assert!(shipped.get("allowed").is_some(), "the shipped base allows something");
    assert_valid(&strict, "check", &shipped);
}

#[test]
fn a_key_that_is_missing_or_not_described_is_found() {
    let strict = definition(&strict(schema()), "show");
    let mut drug = printed(&["--data", "tests/second-base", "show", "oral/wickolate"]);
    assert_valid(&strict, "show", &drug);
    drug["doses"][0]["colour"] = json!("yellow");
    assert!(!strict.is_valid(&drug));
    drug["doses"][0].as_object_mut().unwrap().remove("colour");
    assert!(strict.is_valid(&drug));
    drug["claims"][0].as_object_mut().unwrap().remove("basis");
    assert!(!strict.is_valid(&drug));
}

#[test]
fn every_key_of_the_schema_is_explained_in_a_sentence() {
    let mut schema = schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let mut keys = 0;
    each(&mut schema, &mut |object| {
        let Some(Value::Object(properties)) = object.get("properties") else { return };
        // The condition of an `if` repeats a key that is explained where it is written.
        for (key, property) in properties.iter().filter(|(_key, property)| property.get("const").is_none()) {
            let condition = property.as_object().is_some_and(|property| property.len() == 1);
            let said = property.get("description").and_then(Value::as_str).unwrap_or_default();
            assert!(condition || said.ends_with('.'), "{key}: {property}");
            keys += 1;
        }
    });
    assert!(keys > 200, "{keys}");
}
