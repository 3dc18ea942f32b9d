//! Of a hundred people: how many had an outcome in each arm, as a picture in which each of them is a mark.
//!
//! Promises: the percentage that was reported is beside the picture, which alone is rounded to whole people; only a
//! percentage of zero is shown as 0 people. Never shows an arm without its comparator.

use super::canvas::Canvas;
use crate::knowledge::Decimal;
use crate::layout::{Glyph, Lines, NO_BREAK, Role, Span};

/// How many of a hundred people had an outcome, in each arm of one result.
#[derive(Clone, Debug, PartialEq)]
pub struct PerHundred {
    /// Outcome, time, trial, population and analysis.
    pub caption: String,
    /// Each arm with its percentage as reported, the comparator last.
    pub arms: Vec<(String, Decimal)>,
    /// Where it comes from.
    pub marks: Vec<Span>,
}

/// How many groups of ten marks a row may have, the widest first. Groups make the marks countable.
const GROUPS: [usize; 3] = [5, 2, 1];

impl PerHundred {
    /// How many of a hundred people a percentage is, and how that is said.
    pub fn of_hundred(percent: Decimal) -> (usize, String) {
        let value = percent.value().clamp(0.0, 100.0);
        let people = value.round() as usize;
        let said = match people {
            0 if value > 0.0 => "fewer than 1".to_owned(),
            100 if value < 100.0 => "more than 99".to_owned(),
            people => people.to_string(),
        };
        (people, said)
    }

    fn title(&self) -> Vec<Span> {
        let mut title = vec![Span::prose(Role::Label, &self.caption)];
        title.extend(self.marks.iter().cloned());
        title
    }

    pub(super) fn words(&self) -> Vec<Vec<Span>> {
        let arm = |(name, percent): &(String, Decimal)| {
            let (_, said) = Self::of_hundred(*percent);
            vec![Span::prose(Role::Plain, &format!("{name}: {said} of 100 people ({percent}% reported)."))]
        };
        std::iter::once(self.title()).chain(self.arms.iter().map(arm)).collect()
    }

    pub(super) fn draw(&self, lines: &mut Lines) {
        let (width, glyphs) = (lines.width(), lines.glyphs());
        let room = |groups: &usize| groups * 11 - 1 <= width;
        let groups = GROUPS.into_iter().find(room).unwrap_or(1);
        let (with, without) = (glyphs.of(Glyph::With), glyphs.of(Glyph::Without));
        lines.flow(&self.title());
        for (name, percent) in &self.arms {
            let (people, said) = Self::of_hundred(*percent);
            lines.flow(&[
                Span::prose(Role::Plain, &format!("{name}: ")),
                Span::prose(Role::Label, &format!("{said}{NO_BREAK}of{NO_BREAK}100")),
                Span::prose(Role::Plain, &format!(" ({percent}%)")),
            ]);
            for row in 0..10 / groups {
                let mut canvas = Canvas::new(groups * 11 - 1);
                for place in 0..groups * 10 {
                    let is_with = row * groups * 10 + place < people;
                    canvas.put(place + place / 10, if is_with { with } else { without });
                }
                lines.begin();
                lines.put_all([canvas.into_span()]);
            }
        }
        let legend = format!("{with}{NO_BREAK}with it, {without}{NO_BREAK}without; the picture is in whole people.");
        lines.flow(&[Span::new(Role::Faint, legend)]);
    }
}

#[cfg(test)]
mod tests {
    use super::PerHundred;

    #[test]
    fn only_zero_percent_is_0_people_and_only_a_hundred_is_100() {
        let said = |figure: &str| PerHundred::of_hundred(figure.parse().unwrap()).1;
        assert_eq!(
            ["0", "0.4", "0.5", "35.2", "99.4", "99.6", "100"].map(said),
            ["0", "fewer than 1", "1", "35", "99", "more than 99", "100"]
        );
    }
}
