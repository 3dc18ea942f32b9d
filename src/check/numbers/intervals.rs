//! Whether a reported interval is as wide as the counts of its arms make it.
//!
//! Promises: accepts 95% intervals of the usual methods from twenty people an arm on. Never says which method was used.

use crate::knowledge::{Code, Diagnostic, Difference, ResultRow, Trial};
use crate::statistics::{Interval, Proportion, Z, difference};

/// Below this many people in an arm the methods differ by more than the mistakes do.
const TOO_FEW_TO_TELL: u32 = 20;

/// What a reported interval may be narrower than the narrowest of the computed ones, or wider than the widest. The methods
/// of Miettinen and Nurminen and of Agresti and Caffo stay within 3% of these two from twenty people an arm on, and
/// strata or covariates change them by a few percent; an interval of 90% in place of 95% is 16% narrower, and one of 99%
/// is 31% wider.
const NARROWER_AT_MOST: f64 = 0.93;
const WIDER_AT_MOST: f64 = 1.07;

pub(super) fn of_other_counts(
    trial: &Trial,
    row: &ResultRow,
    comparator: &ResultRow,
    reported: &Difference,
) -> Option<Diagnostic> {
    let (low, high) = reported.interval.as_ref()?;
    let own = proportion(trial, row)?;
    let other = proportion(trial, comparator)?;
    if own.n().min(other.n()) < TOO_FEW_TO_TELL {
        return None;
    }
    let Interval { low: from, high: to, .. } = difference(own, other);
    let (narrowest, widest) = widths(own, other);
    let width = high.value() - low.value();
    let rounding = high.half_unit() + low.half_unit();
    if (narrowest - rounding..=widest + rounding).contains(&width) {
        return None;
    }
    let how = if width < narrowest { "narrow" } else { "wide" };
    let message = format!(
        "the interval from {} to {} is too {how}: {} of {} people and {} of {} people give one from {:.1} to {:.1}",
        **low,
        **high,
        own.responders(),
        own.n(),
        other.responders(),
        other.n(),
        100.0 * from,
        100.0 * to,
    );
    Some(
        Diagnostic::new(Code::N006, low.span(), message)
            .label("lower limit")
            .secondary_label(high.span(), "upper limit")
            .help("correct the figures from the source, which must be those of a 95% interval; if a model adjusted it, allow N006 and say so"),
    )
}

/// How many points wide a 95% interval of the difference can be: at least, and at most.
fn widths(own: Proportion, other: Proportion) -> (f64, f64) {
    let score = difference(own, other);
    let score = score.high - score.low;
    let simple = simple_width(own, other);
    let corrected = simple + 1.0 / f64::from(own.n()) + 1.0 / f64::from(other.n());
    (100.0 * score.min(simple) * NARROWER_AT_MOST, 100.0 * score.max(corrected) * WIDER_AT_MOST)
}

/// The width of the simple asymptotic interval; with a continuity correction it is wider by 1/m + 1/n.
///
/// Source: Newcombe RG, Statistics in Medicine 1998;17:873-890, methods 1 and 2.
fn simple_width(a: Proportion, b: Proportion) -> f64 {
    let variance = |one: Proportion| one.share() * (1.0 - one.share()) / f64::from(one.n());
    2.0 * Z * (variance(a) + variance(b)).sqrt()
}

