//! Reads claims, and where they come from.

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::id::EntryId;
use super::super::model::{Brief, Citation, Claim, LONGEST_BRIEF, Origin, Provenance, Supersession, Voice};
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
            let region = self.optional_region(&r);
            if let (Some(region), false) = (&region, r.has("card")) {
                let fault = Diagnostic::new(Code::K006, region.span(), "`region` is here, but `card` is not")
                    .help("the region of a claim is shown on a card: give `card` and `brief`, or remove it");
                r.report(fault);
            }
            let brief = brief(&r).map(|brief| Box::new(Brief { region, ..brief }));
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
                    brief,
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

/// What a statement says on a card: `card` and `brief`, together or not at all.
pub(super) fn brief(r: &Reader<'_>) -> Option<Brief> {
    let line = r.optional_word("card");
    let text = short_text(r);
    if r.has("card") != r.has("brief") {
        let (there, missing) = if r.has("card") { ("card", "brief") } else { ("brief", "card") };
        let message = format!("`{there}` is here, but `{missing}` is not");
        let fault = Diagnostic::new(Code::K006, r.span_of(there), message)
            .help("give `card`, the line of the card, and `brief`, its words; or neither");
        r.report(fault);
    }
    Some(Brief { line: line?, text: text?, region: None })
}

/// The words for a card under `brief`.
pub(super) fn short_text(r: &Reader<'_>) -> Option<Located<String>> {
    let text = r.optional_text("brief")?;
    let length = text.chars().count();
    if length > LONGEST_BRIEF {
        let message = format!("this brief has {length} characters, more than {LONGEST_BRIEF}");
        let fault = Diagnostic::new(Code::K009, text.span(), message)
            .help("a line of the card has room for no more: say less, the full text is one key away");
        r.report(fault);
        return None;
    }
    Some(text)
}

pub(super) fn provenance(r: &Reader<'_>) -> Option<Provenance> {
    let basis = r.word("basis");
    let mut count = 0;
    let cites: Vec<Citation> = r.all("cites", |r| {
        count += 1;
        citation(r)
    });
    r.expects("cites");
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
        r.expects("at");
        let _via = r.optional_text("via");
        r.finish();
        return None;
    }
    let at = r.text("at");
    let via = r.optional_text("via");
    r.finish();
    Some(Citation { reference: reference?, at: at?, via })
}
