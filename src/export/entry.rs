//! One entry as a JSON object: everything it says, each statement with its citations and its basis.
//!
//! Promises: each object is a struct, and its keys are printed in the order of the fields. Never copies a text of the base.

use std::fmt::Display;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::knowledge::{
    Amount, Approval, Arm, Band, Basis, BoxedWarning, Brief, CardLine, Cell, Citation, Claim, Decimal, Difference,
    Direction, Dose, Drug, Edge, Effect, Entry, EntryId, Knowledge, Layer, Located, Looked, Marketing, Measure, Node,
    Note, Origin, Pathway, Provenance, PublicationStatus, Quantity, Question, Rate, RateRow, Reference, ReferenceKind,
    Regimen, Region, ResultRow, Review, Scale, Section, Step, StudyKind, Supersession, TimePoint, Trial, TrialResult,
    TrialStatus, Warning,
};
use crate::page::{
    Card, CardStatement, Change, ChangeKind, Detail, EffectArm, EffectEstimate, Forest, ForestRow, Measurement,
    Molecule, Page, PerHundred, Plot, RatioRow, Ratios, TimeCourse, card, changes, molecules, page, review_published,
    supersession, undated_changes,
};

/// A value that JSON shows as text: an id, a date, a word of a vocabulary.
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

fn number(number: Maybe<'_, Decimal>) -> Option<f64> {
    number.as_deref().copied().map(Decimal::value)
}

fn ids(ids: &[Located<EntryId>]) -> Vec<Text<&EntryId>> {
    ids.iter().map(|id| Text(&**id)).collect()
}

