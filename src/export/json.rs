//! Entries and answers as JSON.
//!
//! Promises: each object is a struct, here or in `entry`, whose fields are its keys in the order in which they are printed;
//! the first key of every answer is the schema. A value that is not known is `null` where every entry of the kind could
//! have it.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use super::entry::{EntryView, PlotView, ReferenceView, Text};
use super::list::ListRow;
use crate::knowledge::{Code, Drug, Entry, EntryId, Kind, Knowledge, Record, Reference, Report, Waiver};
use crate::page::{BULLET, Page, Shape, Span, head_to_head, look_alikes, vancouver};
use crate::search::{Answer, Index, bracketed};

/// The name of the form of every JSON object the program writes.
pub const SCHEMA: &str = "jakref/1";

/// The keys of a view, in their order.
pub(super) fn fields(view: impl Serialize) -> Map<String, Value> {
    let Value::Object(fields) = value(view) else { panic!("a view is a struct") };
    fields
}

fn value(view: impl Serialize) -> Value {
    serde_json::to_value(view).expect("the keys of a view are text, and none of its values can fail")
}

/// A whole answer: the schema, then what the answer says.
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
    #[derive(Serialize)]
    struct Entries<'k> {
        entries: Vec<EntryView<'k>>,
    }
    match entries {
        [one] => document(EntryView::new(knowledge, *one)),
        [] | [_, _, ..] => {
            document(Entries { entries: entries.iter().map(|one| EntryView::new(knowledge, *one)).collect() })
        }
    }
}

/// A list of entries.
pub fn list(rows: &[ListRow]) -> Value {
    #[derive(Serialize)]
    struct List<'r> {
        entries: Vec<Row<'r>>,
    }
    #[derive(Serialize)]
    struct Row<'r> {
        id: Text<&'r EntryId>,
        kind: Text<Kind>,
        title: &'r str,
        status: &'r str,
    }
    let entries =
        rows.iter().map(|ListRow { id, title, status }| Row { id: Text(id), kind: Text(id.kind()), title, status });
    document(List { entries: entries.collect() })
}

/// What a search found.
pub fn answer(index: &Index<'_>, query: &str, answer: &Answer) -> Value {
    #[derive(Serialize)]
    struct AnswerView<'a> {
        query: &'a str,
        ambiguous: bool,
        hits: Vec<HitView<'a>>,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        more: bool,
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        unmatched: &'a [String],
    }
    #[derive(Serialize)]
    struct HitView<'a> {
        id: Text<EntryId>,
        kind: Text<Kind>,
        title: &'a str,
        matched: Cow<'a, str>,
        how: &'static str,
        route: Option<&'static str>,
        status: &'a str,
        near: bool,
        differing: Option<String>,
        field: &'static str,
        anchor: Option<&'a str>,
    }
    let hits = answer.hits.iter().map(|hit| {
        let shown = index.shown(answer, hit).expect("a hit is an entry of the base that was searched");
        HitView {
            kind: Text(shown.id.kind()),
            id: Text(shown.id),
            title: shown.title,
            differing: (!shown.differing.is_empty()).then(|| bracketed(&shown.matched, &shown.differing)),
            matched: shown.matched,
            how: hit.how.word(),
            route: shown.route,
            status: shown.status,
            near: hit.how.is_near(),
            field: shown.field.word(),
            anchor: shown.anchor,
        }
    });
    document(AnswerView {
        query,
        ambiguous: answer.ambiguous,
        hits: hits.collect(),
        more: answer.more,
        unmatched: &answer.unmatched,
    })
}

/// References with their fields and as a line of a list.
pub fn references(references: &[&Reference]) -> Value {
    #[derive(Serialize)]
    struct References<'k> {
        references: Vec<Cited<'k>>,
    }
    #[derive(Serialize)]
    struct Cited<'k> {
        #[serde(flatten)]
        fields: ReferenceView<'k>,
        vancouver: String,
    }
    let all = references.iter().map(|one| Cited { fields: ReferenceView::new(one), vancouver: vancouver(one) });
    document(References { references: all.collect() })
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
            Shape::Heading => heading = joined(&block.spans),
            Shape::Table(table) => {
                let statements = |column: usize| {
                    let cells = table.rows.iter().map(|row| row[column].as_slice()).filter(|cell| !cell.is_empty());
                    cells.map(|cell| joined(without_bullet(cell))).collect()
                };
                let cells = drugs.iter().enumerate();
                let cells = cells.map(|(column, drug)| Cell { id: Text(&drug.id), statements: statements(column) });
                rows.push(Row { row: heading.clone(), cells: cells.collect() });
            }
            Shape::Paragraph | Shape::Bullet | Shape::Under | Shape::Plot(_) => {}
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

