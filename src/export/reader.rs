//! The whole base as one file for a browser, on a desktop, a phone and on paper.
//!
//! Promises: everything is readable without scripts. Each page lists the works it cites: by their ids, which the list of all works explains,
//! and in full where the script runs. The script only finds, folds, filters, compares and copies. Every section and statement has a name to
//! link to: a claim, dose or result its own id, anything else `ENTRY/NAME`. The file holds all it needs and forbids the browser to load or send anything. Text of a base never becomes
//! mark-up: the templates escape it.

mod article;
mod plots;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use miniz_oxide::deflate::compress_to_vec_zlib;
use sha2::{Digest, Sha256};

use self::article::{Anchors, article, fragment, linked};
use super::document::{Imprint, chapters};
use crate::knowledge::{Drug, EntryId, Kind, Knowledge, Reference, Region};
use crate::page::{
    BriefCell, Detail, Page, approved_in, boxed_mark, brief_comparison, head_to_head, page, vancouver, youngest,
};

const STYLE: &str = include_str!("reader/style.css");
const SCRIPT: &str = include_str!("reader/script.js");

/// The search, compiled for browsers by `packaging/reader` and packed by gzip.
const SEARCH: &[u8] = include_bytes!("reader/search.wasm.gz");

/// The base as one HTML file.
pub fn reader(knowledge: &Knowledge, imprint: Imprint<'_>, detail: Detail) -> String {
    let anchors = Anchors::of(knowledge);
    let review = knowledge.review();
    let main = html! {
        (found())
        (start(knowledge, imprint))
        @for (number, id) in chapters(knowledge).iter().flat_map(|chapter| &chapter.ids).enumerate() {
            @let page = page(knowledge, id, detail).expect("an id of the base has a page");
            (article(knowledge, &anchors, id, &page, number, imprint.dated))
        }
        (comparison(knowledge))
        (references(knowledge))
    };
    let body = html! {
        (contents(knowledge))
        main #main tabindex="-1" { (main) }
        (payload("program", SEARCH))
        (payload("base", &compress_to_vec_zlib(&knowledge.to_bytes(), COMPRESSION)))
    };
    document(&review.title, knowledge, &header(knowledge), &body, imprint)
}

/// How hard the base is packed: the most, since it is read more often than written.
const COMPRESSION: u8 = 10;

/// Bytes that the script reads and the browser does not run.
fn payload(id: &str, bytes: &[u8]) -> Markup {
    html! { script id=(id) type="application/octet-stream" { (PreEscaped(STANDARD.encode(bytes))) } }
}

/// Some pages as an HTML file of their own, with their works in full.
pub fn pages_html(knowledge: &Knowledge, pages: &[Page], imprint: Imprint<'_>) -> String {
    let title: Vec<&str> = pages.iter().map(|page| page.title.as_str()).collect();
    let anchors = Anchors::only(knowledge, pages);
    let body = html! {
        main #main {
            @for (number, page) in pages.iter().enumerate() { (article(knowledge, &anchors, page.id.as_ref().expect("a page that is shown is an entry's"), page, number, imprint.dated)) }
        }
    };
    document(&title.join("; "), knowledge, &html! {}, &body, imprint)
}

/// A document in ASCII: every other character as its number.
pub fn ascii_html(html: &str) -> String {
    html.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) }).collect()
}

