//! The records of the FHIR server: every version of each, in memory.

use std::collections::HashMap;

use chrono::{DateTime, Days, SecondsFormat, Utc};
use serde_json::{Value, json};
use zones::Zone;

use super::{practice, seed};
use crate::roster::ROSTER;

/// The days with published slots, from yesterday on.
const PUBLISHED: usize = 60;

/// How many days ago the initial records were written.
const AGE: u64 = 30;

struct Version {
    written_ms: i64,
    /// The record; null if this version is its deletion.
    body: Value,
}

/// All records of one kind, in the order of their creation.
#[derive(Default)]
struct RecordTable {
    ids: Vec<String>,
    versions: HashMap<String, Vec<Version>>,
}

/// The records since the start, or the last reset.
pub(crate) struct FhirRecords {
    tables: HashMap<String, RecordTable>,
    /// The number of records made since the start.
    pub(super) made: u64,
}

impl FhirRecords {
    /// Creates the records of the roster, the slots around `now`, and these visits.
    pub(crate) fn of_roster(now: DateTime<Utc>, zone: Zone, visits: &[Value]) -> FhirRecords {
        let mut records = FhirRecords {
            tables: HashMap::new(),
            made: 0,
        };
        let visits = ROSTER.visits.iter().chain(visits).map(seed::appointment);
        let written = now - Days::new(AGE);
        for record in seed::people().chain(visits).chain(slots(now, zone)) {
            records.write(record, i64::MIN, written);
        }
        records
    }

    /// Adds the records of a realistic practice.
    pub(crate) fn add_practice(&mut self, now: DateTime<Utc>, zone: Zone) {
        let written = now - Days::new(AGE);
        for record in practice::records(now, zone) {
            self.write(record, i64::MIN, written);
        }
    }

    /// Returns the current version of a record.
    pub(super) fn current(&self, kind: &str, id: &str) -> Option<&Value> {
        self.last(kind, id).filter(|body| !body.is_null())
    }

    /// Returns whether the record existed and was deleted.
    pub(super) fn is_deleted(&self, kind: &str, id: &str) -> bool {
        self.last(kind, id).is_some_and(Value::is_null)
    }

    fn last(&self, kind: &str, id: &str) -> Option<&Value> {
        let versions = self.tables.get(kind)?.versions.get(id)?;
        versions.last().map(|version| &version.body)
    }

    /// Deletes a record, if it exists. Its versions are kept.
    pub(super) fn delete(&mut self, kind: &str, id: &str, written_ms: i64) {
        if self.current(kind, id).is_none() {
            return;
        }
        let table = self.tables.get_mut(kind);
        let versions = table.and_then(|table| table.versions.get_mut(id));
        versions.into_iter().for_each(|versions| {
            versions.push(Version {
                written_ms,
                body: Value::Null,
            });
        });
    }

    /// Returns this version of a record.
    pub(super) fn version(&self, kind: &str, id: &str, version: &str) -> Option<Value> {
        let number = version.parse::<usize>().ok()?.checked_sub(1)?;
        let versions = self.tables.get(kind)?.versions.get(id)?;
        let body = &versions.get(number)?.body;
        (!body.is_null()).then(|| body.clone())
    }

    /// Returns the records of a kind as they were at a moment, in the order of their creation.
    pub(super) fn as_of(&self, kind: &str, horizon_ms: i64) -> impl Iterator<Item = &Value> {
        self.tables.get(kind).into_iter().flat_map(move |table| {
            let latest = move |id: &String| {
                table
                    .versions
                    .get(id)?
                    .iter()
                    .rfind(|version| version.written_ms <= horizon_ms)
            };
            table
                .ids
                .iter()
                .filter_map(latest)
                .map(|version| &version.body)
                .filter(|body| !body.is_null())
        })
    }

    /// Writes the next version of a record, and returns the stored form.
    pub(super) fn write(&mut self, mut body: Value, written_ms: i64, now: DateTime<Utc>) -> Value {
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let kind = text("resourceType");
        let id = text("id");
        let table = self.tables.entry(kind).or_default();
        let versions = table.versions.entry(id.clone()).or_default();
        if versions.is_empty() {
            table.ids.push(id);
        }
        body["meta"] = json!({
            "versionId": (versions.len() + 1).to_string(),
            "lastUpdated": now.to_rfc3339_opts(SecondsFormat::Millis, true),
        });
        versions.push(Version {
            written_ms,
            body: body.clone(),
        });
        body
    }
}

/// Returns the slots published by the roster's schedules, with the clinic's offset.
fn slots(now: DateTime<Utc>, zone: Zone) -> impl Iterator<Item = Value> {
    let first = now.with_timezone(&zone).date_naive() - Days::new(1);
    ROSTER.schedules.iter().flat_map(move |schedule| {
        let days = first.iter_days().take(PUBLISHED);
        days.flat_map(move |day| schedule.slots(day, zone))
            .map(move |(start, end)| {
                let local = |at: DateTime<Utc>| at.with_timezone(&zone).to_rfc3339();
                let name = seed::fhir_id(&schedule.id).replace("sched-", "");
                json!({
                    "resourceType": "Slot",
                    "id": format!("slot-{name}-{}", start.format("%Y%m%dT%H%M")),
                    "schedule": {"reference": format!("Schedule/{}", seed::fhir_id(&schedule.id))},
                    "status": "free",
                    "start": local(start),
                    "end": local(end),
                })
            })
    })
}
