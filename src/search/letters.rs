//! What is known of single letters: which sound alike, which lie in a word at all.
//!
//! Promises: nothing here knows a word; the pairs are those that people confuse when they write what they hear.

/// Letters that are written for one another, in lower case; the vowels first.
const ALIKE: [&[u8]; 10] = [b"aeiouy", b"cksqxz", b"yij", b"fv", b"vwb", b"dt", b"bp", b"gk", b"0o", b"1li"];

/// Of each byte the rows of `ALIKE` that it stands in, a bit for each.
const ROWS: [u16; 256] = {
    let mut rows = [0; 256];
    let mut row = 0;
    while row < ALIKE.len() {
        let mut place = 0;
        while place < ALIKE[row].len() {
            rows[ALIKE[row][place] as usize] |= 1 << row;
            place += 1;
        }
        row += 1;
    }
    rows
};

/// Two letters that are written for one, and the one.
const DIGRAPHS: &[(&[u8; 2], u8)] = &[(b"ph", b'f'), (b"ks", b'x'), (b"cs", b'x'), (b"ck", b'k'), (b"qu", b'q')];

/// Whether two different letters sound alike, so that one for the other is half a mistake.
pub(super) fn sound_alike(one: u8, other: u8) -> bool {
    let rows = |letter: u8| ROWS.get(usize::from(letter)).copied().unwrap_or(0);
    rows(one) & rows(other) != 0
}

/// A word as it sounds: two letters that stand for one become it.
pub(super) fn sounds(word: &[u8], into: &mut Vec<u8>) {
    into.clear();
    let mut rest = word;
    while let Some((first, behind)) = rest.split_first() {
        let pair = DIGRAPHS.iter().find(|(pair, _)| rest.starts_with(&pair[..]));
        match pair {
            Some((pair, sound)) => {
                into.push(*sound);
                rest = rest.get(pair.len()..).unwrap_or_default();
            }
            None => {
                into.push(*first);
                rest = behind;
            }
        }
    }
}

/// Which letters occur in a word, a bit each; digits share the bits behind the letters.
///
/// An edit changes few bits, so two words that differ in many need not be compared letter for letter.
pub(super) fn signature(word: &[u8]) -> u32 {
    word.iter().fold(0, |bits, letter| match letter {
        b'a'..=b'z' => bits | 1 << (letter - b'a'),
        b'0'..=b'9' => bits | 1 << (26 + (letter - b'0') % 6),
        _other => bits,
    })
}

/// How many edits at least lie between words of two signatures.
pub(super) fn least_edits(one: u32, other: u32) -> u32 {
    (one & !other).count_ones().max((other & !one).count_ones())
}

/// How many different threes of letters there are.
pub(super) const THREES: usize = 36 * 36 * 36;

/// Each three letters that follow each other in a word, as a number below [`THREES`]; once, wherever they stand.
pub(super) fn threes(word: &[u8]) -> impl Iterator<Item = u32> + Clone {
    let letter = |letter: u8| {
        u32::from(if letter.is_ascii_digit() { letter - b'0' + 26 } else { letter.saturating_sub(b'a').min(25) })
    };
    let all = move |places: usize| {
        word.windows(3).take(places).map(move |three| three.iter().fold(0, |sum, one| sum * 36 + letter(*one)))
    };
    all(word.len())
        .enumerate()
        .filter(move |(place, three)| !all(*place).any(|other| other == *three))
        .map(|(_, three)| three)
}

#[cfg(test)]
mod tests {
    use super::{least_edits, signature, sounds, threes};

    #[test]
    fn three_letters_are_named_once() {
        assert_eq!(threes(b"aabaab").collect::<Vec<_>>(), [1, 36, 36 * 36]);
        assert_eq!(threes(b"ab").count(), 0);
    }

    #[test]
    fn a_word_is_reduced_to_its_sounds() {
        let mut out = Vec::new();
        sounds(b"phoquack", &mut out);
        assert_eq!(out, b"foqak");
    }

    #[test]
    fn one_edit_changes_the_signature_by_no_more_than_one_letter_on_each_side() {
        let word = signature(b"lantern");
        for near in [&b"antern"[..], b"lanntern", b"lantarn", b"lanetrn"] {
            assert!(least_edits(word, signature(near)) <= 1);
        }
        assert!(least_edits(word, signature(b"soot")) > 1);
    }
}
