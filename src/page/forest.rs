//! Forest plots: the difference of each arm from its comparator, with its 95% confidence interval.
//!
//! Promises: a reported difference and interval stand as reported; one is computed only where both arms were counted, by
//! `statistics::difference`, and says "computed". One plot holds one outcome, time, population, analysis and comparator,
//! all named in its caption. Where the same people were in every arm nothing is computed, since the formula is one for
//! independent groups. The plots of one page share one scale, so that lengths can be compared with the eye.

mod picture;

use super::compose::Composer;
use super::trial::{arm, arm_name, caption, counted, is_comparator, principal_results, share};
use super::{Plot, Shape, Span};
use crate::knowledge::{Decimal, Drug, EntryId, Provenance, ResultRow, Trial, TrialResult};
use crate::statistics::{Interval, difference, number_needed_to_treat};

/// Differences from one comparator, for one outcome, time, population and analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct Forest {
    /// Outcome, time, population or part of it, and analysis.
    pub caption: String,
    /// What the arms are compared with.
    pub comparator: String,
    /// A row for each arm.
    pub rows: Vec<ForestRow>,
    /// The first and last percentage point that the picture shows, multiples of ten round zero.
    pub scale: (i32, i32),
}

/// One arm against its comparator.
#[derive(Clone, Debug, PartialEq)]
pub struct ForestRow {
    /// The arm, behind its trial where the plot holds several trials.
    pub label: String,
    /// How many had the outcome in the arm, and in the comparator: "99 of 281", or what is known of it.
    pub shares: (String, String),
    /// The difference.
    pub effect: Effect,
    /// What the program computed, as a sentence, where both arms were counted.
    pub computed: Option<String>,
    /// Where the row comes from.
    pub marks: Vec<Span>,
}

/// A difference in percentage points with its 95% confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// As the source reports it: difference, lower and upper limit.
    Reported([Decimal; 3]),
    /// As the program computes it from counts; shares from -1 to 1.
    Computed(Interval),
}

impl Effect {
    /// Difference, lower and upper limit in percentage points.
    pub fn points(&self) -> [f64; 3] {
        match self {
            Self::Reported(reported) => reported.map(Decimal::value),
            Self::Computed(interval) => [interval.estimate, interval.low, interval.high].map(|share| 100.0 * share),
        }
    }

    /// Difference, lower and upper limit as they are written: as reported, or to one decimal.
    pub fn figures(&self) -> [String; 3] {
        match self {
            Self::Reported(reported) => reported.map(|number| number.to_string()),
            Self::Computed(_) => self.points().map(|points| format!("{points:.1}")),
        }
    }

    /// How the difference was come by, in words.
    pub fn origin(&self) -> &'static str {
        match self {
            Self::Reported(_) => "as reported",
            Self::Computed(_) => "computed",
        }
    }
}

/// The differences of one result; `None` where it has no comparator, or no difference with an interval.
///
/// `wanted` chooses the arms, `label` names them.
pub(super) fn of_result(
    trial: &Trial,
    result: &TrialResult,
    wanted: impl Fn(&ResultRow) -> bool,
    label: impl Fn(&ResultRow) -> String,
) -> Option<Forest> {
    let comparator = comparator(trial, result)?;
    let active = result.rows.iter().filter(|row| !is_comparator(trial, row) && wanted(row));
    let rows: Vec<ForestRow> = active
        .filter_map(|row| {
            let interval = computed(trial, row, comparator);
            let reported = row.difference.as_ref().and_then(|difference| {
                let (low, high) = difference.interval.as_ref()?;
                Some(Effect::Reported([*difference.points, **low, **high]))
            });
            Some(ForestRow {
                label: label(row),
                shares: (share(trial, row), share(trial, comparator)),
                effect: reported.or(interval.map(Effect::Computed))?,
                computed: interval.map(|interval| sentence(&label(row), arm_name(trial, comparator), interval)),
                marks: Vec::new(),
            })
        })
        .collect();
    let about = format!("{}; {}", caption(result), people_and_analysis(trial, result));
    let comparator = arm_name(trial, comparator).to_owned();
    (!rows.is_empty()).then_some(Forest { caption: about, comparator, rows, scale: (0, 0) })
}

