//! What it costs to have a base: decoding the one in the program, parsing files, reading and checking them, the index.
//!
//! `cargo bench --bench reading`

#![allow(missing_docs, reason = "the macros of the harness write functions")]

mod generated;
mod rig;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jakref::check::house_rules;
use jakref::embedded;
use jakref::knowledge::{Sources, compile_sources};
use toml::de::DeTable;

use rig::sizes;

fn main() {
    divan::main();
}

/// The files of a size; those of data/ for the base in the program.
fn sources(size: usize) -> Sources {
    generated::sources(size)
}

fn bytes(sources: &Sources) -> BytesCount {
    BytesCount::new(sources.files.iter().map(|file| file.text.len()).sum::<usize>())
}

#[divan::bench]
fn decode() -> usize {
    embedded::knowledge().claim_count()
}

/// The floor of reading: the parser alone.
#[divan::bench(args = sizes(), max_time = 2)]
fn parse(bencher: Bencher<'_, '_>, size: usize) {
    let sources = sources(size);
    bencher.counter(bytes(&sources)).bench_local(|| {
        for file in &sources.files {
            black_box(DeTable::parse(&file.text).expect("TOML"));
        }
    });
}

#[divan::bench(args = sizes(), max_time = 2)]
fn load_and_check(bencher: Bencher<'_, '_>, size: usize) {
    let sources = sources(size);
    bencher
        .counter(bytes(&sources))
        .with_inputs(|| sources.clone())
        .bench_local_values(|sources| compile_sources(sources, house_rules));
}

#[divan::bench(args = sizes(), max_time = 2)]
fn index(bencher: Bencher<'_, '_>, size: usize) {
    let knowledge = rig::base(size);
    bencher.bench_local(|| rig::new_index(black_box(knowledge)));
}
