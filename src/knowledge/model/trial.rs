//! Trials: design, arms, results.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::decimal::Decimal;
use super::super::id::EntryId;
use super::super::span::Located;
use super::super::vocabulary::vocabulary;
use super::{Brief, Provenance};

vocabulary! {
    /// How far a trial has come.
    pub enum TrialStatus {
        /// It ended as planned.
        Completed = "completed",
        /// It goes on.
        Ongoing = "ongoing",
        /// It was stopped early.
        Terminated = "terminated",
        /// It has not begun to recruit.
        NotYetRecruiting = "not-yet-recruiting",
        /// Not found in the sources read.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// What kind of study it is.
    pub enum StudyKind {
        /// People were assigned to their treatment.
        Trial = "trial",
        /// People were followed without being assigned to a treatment.
        Cohort = "cohort",
        /// The results of several studies were combined.
        MetaAnalysis = "meta-analysis",
        /// Several treatments were compared through studies of some of them.
        Network = "network",
    }
}

vocabulary! {
    /// What an effect is measured in.
    pub enum Measure {
        /// A difference of two proportions.
        RiskDifference = "risk difference",
        /// A ratio of two proportions.
        RiskRatio = "risk ratio",
        /// A ratio of odds.
        OddsRatio = "odds ratio",
        /// A ratio of hazards.
        HazardRatio = "hazard ratio",
        /// A ratio of rates.
        RateRatio = "rate ratio",
        /// A difference of means.
        MeanDifference = "mean difference",
    }
}

impl Measure {
    /// Whether it is a ratio, for which 1 is no difference.
    pub fn is_ratio(self) -> bool {
        match self {
            Self::RiskRatio | Self::OddsRatio | Self::HazardRatio | Self::RateRatio => true,
            Self::RiskDifference | Self::MeanDifference => false,
        }
    }
}

vocabulary! {
    /// Which direction of an effect is better.
    pub enum Direction {
        /// Lower is.
        Lower = "lower",
        /// Higher is.
        Higher = "higher",
    }
}

/// A trial.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trial {
    /// `trial/…`.
    pub id: EntryId,
    /// What kind of study it is.
    pub kind: StudyKind,
    /// Acronym, or first author and year.
    pub name: Located<String>,
    /// What it is, in a few words.
    pub title: Option<Located<String>>,
    /// Registry numbers.
    pub registry: Vec<Located<String>>,
    /// The drugs it studies.
    pub drugs: Vec<Located<EntryId>>,
    /// Phase, as registered.
    pub phase: Option<Located<String>>,
    /// Design.
    pub design: Located<String>,
    /// How far it has come.
    pub status: Located<TrialStatus>,
    /// Who was in it.
    pub population: Located<String>,
    /// How many people were randomised or enrolled in all.
    pub randomised: Option<Located<u32>>,
    /// Whether each person was in every arm, so that the arms are not independent groups.
    pub within_patient: bool,
    /// Where the lines above come from.
    pub provenance: Provenance,
    /// What was compared.
    pub arms: Vec<Arm>,
    /// What was found.
    pub results: Vec<TrialResult>,
    /// What was found of one treatment against another, as a measure of effect.
    pub effects: Vec<Effect>,
    /// How often something happened.
    pub rates: Vec<Rate>,
}

/// What a study found of one treatment against another.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Effect {
    /// Unique in the base.
    pub id: Located<String>,
    /// What it is about.
    pub outcome: Located<String>,
    /// Of which treatment, in words or as the id of an entry.
    pub of: Located<String>,
    /// Against which.
    pub against: Located<String>,
    /// What it is measured in.
    pub measure: Located<Measure>,
    /// The estimate.
    pub value: Located<Decimal>,
    /// Its 95% confidence interval.
    pub interval: Option<(Located<Decimal>, Located<Decimal>)>,
    /// Which direction is better.
    pub better: Option<Located<Direction>>,
    /// In whom, where not in all.
    pub subset: Option<Located<String>>,
    /// How sure a grader is of it.
    pub certainty: Option<Certainty>,
    /// Where that comes from.
    pub provenance: Provenance,
}