/// What a check found: everything counted, the first diagnostics listed, and what was allowed, if anything.
pub fn check_report(report: &Report) -> Value {
    #[derive(Serialize)]
    struct Check<'r> {
        errors: usize,
        warnings: usize,
        diagnostics: Vec<RecordView<'r>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        allowed: Vec<RecordView<'r>>,
    }
    #[derive(Serialize)]
    struct RecordView<'r> {
        severity: &'static str,
        code: Text<Code>,
        message: &'r str,
        file: &'r str,
        line: usize,
        column: usize,
        help: &'r str,
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<&'r str>,
    }
    fn views(records: &[Record]) -> Vec<RecordView<'_>> {
        let views = records.iter().map(|one| RecordView {
            severity: one.severity.word(),
            code: Text(one.code),
            message: &one.message,
            file: &one.file,
            line: one.line,
            column: one.column,
            help: &one.help,
            reason: one.allowed.as_deref(),
        });
        views.collect()
    }
    document(Check {
        errors: report.errors,
        warnings: report.warnings,
        diagnostics: views(&report.diagnostics),
        allowed: views(&report.allowed),
    })
}

/// Rules and why they exist.
pub fn rules(codes: &[Code]) -> Value {
    #[derive(Serialize)]
    struct Rules {
        rules: Vec<Rule>,
    }
    #[derive(Serialize)]
    struct Rule {
        code: Text<Code>,
        severity: &'static str,
        severity_in_prose: &'static str,
        can_be_allowed: bool,
        reason: &'static str,
        source: &'static str,
    }
    let rule = |code: &Code| Rule {
        code: Text(*code),
        severity: code.severity().word(),
        severity_in_prose: code.severity_in_prose().word(),
        can_be_allowed: code.waiver() == Waiver::WithReason,
        reason: code.reason(),
        source: code.source(),
    };
    document(Rules { rules: codes.iter().map(rule).collect() })
}

/// The version of the program, and the date and identity of its base.
pub fn about(knowledge: &Knowledge, (version, commit): (&str, &str), embedded: bool, stale: bool) -> Value {
    #[derive(Serialize)]
    struct About<'k> {
        version: &'k str,
        commit: &'k str,
        title: &'k str,
        condition: &'k str,
        as_of: Text<Date>,
        check_the_label: bool,
        sha256: &'k str,
        embedded: bool,
        overlay: Option<OverlayView<'k>>,
        counts: Map<String, Value>,
    }
    #[derive(Serialize)]
    struct OverlayView<'k> {
        title: &'k str,
        author: &'k str,
        date: Text<Date>,
        sha256: &'k str,
        claims: usize,
    }
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Review);
    let counts = kinds.map(|kind| (kind.plural(), knowledge.count(*kind))).chain([("claims", knowledge.claim_count())]);
    document(About {
        version,
        commit,
        title: &knowledge.review().title,
        condition: &knowledge.review().condition,
        as_of: Text(knowledge.as_of()),
        check_the_label: stale,
        sha256: knowledge.digest(),
        embedded,
        overlay: knowledge.overlay().map(|overlay| OverlayView {
            title: &overlay.title,
            author: &overlay.author,
            date: Text(*overlay.date),
            sha256: &overlay.digest,
            claims: knowledge.claims().filter(|claim| claim.note().is_some()).count(),
        }),
        counts: counts.map(|(name, count)| (name.to_owned(), count.into())).collect(),
    })
}

fn joined(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.replace('\u{A0}', " ")).collect::<String>().trim().to_owned()
}

/// A cell of a comparison without the bullet that parts its statements on paper.
fn without_bullet(cell: &[Span]) -> &[Span] {
    match cell {
        [first, rest @ ..] if first.text == BULLET => rest,
        _no_bullet => cell,
    }
}
