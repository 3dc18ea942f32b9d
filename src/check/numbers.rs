//! Whether the numbers of a trial agree with each other.
//!
//! A number nobody reported is not missed: a rule speaks only where everything it needs is there.

use crate::knowledge::{Arm, Code, Diagnostic, Draft, ResultRow, Trial};
use crate::statistics::Proportion;

pub(super) fn check(draft: &Draft) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for trial in &draft.trials {
        faults.extend(too_many_people(trial));
        for row in trial.results.iter().flat_map(|result| &result.rows) {
            let arm = trial.arms.iter().find(|arm| *arm.id == *row.arm);
            faults.extend(count(row, arm));
            faults.extend(interval(row));
        }
    }
    faults
}

fn too_many_people(trial: &Trial) -> Option<Diagnostic> {
    let randomised = trial.randomised.as_ref().filter(|_| !trial.within_patient)?;
    let in_arms: u64 = trial.arms.iter().filter_map(|arm| arm.n.as_ref()).map(|n| u64::from(**n)).sum();
    if in_arms <= u64::from(**randomised) {
        return None;
    }
    let message = format!("the arms hold {in_arms} people, and {} were randomised", **randomised);
    Some(Diagnostic::new(Code::N004, randomised.place(), message).help("correct the arms or the total from the source"))
}

fn count(row: &ResultRow, arm: Option<&Arm>) -> Option<Diagnostic> {
    let responders = row.responders.as_ref()?;
    let n = row.n.as_ref().or(arm.and_then(|arm| arm.n.as_ref()))?;
    let Some(proportion) = Proportion::new(**responders, **n) else {
        let message = format!("{} people responded of {}", **responders, **n);
        return Some(
            Diagnostic::new(Code::N002, responders.place(), message)
                .beside(n.place(), "how many there were")
                .help("correct one of the two from the source"),
        );
    };
    let percent = row.percent.as_ref()?;
    let computed = 100.0 * proportion.share();
    if (percent.value() - computed).abs() <= percent.half_unit() + 1e-9 {
        return None;
    }
    let message = format!("{} of {} is {computed:.2}%, not {}%", **responders, **n, **percent);
    Some(
        Diagnostic::new(Code::N001, percent.place(), message)
            .beside(responders.place(), "counted")
            .help("correct the figures from the source; an estimate of a model has no count"),
    )
}

fn interval(row: &ResultRow) -> Option<Diagnostic> {
    let difference = row.difference.as_ref()?;
    let (low, high) = difference.interval.as_ref()?;
    let points = difference.points.value();
    if low.value() <= points && points <= high.value() {
        return None;
    }
    let message = format!("{} does not lie from {} to {}", *difference.points, **low, **high);
    Some(
        Diagnostic::new(Code::N003, difference.points.place(), message)
            .beside(low.place(), "lower limit")
            .beside(high.place(), "upper limit")
            .help("correct the figures from the source"),
    )
}
