//! What trials found, as it is shown on the pages of trials and drugs and in a comparison: sentences, forest plots, time courses.
//!
//! Promises: a reported difference and interval are shown as reported; one is computed only where both arms were counted, by
//! `statistics::difference`, and says "computed". Where the same people were in every arm nothing is computed, since the
//! formula is one for independent groups. A forest plot is of one outcome, time, population, analysis and comparator, a time
//! course of one outcome, population and analysis; weeks and months are never mixed. The plots of one page share one scale.

use super::compose::Composer;
use super::content::{Block, Plot};
use super::forest::{EffectEstimate, Forest, ForestRow, limits_in_words, points_in_words, share_scale, with_minus};
use super::per_hundred::PerHundred;
use super::time_course::{Measurement, TimeCourse};
use crate::knowledge::{Decimal, Drug, EntryId, Provenance, ResultRow, Trial, TrialResult, with_commas};
use crate::layout::{Role, Span};
use crate::statistics::{Interval, Proportion, difference, number_needed_to_treat};

/// A result in one sentence: every arm with its figure, the comparator last.
pub(super) fn outcome(trial: &Trial, result: &TrialResult) -> Vec<Span> {
    let mut rows: Vec<&ResultRow> = result.rows.iter().collect();
    rows.sort_by_key(|row| trial.is_comparator(result, row));
    let arms: Vec<String> = rows.into_iter().map(|row| arm_outcome(trial, result, row)).collect();
    vec![
        Span::prose(Role::Label, &format!("{}: ", result.caption())),
        Span::prose(Role::Plain, &arms.join("; ")),
        Span::prose(Role::Faint, &format!(" ({})", *result.analysis)),
    ]
}

fn arm_outcome(trial: &Trial, result: &TrialResult, row: &ResultRow) -> String {
    let mut text = format!("{} ", trial.arm_name(row));
    match (&row.percent, &row.value) {
        (Some(percent), _) => text.push_str(&format!("{}%", **percent)),
        (None, Some(value)) => {
            let unit = result.unit.as_ref().map_or("", |unit| unit.as_str());
            text.push_str(&format!("{} {unit}", with_minus(**value)));
        }
        (None, None) => {}
    }
    if let Some(responders) = &row.responders {
        if row.percent.is_some() {
            text.push(' ');
        }
        text.push_str(&match trial.people(row) {
            Some(n) => format!("({} of {})", **responders, thousands(**n)),
            None => format!("({} people)", **responders),
        });
    }
    if let Some(difference) = &row.difference {
        let points = difference.points.to_string();
        let limits = difference.interval.as_ref().map(|(low, high)| (low.to_string(), high.to_string()));
        // "Fewer" is true of people; of a value only the sign is known to be right.
        let (points, limits) = if result.unit.is_none() {
            (points_in_words(&points), limits.map(|(low, high)| limits_in_words(&low, &high)))
        } else {
            let in_figures = |(low, high)| format!("{} to {}", with_minus(low), with_minus(high));
            (format!("difference {}", with_minus(points)), limits.map(in_figures))
        };
        text.push_str(&format!(", {points}"));
        if let Some(limits) = limits {
            text.push_str(&format!(" (95% CI {limits})"));
        }
    }
    text
}

/// How many had the outcome, as far as it is known: "99 of 281", "38.8% of 281", "38.8%".
fn share(trial: &Trial, row: &ResultRow) -> String {
    let count = match (&row.responders, &row.percent) {
        (Some(responders), _) => responders.to_string(),
        (None, Some(percent)) => format!("{}%", **percent),
        (None, None) => "not reported".to_owned(),
    };
    match trial.people(row) {
        Some(n) => format!("{count} of {}", thousands(**n)),
        None => count,
    }
}

/// How many people, in words that fit one as well.
pub(super) fn people_in_words(number: u32) -> String {
    if number == 1 { "1 person".to_owned() } else { format!("{} people", thousands(number)) }
}

/// A whole number with a comma before every three digits.
pub(super) fn thousands(number: u32) -> String {
    with_commas(&number.to_string())
}

