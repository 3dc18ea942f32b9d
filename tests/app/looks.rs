//! Themes: is everything legible, on whatever paper, in however many colours; and does nothing rest on colour?

use std::collections::{BTreeSet, HashSet};

use jakref::app::{App, Colors, ThemeName};
use jakref::page::Glyphs;
use jakref::view::{Theme, Tone};
use ratatui::style::{Color, Modifier, Style};

use crate::screens::{PLACES, SIZES};
use crate::stage::{options, press, second_base, shoot};

type Rgb = [u8; 3];

/// Relative luminance of an sRGB colour: WCAG 2.2, definition of "relative luminance".
fn luminance(colour: Rgb) -> f64 {
    let linear = colour.map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

/// Contrast ratio, from 1 to 21: WCAG 2.2, definition of "contrast ratio"; success criteria 1.4.3 and 1.4.6 ask for 4.5
/// and 7.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The basic sixteen as terminals show them where nobody has changed them.
const PALETTES: [(&str, [u32; 16]); 4] = [
    (
        "xterm",
        [
            0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000,
            0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
        ],
    ),
    (
        "VGA",
        [
            0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA, 0x555555, 0xFF5555,
            0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
        ],
    ),
    (
        "Windows, legacy",
        [
            0x000000, 0x800000, 0x008000, 0x808000, 0x000080, 0x800080, 0x008080, 0xC0C0C0, 0x808080, 0xFF0000,
            0x00FF00, 0xFFFF00, 0x0000FF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
        ],
    ),
    (
        "Windows, Campbell",
        [
            0x0C0C0C, 0xC50F1F, 0x13A10E, 0xC19C00, 0x0037DA, 0x881798, 0x3A96DD, 0xCCCCCC, 0x767676, 0xE74856,
            0x16C60C, 0xF9F1A5, 0x3B78FF, 0xB4009E, 0x61D6D6, 0xF2F2F2,
        ],
    ),
];

/// Papers that a terminal's own colour may have: an ink of ours on one of them would have to pass there too.
const OWN: [u32; 6] = [0x000000, 0xFFFFFF, 0x0C0C0C, 0x012456, 0x002B36, 0xFDF6E3];

fn rgb(number: u32) -> Rgb {
    let [_, r, g, b] = number.to_be_bytes();
    [r, g, b]
}

/// A colour of the 240 that are the same everywhere: a cube of six steps, and a ramp of greys.
fn fixed(index: u8) -> Rgb {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match index {
        16..=231 => {
            let place = usize::from(index - 16);
            [STEPS[place / 36], STEPS[place / 6 % 6], STEPS[place % 6]]
        }
        232..=255 => [8 + (index - 232) * 10; 3],
        0..=15 => panic!("{index} looks different from terminal to terminal"),
    }
}

/// Every pair of ink and paper that a style can have on some terminal; none where both are the terminal's own.
fn pairs(ink: Color, paper: Color, bold: bool, colors: Colors) -> Vec<(String, Rgb, Rgb)> {
    match (ink, paper, colors) {
        (Color::Reset, Color::Reset, _) => Vec::new(),
        (Color::Indexed(ink), Color::Indexed(paper), Colors::TwoFiftySix) => {
            vec![("256".to_owned(), fixed(ink), fixed(paper))]
        }
        (Color::Indexed(ink), Color::Indexed(paper), Colors::Sixteen) => {
            assert!(ink < 16 && paper < 16);
            // Many terminals take the light twin for a bold ink.
            let inks = [Some(ink), (bold && ink < 8).then_some(ink + 8)].into_iter().flatten();
            inks.flat_map(|ink| {
                PALETTES.map(|(name, palette)| {
                    (name.to_owned(), rgb(palette[usize::from(ink)]), rgb(palette[usize::from(paper)]))
                })
            })
            .collect()
        }
        // What meets the terminal's own colour would have to pass on each of `OWN`; there is no such pair.
        (_, _, _) => panic!("{ink:?} on {paper:?}: one colour is the terminal's, or of a kind that is not used"),
    }
}

fn least(theme: ThemeName) -> f64 {
    if theme == ThemeName::HighContrast { 7.0 } else { 4.5 }
}

const COLORS: [Colors; 3] = [Colors::None, Colors::Sixteen, Colors::TwoFiftySix];

#[test]
fn every_tone_is_legible_in_every_theme_and_palette() {
    for theme in ThemeName::ALL {
        for colors in COLORS {
            for tone in Tone::ALL {
                let Style { fg, bg, add_modifier, .. } = Theme::new(theme, colors).tone(tone);
                let (ink, paper) = (fg.unwrap(), bg.unwrap());
                for (palette, ink, paper) in pairs(ink, paper, add_modifier.contains(Modifier::BOLD), colors) {
                    let ratio = contrast(ink, paper);
                    assert!(ratio >= least(theme), "{theme:?} {tone:?} {palette}: {ratio:.2}");
                }
            }
        }
    }
}

#[test]
fn the_formula_gives_what_others_have_published() {
    // WCAG's own extremes, and the palette of Okabe and Ito on black and white.
    assert!((contrast(rgb(0x000000), rgb(0xFFFFFF)) - 21.0).abs() < 0.01);
    assert!((contrast(rgb(0xE69F00), rgb(0x000000)) - 9.32).abs() < 0.01);
    assert!((contrast(rgb(0x0072B2), rgb(0xFFFFFF)) - 5.19).abs() < 0.01);
    // Why nothing of ours may stand on a paper that is not: no ink passes on all of them.
    for index in 16..=255 {
        assert!(OWN.iter().any(|paper| contrast(fixed(index), rgb(*paper)) < 4.5), "{index}");
    }
}

/// What a cell looks like, apart from its text.
type Look = (Color, Color, Modifier);

fn is_sound((ink, paper, modifier): Look, theme: ThemeName, colors: Colors) {
    for (palette, ink, paper) in pairs(ink, paper, modifier.contains(Modifier::BOLD), colors) {
        let ratio = contrast(ink, paper);
        assert!(ratio >= least(theme), "{theme:?} {palette} {ink:?} on {paper:?}: {ratio:.2}");
    }
    let mut never = Modifier::SLOW_BLINK | Modifier::RAPID_BLINK | Modifier::HIDDEN;
    // The contrast of a terminal's own faint ink cannot be computed, so only one theme uses it.
    if theme != ThemeName::Default {
        never |= Modifier::DIM;
    }
    assert!(!modifier.intersects(never), "{theme:?} {modifier:?}");
}

#[test]
fn every_drawn_cell_is_legible_and_says_the_same_in_every_theme() {
    let knowledge = second_base();
    for (place, keys) in PLACES {
        for size in SIZES {
            let mut said = BTreeSet::new();
            for theme in ThemeName::ALL {
                for colors in COLORS {
                    for stale in [false, true] {
                        let mut options = options(Glyphs::Unicode);
                        (options.theme, options.colors, options.stale) = (theme, colors, stale);
                        let mut app = App::new(&knowledge, options, size);
                        press(&mut app, keys);
                        let shot = shoot(&app);
                        let theme = if colors == Colors::None { ThemeName::Mono } else { theme };
                        let looks: HashSet<Look> =
                            shot.buffer.content.iter().map(|cell| (cell.fg, cell.bg, cell.modifier)).collect();
                        looks.into_iter().for_each(|look| is_sound(look, theme, colors));
                        if !stale {
                            said.insert((shot.text(), shot.cursor));
                        }
                    }
                }
            }
            assert_eq!(said.len(), 1, "{place} says different things in different themes");
        }
    }
}

#[test]
fn what_is_set_off_is_set_off_without_colour_too() {
    for theme in [ThemeName::Mono, ThemeName::Default] {
        let theme = Theme::new(theme, Colors::None);
        let text = theme.tone(Tone::Text);
        // What is dim is not set off: it can be passed over.
        assert_eq!(theme.tone(Tone::Dim), text);
        assert!(Tone::ALL.into_iter().skip(2).all(|tone| theme.tone(tone) != text));
        assert!(Tone::ALL.into_iter().all(|tone| theme.tone(tone).fg == Some(Color::Reset)));
    }
}

#[test]
fn a_key_walks_the_themes_and_says_each_name() {
    let knowledge = second_base();
    let mut app = App::new(&knowledge, options(Glyphs::Unicode), (80, 24));
    for theme in ThemeName::ALL.into_iter().cycle().skip(1).take(5) {
        press(&mut app, "t");
        assert_eq!(app.theme(), theme);
        assert!(shoot(&app).text().contains(&format!("Theme: {}", theme.word())));
    }
    let mut forbidden = options(Glyphs::Unicode);
    forbidden.colors = Colors::None;
    let mut app = App::new(&knowledge, forbidden, (80, 24));
    press(&mut app, "t");
    assert_eq!(app.theme(), ThemeName::Mono);
}
