//! Drugs side by side.
//!
//! Promises: an empty cell says that nothing was found; figures of different trials are shown with the sentence that
//! they are no comparison of effect, and where no trial of the base has arms of both drugs the page says so. Names that
//! look alike come first, with the letters set off in which they differ.

use super::card::{Card, CardStatement, card};
use super::compose::{Composer, Detail, star};
use super::content::{Block, Page};
use super::drug::dose_sentence;
use super::look_alike::{bracket_differences, look_alikes};
use super::results::{outcome, push_forests};
use super::short::{approved_in, boxed_mark, labelled_dose, youngest};
use super::status::{boxed_items, label_of, no_approval};
use crate::knowledge::{
    Approval, BoxedWarning, CardLine, Claim, Drug, Knowledge, Provenance, Section, Trial, Vocabulary, capitalised,
};
use crate::layout::{Columns, Role, Span, Table};

/// A page with a table for each row of the comparison, the drugs as columns.
pub fn comparison<'k>(knowledge: &'k Knowledge, drugs: &[&'k Drug], detail: Detail) -> Page {
    let names: Vec<String> = drugs.iter().map(|drug| column_name(drug)).collect();
    let title = names.join(" / ");
    let mut composer = Composer::new(knowledge, None, title, detail);
    composer.paragraph(Role::Label, "Figures from different trials, side by side, are no comparison of effect.");
    head_to_head_trials(&mut composer, drugs);
    names_that_look_alike(&mut composer, drugs);
    for row in ROWS {
        let verb = capitalised(&knowledge.review().terms.verb);
        composer.heading(row.word, if row.word == TARGETS { &verb } else { row.heading });
        let cell = |composer: &mut Composer<'_>, drug: &Drug| {
            let statements = (row.cell)(composer, drug);
            let section = Section::from_word(row.word).filter(|section| section.is_expected_on_drugs());
            let looked_for = section.is_none_or(|section| knowledge.review().terms.was_looked_for(drug, section));
            match (statements.is_empty(), looked_for) {
                (false, _) => statements,
                (true, true) => vec![nothing_found()],
                (true, false) => vec![missing("not covered in this base")],
            }
        };
        let (item, cells) = composer.item_on_marks(row.word, |composer| {
            drugs.iter().map(|drug| cell(composer, drug)).collect::<Vec<Vec<Statement>>>()
        });
        let table = Table { head: names.clone(), rows: side_by_side(&cells), columns: Columns::Equal };
        composer.push(Block::table(table).of_item(item));
        if row.word == "efficacy" {
            push_forests(&mut composer, drugs);
        }
    }
    composer.finish()
}

/// The trials of the base that have arms of both drugs.
pub fn head_to_head<'k>(knowledge: &'k Knowledge, a: &Drug, b: &Drug) -> Vec<&'k Trial> {
    let has = |trial: &Trial, drug: &Drug| trial.arms.iter().any(|arm| arm.drug.as_deref() == Some(&drug.id));
    knowledge.trials().filter(|trial| has(trial, a) && has(trial, b)).collect()
}

/// Which of the drugs were compared with each other in one trial, and which were not.
fn head_to_head_trials(composer: &mut Composer<'_>, drugs: &[&Drug]) {
    let mut apart: Vec<String> = Vec::new();
    for (number, a) in drugs.iter().enumerate() {
        for b in &drugs[number + 1..] {
            let pair = format!("{} and {}", column_name(a), column_name(b));
            let trials = head_to_head(composer.knowledge, a, b);
            if trials.is_empty() {
                apart.push(pair);
                continue;
            }
            for trial in trials {
                let spans = vec![
                    Span::prose(Role::Label, &format!("Head-to-head, {pair}: ")),
                    Span::new(Role::Link, trial.name.as_str()),
                    Span::new(Role::Faint, format!(" ({})", trial.id)),
                ];
                composer.link(&trial.id.to_string(), Block::bullet(spans), trial.id.clone());
            }
        }
    }
    if !apart.is_empty() {
        let all = drugs.len() * drugs.len().saturating_sub(1) / 2;
        let text = match apart.len() {
            pairs if pairs < all => format!("No head-to-head trial found in the sources read: {}.", apart.join("; ")),
            1 => "No head-to-head trial of these two found in the sources read.".to_owned(),
            _ => "No head-to-head trial of any two of these found in the sources read.".to_owned(),
        };
        composer.paragraph(Role::Missing, &text);
    }
}

