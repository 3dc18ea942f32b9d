//! What has changed since the review, as JSON: the changes in the order of the page.

use serde_json::{Map, Value, json};

use super::entry::{object, sourced};
use crate::knowledge::Knowledge;
use crate::page::{What, changes, printed, supersession};

/// What has changed since the review was printed, in the order of its page.
pub(super) fn since(knowledge: &Knowledge) -> Map<String, Value> {
    let changes: Vec<Value> = changes(knowledge)
        .iter()
        .map(|change| {
            let superseded = match change.what {
                What::Claim(claim) => supersession(knowledge, claim),
                What::Approval(..) | What::Marketing(..) => None,
            };
            sourced(
                json!({
                    "on": change.on.to_string(),
                    "regulatory": change.regulatory,
                    "page": change.page.to_string(),
                    "anchor": change.anchor(),
                    "text": change.text(),
                    "status": superseded.as_ref().map_or("current", |_words| "SUPERSEDED"),
                    "superseded": superseded,
                }),
                change.provenance(),
            )
        })
        .collect();
    let (from, is_day_of_printing) = printed(knowledge);
    object(json!({ "from": from.to_string(), "from_is_day_of_printing": is_day_of_printing, "changes": changes }))
}
