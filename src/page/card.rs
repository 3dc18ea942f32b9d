//! The card of a drug: what is asked for most, each line in a few words that its author chose.
//!
//! Promises: every line has the numbers of its sources and leads to its full text. What no statement was chosen for is named,
//! and "not found in the sources read" is written only of a section that is empty. A drug without chosen statements has the doses of
//! its labels. A percentage is never shown without its comparator. Never cuts a line: one that is too long goes on below.

use super::card_line::{Bar, CardBlock};
use super::compose::{Composer, star};
use super::content::{Block, Shape, TOP};
use super::results::number_needed_to_treat_of;
use super::status::{boxed_label, label_of, no_approval};
use crate::knowledge::{
    BoxedWarning, CardLine, Claim, Decimal, Drug, Entry, Knowledge, LabelStatus, Located, Provenance, Region, Trial,
    TrialResult,
};
use crate::layout::{NO_BREAK, Role, Span};

/// The section of the card.
pub(super) const CARD: &str = "card";

/// The most statements on a line; the others are counted.
const MOST_OF_A_LINE: usize = 2;

/// What the card of a drug says.
#[derive(Debug)]
pub struct Card<'k> {
    /// The chosen statements, in the order of the lines.
    pub statements: Vec<CardStatement<'k>>,
    /// The lines for which no statement was chosen, although the page has some.
    pub unchosen: Vec<CardLine>,
    /// The lines for which nothing was found.
    pub missing: Vec<CardLine>,
}

/// A statement on a card.
#[derive(Debug)]
pub struct CardStatement<'k> {
    /// Its line.
    pub line: CardLine,
    /// Its words.
    pub text: String,
    /// Whose label or text it is from.
    pub region: Option<&'k Region>,
    /// The id of the statement, which is its name on the page.
    pub statement: &'k str,
    /// Where it comes from; `None` for a statement that cites nothing.
    pub provenance: Option<&'k Provenance>,
    /// The result of a line of effect.
    pub effect: Option<Effect<'k>>,
}

/// A result beside its comparator.
#[derive(Debug)]
pub struct Effect<'k> {
    /// The trial.
    pub trial: &'k Trial,
    /// The result.
    pub result: &'k TrialResult,
    /// The arms of the drug, then the comparator.
    pub arms: Vec<EffectArm<'k>>,
}

/// An arm of a result on a card.
#[derive(Debug)]
pub struct EffectArm<'k> {
    /// What people in it were given.
    pub name: &'k str,
    /// The percentage who had the outcome.
    pub percent: Decimal,
    /// The computed number needed to treat with the limits of its interval, least first, or why there is none; `None` for the comparator.
    pub needed: Option<Result<[u32; 3], &'static str>>,
}

/// The card of a drug.
pub fn card<'k>(knowledge: &'k Knowledge, drug: &'k Drug) -> Card<'k> {
    let mut statements: Vec<CardStatement<'k>> = chosen(knowledge, drug);
    if statements.is_empty() {
        statements.extend(drug.doses.iter().map(|dose| CardStatement {
            line: CardLine::Dose,
            text: format!("{}{} {}; {}", studied(&dose.status), dose.amount(), dose.frequency(), *dose.population),
            region: dose.status.region(),
            statement: &dose.id,
            provenance: Some(&dose.provenance),
            effect: None,
        }));
    }
    statements.sort_by_key(|statement| statement.line);
    let has = |line: CardLine| statements.iter().any(|statement| statement.line == line);
    let is_open = |line: &&CardLine| {
        let is_answered = has(**line) || (**line == CardLine::Effect && has(CardLine::Evidence));
        line.section().is_some() && !is_answered
    };
    let (unchosen, missing) =
        CardLine::ALL.iter().filter(is_open).partition(|line| on_the_page(knowledge, drug, **line));
    Card { statements, unchosen, missing }
}

