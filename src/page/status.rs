//! The words for approval and boxed warnings, which pages, cards and comparisons share.
//!
//! Promises: "no approval" is never without "found in the sources read" or the month. Never says that a drug is not approved.

use crate::knowledge::{Drug, Knowledge, Located, Region};
use crate::layout::{Role, Span};

/// What is missing where no regulator has approved a drug: `approval for … found in the sources read, as of 2029-01`.
pub(super) fn no_approval(knowledge: &Knowledge, drug: &Drug) -> String {
    let month = knowledge.as_of().strftime("%Y-%m");
    let condition = &*knowledge.review().condition;
    match drug.reported_approval {
        None => format!("approval for {condition} found in the sources read, as of {month}"),
        Some(_) => format!("approval for {condition} confirmed as of {month}; one is reported below"),
    }
}

/// What a label warns of in its box.
pub(super) fn boxed_items(region: &Region, product: &Option<Located<String>>, items: &[Located<String>]) -> Vec<Span> {
    let text = format!(" ({}) {}", label_of(region, product), items.join(", "));
    vec![boxed_label(), Span::prose(Role::Plain, &text)]
}

/// The words before what a label warns of in its box.
pub(super) fn boxed_label() -> Span {
    Span::new(Role::Warning, "BOXED\u{A0}WARNING")
}

/// Whose label, and of which product where the entry has several.
pub(super) fn label_of(region: &Region, product: &Option<Located<String>>) -> String {
    match product {
        Some(product) => format!("{} label of {}", region.says, **product),
        None => format!("{} label", region.says),
    }
}
