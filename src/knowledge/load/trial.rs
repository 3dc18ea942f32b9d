//! Reads a trial.

use super::super::code::Code;
use super::super::decimal::Decimal;
use super::super::diagnostic::Diagnostic;
use super::super::id::EntryId;
use super::super::model::{
    Arm, Certainty, Difference, Effect, Rate, RateRow, ResultRow, StudyKind, TimePoint, Trial, TrialResult, TrialStatus,
};
use super::super::reader::Reader;
use super::super::span::Located;
use super::symbols::Definition;
use super::{FileLoader, brief, provenance};

impl FileLoader {
    pub(super) fn trial(&mut self, r: &Reader<'_>, id: EntryId) {
        let kind = r.optional_word("kind").map_or(StudyKind::Trial, |kind| *kind);
        let name = r.text("name");
        let title = r.optional_text("title");
        let registry = r.texts("registry");
        for number in &registry {
            if let Some(form) = registry_number_fault(number) {
                let message = format!("{:?} is not a registry number", **number);
                r.report(Diagnostic::new(Code::K009, number.span(), message).help(form));
            }
        }
        let drugs = r.ids("drugs");
        let phase = r.optional_text("phase");
        let design = r.text("design");
        // Only a trial is completed, or goes on.
        let status = if kind == StudyKind::Trial {
            r.word("status")
        } else {
            r.optional_word("status").or_else(|| Some(Located::new(TrialStatus::Completed, r.span())))
        };
        let population = r.text("population");
        let randomised = r.optional_number("randomised", 1..=1_000_000);
        let within_patient = r.flag("within_patient");
        let provenance = provenance(r);
        let arms = r.all("arm", |r| self.arm(r, &id));
        let results = r.all("result", |r| self.result(r));
        let effects = r.all("effect", |r| self.effect(r));
        let rates = r.all("rate", |r| self.rate(r));
        self.claims(r, Some(&id));
        let trial = || {
            Some(Trial {
                id,
                kind,
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
                effects,
                rates,
            })
        };
        self.draft.trials.extend(trial());
    }

    fn arm(&mut self, r: &Reader<'_>, trial: &EntryId) -> Option<Arm> {
        let id = r.slug("id");
        if let Some(id) = &id {
            self.definitions.push(Definition::Arm(trial.clone(), id.to_string()));
        }
        let name = r.text("name");
        let drug = r.optional_id("drug");
        let n = r.optional_number("n", 1..=1_000_000);
        r.finish();
        Some(Arm { id: id?, name: name?, drug, n })
    }

    fn result(&mut self, r: &Reader<'_>) -> Option<TrialResult> {
        let id = self.dose_or_result_id(r);
        let outcome = r.text("outcome");
        let time = time_point(r);
        let primary = r.flag("primary");
        let analysis = r.text("analysis");
        let subset = r.optional_text("subset");
        let unit = r.optional_text("unit").filter(|unit| unit.as_str() != "percent");
        let against = r.optional_text("against");
        let of_all = r.flag("percent_of_all");
        let brief = brief(r);
        let provenance = provenance(r);
        let rows: Vec<ResultRow> = r.all("rows", row);
        r.expects("rows");
        r.finish();
        if r.is_empty_list("rows") {
            let fault = Diagnostic::new(Code::K006, r.span_of("rows"), "this result has no rows")
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
            against,
            of_all,
            brief,
            provenance: provenance?,
            rows,
        })
    }
}

impl FileLoader {
    fn effect(&mut self, r: &Reader<'_>) -> Option<Effect> {
        let id = self.dose_or_result_id(r);
        let (outcome, of, against) = (r.text("outcome"), r.text("of"), r.text("against"));
        let measure = r.word("measure");
        let value = r.decimal("value", -1e9..=1e9);
        let interval = interval(r);
        let better = r.optional_word("better");
        let subset = r.optional_text("subset");
        let certainty = r.optional_table("certainty").and_then(|r| {
            let (word, scheme, by) = (r.text("word"), r.text("scheme"), r.text("by"));
            r.finish();
            Some(Certainty { word: word?, scheme: scheme?, by: by? })
        });
        let provenance = provenance(r);
        r.finish();
        Some(Effect {
            id: id?,
            outcome: outcome?,
            of: of?,
            against: against?,
            measure: measure?,
            value: value?,
            interval,
            better,
            subset,
            certainty,
            provenance: provenance?,
        })
    }

