//! From what somebody typed to entries.
//!
//! Promises: case, accents, Greek letters, hyphens and spaces in codes do not matter; an exact name comes first; a name
//! that fits more than one drug is marked ambiguous, and `resolve` never guesses. Never opens anything itself.

use rapidfuzz::distance::osa;

use crate::knowledge::{EntryId, Kind, Knowledge, Reference};
use crate::page::{fold, supersession};

/// How an entry was found, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// A name is what was typed.
    Exact,
    /// A name begins with it.
    Prefix,
    /// A word of a name or a claim begins with it.
    Word,
    /// It stands inside a word of a name.
    Fuzzy,
}

impl How {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::Word => "word",
            Self::Fuzzy => "fuzzy",
        }
    }
}

/// What part of an entry a term is, the parts that identify it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// A name, brand, code or alias; a title; an identifier.
    Name,
    /// A target, dosage form, author or keyword.
    Detail,
    /// The text of a claim.
    Claim,
}

/// A text under which an entry is found.
#[derive(Debug)]
struct Term {
    part: Part,
    /// As it is shown.
    text: String,
    /// As it is compared.
    folded: String,
    /// As it is compared where hyphens and spaces do not matter; names only.
    squeezed: Option<String>,
}

/// An entry and everything it is found by.
#[derive(Debug)]
struct Record {
    id: EntryId,
    title: String,
    terms: Vec<Term>,
}

/// Everything that can be found.
#[derive(Debug)]
pub struct Index {
    records: Vec<Record>,
}

/// One entry that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub id: EntryId,
    /// What it is called.
    pub title: String,
    /// The text in which it was found.
    pub matched: String,
    /// How it was found.
    pub how: How,
}

/// What a search came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What was found, best first.
    pub hits: Vec<Hit>,
    /// Whether the names of more than one drug fit, so that nothing may be chosen for the reader.
    pub ambiguous: bool,
}

/// What a name on the command line stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// This entry.
    One(EntryId),
    /// Each of these; the reader must choose.
    Several(Vec<EntryId>),
    /// Nothing; these are near in spelling.
    Nothing(Vec<EntryId>),
}

impl Index {
    /// Everything that can be found in a base.
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut records: Vec<Record> = Kind::ALL
            .iter()
            .filter(|kind| **kind != Kind::Review)
            .flat_map(|kind| knowledge.ids(*kind))
            .filter_map(|id| {
                Some(Record { id: id.clone(), title: knowledge.entry(id)?.title().to_owned(), terms: Vec::new() })
            })
            .collect();
        for record in &mut records {
            record.terms = terms(knowledge, &record.id);
        }
        Self { records }
    }

    /// The entries that fit every word of a query; none for an empty one.
    pub fn search(&self, query: &str) -> Answer {
        let query = fold(query.trim());
        let words: Vec<&str> = query.split_whitespace().collect();
        if words.is_empty() {
            return Answer::default();
        }
        let mut found: Vec<(Part, How, Hit)> =
            self.records.iter().filter_map(|record| record.find(&query, &words)).collect();
        // The sort is stable: entries that fit equally well stay in the order of the base, drugs first.
        found.sort_by_key(|(part, how, _hit)| (*part, *how));
        let drugs_by_name =
            found.iter().filter(|(part, _how, hit)| *part == Part::Name && hit.id.kind().route().is_some()).count();
        Answer { ambiguous: drugs_by_name > 1, hits: found.into_iter().map(|(_part, _how, hit)| hit).collect() }
    }

    /// What an id or a bare name stands for.
    pub fn resolve(&self, text: &str) -> Resolution {
        if let Some(record) = self.records.iter().find(|record| record.id.to_string() == text) {
            return Resolution::One(record.id.clone());
        }
        let wanted = squeeze(&fold(text));
        let named = |record: &&Record| {
            squeeze(record.id.name()) == wanted
                || record.terms.iter().any(|term| term.squeezed.as_ref() == Some(&wanted))
        };
        let drugs = self.records.iter().filter(|record| record.id.kind().route().is_some());
        let mut ids: Vec<EntryId> = drugs.filter(named).map(|record| record.id.clone()).collect();
        if ids.is_empty() {
            ids = self.records.iter().filter(named).map(|record| record.id.clone()).collect();
        }
        match ids.as_slice() {
            [one] => Resolution::One(one.clone()),
            [] => Resolution::Nothing(self.near(text)),
            [_, _, ..] => Resolution::Several(ids),
        }
    }

    /// The entries whose ids or names are nearest in spelling, nearest first, at most four.
    fn near(&self, text: &str) -> Vec<EntryId> {
        let wanted = fold(text);
        let limit = (wanted.chars().count() / 3).max(1);
        let distance = |to: &str| osa::distance(wanted.chars(), to.chars());
        let mut near: Vec<(usize, &EntryId)> = self
            .records
            .iter()
            .filter_map(|record| {
                let names = record.terms.iter().filter(|term| term.part == Part::Name);
                let nearest = names
                    .map(|term| distance(&term.folded))
                    .chain([distance(&record.id.to_string()), distance(record.id.name())])
                    .min()?;
                (nearest <= limit).then_some((nearest, &record.id))
            })
            .collect();
        near.sort_by_key(|(distance, _id)| *distance);
        near.into_iter().take(4).map(|(_distance, id)| id.clone()).collect()
    }
}

