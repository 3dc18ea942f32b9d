//! Doses: how much, how often, for whom, by whose label.
//!
//! Promises: steps and bands are data; their words on a page follow from them. Never a dose without its label or the word that
//! there is none.

use serde::{Deserialize, Serialize};

use super::super::quantity::Amount;
use super::super::span::Located;
use super::{Brief, Drug, Provenance, Region, Route};

/// Whether a label covers a dose.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum LabelStatus {
    /// The label of a region does.
    Labelled(Located<Region>),
    /// It was studied; no label covers it.
    Studied,
}

impl LabelStatus {
    /// The word for it in data files and in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Labelled(_) => "labelled",
            Self::Studied => "studied",
        }
    }

    /// Whose label covers the dose.
    pub fn region(&self) -> Option<&Region> {
        match self {
            Self::Labelled(region) => Some(region),
            Self::Studied => None,
        }
    }
}

/// A dose, complete: how much, how often, for whom, by whose label.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dose {
    /// Unique in the base, among claims too.
    pub id: Located<String>,
    /// Whether a label covers it, and whose.
    pub status: LabelStatus,
    /// For whom.
    pub population: Located<String>,
    /// How much at a time, and how often.
    pub regimen: Regimen,
    /// How it is given, where that is not the entry's route.
    pub route: Option<Route>,
    /// The most that may be given.
    pub maximum: Option<Amount>,
    /// What else matters when taking it.
    pub note: Option<Located<String>>,
    /// What it says on the card of the drug.
    pub brief: Option<Brief>,
    /// Where that comes from.
    pub provenance: Provenance,
}

/// How much at a time, and how often.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Regimen {
    /// One amount at one frequency.
    Constant(Amount, Located<String>),
    /// Amounts one after the other; at least one.
    Steps(Vec<Step>),
    /// An amount for each band of weight, age or kidney function, at one frequency; at least one.
    Bands(Vec<Band>, Located<String>),
}

/// A step of a dose.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Step {
    /// How much at a time.
    pub amount: Amount,
    /// When: `on day 1`, `every other week from day 8`.
    pub when: Located<String>,
}

/// A band of a dose.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Band {
    /// Whom it is for: `100 kg or less`.
    pub who: Located<String>,
    /// How much at a time.
    pub amount: Amount,
}

impl Regimen {
    /// The amounts, in their order.
    pub fn amounts(&self) -> Vec<&Amount> {
        match self {
            Self::Constant(amount, _frequency) => vec![amount],
            Self::Steps(steps) => steps.iter().map(|step| &step.amount).collect(),
            Self::Bands(bands, _frequency) => bands.iter().map(|band| &band.amount).collect(),
        }
    }

    /// The author's other words: when, how often, for which band.
    pub fn words(&self) -> Vec<&Located<String>> {
        match self {
            Self::Constant(_amount, frequency) => vec![frequency],
            Self::Steps(steps) => steps.iter().map(|step| &step.when).collect(),
            Self::Bands(bands, frequency) => bands.iter().map(|band| &band.who).chain([frequency]).collect(),
        }
    }
}

impl Dose {
    /// How it is given, in words: `by mouth`.
    pub fn given<'d>(&'d self, drug: &'d Drug) -> &'d str {
        &self.route.as_ref().unwrap_or(&drug.route).says
    }

    /// The words without which a dose is never shown: `EU label`, or `Studied, no label`.
    pub fn label(&self) -> String {
        match &self.status {
            LabelStatus::Labelled(region) => format!("{} label", region.says),
            LabelStatus::Studied => "Studied, no label".to_owned(),
        }
    }

    /// How much, as a sentence says it before the route: of steps the first, of bands each with whom it is for.
    pub fn amount(&self) -> String {
        match &self.regimen {
            Regimen::Constant(amount, _frequency) => amount.text.to_string(),
            Regimen::Steps(steps) => steps.first().map_or_else(String::new, |step| step.amount.text.to_string()),
            Regimen::Bands(bands, _frequency) => {
                let band = |band: &Band| format!("{} ({})", *band.amount.text, *band.who);
                bands.iter().map(band).collect::<Vec<_>>().join(" or ")
            }
        }
    }

    /// How often, as a sentence says it after the route: of steps when each is, with its amount where it is another.
    pub fn frequency(&self) -> String {
        match &self.regimen {
            Regimen::Constant(_, frequency) | Regimen::Bands(_, frequency) => frequency.to_string(),
            Regimen::Steps(steps) => {
                let mut texts = Vec::new();
                let mut before = steps.first().map(|step| step.amount.text.as_str());
                for step in steps {
                    let amount = step.amount.text.as_str();
                    let is_same = before.replace(amount) == Some(amount);
                    texts.push(if is_same { step.when.to_string() } else { format!("{amount} {}", *step.when) });
                }
                texts.join(", then ")
            }
        }
    }
}
