//! Plots and bars as inline SVG.
//!
//! Promises: every picture has its figures beside it as text, so that it is hidden from screen readers without loss. Positions are shares of
//! the width: a picture is as wide as its column, and its text is never stretched. What is not drawn in the terminal is not drawn
//! here: nothing between two times, no difference that was neither reported nor computed.

use maud::{Markup, html};

use crate::knowledge::{Edge, Knowledge, Layer, Node};
use crate::page::{Bar, Forest, Measurement, PerHundred, Plot, Ratios, Span, TimeCourse};

/// A plot under its caption. `marked` writes runs of text with their citation marks.
pub(super) fn plot(plot: &Plot, marked: impl FnMut(&[Span]) -> Markup) -> Markup {
    let mut sentences = plot.words().into_iter();
    let caption = sentences.next().expect("a plot in words begins with its caption");
    let rest: Vec<Vec<Span>> = sentences.collect();
    let mut marked = marked;
    html! {
        figure {
            figcaption { (marked(&caption)) }
            div.picture aria-hidden="true" { @match plot {
                Plot::Forest(plot) => (forest(plot)),
                Plot::Ratios(plot) => (ratios(plot)),
                Plot::TimeCourse(course) => (time_course(course)),
                Plot::PerHundred(people) => (per_hundred(people)),
            } }
            ul.figures { @for sentence in &rest { li { (marked(sentence)) } } }
        }
    }
}

/// Percentages on one scale, which begins at zero and ends at the next ten above the highest.
pub(super) fn bars(bars: &[Bar]) -> Markup {
    let highest = bars.iter().map(|bar| bar.percent.value()).fold(0.0, f64::max);
    let end = ((highest / 10.0).ceil() * 10.0).max(10.0);
    html! {
        @for bar in bars {
            span.arm { (bar.label) }
            svg.bar width="100%" height="14" aria-hidden="true" {
                rect.track x="0" y="1" width="100%" height="12" {}
                rect.value x="0" y="1" width=(percent(bar.percent.value() / end)) height="12" {}
            }
            span.figure { strong { (bar.percent) "%" } " " (bar.note) }
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.1}%", 100.0 * share.clamp(0.0, 1.0))
}

fn forest(forest: &Forest) -> Markup {
    let (low, high) = (f64::from(forest.scale.0), f64::from(forest.scale.1));
    let at = |points: f64| (points - low) / (high - low);
    let rows = forest.rows.iter().map(|row| (row.label.as_str(), row.effect.points().map(at)));
    let ticks =
        ticks(forest.scale).into_iter().map(|tick| (at(f64::from(tick)), tick.to_string().replace('-', "\u{2212}")));
    html! {
        (intervals(rows.collect(), at(0.0), ticks.collect()))
        p.faint { "0 is no difference from " (forest.comparator) "; to the right of it, more people." }
    }
}

/// Ratios on a scale on which halving and doubling are the same length.
fn ratios(ratios: &Ratios) -> Markup {
    let (low, high) = (ratios.scale.0.ln(), ratios.scale.1.ln());
    let at = |ratio: f64| (ratio.ln() - low) / (high - low);
    let rows = ratios.rows.iter().map(|row| (row.label.as_str(), row.figures.map(|figure| at(figure.value()))));
    let ticks = ratios.ticks().map(|(ratio, text)| (at(ratio), text.to_owned()));
    html! {
        (intervals(rows.collect(), at(1.0), ticks.collect()))
        p.faint { "1 is no difference from " (ratios.comparator) "." }
    }
}

/// Estimates with their intervals, given as shares of the width, over an axis; `none` is where there is no difference.
fn intervals(rows: Vec<(&str, [f64; 3])>, none: f64, ticks: Vec<(f64, String)>) -> Markup {
    html! {
        div.rows {
            @for (label, [estimate, from, to]) in rows {
                span.arm { (label) }
                svg.interval width="100%" height="20" {
                    line.none x1=(percent(none)) x2=(percent(none)) y1="0" y2="20" {}
                    line.range x1=(percent(from)) x2=(percent(to)) y1="10" y2="10" {}
                    line.range x1=(percent(from)) x2=(percent(from)) y1="5" y2="15" {}
                    line.range x1=(percent(to)) x2=(percent(to)) y1="5" y2="15" {}
                    circle.estimate cx=(percent(estimate)) cy="10" r="5" {}
                }
            }
            span {}
            svg.axis width="100%" height="24" {
                line.range x1="0" x2="100%" y1="1" y2="1" {}
                @for (at, text) in ticks {
                    line.range x1=(percent(at)) x2=(percent(at)) y1="1" y2="6" {}
                    text x=(percent(at)) y="20" text-anchor=(anchor(at)) { (text) }
                }
            }
        }
    }
}

/// The numbers on an axis of percentage points: the least step of 10, 20, 50 or 100 that gives at most seven.
fn ticks((low, high): (i32, i32)) -> Vec<i32> {
    let step = [10, 20, 50].into_iter().find(|step| (high - low) / step <= 6).unwrap_or(100);
    (low..=high).filter(|points| points % step == 0).collect()
}

/// The end of a number that is at its tick: at the edges of a picture it stays inside.
fn anchor(at: f64) -> &'static str {
    match at {
        at if at <= 0.01 => "start",
        at if at >= 0.99 => "end",
        _between => "middle",
    }
}

