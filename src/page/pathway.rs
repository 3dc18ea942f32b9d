//! The page of a pathway: every node and edge as a sentence with its claim, what each drug inhibits, and the table of
//! selectivity. The drawing is another view of the same; `diagram` makes it.
//!
//! Promises: every edge stands with the claim that says so and its citation; a cell of the table for which no claim exists
//! says "not found". What a drug closes is read from its targets and nothing else.

use super::compose::Composer;
use super::text::glue;
use super::{Columns, Detail, Page, Role, Shape, Span, Table, supersession};
use crate::knowledge::{Cell, Claim, Drug, Edge, Knowledge, Layer, Node, Pathway, Provenance};

/// The gates that a drug closes: those whose label is a word of one of its targets.
pub fn closes<'p>(pathway: &'p Pathway, drug: &'p Drug) -> impl Iterator<Item = &'p Node> {
    pathway.layer(Layer::Middle).filter(|node| drug.targets.iter().any(|target| has_word(target, &node.label)))
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|part| part == word)
}

/// A drug by whatever route: selectivity belongs to the molecule.
#[derive(Clone, Debug)]
pub struct Molecule<'k> {
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
        self.drugs.first().map_or("", |drug| drug.name.as_str())
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
            // An edge is told once, where it begins.
            for edge in pathway.edges.iter().filter(|edge| *edge.from == *node.id) {
                edge_line(&mut composer, pathway, edge);
            }
        }
    }
    let listed = pathway.claims.iter().filter_map(|id| knowledge.claim(id));
    // A clinic's note on the drawing is in no list of the base.
    let noted = knowledge.claims_on(&pathway.id).filter(|claim| claim.note().is_some());
    let claims: Vec<&Claim> = listed.chain(noted).collect();
    if !claims.is_empty() {
        composer.heading("about", "Of the whole");
    }
    for claim in claims {
        composer.claim(claim);
    }
    drugs(&mut composer, pathway);
    selectivity(&mut composer, pathway);
    composer.finish()
}

/// A node with what it is connected to; it rests on the claims of its edges.
fn node_line(composer: &mut Composer<'_>, pathway: &Pathway, node: &Node) {
    let knowledge = composer.knowledge;
    let claims: Vec<&Claim> = pathway.edges_at(node).filter_map(|edge| knowledge.claim(&edge.claim)).collect();
    let provenances: Vec<&Provenance> = claims.iter().filter_map(|claim| claim.provenance()).collect();
    let item = composer.item_of(&node.id, &provenances);
    let label = |id: &str| pathway.node(id).map_or("", |node| node.label.as_str());
    let others: Vec<&str> = match *node.layer {
        Layer::Left => pathway.edges_at(node).map(|edge| label(&edge.to)).collect(),
        Layer::Middle | Layer::Right => pathway.edges_at(node).map(|edge| label(&edge.from)).collect(),
    };
    let to_or_from = if *node.layer == Layer::Left { "to" } else { "from" };
    let mut spans = vec![Span::new(Role::Label, glue(&node.label))];
    if others.is_empty() {
        spans.push(Span::new(Role::Missing, ": no edge found in the sources read"));
    } else {
        spans.push(Span::new(Role::Plain, glue(&format!(": {to_or_from} {}", others.join("; ")))));
        spans.extend(composer.marks_of(&provenances));
    }
    composer.block(Shape::Paragraph, spans, Some(item));
    if *node.layer != Layer::Left {
        // The claims of a signal follow with its edges.
        let mut told: Vec<&str> = Vec::new();
        for claim in claims {
            if !told.contains(&claim.id.as_str()) {
                told.push(&claim.id);
                composer.claim_under(item, claim);
            }
        }
    }
}

/// An edge as a sentence, and the claim that says so.
fn edge_line(composer: &mut Composer<'_>, pathway: &Pathway, edge: &Edge) {
    let label = |id: &str| pathway.node(id).map_or("", |node| node.label.as_str());
    let text = format!("{} {} {}: ", label(&edge.from), *edge.label, label(&edge.to));
    if let Some(claim) = composer.knowledge.claim(&edge.claim) {
        let item = composer.claim_behind(vec![Span::new(Role::Label, glue(&text))], claim);
        composer.name(item, &edge.anchor());
    }
}

fn drugs(composer: &mut Composer<'_>, pathway: &Pathway) {
    composer.heading("drugs", "What each drug inhibits");
    for drug in composer.knowledge.drugs() {
        let targets: Vec<&str> = drug.targets.iter().map(|target| target.as_str()).collect();
        let mut spans = vec![
            Span::new(Role::Link, drug.name.to_string()),
            Span::new(Role::Plain, format!(" ({}): ", drug.id.kind().word())),
        ];
        let item = if targets.is_empty() {
            spans.push(Span::new(Role::Missing, glue("not found in the sources read")));
            let item = composer.item(&drug.id.to_string(), None);
            composer.block(Shape::Bullet, spans, Some(item));
            item
        } else {
            let gates: Vec<&str> = closes(pathway, drug).map(|node| node.label.as_str()).collect();
            let none_drawn = if gates.is_empty() { " (none of them is drawn)" } else { "" };
            spans.push(Span::new(Role::Plain, glue(&format!("{}{none_drawn}", targets.join(", ")))));
            composer.statement(Shape::Bullet, &drug.id.to_string(), spans, &drug.provenance)
        };
        composer.lead(item, drug.id.clone());
    }
}

/// The table of selectivity: a row for each molecule, whatever its routes. In full, each cell has its own marks; in brief
/// they stand together behind the name, since the columns are narrow.
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
                name.extend(composer.marks_of(&provenances(knowledge, cells)).into_iter().map(apart));
            }
            let cells = pathway.columns.iter().map(|column| match molecule.cell(pathway, column) {
                Some(cell) => cell_spans(composer, cell),
                None => vec![Span::new(Role::Missing, glue("not found"))],
            });
            std::iter::once(name).chain(cells).collect()
        })
        .collect();
    let item = composer.item_of("selectivity-table", &provenances(knowledge, pathway.cells.iter()));
    let table = Table { head, rows, columns: Columns::NamedByTheFirst };
    composer.block(Shape::Table(table), Vec::new(), Some(item));
}

/// Where some cells come from, each claim once.
fn provenances<'k>(knowledge: &'k Knowledge, cells: impl Iterator<Item = &'k Cell>) -> Vec<&'k Provenance> {
    let mut claims: Vec<&str> = cells.map(|cell| cell.claim.as_str()).collect();
    claims.sort();
    claims.dedup();
    claims.into_iter().filter_map(|id| knowledge.claim(id)?.provenance()).collect()
}

/// A mark that a line break may part from the word before it.
fn apart(mark: Span) -> Span {
    Span::new(mark.role, format!(" {}", mark.text.trim_start()))
}

fn cell_spans(composer: &mut Composer<'_>, cell: &Cell) -> Vec<Span> {
    let Some(claim) = composer.knowledge.claim(&cell.claim) else { return Vec::new() };
    let mut spans = Vec::new();
    if let Some(words) = supersession(composer.knowledge, claim) {
        spans.push(Span::new(Role::Superseded, glue(&format!("{words}: "))));
    }
    spans.push(Span::new(Role::Plain, glue(&cell.text)));
    if !composer.is_brief() {
        spans.extend(claim.provenance().map(|provenance| apart(composer.mark(provenance))));
    }
    spans
}
