//! Whether the dates of a base fit each other.

use jiff::civil::Date;

use crate::knowledge::{
    BoxedWarning, Code, Diagnostic, Draft, Findings, Located, Review, SourceSpan, successors_by_id,
};

/// How many years before the date of the base a check may be: as many as pass before the program says to check the label.
const YEARS_UNTIL_CHECKED_AGAIN: i8 = 1;

pub(super) fn check(draft: &Draft, findings: &mut Findings) {
    if let Some(review) = &draft.review {
        later_than_the_base(draft, review, findings);
        checked_long_ago(draft, review, findings);
    }
    superseded_by_something_earlier(draft, findings);
    absence_without_a_date(draft, findings);
}

fn later_than_the_base(draft: &Draft, review: &Review, findings: &mut Findings) {
    for reference in &draft.references {
        if let Some(year) = reference.year.as_ref().filter(|year| ***year > review.as_of.year().unsigned_abs().into()) {
            findings.push(later(year.span(), &year.to_string(), review));
        }
    }
    for date in happened(draft).into_iter().chain(last_checked(draft)) {
        if *date > *review.as_of {
            findings.push(later(date.span(), &date.to_string(), review));
        }
    }
}

fn later(place: SourceSpan, what: &str, review: &Review) -> Diagnostic {
    let message = format!("{what} is later than the date of the base, {}", *review.as_of);
    Diagnostic::new(Code::P004, place, message)
        .secondary_label(review.as_of.span(), "the date of the base")
        .help("correct the date, or move the date of the base")
}

fn checked_long_ago(draft: &Draft, review: &Review, findings: &mut Findings) {
    let limit = review.as_of.saturating_sub(jiff::Span::new().years(YEARS_UNTIL_CHECKED_AGAIN));
    for date in last_checked(draft).into_iter().filter(|date| **date < limit) {
        let message = format!("this was last checked on {}, more than a year before the date of the base", *date);
        findings.push(
            Diagnostic::new(Code::P008, date.span(), message)
                .secondary_label(review.as_of.span(), "the date of the base")
                .help("check it again and write the date, or supersede what no longer holds"),
        );
    }
}

fn superseded_by_something_earlier(draft: &Draft, findings: &mut Findings) {
    let by_id = successors_by_id(draft);
    for claim in &draft.claims {
        let Some(superseded) = &claim.superseded else { continue };
        let successor = by_id.get(superseded.by.as_str()).and_then(|successor| successor.dated.as_ref());
        if let Some(dated) = &claim.dated
            && *superseded.on < **dated
        {
            let message = format!("this was superseded on {}, before its own date, {}", *superseded.on, **dated);
            findings.push(earlier(superseded.on.span(), message, dated));
            // Which of the two days is wrong is not known, and the successor may fit the other.
            continue;
        }
        for earlier_than in [claim.dated.as_ref(), Some(&superseded.on)].into_iter().flatten() {
            if let Some(dated) = successor.filter(|dated| ***dated < **earlier_than) {
                let message =
                    format!("the claim that supersedes this is dated {}, earlier than {}", **dated, **earlier_than);
                findings.push(
                    earlier(superseded.by.span(), message, dated)
                        .secondary_label(earlier_than.span(), "the later date"),
                );
                break;
            }
        }
    }
}

fn earlier(place: SourceSpan, message: String, dated: &Located<Date>) -> Diagnostic {
    Diagnostic::new(Code::P005, place, message)
        .secondary_label(dated.span(), "dated here")
        .help("correct the dates, or name the claim that superseded it")
}

fn absence_without_a_date(draft: &Draft, findings: &mut Findings) {
    for drug in &draft.drugs {
        if let BoxedWarning::Unknown { checked } = &drug.boxed_warning
            && checked.is_none()
        {
            let message = "the boxed warning is unknown, but nothing says when it was looked for";
            let diagnostic = Diagnostic::new(Code::P007, checked.span(), message);
            findings.push(diagnostic.help("add `checked = ...`, the date of the search"));
        }
    }
}

/// The dates on which something happened, and those on which a claim was checked that was superseded later.
fn happened(draft: &Draft) -> Vec<Located<Date>> {
    let mut dates = Vec::new();
    for claim in &draft.claims {
        dates.extend(claim.dated);
        if let Some(superseded) = &claim.superseded {
            dates.push(superseded.on);
            dates.extend(claim.checked);
        }
    }
    for drug in &draft.drugs {
        dates.extend(drug.approvals.iter().filter_map(|approval| approval.on));
        dates.extend(drug.marketing.iter().filter_map(|marketing| marketing.on));
    }
    for reference in &draft.references {
        dates.extend(reference.published);
        dates.extend(reference.read);
    }
    dates
}

/// The dates on which it was checked that something still holds. What is superseded need not be checked again.
fn last_checked(draft: &Draft) -> Vec<Located<Date>> {
    let mut dates = Vec::new();
    for claim in draft.claims.iter().filter(|claim| claim.superseded.is_none()) {
        dates.extend(claim.checked);
    }
    for drug in &draft.drugs {
        dates.extend(drug.approvals.iter().map(|approval| approval.checked));
        match &drug.boxed_warning {
            BoxedWarning::Present { checked, .. } | BoxedWarning::Absent { checked, .. } => dates.push(*checked),
            BoxedWarning::Unknown { checked } => {
                dates.extend((**checked).map(|date| Located::new(date, checked.span())));
            }
            BoxedWarning::NotApplicable => {}
        }
        dates.extend(drug.warnings.iter().map(|warning| warning.checked));
    }
    dates.extend(draft.references.iter().filter_map(|reference| reference.status).map(|(_word, on)| on));
    dates
}
