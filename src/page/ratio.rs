//! Ratios of effect with their 95% confidence intervals, on a scale on which halving and doubling are the same length.
//!
//! Promises: every figure is the source's own, and stands beside its bar; the line of no difference, 1, is in every bar and on the scale.
//! Never computes a ratio, and never says which side is better where its author does not.

use super::canvas::{Canvas, centred_labels};
use crate::knowledge::{Decimal, Direction, Measure, capitalised};
use crate::layout::{Glyph, Glyphs, Lines, NO_BREAK, Role, Span};

/// Ratios against one comparator, for one outcome, population and measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratios {
    /// Outcome and population.
    pub caption: String,
    /// What they are.
    pub measure: Measure,
    /// What the treatments are compared with.
    pub comparator: String,
    /// Which direction is better, where the author says so.
    pub better: Option<Direction>,
    /// A row for each treatment; every figure is above zero.
    pub rows: Vec<RatioRow>,
    /// The first and last ratio of the picture, with 1 between them.
    pub scale: (f64, f64),
}

/// One treatment against the comparator.
#[derive(Clone, Debug, PartialEq)]
pub struct RatioRow {
    /// The treatment.
    pub label: String,
    /// Ratio, lower and upper limit, as reported.
    pub figures: [Decimal; 3],
}

/// Ratios that may have a number on the scale.
const TICKS: [(f64, &str); 13] = [
    (0.01, "0.01"),
    (0.02, "0.02"),
    (0.05, "0.05"),
    (0.1, "0.1"),
    (0.2, "0.2"),
    (0.5, "0.5"),
    (1.0, "1"),
    (2.0, "2"),
    (5.0, "5"),
    (10.0, "10"),
    (20.0, "20"),
    (50.0, "50"),
    (100.0, "100"),
];

/// The columns that the longest label and the figures leave for a picture beside them.
const LEAST_PICTURE: usize = 24;

/// Gives plots one scale, so that lengths can be compared with the eye.
pub(super) fn share_scale(plots: &mut [Ratios]) {
    let figures = plots.iter().flat_map(|plot| &plot.rows).flat_map(|row| row.figures).map(Decimal::value);
    let (low, high) = figures.fold((0.5_f64, 2.0_f64), |(low, high), one| (low.min(one), high.max(one)));
    plots.iter_mut().for_each(|plot| plot.scale = (low, high));
}

impl RatioRow {
    fn figures(&self) -> String {
        let [ratio, low, high] = self.figures;
        format!("{ratio} ({low} to {high})")
    }
}

impl Ratios {
    /// The ratios inside the scale that have a number, each with it.
    pub fn ticks(&self) -> impl Iterator<Item = (f64, &'static str)> {
        TICKS.into_iter().filter(|(ratio, _text)| (self.scale.0..=self.scale.1).contains(ratio))
    }

    fn title(&self) -> Vec<Span> {
        let measure = capitalised(self.measure.word());
        vec![
            Span::prose(Role::Label, &format!("{measure} against {}: ", self.comparator)),
            Span::prose(Role::Faint, &self.caption),
        ]
    }

    pub(super) fn words(&self) -> Vec<Vec<Span>> {
        let better = self.better.map_or_else(String::new, |better| format!("; {better} is better"));
        let row = |row: &RatioRow| {
            let [ratio, low, high] = row.figures;
            let text = format!(
                "{} against {}: {} {ratio} (95% CI {low} to {high}), as reported{better}.",
                row.label, self.comparator, self.measure,
            );
            vec![Span::prose(Role::Plain, &text)]
        };
        std::iter::once(self.title()).chain(self.rows.iter().map(row)).collect()
    }

    pub(super) fn draw(&self, lines: &mut Lines) {
        let (width, glyphs) = (lines.width(), lines.glyphs());
        lines.flow(&self.title());
        let texts: Vec<[String; 2]> =
            self.rows.iter().map(|row| [glyphs.show(&row.label), row.figures()].map(|text| text.to_string())).collect();
        let widest = |column: usize| texts.iter().map(|text| text[column].chars().count()).max().unwrap_or(0);
        let label = widest(0);
        let picture = width.saturating_sub(label + widest(1) + 4);
        if picture >= LEAST_PICTURE {
            for (row, [name, figures]) in self.rows.iter().zip(&texts) {
                lines.begin();
                let [before, after] = [format!("{name:label$}  "), format!("  {figures}")];
                let plain = |text| Span::new(Role::Plain, text);
                lines.put_all([plain(before), self.bar(row, picture, glyphs), plain(after)]);
            }
            lines.within(label + 2, picture, |lines| self.axis(lines));
        } else {
            for (row, [name, figures]) in self.rows.iter().zip(&texts) {
                lines.flow(&[Span::prose(Role::Label, &format!("{name}: ")), Span::prose(Role::Plain, figures)]);
                lines.begin();
                lines.put_all([self.bar(row, width, glyphs)]);
            }
            self.axis(lines);
        }
    }

    /// The column of a ratio in a picture of `width` columns.
    fn column(&self, ratio: f64, width: usize) -> usize {
        let (low, high) = (self.scale.0.ln(), self.scale.1.ln());
        let share = ((ratio.ln() - low) / (high - low)).clamp(0.0, 1.0);
        (share * width.saturating_sub(1) as f64).round() as usize
    }

    fn bar(&self, row: &RatioRow, width: usize, glyphs: Glyphs) -> Span {
        let [ratio, low, high] = row.figures.map(|figure| self.column(figure.value(), width));
        let none = self.column(1.0, width);
        let mut canvas = Canvas::new(width);
        canvas.put(none, glyphs.of(Glyph::Upright));
        canvas.fill(low..=high, glyphs.of(Glyph::Across));
        if (low..=high).contains(&none) {
            canvas.put(none, glyphs.of(Glyph::Origin));
        }
        canvas.put(low, glyphs.of(Glyph::Low));
        canvas.put(high, glyphs.of(Glyph::High));
        canvas.put(ratio, glyphs.of(Glyph::Estimate));
        canvas.into_span()
    }

    /// The scale with its line of no difference, the numbers under it, and what they mean.
    fn axis(&self, lines: &mut Lines) {
        let (width, glyphs) = (lines.width(), lines.glyphs());
        let ticks = self.ticks();
        let ticks: Vec<(f64, usize, &str)> = ticks.map(|(at, text)| (at, self.column(at, width), text)).collect();
        let mut canvas = Canvas::new(width);
        canvas.fill(0..=width.saturating_sub(1), glyphs.of(Glyph::Across));
        for (at, column, _text) in &ticks {
            canvas.put(*column, glyphs.of(if *at == 1.0 { Glyph::Origin } else { Glyph::Tick }));
        }
        lines.begin();
        lines.put_all([canvas.into_span()]);
        lines.begin();
        let numbers = ticks.iter().map(|(_at, column, text)| (*column, (*text).to_owned()));
        lines.put_all([Span::new(Role::Plain, centred_labels(width, numbers))]);
        let better = self.better.map_or_else(String::new, |better| format!("; {better}{NO_BREAK}is better"));
        let meaning = format!("1 is no difference from {}{better}.", self.comparator);
        lines.flow(&[Span::prose(Role::Faint, &meaning)]);
    }
}
