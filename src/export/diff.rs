//! What differs between two bases, as a page.
//!
//! Promises: of what has changed both texts are shown, the words that differ in brackets: `[-gone-]`, `{+new+}`; so the
//! page says the same without colour.

use serde_json::{Map, Value};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::json::{Alteration, How};
use crate::knowledge::Knowledge;
use crate::page::{Block, Page, Role, Shape, Span, glue};

/// What differs between two bases, boxed warnings first.
pub fn diff_page(old: &Knowledge, new: &Knowledge, alterations: &[Alteration]) -> Page {
    let title = "What differs between two knowledge bases".to_owned();
    let mut page = Page { id: None, title, blocks: Vec::new(), items: Vec::new(), references: Vec::new() };
    let base = |one: &Knowledge| format!("as of {}, SHA-256 {}", one.as_of(), one.digest());
    add(&mut page, Shape::Paragraph, vec![Span::new(Role::Plain, format!("Old: {}", base(old)))]);
    add(&mut page, Shape::Paragraph, vec![Span::new(Role::Plain, format!("New: {}", base(new)))]);
    if alterations.is_empty() {
        let same = old.digest() == new.digest();
        let sentence =
            if same { "Nothing: the two are one base." } else { "Nothing that they say; their files differ." };
        add(&mut page, Shape::Paragraph, vec![Span::new(Role::Label, sentence)]);
        return page;
    }
    let mut subject = None;
    for one in alterations {
        if subject.replace(one.subject) != Some(one.subject) {
            add(&mut page, Shape::Heading, vec![Span::new(Role::Heading, one.subject.heading())]);
        }
        let head = vec![Span::new(Role::Label, format!("{} ", one.how.word())), Span::new(Role::Link, one.id.as_str())];
        add(&mut page, Shape::Bullet, head);
        match &one.how {
            How::Added(value) | How::Removed(value) => headlines(&mut page, one, value),
            How::Changed(before, after) | How::Superseded(before, after) => differences(&mut page, before, after),
        }
    }
    page
}

fn add(page: &mut Page, shape: Shape, spans: Vec<Span>) {
    page.blocks.push(Block { shape, spans, item: None, section: "top" });
}

/// What is new or gone, in the fields that say the most.
fn headlines(page: &mut Page, one: &Alteration, value: &Map<String, Value>) {
    for key in one.subject.headlines() {
        let Some(field) = value.get(*key).filter(|field| !is_nothing(field)) else { continue };
        let spans = vec![Span::new(Role::Faint, format!("{key}: ")), Span::new(Role::Plain, glue(&in_words(field)))];
        add(page, Shape::Under, spans);
    }
}

/// Each field that differs, before and after.
fn differences(page: &mut Page, before: &Map<String, Value>, after: &Map<String, Value>) {
    let mut keys: Vec<&String> = after.keys().chain(before.keys().filter(|key| !after.contains_key(*key))).collect();
    // What is said comes before how it is known.
    keys.sort_by_key(|key| *key != "text");
    for key in keys {
        let (old, new) = (before.get(key).unwrap_or(&Value::Null), after.get(key).unwrap_or(&Value::Null));
        if old == new {
            continue;
        }
        let [old, new] = set_off(&in_words(old), &in_words(new));
        for (when, mut spans) in [("before", old), ("after", new)] {
            spans.insert(0, Span::new(Role::Faint, format!("{key} {when}: ")));
            add(page, Shape::Under, spans);
        }
    }
}

/// Two texts with the words set off that the other has not.
fn set_off(old: &str, new: &str) -> [Vec<Span>; 2] {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<String>>();
    let (old, new) = (words(old), words(new));
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for step in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (gone, come) = (joined(&old, step.old_range()), joined(&new, step.new_range()));
        if step.tag() == DiffTag::Equal {
            before.push(Span::new(Role::Plain, glue(&gone)));
            after.push(Span::new(Role::Plain, glue(&come)));
        } else {
            before.extend((!gone.is_empty()).then(|| Span::new(Role::SetOff, format!("[-{}-]", gone.trim_end()))));
            after.extend((!come.is_empty()).then(|| Span::new(Role::SetOff, format!("{{+{}+}}", come.trim_end()))));
            before.push(Span::new(Role::Plain, " "));
            after.push(Span::new(Role::Plain, " "));
        }
    }
    [before, after]
}

fn joined(words: &[String], range: std::ops::Range<usize>) -> String {
    words.get(range).unwrap_or_default().iter().map(|word| format!("{word} ")).collect()
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// A field as a reader would say it.
fn in_words(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) if values.is_empty() => "nothing".to_owned(),
        Value::Array(values) => {
            let parts = if values.iter().any(Value::is_object) { "; " } else { ", " };
            values.iter().map(in_words).collect::<Vec<_>>().join(parts)
        }
        Value::Object(object) => {
            let known = object.iter().filter(|(_key, field)| !is_nothing(field));
            known.map(|(key, field)| format!("{key} {}", in_words(field))).collect::<Vec<_>>().join(", ")
        }
    }
}
