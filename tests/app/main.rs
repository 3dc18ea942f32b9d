//! The application as a reader meets it: screens, stories through the real keys, and whatever keys in whatever window.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

mod any_keys;
mod card;
mod hands;
mod keys;
mod looks;
mod screens;
mod sizes;
mod stage;
mod stories;
mod widgets;