impl Record {
    /// How well the record fits all the words, and by which term.
    fn find(&self, query: &str, words: &[&str]) -> Option<(Part, How, Hit)> {
        let whole = self.best(query);
        let (part, how, term) = match whole {
            Some(found) => found,
            None => {
                let mut worst = None;
                for word in words {
                    let found = self.best(word)?;
                    let key = |(part, how, _): &(Part, How, &Term)| (*part, *how);
                    if worst.as_ref().is_none_or(|worst| key(&found) > key(worst)) {
                        worst = Some(found);
                    }
                }
                worst?
            }
        };
        let hit = Hit { id: self.id.clone(), title: self.title.clone(), matched: term.text.clone(), how };
        Some((part, how, hit))
    }

    fn best(&self, word: &str) -> Option<(Part, How, &Term)> {
        let squeezed = squeeze(word);
        self.terms
            .iter()
            .filter_map(|term| Some((term.part, term.fits(word, &squeezed)?, term)))
            .min_by_key(|(part, how, _term)| (*part, *how))
    }
}

impl Term {
    fn fits(&self, word: &str, squeezed: &str) -> Option<How> {
        if let Some(own) = &self.squeezed {
            if own == squeezed {
                return Some(How::Exact);
            }
            if !squeezed.is_empty() && own.starts_with(squeezed) {
                return Some(How::Prefix);
            }
        }
        let place = self.folded.find(word)?;
        let before = self.folded.get(..place).and_then(|text| text.chars().next_back());
        if before.is_none_or(|c| !c.is_alphanumeric()) {
            Some(How::Word)
        } else if self.part == Part::Claim || word.chars().count() < 3 {
            // Inside a word of running text, or a fragment of two letters, everything would fit.
            None
        } else {
            Some(How::Fuzzy)
        }
    }
}

fn terms(knowledge: &Knowledge, id: &EntryId) -> Vec<Term> {
    use crate::knowledge::Entry;
    let mut terms = Vec::new();
    let mut add = |part: Part, text: &str| {
        let folded = fold(text);
        let squeezed = (part == Part::Name).then(|| squeeze(&folded));
        terms.push(Term { part, text: text.to_owned(), folded, squeezed });
    };
    match knowledge.entry(id) {
        Some(Entry::Drug(drug)) => {
            add(Part::Name, &drug.name);
            let names = drug.brands.iter().chain(&drug.codes).chain(&drug.aliases);
            names.for_each(|name| add(Part::Name, name));
            drug.targets.iter().chain(&drug.forms).for_each(|text| add(Part::Detail, text));
        }
        Some(Entry::Trial(trial)) => {
            add(Part::Name, &trial.name);
            trial.registry.iter().for_each(|number| add(Part::Name, number));
            trial.title.iter().for_each(|title| add(Part::Detail, title));
        }
        Some(Entry::Topic(topic)) => add(Part::Name, &topic.title),
        Some(Entry::Pathway(pathway)) => {
            add(Part::Name, &pathway.title);
            pathway.nodes.iter().for_each(|node| add(Part::Detail, &node.label));
        }
        Some(Entry::Question(question)) => {
            add(Part::Name, &question.title);
            add(Part::Detail, &question.asks);
        }
        Some(Entry::Reference(reference)) => reference_terms(reference, &mut add),
        Some(Entry::Review(_) | Entry::Since(_)) | None => {}
    }
    for claim in knowledge.claims_on(id) {
        // Where the claim is shown as what matched, it must say that it no longer holds.
        let text = match supersession(knowledge, claim) {
            Some(words) => format!("{words}: {}", *claim.text),
            None => claim.text.to_string(),
        };
        add(Part::Claim, &text);
    }
    terms
}

fn reference_terms(reference: &Reference, add: &mut impl FnMut(Part, &str)) {
    add(Part::Name, reference.id.name());
    add(Part::Name, &reference.title);
    let identifiers = [&reference.doi, &reference.pmcid, &reference.nct, &reference.set_id];
    identifiers.into_iter().flatten().for_each(|text| add(Part::Name, text));
    reference.pmid.iter().for_each(|pmid| add(Part::Name, &pmid.to_string()));
    reference.authors.iter().chain(&reference.keywords).for_each(|text| add(Part::Detail, text));
    reference.year.iter().for_each(|year| add(Part::Detail, &year.to_string()));
}

/// A folded text without spaces and hyphens, in which codes are compared.
fn squeeze(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Where a query's words stand in a text, as ranges of bytes in order, for highlighting.
pub fn matches(text: &str, query: &str) -> Vec<std::ops::Range<usize>> {
    // Folding can change lengths; only where it does not are positions the same.
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return Vec::new();
    }
    let query = fold(query.trim());
    let mut ranges: Vec<std::ops::Range<usize>> = query
        .split_whitespace()
        .filter_map(|word| lower.find(word).map(|start| start..start + word.len()))
        .filter(|range| text.is_char_boundary(range.start) && text.is_char_boundary(range.end))
        .collect();
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|later, earlier| later.start < earlier.end);
    ranges
}
