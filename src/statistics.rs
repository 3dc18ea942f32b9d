//! Intervals and differences from counts.
//!
//! Promises: plain arithmetic on numbers, with the source of each formula; never a drug, a claim or a file.

/// A count out of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proportion {
    responders: u32,
    /// At least one, and at least `responders`.
    n: u32,
}

/// An estimate with its lower and upper 95% confidence limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The point estimate.
    pub estimate: f64,
    /// Lower limit.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
}

/// The 97.5th percentile of the standard normal distribution: the limits of a 95% interval in standard errors.
pub const Z: f64 = 1.959_963_984_540_054;

impl Proportion {
    /// `responders` of `n`; `None` if `n` is zero or less than `responders`.
    pub fn new(responders: u32, n: u32) -> Option<Self> {
        (n > 0 && responders <= n).then_some(Self { responders, n })
    }

    /// The share, from 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.responders) / f64::from(self.n)
    }

    /// How many had the outcome.
    pub fn responders(self) -> u32 {
        self.responders
    }

    /// How many were counted.
    pub fn n(self) -> u32 {
        self.n
    }

    /// The share with Wilson's score interval, without continuity correction.
    ///
    /// Source: Newcombe RG. Two-sided confidence intervals for the single proportion: comparison of seven methods.
    /// Statistics in Medicine 1998;17:857-872, method 3.
    pub fn wilson(self) -> Interval {
        let n = f64::from(self.n);
        let share = self.share();
        let middle = 2.0 * n * share + Z * Z;
        let spread = Z * (Z * Z + 4.0 * n * share * (1.0 - share)).sqrt();
        let scale = 2.0 * (n + Z * Z);
        Interval {
            estimate: share,
            low: ((middle - spread) / scale).max(0.0),
            high: ((middle + spread) / scale).min(1.0),
        }
    }
}

/// The difference `a - b` of two shares, from -1 to 1, with its 95% confidence interval.
///
/// Source: Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven
/// methods. Statistics in Medicine 1998;17:873-890, method 10 (square-and-add of Wilson intervals, no correction).
pub fn difference(a: Proportion, b: Proportion) -> Interval {
    let (x, y) = (a.wilson(), b.wilson());
    let estimate = x.estimate - y.estimate;
    Interval {
        estimate,
        low: estimate - (x.estimate - x.low).hypot(y.high - y.estimate),
        high: estimate + (x.high - x.estimate).hypot(y.estimate - y.low),
    }
}

/// How many people must be treated for one more to have the outcome, rounded up; `None` where the difference is not
/// above zero.
///
/// Source: Altman DG. Confidence intervals for the number needed to treat. BMJ 1998;317:1309-1312.
pub fn number_needed_to_treat(difference: f64) -> Option<u32> {
    // The small number keeps a rounding error from adding one to a whole number.
    (difference > 0.0).then(|| (1.0 / difference - 1e-9).ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::{Proportion, difference, number_needed_to_treat};

    /// Newcombe 1998 (Statistics in Medicine 17:873-890), Table II, contrast (a): 56/70 against 48/80.
    #[test]
    fn the_published_example_is_met() {
        let a = Proportion::new(56, 70).unwrap();
        let b = Proportion::new(48, 80).unwrap();
        let interval = difference(a, b);
        assert!((interval.estimate - 0.2).abs() < 1e-12);
        assert!((interval.low - 0.0524).abs() < 5e-5, "{}", interval.low);
        assert!((interval.high - 0.3339).abs() < 5e-5, "{}", interval.high);
    }

    /// Fagerland, Lydersen, Laake: Statistical Analysis of Contingency Tables (2017), chapter 4, 7/34 against 1/34; the
    /// figures as the R package `contingencytables`, which accompanies the book, expects them in its tests.
    #[test]
    fn the_worked_example_of_a_small_trial_is_met() {
        let interval = difference(Proportion::new(7, 34).unwrap(), Proportion::new(1, 34).unwrap());
        let rounded = [interval.estimate, interval.low, interval.high].map(|limit| format!("{limit:.4}"));
        assert_eq!(rounded, ["0.1765", "0.0189", "0.3404"]);
    }

    #[test]
    fn swapping_the_arms_turns_the_difference_round() {
        for (a, n, b, m) in [(56, 70, 48, 80), (7, 34, 1, 34), (0, 20, 20, 20), (3, 3, 0, 400)] {
            let (one, other) = (Proportion::new(a, n).unwrap(), Proportion::new(b, m).unwrap());
            let (there, back) = (difference(one, other), difference(other, one));
            assert_eq!((there.estimate, there.low, there.high), (-back.estimate, -back.high, -back.low));
            assert!(
                -1.0 <= there.low && there.low <= there.estimate && there.estimate <= there.high && there.high <= 1.0
            );
        }
    }

    #[test]
    fn no_difference_has_no_number_needed_to_treat() {
        assert_eq!(number_needed_to_treat(0.0), None);
        assert_eq!(number_needed_to_treat(-0.1), None);
        assert_eq!(number_needed_to_treat(0.25), Some(4));
        assert_eq!(number_needed_to_treat(0.3), Some(4));
    }

    #[test]
    fn an_impossible_count_is_no_proportion() {
        assert_eq!(Proportion::new(1, 0), None);
        assert_eq!(Proportion::new(2, 1), None);
        let none = Proportion::new(0, 10).unwrap().wilson();
        assert_eq!((none.estimate, none.low), (0.0, 0.0));
        let all = Proportion::new(10, 10).unwrap().wilson();
        assert_eq!((all.estimate, all.high), (1.0, 1.0));
    }
}
