//! Whether a pathway holds together: every edge leads from a signal to a gate or a result, every claim exists, and nothing
//! is there twice.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::model::{Layer, Node, Pathway};
use super::super::span::{Located, SourceSpan};
use super::Resolver;

impl Resolver<'_> {
    pub(super) fn pathway(&mut self, pathway: &Pathway) {
        let mut seen: HashMap<String, SourceSpan> = HashMap::new();
        for node in &pathway.nodes {
            self.once(&mut seen, format!("the node `{}`", *node.id), node.id.span());
        }
        // Of two nodes of one id, the first.
        let nodes: HashMap<&str, &Node> = pathway.nodes.iter().rev().map(|node| (node.id.as_str(), node)).collect();
        let columns: HashSet<&str> = pathway.columns.iter().map(|column| column.as_str()).collect();
        for claim in &pathway.claims {
            self.statement(claim);
        }
        for edge in &pathway.edges {
            self.end(pathway, &nodes, &edge.from, &[Layer::Left]);
            self.end(pathway, &nodes, &edge.to, &[Layer::Middle, Layer::Right]);
            self.statement(&edge.claim);
            self.once(&mut seen, format!("the edge from `{}` to `{}`", *edge.from, *edge.to), edge.from.span());
        }
        for cell in &pathway.cells {
            self.drug(&cell.drug);
            self.statement(&cell.claim);
            if !columns.contains(cell.column.as_str()) {
                let columns = pathway.columns.iter().map(|column| Cow::Borrowed(column.as_str()));
                self.missing(Code::K011, "column", &cell.column, cell.column.span(), columns);
            }
            self.once(&mut seen, format!("`{}` of `{}`", *cell.column, *cell.drug), cell.column.span());
        }
    }

    /// Reports an end of an edge that is no node, or a node where no edge can have this end.
    fn end(&mut self, pathway: &Pathway, nodes: &HashMap<&str, &Node>, id: &Located<String>, layers: &[Layer]) {
        let Some(node) = nodes.get(id.as_str()) else {
            self.missing(
                Code::K011,
                "node",
                id,
                id.span(),
                pathway.nodes.iter().map(|node| Cow::Borrowed(node.id.as_str())),
            );
            return;
        };
        if !layers.contains(&node.layer) {
            let message = format!("the node `{}` stands in the layer {:?}", **id, node.layer.word());
            self.findings.push(
                Diagnostic::new(Code::K009, id.span(), message)
                    .secondary_label(node.layer.span(), "its layer")
                    .help("an edge leads from a node at the left to one in the middle or at the right"),
            );
        }
    }

    /// Reports what has been seen before under the same name.
    fn once(&mut self, seen: &mut HashMap<String, SourceSpan>, what: String, span: SourceSpan) {
        if let Some(first) = seen.insert(what.clone(), span) {
            self.findings.push(
                Diagnostic::new(Code::K010, span, format!("{what} is there twice"))
                    .secondary_label(first, "first here")
                    .help("remove one of them, or correct what they name"),
            );
        }
    }
}
