//! Entries and answers as JSON.
//!
//! Promises: each object is a struct, here or in `entry`, and its keys are printed in the order of the fields; the first key of
//! every answer is the schema. A key that every entry of a kind has is `null` if its value is not known.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use super::entry::{EntryView, PlotView, ReferenceView, Text, view};
use super::list::ListRow;
use crate::knowledge::{Code, Drug, Entry, EntryId, Knowledge, Overlay, Record, Reference, Report, Waiver};
use crate::page::{BULLET, Page, Shape, Span, head_to_head, look_alikes, vancouver};
use crate::search::{Answer, Hit, HitRow, Index, bracketed};

/// The schema of every JSON object that the program writes.
pub const SCHEMA: &str = "jakref/1";

/// The keys of a view, in their order.
pub(super) fn fields(view: impl Serialize) -> Map<String, Value> {
    let Value::Object(fields) = value(view) else { panic!("a view is a struct") };
    fields
}

fn value(view: impl Serialize) -> Value {
    serde_json::to_value(view).expect("the keys of a view are text, and none of its values can fail")
}

/// What another layer reports, as an answer.
pub fn report(content: impl Serialize) -> Value {
    document(content)
}

/// A whole answer: the schema, then the content.
pub(super) fn document(content: impl Serialize) -> Value {
    #[derive(Serialize)]
    struct Document<T> {
        schema: &'static str,
        #[serde(flatten)]
        content: T,
    }
    value(Document { schema: SCHEMA, content })
}

/// One entry, or several under `entries`.
pub fn entries(knowledge: &Knowledge, entries: &[Entry<'_>]) -> Value {
    match entries {
        [one] => document(EntryView::new(knowledge, *one)),
        [] | [_, _, ..] => {
            document(Entries { entries: entries.iter().map(|one| EntryView::new(knowledge, *one)).collect() })
        }
    }
}

/// A list of entries.
pub fn list(rows: &[ListRow]) -> Value {
    document(Entries { entries: rows.iter().map(RowView::new).collect() })
}

#[derive(Serialize)]
struct Entries<T> {
    entries: Vec<T>,
}

view! {
    RowView<'k>(row: &'k ListRow) {
        id: Text<&'k EntryId> = Text(&row.id),
        kind: &'k str = row.id.group(),
        title: &'k str = &row.title,
        status: &'k str = &row.status,
    }
}

/// The answer to a search.
pub fn answer(index: &Index<'_>, query: &str, answer: &Answer) -> Value {
    let hits = answer.hits.iter().map(|hit| {
        let shown = index.row(answer, hit);
        HitView::new(hit, shown)
    });
    document(AnswerView::new(query, answer, hits.collect()))
}

view! {
    AnswerView<'k>(typed: &'k str, answer: &'k Answer, found: Vec<HitView<'k>>) {
        query: &'k str = typed,
        ambiguous: bool = answer.ambiguous(),
        hits: Vec<HitView<'k>> = found,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        more: bool = answer.more,
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        unmatched: &'k [String] = &answer.unmatched,
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        read_as: &'k [String] = &answer.read_as,
    }
}

view! {
    HitView<'k>(hit: &Hit, shown: HitRow<'k>) {
        id: Text<EntryId> = Text(shown.id.clone()),
        kind: String = shown.id.group().to_owned(),
        title: &'k str = shown.title,
        matched: Cow<'k, str> = shown.matched.clone(),
        how: &'static str = hit.how.word(),
        route: Option<&'k str> = shown.route,
        status: &'k str = shown.status,
        near: bool = hit.how.is_near(),
        differing: Option<String> =
            (!shown.differing.is_empty()).then(|| bracketed(&shown.matched, &shown.differing)),
        field: &'static str = shown.field.word(),
        anchor: Option<&'k str> = shown.anchor,
        section: Option<&'k str> = shown.section,
        asked: bool = hit.asked,
    }
}

/// References, each field by field and in Vancouver style.
pub fn references(references: &[&Reference]) -> Value {
    #[derive(Serialize)]
    struct References<'k> {
        references: Vec<CitedView<'k>>,
    }
    document(References { references: references.iter().map(|one| CitedView::new(one)).collect() })
}

view! {
    CitedView<'k>(reference: &'k Reference) {
        #[serde(flatten)]
        fields: ReferenceView<'k> = ReferenceView::new(reference, Some(&reference.title)),
        vancouver: String = vancouver(reference),
    }
}

