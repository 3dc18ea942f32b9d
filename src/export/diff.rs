//! The differences between two bases, statement by statement: as data, as JSON and as a page.
//!
//! Promises: compares statements as the JSON structs have them, so that everything that is printed is compared; what follows
//! from another statement is compared there. Boxed warnings come first, then approvals, then doses. The page shows both
//! texts of a change, with the words that differ in brackets, `[-removed-]` and `{+added+}`, so that it needs no colour.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};
use similar::Algorithm;

use super::entry::{
    ApprovalView, BoxedWarningView, ClaimView, DoseView, DrugView, MarketingView, PathwayView, QuestionView,
    ReferenceView, ResultView, ReviewView, ScaleView, Text, TrialView,
};
use super::json::{document, fields};
use crate::knowledge::{Drug, EntryId, Knowledge, Terms, Trial, vocabulary};
use crate::page::{Block, Page, Role, Span, stretches};

vocabulary! {
    /// What a statement is about, in the order of the list of differences.
    pub enum Subject {
        /// A boxed warning.
        BoxedWarning = "boxed-warning",
        /// An approval.
        Approval = "approval",
        /// A dose.
        Dose = "dose",
        /// A claim.
        Claim = "claim",
        /// A result of a trial.
        Result = "result",
        /// Whether a drug is sold in a region.
        Marketing = "marketing",
        /// A drug: its names, forms and targets.
        Drug = "drug",
        /// A trial: its design, arms and status.
        Trial = "trial",
        /// A topic.
        Topic = "topic",
        /// The pathway that is drawn.
        Pathway = "pathway",
        /// An open question.
        Question = "question",
        /// A cited work.
        Reference = "reference",
        /// The review and the base as a whole.
        Review = "review",
    }
}

impl Subject {
    /// The heading over the differences, and the fields that are shown if a statement was added or removed.
    fn heading_and_fields(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::BoxedWarning => ("Boxed warnings", &["status", "region", "product", "items"]),
            Self::Approval => ("Approvals", &["region", "on", "population"]),
            Self::Dose => ("Doses", &["standing", "region", "amount", "frequency", "population", "note"]),
            Self::Claim => ("Claims", &["text"]),
            Self::Result => ("Results", &["outcome", "week", "month", "analysis", "rows"]),
            Self::Marketing => ("Marketing", &["region", "on", "text"]),
            Self::Drug => ("Drugs", &["name", "brands"]),
            Self::Trial => ("Trials", &["name", "status"]),
            Self::Topic => ("Topics", &["title"]),
            Self::Pathway => ("The pathway", &["title"]),
            Self::Question => ("Open questions", &["title"]),
            Self::Reference => ("References", &["title"]),
            Self::Review => ("The base as a whole", &["title", "as_of"]),
        }
    }
}

/// A statement as JSON: its keys in the order in which they are printed.
type Fields = Map<String, Value>;

/// How a statement differs.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Only the new base has it.
    Added(Fields),
    /// Its text or another field differs: before and after.
    Changed(Fields, Fields),
    /// A claim that was current is now superseded: before and after.
    Superseded(Fields, Fields),
    /// Only the old base has it.
    Removed(Fields),
}

impl Edit {
    /// The word in JSON and on the page.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Added(_) => "added",
            Self::Changed(..) => "changed",
            Self::Superseded(..) => "superseded",
            Self::Removed(_) => "removed",
        }
    }

    /// The statement in the old base and in the new base.
    fn before_and_after(&self) -> (Option<&Fields>, Option<&Fields>) {
        match self {
            Self::Added(after) => (None, Some(after)),
            Self::Changed(before, after) | Self::Superseded(before, after) => (Some(before), Some(after)),
            Self::Removed(before) => (Some(before), None),
        }
    }
}

/// One statement that differs between the bases.
#[derive(Clone, Debug, PartialEq)]
pub struct Alteration {
    /// The id of a claim, dose, result or entry; the drug with `#boxed`, `#approved-…` or `#marketed-…` for the rest.
    pub id: String,
    /// What the statement is about.
    pub subject: Subject,
    /// How the statement differs.
    pub edit: Edit,
}

