//! Where the headers of a file say that tables stand.
//!
//! Promises: a table is put where TOML says, or nowhere: where that would take a rule beyond those of plain files.

use super::super::place::{Located, Place};
use super::plain::MOST_KEYS;
use super::{Key, Table, Value};

/// The table that a key of a header leads into: the last one of a list.
pub(super) fn inner<'b, 't>(table: &'b mut Table<'t>, key: &str, text: &str) -> Option<&'b mut Table<'t>> {
    let mut value = table.value_mut(key)?;
    if matches!(**value, Value::List(_)) {
        value = value.value_mut().as_list()?.last_mut()?;
    }
    has_header(value, text).then_some(())?;
    value.value_mut().as_table()
}

/// Whether a value is a table that a header opens, and not one in a line, which begins with a brace.
fn has_header(value: &Located<Value<'_>>, text: &str) -> bool {
    matches!(**value, Value::Table(_)) && text.as_bytes().get(value.place().range().start) == Some(&b'[')
}

/// Puts a table into the one it stands in; gives whether it could.
pub(super) fn put<'t>(
    parent: &mut Table<'t>,
    key: Key<'t>,
    table: Table<'t>,
    place: Place,
    is_of_list: bool,
    text: &str,
) -> bool {
    let table = Located::new(Value::Table(table), place);
    if let Some(there) = parent.value_mut(&key) {
        let list = there.value_mut().as_list().filter(|list| list.last().is_some_and(|last| has_header(last, text)));
        return list.filter(|_list| is_of_list).map(|list| list.push(table)).is_some();
    }
    let value = if is_of_list { Located::new(Value::List(vec![table]), place) } else { table };
    parent.push(key, value);
    parent.entries.len() <= MOST_KEYS
}

impl<'t> Value<'t> {
    fn as_list(&mut self) -> Option<&mut Vec<Located<Value<'t>>>> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    fn as_table(&mut self) -> Option<&mut Table<'t>> {
        if let Self::Table(table) = self { Some(table) } else { None }
    }
}
