//! What a query asks, taken apart.
//!
//! Promises: every word of a query is one of four: part of a name, a question, a filler, or unknown. Synonyms
//! come from the base; only English fillers and the ways to write an age are known here. A drug's
//! name is never cut to a stem.

use std::ops::Range;

use rapidfuzz::distance::osa;
use serde::{Deserialize, Serialize};

use super::index::{Index, Tables, number};
use super::lists::Texts;
use super::near::{LONG, Near};
use super::rank::How;
use super::words::{Words, stem};
use crate::knowledge::{Knowledge, Located, SynonymGroup};

/// A group of synonyms, as the search uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Synonyms {
    pub(super) says: String,
    /// Each word or phrase that asks it, as stems with spaces between them.
    pub(super) phrases: Texts,
    /// The statements that answer it, with the points of each.
    pub(super) texts: Vec<(u32, u8)>,
    ages: Option<(u32, u32)>,
    /// Whether its words ask nothing in this base because all of it is about them.
    pub(super) ignored: bool,
}

/// Words that a phrase may have or lack: `how does it work` and `how does work` are one.
const FILLERS: [&str; 20] = [
    "a", "an", "the", "it", "its", "this", "that", "these", "they", "them", "she", "he", "i", "we", "to", "of",
    "should", "be", "is", "are",
];

/// The stems of a phrase of synonyms.
fn phrase_of(text: &str) -> Vec<String> {
    let words = Words::of(text);
    let telling: Vec<String> = words.iter().filter(|word| !FILLERS.contains(word)).map(stem).collect();
    if telling.is_empty() { stems(text) } else { telling }
}

/// The stems of a text.
pub(super) fn stems(text: &str) -> Vec<String> {
    Words::of(text).iter().map(stem).collect()
}

/// The groups of synonyms of a base whose words are in the tables.
pub(super) fn synonyms(knowledge: &Knowledge, tables: &Tables) -> Vec<Synonyms> {
    let phrases = |texts: &[Located<String>]| -> Texts {
        texts.iter().map(|text| phrase_of(text).join(" ")).filter(|phrase| !phrase.is_empty()).collect()
    };
    let group = |group: &SynonymGroup| Synonyms {
        says: group.says.to_string(),
        phrases: phrases(&group.words),
        texts: tables.matches_of(knowledge, group),
        ages: group.ages,
        ignored: group.ignored,
    };
    knowledge.synonyms().map(group).collect()
}

/// Words of questions that ask nothing by themselves.
const SAYS_NOTHING: &str = "a about after again all am an and any anyone are as at be been being but by can cannot could did do does \
    doing done each ever every find for from get gets getting give given gives giving go good got had happen happens has have \
    he help her hers him his how i if in into is it its just know let like may me might mine more most much must my need \
    needed needs of off ok okay on one or other our out patient patients people person please put safe safely say says she \
    should so some someone something take taken takes taking tell than that the their them then there these they thing this \
    those to too try us use used using very want was we were what whats when where whether which while who whom whose why \
    will with without would you your \
    actually allowed already answer anything ask asks case cases cause caused causes come comes currently else ever everything \
    fine job last lady made make makes mean meaning means now nothing okay possible pt pts really still think thinking \
    today want wants year years yet";

fn says_nothing(word: &str) -> bool {
    SAYS_NOTHING.split_whitespace().any(|known| known == word)
}

/// Words that come after an age, and those that come before one.
const AFTER_AN_AGE: [&str; 9] = ["year", "years", "yr", "yrs", "y", "yo", "yrold", "aged", "old"];
const BEFORE_AN_AGE: [&str; 6] = ["age", "aged", "is", "shes", "hes", "turned"];

/// The greatest number that is read as an age, in years.
const OLDEST: u32 = 120;

/// The most words of a phrase of synonyms.
const LONGEST_PHRASE: usize = 5;

/// The fewest letters that are taken for the beginning of a word.
const BEGINNING: usize = 3;

/// Something that a query asks.
#[derive(Clone, Debug, Default)]
pub(super) struct Concept {
    /// As it was typed.
    pub(super) typed: String,
    /// For each word of it the words of the base that it may be; empty for an age.
    pub(super) words: Vec<Vec<u32>>,
    /// The groups of synonyms that it belongs to.
    pub(super) groups: Vec<usize>,
    /// What it was read as, where that is not what was typed: another spelling.
    pub(super) respelt: Option<String>,
}

