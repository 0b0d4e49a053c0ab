//! The recorded form of a change: its plain columns, the sealed JSON from which a later run can look it up, show it and
//! send it again, and the sealed facts about its patient. Only this module converts between changes and JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::alteration::StoredChange;
use super::audit::{AuditAction, AuditEntry, row_text};
use super::change_row::{ChangeRow, OVERRIDES};
use super::seal::{Seal, is_pseudonym};
use super::{RecordStore, Result, written};
use booking::time::{Minutes, Span};
use booking::{
    Booking, BookingParts, CancelReason, Change, ChangeFacts, ChangeKind, ClinicId, FieldId,
    FieldRole, FieldValue, Id, Personal, Reference, RowMark, Spoken, Status, Text,
};

/// A change about to be recorded.
pub(super) struct NewChange {
    /// The recorded facts, with the patient's id or the typed text.
    pub(super) facts: ChangeFacts,
    /// The id of the appointment that it claims: the one that it changes or replaces.
    pub(super) claims: Option<String>,
    /// The id of the appointment made by the first step, if this is the second step.
    pub(super) follows: Option<String>,
    /// The end of the provider's time that it takes, if it takes any.
    pub(super) busy_until: Option<DateTime<Utc>>,
    /// The value of [`ChangeRow::overrides`].
    pub(super) overrides: Option<&'static str>,
    /// The new status of the appointment, if its time is unchanged.
    pub(super) status: Option<String>,
    /// The language for writing to the patient, if known.
    pub(super) spoken: Option<Personal<Spoken>>,
    /// The status with which the appointment is made, if the form asks for one.
    pub(super) booked_as: Option<Status>,
    /// The file row that makes it.
    pub(super) row: Option<RowMark>,
    /// Further content of the audit line.
    pub(super) details: AuditEntry,
    /// Everything needed to look it up, show it and send it again, for sealing.
    pub(super) payload: Vec<u8>,
}

impl NewChange {
    /// Returns the lines about these steps of the change; its row supplies what they share. Only the first line has the
    /// details, and only the line about sending has the file row.
    pub(super) fn entries(
        self,
        row_on_record: ChangeRow,
        steps: &[AuditAction],
    ) -> Vec<AuditEntry> {
        let common = row_on_record.about();
        let row = self.row.as_ref().map(row_text);
        let mut details = Some(self.details);
        let entry = |done: &AuditAction| {
            let AuditEntry {
                fields,
                reason,
                old_value,
                new_value,
                ..
            } = details.take().unwrap_or_default();
            let row = if *done == AuditAction::Sending {
                row.clone()
            } else {
                None
            };
            AuditEntry {
                done: *done,
                fields: fields.or(row),
                reason,
                old_value,
                new_value,
                ..common.clone()
            }
        };
        steps.iter().map(entry).collect()
    }
}

/// Returns the recorded form of a change.
pub(super) fn of_change(
    change: &Change,
    stood_before: &[String],
) -> Result<NewChange, serde_json::Error> {
    let (fields, payload) = match change.makes() {
        Some(booking) => (fields_of(booking), write(booking, stood_before, change)?),
        None => (Vec::new(), serde_json::to_vec(&StoredChange::of(change))?),
    };
    let (old_value, new_value) = from_and_to(change);
    let details = AuditEntry {
        fields: Some(fields.join(" ")),
        reason: reason_of(change).map(str::to_owned),
        old_value,
        new_value,
        ..AuditEntry::default()
    };
    Ok(NewChange {
        facts: ChangeFacts::of(change),
        claims: change.claimed_record(),
        follows: change.second_after().map(str::to_owned),
        busy_until: change.timed_visit().and_then(|visit| visit.busy_until),
        // Visits and absences may overlap.
        overrides: matches!(change, Change::Away(_)).then_some(OVERRIDES),
        status: change.status_then().map(str::to_owned),
        spoken: None,
        booked_as: change.booking().and_then(Booking::status),
        row: None,
        details,
        payload,
    })
}

