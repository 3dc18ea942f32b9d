//! Every figure of an entry in a table, for a second reader who looks each of them up.
//!
//! Promises: every statement with a digit is there, with its source, the place in it and how it was read, and an empty column. Never a
//! figure without its source.

use serde::Serialize;

use crate::knowledge::{Amount, BoxedWarning, Citation, Drug, Entry, EntryId, Knowledge, Provenance, Trial};

/// What an entry says, as one text, and where it comes from.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// The entry it is written for.
    pub(super) home: EntryId,
    /// Its name on the page.
    pub(super) name: String,
    /// What the figures are of.
    pub(super) what: String,
    /// The figures, in the words of the base.
    pub(super) says: String,
    pub(super) provenance: Provenance,
}

impl Statement {
    /// The page and the name on it.
    pub(super) fn at(&self) -> String {
        format!("{}#{}", self.home, self.name)
    }
}

/// What the page of an entry says: its own lines, then its claims.
pub(super) fn statements(knowledge: &Knowledge, id: &EntryId) -> Vec<Statement> {
    let mut all = match knowledge.entry(id) {
        Some(Entry::Drug(drug)) => of_drug(drug),
        Some(Entry::Trial(trial)) => of_trial(trial),
        Some(_another) => Vec::new(),
        None => return Vec::new(),
    };
    all.extend(knowledge.claims_on(id).filter_map(|claim| {
        let statement = Statement {
            home: claim.home.clone(),
            name: claim.id.to_string(),
            what: claim.section.heading().to_owned(),
            says: claim.text.to_string(),
            provenance: claim.provenance()?.clone(),
        };
        Some(statement)
    }));
    all
}

fn of_drug(drug: &Drug) -> Vec<Statement> {
    let statement = |name: String, what: &str, says: String, provenance: &Provenance| Statement {
        home: drug.id.clone(),
        name,
        what: what.to_owned(),
        says,
        provenance: provenance.clone(),
    };
    let join =
        |list: &[crate::knowledge::Located<String>]| list.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
    let mut all = vec![statement("forms".to_owned(), "Dosage forms", join(&drug.forms), &drug.provenance)];
    for (name, approval) in drug.anchored_approvals() {
        let since = approval.since().unwrap_or_else(|| "day not known".to_owned());
        let says = format!("{} {since}: {}", *approval.region, *approval.population);
        all.push(statement(name, "Approval", says, &approval.provenance));
    }
    for (name, marketing) in drug.anchored_marketing() {
        let on = marketing.on.as_ref().map_or_else(String::new, |on| format!("{}: ", **on));
        all.push(statement(name, "Marketing", format!("{on}{}", *marketing.text), &marketing.provenance));
    }
    if let BoxedWarning::Present { items, provenance, .. } = &drug.boxed_warning {
        all.push(statement("boxed-warning".to_owned(), "Boxed warning", join(items), provenance));
    }
    for warning in &drug.warnings {
        all.push(statement("warning".to_owned(), &warning.kind, join(&warning.items), &warning.provenance));
    }
    for dose in &drug.doses {
        let maximum =
            dose.maximum.as_ref().map_or_else(String::new, |most: &Amount| format!("; at most {}", *most.text));
        let says = format!("{} {}{maximum}; {}", dose.amount(), dose.frequency(), *dose.population);
        all.push(statement(dose.id.to_string(), &dose.label(), says, &dose.provenance));
    }
    all
}

