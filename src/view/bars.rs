//! The rows around the panes: the header with the date of the base, the tabs, the source of the selected statement, the keys.
//!
//! Promises: the date of the base is always there, and so is the word that it is not the one in the program.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::theme::{Theme, Tone};
use super::widgets::{clipped, prompt, write};
use crate::app::{App, Finder, Mode, Popup, keymap};
use crate::knowledge::Entry;
use crate::page::{BULLET, Glyph, Glyphs, Item, Role, Shape, Span, comparison_cell, wrap_sentence};
use crate::search::bracketed;

/// Draws the name, the title of the base and its date. The date is always there; the title gives way.
pub(super) fn header(app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let glyphs = app.options().glyphs;
    let width = usize::from(area.width);
    let date = date(app, glyphs);
    let title = format!(" jakref  {}", glyphs.show(app.knowledge().review().title.as_str()));
    let room = width.saturating_sub(date.width() + 1);
    write(buffer, (area.x, area.y), &clipped(&title, room, glyphs), room, theme.tone(Tone::Strong));
    let columns = u16::try_from(date.width()).expect("a date with two digests is short");
    let x = area.right().saturating_sub(columns).max(area.x);
    let style = theme.tone(if app.options().stale { Tone::Badge } else { Tone::Text });
    write(buffer, (x, area.y), &date, width, style);
}

/// The date of the base, and what is read in place of the base in the program or on top of it: the longest form that fits. None
/// leaves out the date, a base of one's own or the notes of a clinic.
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
    // There must be room for the name of the program before it.
    [long, short].into_iter().find(|form| form.width() + " jakref ".len() <= width).unwrap_or(shortest)
}

/// Draws the tabs, the shown one in brackets and reversed.
pub(super) fn tabs(app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let mut x = area.x;
    let shown = app.tab();
    for (tab, label) in shown.labels(app.knowledge(), usize::from(area.width)) {
        let room = usize::from(area.right().saturating_sub(x));
        let style = theme.tone(if tab == shown { Tone::Selected } else { Tone::Text });
        x = write(buffer, (x, area.y), &label, room, style);
    }
}

/// Draws a notice about the last key, or else a sentence about the selection: where the statement comes from.
pub(super) fn source(app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let (text, style) = match app.notice() {
        Some(notice) => (notice.to_owned(), theme.tone(Tone::Strong)),
        None => (sentence(app), theme.tone(Tone::Text)),
    };
    let width = usize::from(area.width).saturating_sub(2);
    let glyphs = app.options().glyphs;
    let rows = usize::from(area.height);
    let lines: Vec<Vec<Span>> = match text.split_once('\n') {
        // Two sentences have a row each; the second needs no more than a glance.
        Some((first, second)) if rows > 1 => {
            let row = |text: &str| vec![Span::new(Role::Plain, clipped(&glyphs.show(text), width, glyphs))];
            vec![row(first), row(second)]
        }
        _ => wrap_sentence(text.lines().next().unwrap_or(""), Role::Plain, width, glyphs),
    };
    for ((number, line), y) in lines.iter().enumerate().zip(area.top()..area.bottom()) {
        let mut text: String = line.iter().map(|span| span.text.as_str()).collect();
        if number + 1 == rows && lines.len() > rows {
            // A cut sentence ends with dots.
            let cut = glyphs.of(Glyph::Cut);
            text = format!("{}{cut}", clipped(&text, width.saturating_sub(cut.width()), glyphs));
        }
        write(buffer, (area.x + 1.min(area.width), y), &text, width, style);
    }
}

fn sentence(app: &App<'_>) -> String {
    match app.mode() {
        Mode::List => list_sentence(app),
        Mode::References => "Enter opens the work: its identifiers, and every statement that cites it.".to_owned(),
        Mode::Finder => match app.popup() {
            Some(Popup::Finder(finder)) => finder_sentence(app, finder),
            Some(Popup::Help(_) | Popup::Cell(_) | Popup::Sections(_) | Popup::Selectable(_)) | None => String::new(),
        },
        Mode::Help => String::new(),
        Mode::Sections => "A letter goes to its section; Enter goes to the selected one.".to_owned(),
        Mode::Comparison => comparison_sentence(app),
        Mode::Page if app.page_view().selected_section().is_some() => {
            "Enter or Right opens the section, Left folds it again; z opens all.".to_owned()
        }
        Mode::Page | Mode::Pathway | Mode::FindInPage => {
            app.page_view().selected_item().map_or_else(String::new, |item| item_sentence(app, item))
        }
    }
}

