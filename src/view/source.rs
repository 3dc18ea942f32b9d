//! Where the selected statement comes from, in a sentence; or what the last key had to say.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::theme::{Theme, Tone};
use super::widgets::{clipped, write};
use crate::app::{App, Finder, Mode, Popup};
use crate::page::{Glyph, Item, Role, wrap_sentence};
use crate::search::bracketed;

pub(super) fn draw(app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let (text, style) = match app.notice() {
        Some(notice) => (notice.to_owned(), theme.tone(Tone::Strong)),
        None => (sentence(app), theme.tone(Tone::Text)),
    };
    let width = usize::from(area.width).saturating_sub(2);
    let lines = wrap_sentence(&text, Role::Plain, width, app.options().glyphs);
    let rows = usize::from(area.height);
    for ((number, line), y) in lines.iter().enumerate().zip(area.top()..area.bottom()) {
        let mut text: String = line.iter().map(|span| span.text.as_str()).collect();
        if number + 1 == rows && lines.len() > rows {
            // What is cut says so.
            let glyphs = app.options().glyphs;
            let cut = glyphs.of(Glyph::Cut);
            text = format!("{}{cut}", clipped(&text, width.saturating_sub(cut.width()), glyphs));
        }
        write(buffer, (area.x + 1.min(area.width), y), &text, width, style);
    }
}

fn sentence(app: &App<'_>) -> String {
    match app.mode() {
        Mode::List => {
            "Enter or Right: into the page; PageDown reads on. A dot marks a drug approved somewhere.".to_owned()
        }
        Mode::References => "Enter opens the work: its identifiers, and every statement that rests on it.".to_owned(),
        Mode::Finder => match app.popup() {
            Some(Popup::Finder(finder)) => of_finder(app, finder),
            Some(Popup::Help(_) | Popup::Selectable(_)) | None => String::new(),
        },
        Mode::Help => String::new(),
        Mode::Comparison => comparison(app),
        Mode::Page | Mode::Pathway | Mode::FindInPage => {
            app.page_view().selected_item().map(|item| of_item(app, item)).unwrap_or_default()
        }
    }
}

/// Why nothing is chosen; or of what is, the name it was taken for and how far it has come.
fn of_finder(app: &App<'_>, finder: &Finder) -> String {
    let answer = finder.answer();
    let chosen = finder.chosen().and_then(|hit| Some((hit, app.index()?.shown(answer, hit)?)));
    if answer.hits.is_empty() {
        return "Not in this base: no name, title or statement has these words, nor any near in spelling.".to_owned();
    }
    let unmatched = answer.unmatched().map(|unmatched| format!("{unmatched}. ")).unwrap_or_default();
    let Some((hit, shown)) = chosen else {
        let caution = answer.caution().map(|(why, mind)| format!("{why}: Down chooses; {mind}."));
        return unmatched + &caution.unwrap_or_default();
    };
    let route = shown.route.map(|route| format!(", {route}")).unwrap_or_default();
    let status = if shown.status.is_empty() { String::new() } else { format!(": {}", shown.status) };
    let taken = if hit.how.is_near() {
        format!("\"{}\" was taken for {}. ", answer.query.trim(), bracketed(&shown.matched, &shown.differing))
    } else {
        String::new()
    };
    format!("{unmatched}{taken}{}{route}{status}", shown.title)
}

/// Which drugs of the comparison are not shown.
fn comparison(app: &App<'_>) -> String {
    let Some(comparison) = app.comparison() else { return String::new() };
    let columns = comparison.columns();
    let outside = comparison.drugs().iter().enumerate().filter(|(number, _id)| !columns.contains(number));
    let outside: Vec<String> = outside.map(|(_number, id)| id.to_string()).collect();
    if outside.is_empty() {
        "Columns from different trials are not a comparison of effect.".to_owned()
    } else {
        format!("Left and Right: {}. Columns from different trials are not a comparison of effect.", outside.join(", "))
    }
}

fn of_item(app: &App<'_>, item: &Item) -> String {
    let page = app.page_view().page();
    let mut leads = item.leads_to.as_ref().map(|to| format!("Enter opens {to}. ")).unwrap_or_default();
    if let Some(note) = &item.note {
        leads.push_str(&format!("{note}: a note of the clinic, not of the base. "));
    }
    let Some(basis) = item.basis else {
        return leads;
    };
    let sources: Vec<String> = item
        .sources
        .iter()
        .map(|source| {
            let title = page
                .references
                .get(source.number - 1)
                .and_then(|id| app.knowledge().reference(id.name()))
                .map_or("", |reference| reference.title.as_str());
            let via = source.via.as_ref().map(|via| format!(", read in {via}")).unwrap_or_default();
            let short: String = title.graphemes(true).take(40).collect();
            let dots = if short.len() < title.len() { ".." } else { "" };
            format!("[{}] {}{via} ({short}{dots})", source.number, source.at)
        })
        .collect();
    let second_hand = if basis.is_second_hand() { ": second-hand, check the original" } else { "" };
    format!("{leads}Read as {basis}{second_hand}. {}", sources.join("; "))
}
