//! A pathway as JSON: its nodes and edges, each edge with its claim, and the table of drugs.

use serde_json::{Map, Value, json};

use super::entry::{object, sourced};
use crate::knowledge::{Knowledge, Located, Pathway};
use crate::page::{molecules, supersession};

pub(super) fn pathway(knowledge: &Knowledge, pathway: &Pathway) -> Map<String, Value> {
    let nodes: Vec<Value> = pathway
        .nodes
        .iter()
        .map(|node| json!({ "id": node.id.as_str(), "label": node.label.as_str(), "layer": node.layer.word() }))
        .collect();
    let edges: Vec<Value> = pathway
        .edges
        .iter()
        .map(|edge| {
            let ends = json!({ "from": edge.from.as_str(), "to": edge.to.as_str(), "label": edge.label.as_str() });
            claimed(knowledge, ends, &edge.claim)
        })
        .collect();
    let drugs: Vec<Value> = knowledge
        .drugs()
        .map(|drug| {
            let gates: Vec<&str> = pathway.closed_by(drug).map(|node| node.id.as_str()).collect();
            json!({ "id": drug.id.to_string(), "inhibits": gates })
        })
        .collect();
    let [left, middle, right] = pathway.layers.each_ref().map(|layer| layer.as_str());
    object(json!({
        "layers": { "left": left, "middle": middle, "right": right },
        "about": pathway.claims.iter().map(|claim| claim.as_str()).collect::<Vec<_>>(),
        "nodes": nodes,
        "edges": edges,
        "drugs": drugs,
        "columns": pathway.columns.iter().map(|column| column.as_str()).collect::<Vec<_>>(),
        "selectivity": selectivity(knowledge, pathway),
    }))
}

/// A row for each molecule, with a cell for each column; the text of a cell is null where nothing was found.
fn selectivity(knowledge: &Knowledge, pathway: &Pathway) -> Value {
    molecules(knowledge)
        .into_iter()
        .map(|molecule| {
            let cells: Vec<Value> = pathway
                .columns
                .iter()
                .map(|column| match molecule.cell(pathway, column) {
                    Some(cell) => claimed(
                        knowledge,
                        json!({ "column": column.as_str(), "text": cell.text.as_str() }),
                        &cell.claim,
                    ),
                    None => json!({ "column": column.as_str(), "text": null }),
                })
                .collect();
            json!({ "name": molecule.name(), "cells": cells })
        })
        .collect()
}

/// Something with the claim that says so, and where that comes from.
fn claimed(knowledge: &Knowledge, mut value: Value, id: &Located<String>) -> Value {
    let Some(claim) = knowledge.claim(id) else { return value };
    if let Some(object) = value.as_object_mut() {
        object.insert("claim".to_owned(), json!(id.as_str()));
        object.insert("claim_text".to_owned(), json!(claim.text.as_str()));
        object.insert("superseded".to_owned(), json!(supersession(knowledge, claim)));
    }
    sourced(value, claim.provenance())
}
