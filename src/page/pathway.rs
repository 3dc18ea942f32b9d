//! The page of a pathway: every node and edge as a sentence with its claim, what each drug inhibits, and the table of
//! selectivity. `diagram` draws it.
//!
//! Promises: every edge has the claim it rests on beside it, with its citation; a cell of the table for which no claim exists
//! says "not found". What a drug closes is read from its targets and nothing else.

use std::collections::HashSet;

use super::compose::{Composer, Detail, supersession};
use super::content::{Block, Page};
use crate::knowledge::{Cell, Claim, Drug, Edge, Knowledge, Layer, Node, Pathway, Provenance};
use crate::layout::{Columns, NO_BREAK, Role, Span, Table};

/// The drugs of one name, by whatever route: selectivity belongs to the molecule.
#[derive(Clone, Debug)]
pub struct Molecule<'k> {
    /// At least one.
    drugs: Vec<&'k Drug>,
}

/// Every molecule, in the order of its first drug.
pub fn molecules(knowledge: &Knowledge) -> Vec<Molecule<'_>> {
    let mut molecules: Vec<Molecule<'_>> = Vec::new();
    for drug in knowledge.drugs() {
        let alike = |one: &&mut Molecule<'_>| one.drugs.iter().any(|known| *known.name == *drug.name);
        match molecules.iter_mut().find(alike) {
            Some(known) => known.drugs.push(drug),
            None => molecules.push(Molecule { drugs: vec![drug] }),
        }
    }
    molecules
}

impl<'k> Molecule<'k> {
    /// Its generic name.
    pub fn name(&self) -> &'k str {
        &self.drugs[0].name
    }

    /// What is known of it at a column of the table.
    pub fn cell<'p>(&self, pathway: &'p Pathway, column: &str) -> Option<&'p Cell> {
        pathway.cells.iter().find(|cell| *cell.column == column && self.drugs.iter().any(|drug| drug.id == *cell.drug))
    }
}

pub(super) fn page<'k>(knowledge: &'k Knowledge, pathway: &'k Pathway, detail: Detail) -> Page {
    let mut composer = Composer::new(knowledge, Some(pathway.id.clone()), pathway.title.to_string(), detail);
    let layers = [(Layer::Left, "left"), (Layer::Middle, "middle"), (Layer::Right, "right")];
    for ((layer, word), head) in layers.into_iter().zip(&pathway.layers) {
        composer.heading(word, head);
        for node in pathway.layer(layer) {
            node_line(&mut composer, pathway, node);
            // An edge is written once, where it begins.
            for edge in pathway.edges.iter().filter(|edge| *edge.from == *node.id) {
                edge_line(&mut composer, pathway, edge);
            }
        }
    }
    let listed = pathway.claims.iter().map(|id| claim_of(knowledge, id));
    // A clinic's note on the drawing is in no list of the base.
    let noted = knowledge.claims_on(&pathway.id).filter(|claim| claim.note().is_some());
    let claims: Vec<&Claim> = listed.chain(noted).collect();
    if !claims.is_empty() {
        composer.heading("about", "The pathway as a whole");
    }
    for claim in claims {
        composer.claim(claim);
    }
    drugs(&mut composer, pathway);
    selectivity(&mut composer, pathway);
    composer.finish()
}

/// The claim that an edge or a cell rests on.
fn claim_of<'k>(knowledge: &'k Knowledge, id: &str) -> &'k Claim {
    knowledge.claim(id).expect("a pathway of a compiled base rests on claims of it")
}

/// A node with what it is connected to; it rests on the claims of its edges.
fn node_line(composer: &mut Composer<'_>, pathway: &Pathway, node: &Node) {
    let knowledge = composer.knowledge;
    let claims: Vec<&Claim> = pathway.edges_at(node).map(|edge| claim_of(knowledge, &edge.claim)).collect();
    let provenances: Vec<&Provenance> = claims.iter().filter_map(|claim| claim.provenance()).collect();
    let item = composer.item_resting_on(&node.id, &provenances);
    let is_signal = *node.layer == Layer::Left;
    let to = pathway.edges_at(node).filter(|edge| *edge.from == *node.id).map(|edge| pathway.label(&edge.to));
    let from = pathway.edges_at(node).filter(|edge| *edge.from != *node.id).map(|edge| pathway.label(&edge.from));
    let ends = [("to", to.collect::<Vec<_>>()), ("from", from.collect())];
    let others: Vec<String> = ends
        .into_iter()
        .filter(|(_word, labels)| !labels.is_empty())
        .map(|(word, labels)| format!("{word} {}", labels.join("; ")))
        .collect();
    let mut spans = vec![Span::prose(Role::Label, &node.label)];
    if others.is_empty() {
        spans.push(Span::new(Role::Missing, ": no edge found in the sources read"));
    } else {
        spans.push(Span::prose(Role::Plain, &format!(": {}", others.join("; "))));
        spans.extend(composer.marks_of(&provenances));
    }
    composer.push(Block::paragraph(spans).of_item(item));
    if !is_signal {
        // The claims of a signal follow with its edges.
        let mut written: HashSet<&str> = HashSet::new();
        for claim in claims {
            if written.insert(&claim.id) {
                composer.claim_under(item, claim);
            }
        }
    }
}

