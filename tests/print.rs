//! Pages as Markdown and the whole base as a document: does a CommonMark parser find what was meant, and nothing else?

#![allow(clippy::unwrap_used, reason = "a test that cannot read a base has failed")]
#![allow(clippy::wildcard_enum_match_arm, reason = "whatever else a parser may find is a fault")]

#[path = "scratch/scratch.rs"]
mod scratch;

use std::collections::BTreeSet;
use std::path::Path;

use jakref::check::house_rules;
use jakref::embedded;
use jakref::export::{Imprint, ascii_html, document_markdown, escape_markdown, markdown, pages_html, reader};
use jakref::knowledge::{EntryId, Kind, Knowledge, compile};
use jakref::page::{Detail, Glyphs, Page, Role, Shape, Span, comparison, page, supersession, vancouver};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scratch::Scratch;

const IMPRINT: Imprint<'_> = Imprint { program: "jakref 0.0.0", dated: "As of a day. Check the current label." };

fn bases() -> [Knowledge; 2] {
    let second = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/second-base");
    [embedded::knowledge(), compile(&second, house_rules).unwrap().knowledge.unwrap()]
}

fn pages(knowledge: &Knowledge) -> Vec<Page> {
    let ids = Kind::ALL.iter().flat_map(|kind| knowledge.ids(*kind)).cloned();
    let ids = ids.chain([EntryId::since()]);
    let mut pages: Vec<Page> = ids.filter_map(|id| page(knowledge, &id, Detail::Full)).collect();
    let drugs: Vec<_> = knowledge.drugs().take(3).collect();
    pages.push(comparison(knowledge, &drugs, Detail::Number));
    pages
}

/// What a parser finds in a page.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    headings: usize,
    items: usize,
    tables: usize,
    cells: usize,
    strong: usize,
    emphasis: usize,
    text: String,
}

/// A text in which only letters count: a parser keeps no line break.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn parsed(text: &str) -> Found {
    let mut found = Found::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => found.headings += 1,
            Event::Start(Tag::Item) => found.items += 1,
            Event::Start(Tag::Table(_)) => found.tables += 1,
            Event::Start(Tag::TableCell) => found.cells += 1,
            Event::Start(Tag::Strong) => found.strong += 1,
            Event::Start(Tag::Emphasis) => found.emphasis += 1,
            Event::Start(Tag::Paragraph | Tag::List(None) | Tag::TableHead | Tag::TableRow) => {}
            Event::End(_) | Event::SoftBreak => {}
            Event::Text(text) => found.text.push_str(&letters(&text)),
            other => panic!("{other:?} is nothing a page has: {}", &found.text[found.text.len().saturating_sub(200)..]),
        }
    }
    found
}

/// What the page means a parser to find.
fn meant(page: &Page) -> Found {
    let mut found = Found { headings: 1, text: letters(&Glyphs::Unicode.show(&page.title)), ..Found::default() };
    for block in &page.clone().in_words().blocks {
        count(&mut found, &block.spans);
        match &block.shape {
            Shape::Heading => found.headings += 1,
            Shape::Bullet | Shape::Under => found.items += 1,
            Shape::Table(table) => {
                found.tables += 1;
                found.cells += table.head.len() * (1 + table.rows.len());
                table.head.iter().for_each(|head| found.text.push_str(&letters(head)));
                table.rows.iter().flatten().for_each(|cell| count(&mut found, cell));
            }
            Shape::Paragraph | Shape::Plot(_) | Shape::Card(_) => {}
        }
    }
    found
}

fn count(found: &mut Found, spans: &[Span]) {
    for span in spans.iter().filter(|span| !span.text.trim().is_empty()) {
        found.text.push_str(&letters(&span.text));
        match span.role {
            Role::Warning | Role::Approved | Role::Superseded | Role::Label => found.strong += 1,
            Role::Missing | Role::Computed => found.emphasis += 1,
            Role::Plain
            | Role::Title
            | Role::Heading
            | Role::Mark
            | Role::SecondHand
            | Role::Link
            | Role::Faint
            | Role::SetOff => {}
        }
    }
}

#[test]
fn a_parser_finds_the_headings_lists_tables_and_emphasis_of_every_page_and_every_letter() {
    for knowledge in bases() {
        for page in pages(&knowledge) {
            let (found, meant) = (parsed(&markdown(&page, Glyphs::Unicode)), meant(&page));
            let first = found.text.chars().zip(meant.text.chars()).take_while(|(a, b)| a == b).count();
            let place: String = found.text.chars().skip(first.saturating_sub(60)).take(120).collect();
            assert_eq!(found, meant, "{:?} differs at {place}", page.id);
        }
    }
}

