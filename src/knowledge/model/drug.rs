//! Drugs: names, approvals, warnings.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::id::EntryId;
use super::super::span::Located;
use super::{Dose, Looked, Provenance, Region, Route};

/// A drug by one route.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Drug {
    /// Its route and its name.
    pub id: EntryId,
    /// How it is given.
    pub route: Route,
    /// Generic name.
    pub name: Located<String>,
    /// Brand names.
    pub brands: Vec<Located<String>>,
    /// Research codes.
    pub codes: Vec<Located<String>>,
    /// Former, foreign and salt names.
    pub aliases: Vec<Located<String>>,
    /// What it acts on.
    pub targets: Vec<Located<String>>,
    /// What it does to its targets: `inhibits`.
    pub verb: String,
    /// The nodes of the pathway that it closes, where its targets do not say so.
    pub closes: Vec<Located<String>>,
    /// Dosage forms.
    pub forms: Vec<Located<String>>,
    /// Who makes it.
    pub sponsor: Option<Located<String>>,
    /// Drugs whose names look alike.
    pub near: Vec<Located<EntryId>>,
    /// Where the lines above come from.
    pub provenance: Provenance,
    /// By region, in the order of the file.
    pub approvals: Vec<Approval>,
    /// The claim that reports an approval for which no second source was found. It is not among the approvals.
    pub reported_approval: Option<Located<String>>,
    /// Where being sold differs from being approved.
    pub marketing: Vec<Marketing>,
    /// Of this product and route, never of the molecule.
    pub boxed_warning: BoxedWarning,
    /// Other warnings of regulators, in the order of the file.
    pub warnings: Vec<Warning>,
    /// What was looked for on its page, beside what was looked for on every page.
    pub looked: Vec<Looked>,
    /// Doses, in the order of the file.
    pub doses: Vec<Dose>,
}

impl Drug {
    /// Its approvals, each with its name on the drug's page: `approved-us`, and `approved-us-2` for a second one there.
    pub fn anchored_approvals(&self) -> impl Iterator<Item = (String, &Approval)> {
        numbered(&self.approvals, |approval| format!("approved-{}", approval.region.anchor()))
    }

    /// Its marketing, each with its name on the drug's page: `marketed-eu`.
    pub fn anchored_marketing(&self) -> impl Iterator<Item = (String, &Marketing)> {
        numbered(&self.marketing, |marketing| format!("marketed-{}", marketing.region.anchor()))
    }

    /// The sources of everything but its claims.
    pub fn provenances(&self) -> impl Iterator<Item = &Provenance> {
        let boxed = match &self.boxed_warning {
            BoxedWarning::Present { provenance, .. } | BoxedWarning::Absent { provenance, .. } => Some(provenance),
            BoxedWarning::Unknown { .. } | BoxedWarning::NotApplicable => None,
        };
        std::iter::once(&self.provenance)
            .chain(self.approvals.iter().map(|approval| &approval.provenance))
            .chain(self.marketing.iter().map(|marketing| &marketing.provenance))
            .chain(boxed)
            .chain(self.warnings.iter().map(|warning| &warning.provenance))
            .chain(self.doses.iter().map(|dose| &dose.provenance))
    }
}

/// That a regulator has approved a drug.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Approval {
    /// Where.
    pub region: Located<Region>,
    /// Since when; `None` where the day is not known.
    pub on: Option<Located<Date>>,
    /// The year or the month, where only that is known: `2006-09`.
    pub about: Option<Located<String>>,
    /// For whom.
    pub population: Located<String>,
    /// Where that comes from.
    pub provenance: Provenance,
    /// The day it was last looked up.
    pub checked: Located<Date>,
}

impl Approval {
    /// Since when, as far as it is known: a day, a month or a year.
    pub fn since(&self) -> Option<String> {
        self.on.as_ref().map(ToString::to_string).or_else(|| self.about.as_ref().map(ToString::to_string))
    }
}

/// Pairs values with their names. The second value of a name gets `-2`.
fn numbered<T>(values: &[T], name: impl Fn(&T) -> String) -> impl Iterator<Item = (String, &T)> {
    values.iter().enumerate().map(move |(number, value)| {
        let own = name(value);
        let before = values[..number].iter().filter(|other| name(other) == own).count();
        (if before == 0 { own } else { format!("{own}-{}", before + 1) }, value)
    })
}

/// That a drug is sold, or is not, where that does not follow from its approval.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Marketing {
    /// Where.
    pub region: Located<Region>,
    /// Since when.
    pub on: Option<Located<Date>>,
    /// What happened.
    pub text: Located<String>,
    /// Where that comes from.
    pub provenance: Provenance,
}

/// The strongest warning a label can carry.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum BoxedWarning {
    /// The label of `region` carries one.
    Present {
        /// Whose label.
        region: Located<Region>,
        /// Which product's, where the entry has several.
        product: Option<Located<String>>,
        /// What it warns of, in the label's order; at least one.
        items: Vec<Located<String>>,
        /// The items in a few words, for the card.
        brief: Option<Located<String>>,
        /// Where that comes from.
        provenance: Provenance,
        /// The day it was last looked up.
        checked: Located<Date>,
    },
    /// The label of `region` carries none.
    Absent {
        /// Whose label.
        region: Located<Region>,
        /// Which product's, where the entry has several.
        product: Option<Located<String>>,
        /// Where that comes from.
        provenance: Provenance,
        /// The day it was last looked up.
        checked: Located<Date>,
    },
    /// No label was found in the sources read.
    Unknown {
        /// The day it was last looked for, if that was recorded.
        checked: Located<Option<Date>>,
    },
    /// It is not a drug: it has no label to carry one.
    NotApplicable,
}

/// A warning of a regulator that is not in the box of a label.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Warning {
    /// What kind of warning, in the words of the base.
    pub kind: Located<String>,
    /// Whose.
    pub region: Located<Region>,
    /// What it warns of; at least one.
    pub items: Vec<Located<String>>,
    /// Where that comes from.
    pub provenance: Provenance,
    /// The day it was last looked up.
    pub checked: Located<Date>,
}
