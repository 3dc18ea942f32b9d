//! A base as bytes, of which only what is asked for is decoded.
//!
//! Promises: opening decodes nothing but the head, whatever the size of the base, and an entry or a claim costs its own
//! decoding and no other. The bytes are what `Archive::of` of the same program wrote of a draft that had passed every check. Never
//! checks a base.
//!
//! Entries are numbered through: kind after kind in the order of `Kind::ALL`, and within a kind as they are listed. The
//! last two are the review and what has changed since.

mod rows;
mod store;

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use postcard::ser_flavors::Flavor;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use self::rows::Numbers;
pub(super) use self::rows::Rows;
pub(super) use self::store::Stored;
use super::id::Kind;
use super::model::{Overlay, Review};
use super::text::visible;

/// The bytes of a base, and where everything lies in them.
pub(super) struct Archive {
    /// How the bytes begin: how long the parts are, and the head.
    beginning: Cow<'static, [u8]>,
    tables: Cow<'static, [u8]>,
    records: Records,
    pub(super) head: Box<Head>,
}

/// The entries and claims, by far the most of the bytes: in memory, or in a file from which each is read when it is asked
/// for.
enum Records {
    Memory(Cow<'static, [u8]>),
    File { file: Mutex<File>, path: PathBuf, at: u64 },
}

/// What is known of a base before any entry is decoded, and the tables of the rest.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) digest: String,
    pub(super) review: Review,
    pub(super) overlay: Option<Overlay>,
    /// The number of the first entry of each kind, and one past the last entry of all.
    starts: [usize; Kind::ALL.len() + 1],
    /// How many drugs of each kind are approved; they are the first of it.
    pub(super) approved: [usize; Kind::ALL.len()],
    /// The number of the pathway, if there is one.
    pub(super) pathway: Option<usize>,
    /// Each entry; of the last two nothing, since the review stands in the head.
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
    /// The archive of a draft that has passed every check by now, and the digest of its files.
    pub(super) fn of(stored: Stored, digest: String) -> Self {
        let Stored { head, tables, records } = stored;
        let head = Head { digest, ..head };
        let written = postcard::to_stdvec(&head).expect("memory is all that writing into memory needs");
        let lengths = [written.len(), tables.len()].map(|length| (length as u64).to_le_bytes());
        let sum = sum(&written, &tables).to_le_bytes();
        let beginning = [lengths.as_flattened(), &sum, &written].concat().into();
        Self { beginning, tables: tables.into(), records: Records::Memory(records.into()), head: Box::new(head) }
    }

    /// Opens what `write` wrote.
    pub(super) fn open(bytes: &'static [u8]) -> Option<Self> {
        let (head, tables, _sum) = measures(bytes)?;
        let (beginning, rest) = bytes.split_at_checked(MEASURES.checked_add(head)?)?;
        let (tables, records) = rest.split_at_checked(tables)?;
        let head = postcard::from_bytes(beginning.get(MEASURES..)?).ok()?;
        Some(Self {
            beginning: beginning.into(),
            tables: tables.into(),
            records: Records::Memory(records.into()),
            head,
        })
    }

    /// Opens what `write` wrote into a file, from where it is read now; `None` if that is not there or is damaged. The
    /// entries and claims stay in the file, which must not change while the archive is open. The path is for who must remove
    /// the file.
    pub(super) fn open_file(mut file: File, path: &Path) -> io::Result<Option<Self>> {
        let mut beginning = read(&mut file, MEASURES)?;
        let Some((length, tables, wanted)) = measures(&beginning) else { return Ok(None) };
        let head = read(&mut file, length)?;
        let tables = read(&mut file, tables)?;
        if sum(&head, &tables) != wanted {
            return Ok(None);
        }
        beginning.extend(&head);
        let records = Records::File { at: file.stream_position()?, path: path.to_owned(), file: Mutex::new(file) };
        let head = postcard::from_bytes(&head).ok();
        Ok(head.map(|head| Self { beginning: beginning.into(), tables: tables.into(), records, head }))
    }

