//! The ids of a base, and where they were given.
//!
//! Promises: every id that was read is known, also of what has faults; one that is given twice is reported.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::id::{EntryId, Kind};
use super::super::model::Draft;
use super::super::span::{Located, SourceSpan};

/// Something that was given an id.
pub(super) enum Named {
    Entry(EntryId, SourceSpan),
    /// A dose or a result.
    Statement(Located<String>),
    /// A claim, whose id is one of a statement too.
    Claim(Located<String>),
    /// An arm of a trial.
    Arm(EntryId, String),
}

/// Ids and the places where they were given last.
#[derive(Default)]
pub(in super::super) struct Known {
    /// The names of the entries of each kind, in the order of `Kind::ALL`.
    entries: [HashMap<String, SourceSpan>; Kind::ALL.len()],
    /// Ids of claims, doses and results, which share one name space.
    statements: HashMap<String, Statement>,
    arms: HashMap<EntryId, HashSet<String>>,
}

struct Statement {
    span: SourceSpan,
    is_claim: bool,
}

impl Known {
    /// What a base knows that was read before.
    pub(super) fn of(draft: &Draft) -> Self {
        let mut known = Self::default();
        let named = [EntryId::review(), EntryId::since()].into_iter();
        let entries = named
            .chain(draft.drugs.iter().map(|drug| drug.id.clone()))
            .chain(draft.topics.iter().map(|topic| topic.id.clone()))
            .chain(draft.pathway.iter().map(|pathway| pathway.id.clone()))
            .chain(draft.questions.iter().map(|question| question.id.clone()))
            .chain(draft.trials.iter().map(|trial| trial.id.clone()))
            .chain(draft.references.iter().map(|reference| reference.id.clone()));
        let entries = entries.map(|id| Named::Entry(id, SourceSpan::default()));
        let doses = draft.drugs.iter().flat_map(|drug| &drug.doses).map(|dose| &dose.id);
        let results = draft.trials.iter().flat_map(|trial| &trial.results).map(|result| &result.id);
        let statements = doses.chain(results).map(|id| Named::Statement(id.clone()));
        let claims = draft.claims.iter().map(|claim| Named::Claim(claim.id.clone()));
        let arms = draft.trials.iter().flat_map(|trial| trial.arms.iter().map(move |arm| (trial, arm)));
        let arms = arms.map(|(trial, arm)| Named::Arm(trial.id.clone(), arm.id.to_string()));
        for named in entries.chain(statements).chain(claims).chain(arms) {
            // A base that compiled gives no id twice.
            let _none = known.add(named);
        }
        known
    }

    /// Notes that something exists; gives the fault if something of its name does already.
    pub(super) fn add(&mut self, named: Named) -> Option<Diagnostic> {
        match named {
            Named::Entry(id, span) => {
                let first = self.entries[id.kind() as usize].insert(id.name().to_owned(), span)?;
                let fault = Diagnostic::new(Code::K010, span, format!("`{id}` is there twice"));
                Some(fault.secondary_label(first, "first here").help("give one of them another id, or remove it"))
            }
            Named::Statement(id) => self.statement(id, false),
            Named::Claim(id) => self.statement(id, true),
            Named::Arm(trial, arm) => {
                self.arms.entry(trial).or_default().insert(arm);
                None
            }
        }
    }

    fn statement(&mut self, id: Located<String>, is_claim: bool) -> Option<Diagnostic> {
        let span = id.span();
        let mut known = match self.statements.entry(id.into_value()) {
            Entry::Occupied(known) => known,
            Entry::Vacant(free) => {
                free.insert(Statement { span, is_claim });
                return None;
            }
        };
        let first = std::mem::replace(&mut known.get_mut().span, span);
        known.get_mut().is_claim |= is_claim;
        Some(
            Diagnostic::new(Code::K010, span, format!("the id `{}` is given twice", known.key()))
                .secondary_label(first, "first here")
                .help("give one of them another id; claims, doses and results share their ids"),
        )
    }

    /// Whether there is an entry of this id.
    pub(in super::super) fn has_entry(&self, id: &EntryId) -> bool {
        self.has_name(id.kind(), id.name())
    }

    /// Whether there is an entry of this kind and name.
    pub(in super::super) fn has_name(&self, kind: Kind, name: &str) -> bool {
        self.entries[kind as usize].contains_key(name)
    }

    /// Whether there is a claim of this id.
    pub(in super::super) fn has_claim(&self, id: &str) -> bool {
        self.statements.get(id).is_some_and(|statement| statement.is_claim)
    }

    /// Whether there is a claim, a dose or a result of this id.
    pub(super) fn has_statement(&self, id: &str) -> bool {
        self.statements.contains_key(id)
    }

    /// Whether a trial has an arm of this id.
    pub(in super::super) fn has_arm(&self, trial: &EntryId, arm: &str) -> bool {
        self.arms.get(trial).is_some_and(|arms| arms.contains(arm))
    }

    /// The names of the entries of a kind, in no order.
    pub(in super::super) fn names(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.entries[kind as usize].keys().map(String::as_str)
    }

    /// The ids of all claims, in no order.
    pub(in super::super) fn claims(&self) -> impl Iterator<Item = &str> {
        self.statements.iter().filter(|(_id, statement)| statement.is_claim).map(|(id, _statement)| id.as_str())
    }
}
