//! The invented appointments around today. Each start renews those in a file, except appointments that somebody has
//! changed and times that somebody has booked.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::{Entity, RecordKind, Row, SandboxRecords, json_of};

/// Statuses of appointments that take no time.
const TAKES_NO_TIME: [&str; 2] = ["cancelled", "noshow"];

impl SandboxRecords {
    /// Replaces the invented appointments of a kind by these, except those that somebody has changed and the times that
    /// somebody has booked.
    pub(super) fn renew_days(&mut self, kind: RecordKind, invented: Vec<Entity>) {
        let known = self.invented.remove(&kind).unwrap_or_default();
        let taken = if known.is_empty() {
            HashMap::new()
        } else {
            self.taken(kind)
        };
        let ids: BTreeSet<&str> = invented.iter().map(|record| record.id.as_str()).collect();
        let is_outdated = |row: &Row| {
            row.kind == kind
                && row.ended.is_none()
                && row.number == row.born
                && known.contains(&row.id)
                && !ids.contains(row.id.as_str())
        };
        let outdated: BTreeSet<String> = self
            .rows
            .extract_if(.., |row| is_outdated(row))
            .map(|row| row.id)
            .collect();
        self.index();
        let mut kept: BTreeSet<String> = known.difference(&outdated).cloned().collect();
        for record in invented {
            if known.contains(&record.id) {
                self.come(kind, &record);
            } else if !is_taken(&record, &taken) {
                kept.insert(record.id.clone());
                self.insert_new(kind, vec![record]);
            }
        }
        self.invented.insert(kind, kept);
    }

    /// Returns the times taken for each practitioner or location.
    fn taken(&self, kind: RecordKind) -> HashMap<String, Vec<(i64, i64)>> {
        let mut taken: HashMap<String, Vec<(i64, i64)>> = HashMap::new();
        for row in &self.rows {
            let takes_time = row
                .key("status")
                .as_str()
                .is_none_or(|status| !TAKES_NO_TIME.contains(&status));
            if row.kind != kind || row.ended.is_some() || !takes_time {
                continue;
            }
            if let (Some(place), Some(start)) =
                (row.key("place").as_str(), row.key("start_ms").as_i64())
            {
                let end = row.key("end_ms").as_i64().unwrap_or(start + 1);
                taken
                    .entry(place.to_owned())
                    .or_default()
                    .push((start, end));
            }
        }
        taken
    }

    /// Updates the status of an invented appointment that nobody has changed, because expected patients have arrived.
    fn come(&mut self, kind: RecordKind, now: &Entity) {
        let Some(place) = self.place_of(kind, &now.id) else {
            return;
        };
        let row = &mut self.rows[place];
        if row.number == row.born {
            let status = &now.body["status"];
            row.keys.insert("status".to_owned(), status.clone());
            let mut body = row.body();
            body["status"] = status.clone();
            row.body = json_of(&body);
        }
    }
}

fn is_taken(record: &Entity, taken: &HashMap<String, Vec<(i64, i64)>>) -> bool {
    let number = |name: &str| record.keys.get(name).and_then(Value::as_i64);
    let place = record.keys.get("place").and_then(Value::as_str);
    let (Some(place), Some(start)) = (place, number("start_ms")) else {
        return false;
    };
    let end = number("end_ms").unwrap_or(start + 1);
    taken
        .get(place)
        .is_some_and(|times| times.iter().any(|(from, to)| *from < end && start < *to))
}