    /// Writes everything, as `open` and `open_file` take it.
    pub(super) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(&self.beginning)?;
        to.write_all(&self.tables)?;
        match &self.records {
            Records::Memory(records) => to.write_all(records),
            Records::File { file, at, path: _ } => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(*at))?;
                io::copy(&mut *file, to).map(|_copied| ())
            }
        }
    }

    /// The bytes of the tables.
    pub(super) fn tables(&self) -> &[u8] {
        &self.tables
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
            self.head.names.get(tables, number).unwrap_or_default().cmp(name.as_bytes())
        })
    }

    /// The number of a claim.
    pub(super) fn claim_number(&self, id: &str) -> Option<usize> {
        let (tables, all) = (self.tables(), 0..self.head.claims.len());
        self.head.claims_by_id.search(tables, all, |number| {
            self.head.claim_ids.get(tables, number).unwrap_or_default().cmp(id.as_bytes())
        })
    }

    /// An entry or a claim from its row.
    ///
    /// # Panics
    /// If the bytes are not what was written: a file was changed or cut while it was open. A base with a hole in it must
    /// not be read on.
    pub(super) fn decode<T: DeserializeOwned>(&self, rows: Rows, row: usize) -> T {
        let range = rows.range(&self.tables, row).unwrap_or_default();
        let bytes = self.records.get(range).unwrap_or_else(|error| {
            panic!("a kept base can no longer be read: {error}; remove {}", self.records.home())
        });
        let intact = bytes.split_last_chunk().filter(|(value, sum)| match self.records {
            // Nothing between its making and here could change it.
            Records::Memory(_) => true,
            Records::File { .. } => crc32fast::hash(value) == u32::from_le_bytes(**sum),
        });
        let value = intact.and_then(|(value, _sum)| postcard::from_bytes(value).ok());
        value.unwrap_or_else(|| {
            let home = self.records.home();
            panic!("a kept base is not what was written: remove the file that keeps it, {home}")
        })
    }
}

impl Records {
    /// Where they are, in words.
    fn home(&self) -> String {
        match self {
            Self::Memory(_) => "the program".to_owned(),
            Self::File { path, .. } => visible(&path.display().to_string()),
        }
    }

    fn get(&self, range: Range<usize>) -> io::Result<Cow<'_, [u8]>> {
        match self {
            Self::Memory(bytes) => Ok(bytes.get(range).unwrap_or_default().into()),
            Self::File { file, at, path: _ } => {
                let mut bytes = vec![0; range.len()];
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(at.saturating_add(range.start as u64)))?;
                file.read_exact(&mut bytes)?;
                Ok(bytes.into())
            }
        }
    }
}

/// The bytes that say how long the head and the tables are, and their checksum.
const MEASURES: usize = 2 * size_of::<u64>() + size_of::<u32>();

/// How long the head and the tables are, and their checksum.
fn measures(bytes: &[u8]) -> Option<(usize, usize, u32)> {
    let length = |bytes: &[u8; size_of::<u64>()]| usize::try_from(u64::from_le_bytes(*bytes)).ok();
    let (head, rest) = bytes.split_first_chunk()?;
    let (tables, rest) = rest.split_first_chunk()?;
    Some((length(head)?, length(tables)?, u32::from_le_bytes(*rest.first_chunk()?)))
}

fn sum(head: &[u8], tables: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(head);
    sum.update(tables);
    sum.finalize()
}

/// So many bytes of a file, or as many as there are.
fn read(file: &mut File, length: usize) -> io::Result<Vec<u8>> {
    // A length that was damaged must not ask for more memory than the file can fill.
    let longest = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    let mut bytes = Vec::with_capacity(length.min(longest));
    file.take(length as u64).read_to_end(&mut bytes).map(|_read| bytes)
}

/// A value as a record: with a checksum, so that a damaged file is not taken for what it was.
fn record<T: Serialize>(value: &T, records: &mut Vec<u8>) {
    let start = records.len();
    postcard::serialize_with_flavor(value, Behind(records)).expect("memory is all that writing into memory needs");
    let sum = crc32fast::hash(records.get(start..).unwrap_or_default());
    records.extend(sum.to_le_bytes());
}

/// Writes behind what is there. What postcard brings for that writes byte for byte.
struct Behind<'b>(&'b mut Vec<u8>);

impl Flavor for Behind<'_> {
    type Output = ();

    fn try_extend(&mut self, data: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(data);
        Ok(())
    }

    fn try_push(&mut self, data: u8) -> postcard::Result<()> {
        self.0.push(data);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}
