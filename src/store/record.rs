//! A change as it is recorded: what stands in the open, and what is sealed as JSON, so that a later run of the program
//! can look it up, show it and send it again. Nothing else turns a change into JSON or reads it back.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::alteration::Alteration;
use super::audit::Entry;
use super::change_rows::ChangeRow;
use super::written;
use crate::booking::time::{Minutes, Span};
use crate::booking::{
    Booking, BookingParts, CancelReason, Change, ChangeKind, FieldId, FieldRole, FieldValue, Id, Measured,
    Reference, Status, Text, TimedVisit, Vendor, Visit,
};

/// A change about to be recorded.
pub(super) struct NewChange {
    /// The word for its kind.
    pub(super) kind: &'static str,
    /// The id of the appointment that it changes; none for a new one.
    pub(super) about: Option<String>,
    /// The id of the appointment that it claims: the one that it changes or takes the place of.
    pub(super) claims: Option<String>,
    /// The id of the appointment that the first step of its change has made, where it is the second.
    pub(super) follows: Option<String>,
    /// Where, for whom, with whom and when the appointment is once the change is made.
    pub(super) visit: Visit,
    /// From when on whom it is with is free again, where it takes their time up.
    pub(super) busy_until: Option<DateTime<Utc>>,
    /// What stands in [`ChangeRow::overrides`] of it.
    pub(super) overrides: Option<&'static str>,
    /// When that appointment ends, where that is said.
    pub(super) end: Option<DateTime<Utc>>,
    /// The status that the appointment has then, where it stays when it is.
    pub(super) status: Option<String>,
    /// When the appointment started before a change that gives it another time.
    pub(super) old_start: Option<DateTime<Utc>>,
    /// What was measured of it.
    pub(super) measured: Measured,
    /// What the audit trail says of it beyond that.
    pub(super) said: Entry,
    /// All that is needed to look it up, show it and send it again. It is sealed.
    pub(super) payload: Vec<u8>,
}

/// A change, as it is recorded.
pub(super) fn of_change(change: &Change, stood_before: &[String]) -> Result<NewChange, serde_json::Error> {
    let (fields, payload) = match change.makes() {
        Some(booking) => (fields_of(booking), write(booking, stood_before, change)?),
        None => (Vec::new(), serde_json::to_vec(&Alteration::of(change))?),
    };
    let (old_value, new_value) = from_and_to(change);
    let said = Entry {
        fields: Some(fields.join(" ")),
        reason: reason_of(change).map(str::to_owned),
        old_value,
        new_value,
        ..Entry::default()
    };
    Ok(NewChange {
        kind: change.kind().word(),
        about: change.appointment().map(|of| of.id.clone()),
        claims: change.starts_from().map(|of| of.id.clone()),
        follows: change.second_after().map(str::to_owned),
        visit: change.visit(),
        busy_until: change.target().and_then(|to| TimedVisit::from(to).busy_until),
        overrides: None,
        end: match change.target() {
            Some(to) => to.parts().span.end(),
            None => change.appointment().and_then(|of| of.end),
        },
        status: change.status_then().map(str::to_owned),
        old_start: change.target().and_then(|_| change.starts_from()?.start),
        measured: Measured::default(),
        said,
        payload,
    })
}

