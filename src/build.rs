//! The build script: compiles data/ and leaves it where `embedded` finds it.
//!
//! Promises: a base with an error is not embedded, and the build says what is wrong as `jakref check` would. The `mod`
//! lines below take in the library's own modules, so that one loader and one set of rules serve both.

#![allow(dead_code, unused_imports, reason = "the script uses a part of the modules it shares with the library")]

mod check;
mod knowledge;
mod statistics;

use std::path::Path;
use std::process::ExitCode;

use knowledge::{Notes, Severity, Style};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src/build.rs");
    println!("cargo::rerun-if-changed=src/check.rs");
    println!("cargo::rerun-if-changed=src/check");
    println!("cargo::rerun-if-changed=src/knowledge.rs");
    println!("cargo::rerun-if-changed=src/knowledge");
    println!("cargo::rerun-if-changed=src/statistics.rs");
    match embed() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn embed() -> Result<(), String> {
    let compilation = knowledge::compile(Path::new("data"), check::house_rules).map_err(|unreadable| unreadable.0)?;
    let style = Style { color: false, ascii: true, width: 120 };
    let Some(base) = &compilation.knowledge else {
        let errors = compilation.findings.diagnostics().iter().filter(|one| one.severity == Severity::Error);
        return Err(errors.map(|one| knowledge::render(one, &compilation.files, style)).collect());
    };
    let bytes = base.encode().map_err(|error| error.to_string())?;
    let notes = Notes::of(&compilation, usize::MAX).encode().map_err(|error| error.to_string())?;
    let folder = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    for (name, bytes) in [("knowledge.postcard", bytes), ("notes.postcard", notes)] {
        std::fs::write(Path::new(&folder).join(name), bytes)
            .map_err(|error| format!("cannot write the embedded base: {error}"))?;
    }
    Ok(())
}
