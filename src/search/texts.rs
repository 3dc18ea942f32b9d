//! Under what each entry is found: what it is called, and what its page says.
//!
//! Promises: whatever can be selected on a page can be found, with the heading it is under. A statement that no longer
//! holds is never without the words that say so.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::knowledge::{Claim, Drug, Entry, EntryId, Knowledge, Listing, Located, PagePart, Reference, Section};
use crate::layout::{Role, Span};
use crate::page::{Block, Detail, Page, Shape, page, status_notice};

/// How closely a text belongs to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// What it is called.
    Name,
    /// The title of a work, trial, topic or question.
    Title,
    /// What describes it: a class word, an author.
    Detail,
    /// A statement on its page.
    Statement,
}

/// What a text is to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// Where a drug is approved or sold.
    Approval,
    /// What a drug is: its targets, forms and names.
    Summary,
    /// How a trial was built.
    Design,
    /// What a trial found.
    Result,
    /// What the program computed.
    Computed,
    /// That a section of a page has no statement.
    Missing,
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
            Self::Approval => "approval",
            Self::Summary => "summary",
            Self::Design => "design",
            Self::Result => "result",
            Self::Computed => "computed",
            Self::Missing => "not found",
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
            Self::Dose
            | Self::Boxed
            | Self::Approval
            | Self::Summary
            | Self::Design
            | Self::Result
            | Self::Computed
            | Self::Missing
            | Self::Claim => Part::Statement,
        }
    }
}

/// A set of parts of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Parts(u64);

impl Parts {
    pub(super) fn of(part: PagePart) -> Self {
        let bit = match part {
            PagePart::Section(section) => section as u32,
            PagePart::Listing(listing) => Section::ALL.len() as u32 + listing as u32,
        };
        Self(1 << bit)
    }

    fn of_all(parts: &[PagePart]) -> Self {
        parts.iter().fold(Self::default(), |all, part| Self(all.0 | Self::of(*part).0))
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Every heading of the pages, each once. The first is empty: what an entry is called is under no heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Headings(pub(super) Vec<String>);

impl Default for Headings {
    fn default() -> Self {
        Self(vec![String::new()])
    }
}

impl Headings {
    fn number(&mut self, heading: &str) -> u32 {
        let known = self.0.iter().position(|known| known == heading);
        let number = known.unwrap_or_else(|| {
            self.0.push(heading.to_owned());
            self.0.len() - 1
        });
        u32::try_from(number).expect("a page has few headings")
    }
}

/// A text under which an entry is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Text {
    /// The number of the entry.
    pub(super) entry: u32,
    /// What the text is to it.
    pub(super) field: Field,
    /// As it is shown; `None` for a claim, whose text the base has.
    pub(super) own: Option<String>,
    /// What the page can be opened at; `None` for what the entry is called.
    pub(super) anchor: Option<String>,
    /// The heading it is under on the page, by its number in [`Headings`].
    pub(super) heading: u32,
    /// The parts of the page it is in.
    pub(super) parts: Parts,
    /// Whether it no longer holds.
    pub(super) superseded: bool,
}

impl Text {
    /// As it is shown.
    pub(super) fn shown<'k>(&'k self, knowledge: &'k Knowledge) -> Cow<'k, str> {
        match &self.own {
            Some(own) => Cow::Borrowed(own),
            None => shown_claim(knowledge, self.claim(knowledge)),
        }
    }

    fn claim<'k>(&self, knowledge: &'k Knowledge) -> &'k Claim {
        let id = self.anchor.as_deref().expect("a claim is found under its id");
        knowledge.claim(id).expect("the index was made of this base")
    }
}

/// A claim as it is shown among hits: it says that it no longer holds, or whose it is.
fn shown_claim<'k>(knowledge: &'k Knowledge, claim: &'k Claim) -> Cow<'k, str> {
    match status_notice(knowledge, claim) {
        Some((_role, words)) => Cow::Owned(format!("{words}: {}", *claim.text)),
        None => Cow::Borrowed(claim.text.as_str()),
    }
}

