//! What is shown while a base is read that takes longer than a reader notices.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::{Theme, Tone};
use super::widgets::write;
use crate::knowledge::{Stage, with_commas};

/// Draws which base is read, how far that has come (what is done, and the steps done of all; 0 of 0 where they are not counted),
/// and how to leave.
pub fn waiting(base: &str, (stage, done, all): (Stage, usize, usize), theme: Theme, area: Rect, buffer: &mut Buffer) {
    theme.paper(area, buffer);
    let figure = |number: usize| with_commas(&number.to_string());
    let steps = if all > 0 { format!(": {} of {}", figure(done.min(all)), figure(all)) } else { String::new() };
    let lines = [
        (Tone::Strong, "jakref".to_owned()),
        (Tone::Text, format!("A large base is being read: {base}")),
        (Tone::Text, format!("{}{steps}.", stage.phrase())),
        (Tone::Text, "q leaves. A file that `jakref bundle` writes opens at once.".to_owned()),
    ];
    for ((tone, line), y) in lines.iter().zip(area.top()..area.bottom()) {
        write(buffer, (area.x, y), line, usize::from(area.width), theme.tone(*tone));
    }
}
