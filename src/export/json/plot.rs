//! Plots as JSON: the numbers of the picture, as they were reported or computed.

use serde_json::{Value, json};

use crate::knowledge::{Decimal, TimePoint};
use crate::page::{Effect, Forest, Page, Plot, TimeCourse};

/// Every plot of a page.
pub(super) fn plots(page: &Page) -> Value {
    page.plots().map(plot).collect()
}

fn plot(plot: &Plot) -> Value {
    match plot {
        Plot::Forest(one) => forest(one),
        Plot::TimeCourse(one) => course(one),
    }
}

/// Differences are in percentage points; what is computed is rounded to one decimal, as it is shown.
fn forest(forest: &Forest) -> Value {
    let rows: Vec<Value> = forest
        .rows
        .iter()
        .map(|row| {
            let [points, low, high] = row.effect.figures().map(|figure| figure.parse::<f64>().ok());
            json!({
                "arm": row.label,
                "share": row.shares.0,
                "comparator_share": row.shares.1,
                "difference": { "points": points, "low": low, "high": high },
                "computed": matches!(row.effect, Effect::Computed(_)),
                "note": row.computed,
            })
        })
        .collect();
    json!({ "plot": "forest", "caption": forest.caption, "comparator": forest.comparator, "rows": rows })
}

fn course(course: &TimeCourse) -> Value {
    let times: Vec<Value> = course
        .times
        .iter()
        .map(|at| {
            let (week, month) = match at.at {
                TimePoint::Week(week) => (Some(week), None),
                TimePoint::Month(month) => (None, Some(month)),
            };
            let percents: Vec<Option<f64>> = at.percents.iter().map(|percent| percent.map(Decimal::value)).collect();
            json!({ "week": week, "month": month, "percents": percents })
        })
        .collect();
    json!({ "plot": "course", "caption": course.caption, "arms": course.arms, "times": times })
}