/// All differences between two bases, by subject; within a subject in the order of the new base, then what was removed.
pub fn alterations(old: &Knowledge, new: &Knowledge) -> Vec<Alteration> {
    let old = statements(old);
    let places: HashMap<_, _> = old.iter().enumerate().map(|(place, one)| (one.key(), place)).collect();
    // A statement is taken out when the new base has it too; what is left was removed.
    let mut old: Vec<Option<Statement>> = old.into_iter().map(Some).collect();
    let mut found = Vec::new();
    for statement in statements(new) {
        let before = places.get(&statement.key()).and_then(|place| old[*place].take());
        let Statement { subject, id, fields: after } = statement;
        let edit = match before.map(|before| before.fields) {
            None => Edit::Added(after),
            Some(before) if before == after => continue,
            Some(before) if is_current(&before) && !is_current(&after) => Edit::Superseded(before, after),
            Some(before) => Edit::Changed(before, after),
        };
        found.push(Alteration { id, subject, edit });
    }
    let removed = old.into_iter().flatten();
    found.extend(removed.map(|Statement { subject, id, fields }| Alteration {
        id,
        subject,
        edit: Edit::Removed(fields),
    }));
    found.sort_by_key(|one| one.subject);
    found
}

fn is_current(statement: &Fields) -> bool {
    statement.get("superseded").is_none_or(Value::is_null)
}

struct Statement {
    subject: Subject,
    id: String,
    fields: Fields,
}

impl Statement {
    fn key(&self) -> (Subject, String) {
        (self.subject, self.id.clone())
    }
}

struct Statements(Vec<Statement>);

impl Statements {
    /// Adds a statement without some keys: those that follow from others, or are compared elsewhere.
    fn add(&mut self, subject: Subject, id: impl ToString, mut fields: Fields, without: &[&str]) {
        fields.retain(|key, _value| !without.contains(&key.as_str()));
        self.0.push(Statement { subject, id: id.to_string(), fields });
    }
}

/// All statements of a base.
fn statements(knowledge: &Knowledge) -> Vec<Statement> {
    let mut all = Statements(Vec::new());
    knowledge.drugs().for_each(|drug| add_drug(knowledge, drug, &mut all));
    for claim in knowledge.claims() {
        let mut value = fields(ClaimView::new(knowledge, claim));
        // The successor is another claim, and is compared as such.
        if let Some(superseded) = value.get_mut("superseded").and_then(Value::as_object_mut) {
            superseded.remove("now");
        }
        all.add(Subject::Claim, &*claim.id, value, &["second_hand", "id", "status"]);
    }
    knowledge.trials().for_each(|trial| add_trial(trial, &mut all));
    for topic in knowledge.topics() {
        all.add(Subject::Topic, &topic.id, fields(Titled { title: &topic.title, own: () }), &[]);
    }
    if let Some(one) = knowledge.pathway() {
        let mut value = fields(PathwayView::new(knowledge, one));
        // The claims in the drawing, and what drugs inhibit, are compared as claims and drugs.
        let elsewhere = ["claim_text", "superseded", "basis", "second_hand", "cites", "drugs"];
        value.retain(|key, _value| !elsewhere.contains(&key.as_str()));
        value.values_mut().for_each(|inner| remove_keys(inner, &elsewhere));
        value.insert("title".to_owned(), one.title.as_str().into());
        all.add(Subject::Pathway, &one.id, value, &[]);
    }
    for one in knowledge.questions() {
        let view = Titled { title: &one.title, own: QuestionView::new(one) };
        all.add(Subject::Question, &one.id, fields(view), &[]);
    }
    for one in knowledge.references() {
        all.add(Subject::Reference, &one.id, fields(ReferenceView::new(one, Some(&one.title))), &[]);
    }
    all.add(Subject::Review, EntryId::review(), review_fields(knowledge), &[]);
    all.0
}

