//! The words of a base, and the texts that contain each.
//!
//! Promises: made once from a base, as plain data that is serialised with it; opening it decodes nothing until something is
//! looked for. Words are sorted, so that every word with a given beginning is in one range. What entries are called is kept
//! apart from what their pages say. Never asks a question and never ranks.
//!
//! A finite state transducer (the crate fst) would keep the words in less room, but its automaton for misspellings counts two
//! exchanged letters as two edits, and exchanged letters are what people type.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::hit::status;
use super::lists::{Lists, Postings, Texts};
use super::question::{Synonyms, stems, synonyms};
use super::spelling::shared_endings;
use super::texts::{Field, Headings, Part, Text, texts_of};
use super::words::{Words, stem, without_prefix, without_zeros};
use crate::knowledge::{Entry, Kind, Knowledge, Progress, Stage};

/// Everything that can be found in a base. A clone shares the tables.
#[derive(Debug, Clone)]
pub struct Index<'k> {
    pub(super) knowledge: &'k Knowledge,
    /// What [`Index::build`] made; without it the index is made when something is looked for.
    bytes: Option<Cow<'k, [u8]>>,
    tables: Arc<OnceLock<Tables>>,
}

/// The index as data.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tables {
    /// Every text, entry after entry.
    pub(super) texts: Vec<Text>,
    /// For each entry the number of its first text, and at the end how many texts there are.
    pub(super) firsts: Vec<u32>,
    /// Every word, sorted.
    pub(super) words: Texts,
    /// For each word the names, titles and details that contain it.
    pub(super) called: Lists<u32>,
    /// For each word the names, titles and details that are it, without hyphens and spaces.
    pub(super) whole: Lists<u32>,
    /// For each word the statements that contain it.
    pub(super) said: Lists<u32>,
    /// For each stem the words that have it.
    pub(super) stems: Postings,
    /// For each stem the titles of topics and questions that have it.
    pub(super) titles: Postings,
    /// The words that are the whole name of a drug.
    pub(super) drug_names: Vec<u32>,
    /// What several generic names end in.
    pub(super) endings: Vec<String>,
    pub(super) headings: Headings,
    /// For each heading the stems of its words.
    pub(super) stems_of_headings: Vec<Vec<String>>,
    /// For each entry how far what it is about has come.
    pub(super) statuses: Texts,
    pub(super) groups: Vec<Synonyms>,
    /// For each entry what its statements are worth where no entry was named, in hundredths.
    pub(super) worth: Vec<u8>,
}

impl Tables {
    /// The words with a given beginning.
    pub(super) fn beginning_with(&self, typed: &str) -> Range<usize> {
        let start = self.words.partition_point(|word| word < typed);
        let end = self.words.partition_point(|word| word < typed || word.starts_with(typed));
        start..end
    }

    /// The number of a word.
    pub(super) fn word(&self, word: &str) -> Option<usize> {
        self.words.find(word)
    }

    /// The words with a given stem.
    pub(super) fn of_stem(&self, stem: &str) -> &[u32] {
        self.stems.of(stem)
    }

    /// The text of a number.
    pub(super) fn text(&self, number: u32) -> &Text {
        &self.texts[number as usize]
    }

    /// The texts of an entry.
    pub(super) fn texts_of(&self, entry: u32) -> Range<u32> {
        self.firsts[entry as usize]..self.firsts[entry as usize + 1]
    }

    /// The texts of the topics and questions that have a phrase, given by its stems, in their titles.
    pub(super) fn titled(&self, phrase: &[String]) -> Vec<u32> {
        let has = |text: &&Text| {
            let title = text.own.as_deref().expect("a title is the entry's own");
            phrase.len() == 1 || stems(title).windows(phrase.len()).any(|run| run == phrase)
        };
        let titles = phrase.first().map_or(&[][..], |first| self.titles.of(first));
        titles.iter().map(|text| self.text(*text)).filter(has).flat_map(|text| self.texts_of(text.entry)).collect()
    }

    /// How many entries there are.
    pub(super) fn entry_count(&self) -> u32 {
        number(self.firsts.len() - 1)
    }

    /// The texts of which a word is the whole name of a drug.
    pub(super) fn drugs_named(&self, knowledge: &Knowledge, word: usize) -> impl Iterator<Item = u32> {
        let is_name = |text: &u32| {
            let text = self.text(*text);
            text.field.part() == Part::Name && is_drug(knowledge, text.entry)
        };
        self.whole[word].iter().copied().filter(is_name)
    }
}

/// Whether the entry of a number is a drug.
pub(super) fn is_drug(knowledge: &Knowledge, entry: u32) -> bool {
    knowledge.kind_at(entry as usize) == Some(Kind::Drug)
}

/// A count or place as it is kept.
pub(super) fn number(of: usize) -> u32 {
    u32::try_from(of).expect("a base of four thousand million words would not fit into memory")
}

