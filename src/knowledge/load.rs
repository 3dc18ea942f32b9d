//! From files to a draft: one function for each kind of table.
//!
//! Promises: every file is read to its end and every fault is reported; an entry with a fault is left out of the draft,
//! but its id counts as known, so that one mistake is reported once. Never looks across entries; `resolve` does.

mod claim;
mod drug;
mod overlay;
mod reference;
mod symbols;
mod synonym;
mod terms;
mod trial;

use std::cell::RefCell;
use std::sync::Arc;

use self::claim::{brief, provenance, short_text};
use self::symbols::Definition;
use super::code::Code;
use super::diagnostic::Diagnostic;
use super::id::{EntryId, Kind};
use super::model::{Cell, DRUG, Draft, Edge, Node, Pathway, Question, Review, Route, Scale, Terms, Topic};
use super::nearest::nearest;
use super::parallel::parallel_map;
use super::progress::Progress;
use super::reader::{Faults, Reader, parse};
use super::shape::{Shape, shape_of};
use super::source::{SourceFile, folders};
use super::span::{Located, SourceSpan};
use super::vocabulary::{Vocabulary, vocabulary};

pub(super) use self::overlay::load_over;
pub(super) use self::symbols::Symbols;
pub(super) use self::terms::declared_terms;
pub(super) use self::trial::registry_number_fault;

/// What the files say, as far as it could be read.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) draft: Draft,
    pub(super) faults: Faults,
    pub(super) symbols: Symbols,
    /// Whether every file could be parsed. If not, what seems to be missing may be in the others.
    pub(super) complete: bool,
}

/// Reads every file but those to skip.
pub(super) fn load(files: &[SourceFile], skip: impl Fn(u32) -> bool + Sync, progress: &Progress) -> Loaded {
    let review = files.iter().find(|file| file.inside == "review.toml");
    let terms = Arc::new(review.map_or_else(Terms::default, |file| declared_terms(&file.text)));
    let loaded_files = parallel_map(files, |number, file: &SourceFile| {
        progress.advance(1);
        let number = number as u32;
        let load = |this: &mut FileLoader, reader: &Reader<'_>, is_empty| this.file(reader, file, is_empty);
        (!skip(number)).then(|| FileLoader::run(number, file, &terms, load))
    });
    let mut loaded = Loaded { complete: loaded_files.iter().all(Option::is_some), ..Loaded::default() };
    for file in loaded_files.into_iter().flatten() {
        loaded.add(file);
    }
    loaded
}

impl Loaded {
    fn add(&mut self, file: FileLoader) {
        self.complete &= file.is_toml;
        for definition in file.definitions {
            self.faults.findings.extend(self.symbols.define(definition));
        }
        self.faults.append(file.faults);
        self.draft.append(file.draft);
    }
}

/// Reads one file, and holds what it says.
#[derive(Default)]
struct FileLoader {
    draft: Draft,
    faults: Faults,
    /// Everything that the file gives an id, in its order.
    definitions: Vec<Definition>,
    /// The vocabulary of the base, whichever file is read.
    terms: Arc<Terms>,
    is_toml: bool,
}

impl Draft {
    /// Adds what a later file says.
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
        self.pathway = self.pathway.take().or(pathway);
        self.overlay = overlay.or(self.overlay.take());
    }
}

