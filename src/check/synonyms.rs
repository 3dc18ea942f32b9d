//! Whether the groups of `synonyms.toml` find anything.
//!
//! Promises: a group finds something if one of its words, or of the words it prefers, begins as a word of the base does, or if
//! it prefers none and the base has something in a part of the page that it asks for. Compares beginnings alone, since the
//! forms of a word differ in their ends: a group that finds nothing may go unreported.

use std::collections::HashSet;

use super::own_words::OwnText;
use crate::knowledge::{BoxedWarning, Code, Diagnostic, Draft, Findings, Listing, PagePart, SynonymGroup};

/// How many letters of two words are compared.
const BEGINNING: usize = 4;

pub(super) fn check(draft: &Draft, texts: &[OwnText<'_>], findings: &mut Findings) {
    if draft.synonyms.is_empty() {
        return;
    }
    let of_drugs = draft.drugs.iter().flat_map(|drug| {
        let names = [&drug.name].into_iter().chain(&drug.brands).chain(&drug.codes).chain(&drug.aliases);
        let names = names.chain(&drug.targets).chain(&drug.sponsor).map(|name| name.as_str());
        let approved = drug.approvals.iter().map(|approval| approval.region.id.as_str());
        names.chain(approved).chain(drug.marketing.iter().map(|marketing| marketing.region.id.as_str()))
    });
    let texts = texts.iter().map(|text| text.text.as_str());
    let known: HashSet<String> = texts.chain(of_drugs).flat_map(beginnings).collect();
    let is_known = |phrase: &str| beginnings(phrase).all(|beginning| known.contains(&beginning));
    for group in draft.synonyms.iter().filter(|group| !group.unanswered && !group.ignored) {
        let finds_words = group.words.iter().chain(&group.prefer).any(|phrase| is_known(phrase));
        let finds_a_part = group.prefer.is_empty() && group.sections.iter().any(|part| has(draft, **part));
        if !finds_words && !finds_a_part {
            findings.push(finds_nothing(group));
        }
    }
}

fn finds_nothing(group: &SynonymGroup) -> Diagnostic {
    let message = format!("the synonyms for \"{}\" find nothing in this base", *group.says);
    let help = "add a word that a statement has, or write unanswered = true if people ask it all the same";
    Diagnostic::new(Code::P011, group.says.span(), message).help(help)
}

/// The first letters of each word of a text, folded.
fn beginnings(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.to_lowercase().chars().take(BEGINNING).collect())
}

/// Whether any entry has something in a part of its page.
fn has(draft: &Draft, part: PagePart) -> bool {
    let drugs = || draft.drugs.iter();
    match part {
        PagePart::Section(section) => draft.claims.iter().any(|claim| *claim.section == section),
        PagePart::Listing(Listing::Names) => !draft.drugs.is_empty(),
        PagePart::Listing(Listing::Targets) => drugs().any(|drug| !drug.targets.is_empty()),
        PagePart::Listing(Listing::Forms) => drugs().any(|drug| !drug.forms.is_empty()),
        PagePart::Listing(Listing::Approvals) => drugs().any(|drug| !drug.approvals.is_empty()),
        PagePart::Listing(Listing::Boxed) => {
            drugs().any(|drug| matches!(drug.boxed_warning, BoxedWarning::Present { .. }))
        }
        PagePart::Listing(Listing::Doses) => drugs().any(|drug| !drug.doses.is_empty()),
        PagePart::Listing(Listing::Results | Listing::Computed) => {
            draft.trials.iter().any(|trial| !trial.results.is_empty())
        }
    }
}
