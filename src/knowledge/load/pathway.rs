//! Reads a pathway: its nodes, its edges, and the table of drugs.

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::id::Kind;
use super::super::model::{Cell, Edge, Node, Pathway};
use super::super::reader::Reader;
use super::Part;

impl Part {
    /// The pathway of a file of topics, where there is one.
    pub(super) fn pathway(&mut self, r: &Reader<'_>) {
        let nodes: Vec<Node> = r.all("node", node);
        let edges: Vec<Edge> = r.all("edge", edge);
        let cells: Vec<Cell> = r.all("selectivity", cell);
        let Some(head) = r.table("pathway") else {
            if let Some(key) = ["node", "edge", "selectivity"].into_iter().find(|key| r.has(key)) {
                let fault = Diagnostic::new(Code::K006, r.span_of(key), format!("`{key}` belongs to no pathway"))
                    .help("add a table `[pathway]` with its id, title, layers and columns");
                r.report(fault);
            }
            return;
        };
        let id = self.named_entry(&head, Kind::Pathophysiology);
        let title = head.text("title");
        let layers = [head.text("left"), head.text("middle"), head.text("right")];
        let columns = head.texts("columns");
        let claims = head.texts("claims");
        head.finish();
        let [Some(left), Some(middle), Some(right)] = layers else { return };
        if let (Some(id), Some(title)) = (id, title) {
            let layers = [left, middle, right];
            self.draft.pathway = Some(Pathway { id, title, layers, columns, claims, nodes, edges, cells });
        }
    }
}

fn node(r: &Reader<'_>) -> Option<Node> {
    let id = r.slug("id");
    let label = r.text("label");
    let layer = r.word("layer");
    r.finish();
    Some(Node { id: id?, label: label?, layer: layer? })
}

fn edge(r: &Reader<'_>) -> Option<Edge> {
    let from = r.slug("from");
    let to = r.slug("to");
    let label = r.text("label");
    let claim = r.slug("claim");
    r.finish();
    Some(Edge { from: from?, to: to?, label: label?, claim: claim? })
}

fn cell(r: &Reader<'_>) -> Option<Cell> {
    // Asking for the text reports that it is missing.
    let drug = if r.has("drug") { r.optional_id("drug") } else { r.text("drug").and(None) };
    let column = r.text("column");
    let text = r.text("text");
    let claim = r.slug("claim");
    r.finish();
    Some(Cell { drug: drug?, column: column?, text: text?, claim: claim? })
}
