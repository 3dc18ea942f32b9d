//! Reads a clinic's overlay: its own notes, and nothing else.
//!
//! Promises: a note is added, never put in the place of something. Whatever would replace, supersede or hide what the base
//! says is a fault that says why.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::id::EntryId;
use super::super::model::{Claim, Draft, Note, Origin, Overlay, Voice};
use super::super::nearest::{Suggestions, nearest};
use super::super::reader::Reader;
use super::super::source::SourceFile;
use super::super::span::Located;
use super::symbols::Definition;
use super::{FileLoader, Loaded, Symbols, provenance};

/// How the id of a note begins. Nothing on a page of a base has such a name, so that a note's name never hides it.
const PREFIX: &str = "local-";

/// The tables of an overlay.
const TABLES: [&str; 2] = ["overlay", "claim"];

/// Reads an overlay over a base that compiled. The draft has the base's entries and claims, and the notes after them.
pub(in super::super) fn load_over(base: Draft, number: u32, file: &SourceFile, digest: String) -> Loaded {
    let symbols = Symbols::from_compiled(&base);
    let notes = FileLoader::run(number, file, &Arc::default(), |this, reader, _is_empty| {
        this.overlay(reader, &symbols, digest);
    });
    let mut loaded = Loaded { draft: base, symbols, complete: true, ..Loaded::default() };
    loaded.add(notes);
    loaded
}

impl FileLoader {
    pub(super) fn overlay(&mut self, r: &Reader<'_>, symbols: &Symbols, digest: String) {
        let overlay = r.table("overlay").and_then(|r| {
            let title = r.text("title");
            let author = r.text("author");
            let date = r.date("date");
            r.finish();
            Some(Overlay { title: title?, author: author?, date: date?, digest })
        });
        let mut suggestions = Suggestions::new();
        for r in r.tables("claim") {
            self.note(&r, symbols, overlay.as_ref(), &mut suggestions);
        }
        r.finish_with(|name| {
            let misspelt = nearest(name, TABLES.into_iter()).is_some();
            (!misspelt).then(|| {
                (
                    format!("`{name}` is not allowed in an overlay"),
                    "an overlay only adds notes, each a [[claim]]; to change approvals, boxed warnings, doses or other \
                     entries, keep a base of your own and open it with --data",
                )
            })
        });
        self.draft.overlay = overlay;
    }

    fn note(&mut self, r: &Reader<'_>, symbols: &Symbols, overlay: Option<&Overlay>, suggestions: &mut Suggestions) {
        let id = self.note_id(r, symbols);
        let mut about = r.ids("about");
        let section = r.word("section");
        let origin = r.optional_word::<Origin>("origin");
        let text = r.text("text");
        let source = r.optional_text("source");
        let cites = r.has("cites") || r.has("basis");
        let provenance = if cites { provenance(r) } else { None };
        r.finish_with(|name| {
            matches!(name, "supersedes" | "superseded" | "replaces" | "hides").then(|| {
                (
                    format!("`{name}` is not allowed in an overlay: a note never replaces another statement"),
                    "say in the text what differs, and leave the choice to the reader; remove a note that no longer holds",
                )
            })
        });
        report_misplaced_note(r, &about, origin);
        if let Some(home) = about.first().filter(|home| !symbols.has_entry(home)) {
            report_no_such_page(r, symbols, home, suggestions);
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
                brief: None,
                dated: None,
                checked: None,
                superseded: None,
            })
        };
        self.draft.claims.extend(note());
    }

    /// The id of a note, which no statement of the base may have.
    fn note_id(&mut self, r: &Reader<'_>, symbols: &Symbols) -> Option<Located<String>> {
        let id = r.slug("id")?;
        if symbols.has_statement(&id) {
            let message = format!("the base has a statement `{}`, which a note cannot replace", *id);
            let fault = Diagnostic::new(Code::K018, id.span(), message)
                .help(format!("give the note an id of its own, such as `{PREFIX}{}`", *id));
            r.report(fault);
            return None;
        }
        if !id.starts_with(PREFIX) {
            let message = format!("the id of a note must begin with `{PREFIX}`, to be told from those of the base");
            let fault = Diagnostic::new(Code::K018, id.span(), message).help(format!("write `{PREFIX}{}`", *id));
            r.report(fault);
        }
        self.definitions.push(Definition::Claim(id.clone()));
        Some(id)
    }
}

/// Reports a note without a page, on a page that takes no notes, or with an origin other than the clinic.
fn report_misplaced_note(r: &Reader<'_>, about: &[Located<EntryId>], origin: Option<Located<Origin>>) {
    if r.is_empty_list("about") {
        let fault = Diagnostic::new(Code::K006, r.span_of("about"), "this note names no page to be shown on")
            .help("name at least one entry of the base: `about = [\"...\"]`; `jakref list` names them all");
        r.report(fault);
    }
    if let Some(since) = about.iter().find(|id| ***id == EntryId::since()) {
        let fault = Diagnostic::new(Code::K018, since.span(), "a note cannot be on the page of what has changed")
            .help("that page lists changes of the base; put the note on the pages it is about");
        r.report(fault);
    }
    if let Some(origin) = origin.filter(|origin| **origin != Origin::Local) {
        let fault = Diagnostic::new(
            Code::K018,
            origin.span(),
            format!("the origin of a note is \"local\", not {:?}", origin.word()),
        )
        .help("write `origin = \"local\"`, or leave the line out");
        r.report(fault);
    }
}

fn report_no_such_page(r: &Reader<'_>, symbols: &Symbols, id: &Located<EntryId>, suggestions: &mut Suggestions) {
    let ids = symbols.ids();
    let help = match suggestions.nearest(&id.to_string(), ids.map(|id| Cow::Owned(id.to_string()))) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`jakref list` names every entry of the base".to_owned(),
    };
    r.report(Diagnostic::new(Code::K011, id.span(), format!("there is no entry `{}`", **id)).help(help));
}
