//! The base that is compiled into the program.
//!
//! Promises: it passed every check when the program was built, and is never checked again.

use crate::knowledge::{Knowledge, Report};

/// The base of `data/`.
pub fn knowledge() -> Knowledge {
    let bytes: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.postcard"));
    Knowledge::open(bytes).expect("the build script wrote these bytes with the same types")
}

/// The search index of that base.
pub fn index() -> &'static [u8] {
    include_bytes!(concat!(env!("OUT_DIR"), "/index.bytes"))
}

/// The warnings and allowed faults of that base.
pub fn report() -> Report {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/report.postcard"));
    Report::decode(bytes).expect("the build script wrote these bytes with the same types")
}
