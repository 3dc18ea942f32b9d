//! What is missing in a base, second-hand, stale, undrawn or long.
//!
//! Promises: finds only what follows from the base and the day; says of each thing where it is. Never judges what a statement says.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::Serialize;

use super::worksheet::{Statement, statements};
use crate::knowledge::{
    BoxedWarning, Drug, EntryId, Knowledge, Provenance, ReferenceKind, ResultRow, Section, Trial, TrialResult,
};

/// The state of a base.
#[derive(Debug, Serialize)]
pub struct StateOfBase {
    /// Of each drug and each section that a page expects.
    pub coverage: Vec<Coverage>,
    /// What rests on another's account.
    pub second_hand: Vec<SecondHand>,
    /// What was last looked up long ago, labels first, the oldest first.
    pub stale: Vec<Stale>,
    /// Results without a plot.
    pub not_drawn: Vec<NotDrawn>,
    /// Statements of more than two sentences.
    pub long: Vec<Long>,
    /// Works whose title in brackets is a description.
    pub untitled: Vec<String>,
}

/// A section of a drug's page.
#[derive(Debug, Serialize)]
pub struct Coverage {
    /// The drug.
    pub drug: String,
    /// The section.
    pub section: &'static str,
    /// How many statements it has.
    pub statements: usize,
    /// `found`, `looked for` or `not covered`.
    pub state: &'static str,
}

/// A statement that rests on another's account.
#[derive(Debug, Serialize)]
pub struct SecondHand {
    /// The page, and the name on it.
    pub at: String,
    /// How it was read.
    pub basis: &'static str,
    /// The works it cites.
    pub works: Vec<String>,
    /// Those of them that another statement cites first-hand, which may replace the account.
    pub read_first_hand: Vec<String>,
}

/// What was last looked up long ago.
#[derive(Debug, Serialize)]
pub struct Stale {
    /// The page, and the name on it.
    pub at: String,
    /// The day.
    pub checked: String,
    /// Whether it rests on a label.
    pub label: bool,
}

/// A result without a plot.
#[derive(Debug, Serialize)]
pub struct NotDrawn {
    /// The page, and the name on it.
    pub at: String,
    /// Why.
    pub why: &'static str,
}

/// A statement of more than two sentences.
#[derive(Debug, Serialize)]
pub struct Long {
    /// The page, and the name on it.
    pub at: String,
    /// How many it has.
    pub sentences: usize,
}

impl StateOfBase {
    /// Everything in one line.
    pub fn in_a_line(&self) -> String {
        let not_covered = self.coverage.iter().filter(|one| one.state == "not covered").count();
        format!(
            "{not_covered} sections not covered, {} statements second-hand, {} not looked up lately, {} results not drawn",
            self.second_hand.len(),
            self.stale.len(),
            self.not_drawn.len()
        )
    }
}

/// Reports the state of a base on a day; what was looked up before `months` months ago is stale.
pub fn report(knowledge: &Knowledge, today: Date, months: u32) -> StateOfBase {
    let review = EntryId::review();
    let ids = knowledge.drugs().map(|drug| &drug.id).chain(knowledge.trials().map(|trial| &trial.id));
    let ids = ids.chain(knowledge.topics().map(|topic| &topic.id));
    let ids = ids.chain(knowledge.questions().map(|question| &question.id)).chain([&review]);
    let mut all: Vec<Statement> = ids.flat_map(|id| statements(knowledge, id)).collect();
    // A statement that is about several entries is on the page of each.
    let mut seen = HashSet::new();
    all.retain(|statement| seen.insert((statement.home.clone(), statement.name.clone())));
    StateOfBase {
        coverage: coverage(knowledge),
        second_hand: second_hand(&all),
        stale: stale(knowledge, today, months),
        not_drawn: knowledge.trials().flat_map(not_drawn).collect(),
        long: knowledge
            .claims()
            .map(|claim| Long { at: format!("{}#{}", claim.home, *claim.id), sentences: sentences(&claim.text) })
            .filter(|long| long.sentences > 2)
            .collect(),
        untitled: knowledge
            .references()
            .filter(|reference| reference.title.starts_with('['))
            .map(|reference| reference.id.to_string())
            .collect(),
    }
}

fn coverage(knowledge: &Knowledge) -> Vec<Coverage> {
    let terms = &knowledge.review().terms;
    let of = |drug: &Drug, section: Section| {
        let claims = knowledge.claims_on(&drug.id).filter(|claim| *claim.section == section).count();
        let statements = claims + if section == Section::Dose { drug.doses.len() } else { 0 };
        let state = match statements {
            0 if terms.was_looked_for(drug, section) => "looked for",
            0 => "not covered",
            _some => "found",
        };
        Coverage { drug: drug.id.to_string(), section: section.word(), statements, state }
    };
    let expected = || Section::ALL.iter().copied().filter(|section| section.is_expected_on_drugs());
    knowledge.drugs().flat_map(|drug| expected().map(move |section| of(drug, section))).collect()
}

