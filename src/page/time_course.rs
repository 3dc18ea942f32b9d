//! Time courses: the response in each arm by time, where one outcome was measured at two times or more.
//!
//! Promises: time goes down the page and response to the right, each figure beside its letter. Nothing is drawn between two
//! times, since nothing was measured there.

use super::canvas::{Canvas, centred_labels};
use crate::knowledge::{Decimal, TimePoint};
use crate::layout::{Glyph, Lines, Role, Span, keep_together};

/// The response to one outcome over time, in one part of the people and one analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeCourse {
    /// Outcome, population or part of it, and analysis.
    pub caption: String,
    /// What was compared, in the order of the trial; the first is A in the picture.
    pub arms: Vec<String>,
    /// The times, earliest first.
    pub times: Vec<Measurement>,
    /// Where it comes from.
    pub marks: Vec<Span>,
}

/// The response of every arm at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Measurement {
    /// Weeks or months since the start.
    pub at: TimePoint,
    /// The percentage of each arm, as reported.
    pub percents: Vec<Option<Decimal>>,
}

/// The letters of the arms in the picture.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The mark where two arms fall on one column.
const SEVERAL: &str = "*";

/// The least and the greatest width of the picture; in a wider one the times would hardly be seen as one course.
const LEAST_PICTURE: usize = 21;
const GREATEST_PICTURE: usize = 51;

fn letter(arm: usize) -> &'static str {
    &LETTERS[arm..=arm]
}

impl TimeCourse {
    fn title(&self) -> Vec<Span> {
        let mut title =
            vec![Span::new(Role::Label, "Percent of people by time: "), Span::prose(Role::Faint, &self.caption)];
        title.extend(self.marks.iter().cloned());
        title
    }

    pub(super) fn words(&self) -> Vec<Vec<Span>> {
        let mut sentences = vec![self.title()];
        for (arm, name) in self.arms.iter().enumerate() {
            let measured = self.times.iter().filter_map(|time| Some((time.at, time.percents[arm]?)));
            let points: Vec<String> = measured.map(|(at, percent)| format!("{percent}% at {at}")).collect();
            sentences.push(vec![Span::prose(Role::Plain, &format!("{name}: {}.", points.join(", ")))]);
        }
        sentences
    }

    pub(super) fn draw(&self, lines: &mut Lines) {
        if self.arms.len() > LETTERS.len() {
            self.words().iter().for_each(|sentence| lines.flow(sentence));
            return;
        }
        let (width, glyphs) = (lines.width(), lines.glyphs());
        lines.flow(&self.title());
        let legend = |(arm, name): (usize, &String)| format!("{}\u{A0}{}", letter(arm), keep_together(name));
        let legend: Vec<String> = self.arms.iter().enumerate().map(legend).collect();
        lines.flow(&[Span::new(Role::Plain, legend.join("; "))]);
        let names: Vec<String> = self.times.iter().map(|time| time.at.to_string()).collect();
        let name = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        let figures: Vec<String> = self.times.iter().map(Measurement::figures).collect();
        let figure = figures.iter().map(|text| text.chars().count()).max().unwrap_or(0);
        let beside = width.saturating_sub(name + figure + 6);
        // Where the figures do not fit beside the picture, they go under it.
        let is_beside = beside >= LEAST_PICTURE;
        let picture = if is_beside { beside } else { width.saturating_sub(name + 4) }.min(GREATEST_PICTURE);
        for ((time, name_of), figures) in self.times.iter().zip(&names).zip(&figures) {
            let edge = || Span::new(Role::Plain, glyphs.of(Glyph::Upright));
            lines.begin();
            lines.put_all([Span::new(Role::Label, format!("{name_of:name$} ")), edge(), time.picture(picture), edge()]);
            if is_beside {
                lines.put_all([Span::new(Role::Plain, format!("  {figures}"))]);
            } else {
                let text = [Span::prose(Role::Plain, &figures.replace("  ", "; "))];
                lines.indented(name + 2, |lines| lines.flow(&text));
            }
        }
        lines.begin();
        let numbers =
            [0, 50, 100].into_iter().map(|percent| (column(f64::from(percent), picture), format!("{percent}%")));
        lines
            .put_all([Span::new(Role::Plain, format!("{}{}", " ".repeat(name + 2), centred_labels(picture, numbers)))]);
    }
}

fn column(percent: f64, width: usize) -> usize {
    ((percent / 100.0).clamp(0.0, 1.0) * width.saturating_sub(1) as f64).round() as usize
}

impl Measurement {
    /// The arms that were measured, each with its letter.
    fn arms(&self) -> impl Iterator<Item = (&'static str, Decimal)> {
        self.percents.iter().enumerate().filter_map(|(arm, percent)| Some((letter(arm), (*percent)?)))
    }

    /// The percentages after the letters of their arms.
    fn figures(&self) -> String {
        self.arms().map(|(letter, percent)| format!("{letter} {percent}%")).collect::<Vec<_>>().join("  ")
    }

    fn picture(&self, width: usize) -> Span {
        let mut canvas = Canvas::new(width);
        let places: Vec<(&str, usize)> =
            self.arms().map(|(letter, percent)| (letter, column(percent.value(), width))).collect();
        for (letter, place) in &places {
            let several = places.iter().filter(|(_, other)| other == place).count() > 1;
            canvas.put(*place, if several { SEVERAL } else { letter });
        }
        canvas.into_span()
    }
}
