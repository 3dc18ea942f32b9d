//! Reads claims, and where they come from.

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::id::EntryId;
use super::super::model::{Citation, Claim, Origin, Provenance, Supersession, Voice};
use super::super::reader::Reader;
use super::super::span::Located;
use super::FileLoader;

impl FileLoader {
    pub(super) fn claims(&mut self, r: &Reader<'_>, home: Option<&EntryId>) {
        for r in r.tables("claim") {
            let id = self.claim_id(&r);
            let about = r.ids("about");
            let section = r.word("section");
            let origin = r.word("origin");
            let text = r.text("text");
            let voice = voice(&r, origin, provenance(&r));
            let dated = r.optional_date("dated");
            let checked = r.optional_date("checked");
            let superseded = r.optional_table("superseded").and_then(|r| {
                let on = r.date("on");
                let by = r.slug("by");
                let why = r.optional_text("why");
                r.finish();
                Some(Box::new(Supersession { on: on?, by: by?, why }))
            });
            r.finish();
            let claim = || {
                Some(Claim {
                    id: id?,
                    home: home?.clone(),
                    about,
                    section: section?,
                    text: text?,
                    voice: voice?,
                    dated,
                    checked,
                    superseded,
                })
            };
            self.draft.claims.extend(claim());
        }
    }
}

fn voice(r: &Reader<'_>, origin: Option<Located<Origin>>, provenance: Option<Provenance>) -> Option<Located<Voice>> {
    let origin = origin?;
    let span = origin.span();
    let voice = match *origin {
        Origin::Review => Voice::Review(provenance?),
        Origin::Update => Voice::Update(provenance?),
        Origin::Local => {
            let fault = Diagnostic::new(Code::K018, span, "a clinic's own note does not belong in a base")
                .help("move it to an overlay, which names its author and its date; see data/README.md");
            r.report(fault);
            return None;
        }
    };
    Some(Located::new(voice, span))
}

pub(super) fn provenance(r: &Reader<'_>) -> Option<Provenance> {
    let basis = r.word("basis");
    let mut count = 0;
    let cites: Vec<Citation> = r.all("cites", |r| {
        count += 1;
        citation(r)
    });
    if count == 0 {
        let fault = Diagnostic::new(Code::K013, r.span_of("cites"), "no source is cited here")
            .help("say where it comes from: `cites = [{ ref = \"...\", at = \"...\" }]`");
        r.report(fault);
        return None;
    }
    // A citation with a fault was reported; the statement must not seem to rest on the others alone.
    if cites.len() < count {
        return None;
    }
    Some(Provenance { cites, basis: basis? })
}

fn citation(r: &Reader<'_>) -> Option<Citation> {
    let reference = r.slug("ref");
    if !r.has("at") {
        let fault = Diagnostic::new(Code::K013, r.span(), "this citation names no place in the work")
            .help("add `at = \"...\"`: the section, table or page, or \"Abstract\"");
        r.report(fault);
        // Asked for all the same, so that neither is an unknown key.
        let _absent = r.optional_text("at");
        let _via = r.optional_text("via");
        r.finish();
        return None;
    }
    let at = r.text("at");
    let via = r.optional_text("via");
    r.finish();
    Some(Citation { reference: reference?, at: at?, via })
}