impl FileLoader {
    /// Parses a file, and reads its tables with `load`, whose last argument is whether the file is empty.
    fn run(
        number: u32,
        file: &SourceFile,
        terms: &Arc<Terms>,
        load: impl FnOnce(&mut Self, &Reader<'_>, bool),
    ) -> Self {
        let mut this = Self { terms: Arc::clone(terms), ..Self::default() };
        match parse(&file.text) {
            Ok(tree) => {
                let faults = RefCell::<Faults>::default();
                let reader = Reader::new(&tree, SourceSpan::of_file(number), &faults);
                load(&mut this, &reader, tree.is_empty());
                this.faults = faults.into_inner();
                this.is_toml = true;
            }
            Err(errors) => this.faults.findings.extend(errors.into_iter().map(|error| {
                Diagnostic::new(Code::K003, SourceSpan::new(number, error.bytes), error.message)
                    .help("this is not valid TOML; correct it, and the rest of the file is checked")
            })),
        }
        this
    }

    fn file(&mut self, reader: &Reader<'_>, file: &SourceFile, is_empty: bool) {
        let stem = file.inside.strip_suffix(".toml").unwrap_or(&file.inside);
        // A list that is too long for one file is in files of a folder of its name.
        let list = stem.split_once('/').map_or(stem, |(folder, _any_name)| folder);
        match list {
            "review" if list == stem => self.review(reader),
            "references" => self.each(reader, "reference", Self::reference),
            "pathophysiology" => {
                self.each(reader, "topic", |this, reader| this.topic(reader, Kind::Pathophysiology));
                // There is one pathway, and it is in one file.
                if list == stem {
                    self.pathway(reader);
                }
            }
            "safety" => self.each(reader, "topic", |this, reader| this.topic(reader, Kind::Safety)),
            "questions" => self.each(reader, "question", Self::question),
            "synonyms" => self.each(reader, "group", Self::synonym_group),
            _entry_or_stray => {
                match stem.split_once('/') {
                    Some(("trials", name)) => {
                        let id = EntryId::new(Kind::Trial, name);
                        self.file_of_an_entry(reader, (name, id), is_empty, |this, id| this.trial(reader, id));
                    }
                    Some((folder, name)) if self.terms.route(folder).is_some() => {
                        let route = self.terms.route(folder).cloned().expect("the guard found it");
                        let id = EntryId::drug(folder, name);
                        self.file_of_an_entry(reader, (name, id), is_empty, |this, id| this.drug(reader, id, route));
                    }
                    Some(_) | None => report_stray_file(reader, stem, &self.terms),
                }
                return;
            }
        }
        reader.finish();
    }

    fn file_of_an_entry(
        &mut self,
        reader: &Reader<'_>,
        (name, id): (&str, Option<EntryId>),
        is_empty: bool,
        read: impl FnOnce(&mut Self, EntryId),
    ) {
        let Some(id) = id else {
            let message = format!("the file's name {name:?} is not an id");
            let help = "name it in lower-case letters, digits and single hyphens";
            reader.report(Diagnostic::new(Code::K009, reader.span(), message).help(help));
            return;
        };
        self.define_entry(&id, reader.span());
        if is_empty {
            let help = "fill it in from the template in data/README.md, or remove it";
            reader.report(Diagnostic::new(Code::K006, reader.span(), "the file is empty").help(help));
            return;
        }
        read(self, id);
        reader.finish();
    }

    fn each(&mut self, reader: &Reader<'_>, key: &'static str, read: impl Fn(&mut Self, &Reader<'_>)) {
        for inner in reader.tables(key) {
            read(self, &inner);
            inner.finish();
        }
    }

    fn define_entry(&mut self, id: &EntryId, span: SourceSpan) {
        self.definitions.push(Definition::Entry(id.clone(), span));
    }

    /// The id of a claim, known whatever else is wrong with the claim.
    fn claim_id(&mut self, r: &Reader<'_>) -> Option<Located<String>> {
        let id = r.slug("id")?;
        self.definitions.push(Definition::Claim(id.clone()));
        Some(id)
    }

    /// The id of a dose or result, known whatever else is wrong with it.
    fn dose_or_result_id(&mut self, r: &Reader<'_>) -> Option<Located<String>> {
        let id = r.slug("id")?;
        self.definitions.push(Definition::DoseOrResult(id.clone()));
        Some(id)
    }

    fn review(&mut self, r: &Reader<'_>) {
        let id = EntryId::review();
        self.define_entry(&id, r.span());
        // The program writes the page of what has changed since the review; claims can be put on it.
        self.define_entry(&EntryId::since(), r.span());
        let title = r.text("title");
        let condition = r.text("condition");
        let as_of = r.date("as_of");
        let reference = r.slug("reference");
        let scope = r.text("scope");
        let limits = r.texts("limits");
        let mesh = r.texts("mesh");
        let scales = r.all("scale", scale);
        let terms = terms::terms(r);
        self.claims(r, Some(&id));
        if let (Some(title), Some(condition), Some(as_of), Some(reference), Some(scope)) =
            (title, condition, as_of, reference, scope)
        {
            self.draft.review = Some(Review { title, condition, as_of, reference, scope, limits, mesh, scales, terms });
        }
    }

    fn topic(&mut self, r: &Reader<'_>, kind: Kind) {
        let id = self.entry_id(r, kind);
        let title = r.text("title");
        self.claims(r, id.as_ref());
        if let (Some(id), Some(title)) = (id, title) {
            self.draft.topics.push(Topic { id, title });
        }
    }

    fn question(&mut self, r: &Reader<'_>) {
        let id = self.entry_id(r, Kind::Question);
        let title = r.text("title");
        let asks = r.text("asks");
        let trials = r.texts("trials");
        let claims = r.texts("claims");
        self.claims(r, id.as_ref());
        if let (Some(id), Some(title), Some(asks)) = (id, title, asks) {
            self.draft.questions.push(Question { id, title, asks, trials, claims });
        }
    }

    fn pathway(&mut self, r: &Reader<'_>) {
        let nodes: Vec<Node> = r.all("node", node);
        let edges: Vec<Edge> = r.all("edge", edge);
        let cells: Vec<Cell> = r.all("selectivity", cell);
        let Some(head) = r.optional_table("pathway") else {
            if let Some(key) = ["node", "edge", "selectivity"].into_iter().find(|key| r.has(key)) {
                let fault = Diagnostic::new(Code::K006, r.span_of(key), format!("`{key}` belongs to no pathway"))
                    .help("add a table `[pathway]` with its id, title, layers and columns");
                r.report(fault);
            }
            return;
        };
        let id = self.entry_id(&head, Kind::Pathophysiology);
        let title = head.text("title");
        let layers = [head.text("left"), head.text("middle"), head.text("right")];
        let columns = head.texts("columns");
        let claims = head.texts("claims");
        head.finish();
        if let (Some(id), Some(title), [Some(left), Some(middle), Some(right)]) = (id, title, layers) {
            let layers = [left, middle, right];
            self.draft.pathway = Some(Pathway { id, title, layers, columns, claims, nodes, edges, cells });
        }
    }

    /// The id of an entry that is a table in a list, and not a file.
    fn entry_id(&mut self, r: &Reader<'_>, kind: Kind) -> Option<EntryId> {
        let name = r.slug("id")?;
        let id = EntryId::new(kind, &name).expect("a slug is the name of an entry of every kind but the review");
        self.define_entry(&id, name.span());
        Some(id)
    }
}

vocabulary! {
    /// What the files of a base hold, and a clinic's notes.
    pub enum FileKind {
        /// `review.toml`.
        Review = "review",
        /// A file in the folder of a route of drugs.
        Drug = "drug",
        /// A file in the folder of a route of what is no drug.
        Treatment = "treatment",
        /// A file in `trials`.
        Trial = "trial",
        /// `pathophysiology.toml`.
        Pathophysiology = "pathophysiology",
        /// `safety.toml`.
        Safety = "safety",
        /// `questions.toml`.
        Questions = "questions",
        /// `references.toml`.
        References = "references",
        /// `synonyms.toml`.
        Synonyms = "synonyms",
        /// A clinic's notes.
        Overlay = "overlay",
    }
}

impl FileKind {
    /// The form of such a file.
    pub fn shape(self) -> Shape {
        let mut terms = Terms::default();
        let route =
            |id: &str| Route { id: id.to_owned(), says: String::new(), tab: String::new(), kind: id.to_owned() };
        terms.routes.push(Route { kind: DRUG.to_owned(), ..route("drug") });
        terms.routes.push(route("treatment"));
        let terms = Arc::new(terms);
        let inside = match self {
            Self::Drug | Self::Treatment => format!("{self}/name.toml"),
            Self::Trial => "trials/name.toml".to_owned(),
            Self::Review
            | Self::Pathophysiology
            | Self::Safety
            | Self::Questions
            | Self::References
            | Self::Synonyms
            | Self::Overlay => format!("{self}.toml"),
        };
        let file = SourceFile::new(inside.clone(), inside, String::new());
        shape_of(|reader| {
            let mut loader = FileLoader { terms: Arc::clone(&terms), ..FileLoader::default() };
            if self == Self::Overlay {
                loader.overlay(reader, &Symbols::default(), String::new());
            } else {
                loader.file(reader, &file, false);
            }
        })
    }

    /// What the file at a path inside a base holds, if a base has such a file.
    pub fn of(inside: &str, terms: &Terms) -> Option<Self> {
        let stem = inside.strip_suffix(".toml")?;
        match stem.split_once('/') {
            Some(("trials", _name)) => Some(Self::Trial),
            Some((folder, _name)) if terms.route(folder).is_some_and(Route::is_of_drugs) => Some(Self::Drug),
            Some((folder, _name)) if terms.route(folder).is_some() => Some(Self::Treatment),
            Some((list, _name)) => Self::from_word(list).filter(|kind| *kind != Self::Review),
            None => Self::from_word(stem),
        }
        .filter(|kind| *kind != Self::Overlay)
    }
}

fn report_stray_file(reader: &Reader<'_>, stem: &str, terms: &Terms) {
    let names = ["review", "references", "pathophysiology", "safety", "questions", "synonyms"];
    let help = match nearest(stem, names.into_iter()) {
        Some(meant) => format!("did you mean {meant}.toml?"),
        None => {
            format!("a base has {}.toml, and files in the folders {}", names.join(".toml, "), folders(terms))
        }
    };
    let message = format!("{stem}.toml is not a file of a knowledge base");
    reader.report(Diagnostic::new(Code::K004, reader.span(), message).help(help));
}

fn scale(r: &Reader<'_>) -> Option<Scale> {
    let name = r.text("name");
    let low = r.decimal("low", -1e6..=1e6);
    let high = r.decimal("high", -1e6..=1e6);
    let provenance = provenance(r);
    r.finish();
    if let (Some(low), Some(high)) = (&low, &high)
        && low.value() >= high.value()
    {
        let message = format!("the highest value, {}, is not above the lowest, {}", **high, **low);
        r.report(
            Diagnostic::new(Code::K009, high.span(), message)
                .secondary_label(low.span(), "the lowest value")
                .help("give the lowest value as `low`, and the highest as `high`"),
        );
        return None;
    }
    Some(Scale { name: name?, low: low?, high: high?, provenance: provenance? })
}

fn node(r: &Reader<'_>) -> Option<Node> {
    let id = r.slug("id");
    let label = r.text("label");
    let layer = r.word("layer");
    r.finish();
    Some(Node { id: id?, label: label?, layer: layer? })
}

fn edge(r: &Reader<'_>) -> Option<Edge> {
    let from = r.slug("from");
    let to = r.slug("to");
    let label = r.text("label");
    let claim = r.slug("claim");
    r.finish();
    Some(Edge { from: from?, to: to?, label: label?, claim: claim? })
}

fn cell(r: &Reader<'_>) -> Option<Cell> {
    let drug = r.id("drug");
    let column = r.text("column");
    let text = r.text("text");
    let claim = r.slug("claim");
    r.finish();
    Some(Cell { drug: drug?, column: column?, text: text?, claim: claim? })
}
