//! A base as bytes, of which only what is asked for is decoded.
//!
//! Promises: opening takes the same time whatever the size of the base, and an entry or a claim costs its own decoding and
//! no other. The bytes are what `Archive::of` of the same program wrote of a draft that had passed every check. Never
//! checks a base.
//!
//! Entries are numbered through: kind after kind in the order of `Kind::ALL`, and within a kind as they are listed. The
//! last two are the review and what has changed since.

mod rows;
mod store;

use std::borrow::Cow;
use std::ops::Range;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use self::rows::Numbers;
pub(super) use self::rows::Rows;
use super::id::Kind;
use super::model::{Draft, Overlay, Review};

/// The bytes of a base, and where everything lies in them.
pub(super) struct Archive {
    bytes: Cow<'static, [u8]>,
    /// How many bytes lie before the tables.
    before: usize,
    pub(super) head: Head,
}

/// What is known of a base before any entry is decoded, and the tables of the rest.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) digest: String,
    pub(super) review: Review,
    pub(super) overlay: Option<Overlay>,
    /// The number of the first entry of each kind, and one past the last entry of all.
    starts: [usize; Kind::ALL.len() + 1],
    /// The number of the pathway, if there is one.
    pub(super) pathway: Option<usize>,
    /// Each entry but the last two.
    pub(super) entries: Rows,
    /// The name of each entry within its kind.
    pub(super) names: Rows,
    pub(super) titles: Rows,
    /// The entries of each kind, sorted by their names.
    by_name: Numbers,
    /// The drugs, whatever their routes, as they are listed together.
    pub(super) drugs: Numbers,
    pub(super) claims: Rows,
    claim_ids: Rows,
    claims_by_id: Numbers,
    /// For each entry the claims that stand on its page.
    pub(super) claims_on: Rows,
    /// For each drug the trials that study it.
    pub(super) trials_of: Rows,
    /// For each reference, counted from the first, the claims that cite it.
    pub(super) citing_claims: Rows,
    /// The same for the drugs and trials that cite it for what is no claim.
    pub(super) citing_entries: Rows,
}

impl Archive {
    /// Stores a draft that passed every check; `None` if there is no review in it.
    pub(super) fn of(draft: &mut Draft, digest: String) -> Option<Vec<u8>> {
        let (head, tables) = store::stored(draft, digest)?;
        let head = written(&head);
        let mut bytes = Vec::with_capacity(LENGTH + head.len() + tables.len());
        bytes.extend((head.len() as u64).to_le_bytes());
        bytes.extend(head);
        bytes.extend(tables);
        Some(bytes)
    }

    /// Opens what `of` wrote.
    pub(super) fn open(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let length = u64::from_le_bytes(bytes.get(..LENGTH)?.try_into().ok()?);
        let before = LENGTH.checked_add(usize::try_from(length).ok()?)?;
        let head = postcard::from_bytes(bytes.get(LENGTH..before)?).ok()?;
        Some(Self { bytes, before, head })
    }

    /// Everything, as `open` takes it.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes of the tables.
    pub(super) fn tables(&self) -> &[u8] {
        self.bytes.get(self.before..).unwrap_or_default()
    }

    /// The numbers of the entries of a kind.
    pub(super) fn numbers(&self, kind: Kind) -> Range<usize> {
        let start = |kind: usize| self.head.starts.get(kind).copied().unwrap_or(0);
        start(kind as usize)..start(kind as usize + 1)
    }

    /// The kind of an entry.
    pub(super) fn kind(&self, number: usize) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| self.numbers(*kind).contains(&number))
    }

    /// The number of an entry.
    pub(super) fn number(&self, kind: Kind, name: &str) -> Option<usize> {
        let tables = self.tables();
        self.head.by_name.search(tables, self.numbers(kind), |number| {
            self.head.names.text(tables, number).unwrap_or_default().cmp(name)
        })
    }

    /// The number of a claim.
    pub(super) fn claim_number(&self, id: &str) -> Option<usize> {
        let (tables, all) = (self.tables(), 0..self.head.claims.len());
        self.head
            .claims_by_id
            .search(tables, all, |number| self.head.claim_ids.text(tables, number).unwrap_or_default().cmp(id))
    }

    /// An entry or a claim from its row.
    ///
    /// # Panics
    /// If the bytes are not what a base was stored as: whoever opens an archive knows that they are.
    pub(super) fn decode<T: DeserializeOwned>(&self, rows: Rows, row: usize) -> T {
        let bytes = rows.get(self.tables(), row).unwrap_or_default();
        postcard::from_bytes(bytes).expect("an archive holds what was written into it")
    }
}

/// The bytes that say how long the head is.
const LENGTH: usize = size_of::<u64>();

fn written<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).expect("memory is all that writing into memory needs")
}