/// The differences of one result; `None` where it has no comparator, or no difference with an interval.
///
/// `wanted` chooses the arms, `label` names them.
pub(super) fn forest(
    trial: &Trial,
    result: &TrialResult,
    wanted: impl Fn(&ResultRow) -> bool,
    label: impl Fn(&ResultRow) -> String,
) -> Option<Forest> {
    // Only percentages of people are drawn.
    let comparator = trial.comparator(result).filter(|_| result.unit.is_none())?;
    let row = |row: &ResultRow| {
        let computed = computed_difference(trial, result, row, comparator);
        let reported = row.difference.as_ref().and_then(|difference| {
            let (low, high) = difference.interval.as_ref()?;
            Some(EffectEstimate::Reported([*difference.points, **low, **high]))
        });
        Some(ForestRow {
            label: label(row),
            shares: (share(trial, row), share(trial, comparator)),
            effect: reported.or(computed.map(EffectEstimate::Computed))?,
            computed: computed.map(|interval| {
                computed_sentence(
                    &label(row),
                    trial.arm_name(comparator),
                    interval,
                    is_derived(trial, result, row, comparator),
                )
            }),
            marks: Vec::new(),
        })
    };
    let active = result.rows.iter().filter(|row| !trial.is_comparator(result, row) && wanted(row));
    let rows: Vec<ForestRow> = active.filter_map(row).collect();
    let caption = format!("{}; {}", result.caption(), people_and_analysis(trial, result));
    (!rows.is_empty()).then(|| Forest::new(caption, trial.arm_name(comparator).to_owned(), rows))
}

/// In whom, where that is not a part that the caption names already, and by whose analysis.
fn people_and_analysis(trial: &Trial, result: &TrialResult) -> String {
    match &result.subset {
        Some(_) => result.analysis.to_string(),
        None => format!("{}; {}", *trial.population, *result.analysis),
    }
}

/// Whether a count of one of the arms follows from its percentage.
fn is_derived(trial: &Trial, result: &TrialResult, row: &ResultRow, comparator: &ResultRow) -> bool {
    [row, comparator].into_iter().any(|row| trial.responders(result, row).is_some_and(|(_count, derived)| derived))
}

fn computed_difference(
    trial: &Trial,
    result: &TrialResult,
    row: &ResultRow,
    comparator: &ResultRow,
) -> Option<Interval> {
    let counted = |row: &ResultRow| Proportion::new(trial.responders(result, row)?.0, **trial.people(row)?);
    // The interval is one for independent groups, not for the same people twice.
    if trial.within_patient { None } else { Some(difference(counted(row)?, counted(comparator)?)) }
}

/// The number needed to treat of an arm with the limits of its interval, least first; or why there is none. It is computed from
/// counts or, where there are none, from the reported interval.
pub(super) fn number_needed_to_treat_of(
    trial: &Trial,
    result: &TrialResult,
    row: &ResultRow,
    comparator: &ResultRow,
) -> Result<[u32; 3], &'static str> {
    if trial.within_patient {
        return Err("the arms have the same people");
    }
    let reported = || {
        let difference = row.difference.as_ref().filter(|_| result.unit.is_none())?;
        let (low, high) = difference.interval.as_ref()?;
        Some(EffectEstimate::Reported([*difference.points, **low, **high]))
    };
    let estimate = computed_difference(trial, result, row, comparator).map(EffectEstimate::Computed).or_else(reported);
    let [middle, low, high] = estimate.ok_or("no counts, no interval")?.points().map(|points| points / 100.0);
    match [high, middle, low].map(number_needed_to_treat) {
        [Some(best), Some(middle), Some(worst)] => Ok([best, middle, worst]),
        _ => Err("the interval has no difference in it"),
    }
}

/// What is computed for an arm and its comparator, with the number needed to treat.
fn computed_sentence(arm: &str, comparator: &str, interval: Interval, is_derived: bool) -> String {
    let [points, low, high] = EffectEstimate::Computed(interval).figures();
    let method = if is_derived { "Newcombe, from counts that follow from the percentages" } else { "Newcombe" };
    let mut text = format!(
        "Computed: {arm} against {comparator}: {} (95% CI {}, {method})",
        points_in_words(&points),
        limits_in_words(&low, &high),
    );
    // A number needed to treat whose interval crosses none has no finite limits.
    let needed = [interval.high, interval.estimate, interval.low].map(number_needed_to_treat);
    if let [Some(best), Some(middle), Some(worst)] = needed {
        text.push_str(&format!("; number needed to treat {middle} ({best} to {worst})"));
    }
    text.push('.');
    text
}