fn time_course(course: &TimeCourse) -> Markup {
    let letter = |arm: usize| char::from(b'A' + u8::try_from(arm % 26).expect("it is less than 26"));
    let row = |time: &Measurement| {
        let measured = time.percents.iter().enumerate().filter_map(|(arm, percent)| Some((arm, (*percent)?)));
        html! {
            span.arm { (time.at) }
            svg.course width="100%" height="24" {
                line.track x1="0" x2="100%" y1="12" y2="12" {}
                @for (arm, value) in measured {
                    @let share = value.value() / 100.0;
                    circle.{ "arm-" (arm % 6) } cx=(percent(share)) cy="12" r="9" {}
                    text.letter x=(percent(share)) y="16" text-anchor="middle" { (letter(arm)) }
                }
            }
        }
    };
    html! {
        p.legend { @for (arm, name) in course.arms.iter().enumerate() { strong { (letter(arm)) } " " (name) @if arm + 1 < course.arms.len() { "; " } } }
        div.rows {
            @for time in &course.times { (row(time)) }
            span {}
            svg.axis width="100%" height="18" {
                @for (at, text) in [("0%", "start"), ("50%", "middle"), ("100%", "end")] { text x=(at) y="14" text-anchor=(text) { (at) } }
            }
        }
    }
}

/// A hundred people as dots, in rows of twenty: the dots of a row are the dashes of a line.
fn per_hundred(people: &PerHundred) -> Markup {
    let row = |class: &str, row: usize, dots: usize| {
        html! {
            @if dots > 0 { line class=(class) x1="5" x2=(format!("{}.01", 10 * dots - 5)) y1=(row * 10 + 5) y2=(row * 10 + 5) {} }
        }
    };
    html! {
        div.hundreds {
            @for (name, value) in &people.arms {
                @let (with, said) = PerHundred::of_hundred(*value);
                div {
                    svg viewBox="0 0 200 50" width="200" height="50" {
                        @for number in 0..5 {
                            (row("without", number, 20))
                            (row("with", number, with.saturating_sub(20 * number).min(20)))
                        }
                    }
                    p { strong { (said) " of 100" } " " (name) }
                }
            }
        }
    }
}

/// The pathway of a base as a drawing: signals at the left, a dot where one acts through a gate, and what it leads to. The page has it
/// in sentences.
pub(super) fn pathway(knowledge: &Knowledge) -> Markup {
    const ROW: usize = 28;
    const LEFT: usize = 150;
    const GATE: usize = 90;
    let Some(pathway) = knowledge.pathway() else { return html! {} };
    let (signals, gates, results): (Vec<&Node>, Vec<&Node>, Vec<&Node>) = (
        pathway.layer(Layer::Left).collect(),
        pathway.layer(Layer::Middle).collect(),
        pathway.layer(Layer::Right).collect(),
    );
    let between = |from: &str, to: &str| -> Option<&Edge> {
        pathway.edges.iter().find(|edge| *edge.from == from && *edge.to == to)
    };
    let result = |signal: &Node| {
        let through = |right: &Node| {
            let by_gate = gates.iter().filter(|gate| between(&signal.id, &gate.id).is_some());
            by_gate.clone().any(|gate| between(&gate.id, &right.id).is_some())
        };
        let direct = results.iter().copied().find(|right| between(&signal.id, &right.id).is_some());
        direct.or_else(|| results.iter().copied().find(|right| through(right)))
    };
    let right = LEFT + gates.len() * GATE;
    let (width, height) = (right + 140, (signals.len() + 1) * ROW);
    let gate_x = |number: usize| LEFT + number * GATE + GATE / 2;
    html! {
        div.wide {
            svg.pathway viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) role="img" aria-label="Drawing of the pathway; the text below says the same" {
                @for (number, gate) in gates.iter().enumerate() {
                    text.head x=(gate_x(number)) y="18" text-anchor="middle" { (gate.label) }
                    line.track x1=(gate_x(number)) x2=(gate_x(number)) y1="24" y2=(height) {}
                }
                @for (row, signal) in signals.iter().enumerate() {
                    @let y = (row + 1) * ROW + 12;
                    @let last = gates.iter().rposition(|gate| between(&signal.id, &gate.id).is_some());
                    @let end = result(signal).map_or_else(|| last.map_or(LEFT, gate_x), |_| right);
                    text x="0" y=(y + 4) { (signal.label) }
                    line.range x1=(LEFT - 8) x2=(end) y1=(y) y2=(y) {}
                    @for (number, gate) in gates.iter().enumerate() {
                        @if between(&signal.id, &gate.id).is_some() { circle.estimate cx=(gate_x(number)) cy=(y) r="5" {} }
                    }
                    @if let Some(result) = result(signal) { text x=(right + 8) y=(y + 4) { "→ " (result.label) } }
                }
            }
        }
    }
}
