//! What is read plainly, against the library's own tree.

use proptest::prelude::*;
use toml::de::DeTable;

use super::{Builder, MOST_KEYS, Table, Value, plain};
use crate::knowledge::text::is_printable_ascii;

/// Everything that is in a table, with its places.
fn told(table: &Table<'_>) -> Vec<String> {
    let told = |(key, value): &super::Entry<'_>| format!("{key} {:?} = {}", key.place(), told_value(value));
    table.iter().map(told).collect()
}

fn told_value(value: &super::Located<Value<'_>>) -> String {
    let told = match &**value {
        Value::List(list) => format!("{:?}", list.iter().map(told_value).collect::<Vec<_>>()),
        Value::Table(table) => format!("{:?}", told(table)),
        // Only who reads plainly knows at once that a text is printable.
        Value::Text { text, is_printable } => {
            assert!(!is_printable || is_printable_ascii(text), "{text:?}");
            format!("{text:?}")
        }
        Value::Whole(..) | Value::Float(_) | Value::Truth(_) | Value::Time(_) => {
            format!("{value:?}")
        }
    };
    format!("{told} {:?}", value.place())
}

#[test]
fn a_file_of_tables_lists_and_plain_keys_is_written_plainly() {
    let text = "# A base.\nname = \"a\" # so called\nall = [\n  { at = 1, \"by\" = 'x' },\n]\n\n[one]\non = 2026-11-24\n\
                [[two]]\nn = 1.50\n[[two.in]]\nis = true\n[[two.in]]\n[[two]]\n[[two.in]]\nb = \"\\u00e9 \u{B5}\"\n";
    let tree = plain(text, 3).expect("plain");
    let library = Table::of_library(DeTable::parse(text).expect("TOML").into_inner(), 3);
    assert_eq!(told(&tree), told(&library));
}

/// Files with many keys in one table, in each way in which TOML lets a table have them.
fn files_of_many_keys(many: usize) -> [String; 7] {
    let lines = |line: &dyn Fn(usize) -> String| (0..many).map(line).collect::<Vec<_>>().join("\n");
    [
        lines(&|n| format!("k{n} = 1")),
        format!("[u]\n{}", lines(&|n| format!("k{n} = 1"))),
        format!("[[u]]\n{}", lines(&|n| format!("k{n} = {{ a = 1 }}"))),
        format!("u = {{ {} }}", lines(&|n| format!("k{n} = 1,")).replace(",\n", ", ").trim_end_matches(',')),
        lines(&|n| format!("[u.k{n}]")),
        lines(&|n| format!("[[u.k{n}]]")),
        lines(&|n| format!("u.k{n} = 1")),
    ]
}

#[test]
fn a_key_is_compared_with_no_more_others_than_a_table_of_a_base_has() {
    for many in [MOST_KEYS, 10_000] {
        for text in files_of_many_keys(many) {
            // Each key is compared with those that are held, and room that was once needed is kept.
            let held = Builder::read(&text, 1).0.entries.capacity();
            assert!(held <= 2 * MOST_KEYS, "{held}: {}", &text[..20]);
        }
    }
}

#[test]
fn a_hundred_thousand_keys_are_read() {
    for text in files_of_many_keys(100_000) {
        assert!(plain(&text, 1).is_none());
    }
}

fn value() -> impl Strategy<Value = String> {
    let scalar = prop::sample::select(vec![
        "\"a b\"",
        "\"\"",
        "\"\\n\\\\\"",
        "\"\u{e9}\"",
        "'\\'",
        "\"\"\"\na\"\"\"",
        "'''b'''",
        "\"\"\"c\"\"\"",
        "1",
        "+2_0",
        "0x1F",
        "-1.50",
        "1e3",
        "inf",
        "true",
        "2026-02-28",
        "2026-02-30",
        "2026-02-28T07:30:00Z",
        "07:30:00",
        "x",
        "\"",
        "\"a",
        "",
        "01",
        "\"\u{7f}\"",
        "'\u{1}'",
    ]);
    scalar.prop_map(str::to_owned).prop_recursive(3, 12, 4, |inner| {
        let key = prop::sample::select(vec!["a", "b", "\"c\"", "a.b"]);
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(|values| format!("[{}]", values.join(", ")));
        let table = prop::collection::vec((key, inner), 0..4).prop_map(|entries| {
            let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            format!("{{ {} }}", entries.join(", "))
        });
        prop_oneof![list, table]
    })
}

fn line() -> impl Strategy<Value = String> {
    let key = || prop::sample::select(vec!["a", "b", "c", "c-1", "\"d e\"", "'f'", "a.b", "\u{e9}", ""]);
    let other = vec!["", " ", "# c", "# \u{1}", "\r", "]", "[]", "[a", "= 1", "a = [", "}", "\u{feff}"];
    let brackets = prop::sample::select(vec![("[", "]"), ("[[", "]]")]);
    prop_oneof![
        5 => (key(), value()).prop_map(|(key, value)| format!("{key} = {value}")),
        4 => (brackets, key()).prop_map(|((open, close), key)| format!("{open}{key}{close}")),
        1 => prop::sample::select(other).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_written_plainly_is_what_the_library_reads(
        lines in prop::collection::vec(line(), 0..8),
        end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let text = lines.join(end);
        if let Some(tree) = plain(&text, 1) {
            let library = DeTable::parse(&text).map(|table| Table::of_library(table.into_inner(), 1));
            prop_assert_eq!(Ok(told(&tree)), library.map(|table| told(&table)));
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "([\\[\\]{}=.,\"'#a \\n]|.){0,40}") {
        let plain = plain(&text, 1);
        prop_assert!(plain.is_none() || DeTable::parse(&text).is_ok(), "{:?}", text);
    }
}
