//! Reads a drug.

use jiff::civil::Date;

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::id::EntryId;
use super::super::model::{
    Approval, Band, BoxedWarning, Dose, Drug, LabelStatus, Marketing, Regimen, Region, Route, Step, Warning,
};
use super::super::nearest::nearest;
use super::super::quantity::Amount;
use super::super::reader::Reader;
use super::super::span::Located;
use super::super::vocabulary::vocabulary;
use super::terms::looked;
use super::{FileLoader, brief, provenance, short_text};

vocabulary! {
    /// The words for a boxed warning in the data files.
    pub enum BoxedWord {
        /// It does.
        Present = "present",
        /// It does not.
        Absent = "absent",
        /// No label was found.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// The words for a dose's label in the data files.
    pub enum LabelWord {
        /// A label does.
        Labelled = "labelled",
        /// It was studied; no label covers it.
        Studied = "studied",
    }
}

impl FileLoader {
    pub(super) fn drug(&mut self, r: &Reader<'_>, id: EntryId, route: Route) {
        let name = r.text("name");
        let brands = r.texts("brands");
        let codes = r.texts("codes");
        let aliases = r.texts("aliases");
        let targets = r.texts("targets");
        let verb = r.optional_text("verb").map_or_else(|| self.terms.verb.clone(), Located::into_value);
        let closes = r.texts("closes");
        let forms = r.texts("forms");
        let sponsor = r.optional_text("sponsor");
        let near = r.ids("near");
        let provenance = provenance(r);
        let approvals = r.all("approval", |r| self.approval(r));
        let reported_approval = r.optional_text("reported_approval");
        let marketing = r.all("marketing", |r| self.marketing(r));
        let boxed_warning = if route.is_of_drugs() {
            r.table("boxed_warning").and_then(|r| self.boxed_warning(&r))
        } else {
            if let Some(table) = r.optional_table("boxed_warning") {
                let message = format!("what is no drug but \"{}\" has no label that could carry a warning", route.kind);
                r.report(Diagnostic::new(Code::K005, table.span(), message).help("remove the table `[boxed_warning]`"));
            }
            Some(BoxedWarning::NotApplicable)
        };
        let warnings = r.all("warning", |r| self.warning(r));
        let looked = looked(r);
        let doses = r.all("dose", |r| self.dose(r));
        self.claims(r, Some(&id));
        let drug = || {
            Some(Drug {
                id,
                route,
                name: name?,
                brands,
                codes,
                aliases,
                targets,
                verb,
                closes,
                forms,
                sponsor,
                near,
                provenance: provenance?,
                approvals,
                reported_approval,
                marketing,
                boxed_warning: boxed_warning?,
                warnings,
                looked,
                doses,
            })
        };
        self.draft.drugs.extend(drug());
    }

    fn dose(&mut self, r: &Reader<'_>) -> Option<Dose> {
        let id = self.dose_or_result_id(r);
        let standing = r.word::<LabelWord>("standing");
        let region = self.optional_region(r);
        let population = r.text("population");
        let regimen = regimen(r);
        let maximum = r.optional_text("maximum").map(Amount::new);
        let route = self.route(r);
        let note = r.optional_text("note");
        let brief = brief(r);
        let provenance = provenance(r);
        r.finish();
        if let Some(standing) = &standing {
            let labelled = **standing == LabelWord::Labelled;
            if labelled != r.has("region") {
                let message = if labelled {
                    "a labelled dose must name the region of the label: `region` is missing"
                } else {
                    "a studied dose has no label, so it has no region"
                };
                r.report(
                    Diagnostic::new(Code::K006, standing.span(), message)
                        .help("give `region` with standing = \"labelled\", and only with it"),
                );
                return None;
            }
        }
        Some(Dose {
            id: id?,
            status: match *standing? {
                LabelWord::Labelled => LabelStatus::Labelled(region?),
                LabelWord::Studied => LabelStatus::Studied,
            },
            population: population?,
            regimen: regimen?,
            route,
            maximum,
            note,
            brief,
            provenance: provenance?,
        })
    }
}

impl FileLoader {
    /// The region that `region` names. Reports one that is missing or that the base does not have.
    fn region(&self, r: &Reader<'_>) -> Option<Located<Region>> {
        self.region_of(r, r.text("region")?)
    }

    pub(super) fn optional_region(&self, r: &Reader<'_>) -> Option<Located<Region>> {
        self.region_of(r, r.optional_text("region")?)
    }

    fn region_of(&self, r: &Reader<'_>, id: Located<String>) -> Option<Located<Region>> {
        let region = self.terms.region(&id).cloned();
        if region.is_none() {
            let all = || self.terms.regions.iter().map(|region| region.id.as_str());
            let help = match nearest(&id, all()) {
                Some(meant) => format!("did you mean {meant:?}?"),
                None => {
                    let all: Vec<&str> = all().collect();
                    format!("use one of {}, or list it under `regions` in review.toml", all.join(", "))
                }
            };
            r.report(Diagnostic::new(Code::K008, id.span(), format!("{:?} is no region of this base", *id)).help(help));
        }
        Some(Located::new(region?, id.span()))
    }

    /// The route that `route` names. Reports a name that is not declared.
    pub(super) fn route(&self, r: &Reader<'_>) -> Option<Route> {
        let id = r.optional_text("route")?;
        let route = self.terms.route(&id).cloned();
        if route.is_none() {
            let all: Vec<&str> = self.terms.routes.iter().map(|route| route.id.as_str()).collect();
            let message = format!("`{}` is no route of this base", *id);
            let help = format!("use one of {}, or declare a [[route]] in review.toml", all.join(", "));
            r.report(Diagnostic::new(Code::K008, id.span(), message).help(help));
        }
        route
    }
}

/// How much, and how often.
fn regimen(r: &Reader<'_>) -> Option<Regimen> {
    if r.has("steps") {
        let steps = r.all("steps", |r| {
            let (amount, when) = (amount(r), r.text("when"));
            r.finish();
            Some(Step { amount: amount?, when: when? })
        });
        return is_not_empty(r, "steps").then_some(Regimen::Steps(steps));
    }
    if r.has("bands") {
        let bands = r.all("bands", |r| {
            let (who, amount) = (r.text("for"), amount(r));
            r.finish();
            Some(Band { who: who?, amount: amount? })
        });
        let frequency = r.text("frequency");
        return is_not_empty(r, "bands").then_some(Regimen::Bands(bands, frequency?));
    }
    let (amount, frequency) = (amount(r), r.text("frequency"));
    Some(Regimen::Constant(amount?, frequency?))
}

fn amount(r: &Reader<'_>) -> Option<Amount> {
    r.text("amount").map(Amount::new)
}

/// Whether a list has something. Reports one that has nothing.
fn is_not_empty(r: &Reader<'_>, key: &str) -> bool {
    if r.is_empty_list(key) {
        let fault = Diagnostic::new(Code::K006, r.span_of(key), format!("`{key}` has nothing in it"));
        r.report(fault.help("give at least one, or `amount` and `frequency` in its place"));
    }
    !r.is_empty_list(key)
}

/// A day, or the month or year as a text where only that is known.
fn day_or_month(r: &Reader<'_>) -> (Option<Located<Date>>, Option<Located<String>>) {
    if !r.is_text("on") {
        return (r.optional_date("on"), None);
    }
    let about = r.optional_text("on").filter(|text| {
        let parts: Vec<&str> = text.split('-').collect();
        let is_digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        let fits = match parts.as_slice() {
            [year] => is_digits(year, 4),
            [year, month] => is_digits(year, 4) && is_digits(month, 2) && ("01"..="12").contains(month),
            _more => false,
        };
        if !fits {
            let fault = Diagnostic::new(Code::K009, text.span(), format!("{:?} is neither a month nor a year", **text));
            r.report(fault.help("write a day without quotation marks, or \"2006-09\" or \"2006\""));
        }
        fits
    });
    (None, about)
}

impl FileLoader {
    fn warning(&self, r: &Reader<'_>) -> Option<Warning> {
        let (kind, region, items) = (r.text("kind"), self.region(r), r.texts("items"));
        let (provenance, checked) = (provenance(r), r.date("checked"));
        r.finish();
        if r.is_empty_list("items") {
            let fault = Diagnostic::new(Code::K006, r.span_of("items"), "the warning has no items");
            r.report(fault.help("list what it warns of: `items = [\"...\"]`"));
            return None;
        }
        Some(Warning { kind: kind?, region: region?, items, provenance: provenance?, checked: checked? })
    }

    fn approval(&self, r: &Reader<'_>) -> Option<Approval> {
        let region = self.region(r);
        let (on, about) = day_or_month(r);
        let population = r.text("population");
        let provenance = provenance(r);
        let checked = r.date("checked");
        r.finish();
        Some(Approval {
            region: region?,
            on,
            about,
            population: population?,
            provenance: provenance?,
            checked: checked?,
        })
    }

    fn marketing(&self, r: &Reader<'_>) -> Option<Marketing> {
        let region = self.region(r);
        let on = r.optional_date("on");
        let text = r.text("text");
        let provenance = provenance(r);
        r.finish();
        Some(Marketing { region: region?, on, text: text?, provenance: provenance? })
    }

    fn boxed_warning(&self, r: &Reader<'_>) -> Option<BoxedWarning> {
        let status = r.word::<BoxedWord>("status");
        let known = status.as_ref().is_none_or(|status| **status != BoxedWord::Unknown);
        let region = known.then(|| self.region(r)).flatten();
        let product = known.then(|| r.optional_text("product")).flatten();
        let items = if status.as_ref().is_none_or(|status| **status == BoxedWord::Present) {
            r.texts("items")
        } else {
            Vec::new()
        };
        let brief =
            if status.as_ref().is_none_or(|status| **status == BoxedWord::Present) { short_text(r) } else { None };
        let provenance = known.then(|| provenance(r)).flatten();
        let checked = if known { r.date("checked") } else { r.optional_date("checked") };
        r.finish();
        match *status? {
            BoxedWord::Unknown => Some(BoxedWarning::Unknown {
                checked: Located::new(checked.map(Located::into_value), r.span_of("checked")),
            }),
            BoxedWord::Absent => {
                Some(BoxedWarning::Absent { region: region?, product, provenance: provenance?, checked: checked? })
            }
            BoxedWord::Present => {
                if r.is_empty_list("items") {
                    let fault = Diagnostic::new(Code::K006, r.span_of("items"), "the boxed warning has no items")
                        .help("list what it warns of: `items = [\"...\"]`");
                    r.report(fault);
                    return None;
                }
                let (region, provenance, checked) = (region?, provenance?, checked?);
                (!items.is_empty()).then_some(BoxedWarning::Present {
                    region,
                    product,
                    items,
                    brief,
                    provenance,
                    checked,
                })
            }
        }
    }
}
