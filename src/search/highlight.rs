//! Where a text contains words.
//!
//! Promises: accents, case, Greek letters and the kind of hyphen or space do not matter, in either direction; what is
//! returned are ranges of the text as it is, between whole characters.

use std::ops::Range;

use crate::layout::fold;

/// A text as it is compared, and for each of its bytes the characters it came from.
#[derive(Debug, Default)]
struct Folded {
    letters: String,
    sources: Vec<(usize, usize)>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self::default();
        let mut character = [0; 4];
        for (place, c) in text.char_indices() {
            let source = (place, place + c.len_utf8());
            if c.is_ascii() {
                folded.letters.push(c.to_ascii_lowercase());
            } else {
                folded.letters.push_str(&fold(c.encode_utf8(&mut character)));
            }
            folded.sources.resize(folded.letters.len(), source);
        }
        folded
    }

    /// The characters that some bytes came from.
    fn source(&self, range: Range<usize>) -> Option<Range<usize>> {
        let (start, _) = self.sources.get(range.start)?;
        let (_, end) = self.sources.get(range.end.checked_sub(1)?)?;
        Some(*start..*end)
    }
}

/// The first place of each word of a query in a text, at the beginning of a word where there is such a place; in
/// order, none over another.
pub fn places(text: &str, query: &str) -> Vec<Range<usize>> {
    let folded = Folded::of(text);
    let query = fold(query.trim().trim_start_matches('='));
    let begins = |place: usize| {
        let before = folded.letters.get(..place).and_then(|text| text.chars().next_back());
        before.is_none_or(|c| !c.is_ascii_alphanumeric())
    };
    let mut ranges: Vec<Range<usize>> = query
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .filter_map(|word| {
            let mut found = folded.letters.match_indices(word).map(|(place, _)| place);
            let first = found.clone().next();
            let place = found.find(|place| begins(*place)).or(first)?;
            folded.source(place..place + word.len())
        })
        .collect();
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|later, earlier| later.start < earlier.end);
    ranges
}

/// The places of the words of a query in a text, and of whole words and phrases that ask the same; in order, none over another.
pub fn lit(text: &str, query: &str, synonyms: &[String]) -> Vec<Range<usize>> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // A synonym may be one or two letters: only as a word of its own is it one. A plural is the same word.
    let is_word = |range: &Range<usize>| {
        let behind = text[range.end..].strip_prefix('s').unwrap_or(&text[range.end..]);
        !letter(text[..range.start].chars().next_back()) && !letter(behind.chars().next())
    };
    let others = synonyms.iter().flat_map(|phrase| phrases(text, phrase)).filter(is_word);
    let mut ranges: Vec<Range<usize>> = places(text, query).into_iter().chain(others).collect();
    ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    ranges.dedup_by(|later, earlier| later.start < earlier.end);
    ranges
}

/// Every place of a phrase in a text, from left to right; spaces of any kind and number are one.
pub fn phrases(text: &str, phrase: &str) -> Vec<Range<usize>> {
    let phrase: Vec<String> = fold(phrase).split_whitespace().map(str::to_owned).collect();
    let Some(first) = phrase.first() else { return Vec::new() };
    let folded = Folded::of(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(place) = folded.letters.get(from..).and_then(|rest| rest.find(first.as_str())) {
        let start = from + place;
        let end = phrase.iter().skip(1).try_fold(start + first.len(), |end, word| {
            let rest = folded.letters.get(end..)?;
            let behind = rest.trim_start();
            (behind.len() < rest.len() && behind.starts_with(word.as_str()))
                .then(|| end + rest.len() - behind.len() + word.len())
        });
        from = end.unwrap_or(start + 1);
        found.extend(end.and_then(|end| folded.source(start..end)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{lit, phrases, places};

    #[test]
    fn a_word_is_found_folded_both_ways() {
        let cut = |text: &str, query: &str| -> Vec<String> {
            places(text, query).into_iter().map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(cut("the IFN-γ loop", "gamma"), ["γ"]);
        assert_eq!(cut("the gamma chain", "γ chain"), ["gamma", "chain"]);
        assert_eq!(cut("Šutić 2030", "sutic"), ["Šutić"]);
        assert_eq!(cut("soot on soothing", "sooth"), ["sooth"]);
        assert_eq!(cut("soot", "flame"), Vec::<String>::new());
    }

    #[test]
    fn other_words_for_what_was_asked_are_lit_whole() {
        let cut = |text: &str, synonyms: &[&str]| -> Vec<String> {
            let synonyms: Vec<String> = synonyms.iter().map(|word| (*word).to_owned()).collect();
            lit(text, "wick", &synonyms).into_iter().map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(cut("the wick and the strings of a cord", &["string", "cord"]), ["wick", "string", "cord"]);
        assert_eq!(cut("according to the wick", &["cord", "wick"]), ["wick"]);
    }

    #[test]
    fn a_phrase_is_found_over_any_space() {
        let text = "not\u{A0}recommended; NOT\n  recommended, not at all recommended, β-blocker";
        assert_eq!(phrases(text, "not recommended").len(), 2);
        assert_eq!(phrases(text, "beta-b").len(), 1);
        assert_eq!(phrases(text, " ").len(), 0);
    }
}
