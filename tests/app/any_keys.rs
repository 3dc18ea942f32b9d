//! Any keys in any window: no panic, the selection in range, the scroll within the page, nothing outside the window.

use jakref::app::{Action, App, Delivery, Edit, Motion, keymap, keymap::BINDINGS};
use jakref::embedded;
use jakref::page::Glyphs;
use proptest::prelude::*;
use ratatui::layout::Position;

use crate::stage::{draw, options, second_base, shipped_app};

#[derive(Clone, Debug)]
enum Step {
    Key(usize, usize),
    Type(char),
    Resize(u16, u16),
    Click(u16, u16),
    Wheel(u16, u16, bool),
    Paste(&'static str),
    Delivered,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..BINDINGS.len(), 0..4_usize).prop_map(|(binding, key)| Step::Key(binding, key)),
        2 => any::<char>().prop_map(Step::Type),
        2 => prop::sample::select(vec!['w', 'a', 'i', 'o', '1', ' ', 'é', '漢']).prop_map(Step::Type),
        1 => (0..200_u16, 0..60_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => (0..200_u16, 0..60_u16).prop_map(|(x, y)| Step::Click(x, y)),
        1 => (0..200_u16, 0..60_u16, any::<bool>()).prop_map(|(x, y, down)| Step::Wheel(x, y, down)),
        1 => prop::sample::select(vec!["wick", "o\nl", "\u{1b}[A漢", ""]).prop_map(Step::Paste),
        1 => Just(Step::Delivered),
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
        Step::Click(x, y) => {
            app.apply(Action::Click(Position::new(*x, *y)));
        }
        Step::Wheel(x, y, down) => {
            app.apply(Action::Wheel { at: Position::new(*x, *y), down: *down });
        }
        Step::Paste(text) => app.paste(text),
        Step::Delivered => app.delivered("text\nto select 漢", Delivery::Impossible),
    }
}

fn is_sound(app: &App<'_>) -> Result<(), TestCaseError> {
    let entries = app.length();
    prop_assert!(entries == 0 || app.cursor().selected() < entries);
    for reader in [app.page_view(), app.references()] {
        prop_assert_eq!(reader.item().is_some(), reader.selected_item().is_some());
        let is_shown = |item| reader.lines().iter().any(|line| line.item == Some(item));
        prop_assert!(!reader.folds() || reader.lines().is_empty() || reader.item().is_none_or(is_shown));
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
                let shared = pane.intersection(*other);
                let is_edge = shared.width == 1 && shared.right() == pane.right();
                prop_assert!(shared.is_empty() || is_edge, "{:?} lies over {:?}", pane, other);
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
        let mut app = App::new(&knowledge, options(Glyphs::Unicode), (80, 24));
        for step in &steps {
            take(&mut app, step);
            is_sound(&app)?;
        }
        draw(&app);
    }

    #[test]
    fn the_embedded_base_withstands_any_keys(steps in prop::collection::vec(step(), 1..40)) {
        let mut app = shipped_app(Glyphs::Ascii, (80, 24));
        for step in &steps {
            take(&mut app, step);
            is_sound(&app)?;
        }
        draw(&app);
    }
}

#[test]
fn every_screen_is_drawn_at_every_width_and_at_every_height() {
    let knowledge = second_base();
    let places: [&[Action]; 7] = [
        &[],
        &[Action::Open, Action::Move(Motion::Last), Action::References],
        &[Action::Find, Action::Edit(Edit::Insert('w'))],
        &[Action::ShowTab(3), Action::Help],
        &[Action::Mark, Action::Move(Motion::Down), Action::Mark, Action::Compare],
        &[Action::ShowTab(0), Action::Open, Action::NextDrug],
        &[Action::Since, Action::Words],
    ];
    for actions in places {
        let mut app = App::new(&knowledge, options(Glyphs::Unicode), (80, 24));
        for action in actions {
            app.apply(*action);
        }
        // Every width at a few heights and every height at a few widths, the edges of the layouts among them; `sizes.rs` has
        // more of both at once, and an ignored test that walks through all.
        let wide = [10, 18, 60].into_iter().flat_map(|height| (0..=200).map(move |width| (width, height)));
        let high = [40, 60, 80, 120, 200].into_iter().flat_map(|width| (0..=60).map(move |height| (width, height)));
        for (width, height) in wide.chain(high) {
            app.resize(width, height);
            draw(&app);
        }
    }
}

/// Numbers without order, the same at every run: Marsaglia's xorshift64*.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).unwrap() % end
    }

    fn step(&mut self) -> Step {
        let mut small = |end: usize| u16::try_from(self.below(end)).unwrap();
        match small(100) {
            0..=1 => Step::Resize(small(201), small(81)),
            2..=4 => Step::Click(small(132), small(43)),
            5..=6 => Step::Wheel(small(132), small(43), small(2) == 0),
            7 => Step::Paste(["wick", "o\nl", "\u{1b}[A漢", ""][usize::from(small(4))]),
            8 => Step::Delivered,
            9..=24 => Step::Type(['w', 'a', 'i', 'o', '1', ' ', 'é', '漢'][usize::from(small(8))]),
            _ => Step::Key(usize::from(small(BINDINGS.len())), usize::from(small(4))),
        }
    }
}

/// Presses `steps` keys and draws every frame; returns how many were drawn in a window large enough.
fn at_random(knowledge: &jakref::knowledge::Knowledge, steps: usize, seed: u64) -> usize {
    let mut chance = Chance(seed);
    let mut app = App::new(knowledge, options(Glyphs::Unicode), (80, 24));
    let mut drawn = 0;
    for number in 0..steps {
        let step = chance.step();
        take(&mut app, &step);
        is_sound(&app).unwrap_or_else(|fault| panic!("step {number}, {step:?}: {fault}"));
        draw(&app);
        drawn += usize::from(app.panes().is_some());
    }
    drawn
}

#[test]
fn thousands_of_random_steps_are_drawn_one_by_one() {
    assert!(at_random(&second_base(), 3_000, 7) > 1_000);
}

#[test]
#[ignore = "a million steps, each drawn: minutes; run by hand in release"]
fn a_million_random_steps_are_drawn_one_by_one() {
    for (knowledge, seed) in [(second_base(), 1), (embedded::knowledge(), 2)] {
        let drawn = at_random(&knowledge, 500_000, seed);
        eprintln!("500,000 steps, {drawn} frames in a window large enough");
    }
}
