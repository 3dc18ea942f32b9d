//! Days in words, in English whatever the locale.

use jiff::civil::Date;

/// The month: `January`.
pub fn month(day: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(day.month() - 1).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default()
}

/// The first three letters of the month: `Jan`.
pub fn short_month(day: Date) -> &'static str {
    month(day).get(..3).unwrap_or_default()
}

/// The year and the month, as a day is written in a base: `2029-01`.
pub(super) fn year_and_month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::{month, short_month, year_and_month};

    #[test]
    fn a_month_is_called_as_the_calendar_calls_it() {
        let mut day = date(2027, 12, 28);
        while day < date(2029, 1, 4) {
            assert_eq!(month(day), day.strftime("%B").to_string());
            assert_eq!(short_month(day), day.strftime("%b").to_string());
            assert_eq!(year_and_month(day), day.strftime("%Y-%m").to_string());
            day = day.saturating_add(1.day());
        }
    }
}
