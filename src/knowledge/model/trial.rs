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

/// A trial.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trial {
    /// `trial/…`.
    pub id: EntryId,
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
}

impl Trial {
    /// The sources of everything but its claims.
    pub fn provenances(&self) -> impl Iterator<Item = &Provenance> {
        std::iter::once(&self.provenance).chain(self.results.iter().map(|result| &result.provenance))
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

    /// Whether the row is of an arm without a drug.
    pub fn is_comparator(&self, row: &ResultRow) -> bool {
        self.arm(row).is_some_and(|arm| arm.drug.is_none())
    }

    /// The row that the others of a result are compared with; `None` where there is none, or more than one.
    pub fn comparator<'t>(&self, result: &'t TrialResult) -> Option<&'t ResultRow> {
        let mut comparators = result.rows.iter().filter(|row| self.is_comparator(row));
        comparators.next().filter(|_| comparators.next().is_none())
    }

    /// How many people a row counts: its own number, or its arm's.
    pub fn people<'t>(&'t self, row: &'t ResultRow) -> Option<&'t Located<u32>> {
        row.n.as_ref().or_else(|| self.arm(row)?.n.as_ref())
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
