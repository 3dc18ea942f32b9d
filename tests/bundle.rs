//! A bundle says what its base says, and one that is damaged is refused.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

#[path = "scratch/scratch.rs"]
#[allow(dead_code, reason = "others change what they copy")]
mod scratch;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use scratch::Scratch;

fn jakref(home: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jakref"));
    command.env_clear().env("LC_ALL", "C.UTF-8").env("HOME", home).stdin(Stdio::null());
    let output = command.args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The invented base, a place for a bundle of it, and that bundle.
fn bundled() -> (Scratch, Scratch, PathBuf) {
    let (base, place) = (Scratch::second_base(), Scratch::empty());
    let file = place.path().join("base.jakref");
    let (code, out, err) =
        jakref(place.path(), &["bundle", base.path().to_str().unwrap(), "-o", file.to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("Identity of the base: ") && out.contains("As of "), "{out}");
    (base, place, file)
}

/// Everything that lies in a folder.
fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn every_command_says_the_same_of_a_bundle_as_of_its_base() {
    let (base, place, file) = bundled();
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
        let of = |data: &Path| jakref(place.path(), &[arguments, &["--data", data.to_str().unwrap()]].concat());
        assert_eq!(of(&file), of(base.path()), "{arguments:?}");
    }
}

#[test]
fn a_clinic_s_notes_lie_over_a_bundle_as_over_a_base() {
    let (base, place, file) = bundled();
    let drug = fs::read_dir(base.path().join("oral")).unwrap().next().unwrap().unwrap().path();
    let drug = drug.file_stem().unwrap().to_str().unwrap().to_owned();
    place.write(
        "notes.toml",
        format!(
            "[overlay]\ntitle = \"Ward\"\nauthor = \"A. N.\"\ndate = 2026-01-01\n\n[[claim]]\nid = \"local-note\"\n\
             about = [\"oral/{drug}\"]\nsection = \"monitoring\"\ntext = \"Ask the ward pharmacist.\"\n"
        )
        .as_bytes(),
    );
    let notes = place.path().join("notes.toml");
    let id = format!("oral/{drug}");
    let of = |data: &Path| {
        jakref(place.path(), &["show", &id, "--overlay", notes.to_str().unwrap(), "--data", data.to_str().unwrap()])
    };
    assert_eq!(of(&file), of(base.path()));
    assert!(of(&file).1.contains("LOCAL (A. N."), "{:?}", of(&file));
}

#[test]
fn a_bundle_with_any_byte_changed_or_cut_anywhere_is_refused_with_one_sentence() {
    let (_base, place, file) = bundled();
    let whole = fs::read(&file).unwrap();
    let places = (0..40).chain((40..whole.len()).step_by(whole.len() / 60)).chain([whole.len() - 1]);
    for at in places {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 0x10;
        for bytes in [&spoilt, &whole[..at]] {
            fs::write(&file, bytes).unwrap();
            let (code, out, err) = jakref(place.path(), &["list", "--data", file.to_str().unwrap()]);
            assert_eq!((code, out.as_str(), err.lines().count()), (Some(2), "", 1), "byte {at}: {err}");
            assert!(err.starts_with("jakref: ") && err.contains(file.to_str().unwrap()), "byte {at}: {err}");
        }
    }
}

#[test]
fn a_bundle_of_another_version_is_refused_and_told_from_a_file_that_is_none() {
    let (_base, place, file) = bundled();
    let list = || jakref(place.path(), &["list", "--data", file.to_str().unwrap()]);
    let whole = fs::read(&file).unwrap();
    let version = env!("CARGO_PKG_VERSION").as_bytes();
    let at = whole.windows(version.len()).position(|bytes| bytes == version).unwrap();
    let mut other = whole.clone();
    other[at] = b'9';
    fs::write(&file, other).unwrap();
    assert!(list().2.contains("made by another version of jakref"), "{}", list().2);
    fs::write(&file, "[[claim]]\n").unwrap();
    assert!(list().2.contains("and not a bundle"), "{}", list().2);
}

#[test]
fn a_base_with_an_error_becomes_no_bundle_and_leaves_no_file() {
    let (base, place) = (Scratch::second_base(), Scratch::empty());
    base.write("oral/empty-file.toml", b"");
    let file = place.path().join("base.jakref");
    let (code, out, err) =
        jakref(place.path(), &["bundle", base.path().to_str().unwrap(), "-o", file.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("the file is empty"), "{err}");
    assert_eq!(names(place.path()), [""; 0]);
}

#[test]
fn where_a_bundle_cannot_be_written_one_sentence_says_why() {
    let (base, place) = (Scratch::second_base(), Scratch::empty());
    let nowhere = place.path().join("no-such-folder/base.jakref");
    let (code, _, err) =
        jakref(place.path(), &["bundle", base.path().to_str().unwrap(), "-o", nowhere.to_str().unwrap()]);
    assert_eq!((code, err.lines().count()), (Some(2), 1), "{err}");
    assert!(err.contains("cannot be written: "), "{err}");
}

#[cfg(unix)]
#[test]
fn a_bundle_takes_the_place_of_a_link_and_not_of_what_it_leads_to() {
    let (base, place) = (Scratch::second_base(), Scratch::empty());
    place.write("victim", b"mine");
    let file = place.path().join("base.jakref");
    std::os::unix::fs::symlink(place.path().join("victim"), &file).unwrap();
    let (code, ..) = jakref(place.path(), &["bundle", base.path().to_str().unwrap(), "-o", file.to_str().unwrap()]);
    assert_eq!(code, Some(0));
    assert_eq!(fs::read(place.path().join("victim")).unwrap(), b"mine");
    assert!(fs::symlink_metadata(&file).unwrap().is_file());
}

#[test]
fn a_large_base_is_read_without_leaving_anything_anywhere() {
    let (base, home) = (Scratch::second_base(), Scratch::empty());
    let path = base.path().join("review.toml");
    let text = fs::read_to_string(&path).unwrap() + &"# A remark that says nothing.\n".repeat(40_000);
    fs::write(path, text).unwrap();
    let (code, _, err) = jakref(home.path(), &["list", "--data", base.path().to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(names(home.path()), [""; 0]);
}
