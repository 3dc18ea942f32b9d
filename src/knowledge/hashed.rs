//! Hash tables whose hash is the same in every run.
//!
//! Promises: the same work takes the same steps each time, so that counted instructions can be compared. A base is no
//! place for an attack on a hash: whoever writes it is believed on doses.

use foldhash::fast::FixedState;

/// A hash table that hashes the same in every run.
pub type HashMap<K, V> = std::collections::HashMap<K, V, FixedState>;

/// A set that hashes the same in every run.
pub type HashSet<T> = std::collections::HashSet<T, FixedState>;
