//! Which characters the output can show, as the locale and the terminal say.
//!
//! Promises: Unicode only where somebody has said UTF-8, and not where lines and dots may be two columns wide. Never asks
//! the terminal.

use crate::page::Glyphs;

/// ASCII where it is asked for, or where nothing else is sure to be shown as it is meant.
///
/// `locale` is the first of LC_ALL, LC_CTYPE and LANG that is not empty, `term` is TERM; Windows consoles are written to in
/// Unicode whatever the variables say.
pub(super) fn glyphs(asked: bool, locale: Option<&str>, term: Option<&str>) -> Glyphs {
    let locale = locale.map(str::to_lowercase);
    let utf8 = match &locale {
        Some(locale) => cfg!(windows) || locale.contains("utf-8") || locale.contains("utf8"),
        None => cfg!(windows),
    };
    // The borders, dots and bullets are of ambiguous width (Unicode Standard Annex 11): terminals set up for Chinese,
    // Japanese or Korean may give them two columns, and every line would be out of place.
    let ambiguous = locale.is_some_and(|locale| ["zh", "ja", "ko"].iter().any(|language| locale.starts_with(language)));
    let plain_terminal = matches!(term, Some("linux" | "dumb"));
    if asked || !utf8 || ambiguous || plain_terminal { Glyphs::Ascii } else { Glyphs::Unicode }
}

#[cfg(all(test, not(windows)))]
mod tests {
    use super::glyphs;
    use crate::page::Glyphs;

    #[test]
    fn unicode_needs_a_locale_and_a_terminal_that_show_it() {
        for (locale, term, expected) in [
            (Some("C.UTF-8"), Some("xterm"), Glyphs::Unicode),
            (Some("de_DE.utf8"), None, Glyphs::Unicode),
            (Some("nb_NO.UTF-8"), Some("screen-256color"), Glyphs::Unicode),
            (Some("de_DE.ISO-8859-1"), Some("xterm"), Glyphs::Ascii),
            (Some("C"), Some("xterm"), Glyphs::Ascii),
            (None, Some("xterm"), Glyphs::Ascii),
            (Some("C.UTF-8"), Some("linux"), Glyphs::Ascii),
            (Some("C.UTF-8"), Some("dumb"), Glyphs::Ascii),
            (Some("ja_JP.UTF-8"), Some("xterm"), Glyphs::Ascii),
            (Some("ko_KR.UTF-8"), Some("xterm"), Glyphs::Ascii),
            (Some("zh_TW.UTF-8"), Some("xterm"), Glyphs::Ascii),
        ] {
            assert_eq!(glyphs(false, locale, term), expected, "{locale:?} {term:?}");
            assert_eq!(glyphs(true, locale, term), Glyphs::Ascii);
        }
    }
}
