//! From files to a draft: one function for each kind of table.
//!
//! Promises: every file is read to its end and every fault is reported; an entry with a fault is left out of the draft,
//! but its id counts as known, so that one mistake is reported once. Never looks across entries; `resolve` does.

mod drug;
mod pathway;
mod reference;
mod trial;

use std::collections::{HashMap, HashSet};

use super::code::Code;
use super::diagnostic::Diagnostic;
use super::findings::{Allowance, Findings};
use super::id::{EntryId, Kind};
use super::model::{Citation, Claim, Draft, Provenance, Question, Review, Scale, Supersession, Topic};
use super::place::{Located, Place};
use super::reader::{Faults, Reader, nearest};
use super::source::{FOLDERS, SourceFile};
use super::syntax;

/// What the files say, as far as it could be read.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) draft: Draft,
    pub(super) findings: Findings,
    pub(super) allowances: Vec<Allowance>,
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
    /// Those of them that are claims.
    pub(super) claims: HashSet<String>,
    /// Arms, each with its trial.
    pub(super) arms: HashSet<(EntryId, String)>,
}

/// Reads every file.
pub(super) fn load(files: &[SourceFile], skip: impl Fn(u32) -> bool) -> Loaded {
    let mut loaded = Loaded { complete: true, ..Loaded::default() };
    for (number, file) in (0_u32..).zip(files) {
        if skip(number) {
            loaded.complete = false;
            continue;
        }
        match syntax::parse(&file.text) {
            Ok(tree) => {
                let gathered = Faults::default();
                let reader = Reader::new(tree.get_ref(), Place::new(number, 0..0), &gathered);
                loaded.read_file(&reader, file, tree.get_ref().is_empty());
                let gathered = gathered.into_inner();
                loaded.findings.append(gathered.findings);
                loaded.allowances.extend(gathered.allowances);
            }
            Err(errors) => {
                loaded.complete = false;
                loaded.findings.extend(errors.into_iter().map(|error| {
                    Diagnostic::new(Code::K003, Place::new(number, error.bytes), error.message)
                        .help("this is a fault of TOML itself; the file is read no further until it is mended")
                }));
            }
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
            "pathophysiology" => {
                self.each(reader, "topic", |this, reader| {
                    this.topic(reader, Kind::Pathophysiology);
                });
                self.pathway(reader);
            }
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
                    self.findings.push(Diagnostic::new(Code::K009, reader.place(), message).help(help));
                    return;
                };
                self.entry(&id, reader.place());
                if empty {
                    let help = "fill it in from the template in data/README.md, or remove it";
                    self.findings.push(Diagnostic::new(Code::K006, reader.place(), "the file is empty").help(help));
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
        self.findings.push(Diagnostic::new(Code::K004, place, message).help(help));
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
            self.findings.push(
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
            self.findings.push(
                Diagnostic::new(Code::K010, id.place(), message)
                    .beside(first, "first here")
                    .help("give one of them another id; claims, doses and results share their ids"),
            );
        }
    }

    fn review(&mut self, r: &Reader<'_>) {
        let id = EntryId::review();
        self.entry(&id, r.place());
        // The page of what has changed since is written by the program; claims can be put on it.
        self.entry(&EntryId::since(), r.place());
        let title = r.text("title");
        let condition = r.text("condition");
        let as_of = r.date("as_of");
        let reference = r.slug("reference");
        let scope = r.text("scope");
        let limits = r.texts("limits");
        let mesh = r.texts("mesh");
        let scales = r.tables("scale").iter().filter_map(scale).collect();
        self.claims(r, Some(&id));
        let review = || {
            Some(Review {
                title: title?,
                condition: condition?,
                as_of: as_of?,
                reference: reference?,
                scope: scope?,
                limits,
                mesh,
                scales,
            })
        };
        self.draft.review = self.draft.review.take().or_else(review);
    }

    fn topic(&mut self, r: &Reader<'_>, kind: Kind) {
        let id = self.named_entry(r, kind);
        let title = r.text("title");
        self.claims(r, id.as_ref());
        if let (Some(id), Some(title)) = (id, title) {
            self.draft.topics.push(Topic { id, title });
        }
    }

    fn question(&mut self, r: &Reader<'_>) {
        let id = self.named_entry(r, Kind::Question);
        let title = r.text("title");
        let asks = r.text("asks");
        let trials = r.texts("trials");
        let claims = r.texts("claims");
        self.claims(r, id.as_ref());
        if let (Some(id), Some(title), Some(asks)) = (id, title, asks) {
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

    /// The id of a claim, noted whatever else is wrong with it.
    fn claim_id(&mut self, r: &Reader<'_>) -> Option<Located<String>> {
        let id = r.slug("id")?;
        self.statement(&id);
        self.known.claims.insert(id.to_string());
        Some(id)
    }

    fn claims(&mut self, r: &Reader<'_>, home: Option<&EntryId>) {
        for r in r.tables("claim") {
            let id = self.claim_id(&r);
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
                    home: home?.clone(),
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
}

fn scale(r: &Reader<'_>) -> Option<Scale> {
    let name = r.text("name");
    let low = r.required_decimal("low", -1e6..=1e6);
    let high = r.required_decimal("high", -1e6..=1e6);
    let provenance = provenance(r);
    r.finish();
    if let (Some(low), Some(high)) = (&low, &high)
        && low.value() >= high.value()
    {
        let message = format!("the scale ends at {}, which is not above its beginning, {}", **high, **low);
        r.report(
            Diagnostic::new(Code::K009, high.place(), message)
                .beside(low.place(), "the beginning")
                .help("give the lowest value as `low`, and the highest as `high`"),
        );
        return None;
    }
    Some(Scale { name: name?, low: low?, high: high?, provenance: provenance? })
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
