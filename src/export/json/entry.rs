//! One entry as a JSON object: everything it says, each statement with its sources, place and basis.

use serde_json::{Map, Value, json};

use crate::knowledge::{
    Approval, Basis, BoxedWarning, Citation, Claim, Dose, Drug, Entry, Knowledge, Located, Marketing, Provenance,
    Reference, Region,
};
use crate::page::{Detail, page};

/// An entry of whatever kind, without the schema.
pub(super) fn entry(knowledge: &Knowledge, entry: Entry<'_>) -> Map<String, Value> {
    let id = entry.id();
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(id.to_string()));
    object.insert("kind".to_owned(), json!(id.kind().word()));
    object.insert("title".to_owned(), json!(entry.title()));
    object.insert("as_of".to_owned(), json!(knowledge.as_of().to_string()));
    match entry {
        Entry::Drug(one) => object.extend(drug(knowledge, one)),
        Entry::Trial(one) => object.extend(super::trial::trial(one)),
        Entry::Question(one) => {
            object.insert("asks".to_owned(), json!(one.asks.as_str()));
            object.insert("trials".to_owned(), texts(&one.trials));
            object.insert("related_claims".to_owned(), texts(&one.claims));
        }
        Entry::Reference(one) => object.extend(reference(one)),
        Entry::Review(one) => {
            object.insert("reference".to_owned(), json!(one.reference.as_str()));
            object.insert("scope".to_owned(), json!(one.scope.as_str()));
            object.insert("limits".to_owned(), texts(&one.limits));
            object.insert("mesh".to_owned(), texts(&one.mesh));
        }
        Entry::Pathway(one) => object.extend(super::pathway::pathway(knowledge, one)),
        Entry::Since(_) => object.extend(super::since::since(knowledge)),
        Entry::Topic(_) => {}
    }
    let mut claims: Vec<&Claim> = knowledge.claims_on(id).collect();
    claims.sort_by_key(|claim| *claim.section);
    let claims: Vec<Value> = claims.into_iter().map(|one| claim(knowledge, one)).collect();
    object.insert("claims".to_owned(), Value::Array(claims));
    if matches!(entry, Entry::Drug(_) | Entry::Trial(_)) {
        let plots = page(knowledge, id, Detail::Number).map_or(Value::Null, |page| super::plot::plots(&page));
        object.insert("plots".to_owned(), plots);
    }
    object
}

pub(super) fn drug(knowledge: &Knowledge, drug: &Drug) -> Map<String, Value> {
    let trials: Vec<String> = knowledge.trials_of(&drug.id).map(|trial| trial.id.to_string()).collect();
    let marketing: Vec<Value> = drug.marketing.iter().map(marketing).collect();
    let approvals: Vec<Value> = drug.approvals.iter().map(approval).collect();
    let doses: Vec<Value> = drug.doses.iter().map(dose).collect();
    object(sourced(
        json!({
            "name": drug.name.as_str(),
            "route": drug.id.kind().route(),
            "brands": texts(&drug.brands),
            "codes": texts(&drug.codes),
            "aliases": texts(&drug.aliases),
            "targets": texts(&drug.targets),
            "forms": texts(&drug.forms),
            "sponsor": drug.sponsor.as_deref(),
            "near": drug.near.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "approvals": approvals,
            "marketing": marketing,
            "boxed_warning": boxed_warning(&drug.boxed_warning),
            "doses": doses,
            "trials": trials,
        }),
        &drug.provenance,
    ))
}

pub(super) fn marketing(marketing: &Marketing) -> Value {
    let (region, on, text) = (marketing.region.word(), date(&marketing.on), marketing.text.as_str());
    sourced(json!({ "region": region, "on": on, "text": text }), &marketing.provenance)
}

pub(super) fn approval(approval: &Approval) -> Value {
    sourced(
        json!({
            "region": approval.region.word(),
            "on": date(&approval.on),
            "population": approval.population.as_str(),
            "checked": approval.checked.to_string(),
        }),
        &approval.provenance,
    )
}

pub(super) fn boxed_warning(warning: &BoxedWarning) -> Value {
    match warning {
        BoxedWarning::Present { region, product, items, provenance, checked } => sourced(
            json!({
                "status": "present",
                "region": region.word(),
                "product": product.as_deref(),
                "items": texts(items),
                "checked": checked.to_string(),
            }),
            provenance,
        ),
        BoxedWarning::Absent { region, product, provenance, checked } => {
            let (region, product) = (region.word(), product.as_deref());
            let checked = checked.to_string();
            sourced(json!({ "status": "absent", "region": region, "product": product, "checked": checked }), provenance)
        }
        BoxedWarning::Unknown { checked } => {
            json!({ "status": "unknown", "checked": (**checked).map(|on| on.to_string()) })
        }
    }
}