fn names_that_look_alike(composer: &mut Composer<'_>, drugs: &[&Drug]) {
    for (first, second) in look_alikes(drugs) {
        let (a, b) = (drugs[first], drugs[second]);
        let [name_of_a, name_of_b] = bracket_differences(&a.name, &b.name);
        let mut spans = vec![Span::new(Role::Label, "Do not\u{A0}confuse ")];
        spans.extend(name_of_a);
        spans.push(Span::new(Role::Plain, format!(" ({}) with ", a.id.group())));
        spans.extend(name_of_b);
        let differs =
            if *a.name == *b.name { "one name, two routes" } else { "the letters that differ are in brackets" };
        spans.push(Span::new(Role::Plain, format!(" ({}): {differs}.", b.id.group())));
        composer.push(Block::paragraph(spans));
    }
}

/// One statement about a drug, with its marks.
type Statement = Vec<Span>;

/// Precedes each statement of a cell that has several.
pub const BULLET: &str = "•\u{A0}";

/// The statements of each drug below each other: a row of the table has the next statement of each drug that has one.
fn side_by_side(cells: &[Vec<Statement>]) -> Vec<Vec<Statement>> {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let statement = |cell: &Vec<Statement>, number: usize| match cell.get(number) {
        Some(statement) if height > 1 => {
            std::iter::once(Span::new(Role::Plain, BULLET)).chain(statement.iter().cloned()).collect()
        }
        Some(statement) => statement.clone(),
        None => Statement::new(),
    };
    (0..height).map(|number| cells.iter().map(|cell| statement(cell, number)).collect()).collect()
}

fn missing(text: &str) -> Statement {
    vec![Span::prose(Role::Missing, text)]
}

fn nothing_found() -> Statement {
    missing("not found in the sources read")
}

fn column_name(drug: &Drug) -> String {
    format!("{} ({})", *drug.name, drug.id.group())
}

type Cell = fn(&mut Composer<'_>, &Drug) -> Vec<Statement>;

struct Row {
    word: &'static str,
    heading: &'static str,
    /// The heading in at most twelve letters.
    label: &'static str,
    cell: Cell,
    /// The cell in a few words; `None` if nothing was found.
    brief: fn(&Knowledge, &Drug) -> Option<String>,
}

impl Row {
    /// A row of statements from one section, which a brief cell counts.
    const fn claims(word: &'static str, heading: &'static str, label: &'static str, cell: Cell) -> Self {
        Self { word, heading, label, cell, brief: |_, _| None }
    }
}

/// The row whose heading is the verb of the base.
const TARGETS: &str = "targets";

const ROWS: &[Row] = &[
    Row { word: TARGETS, heading: "Targets", label: "Targets", cell: targets, brief: brief_targets },
    Row { word: "status", heading: "Approval by region", label: "Approved", cell: approval, brief: brief_approval },
    Row {
        word: "population",
        heading: "For whom it is approved",
        label: "For whom",
        cell: population,
        brief: |_, drug| {
            youngest(drug).map(|age| if age.starts_with(char::is_numeric) { format!("from {age} years") } else { age })
        },
    },
    Row { word: "boxed", heading: "Boxed warning", label: "Boxed", cell: boxed_warning, brief: brief_boxed_warning },
    Row { word: "dose", heading: "Dose", label: "Dose", cell: doses, brief: brief_doses },
    Row::claims("before", "Before starting", "Before", |c, d| claims(c, d, Section::Before)),
    Row::claims("monitoring", "Monitoring and when to interrupt", "Monitoring", |c, d| {
        claims(c, d, Section::Monitoring)
    }),
    Row::claims("contraindications", "Contraindications and warnings", "Warnings", |c, d| {
        claims(c, d, Section::Contraindications)
    }),
    Row::claims("interactions", "Interactions", "Interactions", |c, d| claims(c, d, Section::Interactions)),
    Row::claims("populations", "Renal, hepatic, age", "Renal, age", |c, d| claims(c, d, Section::Populations)),
    Row::claims("pregnancy", "Pregnancy and breastfeeding", "Pregnancy", |c, d| claims(c, d, Section::Pregnancy)),
    Row {
        word: "efficacy",
        heading: "Main results with comparator",
        label: "Results",
        cell: results,
        brief: brief_results,
    },
    Row::claims("adverse", "Adverse effects", "Adverse", |c, d| claims(c, d, Section::Adverse)),
    Row::claims("stopping", "Stopping and relapse", "Stopping", |c, d| claims(c, d, Section::Stopping)),
];

/// A row of a comparison in brief, with a cell for each drug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefRow {
    /// The anchor of the row on the page of the comparison.
    pub word: &'static str,
    /// The heading in at most twelve letters.
    pub label: String,
    /// What each drug's cell says in a few words; `None` if nothing was found.
    pub cells: Vec<Option<BriefCell>>,
}

