//! jakref: an offline clinical reference for the terminal.
//!
//! A knowledge base of claims, each with its source, the place in it and how it was read, becomes pages; pages become
//! lines of a width; lines become a screen, text, Markdown. ARCHITECTURE.md has the layers, and the order in which to read
//! the modules.
//!
//! The flow of data: `data/*.toml` -> spanned tables -> [`knowledge`] (checked by [`check`], embedded when the program is
//! built) -> [`page`] -> lines -> [`view`] or [`export`].
//!
//! The flow of a key: event -> `keymap::resolve` -> `Action` -> `App::apply` -> `Effect`; then `view::draw`.
//!
//! The source contains no medical word: everything medical is in the data files, and other data files make another
//! reference.

#[cfg(feature = "program")]
pub mod app;
#[cfg(feature = "program")]
pub mod author;
pub mod check;
#[cfg(feature = "program")]
pub mod cli;
#[cfg(feature = "program")]
pub mod embedded;
pub mod export;
pub mod knowledge;
pub mod layout;
pub mod page;
pub mod search;
pub mod statistics;
#[cfg(feature = "program")]
pub mod terminal;
#[cfg(feature = "program")]
pub mod view;
