//! Under what each entry is found.
//!
//! Promises: one function names every text of an entry that is searched, with the field it stands in. A superseded claim
//! is never without the words that say so.

use std::borrow::Cow;
use std::ops::ControlFlow;

use crate::knowledge::{
    BoxedWarning, Claim, Drug, Entry, Kind, Knowledge, Located, Pathway, Question, Reference, Topic, Trial,
};
use crate::page::status_notice;

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
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Term<'k> {
    /// What the text is to it.
    pub(super) field: Field,
    /// As it is shown.
    pub(super) text: Cow<'k, str>,
    /// The statement it is, by the name that the page can be opened at; `None` for what the entry is called.
    pub(super) anchor: Option<&'k str>,
}

/// Whether to go on, or the text that was looked for.
pub(super) type Flow<'k> = ControlFlow<Term<'k>>;

/// What takes the texts of an entry one by one.
pub(super) type Each<'e, 'k> = &'e mut dyn FnMut(Term<'k>) -> Flow<'k>;

/// Calls `each` with every text of an entry that is no claim, its title first, until it breaks off.
pub(super) fn each_own_term<'k>(entry: Entry<'k>, each: Each<'_, 'k>) -> Flow<'k> {
    match entry {
        Entry::Drug(drug) => of_drug(drug, each),
        Entry::Trial(trial) => of_trial(trial, each),
        Entry::Topic(topic) => of_topic(topic, each),
        Entry::Question(question) => of_question(question, each),
        Entry::Reference(reference) => of_reference(reference, each),
        Entry::Pathway(pathway) => of_pathway(pathway, each),
        Entry::Review(_) | Entry::Since(_) | Entry::Approvals(_) => Flow::Continue(()),
    }
}

/// The text of an entry that has a number, counted from 0 as [`each_own_term`] calls.
pub(super) fn nth_own_term(entry: Entry<'_>, nth: usize) -> Option<Term<'_>> {
    let mut numbers = 0..nth;
    let mut stop = |term| if numbers.next().is_none() { Flow::Break(term) } else { Flow::Continue(()) };
    each_own_term(entry, &mut stop).break_value()
}

/// The title of an entry: the first of its texts.
pub(super) fn term_of_title(kind: Kind, title: &str) -> Term<'_> {
    let field = match kind {
        Kind::Oral | Kind::Topical | Kind::Trial => Field::Name,
        Kind::Pathophysiology | Kind::Safety | Kind::Question | Kind::Reference | Kind::Review => Field::Title,
    };
    Term { field, text: Cow::Borrowed(title), anchor: None }
}

/// A claim as it is found.
pub(super) fn term_of_claim<'k>(knowledge: &'k Knowledge, claim: &'k Claim) -> Term<'k> {
    // Where the claim is shown as what matched, it must say that it no longer holds, or whose it is.
    let text = match status_notice(knowledge, claim) {
        Some((_role, words)) => Cow::Owned(format!("{words}: {}", *claim.text)),
        None => Cow::Borrowed(claim.text.as_str()),
    };
    Term { field: Field::Claim, text, anchor: Some(&claim.id) }
}

/// Texts that an entry is called or described by.
fn called<'k>(each: Each<'_, 'k>, field: Field, texts: impl IntoIterator<Item = &'k Located<String>>) -> Flow<'k> {
    let term = |text: &'k Located<String>| Term { field, text: Cow::Borrowed(text.as_str()), anchor: None };
    texts.into_iter().try_for_each(|text| each(term(text)))
}

fn of_drug<'k>(drug: &'k Drug, each: Each<'_, 'k>) -> Flow<'k> {
    called(each, Field::Name, [&drug.name])?;
    called(each, Field::Brand, &drug.brands)?;
    called(each, Field::Code, &drug.codes)?;
    called(each, Field::Alias, &drug.aliases)?;
    called(each, Field::Target, &drug.targets)?;
    called(each, Field::Form, &drug.forms)?;
    called(each, Field::Sponsor, &drug.sponsor)?;
    for dose in &drug.doses {
        let text = format!("{}: {} {}; {}", dose.label(), *dose.amount, *dose.frequency, *dose.population);
        each(Term { field: Field::Dose, text: Cow::Owned(text), anchor: Some(&dose.id) })?;
    }
    if let BoxedWarning::Present { items, .. } = &drug.boxed_warning {
        let items: Vec<&str> = items.iter().map(|item| item.as_str()).collect();
        each(Term { field: Field::Boxed, text: Cow::Owned(items.join(", ")), anchor: Some("boxed") })?;
    }
    Flow::Continue(())
}

fn of_trial<'k>(trial: &'k Trial, each: Each<'_, 'k>) -> Flow<'k> {
    called(each, Field::Name, [&trial.name])?;
    called(each, Field::Identifier, &trial.registry)?;
    called(each, Field::Title, &trial.title)
}

fn of_topic<'k>(topic: &'k Topic, each: Each<'_, 'k>) -> Flow<'k> {
    called(each, Field::Title, [&topic.title])
}

fn of_pathway<'k>(pathway: &'k Pathway, each: Each<'_, 'k>) -> Flow<'k> {
    called(each, Field::Title, [&pathway.title])?;
    called(each, Field::Node, pathway.nodes.iter().map(|node| &node.label))
}

fn of_question<'k>(question: &'k Question, each: Each<'_, 'k>) -> Flow<'k> {
    called(each, Field::Title, [&question.title])?;
    called(each, Field::Asks, [&question.asks])
}

fn of_reference<'k>(reference: &'k Reference, each: Each<'_, 'k>) -> Flow<'k> {
    let term = |field, text| Term { field, text, anchor: None };
    called(each, Field::Title, [&reference.title])?;
    each(term(Field::Identifier, Cow::Borrowed(reference.id.name())))?;
    let identifiers = [&reference.doi, &reference.pmcid, &reference.nct, &reference.set_id];
    called(each, Field::Identifier, identifiers.into_iter().flatten())?;
    if let Some(pmid) = &reference.pmid {
        each(term(Field::Identifier, Cow::Owned(pmid.to_string())))?;
    }
    called(each, Field::Author, &reference.authors)?;
    called(each, Field::Keyword, &reference.keywords)?;
    if let Some(year) = &reference.year {
        each(term(Field::Year, Cow::Owned(year.to_string())))?;
    }
    Flow::Continue(())
}
