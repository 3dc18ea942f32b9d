//! What is said of a pathway: signals, the gates they act through, what they lead to, and which drug closes which gate.

use serde::{Deserialize, Serialize};

use super::super::id::EntryId;
use super::super::place::Located;
use super::super::vocabulary::vocabulary;

vocabulary! {
    /// Where a node stands in the drawing.
    pub enum Layer {
        /// A signal, at the left.
        Left = "left",
        /// A gate that signals act through and drugs can close, in the middle.
        Middle = "middle",
        /// What signals lead to, at the right.
        Right = "right",
    }
}

/// A pathway that is drawn, and the table of what each drug does to its gates.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pathway {
    /// `pathophysiology/…`.
    pub id: EntryId,
    /// As a heading.
    pub title: Located<String>,
    /// The heads of the left, middle and right layer.
    pub layers: [Located<String>; 3],
    /// The columns of the table of drugs.
    pub columns: Vec<Located<String>>,
    /// Ids of claims about the whole.
    pub claims: Vec<Located<String>>,
    /// What is drawn, in the order of the file.
    pub nodes: Vec<Node>,
    /// What leads to what.
    pub edges: Vec<Edge>,
    /// What is known of a drug at one column of the table.
    pub cells: Vec<Cell>,
}

/// Something in the drawing.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Node {
    /// Unique in the pathway.
    pub id: Located<String>,
    /// As it stands in the drawing. A drug closes a gate if the gate's label is a word of one of the drug's targets.
    pub label: Located<String>,
    /// Where it stands.
    pub layer: Located<Layer>,
}

/// That a signal acts through a gate, or leads to something at the right.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Edge {
    /// The id of a node at the left.
    pub from: Located<String>,
    /// The id of a node in the middle or at the right.
    pub to: Located<String>,
    /// What stands between the two in a sentence.
    pub label: Located<String>,
    /// The id of the claim that says so.
    pub claim: Located<String>,
}

/// What is known of a drug at one column of the table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cell {
    /// The drug; what is said holds for the molecule, by whatever route.
    pub drug: Located<EntryId>,
    /// The column.
    pub column: Located<String>,
    /// In a few words.
    pub text: Located<String>,
    /// The id of the claim that says so.
    pub claim: Located<String>,
}

impl Pathway {
    /// The nodes of a layer, in the order of the file.
    pub fn layer(&self, layer: Layer) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(move |node| *node.layer == layer)
    }

    /// The node of an id.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| *node.id == id)
    }

    /// The edges that begin or end at a node.
    pub fn edges_at<'p>(&'p self, node: &'p Node) -> impl Iterator<Item = &'p Edge> {
        self.edges.iter().filter(|edge| *edge.from == *node.id || *edge.to == *node.id)
    }
}

impl Edge {
    /// The name by which the edge is reached on the page.
    pub fn anchor(&self) -> String {
        format!("{}-to-{}", *self.from, *self.to)
    }
}
