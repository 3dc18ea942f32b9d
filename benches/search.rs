//! What a search costs: the index, made and opened, an answer, and a finished frame, at the size of the base in the program
//! and at ten thousand and a hundred thousand entries.
//!
//! `cargo bench --bench search`

#![allow(missing_docs, reason = "the macros of the harness write functions")]

mod generated;

use std::borrow::Cow;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use jakref::app::{Action, App, Colors, Edit, Setting, ThemeName};
use jakref::embedded;
use jakref::knowledge::Knowledge;
use jakref::page::Glyphs;
use jakref::search::Index;
use jakref::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// The base in the program has some 400 entries.
const SIZES: [usize; 3] = [0, 10_000, 100_000];

/// What is typed: letter for letter, in full, misspelt, several words, a class word, nothing that is found.
const QUERIES: [&str; 12] = [
    "b",
    "ba",
    "bar",
    "baricitinib",
    "ruxolitinib",
    "barcitinib",
    "olumint",
    "ruxolitinib cream",
    "jak3",
    "ibuprofen",
    "lymphocites herpes",
    "do not start with lymphocytes below 500",
];

static BASES: [LazyLock<Knowledge>; 3] = [
    LazyLock::new(embedded::knowledge),
    LazyLock::new(|| generated::base(SIZES[1])),
    LazyLock::new(|| generated::base(SIZES[2])),
];

static INDEXES: [LazyLock<Index<'static>>; 3] = [
    LazyLock::new(|| Index::new(&BASES[0])),
    LazyLock::new(|| Index::new(&BASES[1])),
    LazyLock::new(|| Index::new(&BASES[2])),
];

fn main() {
    divan::main();
}

fn place(size: usize) -> usize {
    SIZES.iter().position(|other| *other == size).unwrap_or(0)
}

#[divan::bench(args = SIZES, max_time = 3)]
fn index(bencher: Bencher<'_, '_>, size: usize) {
    let knowledge = &*BASES[place(size)];
    bencher.bench_local(|| Index::new(black_box(knowledge)));
}

/// What an index costs that was kept as bytes.
#[divan::bench(args = SIZES, max_time = 1)]
fn opened(bencher: Bencher<'_, '_>, size: usize) {
    let knowledge = &*BASES[place(size)];
    let bytes = Index::build(knowledge);
    bencher.bench_local(|| Index::open(black_box(knowledge), Cow::Borrowed(black_box(&bytes))).is_some());
}

#[divan::bench(args = QUERIES, consts = [0, 1, 2], max_time = 1)]
fn answer<const SIZE: usize>(bencher: Bencher<'_, '_>, query: &str) {
    let index = &*INDEXES[SIZE];
    bencher.bench_local(|| index.search(black_box(query)));
}

/// Two keystrokes in the finder, a letter and its removal, each with the frame it leads to.
#[divan::bench(args = ["baricitini", "barcitini", "ibuprofe", "ba"], consts = [0, 1, 2], max_time = 1)]
fn two_keys_and_frames<const SIZE: usize>(bencher: Bencher<'_, '_>, typed: &str) {
    let setting = Setting {
        glyphs: Glyphs::Unicode,
        stale: false,
        embedded: true,
        in_words: false,
        theme: ThemeName::Default,
        colors: Colors::TwoFiftySix,
    };
    let mut app = App::new(&BASES[SIZE], setting, (80, 24));
    app.apply(Action::Find);
    for c in typed.chars() {
        app.apply(Action::Edit(Edit::Insert(c)));
    }
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a terminal in memory");
    bencher.bench_local(|| {
        for edit in [Edit::Insert('b'), Edit::DeleteBefore] {
            app.apply(Action::Edit(edit));
            terminal.draw(|frame| view::draw(&app, frame)).expect("a frame in memory");
        }
    });
}
