//! What must hold of a base of which one file is anything at all.
//!
//! The tests and the fuzz target share it. Whatever the file holds, compiling ends, counts what it found, points into the
//! files, says nothing that acts on a terminal, and gives a base if and only if it found no error.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jakref::check::house_rules;
use jakref::knowledge::{
    Compilation, RenderStyle, Report, SourceFile, Sources, compile_sources, is_forbidden, read, render,
};

/// The folder of the project, whether this file belongs to its tests or to the fuzz target below it.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().find(|folder| folder.join("tests/second-base").is_dir()).unwrap_or(here).to_owned()
}

/// The invented base, read once.
fn invented() -> &'static Sources {
    static BASE: OnceLock<Sources> = OnceLock::new();
    BASE.get_or_init(|| read(&root().join("tests/second-base")).expect("the invented base is there"))
}

/// Compiles the invented base with one file put in place of its own, or beside them.
pub fn compiled(inside: &str, text: &str) -> Compilation {
    let mut sources = invented().clone();
    let file = SourceFile::new(inside.to_owned(), inside.to_owned(), text.to_owned());
    match sources.files.iter_mut().find(|file| file.inside == inside) {
        Some(own) => *own = file,
        None => sources.files.push(file),
    }
    compile_sources(sources, house_rules)
}

/// Panics if something that must hold does not.
pub fn examine(inside: &str, text: &str) {
    let compilation = compiled(inside, text);
    let findings = &compilation.findings;
    assert!(findings.diagnostics().len() <= findings.errors() + findings.warnings());
    assert_eq!(findings.errors() == 0, compilation.knowledge.is_some());
    let (wide, narrow) =
        (RenderStyle { color: false, ascii: false, width: 120 }, RenderStyle { color: false, ascii: true, width: 40 });
    let allowed = findings.allowed().iter().map(|allowed| &allowed.diagnostic);
    for diagnostic in findings.diagnostics().iter().take(50).chain(allowed.take(50)) {
        for label in &diagnostic.labels {
            let file = compilation.files.get(label.span.file as usize).expect("a label points into a file");
            assert!(label.span.range().end <= file.text.len().max(label.span.range().start), "{diagnostic:?}");
        }
        for style in [wide, narrow] {
            let said = render(diagnostic, &compilation.files, style);
            assert!(!said.chars().any(|c| is_forbidden(c) && c != '\n'), "{said:?}");
            assert!(said.contains(diagnostic.code.word()), "{said:?}");
        }
    }
    let _ = Report::new(&compilation, 50);
    if let Some(knowledge) = &compilation.knowledge {
        assert_eq!(knowledge.claims().count(), knowledge.claim_count());
        let draft = knowledge.to_draft();
        assert_eq!(draft.claims.len(), knowledge.claim_count());
    }
}
