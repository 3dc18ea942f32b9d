//! One entry as a JSON object: everything it says, each statement with its sources, their places and its basis.
//!
//! A text of the base is serialized where it is, and without its place in the files.

use std::fmt::Display;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::knowledge::{
    Approval, Basis, BoxedWarning, Claim, Decimal, Dose, Drug, Entry, EntryId, Kind, Knowledge, Layer, Located,
    Marketing, Note, Origin, Pathway, Provenance, PublicationStatus, Question, Reference, ReferenceKind, Region,
    ResultRow, Review, Scale, Section, TimePoint, Trial, TrialResult, TrialStatus,
};
use crate::page::{
    Change, Detail, Effect, Forest, Page, Plot, TimeCourse, What, changes, molecules, page, published, supersession,
    undated,
};

/// What JSON shows as text: an id, a day, a word of a vocabulary.
pub(super) struct Text<T>(pub(super) T);

impl<T: Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

type Texts<'k> = &'k [Located<String>];
type Maybe<'k, T = String> = &'k Option<Located<T>>;

fn day(day: Maybe<'_, Date>) -> Option<Text<Date>> {
    day.as_deref().copied().map(Text)
}

/// An entry of whatever kind, without the schema.
#[derive(Serialize)]
pub(super) struct EntryView<'k> {
    id: Text<&'k EntryId>,
    kind: Text<Kind>,
    title: &'k str,
    as_of: Text<Date>,
    #[serde(flatten)]
    own: Own<'k>,
    claims: Vec<ClaimView<'k>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plots: Option<Vec<PlotView>>,
}

