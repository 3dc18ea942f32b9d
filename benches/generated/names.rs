//! Words that nobody uses, no two of which look alike.
//!
//! Promises: two of them differ in at least three letters, and so do two names made of them with an ending of a drug behind
//! each: consonants and vowels take turns, so that what is shifted by one place fits nowhere, and no word has a consonant
//! with which such an ending begins a syllable, so that what is shifted by two does not fit at its end.

use std::collections::HashSet;

/// Without those of the endings, `c`, `n` and `t`.
const CONSONANTS: &[u8; 17] = b"bdfghjklmpqrsvwxz";
const VOWELS: &[u8; 5] = b"aeiou";

/// How many letters a word has.
pub const LENGTH: usize = 8;

const WORDS: usize = 17 * 17 * 5 * 5 * 5 * 5;

/// All the words that do not begin with one of `known`, which would be taken for their abbreviation, and share no three
/// letters in a row with one of `drugs`, for which they would be taken.
pub fn words(known: &HashSet<String>, drugs: &[String]) -> Vec<String> {
    let threes: HashSet<&[u8]> = drugs.iter().flat_map(|drug| drug.as_bytes().windows(3)).collect();
    let is_new = |word: &String| {
        !(3..=LENGTH).any(|end| known.contains(&word[..end]))
            && !word.as_bytes().windows(3).any(|three| threes.contains(three))
    };
    (0..WORDS).map(word).filter(is_new).collect()
}

/// The word of a number: four times a consonant and a vowel.
///
/// The letters are numbers modulo 17, those of vowels below 5. Their sum is 0, and so is that of each by its place (a
/// Reed-Solomon code of distance three): two words that differ in one or two places cannot both keep the two sums.
fn word(number: usize) -> String {
    // Neighbours begin with different letters.
    let mut rest = number * 48_271 % WORDS;
    let mut letters = [0; LENGTH];
    for place in [0, 2, 1, 3, 5, 7] {
        let choices = if place % 2 == 0 { 17 } else { 5 };
        letters[place] = rest % choices;
        rest /= choices;
    }
    let sum = letters.iter().sum::<usize>();
    let by_place = letters.iter().enumerate().map(|(place, letter)| place * letter).sum::<usize>();
    // The last two consonants keep the sums: x + y = -sum and 4 x + 6 y = -by_place, where a half is 9.
    letters[6] = 9 * (4 * sum + 16 * by_place) % 17;
    letters[4] = 16 * (sum + letters[6]) % 17;
    let letter = |(place, letter): (usize, &usize)| {
        char::from(if place % 2 == 0 { CONSONANTS[*letter] } else { VOWELS[*letter] })
    };
    letters.iter().enumerate().map(letter).collect()
}
