//! Draws the finder: the line being typed, what it found, how, and in which letters look-alikes differ.
//!
//! Promises: every hit that has a row is drawn on it. Never decides what is chosen.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::theme::{Theme, Tone};
use super::widgets::{Pane, prompt, write};
use crate::app::{App, Cursor, Finder, finder_room, inside};
use crate::page::{Glyph, Glyphs, Role, wrap_sentence};
use crate::search::{Answer, Caution, Group, Hit, HitRow, lit, places};

/// Draws the finder; returns where the cursor belongs.
pub(super) fn draw(finder: &Finder, app: &App<'_>, theme: Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let glyphs = app.options().glyphs;
    let answer = finder.answer();
    let counts = counts(answer, usize::from(area.width).saturating_sub(4));
    Pane { title: "Find", foot: &counts, focused: true, joined: false, glyphs }.draw(theme, area, buffer);
    let text = inside(area).intersection(buffer.area);
    if text.height == 0 {
        return None;
    }
    let [list, full] = finder_room(text);
    let cursor = prompt("/ ", finder.prompt(), glyphs, theme, Rect { height: 1, ..list }, buffer);
    read_as(finder, theme, list, buffer);
    let top = finder.cursor().map_or(0, Cursor::top);
    let chosen = finder.cursor().map(Cursor::selected);
    let index = app.index().expect("the finder opens with an index");
    let seen = answer.hits.iter().enumerate().skip(top);
    for ((number, hit), y) in seen.zip(list.top() + 1..list.bottom()) {
        let shown = index.row(answer, hit);
        let row = Row { shown, elsewhere: elsewhere(answer, hit), answer, glyphs };
        row.draw(Some(number) == chosen, theme, Rect { y, height: 1, ..list }, buffer);
    }
    let is_empty = finder.prompt().text().trim().is_empty();
    let examples: Vec<String> =
        app.knowledge().synonyms().filter_map(|group| group.example.as_deref().cloned()).collect();
    if is_empty && !examples.is_empty() {
        let sentence = format!("Type a name or a question. For example: {}", examples.join("; "));
        draw_sentence(&sentence, glyphs, theme, full, buffer);
    } else if let Some(hit) = finder.in_full() {
        draw_in_full(&index.row(answer, hit), answer, glyphs, theme, full, buffer);
    } else {
        let read_as = answer.read_as().map(|words| format!(" {words}."));
        let unmatched = answer.unmatched().map(|words| format!(" {words}."));
        let sentence = format!("Nothing found.{}{}", read_as.unwrap_or_default(), unmatched.unwrap_or_default());
        draw_sentence(
            &sentence,
            glyphs,
            theme,
            Rect { y: list.y + 2, height: list.height.saturating_sub(2), ..list },
            buffer,
        );
    }
    Some(cursor)
}

/// What the words typed were read as, at the right end of their line where there is room.
fn read_as(finder: &Finder, theme: Theme, list: Rect, buffer: &mut Buffer) {
    let Some(read_as) = finder.answer().read_as() else { return };
    let typed = finder.prompt().text().width() + 6;
    let room = usize::from(list.width).saturating_sub(typed);
    if read_as.width() <= room {
        let x = list.right().saturating_sub(u16::try_from(read_as.width()).expect("it is no wider than the window"));
        write(buffer, (x, list.y), &read_as, room, theme.tone(Tone::Text));
    }
}

/// Draws a sentence in the lines of an area.
fn draw_sentence(sentence: &str, glyphs: Glyphs, theme: Theme, area: Rect, buffer: &mut Buffer) {
    let lines = wrap_sentence(sentence, Role::Plain, usize::from(area.width), glyphs);
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        let text: String = line.iter().map(|span| span.text.as_str()).collect();
        write(buffer, (area.x, y), &text, usize::from(area.width), theme.tone(Tone::Text));
    }
}

/// Draws a hit in full: whose it is, the heading it is under, and what it says with the words that matched underlined.
fn draw_in_full(row: &HitRow<'_>, answer: &Answer, glyphs: Glyphs, theme: Theme, area: Rect, buffer: &mut Buffer) {
    if area.height == 0 {
        return;
    }
    let route = row.route.map(|route| format!(", {route}")).unwrap_or_default();
    let section = row.section.map(|section| format!(": {section}")).unwrap_or_default();
    let head = glyphs.show(&format!("{}{route}{section}", row.title));
    write(buffer, (area.x, area.y), &head, usize::from(area.width), theme.tone(Tone::Strong));
    let status = if row.section.is_none() { row.status } else { &*row.matched };
    let lines = wrap_sentence(status, Role::Plain, usize::from(area.width), glyphs);
    for (line, y) in lines.iter().zip(area.y + 1..area.bottom()) {
        let text: String = line.iter().map(|span| span.text.as_str()).collect();
        let mut x = area.x;
        let mut end = 0;
        let mut put = |text: &str, style: Style| {
            let room = usize::from(area.right().saturating_sub(x));
            x = write(buffer, (x, y), text, room, style);
        };
        for range in lit(&text, &answer.query, &answer.synonyms) {
            put(&text[end..range.start], theme.tone(Tone::Text));
            put(&text[range.clone()], theme.tone(Tone::HitMatch));
            end = range.end;
        }
        put(&text[end..], theme.tone(Tone::Text));
    }
}

/// What precedes a page that only mentions what was typed.
const MENTIONED: &str = "mentioned in";