#[test]
fn what_would_be_mark_up_is_text() {
    for hard in
        ["<b>*a*</b> & [x](y) `c` _d_ ~e~ # f", "https://a.example/b_c?d=1&e=<2>", "&amp; \\* !\\[i](j) 5 * 6 ** 7"]
    {
        let found = parsed(&escape_markdown(hard));
        assert_eq!((found.text, found.strong + found.emphasis), (letters(hard), 0));
    }
}

#[test]
fn the_document_has_every_entry_every_work_the_date_and_the_identity_of_the_base() {
    for knowledge in bases() {
        let text = document_markdown(&knowledge, IMPRINT, Detail::Full, Glyphs::Unicode);
        let mut headings = String::new();
        let mut inside = false;
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Heading { .. }) => inside = true,
                Event::End(TagEnd::Heading(_)) => {
                    inside = false;
                    headings.push('\n');
                }
                Event::Text(text) if inside => headings.push_str(&text),
                Event::Html(html) | Event::InlineHtml(html) => panic!("HTML in Markdown: {html}"),
                _other => {}
            }
        }
        for kind in Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::Reference | Kind::Review)) {
            for id in knowledge.ids(*kind) {
                let title = page(&knowledge, id, Detail::Full).unwrap().title;
                let title = Glyphs::Unicode.show(&title);
                assert!(headings.lines().any(|line| line == title), "{id}: {title}");
            }
        }
        for reference in knowledge.references() {
            assert!(
                text.contains(&format!("\n- {}: ", escape_markdown(&reference.id.to_string()))),
                "{}",
                reference.id
            );
        }
        assert!(text.contains(knowledge.digest()) && text.contains(IMPRINT.dated));
        // Every sheet of a drug can be taken out and still says how old it is.
        assert_eq!(text.matches(IMPRINT.dated).count(), 1 + knowledge.drugs().count());
    }
}

#[test]
fn what_is_superseded_or_second_hand_is_marked_in_the_document_as_everywhere() {
    for knowledge in bases() {
        for text in [
            document_markdown(&knowledge, IMPRINT, Detail::Full, Glyphs::Unicode),
            reader(&knowledge, IMPRINT, Detail::Number),
        ] {
            for claim in knowledge.claims().filter(|claim| claim.superseded.is_some()) {
                assert!(text.contains(&supersession(&knowledge, claim).unwrap()), "{}", claim.id);
            }
            assert!(text.contains("SUPERSEDED") && text.contains("second-hand: check the original."));
        }
    }
}

#[test]
fn the_html_loads_nothing_its_links_lead_somewhere_and_its_names_are_given_once() {
    for knowledge in bases() {
        let html = reader(&knowledge, IMPRINT, Detail::Number);
        for forbidden in ["<link", "<img", "<iframe", " src=", " style=", " onclick="] {
            assert!(!tags(&html).any(|tag| format!("<{tag}").contains(forbidden)), "{forbidden}");
        }
        let style = html.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        assert!(!style.contains("url(") && !style.contains("@import") && style.contains("@media print"));
        assert!(html.contains("default-src 'none'") && !html.contains("'unsafe-inline'"));
        let names: Vec<&str> = attributes(&html, " id=\"").collect();
        let unique: BTreeSet<&str> = names.iter().copied().collect();
        let twice: Vec<&&str> =
            unique.iter().filter(|name| names.iter().filter(|one| one == name).count() > 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
        for link in attributes(&html, " href=\"#") {
            assert!(unique.contains(link), "{link}");
        }
        balanced(&html);
    }
}

#[test]
fn every_page_section_claim_dose_result_and_work_can_be_linked_to_by_its_id() {
    for knowledge in bases() {
        let html = reader(&knowledge, IMPRINT, Detail::Number);
        let names: BTreeSet<&str> = attributes(&html, " id=\"").collect();
        let mut wanted: Vec<String> = knowledge.references().map(|work| work.id.to_string()).collect();
        for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Reference) {
            for id in knowledge.ids(*kind) {
                wanted.push(id.to_string());
                let page = page(&knowledge, id, Detail::Number).unwrap();
                wanted.extend(page.section_words().iter().map(|section| format!("{id}/{section}")));
            }
        }
        // A claim about nothing but a work is on the page of that work, which the document has in its list.
        let homes = knowledge.claims().filter(|claim| claim.home.kind() != Kind::Reference);
        wanted.extend(homes.map(|claim| claim.id.to_string()));
        wanted.extend(knowledge.drugs().flat_map(|drug| drug.doses.iter().map(|dose| dose.id.to_string())));
        wanted.extend(knowledge.trials().flat_map(|trial| trial.results.iter().map(|result| result.id.to_string())));
        let missing: Vec<&String> = wanted.iter().filter(|id| !names.contains(id.as_str())).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}

#[test]
fn the_html_has_every_letter_of_every_page() {
    for knowledge in bases() {
        let html = letters(&text_of(&reader(&knowledge, IMPRINT, Detail::Number)));
        for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Reference) {
            for id in knowledge.ids(*kind) {
                let page = page(&knowledge, id, Detail::Number).unwrap();
                let is_body = |block: &&jakref::page::Block| {
                    block.section != "references" && !matches!(block.shape, Shape::Card(_))
                };
                let spans = page.blocks.iter().filter(is_body).map(|block| {
                    let mut found = Found::default();
                    count(&mut found, &block.spans);
                    found.text
                });
                for text in spans {
                    assert!(html.contains(&text), "{id}: {text}");
                }
            }
        }
    }
}

