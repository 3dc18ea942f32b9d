//! Where things come from: cited works, identifiers, dates.

mod dates;

use std::collections::{HashMap, HashSet};

use crate::knowledge::{
    Author, Citation, Claim, Code, Diagnostic, Draft, EntryId, Findings, Layer, Provenance, PublicationStatus,
    Reference, ReferenceKind, SourceSpan, Voice, provenances, provenances_of_entries,
};

pub(super) fn check(draft: &Draft, findings: &mut Findings) {
    review_claims(draft, findings);
    dates::check(draft, findings);
    let references = references(draft);
    second_hand(draft, &references, findings);
    same_work(draft, findings);
    doubtful_authors(draft, findings);
    retracted(draft, &references, findings);
    open_gates(draft, findings);
}

/// Reports gates of the pathway that no drug closes.
fn open_gates(draft: &Draft, findings: &mut Findings) {
    let Some(pathway) = &draft.pathway else { return };
    let closed: HashSet<&str> =
        draft.drugs.iter().flat_map(|drug| pathway.closed_by(drug)).map(|node| node.id.as_str()).collect();
    for gate in pathway.layer(Layer::Middle).filter(|node| !closed.contains(node.id.as_str())) {
        let message = format!("no drug closes the gate {:?}", *gate.label);
        let help = "write the label as under `targets` of a drug, or name the node's id under `closes`; if no drug acts on it, \
                    allow P012";
        findings.push(Diagnostic::new(Code::P012, gate.label.span(), message).help(help));
    }
}

/// Reports references that nothing cites.
pub(super) fn uncited(draft: &Draft, findings: &mut Findings) {
    let mut cited: HashSet<&str> = provenances(draft)
        .flat_map(|provenance| &provenance.cites)
        .map(|citation| citation.reference.as_str())
        .collect();
    cited.extend(draft.review.iter().map(|review| review.reference.as_str()));
    // The review's reference list is shown in full, cited or not.
    let is_uncited = |reference: &&Reference| !cited.contains(reference.id.name()) && reference.in_review.is_none();
    let uncited: Vec<&Reference> = draft.references.iter().filter(is_uncited).collect();
    let Some(first) = uncited.first() else { return };
    let ids: Vec<&str> = uncited.iter().map(|reference| reference.id.name()).collect();
    let message = match ids.len() {
        1 => format!("`{}` is never cited", first.id),
        count => format!("{count} works are never cited: {}", ids.join(", ")),
    };
    findings.push(Diagnostic::new(Code::P001, first.title.span(), message).help("cite them, or remove them"));
}

fn references(draft: &Draft) -> HashMap<&str, &Reference> {
    draft.references.iter().map(|reference| (reference.id.name(), reference)).collect()
}

fn review_claims(draft: &Draft, findings: &mut Findings) {
    let Some(review) = &draft.review else { return };
    if !draft.references.iter().any(|reference| reference.id.name() == *review.reference) {
        // The review's own reference is missing, which has been reported.
        return;
    }
    for claim in &draft.claims {
        let Voice::Review(provenance) = &*claim.voice else { continue };
        for citation in &provenance.cites {
            if *citation.reference != *review.reference {
                let message = format!("`{}` is marked as the review's, but cites `{}`", *claim.id, *citation.reference);
                findings.push(
                    Diagnostic::new(Code::P002, citation.reference.span(), message)
                        .secondary_label(claim.voice.span(), "the origin")
                        .help(format!("cite `{}` alone, or write origin = \"update\"", *review.reference)),
                );
            }
        }
    }
}

/// A place in a work, as a citation names it.
type Passage<'d> = (&'d str, &'d str);

/// Reports a basis that is second-hand although the work was read first-hand: a copy and the work itself are both cited, no copy is
/// cited at all, or another statement cites the same place first-hand.
///
/// Accepts a first-hand citation next to a second-hand one of another work: the two may support different parts of the statement,
/// and the basis is the weaker one.
fn second_hand(draft: &Draft, references: &HashMap<&str, &Reference>, findings: &mut Findings) {
    let through_copies = provenances(draft).filter(|provenance| {
        provenance.basis.is_second_hand() && provenance.cites.iter().all(|citation| citation.via.is_some())
    });
    let asked: HashSet<Passage<'_>> = through_copies.flat_map(|provenance| &provenance.cites).map(passage).collect();
    let mut read_first_hand: HashMap<Passage<'_>, SourceSpan> = HashMap::new();
    for provenance in provenances(draft).filter(|provenance| !provenance.basis.is_second_hand()) {
        for citation in provenance.cites.iter().filter(|citation| citation.via.is_none()) {
            if asked.contains(&passage(citation)) {
                read_first_hand.entry(passage(citation)).or_insert(citation.reference.span());
            }
        }
    }
    for provenance in provenances(draft).filter(|provenance| provenance.basis.is_second_hand()) {
        findings.extend(read_itself(provenance, references, &read_first_hand));
    }
}

fn passage(citation: &Citation) -> Passage<'_> {
    (citation.reference.as_str(), citation.at.as_str())
}

