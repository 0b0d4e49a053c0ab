//! Appointments as the clinics keep them: status, attendance, tubes, series, the time that they leave free, and the
//! claims of changes on them.

mod appointment_ref;
mod away_note;
mod away_time;
mod booked;
mod change_kind;
mod claim;
mod difference;
mod late_note;
mod series;
mod status;
mod vacancies;

pub use appointment_ref::{AppointmentRef, BeyondForm, appointment_id};
pub use away_note::AwayNote;
pub(crate) use away_time::{AWAY, FREE};
pub use away_time::{AWAY_REASON_LIMIT, AwayTime};
pub use booked::{Agenda, Also, Booked, NamedEntry, Waiting, takes_time};
pub use change_kind::ChangeKind;
pub use claim::{
    AppointmentClaim, Claim, ClaimProgress, ClaimState, Hold, Obstacle, TimedVisit, Visit,
};
pub use difference::Difference;
pub use late_note::{LateNote, LateWish};
pub use series::{OutOfBounds, Series, SeriesStep};
pub(crate) use status::{Certainty, NOT_STATED, stated};
pub use status::{
    Status, awaits_booking, is_no_booking, recorded_as, status_room, status_text,
    statuses_without_time,
};
pub(crate) use status::{type_called, type_name};
pub(crate) use vacancies::vacancies;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::{ClinicId, FieldId, FieldRole, Personal, Wished};
use crate::api::NOTHING;
use i18n::{Language, say};

pub use crate::time::USUAL_LENGTH;

/// The member of an appointment that lists who has declined it, separated by a comma and a blank: each by reference
/// (`Practitioner/ID`), else by name.
pub const DECLINED: &str = "declined";

/// An appointment as a clinic returned it, every text harmless to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// The clinic that keeps it.
    pub clinic: ClinicId,
    /// The appointment's id at the clinic.
    pub id: String,
    /// The status in the clinic's own word, known or not.
    pub status: String,
    /// The start, if the answer has a readable one.
    pub start: Option<DateTime<Utc>>,
    /// The end, if the answer has a readable one.
    pub end: Option<DateTime<Utc>>,
    /// The ids of the panels, if the answer lists them (Aniva reads, `panels`).
    pub panels: Option<Vec<String>>,
    /// Everybody who takes part besides its patient and its practitioner.
    pub also: Also,
    /// Every member of the answer, known or not, in the server's order. Nested members are named with a dot:
    /// `profile.first_name`.
    pub members: Vec<Member>,
    /// The answer itself, for programs: every text as received.
    pub record: Personal<Map<String, Value>>,
    /// The id under which the server's owner finds the call.
    pub request_id: Option<String>,
    /// The version of the record, if the clinic counts versions.
    pub version: Option<String>,
}

/// One member of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name on the wire.
    pub name: String,
    /// The value as text; `null` as an em dash.
    pub value: Personal<String>,
}

impl Appointment {
    /// Returns its unique key: its clinic, and its id there.
    pub fn key(&self) -> (ClinicId, &str) {
        (self.clinic, &self.id)
    }

    /// Returns the value of the member called `name`.
    pub fn member(&self, name: &str) -> Option<&str> {
        self.members
            .iter()
            .find(|member| member.name == name)
            .map(|member| member.value.shown().as_str())
    }

    /// Returns the id of the record that a field refers to, without the record's kind (`Practitioner/x`), if the answer
    /// names one.
    pub fn reference(&self, field: FieldId) -> Option<&str> {
        let reference = self.member(field.wire?)?;
        let id = reference.rsplit_once('/').map_or(reference, |(_, id)| id);
        Some(id.trim()).filter(|id| *id != NOTHING && !id.is_empty())
    }

    /// Returns the wished times of an entry of the waiting list: any time if it has no readable wish. `None` for any
    /// other appointment.
    pub fn wished(&self) -> Option<Wished> {
        let name = self.clinic.field(FieldRole::Wished)?.wire?;
        let wished = self.record.shown().get(name).map(Wished::of_record);
        let status = self.status.trim();
        let is_waiting = status.eq_ignore_ascii_case(Status::Waitlist.word());
        is_waiting.then(|| wished.unwrap_or_default())
    }

    /// Returns the status in the clinic's own word, if the answer states one.
    pub(crate) fn stated_status(&self) -> Option<&str> {
        stated(&self.status)
    }

    /// Returns the answer with its values under the form's names on the wire.
    pub fn flat(&self) -> Map<String, Value> {
        self.clinic.api().flat(self.record.shown())
    }
}

/// Whether the patient has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// The patient is still to come. Unknown statuses count as this.
    Awaited,
    /// The patient has come, and is waiting or being seen.
    Here,
    /// The patient was seen.
    Seen,
    /// The patient did not come.
    Missed,
    /// The appointment does not take place.
    Off,
}

impl Booked {
    /// Returns whether the patient is awaited, here, seen, or not coming.
    pub fn attendance(&self) -> Attendance {
        Attendance::of(&self.status)
    }
}

/// Tubes of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tube {
    /// The clinic's name for them.
    pub name: String,
    /// The colour of their caps, in the clinic's own word.
    pub cap: Option<String>,
    /// The volume of each, as the clinic states it.
    pub volume: Option<String>,
    /// The number of tubes.
    pub count: u64,
}

impl Tube {
    /// Returns a text such as `2 × EDTA (lavender cap, 4 ml)`.
    pub fn to_text(&self, language: Language) -> String {
        let cap = self.cap.as_ref().map(|color| {
            let known = color.trim().to_lowercase();
            say!(
                language,
                "tube-cap",
                known = known.as_str(),
                color = color.as_str()
            )
        });
        let more: Vec<String> = cap.into_iter().chain(self.volume.clone()).collect();
        let sort = format!("{} × {}", self.count, self.name);
        if more.is_empty() {
            sort
        } else {
            format!("{sort} ({})", more.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_does_not_come_takes_no_time() {
        let nobody_comes =
            |attendance: Attendance| matches!(attendance, Attendance::Missed | Attendance::Off);
        for (word, _, attendance, _) in &status::KNOWN {
            assert_eq!(Attendance::of(&word.to_uppercase()), *attendance);
            assert_eq!(takes_time(word), !nobody_comes(*attendance), "{word}");
        }
    }
}
