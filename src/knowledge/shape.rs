//! The form of the files: which keys each table has, of what form, and which of them it must have.
//!
//! Promises: there is no list of keys beside the loader. The loader's own functions read an empty file whose inner tables are all
//! there, and what they ask for is the form. Never reads a file.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use toml::de::DeTable;

use super::reader::{Faults, Reader};
use super::vocabulary::Vocabulary;

/// What a value must be.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// A text in one line without outer spaces.
    Text,
    /// A name in lower-case letters, digits and hyphens.
    Slug,
    /// A kind of entry or a route, a slash and a name.
    EntryId,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    /// A day.
    Date,
    /// A whole number between two.
    Whole(u32, u32),
    /// A number between two.
    Decimal(f64, f64),
    /// True or false.
    Flag,
    /// A table.
    Table,
}

impl Form {
    pub(super) fn word<V: Vocabulary>() -> Self {
        Self::Word(|| V::ALL.iter().map(|value| value.word()).collect())
    }
}

/// A key of a table.
#[derive(Clone, Debug)]
pub struct Key {
    /// What it is called.
    pub name: &'static str,
    /// What its value must be, or each value of its list.
    pub form: Form,
    /// Whether it has a list of such values.
    pub is_list: bool,
    /// Whether the table must have it.
    pub is_required: bool,
    /// The keys of the table that is its value.
    pub(super) inner: Option<Keys>,
}

/// The keys that a function asked of one table.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys(Rc<RefCell<Vec<Key>>>);

impl Keys {
    pub(super) fn all(&self) -> Ref<'_, Vec<Key>> {
        self.0.borrow()
    }

    pub(super) fn ask(&self, name: &'static str, form: Form) {
        let mut keys = self.0.borrow_mut();
        if !keys.iter().any(|key| key.name == name) {
            keys.push(Key { name, form, is_list: false, is_required: false, inner: None });
        }
    }

    pub(super) fn change(&self, name: &str, change: impl FnOnce(&mut Key)) {
        if let Some(key) = self.0.borrow_mut().iter_mut().find(|key| key.name == name) {
            change(key);
        }
    }
}

/// What one reading of the form assumes of a key, wherever the key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// The table has it.
    Present(&'static str),
    /// It has this word.
    Word(&'static str, &'static str),
}

impl Assumption {
    /// The key of which something is assumed.
    pub fn key(self) -> &'static str {
        match self {
            Self::Present(key) | Self::Word(key, _) => key,
        }
    }
}

/// The assumption of one reading of the form, and all that could be assumed in another.
#[derive(Debug, Default)]
pub(super) struct Probes {
    assumed: Option<Assumption>,
    possible: RefCell<Vec<Assumption>>,
}

impl Probes {
    fn note(&self, assumption: Assumption) {
        let mut possible = self.possible.borrow_mut();
        if !possible.contains(&assumption) {
            possible.push(assumption);
        }
    }

    pub(super) fn has(&self, key: &'static str) -> bool {
        self.note(Assumption::Present(key));
        self.assumed.is_some_and(|assumed| assumed.key() == key)
    }

    pub(super) fn word<V: Vocabulary>(&self, key: &'static str) -> Option<V> {
        V::ALL.iter().for_each(|value| self.note(Assumption::Word(key, value.word())));
        match self.assumed? {
            Assumption::Word(of, word) if of == key => V::from_word(word),
            Assumption::Word(..) | Assumption::Present(_) => None,
        }
    }
}

