//! The card at the head of a drug's page: its lines, and what its author chose for them.
//!
//! Promises: a line of the card is one of a closed list, in the order in which the card shows it. Never what a brief says
//! beyond its statement: the checker compares them.

use serde::{Deserialize, Serialize};

use super::super::section::Section;
use super::super::span::Located;
use super::super::vocabulary::vocabulary;
use super::Region;

vocabulary! {
    /// A line of the card of a drug.
    pub enum CardLine {
        /// That the label has changed.
        Changed = "changed",
        /// How much, how often.
        Dose = "dose",
        /// Who is treated, and who is not.
        Population = "population",
        /// What to do before starting.
        Before = "before",
        /// When not to start, and when to interrupt.
        Limits = "limits",
        /// Renal impairment.
        Renal = "renal",
        /// Other drugs.
        Interactions = "interactions",
        /// Pregnancy, breastfeeding, contraception.
        Pregnancy = "pregnancy",
        /// Adverse effects.
        Adverse = "adverse",
        /// A result beside its comparator.
        Effect = "effect",
        /// What is known where no result has a comparator.
        Evidence = "evidence",
        /// What happens when it is stopped.
        Stopping = "stopping",
    }
}

impl CardLine {
    /// The word before the line.
    pub fn label(self) -> &'static str {
        match self {
            Self::Changed => "LABEL CHANGED",
            Self::Dose => "Dose",
            Self::Population => "For whom",
            Self::Before => "Before",
            Self::Limits => "Limits",
            Self::Renal => "Kidney",
            Self::Interactions => "Combining",
            Self::Pregnancy => "Pregnancy",
            Self::Adverse => "Harms",
            Self::Effect => "Effect",
            Self::Evidence => "Evidence",
            Self::Stopping => "Stopping",
        }
    }

    /// The section of the page that answers the same question in full; `None` where the line need not be filled.
    pub fn section(self) -> Option<Section> {
        match self {
            Self::Dose => Some(Section::Dose),
            Self::Before => Some(Section::Before),
            Self::Limits => Some(Section::Monitoring),
            Self::Renal => Some(Section::Populations),
            Self::Interactions => Some(Section::Interactions),
            Self::Pregnancy => Some(Section::Pregnancy),
            Self::Adverse => Some(Section::Adverse),
            Self::Effect => Some(Section::Efficacy),
            Self::Stopping => Some(Section::Stopping),
            Self::Changed | Self::Population | Self::Evidence => None,
        }
    }
}

/// The most characters that a brief has.
pub const LONGEST_BRIEF: usize = 60;

/// What a statement says on the card, in a few words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Brief {
    /// The line it is on.
    pub line: Located<CardLine>,
    /// The words.
    pub text: Located<String>,
    /// Whose label it is from, where the statement has no region of its own.
    pub region: Option<Located<Region>>,
}
