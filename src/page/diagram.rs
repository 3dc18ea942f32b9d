//! A pathway as a drawing: signals at the left, each a line that crosses the gates; a dot where it acts through one, and at
//! the right what it leads to.
//!
//! Promises: legible in ASCII; what is selected is in brackets and what a drug closes is an X, so that neither needs colour.
//! A drawing that does not fit is not drawn at all; the page has it in sentences.

use unicode_width::UnicodeWidthStr;

use super::wrap::Line;
use crate::knowledge::{Drug, Edge, Knowledge, Layer, Node, Pathway};
use crate::layout::{Glyph, Glyphs, Role, Span, wrap_sentence};

/// What is set off in a drawing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Emphasis<'a> {
    /// The name of the selected node or edge on the page.
    pub selected: Option<&'a str>,
    /// The drug whose gates are closed.
    pub drug: Option<&'a Drug>,
}

/// The drawing of the base's pathway; no line if there is none, or if it does not fit `width` columns.
pub fn diagram(knowledge: &Knowledge, emphasis: Emphasis<'_>, width: usize, glyphs: Glyphs) -> Vec<Line> {
    let Some(pathway) = knowledge.pathway() else { return Vec::new() };
    let Some(drawing) = Drawing::fit(pathway, emphasis, width, glyphs) else { return Vec::new() };
    let line = |spans: Vec<Span>| Line { spans, item: None, heading: false };
    let mut lines = vec![line(drawing.head())];
    lines.extend(pathway.layer(Layer::Left).map(|node| line(drawing.row(node))));
    lines.extend(drawing.legend(width).into_iter().map(line));
    lines
}

struct Drawing<'p> {
    pathway: &'p Pathway,
    emphasis: Emphasis<'p>,
    glyphs: Glyphs,
    closed: Vec<&'p str>,
    /// The columns of the labels at the left with their brackets, and of each gate.
    left: usize,
    gate: usize,
}

/// The columns of the arrow before a label at the right.
const ARROW: usize = 2;

impl<'p> Drawing<'p> {
    fn fit(pathway: &'p Pathway, emphasis: Emphasis<'p>, width: usize, glyphs: Glyphs) -> Option<Self> {
        let widest = |layer| pathway.layer(layer).map(|node| glyphs.show(&node.label).width()).max().unwrap_or(0);
        let gates = pathway.layer(Layer::Middle).count();
        let (left, right) = (widest(Layer::Left) + 2, widest(Layer::Right) + 2);
        let narrowest = widest(Layer::Middle) + 2;
        let room = width.checked_sub(left + ARROW + right)?;
        // Gates are spread where there is room, and are never narrower than their labels in brackets.
        let gate = (room.checked_div(gates)?).min(narrowest + 3);
        let closed_by = |drug| pathway.closed_by(drug).map(|node| node.id.as_str());
        let closed = emphasis.drug.into_iter().flat_map(closed_by).collect();
        (gate >= narrowest).then_some(Self { pathway, emphasis, glyphs, closed, left, gate })
    }

    fn is_selected(&self, anchor: &str) -> bool {
        self.emphasis.selected == Some(anchor)
    }

    /// A label in the brackets of a selected node, or in blanks of that width.
    fn label(&self, node: &Node) -> Vec<Span> {
        let text = self.glyphs.show(&node.label);
        if self.is_selected(&node.id) {
            vec![Span::new(Role::SetOff, format!("[{text}]"))]
        } else {
            vec![Span::new(Role::Plain, " "), Span::new(Role::Label, text), Span::new(Role::Plain, " ")]
        }
    }

    /// The labels of the gates; a gate that the drug closes carries an X in place of a blank.
    fn head(&self) -> Vec<Span> {
        let [left, _middle, right] = self.pathway.layers.each_ref().map(|layer| self.glyphs.show(layer));
        let mut spans = vec![Span::new(Role::Faint, padded(&format!(" {left}"), self.left))];
        for node in self.pathway.layer(Layer::Middle) {
            let mut label = self.label(node);
            let used: usize = label.iter().map(|span| span.text.width()).sum();
            if self.closed.contains(&node.id.as_str()) {
                for span in &mut label {
                    span.role = if self.is_selected(&node.id) { Role::SetOff } else { Role::Warning };
                    if span.text == " " {
                        self.glyphs.of(Glyph::Closed).clone_into(&mut span.text);
                    }
                }
            }
            spans.extend(centred(label, used, self.gate));
        }
        spans.push(Span::new(Role::Faint, format!("{}{right}", " ".repeat(ARROW + 1))));
        spans
    }

