//! A large base is kept in its compiled form: that changes how long a start takes, and nothing that is said.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

#[path = "scratch/scratch.rs"]
#[allow(dead_code, reason = "others change what they copy")]
mod scratch;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use scratch::Scratch;

/// The invented base, made so large by a comment that it is worth keeping, and long enough at rest.
fn large_base() -> Scratch {
    let base = Scratch::second_base();
    let path = base.path().join("review.toml");
    let text = fs::read_to_string(&path).unwrap() + &"# A remark that says nothing.\n".repeat(40_000);
    fs::write(path, text).unwrap();
    rest();
    base
}

/// What changed less than a tenth of a second ago is not kept.
fn rest() {
    std::thread::sleep(Duration::from_millis(150));
}

/// Asks the program of a base, with a place for what it keeps; nowhere if that is empty.
fn jakref(base: &Path, cache: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jakref"));
    command.env_clear().env("LC_ALL", "C.UTF-8").env("JAKREF_CACHE", cache).stdin(Stdio::null());
    let output = command.arg("--data").arg(base).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The files in the place of what is kept.
fn kept(cache: &Path) -> Vec<PathBuf> {
    fs::read_dir(cache).map_or_else(|_| Vec::new(), |entries| entries.map(|entry| entry.unwrap().path()).collect())
}

/// A base of which the kept form is there.
fn kept_base() -> (Scratch, Scratch) {
    let (base, cache) = (large_base(), Scratch::empty());
    let (code, _, err) = jakref(base.path(), cache.path(), &["list"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(kept(cache.path()).len(), 1, "a large base at rest is kept");
    (base, cache)
}

#[test]
fn every_command_says_the_same_of_what_is_kept() {
    let (base, cache) = kept_base();
    let nowhere = Path::new("");
    for arguments in [
        &["list"] as &[&str],
        &["list", "--format", "json"],
        &["print"],
        &["print", "--format", "json"],
        &["search", "wick"],
        &["search", "tallowin"],
        &["search", "zebra"],
        &["show", "since"],
        &["show", "review"],
        &["cite"],
        &["about", "--format", "json"],
    ] {
        assert_eq!(
            jakref(base.path(), cache.path(), arguments),
            jakref(base.path(), nowhere, arguments),
            "{arguments:?}"
        );
    }
    assert_eq!(kept(cache.path()).len(), 1);
}

#[test]
fn a_change_in_any_file_is_seen_at_once() {
    let (base, cache) = kept_base();
    let title = |base: &Path| jakref(base, cache.path(), &["about"]).1;
    let before = title(base.path());
    let path = base.path().join("review.toml");
    let text = fs::read_to_string(&path).unwrap();
    let changed = text.replacen("Invented:", "Another:", 1);
    fs::write(&path, changed).unwrap();
    let after = title(base.path());
    assert!(after.contains("Another:") && !before.contains("Another:"), "{after}");
    // The same length and the same time of its content, so that only the time of the change tells.
    rest();
    title(base.path());
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, text.replacen("Invented:", "Onemore:", 1)).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    assert!(title(base.path()).contains("Onemore:"));
    for file in ["oral/empty-file.toml", "references/part.toml", "stray/file.toml"] {
        base.write(file, b"stray = 1\n");
        assert_eq!(jakref(base.path(), cache.path(), &["about"]).0, Some(2), "{file} was added and is read");
        fs::remove_file(base.path().join(file)).unwrap();
    }
}

#[test]
fn what_is_damaged_is_never_shown_as_if_it_were_whole() {
    let (base, cache) = kept_base();
    let file = kept(cache.path()).remove(0);
    let whole = fs::read(&file).unwrap();
    let asked = ["print", "--format", "json"];
    let remove = format!("remove the file that keeps it, {}", file.display());
    let truth = jakref(base.path(), cache.path(), &asked);
    for place in (0..whole.len()).step_by(whole.len() / 60) {
        let mut spoilt = whole.clone();
        spoilt[place] ^= 0x10;
        fs::write(&file, spoilt).unwrap();
        let (code, out, err) = jakref(base.path(), cache.path(), &asked);
        let noticed = code != Some(0) && err.contains(&remove) && out.is_empty();
        assert!(noticed || (code, &out) == (Some(0), &truth.1), "byte {place}: {code:?} {err}");
        fs::write(&file, whole.get(..place).unwrap()).unwrap();
        let (code, out, err) = jakref(base.path(), cache.path(), &asked);
        let noticed = code != Some(0)
            && err.contains("a kept base can no longer be read")
            && err.contains(file.to_str().unwrap())
            && out.is_empty();
        assert!(noticed || (code, &out) == (Some(0), &truth.1), "cut at {place}: {code:?} {err}");
    }
}

#[test]
fn a_base_with_a_fault_is_not_kept_nor_one_that_has_just_been_written() {
    let (base, cache) = (large_base(), Scratch::empty());
    fs::write(base.path().join("oral/empty-file.toml"), "").unwrap();
    rest();
    assert_eq!(jakref(base.path(), cache.path(), &["list"]).0, Some(2));
    fs::remove_file(base.path().join("oral/empty-file.toml")).unwrap();
    assert_eq!(kept(cache.path()).len(), 0);
    let small = Scratch::second_base();
    rest();
    assert_eq!(jakref(small.path(), cache.path(), &["list"]).0, Some(0));
    assert_eq!(kept(cache.path()).len(), 0, "a small base is compiled before anybody notices");
}

#[test]
fn where_nothing_can_be_kept_nothing_else_changes() {
    let base = large_base();
    let here = Scratch::empty();
    let file = here.path().join("a-file");
    fs::write(&file, "").unwrap();
    let truth = jakref(base.path(), Path::new(""), &["list"]);
    assert_eq!(truth.0, Some(0));
    assert_eq!(jakref(base.path(), &file.join("below-a-file"), &["list"]), truth);
    let new = here.path().join("made/when/needed");
    assert_eq!(jakref(base.path(), &new, &["list"]), truth);
    assert_eq!(kept(&new).len(), 1);
}