/// What an entry of each kind says beside its claims.
#[derive(Serialize)]
#[serde(untagged)]
enum Own<'k> {
    Drug(Box<DrugView<'k>>),
    Trial(Box<TrialView<'k>>),
    Question(QuestionView<'k>),
    Reference(Box<ReferenceView<'k>>),
    Review(ReviewView<'k>),
    Pathway(PathwayView<'k>),
    Since(SinceView<'k>),
    Topic {},
}

impl<'k> EntryView<'k> {
    pub(super) fn new(knowledge: &'k Knowledge, entry: Entry<'k>) -> Self {
        let id = entry.id();
        let own = match entry {
            Entry::Drug(drug) => Own::Drug(DrugView::new(knowledge, drug).into()),
            Entry::Trial(trial) => Own::Trial(TrialView::new(trial).into()),
            Entry::Question(question) => Own::Question(QuestionView::new(question)),
            Entry::Reference(reference) => {
                // The entry has the title already.
                Own::Reference(ReferenceView { title: None, ..ReferenceView::new(reference) }.into())
            }
            Entry::Review(review) => Own::Review(ReviewView::new(review)),
            Entry::Pathway(pathway) => Own::Pathway(PathwayView::new(knowledge, pathway)),
            Entry::Since(_) => Own::Since(SinceView::new(knowledge)),
            Entry::Topic(_) => Own::Topic {},
        };
        let mut claims: Vec<&Claim> = knowledge.claims_on(id).collect();
        claims.sort_by_key(|claim| *claim.section);
        let plots = matches!(entry, Entry::Drug(_) | Entry::Trial(_))
            .then(|| PlotView::all(&page(knowledge, id, Detail::Number).expect("an entry of the base has a page")));
        Self {
            id: Text(id),
            kind: Text(id.kind()),
            title: entry.title(),
            as_of: Text(knowledge.as_of()),
            own,
            claims: claims.into_iter().map(|claim| ClaimView::new(knowledge, claim)).collect(),
            plots,
        }
    }
}

/// Where a statement comes from and how that was read: the last keys of every statement.
#[derive(Serialize)]
pub(super) struct Source<'k> {
    /// `None` where a clinic's note cites nothing.
    basis: Option<Text<Basis>>,
    second_hand: bool,
    cites: Vec<Cite<'k>>,
}

#[derive(Serialize)]
struct Cite<'k> {
    #[serde(rename = "ref")]
    reference: &'k str,
    at: &'k str,
    via: Maybe<'k>,
}

impl<'k> Source<'k> {
    fn new(provenance: impl Into<Option<&'k Provenance>>) -> Self {
        let Some(provenance) = provenance.into() else {
            return Self { basis: None, second_hand: false, cites: Vec::new() };
        };
        let cites = provenance.cites.iter();
        Self {
            basis: Some(Text(*provenance.basis)),
            second_hand: provenance.basis.is_second_hand(),
            cites: cites.map(|cite| Cite { reference: &cite.reference, at: &cite.at, via: &cite.via }).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct DrugView<'k> {
    name: &'k str,
    route: Option<&'static str>,
    brands: Texts<'k>,
    codes: Texts<'k>,
    aliases: Texts<'k>,
    targets: Texts<'k>,
    forms: Texts<'k>,
    sponsor: Maybe<'k>,
    near: Vec<Text<&'k EntryId>>,
    approvals: Vec<ApprovalView<'k>>,
    marketing: Vec<MarketingView<'k>>,
    boxed_warning: BoxedWarningView<'k>,
    doses: Vec<DoseView<'k>>,
    trials: Vec<Text<&'k EntryId>>,
    #[serde(flatten)]
    source: Source<'k>,
}

impl<'k> DrugView<'k> {
    pub(super) fn new(knowledge: &'k Knowledge, drug: &'k Drug) -> Self {
        Self {
            name: &drug.name,
            route: drug.id.kind().route(),
            brands: &drug.brands,
            codes: &drug.codes,
            aliases: &drug.aliases,
            targets: &drug.targets,
            forms: &drug.forms,
            sponsor: &drug.sponsor,
            near: drug.near.iter().map(|id| Text(&**id)).collect(),
            approvals: drug.approvals.iter().map(ApprovalView::new).collect(),
            marketing: drug.marketing.iter().map(MarketingView::new).collect(),
            boxed_warning: BoxedWarningView::new(&drug.boxed_warning),
            doses: drug.doses.iter().map(DoseView::new).collect(),
            trials: knowledge.trials_of(&drug.id).map(|trial| Text(&trial.id)).collect(),
            source: Source::new(&drug.provenance),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ApprovalView<'k> {
    region: Text<Region>,
    on: Option<Text<Date>>,
    population: &'k str,
    checked: Text<Date>,
    #[serde(flatten)]
    source: Source<'k>,
}

impl<'k> ApprovalView<'k> {
    pub(super) fn new(approval: &'k Approval) -> Self {
        Self {
            region: Text(*approval.region),
            on: day(&approval.on),
            population: &approval.population,
            checked: Text(*approval.checked),
            source: Source::new(&approval.provenance),
        }
    }
}

#[derive(Serialize)]
pub(super) struct MarketingView<'k> {
    region: Text<Region>,
    on: Option<Text<Date>>,
    text: &'k str,
    #[serde(flatten)]
    source: Source<'k>,
}

impl<'k> MarketingView<'k> {
    pub(super) fn new(marketing: &'k Marketing) -> Self {
        Self {
            region: Text(*marketing.region),
            on: day(&marketing.on),
            text: &marketing.text,
            source: Source::new(&marketing.provenance),
        }
    }
}

#[derive(Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub(super) enum BoxedWarningView<'k> {
    Present {
        region: Text<Region>,
        product: Maybe<'k>,
        items: Texts<'k>,
        checked: Text<Date>,
        #[serde(flatten)]
        source: Source<'k>,
    },
    Absent {
        region: Text<Region>,
        product: Maybe<'k>,
        checked: Text<Date>,
        #[serde(flatten)]
        source: Source<'k>,
    },
    Unknown {
        checked: Option<Text<Date>>,
    },
}

impl<'k> BoxedWarningView<'k> {
    pub(super) fn new(warning: &'k BoxedWarning) -> Self {
        match warning {
            BoxedWarning::Present { region, product, items, provenance, checked } => Self::Present {
                region: Text(**region),
                product,
                items,
                checked: Text(**checked),
                source: Source::new(provenance),
            },
            BoxedWarning::Absent { region, product, provenance, checked } => Self::Absent {
                region: Text(**region),
                product,
                checked: Text(**checked),
                source: Source::new(provenance),
            },
            BoxedWarning::Unknown { checked } => Self::Unknown { checked: (**checked).map(Text) },
        }
    }
}

#[derive(Serialize)]
pub(super) struct DoseView<'k> {
    id: &'k str,
    standing: &'static str,
    region: Option<Text<Region>>,
    population: &'k str,
    amount: &'k str,
    frequency: &'k str,
    note: Maybe<'k>,
    #[serde(flatten)]
    source: Source<'k>,
}

impl<'k> DoseView<'k> {
    pub(super) fn new(dose: &'k Dose) -> Self {
        Self {
            id: &dose.id,
            standing: dose.status.word(),
            region: dose.status.region().map(Text),
            population: &dose.population,
            amount: &dose.amount,
            frequency: &dose.frequency,
            note: &dose.note,
            source: Source::new(&dose.provenance),
        }
    }
}

#[derive(Serialize)]
pub(super) struct TrialView<'k> {
    name: &'k str,
    registry: Texts<'k>,
    drugs: Vec<Text<&'k EntryId>>,
    phase: Maybe<'k>,
    design: &'k str,
    status: Text<TrialStatus>,
    population: &'k str,
    randomised: Maybe<'k, u32>,
    within_patient: bool,
    arms: Vec<ArmView<'k>>,
    results: Vec<ResultView<'k>>,
    #[serde(flatten)]
    source: Source<'k>,
}

#[derive(Serialize)]
struct ArmView<'k> {
    id: &'k str,
    name: &'k str,
    drug: Option<Text<&'k EntryId>>,
    n: Maybe<'k, u32>,
}

impl<'k> TrialView<'k> {
    pub(super) fn new(trial: &'k Trial) -> Self {
        let arms = trial.arms.iter().map(|arm| ArmView {
            id: &arm.id,
            name: &arm.name,
            drug: arm.drug.as_deref().map(Text),
            n: &arm.n,
        });
        Self {
            name: &trial.name,
            registry: &trial.registry,
            drugs: trial.drugs.iter().map(|id| Text(&**id)).collect(),
            phase: &trial.phase,
            design: &trial.design,
            status: Text(*trial.status),
            population: &trial.population,
            randomised: &trial.randomised,
            within_patient: trial.within_patient,
            arms: arms.collect(),
            results: trial.results.iter().map(ResultView::new).collect(),
            source: Source::new(&trial.provenance),
        }
    }
}

#[derive(Serialize)]
pub(super) struct ResultView<'k> {
    id: &'k str,
    outcome: &'k str,
    #[serde(flatten)]
    time: Time,
    primary: bool,
    analysis: &'k str,
    subset: Maybe<'k>,
    unit: &'k str,
    rows: Vec<ResultRowView<'k>>,
    #[serde(flatten)]
    source: Source<'k>,
}

/// Weeks or months since the start; the other is `null`.
#[derive(Serialize)]
struct Time {
    week: Option<u32>,
    month: Option<u32>,
}

impl Time {
    fn new(time: TimePoint) -> Self {
        match time {
            TimePoint::Week(week) => Self { week: Some(week), month: None },
            TimePoint::Month(month) => Self { week: None, month: Some(month) },
        }
    }
}

#[derive(Serialize)]
struct ResultRowView<'k> {
    arm: &'k str,
    n: Maybe<'k, u32>,
    responders: Maybe<'k, u32>,
    percent: Option<f64>,
    value: Option<f64>,
    difference: Option<DifferenceView>,
    p: Maybe<'k>,
}

/// In percentage points, or in the unit of the result.
#[derive(Serialize)]
struct DifferenceView {
    points: f64,
    low: Option<f64>,
    high: Option<f64>,
}

impl<'k> ResultView<'k> {
    pub(super) fn new(result: &'k TrialResult) -> Self {
        Self {
            id: &result.id,
            outcome: &result.outcome,
            time: Time::new(*result.time),
            primary: result.primary,
            analysis: &result.analysis,
            subset: &result.subset,
            unit: result.unit.as_ref().map_or("percent", |unit| unit.as_str()),
            rows: result.rows.iter().map(ResultRowView::new).collect(),
            source: Source::new(&result.provenance),
        }
    }
}

impl<'k> ResultRowView<'k> {
    fn new(row: &'k ResultRow) -> Self {
        let number = |number: Maybe<'_, Decimal>| number.as_deref().copied().map(Decimal::value);
        Self {
            arm: &row.arm,
            n: &row.n,
            responders: &row.responders,
            percent: number(&row.percent),
            value: number(&row.value),
            difference: row.difference.as_ref().map(|difference| DifferenceView {
                points: difference.points.value(),
                low: difference.interval.as_ref().map(|(low, _high)| low.value()),
                high: difference.interval.as_ref().map(|(_low, high)| high.value()),
            }),
            p: &row.p,
        }
    }
}

#[derive(Serialize)]
pub(super) struct QuestionView<'k> {
    asks: &'k str,
    trials: Texts<'k>,
    related_claims: Texts<'k>,
}

