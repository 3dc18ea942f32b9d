//! Hands a text to a clipboard.
//!
//! Promises: never reports more than is known. The system's clipboard answers (Windows and macOS, where the program runs on the
//! reader's own machine); a terminal that is sent OSC 52 does not. A terminal that would print the sequence is sent nothing.

use std::env;

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

use super::session;
use crate::app::Delivery;

/// The bytes of one chunk for GNU screen, which prints what exceeds 768 bytes of a string.
const CHUNK: usize = 700;

/// How a terminal takes the sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passage {
    Whole,
    /// Through GNU screen to the terminal around it.
    InChunks,
}

/// Hands a text to the system's clipboard, or else to the terminal.
pub(super) fn copy(text: &str) -> Delivery {
    if on_system_clipboard(text) {
        return Delivery::OnClipboard;
    }
    let term = env::var("TERM").unwrap_or_default();
    let is_set = |name| env::var_os(name).is_some();
    let Some(passage) = passage(&term, is_set("STY"), is_set("TMUX")) else { return Delivery::Impossible };
    let mut sequence = Vec::new();
    queue!(sequence, CopyToClipboard::to_clipboard_from(text))
        .expect("writing into memory fails only where memory ends");
    if passage == Passage::InChunks {
        sequence = in_chunks(&sequence);
    }
    match session::write(&sequence) {
        Ok(()) => Delivery::SentToTerminal,
        Err(_cannot_be_written) => Delivery::Impossible,
    }
}

/// How the terminal takes the sequence; `None` if it might print it. The kernel's own console, terminals that call themselves dumb and
/// some old ones do; of a terminal without a name it is not known, nor of a multiplexer on another machine (`screen` is the name of
/// GNU screen and of older tmux), nor of two multiplexers which is the nearer one.
fn passage(term: &str, in_screen: bool, in_tmux: bool) -> Option<Passage> {
    if cfg!(windows) {
        return Some(Passage::Whole);
    }
    match (term, in_screen, in_tmux) {
        ("" | "dumb" | "linux" | "ansi" | "cons25" | "sun", _, _) | (_, true, true) => None,
        (_, true, false) => Some(Passage::InChunks),
        (_, false, true) => Some(Passage::Whole),
        (_, false, false) => (!term.starts_with("screen")).then_some(Passage::Whole),
    }
}

/// A sequence as strings that GNU screen hands on to the terminal around it.
fn in_chunks(sequence: &[u8]) -> Vec<u8> {
    // The end that the sequence has would end the string around it; a bell ends it as well.
    let sequence = sequence.strip_suffix(b"\x1b\\").expect("the sequence ends with a string terminator");
    let sequence = [sequence, b"\x07"].concat();
    sequence.chunks(CHUNK).flat_map(|chunk| [b"\x1bP", chunk, b"\x1b\\"].concat()).collect()
}

/// Over SSH the system's clipboard is that of another machine than the reader's.
#[cfg(any(windows, target_os = "macos"))]
fn on_system_clipboard(text: &str) -> bool {
    let is_remote = ["SSH_CONNECTION", "SSH_TTY"].into_iter().any(|name| std::env::var_os(name).is_some());
    !is_remote && arboard::Clipboard::new().and_then(|mut clipboard| clipboard.set_text(text)).is_ok()
}

#[cfg(not(any(windows, target_os = "macos")))]
fn on_system_clipboard(_text: &str) -> bool {
    false
}
