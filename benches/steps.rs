//! The steps of the program one by one, for the scripts of this folder.
//!
//! `steps` takes each step, at the size of the base in the program and at ten thousand claims, and prints its name each time;
//! `benches/gate` runs it under valgrind, which counts what happens inside `measured` only. `steps --times CLAIMS` prints
//! what each step takes at one size, in nanoseconds, for `benches/growth`; `steps --once STEP FOLDER` prints what it takes to
//! `parse` the files of a base, or to `check` them, when nothing was done before, for `benches/side-by-side`.

mod generated;
mod rig;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use jakref::app::Edit;
use jakref::check::house_rules;
use jakref::embedded;
use jakref::knowledge::{Sources, compile_sources, read};
use jakref::page::{Glyphs, Page, wrap};
use toml::de::DeTable;

use rig::Rig;

const WINDOW: (u16, u16) = (80, 24);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        // Whoever runs all benches asks for figures of time, which the others give.
        [.., "--bench"] | [.., "--test"] => {}
        ["--times", claims] => {
            let size = claims.parse().expect("a number of claims");
            reading(Measure::Time, size);
            searching(Measure::Time, size);
        }
        ["--once", "parse", folder] => once(folder, |sources| parse(&sources)),
        ["--once", "check", folder] => once(folder, |sources| compile_sources(sources, house_rules)),
        _ => {
            Measure::Count.step("decode the base in the program", &mut (), |()| (), |(), ()| embedded::knowledge());
            reading(Measure::Count, 0);
            searching(Measure::Count, 0);
            searching(Measure::Count, 10_000);
        }
    }
}

fn reading(measure: Measure, size: usize) {
    let name = |step: &str| if size == 0 { format!("{step} data/") } else { step.to_owned() };
    let mut sources = generated::sources(size);
    measure.step(&name("parse"), &mut sources, |_| (), |sources, ()| parse(sources));
    measure.step(
        &name("load and check"),
        &mut sources,
        |sources| sources.clone(),
        |_, sources| compile_sources(sources, house_rules),
    );
}

/// What it takes to make something of the files of a base, once; neither their reading nor the giving back of what is made of all of
/// them is measured.
fn once<O>(folder: &str, work: impl FnOnce(Sources) -> O) {
    let sources = read(Path::new(folder)).expect("a base");
    let began = Instant::now();
    let made = work(sources);
    let took = began.elapsed();
    drop(black_box(made));
    println!("{}", took.as_nanos());
}

/// The parser alone, which gives each tree back before the next: no reading can take less.
fn parse(sources: &Sources) {
    for file in &sources.files {
        black_box(DeTable::parse(&file.text).expect("TOML"));
    }
}

fn searching(measure: Measure, size: usize) {
    let called = match size {
        0 => "shipped".to_owned(),
        size => format!("{size} claims"),
    };
    let name = |step: &str| format!("{step}, {called}");
    let base = rig::base(size);
    measure.step(&name("index"), &mut (), |()| (), |(), ()| rig::new_index(base));
    let mut index = rig::index(size);
    for (typed, what) in
        [("b", "one letter"), ("baricitinib", "exact"), ("barcitinib", "misspelt"), ("ibuprofen", "absent")]
    {
        measure.step(
            &name(&format!("query {what}")),
            &mut index,
            |_| (),
            |index, ()| rig::search(index, black_box(typed)),
        );
    }
    let mut page: Page = rig::first_page(base);
    measure.step(&name("page"), &mut (), |()| (), |(), ()| rig::first_page(base));
    measure.step(&name("wrap"), &mut page, |_| (), |page, ()| wrap(page, 53, Glyphs::Unicode));
    measure.step(
        &name("application and first frame"),
        &mut (),
        |()| (),
        |(), ()| {
            let mut rig = Rig::new(size, WINDOW);
            rig.frame();
            rig
        },
    );
    let mut rig = Rig::new(size, WINDOW);
    rig.frame();
    measure.step(&name("frame again"), &mut rig, |_| (), |rig, ()| rig.frame());
    let mut rig = Rig::finding(size, WINDOW, "baricitini");
    measure.step(
        &name("key with frame"),
        &mut rig,
        |rig| rig.key(Edit::DeleteBefore),
        |rig, ()| rig.key(Edit::Insert('i')),
    );
}

/// What is wanted of a step.
#[derive(Clone, Copy)]
enum Measure {
    /// To be taken while somebody counts: several times where it is short, since what it costs to take memory depends on what
    /// was given back before.
    Count,
    /// Its time, as the median of many.
    Time,
}

impl Measure {
    /// Takes a step, each time with what `prepare` makes; neither that nor the giving back of what was made is measured.
    fn step<S, I, O>(self, name: &str, state: &mut S, prepare: impl Fn(&mut S) -> I, work: impl Fn(&mut S, I) -> O) {
        let mut once = || {
            let mut input = Some(prepare(state));
            let mut output = None;
            let began = Instant::now();
            measured(&mut || output = input.take().map(|input| work(state, input)));
            let took = began.elapsed();
            drop(black_box(output));
            took
        };
        match self {
            Self::Count => {
                let began = Instant::now();
                for _time in 0..5 {
                    println!("{name}");
                    once();
                    if began.elapsed() > Duration::from_secs(8) {
                        break;
                    }
                }
            }
            Self::Time => {
                let began = Instant::now();
                let mut times = Vec::new();
                while times.is_empty() || (began.elapsed() < Duration::from_millis(500) && times.len() < 2_000) {
                    times.push(once());
                }
                times.sort_unstable();
                println!("{name}\t{}", times[times.len() / 2].as_nanos());
            }
        }
    }
}

/// What is counted. Neither generic nor inlined, so that it has one name.
#[inline(never)]
fn measured(work: &mut dyn FnMut()) {
    work();
    // A call in the last place would be a jump, and valgrind would not see the end.
    black_box(());
}