/// A cell of a comparison in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BriefCell {
    /// Words that may be cut.
    Words(String),
    /// A dose, which is never cut.
    Dose(String),
    /// What an author chose for the card, and how many statements there are in all.
    Chosen(String, String),
}

/// The rows of a comparison in brief. What does not fit a few words is counted: the page of the comparison has it in full.
pub fn brief_comparison(knowledge: &Knowledge, drugs: &[&Drug]) -> Vec<BriefRow> {
    let cards: Vec<Card<'_>> = drugs.iter().map(|drug| card(knowledge, drug)).collect();
    let cell = |row: &Row, drug: &Drug, card: &Card<'_>| match (row.brief)(knowledge, drug) {
        Some(dose) if row.word == "dose" => Some(BriefCell::Dose(dose)),
        Some(words) => Some(BriefCell::Words(words)),
        None => counted_claims(knowledge, drug, card, row.word),
    };
    let brief = |row: &Row| {
        let cells = drugs.iter().zip(&cards).map(|(drug, card)| cell(row, drug, card)).collect();
        let verb = (row.word == TARGETS).then(|| capitalised(&knowledge.review().terms.verb));
        BriefRow { word: row.word, label: verb.unwrap_or_else(|| row.label.to_owned()), cells }
    };
    ROWS.iter().map(brief).collect()
}

/// One drug's cell in full, with its sources; `None` if there is no such row.
pub fn comparison_cell(knowledge: &Knowledge, drug: &Drug, word: &str) -> Option<Page> {
    let row = ROWS.iter().find(|row| row.word == word)?;
    let page = comparison(knowledge, &[drug], Detail::Number);
    let title = format!("{}: {}", column_name(drug), row.heading);
    // The plots of the results have a heading of their own.
    let sections: &[&str] = if word == "efficacy" { &["efficacy", "forest"] } else { &[row.word] };
    Some(Page { title, ..page.sections(sections)? })
}

