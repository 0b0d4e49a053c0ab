//! The appointment that a change alters, as last known.

use chrono::{DateTime, TimeDelta, Utc};
use zones::Zone;

use crate::appointment::stated;
use crate::clinic::{has_own_record, same_id};
use crate::time::{Minutes, land};
use crate::{
    Also, Appointment, Booked, ClinicId, Id, Provider, Slot, Status, USUAL_LENGTH, Visit,
    takes_time,
};

/// Identifies an appointment, with its data as known when the change was prepared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentRef {
    /// The clinic that keeps it.
    pub clinic: ClinicId,
    /// The appointment's id at the clinic.
    pub id: String,
    /// The patient's id at the clinic.
    pub person: Option<String>,
    /// The id of the practitioner or location.
    pub provider: Option<String>,
    /// The start, if known.
    pub start: Option<DateTime<Utc>>,
    /// The end, if known.
    pub end: Option<DateTime<Utc>>,
    /// The status in the clinic's own word.
    pub status: String,
    /// The ids of the panels, if known.
    pub panels: Option<Vec<String>>,
    /// The version of the record that staff saw, if the clinic counts versions.
    pub version: Option<String>,
    /// Further participants, and data that no copy takes over.
    pub beyond_form: BeyondForm,
}

/// Parts of an appointment that a change affects although no form shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BeyondForm {
    /// The ids of further patients: it may be a group's.
    pub people: Vec<String>,
    /// The ids of further practitioners.
    pub providers: Vec<String>,
    /// Data that a replacement appointment does not take over, as staff read them.
    pub uncopied: Vec<String>,
}

impl AppointmentRef {
    /// Creates a reference to an appointment that was read by its id.
    pub fn of(appointment: &Appointment) -> AppointmentRef {
        let clinic = appointment.clinic;
        let reference = |field| appointment.reference(field).map(str::to_owned);
        AppointmentRef {
            clinic,
            id: appointment.id.clone(),
            person: reference(clinic.patient_field()),
            provider: reference(clinic.provider_field()),
            start: appointment.start,
            end: appointment.end,
            status: appointment.status.clone(),
            panels: appointment.panels.clone(),
            version: appointment.version.clone(),
            beyond_form: BeyondForm {
                uncopied: clinic.api().uncopied(appointment.record.shown()),
                ..BeyondForm::from(&appointment.also)
            },
        }
    }

    /// Returns its start moved `by` this much on the clock of this zone. Where the clocks skip that time, it is the first
    /// one after.
    pub fn later(&self, by: TimeDelta, zone: Zone) -> Option<DateTime<Utc>> {
        let local = self.start?.with_timezone(&zone).naive_local();
        let later = local.checked_add_signed(by)?;
        Some(land(later, zone)?.first())
    }

    /// Returns its unique key: its clinic, and its id there.
    pub fn key(&self) -> (ClinicId, &str) {
        (self.clinic, &self.id)
    }

    /// Returns the practitioner or location.
    pub fn provider(&self) -> Option<Provider> {
        let id = self.clinic.providers().id(self.provider.as_deref()?)?;
        Some(Provider::of(self.clinic, id))
    }

    /// Returns whether the patient is known, and has a record of their own at the clinic.
    pub fn has_known_patient(&self) -> bool {
        self.person.as_deref().is_some_and(has_own_record)
    }