pub(super) fn dose(dose: &Dose) -> Value {
    sourced(
        json!({
            "id": dose.id.as_str(),
            "standing": dose.status.word(),
            "region": dose.status.region().map(Region::word),
            "population": dose.population.as_str(),
            "amount": dose.amount.as_str(),
            "frequency": dose.frequency.as_str(),
            "note": dose.note.as_deref(),
        }),
        &dose.provenance,
    )
}

/// A reference, field by field.
pub(super) fn reference(reference: &Reference) -> Map<String, Value> {
    object(json!({
        "type": reference.kind.word(),
        "authors": texts(&reference.authors),
        "more_authors": reference.more_authors,
        "title": reference.title.as_str(),
        "container": reference.container.as_deref(),
        "year": reference.year.as_deref(),
        "volume": reference.volume.as_deref(),
        "issue": reference.issue.as_deref(),
        "pages": reference.pages.as_deref(),
        "published": date(&reference.published),
        "doi": reference.doi.as_deref(),
        "pmid": reference.pmid.as_deref(),
        "pmcid": reference.pmcid.as_deref(),
        "nct": reference.nct.as_deref(),
        "set_id": reference.set_id.as_deref(),
        "application": reference.application.as_deref(),
        "url": reference.url.as_deref(),
        "read": date(&reference.read),
        "in_review": reference.in_review.as_deref(),
        "keywords": texts(&reference.keywords),
        "status": reference.status.as_ref().map(|(status, checked)| json!({
            "word": status.word(),
            "checked": checked.to_string(),
        })),
        "note": reference.note.as_deref(),
    }))
}

pub(super) fn claim(knowledge: &Knowledge, claim: &Claim) -> Value {
    let superseded = claim.superseded.as_ref().map(|superseded| {
        let holds = knowledge
            .successors(claim)
            .last()
            .map(|last| json!({ "id": last.id.as_str(), "text": last.text.as_str() }));
        json!({
            "on": superseded.on.to_string(),
            "by": superseded.by.as_str(),
            "why": superseded.why.as_deref(),
            "now": holds,
        })
    });
    let status = if superseded.is_some() { "SUPERSEDED" } else { "current" };
    let mut value = sourced(
        json!({
            "id": claim.id.as_str(),
            "home": claim.home.to_string(),
            "section": claim.section.word(),
            "text": claim.text.as_str(),
            "origin": claim.origin().word(),
            "status": status,
            "superseded": superseded,
            "dated": date(&claim.dated),
            "checked": date(&claim.checked),
        }),
        claim.provenance(),
    );
    if let Some((note, object)) = claim.note().zip(value.as_object_mut()) {
        object.insert("author".to_owned(), json!(note.author));
        object.insert("date".to_owned(), json!(note.date.to_string()));
        object.insert("source".to_owned(), json!(note.source.as_deref()));
    }
    value
}

/// A statement with where it comes from and how that was read; a clinic's note may cite nothing.
pub(super) fn sourced<'p>(mut value: Value, provenance: impl Into<Option<&'p Provenance>>) -> Value {
    let provenance = provenance.into();
    if let Some(object) = value.as_object_mut() {
        let cites: Vec<Value> = provenance.iter().flat_map(|provenance| &provenance.cites).map(cite).collect();
        let basis = provenance.map(|provenance| *provenance.basis);
        object.insert("basis".to_owned(), json!(basis.map(Basis::word)));
        object.insert("second_hand".to_owned(), json!(basis.is_some_and(Basis::is_second_hand)));
        object.insert("cites".to_owned(), Value::Array(cites));
    }
    value
}

fn cite(citation: &Citation) -> Value {
    json!({
        "ref": citation.reference.as_str(),
        "at": citation.at.as_str(),
        "via": citation.via.as_deref(),
    })
}

pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}

pub(super) fn texts(texts: &[Located<String>]) -> Value {
    texts.iter().map(|text| text.as_str()).collect()
}

fn date(date: &Option<Located<jiff::civil::Date>>) -> Value {
    date.as_ref().map_or(Value::Null, |date| json!(date.to_string()))
}
