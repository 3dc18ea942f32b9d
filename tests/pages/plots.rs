//! Plots: the same numbers in the picture, in sentences and in JSON, and nothing mixed or made up.

use std::path::Path;

use jakref::check::house_rules;
use jakref::embedded;
use jakref::export;
use jakref::knowledge::{Entry, EntryId, Kind, Knowledge, compile};
use jakref::page::{Block, Detail, EffectEstimate, Glyphs, Page, Plot, Shape, comparison, page, wrap};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::second_base;

fn id(text: &str) -> EntryId {
    text.parse().unwrap()
}

fn part(knowledge: &Knowledge, entry: &str, anchor: &str) -> Page {
    page(knowledge, &id(entry), Detail::Number).unwrap().part(anchor).unwrap()
}

fn drawn(page: &Page, width: usize, glyphs: Glyphs) -> String {
    wrap(page, width, glyphs).iter().map(|line| line.text().trim_end().to_owned() + "\n").collect()
}

fn as_json(knowledge: &Knowledge, entry: &str) -> Value {
    export::entries(knowledge, &[knowledge.entry(&id(entry)).unwrap()])
}

/// Every trial and drug of a base.
fn entries(knowledge: &Knowledge) -> Vec<EntryId> {
    [Kind::Trial, Kind::Drug].iter().flat_map(|kind| knowledge.ids(*kind)).cloned().collect()
}

fn psoriasis() -> Knowledge {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/psoriasis");
    compile(&path, house_rules).unwrap().knowledge.unwrap()
}

#[test]
fn ratios_are_drawn_for_one_population_each_on_one_scale_where_halving_and_doubling_are_alike() {
    let part = part(&psoriasis(), "trial/badbir", "measures");
    let ratios = |plot: &Plot| match plot {
        Plot::Ratios(ratios) => Some(ratios.clone()),
        Plot::Forest(_) | Plot::TimeCourse(_) | Plot::PerHundred(_) => None,
    };
    let ratios: Vec<_> = part.plots().filter_map(ratios).collect();
    assert!(ratios.len() > 1 && ratios.iter().all(|plot| plot.scale == ratios[0].scale));
    let pictures = |glyphs| {
        let is_plot = |block: &&Block| matches!(block.shape, Shape::Plot(_));
        let page = Page::new("", part.blocks.iter().filter(is_plot).cloned().collect());
        [76, 30].map(|width| drawn(&page, width, glyphs)).join("----\n")
    };
    insta::assert_snapshot!("ratios-block", pictures(Glyphs::Unicode));
    insta::assert_snapshot!("ratios-ascii", pictures(Glyphs::Ascii));
}

#[test]
fn plots_look_as_agreed_at_three_widths_in_both_sets_of_characters() {
    let knowledge = second_base();
    let plots = [("forest", "oral/wickolate"), ("hundred", "oral/wickolate"), ("course", "trial/gleam-1")];
    for (anchor, entry) in plots {
        let name = anchor;
        let part = part(&knowledge, entry, anchor);
        for (glyphs, set) in [(Glyphs::Unicode, "block"), (Glyphs::Ascii, "ascii")] {
            let shown: Vec<String> = [128, 76, 36].into_iter().map(|width| drawn(&part, width, glyphs)).collect();
            insta::assert_snapshot!(format!("{name}-{set}"), shown.join("----\n"));
        }
        insta::assert_snapshot!(format!("{name}-words"), drawn(&part.in_words(), 76, Glyphs::Unicode));
    }
}