fn of_trial(trial: &Trial) -> Vec<Statement> {
    let statement = |name: &str, what: String, says: String, provenance: &Provenance| Statement {
        home: trial.id.clone(),
        name: name.to_owned(),
        what,
        says,
        provenance: provenance.clone(),
    };
    let mut all = Vec::new();
    if let Some(number) = &trial.randomised {
        all.push(statement("status", "Randomised or enrolled".to_owned(), number.to_string(), &trial.provenance));
    }
    for arm in &trial.arms {
        let says = arm.n.as_ref().map(ToString::to_string);
        all.extend(says.map(|says| statement("arms", format!("People, {}", *arm.name), says, &trial.provenance)));
    }
    for result in &trial.results {
        let unit = result.unit.as_ref().map_or("%", |unit| unit.as_str());
        for row in &result.rows {
            let what = format!("{}, {}", result.caption(), trial.arm_name(row));
            let mut add = |kind: &str, says: Option<String>| {
                let what = if kind.is_empty() { what.clone() } else { format!("{what}: {kind}") };
                all.extend(says.map(|says| statement(&result.id, what, says, &result.provenance)));
            };
            add("people", row.n.as_ref().map(ToString::to_string));
            add("responders", row.responders.as_ref().map(ToString::to_string));
            add("", row.percent.as_ref().map(|percent| format!("{}%", **percent)));
            add("", row.value.as_ref().map(|value| format!("{} {unit}", **value)));
            add(
                "difference",
                row.difference.as_ref().map(|difference| {
                    let limits = difference.interval.as_ref();
                    let limits = limits.map_or_else(String::new, |(low, high)| format!(" ({} to {})", **low, **high));
                    format!("{}{limits}", *difference.points)
                }),
            );
            add("P", row.p.as_ref().map(ToString::to_string));
        }
    }
    for effect in &trial.effects {
        let limits =
            effect.interval.as_ref().map_or_else(String::new, |(low, high)| format!(" ({} to {})", **low, **high));
        let what = format!("{}, {} against {}", *effect.outcome, *effect.of, *effect.against);
        let says = format!("{} {}{limits}", *effect.measure, *effect.value);
        all.push(statement(&effect.id, what, says, &effect.provenance));
    }
    for rate in &trial.rates {
        for row in &rate.rows {
            let what = format!("{}, {}", *rate.outcome, *row.of);
            let events = row.events.as_ref().map_or_else(String::new, |events| format!(", {} events", **events));
            let exposure =
                row.exposure.as_ref().map_or_else(String::new, |exposure| format!(" in {} {}", **exposure, *rate.unit));
            let says = format!("{} per {} {}{events}{exposure}", *row.value, *rate.per, *rate.unit);
            all.push(statement(&rate.id, what, says, &rate.provenance));
        }
    }
    all
}

/// The heads of the columns of a worksheet.
pub const COLUMNS: [&str; 8] = ["at", "figure of", "reads", "source", "place", "copy", "basis", "seen by"];

/// Every figure of an entry as rows of the columns; the last is empty.
pub fn worksheet(knowledge: &Knowledge, id: &EntryId) -> Vec<[String; 8]> {
    let has_figure = |statement: &Statement| statement.says.chars().any(|c| c.is_ascii_digit());
    let joined = |statement: &Statement, part: fn(&Citation) -> String| {
        statement.provenance.cites.iter().map(part).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
    };
    let row = |statement: Statement| {
        [
            statement.at(),
            statement.what.clone(),
            statement.says.clone(),
            joined(&statement, |one| one.reference.to_string()),
            joined(&statement, |one| one.at.to_string()),
            joined(&statement, |one| one.via.as_ref().map(ToString::to_string).unwrap_or_default()),
            statement.provenance.basis.word().to_owned(),
            String::new(),
        ]
    };
    statements(knowledge, id).into_iter().filter(has_figure).map(row).collect()
}

/// A worksheet for programs.
#[derive(Debug, Serialize)]
pub struct Worksheet {
    /// The entry.
    pub id: String,
    /// Each figure, under the heads of the columns.
    pub figures: Vec<serde_json::Map<String, serde_json::Value>>,
}

impl Worksheet {
    /// The rows of an entry.
    pub fn new(id: &EntryId, rows: &[[String; 8]]) -> Self {
        let named = |row: &[String; 8]| {
            COLUMNS.iter().zip(row).map(|(head, text)| (head.replace(' ', "_"), text.clone().into())).collect()
        };
        Self { id: id.to_string(), figures: rows.iter().map(named).collect() }
    }
}

/// A worksheet as comma-separated values (RFC 4180).
pub fn worksheet_csv(rows: &[[String; 8]]) -> String {
    let cell = |text: &str| {
        if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    };
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let head = line(COLUMNS.iter().map(|head| cell(head)).collect());
    rows.iter().fold(head, |out, row| out + &line(row.iter().map(|text| cell(text)).collect()))
}

/// A worksheet as a Markdown table.
pub fn worksheet_markdown(rows: &[[String; 8]]) -> String {
    let cell = |text: &str| text.replace('|', "\\|");
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let head = line(COLUMNS.map(str::to_owned).to_vec()) + &line(vec!["---".to_owned(); COLUMNS.len()]);
    rows.iter().fold(head, |out, row| out + &line(row.iter().map(|text| cell(text)).collect()))
}
