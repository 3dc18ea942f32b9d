//! Which characters can be shown.
//!
//! Promises: in ASCII every character printed lies from 0x20 to 0x7E, and nothing that matters is lost: Greek letters
//! become their names, comparisons become words, accents are dropped.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::NO_BREAK;

/// The set of characters that the output can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyphs {
    /// Unicode, where lines, dots and bullets are one column wide; in the locales of East Asia they may be two, so there
    /// ASCII is chosen.
    Unicode,
    /// 0x20 to 0x7E.
    Ascii,
}

impl Glyphs {
    /// A drawn character in this set.
    pub fn of(self, glyph: Glyph) -> &'static str {
        let (unicode, ascii) = glyph.twins();
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
        }
    }

    /// A text in this set of characters, with plain spaces.
    pub fn show(self, text: &str) -> String {
        self.show_joined(text).replace(NO_BREAK, " ")
    }

    /// A text in this set of characters, with its no-break spaces.
    pub(super) fn show_joined(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Unicode => Cow::Borrowed(text),
            Self::Ascii => to_ascii(text),
        }
    }
}

/// Declares the drawn characters in one table, each in Unicode and in ASCII.
macro_rules! glyphs {
    ($($(#[$meta:meta])* $name:ident = $unicode:literal, $ascii:literal;)+) => {
        /// Everything that is drawn and is no text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Glyph { $($(#[$meta])* $name,)+ }

        impl Glyph {
            /// Every drawn character.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            fn twins(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($unicode, $ascii),)+ }
            }
        }
    };
}

glyphs! {
    /// Before a statement in a list.
    Bullet = "• ", "* ";
    /// Before an approved drug.
    Approved = "●", "*";
    /// Before the heading of a section that is open.
    Open = "▾ ", "- ";
    /// Before the heading of a section that is folded.
    Folded = "▸ ", "+ ";
    /// Where something was cut away.
    Cut = "…", "..";
    /// Between two parts of a line.
    Between = "·", "-";
    /// A percentage as a length.
    Bar = "\u{2588}", "#";
    /// One of a hundred people who had an outcome.
    With = "■", "#";
    /// One of a hundred people who had not.
    Without = "·", ".";
    /// The edge of a pane, and a line across.
    Across = "─", "-";
    /// The edge of a pane at its sides; in a plot the line of no difference.
    Upright = "│", "|";
    /// A corner of a pane.
    TopLeft = "┌", "+";
    /// A corner of a pane.
    TopRight = "┐", "+";
    /// A corner of a pane.
    BottomLeft = "└", "+";
    /// A corner of a pane.
    BottomRight = "┘", "+";
    /// Where the edges of two panes meet above.
    Fork = "┬", "+";
    /// The lower limit of an interval.
    Low = "├", "[";
    /// The upper limit.
    High = "┤", "]";
    /// The estimate.
    Estimate = "■", "#";
    /// Where the line of no difference meets the scale.
    Origin = "┼", "+";
    /// A number of the scale; where the edges of two panes meet below.
    Tick = "┴", "+";
    /// A gate that no signal crosses here.
    Gate = "│", ":";
    /// A signal acts through a gate.
    Through = "●", "O";
    /// A signal acts through a gate, and that edge is selected.
    ThroughSelected = "◆", "@";
    /// A gate that a drug closes.
    Closed = "X", "X";
    /// What a signal leads to.
    Arrow = "─>", "->";
    /// What a signal leads to, where that edge is selected.
    ArrowSelected = "=>", "=>";
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
            let mut base = String::new();
            decompose_canonical(c, |part| base.extend((!is_combining_mark(part)).then_some(part)));
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
    use unicode_width::UnicodeWidthStr;

    use super::{Glyph, Glyphs, to_ascii};

    #[test]
    fn a_drawn_character_has_a_twin_in_ascii_and_one_width() {
        for &glyph in Glyph::ALL {
            assert!(Glyphs::Ascii.of(glyph).bytes().all(|byte| (0x20..=0x7E).contains(&byte)), "{glyph:?}");
            let wide = if glyph == Glyph::Cut { 2 } else { Glyphs::Unicode.of(glyph).width() };
            assert_eq!(Glyphs::Ascii.of(glyph).width(), wide, "{glyph:?}");
            // No emoji and nothing from a private-use area: such characters are two columns wide or none.
            assert!(Glyphs::Unicode.of(glyph).chars().all(|c| ('\u{20}'..'\u{2600}').contains(&c)), "{glyph:?}");
        }
    }

    #[test]
    fn nothing_that_matters_is_lost_in_ascii() {
        assert_eq!(to_ascii("IFN-γ ≥ 5 · Šutić Øst"), "IFN-gamma at least  5 - Sutic Ost");
        assert!(to_ascii("漢字").is_ascii());
    }
}
