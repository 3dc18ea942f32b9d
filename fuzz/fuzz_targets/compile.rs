//! Compiles a base of which one file is what the fuzzer made. The first line of the input is the file's path inside the
//! base, the rest what it holds.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/any_bytes/oracle.rs"]
mod oracle;

fuzz_target!(|bytes: &[u8]| {
    let input = String::from_utf8_lossy(bytes);
    let (inside, text) = input.split_once('\n').unwrap_or(("safety.toml", &input));
    let plain = !inside.is_empty() && inside.len() < 80 && inside.bytes().all(|b| b.is_ascii_graphic());
    oracle::examine(if plain { inside } else { "safety.toml" }, text);
});