/// In whom, where that is not a part that the caption names already, and by whose analysis.
pub(super) fn people_and_analysis(trial: &Trial, result: &TrialResult) -> String {
    match &result.subset {
        Some(_) => result.analysis.to_string(),
        None => format!("{}; {}", *trial.population, *result.analysis),
    }
}

/// The one row to compare with; `None` where there are several, or the values are no percent of people.
fn comparator<'t>(trial: &Trial, result: &'t TrialResult) -> Option<&'t ResultRow> {
    let mut comparators = result.rows.iter().filter(|row| is_comparator(trial, row));
    let first = comparators.next().filter(|_| result.unit.is_none())?;
    comparators.next().is_none().then_some(first)
}

fn computed(trial: &Trial, row: &ResultRow, comparator: &ResultRow) -> Option<Interval> {
    if trial.within_patient {
        // The interval is one for independent groups, and these are the same people.
        return None;
    }
    Some(difference(counted(trial, row)?, counted(trial, comparator)?))
}

/// What is computed for an arm and its comparator, with the number needed to treat.
fn sentence(arm: &str, comparator: &str, interval: Interval) -> String {
    let mut text = format!(
        "Computed: {arm} against {comparator}: {:.1} points more (95% CI {:.1} to {:.1}, Newcombe)",
        100.0 * interval.estimate,
        100.0 * interval.low,
        100.0 * interval.high,
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
fn of_drug<'k>(composer: &mut Composer<'k>, drug: &'k EntryId) -> Vec<(Forest, Vec<&'k TrialResult>)> {
    let mut plots: Vec<(Forest, Vec<&TrialResult>)> = Vec::new();
    for trial in composer.knowledge.trials_of(drug) {
        for result in principal_results(trial) {
            let wanted = |row: &ResultRow| arm(trial, row).is_some_and(|arm| arm.drug.as_deref() == Some(drug));
            let label = |row: &ResultRow| format!("{}, {}", *trial.name, arm_name(trial, row));
            let Some(mut forest) = of_result(trial, result, wanted, label) else { continue };
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

/// Puts the plots of some drugs on a page, all on one scale, so that lengths can be compared with the eye.
pub(super) fn drugs<'k>(composer: &mut Composer<'k>, drugs: &[&'k Drug]) {
    let mut plots: Vec<(&Drug, Forest, Vec<&TrialResult>)> = Vec::new();
    for drug in drugs {
        plots.extend(of_drug(composer, &drug.id).into_iter().map(|(forest, results)| (*drug, forest, results)));
    }
    if plots.is_empty() {
        return;
    }
    let scale = scale(plots.iter().map(|(_drug, forest, _results)| forest));
    composer.heading("forest", "Difference from the comparator");
    for (drug, mut forest, results) in plots {
        forest.scale = scale;
        if drugs.len() > 1 {
            forest.caption = format!("{} ({}); {}", *drug.name, drug.id.kind().word(), forest.caption);
        }
        let provenances: Vec<&Provenance> = results.iter().map(|result| &result.provenance).collect();
        let anchor = results.first().map(|result| format!("forest-{}", *result.id)).unwrap_or_default();
        let item = composer.item_of(&anchor, &provenances);
        composer.block(Shape::Plot(Plot::Forest(forest)), Vec::new(), Some(item));
    }
}

/// The scale on which all intervals of some plots and the line of no difference can be seen.
pub(super) fn scale<'f>(forests: impl IntoIterator<Item = &'f Forest>) -> (i32, i32) {
    let rows = forests.into_iter().flat_map(|forest| &forest.rows);
    let limits: Vec<f64> = rows.flat_map(|row| row.effect.points()).collect();
    let low = (limits.iter().copied().fold(0.0, f64::min) / 10.0).floor() as i32 * 10;
    let high = (limits.iter().copied().fold(0.0, f64::max) / 10.0).ceil() as i32 * 10;
    if low == high { (0, 10) } else { (low, high) }
}
