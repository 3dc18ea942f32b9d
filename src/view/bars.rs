//! The upper two rows and the last one: what this is and of which date, the tabs, and the keys that work now.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::theme::{Theme, Tone};
use super::widgets::{clipped, prompt, write};
use crate::app::{App, Mode, Tab, keymap};
use crate::page::{Glyph, Glyphs};

/// Draws the name, the title of the base and its date. The date is always there; the title gives way.
pub(super) fn header(app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let glyphs = app.options().glyphs;
    let width = usize::from(area.width);
    let date = date(app, glyphs);
    let title = format!(" jakref  {}", glyphs.show(app.knowledge().review().title.as_str()));
    let room = width.saturating_sub(date.width() + 1);
    write(buffer, (area.x, area.y), &clipped(&title, room, glyphs), room, theme.tone(Tone::Strong));
    let x = area.right().saturating_sub(u16::try_from(date.width()).unwrap_or(area.width));
    let style = theme.tone(if app.options().stale { Tone::Badge } else { Tone::Text });
    write(buffer, (x.max(area.x), area.y), &date, width, style);
}

/// The date of the base, and what it is where it is not the one in the program alone: the longest form that fits, none of
/// which leaves out the date, a base of one's own or notes laid over it.
fn date(app: &App<'_>, glyphs: Glyphs) -> String {
    let width = usize::from(app.size().0);
    let as_of = app.knowledge().as_of();
    let dot = glyphs.of(Glyph::Between);
    let own = (!app.options().embedded).then(|| app.knowledge().digest());
    let notes = app.knowledge().overlay().map(|overlay| overlay.digest.as_str());
    let stale = app.options().stale;
    if own.is_none() && notes.is_none() {
        let offline = if width >= 60 { format!(" {dot} offline") } else { String::new() };
        return if stale {
            format!("CHECK THE LABEL {dot} as of {as_of} ")
        } else {
            format!("as of {as_of}{offline} ")
        };
    }
    let parts = |separator: &str, own_word: &str, notes_word: &str, digits: usize| {
        let short = |digest: &str| digest.chars().take(digits).collect::<String>();
        let own = own.map(|digest| format!("{own_word} {}", short(digest)));
        let notes = notes.map(|digest| format!("{notes_word} {}", short(digest)));
        [own, notes].into_iter().flatten().collect::<Vec<_>>().join(separator)
    };
    let dotted = format!(" {dot} ");
    let check = if stale { format!("CHECK THE LABEL{dotted}") } else { String::new() };
    let long = format!("{check}as of {as_of}{dotted}{} ", parts(&dotted, "own data", "LOCAL notes", 8));
    let short = format!("{check}{as_of}{dotted}{} ", parts(&dotted, "own", "LOCAL", 6));
    let shortest = format!("{}{as_of} {}", if stale { "CHECK LABEL " } else { "" }, parts(" ", "own", "LOCAL", 3));
    // Beside the longest form there must be room for the name of the program.
    [long, short].into_iter().find(|form| form.width() + " jakref ".len() <= width).unwrap_or(shortest)
}

/// Draws the tabs, the shown one in brackets and reversed.
pub(super) fn tabs(shown: Tab, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let mut x = area.x;
    for (tab, label) in shown.labels(usize::from(area.width)) {
        let room = usize::from(area.right().saturating_sub(x));
        let style = theme.tone(if tab == shown { Tone::Selected } else { Tone::Text });
        x = write(buffer, (x, area.y), &label, room, style);
    }
}

/// Draws as many keys as fit, the most important first; before them, while words to find in the page are typed, those.
/// Returns where the cursor is in them.
pub(super) fn footer(app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let area = area.intersection(buffer.area);
    let mode = app.mode();
    let mut x = area.x.saturating_add(1);
    let mut cursor = None;
    if mode == Mode::FindInPage && !area.is_empty() {
        let width = (area.width / 2).saturating_sub(1);
        let row = Rect { x, width, height: 1, ..area };
        cursor = Some(prompt("f ", app.find_in_page().prompt(), app.options().glyphs, theme, row, buffer));
        x = x.saturating_add(width + 1);
    }
    for binding in keymap::footer(mode) {
        let (Some(key), Some((word, _rank))) = (binding.keys.first(), binding.footer) else {
            continue;
        };
        let key = key.name();
        let needed = key.width() + 1 + word.width();
        if usize::from(x) + needed > usize::from(area.right()) {
            continue;
        }
        let room = usize::from(area.right().saturating_sub(x));
        x = write(buffer, (x, area.y), &key, room, theme.tone(Tone::Strong));
        let room = usize::from(area.right().saturating_sub(x));
        x = write(buffer, (x, area.y), &format!(" {word}"), room, theme.tone(Tone::Text));
        x = x.saturating_add(2);
    }
    cursor
}
