//! A query and its answer.
//!
//! Promises: the best statement of the entry that was named is first; what other drugs say of the same question comes after
//! it, in a group of its own. Where more than one drug may be meant, the one found is only near, or a word of the query fits
//! nothing, the answer says so and nothing may be chosen for the reader. Words that fit nothing hide nothing.

use std::collections::BTreeSet;

use super::index::{Index, Tables, number};
use super::names::{Board, Called};
use super::question::{Concept, Question};
use super::rank::{Group, How};
use super::score::{FEW, Matches, Scored, scored};
use super::texts::{Field, Part};
use super::words::{Words, stem};
use crate::knowledge::{Kind, with_commas};

/// The most statements of a named entry that are hits.
const OF_A_NAMED_ENTRY: usize = 4;

/// A further statement of it has at least this share of the points of the best one.
const WORTH_SHOWING: f32 = 0.45;

/// An answer on another page has at least this share of the points of the best one, and of what it covers.
const AS_GOOD: f32 = 0.4;

/// The most other entries that are hits.
const OTHERS: usize = 40;

/// One text that was found. What there is to say of it, [`Index::row`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The number of the entry.
    pub(super) entry: u32,
    /// The number of the text.
    pub(super) text: u32,
    /// How it was found.
    pub how: How,
    pub(super) part: Part,
    /// The edits between what was typed and the name; 0 but for typing errors.
    pub(super) edits: u8,
    /// With what it is listed.
    pub group: Group,
    /// Whether it is one of several drugs that may be meant, or one that perhaps is.
    pub rival: bool,
    /// Whether it is of the entry that was named beside a question.
    pub asked: bool,
}

/// Why nothing is chosen for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caution {
    /// The name that was found is only near to what was typed.
    Near,
    /// More than one drug fits.
    Several,
    /// Pages mention it, but nothing has that name.
    Mentioned,
    /// A word of the query fits nothing: it may name a drug that is not in the base.
    Unknown,
}

impl Caution {
    /// The reason, and what to mind.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Near => ("Only near in spelling", "it may be another drug"),
            Self::Several => ("More than one drug fits", "check the name and the route"),
            Self::Mentioned => ("No entry is called that", "these pages mention it"),
            Self::Unknown => ("Not every word was found", "these pages answer the others"),
        }
    }
}

/// What a search came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What was typed.
    pub query: String,
    /// What was found, best first.
    pub hits: Vec<Hit>,
    /// Why nothing may be chosen for the reader; `None` where the first hit may be.
    pub caution: Option<Caution>,
    /// Whether more entries answer than are hits.
    pub more: bool,
    /// What the words typed were read as: `renal or kidney`.
    pub read_as: Vec<String>,
    /// The words that fit nothing: nothing on the page of the entry that was named, or nothing in the base.
    pub unmatched: Vec<String>,
    /// Whether an entry was named, so that `unmatched` is about its page.
    pub names_an_entry: bool,
    /// Other words for what was asked, to be lit where a hit has them.
    pub synonyms: Vec<String>,
}

impl Answer {
    /// Whether nothing may be chosen for the reader.
    pub fn ambiguous(&self) -> bool {
        self.caution.is_some()
    }

    /// How many entries there are in each group that has any, in words: "3 drugs, 2 trials".
    pub fn counts(&self) -> String {
        let count = |group: Group| {
            let entries = self.hits.iter().filter(|hit| hit.group == group).map(|hit| hit.entry);
            entries.collect::<BTreeSet<u32>>().len()
        };
        let counted = Group::ALL.into_iter().map(|group| (group, count(group))).filter(|(_, count)| *count > 0);
        let words = counted.map(|(group, count)| format!("{} {}", with_commas(&count.to_string()), group.noun(count)));
        words.collect::<Vec<_>>().join(", ")
    }