/// The title of an entry, then its other fields.
#[derive(Serialize)]
struct Titled<'k, T> {
    title: &'k str,
    #[serde(flatten)]
    own: T,
}

fn add_drug(knowledge: &Knowledge, drug: &Drug, all: &mut Statements) {
    let derived = ["second_hand", "id"];
    let id = &drug.id;
    all.add(Subject::BoxedWarning, format!("{id}#boxed"), fields(BoxedWarningView::new(&drug.boxed_warning)), &derived);
    for (name, one) in drug.anchored_approvals() {
        all.add(Subject::Approval, format!("{id}#{name}"), fields(ApprovalView::new(one)), &derived);
    }
    for (name, one) in drug.anchored_marketing() {
        all.add(Subject::Marketing, format!("{id}#{name}"), fields(MarketingView::new(one)), &derived);
    }
    for one in &drug.doses {
        all.add(Subject::Dose, &*one.id, fields(DoseView::new(one)), &["second_hand", "id", "quantities"]);
    }
    let elsewhere = ["approvals", "marketing", "boxed_warning", "card", "doses", "trials", "second_hand"];
    all.add(Subject::Drug, id, fields(DrugView::new(knowledge, drug)), &elsewhere);
}

fn add_trial(one: &Trial, all: &mut Statements) {
    for result in &one.results {
        all.add(Subject::Result, &*result.id, fields(ResultView::new(result)), &["second_hand", "id"]);
    }
    let mut own = fields(TrialView::new(one));
    own.insert("title".to_owned(), one.title.as_deref().map(String::as_str).into());
    all.add(Subject::Trial, &one.id, own, &["results", "second_hand"]);
}

fn review_fields(knowledge: &Knowledge) -> Fields {
    #[derive(Serialize)]
    struct Whole<'k> {
        title: &'k str,
        condition: &'k str,
        as_of: Text<Date>,
        #[serde(flatten)]
        review: ReviewView<'k>,
        terms: &'k Terms,
        scales: Vec<ScaleView<'k>>,
    }
    let review = knowledge.review();
    fields(Whole {
        title: &review.title,
        condition: &review.condition,
        as_of: Text(*review.as_of),
        review: ReviewView::new(review),
        terms: &review.terms,
        scales: review.scales.iter().map(ScaleView::new).collect(),
    })
}

/// Removes keys from every object inside a value.
fn remove_keys(value: &mut Value, keys: &[&str]) {
    match value {
        Value::Object(object) => {
            object.retain(|key, _value| !keys.contains(&key.as_str()));
            object.values_mut().for_each(|inner| remove_keys(inner, keys));
        }
        Value::Array(values) => values.iter_mut().for_each(|inner| remove_keys(inner, keys)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The differences between two bases as JSON.
pub fn diff(old: &Knowledge, new: &Knowledge, alterations: &[Alteration]) -> Value {
    #[derive(Serialize)]
    struct Diff<'a> {
        old: Base<'a>,
        new: Base<'a>,
        changes: Vec<Change<'a>>,
    }
    #[derive(Serialize)]
    struct Base<'a> {
        sha256: &'a str,
        as_of: Text<Date>,
    }
    #[derive(Serialize)]
    struct Change<'a> {
        id: &'a str,
        what: &'static str,
        kind: Text<Subject>,
        before: Option<&'a Fields>,
        after: Option<&'a Fields>,
    }
    fn base(one: &Knowledge) -> Base<'_> {
        Base { sha256: one.digest(), as_of: Text(one.as_of()) }
    }
    let changes = alterations.iter().map(|one| {
        let (before, after) = one.edit.before_and_after();
        Change { id: &one.id, what: one.edit.word(), kind: Text(one.subject), before, after }
    });
    document(Diff { old: base(old), new: base(new), changes: changes.collect() })
}

