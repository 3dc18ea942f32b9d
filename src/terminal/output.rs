//! What is written to the terminal: a frame at a time, only while the terminal is ours, in the colours it has.
//!
//! Promises: a frame is gathered and handed over in one write, and never while the terminal is the shell's, or being given
//! back. To a terminal of sixteen colours only the classic sequences go, 30 to 47 and 90 to 107; a light colour is preceded
//! by a plain one, so that a terminal of eight still has an ink that differs from its paper.

use std::io::{self, Write};

use super::session;
use crate::app::Colors;

/// One write for each frame: stdout alone writes a line at a time.
const FRAME_BYTES: usize = 64 * 1024;

/// The terminal, seen as something to write to.
#[derive(Debug)]
pub(super) struct Output {
    frame: Vec<u8>,
    colors: Colors,
}

impl Output {
    pub(super) fn new(colors: Colors) -> Self {
        Self { frame: Vec::with_capacity(FRAME_BYTES), colors }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Hands over what was gathered.
    fn flush(&mut self) -> io::Result<()> {
        let frame = std::mem::take(&mut self.frame);
        match self.colors {
            Colors::Sixteen => session::say(&classic(&frame)),
            Colors::None | Colors::TwoFiftySix => session::say(&frame),
        }
    }
}

/// The same bytes, every sequence of style with a colour by number (38;5;N and 48;5;N) in the classic form. Terminals of
/// the old kind would take the 5 for blinking.
fn classic(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(start) = rest.windows(2).position(|two| two == b"\x1b[") {
        let (before, sequence) = rest.split_at(start + 2);
        out.extend_from_slice(before);
        let end = sequence.iter().position(|byte| !(byte.is_ascii_digit() || *byte == b';')).unwrap_or(sequence.len());
        let (numbers, behind) = sequence.split_at(end);
        if behind.first() == Some(&b'm') {
            out.extend(classic_style(numbers));
        } else {
            out.extend_from_slice(numbers);
        }
        rest = behind;
    }
    out.extend_from_slice(rest);
    out
}

fn classic_style(numbers: &[u8]) -> Vec<u8> {
    let mut numbers = numbers.split(|byte| *byte == b';');
    let mut parts: Vec<String> = Vec::new();
    while let Some(number) = numbers.next() {
        let number = String::from_utf8_lossy(number);
        let base = match &*number {
            "38" => 30,
            "48" => 40,
            _ => {
                parts.push(number.into_owned());
                continue;
            }
        };
        let index = numbers.nth(1).and_then(|index| String::from_utf8_lossy(index).parse::<u8>().ok());
        match index {
            Some(index @ 0..=7) => parts.push((base + index).to_string()),
            // 7 is light grey, the nearest that every terminal has.
            Some(index @ 8..=15) => parts.push(format!("{};{}", base + 7, base + 60 + index - 8)),
            Some(_) | None => {}
        }
    }
    parts.join(";").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::classic;

    #[test]
    fn colours_by_number_become_classic_ones_and_nothing_else_changes() {
        for (from, to) in [
            ("a\x1b[38;5;0;48;5;11mb", "a\x1b[30;47;103mb"),
            ("\x1b[38;5;15;48;5;0m", "\x1b[37;97;40m"),
            ("\x1b[1m\x1b[39;49m\x1b[0m", "\x1b[1m\x1b[39;49m\x1b[0m"),
            ("\x1b[3;5Htext 38;5;1m\x1b[?25l", "\x1b[3;5Htext 38;5;1m\x1b[?25l"),
            ("\x1b[38;5;7", "\x1b[38;5;7"),
        ] {
            assert_eq!(String::from_utf8_lossy(&classic(from.as_bytes())), to);
        }
    }
}
