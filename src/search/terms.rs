//! Under what each entry is found.
//!
//! Promises: one function names every text of an entry that is searched, with the field it stands in. A superseded claim
//! is never without the words that say so.

use std::borrow::Cow;

use crate::knowledge::{
    BoxedWarning, Drug, Entry, EntryId, Knowledge, Pathway, Question, Reference, Standing, Topic, Trial,
};
use crate::page::caveat;

/// How closely a text belongs to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// What it is called.
    Name,
    /// The title of a work, trial, topic or question.
    Title,
    /// What describes it: a class word, an author.
    Detail,
    /// The text of a claim.
    Claim,
}

/// What a text is to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Generic name, acronym.
    Name,
    /// Brand name.
    Brand,
    /// Research code.
    Code,
    /// Former, foreign or salt name.
    Alias,
    /// Registry number, DOI and the like.
    Identifier,
    /// Title.
    Title,
    /// What a drug inhibits.
    Target,
    /// Dosage form.
    Form,
    /// Who makes it.
    Sponsor,
    /// Author.
    Author,
    /// Year of publication.
    Year,
    /// Keyword.
    Keyword,
    /// What a question asks.
    Asks,
    /// A part of the pathway.
    Node,
    /// A dose.
    Dose,
    /// What a boxed warning warns of.
    Boxed,
    /// A claim on the page.
    Claim,
}

impl Field {
    /// The word for it, as a hit shows where it matched.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Brand => "brand",
            Self::Code => "code",
            Self::Alias => "other name",
            Self::Identifier => "identifier",
            Self::Title => "title",
            Self::Target => "target",
            Self::Form => "form",
            Self::Sponsor => "sponsor",
            Self::Author => "author",
            Self::Year => "year",
            Self::Keyword => "keyword",
            Self::Asks => "question",
            Self::Node => "pathway",
            Self::Dose => "dose",
            Self::Boxed => "boxed warning",
            Self::Claim => "statement",
        }
    }

    pub(super) fn part(self) -> Part {
        match self {
            Self::Name | Self::Brand | Self::Code | Self::Alias | Self::Identifier => Part::Name,
            Self::Title => Part::Title,
            Self::Target
            | Self::Form
            | Self::Sponsor
            | Self::Author
            | Self::Year
            | Self::Keyword
            | Self::Asks
            | Self::Node => Part::Detail,
            Self::Dose | Self::Boxed | Self::Claim => Part::Claim,
        }
    }
}

/// A text under which an entry is found.
#[derive(Debug)]
pub(super) struct Term<'k> {
    /// The number of the entry in the index.
    pub(super) entry: u32,
    /// What the text is to it.
    pub(super) field: Field,
    /// As it is shown.
    pub(super) text: Cow<'k, str>,
    /// The statement it is, by the name that the page can be opened at; `None` for what the entry is called.
    pub(super) anchor: Option<&'k str>,
}

