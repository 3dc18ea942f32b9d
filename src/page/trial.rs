//! A trial's page: design, arms, and every result with its comparator.

use std::fmt::{self, Write};

use super::compose::Composer;
use super::forest::{self, Forest};
use super::text::{NO_BREAK, glue};
use super::{Columns, Detail, Page, Plot, Role, Shape, Span, Table, course};
use crate::knowledge::{
    Arm, EntryId, Knowledge, Provenance, ResultRow, Section, TimePoint, Trial, TrialResult, TrialStatus, with_commas,
};
use crate::statistics::Proportion;

pub(super) fn page(knowledge: &Knowledge, trial: &Trial, detail: Detail) -> Page {
    let title =
        trial.title.as_ref().map_or_else(|| trial.name.to_string(), |title| format!("{}: {}", *trial.name, **title));
    let mut composer = Composer::new(knowledge, Some(trial.id.clone()), title, detail);
    let summary = vec![Span::new(Role::Plain, glue(&summary(trial)))];
    composer.statement(Shape::Paragraph, "summary", summary, &trial.provenance);
    for drug in &trial.drugs {
        link_to_drug(&mut composer, drug);
    }
    composer.claims_in(&trial.id, &[Section::Design]);
    if !trial.arms.is_empty() {
        composer.heading("arms", "Arms");
        let head = vec!["Arm".to_owned(), "People".to_owned()];
        let item = composer.item("arms", Some(&trial.provenance));
        let rows = trial.arms.iter().map(arm_row).collect();
        composer.block(Shape::Table(Table { head, rows, columns: Columns::NamedByTheFirst }), Vec::new(), Some(item));
    }
    if trial.results.is_empty() {
        composer.heading("results", "Results");
        composer.note(Role::Missing, "No results by arm found in the sources read.");
    } else {
        composer.heading("results", "Results");
        results(&mut composer, trial);
    }
    composer.claims_in(&trial.id, &[Section::Efficacy, Section::Adverse, Section::Stopping, Section::Status]);
    composer.finish()
}

/// Every result as a table, with its plot; then the courses over time.
fn results(composer: &mut Composer<'_>, trial: &Trial) {
    let forest = |result| forest::of_result(trial, result, |_row| true, |row| arm_name(trial, row).to_owned());
    let mut forests: Vec<Option<Forest>> = trial.results.iter().map(forest).collect();
    let scale = forest::scale(forests.iter().flatten());
    forests.iter_mut().flatten().for_each(|forest| forest.scale = scale);
    for (result, forest) in trial.results.iter().zip(forests) {
        result_table(composer, trial, result, forest);
    }
    courses(composer, &[trial]);
}

/// The courses of some trials under a heading of their own, where there are any.
pub(super) fn courses(composer: &mut Composer<'_>, trials: &[&Trial]) {
    let name = |trial: &Trial| if trials.len() > 1 { format!("{}: ", *trial.name) } else { String::new() };
    let mut is_first = true;
    for trial in trials {
        for (mut course, results) in course::courses(trial) {
            if std::mem::take(&mut is_first) {
                composer.heading("course", "Course over time");
            }
            course.caption = format!("{}{}", name(trial), course.caption);
            let provenances: Vec<&Provenance> = results.iter().map(|result| &result.provenance).collect();
            let anchor = results.first().map(|result| format!("course-{}", *result.id)).unwrap_or_default();
            let item = composer.item_of(&anchor, &provenances);
            course.marks = composer.marks_of(&provenances);
            if trials.len() > 1 {
                composer.lead(item, trial.id.clone());
            }
            composer.block(Shape::Plot(Plot::Course(course)), Vec::new(), Some(item));
        }
    }
}

fn link_to_drug(composer: &mut Composer<'_>, id: &EntryId) {
    if let Some(entry) = composer.knowledge.entry(id) {
        let spans = vec![Span::new(Role::Link, entry.title()), Span::new(Role::Faint, format!(" ({id})"))];
        composer.link(&id.to_string(), spans, id.clone());
    }
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
        text.push_str(", each in every arm");
    }
    let status = match *trial.status {
        TrialStatus::Completed => "completed",
        TrialStatus::Ongoing => "ongoing",
        TrialStatus::Terminated => "terminated early",
        TrialStatus::NotYetRecruiting => "not yet recruiting",
        TrialStatus::Unknown => "status not found in the sources read",
    };
    text.push_str(&format!("; {status}"));
    let registry: Vec<&str> = trial.registry.iter().map(|number| number.as_str()).collect();
    if !registry.is_empty() {
        text.push_str(&format!(". Registry: {}", registry.join(", ")));
    }
    text.push('.');
    text
}

