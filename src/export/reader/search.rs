//! The search, as the page for the browser calls it.
//!
//! Promises: an answer is that of `jakref search --format json` on the same base. The page writes bytes into the room it asked for, and
//! reads an answer from where it is told: one text goes in, one comes out. Never asks the browser for anything.

#![allow(unsafe_code, reason = "a function that is called from outside needs a fixed name")]

use std::sync::{Mutex, OnceLock, PoisonError};

use jakref::export;
use jakref::knowledge::Knowledge;
use jakref::search::Index;

/// What the page writes.
static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// What it reads.
static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
static INDEX: OnceLock<Index<'static>> = OnceLock::new();

fn main() {}

/// Makes room for as many bytes, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    let mut input = INPUT.lock().unwrap_or_else(PoisonError::into_inner);
    input.clear();
    input.resize(length, 0);
    input.as_mut_ptr()
}

/// Opens the base in the room and reads all of it once; returns 1, or 0 where it is no base of this program.
#[unsafe(no_mangle)]
pub extern "C" fn open() -> usize {
    let bytes = std::mem::take(&mut *INPUT.lock().unwrap_or_else(PoisonError::into_inner));
    let Ok(knowledge) = Knowledge::open(bytes) else { return 0 };
    let index = INDEX.get_or_init(|| Index::new(KNOWLEDGE.get_or_init(|| knowledge)));
    index.search("");
    1
}

/// Answers the question in the room; returns how many bytes the answer has.
#[unsafe(no_mangle)]
pub extern "C" fn search() -> usize {
    let input = INPUT.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(index) = INDEX.get() else { return 0 };
    let query = String::from_utf8_lossy(&input);
    let answer = index.search(&query);
    let mut output = OUTPUT.lock().unwrap_or_else(PoisonError::into_inner);
    *output = export::answer(index, &query, &answer).to_string().into_bytes();
    output.len()
}

/// Where the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    OUTPUT.lock().unwrap_or_else(PoisonError::into_inner).as_ptr()
}
