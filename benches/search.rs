//! What a keystroke in the search costs: opening the index that was kept, the answer alone, and with its frame; beside it the
//! matcher of another program on the same entries.
//!
//! `cargo bench --bench search`

#![allow(missing_docs, reason = "the macros of the harness write functions")]

mod generated;
mod rig;

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use jakref::app::Edit;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use rig::{Rig, sizes};

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

/// The size and the queries at which the two matchers are compared.
const COMPARED: usize = 100_000;
const COMPARED_QUERIES: [&str; 2] = ["baricitinib", "barcitinib"];

fn main() {
    divan::main();
}

fn sizes_and_queries() -> impl Iterator<Item = (usize, &'static str)> {
    sizes().flat_map(|size| QUERIES.map(|query| (size, query)))
}

#[divan::bench(args = sizes_and_queries(), max_time = 0.3)]
fn answer(bencher: Bencher<'_, '_>, (size, query): (usize, &str)) {
    let index = rig::index(size);
    bencher.bench_local(|| rig::search(index, black_box(query)));
}

/// What an index costs that was kept as bytes.
#[divan::bench(args = sizes(), max_time = 0.3)]
fn opened(bencher: Bencher<'_, '_>, size: usize) {
    let knowledge = rig::base(size);
    let bytes = rig::index_bytes(knowledge);
    bencher.bench_local(|| rig::opened(black_box(knowledge), black_box(&bytes)).is_some());
}

fn sizes_windows_and_typed() -> impl Iterator<Item = (usize, (u16, u16), &'static str)> {
    let typed = ["baricitini", "barcitinib", "ibuprofe", "ba"];
    sizes()
        .flat_map(move |size| rig::WINDOWS.into_iter().flat_map(move |window| typed.map(|typed| (size, window, typed))))
}

/// Two keystrokes in the finder, a letter and its removal, each with the frame it leads to.
#[divan::bench(args = sizes_windows_and_typed(), max_time = 0.3)]
fn two_keys_and_frames(bencher: Bencher<'_, '_>, (size, window, typed): (usize, (u16, u16), &str)) {
    let mut rig = Rig::finding(size, window, typed);
    bencher.bench_local(|| {
        rig.key(Edit::Insert('b'));
        rig.key(Edit::DeleteBefore);
    });
}

#[divan::bench(args = COMPARED_QUERIES, max_time = 2)]
fn compared_jakref(bencher: Bencher<'_, '_>, query: &str) {
    let index = rig::index(COMPARED);
    bencher.bench_local(|| rig::search(index, black_box(query)));
}

/// The lines of every entry, in the form the matcher wants them.
static LINES: LazyLock<Vec<nucleo_matcher::Utf32String>> =
    LazyLock::new(|| generated::lines(COMPARED).into_iter().map(nucleo_matcher::Utf32String::from).collect());

/// What a program of lists does at a keystroke: a score for each line, and the best ones first.
#[divan::bench(args = COMPARED_QUERIES, max_time = 2)]
fn compared_nucleo(bencher: Bencher<'_, '_>, query: &str) {
    let mut matcher = Matcher::new(Config::DEFAULT);
    bencher.bench_local(|| {
        let pattern = Pattern::parse(black_box(query), CaseMatching::Ignore, Normalization::Smart);
        let score = |line: &nucleo_matcher::Utf32String, matcher: &mut Matcher| {
            let line: Utf32Str<'_> = line.slice(..);
            pattern.score(line, matcher)
        };
        let mut found: Vec<(u32, usize)> =
            LINES.iter().enumerate().filter_map(|(at, line)| Some((score(line, &mut matcher)?, at))).collect();
        found.sort_unstable_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        found.len()
    });
}
