//! Courses: the response in each arm by time, where one outcome was measured at two times or more.
//!
//! Promises: one plot holds one outcome of one part of the people in one analysis, named in its caption; time goes down the
//! page and response to the right. Weeks and months are never mixed. Nothing is drawn between two times, since nobody
//! measured there.

use super::flow::flow;
use super::forest::people_and_analysis;
use super::lines::Lines;
use super::plot::{Canvas, labels};
use super::text::glue;
use super::trial::{arm_name, time_in_words};
use super::{Glyph, Glyphs, Role, Span};
use crate::knowledge::{Decimal, TimePoint, Trial, TrialResult};

/// The course of one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Outcome, population or part of it, and analysis.
    pub caption: String,
    /// What was compared, in the order of the trial; the first is A in the picture.
    pub arms: Vec<String>,
    /// The times, earliest first.
    pub times: Vec<CourseTime>,
    /// Where it comes from.
    pub marks: Vec<Span>,
}

/// What was found at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct CourseTime {
    /// Weeks or months since the start.
    pub time: TimePoint,
    /// The percentage of each arm, as reported.
    pub percents: Vec<Option<Decimal>>,
}

/// The courses of a trial, each with the results it is made of.
pub(super) fn courses(trial: &Trial) -> Vec<(Course, Vec<&TrialResult>)> {
    let mut groups: Vec<Vec<&TrialResult>> = Vec::new();
    for result in trial.results.iter().filter(|result| result.unit.is_none()) {
        let alike = |group: &&mut Vec<&TrialResult>| group.first().is_some_and(|first| belong_together(first, result));
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(result),
            None => groups.push(vec![result]),
        }
    }
    groups
        .into_iter()
        .filter_map(|mut group| {
            group.sort_by_key(|result| at(result));
            group.dedup_by_key(|result| at(result));
            Some((course(trial, &group)?, group))
        })
        .collect()
}

/// Whether two results are of one course.
fn belong_together(a: &TrialResult, b: &TrialResult) -> bool {
    let same_clock = match (*a.time, *b.time) {
        (TimePoint::Week(_), TimePoint::Week(_)) | (TimePoint::Month(_), TimePoint::Month(_)) => true,
        (TimePoint::Week(_), TimePoint::Month(_)) | (TimePoint::Month(_), TimePoint::Week(_)) => false,
    };
    let same = |a: &Option<crate::knowledge::Located<String>>, b: &Option<crate::knowledge::Located<String>>| {
        a.as_deref() == b.as_deref()
    };
    same_clock && *a.outcome == *b.outcome && *a.analysis == *b.analysis && same(&a.subset, &b.subset)
}

fn at(result: &TrialResult) -> u32 {
    match *result.time {
        TimePoint::Week(number) | TimePoint::Month(number) => number,
    }
}

/// The course of results that belong together, earliest first; `None` if no arm was measured twice.
fn course(trial: &Trial, results: &[&TrialResult]) -> Option<Course> {
    let first = results.first()?;
    let percent = |result: &TrialResult, arm: &str| {
        let row = result.rows.iter().find(|row| *row.arm == arm)?;
        row.percent.as_deref().copied()
    };
    let measured = |arm: &str| results.iter().filter(|result| percent(result, arm).is_some()).count();
    let ids: Vec<&str> = trial.arms.iter().map(|arm| arm.id.as_str()).filter(|arm| measured(arm) > 0).collect();
    if !ids.iter().any(|arm| measured(arm) > 1) {
        return None;
    }
    let row = |id: &str| results.iter().flat_map(|result| &result.rows).find(|row| *row.arm == id);
    let subset = first.subset.as_ref().map(|subset| format!(", {}", **subset)).unwrap_or_default();
    Some(Course {
        caption: format!("{}{subset}; {}", *first.outcome, people_and_analysis(trial, first)),
        arms: ids.iter().filter_map(|id| Some(arm_name(trial, row(id)?).to_owned())).collect(),
        times: results
            .iter()
            .map(|result| CourseTime {
                time: *result.time,
                percents: ids.iter().map(|arm| percent(result, arm)).collect(),
            })
            .collect(),
        marks: Vec::new(),
    })
}

/// The letters of the arms in the picture; a trial of more arms than letters repeats the last.
const LETTERS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];

