//! Any keys in any window: no panic, the selection in range, the scroll within the page, nothing outside the window.

use jakref::app::{Action, App, Edit, Motion, Tab, keymap, keymap::BINDINGS};
use jakref::embedded;
use jakref::page::Glyphs;
use proptest::prelude::*;

use crate::stage::{second_base, setting, shoot};

#[derive(Clone, Debug)]
enum Step {
    Key(usize, usize),
    Type(char),
    Resize(u16, u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..BINDINGS.len(), 0..4_usize).prop_map(|(binding, key)| Step::Key(binding, key)),
        2 => any::<char>().prop_map(Step::Type),
        2 => prop::sample::select(vec!['w', 'a', 'i', 'o', '1', ' ', 'é', '漢']).prop_map(Step::Type),
        1 => (0..200_u16, 0..60_u16).prop_map(|(width, height)| Step::Resize(width, height)),
    ]
}

fn take(app: &mut App<'_>, step: &Step) {
    match step {
        Step::Key(binding, key) => {
            let keys = BINDINGS[*binding].keys;
            if let Some(action) = keymap::resolve(app.mode(), keys[key % keys.len()]) {
                app.apply(action);
            }
        }
        Step::Type(c) => {
            app.apply(Action::Edit(Edit::Insert(*c)));
        }
        Step::Resize(width, height) => app.resize(*width, *height),
    }
}

fn is_sound(app: &App<'_>) -> Result<(), TestCaseError> {
    let entries = app.entries().len();
    prop_assert!(entries == 0 || app.cursor().selected() < entries);
    for reader in [app.reader(), app.references()] {
        prop_assert!(reader.item().is_none_or(|item| item < reader.page().items.len()));
        prop_assert!(reader.scroll() == 0 || reader.scroll() < reader.lines().len());
    }
    if let Some(panes) = app.panes() {
        let window = ratatui::layout::Rect::new(0, 0, app.size().0, app.size().1);
        let shown = [Some(panes.header), Some(panes.tabs), panes.list, panes.page, panes.references]
            .into_iter()
            .flatten()
            .chain([panes.source, panes.footer]);
        let shown: Vec<_> = shown.collect();
        for (number, pane) in shown.iter().enumerate() {
            prop_assert_eq!(pane.intersection(window), *pane, "a pane reaches outside");
            for other in &shown[number + 1..] {
                prop_assert!(pane.intersection(*other).is_empty(), "{:?} lies over {:?}", pane, other);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_invented_base_withstands_any_keys(steps in prop::collection::vec(step(), 1..60)) {
        let knowledge = second_base();
        let mut app = App::new(&knowledge, setting(Glyphs::Unicode), (80, 24));
        for step in &steps {
            take(&mut app, step);
            is_sound(&app)?;
        }
        shoot(&app);
    }

    #[test]
    fn the_embedded_base_withstands_any_keys(steps in prop::collection::vec(step(), 1..40)) {
        let knowledge = embedded::knowledge();
        let mut app = App::new(&knowledge, setting(Glyphs::Ascii), (80, 24));
        for step in &steps {
            take(&mut app, step);
            is_sound(&app)?;
        }
        shoot(&app);
    }
}

#[test]
fn every_screen_is_drawn_at_every_size() {
    let knowledge = second_base();
    let places: [&[Action]; 7] = [
        &[],
        &[Action::Open, Action::Travel(Motion::Last), Action::References],
        &[Action::Find, Action::Edit(Edit::Insert('w'))],
        &[Action::ShowTab(Tab::Questions), Action::Help],
        &[Action::Mark, Action::Travel(Motion::Down), Action::Mark, Action::Compare],
        &[Action::ShowTab(Tab::Pathophysiology), Action::Open, Action::NextDrug],
        &[Action::Since, Action::Words],
    ];
    for actions in places {
        let mut app = App::new(&knowledge, setting(Glyphs::Unicode), (80, 24));
        for action in actions {
            app.apply(*action);
        }
        for width in (0..=200).step_by(3) {
            for height in (0..=60).step_by(2) {
                app.resize(width, height);
                shoot(&app);
            }
        }
    }
}
