//! What each key of the files means, in the words of data/README.md.
//!
//! Promises: no second description of the format. A key is explained by the remark behind it in a template of that document, or by
//! nothing.

use crate::knowledge::FileKind;

const README: &str = include_str!("../../data/README.md");

/// The remark on a key; `path` is the kind of the file and the keys that lead to the key.
pub(super) fn explanations(path: &[&str]) -> Option<&'static str> {
    let (key, tables) = path.split_last()?;
    let table = tables.last()?;
    remarks().find(|(of, name, _)| of == table && name == key).map(|(_, _, remark)| remark)
}

/// Every remark in a template, with its table and its key. The keys at the head of a file are in the table of its kind.
fn remarks() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let (mut kind, mut table, mut is_template) = ("", "", false);
    README.lines().filter_map(move |line| {
        if let Some(heading) = line.strip_prefix("## ") {
            let heading = heading.to_lowercase();
            kind = FileKind::ALL.iter().map(|kind| kind.word()).find(|kind| heading.contains(kind)).unwrap_or("review");
            return None;
        }
        if line.starts_with("```") {
            (is_template, table) = (line == "```toml", kind);
            return None;
        }
        if !is_template {
            return None;
        }
        if let Some(head) = line.strip_prefix('[') {
            let name = head.trim_start_matches('[').split(']').next()?;
            table = name.rsplit('.').next()?;
            return None;
        }
        let (value, remark) = line.rsplit_once(" # ")?;
        let key = value.split_once('=')?.0.trim();
        Some((table, key, remark.trim()))
    })
}
