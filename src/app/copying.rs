//! What is taken along: the selected statement as text, the page as Markdown.
//!
//! Promises: whatever is copied carries its citations, the date and the identity of the base; a superseded statement goes
//! with the word SUPERSEDED, its date and its successor, a second-hand one with its mark. What is too long for a terminal
//! is cut at the end of a line, and says so. What became of it is said only as far as somebody knows.

use super::{App, Extent, Focus, Overlay, Reader};
use crate::export;
use crate::knowledge::{Drug, Entry, EntryId};
use crate::page::{Block, Detail, Page, Role, Shape, Span, comparison, page};

/// The most bytes that are copied. As base64 they are a little less than 100,000 characters, beyond which terminals are
/// known to drop what they are sent.
pub const MOST_BYTES: usize = 74_000;

/// A width at which no sentence is broken: the notes it is put into break their own lines.
const UNBROKEN: usize = 1_000_000;

/// The width of a statement with a table, whose columns must stand below each other.
const TABLE: usize = 100;

/// What became of a text that was to be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It was sent to the terminal, which does not say what it does with it.
    SentToTerminal,
    /// The system's clipboard has taken it.
    OnClipboard,
    /// There is no way to hand it over.
    Impossible,
}

impl App<'_> {
    /// The selected statement as text; `None`, with a notice, where nothing is selected.
    pub(super) fn statement_to_copy(&mut self) -> Option<String> {
        let (page, item) = if self.focus == Focus::References {
            (Some(self.references.page().clone()), self.references.item())
        } else {
            (self.full_page(), self.reader.item())
        };
        let statement = page.zip(item).and_then(|(page, item)| page.in_words().statement(item));
        let Some(statement) = statement else {
            self.notice = Some("Nothing is selected that could be copied.");
            return None;
        };
        let has_table = statement.blocks.iter().any(|block| matches!(block.shape, Shape::Table(_)));
        let width = if has_table { TABLE } else { UNBROKEN };
        let text = export::plain_text(&statement, width, self.setting.glyphs);
        Some(self.within_bounds(&text))
    }

    /// The page as Markdown.
    pub(super) fn page_to_copy(&mut self) -> Option<String> {
        let Some(page) = self.full_page() else {
            self.notice = Some("There is no page to copy.");
            return None;
        };
        let text = export::markdown(&page, self.setting.glyphs);
        Some(self.within_bounds(&text))
    }

    /// The page shown, with places and basis in its marks; of a comparison every column.
    fn full_page(&self) -> Option<Page> {
        match (&self.comparison, &self.reader.page().id) {
            (Some(shown), _) => {
                let drugs: Vec<&Drug> = self.drugs(shown.drugs());
                Some(comparison(self.knowledge, &drugs, Detail::Full))
            }
            (None, Some(id)) => page(self.knowledge, id, Detail::Full),
            (None, None) => None,
        }
    }

    /// The drugs of some ids.
    pub(super) fn drugs(&self, ids: &[EntryId]) -> Vec<&Drug> {
        let drug = |id| match self.knowledge.entry(id)? {
            Entry::Drug(drug) => Some(drug),
            Entry::Topic(_)
            | Entry::Pathway(_)
            | Entry::Question(_)
            | Entry::Trial(_)
            | Entry::Reference(_)
            | Entry::Review(_)
            | Entry::Since(_) => None,
        };
        ids.iter().filter_map(drug).collect()
    }

    /// A text with the date and the identity of the base under it, cut where it is too long.
    fn within_bounds(&self, text: &str) -> String {
        let digest: String = self.knowledge.digest().chars().take(12).collect();
        let stale = if self.setting.stale { " CHECK THE LABEL: this base is more than a year old." } else { "" };
        let notes = self.knowledge.overlay().map(|overlay| {
            let digest: String = overlay.digest.chars().take(12).collect();
            format!(" with LOCAL notes {digest}")
        });
        let notes = notes.unwrap_or_default();
        let foot = format!("\nAs of {}; jakref, knowledge base {digest}{notes}.{stale}\n", self.knowledge.as_of());
        cut(text, &foot)
    }

    /// Tells the application what became of a text it wanted copied.
    pub fn delivered(&mut self, text: &str, delivery: Delivery) {
        let is_cut = text.contains(CUT);
        self.notice = match (delivery, is_cut) {
            (Delivery::SentToTerminal, false) => {
                Some("Sent to the terminal. Whether it keeps a clipboard only pasting shows.")
            }
            (Delivery::SentToTerminal, true) => {
                Some("Sent to the terminal, cut: it is too long. Whether it was taken only pasting shows.")
            }
            (Delivery::OnClipboard, false) => Some("Copied to the system's clipboard."),
            (Delivery::OnClipboard, true) => Some("Copied to the system's clipboard, cut: it is too long."),
            (Delivery::Impossible, _) => {
                let reader = Reader::new(plain(text), Extent::default(), self.setting.glyphs);
                self.overlay = Some(Overlay::Plain(reader));
                self.lay_out();
                Some("This terminal takes no text: select it here with the mouse, or print it with jakref show.")
            }
        };
    }
}

/// A text with its foot, at most `MOST_BYTES` long; what is too long ends with a whole line and a sentence that says so.
fn cut(text: &str, foot: &str) -> String {
    if text.len() + foot.len() <= MOST_BYTES {
        return format!("{text}{foot}");
    }
    let sentence = format!("{CUT}the whole is longer than {MOST_BYTES} bytes. `jakref show` prints it.]\n");
    let mut end = MOST_BYTES.saturating_sub(foot.len() + sentence.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let kept = text.get(..end).unwrap_or_default();
    let kept = kept.rsplit_once('\n').map_or(kept, |(whole_lines, _rest)| whole_lines);
    format!("{kept}{sentence}{foot}")
}

/// How the sentence begins that says that a text was cut.
const CUT: &str = "\n[Cut here: ";

/// A text as a page of its lines, with nothing added.
fn plain(text: &str) -> Page {
    let blocks = text.lines().map(|line| Block::paragraph(vec![Span::new(Role::Plain, line)])).collect();
    Page::new("Text to select", blocks)
}

#[cfg(test)]
mod tests {
    use super::{CUT, MOST_BYTES, cut};

    #[test]
    fn what_is_too_long_is_cut_at_a_line_and_keeps_its_foot() {
        let foot = "\nAs of some day.\n";
        let line = "β is two bytes long, and must not be parted.\n";
        let long = cut(&line.repeat(5_000), foot);
        assert!(long.len() <= MOST_BYTES && long.len() > MOST_BYTES - 200, "{}", long.len());
        assert!(long.ends_with(foot) && long.contains(&format!("parted.{CUT}")));
        assert!(cut(&"β".repeat(MOST_BYTES), foot).len() <= MOST_BYTES);
        assert_eq!(cut("short\n", foot), format!("short\n{foot}"));
    }
}
