//! A trial's page: design, arms, and every result with its comparator.

use super::compose::{Composer, Detail};
use super::content::{Block, Page, Plot};
use super::forest::{Forest, share_scale, with_minus};
use super::ratio::{self, RatioRow, Ratios};
use super::results::{forest, people_in_words, push_per_hundred, push_time_courses, thousands};
use crate::knowledge::{
    Certainty, Decimal, EntryId, Knowledge, Located, Provenance, RateRow, ResultRow, Section, StudyKind, Trial,
    TrialResult, TrialStatus, capitalised, with_commas,
};
use crate::layout::{Cell, Columns, NO_BREAK, Role, Span, Table};

pub(super) fn page(knowledge: &Knowledge, trial: &Trial, detail: Detail) -> Page {
    let title =
        trial.title.as_ref().map_or_else(|| trial.name.to_string(), |title| format!("{}: {}", *trial.name, **title));
    let mut composer = Composer::new(knowledge, Some(trial.id.clone()), title, detail);
    let summary = Block::paragraph(vec![Span::prose(Role::Plain, &summary(trial))]);
    composer.statement("summary", summary, &trial.provenance);
    for drug in &trial.drugs {
        link_to_drug(&mut composer, drug);
    }
    composer.claims_in(&trial.id, &[Section::Design]);
    if !trial.arms.is_empty() {
        arms(&mut composer, trial);
    }
    composer.heading("results", "Results");
    if trial.results.is_empty() {
        composer.paragraph(Role::Missing, "No results by arm found in the sources read.");
    } else {
        results(&mut composer, trial);
    }
    effects(&mut composer, trial);
    composer.claims_in(&trial.id, &[Section::Efficacy, Section::Adverse, Section::Stopping, Section::Status]);
    composer.finish()
}

/// Measures of effect and rates, each in a sentence.
fn effects(composer: &mut Composer<'_>, trial: &Trial) {
    if trial.effects.is_empty() && trial.rates.is_empty() {
        return;
    }
    composer.heading("measures", "Measures of effect, and rates");
    let interval = |limits: &Option<(Located<Decimal>, Located<Decimal>)>| {
        let limits = limits.as_ref();
        limits.map_or_else(String::new, |(low, high)| {
            format!(" (95% CI {} to {})", with_minus(**low), with_minus(**high))
        })
    };
    let subset =
        |subset: &Option<Located<String>>| subset.as_ref().map_or_else(String::new, |one| format!(", {}", **one));
    for effect in &trial.effects {
        let title = format!("{}{}: ", *effect.outcome, subset(&effect.subset));
        let mut text = format!(
            "{} {}{}, {} against {}",
            *effect.measure,
            with_minus(*effect.value),
            interval(&effect.interval),
            *effect.of,
            *effect.against
        );
        if let Some(better) = &effect.better {
            text.push_str(&format!("; {} is better", **better));
        }
        if let Some(Certainty { word, scheme, by }) = &effect.certainty {
            text.push_str(&format!("; certainty {} ({}, graded by {})", **word, **scheme, **by));
        }
        let spans = vec![Span::prose(Role::Label, &title), Span::prose(Role::Plain, &text)];
        composer.statement(&effect.id, Block::bullet(spans), &effect.provenance);
    }
    for (ratios, provenances, first) in ratios(trial) {
        let item = composer.item_resting_on(&format!("ratios-{first}"), &provenances);
        composer.push(Block::plot(Plot::Ratios(ratios)).of_item(item));
    }
    for rate in &trial.rates {
        let row = |row: &RateRow| {
            let counted = row.events.as_ref().zip(row.exposure.as_ref());
            let counted = counted.map_or_else(String::new, |(events, exposure)| {
                format!(" ({} events in {} {})", thousands(**events), with_commas(&exposure.to_string()), *rate.unit)
            });
            format!("{} {}{}{counted}", *row.of, *row.value, interval(&row.interval))
        };
        let rows: Vec<String> = rate.rows.iter().map(row).collect();
        let title = format!("{}{}, per {} {}: ", *rate.outcome, subset(&rate.subset), *rate.per, *rate.unit);
        let spans = vec![Span::prose(Role::Label, &title), Span::prose(Role::Plain, &rows.join("; "))];
        composer.statement(&rate.id, Block::bullet(spans), &rate.provenance);
    }
}

/// The ratios of a study that have an interval: a plot for each measure, outcome, population and comparator, on one scale; with their sources,
/// and the id of the first.
fn ratios(trial: &Trial) -> Vec<(Ratios, Vec<&Provenance>, &str)> {
    let mut plots: Vec<Ratios> = Vec::new();
    let mut sources: Vec<(Vec<&Provenance>, &str)> = Vec::new();
    for effect in trial.effects.iter().filter(|effect| effect.measure.is_ratio()) {
        let Some((low, high)) = &effect.interval else { continue };
        let figures = [*effect.value, **low, **high];
        // What is no more than zero has no place on such a scale.
        if figures.iter().any(|figure| figure.value() <= 0.0) {
            continue;
        }
        let caption = match &effect.subset {
            Some(subset) => format!("{}; {}", *effect.outcome, **subset),
            None => format!("{}; {}", *effect.outcome, *trial.population),
        };
        let better = effect.better.as_deref().copied();
        let row = RatioRow { label: effect.of.to_string(), figures };
        let is_alike = |plot: &Ratios| {
            plot.caption == caption
                && plot.measure == *effect.measure
                && plot.comparator == *effect.against
                && plot.better == better
        };
        match plots.iter().position(is_alike) {
            Some(at) => {
                plots[at].rows.push(row);
                sources[at].0.push(&effect.provenance);
            }
            None => {
                let (measure, comparator) = (*effect.measure, effect.against.to_string());
                plots.push(Ratios { caption, measure, comparator, better, rows: vec![row], scale: (0.5, 2.0) });
                sources.push((vec![&effect.provenance], &effect.id));
            }
        }
    }
    ratio::share_scale(&mut plots);
    plots.into_iter().zip(sources).map(|(plot, (provenances, first))| (plot, provenances, first)).collect()
}

