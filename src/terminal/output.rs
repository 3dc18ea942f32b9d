//! What is written to the terminal: a frame at a time, only while the terminal is ours, in the colours it has.
//!
//! Promises: a frame is gathered and handed over in one write, and never while the terminal is the shell's, or being given
//! back. To a terminal of sixteen colours only the classic sequences go, 30 to 47 and 90 to 107, since old ones take the 5 of
//! `38;5;N` for blinking; a light colour is preceded by a plain one, so that a terminal of eight still has an ink that differs
//! from its paper. Never asks the terminal anything, not even its size.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use super::session;
use crate::app::Colors;

/// The terminal as a backend of ratatui. Its own for crossterm asks for the size before each frame, and writes a frame in three
/// parts.
#[derive(Debug)]
pub(super) struct Output {
    frame: Vec<u8>,
    colors: Colors,
    size: Size,
}

impl Output {
    pub(super) fn new(colors: Colors, size: (u16, u16)) -> Self {
        Self { frame: Vec::new(), colors, size: size.into() }
    }

    /// Sets the size of the window.
    pub(super) fn resize(&mut self, size: (u16, u16)) {
        self.size = size.into();
    }

    fn move_to(&mut self, x: u16, y: u16) {
        self.put(format_args!("\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1));
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        self.frame.write_fmt(text).expect("writing into memory fails only where memory ends");
    }

    /// Everything a cell looks like, whatever was set before.
    fn look(&mut self, cell: &Cell) {
        self.frame.extend_from_slice(b"\x1b[0");
        for (attribute, code) in ATTRIBUTES {
            if cell.modifier.contains(*attribute) {
                self.frame.extend_from_slice(code);
            }
        }
        self.color(30, cell.fg);
        self.color(40, cell.bg);
        self.frame.push(b'm');
    }

    /// A colour of letters (from 30 on) or of what is under them (from 40 on); one that has no number is the terminal's own.
    fn color(&mut self, base: u32, color: Color) {
        let Color::Indexed(number) = color else { return };
        let number = u32::from(number);
        let numbers: &[u32] = match (self.colors, number) {
            (Colors::Sixteen, 0..=7) => &[base + number],
            // 7 is light grey, the nearest that every terminal has.
            (Colors::Sixteen, 8..=15) => &[base + 7, base + 60 + number - 8],
            (Colors::Sixteen, 16..) | (Colors::None, _) => &[],
            (Colors::TwoFiftySix, _) => &[base + 8, 5, number],
        };
        for number in numbers {
            self.put(format_args!(";{number}"));
        }
    }
}

/// What cells can look like apart from their colours; the themes know nothing else.
const ATTRIBUTES: &[(Modifier, &[u8])] =
    &[(Modifier::BOLD, b";1"), (Modifier::DIM, b";2"), (Modifier::UNDERLINED, b";4"), (Modifier::REVERSED, b";7")];

impl Backend for Output {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let plain = Cell::EMPTY;
        let mut looks_like = &plain;
        let mut next = None;
        for (x, y, cell) in content {
            if next != Some((x, y)) {
                self.move_to(x, y);
            }
            next = Some((x.saturating_add(1), y));
            let same = (cell.modifier, cell.fg, cell.bg) == (looks_like.modifier, looks_like.fg, looks_like.bg);
            if !same {
                self.look(cell);
                looks_like = cell;
            }
            self.frame.extend_from_slice(cell.symbol().as_bytes());
        }
        if next.is_some() {
            self.frame.extend_from_slice(b"\x1b[0m");
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.frame.write_all(b"\x1b[?25l")
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.frame.write_all(b"\x1b[?25h")
    }

    /// Unsupported, since the terminal would have to be asked; ratatui needs it for inline viewports only.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        self.move_to(position.x, position.y);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.frame.write_all(match clear_type {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        })
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    /// Hands over what was gathered.
    fn flush(&mut self) -> io::Result<()> {
        let written = session::write(&self.frame);
        self.frame.clear();
        written
    }
}

#[cfg(test)]
mod tests {
    use ratatui::backend::Backend;
    use ratatui::buffer::Cell;
    use ratatui::style::{Color, Modifier, Style};

    use super::Output;
    use crate::app::Colors;

    fn drawn(colors: Colors, cells: &[(u16, &str, Style)]) -> String {
        let cell = |(x, symbol, style): &(u16, &str, Style)| {
            let mut cell = Cell::EMPTY;
            cell.set_symbol(symbol).set_style(*style);
            (*x, cell)
        };
        let cells: Vec<(u16, Cell)> = cells.iter().map(cell).collect();
        let mut output = Output::new(colors, (80, 24));
        output.draw(cells.iter().map(|(x, cell)| (*x, 2, cell))).expect("a vector takes everything");
        String::from_utf8_lossy(&output.frame).into_owned()
    }

    fn pair(ink: u8, paper: u8) -> Style {
        Style::new().fg(Color::Indexed(ink)).bg(Color::Indexed(paper))
    }

    #[test]
    fn a_run_of_cells_that_look_the_same_is_one_move_one_style_and_its_text() {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let plain = Style::new();
        assert_eq!(drawn(Colors::None, &[]), "");
        assert_eq!(drawn(Colors::None, &[(0, "a", plain), (1, "b", plain)]), "\x1b[3;1Hab\x1b[0m");
        assert_eq!(
            drawn(Colors::None, &[(4, "漢", bold), (6, "b", bold), (7, "c", plain)]),
            "\x1b[3;5H\x1b[0;1m漢\x1b[3;7Hb\x1b[0mc\x1b[0m"
        );
    }

    #[test]
    fn sixteen_colours_are_classic_ones_and_a_light_one_follows_a_plain_one() {
        for (style, sixteen, more) in [
            (pair(0, 11), "\x1b[0;30;47;103m", "\x1b[0;38;5;0;48;5;11m"),
            (pair(15, 0), "\x1b[0;37;97;40m", "\x1b[0;38;5;15;48;5;0m"),
            (pair(7, 0).add_modifier(Modifier::UNDERLINED), "\x1b[0;4;37;40m", "\x1b[0;4;38;5;7;48;5;0m"),
        ] {
            assert_eq!(drawn(Colors::Sixteen, &[(0, "a", style)]), format!("\x1b[3;1H{sixteen}a\x1b[0m"));
            assert_eq!(drawn(Colors::TwoFiftySix, &[(0, "a", style)]), format!("\x1b[3;1H{more}a\x1b[0m"));
        }
    }
}
