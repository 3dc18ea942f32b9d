//! What every bench needs: the sizes, a base and an index of each, the application and a screen in memory.
//!
//! The only place in benches/ that makes an index, an application or a frame.

#![allow(dead_code, reason = "each bench uses a part of it")]

use std::borrow::Cow;
use std::env;
use std::sync::OnceLock;

use jakref::app::{Action, App, Colors, Edit, Options, ThemeName};
use jakref::embedded;
use jakref::knowledge::{EntryId, Knowledge};
use jakref::page::{Detail, Glyphs, Page, page};
use jakref::search::Index;
use jakref::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::generated;

/// The sizes, in claims; 0 is the base in the program.
const SIZES: [usize; 5] = [0, 1_000, 10_000, 100_000, 1_000_000];

/// Sizes of a window, in columns and rows.
pub const WINDOWS: [(u16, u16); 2] = [(80, 24), (200, 50)];

/// The sizes up to `JAKREF_BENCH_LARGEST`, or up to a hundred thousand claims.
pub fn sizes() -> impl Iterator<Item = usize> {
    let largest = env::var("JAKREF_BENCH_LARGEST").ok().and_then(|largest| largest.parse().ok()).unwrap_or(100_000);
    SIZES.into_iter().filter(move |size| *size <= largest)
}

fn place(size: usize) -> usize {
    SIZES.iter().position(|other| *other == size).expect("one of the sizes")
}

/// The base of a size, made when it is first asked for.
pub fn base(size: usize) -> &'static Knowledge {
    static BASES: [OnceLock<Knowledge>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    BASES[place(size)].get_or_init(|| if size == 0 { embedded::knowledge() } else { generated::base(size) })
}

/// The index of the base of a size, made when it is first asked for.
pub fn index(size: usize) -> &'static Index<'static> {
    static INDEXES: [OnceLock<Index<'static>>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    INDEXES[place(size)].get_or_init(|| new_index(base(size)))
}

pub fn new_index(knowledge: &Knowledge) -> Index<'_> {
    Index::new(knowledge)
}

/// The index of a base as it is kept.
pub fn index_bytes(knowledge: &Knowledge) -> Vec<u8> {
    Index::build(knowledge)
}

/// An index that was kept.
pub fn opened<'k>(knowledge: &'k Knowledge, bytes: &'k [u8]) -> Option<Index<'k>> {
    Index::open(knowledge, Cow::Borrowed(bytes))
}

/// How many hits an answer has.
pub fn search(index: &Index<'_>, typed: &str) -> usize {
    index.search(typed).hits.len()
}

/// The page that is read first.
pub fn first_page(knowledge: &Knowledge) -> Page {
    let id: EntryId = "oral/baricitinib".parse().expect("an id");
    page(knowledge, &id, Detail::Number).expect("the base has this drug")
}

/// The application and what it draws on.
pub struct Rig {
    app: App<'static>,
    screen: Terminal<TestBackend>,
}

impl Rig {
    /// As it is after the start, before a frame.
    pub fn new(size: usize, (columns, rows): (u16, u16)) -> Self {
        let setting = Options {
            glyphs: Glyphs::Unicode,
            stale: false,
            embedded: true,
            in_words: false,
            theme: ThemeName::Default,
            colors: Colors::TwoFiftySix,
        };
        Self {
            app: App::new(base(size), setting, (columns, rows)),
            screen: Terminal::new(TestBackend::new(columns, rows)).expect("a terminal in memory"),
        }
    }

    /// The finder open, with something typed, and drawn.
    pub fn finding(size: usize, window: (u16, u16), typed: &str) -> Self {
        let mut rig = Self::new(size, window);
        rig.frame();
        rig.app.apply(Action::Find);
        rig.frame();
        typed.chars().for_each(|c| rig.key(Edit::Insert(c)));
        rig
    }

    pub fn frame(&mut self) {
        self.screen.draw(|frame| view::draw(&self.app, frame)).expect("a frame in memory");
    }

    /// A key in the finder, with its frame.
    pub fn key(&mut self, edit: Edit) {
        self.app.apply(Action::Edit(edit));
        self.frame();
    }
}