fn arm_row(arm: &Arm) -> Vec<Vec<Span>> {
    let n = arm.n.as_ref().map_or_else(not_reported, |n| vec![Span::new(Role::Plain, thousands(**n))]);
    vec![vec![Span::new(Role::Plain, glue(&arm.name))], n]
}

fn not_reported() -> Vec<Span> {
    vec![Span::new(Role::Missing, "not reported")]
}

fn result_table(composer: &mut Composer<'_>, trial: &Trial, result: &TrialResult, forest: Option<Forest>) {
    let mut caption = vec![Span::new(Role::Label, glue(&caption(result)))];
    caption.push(Span::new(Role::Faint, format!("; {}", glue(&result.analysis))));
    let item = composer.statement(Shape::Bullet, &result.id, caption, &result.provenance);
    let unit = result.unit.as_ref().map_or("Percent", |unit| unit.as_str());
    let head = ["Arm", unit, "Responders", "Difference (95% CI)"].map(str::to_owned).to_vec();
    let rows: Vec<Vec<Vec<Span>>> = result.rows.iter().map(|row| result_row(trial, row)).collect();
    let (head, rows) = without_empty_columns(head, rows);
    composer.block(Shape::Table(Table { head, rows, columns: Columns::NamedByTheFirst }), Vec::new(), Some(item));
    if let Some(forest) = forest {
        composer.block(Shape::Plot(Plot::Forest(forest)), Vec::new(), Some(item));
    }
}

fn result_row(trial: &Trial, row: &ResultRow) -> Vec<Vec<Span>> {
    let plain = |text: String| vec![Span::new(Role::Plain, text)];
    let figure = match (&row.percent, &row.value) {
        (Some(percent), _) => plain(format!("{}%", **percent)),
        (None, Some(value)) => plain(value.to_string()),
        (None, None) => Vec::new(),
    };
    let count = row.responders.as_ref().map(|responders| match people(trial, row) {
        Some(n) => plain(glue(&format!("{} of {}", **responders, thousands(n)))),
        None => plain(responders.to_string()),
    });
    let difference = row.difference.as_ref().map(|difference| {
        let mut text = difference.points.to_string();
        if let Some((low, high)) = &difference.interval {
            text.push_str(&format!(" ({} to{NO_BREAK}{})", **low, **high));
        }
        if let Some(p) = &row.p {
            text.push_str(&format!(", P {}", **p));
        }
        plain(text)
    });
    let p_alone = || row.p.as_ref().map(|p| plain(glue(&format!("P {}", **p))));
    vec![
        plain(glue(arm_name(trial, row))),
        figure,
        count.unwrap_or_default(),
        difference.or_else(p_alone).unwrap_or_default(),
    ]
}

type Rows = Vec<Vec<Vec<Span>>>;

/// A column that no row fills says nothing, and takes the room of one that does.
fn without_empty_columns(head: Vec<String>, rows: Rows) -> (Vec<String>, Rows) {
    let filled: Vec<bool> = (0..head.len())
        .map(|column| rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty())))
        .collect();
    let keep = |number: usize| filled.get(number).copied().unwrap_or(false);
    let head = head.into_iter().enumerate().filter(|(n, _)| keep(*n)).map(|(_, h)| h).collect();
    let rows = rows
        .into_iter()
        .map(|row| row.into_iter().enumerate().filter(|(n, _)| keep(*n)).map(|(_, c)| c).collect())
        .collect();
    (head, rows)
}

/// What was counted, when, and in whom.
pub(super) fn caption(result: &TrialResult) -> String {
    let time = time_in_words(*result.time);
    let subset = result.subset.as_ref().map(|subset| format!(", {}", **subset)).unwrap_or_default();
    let primary = if result.primary { " (primary outcome)" } else { "" };
    format!("{}, {time}{subset}{primary}", *result.outcome)
}