impl<'k> QuestionView<'k> {
    pub(super) fn new(question: &'k Question) -> Self {
        Self { asks: &question.asks, trials: &question.trials, related_claims: &question.claims }
    }
}

#[derive(Serialize)]
pub(super) struct ReviewView<'k> {
    reference: &'k str,
    scope: &'k str,
    limits: Texts<'k>,
    mesh: Texts<'k>,
}

impl<'k> ReviewView<'k> {
    pub(super) fn new(review: &'k Review) -> Self {
        Self { reference: &review.reference, scope: &review.scope, limits: &review.limits, mesh: &review.mesh }
    }
}

/// A scale; no entry has it as a key, but bases can differ in it.
#[derive(Serialize)]
pub(super) struct ScaleView<'k> {
    name: &'k str,
    low: f64,
    high: f64,
    #[serde(flatten)]
    source: Source<'k>,
}

impl<'k> ScaleView<'k> {
    pub(super) fn new(scale: &'k Scale) -> Self {
        Self {
            name: &scale.name,
            low: scale.low.value(),
            high: scale.high.value(),
            source: Source::new(&scale.provenance),
        }
    }
}

/// A reference, field by field.
#[derive(Serialize)]
pub(super) struct ReferenceView<'k> {
    #[serde(rename = "type")]
    kind: Text<ReferenceKind>,
    authors: Texts<'k>,
    more_authors: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'k str>,
    container: Maybe<'k>,
    year: Maybe<'k, u32>,
    volume: Maybe<'k>,
    issue: Maybe<'k>,
    pages: Maybe<'k>,
    published: Option<Text<Date>>,
    doi: Maybe<'k>,
    pmid: Maybe<'k, u32>,
    pmcid: Maybe<'k>,
    nct: Maybe<'k>,
    set_id: Maybe<'k>,
    application: Maybe<'k>,
    url: Maybe<'k>,
    read: Option<Text<Date>>,
    in_review: Maybe<'k, u32>,
    keywords: Texts<'k>,
    status: Option<StatusView>,
    note: Maybe<'k>,
}

