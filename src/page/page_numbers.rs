//! The pages of a work, as the base writes them: `284-7`, `S12-8`, `299-310; quiz 311-2`, `e1500973`.
//!
//! Promises: one parser for all styles. A range in which the last page is shortened is known in full. What has another shape,
//! such as an article number with a hyphen, is kept as it is written. Never drops a part.

/// Pages that stand together, and what precedes them, such as `quiz`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageNumbers {
    label: String,
    first: String,
    /// The last page in full; `None` for a single page and whatever else is no range.
    last: Option<String>,
}

/// A page: a letter or more, a number, a letter or more.
struct PageNumber<'a> {
    prefix: &'a str,
    digits: &'a str,
    suffix: &'a str,
}

/// More pages than an article has behind a letter: `e2030-118` is an article number, not a range to `e2118`.
const LONGEST_SHORTENED: u64 = 60;

const DASHES: [char; 4] = ['-', '\u{2010}', '\u{2013}', '\u{2014}'];

impl PageNumbers {
    /// Takes pages apart at their commas and semicolons.
    pub fn parse(pages: &str) -> Vec<Self> {
        pages.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).map(Self::of_part).collect()
    }

    fn of_part(part: &str) -> Self {
        let label = part.find(|c: char| c.is_ascii_digit()).and_then(|digit| part[..digit].rfind(' ')).unwrap_or(0);
        let (label, pages) = (part[..label].to_owned(), part[label..].trim());
        let last = pages.split_once(DASHES).and_then(|(first, last)| last_in_full(first.trim(), last.trim()));
        match last {
            Some((first, last)) => Self { label, last: (first != last).then_some(last), first },
            None => Self { label, first: pages.to_owned(), last: None },
        }
    }

    /// The first page, or whatever is no range.
    pub fn first(&self) -> &str {
        &self.first
    }

    /// The last page in full.
    pub fn last(&self) -> Option<&str> {
        self.last.as_deref()
    }

    /// With the last page in full.
    pub fn full(&self, dash: &str) -> String {
        self.written(dash, |last| last)
    }

    /// With as little of the last page as differs from the first, as the National Library of Medicine writes it.
    pub fn short(&self) -> String {
        self.written("-", |last| match (page_number(&self.first), page_number(last)) {
            (Some(first), Some(other)) if first.prefix == other.prefix && [first.suffix, other.suffix] == ["", ""] => {
                let is_as_long = first.digits.len() == other.digits.len();
                let same = first.digits.bytes().zip(other.digits.bytes()).take_while(|(a, b)| a == b).count();
                &other.digits[if is_as_long { same } else { 0 }..]
            }
            _ => last,
        })
    }

    fn written<'s>(&'s self, dash: &str, shortened: impl Fn(&'s str) -> &'s str) -> String {
        let space = if self.label.is_empty() { "" } else { " " };
        let last = self.last().map(|last| format!("{dash}{}", shortened(last))).unwrap_or_default();
        format!("{}{space}{}{last}", self.label, self.first)
    }
}

/// The first and the last page of a range, both in full; `None` if they are no range.
fn last_in_full(first: &str, last: &str) -> Option<(String, String)> {
    let is_roman = |text: &str| !text.is_empty() && text.bytes().all(|b| b"ivxlcdm".contains(&b));
    if is_roman(first) && is_roman(last) {
        return Some((first.to_owned(), last.to_owned()));
    }
    let (from, to) = (page_number(first)?, page_number(last)?);
    if !to.prefix.is_empty() && to.prefix != from.prefix {
        // Pages of two kinds, as `466-477.e16`.
        return Some((first.to_owned(), last.to_owned()));
    }
    let is_shortened = to.digits.len() < from.digits.len();
    let shared = if is_shortened { &from.digits[..from.digits.len() - to.digits.len()] } else { "" };
    let digits = format!("{shared}{}", to.digits);
    let (begin, end) = (from.digits.parse::<u64>().ok()?, digits.parse::<u64>().ok()?);
    let is_too_long = is_shortened && !from.prefix.is_empty() && end.saturating_sub(begin) > LONGEST_SHORTENED;
    (begin <= end && !is_too_long).then(|| (first.to_owned(), format!("{}{digits}{}", from.prefix, to.suffix)))
}

fn page_number(text: &str) -> Option<PageNumber<'_>> {
    let is_digit = |c: char| c.is_ascii_digit();
    let end = text.rfind(is_digit)? + 1;
    let begin =
        text[..end].rfind(|c| !is_digit(c)).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let (prefix, digits, suffix) = (&text[..begin], &text[begin..end], &text[end..]);
    let is_plain = |c: char| c.is_alphanumeric() || c == '.';
    (prefix.chars().all(is_plain) && suffix.chars().all(char::is_alphabetic)).then_some(PageNumber {
        prefix,
        digits,
        suffix,
    })
}

#[cfg(test)]
mod tests {
    use super::PageNumbers;

    #[test]
    fn pages_are_known_in_full_and_written_short_and_another_shape_stays() {
        for (written, full, short) in [
            ("284-7", "284-287", "284-7"),
            ("284–7", "284-287", "284-7"),
            ("1515-1525", "1515-1525", "1515-25"),
            ("5298-307", "5298-5307", "5298-307"),
            ("1203-11", "1203-1211", "1203-11"),
            ("99-102", "99-102", "99-102"),
            ("S12-8", "S12-S18", "S12-8"),
            ("S12-S18", "S12-S18", "S12-8"),
            ("e123-31", "e123-e131", "e123-31"),
            ("103.e1-8", "103.e1-103.e8", "103.e1-8"),
            ("466-477.e16", "466-477.e16", "466-477.e16"),
            ("299-310; quiz 311-2", "299-310, quiz 311-312", "299-310, quiz 311-2"),
            ("123A-125A", "123A-125A", "123A-125A"),
            ("23", "23", "23"),
            ("23-23", "23", "23"),
            ("ii-xi", "ii-xi", "ii-xi"),
            ("e1500973", "e1500973", "e1500973"),
            ("e2030-118", "e2030-118", "e2030-118"),
            ("10-1-2", "10-1-2", "10-1-2"),
            ("In press", "In press", "In press"),
            ("-", "-", "-"),
            ("9é-1", "9é-1", "9é-1"),
        ] {
            let pages = PageNumbers::parse(written);
            let joined = |write: fn(&PageNumbers) -> String| pages.iter().map(write).collect::<Vec<_>>().join(", ");
            assert_eq!((joined(|pages| pages.full("-")).as_str(), joined(PageNumbers::short).as_str()), (full, short));
        }
    }
}
