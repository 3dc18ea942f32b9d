//! What is copied: the selected statement in one line, the page as Markdown.
//!
//! Promises: everything copied carries its citations, the date and the identity of the base; a superseded statement carries the word
//! SUPERSEDED, its date and its successor, a second-hand one its mark. A text too long for a terminal is cut at the end of a line,
//! and says so. The notice never claims that a text arrived where that is unknown.

use crate::export;
use crate::knowledge::Knowledge;
use crate::page::{Block, Glyphs, Page, Role, Shape, Span};

/// The most bytes that are copied. As base64 they are a little less than 100,000 characters, beyond which terminals are
/// known to drop what they are sent.
pub const MOST_BYTES: usize = 74_000;

/// A width at which no line is broken: the notes that it is pasted into break their own lines.
const UNBROKEN: usize = 1_000_000;

/// The width of a statement with a table, whose columns must be aligned.
const TABLE: usize = 100;

/// What became of a text that was to be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It was sent to the terminal, which does not answer.
    SentToTerminal,
    /// The system's clipboard has taken it.
    OnClipboard,
    /// There is no way to hand it over.
    Impossible,
}

impl Delivery {
    /// The notice about a text that was handed over.
    pub(super) fn notice(self, text: &str) -> &'static str {
        match (self, text.contains(CUT)) {
            (Self::SentToTerminal, false) => {
                "Sent to the terminal. If pasting it fails, select it here. Esc goes back."
            }
            (Self::SentToTerminal, true) => {
                "Sent to the terminal, cut because it is too long. If pasting it fails, select it here. Esc goes back."
            }
            (Self::OnClipboard, false) => "Copied to the system's clipboard.",
            (Self::OnClipboard, true) => "Copied to the system's clipboard, cut because it is too long.",
            (Self::Impossible, _) => {
                "This terminal cannot take text. Select it here with the mouse, or print it with `jakref show`."
            }
        }
    }
}

/// A statement of a page as text, with the works it cites: in one line, unless it is a table. `None` if the page has no text for the
/// item.
pub(super) fn statement(page: &Page, item: usize, glyphs: Glyphs) -> Option<String> {
    let statement = page.clone().in_words().statement(item)?;
    let has_table = statement.blocks.iter().any(|block| matches!(block.shape, Shape::Table(_)));
    let text = export::plain_text(&statement, if has_table { TABLE } else { UNBROKEN }, glyphs);
    Some(if has_table { text } else { one_line(&text) })
}

/// The lines of a text in one, the first two as its title.
fn one_line(text: &str) -> String {
    let worded = |line: &str| match line.strip_prefix("== ").and_then(|line| line.strip_suffix(" ==")) {
        Some("References") => "Sources:".to_owned(),
        Some(heading) => format!("{heading}:"),
        None => line.to_owned(),
    };
    let lines: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(worded).collect();
    let (title, rest) = lines.split_first().map_or(("", &[][..]), |(title, rest)| (title.as_str(), rest));
    format!("{title}: {}\n", rest.join(" "))
}

/// A text with the date and the identity of the base under it, cut where it is too long.
pub(super) fn with_identity(text: &str, knowledge: &Knowledge, is_stale: bool) -> String {
    let short = |digest: &str| digest.chars().take(12).collect::<String>();
    let base = short(knowledge.digest());
    let notes = match knowledge.overlay() {
        Some(overlay) => format!(" with LOCAL notes {}", short(&overlay.digest)),
        None => String::new(),
    };
    let stale = if is_stale { " CHECK THE LABEL: this base is more than a year old." } else { "" };
    // What is one line stays one.
    let (text, space) = if text.trim_end().contains('\n') { (text, "\n") } else { (text.trim_end(), " ") };
    cut(text, &format!("{space}As of {}; jakref, knowledge base {base}{notes}.{stale}\n", knowledge.as_of()))
}

/// A text with its foot, at most `MOST_BYTES` long; a longer one ends with a whole line and a sentence that says so.
fn cut(text: &str, foot: &str) -> String {
    if text.len() + foot.len() <= MOST_BYTES {
        return format!("{text}{foot}");
    }
    let sentence = format!("{CUT}the whole text is longer than {MOST_BYTES} bytes. `jakref show` prints it.]\n");
    let mut end = MOST_BYTES.saturating_sub(foot.len() + sentence.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let head = head.rsplit_once('\n').map_or(head, |(whole_lines, _rest)| whole_lines);
    format!("{head}{sentence}{foot}")
}

/// The beginning of the sentence at the end of a cut text.
const CUT: &str = "\n[Cut here: ";

/// A text as a page of its lines, to be selected with the mouse.
pub(super) fn selectable_page(text: &str) -> Page {
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