/// The form of a table: its keys, and how they depend on each other.
#[derive(Debug, Default)]
pub struct Shape {
    /// Every key, in the order in which it is first asked for. One that may have values of two forms is here twice.
    pub keys: Vec<(Key, Option<Shape>)>,
    /// The keys the table must have unless one of these holds.
    pub unless: Vec<(&'static str, Vec<Assumption>)>,
    /// The keys the table must have where this holds.
    pub needed: Vec<(&'static str, Assumption)>,
    /// The keys the table cannot have where this holds.
    pub excluded: Vec<(&'static str, Assumption)>,
    /// The keys the table can have only where one of these holds.
    pub only: Vec<(&'static str, Vec<Assumption>)>,
}

/// The form that a function reads.
pub(super) fn shape_of(read: impl Fn(&Reader<'_>)) -> Shape {
    let run = |assumed: Option<Assumption>| {
        let (table, faults) = (DeTable::default(), RefCell::<Faults>::default());
        let probes = Probes { assumed, ..Probes::default() };
        let reader = Reader::describing(&table, &faults, &probes);
        read(&reader);
        (reader.keys(), probes.possible.into_inner())
    };
    let (plain, possible) = run(None);
    let others: Vec<(Assumption, Keys)> = possible.into_iter().map(|one| (one, run(Some(one)).0)).collect();
    merge(&plain, &others.iter().map(|(assumed, keys)| (*assumed, keys)).collect::<Vec<_>>())
}

/// The form of a table from what was asked without an assumption, and with each.
fn merge(plain: &Keys, others: &[(Assumption, &Keys)]) -> Shape {
    let mut shape = Shape::default();
    let keys = plain.all();
    let with = |name: &str| keys.iter().find(|key| key.name == name);
    for key in keys.iter() {
        let runs: Vec<(Assumption, Option<Key>)> = others
            .iter()
            .map(|(assumed, keys)| (*assumed, keys.all().iter().find(|other| other.name == key.name).cloned()))
            .collect();
        let unlike = |(_, other): &&(Assumption, Option<Key>)| {
            other.as_ref().is_some_and(|other| std::mem::discriminant(&other.form) != std::mem::discriminant(&key.form))
        };
        let second = runs.iter().find(unlike).and_then(|(_, other)| other.clone());
        let lenient: Vec<Assumption> = runs
            .iter()
            .filter(|(_, other)| key.is_required && other.as_ref().is_none_or(|other| !other.is_required))
            .map(|(assumed, _)| *assumed)
            .collect();
        for (assumed, other) in &runs {
            match other {
                None => shape.excluded.push((key.name, *assumed)),
                Some(other) if other.is_required && !key.is_required && assumed.key() != key.name => {
                    shape.needed.push((key.name, *assumed));
                }
                Some(_) => {}
            }
        }
        if !lenient.is_empty() {
            shape.unless.push((key.name, lenient.clone()));
        }
        let inner = key.inner.as_ref().map(|inner| {
            let others: Vec<(Assumption, Keys)> =
                runs.iter().filter_map(|(assumed, other)| Some((*assumed, other.as_ref()?.inner.clone()?))).collect();
            merge(inner, &others.iter().map(|(assumed, keys)| (*assumed, keys)).collect::<Vec<_>>())
        });
        let is_required = key.is_required && lenient.is_empty();
        shape.keys.push((Key { is_required, ..key.clone() }, inner));
        shape.keys.extend(second.map(|second| (Key { is_required: false, ..second }, None)));
    }
    for (assumed, others) in others {
        for key in others.all().iter().filter(|key| with(key.name).is_none()) {
            if key.is_required && key.name != assumed.key() {
                shape.needed.push((key.name, *assumed));
            }
            match shape.only.iter_mut().find(|(name, _)| *name == key.name) {
                Some((_, assumptions)) => assumptions.push(*assumed),
                None => {
                    let inner = key.inner.as_ref().map(|inner| merge(inner, &[]));
                    shape.keys.push((Key { is_required: false, ..key.clone() }, inner));
                    shape.only.push((key.name, vec![*assumed]));
                }
            }
        }
    }
    // A key is always there where it is assumed to be.
    shape.only.retain(|(name, assumptions)| assumptions.iter().all(|assumed| assumed.key() != *name));
    shape
}
