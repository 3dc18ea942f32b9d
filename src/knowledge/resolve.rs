//! Whether a draft holds together: what is named exists, and what has taken the place of a claim leads somewhere.
//!
//! Promises: a draft that passes can be asked anything without failing.

mod pathway;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::code::Code;
use super::diagnostic::Diagnostic;
use super::findings::Findings;
use super::id::{EntryId, Kind};
use super::load::Known;
use super::model::{Claim, Draft, Drug, Provenance, Trial};
use super::reader::Suggestions;
use super::registry;
use super::span::{Located, SourceSpan};

/// Reports everything that is named and does not exist, stands where it cannot, or goes round in a circle.
pub(super) fn resolve(draft: &Draft, known: &Known, findings: &mut Findings) {
    Resolver { known, findings, suggestions: Suggestions::new() }.draft(draft);
}

/// Every provenance of a draft, of claims and of everything else that is said.
pub fn provenances(draft: &Draft) -> impl Iterator<Item = &Provenance> {
    draft.claims.iter().filter_map(Claim::provenance).chain(provenances_of_entries(draft))
}

/// Every provenance of a draft but those of claims.
pub fn provenances_of_entries(draft: &Draft) -> impl Iterator<Item = &Provenance> {
    let drugs = draft.drugs.iter().flat_map(Drug::provenances);
    let trials = draft.trials.iter().flat_map(Trial::provenances);
    let scales = draft.review.iter().flat_map(|review| &review.scales).map(|scale| &scale.provenance);
    drugs.chain(trials).chain(scales)
}

/// The claims that take the place of others, by their ids: few of all.
pub fn successors_by_id(draft: &Draft) -> HashMap<&str, &Claim> {
    let superseded = draft.claims.iter().filter_map(|claim| claim.superseded.as_ref());
    let ids: HashSet<&str> = superseded.map(|superseded| superseded.by.as_str()).collect();
    draft
        .claims
        .iter()
        .filter(|claim| ids.contains(claim.id.as_str()))
        .map(|claim| (claim.id.as_str(), claim))
        .collect()
}

struct Resolver<'k> {
    known: &'k Known,
    findings: &'k mut Findings,
    suggestions: Suggestions,
}

