//! The upper two rows: what this is, of which date, and the tabs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::list::clipped;
use super::theme::{Theme, Tone};
use crate::app::{App, Tab};
use crate::page::{Glyph, Glyphs};

/// Draws the name, the title of the base and its date. The date is always there; the title gives way.
pub(super) fn draw(app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let glyphs = app.setting().glyphs;
    let width = usize::from(area.width);
    let date = date(app, glyphs);
    let title = format!(" jakref  {}", glyphs.show(app.knowledge().review().title.as_str()));
    let room = width.saturating_sub(date.width() + 1);
    buffer.set_stringn(area.x, area.y, clipped(&title, room, glyphs), room, theme.tone(Tone::Strong));
    let x = area.right().saturating_sub(u16::try_from(date.width()).unwrap_or(area.width));
    let style = theme.tone(if app.setting().stale { Tone::Badge } else { Tone::Text });
    buffer.set_stringn(x.max(area.x), area.y, &date, width, style);
}

fn date(app: &App<'_>, glyphs: Glyphs) -> String {
    let as_of = app.knowledge().as_of();
    let wide = app.size().0 >= 60;
    let dot = glyphs.of(Glyph::Between);
    let base = match (app.setting().embedded, wide) {
        (true, true) => format!(" {dot} offline"),
        (true, false) => String::new(),
        (false, _) => {
            let digest: String = app.knowledge().digest().chars().take(8).collect();
            format!(" {dot} own data {digest}")
        }
    };
    if app.setting().stale { format!("CHECK THE LABEL {dot} as of {as_of} ") } else { format!("as of {as_of}{base} ") }
}

/// Draws the tabs, the shown one in brackets and reversed.
pub(super) fn tabs(shown: Tab, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let mut x = area.x;
    for (tab, label) in shown.labels(usize::from(area.width)) {
        let room = usize::from(area.right().saturating_sub(x));
        let style = theme.tone(if tab == shown { Tone::Selected } else { Tone::Text });
        (x, _) = buffer.set_stringn(x, area.y, &label, room, style);
    }
}