#[test]
fn the_same_numbers_stand_in_the_picture_in_the_sentences_and_in_json() {
    for knowledge in [second_base(), psoriasis(), embedded::knowledge()] {
        let mut seen = 0;
        for entry in entries(&knowledge) {
            let page = page(&knowledge, &entry, Detail::Number).unwrap();
            let json = as_json(&knowledge, &entry.to_string());
            let (picture, words) =
                (drawn(&page, 160, Glyphs::Unicode), drawn(&page.clone().in_words(), 160, Glyphs::Unicode));
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let (picture, words) = (squeezed(&picture), squeezed(&words));
            for (plot, object) in page.plots().zip(json["plots"].as_array().unwrap()) {
                match plot {
                    Plot::Forest(forest) => {
                        for (row, object) in forest.rows.iter().zip(object["rows"].as_array().unwrap()) {
                            let [points, low, high] = row.effect.figures();
                            let in_figures = format!("{points} ({low} to {high})").replace('-', "\u{2212}");
                            assert!(picture.contains(&in_figures), "{entry}: {picture}");
                            for figure in [&points, &low, &high] {
                                assert!(words.contains(&in_words(figure)), "{entry}: {words}");
                            }
                            for (key, figure) in [("points", points), ("low", low), ("high", high)] {
                                assert_eq!(object["difference"][key].as_f64(), figure.parse().ok(), "{entry}");
                            }
                            assert_eq!(object["computed"], matches!(row.effect, EffectEstimate::Computed(_)));
                            assert!(words.contains(&row.shares.0.replace('\u{A0}', " ")));
                            seen += 1;
                        }
                    }
                    Plot::TimeCourse(course) => {
                        for (at, object) in course.times.iter().zip(object["times"].as_array().unwrap()) {
                            for (percent, number) in at.percents.iter().zip(object["percents"].as_array().unwrap()) {
                                let Some(percent) = percent else { continue };
                                assert!(
                                    picture.contains(&format!("{percent}%"))
                                        && words.contains(&format!("{percent}% at"))
                                );
                                assert_eq!(number.as_f64(), Some(percent.value()));
                                seen += 1;
                            }
                        }
                    }
                    Plot::Ratios(ratios) => {
                        for (row, object) in ratios.rows.iter().zip(object["rows"].as_array().unwrap()) {
                            let [ratio, low, high] = row.figures;
                            assert!(picture.contains(&format!("{ratio} ({low} to {high})")), "{entry}: {picture}");
                            let said = format!("{} {ratio} (95% CI {low} to {high})", ratios.measure);
                            assert!(words.contains(&said), "{entry}: {words}");
                            for (key, figure) in [("ratio", ratio), ("low", low), ("high", high)] {
                                assert_eq!(object[key].as_f64(), Some(figure.value()), "{entry}");
                            }
                            seen += 1;
                        }
                    }
                    Plot::PerHundred(people) => {
                        for ((arm, percent), object) in people.arms.iter().zip(object["arms"].as_array().unwrap()) {
                            let arm = arm.replace('\u{A0}', " ");
                            assert!(picture.contains(&format!("({percent}%)")), "{entry}: {picture}");
                            assert!(
                                words.contains(&arm) && words.contains(&format!("({percent}% reported)")),
                                "{words}"
                            );
                            assert_eq!(object["percent"].as_f64(), Some(percent.value()));
                            seen += 1;
                        }
                    }
                }
            }
        }
        assert!(seen > 5, "a base without plots proves nothing");
    }
}

/// A figure as sentences have it: the sign as a word.
fn in_words(figure: &str) -> String {
    let magnitude = figure.trim_start_matches('-');
    if magnitude.parse() == Ok(0.0) { "no difference".to_owned() } else { format!("{magnitude} ") }
}

