//! From what the terminal reports to keys, and to what the mouse asks for.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::app::{Action, Key};

/// The keys of an event: none for a release (Windows reports each key twice), and two for Escape and a character that
/// arrived together, which terminals cannot tell from Alt and that character.
pub(super) fn keys(event: KeyEvent) -> Vec<Key> {
    if event.kind == KeyEventKind::Release {
        return Vec::new();
    }
    // Some terminals report capitals with Shift and some without, so only Control and Alt are looked at.
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let key = match (event.code, control, alt) {
        // AltGr arrives as Control and Alt with the character it makes.
        (KeyCode::Char(c), true, true) | (KeyCode::Char(c), false, false) => Key::Char(c),
        (KeyCode::Char(c), false, true) => return vec![Key::Esc, Key::Char(c)],
        // Enter pressed before raw mode was on has been made a line feed, which reads as Ctrl-J.
        (KeyCode::Char('j'), true, false) => Key::Enter,
        (KeyCode::Char(c), true, false) => Key::Ctrl(c.to_ascii_lowercase()),
        (KeyCode::Enter, _, _) => Key::Enter,
        (KeyCode::Esc, _, _) => Key::Esc,
        (KeyCode::Tab, _, _) if event.modifiers.contains(KeyModifiers::SHIFT) => Key::BackTab,
        (KeyCode::Tab, _, _) => Key::Tab,
        (KeyCode::BackTab, _, _) => Key::BackTab,
        (KeyCode::Backspace, _, _) => Key::Backspace,
        (KeyCode::Delete, _, _) => Key::Delete,
        (KeyCode::Left, _, _) => Key::Left,
        (KeyCode::Right, _, _) => Key::Right,
        (KeyCode::Up, _, _) => Key::Up,
        (KeyCode::Down, _, _) => Key::Down,
        (KeyCode::Home, _, _) => Key::Home,
        (KeyCode::End, _, _) => Key::End,
        (KeyCode::PageUp, _, _) => Key::PageUp,
        (KeyCode::PageDown, _, _) => Key::PageDown,
        (KeyCode::F(number), _, _) => Key::F(number),
        (_other, _, _) => return Vec::new(),
    };
    vec![key]
}

/// Whether the keys are those by which a shell suspends a program.
pub(super) fn is_suspend(event: KeyEvent) -> bool {
    event.kind != KeyEventKind::Release
        && event.code == KeyCode::Char('z')
        && event.modifiers.contains(KeyModifiers::CONTROL)
        && !event.modifiers.contains(KeyModifiers::ALT)
}

/// What the mouse asks for: only the first button and the wheel ask for anything.
pub(super) fn mouse(event: MouseEvent) -> Option<Action> {
    let at = Position::new(event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Action::Click(at)),
        MouseEventKind::ScrollDown => Some(Action::Wheel { at, down: true }),
        MouseEventKind::ScrollUp => Some(Action::Wheel { at, down: false }),
        MouseEventKind::Down(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => None,
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

    use super::keys;
    use crate::app::Key;

    #[test]
    fn a_release_is_no_key() {
        let release = KeyEvent::new_with_kind(KeyCode::Char('q'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(keys(release), []);
        let repeat = KeyEvent::new_with_kind(KeyCode::Down, KeyModifiers::NONE, KeyEventKind::Repeat);
        assert_eq!(keys(repeat), [Key::Down]);
    }

    #[test]
    fn what_altgr_makes_is_text() {
        let event = KeyEvent::new(KeyCode::Char('/'), KeyModifiers::CONTROL | KeyModifiers::ALT);
        assert_eq!(keys(event), [Key::Char('/')]);
    }

    #[test]
    fn enter_pressed_before_the_start_is_enter() {
        let event = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL);
        assert_eq!(keys(event), [Key::Enter]);
    }

    #[test]
    fn shift_does_not_matter_for_characters() {
        for modifiers in [KeyModifiers::NONE, KeyModifiers::SHIFT] {
            assert_eq!(keys(KeyEvent::new(KeyCode::Char('G'), modifiers)), [Key::Char('G')]);
        }
    }
}
