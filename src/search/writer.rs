//! Numbers and texts as the bytes that `packed` reads.
//!
//! Promises: what is read is what was written, in sections one behind the other.

use super::packed::HEAD;

/// How many bytes a number needs.
fn width(number: u64) -> usize {
    (8 - number.leading_zeros() as usize / 8).max(1)
}

/// Writes sections.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn of(mark: &[u8]) -> Self {
        Self { bytes: mark.to_vec() }
    }

    /// A section of numbers in their order.
    pub(super) fn numbers(&mut self, numbers: impl Iterator<Item = u64> + Clone) {
        let width = width(numbers.clone().max().unwrap_or(0));
        let start = self.open(width);
        for number in numbers {
            self.bytes.extend(number.to_le_bytes().into_iter().take(width));
        }
        self.close(start);
    }

    /// Letters as they are.
    pub(super) fn letters(&mut self, letters: &[u8]) {
        let start = self.open(1);
        self.bytes.extend(letters);
        self.close(start);
    }

    /// Texts one behind the other.
    pub(super) fn texts(&mut self, words: &[&str]) {
        let ends = words.iter().scan(0, |end, word| {
            *end += word.len() as u64;
            Some(*end)
        });
        self.numbers(std::iter::once(0).chain(ends));
        self.letters(words.concat().as_bytes());
    }

    /// Numbers under keys below `keys`; what stands under one key stays in its order.
    pub(super) fn lists(&mut self, keys: usize, pairs: impl Iterator<Item = (u32, u64)> + Clone) {
        let mut counts = vec![0_u64; keys];
        let (mut length, mut most) = (0, 0);
        for (key, number) in pairs.clone() {
            if let Some(count) = counts.get_mut(key as usize) {
                *count += 1;
                length += 1;
                most = most.max(number);
            }
        }
        self.numbers((0_u64..).zip(&counts).filter(|(_, count)| **count > 0).map(|(key, _)| key));
        let ends = counts.iter().filter(|count| **count > 0).scan(0, |end, count| {
            *end += count;
            Some(*end)
        });
        self.numbers(std::iter::once(0).chain(ends));
        // From now on the place of the next number of each key.
        let mut next = 0;
        for count in &mut counts {
            next += std::mem::replace(count, next);
        }
        let width = width(most);
        let start = self.open(width);
        let body = self.bytes.len();
        self.bytes.resize(body + width * length, 0);
        for (key, number) in pairs {
            let Some(next) = counts.get_mut(key as usize) else { continue };
            let place = body + width * usize::try_from(*next).unwrap_or(usize::MAX);
            *next += 1;
            let slot = self.bytes.get_mut(place..place + width).into_iter().flatten();
            slot.zip(number.to_le_bytes()).for_each(|(slot, byte)| *slot = byte);
        }
        self.close(start);
    }

    /// The head of a section, whose length is not known yet.
    fn open(&mut self, width: usize) -> usize {
        let start = self.bytes.len();
        self.bytes.extend((width as u64).to_le_bytes());
        start
    }

    fn close(&mut self, start: usize) {
        let length = (self.bytes.len() - start - HEAD) as u64;
        let slots = self.bytes.iter_mut().skip(start + 1).take(HEAD - 1);
        slots.zip(length.to_le_bytes()).for_each(|(slot, byte)| *slot = byte);
    }
}