/// What a change alters, as it was and as it shall be, in ids, times and words.
fn from_and_to(change: &Change) -> (Option<String>, Option<String>) {
    let at = |start: Option<DateTime<Utc>>, provider: Option<&str>| {
        [start.map(written), provider.map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let Some(of) = change.starts_from() else { return (None, None) };
    match change {
        Change::Book(_) => (None, None),
        Change::Move(_) | Change::Replace(_) => {
            let to = change.visit();
            (Some(at(of.start, of.provider.as_deref())), Some(at(to.start, to.provider.as_deref())))
        }
        Change::Cancel(_) => (Some(of.status.clone()), Some(Status::Cancelled.word().to_owned())),
        Change::Remove(_) => (Some(at(of.start, of.provider.as_deref())), Some("removed".to_owned())),
        Change::SetStatus(_) | Change::ConfirmDraw(_) => {
            (Some(of.status.clone()), change.status_then().map(str::to_owned))
        }
        Change::SetPanels(set) => {
            let sign = if set.adds() { '+' } else { '-' };
            let panels: Vec<String> = set.panels().iter().map(|id| format!("{sign}{id}")).collect();
            (None, Some(panels.join(" ")))
        }
    }
}

/// Why it is made, in a word: what was typed stays with the clinic.
fn reason_of(change: &Change) -> Option<&'static str> {
    let Change::Cancel(cancel) = change else { return None };
    Some(CancelReason::given_by(cancel.reason()).map_or("other", |(reason, _)| reason.word()))
}

/// Members are only ever added, each with a default: an older file stays readable. Names that another clinic API's
/// records had once are still read.
#[derive(Serialize, Deserialize)]
struct Record {
    backend: String,
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
    /// Where it was written before `numbers` held it.
    #[serde(default, skip_serializing)]
    priority: Option<u32>,
    /// Where it was written before `texts` held it.
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

/// A booking, and the ids of appointments known not to be it.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    record: Record,
    #[serde(default)]
    stood_before: Vec<String>,
    /// What calls off the appointment that it takes the place of, where it does.
    #[serde(default)]
    replaces: Option<Alteration>,
}

fn write(booking: &Booking, stood_before: &[String], change: &Change) -> Result<Vec<u8>, serde_json::Error> {
    let parts = booking.parts();
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    for (field, value) in &parts.values {
        match value {
            FieldValue::Text(text) => texts.push((field.key().to_owned(), text.as_str().to_owned())),
            FieldValue::Number(number) => numbers.push((field.key().to_owned(), *number)),
        }
    }
    let record = Record {
        backend: booking.backend().word().to_owned(),
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
        Change::Replace(_) => change.then(None).as_ref().and_then(Alteration::of),
        _ => None,
    };
    serde_json::to_vec(&Kept { record, stood_before: stood_before.to_vec(), replaces })
}

/// The change of this kind that was kept, and the appointments known not to be it; none where this version can't make
/// one of it.
pub(super) fn read(kind: ChangeKind, vendor: Vendor, kept: &[u8]) -> Option<(Change, Vec<String>)> {
    if !kind.makes_visit() {
        return alteration(kind, vendor, kept);
    }
    // A move is a new appointment in the place of another, or a change of that one.
    let Ok(Kept { record, stood_before, replaces }) = serde_json::from_slice(kept) else {
        return alteration(kind, vendor, kept);
    };
    let booking = booking(record, vendor)?;
    let Some(cancelled) = replaces else { return Some((booking.into(), stood_before)) };
    match cancelled.change(ChangeKind::Cancel, vendor)? {
        Change::Cancel(old) => {
            Some((Change::replaced(old.of().clone(), booking, old.reason())?, stood_before))
        }
        _ => None,
    }
}

fn alteration(kind: ChangeKind, vendor: Vendor, kept: &[u8]) -> Option<(Change, Vec<String>)> {
    let alteration: Alteration = serde_json::from_slice(kept).ok()?;
    Some((alteration.change(kind, vendor)?, Vec::new()))
}

fn booking(record: Record, vendor: Vendor) -> Option<Booking> {
    if record.backend != vendor.word() {
        return None;
    }
    let minutes = record.minutes.and_then(|minutes| Minutes::new(minutes.into()));
    let span = Span::resolve(record.start, record.end, minutes).ok()?;
    let provider = record.provider.and_then(|id| vendor.providers().id(&id));
    let parts = BookingParts::of(vendor.people().id(&record.patient)?, provider, span);
    let status = match &record.status {
        Some(word) => Some(word.parse().ok()?),
        None => None,
    };
    let field = |key: &str| vendor.field_by_key(key);
    let texts = record.texts.iter().filter_map(|(key, text)| Some((field(key)?, text)));
    let note = vendor.field(FieldRole::Instruction).zip(record.desk_note.as_ref());
    // It was within its limit when the booking was made.
    let kept = |(id, text): (FieldId, &String)| Some((id, FieldValue::Text(Text::new(text, usize::MAX)?)));
    let numbers = record.numbers.iter().filter_map(|(key, number)| Some((field(key)?, *number)));
    let numbers = numbers.chain(vendor.field(FieldRole::Priority).zip(record.priority));
    let numbers = numbers.map(|(id, number)| (id, FieldValue::Number(number)));
    let mut values: Vec<(FieldId, FieldValue)> = texts.chain(note).filter_map(kept).chain(numbers).collect();
    values.sort_by_key(|(field, _)| vendor.position(*field));
    let panels =
        vendor.panels.into_iter().flat_map(|list| record.panels.iter().filter_map(move |id| list.id(id)));
    let reference = record.reference.as_deref().and_then(Reference::named);
    let panels = panels.collect();
    Booking::new(vendor, BookingParts { status, values, panels, reference, ..parts })
}

/// What ids and times alone make of a change: enough to look it up.
pub(super) fn from_ids(kind: ChangeKind, vendor: Vendor, row: &ChangeRow) -> Option<Change> {
    if row.about.is_some() {
        return Alteration::from_ids(row)?.change(kind, vendor);
    }
    let span = Span::resolve(row.start(), None, None).ok()?;
    Booking::of_ids(vendor, row.person.as_deref()?, row.provider.as_deref(), span).map(Change::from)
}

/// The names of the fields that hold something, as they stand on the wire: what has a role first.
fn fields_of(booking: &Booking) -> Vec<&'static str> {
    let vendor = booking.backend();
    let named = [vendor.patient_field(), vendor.provider_field(), vendor.start_field()];
    let roles = [FieldRole::End, FieldRole::Minutes, FieldRole::Priority, FieldRole::Panels];
    let first = vendor.field(FieldRole::Status).into_iter().chain(named);
    let first: Vec<FieldId> = first.chain(roles.into_iter().filter_map(|role| vendor.field(role))).collect();
    let rest = vendor.form().iter().copied().filter(|field| !first.contains(field));
    let held = first.iter().copied().chain(rest).filter(|field| booking.holds(*field).is_some());
    held.map(FieldId::key).collect()
}