/// The statements of a drug that were given a line, in the order of the files.
fn chosen<'k>(knowledge: &'k Knowledge, drug: &'k Drug) -> Vec<CardStatement<'k>> {
    let doses = drug.doses.iter().filter_map(|dose| {
        let brief = dose.brief.as_ref()?;
        Some(CardStatement {
            line: *brief.line,
            text: format!("{}{}", studied(&dose.status), *brief.text),
            region: dose.status.region(),
            statement: &dose.id,
            provenance: Some(&dose.provenance),
            effect: None,
        })
    });
    let claims = knowledge.claims_on(&drug.id).filter_map(|claim| {
        let brief = claim.brief.as_ref()?;
        Some(CardStatement {
            line: *brief.line,
            text: brief.text.to_string(),
            region: brief.region.as_deref(),
            statement: &claim.id,
            provenance: claim.provenance(),
            effect: None,
        })
    });
    let results =
        knowledge.trials_of(&drug.id).flat_map(|trial| trial.results.iter().map(move |result| (trial, result)));
    let results = results.filter_map(|(trial, result)| {
        let brief = result.brief.as_ref()?;
        let effect = effect(drug, trial, result)?;
        Some(CardStatement {
            line: *brief.line,
            text: format!("{}, {}, {}", *brief.text, *result.time, *trial.name),
            region: None,
            statement: &result.id,
            provenance: Some(&result.provenance),
            effect: Some(effect),
        })
    });
    doses.chain(claims).chain(results).collect()
}

/// What precedes a dose that no label covers.
fn studied(status: &LabelStatus) -> &'static str {
    match status {
        LabelStatus::Labelled(_) => "",
        LabelStatus::Studied => "Studied, no label: ",
    }
}

/// The arms of a drug in a result, and their comparator; `None` if the drug is in none of them.
fn effect<'k>(drug: &Drug, trial: &'k Trial, result: &'k TrialResult) -> Option<Effect<'k>> {
    let comparator = trial.comparator(result).expect("the check refuses an effect without one comparator");
    let active = result.rows.iter().filter(|row| {
        let is_of_drug = trial.arm(row).is_some_and(|arm| arm.drug.as_deref() == Some(&drug.id));
        is_of_drug && row.percent.is_some()
    });
    let mut arms: Vec<EffectArm<'k>> = active
        .map(|row| EffectArm {
            name: trial.arm_name(row),
            percent: **row.percent.as_ref().expect("rows without a percentage were left out"),
            needed: Some(number_needed_to_treat_of(trial, result, row, comparator)),
        })
        .collect();
    if arms.is_empty() {
        return None;
    }
    arms.push(EffectArm {
        name: trial.arm_name(comparator),
        percent: **comparator
            .percent
            .as_ref()
            .expect("the check refuses an effect without the comparator's percentage"),
        needed: None,
    });
    Some(Effect { trial, result, arms })
}

/// Whether the page answers in full what a line asks.
fn on_the_page(knowledge: &Knowledge, drug: &Drug, line: CardLine) -> bool {
    let has_claim = knowledge.claims_on(&drug.id).any(|claim| {
        // A clinic's note is no statement of the base.
        Some(*claim.section) == line.section() && claim.note().is_none()
    });
    has_claim
        || (line == CardLine::Dose && !drug.doses.is_empty())
        || (line == CardLine::Effect && knowledge.trials_of(&drug.id).any(|trial| !trial.results.is_empty()))
}

