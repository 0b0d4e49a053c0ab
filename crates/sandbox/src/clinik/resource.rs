//! ClinikAPI's resources. A table describes each; all are created, read and changed in the same way.

use serde_json::{Map, Value, json};

use super::reply::{ClinikRefusal, ClinikResult, Success};
use super::validate::{BodyMember, Initial, Rule, accepted};
use super::{appointments, people, schedules, slots};
use crate::clock::timestamp;
use crate::generate;
use crate::state::ServerState;
use crate::store::{Entity, RecordKind};

pub(super) struct Resource {
    /// The path after `/v1/`.
    path: &'static str,
    kind: RecordKind,
    /// The name in a 404.
    what: &'static str,
    /// The prefix of its ids.
    prefix: &'static str,
    members: &'static [BodyMember],
    /// A derived member, which `record` recomputes after a change.
    derived: Option<&'static str>,
    record: fn(Value) -> Entity,
    /// Returns a record that exists without having been written.
    unwritten: fn(&ServerState, &str) -> Option<Value>,
}

static RESOURCES: [Resource; 5] = [
    Resource::new(
        ("appointments", "Appointment", "appt_"),
        RecordKind::Visit,
        appointments::MEMBERS,
        Entity::visit,
    ),
    Resource {
        derived: Some("fullName"),
        ..Resource::new(
            ("patients", "Patient", "pt_"),
            RecordKind::Patient,
            people::PATIENT,
            Entity::patient,
        )
    },
    Resource::new(
        ("practitioners", "Practitioner", "prac_"),
        RecordKind::Practitioner,
        people::PRACTITIONER,
        Entity::practitioner,
    ),
    Resource {
        unwritten: schedules::of_roster,
        ..Resource::new(
            ("schedules", "Schedule", "sched_"),
            RecordKind::Schedule,
            schedules::MEMBERS,
            schedules::schedule_record,
        )
    },
    Resource {
        unwritten: slots::published_as,
        ..Resource::new(
            ("slots", "Slot", "slot_"),
            RecordKind::Slot,
            slots::MEMBERS,
            slots::slot_record,
        )
    },
];

/// The member that marks a deleted record which existed without having been written.
const DELETED: &str = "_deleted";

/// Returns whether this record, which existed without having been written, was deleted.
pub(super) fn is_deleted(record: &Value) -> bool {
    record[DELETED] == true
}

/// Returns the resource at this path, if the sandbox has it.
pub(super) fn named(path: &str) -> Option<&'static Resource> {
    RESOURCES.iter().find(|resource| resource.path == path)
}

impl Resource {
    const fn new(
        (path, what, prefix): (&'static str, &'static str, &'static str),
        kind: RecordKind,
        members: &'static [BodyMember],
        record: fn(Value) -> Entity,
    ) -> Self {
        Self {
            path,
            kind,
            what,
            prefix,
            members,
            derived: None,
            record,
            unwritten: |_, _| None,
        }
    }

    /// Creates a record: 201 with every accepted member echoed.
    pub(super) fn create(&self, state: &ServerState, body: &Map<String, Value>) -> ClinikResult {
        let mut made = accepted(body, self.members, true)?;
        self.check_references(state, &made)?;
        let now = state.now();
        for member in self.members {
            if let Some(initial) = &member.initial {
                made.entry(member.name).or_insert_with(|| match initial {
                    Initial::Now => json!(timestamp(now)),
                    Initial::True => json!(true),
                });
            }
        }
        let stored = state
            .store
            .create(self.kind, now.timestamp_millis(), |number| {
                let id = format!(
                    "{}{}",
                    self.prefix,
                    generate::alphanumerics(state.id_number(number), 6)
                );
                made.shift_insert(0, "id".to_owned(), json!(id));
                (self.record)(Value::Object(made))
            });
        Ok(Success::created(stored?))
    }

    /// Reads the latest version of a record by id.
    pub(super) fn read(&self, state: &ServerState, id: &str) -> ClinikResult {
        self.latest(state, id).map(Success::ok)
    }

    /// Merges the changes into the record and returns it. Objects and lists are replaced as a whole.
    pub(super) fn patch(
        &self,
        state: &ServerState,
        id: &str,
        body: &Map<String, Value>,
    ) -> ClinikResult {
        let changes = accepted(body, self.members, false)?;
        self.check_references(state, &changes)?;
        self.latest(state, id)?;
        let now_ms = state.now().timestamp_millis();
        let unwritten = (self.unwritten)(state, id);
        let merged = state
            .store
            .update(self.kind, id, now_ms, unwritten, |mut record| {
                if let Value::Object(members) = &mut record {
                    members.extend(changes);
                    if let Some(derived) = self.derived {
                        members.shift_remove(derived);
                    }
                }
                Ok::<_, ClinikRefusal>((self.record)(record))
            });
        merged?.ok_or_else(|| self.not_found())?.map(Success::ok)
    }

    /// Deletes a record for good: 204.
    pub(super) fn delete(&self, state: &ServerState, id: &str) -> ClinikResult {
        let now_ms = state.now().timestamp_millis();
        let removed = match (self.unwritten)(state, id) {
            Some(_) => self.delete_unwritten(state, id, now_ms)?,
            None => state.store.remove(self.kind, id, now_ms)?,
        };
        removed
            .then(Success::no_content)
            .ok_or_else(|| self.not_found())
    }

    /// Records the deletion of a record that exists without having been written. Returns whether it existed.
    fn delete_unwritten(&self, state: &ServerState, id: &str, now_ms: i64) -> ClinikResult<bool> {
        let mut record = self.latest(state, id)?;
        record[DELETED] = json!(true);
        let unwritten = Some(record.clone());
        let written = state.store.update(self.kind, id, now_ms, unwritten, |_| {
            Ok::<_, ClinikRefusal>((self.record)(record))
        });
        Ok(written?.is_some())
    }

    fn latest(&self, state: &ServerState, id: &str) -> ClinikResult<Value> {
        let written = state.store.read(self.kind, id)?;
        written
            .or_else(|| (self.unwritten)(state, id))
            .filter(|record| !is_deleted(record))
            .ok_or_else(|| self.not_found())
    }

    fn not_found(&self) -> ClinikRefusal {
        ClinikRefusal::not_found(self.what)
    }

    /// Refuses unknown ids; a missing member refers to nothing. Of all actors, only practitioners are checked: the
    /// sandbox has no locations at this API.
    fn check_references(&self, state: &ServerState, body: &Map<String, Value>) -> ClinikResult<()> {
        for member in self.members {
            let Some(value) = body.get(member.name) else {
                continue;
            };
            let (kind, ids) = match member.rule {
                Rule::IdOf(kind) => (kind, value.as_str().into_iter().collect()),
                Rule::Actors(_) => (RecordKind::Practitioner, schedules::practitioners(value)),
                _ => continue,
            };
            for resource in RESOURCES.iter().filter(|resource| resource.kind == kind) {
                for &id in &ids {
                    resource.latest(state, id)?;
                }
            }
        }
        Ok(())
    }
}
