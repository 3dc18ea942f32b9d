//! What has changed since the review, as JSON: the changes in the order of the page.

use serde_json::{Map, Value, json};

use super::entry::{object, sourced};
use crate::knowledge::Knowledge;
use crate::page::{Change, What, changes, published, supersession, undated};

/// What has changed since the review was printed, in the order of its page.
pub(super) fn since(knowledge: &Knowledge) -> Map<String, Value> {
    let list = |changes: Vec<Change<'_>>| -> Vec<Value> { changes.iter().map(|one| change(knowledge, one)).collect() };
    let (from, is_day_of_printing) = published(knowledge);
    object(json!({
        "from": from.to_string(),
        "from_is_day_of_printing": is_day_of_printing,
        "changes": list(changes(knowledge)),
        "undated": list(undated(knowledge)),
    }))
}

fn change(knowledge: &Knowledge, change: &Change<'_>) -> Value {
    let superseded = match change.what {
        What::Claim(claim) => supersession(knowledge, claim),
        What::Approval(..) | What::Marketing(..) => None,
    };
    sourced(
        json!({
            "on": change.on.map(|on| on.to_string()),
            "regulatory": change.regulatory,
            "page": change.page.to_string(),
            "anchor": change.anchor(),
            "text": change.text(),
            "status": superseded.as_ref().map_or("current", |_words| "SUPERSEDED"),
            "superseded": superseded,
        }),
        change.provenance(),
    )
}