fn link_to_drug(composer: &mut Composer<'_>, id: &EntryId) {
    let drug = composer.knowledge.entry(id).expect("a trial of a compiled base names drugs of it");
    let spans = vec![Span::new(Role::Link, drug.title()), Span::new(Role::Faint, format!(" ({id})"))];
    composer.link(&id.to_string(), Block::bullet(spans), id.clone());
}

fn summary(trial: &Trial) -> String {
    let mut text = String::new();
    if let Some(phase) = &trial.phase {
        text.push_str(&format!("Phase {}, ", **phase));
    }
    text.push_str(&format!("{}; {}", *trial.design, *trial.population));
    match &trial.randomised {
        Some(randomised) => text.push_str(&format!("; {}", people_in_words(**randomised))),
        None => text.push_str("; number of people not found in the sources read"),
    }
    if trial.within_patient {
        text.push_str(", each person in every arm");
    }
    let status = match *trial.status {
        TrialStatus::Completed => "completed",
        TrialStatus::Ongoing => "ongoing",
        TrialStatus::Terminated => "terminated early",
        TrialStatus::NotYetRecruiting => "not yet recruiting",
        TrialStatus::Unknown => "status not found in the sources read",
    };
    match trial.kind {
        StudyKind::Trial => text.push_str(&format!("; {status}")),
        kind @ (StudyKind::Cohort | StudyKind::MetaAnalysis | StudyKind::Network) => {
            text.insert_str(0, &format!("{}; ", capitalised(kind.word())));
        }
    }
    if !trial.registry.is_empty() {
        text.push_str(&format!(". Registry: {}", trial.registry.join(", ")));
    }
    text.push('.');
    text
}

fn arms(composer: &mut Composer<'_>, trial: &Trial) {
    composer.heading("arms", "Arms");
    let item = composer.item("arms", Some(&trial.provenance));
    let people = |n: Option<u32>| match n {
        Some(n) => Span::new(Role::Plain, thousands(n)),
        None => Span::new(Role::Missing, "not reported"),
    };
    let rows = trial
        .arms
        .iter()
        .map(|arm| vec![vec![Span::prose(Role::Plain, &arm.name)], vec![people(arm.n.as_deref().copied())]])
        .collect();
    let head = ["Arm", "People"].map(str::to_owned).to_vec();
    composer.push(Block::table(Table { head, rows, columns: Columns::RowHeader }).of_item(item));
}

/// Every result as a table, with its plot; then the courses over time.
fn results<'k>(composer: &mut Composer<'k>, trial: &'k Trial) {
    let forest = |result| forest(trial, result, |_row| true, |row| trial.arm_name(row).to_owned());
    let mut forests: Vec<Option<Forest>> = trial.results.iter().map(forest).collect();
    share_scale(forests.iter_mut().flatten());
    for (result, forest) in trial.results.iter().zip(forests) {
        let caption = vec![
            Span::prose(Role::Label, &result.caption()),
            Span::prose(Role::Faint, &format!("; {}", *result.analysis)),
        ];
        let item = composer.statement(&result.id, Block::bullet(caption), &result.provenance);
        composer.push(Block::table(result_table(trial, result)).of_item(item));
        composer.extend(forest.map(|forest| Block::plot(Plot::Forest(forest)).of_item(item)));
    }
    push_per_hundred(composer, &[trial], None);
    push_time_courses(composer, &[trial]);
}

fn result_table(trial: &Trial, result: &TrialResult) -> Table {
    let unit = result.unit.as_ref().map_or("Percent", |unit| unit.as_str());
    let head = ["Arm", unit, "Responders", "Difference (95% CI)"].map(str::to_owned).to_vec();
    let rows = result.rows.iter().map(|row| result_row(trial, row)).collect();
    Table { head, rows, columns: Columns::RowHeader }.without_empty_columns()
}

/// Arm, figure, count and difference; what was not reported is empty.
fn result_row(trial: &Trial, row: &ResultRow) -> Vec<Cell> {
    let cell = |text: String| vec![Span::new(Role::Plain, text)];
    let figure = match (&row.percent, &row.value) {
        (Some(percent), _) => cell(format!("{}%", **percent)),
        (None, Some(value)) => cell(with_minus(**value)),
        (None, None) => Cell::new(),
    };
    let count = match (&row.responders, trial.people(row)) {
        (Some(responders), Some(n)) => {
            vec![Span::prose(Role::Plain, &format!("{} of {}", **responders, thousands(**n)))]
        }
        (Some(responders), None) => cell(responders.to_string()),
        (None, _) => Cell::new(),
    };
    let difference = match (&row.difference, &row.p) {
        (Some(difference), p) => {
            let mut text = with_minus(*difference.points);
            if let Some((low, high)) = &difference.interval {
                text.push_str(&format!(" ({} to{NO_BREAK}{})", with_minus(**low), with_minus(**high)));
            }
            if let Some(p) = p {
                text.push_str(&format!(", P {}", **p));
            }
            cell(text)
        }
        (None, Some(p)) => vec![Span::prose(Role::Plain, &format!("P {}", **p))],
        (None, None) => Cell::new(),
    };
    vec![vec![Span::prose(Role::Plain, trial.arm_name(row))], figure, count, difference]
}