/// Writes the card at the head of a drug's page.
pub(super) fn push_card(composer: &mut Composer<'_>, drug: &Drug) {
    let knowledge = composer.knowledge;
    let card = card(knowledge, drug);
    composer.begin_section(CARD);
    boxed(composer, drug);
    status(composer, drug, &card);
    identity(composer, drug);
    for line in CardLine::ALL.iter().copied().filter(|line| *line != CardLine::Changed) {
        let of_line: Vec<&CardStatement<'_>> = card.statements.iter().filter(|one| one.line == line).collect();
        let most = if line == CardLine::Effect { 1 } else { MOST_OF_A_LINE };
        for (number, statement) in of_line.iter().take(most).enumerate() {
            let more = if number + 1 == most { of_line.len().saturating_sub(most) } else { 0 };
            push_statement(composer, statement, number, more);
        }
    }
    let terms = &knowledge.review().terms;
    let was_looked_for = |line: &&CardLine| line.section().is_none_or(|one| terms.was_looked_for(drug, one));
    let (looked_for, not_covered): (Vec<&CardLine>, Vec<&CardLine>) = card.missing.iter().partition(was_looked_for);
    for (words, lines) in [("Not found in the sources read", looked_for), ("Not covered in this base", not_covered)] {
        let labels: Vec<String> = lines.into_iter().map(|line| line.label().to_lowercase()).collect();
        open_lines(composer, Role::Missing, words, &labels);
    }
    let headings = card.unchosen.iter().filter_map(|line| Some(line.section()?.heading().to_owned()));
    open_lines(composer, Role::Faint, "Not on the card, see below", &headings.collect::<Vec<_>>());
    let is_of_drugs = drug.route.is_of_drugs();
    composer.heading(TOP, if is_of_drugs { "Approval, boxed warning and names" } else { "Names" });
}

