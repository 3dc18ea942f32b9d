//! The floor of every figure: what a terminal program costs that knows nothing and only shows something.
//!
//! `floor BYTES` takes the terminal, writes one whole frame, and for every key writes a change of so many bytes, with one
//! write each; `q` ends it. `floor --look-up` prints one line and ends. It is built by rustc alone, static, against the C
//! library and nothing else, and stands outside of the crate, which has no `unsafe`.
#![no_main]

use std::os::raw::{c_char, c_int, c_ulong, c_void};

#[repr(C)]
#[derive(Clone, Copy)]
struct Termios {
    flags: [u32; 4],
    line: u8,
    control: [u8; 32],
    speeds: [u32; 2],
}

unsafe extern "C" {
    fn tcgetattr(fd: c_int, to: *mut Termios) -> c_int;
    fn tcsetattr(fd: c_int, action: c_int, from: *const Termios) -> c_int;
    fn cfmakeraw(of: *mut Termios);
    fn ioctl(fd: c_int, request: c_ulong, ...) -> c_int;
    fn read(fd: c_int, to: *mut c_void, count: usize) -> isize;
    fn write(fd: c_int, from: *const c_void, count: usize) -> isize;
    fn atoi(text: *const c_char) -> c_int;
}

const WINDOW_SIZE: c_ulong = 0x5413;

fn put(bytes: &[u8]) {
    let mut rest = bytes;
    while !rest.is_empty() {
        // SAFETY: the range is that of a slice.
        let written = unsafe { write(1, rest.as_ptr().cast(), rest.len()) };
        let Ok(written) = usize::try_from(written) else { return };
        rest = &rest[written..];
    }
}

fn frame(columns: u16, rows: u16) -> Vec<u8> {
    let mut frame = b"\x1b[?1049h\x1b[?25l".to_vec();
    for row in 1..=rows {
        frame.extend_from_slice(format!("\x1b[{row};1H").as_bytes());
        let line = format!("row {row} of the floor: every cell is written, and nothing is known ");
        frame.extend(line.bytes().cycle().take(usize::from(columns)));
    }
    frame.extend_from_slice(b"\x1b[?25h\x1b[1;1H");
    frame
}

#[unsafe(no_mangle)]
extern "C" fn main(count: c_int, arguments: *const *const c_char) -> c_int {
    if count != 2 {
        put(b"usage: floor BYTES | floor --look-up\n");
        return 2;
    }
    // SAFETY: the second of two arguments is a text that ends with 0.
    let (first, bytes) = unsafe { (**arguments.add(1), atoi(*arguments.add(1))) };
    if first == b'-' as c_char {
        put(b"one line, as an answer would be: a name, and what it is\n");
        return 0;
    }
    let mut before = Termios { flags: [0; 4], line: 0, control: [0; 32], speeds: [0; 2] };
    let mut size = [0_u16; 4];
    // SAFETY: both are large enough for what is written into them, and live while they are used.
    unsafe {
        ioctl(0, WINDOW_SIZE, size.as_mut_ptr());
        tcgetattr(0, &mut before);
        let mut raw = before;
        cfmakeraw(&mut raw);
        tcsetattr(0, 0, &raw);
    }
    let [rows, columns, ..] = size;
    put(&frame(columns, rows));
    let (mut key, mut keys) = ([0_u8; 64], 0_u64);
    // SAFETY: no more is read than there is room for.
    while unsafe { read(0, key.as_mut_ptr().cast(), key.len()) } > 0 && key[0] != b'q' {
        keys += 1;
        let mut change = format!("\x1b[1;1Hkey {keys} ").into_bytes();
        let more = b"change ".iter().copied().cycle().take((bytes.max(0) as usize).saturating_sub(change.len()));
        change.extend(more);
        put(&change);
    }
    put(b"\x1b[?1049l");
    // SAFETY: what was read is given back.
    unsafe { tcsetattr(0, 0, &before) };
    0
}
