//! Numbers of trial registries.
//!
//! Promises: a number of a registry whose form is known has that form. Never says whether the trial exists.

/// Registries whose numbers are letters and a fixed count of digits.
const REGISTRIES: [(&str, usize); 3] = [("NCT", 8), ("ISRCTN", 8), ("DRKS", 8)];

/// Why a text is no registry number, and how one is written.
pub(super) fn fault(text: &str) -> Option<String> {
    let known = REGISTRIES.iter().find(|(letters, _digits)| starts_with(text, letters));
    if let Some((letters, digits)) = known {
        let rest = text.strip_prefix(letters).unwrap_or_default();
        let sound = rest.len() == *digits && rest.bytes().all(|b| b.is_ascii_digit());
        return (!sound).then(|| format!("it is written as {letters} and {digits} digits"));
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return (!is_european(text))
            .then(|| "a European number is written as 2020-001234-12: year, six digits, two".to_owned());
    }
    let plausible = text.len() >= 6
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'/');
    (!plausible).then(|| "write its letters and digits as the registry does, such as NCT01234567".to_owned())
}

/// Whether a text begins with some letters, in whatever case.
fn starts_with(text: &str, letters: &str) -> bool {
    text.get(..letters.len()).is_some_and(|start| start.eq_ignore_ascii_case(letters))
}

/// EudraCT: year, six digits, two check digits; the newer register adds two more.
fn is_european(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let year = text.get(..4).and_then(|year| year.parse::<u32>().ok());
    (lengths == [4, 6, 2] || lengths == [4, 6, 2, 2]) && year.is_some_and(|year| (2004..=2100).contains(&year))
}