/// A time as it stands in a sentence.
pub(super) fn time_in_words(time: TimePoint) -> String {
    match time {
        TimePoint::Week(week) => format!("week {week}"),
        TimePoint::Month(month) => format!("month {month}"),
    }
}

/// The results that a drug's page shows: the primary ones, or the first one where none is marked.
pub(super) fn principal_results(trial: &Trial) -> Vec<&TrialResult> {
    let primary: Vec<&TrialResult> = trial.results.iter().filter(|result| result.primary).collect();
    if primary.is_empty() { trial.results.iter().take(1).collect() } else { primary }
}

/// A result in one sentence: every arm with its figure, the comparator last.
pub(super) fn outcome_spans(trial: &Trial, result: &TrialResult) -> Vec<Span> {
    let mut rows: Vec<&ResultRow> = result.rows.iter().collect();
    rows.sort_by_key(|row| is_comparator(trial, row));
    let mut arms = String::with_capacity(256);
    for row in rows {
        arms.push_str(if arms.is_empty() { "" } else { "; " });
        // Writing to a string cannot fail.
        let _ = write_arm(&mut arms, trial, row, result);
    }
    vec![
        Span::new(Role::Label, glue(&format!("{}: ", caption(result)))),
        Span::new(Role::Plain, glue(&arms)),
        Span::new(Role::Faint, format!(" ({})", glue(&result.analysis))),
    ]
}

fn write_arm(text: &mut String, trial: &Trial, row: &ResultRow, result: &TrialResult) -> fmt::Result {
    text.push_str(arm_name(trial, row));
    text.push(' ');
    match (&row.percent, &row.value) {
        (Some(percent), _) => write!(text, "{}%", **percent)?,
        (None, Some(value)) => {
            let unit = result.unit.as_ref().map_or("", |unit| unit.as_str());
            write!(text, "{} {unit}", **value)?;
        }
        (None, None) => {}
    }
    if let Some(responders) = &row.responders {
        if row.percent.is_some() {
            text.push(' ');
        }
        match people(trial, row) {
            Some(n) => write!(text, "({} of {})", **responders, thousands(n))?,
            None => write!(text, "({} people)", **responders)?,
        }
    }
    if let Some(difference) = &row.difference {
        write!(text, ", difference {} points", *difference.points)?;
        if let Some((low, high)) = &difference.interval {
            write!(text, " (95% CI {} to {})", **low, **high)?;
        }
    }
    Ok(())
}

pub(super) fn arm<'t>(trial: &'t Trial, row: &ResultRow) -> Option<&'t Arm> {
    trial.arms.iter().find(|arm| *arm.id == *row.arm)
}

pub(super) fn arm_name<'t>(trial: &'t Trial, row: &'t ResultRow) -> &'t str {
    arm(trial, row).map_or(row.arm.as_str(), |arm| arm.name.as_str())
}

pub(super) fn is_comparator(trial: &Trial, row: &ResultRow) -> bool {
    arm(trial, row).is_some_and(|arm| arm.drug.is_none())
}

/// How many of how many had the outcome, where both are known.
pub(super) fn counted(trial: &Trial, row: &ResultRow) -> Option<Proportion> {
    Proportion::new(**row.responders.as_ref()?, people(trial, row)?)
}

/// How many had the outcome, as far as it is known: "99 of 281", "38.8% of 281", "38.8%".
pub(super) fn share(trial: &Trial, row: &ResultRow) -> String {
    let count = match (&row.responders, &row.percent) {
        (Some(responders), _) => responders.to_string(),
        (None, Some(percent)) => format!("{}%", **percent),
        (None, None) => "not reported".to_owned(),
    };
    match people(trial, row) {
        Some(n) => format!("{count} of {}", thousands(n)),
        None => count,
    }
}

/// How many people a row counts: its own number, or the arm's.
fn people(trial: &Trial, row: &ResultRow) -> Option<u32> {
    let n = row.n.as_ref().or(arm(trial, row).and_then(|arm| arm.n.as_ref()))?;
    Some(**n)
}

/// How many people, in words that fit one as well.
pub(super) fn people_in_words(number: u32) -> String {
    if number == 1 { "1 person".to_owned() } else { format!("{} people", thousands(number)) }
}

/// A whole number with a comma before every three digits.
pub(super) fn thousands(number: u32) -> String {
    with_commas(&number.to_string())
}
