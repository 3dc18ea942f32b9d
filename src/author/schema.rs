//! The JSON Schema of the files of a base, for editors that complete and explain keys.
//!
//! Promises: it is made of what the loader asks for, so that a key it has is a key the loader reads. What it refuses is refused by
//! the loader; the loader refuses more, since a schema sees one file and no meaning.

use serde_json::{Map, Value, json};

use super::explanations::explanations;
use crate::knowledge::{Assumption, FileKind, Form, Key, Shape};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of every kind of file, as definitions.
pub fn schema() -> Value {
    let mut definitions = Definitions::default();
    let kinds = FileKind::ALL.iter().map(|kind| {
        let name = format!("file-{kind}");
        let of_the_file = definitions.object(&kind.shape(), &[kind.word()]);
        (name, of_the_file)
    });
    let kinds: Vec<(String, Value)> = kinds.collect();
    let any: Vec<Value> = kinds.iter().map(|(name, _)| json!({ "$ref": format!("#/$defs/{name}") })).collect();
    definitions.0.extend(kinds);
    json!({
        "$schema": DRAFT,
        "title": "The files of a base of jakref, written in TOML",
        "description": "Each file-… is one kind of file; `jakref schema KIND` prints one for an editor.",
        "anyOf": any,
        "$defs": definitions.0.into_iter().collect::<Map<_, _>>(),
    })
}

/// The schema of one kind of file.
pub fn schema_of(kind: FileKind) -> Value {
    let mut definitions = Definitions::default();
    let Value::Object(file) = definitions.object(&kind.shape(), &[kind.word()]) else {
        unreachable!("the form of a file is an object")
    };
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!(DRAFT));
    whole.insert("title".to_owned(), json!(format!("A file of a base of jakref: {kind}")));
    whole.extend(file);
    whole.insert("$defs".to_owned(), definitions.0.into_iter().collect::<Map<_, _>>().into());
    Value::Object(whole)
}

/// The forms of inner tables by name, so that one that is in many tables is written once.
#[derive(Default)]
struct Definitions(Vec<(String, Value)>);

impl Definitions {
    /// Adds the form of a table, and returns a reference to it.
    fn refer(&mut self, name: &str, object: Value) -> Value {
        let names = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name}-{number}")));
        for name in names {
            match self.0.iter().find(|(known, _)| *known == name) {
                Some((_, known)) if *known == object => {}
                Some(_another) => continue,
                None => self.0.push((name.clone(), object)),
            }
            return json!({ "$ref": format!("#/$defs/{name}") });
        }
        unreachable!("there is always another number")
    }

    /// The form of a table; `path` is the kind of the file and the keys that lead to it.
    fn object(&mut self, shape: &Shape, path: &[&str]) -> Value {
        let mut properties: Map<String, Value> = Map::new();
        for (key, inner) in &shape.keys {
            let path = [path, &[key.name]].concat();
            let mut value = match inner {
                Some(inner) => {
                    let object = self.object(inner, &path);
                    self.refer(key.name, object)
                }
                None => form(key),
            };
            if key.is_list {
                value = json!({ "type": "array", "items": value });
                if key.is_required {
                    value["minItems"] = json!(1);
                }
            }
            match properties.get_mut(key.name) {
                Some(first) => *first = json!({ "anyOf": [first.clone(), value] }),
                None => drop(properties.insert(key.name.to_owned(), value)),
            }
            if let (Some(text), Some(Value::Object(property))) = (explanations(&path), properties.get_mut(key.name)) {
                property.insert("description".to_owned(), json!(text));
            }
        }
        let required: Vec<&str> =
            shape.keys.iter().filter(|(key, _)| key.is_required).map(|(key, _)| key.name).collect();
        let mut object = json!({ "type": "object", "additionalProperties": false, "properties": properties });
        if !required.is_empty() {
            object["required"] = json!(required);
        }
        let rules = rules(shape);
        if !rules.is_empty() {
            object["allOf"] = json!(rules);
        }
        object
    }
}

/// How the keys of a table depend on each other.
fn rules(shape: &Shape) -> Vec<Value> {
    let has = |key: &str| json!({ "required": [key] });
    let any = |first: Value, others: &[Assumption]| json!({ "anyOf": std::iter::once(first).chain(others.iter().map(|one| holds(*one))).collect::<Vec<_>>() });
    let without = |key: &str| json!({ "not": has(key) });
    let mut rules: Vec<Value> = Vec::new();
    rules.extend(shape.unless.iter().map(|(key, others)| any(has(key), others)));
    rules.extend(shape.needed.iter().map(|(key, one)| json!({ "if": holds(*one), "then": has(key) })));
    rules.extend(shape.excluded.iter().map(|(key, one)| json!({ "if": holds(*one), "then": without(key) })));
    rules.extend(shape.only.iter().map(|(key, others)| any(without(key), others)));
    rules
}

/// The schema of a table of which an assumption is true.
fn holds(assumption: Assumption) -> Value {
    match assumption {
        Assumption::Present(key) => json!({ "required": [key] }),
        Assumption::Word(key, word) => json!({ "properties": { key: { "const": word } }, "required": [key] }),
    }
}

/// The schema of a value that is no table.
fn form(key: &Key) -> Value {
    const TEXT: &str = r"^\S(.*\S)?$";
    match key.form {
        Form::Text => json!({ "type": "string", "pattern": TEXT }),
        Form::Slug => json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80 }),
        Form::EntryId => json!({ "type": "string", "pattern": "^[a-z0-9-]+(/[a-z0-9-]+)?$" }),
        Form::Word(words) => json!({ "enum": words() }),
        // TOML has a type for dates, and JSON has none.
        Form::Date => json!({ "type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" }),
        Form::Whole(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Form::Decimal(low, high) => json!({ "type": "number", "minimum": low, "maximum": high }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Table => json!({ "type": "object" }),
    }
}
