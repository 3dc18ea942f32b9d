//! What is said of a drug.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::id::EntryId;
use super::super::place::Located;
use super::super::vocabulary::vocabulary;
use super::Provenance;

/// A drug by one route.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Drug {
    /// `oral/…` or `topical/…`.
    pub id: EntryId,
    /// Generic name.
    pub name: Located<String>,
    /// Brand names.
    pub brands: Vec<Located<String>>,
    /// Research codes.
    pub codes: Vec<Located<String>>,
    /// Former, foreign and salt names.
    pub aliases: Vec<Located<String>>,
    /// What it inhibits.
    pub targets: Vec<Located<String>>,
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
    /// Where being sold differs from being approved.
    pub marketing: Vec<Marketing>,
    /// Of this product and route, never of the molecule.
    pub boxed_warning: BoxedWarning,
    /// Doses, in the order of the file.
    pub doses: Vec<Dose>,
}

impl Drug {
    /// Where everything that is said of it comes from, claims aside.
    pub fn provenances(&self) -> impl Iterator<Item = &Provenance> {
        let boxed = match &self.boxed_warning {
            BoxedWarning::Present { provenance, .. } | BoxedWarning::Absent { provenance, .. } => Some(provenance),
            BoxedWarning::Unknown { .. } => None,
        };
        std::iter::once(&self.provenance)
            .chain(self.approvals.iter().map(|approval| &approval.provenance))
            .chain(self.marketing.iter().map(|marketing| &marketing.provenance))
            .chain(boxed)
            .chain(self.doses.iter().map(|dose| &dose.provenance))
    }
}

vocabulary! {
    /// Where a regulator decides.
    pub enum Region {
        /// United States.
        Us = "US",
        /// European Union.
        Eu = "EU",
        /// United Kingdom.
        Uk = "UK",
        /// Japan.
        Japan = "Japan",
        /// China.
        China = "China",
        /// Canada.
        Canada = "Canada",
        /// Australia.
        Australia = "Australia",
        /// Switzerland.
        Switzerland = "Switzerland",
    }
}

/// That a regulator has approved a drug.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Approval {
    /// Where.
    pub region: Located<Region>,
    /// Since when; `None` where the day is not known.
    pub on: Option<Located<Date>>,
    /// For whom.
    pub population: Located<String>,
    /// Where that comes from.
    pub provenance: Provenance,
    /// The day it was last looked up.
    pub checked: Located<Date>,
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
        /// The day it was last looked for; `None` where that was not noted.
        checked: Located<Option<Date>>,
    },
}

vocabulary! {
    /// Whether a label covers a dose.
    pub enum Standing {
        /// A label does.
        Labelled = "labelled",
        /// It was studied; no label covers it.
        Studied = "studied",
    }
}

/// A dose, complete: how much, how often, for whom, by whose label.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dose {
    /// Unique in the base, among claims too.
    pub id: Located<String>,
    /// Whether a label covers it.
    pub standing: Located<Standing>,
    /// Whose label; always there for a labelled dose.
    pub region: Option<Located<Region>>,
    /// For whom.
    pub population: Located<String>,
    /// How much at a time.
    pub amount: Located<String>,
    /// How often.
    pub frequency: Located<String>,
    /// What else matters when taking it.
    pub note: Option<Located<String>>,
    /// Where that comes from.
    pub provenance: Provenance,
}