/// Declares a struct for serde, with the type and the value of each key in one line. `new` takes the arguments after the name
/// and computes the values from them.
macro_rules! view {
    (
        $(#[$meta:meta])*
        $name:ident $(<$life:lifetime>)? ($($argument:ident: $argument_type:ty),+) {
            $($(#[$key_meta:meta])* $key:ident: $type:ty = $value:expr,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Serialize)]
        pub(super) struct $name $(<$life>)? {
            $($(#[$key_meta])* $key: $type,)+
        }

        impl $(<$life>)? $name $(<$life>)? {
            pub(super) fn new($($argument: $argument_type),+) -> Self {
                Self { $($key: $value,)+ }
            }
        }
    };
}

pub(super) use view;

view! {
    /// An entry of any kind, without the schema.
    EntryView<'k>(knowledge: &'k Knowledge, entry: Entry<'k>) {
        id: Text<&'k EntryId> = Text(entry.id()),
        kind: &'k str = entry.id().group(),
        title: &'k str = entry.title(),
        as_of: Text<Date> = Text(knowledge.as_of()),
        #[serde(flatten)]
        fields: KindFields<'k> = KindFields::new(knowledge, entry),
        claims: Vec<ClaimView<'k>> = {
            let mut claims: Vec<&Claim> = knowledge.claims_on(entry.id()).collect();
            claims.sort_by_key(|claim| *claim.section);
            claims.into_iter().map(|claim| ClaimView::new(knowledge, claim)).collect()
        },
        #[serde(skip_serializing_if = "Option::is_none")]
        plots: Option<Vec<PlotView>> = matches!(entry, Entry::Drug(_) | Entry::Trial(_)).then(|| {
            let page = page(knowledge, entry.id(), Detail::Number).expect("an entry of the base has a page");
            PlotView::all(&page)
        }),
    }
}

/// The keys that only entries of one kind have.
#[derive(Serialize)]
#[serde(untagged)]
enum KindFields<'k> {
    Drug(Box<DrugView<'k>>),
    Trial(Box<TrialView<'k>>),
    Question(QuestionView<'k>),
    Reference(Box<ReferenceView<'k>>),
    Review(ReviewView<'k>),
    Pathway(PathwayView<'k>),
    Since(SinceView<'k>),
    Approvals(ApprovalsView<'k>),
    Topic {},
}

impl<'k> KindFields<'k> {
    fn new(knowledge: &'k Knowledge, entry: Entry<'k>) -> Self {
        match entry {
            Entry::Drug(drug) => Self::Drug(DrugView::new(knowledge, drug).into()),
            Entry::Trial(trial) => Self::Trial(TrialView::new(trial).into()),
            Entry::Question(question) => Self::Question(QuestionView::new(question)),
            // `EntryView` has the title.
            Entry::Reference(reference) => Self::Reference(ReferenceView::new(reference, None).into()),
            Entry::Review(review) => Self::Review(ReviewView::new(review)),
            Entry::Pathway(pathway) => Self::Pathway(PathwayView::new(knowledge, pathway)),
            Entry::Since(_) => Self::Since(SinceView::new(knowledge)),
            Entry::Approvals(_) => Self::Approvals(ApprovalsView::new(knowledge)),
            Entry::Topic(_) => Self::Topic {},
        }
    }
}

view! {
    /// The sources of a statement and how they were read: the last keys of every statement. A clinic's note need not cite
    /// anything.
    SourceView<'k>(provenance: Option<&'k Provenance>) {
        basis: Option<Text<Basis>> = provenance.map(|provenance| Text(*provenance.basis)),
        second_hand: bool = provenance.is_some_and(|provenance| provenance.basis.is_second_hand()),
        cites: Vec<CiteView<'k>> = provenance.iter().flat_map(|provenance| &provenance.cites).map(CiteView::new).collect(),
    }
}

view! {
    CiteView<'k>(cite: &'k Citation) {
        #[serde(rename = "ref")]
        reference: &'k str = &cite.reference,
        at: &'k str = &cite.at,
        via: Maybe<'k> = &cite.via,
    }
}

view! {
    DrugView<'k>(knowledge: &'k Knowledge, drug: &'k Drug) {
        name: &'k str = &drug.name,
        route: &'k str = &drug.route.says,
        brands: Texts<'k> = &drug.brands,
        codes: Texts<'k> = &drug.codes,
        aliases: Texts<'k> = &drug.aliases,
        targets: Texts<'k> = &drug.targets,
        verb: &'k str = &drug.verb,
        forms: Texts<'k> = &drug.forms,
        sponsor: Maybe<'k> = &drug.sponsor,
        near: Vec<Text<&'k EntryId>> = ids(&drug.near),
        approvals: Vec<ApprovalView<'k>> = drug.approvals.iter().map(ApprovalView::new).collect(),
        marketing: Vec<MarketingView<'k>> = drug.marketing.iter().map(MarketingView::new).collect(),
        boxed_warning: BoxedWarningView<'k> = BoxedWarningView::new(&drug.boxed_warning),
        card: CardView<'k> = CardView::new(card(knowledge, drug)),
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        warnings: Vec<WarningView<'k>> = drug.warnings.iter().map(WarningView::new).collect(),
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        looked: Vec<LookedView<'k>> = drug.looked.iter().map(LookedView::new).collect(),
        doses: Vec<DoseView<'k>> = drug.doses.iter().map(DoseView::new).collect(),
        trials: Vec<Text<&'k EntryId>> = knowledge.trials_of(&drug.id).map(|trial| Text(&trial.id)).collect(),
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(Some(&drug.provenance)),
    }
}

view! {
    /// What a statement says on the card of a drug.
    BriefView<'k>(brief: &'k Brief) {
        line: Text<CardLine> = Text(*brief.line),
        brief: &'k str = &brief.text,
        region: Option<Text<&'k Region>> = brief.region.as_deref().map(Text),
    }
}

view! {
    /// The card of a drug.
    CardView<'k>(card: Card<'k>) {
        not_found: Vec<Text<CardLine>> = card.missing.into_iter().map(Text).collect(),
        not_chosen: Vec<Text<CardLine>> = card.unchosen.into_iter().map(Text).collect(),
        lines: Vec<CardLineView<'k>> = card.statements.into_iter().map(CardLineView::new).collect(),
    }
}

view! {
    CardLineView<'k>(one: CardStatement<'k>) {
        line: Text<CardLine> = Text(one.line),
        label: &'static str = one.line.label(),
        text: String = one.text,
        region: Option<Text<&'k Region>> = one.region.map(Text),
        statement: &'k str = one.statement,
        arms: Option<Vec<EffectArmView<'k>>> =
            one.effect.map(|effect| effect.arms.into_iter().map(EffectArmView::new).collect()),
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(one.provenance),
    }
}

view! {
    EffectArmView<'k>(arm: EffectArm<'k>) {
        arm: &'k str = arm.name,
        percent: f64 = arm.percent.value(),
        number_needed_to_treat: Option<NeededView> = arm.needed.and_then(Result::ok).map(NeededView::new),
        not_computed: Option<&'static str> = arm.needed.and_then(Result::err),
    }
}

view! {
    /// Computed, with the limits of its interval.
    NeededView(needed: [u32; 3]) {
        number: u32 = needed[1],
        low: u32 = needed[0],
        high: u32 = needed[2],
    }
}

view! {
    ApprovalView<'k>(approval: &'k Approval) {
        region: Text<&'k Region> = Text(&*approval.region),
        on: Option<Text<Date>> = day(&approval.on),
        #[serde(skip_serializing_if = "Option::is_none")]
        about: Maybe<'k> = &approval.about,
        population: &'k str = &approval.population,
        checked: Text<Date> = Text(*approval.checked),
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(Some(&approval.provenance)),
    }
}

view! {
    /// Every region, with its approvals; one without any was looked at, and none was found in the sources read.
    ApprovalsView<'k>(knowledge: &'k Knowledge) {
        regions: Vec<RegionView<'k>> = knowledge.review().terms.regions.iter().map(|region| RegionView::new(knowledge, region)).collect(),
    }
}

view! {
    RegionView<'k>(knowledge: &'k Knowledge, region: &'k Region) {
        region: Text<&'k Region> = Text(region),
        approvals: Vec<DrugApprovalView<'k>> = knowledge
            .drugs()
            .flat_map(|drug| drug.approvals.iter().map(move |approval| (drug, approval)))
            .filter(|(_drug, approval)| *approval.region == *region)
            .map(|(drug, approval)| DrugApprovalView::new(drug, approval))
            .collect(),
    }
}

view! {
    DrugApprovalView<'k>(drug: &'k Drug, approval: &'k Approval) {
        drug: Text<&'k EntryId> = Text(&drug.id),
        approval: ApprovalView<'k> = ApprovalView::new(approval),
    }
}

