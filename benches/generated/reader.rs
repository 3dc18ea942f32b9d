//! From the text of a file of data/ to a template: what is a name in it, what an id, what the same in every copy.

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::pattern::{Entry, File};
use super::template::{Case, Piece, Template};

/// Tables of which a base has one set, however many copies it holds.
const SINGLE: [&str; 4] = ["[pathway]", "[[node]]", "[[edge]]", "[[selectivity]]"];

/// Turns texts into templates.
#[derive(Default)]
pub struct Reader {
    /// The names that are told from each other, in lower case, those of drugs first.
    pub words: Vec<String>,
    numbers: HashMap<String, usize>,
    authors: HashMap<String, usize>,
    /// How many of them are names of drugs.
    pub drug_words: usize,
    counted: HashMap<String, usize>,
}

/// The letters at the beginning of a name, in lower case, if they are enough to be one.
fn beginning(name: &str) -> Option<String> {
    let end = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
    (end >= 3).then(|| name[..end].to_ascii_lowercase())
}

fn string<'t>(value: &'t Spanned<DeValue<'t>>) -> Option<&'t str> {
    value.get_ref().as_str()
}

/// A number in the registry of trials, or in the archive of works: three letters and digits.
fn is_registered(text: &str) -> bool {
    let digits = ["NCT", "PMC"].iter().find_map(|letters| text.strip_prefix(letters));
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

impl Reader {
    /// Notes the names of drugs, or of trials, that stand in a file.
    pub fn learn_names(&mut self, round: &str, folder: &str, text: &str) {
        let is_wanted = if round == "drugs" { folder == "oral" || folder == "topical" } else { folder == "trials" };
        if !is_wanted {
            return;
        }
        let table = DeTable::parse(text).expect("data/ is TOML").into_inner();
        for key in ["name", "brands", "aliases"] {
            let Some(value) = table.get(key) else { continue };
            let several = value.get_ref().as_array().into_iter().flatten().filter_map(string);
            for name in string(value).into_iter().chain(several) {
                // Registry numbers are counted.
                let Some(word) = beginning(name).filter(|_word| !is_registered(name)) else { continue };
                let next = self.words.len();
                if *self.numbers.entry(word.clone()).or_insert(next) == next {
                    self.words.push(word);
                }
            }
        }
        if round == "drugs" {
            self.drug_words = self.words.len();
        }
    }

    /// A file as a template.
    pub fn file(&mut self, folder: &'static str, name: String, original: String) -> File {
        let table = DeTable::parse(&original).expect("data/ is TOML");
        let mut places = Vec::new();
        let entries = if name == "review" && folder.is_empty() {
            vec![self.entry("review", table.get_ref())]
        } else {
            self.places(table.get_ref(), &mut places);
            self.entries(folder, &name, table.get_ref())
        };
        let template =
            if name == "review" && folder.is_empty() { Template::default() } else { template(&original, places) };
        drop(table);
        File { folder, name, original, template, entries }
    }

    /// What differs from copy to copy, by its range in the file.
    fn places(&mut self, table: &DeTable<'_>, places: &mut Vec<(Range<usize>, Template)>) {
        for (key, value) in table.iter() {
            self.places_in(key.get_ref(), value, places);
        }
    }

    fn places_in(&mut self, key: &str, value: &Spanned<DeValue<'_>>, places: &mut Vec<(Range<usize>, Template)>) {
        match value.get_ref() {
            DeValue::String(text) => {
                let inner = value.span().start + 1..value.span().end - 1;
                // A text with escapes is longer as it is written; none of them is a name.
                let template = if inner.len() == text.len() { self.value(key, text) } else { return };
                places.push((inner, template));
            }
            DeValue::Integer(number) if key == "pmid" => {
                let mut template = Template::default();
                template.push(self.count(number.as_str()));
                places.push((value.span(), template));
            }
            DeValue::Array(values) => values.iter().for_each(|value| self.places_in(key, value, places)),
            DeValue::Table(table) => self.places(table, places),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
        }
    }

    /// A value as a template, by the key it stands under.
    fn value(&mut self, key: &str, text: &str) -> Template {
        let mut template = Template::default();
        let same = Piece::Same(text.to_owned());
        if is_registered(text) {
            template.push(Piece::Same(text[..3].to_owned()));
            template.push(self.count(&text[3..]));
            return template;
        }
        match key {
            // The page of what has changed belongs to the base, not to a copy.
            "about" if text == "since" => template.push(same),
            "id" | "ref" | "drug" | "near" | "about" | "drugs" | "trials" | "claims" | "by" | "arm" => {
                template.push(same);
                template.push(Piece::Suffix);
            }
            "doi" | "codes" => {
                template.push(same);
                template.push(Piece::Digits);
            }
            "authors" => self.author(text, &mut template),
            "name" | "brands" | "aliases" | "title" | "text" | "note" | "asks" | "why" | "reason" => {
                self.prose(text, &mut template);
            }
            _other => template.push(same),
        }
        template
    }

    fn count(&mut self, text: &str) -> Piece {
        let next = self.counted.len();
        Piece::Counted(*self.counted.entry(text.to_owned()).or_insert(next), text.to_owned())
    }

    fn author(&mut self, text: &str, template: &mut Template) {
        let Some(word) = beginning(text) else { return template.push(Piece::Same(text.to_owned())) };
        let (next, rest) = (self.words.len(), &text[word.len()..]);
        let number = *self.authors.entry(word.clone()).or_insert(next);
        if number == next {
            self.words.push(word);
        }
        template.push(Piece::Word(number, Case::Capital));
        template.push(Piece::Same(rest.to_owned()));
    }

    /// A text in which names stand.
    fn prose(&self, text: &str, template: &mut Template) {
        let mut rest = text;
        while !rest.is_empty() {
            let is_letter = |c: char| c.is_ascii_alphabetic();
            let letters = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
            let other = rest[letters..].find(is_letter).map_or(rest.len(), |more| letters + more);
            let (run, between) = (&rest[..letters], &rest[letters..other]);
            match self.numbers.get(&run.to_ascii_lowercase()) {
                Some(number) => template.push(Piece::Word(*number, Case::of(run))),
                None => template.push(Piece::Same(run.to_owned())),
            }
            template.push(Piece::Same(between.to_owned()));
            rest = &rest[other..];
        }
    }

    fn entries(&mut self, folder: &str, name: &str, table: &DeTable<'_>) -> Vec<Entry> {
        let kind = match (folder, name) {
            ("trials", _) => "trial",
            ("", "questions") => "question",
            ("", "references") => "ref",
            ("", shared) => shared,
            (folder, _) => folder,
        };
        if !folder.is_empty() {
            let mut entry = self.entry(&format!("{kind}/{name}"), table);
            entry.id.push(Piece::Suffix);
            return vec![entry];
        }
        let list = ["topic", "question", "reference"].iter().find_map(|key| table.get(*key)?.get_ref().as_array());
        let tables = list.into_iter().flatten().filter_map(|value| value.get_ref().as_table());
        tables
            .map(|table| {
                let id = table.get("id").and_then(string).unwrap_or_default();
                let mut entry = self.entry(&format!("{kind}/{id}"), table);
                entry.id.push(Piece::Suffix);
                entry
            })
            .collect()
    }

    fn entry(&mut self, id: &str, table: &DeTable<'_>) -> Entry {
        let mut entry = Entry::default();
        entry.id.push(Piece::Same(id.to_owned()));
        for key in ["name", "title", "brands", "aliases"] {
            let Some(value) = table.get(key) else { continue };
            let several = value.get_ref().as_array().into_iter().flatten().filter_map(string);
            for name in string(value).into_iter().chain(several) {
                entry.names.push(self.value(key, name));
            }
        }
        let claims = table.get("claim").and_then(|value| value.get_ref().as_array()).into_iter().flatten();
        for claim in claims.filter_map(|value| value.get_ref().as_table()) {
            let text = |key: &str| claim.get(key).and_then(string).unwrap_or_default();
            entry.claims.push((text("section").to_owned(), self.value("text", text("text"))));
        }
        entry
    }
}

/// A file with what differs in it, without the tables of which a base has one set.
fn template(original: &str, mut places: Vec<(Range<usize>, Template)>) -> Template {
    places.sort_by_key(|(range, _template)| range.start);
    let mut places = places.into_iter().peekable();
    let mut template = Template::default();
    let (mut at, mut is_single) = (0, false);
    for line in original.split_inclusive('\n') {
        let end = at + line.len();
        if line.starts_with('[') {
            is_single = SINGLE.contains(&line.trim_end());
        }
        // Only a few works stand in the review's own list, each under a number of its own.
        let is_skipped = is_single || line.starts_with("in_review");
        let mut from = at;
        while let Some((range, value)) = places.next_if(|(range, _template)| range.start < end) {
            if !is_skipped {
                template.push(Piece::Same(original[from..range.start].to_owned()));
                template.append(value);
            }
            from = range.end;
        }
        if !is_skipped {
            template.push(Piece::Same(original[from..end].to_owned()));
        }
        at = end;
    }
    template
}
