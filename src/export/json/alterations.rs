//! What differs between two bases, statement by statement.
//!
//! Promises: compares what the bases say as JSON says it, so that nothing is printed anywhere that is not compared; what is
//! derived from another statement is compared there. Boxed warnings come first, then approvals, then doses.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{SCHEMA, entry, pathway, trial};
use crate::knowledge::{Drug, EntryId, Knowledge, Trial};

/// What a statement is about, in the order in which differences are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A boxed warning.
    BoxedWarning,
    /// An approval.
    Approval,
    /// A dose.
    Dose,
    /// A claim.
    Claim,
    /// A result of a trial.
    Result,
    /// Where a drug is sold.
    Marketing,
    /// A drug: its names, forms and targets.
    Drug,
    /// A trial: its design, arms and status.
    Trial,
    /// A topic.
    Topic,
    /// The pathway that is drawn.
    Pathway,
    /// An open question.
    Question,
    /// A cited work.
    Reference,
    /// The review and the base as a whole.
    Review,
}

impl Subject {
    /// The word in JSON, the heading, and the fields that say the most.
    fn row(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Self::BoxedWarning => ("boxed-warning", "Boxed warnings", &["status", "region", "product", "items"]),
            Self::Approval => ("approval", "Approvals", &["region", "on", "population"]),
            Self::Dose => ("dose", "Doses", &["standing", "region", "amount", "frequency", "population", "note"]),
            Self::Claim => ("claim", "Claims", &["text"]),
            Self::Result => ("result", "Results", &["outcome", "week", "month", "analysis", "rows"]),
            Self::Marketing => ("marketing", "Marketing", &["region", "on", "text"]),
            Self::Drug => ("drug", "Drugs", &["name", "brands"]),
            Self::Trial => ("trial", "Trials", &["name", "status"]),
            Self::Topic => ("topic", "Topics", &["title"]),
            Self::Pathway => ("pathway", "The pathway", &["title"]),
            Self::Question => ("question", "Open questions", &["title"]),
            Self::Reference => ("reference", "References", &["title"]),
            Self::Review => ("review", "The base as a whole", &["title", "as_of"]),
        }
    }

    /// The word in JSON.
    pub fn word(self) -> &'static str {
        self.row().0
    }

    /// The heading over its differences.
    pub fn heading(self) -> &'static str {
        self.row().1
    }

    /// The fields that are shown of what is new or gone.
    pub fn headlines(self) -> &'static [&'static str] {
        self.row().2
    }
}

/// What became of a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// It is new.
    Added(Map<String, Value>),
    /// It says something else: before and after.
    Changed(Map<String, Value>, Map<String, Value>),
    /// A claim that held does not hold any more: before and after.
    Superseded(Map<String, Value>, Map<String, Value>),
    /// It is gone.
    Removed(Map<String, Value>),
}

impl How {
    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Added(_) => "added",
            Self::Changed(..) => "changed",
            Self::Superseded(..) => "superseded",
            Self::Removed(_) => "removed",
        }
    }
}

/// One statement that is not the same in both bases.
#[derive(Clone, Debug, PartialEq)]
pub struct Alteration {
    /// The id of a claim, dose, result or entry; the drug with `#boxed`, `#approved-…` or `#marketed-…` for the rest.
    pub id: String,
    /// What it is about.
    pub subject: Subject,
    /// What became of it.
    pub how: How,
}

/// Everything that differs, in the order in which it is told.
pub type Alterations = Vec<Alteration>;

type Statement = (Subject, String, Map<String, Value>);

/// Everything that differs between two bases: by subject, and within one in the order of the new base, what is gone last.
pub fn alterations(old: &Knowledge, new: &Knowledge) -> Alterations {
    let mut before: HashMap<(Subject, String), Map<String, Value>> = HashMap::new();
    let mut order: Vec<(Subject, String)> = Vec::new();
    for (subject, id, value) in statements(old) {
        order.push((subject, id.clone()));
        before.insert((subject, id), value);
    }
    let mut found = Vec::new();
    for (subject, id, after) in statements(new) {
        let how = match before.remove(&(subject, id.clone())) {
            None => How::Added(after),
            Some(before) if before == after => continue,
            Some(before) if holds(&before) && !holds(&after) => How::Superseded(before, after),
            Some(before) => How::Changed(before, after),
        };
        found.push(Alteration { id, subject, how });
    }
    for (subject, id) in order {
        if let Some(gone) = before.remove(&(subject, id.clone())) {
            found.push(Alteration { id, subject, how: How::Removed(gone) });
        }
    }
    found.sort_by_key(|one| one.subject);
    found
}

fn holds(statement: &Map<String, Value>) -> bool {
    statement.get("superseded").is_none_or(Value::is_null)
}

