//! What is said of a trial.

use serde::{Deserialize, Serialize};

use super::super::decimal::Decimal;
use super::super::id::EntryId;
use super::super::place::Located;
use super::super::vocabulary::vocabulary;
use super::Provenance;

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
    /// Whether each person was in every arm, so that the arms are no independent groups.
    pub within_patient: bool,
    /// Where the lines above come from.
    pub provenance: Provenance,
    /// What was compared.
    pub arms: Vec<Arm>,
    /// What was found.
    pub results: Vec<TrialResult>,
}

impl Trial {
    /// Where everything that is said of it comes from, claims aside.
    pub fn provenances(&self) -> impl Iterator<Item = &Provenance> {
        std::iter::once(&self.provenance).chain(self.results.iter().map(|result| &result.provenance))
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
    /// Where that comes from.
    pub provenance: Provenance,
    /// A row for each arm reported.
    pub rows: Vec<ResultRow>,
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
    /// The same in percent, as reported.
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