fn read_itself(
    provenance: &Provenance,
    references: &HashMap<&str, &Reference>,
    read_first_hand: &HashMap<Passage<'_>, SourceSpan>,
) -> Option<Diagnostic> {
    let is_first_hand = |citation: &&Citation| {
        let kind = references.get(citation.reference.as_str()).map(|reference| *reference.kind);
        citation.via.is_none() && kind.is_some_and(is_original)
    };
    let read = || provenance.cites.iter().filter(|citation| citation.via.is_none());
    let fault = |message: String, help: &str| Diagnostic::new(Code::P006, provenance.basis.span(), message).help(help);
    let basis = *provenance.basis;
    if provenance.cites.iter().all(|citation| is_first_hand(&citation)) {
        let message = format!("the basis is {basis}, but no citation says in which copy the work was read");
        return Some(fault(
            message,
            "add `via`, the copy it was read in, to the citation; or, if the work itself was read, give that as the basis",
        ));
    }
    for copy in provenance.cites.iter().filter(|citation| citation.via.is_some()) {
        if let Some(itself) = read().find(|citation| *citation.reference == *copy.reference) {
            let message = format!("the basis is {basis}, but `{}` is cited first-hand, too", *copy.reference);
            let help = "remove the citation with `via`, and give as the basis how the work itself was read";
            return Some(fault(message, help).secondary_label(itself.reference.span(), "read itself"));
        }
        if read().next().is_none()
            && let Some(place) = read_first_hand.get(&passage(copy))
        {
            let message =
                format!("the basis is {basis}, but the same place of `{}` was read first-hand", *copy.reference);
            let help = "remove `via` and give that basis, or name a more exact place in `at`";
            return Some(fault(message, help).secondary_label(*place, "read first-hand here"));
        }
    }
    None
}

/// Whether a kind of work is a source in itself, and not a report of one.
fn is_original(kind: ReferenceKind) -> bool {
    match kind {
        ReferenceKind::Article
        | ReferenceKind::Label
        | ReferenceKind::Registry
        | ReferenceKind::Guideline
        | ReferenceKind::Regulator => true,
        ReferenceKind::Report | ReferenceKind::Web | ReferenceKind::News => false,
    }
}

/// Reports two references with one identifier of a work.
fn same_work(draft: &Draft, findings: &mut Findings) {
    let mut known: HashMap<(&str, String), (&EntryId, SourceSpan)> = HashMap::new();
    for reference in &draft.references {
        let texts = [("DOI", &reference.doi), ("PMCID", &reference.pmcid)].into_iter().filter_map(|(what, text)| {
            let text = text.as_ref()?;
            Some(((what, text.to_lowercase()), text.span()))
        });
        let number = reference.pmid.iter().map(|pmid| (("PMID", pmid.to_string()), pmid.span()));
        for (identifier, place) in texts.chain(number) {
            if let Some((first, first_span)) = known.get(&identifier) {
                let (what, identifier) = identifier;
                let message = format!("`{}` and `{first}` are the same work, {what} {identifier}", reference.id);
                findings.push(
                    Diagnostic::new(Code::P009, place, message)
                        .secondary_label(*first_span, "first here")
                        .help("make one reference of the two, or correct the identifier"),
                );
            } else {
                known.insert(identifier, (&reference.id, place));
            }
        }
    }
}

/// Reports authors who may be people or groups.
fn doubtful_authors(draft: &Draft, findings: &mut Findings) {
    let authors = draft.references.iter().flat_map(|reference| &reference.authors);
    for author in authors.filter(|author| Author::parse(author).is_doubtful()) {
        let message = format!("{:?} is cited as a person, and may be a group", author.as_str());
        let help = format!("write a group in braces, \"{{{}}}\"; if it is a person, allow P014", author.as_str());
        findings.push(Diagnostic::new(Code::P014, author.span(), message).help(help));
    }
}

/// Reports what rests only on retracted works and is not superseded.
fn retracted(draft: &Draft, references: &HashMap<&str, &Reference>, findings: &mut Findings) {
    let is_retracted = |reference: &Reference| {
        reference.status.as_ref().is_some_and(|(status, _checked)| **status == PublicationStatus::Retracted)
    };
    if !draft.references.iter().any(is_retracted) {
        return;
    }
    let retraction = |citation: &Citation| {
        let status = references.get(citation.reference.as_str())?.status.as_ref()?;
        (*status.0 == PublicationStatus::Retracted).then_some(status.0.span())
    };
    let holds = draft.claims.iter().filter(|claim| claim.superseded.is_none()).filter_map(Claim::provenance);
    for provenance in holds.chain(provenances_of_entries(draft)) {
        let retractions: Vec<SourceSpan> = provenance.cites.iter().filter_map(retraction).collect();
        if let ([first, ..], [place, ..]) = (provenance.cites.as_slice(), retractions.as_slice())
            && retractions.len() == provenance.cites.len()
        {
            let message = if retractions.len() == 1 {
                format!("this rests only on `{}`, which was retracted", *first.reference)
            } else {
                format!("this rests only on retracted works, the first of them `{}`", *first.reference)
            };
            findings.push(
                Diagnostic::new(Code::P010, first.reference.span(), message)
                    .secondary_label(*place, "retracted")
                    .help("supersede it, or cite a work that was not retracted"),
            );
        }
    }
}
