//! What there is to say of a hit: what it is called, its route, how far it has come, where it matched, and in which
//! letters it differs from what it could be mistaken for.

use std::borrow::Cow;
use std::ops::Range;

use rapidfuzz::distance::osa;

use super::answer::{Answer, Hit};
use super::index::Index;
use super::texts::{Field, Text};
use crate::knowledge::{BoxedWarning, Entry, EntryId, Knowledge, PublicationStatus, TrialStatus};

/// How many rivals are compared to find the one that looks most alike.
const COMPARED: usize = 8;

/// A hit in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitRow<'a> {
    /// The entry.
    pub id: EntryId,
    /// What it is called.
    pub title: &'a str,
    /// How it is given; `None` for what is not a drug.
    pub route: Option<&'a str>,
    /// Whether a rival differs from it in nothing but the route.
    pub route_differs: bool,
    /// How far what it is about has come, as [`status`] says.
    pub status: &'a str,
    /// Where it matched.
    pub field: Field,
    /// The text that matched.
    pub matched: Cow<'a, str>,
    /// The statement that matched, or its section, by the name that the page can be opened at.
    pub anchor: Option<&'a str>,
    /// The heading that the statement is under; `None` for what the entry is called.
    pub section: Option<&'a str>,
    /// The letters of `matched` in which it differs, as ranges of bytes in order: from the rival that looks most like
    /// it, or from what was typed.
    pub differing: Vec<Range<usize>>,
}

impl Index<'_> {
    /// What there is to say of a hit of an answer.
    pub fn row(&self, answer: &Answer, hit: &Hit) -> HitRow<'_> {
        let (id, title, text) = (self.id(hit), self.title(hit), self.text_of(hit));
        let rivals = || answer.hits.iter().filter(|other| other.rival && other.entry != hit.entry).take(COMPARED);
        let is_rival = hit.rival && answer.ambiguous();
        let differs = |other: &Hit| self.title(other) == title && self.id(other).group() != id.group();
        let route_differs = is_rival && rivals().any(differs);
        let matched = text.shown(self.knowledge);
        let mut differing = Vec::new();
        let is_name = matches!(text.field, Field::Name | Field::Brand | Field::Code | Field::Alias);
        if is_rival && is_name {
            let texts: Vec<Cow<'_, str>> = rivals().map(|other| self.text_of(other).shown(self.knowledge)).collect();
            if let Some(alike) = most_alike(&matched, texts.iter().map(|text| &**text)) {
                differing = letters_apart(&matched, alike);
            }
        }
        if differing.is_empty() && hit.how.is_near() && hit.rival && is_name {
            differing = letters_apart(&matched, &answer.query);
        }
        let heading = self.tables().headings.0[text.heading as usize].as_str();
        HitRow {
            route: self.knowledge.route_at(hit.entry as usize).map(|route| route.says.as_str()),
            id,
            title,
            route_differs,
            status: &self.tables().statuses[hit.entry as usize],
            field: text.field,
            matched,
            anchor: text.anchor.as_deref(),
            section: Some(heading).filter(|heading| !heading.is_empty()),
            differing,
        }
    }

    /// The entry of a hit, and the statement in which it was found, by the name that the page can be opened at.
    pub fn target(&self, hit: &Hit) -> (EntryId, Option<&str>) {
        (self.id(hit), self.text_of(hit).anchor.as_deref())
    }

    fn id(&self, hit: &Hit) -> EntryId {
        self.knowledge.id_at(hit.entry as usize).expect("a hit is an entry of the base that was searched")
    }

    fn title(&self, hit: &Hit) -> &str {
        self.knowledge.title_at(hit.entry as usize).expect("a hit is an entry of the base that was searched")
    }

    fn text_of(&self, hit: &Hit) -> &Text {
        self.tables().text(hit.text)
    }
}

