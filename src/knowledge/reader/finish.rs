//! The end of a table: what is allowed in it, and what nobody asked for.

use super::super::code::{Code, Waiver};
use super::super::diagnostic::Diagnostic;
use super::super::findings::Allowance;
use super::super::span::{Located, SourceSpan};
use super::{Reader, nearest};

impl Reader<'_> {
    /// Reads what is allowed in the table, and reports every key that was not asked for. The last thing done with a
    /// table.
    pub(in super::super) fn finish(&self) {
        self.finish_unless(|_name| None);
    }

    /// The same where a key that was not asked for may be more than a misspelt one: `why` says what is wrong with it, and
    /// how to mend it.
    pub(in super::super) fn finish_unless(&self, why: impl Fn(&str) -> Option<(String, &'static str)>) {
        if self.has("allow") {
            self.allowance();
        }
        let asked = self.asked.borrow();
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if asked.contains(&name) {
                continue;
            }
            let span = SourceSpan::new(self.span.file, key.span());
            if let Some((message, help)) = why(name) {
                self.report(Diagnostic::new(Code::K018, span, message).help(help));
                continue;
            }
            let help = match nearest(name, asked.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the keys that can stand here are {}", listed(&asked)),
            };
            self.report(Diagnostic::new(Code::K005, span, format!("unknown key `{name}`")).help(help));
        }
    }

    /// Rules whose breaches somebody decided to let stand in this table, and why.
    fn allowance(&self) {
        let codes: Vec<Located<Code>> = self.each("allow", |value| self.as_code(self.as_text("allow", value)?));
        let reason = self.text("reason");
        for code in codes.iter().filter(|code| code.waiver() == Waiver::Never) {
            let fault = Diagnostic::new(Code::K016, code.span(), format!("{} cannot be allowed", **code))
                .help(format!("mend what is reported; `jakref check --explain {}` says why the rule exists", **code));
            self.report(fault);
        }
        let Some(reason) = reason else { return };
        let codes = codes.into_iter().filter(|code| code.waiver() == Waiver::WithReason).collect();
        let covers = self.table.values().map(|value| self.span_at(value)).chain([self.span]).collect();
        self.faults.borrow_mut().allowances.push(Allowance { codes, reason, covers });
    }
}

pub(super) fn listed(words: &[&str]) -> String {
    let mut unique: Vec<&str> = Vec::new();
    for word in words {
        if !unique.contains(word) {
            unique.push(word);
        }
    }
    unique.join(", ")
}
