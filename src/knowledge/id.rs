//! Names of things: the kinds of entry, and the id of one.
//!
//! Promises: an `EntryId` that exists is well formed. Never says whether the entry exists; `Knowledge` does.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::vocabulary::{Vocabulary, vocabulary};

vocabulary! {
    /// What an entry is. But for drugs, each word is the part of an id before the slash.
    pub enum Kind {
        /// A drug or another treatment; its id begins with its route.
        Drug = "drug",
        /// A topic of pathophysiology.
        Pathophysiology = "pathophysiology",
        /// A topic that holds for the whole class of drugs.
        Safety = "safety",
        /// An open question.
        Question = "question",
        /// A trial.
        Trial = "trial",
        /// A work that is cited.
        Reference = "ref",
        /// The review the base began from.
        Review = "review",
    }
}

impl Kind {
    /// The word for all entries of the kind, an argument of `list`.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Drug => "drugs",
            Self::Pathophysiology => "pathophysiology",
            Self::Safety => "safety",
            Self::Question => "questions",
            Self::Trial => "trials",
            Self::Reference => "references",
            Self::Review => "review",
        }
    }

    /// The kind as a heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Drug => "Drugs",
            Self::Pathophysiology => "Pathophysiology",
            Self::Safety => "Safety of the class",
            Self::Question => "Open questions",
            Self::Trial => "Trials",
            Self::Reference => "References",
            Self::Review => "Review",
        }
    }
}

/// The name of the page of what has changed since the review.
const SINCE: &str = "since";

/// The name of the page of approvals.
const APPROVALS: &str = "approvals";

/// The id of one entry: its kind and its name within the kind, written `kind/name`; of a drug its route and its name, written
/// `route/name`.
///
/// The review has a kind of its own and three entries: itself, what has changed since, and the approvals; their ids are bare words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryId {
    kind: Kind,
    /// The id of the route of a drug; empty for other kinds.
    route: String,
    name: String,
}

impl EntryId {
    /// The id of the entry `name` of `kind`, which is not a drug's; `None` if the name is not lower-case letters, digits and single
    /// hyphens.
    pub fn new(kind: Kind, name: &str) -> Option<Self> {
        let well_formed = match kind {
            Kind::Drug => false,
            Kind::Review => matches!(name, "" | SINCE | APPROVALS),
            Kind::Pathophysiology | Kind::Safety | Kind::Question | Kind::Trial | Kind::Reference => is_slug(name),
        };
        well_formed.then(|| Self::of(kind, name))
    }

    /// The id of the drug `name` by a route; `None` if one of them is not lower-case letters, digits and single hyphens.
    pub fn drug(route: &str, name: &str) -> Option<Self> {
        (is_slug(route) && is_slug(name)).then(|| Self { route: route.to_owned(), ..Self::of(Kind::Drug, name) })
    }

    fn of(kind: Kind, name: &str) -> Self {
        Self { kind, route: String::new(), name: name.to_owned() }
    }

    /// The id of the review.
    pub fn review() -> Self {
        Self::of(Kind::Review, "")
    }

    /// The id of the page of what has changed since the review.
    pub fn since() -> Self {
        Self::of(Kind::Review, SINCE)
    }

    /// The id of the page of approvals.
    pub fn approvals() -> Self {
        Self::of(Kind::Review, APPROVALS)
    }

    /// What the entry is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether it is a drug's.
    pub fn is_drug(&self) -> bool {
        self.kind == Kind::Drug
    }

    /// The part before the slash: the id of a drug's route, or the word for the kind.
    pub fn group(&self) -> &str {
        if self.is_drug() { &self.route } else { self.kind.word() }
    }

    /// The name within the kind, empty for the review itself.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// The review's id, to borrow.
pub(super) static REVIEW_ID: LazyLock<EntryId> = LazyLock::new(EntryId::review);

/// The id of the page of what has changed since the review, to borrow.
pub(super) static SINCE_ID: LazyLock<EntryId> = LazyLock::new(EntryId::since);

/// The id of the page of approvals, to borrow.
pub(super) static APPROVALS_ID: LazyLock<EntryId> = LazyLock::new(EntryId::approvals);

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind == Kind::Review {
            f.pad(if self.name.is_empty() { self.kind.word() } else { &self.name })
        } else {
            f.pad(&format!("{}/{}", self.group(), self.name))
        }
    }
}

/// The error for a text that is not the id of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id: a kind, a slash, and a name of lower-case letters, digits and single hyphens")]
pub struct ParseIdError;

impl FromStr for EntryId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        if text == SINCE {
            return Ok(Self::since());
        }
        if text == APPROVALS {
            return Ok(Self::approvals());
        }
        let (kind, name) = text.split_once('/').unwrap_or((text, ""));
        match Kind::from_word(kind) {
            // Whether there is such a route, the base knows.
            None | Some(Kind::Drug) => Self::drug(kind, name),
            Some(kind) => Self::new(kind, name),
        }
        .ok_or(ParseIdError)
    }
}

/// Whether a text is lower-case ASCII letters, digits and single inner hyphens, at most 80 of them.
pub fn is_slug(text: &str) -> bool {
    let mut before = b'-';
    for byte in text.bytes() {
        let fits = byte.is_ascii_lowercase() || byte.is_ascii_digit() || (byte == b'-' && before != b'-');
        if !fits {
            return false;
        }
        before = byte;
    }
    before != b'-' && text.len() <= 80
}
