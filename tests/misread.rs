//! Numbers of a dose that would be read as another number are refused, whatever character makes them so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

#[allow(dead_code, reason = "other tests spoil files")]
#[path = "scratch/scratch.rs"]
mod scratch;

use std::collections::BTreeSet;

use jakref::check::house_rules;
use jakref::knowledge::compile;
use scratch::Scratch;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

/// So many texts are asked at a time: fewer than faults are kept.
const AT_A_TIME: usize = 4_000;

/// The texts that may stand in a dosage form, of some that stand there each in a line of its own.
fn accepted(texts: &[String]) -> Vec<&String> {
    let mut accepted = Vec::new();
    for texts in texts.chunks(AT_A_TIME) {
        let base = Scratch::second_base();
        let old = std::fs::read_to_string(base.path().join("oral/tallowine.toml")).unwrap();
        let lines: Vec<String> = texts.iter().map(|text| format!("{text:?},").replace("\\u{", "\\U{")).collect();
        let lines = lines.iter().map(|line| with_toml_escapes(line)).collect::<Vec<_>>().join("\n");
        base.write("oral/tallowine.toml", format!("forms = [\n{lines}\n]\n{old}").as_bytes());
        let compilation = compile(base.path(), house_rules).unwrap();
        let faults = compilation.findings.diagnostics().iter();
        let refused: BTreeSet<usize> = faults
            .map(|fault| {
                let file = &compilation.files[fault.span().file as usize];
                assert!(file.name.ends_with("oral/tallowine.toml"), "{fault:?}");
                file.text[..fault.span().range().start].matches('\n').count()
            })
            .collect();
        accepted.extend((1..).zip(texts).filter(|(line, _)| !refused.contains(line)).map(|(_, text)| text));
    }
    accepted
}

/// A text as Rust escapes it, as TOML does.
fn with_toml_escapes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.replace("\\'", "'");
    while let Some(at) = rest.find("\\U{") {
        let end = at + rest[at..].find('}').unwrap();
        out.push_str(&rest[..at]);
        out.push_str(&format!("\\U{:0>8}", &rest[at + 3..end]));
        rest = rest[end + 1..].to_owned();
    }
    (out + &rest).replace("\\0", "\\u0000")
}

/// Every character that means something, and some of the others.
fn characters() -> impl Iterator<Item = char> {
    ('\0'..=char::MAX).filter(|c| {
        let group = c.general_category_group();
        group != GeneralCategoryGroup::Other
            || u32::from(*c) % 997 == 0
            || c.general_category() == GeneralCategory::Format
    })
}

#[test]
fn no_character_between_two_digits_of_a_dose_makes_another_number_of_them() {
    // A letter is seen as a letter, and a digit is one; of what else may stand there each is seen as what it is.
    let between = |c: &char| !c.is_alphabetic() && !c.is_ascii_digit();
    let texts: Vec<String> = characters().filter(between).map(|c| format!("capsule 5{c}4 mg")).collect();
    assert!(texts.len() > 10_000);
    let let_pass: Vec<char> = accepted(&texts).into_iter().map(|text| text.chars().nth(9).unwrap()).collect();
    assert_eq!(let_pass, [' ', '%', '(', ')', '.', ':', '[', ']', '\u{A0}']);
}

#[test]
fn no_dose_has_a_sign_before_its_number() {
    let is_sign = |c: &char| {
        matches!(
            c.general_category(),
            GeneralCategory::DashPunctuation | GeneralCategory::MathSymbol | GeneralCategory::ModifierSymbol
        )
    };
    let forms = ["{c}3 mg", "capsule {c}3 mg", "capsule ({c}3 mg)"];
    let texts: Vec<String> =
        characters().filter(is_sign).flat_map(|c| forms.map(|form| form.replace("{c}", &c.to_string()))).collect();
    assert!(texts.len() > 2_000);
    assert_eq!(accepted(&texts), [""; 0]);
}

#[test]
fn no_digit_of_a_dose_is_of_another_script() {
    let numbers = characters().filter(|c| c.is_numeric() && !c.is_ascii());
    let texts: Vec<String> = numbers.flat_map(|c| [format!("capsule {c} mg"), format!("capsule 1{c} mg")]).collect();
    assert!(texts.len() > 3_000);
    assert_eq!(accepted(&texts), [""; 0]);
}

#[test]
fn no_letter_of_another_script_stands_between_two_numbers_of_a_dose() {
    let is_foreign = |c: &char| {
        let own = [Script::Latin, Script::Greek, Script::Common, Script::Inherited];
        c.is_alphabetic() && !own.contains(&c.script())
    };
    let is_right_to_left =
        |c: &char| [Script::Hebrew, Script::Arabic, Script::Syriac, Script::Thaana].contains(&c.script());
    let letters = ('\0'..=char::MAX).filter(is_foreign).filter(|c| is_right_to_left(c) || u32::from(*c) % 31 == 0);
    let texts: Vec<String> = letters.map(|c| format!("capsule 3 mg {c} 10 mg")).collect();
    assert!(texts.len() > 4_000);
    assert_eq!(accepted(&texts), [""; 0]);
}

#[test]
fn commas_part_thousands_alone_and_what_is_meant_passes() {
    let refused =
        ["3,5 mg", "3,50 mg", "3,5000 mg", "1000,5 mg", "3.500,5 mg", "3.500.000 mg", "3'500 mg", "3\u{2019}500 mg"]
            .into_iter()
            .chain([
                "3\u{D7}10 mg",
                "3 \u{D7} 10 mg",
                "\u{B1} 5 mg",
                "5 \u{B1} 1 mg",
                "\u{BD} tablet",
                "5\u{B2} mg",
                "5\u{2009}4 mg",
            ]);
    let texts: Vec<String> = refused.map(str::to_owned).collect();
    assert_eq!(accepted(&texts), [""; 0]);
    let meant = [
        "capsule 3.5 mg",
        "capsule 3,500 mg",
        "capsule 1,234,567.5 mg",
        "capsule 0.5 mg, film-coated",
        "50 mg/m\u{B2}",
        "capsule 1, 2 or 4 mg",
        "tablet with 1,2-propanediol 5 mg",
        "granules 30 mg/g",
        "capsule 5 mg (PF-06651600)",
    ];
    let texts: Vec<String> = meant.map(str::to_owned).to_vec();
    assert_eq!(accepted(&texts), texts.iter().collect::<Vec<_>>());
}

#[test]
fn a_sentence_about_a_dose_is_held_to_the_same() {
    let claim = "[[claim]]\nid = \"wickolate-more\"\nsection = \"SECTION\"\norigin = \"update\"\ntext = \"Give 5\u{B7}4 mg once.\"\n\
                 cites = [{ ref = \"marrow-2029\", at = \"Abstract\" }]\nbasis = \"abstract\"\n";
    for (section, errors) in [("dose", 1), ("efficacy", 0)] {
        let base = Scratch::second_base();
        let old = std::fs::read_to_string(base.path().join("oral/wickolate.toml")).unwrap();
        base.write("oral/wickolate.toml", format!("{old}\n{}", claim.replace("SECTION", section)).as_bytes());
        assert_eq!(compile(base.path(), house_rules).unwrap().findings.errors(), errors, "{section}");
    }
}
