//! Pathways: signals, the gates they act through, what they lead to, and which drug closes which gate.

use serde::{Deserialize, Serialize};

use super::super::id::EntryId;
use super::super::span::Located;
use super::super::vocabulary::vocabulary;
use super::Drug;

vocabulary! {
    /// The part of the drawing that a node is in.
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
    /// What the drawing calls it. A drug closes a gate if the gate's label is a word of one of the drug's targets.
    pub label: Located<String>,
    /// The part of the drawing.
    pub layer: Located<Layer>,
}

/// That one node leads to another: a signal acts through a gate, or what is at the right feeds back.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Edge {
    /// The id of a node.
    pub from: Located<String>,
    /// The id of another node.
    pub to: Located<String>,
    /// The verb between the two in a sentence.
    pub label: Located<String>,
    /// The id of the claim that says so.
    pub claim: Located<String>,
}

/// What is known of a drug at one column of the table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cell {
    /// The drug; the cell holds for the molecule, by whatever route.
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

    /// The label of a node.
    ///
    /// # Panics
    /// If there is no such node, which a compiled base rules out for the ends of its edges.
    pub fn label(&self, id: &str) -> &str {
        &self.node(id).expect("an edge of a compiled base begins and ends at nodes").label
    }

    /// The gates that a drug closes: those whose ids it names or, where it names none, whose labels its targets have.
    pub fn closed_by<'p>(&'p self, drug: &'p Drug) -> impl Iterator<Item = &'p Node> {
        self.layer(Layer::Middle).filter(|node| {
            // The ids that the drug names are the author's word; without any, its targets say it.
            drug.closes.iter().any(|id| **id == *node.id)
                || (drug.closes.is_empty() && drug.targets.iter().any(|target| has_word(target, &node.label)))
        })
    }

    /// The edges that begin or end at a node.
    pub fn edges_at<'p>(&'p self, node: &'p Node) -> impl Iterator<Item = &'p Edge> {
        self.edges.iter().filter(|edge| *edge.from == *node.id || *edge.to == *node.id)
    }
}

/// Whether a text contains words, hyphens included, with no letter or digit next to them.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(char::is_alphanumeric) && !text[at + word.len()..].starts_with(char::is_alphanumeric)
    })
}

impl Edge {
    /// The name by which the edge is reached on the page.
    pub fn anchor(&self) -> String {
        format!("{}-to-{}", *self.from, *self.to)
    }
}
