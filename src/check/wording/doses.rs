//! Whether a dose is complete: how much, in what unit, and how often. Route, population, label and source are of its form.

use super::super::quantity::quantities;
use crate::knowledge::{Code, Diagnostic, Draft, Findings, Located};

/// Words one of which says how often.
const FREQUENCIES: [&str; 14] = [
    "daily", "once", "twice", "times", "every", "each", "weekly", "monthly", "hourly", "nightly", "morning", "evening",
    "bedtime", "night",
];

/// Times that say how often behind "a" or "per"; elsewhere they say how long.
const TIMES: [&str; 5] = ["day", "night", "week", "month", "hour"];

pub(super) fn check(draft: &Draft, findings: &mut Findings) {
    for dose in draft.drugs.iter().flat_map(|drug| &drug.doses) {
        if quantities(&dose.amount).is_empty() {
            let help = "write a number, a space and a unit, such as \"50 mg\", or a share, such as \"ointment 2%\"";
            findings.push(incomplete(&dose.amount, "gives no amount with a unit").help(help));
        }
        if !says_how_often(&dose.frequency) {
            findings.push(
                incomplete(&dose.frequency, "does not say how often")
                    .help("write it in words: \"once daily\", \"every other day\""),
            );
        }
    }
}

fn says_how_often(frequency: &str) -> bool {
    let lower = frequency.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
    let per_time = |pair: &[&str]| matches!(pair, ["a" | "per", time] if TIMES.contains(time));
    words.iter().any(|word| FREQUENCIES.contains(word)) || words.windows(2).any(per_time)
}

fn incomplete(text: &Located<String>, what: &str) -> Diagnostic {
    Diagnostic::new(Code::S021, text.span(), format!("{:?} {what}", **text))
}
