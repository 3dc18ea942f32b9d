//! Which characters can be shown.
//!
//! Promises: in ASCII every character printed lies from 0x20 to 0x7E, and nothing that matters is lost: Greek letters
//! become their names, comparisons become words, accents are dropped.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::text::NO_BREAK;

/// The set of characters that the output can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyphs {
    /// Unicode, without ambiguous widths.
    Unicode,
    /// 0x20 to 0x7E.
    Ascii,
}

impl Glyphs {
    /// What stands before a statement in a list.
    pub fn bullet(self) -> &'static str {
        match self {
            Self::Unicode => "• ",
            Self::Ascii => "* ",
        }
    }

    /// What plots are drawn with.
    pub(super) fn plot(self) -> &'static PlotGlyphs {
        match self {
            Self::Unicode => {
                &PlotGlyphs {
                    low: "├", line: "─", high: "┤", estimate: "■", null: "│", origin: "┼", tick: "┴"
                }
            }
            Self::Ascii => {
                &PlotGlyphs { low: "[", line: "-", high: "]", estimate: "#", null: "|", origin: "+", tick: "+" }
            }
        }
    }

    /// A line across `width` columns.
    pub fn rule(self, width: usize) -> String {
        self.plot().line.repeat(width)
    }

    /// What a pathway is drawn with.
    pub(super) fn diagram(self) -> &'static DiagramGlyphs {
        match self {
            Self::Unicode => &DiagramGlyphs {
                line: "─",
                gate: "│",
                through: "●",
                selected: "◆",
                closed: "X",
                arrow: "─>",
                chosen: "=>",
            },
            Self::Ascii => &DiagramGlyphs {
                line: "-",
                gate: ":",
                through: "O",
                selected: "@",
                closed: "X",
                arrow: "->",
                chosen: "=>",
            },
        }
    }

    /// A text in this set of characters, with plain spaces.
    pub fn show(self, text: &str) -> String {
        self.show_glued(text).replace(NO_BREAK, " ")
    }

    /// A text in this set of characters, in which what is glued is still glued.
    pub(super) fn show_glued(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Unicode => Cow::Borrowed(text),
            Self::Ascii => to_ascii(text),
        }
    }
}

/// The characters of a drawn pathway, each one column wide but for the arrow, which is two.
#[derive(Debug)]
pub(super) struct DiagramGlyphs {
    /// A signal on its way.
    pub(super) line: &'static str,
    /// A gate that no signal crosses here.
    pub(super) gate: &'static str,
    /// A signal acts through a gate.
    pub(super) through: &'static str,
    /// The same, where the edge is selected.
    pub(super) selected: &'static str,
    /// A gate that a drug closes.
    pub(super) closed: &'static str,
    /// What a signal leads to.
    pub(super) arrow: &'static str,
    /// The same, where the edge is selected.
    pub(super) chosen: &'static str,
}

/// The characters of a plot, each one column wide.
#[derive(Debug)]
pub(super) struct PlotGlyphs {
    /// The lower limit of an interval.
    pub(super) low: &'static str,
    /// Between the limits, and along the scale.
    pub(super) line: &'static str,
    /// The upper limit.
    pub(super) high: &'static str,
    /// The estimate.
    pub(super) estimate: &'static str,
    /// The line of no difference, and the edge of a picture.
    pub(super) null: &'static str,
    /// Where the line of no difference meets the scale.
    pub(super) origin: &'static str,
    /// A number of the scale.
    pub(super) tick: &'static str,
}

/// Characters with a name of their own in ASCII.
const NAMES: &[(char, &str)] = &[
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('µ', "mu"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('φ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
    ('Δ', "Delta"),
    ('≥', "at least "),
    ('≤', "at most "),
    ('±', "plus or minus "),
    ('×', "x"),
    ('→', "->"),
    ('·', "-"),
    ('•', "*"),
    ('–', "-"),
    ('—', "-"),
    ('‑', "-"),
    ('−', "-"),
    ('…', "..."),
    ('‘', "'"),
    ('’', "'"),
    ('“', "\""),
    ('”', "\""),
    ('ß', "ss"),
    ('ø', "o"),
    ('Ø', "O"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('œ', "oe"),
    ('ł', "l"),
    ('Ł', "L"),
    ('đ', "d"),
    ('ı', "i"),
    ('þ', "th"),
    ('ð', "d"),
    ('®', "(R)"),
    ('™', "(TM)"),
    ('°', " degrees"),
    ('№', "No."),
];

/// A text in printable ASCII, but for the no-break spaces, which wrapping still needs.
fn to_ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() || c == NO_BREAK {
            out.push(c);
        } else if let Some((_, name)) = NAMES.iter().find(|(named, _)| *named == c) {
            out.push_str(name);
        } else {
            let base: String = c.nfd().filter(|part| !is_combining_mark(*part)).collect();
            if base.is_ascii() {
                out.push_str(&base);
            } else {
                out.push('?');
            }
        }
    }
    Cow::Owned(out)
}

/// A text as search compares it: lower case, printable ASCII, single spaces.
pub fn fold(text: &str) -> String {
    Glyphs::Ascii.show(text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::to_ascii;

    #[test]
    fn nothing_that_matters_is_lost_in_ascii() {
        assert_eq!(to_ascii("IFN-γ ≥ 5 · Šutić Øst"), "IFN-gamma at least  5 - Sutic Ost");
        assert!(to_ascii("漢字").is_ascii());
    }
}
