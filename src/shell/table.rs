//! A list for a program and on paper: what `board` and `calls` answer with.

use serde_json::Value;

use crate::booking::Sheet;

/// A list of appointments.
pub struct TableThere {
    /// What the columns are called.
    pub heads: Vec<&'static str>,
    /// A row for each appointment, by time.
    pub rows: Vec<Vec<String>>,
    /// The same for a program: an object for each.
    pub values: Vec<Value>,
    /// The same on paper.
    pub sheet: Sheet,
    /// Why some of it could not be read.
    pub unread: Vec<String>,
}

impl TableThere {
    /// A table of these cells; null where nothing is known.
    pub(super) fn of<const COLUMNS: usize>(
        heads: [&'static str; COLUMNS],
        cells: Vec<[Value; COLUMNS]>,
        sheet: Sheet,
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
            sheet,
            unread,
        }
    }
}