/// How far what an entry is about has come: where a drug is approved and whether its label has a boxed warning, how a
/// trial stands, what a reference is and of which year. Empty where there is nothing to say.
pub fn status(knowledge: &Knowledge, entry: Entry<'_>) -> String {
    match entry {
        Entry::Drug(drug) => {
            let approval = match drug.approvals.as_slice() {
                [] if drug.reported_approval.is_some() => "approval reported, not confirmed".to_owned(),
                [] if !drug.route.is_of_drugs() => String::new(),
                [] => format!("no approval for {} found", *knowledge.review().condition),
                [_, ..] => {
                    let mut regions: Vec<&str> =
                        drug.approvals.iter().map(|approval| approval.region.id.as_str()).collect();
                    regions.dedup();
                    format!("approved {}", regions.join(", "))
                }
            };
            let boxed = match &drug.boxed_warning {
                BoxedWarning::Present { .. } => "; boxed warning",
                BoxedWarning::Absent { .. } => "; no boxed warning",
                BoxedWarning::Unknown { .. } => "; boxed warning unknown",
                BoxedWarning::NotApplicable => "",
            };
            format!("{approval}{boxed}")
        }
        Entry::Trial(trial) => {
            let registry: Vec<&str> = trial.registry.iter().map(|number| number.as_str()).collect();
            let known = *trial.status != TrialStatus::Unknown;
            let words = [if known { trial.status.word() } else { "" }, &registry.join(", ")];
            words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("; ")
        }
        Entry::Reference(reference) => {
            let year = reference.year.as_ref().map(ToString::to_string);
            let words = [Some(reference.kind.word().to_owned()), year];
            let retracted = match &reference.status {
                Some((status, _)) if **status == PublicationStatus::Retracted => "; RETRACTED",
                Some(_) | None => "",
            };
            format!("{}{retracted}", words.into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
        Entry::Topic(_)
        | Entry::Pathway(_)
        | Entry::Question(_)
        | Entry::Review(_)
        | Entry::Since(_)
        | Entry::Approvals(_) => String::new(),
    }
}

/// The text that looks most like a name without being it, if one does at all.
fn most_alike<'t>(name: &str, others: impl Iterator<Item = &'t str>) -> Option<&'t str> {
    let lower = |text: &str| text.to_lowercase();
    let own = lower(name);
    let distances = others.map(|other| (osa::distance(own.chars(), lower(other).chars()), other));
    let looks_alike = |distance: &usize, other: &str| *distance * 2 <= own.len().max(other.len());
    distances
        .filter(|(distance, other)| *distance > 0 && looks_alike(distance, other))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// A text with brackets round some of its letters, so that they are set off without colour.
pub fn bracketed(text: &str, ranges: &[Range<usize>]) -> String {
    let mut out = String::new();
    let mut end = 0;
    for range in ranges {
        out.push_str(text.get(end..range.start).unwrap_or_default());
        out.push('[');
        out.push_str(text.get(range.clone()).unwrap_or_default());
        out.push(']');
        end = range.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    out
}

/// The letters of a text that another one does not have in their place, as ranges of bytes. Hyphens, spaces and case do
/// not count. Empty for texts too long to be names.
fn letters_apart(text: &str, other: &str) -> Vec<Range<usize>> {
    const LONGEST_NAME: usize = 80;
    let letters = |text: &str| -> Vec<(char, Range<usize>)> {
        let each = text.char_indices().filter(|(_, c)| c.is_alphanumeric());
        each.map(|(place, c)| (c.to_lowercase().next().unwrap_or(c), place..place + c.len_utf8())).collect()
    };
    let (own, other) = (letters(text), letters(other));
    if own.len().max(other.len()) > LONGEST_NAME {
        return Vec::new();
    }
    // How many letters in order the rests of both texts have in common, from each place on.
    let mut common = vec![vec![0_u8; other.len() + 1]; own.len() + 1];
    let at = |common: &[Vec<u8>], row: usize, column: usize| {
        common.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0)
    };
    for (row, (letter, _)) in own.iter().enumerate().rev() {
        for (column, (there, _)) in other.iter().enumerate().rev() {
            let same = if letter == there { at(&common, row + 1, column + 1) + 1 } else { 0 };
            let best = same.max(at(&common, row + 1, column)).max(at(&common, row, column + 1));
            if let Some(cell) = common.get_mut(row).and_then(|row| row.get_mut(column)) {
                *cell = best;
            }
        }
    }
    let mut apart: Vec<Range<usize>> = Vec::new();
    let mut column = 0;
    for (row, (letter, place)) in own.iter().enumerate() {
        let here = at(&common, row, column);
        // Leaving this letter out loses nothing: it has no counterpart, or a later one like it has.
        if here == at(&common, row + 1, column) {
            match apart.last_mut().filter(|last| last.end == place.start) {
                Some(last) => last.end = place.end,
                None => apart.push(place.clone()),
            }
            continue;
        }
        while other.get(column).is_some_and(|(there, _)| there != letter) || at(&common, row, column + 1) == here {
            column += 1;
        }
        column += 1;
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::{bracketed, letters_apart};

    #[test]
    fn letters_that_differ_are_set_off() {
        let apart = |text: &str, other: &str| bracketed(text, &letters_apart(text, other));
        assert_eq!(apart("wickolate", "wickolate"), "wickolate");
        assert_eq!(apart("Wickolate", "wick-olate"), "Wickolate");
        assert_eq!(apart("snuwickolate", "wickolate"), "[snu]wickolate");
        assert_eq!(apart("wickolate", "wikolate"), "wi[c]kolate");
        assert_eq!(apart("wickolate", "wackolate"), "w[i]ckolate");
        assert_eq!(apart("WK-001", "wk 002"), "WK-00[1]");
        assert_eq!(apart("", "wick"), "");
    }
}