/// What precedes a hit on a page that has another name than was typed: it answers the same question, or mentions a word.
fn elsewhere(answer: &Answer, hit: &Hit) -> Option<&'static str> {
    match hit.group {
        Group::Claims => Some(MENTIONED),
        Group::Answers if answer.names_an_entry => Some("other page"),
        Group::Answers if answer.caution == Some(Caution::Mentioned) => Some(MENTIONED),
        Group::Answers | Group::Drugs | Group::Trials | Group::Topics | Group::Questions | Group::References => None,
    }
}

/// How much was found, group for group where there is room.
fn counts(answer: &Answer, room: usize) -> String {
    let long = answer.counts();
    match answer.hits.len() {
        0 => "nothing found".to_owned(),
        _ if long.width() + 2 <= room => long,
        _ => format!("{} found", answer.hits.len()),
    }
}

/// The columns of what a hit is, before its title.
const LABEL: usize = 13;

/// A hit on its row.
struct Row<'a> {
    shown: HitRow<'a>,
    /// What precedes a page that has another name than was typed.
    elsewhere: Option<&'static str>,
    answer: &'a Answer,
    glyphs: Glyphs,
}

impl Row<'_> {
    fn draw(&self, is_chosen: bool, theme: Theme, row: Rect, buffer: &mut Buffer) {
        let base = theme.tone(if is_chosen { Tone::Selected } else { Tone::Text });
        buffer.set_style(row, base);
        let mut x = row.x;
        let mut is_cut = false;
        let mut put = |text: &str, style: Style| {
            let room = usize::from(row.right().saturating_sub(x));
            is_cut |= text.width() > room;
            x = write(buffer, (x, row.y), text, room, style);
        };
        put(if is_chosen { "> " } else { "  " }, base);
        let shown = &self.shown;
        let label_style = if shown.route_differs && !is_chosen { theme.tone(Tone::Strong) } else { base };
        put(&format!("{:LABEL$} ", self.label()), label_style);
        let by_title = *shown.matched == *shown.title;
        let differing: &[Range<usize>] = if by_title { &shown.differing } else { &[] };
        self.text(shown.title, differing, (base, is_chosen), theme, &mut put);
        if self.elsewhere.is_some() {
            shown.route.iter().for_each(|route| put(&format!(", {route}"), base));
        }
        if !by_title {
            let excerpt = self.excerpt();
            let cut = excerpt.len() < shown.matched.len();
            put("  ", base);
            put(if cut { self.glyphs.of(Glyph::Cut) } else { "" }, base);
            self.text(excerpt, &shown.differing, (base, is_chosen), theme, &mut put);
        }
        if !self.shown.status.is_empty() && self.elsewhere.is_none() {
            put(&format!("  {}", self.glyphs.show(self.shown.status)), base);
        }
        if is_cut {
            let dots = self.glyphs.of(Glyph::Cut);
            let width = u16::try_from(dots.width()).expect("the dots are a few columns");
            write(buffer, (row.right().saturating_sub(width).max(row.x), row.y), dots, usize::from(row.width), base);
        }
    }

    /// What the hit is: the route of a drug, the kind of anything else.
    fn label(&self) -> String {
        if let Some(elsewhere) = self.elsewhere {
            return elsewhere.to_owned();
        }
        match (self.shown.route, self.shown.route_differs) {
            (Some(route), true) => format!("[{route}]"),
            (Some(route), false) => route.to_owned(),
            (None, _) => {
                let word = self.shown.id.group();
                if word.len() > LABEL { "topic".to_owned() } else { word.to_owned() }
            }
        }
    }

    /// The text that matched. An answer is read from its beginning, which says of whom it holds and whose words it is; of a statement
    /// that only mentions what was typed, the text from a little before the place.
    fn excerpt(&self) -> &str {
        const BEFORE: usize = 24;
        let matched = &*self.shown.matched;
        let superseded = matched.starts_with("SUPERSEDED");
        if self.shown.anchor.is_none() || superseded || self.elsewhere != Some(MENTIONED) {
            return matched;
        }
        let place = places(matched, &self.answer.query).first().map_or(0, |place| place.start);
        let before = &matched[..place];
        let words = before.char_indices().filter(|(at, c)| *c == ' ' && at + BEFORE >= place);
        let start = words.map(|(at, _)| at + 1).next().filter(|_| place > BEFORE).unwrap_or(0);
        &matched[start..]
    }

    /// Writes a text: letters that tell it apart in brackets and reversed, or else what matched underlined.
    fn text(
        &self,
        text: &str,
        differing: &[Range<usize>],
        (base, is_chosen): (Style, bool),
        theme: Theme,
        write: &mut impl FnMut(&str, Style),
    ) {
        let found = if differing.is_empty() {
            lit(text, &self.answer.query, &self.answer.synonyms)
        } else {
            differing.to_vec()
        };
        let (open, close) = if differing.is_empty() { ("", "") } else { ("[", "]") };
        let style = match (differing.is_empty(), is_chosen) {
            (false, _) => theme.tone(Tone::Differing),
            (true, false) => theme.tone(Tone::HitMatch),
            (true, true) => base.add_modifier(Modifier::UNDERLINED),
        };
        let mut end = 0;
        for range in found {
            write(&self.glyphs.show(&text[end..range.start]), base);
            let part = self.glyphs.show(&text[range.clone()]);
            write(&format!("{open}{part}{close}"), style);
            end = range.end;
        }
        write(&self.glyphs.show(&text[end..]), base);
    }
}
