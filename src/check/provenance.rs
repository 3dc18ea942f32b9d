//! Where things come from: cited works, identifiers, dates.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::knowledge::{BoxedWarning, Code, Diagnostic, Draft, Located, Origin, Place, Review, provenances};

pub(super) fn check(draft: &Draft) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    uncited(draft, &mut faults);
    review_claims(draft, &mut faults);
    later_than_the_base(draft, &mut faults);
    faults
}

fn uncited(draft: &Draft, faults: &mut Vec<Diagnostic>) {
    let mut cited: HashSet<&str> = provenances(draft)
        .flat_map(|provenance| &provenance.cites)
        .map(|citation| citation.reference.as_str())
        .collect();
    cited.extend(draft.review.iter().map(|review| review.reference.as_str()));
    for reference in &draft.references {
        // The review's own references are shown as its list, cited or not.
        if !cited.contains(reference.id.name()) && reference.in_review.is_none() {
            let message = format!("nobody cites `{}`", reference.id);
            faults.push(Diagnostic::new(Code::P001, reference.title.place(), message).help("cite it, or remove it"));
        }
    }
}

fn review_claims(draft: &Draft, faults: &mut Vec<Diagnostic>) {
    let Some(review) = &draft.review else { return };
    if !draft.references.iter().any(|reference| reference.id.name() == *review.reference) {
        // The name of the review is what is wrong, and has been reported.
        return;
    }
    for claim in draft.claims.iter().filter(|claim| *claim.origin == Origin::Review) {
        for citation in &claim.provenance.cites {
            if *citation.reference != *review.reference {
                let message =
                    format!("`{}` is said to be the review's, and cites `{}`", *claim.id, *citation.reference);
                faults.push(
                    Diagnostic::new(Code::P002, citation.reference.place(), message)
                        .beside(claim.origin.place(), "the origin")
                        .help(format!("cite `{}` alone, or write origin = \"update\"", *review.reference)),
                );
            }
        }
    }
}

fn later_than_the_base(draft: &Draft, faults: &mut Vec<Diagnostic>) {
    let Some(review) = &draft.review else { return };
    for reference in &draft.references {
        if let Some(year) = reference.year.as_ref().filter(|year| ***year > review.as_of.year().unsigned_abs().into()) {
            faults.push(later(year.place(), &year.to_string(), review));
        }
    }
    for date in dates(draft) {
        if **date > *review.as_of {
            faults.push(later(date.place(), &date.to_string(), review));
        }
    }
}

fn later(place: Place, what: &str, review: &Review) -> Diagnostic {
    let message = format!("{what} is later than the date of the base, {}", *review.as_of);
    Diagnostic::new(Code::P004, place, message)
        .beside(review.as_of.place(), "the date of the base")
        .help("correct the date, or move the date of the base")
}

/// Every date of a base that cannot lie in its future.
fn dates(draft: &Draft) -> Vec<&Located<Date>> {
    let mut dates = Vec::new();
    for claim in &draft.claims {
        dates.extend(&claim.dated);
        dates.extend(&claim.checked);
        dates.extend(claim.superseded.iter().map(|superseded| &superseded.on));
    }
    for drug in &draft.drugs {
        for approval in &drug.approvals {
            dates.extend(&approval.on);
            dates.push(&approval.checked);
        }
        dates.extend(drug.marketing.iter().filter_map(|marketing| marketing.on.as_ref()));
        match &drug.boxed_warning {
            BoxedWarning::Present { checked, .. } | BoxedWarning::Absent { checked, .. } => {
                dates.push(checked);
            }
            BoxedWarning::Unknown => {}
        }
    }
    for reference in &draft.references {
        dates.extend(&reference.published);
        dates.extend(&reference.read);
        dates.extend(reference.status.iter().map(|(_status, checked)| checked));
    }
    dates
}