/// What an entry is called or described by, its title first.
pub(super) fn own_texts(entry: Entry<'_>) -> Vec<(Field, Cow<'_, str>)> {
    match entry {
        Entry::Drug(drug) => of_drug(drug),
        Entry::Trial(trial) => {
            let mut texts = vec![(Field::Name, Cow::Borrowed(trial.name.as_str()))];
            texts.extend(called(Field::Identifier, &trial.registry));
            texts.extend(called(Field::Title, &trial.title));
            texts
        }
        Entry::Topic(topic) => called(Field::Title, [&topic.title]).collect(),
        Entry::Question(question) => {
            called(Field::Title, [&question.title]).chain(called(Field::Asks, [&question.asks])).collect()
        }
        Entry::Reference(reference) => of_reference(reference),
        Entry::Pathway(pathway) => {
            let nodes = pathway.nodes.iter().map(|node| &node.label);
            called(Field::Title, [&pathway.title]).chain(called(Field::Node, nodes)).collect()
        }
        Entry::Review(_) | Entry::Since(_) | Entry::Approvals(_) => Vec::new(),
    }
}

fn called<'k>(
    field: Field,
    texts: impl IntoIterator<Item = &'k Located<String>>,
) -> impl Iterator<Item = (Field, Cow<'k, str>)> {
    texts.into_iter().map(move |text| (field, Cow::Borrowed(text.as_str())))
}