/// The differences of a drug's arms in the principal results of its trials, one plot for each outcome, time, population,
/// analysis and comparator; each with the results it is made of.
fn drug_forests<'k>(composer: &mut Composer<'k>, drug: &'k EntryId) -> Vec<(Forest, Vec<&'k TrialResult>)> {
    let mut plots: Vec<(Forest, Vec<&TrialResult>)> = Vec::new();
    for trial in composer.knowledge.trials_of(drug) {
        for result in trial.principal_results() {
            let wanted = |row: &ResultRow| trial.arm(row).is_some_and(|arm| arm.drug.as_deref() == Some(drug));
            let label = |row: &ResultRow| format!("{}, {}", *trial.name, trial.arm_name(row));
            let Some(mut forest) = forest(trial, result, wanted, label) else { continue };
            for row in &mut forest.rows {
                row.marks = vec![composer.mark(&result.provenance)];
            }
            let alike = |(known, _): &&mut (Forest, Vec<&TrialResult>)| {
                known.caption == forest.caption && known.comparator == forest.comparator
            };
            match plots.iter_mut().find(alike) {
                Some((known, results)) => {
                    known.rows.extend(forest.rows);
                    results.push(result);
                }
                None => plots.push((forest, vec![result])),
            }
        }
    }
    plots
}

/// Puts the forest plots of some drugs on a page, all on one scale, under a heading of their own.
pub(super) fn push_forests<'k>(composer: &mut Composer<'k>, drugs: &[&'k Drug]) {
    let mut plots: Vec<(Forest, Vec<&TrialResult>)> = Vec::new();
    for drug in drugs {
        let mut of_drug = drug_forests(composer, &drug.id);
        if drugs.len() > 1 {
            for (forest, _results) in &mut of_drug {
                forest.caption = format!("{} ({}); {}", *drug.name, drug.id.group(), forest.caption);
            }
        }
        plots.extend(of_drug);
    }
    if plots.is_empty() {
        return;
    }
    share_scale(plots.iter_mut().map(|(forest, _results)| forest));
    composer.heading("forest", "Difference from the comparator");
    for (forest, results) in plots {
        push_plot(composer, "forest", Plot::Forest(forest), &results);
    }
}

/// Puts a plot on a page, with the sources of the results it is made of; returns the number of its item.
fn push_plot(composer: &mut Composer<'_>, word: &str, plot: Plot, results: &[&TrialResult]) -> usize {
    let provenances: Vec<&Provenance> = results.iter().map(|result| &result.provenance).collect();
    let item = composer.item_resting_on(&format!("{word}-{}", *results[0].id), &provenances);
    composer.push(Block::plot(plot).of_item(item));
    item
}

/// How many of a hundred people had the outcome of a result; `None` where a percentage is not known of the arms that are `wanted` and of
/// their comparator.
fn per_hundred(trial: &Trial, result: &TrialResult, wanted: impl Fn(&ResultRow) -> bool) -> Option<PerHundred> {
    let comparator = trial.comparator(result).filter(|_| result.unit.is_none())?;
    let arm = |row: &ResultRow| Some((trial.arm_name(row).to_owned(), *row.percent.as_deref()?));
    let active = result.rows.iter().filter(|row| !trial.is_comparator(result, row) && wanted(row));
    let mut arms: Vec<(String, Decimal)> = active.filter_map(arm).collect();
    if arms.is_empty() {
        return None;
    }
    arms.push(arm(comparator)?);
    let caption = format!("{}; {}; {}", result.caption(), *trial.name, people_and_analysis(trial, result));
    Some(PerHundred { caption, arms, marks: Vec::new() })
}

/// Puts pictures of a hundred people on a trial's page, or on that of one of its drugs, under a heading of their own: of the results
/// that an author chose for a card, or else of the first principal one.
pub(super) fn push_per_hundred<'k>(composer: &mut Composer<'k>, trials: &[&'k Trial], drug: Option<&EntryId>) {
    let mut pictures: Vec<(PerHundred, &TrialResult)> = Vec::new();
    for trial in trials {
        let wanted = |row: &ResultRow| drug.is_none() || trial.arm(row).and_then(|arm| arm.drug.as_deref()) == drug;
        let chosen = trial.results.iter().filter(|result| result.brief.is_some());
        let results = chosen.chain(trial.principal_results().filter(|result| result.brief.is_none()));
        pictures.extend(results.filter_map(|result| Some((per_hundred(trial, result, wanted)?, result))));
    }
    pictures.sort_by_key(|(_, result)| result.brief.is_none());
    let chosen = pictures.iter().filter(|(_, result)| result.brief.is_some()).count();
    pictures.truncate(chosen.max(1));
    for (number, (mut picture, result)) in pictures.into_iter().enumerate() {
        if number == 0 {
            composer.heading("hundred", "Of 100 people");
        }
        picture.marks = vec![composer.mark(&result.provenance)];
        push_plot(composer, "hundred", Plot::PerHundred(picture), &[result]);
    }
}