impl<'k> Index<'k> {
    /// The index of a base, made when something is looked for.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self { knowledge, bytes: None, tables: Arc::default() }
    }

    /// The index of a base, as bytes for [`Index::open`].
    pub fn build(knowledge: &Knowledge) -> Vec<u8> {
        Self::build_watched(knowledge, &Progress::default())
    }

    /// Like [`Index::build`], and says how far it has come.
    pub fn build_watched(knowledge: &Knowledge, progress: &Progress) -> Vec<u8> {
        postcard::to_stdvec(&gather(knowledge, progress)).expect("writing into memory fails only where memory ends")
    }

    /// The index that [`Index::build`] made of the same base. The caller knows that the bytes are whole.
    pub fn open(knowledge: &'k Knowledge, bytes: Cow<'k, [u8]>) -> Self {
        Self { knowledge, bytes: Some(bytes), tables: Arc::default() }
    }

    /// Whether bytes are an index of a base with as many entries.
    pub fn is_index_of(knowledge: &Knowledge, bytes: &[u8]) -> bool {
        let tables = postcard::from_bytes::<Tables>(bytes);
        tables.is_ok_and(|tables| tables.firsts.len() == knowledge.entry_count() + 1)
    }

    pub(super) fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| match &self.bytes {
            Some(bytes) => postcard::from_bytes(bytes).expect("an index is opened only if it is what was written"),
            None => gather(self.knowledge, &Progress::default()),
        })
    }
}

/// Reads every entry of a base once.
fn gather(knowledge: &Knowledge, progress: &Progress) -> Tables {
    let mut draft = Draft::default();
    let all = knowledge.entry_count();
    progress.begin(Stage::Indexing, all);
    for entry in 0..all {
        draft.tables.firsts.push(number(draft.tables.texts.len()));
        let texts = texts_of(knowledge, entry, &mut draft.tables.headings);
        for text in texts {
            draft.add(knowledge, text);
        }
        let item = knowledge.entry_at(entry).expect("the number is that of an entry");
        draft.tables.statuses.push(&status(knowledge, item));
        draft.tables.worth.push(worth(item));
        progress.advance(1);
    }
    draft.finish(knowledge)
}

/// The texts that contain a word, and those that are it.
#[derive(Default)]
struct Occurrences {
    called: Vec<u32>,
    whole: Vec<u32>,
    said: Vec<u32>,
}

/// An index that is being made.
#[derive(Default)]
struct Draft {
    words: HashMap<String, Occurrences>,
    tables: Tables,
}

impl Draft {
    fn add(&mut self, knowledge: &Knowledge, text: Text) {
        let (place, part) = (number(self.tables.texts.len()), text.field.part());
        let words = Words::of(&text.shown(knowledge));
        for word in words.iter() {
            let occurrences = self.words.entry(word.to_owned()).or_default();
            push(if part == Part::Statement { &mut occurrences.said } else { &mut occurrences.called }, place);
        }
        if part != Part::Statement && !words.squeezed().is_empty() {
            push(&mut self.words.entry(words.squeezed().to_owned()).or_default().whole, place);
        }
        if part == Part::Name {
            if let Some(word) = without_zeros(words.squeezed()) {
                push(&mut self.words.entry(word).or_default().whole, place);
            }
            if let Some(word) = without_prefix(words.squeezed()) {
                push(&mut self.words.entry(word.to_owned()).or_default().called, place);
            }
        }
        self.tables.texts.push(text);
    }

    fn finish(self, knowledge: &Knowledge) -> Tables {
        let Self { words, mut tables } = self;
        tables.firsts.push(number(tables.texts.len()));
        let words: BTreeMap<String, Occurrences> = words.into_iter().collect();
        let mut by_stem: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (place, (word, occurrences)) in words.into_iter().enumerate() {
            if !occurrences.said.is_empty() {
                by_stem.entry(stem(&word)).or_default().push(number(place));
            }
            tables.words.push(&word);
            tables.called.push(occurrences.called);
            tables.whole.push(occurrences.whole);
            tables.said.push(occurrences.said);
        }
        tables.stems = by_stem.into();
        let mut titles: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        // Topics and questions begin with their titles; trials and works have names.
        for place in tables.firsts.iter().copied() {
            if let Some(Text { field: Field::Title, own: Some(title), .. }) = tables.texts.get(place as usize) {
                stems(title).into_iter().for_each(|stem| push(titles.entry(stem).or_default(), place));
            }
        }
        tables.titles = titles.into();
        let is_name = |word: &usize| tables.drugs_named(knowledge, *word).next().is_some();
        let drug_names: Vec<u32> = (0..tables.words.len()).filter(is_name).map(number).collect();
        let is_generic = |word: &&u32| {
            let mut texts = tables.drugs_named(knowledge, **word as usize);
            let is_generic = texts.any(|text| matches!(tables.text(text).field, Field::Name | Field::Alias));
            is_generic && tables.words[**word as usize].bytes().all(|b| b.is_ascii_lowercase())
        };
        let generic = drug_names.iter().filter(is_generic).map(|word| &tables.words[*word as usize]);
        tables.endings = shared_endings(generic);
        tables.drug_names = drug_names;
        tables.stems_of_headings = tables.headings.0.iter().map(|heading| stems(heading)).collect();
        tables.groups = synonyms(knowledge, &tables);
        tables
    }
}

/// What the statements of an entry are worth where no entry was named, in hundredths: a question about the class is asked of
/// the class first, then of the drugs that can be prescribed.
fn worth(entry: Entry<'_>) -> u8 {
    match entry {
        Entry::Topic(topic) if topic.id.kind() == Kind::Safety => 130,
        Entry::Question(_) => 115,
        Entry::Drug(drug) if !drug.approvals.is_empty() => 100,
        Entry::Topic(_) | Entry::Pathway(_) => 100,
        Entry::Drug(_) => 60,
        Entry::Trial(_) | Entry::Reference(_) | Entry::Review(_) | Entry::Since(_) | Entry::Approvals(_) => 85,
    }
}

/// Adds a text to a list unless it is the last one there.
fn push(texts: &mut Vec<u32>, text: u32) {
    if texts.last() != Some(&text) {
        texts.push(text);
    }
}