fn of_drug(drug: &Drug) -> Vec<(Field, Cow<'_, str>)> {
    let mut texts: Vec<(Field, Cow<'_, str>)> = called(Field::Name, [&drug.name]).collect();
    texts.extend(called(Field::Brand, &drug.brands));
    texts.extend(called(Field::Code, &drug.codes));
    texts.extend(called(Field::Alias, &drug.aliases));
    texts.extend(called(Field::Target, &drug.targets));
    texts.extend(called(Field::Form, &drug.forms));
    texts.extend(called(Field::Sponsor, &drug.sponsor));
    texts
}

fn of_reference(reference: &Reference) -> Vec<(Field, Cow<'_, str>)> {
    let mut texts: Vec<(Field, Cow<'_, str>)> = called(Field::Title, [&reference.title]).collect();
    texts.push((Field::Identifier, Cow::Borrowed(reference.id.name())));
    let identifiers = [&reference.doi, &reference.pmcid, &reference.nct, &reference.set_id];
    texts.extend(called(Field::Identifier, identifiers.into_iter().flatten()));
    texts.extend(reference.pmid.iter().map(|pmid| (Field::Identifier, Cow::Owned(pmid.to_string()))));
    let bare = |name: &str| name.trim_matches(['{', '}']).to_owned();
    texts.extend(reference.authors.iter().map(|name| (Field::Author, Cow::Owned(bare(name)))));
    texts.extend(called(Field::Keyword, &reference.keywords));
    texts.extend(reference.year.iter().map(|year| (Field::Year, Cow::Owned(year.to_string()))));
    texts
}

/// Every text of the entry of a number: what it is called, then what its page says, from top to bottom.
pub(super) fn texts_of(knowledge: &Knowledge, number: usize, headings: &mut Headings) -> Vec<Text> {
    let entry = knowledge.entry_at(number).expect("the number is that of an entry");
    let number = u32::try_from(number).expect("a base has fewer entries than fit into memory");
    let mut texts: Vec<Text> = own_texts(entry)
        .into_iter()
        .map(|(field, text)| Text {
            entry: number,
            field,
            own: Some(text.into_owned()),
            anchor: None,
            heading: 0,
            parts: Parts::default(),
            superseded: false,
        })
        .collect();
    if !matches!(entry, Entry::Reference(_)) {
        let page = page(knowledge, entry.id(), Detail::Number).expect("every entry has a page").in_words();
        let said = statements(knowledge, entry.id(), &page, headings);
        texts.extend(said.into_iter().map(|text| Text { entry: number, ..text }));
    }
    texts
}

/// The statements of a page, and the sections it says are empty. The card at its head repeats statements.
fn statements(knowledge: &Knowledge, id: &EntryId, page: &Page, headings: &mut Headings) -> Vec<Text> {
    let mut heading = 0;
    let mut found: Vec<(Option<usize>, Text)> = Vec::new();
    for block in page.blocks.iter().filter(|block| !["references", "card"].contains(&block.section)) {
        if block.shape == Shape::Heading {
            heading = headings.number(&words(&block.spans));
            continue;
        }
        // The approvals are in full under their own heading; a line that only leads elsewhere says nothing.
        let summarised = block.item.is_some_and(|item| {
            let item = &page.items[item];
            item.anchor == "approved" || (item.leads_to.is_some() && item.sources.is_empty())
        });
        let said = in_words(block);
        if said.is_empty() || summarised {
            continue;
        }
        match (block.item, found.last_mut()) {
            (Some(item), Some((last, text))) if *last == Some(item) => {
                if let Some(own) = &mut text.own {
                    own.push_str("; ");
                    own.push_str(&said);
                }
            }
            (Some(item), _) => {
                let anchor = &page.items[item].anchor;
                let text = statement(knowledge, id, block, anchor, said);
                found.extend(text.map(|text| (Some(item), Text { heading, ..text })));
            }
            (None, _) => {
                let is_missing = block.spans.iter().all(|span| span.role == Role::Missing);
                let text = || Text { heading, ..missing(block, &said, &headings.0[heading as usize]) };
                found.extend(is_missing.then(|| (None, text())));
            }
        }
    }
    found.into_iter().map(|(_item, text)| text).collect()
}

/// A statement of a page; `None` for one that belongs to another page, and for what only leads there.
fn statement(knowledge: &Knowledge, id: &EntryId, block: &Block, anchor: &str, said: String) -> Option<Text> {
    let section = block.section;
    let text = |field, own, parts: &[PagePart]| Text {
        entry: 0,
        field,
        own,
        anchor: Some(anchor.to_owned()),
        heading: 0,
        parts: Parts::of_all(parts),
        superseded: false,
    };
    if let Some(claim) = knowledge.claim(anchor) {
        let is_here = claim.home == *id || claim.about.iter().any(|about| **about == *id);
        let superseded = claim.superseded.is_some();
        return is_here.then(|| Text { superseded, ..text(Field::Claim, None, &[PagePart::Section(*claim.section)]) });
    }
    // The drawn pathway and its table rest on claims, which are found as such.
    if knowledge.is_pathway(id) {
        return None;
    }
    let listing = PagePart::Listing;
    let section_part = || PagePart::from_word(section).into_iter().collect::<Vec<_>>();
    let (field, parts) = match anchor {
        "boxed" => (Field::Boxed, vec![listing(Listing::Boxed), PagePart::Section(Section::Contraindications)]),
        "names" => (Field::Summary, [Listing::Names, Listing::Targets, Listing::Forms].map(listing).to_vec()),
        "summary" => (Field::Design, vec![PagePart::Section(Section::Design)]),
        _ if anchor.starts_with("approved-") || anchor.starts_with("marketed-") => {
            (Field::Approval, vec![listing(Listing::Approvals), PagePart::Section(Section::Status)])
        }
        _ if section == Section::Dose.word() => {
            (Field::Dose, vec![listing(Listing::Doses), PagePart::Section(Section::Dose)])
        }
        _ if ["forest-", "course-", "hundred-"].iter().any(|plot| anchor.starts_with(plot)) => {
            (Field::Computed, [Listing::Computed, Listing::Results].map(listing).to_vec())
        }
        _ if anchor.starts_with("trial/") => (Field::Design, vec![PagePart::Section(Section::Design)]),
        _ if section == "results" || section == Section::Efficacy.word() => {
            let efficacy = PagePart::Section(Section::Efficacy);
            (Field::Result, vec![listing(Listing::Results), efficacy])
        }
        _ => (Field::Summary, section_part()),
    };
    Some(text(field, Some(said), &parts))
}

/// What a page says of a section in which nothing was found.
fn missing(block: &Block, said: &str, heading: &str) -> Text {
    let is_top = block.section == "top";
    let parts: Vec<PagePart> = match said {
        _ if is_top && said.starts_with("Boxed") => vec![PagePart::Listing(Listing::Boxed)],
        _ if is_top => vec![PagePart::Listing(Listing::Approvals), PagePart::Section(Section::Status)],
        _ => PagePart::from_word(block.section).into_iter().collect(),
    };
    Text {
        entry: 0,
        field: Field::Missing,
        own: Some(if is_top {
            said.to_owned()
        } else {
            format!("{heading}: {}{}", said[..1].to_lowercase(), &said[1..])
        }),
        anchor: (!is_top).then(|| block.section.to_owned()),
        heading: 0,
        parts: Parts::of_all(&parts),
        superseded: false,
    }
}

fn in_words(block: &Block) -> String {
    match &block.shape {
        Shape::Table(table) => {
            let cells = |cells: &[Vec<Span>]| cells.iter().map(|cell| words(cell)).collect::<Vec<_>>().join(", ");
            table.rows.iter().map(|row| cells(row)).collect::<Vec<_>>().join("; ")
        }
        Shape::Heading | Shape::Paragraph | Shape::Bullet | Shape::Under | Shape::Plot(_) | Shape::Card(_) => {
            words(&block.spans)
        }
    }
}

/// What spans say, without their citation marks.
fn words(spans: &[Span]) -> String {
    let said = spans.iter().filter(|span| !matches!(span.role, Role::Mark | Role::SecondHand));
    said.map(|span| span.text.as_str()).collect::<String>().trim().replace('\u{A0}', " ")
}
