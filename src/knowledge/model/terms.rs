//! The vocabulary of a base: by which routes its treatments are given, and the words that pages write for them.
//!
//! Promises: a page writes a route in the words of the base. A base that declares nothing has the vocabulary below.

use serde::{Deserialize, Serialize};

use super::super::id::{Kind, is_slug};

/// How treatments are given: the name of their folder, and the words for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The folder, and the part of an id before the slash.
    pub id: String,
    /// How a dose says it: `by mouth`.
    pub says: String,
    /// The title of the tab, and the heading over these treatments in a document.
    pub tab: String,
}

/// The vocabulary of a base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// In the order of the tabs.
    pub routes: Vec<Route>,
}

impl Default for Terms {
    fn default() -> Self {
        let route = |id: &str, says: &str, tab: &str| Route { id: id.into(), says: says.into(), tab: tab.into() };
        Self { routes: vec![route("oral", "by mouth", "Oral drugs"), route("topical", "on the skin", "Topical drugs")] }
    }
}

impl Terms {
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
