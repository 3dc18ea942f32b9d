//! Reads claims, and where they come from.

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::id::EntryId;
use super::super::model::{Citation, Claim, Origin, Provenance, Supersession, Voice};
use super::super::reader::Reader;
use super::super::span::Located;
use super::Part;
use super::known::Named;

impl Part {
    /// The id of a claim, noted whatever else is wrong with it.
    pub(super) fn claim_id(&mut self, r: &Reader<'_>) -> Option<Located<String>> {
        let id = r.slug("id")?;
        self.named.push(Named::Claim(id.clone()));
        Some(id)
    }

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
            let superseded = r.table("superseded").and_then(|r| {
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

/// Who makes a claim of a base; a clinic's notes stand in an overlay.
fn voice(r: &Reader<'_>, origin: Option<Located<Origin>>, provenance: Option<Provenance>) -> Option<Located<Voice>> {
    let origin = origin?;
    let span = origin.span();
    let voice = match *origin {
        Origin::Review => Voice::Review(provenance?),
        Origin::Update => Voice::Update(provenance?),
        Origin::Local => {
            let fault = Diagnostic::new(Code::K018, span, "a clinic's own note cannot stand in a base")
                .help("move it into an overlay, which says whose it is and of when; see data/README.md");
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
        let fault = Diagnostic::new(Code::K013, r.span_of("cites"), "this has no citation")
            .help("say where it comes from: `cites = [{ ref = \"...\", at = \"...\" }]`");
        r.report(fault);
        return None;
    }
    (cites.len() == count).then_some(())?;
    Some(Provenance { cites, basis: basis? })
}

fn citation(r: &Reader<'_>) -> Option<Citation> {
    let reference = r.slug("ref");
    if !r.has("at") {
        let fault = Diagnostic::new(Code::K013, r.span(), "this citation names no place inside the work")
            .help("add `at = \"...\"`: the section, table or page, or \"Abstract\"");
        r.report(fault);
        // Asking for it keeps it among the keys that can stand here.
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
