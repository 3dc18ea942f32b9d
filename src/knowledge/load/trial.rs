//! Reads a trial.

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::id::EntryId;
use super::super::model::{Arm, Difference, ResultRow, TimePoint, Trial, TrialResult};
use super::super::reader::Reader;
use super::super::registry;
use super::super::span::Located;
use super::known::Named;
use super::{Part, provenance};

impl Part {
    pub(super) fn trial(&mut self, r: &Reader<'_>, id: EntryId) {
        let name = r.text("name");
        let title = r.optional_text("title");
        let registry = r.texts("registry");
        for number in &registry {
            if let Some(form) = registry::fault(number) {
                let message = format!("{:?} is not a registry number", **number);
                r.report(Diagnostic::new(Code::K009, number.span(), message).help(form));
            }
        }
        let drugs = r.ids("drugs");
        let phase = r.optional_text("phase");
        let design = r.text("design");
        let status = r.word("status");
        let population = r.text("population");
        let randomised = r.number("randomised", 1..=1_000_000);
        let within_patient = r.flag("within_patient");
        let provenance = provenance(r);
        let arms = r.all("arm", |r| self.arm(r, &id));
        let results = r.all("result", |r| self.result(r));
        self.claims(r, Some(&id));
        let trial = || {
            Some(Trial {
                id,
                name: name?,
                title,
                registry,
                drugs,
                phase,
                design: design?,
                status: status?,
                population: population?,
                randomised,
                within_patient,
                provenance: provenance?,
                arms,
                results,
            })
        };
        self.draft.trials.extend(trial());
    }

    fn arm(&mut self, r: &Reader<'_>, trial: &EntryId) -> Option<Arm> {
        let id = r.slug("id");
        if let Some(id) = &id {
            self.named.push(Named::Arm(trial.clone(), id.to_string()));
        }
        let name = r.text("name");
        let drug = r.optional_id("drug");
        let n = r.number("n", 1..=1_000_000);
        r.finish();
        Some(Arm { id: id?, name: name?, drug, n })
    }

    fn result(&mut self, r: &Reader<'_>) -> Option<TrialResult> {
        let id = r.slug("id");
        if let Some(id) = &id {
            self.statement(id);
        }
        let outcome = r.text("outcome");
        let time = time_point(r);
        let primary = r.flag("primary");
        let analysis = r.text("analysis");
        let subset = r.optional_text("subset");
        let unit = r.optional_text("unit").filter(|unit| unit.as_str() != "percent");
        let provenance = provenance(r);
        let rows: Vec<ResultRow> = r.all("rows", row);
        r.finish();
        if r.is_empty_list("rows") {
            let fault = Diagnostic::new(Code::K006, r.span_of("rows"), "a result without rows says nothing")
                .help("give `rows`, one for each arm reported");
            r.report(fault);
            return None;
        }
        Some(TrialResult {
            id: id?,
            outcome: outcome?,
            time: time?,
            primary,
            analysis: analysis?,
            subset,
            unit,
            provenance: provenance?,
            rows,
        })
    }
}

fn time_point(r: &Reader<'_>) -> Option<Located<TimePoint>> {
    let week = r.number("week", 0..=2_000);
    let month = r.number("month", 0..=480);
    let both = r.has("week") && r.has("month");
    if both || (!r.has("week") && !r.has("month")) {
        let message = if both {
            "a result has one time, and this has `week` and `month`"
        } else {
            "`week` or `month` is missing here"
        };
        let fault = Diagnostic::new(Code::K006, r.span(), message)
            .help("say when the outcome was measured: `week = 36` or `month = 12`");
        r.report(fault);
        return None;
    }
    week.map(|week| week.map(TimePoint::Week)).or(month.map(|month| month.map(TimePoint::Month)))
}

fn row(r: &Reader<'_>) -> Option<ResultRow> {
    let arm = r.slug("arm");
    let n = r.number("n", 1..=1_000_000);
    let responders = r.number("responders", 0..=1_000_000);
    let percent = r.decimal("percent", 0.0..=100.0);
    let value = r.decimal("value", -1e9..=1e9);
    let difference = r.table("difference").and_then(|r| {
        let points = r.decimal("points", -1e9..=1e9);
        let low = r.decimal("low", -1e9..=1e9);
        let high = r.decimal("high", -1e9..=1e9);
        if !r.has("points") || r.has("low") != r.has("high") {
            let fault = Diagnostic::new(Code::K006, r.span(), "this difference is incomplete")
                .help("give `points`, and `low` and `high` together or not at all");
            r.report(fault);
        }
        r.finish();
        Some(Difference { points: points?, interval: low.zip(high) })
    });
    let p = r.optional_text("p");
    r.finish();
    if !r.has("percent") && !r.has("responders") && !r.has("value") {
        let fault = Diagnostic::new(Code::K006, r.span(), "this row reports nothing")
            .help("give `percent`, `responders` or `value`, or leave the row out");
        r.report(fault);
        return None;
    }
    Some(ResultRow { arm: arm?, n, responders, percent, value, difference, p })
}
