//! The build script: compiles data/, and writes the base, its search index and its report where `embedded` includes them.
//!
//! Promises: a base with an error is not embedded, and the build fails with the messages of `jakref check`. The `mod` lines
//! below include the library's own modules, so that one loader and one set of rules serve both.

#![allow(dead_code, unused_imports, reason = "the script uses a part of the modules it shares with the library")]

mod check;
mod knowledge;
mod layout;
mod page;
mod search;
mod statistics;

use std::path::Path;
use std::process::{Command, ExitCode};

use knowledge::{RenderStyle, Report, Severity};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rustc-env=JAKREF_COMMIT={}", commit());
    match embed() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The commit that the program is built from: `JAKREF_COMMIT` if packaging sets it, otherwise in a release build git's HEAD.
///
/// Other builds have none: running git after each change would slow them down.
fn commit() -> String {
    println!("cargo::rerun-if-env-changed=JAKREF_COMMIT");
    if let Some(named) = std::env::var("JAKREF_COMMIT").ok().filter(|named| !named.is_empty()) {
        return named;
    }
    let unknown = "unknown".to_owned();
    if std::env::var("PROFILE").as_deref() != Ok("release") {
        return unknown;
    }
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
        Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    // If the folder is inside another repository, HEAD is not a commit of this program.
    let is_ours = git(&["rev-parse", "--show-prefix"]).is_some_and(|prefix| prefix.is_empty());
    let Some(head) = git(&["rev-parse", "HEAD"]).filter(|_head| is_ours) else { return unknown };
    println!("cargo::rerun-if-changed=Cargo.toml");
    if let Some(moves) = git(&["rev-parse", "--git-path", "logs/HEAD"]) {
        println!("cargo::rerun-if-changed={moves}");
    }
    let unchanged = git(&["status", "--porcelain", "--", "src", "data", "Cargo.toml", "Cargo.lock"]);
    if unchanged.is_some_and(|changes| changes.is_empty()) { head } else { format!("{head} with changes") }
}

fn embed() -> Result<(), String> {
    let compilation = knowledge::compile(Path::new("data"), check::house_rules).map_err(|error| error.to_string())?;
    let style = RenderStyle { color: false, ascii: true, width: 120 };
    let Some(base) = &compilation.knowledge else {
        let errors = compilation.findings.diagnostics().iter().filter(|one| one.severity == Severity::Error);
        return Err(errors.map(|one| knowledge::render(one, &compilation.files, style)).collect());
    };
    let report = Report::new(&compilation, usize::MAX).encode().map_err(|error| error.to_string())?;
    let folder = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    for (name, bytes) in [
        ("knowledge.postcard", &base.to_bytes()),
        ("index.bytes", &search::Index::build(base)),
        ("report.postcard", &report),
    ] {
        std::fs::write(Path::new(&folder).join(name), bytes)
            .map_err(|error| format!("cannot write the embedded base: {error}"))?;
    }
    Ok(())
}