    fn rate(&mut self, r: &Reader<'_>) -> Option<Rate> {
        let id = self.dose_or_result_id(r);
        let (outcome, subset, unit) = (r.text("outcome"), r.optional_text("subset"), r.text("unit"));
        let per = r.optional_number("per", 1..=1_000_000);
        r.expects("per");
        if !r.has("per") {
            let fault = Diagnostic::new(Code::K006, r.span(), "`per` is missing");
            r.report(fault.help("say per how many of the unit: `per = 100`"));
        }
        let provenance = provenance(r);
        let rows = r.all("rows", |r| {
            let of = r.text("of");
            let events = r.optional_number("events", 0..=100_000_000);
            let exposure = r.optional_decimal("exposure", 0.0..=1e9);
            let value = r.decimal("value", 0.0..=1e9);
            let interval = interval(r);
            r.finish();
            Some(RateRow { of: of?, events, exposure, value: value?, interval })
        });
        r.finish();
        Some(Rate { id: id?, outcome: outcome?, subset, unit: unit?, per: per?, rows, provenance: provenance? })
    }
}

/// The limits of a 95% confidence interval: both or none.
fn interval(r: &Reader<'_>) -> Option<(Located<Decimal>, Located<Decimal>)> {
    let low = r.optional_decimal("low", -1e9..=1e9);
    let high = r.optional_decimal("high", -1e9..=1e9);
    if r.has("low") != r.has("high") {
        let fault = Diagnostic::new(Code::K006, r.span(), "one limit of the interval is missing");
        r.report(fault.help("give `low` and `high` together or not at all"));
    }
    low.zip(high)
}

fn time_point(r: &Reader<'_>) -> Option<Located<TimePoint>> {
    let week = r.optional_number("week", 0..=2_000);
    let month = r.optional_number("month", 0..=480);
    let both = r.has("week") && r.has("month");
    if both || (!r.has("week") && !r.has("month")) {
        let message = if both { "this result has both `week` and `month`" } else { "`week` or `month` is missing" };
        let fault = Diagnostic::new(Code::K006, r.span(), message)
            .help("give the one time at which the outcome was measured: `week = 36` or `month = 12`");
        r.report(fault);
        return None;
    }
    week.map(|week| week.map(TimePoint::Week)).or_else(|| Some(month?.map(TimePoint::Month)))
}

fn row(r: &Reader<'_>) -> Option<ResultRow> {
    let arm = r.slug("arm");
    let n = r.optional_number("n", 1..=1_000_000);
    let responders = r.optional_number("responders", 0..=1_000_000);
    let percent = r.optional_decimal("percent", 0.0..=100.0);
    let value = r.optional_decimal("value", -1e9..=1e9);
    let difference = r.optional_table("difference").and_then(|r| {
        let points = r.optional_decimal("points", -1e9..=1e9);
        r.expects("points");
        let low = r.optional_decimal("low", -1e9..=1e9);
        let high = r.optional_decimal("high", -1e9..=1e9);
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

/// Registries whose numbers are letters and a fixed count of digits.
const REGISTRIES: [(&str, usize); 3] = [("NCT", 8), ("ISRCTN", 8), ("DRKS", 8)];

/// How a registry number is written, if the text is not written so. A number of a registry listed in `REGISTRIES` must have
/// its form, any other must be plausible.
pub(in super::super) fn registry_number_fault(text: &str) -> Option<String> {
    let known = REGISTRIES.iter().find(|(letters, _digits)| starts_with(text, letters));
    if let Some((letters, digits)) = known {
        let well_formed = text
            .strip_prefix(letters)
            .is_some_and(|rest| rest.len() == *digits && rest.bytes().all(|b| b.is_ascii_digit()));
        return (!well_formed).then(|| format!("it is written as {letters} and {digits} digits"));
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return (!is_european(text))
            .then(|| "a European number is written as 2020-001234-12: year, six digits, two".to_owned());
    }
    let plausible = text.len() >= 6
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'/');
    (!plausible).then(|| "write its letters and digits as the registry does, such as NCT01234567".to_owned())
}

/// Whether `text` begins with `letters` in upper or lower case.
fn starts_with(text: &str, letters: &str) -> bool {
    text.get(..letters.len()).is_some_and(|start| start.eq_ignore_ascii_case(letters))
}

/// EudraCT: year, six digits, two check digits; the newer register adds two more.
fn is_european(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let year = text.get(..4).and_then(|year| year.parse::<u32>().ok());
    (lengths == [4, 6, 2] || lengths == [4, 6, 2, 2]) && year.is_some_and(|year| (2004..=2100).contains(&year))
}
