//! From files to a draft: one function for each kind of table.
//!
//! Promises: every file is read to its end and every fault is reported; an entry with a fault is left out of the draft,
//! but its id counts as known, so that one mistake is reported once. Never looks across entries; `resolve` does.

use std::collections::HashMap;

use toml::de::DeTable;

use super::diagnostic::{Code, Diagnostic};
use super::id::{EntryId, Kind};
use super::model::{
    Approval, Arm, BoxedWarning, Citation, Claim, Difference, Dose, Draft, Drug, Marketing, Provenance, Question,
    Reference, ResultRow, Review, Standing, Supersession, TimePoint, Topic, Trial, TrialResult,
};
use super::place::{Located, Place};
use super::reader::{Faults, Reader, nearest};
use super::source::{FOLDERS, SourceFile};
use super::vocabulary::vocabulary;

vocabulary! {
    /// Whether a label carries a boxed warning, as the data files say it.
    pub enum BoxedStatus {
        /// It does.
        Present = "present",
        /// It does not.
        Absent = "absent",
        /// No label was found.
        Unknown = "unknown",
    }
}

/// What the files say, as far as it could be read.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) draft: Draft,
    pub(super) faults: Vec<Diagnostic>,
    /// Every id that was read, of entries and of claims, also of those with faults.
    pub(super) known: Known,
    /// Whether every file could be parsed. If not, what seems to be missing may stand in the others.
    pub(super) complete: bool,
}

/// Ids and the places where they were given.
#[derive(Default)]
pub(super) struct Known {
    pub(super) entries: HashMap<EntryId, Place>,
    /// Ids of claims, doses and results, which share one name space.
    pub(super) statements: HashMap<String, Place>,
}

/// Reads every file.
pub(super) fn load(files: &[SourceFile], skip: impl Fn(u32) -> bool) -> Loaded {
    let mut loaded = Loaded { complete: true, ..Loaded::default() };
    for (number, file) in (0_u32..).zip(files) {
        if skip(number) {
            loaded.complete = false;
            continue;
        }
        let (tree, errors) = DeTable::parse_recoverable(&file.text);
        if errors.is_empty() {
            let faults = Faults::default();
            let place = Place::new(number, 0..0);
            let reader = Reader::new(tree.get_ref(), place, &faults);
            loaded.read_file(&reader, file, tree.get_ref().is_empty());
            loaded.faults.append(&mut faults.into_inner());
            continue;
        }
        loaded.complete = false;
        for error in errors {
            let place = Place::new(number, error.span().unwrap_or(0..0));
            loaded.faults.push(
                Diagnostic::new(Code::K003, place, error.message().trim())
                    .help("this is a fault of TOML itself; the file is read no further until it is mended"),
            );
        }
    }
    loaded
}

impl Loaded {
    fn read_file(&mut self, reader: &Reader<'_>, file: &SourceFile, empty: bool) {
        let stem = file.inside.strip_suffix(".toml").unwrap_or(&file.inside);
        match stem {
            "review" => self.review(reader),
            "references" => self.each(reader, "reference", Self::reference),
            "pathophysiology" => self.each(reader, "topic", |this, reader| {
                this.topic(reader, Kind::Pathophysiology);
            }),
            "safety" => self.each(reader, "topic", |this, reader| {
                this.topic(reader, Kind::Safety);
            }),
            "questions" => self.each(reader, "question", Self::question),
            _folder_or_stray => {
                let kind = match stem.split_once('/') {
                    Some(("oral", name)) => Some((Kind::Oral, name)),
                    Some(("topical", name)) => Some((Kind::Topical, name)),
                    Some(("trials", name)) => Some((Kind::Trial, name)),
                    Some(_) | None => None,
                };
                let Some((kind, name)) = kind else {
                    self.stray(reader.place(), stem);
                    return;
                };
                let Some(id) = EntryId::new(kind, name) else {
                    let message = format!("the file's name {name:?} is not an id");
                    let help = "name it in lower-case letters, digits and single hyphens";
                    self.faults.push(Diagnostic::new(Code::K009, reader.place(), message).help(help));
                    return;
                };
                self.entry(&id, reader.place());
                if empty {
                    let help = "fill it in from the template in data/README.md, or remove it";
                    self.faults.push(Diagnostic::new(Code::K006, reader.place(), "the file is empty").help(help));
                    return;
                }
                if kind == Kind::Trial {
                    self.trial(reader, id);
                } else {
                    self.drug(reader, id);
                }
            }
        }
        reader.finish();
    }

