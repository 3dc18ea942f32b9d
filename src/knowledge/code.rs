//! The rules of a knowledge base, one row each.
//!
//! Promises: the table below is the only place that says which rules exist, how bad a breach is, whether it can be
//! allowed, why the rule exists and where it comes from; `check --explain` prints it. Never says how a rule is checked.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::vocabulary::Vocabulary;

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The base cannot be used.
    Error,
    /// The base can be used, but should be looked at.
    Warning,
}

impl Severity {
    /// The word in text and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Whether a breach can be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiver {
    /// It cannot: the base would not hold together, or would mislead.
    Never,
    /// With `allow = ["..."]` and a reason, which every run lists.
    WithReason,
}

/// Declares the codes and all properties of each in one table.
macro_rules! codes {
    ($($code:ident $in_dose:ident $in_prose:ident $waiver:ident $reason:literal $source:literal,)+) => {
        /// The rule that was broken. `K` is form, `P` provenance, `N` numbers, `L` look-alike names, `S` safe
        /// wording, `T` text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $reason] $code,)+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The code as it is printed.
            pub fn word(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)+ }
            }

            /// How bad a breach is; of a rule of wording, how bad it is in a dose.
            pub fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$in_dose,)+ }
            }

            /// How bad a breach is in running text. Differs from `severity` for rules of wording only.
            pub fn severity_in_prose(self) -> Severity {
                match self { $(Self::$code => Severity::$in_prose,)+ }
            }

            /// Whether a breach can be allowed.
            pub fn waiver(self) -> Waiver {
                match self { $(Self::$code => Waiver::$waiver,)+ }
            }

            /// Why the rule exists, in a sentence.
            pub fn reason(self) -> &'static str {
                match self { $(Self::$code => $reason,)+ }
            }

            /// Where the rule comes from.
            pub fn source(self) -> &'static str {
                match self { $(Self::$code => $source,)+ }
            }
        }
    };
}