/// An edge as a sentence, and the claim that says so.
fn edge_line(composer: &mut Composer<'_>, pathway: &Pathway, edge: &Edge) {
    let text = format!("{} {} {}: ", pathway.label(&edge.from), *edge.label, pathway.label(&edge.to));
    let claim = claim_of(composer.knowledge, &edge.claim);
    let item = composer.claim_after(vec![Span::prose(Role::Label, &text)], claim);
    composer.set_anchor(item, edge.anchor());
}

fn drugs(composer: &mut Composer<'_>, pathway: &Pathway) {
    let verb = &composer.knowledge.review().terms.verb;
    composer.heading("drugs", &format!("What each drug {verb}"));
    for drug in composer.knowledge.drugs() {
        let mut spans = vec![
            Span::new(Role::Link, drug.name.as_str()),
            Span::new(Role::Plain, format!(" ({}): ", drug.id.group())),
        ];
        let provenance = if drug.targets.is_empty() {
            spans.push(Span::prose(Role::Missing, "not found in the sources read"));
            None
        } else {
            let none_drawn = if pathway.closed_by(drug).next().is_none() { " (none of them is drawn)" } else { "" };
            spans.push(Span::prose(Role::Plain, &format!("{}{none_drawn}", drug.targets.join(", "))));
            Some(&drug.provenance)
        };
        let item = composer.statement(&drug.id.to_string(), Block::bullet(spans), provenance);
        composer.lead_to(item, drug.id.clone());
    }
}

/// The table of selectivity: a row for each molecule, whatever its routes. In full, each cell has its own marks; in brief
/// they follow the name together, since the columns are narrow.
fn selectivity<'k>(composer: &mut Composer<'k>, pathway: &'k Pathway) {
    if pathway.columns.is_empty() {
        return;
    }
    composer.heading("selectivity", "Selectivity");
    let knowledge = composer.knowledge;
    let head = std::iter::once("Drug".to_owned()).chain(pathway.columns.iter().map(ToString::to_string)).collect();
    let rows: Vec<Vec<Vec<Span>>> = molecules(knowledge)
        .iter()
        .map(|molecule| {
            let mut name = vec![Span::new(Role::Label, molecule.name())];
            if composer.is_brief() {
                let cells = pathway.columns.iter().filter_map(|column| molecule.cell(pathway, column));
                name.extend(composer.marks_of(&provenances(knowledge, cells)).into_iter().map(breakable));
            }
            let cells = pathway.columns.iter().map(|column| match molecule.cell(pathway, column) {
                Some(cell) => cell_spans(composer, cell),
                None => vec![Span::new(Role::Missing, format!("not{NO_BREAK}found"))],
            });
            std::iter::once(name).chain(cells).collect()
        })
        .collect();
    let item = composer.item_resting_on("selectivity-table", &provenances(knowledge, pathway.cells.iter()));
    let table = Table { head, rows, columns: Columns::RowHeader };
    composer.push(Block::table(table).of_item(item));
}

/// Where some cells come from, each claim once.
fn provenances<'k>(knowledge: &'k Knowledge, cells: impl Iterator<Item = &'k Cell>) -> Vec<&'k Provenance> {
    let mut claims: Vec<&str> = cells.map(|cell| cell.claim.as_str()).collect();
    claims.sort();
    claims.dedup();
    claims.into_iter().filter_map(|id| claim_of(knowledge, id).provenance()).collect()
}

/// A mark that a line break may part from the word before it.
fn breakable(mark: Span) -> Span {
    Span::new(mark.role, format!(" {}", mark.text.trim_start()))
}

fn cell_spans(composer: &mut Composer<'_>, cell: &Cell) -> Vec<Span> {
    let claim = claim_of(composer.knowledge, &cell.claim);
    let mut spans = Vec::new();
    if let Some(words) = supersession(composer.knowledge, claim) {
        spans.push(Span::prose(Role::Superseded, &format!("{words}: ")));
    }
    spans.push(Span::prose(Role::Plain, &cell.text));
    if !composer.is_brief() {
        spans.extend(claim.provenance().map(|provenance| breakable(composer.mark(provenance))));
    }
    spans
}