/// The share of a row: its count, or the count its percentage comes from.
fn proportion(trial: &Trial, row: &ResultRow) -> Option<Proportion> {
    let n = **trial.people(row)?;
    let responders = match (&row.responders, &row.percent) {
        (Some(responders), _) => **responders,
        (None, Some(percent)) => (percent.value() / 100.0 * f64::from(n)).round() as u32,
        (None, None) => return None,
    };
    Proportion::new(responders, n)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs of counts from 20 to 500 people an arm, with at least ten people on either side of each share.
    fn counts() -> Vec<(Proportion, Proportion)> {
        let sizes = [20, 25, 40, 63, 100, 156, 189, 281, 400, 500];
        let shares = [0.1, 0.25, 0.5, 0.62, 0.8];
        let some = |n: u32| {
            let responders = shares.iter().map(move |share| (f64::from(n) * share).round() as u32);
            responders.filter(move |x| *x >= 10 && n - x >= 10).filter_map(move |x| Proportion::new(x, n))
        };
        let all: Vec<Proportion> = sizes.iter().flat_map(|n| some(*n)).collect();
        all.iter().flat_map(|a| all.iter().map(|b| (*a, *b))).collect()
    }

    /// The simple asymptotic interval, with its centre, at a multiple of the standard error.
    fn simple(a: Proportion, b: Proportion, z: f64) -> f64 {
        100.0 * simple_width(a, b) * z / Z
    }

    /// How far a difference lies from `theta` in standard errors, by Miettinen and Nurminen: the variance is that of the
    /// likeliest shares that differ by `theta`.
    ///
    /// Source: Miettinen O, Nurminen M, Statistics in Medicine 1985;4:213-226, appendix I.
    fn score(a: Proportion, b: Proportion, theta: f64) -> f64 {
        let (n1, n2) = (f64::from(a.n()), f64::from(b.n()));
        let (x1, x2) = (f64::from(a.responders()), f64::from(b.responders()));
        let all = n1 + n2;
        let l2 = (n1 + 2.0 * n2) * theta - all - x1 - x2;
        let l1 = (n2 * theta - all - 2.0 * x2) * theta + x1 + x2;
        let l0 = x2 * theta * (1.0 - theta);
        let q = (l2 / (3.0 * all)).powi(3) - l1 * l2 / (6.0 * all * all) + l0 / (2.0 * all);
        let p = ((l2 / (3.0 * all)).powi(2) - l1 / (3.0 * all)).max(0.0).sqrt().copysign(q);
        let angle = (std::f64::consts::PI + (q / p.powi(3)).clamp(-1.0, 1.0).acos()) / 3.0;
        let second = (2.0 * p * angle.cos() - l2 / (3.0 * all)).clamp(0.0, 1.0);
        let first = (second + theta).clamp(0.0, 1.0);
        let variance = (first * (1.0 - first) / n1 + second * (1.0 - second) / n2) * all / (all - 1.0);
        (a.share() - b.share() - theta) / variance.sqrt()
    }

    fn miettinen_nurminen(a: Proportion, b: Proportion, z: f64) -> f64 {
        let root = |mut low: f64, mut high: f64, wanted: f64| {
            for _ in 0..60 {
                let middle = f64::midpoint(low, high);
                if score(a, b, middle) > wanted { low = middle } else { high = middle }
            }
            low
        };
        let difference = a.share() - b.share();
        100.0 * (root(difference, 0.9999, -z) - root(-0.9999, difference, z))
    }

    #[test]
    fn an_interval_of_any_usual_method_passes() {
        for (a, b) in counts() {
            let (narrowest, widest) = widths(a, b);
            let newcombe = difference(a, b);
            let corrected = simple(a, b, Z) + 100.0 / f64::from(a.n()) + 100.0 / f64::from(b.n());
            let usual =
                [100.0 * (newcombe.high - newcombe.low), simple(a, b, Z), corrected, miettinen_nurminen(a, b, Z)];
            for width in usual {
                assert!((narrowest..=widest).contains(&width), "{a:?} and {b:?}: {width} in {usual:?}");
            }
        }
    }

    #[test]
    fn an_interval_of_ninety_or_ninety_nine_percent_does_not() {
        for (a, b) in counts() {
            let (narrowest, widest) = widths(a, b);
            let [ninety, ninety_nine] = [1.644_853_626_951_472_7, 2.575_829_303_548_901];
            let mut unusual = vec![simple(a, b, ninety), simple(a, b, ninety_nine), miettinen_nurminen(a, b, ninety)];
            // Below forty people an arm, this one is as wide as a 95% interval with a continuity correction.
            if a.n().min(b.n()) >= 40 {
                unusual.push(miettinen_nurminen(a, b, ninety_nine));
            }
            for width in &unusual {
                assert!(!(narrowest..=widest).contains(width), "{a:?} and {b:?}: {width} in {unusual:?}");
            }
        }
    }
}
