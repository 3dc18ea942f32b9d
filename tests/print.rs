//! Pages as Markdown and the whole base as a document: does a CommonMark parser find what was meant, and nothing else?

#![allow(clippy::unwrap_used, reason = "a test that cannot read a base has failed")]
#![allow(clippy::wildcard_enum_match_arm, reason = "whatever else a parser may find is a fault")]

#[path = "scratch/scratch.rs"]
mod scratch;

use std::collections::BTreeSet;
use std::path::Path;

use jakref::check::house_rules;
use jakref::embedded;
use jakref::export::{Imprint, document_html, document_markdown, escape_markdown, markdown};
use jakref::knowledge::{EntryId, Kind, Knowledge, compile};
use jakref::page::{Detail, Glyphs, Page, Role, Shape, Span, comparison, page, supersession};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
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
            document_html(&knowledge, IMPRINT, Detail::Full, Glyphs::Unicode),
        ] {
            for claim in knowledge.claims().filter(|claim| claim.superseded.is_some()) {
                assert!(text.contains(&supersession(&knowledge, claim).unwrap()), "{}", claim.id);
            }
            assert!(text.contains("SUPERSEDED") && text.contains("second-hand: check the original."));
        }
    }
}

#[test]
fn the_html_is_one_file_without_scripts_or_anything_from_elsewhere_and_its_links_lead_somewhere() {
    for knowledge in bases() {
        let html = document_html(&knowledge, IMPRINT, Detail::Full, Glyphs::Unicode);
        for forbidden in ["<script", "<link", "<img", "<iframe", "src=", "@import", "url(", "href=\"http", " on"] {
            let inside_tags = html.split('<').skip(1).any(|tag| {
                let tag = format!("<{}", tag.split('>').next().unwrap());
                let is_style = tag.starts_with("<style");
                !is_style && tag.contains(forbidden)
            });
            assert!(!inside_tags, "{forbidden}");
        }
        let style = html.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        assert!(!style.contains("url(") && !style.contains("@import"));
        assert!(style.contains("@media print") && html.contains("default-src 'none'"));
        let values = |attribute: &str| -> BTreeSet<&str> {
            html.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
        };
        let ids = values(" id=\"");
        for link in values(" href=\"#") {
            assert!(ids.contains(link), "{link}");
        }
        let drugs = knowledge.drugs().map(|drug| drug.id.to_string());
        for id in drugs {
            assert!(html.contains(&format!("<section id=\"{id}\" class=\"sheet\">")), "{id} begins on no new sheet");
        }
        balanced(&html);
    }
}

/// What a CommonMark parser makes of Markdown.
fn rendered(markdown: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(markdown, Options::ENABLE_TABLES));
    out
}

#[test]
fn the_html_is_what_a_parser_makes_of_the_markdown() {
    for knowledge in bases() {
        let markdown = document_markdown(&knowledge, IMPRINT, Detail::Full, Glyphs::Unicode);
        let (front, rest) = markdown.split_once("\n## Contents\n").unwrap();
        let (_contents, rest) = rest.split_once("\n## ").unwrap();
        let html = document_html(&knowledge, IMPRINT, Detail::Full, Glyphs::Unicode).replace("&quot;", "\"");
        let (_head, html) = html.split_once("<body>\n").unwrap();
        let (ours, html) = html.split_once("<nav>\n").unwrap();
        assert_eq!(ours, rendered(front));
        let (_contents, html) = html.split_once("</nav>\n").unwrap();
        // Markdown has no sections, and its chapters no class.
        let is_section = |line: &&str| !line.starts_with("<section") && !line.starts_with("</section");
        let ours = html.strip_suffix("</body>\n</html>\n").unwrap().replace(" class=\"chapter\"", "");
        let ours: Vec<&str> = ours.lines().filter(is_section).collect();
        // Its lists of single sentences are loose: with a paragraph in each item.
        let theirs = rendered(&format!("## {rest}")).replace("<li>\n<p>", "<li>").replace("</p>\n</li>", "</li>");
        for (ours, theirs) in ours.iter().zip(theirs.lines()) {
            assert_eq!(*ours, theirs);
        }
        assert_eq!(ours.len(), theirs.lines().count());
    }
}

#[test]
fn no_element_that_a_base_writes_gets_through() {
    let spoilt = Scratch::second_base();
    let script = "<script src='x'>alert(1)</script> & <b class='y'>";
    spoilt.change("review.toml", "title     = \"Invented", &format!("title     = \"{script} Invented"));
    spoilt.change("review.toml", "scope     = \"An", &format!("scope     = \"{script} An"));
    spoilt.change("review.toml", "text       = \"Only", &format!("text       = \"{script} Only"));
    let knowledge = compile(spoilt.path(), house_rules).unwrap().knowledge.unwrap();
    let html = document_html(&knowledge, IMPRINT, Detail::Full, Glyphs::Unicode);
    let escaped = "&lt;script src='x'&gt;alert(1)&lt;/script&gt; &amp; &lt;b class='y'&gt;";
    assert!(html.matches(escaped).count() >= 4, "title, heading, scope and claim");
    assert!(!html.contains("<script") && !html.contains("<b ") && !html.contains("& "));
    balanced(&html);
}

#[test]
fn a_title_that_looks_like_a_blank_of_the_head_stays_what_it_is() {
    let odd = Scratch::second_base();
    odd.change("review.toml", "title     = \"Invented", "title     = \"FOOT TITLE Invented");
    let knowledge = compile(odd.path(), house_rules).unwrap().knowledge.unwrap();
    let html = document_html(&knowledge, IMPRINT, Detail::Full, Glyphs::Unicode);
    assert!(html.contains("<title>FOOT TITLE Invented"));
}

/// Panics unless every element that is opened is closed, in order.
fn balanced(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}>");
        } else if !["!DOCTYPE", "meta", "br", "hr"].contains(&name) && !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
}