fn second_hand(all: &[Statement]) -> Vec<SecondHand> {
    let is_read = |work: &str| {
        all.iter().any(|other| {
            !other.provenance.basis.is_second_hand()
                && other.provenance.cites.iter().any(|one| one.via.is_none() && *one.reference == work)
        })
    };
    let of = |statement: &Statement| {
        let works: Vec<String> = statement.provenance.cites.iter().map(|one| one.reference.to_string()).collect();
        SecondHand {
            at: statement.at(),
            basis: statement.provenance.basis.word(),
            read_first_hand: works.iter().filter(|work| is_read(work)).cloned().collect(),
            works,
        }
    };
    all.iter().filter(|statement| statement.provenance.basis.is_second_hand()).map(of).collect()
}

fn stale(knowledge: &Knowledge, today: Date, months: u32) -> Vec<Stale> {
    let is_label = |provenance: &Provenance| {
        let kinds = provenance.cites.iter().filter_map(|one| knowledge.reference(&one.reference));
        kinds.into_iter().any(|reference| *reference.kind == ReferenceKind::Label)
    };
    let mut dated: Vec<(String, Date, bool)> = Vec::new();
    for drug in knowledge.drugs() {
        for (name, approval) in drug.anchored_approvals() {
            dated.push((format!("{}#{name}", drug.id), *approval.checked, is_label(&approval.provenance)));
        }
        let boxed = match &drug.boxed_warning {
            BoxedWarning::Present { checked, .. } | BoxedWarning::Absent { checked, .. } => Some(**checked),
            BoxedWarning::Unknown { checked } => **checked,
            BoxedWarning::NotApplicable => None,
        };
        dated.extend(boxed.map(|day| (format!("{}#boxed-warning", drug.id), day, true)));
        dated.extend(drug.warnings.iter().map(|one| (drug.id.to_string(), *one.checked, is_label(&one.provenance))));
    }
    for claim in knowledge.claims() {
        if let (Some(day), None) = (&claim.checked, &claim.superseded) {
            let label = claim.provenance().is_some_and(is_label);
            dated.push((format!("{}#{}", claim.home, *claim.id), **day, label));
        }
    }
    for reference in knowledge.references() {
        let day = reference.status.as_ref().map(|(_, day)| **day).or(reference.read.as_deref().copied());
        dated.extend(day.map(|day| (reference.id.to_string(), day, *reference.kind == ReferenceKind::Label)));
    }
    let count = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    let is_old = |day: Date| {
        let age = count(today) - count(day) - i32::from(today.day() < day.day());
        age >= i32::try_from(months).unwrap_or(i32::MAX)
    };
    dated.retain(|(_, day, _)| is_old(*day));
    dated.sort_by_key(|(_, day, label)| (!label, *day));
    dated.into_iter().map(|(at, day, label)| Stale { at, checked: day.to_string(), label }).collect()
}

/// The results of a trial that have no forest plot, each with the reason.
fn not_drawn(trial: &Trial) -> Vec<NotDrawn> {
    let why = |result: &TrialResult| {
        if result.unit.is_some() {
            return Some("its unit is not percent of people");
        }
        let Some(comparator) = trial.comparator(result) else {
            return Some("it has no comparator: name one under `against`");
        };
        let is_counted = |row: &ResultRow| trial.responders(result, row).is_some() && trial.people(row).is_some();
        let has_interval = |row: &ResultRow| row.difference.as_ref().is_some_and(|one| one.interval.is_some());
        let mut active = result.rows.iter().filter(|row| !trial.is_comparator(result, row)).peekable();
        if active.peek().is_none() {
            return Some("only one arm is reported");
        }
        let is_drawn =
            |row: &ResultRow| has_interval(row) || (is_counted(row) && is_counted(comparator) && !trial.within_patient);
        let some = active.any(is_drawn);
        (!some).then_some("neither a difference with its limits nor counts in both arms are reported")
    };
    let named = |result: &TrialResult| Some(NotDrawn { at: format!("{}#{}", trial.id, *result.id), why: why(result)? });
    trial.results.iter().filter_map(named).collect()
}

/// How many sentences a text has: ends that a capital or nothing follows.
fn sentences(text: &str) -> usize {
    let ends = |(at, c): (usize, char)| {
        let mut rest = text[at + c.len_utf8()..].chars();
        matches!(c, '.' | '?' | '!')
            && match (rest.next(), rest.next()) {
                (None, _) => true,
                (Some(' '), Some(next)) => next.is_uppercase(),
                _within => false,
            }
    };
    text.char_indices().filter(|end| ends(*end)).count()
}