/// A comparison: a row for each thing compared, a cell for each drug.
pub fn comparison(knowledge: &Knowledge, page: &Page, drugs: &[&Drug]) -> Value {
    #[derive(Serialize)]
    struct Comparison<'k> {
        entries: Vec<Text<&'k EntryId>>,
        rows: Vec<Row<'k>>,
        references: Vec<Text<&'k EntryId>>,
        plots: Vec<PlotView>,
        head_to_head: Vec<HeadToHead<'k>>,
        look_alikes: Vec<[Text<&'k EntryId>; 2]>,
    }
    #[derive(Serialize)]
    struct Row<'k> {
        row: String,
        cells: Vec<Cell<'k>>,
    }
    #[derive(Serialize)]
    struct Cell<'k> {
        id: Text<&'k EntryId>,
        statements: Vec<String>,
    }
    #[derive(Serialize)]
    struct HeadToHead<'k> {
        entries: [Text<&'k EntryId>; 2],
        trials: Vec<Text<&'k EntryId>>,
    }
    let mut rows = Vec::new();
    let mut heading = String::new();
    for block in &page.blocks {
        match &block.shape {
            Shape::Heading => heading = text_of(&block.spans),
            Shape::Table(table) => {
                let statements = |column: usize| {
                    let cells = table.rows.iter().map(|row| row[column].as_slice()).filter(|cell| !cell.is_empty());
                    cells.map(|cell| text_of(without_bullet(cell))).collect()
                };
                let cells = drugs.iter().enumerate();
                let cells = cells.map(|(column, drug)| Cell { id: Text(&drug.id), statements: statements(column) });
                rows.push(Row { row: heading.clone(), cells: cells.collect() });
            }
            Shape::Paragraph | Shape::Bullet | Shape::Under | Shape::Plot(_) | Shape::Card(_) => {}
        }
    }
    let mut pairs = Vec::new();
    for (number, a) in drugs.iter().enumerate() {
        for b in &drugs[number + 1..] {
            let trials = head_to_head(knowledge, a, b).into_iter().map(|trial| Text(&trial.id)).collect();
            pairs.push(HeadToHead { entries: [Text(&a.id), Text(&b.id)], trials });
        }
    }
    document(Comparison {
        entries: drugs.iter().map(|drug| Text(&drug.id)).collect(),
        rows,
        references: page.references.iter().map(Text).collect(),
        plots: PlotView::all(page),
        head_to_head: pairs,
        look_alikes: look_alikes(drugs).into_iter().map(|(a, b)| [Text(&drugs[a].id), Text(&drugs[b].id)]).collect(),
    })
}

/// The result of a check: all diagnostics counted, the first of them listed, and the allowances.
pub fn check_report(report: &Report) -> Value {
    document(CheckView::new(report))
}

view! {
    CheckView<'k>(report: &'k Report) {
        errors: usize = report.errors,
        warnings: usize = report.warnings,
        diagnostics: Vec<RecordView<'k>> = report.diagnostics.iter().map(RecordView::new).collect(),
        #[serde(skip_serializing_if = "Vec::is_empty")]
        allowed: Vec<RecordView<'k>> = report.allowed.iter().map(RecordView::new).collect(),
    }
}

view! {
    RecordView<'k>(record: &'k Record) {
        severity: &'static str = record.severity.word(),
        code: Text<Code> = Text(record.code),
        message: &'k str = &record.message,
        file: &'k str = &record.file,
        line: usize = record.line,
        column: usize = record.column,
        help: &'k str = &record.help,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<&'k str> = record.allowed.as_deref(),
    }
}

/// Rules, with their reasons and sources.
pub fn rules(codes: &[Code]) -> Value {
    #[derive(Serialize)]
    struct Rules {
        rules: Vec<RuleView>,
    }
    document(Rules { rules: codes.iter().map(|code| RuleView::new(*code)).collect() })
}

view! {
    RuleView(rule: Code) {
        code: Text<Code> = Text(rule),
        severity: &'static str = rule.severity().word(),
        severity_in_prose: &'static str = rule.severity_in_prose().word(),
        can_be_allowed: bool = rule.waiver() == Waiver::WithReason,
        reason: &'static str = rule.reason(),
        source: &'static str = rule.source(),
    }
}

/// The version of the program, and the date and identity of its base.
pub fn about(
    knowledge: &Knowledge,
    version: &str,
    commit: &str,
    is_embedded: bool,
    is_stale: bool,
    settings: Option<String>,
    report: &str,
) -> Value {
    document(AboutView::new(knowledge, version, commit, is_embedded, is_stale, settings, report))
}

view! {
    AboutView<'k>(knowledge: &'k Knowledge, version: &'k str, commit: &'k str, is_embedded: bool, is_stale: bool, settings: Option<String>, report: &'k str) {
        version: &'k str = version,
        commit: &'k str = commit,
        title: &'k str = &knowledge.review().title,
        condition: &'k str = &knowledge.review().condition,
        as_of: Text<Date> = Text(knowledge.as_of()),
        check_the_label: bool = is_stale,
        sha256: &'k str = knowledge.digest(),
        embedded: bool = is_embedded,
        overlay: Option<OverlayView<'k>> = knowledge.overlay().map(|overlay| OverlayView::new(knowledge, overlay)),
        settings: Option<String> = settings,
        report: &'k str = report,
        counts: Map<String, Value> = {
            let entries = knowledge.groups().map(|group| (group.word, group.numbers.len()));
            let all = entries.chain([("claims", knowledge.claim_count())]);
            all.map(|(name, count)| (name.to_owned(), count.into())).collect()
        },
    }
}

view! {
    OverlayView<'k>(knowledge: &Knowledge, overlay: &'k Overlay) {
        title: &'k str = &overlay.title,
        author: &'k str = &overlay.author,
        date: Text<Date> = Text(*overlay.date),
        sha256: &'k str = &overlay.digest,
        claims: usize = knowledge.claims().filter(|claim| claim.note().is_some()).count(),
    }
}

fn text_of(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.replace('\u{A0}', " ")).collect::<String>().trim().to_owned()
}

/// A cell of a comparison without the bullet that separates its statements on a page.
fn without_bullet(cell: &[Span]) -> &[Span] {
    match cell {
        [first, rest @ ..] if first.text == BULLET => rest,
        _no_bullet => cell,
    }
}
