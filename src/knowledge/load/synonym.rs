//! Reads `synonyms.toml`: groups of words that ask the same question.

use super::super::code::Code;
use super::super::diagnostic::Diagnostic;
use super::super::model::{PagePart, SynonymGroup};
use super::super::nearest::nearest;
use super::super::reader::Reader;
use super::super::span::Located;
use super::FileLoader;

/// No age of a person in years is greater.
const OLDEST: u32 = 150;

impl FileLoader {
    pub(super) fn synonym_group(&mut self, r: &Reader<'_>) {
        let says = r.text("says");
        let words = r.texts("words");
        let sections = r.texts("section").into_iter().filter_map(|word| page_part(r, word)).collect();
        let prefer = r.texts("prefer");
        let from = r.optional_number("from_age", 0..=OLDEST);
        let to = r.optional_number("to_age", 0..=OLDEST);
        let example = r.optional_text("example");
        let unanswered = r.flag("unanswered");
        let ignored = r.flag("ignored");
        if words.is_empty() {
            let fault = Diagnostic::new(Code::K006, r.span(), "this group has no words")
                .help("add `words = [...]`: what people type for it");
            r.report(fault);
        }
        let ages = match (&from, &to) {
            (None, None) => None,
            (from, to) => Some((from.as_deref().copied().unwrap_or(0), to.as_deref().copied().unwrap_or(OLDEST))),
        };
        if let (Some(from), Some(to)) = (&from, &to)
            && **from > **to
        {
            let fault = Diagnostic::new(Code::K009, from.span(), "the ages end before they begin")
                .help("give the lower age as `from_age` and the higher one as `to_age`");
            r.report(fault);
        }
        if let Some(says) = says {
            self.draft.synonyms.push(SynonymGroup {
                says,
                words,
                sections,
                prefer,
                ages,
                example,
                unanswered,
                ignored,
            });
        }
    }
}

/// The part of a page that a word names. Reports a word that names none.
fn page_part(r: &Reader<'_>, word: Located<String>) -> Option<Located<PagePart>> {
    if let Some(part) = PagePart::from_word(&word) {
        return Some(Located::new(part, word.span()));
    }
    let all = || PagePart::words().collect::<Vec<_>>().join(", ");
    let help = match nearest(&word, PagePart::words()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the parts of a page are {}", all()),
    };
    r.report(Diagnostic::new(Code::K008, word.span(), format!("`{}` is no part of a page", *word)).help(help));
    None
}