#[test]
fn no_sentence_about_a_difference_has_a_sign_and_no_negative_figure_a_hyphen() {
    for knowledge in [second_base(), embedded::knowledge()] {
        let drugs: Vec<_> = knowledge.drugs().collect();
        let mut pages: Vec<Page> =
            entries(&knowledge).iter().map(|id| page(&knowledge, id, Detail::Number).unwrap()).collect();
        pages.push(comparison(&knowledge, &drugs[..2], Detail::Number));
        for page in pages {
            for sentence in page.plots().flat_map(Plot::words) {
                let text: String = sentence.iter().map(|span| span.text.replace('\u{A0}', " ")).collect();
                let signed = text.split([' ', '(']).any(|word| is_signed(word, &['-', '\u{2212}']));
                assert!(!signed, "{}: {text}", page.title);
            }
            let of_trial = page.id.as_ref().is_some_and(|id| id.kind() == Kind::Trial);
            let is_of_results = |shape: &Shape| match shape {
                Shape::Plot(_) => true,
                Shape::Table(_) => of_trial,
                Shape::Heading | Shape::Paragraph | Shape::Bullet | Shape::Under | Shape::Card(_) => false,
            };
            let blocks = page.blocks.iter().filter(|block| is_of_results(&block.shape)).cloned().collect();
            for line in wrap(&Page::new("", blocks), 160, Glyphs::Unicode) {
                let text = line.text();
                assert!(!text.split([' ', '(']).any(|word| is_signed(word, &['-'])), "{}: {text}", page.title);
            }
        }
    }
}

fn is_signed(word: &str, signs: &[char]) -> bool {
    word.strip_prefix(signs).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[test]
fn an_interval_is_reported_or_says_computed_and_only_counts_are_computed_from() {
    let knowledge = embedded::knowledge();
    for trial in knowledge.trials() {
        let page = page(&knowledge, &trial.id, Detail::Number).unwrap();
        for plot in page.plots() {
            let Plot::Forest(forest) = plot else { continue };
            for row in &forest.rows {
                let counted = row.shares.0.contains(" of ") && !row.shares.0.contains('%');
                assert!(matches!(row.effect, EffectEstimate::Reported(_)) || counted, "{}: {row:?}", trial.id);
                assert!(row.computed.is_none() || !trial.within_patient, "{}: the arms are the same people", trial.id);
            }
        }
    }
}

#[test]
fn one_plot_holds_one_outcome_time_and_analysis_and_names_them() {
    let knowledge = embedded::knowledge();
    for trial in knowledge.trials() {
        for result in &trial.results {
            let page = page(&knowledge, &trial.id, Detail::Number).unwrap();
            let named = |caption: &str| caption.starts_with(&**result.outcome) && caption.ends_with(&**result.analysis);
            let has_interval =
                result.rows.iter().any(|row| row.difference.as_ref().is_some_and(|d| d.interval.is_some()));
            let shown = page.plots().any(|plot| match plot {
                Plot::Forest(forest) => named(&forest.caption),
                Plot::TimeCourse(_) | Plot::PerHundred(_) | Plot::Ratios(_) => false,
            });
            assert!(shown || !has_interval, "{}: {} is not drawn", trial.id, *result.id);
        }
    }
}

#[test]
fn no_line_of_a_plot_is_wider_than_the_page() {
    let knowledge = embedded::knowledge();
    for entry in entries(&knowledge) {
        let page = page(&knowledge, &entry, Detail::Full).unwrap();
        for width in (2..140).step_by(9) {
            for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
                for line in wrap(&page, width, glyphs) {
                    assert!(line.text().width() <= width, "{entry} at {width}: {:?}", line.text());
                }
            }
        }
    }
}

#[test]
fn plots_of_a_comparison_name_their_drug_and_share_one_scale() {
    let knowledge = embedded::knowledge();
    let drugs: Vec<_> = knowledge.drugs().filter(|drug| drug.route.id == "oral").take(4).collect();
    let page = comparison(&knowledge, &drugs, Detail::Number);
    let forests: Vec<_> = page
        .plots()
        .filter_map(|plot| match plot {
            Plot::Forest(forest) => Some(forest),
            Plot::TimeCourse(_) | Plot::PerHundred(_) | Plot::Ratios(_) => None,
        })
        .collect();
    assert!(forests.len() > 1);
    assert!(forests.iter().all(|forest| forest.scale == forests[0].scale));
    assert!(forests.iter().all(|forest| drugs.iter().any(|drug| forest.caption.starts_with(&**drug.name))));
    assert!(matches!(knowledge.entry(&drugs[0].id), Some(Entry::Drug(_))));
}
