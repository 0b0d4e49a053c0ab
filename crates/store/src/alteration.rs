//! The sealed form of a change of an appointment: the appointment before the change, and the requested change.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::change_row::ChangeRow;
use booking::time::{Minutes, Span};
use booking::{
    AppointmentRef, AwayTime, Change, ChangeKind, ClinicId, Detail, FieldValue, Id, Provider,
    Reference, Successor, Text,
};

/// The reason of a cancellation whose payload can't be decrypted.
const NO_REASON: &str = "-";

/// The appointment before a change. Members are only ever added, each with a default, so that older files stay
/// readable.
#[derive(Default, Serialize, Deserialize)]
struct StoredAppointment {
    #[serde(rename = "backend")]
    clinic: String,
    appointment: String,
    #[serde(default)]
    person: Option<String>,
    #[serde(default)]
    provider: Option<String>,
    #[serde(default)]
    start: Option<DateTime<Utc>>,
    #[serde(default)]
    end: Option<DateTime<Utc>>,
    #[serde(default)]
    status: String,
}

impl StoredAppointment {
    fn of(of: &AppointmentRef) -> StoredAppointment {
        StoredAppointment {
            clinic: of.clinic.word().to_owned(),
            appointment: of.id.clone(),
            person: of.person.clone(),
            provider: of.provider.clone(),
            start: of.start,
            end: of.end,
            status: of.status.clone(),
        }
    }

    /// Returns the appointment with this id and the data of a change's row.
    fn of_row(row: &ChangeRow, appointment: String) -> StoredAppointment {
        StoredAppointment {
            clinic: row.clinic.clone(),
            appointment,
            person: row.person.clone(),
            provider: row.provider.clone(),
            start: row.start(),
            ..StoredAppointment::default()
        }
    }

    /// Returns the appointment, or `None` if it is at another clinic.
    fn at(self, clinic: ClinicId) -> Option<AppointmentRef> {
        (self.clinic == clinic.word()).then(|| AppointmentRef {
            clinic,
            id: self.appointment,
            person: self.person,
            provider: self.provider,
            start: self.start,
            end: self.end,
            status: self.status,
            panels: None,
            version: None,
            beyond_form: Default::default(),
        })
    }
}

/// Members are only ever added, each with a default, so that older files stay readable.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct StoredChange {
    #[serde(flatten)]
    of: StoredAppointment,
    #[serde(default)]
    to_provider: Option<String>,
    #[serde(default)]
    to_start: Option<DateTime<Utc>>,
    #[serde(default)]
    to_minutes: Option<u16>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    replaced_by: Option<String>,
    /// When the appointment that replaces it ends, and whether that is another patient's.
    #[serde(default)]
    time_kept_until: Option<DateTime<Utc>>,
    #[serde(default)]
    is_for_another: bool,
    /// The patient and the provider of the appointment that replaces it.
    #[serde(default)]
    successor_person: Option<String>,
    #[serde(default)]
    successor_provider: Option<String>,
    /// The contract's word for the status.
    #[serde(default)]
    to_status: Option<String>,
    #[serde(default)]
    panels: Vec<String>,
    #[serde(default)]
    adds: bool,
    #[serde(default)]
    barcode: Option<String>,
    #[serde(default)]
    details: Vec<StoredDetail>,
    #[serde(default)]
    reference: Option<String>,
}

/// The old and the new value of a detail of an appointment.
#[derive(Serialize, Deserialize)]
struct StoredDetail {
    field: String,
    from: Option<StoredValue>,
    to: StoredValue,
}

/// The value of a field.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum StoredValue {
    Number(u32),
    Text(String),
}

impl StoredDetail {
    fn of(detail: &Detail) -> StoredDetail {
        StoredDetail {
            field: detail.field.key().to_owned(),
            from: detail.from.as_ref().map(StoredValue::of),
            to: StoredValue::of(&detail.to),
        }
    }

    /// Returns the detail, or `None` if the clinic has no such field.
    fn detail(self, clinic: ClinicId) -> Option<Detail> {
        Some(Detail {
            field: clinic.field_by_key(&self.field)?,
            from: self.from.and_then(StoredValue::value),
            to: self.to.value()?,
        })
    }
}

impl StoredValue {
    fn of(value: &FieldValue) -> StoredValue {
        match value {
            FieldValue::Text(text) => StoredValue::Text(text.as_str().to_owned()),
            FieldValue::Number(number) => StoredValue::Number(*number),
        }
    }

    /// Returns the value. Its text was within its limit when the change was made.
    fn value(self) -> Option<FieldValue> {
        match self {
            StoredValue::Text(text) => Text::new(&text, usize::MAX).map(FieldValue::Text),
            StoredValue::Number(number) => Some(FieldValue::Number(number)),
        }
    }
}

