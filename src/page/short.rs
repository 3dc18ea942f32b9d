//! What a drug's entry says in a few letters: for lists, the page of approvals and the comparison.
//!
//! Promises: a dose is never cut and never without the region of its label; what is second-hand keeps its star; an age is given only
//! where a population names one. Never concludes anything: what is missing here may be on the page.

use crate::knowledge::{Approval, BoxedWarning, Dose, Drug, Provenance, Region};

use super::compose::star;

/// Whether a drug is approved in a region: `Some(true)` if a source was read that says so, `Some(false)` if only a second-hand one was.
pub fn approved_in(drug: &Drug, region: &Region) -> Option<bool> {
    let mut there = drug.approvals.iter().filter(|approval| *approval.region == *region).peekable();
    there.peek()?;
    Some(there.any(|approval| !approval.provenance.basis.is_second_hand()))
}

/// The youngest that an approval names: `12` where a population is "from 12 years", else the word that it begins with if that is an
/// age group. `None` where no population names an age.
pub fn youngest(drug: &Drug) -> Option<String> {
    let aged = |approval: &Approval| Some((years(&approval.population)?, star(&approval.provenance)));
    // Of one age the first-hand approval comes first: its star is empty.
    if let Some((age, star)) = drug.approvals.iter().filter_map(aged).min() {
        return Some(format!("{age}{star}"));
    }
    let is_of = |approval: &&Approval| approval.population.split(' ').next() == Some(ADULTS);
    let adults = drug.approvals.iter().filter(is_of).map(|approval| star(&approval.provenance)).min()?;
    Some(format!("{ADULTS}{adults}"))
}

const ADULTS: &str = "adults";

/// The age in "from 12 years" or "aged 12 to 65 years".
fn years(population: &str) -> Option<u32> {
    let words: Vec<&str> = population.split(' ').collect();
    let is_of_years = |rest: &[&str]| match rest {
        [unit, ..] if unit.starts_with("years") => true,
        ["to", _limit, unit, ..] => unit.starts_with("years"),
        _ => false,
    };
    words.windows(2).enumerate().find_map(|(number, pair)| {
        let [before, age] = pair else { return None };
        let age = age.parse().ok()?;
        (matches!(*before, "from" | "aged") && is_of_years(&words[number + 2..])).then_some(age)
    })
}

/// The boxed warning as a mark: `!!` present, `-` none in the label, `?` not known.
pub fn boxed_mark(drug: &Drug) -> String {
    let (mark, provenance): (&str, Option<&Provenance>) = match &drug.boxed_warning {
        BoxedWarning::Present { provenance, .. } => ("!!", Some(provenance)),
        BoxedWarning::Absent { provenance, .. } => ("-", Some(provenance)),
        BoxedWarning::Unknown { .. } => ("?", None),
        BoxedWarning::NotApplicable => ("", None),
    };
    format!("{mark}{}", provenance.map_or("", star))
}

/// The first dose that a label covers, with the region of the label, and a plus sign if there are more: `US 8 mg twice daily+`.
pub fn labelled_dose(drug: &Drug) -> Option<String> {
    let mut labelled = drug.doses.iter().filter(|dose| dose.status.region().is_some());
    let first: &Dose = labelled.next()?;
    let region = first.status.region().map_or("", |region| region.short.as_str());
    let more = if labelled.next().is_some() { "+" } else { "" };
    Some(format!("{region} {} {}{}{more}", first.amount(), first.frequency(), star(&first.provenance)))
}

#[cfg(test)]
mod tests {
    use super::years;

    #[test]
    fn an_age_is_read_only_where_it_is_one() {
        for (population, age) in [
            ("people from 12 years with it", Some(12)),
            ("adults and others from 6 years", Some(6)),
            ("aged 12 to 65 years, most of it", Some(12)),
            ("adults (in 2023)", None),
            ("from 12 people", None),
            ("adults with a score of 50 or more", None),
        ] {
            assert_eq!(years(population), age, "{population}");
        }
    }
}
