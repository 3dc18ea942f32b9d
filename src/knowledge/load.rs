//! From files to a draft: one function for each kind of table.
//!
//! Promises: every file is read to its end and every fault is reported; an entry with a fault is left out of the draft,
//! but its id counts as known, so that one mistake is reported once. Never looks across entries; `resolve` does.

mod claim;
mod drug;
mod known;
mod overlay;
mod pathway;
mod reference;
mod synonym;
mod trial;

use self::claim::provenance;
use self::known::Named;
use super::code::Code;
use super::diagnostic::Diagnostic;
use super::findings::{Allowance, Findings};
use super::id::{EntryId, Kind};
use super::model::{Draft, Question, Review, Scale, Topic};
use super::parallel::parallel_map;
use super::progress::Progress;
use super::reader::{Faults, Reader, nearest};
use super::source::{SourceFile, folders};
use super::span::{Located, SourceSpan};
use super::syntax;

pub(super) use self::known::Known;
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

/// Reads every file but those to skip.
pub(super) fn load(files: &[SourceFile], skip: impl Fn(u32) -> bool + Sync, progress: &Progress) -> Loaded {
    let mut loaded = Loaded { complete: true, ..Loaded::default() };
    let read = |number: usize, file: &SourceFile| {
        progress.advance(1);
        let number = number as u32;
        if skip(number) {
            Part::default()
        } else {
            Part::of(number, file, |part, reader, empty| part.file(reader, file, empty))
        }
    };
    for part in parallel_map(files, read) {
        loaded.add(part);
    }
    loaded
}

impl Loaded {
    /// Takes in what one more file says.
    fn add(&mut self, part: Part) {
        self.complete &= part.complete;
        for named in part.named {
            self.findings.extend(self.known.add(named));
        }
        self.findings.append(part.findings);
        self.allowances.extend(part.allowances);
        self.draft.append(part.draft);
    }
}

/// What one file says, as far as it could be read.
#[derive(Default)]
struct Part {
    draft: Draft,
    findings: Findings,
    allowances: Vec<Allowance>,
    /// Every id that was read, in the order of the file.
    named: Vec<Named>,
    /// Whether the file could be parsed.
    complete: bool,
}

impl Draft {
    /// Takes in what was read after this.
    fn append(&mut self, other: Self) {
        let Self { review, drugs, topics, questions, trials, references, claims, pathway, synonyms, overlay } = other;
        self.review = self.review.take().or(review);
        self.drugs.extend(drugs);
        self.topics.extend(topics);
        self.questions.extend(questions);
        self.trials.extend(trials);
        self.references.extend(references);
        self.claims.extend(claims);
        self.synonyms.extend(synonyms);
        self.pathway = pathway.or(self.pathway.take());
        self.overlay = overlay.or(self.overlay.take());
    }
}

