//! Does the search find what was meant, and never the wrong drug?
//!
//! `misspellings.tsv` and `other-drugs.txt` were written from how people write, before the search was; the base is the
//! one in the program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::sync::LazyLock;

use jakref::embedded;
use jakref::knowledge::Knowledge;
use jakref::search::Index;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(embedded::knowledge);
static INDEX: LazyLock<Index<'static>> = LazyLock::new(|| Index::new(&KNOWLEDGE));

mod corpora;
mod found;
mod named;
mod questions;
mod safety;
