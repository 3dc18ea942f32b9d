//! Forest plots: the difference of each arm from its comparator, with its 95% confidence interval.
//!
//! Promises: the figures of a row are beside or above its bar; the line of no difference is in every bar and on the scale.
//! Where label, counts and figures leave too little room beside them, they get a line of their own. Never says what was
//! computed without the word.

use super::canvas::{Canvas, centred_labels};
use crate::knowledge::Decimal;
use crate::layout::{Glyph, Glyphs, Lines, NO_BREAK, Role, Span};
use crate::statistics::Interval;

/// Differences from one comparator, for one outcome, time, population and analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct Forest {
    /// Outcome, time, population or part of it, and analysis.
    pub caption: String,
    /// What the arms are compared with.
    pub comparator: String,
    /// A row for each arm.
    pub rows: Vec<ForestRow>,
    /// The first and last percentage point of the picture: multiples of ten, round zero.
    pub scale: (i32, i32),
}

/// One arm against its comparator.
#[derive(Clone, Debug, PartialEq)]
pub struct ForestRow {
    /// The arm, after its trial where the plot holds several trials.
    pub label: String,
    /// How many had the outcome in the arm, and in the comparator: "99 of 281", or what is known of it.
    pub shares: (String, String),
    /// The difference.
    pub effect: EffectEstimate,
    /// What the program computed, as a sentence, where both arms were counted.
    pub computed: Option<String>,
    /// Where the row comes from.
    pub marks: Vec<Span>,
}

/// A difference in percentage points with its 95% confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EffectEstimate {
    /// As the source reports it: difference, lower and upper limit.
    Reported([Decimal; 3]),
    /// As the program computes it from counts; shares from -1 to 1.
    Computed(Interval),
}

/// Gives plots one scale, on which all their intervals and the line of no difference can be seen, so that lengths can be
/// compared with the eye.
pub(super) fn share_scale<'f>(forests: impl IntoIterator<Item = &'f mut Forest>) {
    let mut forests: Vec<&mut Forest> = forests.into_iter().collect();
    let scale = scale(forests.iter().flat_map(|forest| &forest.rows));
    forests.iter_mut().for_each(|forest| forest.scale = scale);
}

fn scale<'f>(rows: impl Iterator<Item = &'f ForestRow>) -> (i32, i32) {
    let limits: Vec<f64> = rows.flat_map(|row| row.effect.points()).collect();
    let low = (limits.iter().copied().fold(0.0, f64::min) / 10.0).floor() as i32 * 10;
    let high = (limits.iter().copied().fold(0.0, f64::max) / 10.0).ceil() as i32 * 10;
    if low == high { (0, 10) } else { (low, high) }
}

impl Forest {
    /// Differences on a scale of their own.
    pub(super) fn new(caption: String, comparator: String, rows: Vec<ForestRow>) -> Self {
        let scale = scale(rows.iter());
        Self { caption, comparator, rows, scale }
    }
}

/// A difference of shares in words, such as `30.0 points fewer`. A sign is easily overlooked, and not every screen reader
/// reads it aloud.
pub(super) fn points_in_words(figure: &str) -> String {
    match direction(figure) {
        // A line break must not separate the number from its direction.
        Some(direction) => format!("{} points{NO_BREAK}{direction}", magnitude(figure)),
        None => "no difference".to_owned(),
    }
}

/// The limits of an interval in words: `53.0 fewer to 1.5 fewer`, or `from 19.4 fewer to 37.1 more` where they differ in
/// direction.
pub(super) fn limits_in_words(low: &str, high: &str) -> String {
    let limit = |figure: &str| match direction(figure) {
        Some(direction) => format!("{} {direction}", magnitude(figure)),
        None => "no difference".to_owned(),
    };
    let from = if direction(low) == direction(high) { "" } else { "from " };
    format!("{from}{} to {}", limit(low), limit(high))
}

/// Whether there are more people or fewer; `None` for zero.
fn direction(figure: &str) -> Option<&'static str> {
    let is_zero = magnitude(figure).chars().all(|c| matches!(c, '0' | '.'));
    (!is_zero).then_some(if figure.starts_with('-') { "fewer" } else { "more" })
}

fn magnitude(figure: &str) -> &str {
    figure.trim_start_matches('-')
}

