//! Reads a clinic's overlay: its own notes, and nothing else.
//!
//! Promises: a note is added, never put in the place of something. Whatever would replace, supersede or hide what the base
//! says is a fault that says why.

use std::borrow::Cow;

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::id::{EntryId, Kind};
use super::super::model::{Claim, Draft, Note, Origin, Overlay, Voice};
use super::super::reader::{Reader, Suggestions, nearest};
use super::super::source::SourceFile;
use super::super::span::Located;
use super::known::Named;
use super::{Known, Loaded, Part, provenance};

/// How the id of a note begins: no section, statement or part of a page of a base can be called so by mistake, and so
/// none is hidden behind a note's name.
const PREFIX: &str = "local-";

/// What can stand at the head of an overlay.
const TABLES: [&str; 2] = ["overlay", "claim"];

/// What an overlay says over a base that was read before, as far as it could be read. The draft holds the base's entries
/// and claims, the notes after them.
pub(in super::super) fn load_over(base: Draft, number: u32, file: &SourceFile, digest: String) -> Loaded {
    let known = Known::of(&base);
    let notes = Part::of(number, file, |part, reader, _empty| part.overlay(reader, &known, digest));
    let mut loaded = Loaded { draft: base, known, complete: true, ..Loaded::default() };
    loaded.add(notes);
    loaded
}

impl Part {
    fn overlay(&mut self, r: &Reader<'_>, known: &Known, digest: String) {
        let overlay = r.required_table("overlay").and_then(|r| {
            let title = r.text("title");
            let author = r.text("author");
            let date = r.date("date");
            r.finish();
            Some(Overlay { title: title?, author: author?, date: date?, digest })
        });
        let mut suggestions = Suggestions::new();
        for r in r.tables("claim") {
            self.note(&r, known, overlay.as_ref(), &mut suggestions);
        }
        r.finish_unless(|name| {
            let misspelt = nearest(name, TABLES.into_iter()).is_some();
            (!misspelt).then(|| {
                (
                    format!("`{name}` cannot stand in an overlay"),
                    "an overlay adds notes, as [[claim]]; approvals, boxed warnings, doses and all other entries are \
                     the base's, and a clinic that must change them keeps a base of its own for --data",
                )
            })
        });
        self.draft.overlay = overlay;
    }

    fn note(&mut self, r: &Reader<'_>, known: &Known, overlay: Option<&Overlay>, suggestions: &mut Suggestions) {
        let id = self.note_id(r, known);
        let mut about = r.ids("about");
        let section = r.word("section");
        let origin = r.optional_word::<Origin>("origin");
        let text = r.text("text");
        let source = r.optional_text("source");
        let cites = r.has("cites") || r.has("basis");
        let provenance = if cites { provenance(r) } else { None };
        r.finish_unless(|name| {
            matches!(name, "supersedes" | "superseded" | "replaces" | "hides").then(|| {
                (
                    format!("`{name}` cannot stand in an overlay: a note never takes the place of another statement"),
                    "say in the text what is different here, and leave it to the reader; remove a note that no longer holds",
                )
            })
        });
        is_of_the_clinic(r, &about, origin);
        if let Some(home) = about.first().filter(|home| !known.has_entry(home)) {
            no_such_page(r, known, home, suggestions);
            return;
        }
        let span = r.span();
        let note = || {
            let overlay = overlay?;
            let home = if about.is_empty() { None } else { Some(about.remove(0).into_value()) };
            let (author, date) = (overlay.author.to_string(), *overlay.date);
            let voice = Located::new(Voice::Local(Box::new(Note { author, date, source, provenance })), span);
            Some(Claim {
                id: id?,
                home: home?,
                about,
                section: section?,
                text: text?,
                voice,
                dated: None,
                checked: None,
                superseded: None,
            })
        };
        self.draft.claims.extend(note());
    }

    /// The id of a note, which no statement of the base may have.
    fn note_id(&mut self, r: &Reader<'_>, known: &Known) -> Option<Located<String>> {
        let id = r.slug("id")?;
        if known.has_statement(&id) {
            let message = format!("the base has a statement `{}`, and a note cannot take its place", *id);
            let fault = Diagnostic::new(Code::K018, id.span(), message)
                .help(format!("give the note an id of its own, such as `{PREFIX}{}`", *id));
            r.report(fault);
            return None;
        }
        if !id.starts_with(PREFIX) {
            let message = format!("the id of a note begins with `{PREFIX}`, so that it cannot be taken for the base's");
            let fault = Diagnostic::new(Code::K018, id.span(), message).help(format!("write `{PREFIX}{}`", *id));
            r.report(fault);
        }
        self.named.push(Named::Claim(id.clone()));
        Some(id)
    }
}

/// Reports a note without a page, on a page that is not for notes, or said to be of another origin.
fn is_of_the_clinic(r: &Reader<'_>, about: &[Located<EntryId>], origin: Option<Located<Origin>>) {
    if r.is_empty_list("about") {
        let fault = Diagnostic::new(Code::K006, r.span_of("about"), "this note does not say on which page it stands")
            .help("name an entry of the base at least: `about = [\"...\"]`; `jakref list` names them all");
        r.report(fault);
    }
    if let Some(since) = about.iter().find(|id| ***id == EntryId::since()) {
        let fault = Diagnostic::new(Code::K018, since.span(), "a note cannot stand on the page of what has changed")
            .help("that page tells what the base says; put the note on the pages it is about");
        r.report(fault);
    }
    if let Some(origin) = origin.filter(|origin| **origin != Origin::Local) {
        let fault = Diagnostic::new(
            Code::K018,
            origin.span(),
            format!("a note of an overlay is not of origin {origin:?}", origin = origin.word()),
        )
        .help("write origin = \"local\", or leave the line out");
        r.report(fault);
    }
}

fn no_such_page(r: &Reader<'_>, known: &Known, id: &Located<EntryId>, suggestions: &mut Suggestions) {
    let ids = Kind::ALL.iter().flat_map(|kind| known.names(*kind).filter_map(|name| EntryId::new(*kind, name)));
    let help = match suggestions.nearest(&id.to_string(), ids.map(|id| Cow::Owned(id.to_string()))) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`jakref list` names every entry of the base".to_owned(),
    };
    r.report(Diagnostic::new(Code::K011, id.span(), format!("there is no entry `{}`", **id)).help(help));
}