/// What stands where two arms fall on one column.
const SEVERAL: &str = "*";

/// The least and the greatest width of the picture; wider, and times would hardly be seen as one course.
const LEAST_PICTURE: usize = 21;
const GREATEST_PICTURE: usize = 51;

fn letter(arm: usize) -> &'static str {
    LETTERS.get(arm).or(LETTERS.last()).copied().unwrap_or(SEVERAL)
}

impl Course {
    fn title(&self) -> Vec<Span> {
        let mut title =
            vec![Span::new(Role::Label, "Percent of people by time: "), Span::new(Role::Faint, glue(&self.caption))];
        title.extend(self.marks.iter().cloned());
        title
    }

    pub(super) fn words(&self) -> Vec<Vec<Span>> {
        let mut sentences = vec![self.title()];
        for (arm, name) in self.arms.iter().enumerate() {
            let points: Vec<String> = self
                .times
                .iter()
                .filter_map(|at| {
                    let percent = at.percents.get(arm).copied().flatten()?;
                    Some(format!("{percent}% at {}", time_in_words(at.time)))
                })
                .collect();
            let text = format!("{name}: {}.", points.join(", "));
            sentences.push(vec![Span::new(Role::Plain, glue(&text))]);
        }
        sentences
    }

    pub(super) fn lines(&self, width: usize, glyphs: Glyphs, lines: &mut Lines) {
        flow(&self.title(), width, glyphs, lines);
        let legend = |(arm, name): (usize, &String)| format!("{}\u{A0}{}", letter(arm), glue(name));
        let legend: Vec<String> = self.arms.iter().enumerate().map(legend).collect();
        flow(&[Span::new(Role::Plain, legend.join("; "))], width, glyphs, lines);
        let names: Vec<String> = self.times.iter().map(|at| time_in_words(at.time)).collect();
        let name = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        let figures: Vec<String> = self.times.iter().map(CourseTime::figures).collect();
        let figure = figures.iter().map(|text| text.chars().count()).max().unwrap_or(0);
        let beside = width.saturating_sub(name + figure + 6);
        // Where there is no room beside the picture, the figures stand under it.
        let is_beside = beside >= LEAST_PICTURE;
        let picture = if is_beside { beside } else { width.saturating_sub(name + 4) }.min(GREATEST_PICTURE);
        for ((at, name_of), figures) in self.times.iter().zip(&names).zip(&figures) {
            let edge = || Span::new(Role::Plain, glyphs.of(Glyph::Upright));
            lines.begin();
            lines.put_all([Span::new(Role::Label, format!("{name_of:name$} ")), edge(), at.picture(picture), edge()]);
            if is_beside {
                lines.put_all([Span::new(Role::Plain, format!("  {figures}"))]);
            } else {
                let indent = name + 2;
                let text = [Span::new(Role::Plain, glue(&figures.replace("  ", "; ")))];
                lines.indented(indent, |lines| flow(&text, width.saturating_sub(indent), glyphs, lines));
            }
        }
        lines.begin();
        let numbers =
            [0, 50, 100].into_iter().map(|percent| (column(f64::from(percent), picture), format!("{percent}%")));
        lines.put_all([Span::new(Role::Plain, format!("{}{}", " ".repeat(name + 2), labels(picture, numbers)))]);
    }
}

fn column(percent: f64, width: usize) -> usize {
    ((percent / 100.0).clamp(0.0, 1.0) * width.saturating_sub(1) as f64).round() as usize
}

impl CourseTime {
    /// The percentages behind the letters of their arms.
    fn figures(&self) -> String {
        let figure = |(arm, percent): (usize, &Option<Decimal>)| Some(format!("{} {}%", letter(arm), (*percent)?));
        self.percents.iter().enumerate().filter_map(figure).collect::<Vec<_>>().join("  ")
    }

    fn picture(&self, width: usize) -> Span {
        let mut canvas = Canvas::new(width);
        let places: Vec<(usize, usize)> = self
            .percents
            .iter()
            .enumerate()
            .filter_map(|(arm, percent)| Some((arm, column((*percent)?.value(), width))))
            .collect();
        for (arm, place) in &places {
            let several = places.iter().filter(|(_, other)| other == place).count() > 1;
            canvas.put(*place, if several { SEVERAL } else { letter(*arm) });
        }
        canvas.span()
    }
}