/// Returns the old and the new values of a change, in ids, times and words.
fn from_and_to(change: &Change) -> (Option<String>, Option<String>) {
    let at = |start: Option<DateTime<Utc>>, provider: Option<&str>| {
        [start.map(written), provider.map(str::to_owned)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let Some(of) = change.starts_from() else {
        return (None, None);
    };
    match change {
        Change::Book(_) | Change::Away(_) | Change::Back(_) => (None, None),
        Change::Move(_) | Change::Replace(_) => {
            let to = change.visit();
            (
                Some(at(of.start, of.provider.as_deref())),
                Some(at(to.start, to.provider.as_deref())),
            )
        }
        Change::Cancel(_) => (
            Some(of.status.clone()),
            Some(Status::Cancelled.word().to_owned()),
        ),
        Change::Remove(_) => (
            Some(at(of.start, of.provider.as_deref())),
            Some("removed".to_owned()),
        ),
        Change::SetStatus(_) | Change::ConfirmDraw(_) => (
            Some(of.status.clone()),
            change.status_then().map(str::to_owned),
        ),
        Change::SetDetails(set) => {
            let fields = set.details().iter().map(|detail| detail.field.key());
            (None, Some(fields.collect::<Vec<_>>().join(" ")))
        }
        Change::SetPanels(set) => {
            let sign = if set.adds() { '+' } else { '-' };
            let panels: Vec<String> = set
                .panels()
                .iter()
                .map(|id| format!("{sign}{id}"))
                .collect();
            (None, Some(panels.join(" ")))
        }
    }
}

/// Returns the word for the reason. Typed text is left to the clinic.
fn reason_of(change: &Change) -> Option<&'static str> {
    let Change::Cancel(cancel) = change else {
        return None;
    };
    Some(CancelReason::given_by(cancel.reason()).map_or("other", |(reason, _)| reason.word()))
}

/// Members are only ever added, each with a default, so that older files stay readable. Names formerly used for another
/// clinic API are still read.
#[derive(Serialize, Deserialize)]
struct Record {
    #[serde(rename = "backend")]
    clinic: String,
    #[serde(alias = "profile")]
    patient: String,
    #[serde(alias = "practitioner", alias = "location", default)]
    provider: Option<String>,
    #[serde(alias = "at", default)]
    start: Option<DateTime<Utc>>,
    #[serde(default)]
    end: Option<DateTime<Utc>>,
    #[serde(default)]
    minutes: Option<u16>,
    #[serde(default)]
    status: Option<String>,
    /// Read from records written before `numbers` held it.
    #[serde(default, skip_serializing)]
    priority: Option<u32>,
    /// Read from records written before `texts` held it.
    #[serde(default, skip_serializing)]
    desk_note: Option<String>,
    #[serde(default)]
    texts: Vec<(String, String)>,
    #[serde(default)]
    numbers: Vec<(String, u32)>,
    #[serde(default)]
    panels: Vec<String>,
    #[serde(default)]
    reference: Option<String>,
}

/// A booking, and the ids of appointments known before sending.
#[derive(Serialize, Deserialize)]
struct StoredBooking {
    #[serde(flatten)]
    record: Record,
    #[serde(default)]
    stood_before: Vec<String>,
    /// The cancellation of the appointment that it replaces, if any.
    #[serde(default)]
    replaces: Option<StoredChange>,
}

fn write(
    booking: &Booking,
    stood_before: &[String],
    change: &Change,
) -> Result<Vec<u8>, serde_json::Error> {
    let parts = booking.parts();
    let mut texts = Vec::new();
    let mut numbers = Vec::new();
    for (field, value) in &parts.values {
        match value {
            FieldValue::Text(text) => {
                texts.push((field.key().to_owned(), text.as_str().to_owned()))
            }
            FieldValue::Number(number) => numbers.push((field.key().to_owned(), *number)),
        }
    }
    let record = Record {
        clinic: booking.clinic().word().to_owned(),
        patient: parts.patient.to_string(),
        provider: parts.provider.as_ref().map(Id::to_string),
        start: parts.span.start(),
        end: parts.span.end(),
        minutes: parts.span.minutes().map(Minutes::get),
        status: parts.status.map(|status| status.word().to_owned()),
        priority: None,
        desk_note: None,
        texts,
        numbers,
        panels: parts.panels.iter().map(Id::to_string).collect(),
        reference: parts.reference.as_ref().map(ToString::to_string),
    };
    let replaces = match change {
        Change::Replace(_) => change.then(None).as_ref().and_then(StoredChange::of),
        _ => None,
    };
    serde_json::to_vec(&StoredBooking {
        record,
        stood_before: stood_before.to_vec(),
        replaces,
    })
}

/// Returns the stored change of this kind, and the appointments known before sending; `None` if this version
/// can't make it.
pub(super) fn read(
    kind: ChangeKind,
    clinic: ClinicId,
    payload: &[u8],
) -> Option<(Change, Vec<String>)> {
    if !kind.makes_visit() && kind != ChangeKind::Details {
        return alteration(kind, clinic, payload);
    }
    // A move or other details may be a new appointment in place of another, or a change of that one.
    let Ok(StoredBooking {
        record,
        stood_before,
        replaces,
    }) = serde_json::from_slice(payload)
    else {
        return alteration(kind, clinic, payload);
    };
    let booking = booking(record, clinic)?;
    let Some(cancelled) = replaces else {
        return Some((booking.into(), stood_before));
    };
    match cancelled.change(ChangeKind::Cancel, clinic)? {
        Change::Cancel(old) => Some((
            Change::replaced(old.of().clone(), booking, old.reason())?,
            stood_before,
        )),
        _ => None,
    }
}

fn alteration(kind: ChangeKind, clinic: ClinicId, payload: &[u8]) -> Option<(Change, Vec<String>)> {
    let alteration: StoredChange = serde_json::from_slice(payload).ok()?;
    Some((alteration.change(kind, clinic)?, Vec::new()))
}

fn booking(record: Record, clinic: ClinicId) -> Option<Booking> {
    if record.clinic != clinic.word() {
        return None;
    }
    let minutes = record
        .minutes
        .and_then(|minutes| Minutes::new(minutes.into()));
    let span = Span::resolve(record.start, record.end, minutes).ok()?;
    let provider = record.provider.and_then(|id| clinic.providers().id(&id));
    let parts = BookingParts::of(clinic.people().id(&record.patient)?, provider, span);
    let status = match &record.status {
        Some(word) => Some(word.parse().ok()?),
        None => None,
    };
    let field = |key: &str| clinic.field_by_key(key);
    let texts = record
        .texts
        .iter()
        .filter_map(|(key, text)| Some((field(key)?, text)));
    let note = clinic
        .field(FieldRole::Instruction)
        .zip(record.desk_note.as_ref());
    // The text was within its limit when the booking was made.
    let read =
        |(id, text): (FieldId, &String)| Some((id, FieldValue::Text(Text::new(text, usize::MAX)?)));
    let numbers = record
        .numbers
        .iter()
        .filter_map(|(key, number)| Some((field(key)?, *number)))
        .chain(clinic.field(FieldRole::Priority).zip(record.priority))
        .map(|(id, number)| (id, FieldValue::Number(number)));
    let mut values: Vec<(FieldId, FieldValue)> =
        texts.chain(note).filter_map(read).chain(numbers).collect();
    values.sort_by_key(|(field, _)| clinic.position(*field));
    let panels = clinic
        .panels
        .into_iter()
        .flat_map(|list| record.panels.iter().filter_map(move |id| list.id(id)));
    let reference = record.reference.as_deref().and_then(Reference::named);
    let panels = panels.collect();
    Booking::new(
        clinic,
        BookingParts {
            status,
            values,
            panels,
            reference,
            ..parts
        },
    )
}

/// Rebuilds the change from its ids and times, which is enough to look it up.
pub(super) fn from_ids(kind: ChangeKind, clinic: ClinicId, row: &ChangeRow) -> Option<Change> {
    if kind.is_of_absence() {
        return StoredChange::absence_from_ids(row).change(kind, clinic);
    }
    if row.about.is_some() {
        return StoredChange::from_ids(row)?.change(kind, clinic);
    }
    let span = Span::resolve(row.start(), None, None).ok()?;
    Booking::of_ids(
        clinic,
        row.person.as_deref()?,
        row.provider.as_deref(),
        span,
    )
    .map(Change::from)
}

/// Returns the wire names of the filled fields: those with a role first.
fn fields_of(booking: &Booking) -> Vec<&'static str> {
    let clinic = booking.clinic();
    let named = [
        clinic.patient_field(),
        clinic.provider_field(),
        clinic.start_field(),
    ];
    let roles = [
        FieldRole::End,
        FieldRole::Minutes,
        FieldRole::Priority,
        FieldRole::Panels,
    ];
    let first: Vec<FieldId> = clinic
        .field(FieldRole::Status)
        .into_iter()
        .chain(named)
        .chain(roles.into_iter().filter_map(|role| clinic.field(role)))
        .collect();
    let rest = clinic
        .form()
        .iter()
        .copied()
        .filter(|field| !first.contains(field));
    let filled = first
        .iter()
        .copied()
        .chain(rest)
        .filter(|field| booking.value_of(*field).is_some());
    filled.map(FieldId::key).collect()
}