/// A figure of a table or picture, with a minus sign in place of the hyphen.
pub(super) fn with_minus(figure: impl ToString) -> String {
    figure.to_string().replace('-', "\u{2212}")
}

impl EffectEstimate {
    /// Difference, lower and upper limit in percentage points.
    pub fn points(&self) -> [f64; 3] {
        match self {
            Self::Reported(reported) => reported.map(Decimal::value),
            Self::Computed(interval) => [interval.estimate, interval.low, interval.high].map(|share| 100.0 * share),
        }
    }

    /// Difference, lower and upper limit as reported, or to one decimal where they are computed.
    pub fn figures(&self) -> [String; 3] {
        match self {
            Self::Reported(reported) => reported.map(|number| number.to_string()),
            Self::Computed(_) => self.points().map(|points| format!("{points:.1}")),
        }
    }

    /// Whether the difference was reported or computed, in words.
    pub fn origin(&self) -> &'static str {
        match self {
            Self::Reported(_) => "as reported",
            Self::Computed(_) => "computed",
        }
    }
}

/// The columns that label, shares and figures leave for a picture beside them.
const LEAST_PICTURE: usize = 30;

impl Forest {
    fn title(&self) -> Vec<Span> {
        vec![
            Span::prose(Role::Label, &format!("Difference from {} in percentage points: ", self.comparator)),
            Span::prose(Role::Faint, &self.caption),
        ]
    }

    /// What was computed, one sentence a row, under the figures.
    fn notes(&self) -> impl Iterator<Item = Vec<Span>> {
        let computed = self.rows.iter().filter_map(|row| row.computed.as_ref());
        computed.map(|text| vec![Span::prose(Role::Computed, text)])
    }

    pub(super) fn words(&self) -> Vec<Vec<Span>> {
        let mut sentences = vec![self.title()];
        for row in &self.rows {
            let [points, low, high] = row.effect.figures();
            let text = format!(
                "{} against {}: {} against {}; {} (95% CI {}), {}.",
                row.label,
                self.comparator,
                row.shares.0,
                row.shares.1,
                points_in_words(&points),
                limits_in_words(&low, &high),
                row.effect.origin(),
            );
            let mut sentence = vec![Span::prose(Role::Plain, &text)];
            sentence.extend(row.marks.iter().cloned());
            sentences.push(sentence);
        }
        sentences.extend(self.notes());
        sentences
    }

    pub(super) fn draw(&self, lines: &mut Lines) {
        let (width, glyphs) = (lines.width(), lines.glyphs());
        lines.flow(&self.title());
        let texts: Vec<[String; 3]> = self.rows.iter().map(|row| row.texts(glyphs)).collect();
        let widest = |column: usize| texts.iter().map(|text| text[column].chars().count()).max().unwrap_or(0);
        let (label, shares, figures) = (widest(0), widest(1), widest(2));
        let picture = width.saturating_sub(label + shares + figures + 6);
        if picture >= LEAST_PICTURE {
            for (row, [name, counts, figures]) in self.rows.iter().zip(&texts) {
                lines.begin();
                let before = Span::new(Role::Plain, format!("{name:label$}  {counts:shares$}  "));
                let after = Span::new(Role::Plain, format!("  {figures}"));
                lines.put_all([before, self.bar(row, picture, glyphs), after]);
            }
            lines.within(label + shares + 4, picture, |lines| self.axis(lines));
        } else {
            for row in &self.rows {
                lines.flow(&row.sentence());
                lines.begin();
                lines.put_all([self.bar(row, width, glyphs)]);
            }
            self.axis(lines);
        }
        self.notes().for_each(|note| lines.flow(&note));
    }

    /// The column of a number of percentage points in a picture of `width` columns.
    fn column(&self, points: f64, width: usize) -> usize {
        let (low, high) = (f64::from(self.scale.0), f64::from(self.scale.1));
        let share = ((points - low) / (high - low)).clamp(0.0, 1.0);
        (share * width.saturating_sub(1) as f64).round() as usize
    }

