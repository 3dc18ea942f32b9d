//! The base that was compiled into the program.
//!
//! Promises: it passed every check when the program was built, so it is not checked again.

use crate::knowledge::{Knowledge, Report};

/// The base of data/, as it stood when the program was built.
pub fn knowledge() -> Knowledge {
    let bytes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.postcard"));
    Knowledge::open(bytes).expect("the build script wrote these bytes with the same types")
}

/// The index of that base, as it was made when the program was built.
pub fn index() -> &'static [u8] {
    include_bytes!(concat!(env!("OUT_DIR"), "/index.bytes"))
}

/// What the compiler said of that base when the program was built: warnings, and what somebody allowed.
pub fn report() -> Report {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/report.postcard"));
    Report::decode(bytes).expect("the build script wrote these bytes with the same types")
}