    fn stray(&mut self, place: Place, stem: &str) {
        let names = ["review", "references", "pathophysiology", "safety", "questions"];
        let help = match nearest(stem, names.into_iter()) {
            Some(meant) => format!("did you mean {meant}.toml?"),
            None => {
                format!("a base has {}.toml, and files in the folders {}", names.join(".toml, "), FOLDERS.join(", "))
            }
        };
        let message = format!("{stem}.toml is not a file of a knowledge base");
        self.faults.push(Diagnostic::new(Code::K004, place, message).help(help));
    }

    fn each(&mut self, reader: &Reader<'_>, key: &'static str, read: impl Fn(&mut Self, &Reader<'_>)) {
        for inner in reader.tables(key) {
            read(self, &inner);
            inner.finish();
        }
    }

    /// Notes that an entry exists.
    fn entry(&mut self, id: &EntryId, place: Place) {
        if let Some(first) = self.known.entries.insert(id.clone(), place) {
            let message = format!("`{id}` is there twice");
            self.faults.push(
                Diagnostic::new(Code::K010, place, message)
                    .beside(first, "first here")
                    .help("give one of them another id, or remove it"),
            );
        }
    }

    /// Notes that a statement exists.
    fn statement(&mut self, id: &Located<String>) {
        if let Some(first) = self.known.statements.insert(id.to_string(), id.place()) {
            let message = format!("the id `{}` is given twice", **id);
            self.faults.push(
                Diagnostic::new(Code::K010, id.place(), message)
                    .beside(first, "first here")
                    .help("give one of them another id; claims, doses and results share their ids"),
            );
        }
    }

    fn review(&mut self, r: &Reader<'_>) {
        let id = EntryId::review();
        self.entry(&id, r.place());
        let title = r.text("title");
        let condition = r.text("condition");
        let as_of = r.date("as_of");
        let reference = r.slug("reference");
        let scope = r.text("scope");
        let limits = r.texts("limits");
        let mesh = r.texts("mesh");
        self.claims(r, &id);
        self.draft.review = complete_review([title, condition, reference, scope], as_of, limits, mesh);
    }

    fn topic(&mut self, r: &Reader<'_>, kind: Kind) {
        let id = self.named_entry(r, kind);
        let title = r.text("title");
        if let Some(id) = id {
            self.claims(r, &id);
            if let Some(title) = title {
                self.draft.topics.push(Topic { id, title });
            }
        }
    }

    fn question(&mut self, r: &Reader<'_>) {
        let id = self.named_entry(r, Kind::Question);
        let title = r.text("title");
        let asks = r.text("asks");
        let trials = r.texts("trials");
        let claims = r.texts("claims");
        let Some(id) = id else { return };
        self.claims(r, &id);
        if let (Some(title), Some(asks)) = (title, asks) {
            self.draft.questions.push(Question { id, title, asks, trials, claims });
        }
    }

    /// The id of an entry that gives its own name.
    fn named_entry(&mut self, r: &Reader<'_>, kind: Kind) -> Option<EntryId> {
        let name = r.slug("id")?;
        let id = EntryId::new(kind, &name)?;
        self.entry(&id, name.place());
        Some(id)
    }

    fn claims(&mut self, r: &Reader<'_>, home: &EntryId) {
        for r in r.tables("claim") {
            let id = r.slug("id");
            if let Some(id) = &id {
                self.statement(id);
            }
            let about = r.ids("about");
            let section = r.word("section");
            let origin = r.word("origin");
            let text = r.text("text");
            let provenance = provenance(&r);
            let dated = r.optional_date("dated");
            let checked = r.optional_date("checked");
            let superseded = r.table("superseded").and_then(|r| {
                let on = r.date("on");
                let by = r.slug("by");
                let why = r.optional_text("why");
                r.finish();
                Some(Supersession { on: on?, by: by?, why })
            });
            r.finish();
            let claim = || {
                Some(Claim {
                    id: id?,
                    home: home.clone(),
                    about,
                    section: section?,
                    origin: origin?,
                    text: text?,
                    provenance: provenance?,
                    dated,
                    checked,
                    superseded,
                })
            };
            self.draft.claims.extend(claim());
        }
    }

    fn drug(&mut self, r: &Reader<'_>, id: EntryId) {
        let name = r.text("name");
        let brands = r.texts("brands");
        let codes = r.texts("codes");
        let aliases = r.texts("aliases");
        let targets = r.texts("targets");
        let forms = r.texts("forms");
        let sponsor = r.optional_text("sponsor");
        let near = r.ids("near");
        let provenance = provenance(r);
        let approvals = r.tables("approval").iter().filter_map(approval).collect();
        let marketing = r.tables("marketing").iter().filter_map(marketing).collect();
        let boxed_warning = r.required_table("boxed_warning").as_ref().and_then(boxed_warning);
        let mut doses = Vec::new();
        for r in r.tables("dose") {
            doses.extend(self.dose(&r));
        }
        self.claims(r, &id);
        let drug = || {
            Some(Drug {
                id,
                name: name?,
                brands,
                codes,
                aliases,
                targets,
                forms,
                sponsor,
                near,
                provenance: provenance?,
                approvals,
                marketing,
                boxed_warning: boxed_warning?,
                doses,
            })
        };
        self.draft.drugs.extend(drug());
    }

    fn dose(&mut self, r: &Reader<'_>) -> Option<Dose> {
        let id = r.slug("id");
        if let Some(id) = &id {
            self.statement(id);
        }
        let standing = r.word::<Standing>("standing");
        let region = r.optional_word("region");
        let population = r.text("population");
        let amount = r.text("amount");
        let frequency = r.text("frequency");
        let note = r.optional_text("note");
        let provenance = provenance(r);
        r.finish();
        if let Some(standing) = &standing {
            let labelled = **standing == Standing::Labelled;
            if labelled != r.has("region") {
                let message = if labelled {
                    "a labelled dose must say whose label: `region` is missing"
                } else {
                    "a studied dose has no label, and so no region"
                };
                r.report(
                    Diagnostic::new(Code::K006, standing.place(), message)
                        .help("give `region` with standing = \"labelled\", and only with it"),
                );
                return None;
            }
        }
        Some(Dose {
            id: id?,
            standing: standing?,
            region,
            population: population?,
            amount: amount?,
            frequency: frequency?,
            note,
            provenance: provenance?,
        })
    }

    fn trial(&mut self, r: &Reader<'_>, id: EntryId) {
        let name = r.text("name");
        let title = r.optional_text("title");
        let registry = r.texts("registry");
        let drugs = r.ids("drugs");
        let phase = r.optional_text("phase");
        let design = r.text("design");
        let status = r.word("status");
        let population = r.text("population");
        let randomised = r.number("randomised", 1..=1_000_000);
        let provenance = provenance(r);
        let arms = r.tables("arm").iter().filter_map(arm).collect();
        let mut results = Vec::new();
        for r in r.tables("result") {
            results.extend(self.result(&r));
        }
        self.claims(r, &id);
        let trial = || {
            Some(Trial {
                id,
                name: name?,
                title,
                registry,
                drugs,
                phase,
                design: design?,
                status: status?,
                population: population?,
                randomised,
                provenance: provenance?,
                arms,
                results,
            })
        };
        self.draft.trials.extend(trial());
    }

    fn result(&mut self, r: &Reader<'_>) -> Option<TrialResult> {
        let id = r.slug("id");
        if let Some(id) = &id {
            self.statement(id);
        }
        let outcome = r.text("outcome");
        let time = time_point(r);
        let primary = r.flag("primary");
        let analysis = r.text("analysis");
        let subset = r.optional_text("subset");
        let unit = r.optional_text("unit").filter(|unit| unit.as_str() != "percent");
        let provenance = provenance(r);
        let rows: Vec<ResultRow> = r.tables("rows").iter().filter_map(row).collect();
        r.finish();
        if rows.is_empty() {
            let fault = Diagnostic::new(Code::K006, r.place_of("rows"), "a result without rows says nothing")
                .help("give `rows`, one for each arm reported");
            r.report(fault);
            return None;
        }
        Some(TrialResult {
            id: id?,
            outcome: outcome?,
            time: time?,
            primary,
            analysis: analysis?,
            subset,
            unit,
            provenance: provenance?,
            rows,
        })
    }

    fn reference(&mut self, r: &Reader<'_>) {
        let id = self.named_entry(r, Kind::Reference);
        let kind = r.word("kind");
        let authors = r.texts("authors");
        let more_authors = r.flag("more_authors");
        let title = r.text("title");
        let container = r.optional_text("container");
        let year = r.number("year", 1900..=2100);
        let volume = r.optional_text("volume");
        let issue = r.optional_text("issue");
        let pages = r.optional_text("pages");
        let published = r.optional_date("published");
        let doi = formed(r, "doi", "10.1000/name", is_doi);
        let pmid = r.number("pmid", 1..=99_999_999);
        let pmcid = formed(r, "pmcid", "PMC and digits", |text| is_numbered(text, "PMC", 1..=9));
        let nct = formed(r, "nct", "NCT and eight digits", |text| is_numbered(text, "NCT", 8..=8));
        let set_id = r.optional_text("set_id");
        let application = r.optional_text("application");
        let url = formed(r, "url", "https:// and an address", is_url);
        let read = r.optional_date("read");
        let in_review = r.number("in_review", 1..=10_000);
        let keywords = r.texts("keywords");
        let status = r.table("status").and_then(|r| {
            let word = r.word("word");
            let checked = r.date("checked");
            r.finish();
            Some((word?, checked?))
        });
        let note = r.optional_text("note");
        let reference = || {
            Some(Reference {
                id: id?,
                kind: kind?,
                authors,
                more_authors,
                title: title?,
                container,
                year,
                volume,
                issue,
                pages,
                published,
                doi,
                pmid,
                pmcid,
                nct,
                set_id,
                application,
                url,
                read,
                in_review,
                keywords,
                status,
                note,
            })
        };
        self.draft.references.extend(reference());
    }
}

/// The review, if everything it needs was there; what is missing has been reported where it was asked for.
fn complete_review(
    texts: [Option<Located<String>>; 4],
    as_of: Option<Located<jiff::civil::Date>>,
    limits: Vec<Located<String>>,
    mesh: Vec<Located<String>>,
) -> Option<Review> {
    let [title, condition, reference, scope] = texts;
    Some(Review {
        title: title?,
        condition: condition?,
        as_of: as_of?,
        reference: reference?,
        scope: scope?,
        limits,
        mesh,
    })
}

fn provenance(r: &Reader<'_>) -> Option<Provenance> {
    let basis = r.word("basis");
    let readers = r.tables("cites");
    let count = readers.len();
    let cites: Vec<Citation> = readers.iter().filter_map(citation).collect();
    if count == 0 {
        let fault = Diagnostic::new(Code::K013, r.place_of("cites"), "this has no citation")
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
        let fault = Diagnostic::new(Code::K013, r.place(), "this citation names no place inside the work")
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

fn approval(r: &Reader<'_>) -> Option<Approval> {
    let region = r.word("region");
    let on = r.optional_date("on");
    let population = r.text("population");
    let provenance = provenance(r);
    let checked = r.date("checked");
    r.finish();
    Some(Approval { region: region?, on, population: population?, provenance: provenance?, checked: checked? })
}

fn marketing(r: &Reader<'_>) -> Option<Marketing> {
    let region = r.word("region");
    let on = r.optional_date("on");
    let text = r.text("text");
    let provenance = provenance(r);
    r.finish();
    Some(Marketing { region: region?, on, text: text?, provenance: provenance? })
}

fn boxed_warning(r: &Reader<'_>) -> Option<BoxedWarning> {
    let status = r.word::<BoxedStatus>("status")?;
    if *status == BoxedStatus::Unknown {
        r.finish();
        return Some(BoxedWarning::Unknown);
    }
    let region = r.word("region");
    let provenance = provenance(r);
    let checked = r.date("checked");
    let warning = if *status == BoxedStatus::Present {
        let items = r.texts("items");
        if items.is_empty() {
            let fault = Diagnostic::new(Code::K006, r.place_of("items"), "the boxed warning says nothing")
                .help("list what it warns of: `items = [\"...\"]`");
            r.report(fault);
            return None;
        }
        BoxedWarning::Present { region: region?, items, provenance: provenance?, checked: checked? }
    } else {
        BoxedWarning::Absent { region: region?, provenance: provenance?, checked: checked? }
    };
    r.finish();
    Some(warning)
}

fn arm(r: &Reader<'_>) -> Option<Arm> {
    let id = r.slug("id");
    let name = r.text("name");
    let drug = r.optional_id("drug");
    let n = r.number("n", 1..=1_000_000);
    r.finish();
    Some(Arm { id: id?, name: name?, drug, n })
}

fn time_point(r: &Reader<'_>) -> Option<Located<TimePoint>> {
    let week = r.number("week", 0..=2_000);
    let month = r.number("month", 0..=480);
    let both = r.has("week") && r.has("month");
    if both || (!r.has("week") && !r.has("month")) {
        let message = if both {
            "a result has one time, and this has `week` and `month`"
        } else {
            "`week` or `month` is missing here"
        };
        let fault = Diagnostic::new(Code::K006, r.place(), message)
            .help("say when the outcome was measured: `week = 36` or `month = 12`");
        r.report(fault);
        return None;
    }
    week.map(|week| week.map(TimePoint::Week)).or(month.map(|month| month.map(TimePoint::Month)))
}

fn row(r: &Reader<'_>) -> Option<ResultRow> {
    let arm = r.slug("arm");
    let n = r.number("n", 1..=1_000_000);
    let responders = r.number("responders", 0..=1_000_000);
    let percent = r.decimal("percent", 0.0..=100.0);
    let value = r.decimal("value", -1e9..=1e9);
    let difference = r.table("difference").and_then(|r| {
        let points = r.decimal("points", -1e9..=1e9);
        let low = r.decimal("low", -1e9..=1e9);
        let high = r.decimal("high", -1e9..=1e9);
        if !r.has("points") || r.has("low") != r.has("high") {
            let fault = Diagnostic::new(Code::K006, r.place(), "this difference is incomplete")
                .help("give `points`, and `low` and `high` together or not at all");
            r.report(fault);
        }
        r.finish();
        Some(Difference { points: points?, interval: low.zip(high) })
    });
    let p = r.optional_text("p");
    r.finish();
    if !r.has("percent") && !r.has("responders") && !r.has("value") {
        let fault = Diagnostic::new(Code::K006, r.place(), "this row reports nothing")
            .help("give `percent`, `responders` or `value`, or leave the row out");
        r.report(fault);
        return None;
    }
    Some(ResultRow { arm: arm?, n, responders, percent, value, difference, p })
}

/// A text that must look like `wanted`, where the key is there.
fn formed(r: &Reader<'_>, key: &'static str, wanted: &str, is: impl Fn(&str) -> bool) -> Option<Located<String>> {
    let text = r.optional_text(key)?;
    if is(&text) {
        return Some(text);
    }
    let message = format!("{:?} cannot be a `{key}`", *text);
    r.report(Diagnostic::new(Code::K009, text.place(), message).help(format!("it is written as {wanted}")));
    None
}

/// Whether a text has the form of a DOI: directory indicator, registrant code, suffix (ISO 26324).
fn is_doi(text: &str) -> bool {
    text.split_once('/').is_some_and(|(prefix, suffix)| {
        prefix
            .strip_prefix("10.")
            .is_some_and(|code| code.len() >= 4 && code.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
            && !suffix.is_empty()
            && !text.contains(char::is_whitespace)
    })
}

fn is_numbered(text: &str, prefix: &str, digits: std::ops::RangeInclusive<usize>) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|number| digits.contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()))
}

fn is_url(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace))
    })
}