/// The dose of the selected drug, and what the marks of a list of drugs mean.
fn list_sentence(app: &App<'_>) -> String {
    let selected = app.entry(app.cursor().selected()).and_then(|item| app.knowledge().entry(&item.id));
    match selected {
        Some(Entry::Drug(drug)) => {
            let dose = match drug.doses.first() {
                Some(dose) => {
                    let star = if dose.provenance.basis.is_second_hand() { "*" } else { "" };
                    let text = format!("{} {} {}", dose.amount(), dose.given(drug), dose.frequency());
                    format!("{}, {}{star}: {text}; {}.", *drug.name, dose.label(), *dose.population)
                }
                None => format!("{}: no dose found in the sources read.", *drug.name),
            };
            let approved = app.options().glyphs.of(Glyph::Approved);
            let missing = if app.size().0 < 80 { "not found" } else { "not found in the sources" };
            format!("{dose}\n{approved} approved  . {missing}  !! boxed  ? not known  * second-hand")
        }
        Some(Entry::Trial(trial)) => trial.title.as_ref().map_or_else(String::new, ToString::to_string),
        Some(Entry::Reference(reference)) => reference.title.to_string(),
        Some(_) | None => "Enter or Right: into the page.".to_owned(),
    }
}

/// Why no hit is chosen; or of the chosen one, the name it was taken for and how far it has come.
fn finder_sentence(app: &App<'_>, finder: &Finder) -> String {
    let answer = finder.answer();
    if answer.hits.is_empty() {
        return match answer.unmatched() {
            Some(unmatched) => format!("Nothing found. {unmatched}."),
            None => "Nothing found: no name, title or statement has these words, or words spelt like them.".to_owned(),
        };
    }
    let unmatched = answer.unmatched().map(|unmatched| format!("{unmatched}. ")).unwrap_or_default();
    let Some(hit) = finder.chosen() else {
        let (why, mind) = answer.caution.expect("nothing is chosen only where the answer is ambiguous").words();
        return format!("{unmatched}{why}: Down chooses; {mind}.");
    };
    let index = app.index().expect("the finder opens with an index");
    let shown = index.row(answer, hit);
    let route = shown.route.map(|route| format!(", {route}")).unwrap_or_default();
    let status = if shown.status.is_empty() { String::new() } else { format!(": {}", shown.status) };
    let taken = if hit.how.is_near() {
        format!("\"{}\" was taken for {}. ", answer.query.trim(), bracketed(&shown.matched, &shown.differing))
    } else {
        String::new()
    };
    format!("{unmatched}{taken}{}{route}{status}", shown.title)
}

/// What the selected cell says, as far as there is room; Enter shows it in full.
fn comparison_sentence(app: &App<'_>) -> String {
    let shown = app.comparison().expect("the mode says that there is one");
    let Some(item) = app.page_view().selected_item() else { return String::new() };
    let Some(Entry::Drug(drug)) = app.knowledge().entry(&shown.drugs()[shown.column()]) else { return String::new() };
    if let Some((text, count)) = shown.chosen(&item.anchor) {
        return format!("{}: {text}. Enter: {count} in full.", *drug.name);
    }
    let Some(cell) = comparison_cell(app.knowledge(), drug, &item.anchor) else { return item_sentence(app, item) };
    let tables = cell.blocks.iter().filter_map(|block| match &block.shape {
        Shape::Table(table) => Some(table),
        Shape::Heading | Shape::Paragraph | Shape::Bullet | Shape::Under | Shape::Card(_) | Shape::Plot(_) => None,
    });
    let spans = tables.flat_map(|table| &table.rows).flatten().flatten();
    let text: String = spans.map(|span| span.text.as_str()).collect();
    format!("{}: {}", *drug.name, text.trim_start_matches(BULLET))
}

fn item_sentence(app: &App<'_>, item: &Item) -> String {
    let page = app.page_view().page();
    let mut sentence = String::new();
    if let Some(to) = &item.leads_to {
        sentence.push_str(&format!("Enter opens {to}. "));
    }
    if item.full_text.is_some() {
        sentence.push_str("Enter shows the full text. ");
    }
    if let Some(note) = &item.note {
        sentence.push_str(&format!("{note}: a note of the clinic, not of the base. "));
    }
    let Some(basis) = item.basis else {
        return sentence;
    };
    let sources: Vec<String> = item
        .sources
        .iter()
        .map(|source| {
            let work = app.knowledge().reference(page.references[source.number - 1].name());
            let title = clipped(&work.expect("a page cites works of its base").title, 42, app.options().glyphs);
            format!("[{}] {} ({title})", source.number, source.place())
        })
        .collect();
    let second_hand = if basis.is_second_hand() { ": second-hand, check the original" } else { "" };
    format!("{sentence}Read as {basis}{second_hand}. {}", sources.join("; "))
}

/// Draws as many keys as fit, the most important first. While words to find in the page are typed they come before the keys, and
/// the place of the cursor in them is returned.
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
        let (word, _rank) = binding.footer.expect("these are the bindings that the footer shows");
        let key = binding.keys[0].name();
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
