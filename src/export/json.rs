//! Entries and answers as JSON values, each an object whose first key is the schema.
//!
//! A value that is not known is `null` where every entry of the kind could have it.

use serde_json::{Map, Value, json};

mod alterations;
mod entry;
mod pathway;
mod plot;
mod since;
mod trial;

pub use self::alterations::{Alteration, Alterations, How, Subject, alterations, diff};
use self::entry::{entry, reference};
use self::plot::plots;
use super::list::ListRow;
use crate::knowledge::{Code, Drug, Entry, Knowledge, Record, Reference, Report, Waiver};
use crate::page::{BULLET, Page, Span, head_to_head, look_alikes, vancouver};
use crate::search::{Answer, Index, bracketed};

/// The name of the form of every JSON object the program writes.
pub const SCHEMA: &str = "jakref/1";

/// One entry, or several under `entries`.
pub fn entries(knowledge: &Knowledge, entries: &[Entry<'_>]) -> Value {
    match entries {
        [one] => with_schema(entry(knowledge, *one)),
        [] | [_, _, ..] => {
            let all: Vec<Value> = entries.iter().map(|one| Value::Object(entry(knowledge, *one))).collect();
            json!({ "schema": SCHEMA, "entries": all })
        }
    }
}

/// A list of entries.
pub fn list(rows: &[ListRow]) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "id": row.id.to_string(),
                "kind": row.id.kind().word(),
                "title": row.title,
                "status": row.status,
            })
        })
        .collect();
    json!({ "schema": SCHEMA, "entries": rows })
}

/// What a search came to.
pub fn answer(index: &Index<'_>, query: &str, answer: &Answer) -> Value {
    let hits: Vec<Value> = answer
        .hits
        .iter()
        .filter_map(|hit| Some((hit, index.shown(answer, hit)?)))
        .map(|(hit, shown)| {
            json!({
                "id": shown.id.to_string(),
                "kind": shown.id.kind().word(),
                "title": shown.title,
                "matched": shown.matched,
                "how": hit.how.word(),
                "route": shown.route,
                "status": shown.status,
                "near": hit.how.is_near(),
                "differing": (!shown.differing.is_empty()).then(|| bracketed(&shown.matched, &shown.differing)),
                "field": shown.field.word(),
                "anchor": shown.anchor,
            })
        })
        .collect();
    let mut object = json!({ "schema": SCHEMA, "query": query, "ambiguous": answer.ambiguous, "hits": hits });
    if answer.more {
        object["more"] = json!(true);
    }
    object
}

/// References with their fields and as a line of a list.
pub fn references(references: &[&Reference]) -> Value {
    let all: Vec<Value> = references
        .iter()
        .map(|one| {
            let mut object = reference(one);
            object.insert("vancouver".to_owned(), json!(vancouver(one)));
            Value::Object(object)
        })
        .collect();
    json!({ "schema": SCHEMA, "references": all })
}

/// A comparison: a row for each thing compared, a cell for each drug.
pub fn comparison(knowledge: &Knowledge, page: &Page, drugs: &[&Drug]) -> Value {
    let ids: Vec<String> = drugs.iter().map(|drug| drug.id.to_string()).collect();
    let mut rows = Vec::new();
    let mut heading = String::new();
    for block in &page.blocks {
        match &block.shape {
            crate::page::Shape::Heading => heading = joined(&block.spans),
            crate::page::Shape::Table(table) => {
                let statements = |column: usize| -> Vec<String> {
                    let cells = table.rows.iter().filter_map(|row| row.get(column));
                    cells.filter(|cell| !cell.is_empty()).map(|cell| joined(without_bullet(cell))).collect()
                };
                let cells: Vec<Value> = ids
                    .iter()
                    .enumerate()
                    .map(|(column, id)| json!({ "id": id, "statements": statements(column) }))
                    .collect();
                rows.push(json!({ "row": heading, "cells": cells }));
            }
            crate::page::Shape::Paragraph
            | crate::page::Shape::Bullet
            | crate::page::Shape::Under
            | crate::page::Shape::Plot(_) => {}
        }
    }
    let references: Vec<String> = page.references.iter().map(ToString::to_string).collect();
    let mut heads = Vec::new();
    for (number, a) in drugs.iter().enumerate() {
        for b in drugs.iter().skip(number + 1) {
            let trials: Vec<String> = head_to_head(knowledge, a, b).iter().map(|trial| trial.id.to_string()).collect();
            heads.push(json!({ "entries": [a.id.to_string(), b.id.to_string()], "trials": trials }));
        }
    }
    let alike: Vec<Value> = look_alikes(drugs).into_iter().map(|(a, b)| json!([ids.get(a), ids.get(b)])).collect();
    json!({
        "schema": SCHEMA,
        "entries": ids,
        "rows": rows,
        "references": references,
        "plots": plots(page),
        "head_to_head": heads,
        "look_alikes": alike,
    })
}