view! {
    MarketingView<'k>(marketing: &'k Marketing) {
        region: Text<&'k Region> = Text(&*marketing.region),
        on: Option<Text<Date>> = day(&marketing.on),
        text: &'k str = &marketing.text,
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(Some(&marketing.provenance)),
    }
}

view! {
    WarningView<'k>(warning: &'k Warning) {
        kind: &'k str = &warning.kind,
        region: Text<&'k Region> = Text(&*warning.region),
        items: Texts<'k> = &warning.items,
        checked: Text<Date> = Text(*warning.checked),
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(Some(&warning.provenance)),
    }
}

#[derive(Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub(super) enum BoxedWarningView<'k> {
    Present {
        region: Text<&'k Region>,
        product: Maybe<'k>,
        items: Texts<'k>,
        brief: Maybe<'k>,
        checked: Text<Date>,
        #[serde(flatten)]
        source: SourceView<'k>,
    },
    Absent {
        region: Text<&'k Region>,
        product: Maybe<'k>,
        checked: Text<Date>,
        #[serde(flatten)]
        source: SourceView<'k>,
    },
    Unknown {
        checked: Option<Text<Date>>,
    },
    #[serde(rename = "not-applicable")]
    NotApplicable,
}

impl<'k> BoxedWarningView<'k> {
    pub(super) fn new(warning: &'k BoxedWarning) -> Self {
        match warning {
            BoxedWarning::Present { region, product, items, brief, provenance, checked } => Self::Present {
                region: Text(&**region),
                product,
                items,
                brief,
                checked: Text(**checked),
                source: SourceView::new(Some(provenance)),
            },
            BoxedWarning::Absent { region, product, provenance, checked } => Self::Absent {
                region: Text(&**region),
                product,
                checked: Text(**checked),
                source: SourceView::new(Some(provenance)),
            },
            BoxedWarning::NotApplicable => Self::NotApplicable,
            BoxedWarning::Unknown { checked } => Self::Unknown { checked: (**checked).map(Text) },
        }
    }
}

