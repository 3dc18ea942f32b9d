//! A trial as JSON: its arms, and each of its results with its source.

use serde_json::{Map, Value, json};

use super::entry::{object, sourced, texts};
use crate::knowledge::{TimePoint, Trial, TrialResult};

pub(super) fn trial(trial: &Trial) -> Map<String, Value> {
    let arms: Vec<Value> = trial
        .arms
        .iter()
        .map(|arm| {
            json!({
                "id": arm.id.as_str(),
                "name": arm.name.as_str(),
                "drug": arm.drug.as_ref().map(ToString::to_string),
                "n": arm.n.as_deref(),
            })
        })
        .collect();
    let results: Vec<Value> = trial.results.iter().map(result).collect();
    object(sourced(
        json!({
            "name": trial.name.as_str(),
            "registry": texts(&trial.registry),
            "drugs": trial.drugs.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "phase": trial.phase.as_deref(),
            "design": trial.design.as_str(),
            "status": trial.status.word(),
            "population": trial.population.as_str(),
            "randomised": trial.randomised.as_deref(),
            "within_patient": trial.within_patient,
            "arms": arms,
            "results": results,
        }),
        &trial.provenance,
    ))
}

pub(super) fn result(result: &TrialResult) -> Value {
    let (week, month) = match *result.time {
        TimePoint::Week(week) => (Some(week), None),
        TimePoint::Month(month) => (None, Some(month)),
    };
    let rows: Vec<Value> = result
        .rows
        .iter()
        .map(|row| {
            json!({
                "arm": row.arm.as_str(),
                "n": row.n.as_deref(),
                "responders": row.responders.as_deref(),
                "percent": row.percent.as_ref().map(|percent| percent.value()),
                "value": row.value.as_ref().map(|value| value.value()),
                "difference": row.difference.as_ref().map(|difference| json!({
                    "points": difference.points.value(),
                    "low": difference.interval.as_ref().map(|(low, _high)| low.value()),
                    "high": difference.interval.as_ref().map(|(_low, high)| high.value()),
                })),
                "p": row.p.as_deref(),
            })
        })
        .collect();
    sourced(
        json!({
            "id": result.id.as_str(),
            "outcome": result.outcome.as_str(),
            "week": week,
            "month": month,
            "primary": result.primary,
            "analysis": result.analysis.as_str(),
            "subset": result.subset.as_deref(),
            "unit": result.unit.as_ref().map_or("percent", |unit| unit.as_str()),
            "rows": rows,
        }),
        &result.provenance,
    )
}
