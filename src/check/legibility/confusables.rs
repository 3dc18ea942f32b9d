//! Letters that look alike: the skeleton of a text, and whether its letters are of one script (Unicode Technical Standard 39).
//!
//! Promises: two texts that look alike have the same skeleton. A test derives the table from the Unicode Consortium's, as the
//! crate `unicode-security` has them, and compares every answer with that crate's, whose tables are five times as large.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};
use unicode_script::{Script, ScriptExtension};

/// On each line a prototype, a tab, and the characters that look like it. Characters that are ignored or not in normal form D are
/// left out.
const TABLE: &str = include_str!("confusables.txt");

static PROTOTYPES: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let mut prototypes = HashMap::new();
    for line in TABLE.lines() {
        let (prototype, characters) = line.split_once('\t').expect("a line of the table has a tab");
        prototypes.extend(characters.chars().map(|character| (character, prototype)));
    }
    prototypes
});

/// Scripts that are written together (section 5.1).
const WRITTEN_TOGETHER: [&[Script]; 3] = [
    &[Script::Han, Script::Bopomofo],
    &[Script::Han, Script::Hiragana, Script::Katakana],
    &[Script::Han, Script::Hangul],
];

/// The skeleton of a text (section 4).
pub(super) fn skeleton(text: &str) -> String {
    let mut skeleton = String::with_capacity(text.len());
    for character in decomposed(text).chars().filter(|character| !is_ignored(*character)) {
        match PROTOTYPES.get(&character) {
            Some(prototype) => skeleton.push_str(prototype),
            None => skeleton.push(character),
        }
    }
    decomposed(&skeleton)
}

/// A text in normal form D, without the compatibility tables that `nfd` of the crate would link.
fn decomposed(text: &str) -> String {
    let mut parts = Vec::with_capacity(text.len());
    for character in text.chars() {
        decompose_canonical(character, |part| parts.push((canonical_combining_class(part), part)));
    }
    // The marks after a letter, which is of class 0, are in the order of their classes.
    for marks in parts.split_mut(|(class, _part)| *class == 0) {
        marks.sort_by_key(|(class, _mark)| *class);
    }
    parts.into_iter().map(|(_class, part)| part).collect()
}

/// Whether all characters of a text can be of one script, or of scripts that are written together (section 5.1).
pub(super) fn is_single_script(text: &str) -> bool {
    let can_be = |scripts: &[Script]| {
        text.chars().map(ScriptExtension::from).all(|of| scripts.iter().any(|script| of.contains_script(*script)))
    };
    !ScriptExtension::for_str(text).is_empty() || WRITTEN_TOGETHER.into_iter().any(can_be)
}

/// Whether a character is invisible (Default_Ignorable_Code_Point of the Unicode Character Database).
fn is_ignored(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;
    use unicode_security::{MixedScript, confusable_detection};

    use super::{TABLE, decomposed, is_single_script, skeleton};

    fn wanted(text: &str) -> String {
        confusable_detection::skeleton(text).collect()
    }

    #[test]
    fn the_table_is_the_unicode_consortiums() {
        let mut lines: BTreeMap<String, String> = BTreeMap::new();
        for character in '\0'..=char::MAX {
            let text = character.to_string();
            let prototype = wanted(&text);
            if prototype != text && !prototype.is_empty() && text.nfd().eq([character]) {
                lines.entry(prototype).or_default().push(character);
            }
        }
        let wanted: String =
            lines.iter().map(|(prototype, characters)| format!("{prototype}\t{characters}\n")).collect();
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/legibility/confusables.txt");
            std::fs::write(file, wanted).expect("the sources can be written");
        } else {
            assert!(TABLE == wanted, "confusables.txt is out of date; run the tests once with UPDATE_EXPECTED=1");
        }
    }

    #[test]
    fn every_character_has_the_skeleton_that_the_consortium_gives() {
        for character in '\0'..=char::MAX {
            let text = character.to_string();
            assert_eq!(skeleton(&text), wanted(&text), "{character:?}");
            assert_eq!(decomposed(&text), text.nfd().collect::<String>(), "{character:?}");
            for text in [text, format!("a{character}"), format!("α{character}"), format!("漢{character}")] {
                assert_eq!(is_single_script(&text), text.is_single_script(), "{text:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_text_has_the_skeleton_that_the_consortium_gives(text in "\\PC{0,8}|([a-zé각]|\\p{M}){0,8}|[a-zа-яα-ωㄅ-ㄩぁ-ヶ가-힣一-十\u{AD}\u{300}-\u{36F}]{0,8}") {
            prop_assert_eq!(skeleton(&text), wanted(&text));
            prop_assert_eq!(decomposed(&text), text.nfd().collect::<String>());
            prop_assert_eq!(is_single_script(&text), text.is_single_script());
        }
    }
}
