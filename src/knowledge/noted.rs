//! What a compilation said, without the files it spoke of.
//!
//! Promises: everything that a reader of a list needs: what, where, how to mend it, and why it stands if it stands. It is
//! what JSON shows, and what the program keeps of the compilation of its own base.

use serde::{Deserialize, Serialize};

use super::code::{Code, Severity};
use super::compile::Compilation;
use super::diagnostic::Diagnostic;
use super::source::SourceFile;

/// One diagnostic with its place in words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Noted {
    /// How bad it is.
    pub severity: Severity,
    /// The rule it speaks for.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// The file, as messages name it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// How to mend it.
    pub help: String,
    /// Why it stands, if somebody allowed it.
    pub allowed: Option<String>,
}

/// What a compilation came to, in the order of the files.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Notes {
    /// How many errors there are, listed or not.
    pub errors: usize,
    /// How many warnings there are, listed or not.
    pub warnings: usize,
    /// The first of them.
    pub diagnostics: Vec<Noted>,
    /// What somebody allowed.
    pub allowed: Vec<Noted>,
}

impl Notes {
    /// The notes of a compilation, with at most `limit` diagnostics.
    pub fn of(compilation: &Compilation, limit: usize) -> Self {
        let findings = &compilation.findings;
        let note = |diagnostic: &Diagnostic, allowed: Option<String>| noted(diagnostic, &compilation.files, allowed);
        Self {
            errors: findings.errors(),
            warnings: findings.warnings(),
            diagnostics: findings.diagnostics().iter().take(limit).map(|one| note(one, None)).collect(),
            allowed: findings.allowed().iter().map(|one| note(&one.diagnostic, Some(one.reason.clone()))).collect(),
        }
    }
}

impl Notes {
    /// Decodes what `encode` wrote.
    ///
    /// # Errors
    /// If the bytes are not what `encode` of the same version wrote.
    pub fn decode(bytes: &[u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(bytes)
    }

    /// The notes as bytes to embed.
    ///
    /// # Errors
    /// If memory runs out.
    pub fn encode(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(self)
    }
}

fn noted(diagnostic: &Diagnostic, files: &[SourceFile], allowed: Option<String>) -> Noted {
    let place = diagnostic.place();
    let file = files.get(place.file as usize);
    let (line, column) = file.map_or((1, 1), |file| file.line_column(place.range().start));
    Noted {
        severity: diagnostic.severity,
        code: diagnostic.code,
        message: diagnostic.message.clone(),
        file: file.map(|file| file.name.clone()).unwrap_or_default(),
        line,
        column,
        help: diagnostic.help.clone(),
        allowed,
    }
}