/// How sure somebody who graded the evidence is of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Certainty {
    /// The grade.
    pub word: Located<String>,
    /// By which scheme.
    pub scheme: Located<String>,
    /// Who graded.
    pub by: Located<String>,
}

/// How often something happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rate {
    /// Unique in the base.
    pub id: Located<String>,
    /// What happened.
    pub outcome: Located<String>,
    /// In whom, where not in all.
    pub subset: Option<Located<String>>,
    /// The unit of the exposure: `patient-years`.
    pub unit: Located<String>,
    /// Per how many of the unit the values are.
    pub per: Located<u32>,
    /// A row for each treatment; at least one.
    pub rows: Vec<RateRow>,
    /// Where that comes from.
    pub provenance: Provenance,
}

/// How often something happened on one treatment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RateRow {
    /// On which treatment.
    pub of: Located<String>,
    /// How many events there were.
    pub events: Option<Located<u32>>,
    /// In how much exposure.
    pub exposure: Option<Located<Decimal>>,
    /// The rate, as reported.
    pub value: Located<Decimal>,
    /// Its 95% confidence interval.
    pub interval: Option<(Located<Decimal>, Located<Decimal>)>,
}

impl Trial {
    /// The sources of everything but its claims.
    pub fn provenances(&self) -> impl Iterator<Item = &Provenance> {
        std::iter::once(&self.provenance)
            .chain(self.results.iter().map(|result| &result.provenance))
            .chain(self.effects.iter().map(|effect| &effect.provenance))
            .chain(self.rates.iter().map(|rate| &rate.provenance))
    }

    /// The arm of a row; `None` only in a draft that has not been resolved.
    pub fn arm(&self, row: &ResultRow) -> Option<&Arm> {
        self.arms.iter().find(|arm| *arm.id == *row.arm)
    }

    /// What people in the arm of a row were given.
    ///
    /// # Panics
    /// If the trial has no such arm, which a compiled base rules out.
    pub fn arm_name(&self, row: &ResultRow) -> &str {
        &self.arm(row).expect("every row of a compiled base names an arm of its trial").name
    }

    /// Whether the other rows of the result are compared with this one: it is of the arm that the result names, or where it names
    /// none, of an arm without a drug.
    pub fn is_comparator(&self, result: &TrialResult, row: &ResultRow) -> bool {
        match &result.against {
            Some(against) => *row.arm == **against,
            None => self.arm(row).is_some_and(|arm| arm.drug.is_none()),
        }
    }

    /// The row that the others of a result are compared with; `None` where there is none, or more than one.
    pub fn comparator<'t>(&self, result: &'t TrialResult) -> Option<&'t ResultRow> {
        let mut comparators = result.rows.iter().filter(|row| self.is_comparator(result, row));
        comparators.next().filter(|_| comparators.next().is_none())
    }

    /// How many people a row counts: its own number, or its arm's.
    pub fn people<'t>(&'t self, row: &'t ResultRow) -> Option<&'t Located<u32>> {
        row.n.as_ref().or_else(|| self.arm(row)?.n.as_ref())
    }

    /// How many people of a row had the outcome: as reported or, where the percentages are of all people of the arms, the one whole
    /// number that the percentage can be rounded from. The second value is whether it is derived.
    pub fn responders(&self, result: &TrialResult, row: &ResultRow) -> Option<(u32, bool)> {
        if let Some(responders) = &row.responders {
            return Some((**responders, false));
        }
        let (percent, people) = (row.percent.as_ref().filter(|_| result.of_all)?, **self.people(row)?);
        let fits = |count: &u32| {
            let computed = 100.0 * f64::from(*count) / f64::from(people);
            (computed - percent.value()).abs() <= percent.half_unit() + 1e-9
        };
        let near = (percent.value() / 100.0 * f64::from(people)).round() as u32;
        let mut counts = (near.saturating_sub(2)..=(near + 2).min(people)).filter(fits);
        let count = counts.next()?;
        counts.next().is_none().then_some((count, true))
    }

    /// The results a drug's page shows: the primary ones, or the first where none is marked.
    pub fn principal_results(&self) -> impl Iterator<Item = &TrialResult> {
        let has_primary = self.results.iter().any(|result| result.primary);
        let is_principal =
            move |number: usize, result: &TrialResult| if has_primary { result.primary } else { number == 0 };
        let results = self.results.iter().enumerate();
        results.filter(move |(number, result)| is_principal(*number, result)).map(|(_number, result)| result)
    }
}

