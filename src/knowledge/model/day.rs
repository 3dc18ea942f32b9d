//! Days as they are kept: year, month and day as numbers, in a few bytes.
//!
//! The library keeps a day as text, and reads it with the parser of every form of time, whose messages alone are 40 KB of
//! program.

use jiff::civil::Date;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::knowledge::place::{Located, Place};

/// A day, or what has one.
pub(super) trait Dated: Sized {
    /// What is kept of it.
    type Kept: Serialize + DeserializeOwned;

    fn kept(&self) -> Self::Kept;

    /// `None` if there is no such day.
    fn of(kept: Self::Kept) -> Option<Self>;
}

pub(super) fn serialize<D: Dated, S: Serializer>(dated: &D, serializer: S) -> Result<S::Ok, S::Error> {
    dated.kept().serialize(serializer)
}

pub(super) fn deserialize<'de, D: Dated, R: Deserializer<'de>>(deserializer: R) -> Result<D, R::Error> {
    D::of(D::Kept::deserialize(deserializer)?).ok_or_else(|| R::Error::custom("no such day"))
}

impl Dated for Date {
    type Kept = (i16, i8, i8);

    fn kept(&self) -> Self::Kept {
        (self.year(), self.month(), self.day())
    }

    fn of((year, month, day): Self::Kept) -> Option<Self> {
        Self::new(year, month, day).ok()
    }
}

impl<D: Dated> Dated for Located<D> {
    type Kept = D::Kept;

    fn kept(&self) -> Self::Kept {
        D::kept(self)
    }

    fn of(kept: Self::Kept) -> Option<Self> {
        D::of(kept).map(|value| Self::new(value, Place::default()))
    }
}

impl<D: Dated> Dated for Option<D> {
    type Kept = Option<D::Kept>;

    fn kept(&self) -> Self::Kept {
        self.as_ref().map(D::kept)
    }

    fn of(kept: Self::Kept) -> Option<Self> {
        match kept {
            None => Some(None),
            Some(kept) => D::of(kept).map(Some),
        }
    }
}

/// What was found, and on which day.
impl<T: Copy + Serialize + DeserializeOwned, D: Dated> Dated for (T, D) {
    type Kept = (T, D::Kept);

    fn kept(&self) -> Self::Kept {
        (self.0, self.1.kept())
    }

    fn of((found, day): Self::Kept) -> Option<Self> {
        Some((found, D::of(day)?))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Days {
        #[serde(with = "super")]
        first: Option<Date>,
        #[serde(with = "super")]
        second: Option<Date>,
    }

    #[test]
    fn a_day_is_kept_in_a_few_bytes_and_comes_back() {
        for day in [date(2031, 4, 30), date(0, 1, 1), date(9999, 12, 31)] {
            let days = Days { first: None, second: Some(day) };
            let kept = postcard::to_allocvec(&days).unwrap_or_default();
            assert!(kept.len() <= 2 + 3 + 2, "{kept:?}");
            assert_eq!(postcard::from_bytes(&kept), Ok(days));
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        assert!(postcard::from_bytes::<Days>(&[0, 1, 4, 2, 30]).is_err());
    }
}
