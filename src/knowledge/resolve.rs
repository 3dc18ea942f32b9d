//! Whether the entries of a draft fit together: every name exists, and every chain of supersessions ends.
//!
//! Promises: no lookup in a draft that passes can fail.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::code::Code;
use super::diagnostic::{Diagnostic, Findings};
use super::id::{EntryId, Kind};
use super::load::{Symbols, registry_number_fault};
use super::model::{Claim, Draft, Drug, Node, Pathway, Provenance, Trial};
use super::nearest::Suggestions;
use super::section::Section;
use super::span::{Located, SourceSpan};

/// Reports every name that does not exist or is not allowed where it is, and every supersession that leads to no claim.
pub(super) fn resolve(draft: &Draft, symbols: &Symbols, findings: &mut Findings) {
    Resolver { symbols, findings, suggestions: Suggestions::new() }.draft(draft);
}

/// Every provenance of a draft.
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

/// The claims that supersede others, by their ids.
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
    symbols: &'k Symbols,
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
        let nodes = || draft.pathway.iter().flat_map(|pathway| &pathway.nodes);
        for closed in draft.drugs.iter().flat_map(|drug| &drug.closes) {
            if !nodes().any(|node| *node.id == **closed) {
                let ids = nodes().map(|node| Cow::Borrowed(node.id.as_str()));
                self.missing(Code::K011, "node", closed, closed.span(), ids);
            }
        }
        let by_id = successors_by_id(draft);
        let mut settled: HashSet<&str> = HashSet::new();
        for claim in &draft.claims {
            self.claim(claim);
            self.supersession(draft, claim, &by_id, &mut settled);
        }
    }

    fn claim(&mut self, claim: &Claim) {
        self.section(claim, &claim.home, claim.section.span());
        let mut before: HashSet<&EntryId> = HashSet::new();
        for about in &claim.about {
            if !before.insert(about) || **about == claim.home {
                let message = format!("the claim is on `{}` already", **about);
                self.findings.push(
                    Diagnostic::new(Code::K010, about.span(), message).help("name each page once, and not its own"),
                );
                continue;
            }
            if self.symbols.has_entry(about) {
                self.section(claim, about, about.span());
            } else {
                self.entry(about, about.span());
            }
        }
    }

    /// Reports a claim whose chain of successors does not lead to one that holds. `settled` has the claims that earlier
    /// walks passed, so that each is visited once, however long the chains are.
    fn supersession<'d>(
        &mut self,
        draft: &'d Draft,
        claim: &'d Claim,
        by_id: &HashMap<&'d str, &'d Claim>,
        settled: &mut HashSet<&'d str>,
    ) {
        let Some(superseded) = &claim.superseded else { return };
        if !self.symbols.has_claim(&superseded.by) {
            let ids = draft.claims.iter().map(|claim| Cow::Borrowed(claim.id.as_str()));
            self.missing(Code::K014, "claim", &superseded.by, superseded.by.span(), ids);
            return;
        }
        let mut walked: Vec<&'d Claim> = Vec::new();
        let mut next = Some(claim);
        while let Some(current) = next {
            if !settled.insert(current.id.as_str()) {
                // If this walk passed the claim before, the steps since then are a circle.
                if let Some(start) = walked.iter().position(|before| *before.id == *current.id) {
                    self.circle(&walked[start..]);
                }
                return;
            }
            walked.push(current);
            next = current.superseded.as_ref().and_then(|s| by_id.get(s.by.as_str()).copied());
        }
    }

    fn circle(&mut self, claims: &[&Claim]) {
        for claim in claims {
            let superseded = claim.superseded.as_ref().expect("a claim of a circle is superseded by the next");
            let message = format!("the claims that supersede `{}` lead back to it", *claim.id);
            self.findings.push(
                Diagnostic::new(Code::K014, superseded.by.span(), message)
                    .secondary_label(claim.id.span(), "this claim")
                    .help("end the chain with a claim that holds, one without `superseded`"),
            );
        }
    }

    fn section(&mut self, claim: &Claim, on: &EntryId, span: SourceSpan) {
        // What has changed since the review can be of any section.
        if claim.section.is_allowed_on(on.kind()) || *on == EntryId::since() {
            return;
        }
        let message = format!("`{on}` has no section {:?}", claim.section.word());
        let words: Vec<&str> = Section::ALL
            .iter()
            .filter(|section| section.is_allowed_on(on.kind()))
            .map(|section| section.word())
            .collect();
        let help = if words.is_empty() {
            "no claim can be put there".to_owned()
        } else {
            format!("its sections are {}", words.join(", "))
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
                let message = format!("the arm `{}` is defined twice", *arm.id);
                self.findings.push(
                    Diagnostic::new(Code::K010, arm.id.span(), message)
                        .secondary_label(first, "first here")
                        .help("give one of them another id"),
                );
            }
        }
        for against in trial.results.iter().filter_map(|result| result.against.as_ref()) {
            if !self.symbols.has_arm(&trial.id, against) {
                self.missing(Code::K011, "arm", against, against.span(), arms.keys().copied().map(Cow::Borrowed));
            }
        }
        for row in trial.results.iter().flat_map(|result| &result.rows) {
            if !self.symbols.has_arm(&trial.id, &row.arm) {
                self.missing(Code::K011, "arm", &row.arm, row.arm.span(), arms.keys().copied().map(Cow::Borrowed));
            }
        }
    }

    fn pathway(&mut self, pathway: &Pathway) {
        let mut seen: HashMap<String, SourceSpan> = HashMap::new();
        for node in &pathway.nodes {
            self.once(&mut seen, format!("the node `{}`", *node.id), node.id.span());
        }
        // Reversed, so that the first of two nodes with one id is found.
        let nodes: HashMap<&str, &Node> = pathway.nodes.iter().rev().map(|node| (node.id.as_str(), node)).collect();
        let columns: HashSet<&str> = pathway.columns.iter().map(|column| column.as_str()).collect();
        for claim in &pathway.claims {
            self.statement(claim);
        }
        for edge in &pathway.edges {
            self.end(pathway, &nodes, &edge.from);
            self.end(pathway, &nodes, &edge.to);
            self.statement(&edge.claim);
            self.once(&mut seen, format!("the edge from `{}` to `{}`", *edge.from, *edge.to), edge.from.span());
        }
        for cell in &pathway.cells {
            self.drug(&cell.drug);
            self.statement(&cell.claim);
            if !columns.contains(cell.column.as_str()) {
                let columns = pathway.columns.iter().map(|column| Cow::Borrowed(column.as_str()));
                self.missing(Code::K011, "column", &cell.column, cell.column.span(), columns);
            }
            self.once(&mut seen, format!("`{}` of `{}`", *cell.column, *cell.drug), cell.column.span());
        }
    }

    /// Reports an end of an edge that does not exist.
    fn end(&mut self, pathway: &Pathway, nodes: &HashMap<&str, &Node>, id: &Located<String>) {
        if !nodes.contains_key(id.as_str()) {
            let ids = pathway.nodes.iter().map(|node| Cow::Borrowed(node.id.as_str()));
            self.missing(Code::K011, "node", id, id.span(), ids);
        }
    }

    /// Reports a second occurrence of `what`.
    fn once(&mut self, seen: &mut HashMap<String, SourceSpan>, what: String, span: SourceSpan) {
        if let Some(first) = seen.insert(what.clone(), span) {
            self.findings.push(
                Diagnostic::new(Code::K010, span, format!("{what} is given twice"))
                    .secondary_label(first, "first here")
                    .help("remove one of them, or correct what they name"),
            );
        }
    }

    fn reference(&mut self, name: &Located<String>) {
        let is_known = EntryId::new(Kind::Reference, name).is_some_and(|id| self.symbols.has_entry(&id));
        if !is_known {
            let works = self.symbols.ids().filter(|id| id.kind() == Kind::Reference);
            self.missing(Code::K011, "reference", name, name.span(), works.map(|id| Cow::Borrowed(id.name())));
        }
    }

    fn drug(&mut self, id: &Located<EntryId>) {
        if id.is_drug() {
            self.entry(id, id.span());
        } else {
            let message = format!("`{}` is not a drug", **id);
            let help = "the id of a drug begins with its folder, such as oral/";
            self.findings.push(Diagnostic::new(Code::K009, id.span(), message).help(help));
        }
    }

    fn entry(&mut self, id: &EntryId, span: SourceSpan) {
        if !self.symbols.has_entry(id) {
            let alike = self.symbols.ids().filter(|other| other.kind() == id.kind());
            self.missing(Code::K011, "entry", &id.to_string(), span, alike.map(|id| Cow::Owned(id.to_string())));
        }
    }

    fn statement(&mut self, id: &Located<String>) {
        if !self.symbols.has_claim(id) {
            let ids = self.symbols.claims().map(Cow::Borrowed);
            self.missing(Code::K011, "claim", id, id.span(), ids);
        }
    }

    /// A trial that is not in this base must be named by its number in a registry.
    fn registry_number(&mut self, text: &Located<String>) {
        if registry_number_fault(text).is_some() {
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