view! {
    DoseView<'k>(dose: &'k Dose) {
        id: &'k str = &dose.id,
        standing: &'static str = dose.status.word(),
        region: Option<Text<&'k Region>> = dose.status.region().map(Text),
        population: &'k str = &dose.population,
        amount: String = dose.amount(),
        frequency: String = dose.frequency(),
        quantities: Vec<QuantityView<'k>> = dose.regimen.amounts().into_iter().flat_map(QuantityView::all).collect(),
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        steps: Vec<StepView<'k>> = match &dose.regimen {
            Regimen::Steps(steps) => steps.iter().map(StepView::new).collect(),
            Regimen::Constant(..) | Regimen::Bands(..) => Vec::new(),
        },
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        bands: Vec<BandView<'k>> = match &dose.regimen {
            Regimen::Bands(bands, _frequency) => bands.iter().map(BandView::new).collect(),
            Regimen::Constant(..) | Regimen::Steps(_) => Vec::new(),
        },
        #[serde(skip_serializing_if = "Option::is_none")]
        maximum: Option<&'k str> = dose.maximum.as_ref().map(|maximum| maximum.text.as_str()),
        #[serde(skip_serializing_if = "Option::is_none")]
        route: Option<&'k str> = dose.route.as_ref().map(|route| route.says.as_str()),
        note: Maybe<'k> = &dose.note,
        card: Option<BriefView<'k>> = dose.brief.as_ref().map(BriefView::new),
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(Some(&dose.provenance)),
    }
}

view! {
    /// A number with its unit in an amount.
    QuantityView<'k>(quantity: &'k Quantity) {
        value: f64 = quantity.value.value(),
        unit: &'k str = &quantity.unit,
        per: Option<&'k str> = quantity.per.as_deref(),
    }
}

impl<'k> QuantityView<'k> {
    fn all(amount: &'k Amount) -> impl Iterator<Item = Self> {
        amount.quantities.iter().map(|quantity| Self::new(quantity))
    }
}

view! {
    StepView<'k>(step: &'k Step) {
        amount: &'k str = &step.amount.text,
        quantities: Vec<QuantityView<'k>> = QuantityView::all(&step.amount).collect(),
        when: &'k str = &step.when,
    }
}

view! {
    BandView<'k>(band: &'k Band) {
        #[serde(rename = "for")]
        who: &'k str = &band.who,
        amount: &'k str = &band.amount.text,
        quantities: Vec<QuantityView<'k>> = QuantityView::all(&band.amount).collect(),
    }
}

view! {
    TrialView<'k>(trial: &'k Trial) {
        name: &'k str = &trial.name,
        registry: Texts<'k> = &trial.registry,
        drugs: Vec<Text<&'k EntryId>> = ids(&trial.drugs),
        phase: Maybe<'k> = &trial.phase,
        design: &'k str = &trial.design,
        status: Text<TrialStatus> = Text(*trial.status),
        population: &'k str = &trial.population,
        randomised: Maybe<'k, u32> = &trial.randomised,
        within_patient: bool = trial.within_patient,
        study_kind: Text<StudyKind> = Text(trial.kind),
        arms: Vec<ArmView<'k>> = trial.arms.iter().map(ArmView::new).collect(),
        results: Vec<ResultView<'k>> = trial.results.iter().map(ResultView::new).collect(),
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        effects: Vec<MeasureView<'k>> = trial.effects.iter().map(MeasureView::new).collect(),
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        rates: Vec<RateView<'k>> = trial.rates.iter().map(RateView::new).collect(),
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(Some(&trial.provenance)),
    }
}

view! {
    ArmView<'k>(arm: &'k Arm) {
        id: &'k str = &arm.id,
        name: &'k str = &arm.name,
        drug: Option<Text<&'k EntryId>> = arm.drug.as_deref().map(Text),
        n: Maybe<'k, u32> = &arm.n,
    }
}

