//! From a text to the words that are compared.
//!
//! Promises: a word is lower-case ASCII letters and digits, so a byte is a letter; the index and a query are folded by the
//! same function. Full width letters, ligatures and raised digits are read as the letters they are.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::layout::fold;

/// No name of a drug has more words.
const MOST_WORDS: usize = 6;

/// The words of a text, in one string without anything between them, and where each ends.
#[derive(Debug, Default)]
pub(super) struct Words {
    letters: String,
    ends: Vec<usize>,
}

impl Words {
    /// The words of a text.
    pub(super) fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self::of_ascii(text);
        }
        // A sign separates words even where it is read as one, such as that for degrees.
        let signs_as_spaces = |c: char| if c.is_alphanumeric() || is_combining_mark(c) { c } else { ' ' };
        let letters: String = text.chars().map(signs_as_spaces).nfkc().collect();
        Self::of_ascii(&fold(&letters))
    }

    fn of_ascii(text: &str) -> Self {
        let mut words = Self { letters: String::with_capacity(text.len()), ends: Vec::new() };
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            words.letters.push_str(word);
            words.ends.push(words.letters.len());
        }
        words.letters.make_ascii_lowercase();
        words
    }

    /// All of it without hyphens and spaces, as codes are compared.
    pub(super) fn squeezed(&self) -> &str {
        &self.letters
    }

    /// Each word.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.letters[start..*end])
    }

    /// Each word and each few adjacent words, without what separates them, and the numbers of the words.
    pub(super) fn runs(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied()).zip(0..self.ends.len());
        starts.flat_map(move |(start, first)| {
            let ends = self.ends.iter().enumerate().skip(first).take(MOST_WORDS);
            ends.map(move |(last, end)| (&self.letters[start..*end], first..last + 1))
        })
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// British spellings in words, and the American ones.
const SPELLINGS: [(&str, &str); 6] =
    [("ae", "e"), ("oe", "e"), ("our", "or"), ("isa", "iza"), ("yse", "yze"), ("sulph", "sulf")];

/// What the forms of a word share: `dose`, `doses`, `dosed` and `dosing` have one stem, and so have `anaemia` and `anemia`.
///
/// The stem is no word and is never shown. Words with digits and words of up to three letters are their own stems.
pub(super) fn stem(word: &str) -> String {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    for (british, american) in SPELLINGS {
        stem = stem.replace(british, american);
    }
    if let Some(rest) = stem.strip_suffix("ies").filter(|rest| rest.len() > 2) {
        stem = format!("{rest}y");
    } else if !["ss", "us", "is"].iter().any(|end| stem.ends_with(end))
        && let Some(rest) = stem.strip_suffix('s')
    {
        stem.truncate(rest.len());
    }
    for end in ["ing", "ed"] {
        let Some(rest) = stem.strip_suffix(end) else { continue };
        if rest.len() >= 3 && rest.bytes().any(|b| b"aeiouy".contains(&b)) {
            stem.truncate(rest.len());
            let letters = stem.as_bytes();
            if let [.., one, other] = letters
                && one == other
                && !b"ls".contains(one)
            {
                stem.pop();
            }
            break;
        }
    }
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    // `hospitalised`
    if stem.len() > 5 && stem.ends_with("is") {
        stem.replace_range(stem.len() - 1.., "z");
    }
    // `pregnancies`, `therapies`
    if stem.len() > 3 && stem.ends_with('y') {
        stem.pop();
        stem.push('i');
    }
    stem
}

/// A code whose number begins with zeros, without them; `None` if it does not. People leave them out.
pub(super) fn without_zeros(word: &str) -> Option<String> {
    let digits = word.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = word.split_at(digits);
    let bare = number.trim_start_matches('0');
    (bare.len() < number.len() && bare.starts_with(|c: char| c.is_ascii_digit())).then(|| format!("{letters}{bare}"))
}

/// The number of a registry or code without the letters before it; `None` if there are none.
pub(super) fn without_prefix(word: &str) -> Option<&str> {
    let digits = word.find(|c: char| c.is_ascii_digit())?;
    let number = &word[digits..];
    (digits > 0 && number.len() >= 3 && number.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{Words, stem, without_prefix, without_zeros};

    #[test]
    fn a_text_is_cut_into_folded_words() {
        let words = Words::of("IFN-γ, Šuti\u{107}’s 5° ＬＩＴ eﬃcacy™");
        assert_eq!(words.iter().collect::<Vec<_>>(), ["ifn", "gamma", "sutic", "s", "5", "lit", "efficacy"]);
        assert_eq!(words.squeezed(), "ifngammasutics5litefficacy");
    }

    #[test]
    fn the_forms_of_a_word_have_one_stem() {
        for forms in [
            &["dose", "doses", "dosed", "dosing"][..],
            &["stop", "stops", "stopped", "stopping"],
            &["infection", "infections"],
            &["anaemia", "anemia"],
            &["paediatric", "pediatric"],
            &["tumour", "tumor", "tumours"],
            &["therapy", "therapies"],
            &["monitor", "monitored", "monitoring"],
            &["reduce", "reduced", "reducing"],
            &["hospitalise", "hospitalize", "hospitalised"],
        ] {
            let first = stem(forms[0]);
            assert!(forms.iter().all(|form| stem(form) == first), "{forms:?}: {first}");
        }
        for (one, other) in [("illness", "illne"), ("virus", "viru"), ("wk1", "wk2"), ("ring", "r"), ("bed", "b")] {
            assert_ne!(stem(one), stem(other));
        }
    }

    #[test]
    fn a_code_is_known_without_its_zeros_and_without_its_letters() {
        assert_eq!(without_zeros("wk00120").as_deref(), Some("wk120"));
        assert_eq!(without_zeros("wk120"), None);
        assert_eq!(without_prefix("wk00120"), Some("00120"));
        assert_eq!(without_prefix("wk1b"), None);
    }
}
