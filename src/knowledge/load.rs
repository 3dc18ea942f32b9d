//! From files to a draft: one function for each kind of table.
//!
//! Promises: every file is read to its end and every fault is reported; an entry with a fault is left out of the draft,
//! but its id counts as known, so that one mistake is reported once. Never looks across entries; `resolve` does.

mod claim;
mod drug;
mod overlay;
mod pathway;
mod reference;
mod trial;

use std::collections::{HashMap, HashSet};

use self::claim::provenance;
use super::code::Code;
use super::diagnostic::Diagnostic;
use super::findings::{Allowance, Findings};
use super::id::{EntryId, Kind};
use super::model::{Draft, Question, Review, Scale, Topic};
use super::place::{Located, Place};
use super::reader::{Faults, Reader, nearest};
use super::source::{FOLDERS, SourceFile};
use super::syntax;

pub(super) use self::overlay::load_over;

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

impl Known {
    /// What a base knows that was read before.
    pub(super) fn of(draft: &Draft) -> Self {
        let mut known = Self::default();
        let named = [EntryId::review(), EntryId::since()].into_iter();
        let entries = named
            .chain(draft.drugs.iter().map(|drug| drug.id.clone()))
            .chain(draft.topics.iter().map(|topic| topic.id.clone()))
            .chain(draft.pathway.iter().map(|pathway| pathway.id.clone()))
            .chain(draft.questions.iter().map(|question| question.id.clone()))
            .chain(draft.trials.iter().map(|trial| trial.id.clone()))
            .chain(draft.references.iter().map(|reference| reference.id.clone()));
        known.entries.extend(entries.map(|id| (id, Place::default())));
        known.claims.extend(draft.claims.iter().map(|claim| claim.id.to_string()));
        let doses = draft.drugs.iter().flat_map(|drug| &drug.doses).map(|dose| &dose.id);
        let results = draft.trials.iter().flat_map(|trial| &trial.results).map(|result| &result.id);
        let statements = draft.claims.iter().map(|claim| &claim.id).chain(doses).chain(results);
        known.statements.extend(statements.map(|id| (id.to_string(), id.place())));
        for trial in &draft.trials {
            known.arms.extend(trial.arms.iter().map(|arm| (trial.id.clone(), arm.id.to_string())));
        }
        known
    }
}

/// Reads every file.
pub(super) fn load(files: &[SourceFile], skip: impl Fn(u32) -> bool) -> Loaded {
    let mut loaded = Loaded { complete: true, ..Loaded::default() };
    for (number, file) in (0_u32..).zip(files) {
        if skip(number) {
            loaded.complete = false;
            continue;
        }
        loaded.file(number, file, Loaded::read_file);
    }
    loaded
}

impl Loaded {
    /// Parses a file and reads it with `read`, which is told whether there is nothing in it.
    fn file(&mut self, number: u32, file: &SourceFile, read: impl FnOnce(&mut Self, &Reader<'_>, &SourceFile, bool)) {
        match syntax::parse(&file.text) {
            Ok(tree) => {
                let gathered = Faults::default();
                let reader = Reader::new(tree.get_ref(), Place::new(number, 0..0), &gathered);
                read(self, &reader, file, tree.get_ref().is_empty());
                let gathered = gathered.into_inner();
                self.findings.append(gathered.findings);
                self.allowances.extend(gathered.allowances);
            }
            Err(errors) => {
                self.complete = false;
                self.findings.extend(errors.into_iter().map(|error| {
                    Diagnostic::new(Code::K003, Place::new(number, error.bytes), error.message)
                        .help("this is a fault of TOML itself; the file is read no further until it is mended")
                }));
            }
        }
    }

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
