//! What stands in a calendar already, as conflicts are looked for and days are shown.

use chrono::{DateTime, Utc};

use super::{Personal, Status, Taken, Vendor, Wished};

/// An appointment on record, every text harmless to show. What the backend doesn't say is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Who keeps it.
    pub backend: Vendor,
    /// Its id there.
    pub id: String,
    /// The patient's id.
    pub person: Option<String>,
    /// The id of whom, or where, it is with; a home kit has none.
    pub provider: Option<String>,
    /// When it starts.
    pub start: Option<DateTime<Utc>>,
    /// When it ends, where the clinic says so.
    pub end: Option<DateTime<Utc>>,
    /// Its status, in the backend's own word, known or not.
    pub status: String,
    /// What staff noted, where the clinic keeps that.
    pub comment: Option<Personal<String>>,
    /// What it is for, in a word or two, where the clinic says so.
    pub what: Option<Personal<String>>,
    /// What somebody waits for, where it is no more than that.
    pub waits: Option<Waiting>,
}

/// What somebody on the waiting list waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// When they would come.
    pub wished: Wished,
    /// Since when they wait, where that is known.
    pub since: Option<DateTime<Utc>>,
}

/// Statuses under which nobody comes: called off, or never fixed. `entered-in-error` is FHIR's.
const NOBODY_COMES: [&str; 5] = ["cancelled", "noshow", "entered-in-error", "proposed", "waitlist"];

impl Booked {
    /// Whether it takes its time up. A status that isn't known is taken to.
    pub fn is_live(&self) -> bool {
        takes_time(&self.status)
    }

    /// Whether it is an entry of the waiting list.
    pub fn is_waiting(&self) -> bool {
        self.status.trim().eq_ignore_ascii_case(Status::Waitlist.word())
    }

    /// Whether somebody is still expected, or here.
    pub fn is_open(&self) -> bool {
        self.is_live() && !OVER.iter().any(|word| self.status.trim().eq_ignore_ascii_case(word))
    }
}

/// Statuses of what has come to its end: ClinikAPI's `fulfilled`, Aniva's `completed`, and its `confirmed`, with which
/// blood was drawn.
const OVER: [&str; 3] = ["fulfilled", "completed", "confirmed"];

/// Whether a status means that someone comes.
pub(crate) fn takes_time(status: &str) -> bool {
    !NOBODY_COMES.iter().any(|word| status.trim().eq_ignore_ascii_case(word))
}

/// Appointments found, or as many of them as were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// By start, those without one last; each id once.
    pub bookings: Vec<Booked>,
    /// Whether there are no more than these.
    pub complete: bool,
}

impl Agenda {
    /// These appointments in the order of their starts.
    pub fn of(mut bookings: Vec<Booked>, complete: bool) -> Agenda {
        bookings.sort_by_key(|booked| (booked.start.is_none(), booked.start));
        Agenda { bookings, complete }
    }

    /// The time that they take up.
    pub fn taken(&self) -> Vec<Taken> {
        let live = self.bookings.iter().filter(|booked| booked.is_live());
        live.filter_map(|booked| Some(Taken { start: booked.start?, end: booked.end })).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendor::CLINIK;

    fn booked(status: &str, start: Option<&str>) -> Booked {
        Booked {
            backend: CLINIK,
            id: "appt_1".to_owned(),
            person: None,
            provider: None,
            start: start.map(|text| text.parse().unwrap()),
            end: None,
            status: status.to_owned(),
            comment: None,
            what: None,
            waits: None,
        }
    }

    #[test]
    fn what_is_called_off_takes_no_time_and_what_is_unknown_does() {
        for status in ["booked", "arrived", "checked-in", "pending", "scheduled", "confirmed", "in_transit"] {
            assert!(booked(status, None).is_live(), "{status}");
        }
        for status in ["cancelled", "Cancelled", "noshow", "entered-in-error", "proposed", "waitlist"] {
            assert!(!booked(status, None).is_live(), "{status}");
        }
    }

    #[test]
    fn an_agenda_is_in_order_of_time_with_the_undated_last() {
        let (late, early) = (Some("2027-02-11T09:00:00Z"), Some("2027-02-10T09:00:00Z"));
        let agenda = Agenda::of([None, late, early].map(|start| booked("booked", start)).to_vec(), true);
        let starts: Vec<_> = agenda.bookings.iter().map(|booked| booked.start).collect();
        assert_eq!(starts, [early, late, None].map(|start| start.map(|text| text.parse().unwrap())));
    }
}