#[derive(Serialize)]
struct StatusView {
    word: Text<PublicationStatus>,
    checked: Text<Date>,
}

impl<'k> ReferenceView<'k> {
    pub(super) fn new(reference: &'k Reference) -> Self {
        let status = reference.status.as_ref();
        Self {
            kind: Text(*reference.kind),
            authors: &reference.authors,
            more_authors: reference.more_authors,
            title: Some(&reference.title),
            container: &reference.container,
            year: &reference.year,
            volume: &reference.volume,
            issue: &reference.issue,
            pages: &reference.pages,
            published: day(&reference.published),
            doi: &reference.doi,
            pmid: &reference.pmid,
            pmcid: &reference.pmcid,
            nct: &reference.nct,
            set_id: &reference.set_id,
            application: &reference.application,
            url: &reference.url,
            read: day(&reference.read),
            in_review: &reference.in_review,
            keywords: &reference.keywords,
            status: status.map(|(word, checked)| StatusView { word: Text(**word), checked: Text(**checked) }),
            note: &reference.note,
        }
    }
}

#[derive(Serialize)]
pub(super) struct ClaimView<'k> {
    id: &'k str,
    home: Text<&'k EntryId>,
    section: Text<Section>,
    text: &'k str,
    origin: Text<Origin>,
    status: &'static str,
    superseded: Option<SupersededView<'k>>,
    dated: Option<Text<Date>>,
    checked: Option<Text<Date>>,
    #[serde(flatten)]
    provenance: Source<'k>,
    #[serde(flatten)]
    note: Option<NoteView<'k>>,
}

#[derive(Serialize)]
struct SupersededView<'k> {
    on: Text<Date>,
    by: &'k str,
    why: Maybe<'k>,
    now: Option<Successor<'k>>,
}

/// The claim that holds now.
#[derive(Serialize)]
struct Successor<'k> {
    id: &'k str,
    text: &'k str,
}