/// The statements of a section: what an author chose of them for the card, if all of them hold and are the base's own; or else how many
/// there are.
fn counted_claims(knowledge: &Knowledge, drug: &Drug, card: &Card<'_>, word: &str) -> Option<BriefCell> {
    let claims: Vec<&Claim> = knowledge.claims_on(&drug.id).filter(|claim| claim.section.word() == word).collect();
    let count = |text: &str, of: usize| (of > 0).then(|| format!("{of} {text}"));
    let statements = if claims.len() == 1 { "statement" } else { "statements" };
    let superseded = claims.iter().filter(|claim| claim.superseded.is_some()).count();
    let notes = claims.iter().filter(|claim| claim.note().is_some()).count();
    let parts = [count(statements, claims.len()), count("SUPERSEDED", superseded), count("LOCAL", notes)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let count = parts.join(", ");
    let is_of_section = |line: CardLine| line.section().is_some_and(|section| section.word() == word);
    let chosen = card.statements.iter().find(|statement| is_of_section(statement.line));
    Some(match chosen.filter(|_| superseded + notes == 0) {
        Some(CardStatement { region, text, provenance, .. }) => {
            let region = region.map_or(String::new(), |region| format!("{} ", region.short));
            BriefCell::Chosen(format!("{region}{text}{}", provenance.map_or("", star)), count)
        }
        None => BriefCell::Words(count),
    })
}

fn brief_targets(_knowledge: &Knowledge, drug: &Drug) -> Option<String> {
    (!drug.targets.is_empty()).then(|| drug.targets.join(", "))
}

fn brief_approval(knowledge: &Knowledge, drug: &Drug) -> Option<String> {
    let regions: Vec<String> = knowledge
        .review()
        .terms
        .regions
        .iter()
        .filter_map(|region| {
            let star = if approved_in(drug, region)? { "" } else { "*" };
            Some(format!("{}{star}", region.short))
        })
        .collect();
    (!regions.is_empty()).then(|| regions.join(" "))
}

fn brief_boxed_warning(_knowledge: &Knowledge, drug: &Drug) -> Option<String> {
    match &drug.boxed_warning {
        BoxedWarning::Present { region, items, .. } => {
            let number = items.len();
            Some(format!(
                "{} {}, {number} {}",
                boxed_mark(drug),
                region.short,
                if number == 1 { "item" } else { "items" }
            ))
        }
        BoxedWarning::Absent { region, .. } => Some(format!("none, {} label", region.short)),
        BoxedWarning::Unknown { .. } | BoxedWarning::NotApplicable => None,
    }
}

fn brief_doses(_knowledge: &Knowledge, drug: &Drug) -> Option<String> {
    labelled_dose(drug).or_else(|| (!drug.doses.is_empty()).then(|| "studied, no label".to_owned()))
}

fn brief_results(knowledge: &Knowledge, drug: &Drug) -> Option<String> {
    let number = knowledge.trials_of(&drug.id).flat_map(Trial::principal_results).count();
    (number > 0).then(|| format!("{number} {}", if number == 1 { "result" } else { "results" }))
}

fn targets(composer: &mut Composer<'_>, drug: &Drug) -> Vec<Statement> {
    if drug.targets.is_empty() {
        return Vec::new();
    }
    vec![marked(composer, vec![Span::prose(Role::Plain, &drug.targets.join(", "))], &drug.provenance)]
}

fn approval(composer: &mut Composer<'_>, drug: &Drug) -> Vec<Statement> {
    if drug.approvals.is_empty() {
        return vec![missing(&format!("no {}", no_approval(composer.knowledge, drug)))];
    }
    let statement = |approval: &Approval| {
        let since = approval.since().unwrap_or_else(|| "date not known".to_owned());
        let text = format!("{}, {since}", *approval.region);
        marked(composer, vec![Span::prose(Role::Plain, &text)], &approval.provenance)
    };
    drug.approvals.iter().map(statement).collect()
}

/// For whom, regions that approved it for one population together.
fn population(composer: &mut Composer<'_>, drug: &Drug) -> Vec<Statement> {
    let mut groups: Vec<(&str, Vec<&Approval>)> = Vec::new();
    for approval in &drug.approvals {
        let population = approval.population.as_str();
        match groups.iter_mut().find(|(known, _)| *known == population) {
            Some((_, approvals)) => approvals.push(approval),
            None => groups.push((population, vec![approval])),
        }
    }
    let mut statement = |(population, approvals): (&str, Vec<&Approval>)| {
        let regions: Vec<&str> = approvals.iter().map(|approval| approval.region.id.as_str()).collect();
        let mut spans = vec![Span::prose(Role::Plain, &format!("{}: {population}", regions.join(", ")))];
        let provenances: Vec<&Provenance> = approvals.iter().map(|approval| &approval.provenance).collect();
        spans.extend(composer.marks_of(&provenances));
        spans
    };
    groups.into_iter().map(&mut statement).collect()
}

fn boxed_warning(composer: &mut Composer<'_>, drug: &Drug) -> Vec<Statement> {
    let (spans, provenance) = match &drug.boxed_warning {
        BoxedWarning::Present { region, product, items, provenance, .. } => {
            (boxed_items(region, product, items), provenance)
        }
        BoxedWarning::Absent { region, product, provenance, .. } => {
            let text = format!("none in the {}", label_of(region, product));
            (vec![Span::prose(Role::Plain, &text)], provenance)
        }
        BoxedWarning::Unknown { .. } => return Vec::new(),
        BoxedWarning::NotApplicable => return vec![missing("no drug, and no label")],
    };
    vec![marked(composer, spans, provenance)]
}

fn doses(composer: &mut Composer<'_>, drug: &Drug) -> Vec<Statement> {
    drug.doses.iter().map(|dose| marked(composer, dose_sentence(drug, dose), &dose.provenance)).collect()
}

fn results(composer: &mut Composer<'_>, drug: &Drug) -> Vec<Statement> {
    let mut statements = Vec::new();
    for trial in composer.knowledge.trials_of(&drug.id) {
        for result in trial.principal_results() {
            let mut spans = vec![Span::new(Role::Label, format!("{}: ", *trial.name))];
            spans.extend(outcome(trial, result));
            statements.push(marked(composer, spans, &result.provenance));
        }
    }
    statements
}

fn claims(composer: &mut Composer<'_>, drug: &Drug, section: Section) -> Vec<Statement> {
    let claims = composer.claims(&drug.id, section);
    // A clinic's notes are no statements of the base: before them the cell still says that nothing was found.
    let notes_alone = !claims.is_empty() && claims.iter().all(|claim| claim.note().is_some());
    let texts = claims.into_iter().map(|claim| composer.claim_text(claim));
    notes_alone.then(nothing_found).into_iter().chain(texts).collect()
}

fn marked(composer: &mut Composer<'_>, mut spans: Vec<Span>, provenance: &Provenance) -> Statement {
    spans.push(composer.mark(provenance));
    spans
}
