//! Which statement answers a question best.
//!
//! Promises: a statement is scored by what it shares with the question: the words typed, their synonyms, and the part of the
//! page it is in. What few statements have counts more. A statement that no longer holds comes after one that does. Never
//! knows what the words mean.

use std::collections::{BTreeMap, BTreeSet};

use super::index::{Index, Tables};
use super::question::{Concept, stems};
use super::texts::{Field, Parts, Text};
use super::words::stem;
use crate::knowledge::{Knowledge, Located, PagePart, Section, SynonymGroup};

/// Points of a statement for one thing that is asked, before what few statements have is counted more.
mod points {
    /// The words typed are in it.
    pub(super) const TYPED: u8 = 10;
    /// The words typed are in it, and in few others.
    pub(super) const TYPED_IN_FEW: u8 = 16;
    /// Another word of the group is in it.
    pub(super) const SYNONYM: u8 = 7;
    /// It is in the part of the page that answers.
    pub(super) const PART: u8 = 10;
    /// It is in another part that may answer.
    pub(super) const OTHER_PART: u8 = 6;
    /// The heading it is under has the words typed.
    pub(super) const HEADING: u8 = 4;
    /// It is on a page whose title has the words.
    pub(super) const TITLE: u8 = 10;
    /// It is in the part of the page that answers, and has none of the words an answer contains.
    pub(super) const NEAREST: u8 = 1;
    /// It has a word that an answer is likely to contain.
    pub(super) const PREFERRED: u8 = 6;
}

/// Points that a statement loses: superseded, a section without statements, the review's own, a list of names and forms.
const SUPERSEDED: f32 = 16.0;
const MISSING: f32 = 14.0;
const REVIEW: f32 = 2.0;
const SUMMARY: f32 = 5.0;

/// The power of the share of the question that a statement fits, by which its points are multiplied.
const PARTIAL: f32 = 2.0;

/// A word in at most this many statements tells more than the group of synonyms it is in.
pub(super) const FEW: usize = 12;

/// The weight of a word in no group of synonyms, which may ask something or be a filler.
const BARE_WORD: f32 = 0.5;

/// The statements that answer one thing that is asked, with the points of each.
pub(super) struct Matches {
    points: BTreeMap<u32, u8>,
    /// How much it counts: more, the fewer statements it fits.
    pub(super) weight: f32,
}

impl Matches {
    /// Whether any of the texts that are wanted answers.
    pub(super) fn any(&self, is_wanted: impl Fn(u32) -> bool) -> bool {
        self.points.iter().any(|(text, points)| *points > points::NEAREST && is_wanted(*text))
    }
}

impl Index<'_> {
    /// The statements that fit something asked.
    pub(super) fn matches(&self, concept: &Concept) -> Matches {
        let tables = self.tables();
        let mut points: BTreeMap<u32, u8> = BTreeMap::new();
        let headings = headings_with(&tables.stems_of_headings, concept);
        if headings.contains(&true) {
            let is_under = |of: &Text| headings[of.heading as usize] && of.field != Field::Missing;
            for (text, _) in (0..).zip(&tables.texts).filter(|(_, of)| is_under(of)) {
                points.insert(text, points::HEADING);
            }
        }
        let typed = tables.with_all(&concept.words);
        let of_typed =
            if typed.len() <= FEW && !concept.groups.is_empty() { points::TYPED_IN_FEW } else { points::TYPED };
        for text in &typed {
            points.insert(*text, of_typed);
        }
        if concept.groups.is_empty() {
            for text in tables.titled(&[stem(&concept.typed)]) {
                *points.entry(text).or_insert(0) += points::TITLE;
            }
        }
        for group in concept.groups.iter().map(|group| &tables.groups[*group]) {
            for (text, of_group) in &group.texts {
                let typed = if typed.binary_search(text).is_ok() { of_typed } else { 0 };
                let best = points.entry(*text).or_insert(0);
                *best = (*best).max(typed + of_group);
            }
        }
        let fitting = points.values().filter(|points| **points > points::NEAREST).count();
        let (all, fitting) = (tables.texts.len() as f32, fitting.max(1) as f32);
        let known = if concept.groups.is_empty() && concept.respelt.is_none() { BARE_WORD } else { 1.0 };
        Matches { points, weight: known * (1.0 + all / fitting).ln().clamp(0.5, 4.0) }
    }
}

