//! The ids of a base, and where each was defined.
//!
//! Promises: every id that was read is known, also that of an entry or claim with faults; one that is defined twice is
//! reported.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::id::EntryId;
use super::super::model::Draft;
use super::super::span::{Located, SourceSpan};

/// Something that a file gives an id.
pub(super) enum Definition {
    Entry(EntryId, SourceSpan),
    Claim(Located<String>),
    /// A dose or a result, whose ids must differ from those of claims too.
    DoseOrResult(Located<String>),
    Arm(EntryId, String),
}

/// Ids with the spans of their latest definition.
#[derive(Default)]
pub(in super::super) struct Symbols {
    entries: HashMap<EntryId, SourceSpan>,
    statements: HashMap<String, Statement>,
    arms: HashMap<EntryId, HashSet<String>>,
}

/// A claim, dose or result.
struct Statement {
    span: SourceSpan,
    is_claim: bool,
}

impl Symbols {
    /// The ids of a base that compiled, where none is defined twice.
    pub(super) fn from_compiled(draft: &Draft) -> Self {
        let entries = [EntryId::review(), EntryId::since()]
            .into_iter()
            .chain(draft.drugs.iter().map(|drug| drug.id.clone()))
            .chain(draft.topics.iter().map(|topic| topic.id.clone()))
            .chain(draft.pathway.iter().map(|pathway| pathway.id.clone()))
            .chain(draft.questions.iter().map(|question| question.id.clone()))
            .chain(draft.trials.iter().map(|trial| trial.id.clone()))
            .chain(draft.references.iter().map(|reference| reference.id.clone()))
            .map(|id| Definition::Entry(id, SourceSpan::default()));
        let doses = draft.drugs.iter().flat_map(|drug| &drug.doses).map(|dose| &dose.id);
        let results = draft.trials.iter().flat_map(|trial| &trial.results).map(|result| &result.id);
        let doses_and_results = doses.chain(results).map(|id| Definition::DoseOrResult(id.clone()));
        let claims = draft.claims.iter().map(|claim| Definition::Claim(claim.id.clone()));
        let arms = draft.trials.iter().flat_map(|trial| trial.arms.iter().map(move |arm| (trial, arm)));
        let arms = arms.map(|(trial, arm)| Definition::Arm(trial.id.clone(), arm.id.to_string()));
        let mut symbols = Self::default();
        for definition in entries.chain(doses_and_results).chain(claims).chain(arms) {
            assert!(symbols.define(definition).is_none(), "a base that compiled defines each id once");
        }
        symbols
    }

    /// Adds an id; returns a fault if it was defined before.
    pub(super) fn define(&mut self, definition: Definition) -> Option<Diagnostic> {
        match definition {
            Definition::Entry(id, span) => {
                let fault = Diagnostic::new(Code::K010, span, format!("`{id}` is defined twice"));
                let first = self.entries.insert(id, span)?;
                Some(fault.secondary_label(first, "first here").help("give one of them another id, or remove it"))
            }
            Definition::DoseOrResult(id) => self.define_statement(id, false),
            Definition::Claim(id) => self.define_statement(id, true),
            Definition::Arm(trial, arm) => {
                // `resolve` reports an arm that is there twice.
                self.arms.entry(trial).or_default().insert(arm);
                None
            }
        }
    }

    fn define_statement(&mut self, id: Located<String>, is_claim: bool) -> Option<Diagnostic> {
        let span = id.span();
        match self.statements.entry(id.into_value()) {
            Entry::Vacant(free) => {
                free.insert(Statement { span, is_claim });
                None
            }
            Entry::Occupied(mut taken) => {
                let fault = Diagnostic::new(Code::K010, span, format!("the id `{}` is given twice", taken.key()));
                let first = std::mem::replace(&mut taken.get_mut().span, span);
                taken.get_mut().is_claim |= is_claim;
                let help = "give one of them another id; claims, doses and results share their ids";
                Some(fault.secondary_label(first, "first here").help(help))
            }
        }
    }

    pub(in super::super) fn has_entry(&self, id: &EntryId) -> bool {
        self.entries.contains_key(id)
    }

    pub(in super::super) fn has_claim(&self, id: &str) -> bool {
        self.statements.get(id).is_some_and(|statement| statement.is_claim)
    }

    /// Whether there is a claim, a dose or a result of this id.
    pub(super) fn has_statement(&self, id: &str) -> bool {
        self.statements.contains_key(id)
    }

    pub(in super::super) fn has_arm(&self, trial: &EntryId, arm: &str) -> bool {
        self.arms.get(trial).is_some_and(|arms| arms.contains(arm))
    }

    /// The ids of all entries, in no order.
    pub(in super::super) fn ids(&self) -> impl Iterator<Item = &EntryId> {
        self.entries.keys()
    }

    /// The ids of all claims, in no order.
    pub(in super::super) fn claims(&self) -> impl Iterator<Item = &str> {
        self.statements.iter().filter(|(_id, statement)| statement.is_claim).map(|(id, _statement)| id.as_str())
    }
}
