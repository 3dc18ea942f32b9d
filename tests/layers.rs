//! The layers of ARCHITECTURE.md are those of the code: no module uses one that its row does not name.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The table of layers: each module and the modules it may use.
fn layers() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows = text
        .lines()
        .skip_while(|line| !line.starts_with("| layer | may use |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        (names(cells[1]).pop_first().unwrap(), names(cells[2]))
    })
    .collect()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The top module a file belongs to; `None` for the roots of the crates.
fn module_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    let module = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
    (!["lib", "main", "build"].contains(&module.as_str())).then_some(module)
}

/// The top modules a file names with `crate::`, also in braces and below a glob.
fn used_by(text: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut used = BTreeSet::new();
    for (place, _) in text.match_indices("crate::") {
        let rest = &text[place + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = &list[..list.find('}').unwrap()];
                used.extend(list.split(',').map(|item| word(item.trim())));
            }
            None => {
                used.insert(word(rest));
            }
        }
    }
    used.retain(|module| !module.is_empty());
    used
}

#[test]
fn no_module_looks_up() {
    let layers = layers();
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let mut seen = BTreeSet::new();
    for file in files {
        let Some(module) = module_of(&file) else { continue };
        let allowed = layers.get(&module).unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for {module}"));
        for used in used_by(&fs::read_to_string(&file).unwrap()) {
            assert!(used == module || allowed.contains(&used), "{} uses {used}", file.display());
        }
        seen.insert(module);
    }
    assert_eq!(seen, layers.keys().cloned().collect(), "ARCHITECTURE.md has a row without a module");
}

fn assert_no_circle(uses: &BTreeMap<String, BTreeSet<String>>) {
    let mut below: BTreeSet<String> = BTreeSet::new();
    let mut left: Vec<&String> = uses.keys().collect();
    while !left.is_empty() {
        let (ready, waiting): (Vec<_>, Vec<_>) = left.iter().partition(|name| uses[**name].is_subset(&below));
        assert!(!ready.is_empty(), "a circle among {waiting:?}");
        below.extend(ready.into_iter().cloned());
        left = waiting;
    }
}

#[test]
fn the_table_has_no_circle() {
    assert_no_circle(&layers());
}

#[test]
fn the_modules_of_a_page_have_no_circle() {
    let mut files = Vec::new();
    rust_files(&root().join("src/page"), &mut files);
    let uses = files.iter().map(|file| {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let siblings = code.split("super::").skip(1);
        let word = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        (file.file_stem().unwrap().to_string_lossy().into_owned(), siblings.map(word).collect())
    });
    assert_no_circle(&uses.collect());
}

#[test]
fn only_the_command_line_prints_and_only_the_terminal_and_the_printer_write_escapes() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix(root().join("src")).unwrap().to_string_lossy().into_owned();
        let prints = ["println!", "print!", "eprintln!", "eprint!"].iter().any(|macro_| text.contains(macro_));
        assert!(!prints || name == "build.rs", "{name} prints");
        let escapes = text.contains("\\x1b") || text.contains("\\u{1b}");
        let may = ["cli/output.rs", "cli/links.rs"].contains(&&*name) || name.starts_with("terminal/");
        assert!(!escapes || may, "{name} writes escape sequences");
    }
}