/// What a check came to: everything counted, the first diagnostics listed, and what somebody allowed, if anything.
pub fn check_report(notes: &Report) -> Value {
    let listed: Vec<Value> = notes.diagnostics.iter().map(|one| Value::Object(noted(one))).collect();
    let allowed: Vec<Value> = notes
        .allowed
        .iter()
        .map(|one| {
            let mut object = noted(one);
            object.insert("reason".to_owned(), json!(one.allowed));
            Value::Object(object)
        })
        .collect();
    let mut report = Map::new();
    report.insert("errors".to_owned(), json!(notes.errors));
    report.insert("warnings".to_owned(), json!(notes.warnings));
    report.insert("diagnostics".to_owned(), Value::Array(listed));
    if !allowed.is_empty() {
        report.insert("allowed".to_owned(), Value::Array(allowed));
    }
    with_schema(report)
}

fn noted(one: &Record) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("severity".to_owned(), json!(one.severity.word()));
    object.insert("code".to_owned(), json!(one.code.word()));
    object.insert("message".to_owned(), json!(one.message));
    object.insert("file".to_owned(), json!(one.file));
    object.insert("line".to_owned(), json!(one.line));
    object.insert("column".to_owned(), json!(one.column));
    object.insert("help".to_owned(), json!(one.help));
    object
}

/// Rules and why they exist.
pub fn rules(codes: &[Code]) -> Value {
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            json!({
                "code": code.word(),
                "severity": code.severity().word(),
                "severity_in_prose": code.severity_in_prose().word(),
                "can_be_allowed": code.waiver() == Waiver::WithReason,
                "reason": code.reason(),
                "source": code.source(),
            })
        })
        .collect();
    json!({ "schema": SCHEMA, "rules": rules })
}

/// What the program and its base are.
pub fn about(knowledge: &Knowledge, (version, commit): (&str, &str), embedded: bool, stale: bool) -> Value {
    use crate::knowledge::Kind;
    let mut counts = Map::new();
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Review) {
        counts.insert(kind.plural().to_owned(), json!(knowledge.count(*kind)));
    }
    counts.insert("claims".to_owned(), json!(knowledge.claim_count()));
    let overlay = knowledge.overlay().map(|overlay| {
        json!({
            "title": overlay.title.as_str(),
            "author": overlay.author.as_str(),
            "date": overlay.date.to_string(),
            "sha256": overlay.digest,
            "claims": knowledge.claims().filter(|claim| claim.note().is_some()).count(),
        })
    });
    json!({
        "schema": SCHEMA,
        "version": version,
        "commit": commit,
        "title": knowledge.review().title.as_str(),
        "condition": knowledge.review().condition.as_str(),
        "as_of": knowledge.as_of().to_string(),
        "check_the_label": stale,
        "sha256": knowledge.digest(),
        "embedded": embedded,
        "overlay": overlay,
        "counts": counts,
    })
}

fn with_schema(object: Map<String, Value>) -> Value {
    let mut whole = Map::new();
    whole.insert("schema".to_owned(), json!(SCHEMA));
    whole.extend(object);
    Value::Object(whole)
}

fn joined(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.replace('\u{A0}', " ")).collect::<String>().trim().to_owned()
}

/// A cell of a comparison without the bullet that parts its statements on paper.
fn without_bullet(cell: &[Span]) -> &[Span] {
    match cell {
        [first, rest @ ..] if first.text == BULLET => rest,
        _no_bullet => cell,
    }
}
