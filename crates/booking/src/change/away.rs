//! Entering and taking back absences of practitioners: changes like any other.

use super::in_place::Shape;
use super::{Change, ReadResult};
use crate::appointment::{AWAY, FREE};
use crate::{Agenda, Appointment, AwayTime};

const SECONDS_OF_DAY: i64 = 86_400;

impl Change {
    /// Enters an absence. `None` if the clinic's API can't do that.
    pub fn away(time: AwayTime) -> Option<Change> {
        Change::Away(Box::new(time)).offered()
    }

    /// Takes back an absence. `None` if the clinic's API can't do that.
    pub fn back(time: AwayTime) -> Option<Change> {
        Change::Back(Box::new(time)).offered()
    }

    /// Returns the absence that the change enters or takes back, if it does.
    pub fn away_time(&self) -> Option<&AwayTime> {
        match self.shape() {
            Shape::Away(time) | Shape::Back(time) => Some(time),
            Shape::Book(_)
            | Shape::Move(_)
            | Shape::Replace(_)
            | Shape::Cancel(_)
            | Shape::InPlace(_) => None,
        }
    }

    /// Returns the key of the record that only one change at a time may claim: the appointment that it alters or
    /// replaces, or the day of the practitioner who is away.
    pub fn claimed_record(&self) -> Option<String> {
        match self.shape() {
            Shape::Away(time) | Shape::Back(time) => {
                let slot = time.slot_ref();
                let provider = slot.provider.as_deref()?;
                let day = slot.start?.timestamp() / SECONDS_OF_DAY;
                Some(["away", provider, &day.to_string()].join(" "))
            }
            Shape::Book(_)
            | Shape::Move(_)
            | Shape::Replace(_)
            | Shape::Cancel(_)
            | Shape::InPlace(_) => self.starts_from().map(|of| of.id.clone()),
        }
    }

    /// Returns the outcome of entering or taking back an absence, and its slot, as the practitioner's calendar shows
    /// it; `None` if the calendar does not show it.
    pub fn result_in_calendar(&self, agenda: &Agenda) -> Option<(Appointment, ReadResult)> {
        let mut away = agenda.blocked.iter().filter(|blocked| blocked.is_absence);
        match self.shape() {
            Shape::Away(time) => match away.find(|blocked| time.is_seen_as(&blocked.slot)) {
                Some(seen) => {
                    let made = time.as_appointment(seen.id.clone(), AWAY);
                    Some((made, ReadResult::Done))
                }
                None => {
                    let missing = time.as_appointment(String::new(), FREE);
                    let is_known = agenda.names_absences;
                    is_known.then_some((missing, ReadResult::NotDone))
                }
            },
            Shape::Back(time) => match away.find(|blocked| blocked.id == time.id()) {
                Some(_) => {
                    let stays = time.as_appointment(time.id().to_owned(), AWAY);
                    Some((stays, ReadResult::NotDone))
                }
                None => {
                    let is_known = agenda.names_absences;
                    is_known.then(|| (time.taken_back(), ReadResult::Done))
                }
            },
            Shape::Book(_)
            | Shape::Move(_)
            | Shape::Replace(_)
            | Shape::Cancel(_)
            | Shape::InPlace(_) => None,
        }
    }
}