impl StoredChange {
    /// Returns the stored form of a change; `None` for a booking.
    pub(super) fn of(change: &Change) -> Option<StoredChange> {
        let of = change.altered_record()?;
        let span = change.target().map(|to| to.parts().span);
        let mut stored = StoredChange {
            of: StoredAppointment::of(of),
            to_provider: change
                .target()
                .and_then(|to| Some(to.provider()?.id().to_owned())),
            to_start: span.and_then(|span| span.start()),
            to_minutes: span.and_then(|span| span.minutes()).map(Minutes::get),
            ..StoredChange::default()
        };
        match change {
            Change::Cancel(cancel) => {
                stored.reason = Some(cancel.reason().to_owned());
                if let Some(successor) = cancel.successor() {
                    stored.replaced_by = successor.id.clone();
                    stored.time_kept_until = successor.keeps_until;
                    stored.is_for_another = successor.is_for_another;
                    stored.successor_person = successor.person.clone();
                    stored.successor_provider = successor.provider.clone();
                }
            }
            Change::SetStatus(set) => stored.to_status = Some(set.to().word().to_owned()),
            Change::SetDetails(set) => {
                stored.details = set.details().iter().map(StoredDetail::of).collect();
                stored.reference = set.reference().map(|reference| reference.to_string());
            }
            Change::SetPanels(set) => {
                stored.panels = set.panels().iter().map(Id::to_string).collect();
                stored.adds = set.adds();
            }
            Change::ConfirmDraw(draw) => stored.barcode = Some(draw.barcode().to_owned()),
            Change::Away(time) | Change::Back(time) => {
                stored.reason = time.why().map(str::to_owned);
                stored.adds = time.is_made_here();
            }
            Change::Book(_) | Change::Replace(_) | Change::Move(_) | Change::Remove(_) => {}
        }
        Some(stored)
    }

    /// Rebuilds the change from its ids and times, which is enough to look it up.
    pub(super) fn from_ids(row: &ChangeRow) -> Option<StoredChange> {
        let mut of = StoredAppointment::of_row(row, row.about.clone()?);
        let to_start = of.start;
        if row.kind == ChangeKind::Move.word() {
            of.start = row.old_start();
        }
        of.status = row.old_status.clone().unwrap_or_default();
        Some(StoredChange {
            of,
            to_start,
            reason: Some(NO_REASON.to_owned()),
            to_status: row.result.clone(),
            // Any digits will do: only the status is read back.
            barcode: Some("0".to_owned()),
            ..StoredChange::default()
        })
    }

    /// Rebuilds an absence from its ids and times, which is enough to look it up.
    pub(super) fn absence_from_ids(row: &ChangeRow) -> StoredChange {
        let slot = row.about.clone().unwrap_or_default();
        StoredChange {
            of: StoredAppointment {
                person: None,
                end: row.end(),
                ..StoredAppointment::of_row(row, slot)
            },
            ..StoredChange::default()
        }
    }

    /// Returns the appointment that has replaced a cancelled one, if any.
    fn successor(&self) -> Option<Successor> {
        let is_second = self.replaced_by.is_some() || self.time_kept_until.is_some();
        is_second.then(|| Successor {
            id: self.replaced_by.clone(),
            keeps_until: self.time_kept_until,
            is_for_another: self.is_for_another,
            person: self.successor_person.clone(),
            provider: self.successor_provider.clone(),
        })
    }

    /// Returns the change, or `None` if this version can't make it.
    pub(super) fn change(self, kind: ChangeKind, clinic: ClinicId) -> Option<Change> {
        let successor = self.successor();
        let of = self.of.at(clinic)?;
        match kind {
            ChangeKind::Away | ChangeKind::Back => {
                let time = AwayTime::restored(of, self.reason.as_deref(), self.adds);
                if kind == ChangeKind::Away {
                    Change::away(time)
                } else {
                    Change::back(time)
                }
            }
            ChangeKind::Book => None,
            ChangeKind::Cancel => {
                let cancelled = Change::cancelled(of, self.reason.as_deref().unwrap_or(NO_REASON))?;
                Some(cancelled.succeeded_by(successor))
            }
            ChangeKind::Remove => Change::removed(of),
            ChangeKind::Status => Change::with_status(of, self.to_status?.parse().ok()?),
            ChangeKind::Details => {
                let details = self.details.into_iter();
                let details: Option<Vec<Detail>> =
                    details.map(|detail| detail.detail(clinic)).collect();
                let reference = self.reference.as_deref().and_then(Reference::named);
                Change::with_details(of, details?, reference)
            }
            ChangeKind::Panels => {
                let list = clinic.panels?;
                let panels = self.panels.iter().filter_map(|id| list.id(id)).collect();
                Change::with_panels(of, panels, self.adds)
            }
            ChangeKind::ConfirmDraw => {
                let barcode = self.barcode?;
                Change::drawn(of, &barcode, &barcode)
            }
            ChangeKind::Move => {
                let minutes = self
                    .to_minutes
                    .and_then(|minutes| Minutes::new(minutes.into()));
                let span = Span::resolve(self.to_start, None, minutes).ok()?;
                let provider = self.to_provider.and_then(|id| Provider::named(clinic, &id));
                Change::moved(of, span, provider)
            }
        }
    }
}