/// The differences between two bases as a page.
pub fn diff_page(old: &Knowledge, new: &Knowledge, alterations: &[Alteration]) -> Page {
    let base = |one: &Knowledge| format!("as of {}, SHA-256 {}", one.as_of(), one.digest());
    let line = |role, text: String| Block::paragraph(vec![Span::new(role, text)]);
    let mut blocks =
        vec![line(Role::Plain, format!("Old: {}", base(old))), line(Role::Plain, format!("New: {}", base(new)))];
    if alterations.is_empty() {
        let sentence = if old.digest() == new.digest() {
            "No differences: the two bases are identical."
        } else {
            "No differences in what the two bases say; only their files differ."
        };
        blocks.push(line(Role::Label, sentence.to_owned()));
    }
    let mut subject = None;
    for one in alterations {
        let (heading, headlines) = one.subject.heading_and_fields();
        if subject.replace(one.subject) != Some(one.subject) {
            blocks.push(Block::heading(heading));
        }
        blocks.push(Block::bullet(vec![
            Span::new(Role::Label, format!("{} ", one.edit.word())),
            Span::new(Role::Link, one.id.as_str()),
        ]));
        match &one.edit {
            Edit::Added(fields) | Edit::Removed(fields) => push_summary(&mut blocks, headlines, fields),
            Edit::Changed(before, after) | Edit::Superseded(before, after) => {
                push_differences(&mut blocks, before, after);
            }
        }
    }
    Page::new("Differences between two knowledge bases", blocks)
}

/// A statement that was added or removed, in the fields that say the most.
fn push_summary(blocks: &mut Vec<Block>, headlines: &[&str], fields: &Fields) {
    for key in headlines {
        let Some(field) = fields.get(*key).filter(|field| !is_empty(field)) else { continue };
        let name = Span::new(Role::Faint, format!("{key}: "));
        blocks.push(Block::under(vec![name, Span::prose(Role::Plain, &in_words(field))]));
    }
}

/// Each field that differs, before and after.
fn push_differences(blocks: &mut Vec<Block>, before: &Fields, after: &Fields) {
    let mut keys: Vec<&String> = after.keys().chain(before.keys().filter(|key| !after.contains_key(*key))).collect();
    // The text of a claim first.
    keys.sort_by_key(|key| *key != "text");
    for key in keys {
        let (old, new) = (before.get(key).unwrap_or(&Value::Null), after.get(key).unwrap_or(&Value::Null));
        if old == new {
            continue;
        }
        let [old, new] = mark_words(&in_words(old), &in_words(new));
        for (when, mut spans) in [("before", old), ("after", new)] {
            spans.insert(0, Span::new(Role::Faint, format!("{key} {when}: ")));
            blocks.push(Block::under(spans));
        }
    }
}

/// Two texts, each with the words set off that the other lacks.
fn mark_words(old: &str, new: &str) -> [Vec<Span>; 2] {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for stretch in stretches(Algorithm::Patience, &old, &new) {
        let (removed, added) = (stretch.old.join(" "), stretch.new.join(" "));
        if stretch.same {
            before.push(Span::prose(Role::Plain, &format!("{removed} ")));
            after.push(Span::prose(Role::Plain, &format!("{added} ")));
        } else {
            before.extend((!removed.is_empty()).then(|| Span::new(Role::SetOff, format!("[-{removed}-]"))));
            after.extend((!added.is_empty()).then(|| Span::new(Role::SetOff, format!("{{+{added}+}}"))));
            before.push(Span::new(Role::Plain, " "));
            after.push(Span::new(Role::Plain, " "));
        }
    }
    [before, after]
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// A field in words.
fn in_words(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) if values.is_empty() => "nothing".to_owned(),
        Value::Array(values) => {
            let separator = if values.iter().any(Value::is_object) { "; " } else { ", " };
            values.iter().map(in_words).collect::<Vec<_>>().join(separator)
        }
        Value::Object(object) => {
            let known = object.iter().filter(|(_key, field)| !is_empty(field));
            known.map(|(key, field)| format!("{key} {}", in_words(field))).collect::<Vec<_>>().join(", ")
        }
    }
}