codes! {
    K001 Error Error Never "A file must be readable and have at most 16 MB." "The format of the base, data/README.md",
    K002 Error Error Never "A file must be UTF-8." "TOML 1.1",
    K003 Error Error Never "A file must be valid TOML." "TOML 1.1",
    K004 Error Error Never "A base has only files of the format: the content of a misspelt file name would be lost." "The format of the base, data/README.md",
    K005 Error Error Never "An unknown key is usually a misspelt one, and its content would be lost." "The format of the base, data/README.md",
    K006 Error Error Never "A key that the format requires must be present." "The format of the base, data/README.md",
    K007 Error Error Never "A value must be of the type the format names." "The format of the base, data/README.md",
    K008 Error Error Never "Where the format has a list of words, a value must be one of them." "The format of the base, data/README.md",
    K009 Error Error Never "A value must have the form and be in the range that its key requires." "The format of the base; ISO 26324 for DOIs, each registry's own form for its numbers",
    K010 Error Error Never "An id names one thing only." "The format of the base, data/README.md",
    K011 Error Error Never "An id that is named must exist." "The format of the base, data/README.md",
    K012 Error Error Never "A claim must be in a section that its page has." "The format of the base, data/README.md",
    K013 Error Error Never "Every statement names a source and a place in it." "The format of the base, data/README.md",
    K014 Error Error Never "A superseded claim must lead to one that is not superseded." "The format of the base, data/README.md",
    K015 Error Error Never "Control, direction and invisible characters can make the screen show something else than the text." "Unicode Standard, section 5.21 (Default_Ignorable_Code_Point) and category Cf; Unicode Standard Annex 9, section 2; Unicode Technical Report 36, section 2",
    K016 Error Error Never "Only a rule that is a matter of judgement can be allowed." "The format of the base, data/README.md",
    K017 Warning Warning Never "An allowance that allows nothing would hide the next fault." "The format of the base, data/README.md",
    K018 Error Error Never "A clinic's notes are added to a base and marked as such; they never replace or hide what it says." "House rule",
    K019 Error Error Never "A card shows what holds now: no superseded statement, and no effect without its comparator." "House rule",
    K020 Warning Warning Never "A file whose name does not end in .toml is not read, and what it says would be missing without a word." "The format of the base, data/README.md",
    P001 Warning Warning WithReason "A reference that is never cited is a leftover, or its citation was lost." "House rule",
    P002 Error Error Never "What is marked as the review's must cite the review and nothing else." "House rule",
    P003 Error Error Never "A reference must have an identifier by which it can be found." "House rule",
    P004 Error Error Never "Nothing in a base can be later than the date of the base." "House rule",
    P005 Error Error Never "A claim cannot be superseded by something earlier." "House rule",
    P006 Warning Warning WithReason "What was read first-hand should not be called second-hand: readers would not know what to check." "House rule",
    P007 Warning Warning WithReason "A warning that was not found says little without the date of the search." "House rule",
    P008 Warning Warning WithReason "What was last checked more than a year before the date of the base may no longer hold." "House rule",
    P009 Error Error Never "One work is one reference: a retraction noted at one would be missed at the other." "House rule",
    P010 Error Error WithReason "A statement that is not superseded cannot rest only on retracted works." "Kataoka et al. 2022: of 127 reviews and guidelines that cited a retracted trial, none corrected itself",
    P011 Warning Warning WithReason "Synonyms that find nothing promise an answer that the base does not have." "House rule",
    P012 Warning Warning WithReason "A gate of the pathway that no drug of the base closes may be a misspelt one." "House rule",
    P013 Warning Warning Never "A text that is still to be written says nothing." "House rule",
    P014 Warning Warning WithReason "A name that fits a person and a group is cited as a person, whose initials programs take apart." "House rule",
    N001 Error Error WithReason "A percentage must agree with its count, within rounding." "Arithmetic",
    N002 Error Error Never "There cannot be more responders than people." "Arithmetic",
    N003 Error Error Never "A confidence interval must contain its estimate." "Arithmetic",
    N004 Error Error WithReason "The arms cannot have more people than were randomised." "Arithmetic",
    N005 Error Error WithReason "A difference must agree with the figures of its arms, within rounding." "Arithmetic",
    N006 Error Error WithReason "An interval can be neither much narrower nor much wider than the counts allow." "Newcombe RG, Stat Med 1998;17:873-890, methods 1, 2 and 10",
    N007 Error Error WithReason "A result cannot count more people than its arm has." "Arithmetic",
    N008 Error Error Never "A time, a dose, a P value, a ratio or a score must be possible." "House rule; the ranges of scores are those the base declares",
    N009 Warning Warning WithReason "A labelled dose is made up of the product's strengths; a dose that is not is often wrong by a factor of ten." "House rule",
    N010 Error Error Never "A line of a card must not say another figure than its statement: it is what is read between two patients." "House rule",
    N011 Error Error WithReason "A rate must be that of its events and its exposure, within rounding." "Arithmetic",
    L001 Error Error WithReason "Drugs whose names look alike must warn of each other." "ISMP, List of confused drug names; the distance is house rule",
    S001 Error Error WithReason "A trailing zero can be read as ten times the dose." "Joint Commission, Do Not Use List; ISMP, List of Error-Prone Abbreviations, Symbols, and Dose Designations",
    S002 Error Error WithReason "A decimal without a leading zero can be read as ten times the dose." "Joint Commission, Do Not Use List; ISMP list",
    S003 Error Error WithReason "QD can be read as QID: four times the dose." "Joint Commission, Do Not Use List; ISMP list",
    S004 Error Error WithReason "QOD can be read as QD or QID." "Joint Commission, Do Not Use List; ISMP list",
    S005 Error Error WithReason "U can be read as a zero or a four." "Joint Commission, Do Not Use List; ISMP list",
    S006 Error Error WithReason "IU can be read as IV or as ten." "Joint Commission, Do Not Use List; ISMP list",
    S007 Error Error WithReason "MS, MSO4 and MgSO4 are mistaken for one another." "Joint Commission, Do Not Use List; ISMP list",
    S008 Error Error WithReason "The micro sign can be read as m: a thousand times the dose." "ISMP list",
    S009 Error Warning WithReason "Greater-than and less-than signs are mistaken for each other, and for digits." "ISMP list",
    S010 Error Error WithReason "Without a space, a unit can be read as a digit of its number." "ISMP list",
    S011 Error Warning WithReason "Large numbers without commas are misread by a power of ten." "ISMP list",
    S012 Error Warning WithReason "A full stop after a unit can be read as a one." "ISMP list",
    S013 Error Warning WithReason "cc can be read as units, and a lower-case l as a one." "ISMP list",
    S014 Error Warning WithReason "Latin abbreviations for times of day are misread." "ISMP list; for BID, TID, QID and PRN house rule",
    S015 Error Warning WithReason "Abbreviations for routes, and for left and right, are misread." "ISMP list",
    S016 Error Warning WithReason "Symbols and shorthand for words are misread as digits or as each other." "ISMP list",
    S017 Error Warning WithReason "A slash between doses can be read as a one." "ISMP list",
    S018 Error Error WithReason "Abbreviated drug names are mistaken for other drugs." "ISMP list",
    S019 Error Warning WithReason "Roman numerals, fractions and ratios are misread as other doses." "ISMP list",
    S020 Error Error WithReason "Generic names are written in lower case and brands with one capital, so that one is not mistaken for the other." "ISMP list; house rule",
    S021 Error Error WithReason "A dose is complete only with its amount, unit, frequency and population." "ISMP, guidelines for safe communication of medication information",
    S022 Warning Warning WithReason "A dash in a range can be read as a minus, or be lost on a terminal." "House rule, after the ISMP list",
    S023 Error Error WithReason "One plain space keeps a number with its unit and \"not\" with its verb: the program never breaks a line there." "House rule, after the ISMP list",
    S024 Error Error WithReason "A dose in other digits, with another decimal sign or with a sign before the number can be read as another dose." "House rule, after the ISMP list; ISO 80000-1, section 7.3",
    S025 Error Error Never "The folder of a drug says how it is given, and the program writes that into each dose: a text must not say otherwise." "House rule",
    T001 Error Error Never "A character to which Unicode gives no meaning is shown as something else, or not at all." "Unicode Standard, section 3.4 (unassigned, private use, noncharacter)",
    T002 Error Error Never "A drug's name with letters of another script looks right but cannot be found." "Unicode Technical Standard 39, sections 4 and 5",
    T003 Warning Warning WithReason "A sentence of more than 320 characters is too long to be read between two patients." "House rule",
    T004 Error Error WithReason "A claim without a full stop may have lost its end." "House rule",
}

impl Vocabulary for Code {
    const ALL: &'static [Self] = Self::ALL;
    const NAME: &'static str = "Code";

    fn word(self) -> &'static str {
        Self::word(self)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.word().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = <&str>::deserialize(deserializer)?;
        Self::from_word(word).ok_or_else(|| serde::de::Error::custom("no such code"))
    }
}
