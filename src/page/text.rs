//! Words that must stay together.

/// What joins two words that a line break must not part.
pub(super) const NO_BREAK: char = '\u{A0}';

/// A text in which a number is joined to the word behind it (its unit), and "not" to what it denies.
///
/// A line break between them could turn 8 mg into 8, or a warning into its opposite.
pub fn glue(text: &str) -> String {
    // A few joints of one byte more.
    let mut out = String::with_capacity(text.len() + 16);
    let (mut copied, mut start) = (0, 0);
    for bytes in text.as_bytes().split(|byte| *byte == b' ') {
        let end = start + bytes.len();
        if could_join(bytes)
            && let (Some(word), Some(behind)) = (text.get(start..end), text.get(end + 1..))
            && belong_together(word, before_space(behind))
        {
            out.push_str(text.get(copied..end).unwrap_or_default());
            out.push(NO_BREAK);
            copied = end + 1;
        }
        start = end + 1;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

/// The first word. Words are so short that looking byte for byte takes half the time of a search that looks at many at once.
fn before_space(text: &str) -> &str {
    text.bytes().position(|byte| byte == b' ').and_then(|space| text.get(..space)).unwrap_or(text)
}

/// Whether a word could be one that `belong_together` joins to the next, by what it ends in: a number, of, to, no or not.
fn could_join(word: &[u8]) -> bool {
    matches!(
        word,
        [.., b'0'..=b'9' | b'%']
            | [.., b'o', b'f']
            | [.., b't', b'o']
            | [.., b'n' | b'N', b'o' | b'O']
            | [.., b'o' | b'O', b't' | b'T']
    )
}

fn belong_together(word: &str, next: &str) -> bool {
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_number = bare.starts_with(|c: char| c.is_ascii_digit()) && bare.ends_with(|c: char| c.is_ascii_digit());
    let before_unit = is_number && next.starts_with(|c: char| c.is_alphabetic() || c == '%');
    let count_of = matches!(word, "of" | "to") && next.starts_with(|c: char| c.is_ascii_digit());
    let share_of = bare.ends_with('%') && next == "of";
    before_unit || count_of || share_of || bare.eq_ignore_ascii_case("not") || bare.eq_ignore_ascii_case("no")
}

#[cfg(test)]
mod tests {
    use super::glue;

    #[test]
    fn a_number_keeps_its_unit_and_not_its_verb() {
        assert_eq!(glue("take 8 mg, do not crush"), "take 8\u{A0}mg, do not\u{A0}crush");
        assert_eq!(glue("in 5 of 40 people"), "in 5\u{A0}of\u{A0}40\u{A0}people");
        assert_eq!(glue("38.8% of 281"), "38.8%\u{A0}of\u{A0}281");
        assert_eq!(glue("between 2 and 4"), "between 2\u{A0}and 4");
        assert_eq!(glue("500 cells/mm3 or less"), "500\u{A0}cells/mm3 or less");
        assert_eq!(glue("(Not recommended)"), "(Not\u{A0}recommended)");
    }
}