/// A name in a query: the texts that are it.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// The words of the query.
    pub(super) words: Range<usize>,
    /// The names, and how each was found.
    pub(super) texts: Vec<(u32, How, u8)>,
    /// Whether a misspelt name is close to what was typed.
    pub(super) close: bool,
}

/// A query taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    pub(super) names: Vec<Name>,
    pub(super) concepts: Vec<Concept>,
    /// What all of the base is about, where it was typed; it asks something only where nothing else does.
    pub(super) ignored: Option<Concept>,
    /// Words that fit nothing in the base.
    pub(super) unknown: Vec<String>,
}

impl Index<'_> {
    /// Takes a query apart. `strict` asks for these letters and no others.
    pub(super) fn read(&self, words: &Words, strict: bool) -> Question {
        let all: Vec<&str> = words.iter().collect();
        let mut question = Question { names: self.names_in(words), ..Question::default() };
        let mut is_read = vec![false; all.len()];
        let mark = |is_read: &mut Vec<bool>, range: Range<usize>| is_read[range].fill(true);
        for name in &question.names {
            mark(&mut is_read, name.words.clone());
        }
        if !strict {
            for place in 0..all.len() {
                if let Some((range, concept)) =
                    self.age(&all, place).filter(|(range, _)| !is_read[range.clone()].contains(&true))
                {
                    mark(&mut is_read, range);
                    question.concepts.push(concept);
                }
            }
        }
        // A phrase may be around a name: `how does NAME work`.
        let is_asking = |place: &usize| !is_read[*place] && !FILLERS.contains(&all[*place]);
        let asking: Vec<usize> = (0..all.len()).filter(is_asking).collect();
        let words: Vec<&str> = asking.iter().map(|place| all[*place]).collect();
        let mut at = 0;
        while at < words.len() {
            let longest = LONGEST_PHRASE.min(words.len() - at);
            let lengths = (1..=longest).rev().filter(|_length| !strict);
            let phrase = lengths.map(|length| at..at + length).find_map(|range| {
                let says_nothing = range.len() == 1 && says_nothing(words[at]) && words.len() > 1;
                let concept = self.phrase(&words[range.clone()]).filter(|_| !says_nothing)?;
                Some((range, concept))
            });
            match phrase {
                Some((range, concept)) => {
                    at = range.end;
                    let ignored = concept.groups.iter().any(|group| self.tables().groups[*group].ignored);
                    if ignored { question.ignored = Some(concept) } else { question.concepts.push(concept) }
                }
                None => {
                    self.read_word(words[at], asking[at], strict, &mut question);
                    at += 1;
                }
            }
        }
        if question.concepts.is_empty() && question.unknown.is_empty() {
            question.concepts.extend(question.ignored.take());
        }
        // What is typed twice asks once.
        let mut asked: Vec<Concept> = Vec::new();
        for concept in std::mem::take(&mut question.concepts) {
            if !asked.iter().any(|one| one.typed == concept.typed) {
                asked.push(concept);
            }
        }
        question.concepts = asked;
        question.unknown.dedup();
        question
    }

    /// The whole names of drugs in a query, and where there is none those of trials; the longest of any that overlap.
    fn names_in(&self, words: &Words) -> Vec<Name> {
        let tables = self.tables();
        let mut runs: Vec<(&str, Range<usize>)> = words.runs().collect();
        runs.sort_by_key(|(_, range)| (std::cmp::Reverse(range.len()), range.start));
        for drugs in [true, false] {
            let mut names: Vec<Name> = Vec::new();
            for (letters, range) in &runs {
                if names.iter().any(|name| name.words.start < range.end && range.start < name.words.end) {
                    continue;
                }
                let Some(word) = tables.word(letters) else { continue };
                let texts: Vec<(u32, How, u8)> = if drugs {
                    tables.drugs_named(self.knowledge, word).map(|text| (text, How::Exact, 0)).collect()
                } else {
                    let is_trial = |text: &&u32| self.is_name_of_trial(**text);
                    tables.whole[word].iter().filter(is_trial).map(|text| (*text, How::Exact, 0)).collect()
                };
                if !texts.is_empty() {
                    names.push(Name { words: range.clone(), texts, close: true });
                }
            }
            if !names.is_empty() {
                names.sort_by_key(|name| name.words.start);
                return names;
            }
        }
        Vec::new()
    }

    /// An age in years at a place of a query, and the words that give it: `13 year old`, `age 13`, `she is 13`.
    fn age(&self, words: &[&str], place: usize) -> Option<(Range<usize>, Concept)> {
        let digits = words[place].bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = words[place].split_at(digits);
        let years: u32 = number.parse().ok().filter(|years| *years <= OLDEST)?;
        let mut end = place + 1;
        while end < words.len() && AFTER_AN_AGE.contains(&words[end]) {
            end += 1;
        }
        let named_after = end > place + 1 || AFTER_AN_AGE.contains(&unit);
        let named_before = place > 0 && BEFORE_AN_AGE.contains(&words[place - 1]) && end == words.len();
        if !(unit.is_empty() || AFTER_AN_AGE.contains(&unit)) || !(named_after || named_before) {
            return None;
        }
        let of_age = |group: &Synonyms| group.ages.is_some_and(|(from, to)| (from..=to).contains(&years));
        let groups = self.tables().groups.iter().enumerate().filter(|(_, group)| of_age(group)).map(|(place, _)| place);
        let start = if place > 0 && matches!(words[place - 1], "age" | "aged") { place - 1 } else { place };
        let typed = words[start..end].join(" ");
        let concept = Concept { typed, groups: groups.collect(), ..Concept::default() };
        (!concept.groups.is_empty()).then_some((start..end, concept))
    }

    /// What a phrase of synonyms asks; `None` if the words are no such phrase.
    fn phrase(&self, words: &[&str]) -> Option<Concept> {
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        let groups = &self.tables().groups;
        let phrase = stems.join(" ");
        let fits = |place: &usize| groups[*place].phrases.iter().any(|known| known == phrase);
        let fitting: Vec<usize> = (0..groups.len()).filter(fits).collect();
        if fitting.is_empty() {
            return None;
        }
        let typed = words.join(" ");
        let words = stems.iter().map(|stem| self.tables().of_stem(stem).to_vec()).collect();
        Some(Concept { typed, words, groups: fitting, respelt: None })
    }

    /// Reads one word that is no part of a name or phrase.
    fn read_word(&self, word: &str, place: usize, strict: bool, question: &mut Question) {
        let tables = self.tables();
        let literal = |words: Vec<Vec<u32>>| Concept { typed: word.to_owned(), words, ..Concept::default() };
        if says_nothing(word) {
            return;
        }
        let known = tables.of_stem(&stem(word));
        if !known.is_empty() {
            question.concepts.push(literal(vec![known.to_vec()]));
            return;
        }
        if strict {
            question.unknown.push(word.to_owned());
            return;
        }
        if let Some(name) = self.beginning_of_a_name(word, place) {
            question.names.push(name);
            return;
        }
        if let Some(concept) = self.beginning(word).or_else(|| self.amount(word)) {
            question.concepts.push(concept);
            return;
        }
        match self.misspelt(word, place) {
            Some(Misspelt::Name(name)) => question.names.push(name),
            // A misspelt word that says nothing says nothing either.
            Some(Misspelt::Word(concept)) if concept.respelt.as_deref().is_some_and(says_nothing) => {}
            Some(Misspelt::Word(concept)) => question.concepts.push(concept),
            None => question.unknown.push(word.to_owned()),
        }
    }

    /// The drugs whose names begin with a word.
    fn beginning_of_a_name(&self, word: &str, place: usize) -> Option<Name> {
        let tables = self.tables();
        if word.len() < BEGINNING || !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let texts: Vec<(u32, How, u8)> = tables
            .beginning_with(word)
            .flat_map(|name| tables.drugs_named(self.knowledge, name))
            .map(|text| (text, How::Prefix, 0))
            .collect();
        (!texts.is_empty()).then_some(Name { words: place..place + 1, texts, close: true })
    }

    /// What a word asks that is the beginning of a synonym, or of a word of a statement.
    fn beginning(&self, word: &str) -> Option<Concept> {
        let tables = self.tables();
        if word.len() < BEGINNING {
            return None;
        }
        let begins = |phrase: &str| !phrase.contains(' ') && phrase.starts_with(word);
        let groups: Vec<usize> = tables
            .groups
            .iter()
            .enumerate()
            .filter(|(_, group)| !group.ignored && group.phrases.iter().any(begins))
            .map(|(place, _)| place)
            .take(1)
            .collect();
        let words: Vec<u32> =
            tables.beginning_with(word).filter(|word| !tables.said[*word].is_empty()).map(number).collect();
        let found = !groups.is_empty() || !words.is_empty();
        found.then(|| Concept { typed: word.to_owned(), words: vec![words], groups, respelt: None })
    }

    /// A number and its unit that were typed without a space.
    fn amount(&self, word: &str) -> Option<Concept> {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (amount, unit) = word.split_at(digits);
        if amount.is_empty() || unit.is_empty() || !unit.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let words: Vec<Vec<u32>> = [amount, unit].map(|part| self.tables().of_stem(&stem(part)).to_vec()).to_vec();
        let is_known = words.iter().all(|words| !words.is_empty());
        is_known.then(|| Concept { typed: word.to_owned(), words, ..Concept::default() })
    }

    /// What a misspelt word may be: the name of a drug, or a word that asks something; the nearer, and of equals the name.
    fn misspelt(&self, word: &str, place: usize) -> Option<Misspelt> {
        let tables = self.tables();
        let mut names = self.drugs_near(word);
        if names.is_empty() {
            names = self.drugs_beginning_near(word);
        }
        let distance = |one: &str| osa::distance(one.bytes(), word.bytes());
        let most = if word.len() > LONG { 2 } else { 1 };
        // The first letter of a word is rarely mistyped, and the name of a salt must not become a question.
        let begins_alike = |known: &&str| known.as_bytes()[0] == word.as_bytes()[0];
        let in_groups = tables.groups.iter().filter(|group| !group.ignored).flat_map(|group| group.phrases.iter());
        let synonyms = in_groups.filter(|phrase| phrase.len() >= 4 && !phrase.contains(' '));
        let is_said = |near: &Near| !tables.said[near.word].is_empty() && tables.words[near.word].len() > 4;
        let said = self.words_near(word).into_iter().filter(is_said);
        let said = said.map(|near| &tables.words[near.word]);
        // A stem is shorter than the word it is of.
        let far = |known: &str| distance(known).min(osa::distance(known.bytes(), stem(word).bytes()));
        let nearest =
            synonyms.chain(said).filter(begins_alike).map(|known| (far(known), known)).min_by_key(|(far, _)| *far);
        let nearest = nearest.filter(|(far, known)| *far <= most && word.len().min(known.len()) >= 4);
        let name = names.first().copied();
        match (name, nearest) {
            (Some(name), Some((far, known))) if far < usize::from(name.edits) => Some(self.respelt(word, known)),
            (Some(nearest), _) => {
                let texts = names.iter().flat_map(|near| {
                    let named = tables.drugs_named(self.knowledge, near.word);
                    named.map(|text| (text, How::Typo, near.edits))
                });
                let name = Name { words: place..place + 1, texts: texts.collect(), close: nearest.close };
                Some(Misspelt::Name(name))
            }
            (None, Some((_far, known))) => Some(self.respelt(word, known)),
            (None, None) => None,
        }
    }

    fn respelt(&self, word: &str, known: &str) -> Misspelt {
        let literal = || Concept { words: vec![self.tables().of_stem(&stem(known)).to_vec()], ..Concept::default() };
        let concept = self.phrase(&[known]).unwrap_or_else(literal);
        Misspelt::Word(Concept { typed: word.to_owned(), respelt: Some(known.to_owned()), ..concept })
    }
}

/// What a misspelt word is taken for.
enum Misspelt {
    Name(Name),
    Word(Concept),
}

impl Question {
    /// The question without the concept at a place, which told of what kind the drug is.
    pub(super) fn without(&self, place: Option<usize>) -> Self {
        let mut rest = self.clone();
        if let Some(place) = place {
            rest.concepts.remove(place);
            if rest.concepts.is_empty() {
                rest.concepts.extend(rest.ignored.take());
            }
        }
        rest
    }

    /// Whether something is asked beside a name.
    pub(super) fn asks(&self) -> bool {
        !self.concepts.is_empty() || !self.unknown.is_empty()
    }
}