    fn bar(&self, row: &ForestRow, width: usize, glyphs: Glyphs) -> Span {
        let [points, low, high] = row.effect.points().map(|points| self.column(points, width));
        let mut canvas = Canvas::new(width);
        canvas.put(self.column(0.0, width), glyphs.of(Glyph::Upright));
        canvas.fill(low..=high, glyphs.of(Glyph::Across));
        // The line of no difference is seen where an interval crosses it, too.
        let none = self.column(0.0, width);
        if (low..=high).contains(&none) {
            canvas.put(none, glyphs.of(Glyph::Origin));
        }
        canvas.put(low, glyphs.of(Glyph::Low));
        canvas.put(high, glyphs.of(Glyph::High));
        canvas.put(points, glyphs.of(Glyph::Estimate));
        canvas.into_span()
    }

    /// The scale with its line of no difference, the numbers under it, and what they mean.
    fn axis(&self, lines: &mut Lines) {
        let (width, glyphs) = (lines.width(), lines.glyphs());
        lines.begin();
        lines.put_all([self.ruler(width, glyphs)]);
        lines.begin();
        let numbers =
            self.ticks(width).into_iter().map(|at| (self.column(f64::from(at), width), glyphs.show(&with_minus(at))));
        lines.put_all([Span::new(Role::Plain, centred_labels(width, numbers))]);
        let meaning = format!("0 is no difference from {}; to the right of it, more people.", self.comparator);
        lines.flow(&[Span::prose(Role::Faint, &meaning)]);
    }

    /// The percentage points that have a number, as many as fit.
    fn ticks(&self, width: usize) -> Vec<i32> {
        let (low, high) = self.scale;
        let room = |step: i32| (width as i32) * step / (high - low).max(1);
        let step = [10, 20, 50].into_iter().find(|step| room(*step) >= 5).unwrap_or(100);
        (low..=high).filter(|points| points % step == 0).collect()
    }

    fn ruler(&self, width: usize, glyphs: Glyphs) -> Span {
        let mut canvas = Canvas::new(width);
        canvas.fill(0..=width.saturating_sub(1), glyphs.of(Glyph::Across));
        for points in self.ticks(width) {
            let tick = if points == 0 { glyphs.of(Glyph::Origin) } else { glyphs.of(Glyph::Tick) };
            canvas.put(self.column(f64::from(points), width), tick);
        }
        canvas.into_span()
    }
}

impl ForestRow {
    fn texts(&self, glyphs: Glyphs) -> [String; 3] {
        let [points, low, high] = self.effect.figures().map(with_minus);
        let marks: String = self.marks.iter().map(|mark| mark.text.as_str()).collect();
        let figures = format!("{points} ({low} to {high}), {}{marks}", self.effect.origin());
        [self.label.clone(), format!("{} against {}", self.shares.0, self.shares.1), figures]
            .map(|text| glyphs.show(&text))
    }

    /// The row in one line of text, above its bar.
    fn sentence(&self) -> Vec<Span> {
        let [points, low, high] = self.effect.figures().map(with_minus);
        let counts = format!(": {} against {}; ", self.shares.0, self.shares.1);
        let figures = format!("{points}{NO_BREAK}({low} to {high})");
        let mut spans = vec![
            Span::prose(Role::Label, &self.label),
            Span::prose(Role::Plain, &counts),
            Span::prose(Role::Label, &figures),
            Span::new(Role::Plain, format!(", {}", self.effect.origin())),
        ];
        spans.extend(self.marks.iter().cloned());
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::{limits_in_words, points_in_words};

    #[test]
    fn a_difference_in_words_has_a_direction_and_no_sign() {
        assert_eq!(points_in_words("-30.0"), "30.0 points\u{A0}fewer");
        assert_eq!(points_in_words("7"), "7 points\u{A0}more");
        assert_eq!(limits_in_words("-53.0", "-1.5"), "53.0 fewer to 1.5 fewer");
        assert_eq!(limits_in_words("17.4", "53.9"), "17.4 more to 53.9 more");
        assert_eq!(limits_in_words("-19.4", "37.1"), "from 19.4 fewer to 37.1 more");
    }

    #[test]
    fn zero_is_no_difference_however_it_is_written() {
        for zero in ["0", "0.0", "-0.0", "0.00"] {
            assert_eq!(points_in_words(zero), "no difference");
        }
        assert_eq!(limits_in_words("-8.1", "0.0"), "from 8.1 fewer to no difference");
    }
}