    /// Which words fit nothing, in a sentence; `None` where there are none.
    pub fn unmatched(&self) -> Option<String> {
        let words: Vec<String> = self.unmatched.iter().map(|word| format!("\"{word}\"")).collect();
        let place = if self.names_an_entry {
            "In no statement on the page of the drug that was named"
        } else {
            "In no statement"
        };
        (!words.is_empty()).then(|| format!("{place}: {}", words.join(", ")))
    }

    /// What the words were read as, in a sentence; `None` where they were taken as typed.
    pub fn read_as(&self) -> Option<String> {
        (!self.read_as.is_empty()).then(|| format!("Read as: {}", self.read_as.join("; ")))
    }
}

impl Index<'_> {
    /// What answers a query; nothing for an empty one. `=` before the words asks for these letters and no others.
    pub fn search(&self, query: &str) -> Answer {
        let text = query.trim();
        let (strict, text) = text.strip_prefix('=').map_or((false, text), |text| (true, text));
        let words = Words::of(text);
        if words.len() == 0 {
            return Answer { query: query.to_owned(), ..Answer::default() };
        }
        let question = self.read(&words, strict);
        let exact = question.names.iter().any(|name| name.texts.iter().any(|(_, how, _)| *how == How::Exact));
        // A name of several words may be misspelt as a whole.
        let misspelt = !exact
            && !strict
            && words.len() > 1
            && self.drugs_near(words.squeezed()).iter().any(|near| near.edits <= 2);
        let is_all = misspelt || question.names.iter().any(|name| name.words.len() == words.len());
        let mut answer = if exact && !is_all {
            self.of_named(&question)
        } else {
            self.of_words(&words, &question, strict, misspelt)
        };
        answer.query = query.to_owned();
        if !answer.read_as.is_empty() {
            answer.synonyms = self.other_words(&question);
        }
        answer
    }

    /// The words and phrases of the groups of synonyms that a question asks by.
    fn other_words(&self, question: &Question) -> Vec<String> {
        let asked: BTreeSet<usize> = question.concepts.iter().flat_map(|concept| concept.groups.clone()).collect();
        let groups = self.knowledge.synonyms().enumerate().filter(|(place, _)| asked.contains(place));
        groups.flat_map(|(_, group)| group.words.iter().chain(&group.prefer)).map(ToString::to_string).collect()
    }

    /// Every drug, as it is listed before anything is typed.
    pub fn drugs(&self) -> Answer {
        let entries = (0..self.tables().entry_count()).filter(|entry| self.is_drug(*entry));
        let hits = entries.map(|entry| self.hit(self.tables().texts_of(entry).start, How::Exact, Group::Drugs));
        Answer { hits: hits.collect(), ..Answer::default() }
    }

    fn hit(&self, text: u32, how: How, group: Group) -> Hit {
        let of = self.tables().text(text);
        Hit { entry: of.entry, text, how, part: of.field.part(), edits: 0, group, rival: false, asked: false }
    }

    /// The group of an entry that was found under something it is called.
    fn group_of(&self, entry: u32) -> Group {
        Group::of(self.knowledge.kind_at(entry as usize).expect("a hit is of an entry"))
    }

    /// The answer to a query of which no part is a name in full.
    fn of_words(&self, words: &Words, question: &Question, strict: bool, misspelt: bool) -> Answer {
        let Called { board, close } = self.called(words, strict);
        let whole_name = |how: How, part: Part| part <= Part::Title && how <= How::Prefix;
        let is_called = board.0.iter().any(|(entry, found)| {
            let (how, part) = found.how();
            let group = self.group_of(*entry);
            whole_name(how, part) && (group != Group::References || how == How::Exact)
                || (part == Part::Name && how == How::Word && group <= Group::Trials)
                || (part == Part::Detail && how == How::Word && group == Group::Drugs && found.is_whole())
                || (part == Part::Detail
                    && how == How::Word
                    && group == Group::Drugs
                    && !self.asks_by_synonym(question))
        });
        // A beginning or a misspelling of a name counts where more was typed than it.
        if !is_called && !misspelt && !question.names.is_empty() && question.asks() {
            return self.of_named(question);
        }
        let mut answer = Answer { unmatched: question.unknown.clone(), ..Answer::default() };
        // A misspelt class word describes drugs; what it would ask is a guess as well.
        let respelt =
            !question.concepts.is_empty() && question.concepts.iter().all(|concept| concept.respelt.is_some());
        let described = respelt && board.any(Part::Detail, |entry| self.is_drug(entry));
        if is_called || described || board.any(Part::Name, |entry| self.is_drug(entry)) {
            answer.unmatched.clear();
            self.push_called(&board, &mut answer);
            let close = close || board.0.values().all(|found| found.how().0 < How::Typo);
            answer.caution = self.mark_rivals(&mut answer.hits, close);
            if answer.hits.first().is_some_and(|first| !first.how.is_near()) {
                self.push_mentions(question, &mut answer);
            }
            return answer;
        }
        let matches: Vec<Matches> = question.concepts.iter().map(|concept| self.matches(concept)).collect();
        self.push_answers(question, &matches, &mut answer, None);
        let found_by_question = !answer.hits.is_empty();
        if !found_by_question && !board.is_empty() {
            // The word was taken for one that is near.
            answer.unmatched.clear();
        }
        if found_by_question {
            answer.read_as = self.read_as(question);
        }
        self.push_called(&board, &mut answer);
        let on_a_drug = |hit: &Hit| self.is_drug(hit.entry);
        let understood = found_by_question && self.asks_by_synonym(question);
        answer.caution = match answer.hits.first() {
            None => None,
            Some(_) if found_by_question && !question.unknown.is_empty() => Some(Caution::Unknown),
            Some(first) if first.how.is_near() && !found_by_question => Some(Caution::Near),
            Some(_) if !understood && answer.hits.iter().any(on_a_drug) => Some(Caution::Mentioned),
            Some(_) => None,
        };
        answer
    }

    /// Whether something is asked in words that the base knows as a question, and has in its statements.
    fn asks_by_synonym(&self, question: &Question) -> bool {
        let known = |concept: &Concept| {
            // A rare word may be the name of a drug that is no entry. An age has no words, and is not one.
            let is_common = concept.words.is_empty() || self.tables().with_all(&concept.words).len() > FEW;
            !concept.groups.is_empty() && is_common && concept.respelt.is_none()
        };
        question.concepts.iter().any(known)
    }

    /// Adds what is called as was typed, group for group, unless its entry is a hit already.
    fn push_called(&self, board: &Board, answer: &mut Answer) {
        let known: BTreeSet<u32> = answer.hits.iter().map(|hit| hit.entry).collect();
        let mut hits: Vec<Hit> = Vec::new();
        for (entry, found) in board.best_first().into_iter().filter(|(entry, _)| !known.contains(entry)) {
            let (how, part) = found.how();
            hits.push(Hit { part, edits: found.edits, ..self.hit(found.text, how, self.group_of(entry)) });
        }
        hits.sort_by_key(|hit| hit.group);
        answer.hits.extend(hits);
    }

    /// Adds the pages that mention what was typed, unless they are hits already.
    fn push_mentions(&self, question: &Question, answer: &mut Answer) {
        // A name is mentioned where its words are.
        let typed: Vec<Concept> = question
            .names
            .iter()
            .flat_map(|name| name.texts.iter())
            .filter(|(_, how, _)| *how == How::Exact)
            .map(|(text, _, _)| self.words_of_text(*text))
            .chain(question.concepts.iter().cloned())
            .collect();
        if typed.is_empty() {
            return;
        }
        let matches: Vec<Matches> = typed.iter().map(|concept| self.matches(concept)).collect();
        let known: BTreeSet<u32> = answer.hits.iter().map(|hit| hit.entry).collect();
        let best = self.best_of_entries(&scored(self, &matches));
        for scored in best.into_iter().filter(|scored| !known.contains(&self.tables().text(scored.text).entry)) {
            answer.hits.push(self.hit(scored.text, How::Word, Group::Claims));
        }
    }

    /// The words of a name, as something that statements mention.
    fn words_of_text(&self, text: u32) -> Concept {
        let text = self.tables().text(text).shown(self.knowledge);
        let words = Words::of(&text);
        let number = |word: &str| self.tables().word(word).map(number).into_iter().collect::<Vec<u32>>();
        Concept { typed: text.to_lowercase(), words: words.iter().map(number).collect(), ..Concept::default() }
    }

    /// Of each entry the statement that fits best, best first.
    fn best_of_entries(&self, all: &[Scored]) -> Vec<Scored> {
        let mut best: Vec<Scored> = Vec::new();
        for scored in all {
            let entry = self.tables().text(scored.text).entry;
            match best.last_mut() {
                Some(last) if self.tables().text(last.text).entry == entry => {
                    if scored.score > last.score {
                        *last = *scored;
                    }
                }
                _other_entry => best.push(*scored),
            }
        }
        let worth = |text: u32| f32::from(self.tables().worth[self.tables().text(text).entry as usize]) / 100.0;
        let score = |scored: &Scored| scored.score * worth(scored.text);
        best.sort_by(|one, other| score(other).total_cmp(&score(one)));
        // A claim that is on several pages is one answer.
        let mut claims: BTreeSet<&str> = BTreeSet::new();
        let tables = self.tables();
        best.retain(|scored| {
            let text = tables.text(scored.text);
            text.field != Field::Claim || text.anchor.as_deref().is_none_or(|anchor| claims.insert(anchor))
        });
        best
    }

    /// Adds the statements that answer a question, one of each entry but those that were named.
    fn push_answers(&self, question: &Question, matches: &[Matches], answer: &mut Answer, named: Option<&[u32]>) {
        let mut all = scored(self, matches);
        let is_named = |text: u32| named.is_some_and(|named| named.contains(&self.tables().text(text).entry));
        all.retain(|scored| !is_named(scored.text));
        // Beside an entry that was named, that something is missing elsewhere is no answer.
        all.retain(|scored| named.is_none() || self.tables().text(scored.text).field != Field::Missing);
        all.retain(|scored| scored.covered > 0.0);
        let mut best = self.best_of_entries(&all);
        let most = best.first().copied();
        best.retain(|scored| {
            most.is_some_and(|most| scored.score >= most.score * AS_GOOD && scored.covered >= most.covered * AS_GOOD)
        });
        answer.more |= best.len() > OTHERS;
        let hit = |scored: &Scored| self.hit(scored.text, How::Word, Group::Answers);
        answer.hits.extend(best.iter().take(OTHERS).map(hit));
        if named.is_none()
            && let Some(first) = best.first()
        {
            answer.unmatched.extend(unmatched(question, matches, |text| text == first.text));
        }
    }

    /// What the words of a question were read as.
    fn read_as(&self, question: &Question) -> Vec<String> {
        let mut read: Vec<String> = Vec::new();
        for concept in &question.concepts {
            for group in &concept.groups {
                let says = &self.tables().groups[*group].says;
                if !read.contains(says) {
                    read.push(says.clone());
                }
            }
            if concept.groups.is_empty() {
                read.extend(concept.respelt.clone());
            }
        }
        read
    }

    /// The answer to a question about entries that were named.
    fn of_named(&self, question: &Question) -> Answer {
        let told = self.route_told(question);
        let question = &question.without(told.map(|(_, word)| word));
        let told = told.map(|(route, _)| route);
        let mut answer = Answer { names_an_entry: true, read_as: self.read_as(question), ..Answer::default() };
        let matches: Vec<Matches> = question.concepts.iter().map(|concept| self.matches(concept)).collect();
        let all = scored(self, &matches);
        let mut named = self.named(question, told, &all);
        self.push_comparisons(&named, &all, &mut answer);
        named.sort_by(|one, other| other.fit.cmp(&one.fit).then(other.covered().total_cmp(&one.covered())));
        for one in &named {
            let hit = |text: u32| {
                let group = self.group_of(one.entry);
                let part = Part::Name;
                Hit { part, edits: one.edits, asked: true, ..self.hit(text, one.how, group) }
            };
            let answers = one.best.first().filter(|best| best.covered > 0.0 && best.score > 0.0);
            // Where nothing answers, the entry itself is the hit, and after it what is in the part of its page that was asked for.
            answer.hits.extend(answers.is_none().then(|| hit(one.name)));
            let best = answers.map_or(0.0, |best| best.score);
            let worth = |scored: &&Scored| {
                answers.is_none_or(|first| scored.text == first.text || scored.covered >= first.covered - 0.01)
                    && scored.score >= best * WORTH_SHOWING
                    && scored.score > 0.0
            };
            let shown = if named.len() == 1 { OF_A_NAMED_ENTRY } else { 1 };
            answer.hits.extend(one.best.iter().filter(worth).take(shown).map(|scored| hit(scored.text)));
        }
        answer.caution = self.caution_of_named(question, &named, &mut answer.hits);
        if let Some(first) = named.first() {
            let range = self.tables().texts_of(first.entry);
            answer.unmatched = question.unknown.clone();
            answer.unmatched.extend(unmatched(question, &matches, |text| range.contains(&text)));
        }
        let entries: Vec<u32> = named.iter().map(|one| one.entry).collect();
        self.push_look_alikes(question, &entries, &mut answer);
        if !matches.is_empty() {
            self.push_answers(question, &matches, &mut answer, Some(&entries));
        }
        answer
    }

    /// Where several drugs were named, adds the statements that mention all of them.
    fn push_comparisons(&self, named: &[Named], all: &[Scored], answer: &mut Answer) {
        let exact: Vec<&Named> = named.iter().filter(|one| !one.how.is_near()).collect();
        let places: BTreeSet<usize> = exact.iter().map(|one| one.place).collect();
        let titles: BTreeSet<&str> =
            exact.iter().filter_map(|one| self.knowledge.title_at(one.entry as usize)).collect();
        if places.len() < 2 || titles.len() < 2 {
            return;
        }
        let mentions = |one: &Named| -> BTreeSet<u32> {
            let title = self.tables().texts_of(one.entry).start;
            self.tables().with_all(&self.words_of_text(title).words).into_iter().collect()
        };
        let all_mentioned = named.iter().map(mentions).reduce(|texts, others| &texts & &others);
        let is_own = |text: u32| exact.iter().any(|one| one.entry == self.tables().text(text).entry);
        let score = |text: u32| all.iter().find(|scored| scored.text == text).map_or(0.0, |scored| scored.score);
        let compares = |text: &u32| {
            let kind = self.kind_of(self.tables().text(*text).entry);
            matches!(kind, Kind::Trial | Kind::Question) || score(*text) > 0.0 || is_own(*text)
        };
        let all_mentioned = all_mentioned.expect("several drugs were named");
        let mut texts: Vec<u32> = all_mentioned.into_iter().filter(compares).collect();
        // A trial of all of them compares, and so does a question of the whole base; a drug's page mentions.
        texts.sort_by(|one, other| {
            let rank = |text: u32| {
                let compares = match self.kind_of(self.tables().text(text).entry) {
                    Kind::Trial => 0,
                    Kind::Question => 1,
                    Kind::Drug | Kind::Pathophysiology | Kind::Safety | Kind::Reference | Kind::Review => 2,
                };
                (compares, -score(text))
            };
            rank(*one).partial_cmp(&rank(*other)).expect("a score is a number")
        });
        answer
            .hits
            .extend(texts.into_iter().take(OF_A_NAMED_ENTRY).map(|text| self.hit(text, How::Word, Group::Answers)));
    }

    /// The entries that a query names, each with the statements that answer it, best first.
    fn named(&self, question: &Question, told: Option<&str>, all: &[Scored]) -> Vec<Named> {
        let mut named: Vec<Named> = Vec::new();
        for (place, name) in question.names.iter().enumerate() {
            let own = name.texts.iter().map(|(text, how, edits)| (*text, *how, *edits, true));
            let others = name.texts.iter().flat_map(|(text, how, edits)| {
                self.by_another_route(self.tables().text(*text).entry, told)
                    .into_iter()
                    .map(|text| (text, *how, *edits, false))
            });
            for (text, how, edits, typed) in own.chain(others).collect::<Vec<_>>() {
                let entry = self.tables().text(text).entry;
                if let Some(known) = named.iter_mut().find(|one| one.entry == entry) {
                    known.how = known.how.min(how);
                    continue;
                }
                let range = self.tables().texts_of(entry);
                let mut best: Vec<Scored> = all.iter().filter(|one| range.contains(&one.text)).copied().collect();
                best.sort_by(|one, other| other.score.total_cmp(&one.score));
                let fit = told.is_some() && told == self.route_of(entry);
                named.push(Named { entry, name: text, how, edits, place, best, fit, typed });
            }
        }
        named
    }

    /// The titles of drugs by the route that was told and of the same generic name as a drug by another route.
    fn by_another_route(&self, entry: u32, told: Option<&str>) -> Vec<u32> {
        let title = |entry: u32| self.knowledge.title_at(entry as usize);
        let Some(told) = told.filter(|told| self.is_drug(entry) && Some(*told) != self.route_of(entry)) else {
            return Vec::new();
        };
        let all = (0..self.tables().entry_count()).filter(|other| self.route_of(*other) == Some(told));
        all.filter(|other| title(*other) == title(entry)).map(|other| self.tables().texts_of(other).start).collect()
    }

    /// The route that a word of the question tells, and the word's place: it is the route's own id, or in the forms of no other
    /// route.
    fn route_told(&self, question: &Question) -> Option<(&str, usize)> {
        question.concepts.iter().enumerate().find_map(|(place, concept)| {
            let word = concept.typed.as_str();
            let is_word = !word.contains(' ') && !word.bytes().all(|b| b.is_ascii_digit());
            Some((self.route_of_form(word).filter(|_| is_word && !self.is_ignored(concept))?, place))
        })
    }

    fn is_ignored(&self, concept: &Concept) -> bool {
        concept.groups.iter().any(|group| self.tables().groups[*group].ignored)
    }

    fn route_of_form(&self, word: &str) -> Option<&str> {
        let tables = self.tables();
        if let Some(route) = self.knowledge.review().terms.route(word) {
            return Some(&route.id);
        }
        let forms = stemmed(tables, word).flat_map(|word| &tables.called[word]).map(|text| tables.text(*text));
        let routes = forms.filter(|text| text.field == Field::Form).filter_map(|text| self.route_of(text.entry));
        let routes: BTreeSet<&str> = routes.collect();
        routes.first().copied().filter(|_| routes.len() == 1)
    }

    /// The id of a drug's route.
    fn route_of(&self, entry: u32) -> Option<&str> {
        Some(&self.knowledge.route_at(entry as usize)?.id)
    }

    fn kind_of(&self, entry: u32) -> Kind {
        self.knowledge.kind_at(entry as usize).expect("a text is of an entry")
    }

    /// Marks the drugs that may be meant, and says why nothing is chosen.
    fn caution_of_named(&self, question: &Question, named: &[Named], hits: &mut [Hit]) -> Option<Caution> {
        let first = named.first()?;
        let drugs: Vec<&Named> = named.iter().filter(|one| self.is_drug(one.entry)).collect();
        let names: BTreeSet<usize> = drugs.iter().map(|one| one.place).collect();
        let alone_fits = first.fit && first.typed && drugs.iter().filter(|one| one.fit).count() == 1;
        let several = drugs.len() > 1 && (names.len() > 1 || !alone_fits);
        let near = first.how.is_near() && !(question.names[first.place].close && drugs.len() == 1);
        if !several && !near {
            return None;
        }
        for hit in hits.iter_mut().filter(|hit| hit.asked && self.is_drug(hit.entry)) {
            hit.rival = true;
        }
        Some(if near { Caution::Near } else { Caution::Several })
    }

    /// Adds the drugs that could be mistaken for one that was named.
    fn push_look_alikes(&self, question: &Question, named: &[u32], answer: &mut Answer) {
        let mut board = Board::default();
        for name in &question.names {
            for (text, ..) in name.texts.iter().filter(|(_, how, _)| *how == How::Exact) {
                let typed = Words::of(&self.tables().text(*text).shown(self.knowledge));
                self.add_look_alikes(typed.squeezed(), &mut board);
            }
        }
        for (entry, found) in board.best_first().into_iter().filter(|(entry, _)| !named.contains(entry)) {
            let (how, part) = found.how();
            let hit = self.hit(found.text, how, self.group_of(entry));
            answer.hits.push(Hit { part, edits: found.edits, rival: answer.caution.is_some(), ..hit });
        }
    }

    /// Marks the drugs that may be meant; returns why nothing may be chosen for the reader.
    fn mark_rivals(&self, hits: &mut [Hit], close: bool) -> Option<Caution> {
        let drugs = hits.iter().take_while(|hit| hit.group == Group::Drugs).count();
        let best = *hits.first()?;
        if drugs == 0 {
            // A drug whose page mentions what was typed is not what was typed. Only where that is plainly the name of
            // something else is there no doubt about it.
            let named = best.how == How::Exact || (best.how == How::Prefix && best.group != Group::References);
            return (!named && hits.iter().any(|hit| self.is_drug(hit.entry))).then_some(Caution::Mentioned);
        }
        let may_be_meant = |hit: &Hit| match best.how {
            // What was typed is a name, or the beginning of one: so is each of these, or could be taken for it. A class
            // word beside a name only describes.
            How::Exact | How::Prefix | How::Word => hit.part <= best.part,
            How::Typo => hit.how == How::Typo && hit.edits <= best.edits.saturating_add(1),
            How::Fuzzy => true,
        };
        let mut rivals = 0;
        for hit in hits.iter_mut().take(drugs).filter(|hit| may_be_meant(hit)) {
            hit.rival = true;
            rivals += 1;
        }
        let doubtful = match (best.how, best.part) {
            (How::Exact | How::Prefix | How::Word, _) => false,
            (How::Typo, Part::Name) => !close,
            (How::Typo, _) | (How::Fuzzy, _) => true,
        };
        match (best.how.is_near(), rivals > 1 || doubtful) {
            (_, false) => None,
            (true, true) => Some(Caution::Near),
            (false, true) => Some(Caution::Several),
        }
    }
}