view! {
    ResultView<'k>(result: &'k TrialResult) {
        id: &'k str = &result.id,
        outcome: &'k str = &result.outcome,
        #[serde(flatten)]
        time: Time = Time::new(*result.time),
        primary: bool = result.primary,
        analysis: &'k str = &result.analysis,
        subset: Maybe<'k> = &result.subset,
        unit: &'k str = result.unit.as_ref().map_or("percent", |unit| unit.as_str()),
        card: Option<BriefView<'k>> = result.brief.as_ref().map(BriefView::new),
        #[serde(skip_serializing_if = "Option::is_none")]
        against: Option<&'k str> = result.against.as_ref().map(|arm| arm.as_str()),
        percent_of_all: bool = result.of_all,
        rows: Vec<ResultRowView<'k>> = result.rows.iter().map(ResultRowView::new).collect(),
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(Some(&result.provenance)),
    }
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

view! {
    ResultRowView<'k>(row: &'k ResultRow) {
        arm: &'k str = &row.arm,
        n: Maybe<'k, u32> = &row.n,
        responders: Maybe<'k, u32> = &row.responders,
        percent: Option<f64> = number(&row.percent),
        value: Option<f64> = number(&row.value),
        difference: Option<DifferenceView> = row.difference.as_ref().map(DifferenceView::new),
        p: Maybe<'k> = &row.p,
    }
}

view! {
    /// In percentage points, or in the unit of the result.
    DifferenceView(difference: &Difference) {
        points: f64 = difference.points.value(),
        low: Option<f64> = difference.interval.as_ref().map(|(low, _high)| low.value()),
        high: Option<f64> = difference.interval.as_ref().map(|(_low, high)| high.value()),
    }
}

view! {
    /// An effect as a measure, of one treatment against another.
    MeasureView<'k>(effect: &'k Effect) {
        id: &'k str = &effect.id,
        outcome: &'k str = &effect.outcome,
        of: &'k str = &effect.of,
        against: &'k str = &effect.against,
        measure: Text<Measure> = Text(*effect.measure),
        value: f64 = effect.value.value(),
        low: Option<f64> = effect.interval.as_ref().map(|(low, _high)| low.value()),
        high: Option<f64> = effect.interval.as_ref().map(|(_low, high)| high.value()),
        better: Option<Text<Direction>> = effect.better.as_deref().copied().map(Text),
        subset: Maybe<'k> = &effect.subset,
        certainty: Option<&'k str> = effect.certainty.as_ref().map(|certainty| certainty.word.as_str()),
        #[serde(skip_serializing_if = "Option::is_none")]
        scheme: Option<&'k str> = effect.certainty.as_ref().map(|certainty| certainty.scheme.as_str()),
        #[serde(skip_serializing_if = "Option::is_none")]
        graded_by: Option<&'k str> = effect.certainty.as_ref().map(|certainty| certainty.by.as_str()),
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(Some(&effect.provenance)),
    }
}

view! {
    RateView<'k>(rate: &'k Rate) {
        id: &'k str = &rate.id,
        outcome: &'k str = &rate.outcome,
        subset: Maybe<'k> = &rate.subset,
        unit: &'k str = &rate.unit,
        per: u32 = *rate.per,
        rows: Vec<RateRowView<'k>> = rate.rows.iter().map(RateRowView::new).collect(),
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(Some(&rate.provenance)),
    }
}

view! {
    RateRowView<'k>(row: &'k RateRow) {
        of: &'k str = &row.of,
        events: Maybe<'k, u32> = &row.events,
        exposure: Option<f64> = number(&row.exposure),
        value: f64 = row.value.value(),
        low: Option<f64> = row.interval.as_ref().map(|(low, _high)| low.value()),
        high: Option<f64> = row.interval.as_ref().map(|(_low, high)| high.value()),
    }
}

view! {
    QuestionView<'k>(question: &'k Question) {
        asks: &'k str = &question.asks,
        trials: Texts<'k> = &question.trials,
        related_claims: Texts<'k> = &question.claims,
    }
}

