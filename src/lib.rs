//! jakref: an offline clinical reference for the terminal.
//!
//! A knowledge base of claims, each with its source, the place in it and how it was read, becomes pages; pages become
//! lines of a width; lines become a screen, text, Markdown. The modules stand below in reading order, which is the order
//! of the layers: a module uses those above it and no other.
//!
//! The flow of data: `data/*.toml` -> spanned tables -> [`knowledge`] (checked by [`check`], embedded when the program is
//! built) -> [`page`] -> lines -> [`view`] or [`export`].
//!
//! The flow of a key: event -> `keymap::resolve` -> `Action` -> `App::apply` -> `Effect`; then `view::draw`.
//!
//! The engine knows no drug by name: whatever is medical stands in the data files, and another review becomes another
//! reference by writing those.

pub mod app;
pub mod check;
pub mod cli;
pub mod embedded;
pub mod export;
pub mod knowledge;
pub mod layout;
pub mod page;
pub mod search;
pub mod statistics;
pub mod terminal;
pub mod view;
