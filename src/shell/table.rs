//! A table for programs: the answer of `board`, `calls` and `waiting`.

use serde_json::Value;

use booking::Language;

/// A table of appointments or of waiting patients.
pub struct TableThere {
    /// The keys of the columns.
    pub heads: Vec<&'static str>,
    /// The language in which a person reads it.
    pub language: Language,
    /// The rows, in the order of the list.
    pub rows: Vec<Vec<String>>,
    /// The rows as JSON objects.
    pub values: Vec<Value>,
    /// Why parts of the list could not be read.
    pub unread: Vec<String>,
}

impl TableThere {
    /// Returns a table of these cells; `null` if a value is unknown.
    pub(super) fn of<const COLUMNS: usize>(
        heads: [&'static str; COLUMNS],
        cells: Vec<[Value; COLUMNS]>,
        unread: Vec<String>,
        language: Language,
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
            language,
        }
    }
}