/// The forms, and the drugs whose names look alike.
fn identity(composer: &mut Composer<'_>, drug: &Drug) {
    let mut text = forms(&drug.forms);
    let sentence_start = if text.is_empty() { String::new() } else { format!("{text}. ") };
    let mut names: Vec<String> = Vec::new();
    for near in &drug.near {
        let entry = composer.knowledge.entry(near).expect("a drug of a compiled base is near drugs of it");
        let name = if let Entry::Drug(other) = entry
            && *other.name == *drug.name
        {
            format!("{} {}", *other.name, other.route.says)
        } else {
            entry.title().to_owned()
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut spans = Vec::new();
    let mut sentence = vec![Span::prose(Role::Plain, &sentence_start)];
    if !names.is_empty() {
        let warning = Span::prose(Role::Label, &format!("Do not confuse with {}", names.join(", ")));
        if !text.is_empty() {
            text.push_str(". ");
        }
        sentence.extend([warning.clone(), Span::new(Role::Plain, ".")]);
        spans.push(Span::prose(Role::Plain, &text));
        spans.push(warning);
    } else if !text.is_empty() {
        spans.push(Span::prose(Role::Plain, &text));
    }
    if !spans.is_empty() {
        push(composer, "card-names", "names", spans, sentence, &[&drug.provenance]);
    }
}

/// Dosage forms; words that one has in common with the form before it are written once: `tablet 1 mg, 2 mg`.
fn forms(forms: &[Located<String>]) -> String {
    let mut before: Vec<&str> = Vec::new();
    let mut parts = Vec::new();
    for form in forms {
        let words: Vec<&str> = form.split(' ').collect();
        let kind = words.iter().take_while(|word| !word.starts_with(|c: char| c.is_ascii_digit())).count();
        let is_alike = !before.is_empty() && kind < words.len() && before == words[..kind];
        parts.push(if is_alike { words[kind..].join(" ") } else { form.to_string() });
        before = words[..kind].to_vec();
    }
    parts.join(", ")
}

/// Where it is approved, whether its label has changed, and whether something on the page no longer holds.
fn status(composer: &mut Composer<'_>, drug: &Drug, card: &Card<'_>) {
    let knowledge = composer.knowledge;
    // The first is the one whose day the page gives at its top; the others have their own lines.
    let mut provenances: Vec<&Provenance> =
        drug.approvals.iter().map(|approval| &approval.provenance).take(1).collect();
    // Each region with the mark of what was read second-hand alone.
    let mut regions: Vec<(&Region, &str)> = Vec::new();
    for approval in &drug.approvals {
        let mark = star(&approval.provenance);
        match regions.iter_mut().find(|(region, _mark)| *region == &*approval.region) {
            Some((_region, known)) if mark.is_empty() => *known = "",
            Some(_) => {}
            None => regions.push((&approval.region, mark)),
        }
    }
    if regions.is_empty() && !drug.route.is_of_drugs() {
        return;
    }
    let (mut spans, mut sentence) = if regions.is_empty() {
        let text = format!("No {}", no_approval(knowledge, drug));
        (vec![Span::prose(Role::Missing, &text)], vec![Span::prose(Role::Missing, &text)])
    } else {
        let codes: Vec<String> = regions.iter().map(|(region, mark)| format!("{}{mark}", region.short)).collect();
        let words: Vec<String> = regions.iter().map(|(region, mark)| format!("{region}{mark}")).collect();
        let badge = Span::new(Role::Approved, "APPROVED");
        (
            vec![badge.clone(), Span::new(Role::Plain, format!(" {}", codes.join(" ")))],
            vec![badge, Span::prose(Role::Plain, &format!(" in: {}", words.join(", ")))],
        )
    };
    let mut full_text = drug.anchored_approvals().next().map_or("status".to_owned(), |(anchor, _approval)| anchor);
    for change in card.statements.iter().filter(|statement| statement.line == CardLine::Changed) {
        let claim = knowledge.claim(change.statement).expect("the check allows this line on a claim only");
        let text = changed(claim, change);
        let badge = Span::new(Role::Warning, "LABEL\u{A0}CHANGED");
        for spans in [&mut spans, &mut sentence] {
            spans.push(Span::new(Role::Plain, "; "));
            spans.push(badge.clone());
            spans.push(Span::prose(Role::Plain, &format!(" {text}")));
        }
        provenances.extend(change.provenance);
        change.statement.clone_into(&mut full_text);
    }
    let superseded = knowledge.claims_on(&drug.id).filter(|claim| claim.superseded.is_some()).count();
    if superseded > 0 {
        for spans in [&mut spans, &mut sentence] {
            spans.push(Span::new(Role::Plain, "; "));
            spans.push(Span::new(Role::Superseded, format!("{superseded}{NO_BREAK}SUPERSEDED")));
        }
    }
    sentence.push(Span::new(Role::Plain, "."));
    push(composer, "card-approved", &full_text, spans, sentence, &provenances);
}

/// When a label changed, and what of it.
fn changed(claim: &Claim, statement: &CardStatement<'_>) -> String {
    let region = statement.region.map_or(String::new(), |region| format!(" ({region})"));
    match &claim.dated {
        Some(dated) => format!("{}, {}{region}", dated.strftime("%B %Y"), statement.text),
        None => format!("{}{region}", statement.text),
    }
}

fn boxed(composer: &mut Composer<'_>, drug: &Drug) {
    let (spans, provenance) = match &drug.boxed_warning {
        BoxedWarning::Present { region, product, items, brief, provenance, .. } => {
            let items = brief.as_ref().map_or_else(|| items.join(", "), ToString::to_string);
            let product = product.as_ref().map_or(String::new(), |product| format!(", {}", **product));
            let text = format!(" ({}{product}) {items}", **region);
            (vec![boxed_label(), Span::prose(Role::Plain, &text)], Some(provenance))
        }
        BoxedWarning::Absent { region, product, provenance, .. } => {
            let text = format!("No boxed warning in the {}", label_of(region, product));
            (vec![Span::prose(Role::Plain, &text)], Some(provenance))
        }
        BoxedWarning::Unknown { .. } => {
            (vec![Span::prose(Role::Missing, "Boxed warning: not found in the sources read")], None)
        }
        BoxedWarning::NotApplicable => return,
    };
    let sentence = spans.iter().cloned().chain([Span::new(Role::Plain, ".")]).collect();
    push(composer, "card-boxed", "boxed", spans, sentence, provenance.as_slice());
}

/// A line that takes the whole width.
fn push(
    composer: &mut Composer<'_>,
    anchor: &str,
    full_text: &str,
    spans: Vec<Span>,
    mut sentence: Vec<Span>,
    provenances: &[&Provenance],
) {
    let item = composer.item_resting_on(anchor, provenances);
    composer.set_full_text(item, full_text);
    let right = composer.numbers_of(item, provenances);
    sentence.extend(bracketed(&right));
    let block = CardBlock { label: "", goes_on: false, right, bars: Vec::new(), sentence };
    composer.push(Block::new(Shape::Card(block), spans).of_item(item));
}

/// The numbers of sources as they are in a sentence.
fn bracketed(numbers: &[Span]) -> Option<Span> {
    let [number] = numbers else { return None };
    Some(Span::new(number.role, format!("{NO_BREAK}[{}]", number.text)))
}

fn push_statement(composer: &mut Composer<'_>, statement: &CardStatement<'_>, number: usize, more: usize) {
    let CardStatement { line, text, region, statement: id, provenance, effect } = statement;
    let anchor = if number == 0 { format!("card-{line}") } else { format!("card-{line}-{}", number + 1) };
    let item = composer.item_resting_on(&anchor, provenance.as_slice());
    composer.set_full_text(item, id);
    let numbers = composer.numbers_of(item, provenance.as_slice());
    let mut right: Vec<Span> =
        region.iter().map(|region| Span::new(Role::Faint, format!("{} ", region.short))).collect();
    right.extend(numbers.iter().cloned());
    let bars: Vec<Bar> = effect.iter().flat_map(|effect| &effect.arms).map(bar).collect();
    let of_region = region.map_or(String::new(), |region| format!(" ({region})"));
    let figures = effect.as_ref().map_or(String::new(), effect_in_words);
    let mut spans = vec![Span::prose(Role::Plain, text)];
    let mut sentence = vec![
        Span::new(Role::Label, format!("{}: ", line.label())),
        Span::prose(Role::Plain, &format!("{text}{of_region}{figures}")),
    ];
    if more > 0 {
        let note = Span::prose(Role::Faint, &format!("; {more} more below"));
        spans.push(note.clone());
        sentence.push(note);
    }
    sentence.push(Span::new(Role::Plain, "."));
    sentence.extend(bracketed(&numbers));
    let block = CardBlock { label: line.label(), goes_on: number > 0, right, bars, sentence };
    composer.push(Block::new(Shape::Card(block), spans).of_item(item));
}

/// An arm as a bar.
fn bar(arm: &EffectArm<'_>) -> Bar {
    let note = match arm.needed {
        None => String::new(),
        Some(Ok([best, middle, worst])) => format!("NNT {middle} ({best} to {worst}), computed"),
        Some(Err(why)) => format!("no NNT: {why}"),
    };
    Bar { label: arm.name.to_owned(), percent: arm.percent, note }
}

/// The arms of a result in a sentence, after whom they were.
fn effect_in_words(effect: &Effect<'_>) -> String {
    let arm = |arm: &EffectArm<'_>| {
        let needed = match arm.needed {
            None => String::new(),
            Some(Ok([best, middle, worst])) => {
                format!(" (number needed to treat {middle}, {best} to {worst}, computed)")
            }
            Some(Err(why)) => format!(" (no number needed to treat: {why})"),
        };
        format!("{} {}%{needed}", arm.name, arm.percent)
    };
    let arms: Vec<String> = effect.arms.iter().map(arm).collect();
    format!(" ({}): {}", *effect.trial.population, arms.join("; "))
}

/// The lines without a statement, in one line.
fn open_lines(composer: &mut Composer<'_>, role: Role, what: &str, words: &[String]) {
    if words.is_empty() {
        return;
    }
    let text = Span::prose(role, &format!("{what}: {}.", words.join(", ")));
    let block =
        CardBlock { label: "", goes_on: false, right: Vec::new(), bars: Vec::new(), sentence: vec![text.clone()] };
    composer.push(Block::new(Shape::Card(block), vec![text]));
}