/// An entry that a query names.
struct Named {
    entry: u32,
    /// The name that was typed.
    name: u32,
    how: How,
    edits: u8,
    /// Which of the names in the query it is.
    place: usize,
    /// Its statements that answer, best first.
    best: Vec<Scored>,
    /// Whether a word of the query is in its forms.
    fit: bool,
    /// Whether the name that was typed is its own, and not only that of the drug by another route.
    typed: bool,
}

impl Named {
    fn covered(&self) -> f32 {
        self.best.first().map_or(0.0, |best| best.covered)
    }
}

/// The words of a base that have the stem of a word.
fn stemmed<'t>(tables: &'t Tables, word: &str) -> impl Iterator<Item = usize> + use<'t> {
    let wanted = stem(word);
    let begins = tables.beginning_with(word.get(..3).unwrap_or(word));
    begins.filter(move |place| stem(&tables.words[*place]) == wanted)
}

/// The words of a question that fit none of the wanted texts.
fn unmatched(question: &Question, matches: &[Matches], is_wanted: impl Fn(u32) -> bool) -> Vec<String> {
    let pairs = question.concepts.iter().zip(matches).filter(|(_, matches)| !matches.any(&is_wanted));
    pairs.map(|(concept, _)| concept.typed.clone()).collect()
}