/// Calls `each` with every text of an entry, its names first.
pub(super) fn each_term<'k>(
    knowledge: &'k Knowledge,
    id: &EntryId,
    each: &mut impl FnMut(Field, Cow<'k, str>, Option<&'k str>),
) {
    let entry = knowledge.entry(id);
    let mut add = |field: Field, text: Cow<'k, str>| each(field, text, None);
    match entry {
        Some(Entry::Drug(drug)) => of_drug(drug, &mut add),
        Some(Entry::Trial(trial)) => of_trial(trial, &mut add),
        Some(Entry::Topic(topic)) => of_topic(topic, &mut add),
        Some(Entry::Question(question)) => of_question(question, &mut add),
        Some(Entry::Reference(reference)) => of_reference(reference, &mut add),
        Some(Entry::Pathway(pathway)) => of_pathway(pathway, &mut add),
        Some(Entry::Review(_) | Entry::Since(_)) | None => {}
    }
    if let Some(Entry::Drug(drug)) = entry {
        for dose in &drug.doses {
            // A dose that no label covers is never shown without these words.
            let label = match (*dose.standing, &dose.region) {
                (Standing::Labelled, Some(region)) => format!("{} label", **region),
                (Standing::Labelled, None) | (Standing::Studied, _) => "Studied, no label".to_owned(),
            };
            let text = format!("{label}: {} {}; {}", *dose.amount, *dose.frequency, *dose.population);
            each(Field::Dose, Cow::Owned(text), Some(&dose.id));
        }
        if let BoxedWarning::Present { items, .. } = &drug.boxed_warning {
            let items: Vec<&str> = items.iter().map(|item| item.as_str()).collect();
            each(Field::Boxed, Cow::Owned(items.join(", ")), Some("boxed"));
        }
    }
    for claim in knowledge.claims_on(id) {
        // Where the claim is shown as what matched, it must say that it no longer holds, or whose it is.
        let text = match caveat(knowledge, claim) {
            Some((_role, words)) => Cow::Owned(format!("{words}: {}", *claim.text)),
            None => Cow::Borrowed(claim.text.as_str()),
        };
        each(Field::Claim, text, Some(&claim.id));
    }
}

fn of_drug<'k>(drug: &'k Drug, add: &mut impl FnMut(Field, Cow<'k, str>)) {
    let fields = [
        (Field::Name, std::slice::from_ref(&drug.name)),
        (Field::Brand, &drug.brands),
        (Field::Code, &drug.codes),
        (Field::Alias, &drug.aliases),
        (Field::Target, &drug.targets),
        (Field::Form, &drug.forms),
        (Field::Sponsor, drug.sponsor.as_slice()),
    ];
    for (field, texts) in fields {
        texts.iter().for_each(|text| add(field, Cow::Borrowed(text.as_str())));
    }
}

fn of_trial<'k>(trial: &'k Trial, add: &mut impl FnMut(Field, Cow<'k, str>)) {
    add(Field::Name, Cow::Borrowed(trial.name.as_str()));
    trial.registry.iter().for_each(|number| add(Field::Identifier, Cow::Borrowed(number.as_str())));
    trial.title.iter().for_each(|title| add(Field::Title, Cow::Borrowed(title.as_str())));
}

fn of_topic<'k>(topic: &'k Topic, add: &mut impl FnMut(Field, Cow<'k, str>)) {
    add(Field::Title, Cow::Borrowed(topic.title.as_str()));
}

fn of_pathway<'k>(pathway: &'k Pathway, add: &mut impl FnMut(Field, Cow<'k, str>)) {
    add(Field::Title, Cow::Borrowed(pathway.title.as_str()));
    pathway.nodes.iter().for_each(|node| add(Field::Node, Cow::Borrowed(node.label.as_str())));
}

fn of_question<'k>(question: &'k Question, add: &mut impl FnMut(Field, Cow<'k, str>)) {
    add(Field::Title, Cow::Borrowed(question.title.as_str()));
    add(Field::Asks, Cow::Borrowed(question.asks.as_str()));
}

fn of_reference<'k>(reference: &'k Reference, add: &mut impl FnMut(Field, Cow<'k, str>)) {
    add(Field::Title, Cow::Borrowed(reference.title.as_str()));
    add(Field::Identifier, Cow::Borrowed(reference.id.name()));
    let identifiers = [&reference.doi, &reference.pmcid, &reference.nct, &reference.set_id];
    identifiers.into_iter().flatten().for_each(|text| add(Field::Identifier, Cow::Borrowed(text.as_str())));
    reference.pmid.iter().for_each(|pmid| add(Field::Identifier, Cow::Owned(pmid.to_string())));
    reference.authors.iter().for_each(|author| add(Field::Author, Cow::Borrowed(author.as_str())));
    reference.keywords.iter().for_each(|keyword| add(Field::Keyword, Cow::Borrowed(keyword.as_str())));
    reference.year.iter().for_each(|year| add(Field::Year, Cow::Owned(year.to_string())));
}
