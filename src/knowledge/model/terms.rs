//! The vocabulary of a base: by which routes its treatments are given, and the words that pages write for them.
//!
//! Promises: a page writes routes and regions in the words of the base. A base that declares nothing has the vocabulary below.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::super::id::{Kind, is_slug};
use super::super::section::Section;
use super::Drug;

/// How treatments are given: the name of their folder, and the words for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The folder, and the part of an id before the slash.
    pub id: String,
    /// How a dose says it: `by mouth`.
    pub says: String,
    /// The title of the tab, and the heading over these treatments in a document.
    pub tab: String,
    /// What they are: `drug` unless the base says otherwise. Other kinds, such as a device, have no label and no boxed warning.
    pub kind: String,
}

impl Route {
    /// Whether the treatments are drugs, whose labels a regulator approves.
    pub fn is_of_drugs(&self) -> bool {
        self.kind == DRUG
    }
}

/// Where a regulator decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// What data files call it.
    pub id: String,
    /// The word before "label": `EU`, or an adjective.
    pub says: String,
    /// Two letters, as the head of a narrow column.
    pub short: String,
}

impl Region {
    /// The region of an id, with the two letters it is known by or begins with.
    pub fn named(id: &str) -> Self {
        let known = KNOWN_REGIONS.iter().find(|(name, _short)| *name == id);
        let first = || id.chars().filter(|c| c.is_alphanumeric()).take(2).flat_map(char::to_uppercase).collect();
        let short = known.map_or_else(first, |(_name, short)| (*short).to_owned());
        Self { id: id.to_owned(), says: id.to_owned(), short }
    }

    /// The name of its part of a page; regions that are not widely known share one.
    pub fn word(&self) -> &'static str {
        KNOWN_REGIONS.iter().find(|(name, _short)| *name == self.id).map_or("region", |(name, _short)| name)
    }

    /// The region in the name of a statement: `us`, `hong-kong`.
    pub fn anchor(&self) -> String {
        self.id.to_lowercase().replace(' ', "-")
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.id)
    }
}

/// Regions whose two letters are not those they begin with, or that a base has without declaring any: the first eight.
const KNOWN_REGIONS: [(&str, &str); 10] = [
    ("US", "US"),
    ("EU", "EU"),
    ("UK", "UK"),
    ("Japan", "JP"),
    ("China", "CN"),
    ("Canada", "CA"),
    ("Australia", "AU"),
    ("Switzerland", "CH"),
    ("India", "IN"),
    ("Hong Kong", "HK"),
];

/// How many of these a base has without declaring any.
const UNDECLARED_REGIONS: usize = 8;

/// The kind of a route whose `kind` is not given.
pub const DRUG: &str = "drug";

/// The vocabulary of a base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// In the order of the tabs.
    pub routes: Vec<Route>,
    /// What a drug does to its targets, where it does not say so itself.
    pub verb: String,
    /// Whose approvals the base looks for.
    pub regions: Vec<Region>,
    /// What was looked for on the page of each drug.
    pub looked: Vec<Looked>,
}

/// A search of the authors for one section, or for every section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// The section; `None` for every section.
    pub section: Option<Section>,
    /// Where the authors looked.
    pub place: String,
    /// The day they looked.
    pub on: Date,
}

impl fmt::Display for Looked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.section.map_or_else(|| "every section".to_owned(), |section| section.heading().to_lowercase());
        write!(f, "Looked for {what} in {}, {}.", self.place, self.on)
    }
}

impl Default for Terms {
    fn default() -> Self {
        let route = |id: &str, says: &str, tab: &str| Route {
            id: id.into(),
            says: says.into(),
            tab: tab.into(),
            kind: DRUG.into(),
        };
        Self {
            routes: vec![route("oral", "by mouth", "Oral drugs"), route("topical", "on the skin", "Topical drugs")],
            verb: "inhibits".into(),
            regions: KNOWN_REGIONS[..UNDECLARED_REGIONS].iter().map(|(id, _short)| Region::named(id)).collect(),
            looked: Vec::new(),
        }
    }
}

impl Terms {
    /// Whether the authors looked for a section, for all drugs or for this one.
    pub fn was_looked_for(&self, drug: &Drug, section: Section) -> bool {
        let covers = |looked: &Looked| looked.section.is_none_or(|one| one == section);
        self.looked.iter().chain(&drug.looked).any(covers)
    }

    /// The region of an id.
    pub fn region(&self, id: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.id == id)
    }

    /// The route of an id.
    pub fn route(&self, id: &str) -> Option<&Route> {
        self.routes.iter().find(|route| route.id == id)
    }
}

/// Whether a text can be the id of a route: it is one word of an id, and means nothing else before a slash or as a folder.
pub fn is_route_id(text: &str) -> bool {
    let is_taken = |kind: &Kind| text == kind.word() || text == kind.plural();
    is_slug(text) && !Kind::ALL.iter().any(is_taken) && text != "synonyms"
}
