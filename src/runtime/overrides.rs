//! The record of bookings made in spite of a conflict: one JSON line each, appended to a file that its owner alone
//! can read. Ids and kinds only, no names.

use std::io::{self, Write};
use std::path::PathBuf;

use chrono::SecondsFormat;
use serde_json::{Value, json};

use crate::config::log::{private_file, private_folder};
use crate::desk::{Override, Reason};

/// The record's name in the data directory.
const FILE: &str = "overrides.jsonl";

/// Where overrides are written down.
#[derive(Clone, Debug)]
pub struct Overrides(Option<PathBuf>);

impl Overrides {
    /// In this folder, which is made when it is needed.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Overrides {
        Overrides(Some(folder))
    }

    /// Nowhere: for a desk that keeps nothing.
    #[must_use]
    pub fn nowhere() -> Overrides {
        Overrides(None)
    }

    /// Adds one to the record.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn append(&self, record: &Override) -> io::Result<()> {
        let Some(folder) = &self.0 else { return Ok(()) };
        private_folder(folder)?;
        // One write, so that two desks with one folder don't mix their lines.
        private_file(&folder.join(FILE))?.write_all(format!("{}\n", line(record)).as_bytes())
    }
}

fn line(record: &Override) -> Value {
    let conflicts = record
        .conflicts
        .iter()
        .map(|conflict| json!({ "kind": conflict.kind, "appointment": conflict.appointment }));
    json!({
        "at": record.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "mode": record.mode.word(),
        "operator": record.operator,
        "backend": record.backend.word(),
        "person": record.person,
        "provider": record.provider,
        "start": record.start.map(|start| start.to_rfc3339_opts(SecondsFormat::Millis, true)),
        "conflicts": conflicts.collect::<Vec<_>>(),
        "reason": record.reason.map(Reason::word),
    })
}
