//! The table of keys.

use std::collections::HashSet;

use jakref::app::keymap::{BINDINGS, footer, resolve};
use jakref::app::{Action, Key, Mode, help_page};
use jakref::page::{Glyphs, wrap};

#[test]
fn no_key_means_two_things() {
    for mode in Mode::ALL {
        let mut seen = HashSet::new();
        for binding in BINDINGS.iter().filter(|binding| binding.modes.contains(&mode)) {
            for key in binding.keys {
                assert!(seen.insert(*key), "{} twice in {}", key.name(), mode.name());
            }
        }
    }
}

#[test]
fn every_action_has_a_key_that_is_no_letter_of_vi() {
    const VI: [char; 7] = ['h', 'j', 'k', 'l', 'g', 'G', 'n'];
    for mode in Mode::ALL {
        for binding in BINDINGS.iter().filter(|binding| binding.modes.contains(&mode)) {
            let plain = BINDINGS
                .iter()
                .filter(|other| other.action == binding.action && other.modes.contains(&mode))
                .flat_map(|other| other.keys)
                .any(|key| !matches!(key, Key::Char(c) if VI.contains(c)));
            assert!(plain, "{} in {}", binding.help, mode.name());
        }
    }
}

#[test]
fn the_table_the_dispatcher_and_the_help_agree() {
    let help: String = wrap(&help_page(), 200, Glyphs::Unicode).iter().map(|line| line.text() + "\n").collect();
    for binding in BINDINGS {
        for mode in binding.modes {
            for key in binding.keys {
                // The keys of tabs are one binding.
                let action = match (binding.action, key) {
                    (Action::ShowTab(_), Key::Char(digit)) => Action::ShowTab(*digit as usize - '1' as usize),
                    (action, _) => action,
                };
                assert_eq!(resolve(*mode, *key), Some(action));
            }
        }
        assert!(help.contains(binding.help), "the help misses: {}", binding.help);
        for key in binding.keys {
            assert!(help.contains(&key.name()), "the help misses the key {}", key.name());
        }
    }
}

#[test]
fn the_footer_names_only_keys_that_work() {
    for mode in Mode::ALL {
        for binding in footer(mode) {
            assert_eq!(resolve(mode, binding.keys[0]), Some(binding.action));
        }
    }
}