view! {
    ReviewView<'k>(review: &'k Review) {
        reference: &'k str = &review.reference,
        scope: &'k str = &review.scope,
        limits: Texts<'k> = &review.limits,
        mesh: Texts<'k> = &review.mesh,
        looked: Vec<LookedView<'k>> = review.terms.looked.iter().map(LookedView::new).collect(),
    }
}

view! {
    /// A search of the authors for what is missing.
    LookedView<'k>(looked: &'k Looked) {
        section: Option<Text<Section>> = looked.section.map(Text),
        #[serde(rename = "where")]
        place: &'k str = &looked.place,
        on: Text<Date> = Text(looked.on),
    }
}

view! {
    /// A scale: no entry shows it, but `diff` compares it.
    ScaleView<'k>(scale: &'k Scale) {
        name: &'k str = &scale.name,
        low: f64 = scale.low.value(),
        high: f64 = scale.high.value(),
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(Some(&scale.provenance)),
    }
}

view! {
    /// A reference, with its title if no other struct prints it.
    ReferenceView<'k>(reference: &'k Reference, title: Option<&'k str>) {
        #[serde(rename = "type")]
        kind: Text<ReferenceKind> = Text(*reference.kind),
        authors: Texts<'k> = &reference.authors,
        more_authors: bool = reference.more_authors,
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<&'k str> = title,
        container: Maybe<'k> = &reference.container,
        year: Maybe<'k, u32> = &reference.year,
        volume: Maybe<'k> = &reference.volume,
        issue: Maybe<'k> = &reference.issue,
        pages: Maybe<'k> = &reference.pages,
        published: Option<Text<Date>> = day(&reference.published),
        doi: Maybe<'k> = &reference.doi,
        pmid: Maybe<'k, u32> = &reference.pmid,
        pmcid: Maybe<'k> = &reference.pmcid,
        nct: Maybe<'k> = &reference.nct,
        set_id: Maybe<'k> = &reference.set_id,
        application: Maybe<'k> = &reference.application,
        url: Maybe<'k> = &reference.url,
        read: Option<Text<Date>> = day(&reference.read),
        in_review: Maybe<'k, u32> = &reference.in_review,
        keywords: Texts<'k> = &reference.keywords,
        status: Option<StatusView> =
            reference.status.as_ref().map(|(status, checked)| StatusView::new(**status, **checked)),
        note: Maybe<'k> = &reference.note,
    }
}

view! {
    StatusView(status: PublicationStatus, day: Date) {
        word: Text<PublicationStatus> = Text(status),
        checked: Text<Date> = Text(day),
    }
}

view! {
    ClaimView<'k>(knowledge: &'k Knowledge, claim: &'k Claim) {
        id: &'k str = &claim.id,
        home: Text<&'k EntryId> = Text(&claim.home),
        section: Text<Section> = Text(*claim.section),
        text: &'k str = &claim.text,
        origin: Text<Origin> = Text(claim.origin()),
        status: &'static str = claim_status(claim.superseded.is_some()),
        superseded: Option<SupersededView<'k>> =
            claim.superseded.as_ref().map(|superseded| {
                SupersededView::new(superseded, knowledge.successors(claim).last().copied())
            }),
        card: Option<BriefView<'k>> = claim.brief.as_deref().map(BriefView::new),
        dated: Option<Text<Date>> = day(&claim.dated),
        checked: Option<Text<Date>> = day(&claim.checked),
        #[serde(flatten)]
        provenance: SourceView<'k> = SourceView::new(claim.provenance()),
        #[serde(flatten)]
        note: Option<NoteView<'k>> = claim.note().map(NoteView::new),
    }
}

view! {
    SupersededView<'k>(superseded: &'k Supersession, successor: Option<&'k Claim>) {
        on: Text<Date> = Text(*superseded.on),
        by: &'k str = &superseded.by,
        why: Maybe<'k> = &superseded.why,
        now: Option<Successor<'k>> = successor.map(Successor::new),
    }
}

view! {
    /// The claim that holds now.
    Successor<'k>(claim: &'k Claim) {
        id: &'k str = &claim.id,
        text: &'k str = &claim.text,
    }
}