/// Puts the time courses of some trials on a page, under a heading of their own where there are any.
pub(super) fn push_time_courses(composer: &mut Composer<'_>, trials: &[&Trial]) {
    let mut is_first = true;
    for trial in trials {
        for results in series(trial) {
            let Some(mut course) = time_course(trial, &results) else { continue };
            if std::mem::take(&mut is_first) {
                composer.heading("course", "Course over time");
            }
            if trials.len() > 1 {
                course.caption = format!("{}: {}", *trial.name, course.caption);
            }
            let provenances: Vec<&Provenance> = results.iter().map(|result| &result.provenance).collect();
            course.marks = composer.marks_of(&provenances);
            let item = push_plot(composer, "course", Plot::TimeCourse(course), &results);
            if trials.len() > 1 {
                composer.lead_to(item, trial.id.clone());
            }
        }
    }
}

/// The results of a trial that differ in their time alone, earliest first, each time once.
fn series(trial: &Trial) -> Vec<Vec<&TrialResult>> {
    let mut groups: Vec<Vec<&TrialResult>> = Vec::new();
    for result in trial.results.iter().filter(|result| result.unit.is_none()) {
        match groups.iter_mut().find(|group| differ_in_time_alone(group[0], result)) {
            Some(group) => group.push(result),
            None => groups.push(vec![result]),
        }
    }
    for group in &mut groups {
        group.sort_by_key(|result| result.time.number());
        group.dedup_by_key(|result| result.time.number());
    }
    groups
}

fn differ_in_time_alone(a: &TrialResult, b: &TrialResult) -> bool {
    a.time.has_same_unit(*b.time)
        && *a.outcome == *b.outcome
        && *a.analysis == *b.analysis
        && a.subset.as_deref() == b.subset.as_deref()
}

/// The time course of a series of results; `None` if no arm was measured twice.
fn time_course(trial: &Trial, results: &[&TrialResult]) -> Option<TimeCourse> {
    let percent = |result: &TrialResult, arm: &str| {
        let row = result.rows.iter().find(|row| *row.arm == arm)?;
        row.percent.as_deref().copied()
    };
    let measured = |arm: &str| results.iter().filter(|result| percent(result, arm).is_some()).count();
    let arms: Vec<_> = trial.arms.iter().filter(|arm| measured(&arm.id) > 0).collect();
    if !arms.iter().any(|arm| measured(&arm.id) > 1) {
        return None;
    }
    let first = results[0];
    let subset = first.subset.as_ref().map_or(String::new(), |subset| format!(", {}", **subset));
    let time = |result: &&TrialResult| {
        let percents = arms.iter().map(|arm| percent(result, &arm.id)).collect();
        Measurement { at: *result.time, percents }
    };
    Some(TimeCourse {
        caption: format!("{}{subset}; {}", *first.outcome, people_and_analysis(trial, first)),
        arms: arms.iter().map(|arm| arm.name.to_string()).collect(),
        times: results.iter().map(time).collect(),
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::computed_sentence;
    use crate::statistics::{Proportion, difference};

    #[test]
    fn a_computed_difference_says_fewer_where_fewer_people_had_the_outcome() {
        let computed = |a: (u32, u32), b: (u32, u32)| {
            let counted = |(responders, n)| Proportion::new(responders, n).unwrap();
            computed_sentence("oil", "water", difference(counted(a), counted(b)), false).replace('\u{A0}', " ")
        };
        assert_eq!(
            computed((4, 20), (10, 20)),
            "Computed: oil against water: 30.0 points fewer (95% CI 53.4 fewer to 0.5 fewer, Newcombe)."
        );
        assert_eq!(
            computed((5, 20), (5, 20)),
            "Computed: oil against water: no difference (95% CI from 25.9 fewer to 25.9 more, Newcombe)."
        );
        assert!(
            computed((10, 20), (4, 20)).contains("30.0 points more (95% CI 0.5 more to 53.4 more, Newcombe); number")
        );
    }
}