    /// Returns the ids of all patients.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        let ids = self.person.iter().chain(&self.beyond_form.people);
        ids.map(String::as_str)
    }

    /// Returns the practitioners who take part besides the first.
    pub fn further_providers(&self) -> impl Iterator<Item = Provider> {
        let list = self.clinic.providers();
        let ids = self
            .beyond_form
            .providers
            .iter()
            .filter_map(move |id| list.id(id));
        ids.map(|id| Provider::of(self.clinic, id))
    }

    /// Returns the length, if known.
    pub fn minutes(&self) -> Option<Minutes> {
        let (start, end) = self.start.zip(self.end)?;
        Minutes::new((end - start).num_minutes())
    }

    /// Returns the time that it takes up, of the usual length if its end is not known.
    pub fn time(&self) -> Option<Slot> {
        let start = self.start?;
        let end = self.end.filter(|end| *end > start);
        Some(Slot {
            start,
            end: end.unwrap_or(start + USUAL_LENGTH),
        })
    }

    /// Returns whether the appointment is with this practitioner or location.
    pub fn is_with(&self, provider: &Provider) -> bool {
        self.clinic == provider.clinic() && same_id(self.provider.as_deref(), Some(provider.id()))
    }

    /// Returns whether the appointment is the patient's with this id, which may be written in either letter case.
    pub fn is_of(&self, person: &str) -> bool {
        same_id(self.person.as_deref(), Some(person))
    }

    /// Returns the visit of the appointment.
    pub fn visit(&self) -> Visit {
        Visit {
            clinic: self.clinic,
            person: self.person.clone().unwrap_or_default(),
            provider: self.provider.clone(),
            start: self.start,
        }
    }

    /// Returns whether this is an entry of the waiting list.
    pub fn is_waiting(&self) -> bool {
        self.status() == Some(Status::Waitlist)
    }

    /// Returns the status in the clinic's own word, if one is known.
    pub(crate) fn stated_status(&self) -> Option<&str> {
        stated(&self.status)
    }

    /// Returns whether the appointment takes place.
    pub fn is_live(&self) -> bool {
        takes_time(&self.status)
    }
}

/// Returns `text` as an appointment id, if it can be one: names have no digits and no underscores. Where ids have no
/// prefix, text with a hyphen and no capital may be one, too; few names are so.
pub fn appointment_id(clinic: ClinicId, text: &str) -> Option<&str> {
    let text = text.trim();
    let is_plain = clinic.appointment_id_prefix.is_empty()
        && text.contains('-')
        && !text.contains(char::is_uppercase);
    let is_no_name =
        is_plain || text.contains(|letter: char| letter.is_ascii_digit() || letter == '_');
    (is_no_name && Id::new(clinic.appointment_ids, text).is_some()).then_some(text)
}

impl From<&Also> for BeyondForm {
    fn from(also: &Also) -> BeyondForm {
        BeyondForm {
            people: also.people.clone(),
            providers: also.providers.clone(),
            uncopied: Vec::new(),
        }
    }
}

impl From<&Booked> for AppointmentRef {
    fn from(booked: &Booked) -> AppointmentRef {
        AppointmentRef {
            clinic: booked.clinic,
            id: booked.id.clone(),
            person: booked.person.clone(),
            provider: booked.provider.clone(),
            start: booked.start,
            end: booked.end,
            status: booked.status.clone(),
            panels: None,
            version: booked.version.clone(),
            beyond_form: BeyondForm::from(&booked.also),
        }
    }
}

impl From<AppointmentRef> for Booked {
    fn from(of: AppointmentRef) -> Booked {
        let AppointmentRef {
            clinic,
            id,
            person,
            provider,
            start,
            end,
            status,
            version,
            panels: _,
            beyond_form: _,
        } = of;
        Booked {
            person,
            provider,
            end,
            status,
            version,
            ..Booked::new(clinic, id, start)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinics::CLINIK;

    #[test]
    fn a_time_that_the_clocks_skip_is_the_first_one_after() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let of = AppointmentRef {
            clinic: CLINIK,
            id: "appt_1".to_owned(),
            person: None,
            provider: None,
            start: Some(at("2027-03-27T01:30:00Z")),
            end: None,
            status: "booked".to_owned(),
            panels: None,
            version: None,
            beyond_form: BeyondForm::default(),
        };
        let later = |days| of.later(TimeDelta::days(days), Zone::BERLIN);
        assert_eq!(later(1), Some(at("2027-03-28T01:00:00Z")));
        assert_eq!(later(2), Some(at("2027-03-29T00:30:00Z")));
    }
}