/// One of the things a trial compared.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Arm {
    /// Unique in the trial.
    pub id: Located<String>,
    /// What people in it were given.
    pub name: Located<String>,
    /// Which drug; `None` for a comparator.
    pub drug: Option<Located<EntryId>>,
    /// How many people.
    pub n: Option<Located<u32>>,
}

/// When an outcome was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimePoint {
    /// Weeks since the start.
    Week(u32),
    /// Months since the start.
    Month(u32),
}

impl TimePoint {
    /// Weeks or months, whichever it counts.
    pub fn number(self) -> u32 {
        match self {
            Self::Week(number) | Self::Month(number) => number,
        }
    }

    /// Whether both count weeks, or both months.
    pub fn has_same_unit(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

impl fmt::Display for TimePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Week(number) => write!(f, "week {number}"),
            Self::Month(number) => write!(f, "month {number}"),
        }
    }
}

/// What was found for one outcome, at one time, in one analysis, by one source.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TrialResult {
    /// Unique in the base.
    pub id: Located<String>,
    /// What was counted.
    pub outcome: Located<String>,
    /// When.
    pub time: Located<TimePoint>,
    /// Whether it was the trial's primary outcome.
    pub primary: bool,
    /// By whose analysis.
    pub analysis: Located<String>,
    /// Which part of the trial's people, where not all.
    pub subset: Option<Located<String>>,
    /// What the values are, where they are not percent of people.
    pub unit: Option<Located<String>>,
    /// The arm that the others are compared with, where that is not the one without a drug.
    pub against: Option<Located<String>>,
    /// Whether the percentages are of all people of the arms, so that counts follow from them.
    pub of_all: bool,
    /// What it says on the cards of the drugs of its arms.
    pub brief: Option<Brief>,
    /// Where that comes from.
    pub provenance: Provenance,
    /// A row for each arm reported.
    pub rows: Vec<ResultRow>,
}

impl TrialResult {
    /// What was counted, when, and in whom: `cleared, week 24, adolescents (primary outcome)`.
    pub fn caption(&self) -> String {
        let mut caption = format!("{}, {}", *self.outcome, *self.time);
        if let Some(subset) = &self.subset {
            caption.push_str(", ");
            caption.push_str(subset);
        }
        if self.primary {
            caption.push_str(" (primary outcome)");
        }
        caption
    }
}

/// What was found in one arm.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ResultRow {
    /// The arm's id.
    pub arm: Located<String>,
    /// How many people were counted, where not the whole arm.
    pub n: Option<Located<u32>>,
    /// How many of them had the outcome.
    pub responders: Option<Located<u32>>,
    /// The percentage who had it, as reported.
    pub percent: Option<Located<Decimal>>,
    /// The value, for an outcome in another unit.
    pub value: Option<Located<Decimal>>,
    /// The difference from the comparator, as reported.
    pub difference: Option<Difference>,
    /// The P value in words.
    pub p: Option<Located<String>>,
}

/// A reported difference from the comparator with its 95% confidence interval.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Difference {
    /// In percentage points, or in the result's unit.
    pub points: Located<Decimal>,
    /// Lower and upper limit, where reported.
    pub interval: Option<(Located<Decimal>, Located<Decimal>)>,
}
