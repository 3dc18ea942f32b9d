//! The schema of the files of a base accepts what the loader accepts, and refuses what it refuses for the form of a file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jakref::author::{schema, schema_of};
use jakref::check::house_rules;
use jakref::knowledge::{Code, Compilation, FileKind, Severity, SourceFile, Terms, compile};
use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

use crate::scratch::{Scratch, files};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What the loader reports for the form of one table, which a schema can see.
const SEEN: [Code; 5] = [Code::K005, Code::K006, Code::K007, Code::K008, Code::K013];

/// What these codes also report, and a schema does not see: by case of tests/faults, with the reason.
const UNSEEN: [(&str, &str); 12] = [
    ("boxed-warning-without-items", "a list may be empty where the word beside it says so"),
    ("card-incomplete-or-too-long", "of two keys each needs the other"),
    ("difference-incomplete", "of two limits each needs the other"),
    ("dose-in-no-steps", "a list may be empty where another key is there"),
    ("dose-labelled-by-nobody", "a region depends on how the dose stands"),
    ("dose-studied-with-a-label", "a region depends on how the dose stands"),
    ("region-declared-with-faults", "the words are in another file"),
    ("route-of-a-dose-that-is-not-declared", "the words are in another file"),
    ("row-without-figures", "one of three keys is enough"),
    ("time-in-weeks-and-months", "either key will do"),
    ("time-missing", "either key will do"),
    ("several-files-at-once", "a date in quotation marks: JSON has no dates"),
];

/// A TOML value as JSON, which is how an editor holds it against a schema: dates are texts.
fn as_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            i64::from_str_radix(&digits, number.radix()).map_or_else(|_| json!(1e300), |number| json!(number))
        }
        DeValue::Float(number) => number.as_str().replace('_', "").parse::<f64>().map_or(Value::Null, |n| json!(n)),
        DeValue::Boolean(flag) => json!(flag),
        DeValue::Datetime(time) => json!(time.to_string()),
        DeValue::Array(list) => list.iter().map(|value| as_json(value.get_ref())).collect(),
        DeValue::Table(table) => object(table),
    }
}

fn object(table: &DeTable<'_>) -> Value {
    let pairs = table.iter().map(|(key, value)| (key.get_ref().to_string(), as_json(value.get_ref())));
    Value::Object(pairs.collect())
}

fn validators() -> BTreeMap<&'static str, jsonschema::Validator> {
    FileKind::ALL.iter().map(|kind| (kind.word(), jsonschema::validator_for(&schema_of(*kind)).unwrap())).collect()
}

/// What the schema says of each file that is TOML and has a kind.
fn refusals<'c>(
    validators: &BTreeMap<&'static str, jsonschema::Validator>,
    compilation: &'c Compilation,
) -> Vec<(usize, &'c SourceFile, Vec<String>)> {
    let terms = compilation.knowledge.as_ref().map_or_else(Terms::default, |base| base.review().terms.clone());
    let judge = |(number, file): (usize, &'_ SourceFile)| {
        let tree = DeTable::parse(&file.text).ok().filter(|tree| !tree.get_ref().is_empty())?;
        let kind = FileKind::of(&file.inside, &terms)?;
        let instance = object(tree.get_ref());
        let errors = validators[kind.word()].iter_errors(&instance);
        Some((number, errors.map(|error| format!("{} at {}", error, error.instance_path())).collect()))
    };
    let files = compilation.files.iter().enumerate();
    files.filter_map(|(number, file)| judge((number, file)).map(|(number, said)| (number, file, said))).collect()
}

fn bases() -> Vec<PathBuf> {
    ["data", "examples/psoriasis", "tests/second-base", "tests/third-base"]
        .map(|name| Path::new(ROOT).join(name))
        .into()
}

#[test]
fn the_schema_in_the_repository_is_the_one_the_program_prints() {
    let path = Path::new(ROOT).join("schema/base-1.schema.json");
    let printed = format!("{:#}\n", schema());
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), printed, "UPDATE_EXPECTED=1 writes it anew");
    assert!(jsonschema::meta::is_valid(&schema()));
}

#[test]
fn the_schema_accepts_every_file_of_every_base() {
    for base in bases() {
        let compilation = compile(&base, house_rules).unwrap();
        assert!(compilation.knowledge.is_some(), "{}", base.display());
        for (_, file, said) in refusals(&validators(), &compilation) {
            assert!(said.is_empty(), "{}: {said:?}", file.name);
        }
    }
}

#[test]
fn the_schema_refuses_what_the_loader_refuses_for_its_form() {
    let (validators, mut wrong) = (validators(), Vec::new());
    let folders = fs::read_dir(Path::new(ROOT).join("tests/faults")).unwrap().map(|entry| entry.unwrap().path());
    for case in folders.filter(|path| path.is_dir()) {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let base = Scratch::second_base();
        for (inside, path) in files(&case).into_iter().filter(|(inside, _)| inside.ends_with(".toml")) {
            base.write(&inside, &fs::read(path).unwrap());
        }
        let compilation = compile(base.path(), house_rules).unwrap();
        for (number, file, said) in refusals(&validators, &compilation) {
            let faults = compilation.findings.diagnostics().iter();
            let of_file: Vec<_> = faults.filter(|fault| fault.span().file as usize == number).collect();
            let of_form = of_file.iter().find(|fault| SEEN.contains(&fault.code));
            let is_sound = !of_file.iter().any(|fault| fault.severity == Severity::Error);
            let is_listed = UNSEEN.iter().any(|(listed, _)| *listed == name);
            match of_form {
                Some(fault) if said.is_empty() && !is_listed => {
                    wrong.push(format!(
                        "{name}: {} accepted in spite of {}: {}",
                        file.inside, fault.code, fault.message
                    ));
                }
                None if is_sound && !said.is_empty() => {
                    wrong.push(format!("{name}: {} refused: {said:?}", file.inside));
                }
                _as_the_loader => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n"));
}
