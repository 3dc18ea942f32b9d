//! Opens an address with the system's opener.
//!
//! Promises: only where there is a desktop on this machine that the reader looks at, and only addresses of the web; whatever opens them
//! never writes on the terminal. Elsewhere nothing is started.

use std::env;

/// Hands an address to the system; returns whether it was taken.
pub(super) fn open(address: &str) -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    has_desktop(is_set) && is_of_the_web(address) && open::that_detached(address).is_ok()
}

/// Whether there is a desktop to open something on. Over SSH it would be another machine's.
fn has_desktop(is_set: impl Fn(&str) -> bool) -> bool {
    let has_own = cfg!(any(windows, target_os = "macos"));
    !is_set("SSH_CONNECTION") && !is_set("SSH_TTY") && (has_own || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"))
}

/// A base could have an address that an opener takes for a file or an option.
fn is_of_the_web(address: &str) -> bool {
    let is_web = ["https://", "http://"].iter().any(|start| address.starts_with(start));
    is_web && address.chars().all(|c| c.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::{has_desktop, is_of_the_web};

    #[cfg(not(any(windows, target_os = "macos")))]
    #[test]
    fn nothing_is_opened_without_a_desktop_or_on_another_machine() {
        let with = |names: &'static [&str]| has_desktop(|name| names.contains(&name));
        assert!(with(&["DISPLAY"]) && with(&["WAYLAND_DISPLAY"]));
        assert!(!with(&[]) && !with(&["DISPLAY", "SSH_CONNECTION"]) && !with(&["WAYLAND_DISPLAY", "SSH_TTY"]));
    }

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        assert!(is_of_the_web("https://doi.org/10.1000/a(b)") && is_of_the_web("http://example.org"));
        for address in ["file:///etc/passwd", "-a", "https://example.org/a b", "javascript:x", ""] {
            assert!(!is_of_the_web(address), "{address}");
        }
    }
}