view! {
    /// The keys that only a clinic's note has.
    NoteView<'k>(note: &'k Note) {
        author: &'k str = &note.author,
        date: Text<Date> = Text(note.date),
        source: Maybe<'k> = &note.source,
    }
}

fn claim_status(is_superseded: bool) -> &'static str {
    if is_superseded { "SUPERSEDED" } else { "current" }
}

view! {
    PathwayView<'k>(knowledge: &'k Knowledge, pathway: &'k Pathway) {
        layers: Layers<'k> = Layers::new(pathway.layers.each_ref().map(|layer| layer.as_str())),
        about: Texts<'k> = &pathway.claims,
        nodes: Vec<NodeView<'k>> = pathway.nodes.iter().map(NodeView::new).collect(),
        edges: Vec<EdgeView<'k>> = pathway.edges.iter().map(|edge| EdgeView::new(knowledge, edge)).collect(),
        drugs: Vec<Inhibitor<'k>> = knowledge.drugs().map(|drug| Inhibitor::new(pathway, drug)).collect(),
        columns: Texts<'k> = &pathway.columns,
        selectivity: Vec<MoleculeView<'k>> =
            molecules(knowledge).iter().map(|molecule| MoleculeView::new(knowledge, pathway, molecule)).collect(),
    }
}

view! {
    Layers<'k>(heads: [&'k str; 3]) {
        left: &'k str = heads[0],
        middle: &'k str = heads[1],
        right: &'k str = heads[2],
    }
}

view! {
    NodeView<'k>(node: &'k Node) {
        id: &'k str = &node.id,
        label: &'k str = &node.label,
        layer: Text<Layer> = Text(*node.layer),
    }
}

view! {
    EdgeView<'k>(knowledge: &'k Knowledge, edge: &'k Edge) {
        from: &'k str = &edge.from,
        to: &'k str = &edge.to,
        label: &'k str = &edge.label,
        #[serde(flatten)]
        evidence: Evidence<'k> = Evidence::new(knowledge, &edge.claim),
    }
}

view! {
    Inhibitor<'k>(pathway: &'k Pathway, drug: &'k Drug) {
        id: Text<&'k EntryId> = Text(&drug.id),
        inhibits: Vec<&'k str> = pathway.closed_by(drug).map(|node| node.id.as_str()).collect(),
    }
}

view! {
    MoleculeView<'k>(knowledge: &'k Knowledge, pathway: &'k Pathway, molecule: &Molecule<'k>) {
        name: &'k str = molecule.name(),
        cells: Vec<CellView<'k>> = {
            let columns = pathway.columns.iter();
            columns.map(|column| CellView::new(knowledge, column, molecule.cell(pathway, column))).collect()
        },
    }
}

view! {
    /// A cell in the row of a molecule; `null` if nothing was found.
    CellView<'k>(knowledge: &'k Knowledge, head: &'k str, cell: Option<&'k Cell>) {
        column: &'k str = head,
        text: Option<&'k str> = cell.map(|cell| cell.text.as_str()),
        #[serde(flatten)]
        evidence: Option<Evidence<'k>> = cell.map(|cell| Evidence::new(knowledge, &cell.claim)),
    }
}

/// The claim that supports an edge or a cell.
#[derive(Serialize)]
struct Evidence<'k> {
    claim: &'k str,
    claim_text: &'k str,
    superseded: Option<String>,
    #[serde(flatten)]
    source: SourceView<'k>,
}

impl<'k> Evidence<'k> {
    fn new(knowledge: &'k Knowledge, id: &'k str) -> Self {
        let claim = knowledge.claim(id).expect("every claim that a pathway names exists");
        Self {
            claim: id,
            claim_text: &claim.text,
            superseded: supersession(knowledge, claim),
            source: SourceView::new(claim.provenance()),
        }
    }
}

