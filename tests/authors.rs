//! What authors of a base work with: the schema of its files.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files has failed")]

#[allow(dead_code, reason = "other tests spoil copies")]
#[path = "scratch/scratch.rs"]
mod scratch;

#[path = "authors/schema.rs"]
mod schema;

#[path = "authors/import.rs"]
mod import;

#[path = "authors/commands.rs"]
mod commands;
