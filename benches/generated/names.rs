//! Words that nobody uses, no two of which look alike.
//!
//! Promises: two of them differ in at least three letters, also after one letter is dropped
//! here and another added there: consonants and vowels take turns, so that what is shifted by one fits nowhere. None of
//! them stands inside another with an ending of a drug behind it, since no such word has a `t`.

use std::collections::HashSet;

const CONSONANTS: &[u8; 17] = b"bcdfghjklmnprsvwz";
const VOWELS: &[u8; 5] = b"aeiou";

const WORDS: usize = 17 * 17 * 17 * 5 * 5;

/// All the words that do not begin with one of `known`, which would be taken for their abbreviation.
pub fn words(known: &HashSet<String>) -> Vec<String> {
    let is_new = |word: &String| !(3..word.len()).any(|end| known.contains(&word[..end]));
    (0..WORDS).map(word).filter(is_new).collect()
}

/// The word of a number: nine letters, four vowels between five consonants.
///
/// The consonants are the values at 0 to 4 of a polynomial of degree two over the integers modulo 17, the vowels those at
/// 0 to 3 of one of degree one modulo 5 (a Reed-Solomon code): two polynomials agree in two places, or in one, at most.
fn word(number: usize) -> String {
    // Neighbours begin with different letters.
    let mut rest = number * 48_271 % WORDS;
    let mut digit = |base: usize| {
        let digit = rest % base;
        rest /= base;
        digit
    };
    let (a, b, c) = (digit(17), digit(17), digit(17));
    let (d, e) = (digit(5), digit(5));
    let mut word = String::with_capacity(9);
    for place in 0..5 {
        word.push(char::from(CONSONANTS[(a + b * place + c * place * place) % 17]));
        if place < 4 {
            word.push(char::from(VOWELS[(d + e * place) % 5]));
        }
    }
    word
}
