//! A stage: a base, an application on it, keys for it, and what it shows.

use std::path::Path;
use std::sync::LazyLock;

use jakref::app::{App, Colors, Effect, Key, Options, ThemeName, keymap};
use jakref::check::house_rules;
use jakref::embedded;
use jakref::knowledge::{Knowledge, compile};
use jakref::page::Glyphs;
use jakref::search::Index;
use jakref::view;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};
use ratatui::{Terminal, TerminalOptions, Viewport};

/// The invented base, whose screens do not change when medicine does.
pub fn second_base() -> Knowledge {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/second-base");
    compile(&folder, house_rules).unwrap().knowledge.unwrap()
}

/// The shipped base.
pub fn shipped() -> &'static Knowledge {
    static SHIPPED: LazyLock<Knowledge> = LazyLock::new(embedded::knowledge);
    &SHIPPED
}

/// An application on the shipped base, with the index that the program has.
pub fn shipped_app(glyphs: Glyphs, size: (u16, u16)) -> App<'static> {
    static INDEX: LazyLock<Index<'static>> = LazyLock::new(|| Index::open(shipped(), embedded::index().into()));
    App::new(shipped(), options(glyphs), size).with_index(Some(INDEX.clone()))
}

pub fn options(glyphs: Glyphs) -> Options {
    Options {
        glyphs,
        stale: false,
        embedded: true,
        in_words: false,
        theme: ThemeName::Default,
        colors: Colors::TwoFiftySix,
    }
}

pub fn app(knowledge: &Knowledge, size: (u16, u16)) -> App<'_> {
    App::new(knowledge, options(Glyphs::Unicode), size)
}

/// Presses keys: characters as they are, others by name in angle brackets, such as `<Enter>`.
pub fn press(app: &mut App<'_>, keys: &str) -> Effect {
    let mut effect = Effect::Stay;
    for key in parse(keys) {
        if let Some(action) = keymap::resolve(app.mode(), key) {
            effect = app.apply(action);
        }
    }
    effect
}

fn parse(keys: &str) -> Vec<Key> {
    const NAMED: [Key; 17] = [
        Key::Enter,
        Key::Esc,
        Key::Tab,
        Key::BackTab,
        Key::Backspace,
        Key::Delete,
        Key::Left,
        Key::Right,
        Key::Up,
        Key::Down,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
        Key::F(1),
        Key::F(3),
        Key::Ctrl('p'),
    ];
    let mut parsed = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        if let Some((name, behind)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
            let key = NAMED.into_iter().find(|key| key.name() == name);
            parsed.push(key.unwrap_or_else(|| panic!("no key is called {name}")));
            rest = behind;
        } else {
            parsed.push(Key::Char(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    parsed
}

/// What stands on the screen, and where the cursor is.
pub struct Shot {
    pub buffer: Buffer,
    pub cursor: Position,
}

pub fn shoot(app: &App<'_>) -> Shot {
    shoot_at(app, app.size())
}

/// Draws a frame and looks at nothing: for tests that only ask whether it can be drawn. A `Shot` costs as much again, for the
/// comparison with the frame before and a copy of every cell.
pub fn draw(app: &App<'_>) {
    let (width, height) = app.size();
    let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
    let mut terminal = Terminal::with_options(TestBackend::new(0, 0), TerminalOptions { viewport }).unwrap();
    view::draw(app, &mut terminal.get_frame());
}

pub fn shoot_at(app: &App<'_>, (width, height): (u16, u16)) -> Shot {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view::draw(app, frame)).unwrap();
    let cursor = terminal.get_cursor_position().unwrap();
    Shot { buffer: terminal.backend().buffer().clone(), cursor }
}

impl Shot {
    /// The rows as text.
    pub fn rows(&self) -> Vec<String> {
        let area = self.buffer.area;
        (area.top()..area.bottom())
            .map(|y| {
                let row: String = (area.left()..area.right()).map(|x| self.buffer[(x, y)].symbol()).collect();
                row.trim_end().to_owned()
            })
            .collect()
    }

    pub fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// Text, then the cursor, then the look of every cell that does not look plain: `b` bold, `u` underlined, `r`
    /// reversed, `y` black on yellow, the strongest where there are several.
    pub fn with_styles(&self) -> String {
        let area = self.buffer.area;
        let mut out = format!("{}\ncursor at row {}, column {}\n", self.text(), self.cursor.y, self.cursor.x);
        for y in area.top()..area.bottom() {
            let looks: String = (area.left()..area.right()).map(|x| look(&self.buffer, x, y)).collect();
            if !looks.trim_end().is_empty() {
                out.push_str(&format!("{y:3} {}\n", looks.trim_end()));
            }
        }
        out
    }
}

fn look(buffer: &Buffer, x: u16, y: u16) -> char {
    let cell = &buffer[(x, y)];
    if cell.bg == Color::Indexed(214) {
        'y'
    } else if cell.modifier.contains(Modifier::REVERSED) {
        'r'
    } else if cell.modifier.contains(Modifier::UNDERLINED) {
        'u'
    } else if cell.modifier.contains(Modifier::BOLD) {
        'b'
    } else {
        ' '
    }
}