/// The facts about the patient of a change, sealed because they concern a person. Members are only ever added, each
/// with a default; those of other versions are skipped.
#[derive(Serialize, Deserialize)]
pub(super) struct SealedFacts {
    #[serde(default)]
    pub(super) spoken: Option<String>,
    /// The patient's id, if the row has only a pseudonym.
    #[serde(default)]
    person: Option<String>,
    #[serde(default)]
    pub(super) instruction: Option<String>,
    /// The word of the status with which the appointment was made, if the form asks for one.
    #[serde(default)]
    booked_as: Option<String>,
}

impl SealedFacts {
    /// Returns the status with which the appointment was made, if recorded.
    pub(super) fn booked_as(&self) -> Option<Status> {
        self.booked_as.as_deref()?.parse().ok()
    }
}

impl RecordStore {
    /// Returns the sealed facts about the patient of a change.
    pub(super) fn seal_facts(&self, id: &str, change: &NewChange) -> Result<String> {
        let person = &change.facts.person;
        let spoken: Option<&str> = change
            .spoken
            .as_ref()
            .map(|spoken| (*spoken.shown()).into());
        let instruction = change.facts.instruction.as_ref();
        let sealed = SealedFacts {
            spoken: spoken.map(str::to_owned),
            person: (self.seal.pseudonym(person) != *person).then(|| person.clone()),
            instruction: instruction.map(|instruction| instruction.shown().clone()),
            booked_as: change.booked_as.map(|status| status.word().to_owned()),
        };
        self.seal
            .seal(&sealed_as(id), &serde_json::to_vec(&sealed)?)
    }

    /// Returns the recorded facts of a change, with the patient's id if known, else the pseudonym; `None` for a kind or
    /// a clinic unknown to this version.
    pub(super) fn facts_of(&self, row: &ChangeRow) -> Option<ChangeFacts> {
        let mut facts = row.facts(self.clinic(&row.clinic)?)?;
        if let Some(sealed) = read_facts(&self.seal, row) {
            if let Some(person) = sealed.person
                && is_pseudonym(&facts.visit.person)
            {
                facts.visit.person = person;
            }
            facts.instruction = sealed.instruction.map(Personal::from);
        }
        Some(facts)
    }
}

pub(super) fn read_facts(seal: &Seal, row: &ChangeRow) -> Option<SealedFacts> {
    let opened = seal.open(&sealed_as(&row.id), row.measured.as_deref()?)?;
    serde_json::from_slice(&opened).ok()
}

pub(super) fn sealed_as(id: &str) -> String {
    format!("measured {id}")
}