impl Part {
    /// Parses a file and reads it with `read`, which is told whether there is nothing in it.
    fn of(number: u32, file: &SourceFile, read: impl FnOnce(&mut Self, &Reader<'_>, bool)) -> Self {
        let mut part = Self::default();
        match syntax::parse(&file.text) {
            Ok(tree) => {
                let gathered = Faults::default();
                let reader = Reader::new(&tree, SourceSpan::new(number, 0..0), &gathered);
                read(&mut part, &reader, tree.is_empty());
                let gathered = gathered.into_inner();
                part.findings = gathered.findings;
                part.allowances = gathered.allowances;
                part.complete = true;
            }
            Err(errors) => part.findings.extend(errors.into_iter().map(|error| {
                Diagnostic::new(Code::K003, SourceSpan::new(number, error.bytes), error.message)
                    .help("this is a fault of TOML itself; the file is read no further until it is mended")
            })),
        }
        part
    }

    fn file(&mut self, reader: &Reader<'_>, file: &SourceFile, empty: bool) {
        let stem = file.inside.strip_suffix(".toml").unwrap_or(&file.inside);
        // A list that is too long for one file stands in files of a folder of its name.
        let list = stem.split_once('/').map_or(stem, |(folder, _any_name)| folder);
        match list {
            "review" if list == stem => self.review(reader),
            "references" => self.each(reader, "reference", Self::reference),
            "pathophysiology" => {
                self.each(reader, "topic", |this, reader| {
                    this.topic(reader, Kind::Pathophysiology);
                });
                // There is one pathway, and it stands in one file.
                if list == stem {
                    self.pathway(reader);
                }
            }
            "safety" => self.each(reader, "topic", |this, reader| {
                this.topic(reader, Kind::Safety);
            }),
            "questions" => self.each(reader, "question", Self::question),
            "synonyms" => self.each(reader, "group", Self::synonym_group),
            _entry_or_stray => {
                let kind = match stem.split_once('/') {
                    Some(("oral", name)) => Some((Kind::Oral, name)),
                    Some(("topical", name)) => Some((Kind::Topical, name)),
                    Some(("trials", name)) => Some((Kind::Trial, name)),
                    Some(_) | None => None,
                };
                match kind {
                    Some((kind, name)) => self.file_of_an_entry(reader, kind, name, empty),
                    None => stray(reader, stem),
                }
                return;
            }
        }
        reader.finish();
    }

    fn file_of_an_entry(&mut self, reader: &Reader<'_>, kind: Kind, name: &str, empty: bool) {
        let Some(id) = EntryId::new(kind, name) else {
            let message = format!("the file's name {name:?} is not an id");
            let help = "name it in lower-case letters, digits and single hyphens";
            reader.report(Diagnostic::new(Code::K009, reader.span(), message).help(help));
            return;
        };
        self.entry(&id, reader.span());
        if empty {
            let help = "fill it in from the template in data/README.md, or remove it";
            reader.report(Diagnostic::new(Code::K006, reader.span(), "the file is empty").help(help));
            return;
        }
        if kind == Kind::Trial {
            self.trial(reader, id);
        } else {
            self.drug(reader, id);
        }
        reader.finish();
    }

    fn each(&mut self, reader: &Reader<'_>, key: &'static str, read: impl Fn(&mut Self, &Reader<'_>)) {
        for inner in reader.tables(key) {
            read(self, &inner);
            inner.finish();
        }
    }

    /// Notes that an entry exists.
    fn entry(&mut self, id: &EntryId, span: SourceSpan) {
        self.named.push(Named::Entry(id.clone(), span));
    }

    /// Notes that a dose or a result exists.
    fn statement(&mut self, id: &Located<String>) {
        self.named.push(Named::Statement(id.clone()));
    }

    fn review(&mut self, r: &Reader<'_>) {
        let id = EntryId::review();
        self.entry(&id, r.span());
        // The page of what has changed since is written by the program; claims can be put on it.
        self.entry(&EntryId::since(), r.span());
        let title = r.text("title");
        let condition = r.text("condition");
        let as_of = r.date("as_of");
        let reference = r.slug("reference");
        let scope = r.text("scope");
        let limits = r.texts("limits");
        let mesh = r.texts("mesh");
        let scales = r.all("scale", scale);
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
        self.entry(&id, name.span());
        Some(id)
    }
}

fn stray(reader: &Reader<'_>, stem: &str) {
    let names = ["review", "references", "pathophysiology", "safety", "questions", "synonyms"];
    let help = match nearest(stem, names.into_iter()) {
        Some(meant) => format!("did you mean {meant}.toml?"),
        None => {
            format!("a base has {}.toml, and files in the folders {}", names.join(".toml, "), folders())
        }
    };
    let message = format!("{stem}.toml is not a file of a knowledge base");
    reader.report(Diagnostic::new(Code::K004, reader.span(), message).help(help));
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
            Diagnostic::new(Code::K009, high.span(), message)
                .secondary_label(low.span(), "the beginning")
                .help("give the lowest value as `low`, and the highest as `high`"),
        );
        return None;
    }
    Some(Scale { name: name?, low: low?, high: high?, provenance: provenance? })
}
