//! Hands a text to a clipboard.
//!
//! Promises: says only what it knows. The system's clipboard answers (Windows and macOS, where the program runs on the
//! machine one sits at); a terminal that is sent OSC 52 does not. A terminal that would print the sequence instead is sent
//! nothing.

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

use super::session;
use crate::app::Delivery;

/// Hands a text to the system's clipboard, or else to the terminal.
pub(super) fn copy(text: &str) -> Delivery {
    if on_system_clipboard(text) {
        return Delivery::OnClipboard;
    }
    if !knows_sequences() {
        return Delivery::Impossible;
    }
    let mut sequence = Vec::new();
    match queue!(sequence, CopyToClipboard::to_clipboard_from(text)).and_then(|()| session::write(&sequence)) {
        Ok(()) => Delivery::SentToTerminal,
        Err(_cannot_be_written) => Delivery::Impossible,
    }
}

/// Whether the terminal swallows a sequence it does not act on. The kernel's own console and those that call themselves
/// dumb do not, and of a terminal without a name it is not known.
fn knows_sequences() -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    cfg!(windows) || !matches!(term.as_str(), "" | "dumb" | "linux")
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