/// What only a clinic's note has.
#[derive(Serialize)]
struct NoteView<'k> {
    author: &'k str,
    date: Text<Date>,
    source: Maybe<'k>,
}

impl<'k> ClaimView<'k> {
    pub(super) fn new(knowledge: &'k Knowledge, claim: &'k Claim) -> Self {
        let superseded = claim.superseded.as_ref().map(|superseded| SupersededView {
            on: Text(*superseded.on),
            by: &superseded.by,
            why: &superseded.why,
            now: knowledge.successors(claim).last().map(|last| Successor { id: &last.id, text: &last.text }),
        });
        let note = |note: &'k Note| NoteView { author: &note.author, date: Text(note.date), source: &note.source };
        Self {
            id: &claim.id,
            home: Text(&claim.home),
            section: Text(*claim.section),
            text: &claim.text,
            origin: Text(claim.origin()),
            status: status(superseded.is_some()),
            superseded,
            dated: day(&claim.dated),
            checked: day(&claim.checked),
            provenance: Source::new(claim.provenance()),
            note: claim.note().map(note),
        }
    }
}

fn status(is_superseded: bool) -> &'static str {
    if is_superseded { "SUPERSEDED" } else { "current" }
}

/// A pathway: its nodes and edges, each edge with its claim, and the table of molecules.
#[derive(Serialize)]
pub(super) struct PathwayView<'k> {
    layers: Layers<'k>,
    about: Texts<'k>,
    nodes: Vec<NodeView<'k>>,
    edges: Vec<EdgeView<'k>>,
    drugs: Vec<Inhibitor<'k>>,
    columns: Texts<'k>,
    selectivity: Vec<MoleculeView<'k>>,
}

#[derive(Serialize)]
struct Layers<'k> {
    left: &'k str,
    middle: &'k str,
    right: &'k str,
}

#[derive(Serialize)]
struct NodeView<'k> {
    id: &'k str,
    label: &'k str,
    layer: Text<Layer>,
}

#[derive(Serialize)]
struct EdgeView<'k> {
    from: &'k str,
    to: &'k str,
    label: &'k str,
    #[serde(flatten)]
    evidence: Evidence<'k>,
}

#[derive(Serialize)]
struct Inhibitor<'k> {
    id: Text<&'k EntryId>,
    inhibits: Vec<&'k str>,
}

#[derive(Serialize)]
struct MoleculeView<'k> {
    name: &'k str,
    cells: Vec<CellView<'k>>,
}

#[derive(Serialize)]
struct CellView<'k> {
    column: &'k str,
    /// `None` where nothing was found.
    text: Option<&'k str>,
    #[serde(flatten)]
    evidence: Option<Evidence<'k>>,
}

/// The claim that an edge or a cell rests on.
#[derive(Serialize)]
struct Evidence<'k> {
    claim: &'k str,
    claim_text: &'k str,
    superseded: Option<String>,
    #[serde(flatten)]
    source: Source<'k>,
}

impl<'k> Evidence<'k> {
    fn new(knowledge: &'k Knowledge, id: &'k str) -> Self {
        let claim = knowledge.claim(id).expect("every claim that a pathway names exists");
        Self {
            claim: id,
            claim_text: &claim.text,
            superseded: supersession(knowledge, claim),
            source: Source::new(claim.provenance()),
        }
    }
}

impl<'k> PathwayView<'k> {
    pub(super) fn new(knowledge: &'k Knowledge, pathway: &'k Pathway) -> Self {
        let [left, middle, right] = &pathway.layers;
        let nodes = pathway.nodes.iter();
        let edges = pathway.edges.iter().map(|edge| EdgeView {
            from: &edge.from,
            to: &edge.to,
            label: &edge.label,
            evidence: Evidence::new(knowledge, &edge.claim),
        });
        let drugs = knowledge.drugs().map(|drug| Inhibitor {
            id: Text(&drug.id),
            inhibits: pathway.closed_by(drug).map(|node| node.id.as_str()).collect(),
        });
        let selectivity = molecules(knowledge).into_iter().map(|molecule| {
            let cells = pathway.columns.iter().map(|column| {
                let cell = molecule.cell(pathway, column);
                CellView {
                    column,
                    text: cell.map(|cell| cell.text.as_str()),
                    evidence: cell.map(|cell| Evidence::new(knowledge, &cell.claim)),
                }
            });
            MoleculeView { name: molecule.name(), cells: cells.collect() }
        });
        Self {
            layers: Layers { left, middle, right },
            about: &pathway.claims,
            nodes: nodes.map(|node| NodeView { id: &node.id, label: &node.label, layer: Text(*node.layer) }).collect(),
            edges: edges.collect(),
            drugs: drugs.collect(),
            columns: &pathway.columns,
            selectivity: selectivity.collect(),
        }
    }
}