impl Resolver<'_> {
    fn draft(&mut self, draft: &Draft) {
        for provenance in provenances(draft) {
            for citation in &provenance.cites {
                self.reference(&citation.reference);
            }
        }
        if let Some(review) = &draft.review {
            self.reference(&review.reference);
        }
        for drug in &draft.drugs {
            for near in &drug.near {
                self.drug(near);
            }
            if let Some(claim) = &drug.reported_approval {
                self.statement(claim);
            }
        }
        for trial in &draft.trials {
            self.trial(trial);
        }
        for question in &draft.questions {
            for trial in &question.trials {
                match trial.parse::<EntryId>() {
                    Ok(id) => self.entry(&id, trial.span()),
                    Err(_registry_number) => self.registry_number(trial),
                }
            }
            for claim in &question.claims {
                self.statement(claim);
            }
        }
        if let Some(pathway) = &draft.pathway {
            self.pathway(pathway);
        }
        let by_id = successors_by_id(draft);
        let mut settled: HashSet<&str> = HashSet::new();
        for claim in &draft.claims {
            self.claim(claim);
            self.successors(draft, claim, &by_id, &mut settled);
        }
    }

    fn claim(&mut self, claim: &Claim) {
        self.section(claim, &claim.home, claim.section.span());
        let mut before: HashSet<&EntryId> = HashSet::new();
        for about in &claim.about {
            if !before.insert(about) || **about == claim.home {
                let message = format!("the claim stands on `{}` already", **about);
                self.findings.push(
                    Diagnostic::new(Code::K010, about.span(), message).help("name each page once, and not its own"),
                );
                continue;
            }
            if self.known.has_entry(about) {
                self.section(claim, about, about.span());
            } else {
                self.entry(about, about.span());
            }
        }
    }

    /// Whether what takes the place of a claim leads to one that holds. `settled` are the claims that were looked at:
    /// each is walked over once, however long the chains are.
    fn successors<'d>(
        &mut self,
        draft: &'d Draft,
        claim: &'d Claim,
        by_id: &HashMap<&'d str, &'d Claim>,
        settled: &mut HashSet<&'d str>,
    ) {
        let Some(superseded) = &claim.superseded else { return };
        if !self.known.has_claim(&superseded.by) {
            let ids = draft.claims.iter().map(|claim| Cow::Borrowed(claim.id.as_str()));
            self.missing(Code::K014, "claim", &superseded.by, superseded.by.span(), ids);
            return;
        }
        let mut walked: Vec<&'d Claim> = Vec::new();
        let mut next = Some(claim);
        while let Some(current) = next {
            if !settled.insert(current.id.as_str()) {
                // Either looked at before, or in this walk: then the rest of the walk is a circle.
                let circle = walked.iter().position(|before| before.id.as_str() == current.id.as_str());
                walked.drain(..circle.unwrap_or(walked.len()));
                self.circle(&walked);
                return;
            }
            walked.push(current);
            next = current.superseded.as_ref().and_then(|s| by_id.get(s.by.as_str()).copied());
        }
    }

    fn circle(&mut self, claims: &[&Claim]) {
        for claim in claims {
            let Some(superseded) = &claim.superseded else { continue };
            let message = format!("`{}` is superseded in a circle that comes back to it", *claim.id);
            self.findings.push(
                Diagnostic::new(Code::K014, superseded.by.span(), message)
                    .secondary_label(claim.id.span(), "this claim")
                    .help("the last claim of a chain is one that holds, without `superseded`"),
            );
        }
    }

    fn section(&mut self, claim: &Claim, on: &EntryId, span: SourceSpan) {
        // What has changed since the review can be of any section.
        if claim.section.is_allowed_on(on.kind()) || *on == EntryId::since() {
            return;
        }
        let message = format!("a claim in section {:?} cannot stand on `{on}`", claim.section.word());
        let words: Vec<&str> = super::section::Section::ALL
            .iter()
            .filter(|section| section.is_allowed_on(on.kind()))
            .map(|section| section.word())
            .collect();
        let help = if words.is_empty() {
            "no claim can stand there".to_owned()
        } else {
            format!("the sections of such a page are {}", words.join(", "))
        };
        self.findings.push(Diagnostic::new(Code::K012, span, message).help(help));
    }

    fn trial(&mut self, trial: &Trial) {
        for drug in &trial.drugs {
            self.drug(drug);
        }
        let mut arms: HashMap<&str, SourceSpan> = HashMap::new();
        for arm in &trial.arms {
            if let Some(drug) = &arm.drug {
                self.drug(drug);
            }
            if let Some(first) = arms.insert(arm.id.as_str(), arm.id.span()) {
                let message = format!("the arm `{}` is there twice", *arm.id);
                self.findings.push(
                    Diagnostic::new(Code::K010, arm.id.span(), message)
                        .secondary_label(first, "first here")
                        .help("give one of them another id"),
                );
            }
        }
        for row in trial.results.iter().flat_map(|result| &result.rows) {
            if !self.known.has_arm(&trial.id, &row.arm) {
                self.missing(Code::K011, "arm", &row.arm, row.arm.span(), arms.keys().copied().map(Cow::Borrowed));
            }
        }
    }

    fn reference(&mut self, name: &Located<String>) {
        if !self.known.has_name(Kind::Reference, name) {
            let ids = self.known.names(Kind::Reference).map(Cow::Borrowed);
            self.missing(Code::K011, "reference", name, name.span(), ids);
        }
    }

    fn drug(&mut self, id: &Located<EntryId>) {
        if id.kind().route().is_some() {
            self.entry(id, id.span());
        } else {
            let message = format!("`{}` is not a drug", **id);
            let help = "the id of a drug begins with oral/ or topical/";
            self.findings.push(Diagnostic::new(Code::K009, id.span(), message).help(help));
        }
    }

    fn entry(&mut self, id: &EntryId, span: SourceSpan) {
        if !self.known.has_entry(id) {
            let of_kind = self.known.names(id.kind()).filter_map(|name| EntryId::new(id.kind(), name));
            let names = of_kind.map(|id| Cow::Owned(id.to_string()));
            self.missing(Code::K011, "entry", &id.to_string(), span, names);
        }
    }

    fn statement(&mut self, id: &Located<String>) {
        if !self.known.has_claim(id) {
            let ids = self.known.claims().map(Cow::Borrowed);
            self.missing(Code::K011, "claim", id, id.span(), ids);
        }
    }

    /// What is no id of a trial in this base must be the number of one in a registry.
    fn registry_number(&mut self, text: &Located<String>) {
        if registry::fault(text).is_some() {
            let message = format!("{:?} is neither the id of a trial nor a registry number", **text);
            let help = "write `trial/name` for a trial of this base, or its number in a registry";
            self.findings.push(Diagnostic::new(Code::K009, text.span(), message).help(help));
        }
    }

    fn missing<'n>(
        &mut self,
        code: Code,
        what: &str,
        name: &str,
        span: SourceSpan,
        names: impl Iterator<Item = Cow<'n, str>>,
    ) {
        let help = match self.suggestions.nearest(name, names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("add the {what}, or remove its name here"),
        };
        let message = format!("there is no {what} `{name}`");
        self.findings.push(Diagnostic::new(code, span, message).help(help));
    }
}
