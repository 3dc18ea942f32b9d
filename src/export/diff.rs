//! What differs between two bases, as a page.
//!
//! Promises: of what has changed both texts are shown, the words that differ in brackets: `[-gone-]`, `{+new+}`; so the
//! page needs no colour.

use serde_json::{Map, Value};
use similar::Algorithm;

use super::json::{Alteration, How};
use crate::knowledge::Knowledge;
use crate::page::{Block, Page, Role, Span, stretches};

/// What differs between two bases, boxed warnings first.
pub fn diff_page(old: &Knowledge, new: &Knowledge, alterations: &[Alteration]) -> Page {
    let base = |one: &Knowledge| format!("as of {}, SHA-256 {}", one.as_of(), one.digest());
    let line = |role, text: String| Block::paragraph(vec![Span::new(role, text)]);
    let mut blocks =
        vec![line(Role::Plain, format!("Old: {}", base(old))), line(Role::Plain, format!("New: {}", base(new)))];
    if alterations.is_empty() {
        let same = old.digest() == new.digest();
        let sentence =
            if same { "Nothing: the two are one base." } else { "Nothing that they say; their files differ." };
        blocks.push(line(Role::Label, sentence.to_owned()));
    }
    let mut subject = None;
    for one in alterations {
        if subject.replace(one.subject) != Some(one.subject) {
            blocks.push(Block::heading(one.subject.heading()));
        }
        blocks.push(Block::bullet(vec![
            Span::new(Role::Label, format!("{} ", one.how.word())),
            Span::new(Role::Link, one.id.as_str()),
        ]));
        match &one.how {
            How::Added(value) | How::Removed(value) => headlines(&mut blocks, one, value),
            How::Changed(before, after) | How::Superseded(before, after) => differences(&mut blocks, before, after),
        }
    }
    Page::new("What differs between two knowledge bases", blocks)
}

/// What is new or gone, in the fields that say the most.
fn headlines(blocks: &mut Vec<Block>, one: &Alteration, value: &Map<String, Value>) {
    for key in one.subject.headlines() {
        let Some(field) = value.get(*key).filter(|field| !is_nothing(field)) else { continue };
        let name = Span::new(Role::Faint, format!("{key}: "));
        blocks.push(Block::under(vec![name, Span::prose(Role::Plain, &in_words(field))]));
    }
}

/// Each field that differs, before and after.
fn differences(blocks: &mut Vec<Block>, before: &Map<String, Value>, after: &Map<String, Value>) {
    let mut keys: Vec<&String> = after.keys().chain(before.keys().filter(|key| !after.contains_key(*key))).collect();
    // The text of a claim comes before its sources.
    keys.sort_by_key(|key| *key != "text");
    for key in keys {
        let (old, new) = (before.get(key).unwrap_or(&Value::Null), after.get(key).unwrap_or(&Value::Null));
        if old == new {
            continue;
        }
        let [old, new] = set_off(&in_words(old), &in_words(new));
        for (when, mut spans) in [("before", old), ("after", new)] {
            spans.insert(0, Span::new(Role::Faint, format!("{key} {when}: ")));
            blocks.push(Block::under(spans));
        }
    }
}

/// Two texts with the words set off that the other has not.
fn set_off(old: &str, new: &str) -> [Vec<Span>; 2] {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for stretch in stretches(Algorithm::Patience, &old, &new) {
        let (gone, come) = (stretch.old.join(" "), stretch.new.join(" "));
        if stretch.same {
            before.push(Span::prose(Role::Plain, &format!("{gone} ")));
            after.push(Span::prose(Role::Plain, &format!("{come} ")));
        } else {
            before.extend((!gone.is_empty()).then(|| Span::new(Role::SetOff, format!("[-{gone}-]"))));
            after.extend((!come.is_empty()).then(|| Span::new(Role::SetOff, format!("{{+{come}+}}"))));
            before.push(Span::new(Role::Plain, " "));
            after.push(Span::new(Role::Plain, " "));
        }
    }
    [before, after]
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
