//! A reference as a line of a list, in the Vancouver style.
//!
//! Source: International Committee of Medical Journal Editors, Recommendations; samples of formatted references,
//! National Library of Medicine: six authors, then "et al."; abbreviated journal title; year;volume(issue):pages.

use crate::knowledge::{PublicationStatus, Reference, ReferenceKind};

/// How many authors are named before "et al.".
const AUTHORS: usize = 6;

/// A reference in the Vancouver style, with whatever is known of it; what is unknown is left out.
pub fn vancouver(reference: &Reference) -> String {
    let mut parts: Vec<String> = Vec::new();
    if let Some((status, checked)) = &reference.status {
        match **status {
            PublicationStatus::Retracted => parts.push(format!("RETRACTED (checked {})", **checked)),
            PublicationStatus::Corrected => parts.push(format!("Corrected (checked {})", **checked)),
            PublicationStatus::Current => {}
        }
    }
    if !reference.authors.is_empty() {
        parts.push(authors(reference));
    }
    let medium = match *reference.kind {
        ReferenceKind::Regulator | ReferenceKind::Registry | ReferenceKind::Web | ReferenceKind::News => " [Internet]",
        ReferenceKind::Article | ReferenceKind::Label | ReferenceKind::Guideline | ReferenceKind::Report => "",
    };
    parts.push(format!("{}{medium}", reference.title.trim_end_matches('.')));
    if let Some(container) = &reference.container {
        parts.push(container.trim_end_matches('.').to_owned());
    }
    if let Some(issue) = issue(reference) {
        parts.push(issue);
    }
    parts.extend(identifiers(reference));
    let mut line = String::new();
    for part in parts {
        if !line.is_empty() {
            line.push_str(if line.ends_with(['.', '?', '!']) { " " } else { ". " });
        }
        line.push_str(&part);
    }
    line
}

fn authors(reference: &Reference) -> String {
    let names: Vec<&str> = reference.authors.iter().map(|author| author.as_str()).collect();
    let shown = names.get(..AUTHORS).unwrap_or(&names);
    let more = reference.more_authors || names.len() > AUTHORS;
    let list = shown.join(", ");
    if more { format!("{list}, et al") } else { list }
}

/// Year, volume, issue and pages, or the day of publication of what has none of these.
fn issue(reference: &Reference) -> Option<String> {
    let date = match (&reference.published, &reference.year) {
        (Some(day), _) if reference.volume.is_none() => day.strftime("%Y %b %-d").to_string(),
        (_, Some(year)) => year.to_string(),
        (Some(day), None) => day.year().to_string(),
        (None, None) => return None,
    };
    let mut text = date;
    if let Some(volume) = &reference.volume {
        text.push_str(&format!(";{}", **volume));
        if let Some(issue) = &reference.issue {
            text.push_str(&format!("({})", **issue));
        }
    }
    if let Some(pages) = &reference.pages {
        text.push_str(&format!(":{}", **pages));
    }
    Some(text)
}

fn identifiers(reference: &Reference) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(doi) = &reference.doi {
        out.push(format!("doi: {}", **doi));
    }
    if let Some(pmid) = &reference.pmid {
        out.push(format!("PMID: {}", **pmid));
    }
    if let Some(pmcid) = &reference.pmcid {
        out.push(format!("PMCID: {}", **pmcid));
    }
    if let Some(nct) = &reference.nct {
        out.push(nct.to_string());
    }
    if let Some(set_id) = &reference.set_id {
        out.push(format!("Set id: {}", **set_id));
    }
    if let Some(application) = &reference.application {
        out.push(format!("Application: {}", **application));
    }
    if let Some(url) = &reference.url {
        out.push(format!("Available from: {}", **url));
    }
    if let Some(read) = &reference.read {
        out.push(format!("[cited {}]", read.strftime("%Y %b %-d")));
    }
    out
}