impl Tables {
    /// The statements that answer what a group of synonyms asks, with the points of each.
    pub(super) fn matches_of(&self, knowledge: &Knowledge, group: &SynonymGroup) -> Vec<(u32, u8)> {
        let phrases = |texts: &[Located<String>]| -> BTreeSet<u32> {
            texts.iter().flat_map(|phrase| self.with_phrase(knowledge, &stems(phrase))).collect()
        };
        let (said, preferred) = (phrases(&group.words), phrases(&group.prefer));
        let mut points: BTreeMap<u32, u8> = said.into_iter().map(|text| (text, points::SYNONYM)).collect();
        for (text, of) in (0..).zip(&self.texts) {
            let part = match group.sections.iter().position(|part| of.parts.has(Parts::of(**part))) {
                Some(0) => points::PART,
                Some(_) => points::OTHER_PART,
                None => continue,
            };
            // Where the group says what an answer contains, the part of the page alone is no answer. That the part is empty
            // is one.
            let answers = group.prefer.is_empty() || preferred.contains(&text) || of.field == Field::Missing;
            match points.get_mut(&text) {
                Some(points) => *points += part,
                None => drop(points.insert(text, if answers { part } else { points::NEAREST })),
            }
        }
        for (text, points) in &mut points {
            if preferred.contains(text) {
                *points += points::PREFERRED;
            }
        }
        for text in group.words.iter().flat_map(|phrase| self.titled(&stems(phrase))).collect::<BTreeSet<u32>>() {
            *points.entry(text).or_insert(0) += points::TITLE;
        }
        points.into_iter().collect()
    }

    /// The statements that contain one of the words given for each word.
    pub(super) fn with_all(&self, words: &[Vec<u32>]) -> Vec<u32> {
        let with_one = |words: &Vec<u32>| {
            let mut texts: Vec<u32> = words.iter().flat_map(|word| self.said[*word as usize].iter().copied()).collect();
            texts.sort_unstable();
            texts.dedup();
            texts
        };
        let mut lists = words.iter().map(with_one);
        let Some(mut texts) = lists.next() else { return Vec::new() };
        for list in lists {
            texts.retain(|text| list.binary_search(text).is_ok());
        }
        texts
    }

    /// The statements that contain a phrase, its words in any form.
    fn with_phrase(&self, knowledge: &Knowledge, phrase: &[String]) -> Vec<u32> {
        let words: Vec<Vec<u32>> = phrase.iter().map(|stem| self.of_stem(stem).to_vec()).collect();
        let mut texts = self.with_all(&words);
        if phrase.len() > 1 {
            let contains = |text: &u32| {
                let said = stems(&self.text(*text).shown(knowledge));
                said.windows(phrase.len()).any(|run| run == phrase)
            };
            texts.retain(contains);
        }
        texts
    }
}

/// For each heading whether it has the words typed.
fn headings_with(headings: &[Vec<String>], concept: &Concept) -> Vec<bool> {
    let typed: Vec<String> = concept.typed.split(' ').map(stem).collect();
    let has = |stems: &Vec<String>| typed.iter().all(|word| stems.contains(word));
    headings.iter().map(has).collect()
}

/// A statement that fits at least one of the things asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) text: u32,
    /// How much of what is asked it fits, as the sum of weights.
    pub(super) covered: f32,
    pub(super) score: f32,
}

/// The statements that fit any of the things asked, in the order of the base.
pub(super) fn scored(index: &Index<'_>, matches: &[Matches]) -> Vec<Scored> {
    let mut all: BTreeMap<u32, Scored> = BTreeMap::new();
    for one in matches {
        for (text, points) in &one.points {
            let scored = all.entry(*text).or_insert(Scored { text: *text, covered: 0.0, score: 0.0 });
            if *points > points::NEAREST {
                scored.covered += one.weight;
            }
            scored.score += one.weight * f32::from(*points);
        }
    }
    let asked: f32 = matches.iter().map(|one| one.weight).sum();
    let mut all: Vec<Scored> = all.into_values().collect();
    for scored in &mut all {
        scored.score *= (scored.covered / asked).powf(PARTIAL);
        scored.score -= loss(index.tables().text(scored.text));
    }
    all
}

fn loss(text: &Text) -> f32 {
    let mut loss = 0.0;
    if text.superseded {
        loss += SUPERSEDED;
    }
    if text.field == Field::Missing {
        loss += MISSING;
    }
    if text.field == Field::Summary {
        loss += SUMMARY;
    }
    let review = [Section::Review, Section::Dissent].map(|section| Parts::of(PagePart::Section(section)));
    if review.iter().any(|part| text.parts.has(*part)) {
        loss += REVIEW;
    }
    loss
}