view! {
    /// The changes since the review was published, in the order of the page.
    SinceView<'k>(knowledge: &'k Knowledge) {
        from: Text<Date> = Text(review_published(knowledge).0),
        from_is_day_of_printing: bool = review_published(knowledge).1,
        changes: Vec<ChangeView<'k>> = changes(knowledge).iter().map(|one| ChangeView::new(knowledge, one)).collect(),
        undated: Vec<ChangeView<'k>> = undated_changes(knowledge).iter().map(|one| ChangeView::new(knowledge, one)).collect(),
    }
}

view! {
    ChangeView<'k>(knowledge: &Knowledge, change: &Change<'k>) {
        on: Option<Text<Date>> = change.on.map(Text),
        regulatory: bool = change.regulatory,
        page: Text<&'k EntryId> = Text(change.page),
        anchor: String = change.anchor(),
        text: String = change.text(),
        status: &'static str = claim_status(superseded(knowledge, change).is_some()),
        superseded: Option<String> = superseded(knowledge, change),
        #[serde(flatten)]
        source: SourceView<'k> = SourceView::new(change.provenance()),
    }
}

fn superseded(knowledge: &Knowledge, change: &Change<'_>) -> Option<String> {
    match change.kind {
        ChangeKind::Claim(claim) => supersession(knowledge, claim),
        ChangeKind::Approval(..) | ChangeKind::Marketing(..) => None,
    }
}

/// The numbers of a plot, as reported or computed.
#[derive(Serialize)]
#[serde(tag = "plot", rename_all = "lowercase")]
pub(super) enum PlotView {
    Forest { caption: String, comparator: String, rows: Vec<ForestRowView> },
    Course { caption: String, arms: Vec<String>, times: Vec<MeasuredView> },
    Hundred { caption: String, arms: Vec<HundredView> },
    Ratios { caption: String, measure: Text<Measure>, comparator: String, rows: Vec<RatioView> },
}

impl PlotView {
    /// Every plot of a page.
    pub(super) fn all(page: &Page) -> Vec<Self> {
        let view = |plot: &Plot| match plot {
            Plot::Forest(Forest { caption, comparator, rows, .. }) => Self::Forest {
                caption: caption.clone(),
                comparator: comparator.clone(),
                rows: rows.iter().map(ForestRowView::new).collect(),
            },
            Plot::TimeCourse(TimeCourse { caption, arms, times, .. }) => Self::Course {
                caption: caption.clone(),
                arms: arms.clone(),
                times: times.iter().map(MeasuredView::new).collect(),
            },
            Plot::PerHundred(PerHundred { caption, arms, .. }) => {
                Self::Hundred { caption: caption.clone(), arms: arms.iter().map(HundredView::new).collect() }
            }
            Plot::Ratios(Ratios { caption, measure, comparator, rows, .. }) => Self::Ratios {
                caption: caption.clone(),
                measure: Text(*measure),
                comparator: comparator.clone(),
                rows: rows.iter().map(RatioView::new).collect(),
            },
        };
        page.plots().map(view).collect()
    }
}

view! {
    ForestRowView(row: &ForestRow) {
        arm: String = row.label.clone(),
        share: String = row.shares.0.clone(),
        comparator_share: String = row.shares.1.clone(),
        difference: DifferenceView = {
            // Rounded to one decimal as on the page, if computed.
            let figures = row.effect.figures();
            let [points, low, high] = figures.map(|figure| figure.parse().expect("a figure is a number"));
            DifferenceView { points, low: Some(low), high: Some(high) }
        },
        computed: bool = matches!(row.effect, EffectEstimate::Computed(_)),
        note: Option<String> = row.computed.clone(),
    }
}

view! {
    MeasuredView(at: &Measurement) {
        #[serde(flatten)]
        time: Time = Time::new(at.at),
        percents: Vec<Option<f64>> = at.percents.iter().map(|percent| percent.map(Decimal::value)).collect(),
    }
}

view! {
    RatioView(row: &RatioRow) {
        of: String = row.label.clone(),
        ratio: f64 = row.figures[0].value(),
        low: f64 = row.figures[1].value(),
        high: f64 = row.figures[2].value(),
    }
}

view! {
    HundredView(of: &(String, Decimal)) {
        arm: String = of.0.clone(),
        percent: f64 = of.1.value(),
    }
}