/// What has changed since the review was printed, in the order of its page.
#[derive(Serialize)]
struct SinceView<'k> {
    from: Text<Date>,
    from_is_day_of_printing: bool,
    changes: Vec<ChangeView<'k>>,
    undated: Vec<ChangeView<'k>>,
}

#[derive(Serialize)]
struct ChangeView<'k> {
    on: Option<Text<Date>>,
    regulatory: bool,
    page: Text<&'k EntryId>,
    anchor: String,
    text: String,
    status: &'static str,
    superseded: Option<String>,
    #[serde(flatten)]
    source: Source<'k>,
}

impl<'k> SinceView<'k> {
    fn new(knowledge: &'k Knowledge) -> Self {
        let views = |changes: Vec<Change<'k>>| changes.iter().map(|one| ChangeView::new(knowledge, one)).collect();
        let (from, is_day_of_printing) = published(knowledge);
        Self {
            from: Text(from),
            from_is_day_of_printing: is_day_of_printing,
            changes: views(changes(knowledge)),
            undated: views(undated(knowledge)),
        }
    }
}

impl<'k> ChangeView<'k> {
    fn new(knowledge: &Knowledge, change: &Change<'k>) -> Self {
        let superseded = match change.what {
            What::Claim(claim) => supersession(knowledge, claim),
            What::Approval(..) | What::Marketing(..) => None,
        };
        Self {
            on: change.on.map(Text),
            regulatory: change.regulatory,
            page: Text(change.page),
            anchor: change.anchor(),
            text: change.text(),
            status: status(superseded.is_some()),
            superseded,
            source: Source::new(change.provenance()),
        }
    }
}

/// A plot: the numbers of the picture, as they were reported or computed.
#[derive(Serialize)]
#[serde(tag = "plot", rename_all = "lowercase")]
pub(super) enum PlotView {
    Forest { caption: String, comparator: String, rows: Vec<ForestRowView> },
    Course { caption: String, arms: Vec<String>, times: Vec<TimeView> },
}

#[derive(Serialize)]
pub(super) struct ForestRowView {
    arm: String,
    share: String,
    comparator_share: String,
    difference: DifferenceView,
    computed: bool,
    note: Option<String>,
}

#[derive(Serialize)]
pub(super) struct TimeView {
    #[serde(flatten)]
    time: Time,
    percents: Vec<Option<f64>>,
}

impl PlotView {
    /// Every plot of a page.
    pub(super) fn all(page: &Page) -> Vec<Self> {
        let view = |plot: &Plot| match plot {
            Plot::Forest(forest) => Self::forest(forest),
            Plot::TimeCourse(course) => Self::course(course),
        };
        page.plots().map(view).collect()
    }

    /// What is computed is rounded to one decimal, as it is shown.
    fn forest(forest: &Forest) -> Self {
        let rows = forest.rows.iter().map(|row| {
            let [points, low, high] =
                row.effect.figures().map(|figure| figure.parse::<f64>().expect("a figure is a number"));
            ForestRowView {
                arm: row.label.clone(),
                share: row.shares.0.clone(),
                comparator_share: row.shares.1.clone(),
                difference: DifferenceView { points, low: Some(low), high: Some(high) },
                computed: matches!(row.effect, Effect::Computed(_)),
                note: row.computed.clone(),
            }
        });
        Self::Forest { caption: forest.caption.clone(), comparator: forest.comparator.clone(), rows: rows.collect() }
    }

    fn course(course: &TimeCourse) -> Self {
        let times = course.times.iter().map(|at| TimeView {
            time: Time::new(at.at),
            percents: at.percents.iter().map(|percent| percent.map(Decimal::value)).collect(),
        });
        Self::Course { caption: course.caption.clone(), arms: course.arms.clone(), times: times.collect() }
    }
}
