//! What a page and a frame cost, and a whole start of the program.
//!
//! `cargo bench --bench screen`

#![allow(missing_docs, reason = "the macros of the harness write functions")]

mod generated;
mod rig;

use divan::{Bencher, black_box};
use jakref::page::{Glyphs, wrap};

use rig::{Rig, sizes};

fn main() {
    divan::main();
}

#[divan::bench(args = sizes(), max_time = 0.5)]
fn page(bencher: Bencher<'_, '_>, size: usize) {
    let knowledge = rig::base(size);
    bencher.bench_local(|| rig::first_page(black_box(knowledge)));
}

#[divan::bench(args = [53, 100], max_time = 0.5)]
fn wrapped(bencher: Bencher<'_, '_>, width: usize) {
    let page = rig::first_page(rig::base(0));
    bencher.bench_local(|| wrap(black_box(&page), width, Glyphs::Unicode));
}

fn sizes_and_windows() -> impl Iterator<Item = (usize, (u16, u16))> {
    sizes().flat_map(|size| rig::WINDOWS.map(|window| (size, window)))
}

/// The application as it is after the start, with its first frame.
#[divan::bench(args = sizes_and_windows(), max_time = 0.5)]
fn first_frame(bencher: Bencher<'_, '_>, (size, window): (usize, (u16, u16))) {
    rig::base(size);
    bencher.bench_local(|| Rig::new(size, window).frame());
}

#[divan::bench(args = sizes_and_windows(), max_time = 0.5)]
fn frame(bencher: Bencher<'_, '_>, (size, window): (usize, (u16, u16))) {
    let mut rig = Rig::new(size, window);
    rig.frame();
    bencher.bench_local(|| rig.frame());
}

/// The program in a pseudo-terminal until its first frame is there, and then ended.
#[cfg(target_os = "linux")]
#[divan::bench(max_time = 2)]
fn whole_start() {
    use std::fs::File;
    use std::io::Read;
    use std::process::{Command, Stdio};

    use rustix::fs::{Mode, OFlags, open};
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{Winsize, tcsetwinsize};

    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a pseudo-terminal");
    grantpt(&master).expect("a pseudo-terminal");
    unlockpt(&master).expect("a pseudo-terminal");
    let name = ptsname(&master, Vec::new()).expect("a pseudo-terminal");
    let slave = open(name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).expect("its other end");
    tcsetwinsize(&slave, Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 }).expect("a size");
    let slave = File::from(slave);
    let end = || Stdio::from(slave.try_clone().expect("a handle"));
    let mut program = Command::new(env!("CARGO_BIN_EXE_jakref"))
        .env("TERM", "xterm-256color")
        .stdin(end())
        .stdout(end())
        .stderr(end())
        .spawn()
        .expect("the program");
    let (mut shown, mut chunk) = (Vec::new(), [0; 16_384]);
    // The cursor is shown when the frame is complete.
    while !shown.windows(6).any(|bytes| bytes == b"\x1b[?25h") {
        let count = (&File::from(master.try_clone().expect("a handle"))).read(&mut chunk).expect("a frame");
        shown.extend_from_slice(&chunk[..count]);
    }
    program.kill().expect("our own program");
    program.wait().expect("our own program");
}

/// The program as a command.
#[divan::bench(max_time = 2)]
fn whole_search() {
    let answer = std::process::Command::new(env!("CARGO_BIN_EXE_jakref")).args(["search", "baricitinib"]).output();
    assert!(answer.expect("the program").status.success());
}
