//! A list for a program: what `board`, `calls` and `waiting` answer with.

use serde_json::Value;

/// A list of appointments, or of who waits for one.
pub struct TableThere {
    /// What the columns are called.
    pub heads: Vec<&'static str>,
    /// A row for each, in the order in which they are listed.
    pub rows: Vec<Vec<String>>,
    /// The same for a program: an object for each.
    pub values: Vec<Value>,
    /// Why some of it could not be read.
    pub unread: Vec<String>,
}

impl TableThere {
    /// A table of these cells; null where nothing is known.
    pub(super) fn of<const COLUMNS: usize>(
        heads: [&'static str; COLUMNS],
        cells: Vec<[Value; COLUMNS]>,
        unread: Vec<String>,
    ) -> TableThere {
        let value = |row: &[Value; COLUMNS]| -> Value {
            heads.into_iter().zip(row).map(|(name, cell)| (name, cell.clone())).collect()
        };
        let text = |cell: &Value| match cell {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            cell => cell.to_string(),
        };
        TableThere {
            heads: heads.to_vec(),
            values: cells.iter().map(value).collect(),
            rows: cells.iter().map(|row| row.iter().map(text).collect()).collect(),
            unread,
        }
    }
}