/// A document with its style and script, and a policy that names both by their hashes and allows nothing else.
fn document(title: &str, knowledge: &Knowledge, header: &Markup, body: &Markup, imprint: Imprint<'_>) -> String {
    let foot = format!("{}; as of {}", imprint.program, knowledge.as_of());
    // Paper has the date on every sheet.
    let style = format!("{STYLE}\n@page {{ @bottom-left {{ content: {}; }} }}\n", css_string(&foot));
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'",
        hash(&style),
        hash(SCRIPT)
    );
    let dated = knowledge.as_of().to_string();
    html! {
        (DOCTYPE)
        html lang="en" data-dated=(dated) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(&style)) }
            }
            body {
                (header)
                (body)
                footer {
                    p { (imprint.dated) }
                    p { (imprint.program) ", SHA-256 of the base " code { (knowledge.digest()) } }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string()
}

/// The source of a policy that allows one text.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// A text as a string of a style sheet.
fn css_string(text: &str) -> String {
    let safe: String = text.chars().filter(|c| c.is_alphanumeric() || " .,;:-()/".contains(*c)).collect();
    format!("\"{safe}\"")
}

fn header(knowledge: &Knowledge) -> Markup {
    html! {
        a.skip href="#main" { "Skip to the text" }
        header {
            p.name { a href="#start" { (knowledge.review().title) } }
            form.script role="search" {
                input #query type="search" name="q" autocomplete="off" autocapitalize="off" spellcheck="false"
                    aria-label="Find a drug, a trial or an answer" placeholder="Find: a drug, a brand, a question ( / )";
            }
            p.dated { "As of " time datetime=(knowledge.as_of().to_string()) { (knowledge.as_of().to_string()) } span #age {} }
            button.script #theme type="button" { "Theme: system" }
        }
    }
}

/// Where the script writes what was found.
fn found() -> Markup {
    html! {
        section #found hidden {
            h2 { "Found" }
            p #said aria-live="polite" {}
            ol #hits {}
        }
    }
}

fn contents(knowledge: &Knowledge) -> Markup {
    let title = |id: &EntryId| knowledge.entry(id).map_or_else(|| id.to_string(), |entry| entry.title().to_owned());
    html! {
        nav #contents aria-label="Contents" {
            details open {
                summary { "Contents" }
                ul {
                    li { a href="#start" { "Start" } }
                    li { a href="#compare" { "Compare drugs" } }
                }
                @for chapter in chapters(knowledge) {
                    h2 { (chapter.title) }
                    ul {
                        @for id in &chapter.ids {
                            li { a href=(fragment(id)) { (title(id)) } }
                        }
                    }
                }
                ul { li { a href="#references" { (Kind::Reference.heading()) } } }
            }
        }
    }
}

/// The first page: what this is, and the drugs in a table that can be filtered.
fn start(knowledge: &Knowledge, imprint: Imprint<'_>) -> Markup {
    let review = knowledge.review();
    let all = &review.terms.regions;
    let regions: Vec<&Region> = all.iter().filter(|region| has_approval(knowledge, region)).collect();
    html! {
        article #start tabindex="-1" {
            h1 { (review.title) }
            p.dated { strong { (imprint.dated) } }
            p { (review.scope) }
            (filters(knowledge, &regions))
            @for group in knowledge.groups().filter(|group| group.kind == Kind::Drug) {
                h2 { (group.heading) }
                div.wide {
                    table.drugs {
                        thead { tr {
                            th scope="col" { "Drug" }
                            th scope="col" { "Brand" }
                            @for region in &regions { th scope="col" { abbr title=(region.id) { (region.short) } } }
                            th scope="col" { "From" }
                            th scope="col" { "Boxed" }
                        } }
                        tbody {
                            @for drug in knowledge.drugs().filter(|drug| drug.id.group() == group.word) {
                                (drug_row(drug, &regions))
                            }
                        }
                    }
                }
            }
            p.legend {
                "● approved; · no approval found in the sources read; !! boxed warning; - none in the label; ? not known; "
                "* second-hand: check the original. A SUPERSEDED statement no longer holds; the one that replaced it is shown with it."
            }
        }
    }
}

fn has_approval(knowledge: &Knowledge, region: &Region) -> bool {
    knowledge.drugs().any(|drug| approved_in(drug, region).is_some())
}