/// Everything a base says, each statement with its subject and its name.
fn statements(knowledge: &Knowledge) -> Vec<Statement> {
    let mut all = Vec::new();
    knowledge.drugs().for_each(|drug| of_drug(knowledge, drug, &mut all));
    for claim in knowledge.claims() {
        let mut value = entry::object(entry::claim(knowledge, claim));
        // What holds now is another claim, and compared as that.
        if let Some(superseded) = value.get_mut("superseded").and_then(Value::as_object_mut) {
            superseded.remove("now");
        }
        all.push((Subject::Claim, claim.id.to_string(), without(value, &["second_hand", "id", "status"])));
    }
    knowledge.trials().for_each(|trial| of_trial(trial, &mut all));
    let mut entry_of = |subject: Subject, id: &EntryId, value: Map<String, Value>| {
        all.push((subject, id.to_string(), without(value, &["second_hand"])));
    };
    for topic in knowledge.topics() {
        entry_of(Subject::Topic, &topic.id, entry::object(json!({ "title": topic.title.as_str() })));
    }
    if let Some(one) = knowledge.pathway() {
        let mut value = Value::Object(pathway::pathway(knowledge, one));
        // The claims behind the drawing, and what drugs inhibit, are compared as claims and drugs.
        forget(&mut value, &["claim_text", "superseded", "basis", "second_hand", "cites", "drugs"]);
        let mut value = entry::object(value);
        value.insert("title".to_owned(), json!(one.title.as_str()));
        entry_of(Subject::Pathway, &one.id, value);
    }
    for one in knowledge.questions() {
        let claims: Vec<&str> = one.claims.iter().map(|claim| claim.as_str()).collect();
        let trials: Vec<&str> = one.trials.iter().map(|trial| trial.as_str()).collect();
        let (title, asks) = (one.title.as_str(), one.asks.as_str());
        let value = json!({ "title": title, "asks": asks, "trials": trials, "related_claims": claims });
        entry_of(Subject::Question, &one.id, entry::object(value));
    }
    for one in knowledge.references() {
        entry_of(Subject::Reference, &one.id, entry::reference(one));
    }
    all.push((Subject::Review, EntryId::review().to_string(), of_review(knowledge)));
    all
}

fn of_drug(knowledge: &Knowledge, drug: &Drug, all: &mut Vec<Statement>) {
    let mut add = |subject, id: String, value: Value| {
        all.push((subject, id, without(entry::object(value), &["second_hand", "id"])));
    };
    add(Subject::BoxedWarning, format!("{}#boxed", drug.id), entry::boxed_warning(&drug.boxed_warning));
    for one in &drug.approvals {
        let id = format!("{}#approved-{}", drug.id, one.region.word().to_lowercase());
        add(Subject::Approval, id, entry::approval(one));
    }
    for (number, one) in drug.marketing.iter().enumerate() {
        let id = format!("{}#marketed-{}", drug.id, one.region.word().to_lowercase());
        // A region can have several; they are told apart by their order.
        let before = drug.marketing.iter().take(number).filter(|other| *other.region == *one.region).count();
        let id = if before == 0 { id } else { format!("{id}-{}", before + 1) };
        add(Subject::Marketing, id, entry::marketing(one));
    }
    for one in &drug.doses {
        add(Subject::Dose, one.id.to_string(), entry::dose(one));
    }
    let own = without(entry::drug(knowledge, drug), &["approvals", "marketing", "boxed_warning", "doses", "trials"]);
    add(Subject::Drug, drug.id.to_string(), Value::Object(own));
}

fn of_trial(one: &Trial, all: &mut Vec<Statement>) {
    for result in &one.results {
        let value = without(entry::object(trial::result(result)), &["second_hand", "id"]);
        all.push((Subject::Result, result.id.to_string(), value));
    }
    let title = json!(one.title.as_deref());
    let mut own = without(trial::trial(one), &["results", "second_hand"]);
    own.insert("title".to_owned(), title);
    all.push((Subject::Trial, one.id.to_string(), own));
}

fn of_review(knowledge: &Knowledge) -> Map<String, Value> {
    let review = knowledge.review();
    let scale = |one: &crate::knowledge::Scale| {
        let scale = json!({ "name": one.name.as_str(), "low": one.low.value(), "high": one.high.value() });
        entry::sourced(scale, &one.provenance)
    };
    entry::object(json!({
        "title": review.title.as_str(),
        "condition": review.condition.as_str(),
        "as_of": review.as_of.to_string(),
        "reference": review.reference.as_str(),
        "scope": review.scope.as_str(),
        "limits": entry::texts(&review.limits),
        "mesh": entry::texts(&review.mesh),
        "scales": review.scales.iter().map(scale).collect::<Vec<_>>(),
    }))
}

fn without(mut value: Map<String, Value>, keys: &[&str]) -> Map<String, Value> {
    value.retain(|key, _value| !keys.contains(&key.as_str()));
    value
}

/// Removes keys from a value and from everything inside it.
fn forget(value: &mut Value, keys: &[&str]) {
    match value {
        Value::Object(object) => {
            object.retain(|key, _value| !keys.contains(&key.as_str()));
            object.values_mut().for_each(|inner| forget(inner, keys));
        }
        Value::Array(values) => values.iter_mut().for_each(|inner| forget(inner, keys)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What differs between two bases, as JSON.
pub fn diff(old: &Knowledge, new: &Knowledge, alterations: &[Alteration]) -> Value {
    let base = |one: &Knowledge| json!({ "sha256": one.digest(), "as_of": one.as_of().to_string() });
    let changes: Vec<Value> = alterations
        .iter()
        .map(|one| {
            let (before, after) = match &one.how {
                How::Added(after) => (None, Some(after)),
                How::Changed(before, after) | How::Superseded(before, after) => (Some(before), Some(after)),
                How::Removed(before) => (Some(before), None),
            };
            json!({
                "id": one.id,
                "what": one.how.word(),
                "kind": one.subject.word(),
                "before": before,
                "after": after,
            })
        })
        .collect();
    json!({ "schema": SCHEMA, "old": base(old), "new": base(new), "changes": changes })
}
