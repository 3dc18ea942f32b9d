//! Reads the vocabulary of a base from `review.toml`.

use std::cell::RefCell;

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::model::{DRUG, Looked, Region, Route, Terms, is_route_id};
use super::super::reader::{Faults, Reader, parse};
use super::super::span::{Located, SourceSpan};
use super::super::text::capitalised;

/// The vocabulary that the text of `review.toml` declares, for the files that use it. Its faults are reported when the review is
/// read.
pub(in super::super) fn declared_terms(review: &str) -> Terms {
    let Ok(tree) = parse(review) else { return Terms::default() };
    let faults = RefCell::<Faults>::default();
    terms(&Reader::new(&tree, SourceSpan::default(), &faults))
}

pub(super) fn terms(r: &Reader<'_>) -> Terms {
    let mut terms = Terms::default();
    if r.has("route") {
        terms.routes.clear();
    }
    for r in r.tables("route") {
        let id = r.slug("id").filter(|id| {
            let fault = if !is_route_id(id) {
                Some(Diagnostic::new(Code::K009, id.span(), format!("`{}` has another meaning in a base", **id)))
            } else if terms.route(id).is_some() {
                Some(Diagnostic::new(Code::K010, id.span(), format!("the route `{}` is declared twice", **id)))
            } else {
                None
            };
            fault.is_none_or(|fault| {
                r.report(fault.help("give the route another id; it is the name of its folder"));
                false
            })
        });
        let says = r.text("says");
        let tab = r.optional_text("tab").map(Located::into_value);
        let kind = r.optional_text("kind").map_or_else(|| DRUG.to_owned(), Located::into_value);
        r.finish();
        if let (Some(id), Some(says)) = (id, says) {
            let tab = tab.unwrap_or_else(|| capitalised(&id.replace('-', " ")));
            terms.routes.push(Route { id: id.into_value(), says: says.into_value(), tab, kind });
        }
    }
    if let Some(verb) = r.optional_text("verb") {
        terms.verb = verb.into_value();
    }
    if r.has("regions") || r.has("region") {
        terms.regions.clear();
    }
    let listed = r.texts("regions").into_iter().map(|id| (Region::named(&id), id.span()));
    let declared = r.all("region", |r| {
        let (id, says, short) = (r.text("id"), r.optional_text("says"), r.optional_text("short"));
        r.finish();
        let (id, span) = (id.as_ref()?, id.as_ref()?.span());
        let named = Region::named(id);
        let or = |text: Option<Located<String>>, usual: String| text.map_or(usual, Located::into_value);
        Some((Region { says: or(says, named.says), short: or(short, named.short), ..named }, span))
    });
    for (region, span) in listed.chain(declared) {
        let fault = if region.short.chars().count() != 2 {
            Some((Code::K009, format!("{:?} is not two letters", region.short), "give two letters as `short`"))
        } else if terms.region(&region.id).is_some() {
            Some((Code::K010, format!("the region {region:} is declared twice"), "remove one of them"))
        } else {
            let alike = terms.regions.iter().find(|other| other.short == region.short);
            let message = |other: &Region| format!("{region} and {other} would both be {} in a column", region.short);
            alike.map(|other| {
                (Code::K010, message(other), "declare one of them as [[region]], with other letters as `short`")
            })
        };
        match fault {
            Some((code, message, help)) => r.report(Diagnostic::new(code, span, message).help(help)),
            None => terms.regions.push(region),
        }
    }
    terms.looked = looked(r);
    terms
}

/// What was looked for.
pub(super) fn looked(r: &Reader<'_>) -> Vec<Looked> {
    r.all("looked", |r| {
        let section = r.optional_word("section").map(|section| *section);
        let (place, on) = (r.text("where"), r.date("on"));
        r.finish();
        Some(Looked { section, place: place?.into_value(), on: *on? })
    })
}