fn filters(knowledge: &Knowledge, regions: &[&Region]) -> Markup {
    let routes = knowledge.groups().filter(|group| group.kind == Kind::Drug);
    html! {
        form.filters.script aria-label="Filter the drugs" {
            label { "Route " select #route { option value="" { "any" } @for group in routes { option value=(group.word) { (group.heading) } } } }
            label { "Approved in " select #region { option value="" { "any region or none" } @for region in regions { option value=(region.short) { (region.id) } } } }
            label { "Age in years " input #age-filter type="number" min="0" max="120" inputmode="numeric"; }
            p #filtered aria-live="polite" {}
        }
    }
}

fn drug_row(drug: &Drug, regions: &[&Region]) -> Markup {
    let approved: Vec<&str> = regions
        .iter()
        .filter(|region| approved_in(drug, region).is_some())
        .map(|region| region.short.as_str())
        .collect();
    let brands: Vec<&str> = drug.brands.iter().map(|brand| brand.as_str()).collect();
    let from = youngest(drug).unwrap_or_default();
    html! {
        tr data-route=(drug.id.group()) data-approved=(approved.join(" ")) data-from=(from.trim_end_matches('*')) {
            th scope="row" { a href=(fragment(&drug.id)) { (drug.name) } }
            td { (brands.join(", ")) }
            @for region in regions {
                td.mark { @match approved_in(drug, region) {
                    Some(true) => "●",
                    Some(false) => "●*",
                    None => "·",
                } }
            }
            td { (from) }
            td.mark { (boxed_mark(drug)) }
        }
    }
}

/// Every drug side by side; the script shows the columns that were chosen.
fn comparison(knowledge: &Knowledge) -> Markup {
    let drugs: Vec<&Drug> = knowledge.drugs().collect();
    let name = |drug: &Drug| format!("{} ({})", *drug.name, drug.id.group());
    let pairs = drugs.iter().enumerate().flat_map(|(number, a)| drugs[number + 1..].iter().map(move |b| (*a, *b)));
    let trials = pairs.flat_map(|(a, b)| head_to_head(knowledge, a, b).into_iter().map(move |trial| (a, b, trial)));
    html! {
        article #compare tabindex="-1" {
            h1 { "Compare drugs" }
            p { strong { "Figures from different trials, side by side, are no comparison of effect." } }
            fieldset.script #choices {
                legend { "Two to four drugs" }
                @for (number, drug) in drugs.iter().enumerate() {
                    label { input type="checkbox" value=(number); " " (name(drug)) }
                }
            }
            h2 { "Head-to-head trials" }
            ul #pairs {
                @for (a, b, trial) in trials {
                    li data-drugs=(format!("{} {}", a.id, b.id)) {
                        (a.name) " and " (b.name) ": " a href=(fragment(&trial.id)) { (trial.name) }
                    }
                }
            }
            div.wide {
                table #matrix {
                    thead { tr {
                        td {}
                        @for drug in &drugs { th scope="col" data-id=(drug.id.to_string()) { a href=(fragment(&drug.id)) { (name(drug)) } } }
                    } }
                    tbody {
                        @for row in brief_comparison(knowledge, &drugs) {
                            tr {
                                th scope="row" { (row.label) }
                                @for (cell, drug) in row.cells.iter().zip(&drugs) {
                                    td { (cell_markup(cell.as_ref(), drug, row.word)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A cell of the comparison; what an author chose leads to the section it is from.
fn cell_markup(cell: Option<&BriefCell>, drug: &Drug, word: &str) -> Markup {
    match cell {
        None => html! { span.missing { "not found" } },
        Some(BriefCell::Words(text)) if word == "boxed" && text.starts_with('!') => html! { span.warning { (text) } },
        Some(BriefCell::Words(text) | BriefCell::Dose(text)) => html! { (text) },
        Some(BriefCell::Chosen(text, _count)) => {
            html! { (text) " " a href=(format!("{}/{word}", fragment(&drug.id))) aria-label=(format!("{}: {word} in full", *drug.name)) { "…" } }
        }
    }
}

/// Every work, each with its links.
fn references(knowledge: &Knowledge) -> Markup {
    html! {
        article #references tabindex="-1" {
            h1 { (Kind::Reference.heading()) }
            ul.works {
                @for work in knowledge.references() {
                    @let line = vancouver(work);
                    li id=(work.id.to_string()) { code { (work.id.name()) } " " (linked(&line)) " " (links(work, &line)) }
                }
            }
        }
    }
}

/// The addresses of a work that its line in the list does not have.
fn links(work: &Reference, line: &str) -> Markup {
    let identifier =
        |address: &str| address.trim_end_matches('/').rsplit(['/', '=']).next().unwrap_or_default().to_owned();
    html! {
        @for (label, address) in work.addresses().into_iter().filter(|(_, address)| !line.contains(&identifier(address))) {
            a href=(address) { (label) } " "
        }
    }
}