    /// One signal: its label, its line across the gates, and what it leads to.
    fn row(&self, node: &Node) -> Vec<Span> {
        let mut spans = self.label(node);
        let used: usize = spans.iter().map(|span| span.text.width()).sum();
        let gates: Vec<&Node> = self.pathway.layer(Layer::Middle).collect();
        let between =
            |from: &str, to: &str| self.pathway.edges.iter().find(|edge| *edge.from == from && *edge.to == to);
        let to = |id: &str| between(&node.id, id);
        // What a signal leads to by itself, or else through a gate.
        let through = |right: &Node| {
            gates.iter().filter(|gate| to(&gate.id).is_some()).find_map(|gate| between(&gate.id, &right.id))
        };
        let right = || self.pathway.layer(Layer::Right);
        let result = right().find_map(|right| Some((right, to(&right.id)?)));
        let result = result.or_else(|| right().find_map(|right| Some((right, through(right)?))));
        let last = gates.iter().rposition(|gate| to(&gate.id).is_some());
        // A signal of which no result is known ends at its last gate.
        let ends_at = if result.is_some() { gates.len() } else { last.map_or(0, |last| last + 1) };
        let line =
            |count: usize, on: bool| if on { self.glyphs.of(Glyph::Across).repeat(count) } else { " ".repeat(count) };
        spans.push(Span::new(Role::Plain, line(self.left.saturating_sub(used), ends_at > 0)));
        for (number, gate) in gates.iter().enumerate() {
            let before = (self.gate - 1) / 2;
            let after = self.gate - 1 - before;
            spans.push(Span::new(Role::Plain, line(before, number < ends_at)));
            spans.push(self.crossing(gate, to(&gate.id), number < ends_at));
            spans.push(Span::new(Role::Plain, line(after, number + 1 < ends_at || result.is_some())));
        }
        if let Some((right, edge)) = result {
            spans.push(if self.is_selected(&edge.anchor()) {
                Span::new(Role::SetOff, self.glyphs.of(Glyph::ArrowSelected))
            } else {
                Span::new(Role::Plain, self.glyphs.of(Glyph::Arrow))
            });
            spans.extend(self.label(right));
        }
        spans
    }

    /// Where a signal meets a gate.
    fn crossing(&self, gate: &Node, edge: Option<&Edge>, passes: bool) -> Span {
        let is_closed = self.closed.contains(&gate.id.as_str());
        match edge {
            Some(edge) => {
                let glyph = if is_closed { self.glyphs.of(Glyph::Closed) } else { self.glyphs.of(Glyph::Through) };
                let role = if self.is_selected(&edge.anchor()) { Role::SetOff } else { Role::Label };
                let glyph = if self.is_selected(&edge.anchor()) && !is_closed {
                    self.glyphs.of(Glyph::ThroughSelected)
                } else {
                    glyph
                };
                Span::new(role, glyph)
            }
            None => {
                Span::new(Role::Plain, if passes { self.glyphs.of(Glyph::Across) } else { self.glyphs.of(Glyph::Gate) })
            }
        }
    }

    fn legend(&self, width: usize) -> Vec<Vec<Span>> {
        let mut text = format!("{} acts through", self.glyphs.of(Glyph::Through));
        if let Some(drug) = self.emphasis.drug {
            text.push_str(&format!(
                "; {} {} ({}) {} {}",
                self.glyphs.of(Glyph::Closed),
                *drug.name,
                drug.id.group(),
                drug.verb,
                drug.targets.join(", ")
            ));
        }
        wrap_sentence(&text, Role::Faint, width, self.glyphs)
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Spans of `used` columns in the middle of `width`, the odd column after them.
fn centred(mut spans: Vec<Span>, used: usize, width: usize) -> Vec<Span> {
    let blank = width.saturating_sub(used);
    spans.insert(0, Span::new(Role::Plain, " ".repeat(blank / 2)));
    spans.push(Span::new(Role::Plain, " ".repeat(blank - blank / 2)));
    spans
}