#[test]
fn one_page_alone_has_its_works_in_full_and_no_link_to_another_page() {
    for knowledge in bases() {
        for drug in knowledge.drugs() {
            let page = page(&knowledge, &drug.id, Detail::Number).unwrap();
            let html = pages_html(&knowledge, std::slice::from_ref(&page), IMPRINT);
            let names: BTreeSet<&str> = attributes(&html, " id=\"").collect();
            for link in attributes(&html, " href=\"#") {
                assert!(names.contains(link), "{}: {link}", drug.id);
            }
            let text = letters(&text_of(&html));
            for id in &page.references {
                let line = vancouver(knowledge.reference(id.name()).unwrap());
                assert!(text.contains(&letters(&line)), "{id}");
            }
            assert!(ascii_html(&html).is_ascii());
            balanced(&html);
        }
    }
}

/// The tags of a document, without what is between them, its style, its scripts and what they read.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|rest| rest.split('>').next())
}

/// The values of an attribute, given with what precedes each.
fn attributes<'h>(html: &'h str, start: &'h str) -> impl Iterator<Item = &'h str> {
    let body = html.split("<body>").nth(1).unwrap();
    body.split(start).skip(1).map(|rest| rest.split('"').next().unwrap())
}

/// A document without its scripts: what is between their tags is no HTML.
fn without_scripts(html: &str) -> String {
    let end = "</script>";
    let mut parts = html.split("<script");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once(end).unwrap().1)
}

/// What a document says, without its tags.
fn text_of(html: &str) -> String {
    let html = without_scripts(html);
    let body = html.split("<body>").nth(1).unwrap();
    let text: String = body.split('<').map(|rest| rest.split_once('>').map_or("", |(_tag, text)| text)).collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn no_element_that_a_base_writes_gets_through() {
    let spoilt = Scratch::second_base();
    let script = "<script src='x'>alert(1)</script> & <b class='y'>";
    spoilt.change("review.toml", "title     = \"Invented", &format!("title     = \"{script} Invented"));
    spoilt.change("review.toml", "scope     = \"An", &format!("scope     = \"{script} An"));
    spoilt.change("review.toml", "text       = \"Only", &format!("text       = \"{script} Only"));
    let knowledge = compile(spoilt.path(), house_rules).unwrap().knowledge.unwrap();
    let html = reader(&knowledge, IMPRINT, Detail::Number);
    let escaped = "&lt;script src='x'&gt;alert(1)&lt;/script&gt; &amp; &lt;b class='y'&gt;";
    assert!(html.matches(escaped).count() >= 4, "title, heading, scope and claim");
    assert_eq!(html.matches("<script").count(), 3, "the script and what it reads: the program and the base");
    let text = without_scripts(&html);
    assert!(!text.contains("<b ") && !text.contains("& <"));
    balanced(&html);
}

#[test]
fn a_title_of_a_base_does_not_leave_the_string_of_the_style() {
    let odd = Scratch::second_base();
    odd.change("review.toml", "title     = \"Invented", "title     = \"FOOT }</style> Invented");
    let knowledge = compile(odd.path(), house_rules).unwrap().knowledge.unwrap();
    let html = reader(&knowledge, IMPRINT, Detail::Number);
    assert!(html.contains("<title>FOOT }&lt;/style&gt; Invented"));
    assert_eq!(html.matches("</style>").count(), 1);
}

/// Panics unless every element that is opened is closed, in order.
fn balanced(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let html = without_scripts(html);
    for tag in tags(&html) {
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}>");
        } else if !["!DOCTYPE", "meta", "br", "hr", "input"].contains(&name) && !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}
