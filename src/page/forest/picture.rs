//! A forest plot as lines of a width, and as sentences.
//!
//! Promises: the figures of a row stand beside or above its bar; the line of no difference is in every bar and on the
//! scale. Where label, counts and figures leave too little room beside them, they stand on a line of their own.

use super::super::flow::flow;
use super::super::lines::Lines;
use super::super::plot::{Canvas, labels};
use super::super::text::{NO_BREAK, glue};
use super::super::{Glyph, Glyphs, Role, Span};
use super::{Forest, ForestRow};

/// The columns that label, shares and figures leave for the picture where all stand on one line.
const LEAST_PICTURE: usize = 30;

impl Forest {
    fn title(&self) -> Vec<Span> {
        vec![
            Span::new(Role::Label, glue(&format!("Difference from {} in percentage points: ", self.comparator))),
            Span::new(Role::Faint, glue(&self.caption)),
        ]
    }

    /// What is computed stands under the figures of the rows, each sentence for itself.
    fn notes(&self) -> impl Iterator<Item = Vec<Span>> {
        let computed = self.rows.iter().filter_map(|row| row.computed.as_ref());
        computed.map(|text| vec![Span::new(Role::Computed, glue(text))])
    }

    pub(in crate::page) fn words(&self) -> Vec<Vec<Span>> {
        let mut sentences = vec![self.title()];
        for row in &self.rows {
            let [points, low, high] = row.effect.figures();
            let text = format!(
                "{} against {}: {} against {}; difference {points} points (95% CI {low} to {high}), {}.",
                row.label,
                self.comparator,
                row.shares.0,
                row.shares.1,
                row.effect.origin(),
            );
            let mut sentence = vec![Span::new(Role::Plain, glue(&text))];
            sentence.extend(row.marks.iter().cloned());
            sentences.push(sentence);
        }
        sentences.extend(self.notes());
        sentences
    }

    pub(in crate::page) fn lines(&self, width: usize, glyphs: Glyphs, lines: &mut Lines) {
        flow(&self.title(), width, glyphs, lines);
        let texts: Vec<[String; 3]> = self.rows.iter().map(|row| row.texts(glyphs)).collect();
        let widest = |column: usize| {
            texts.iter().map(|text| text.get(column).map_or(0, |t| t.chars().count())).max().unwrap_or(0)
        };
        let widths = [widest(0), widest(1), widest(2)];
        let beside = widths.iter().sum::<usize>() + 6;
        let picture = width.saturating_sub(beside);
        if picture >= LEAST_PICTURE {
            let [label, shares, _figures] = widths;
            for (row, [name, counts, figures]) in self.rows.iter().zip(&texts) {
                lines.begin();
                let before = Span::new(Role::Plain, format!("{name:label$}  {counts:shares$}  "));
                let behind = Span::new(Role::Plain, format!("  {figures}"));
                lines.put_all([before, self.bar(row, picture, glyphs), behind]);
            }
            lines.indented(label + shares + 4, |lines| self.axis(picture, glyphs, lines));
        } else {
            for row in &self.rows {
                flow(&row.sentence(), width, glyphs, lines);
                lines.begin();
                lines.put_all([self.bar(row, width, glyphs)]);
            }
            self.axis(width, glyphs, lines);
        }
        self.notes().for_each(|note| flow(&note, width, glyphs, lines));
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
        canvas.span()
    }

    /// The scale with its line of no difference, the numbers under it, and what they mean.
    fn axis(&self, width: usize, glyphs: Glyphs, lines: &mut Lines) {
        lines.begin();
        lines.put_all([self.ruler(width, glyphs)]);
        lines.begin();
        let numbers = self.ticks(width).into_iter().map(|at| (self.column(f64::from(at), width), at.to_string()));
        lines.put_all([Span::new(Role::Plain, labels(width, numbers))]);
        let meaning = format!("0 is no difference from {}; to the right of it, more people.", self.comparator);
        flow(&[Span::new(Role::Faint, glue(&meaning))], width, glyphs, lines);
    }

    /// The percentage points that have a number, as many as there is room for.
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
        canvas.span()
    }
}

impl ForestRow {
    fn texts(&self, glyphs: Glyphs) -> [String; 3] {
        let [points, low, high] = self.effect.figures();
        let marks: String = self.marks.iter().map(|mark| mark.text.as_str()).collect();
        let figures = format!("{points} ({low} to {high}), {}{marks}", self.effect.origin());
        [self.label.clone(), format!("{} against {}", self.shares.0, self.shares.1), figures]
            .map(|text| glyphs.show(&text))
    }

    /// The row in one line of text, above its bar.
    fn sentence(&self) -> Vec<Span> {
        let [points, low, high] = self.effect.figures();
        let counts = format!(": {} against {}; ", self.shares.0, self.shares.1);
        let figures = format!("{points}{NO_BREAK}({low} to {high})");
        let mut spans = vec![
            Span::new(Role::Label, glue(&self.label)),
            Span::new(Role::Plain, glue(&counts)),
            Span::new(Role::Label, glue(&figures)),
            Span::new(Role::Plain, format!(", {}", self.effect.origin())),
        ];
        spans.extend(self.marks.iter().cloned());
        spans
    }
}
