//! The time for which a practitioner is away: a slot of the clinic that is `busy-unavailable`, at most a day long. It is
//! entered and taken back like any change.

use super::difference::are_other_times;
use super::{Change, ReadResult};
use crate::api::PublishedSlot;
use crate::{Agenda, Appointment, AppointmentRef, Blocked, Provider, Slot, Text};

/// UTF-16 units of the reason, at most (ClinikAPI slots, `comment` ≤ 2000).
pub const AWAY_REASON_LIMIT: usize = 2000;

/// The status of a slot of a practitioner who is away.
const AWAY: &str = "busy-unavailable";
/// The status of a slot that can be booked.
const FREE: &str = "free";

/// A time for which a practitioner is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwayTime {
    /// The time and its practitioner. The id is that of the slot, empty as long as there is none.
    of: AppointmentRef,
    /// The reason, if one was given.
    why: Option<Text>,
    /// Whether a desk has made the slot: then it is deleted when the practitioner is there again.
    is_made_here: bool,
}

impl AwayTime {
    /// Creates a time that is to be entered.
    pub fn new(provider: &Provider, time: Slot, why: Option<Text>) -> AwayTime {
        AwayTime {
            of: AppointmentRef {
                clinic: provider.clinic(),
                id: String::new(),
                person: None,
                provider: Some(provider.id()),
                start: Some(time.start),
                end: Some(time.end),
                status: FREE.to_owned(),
                panels: None,
                version: None,
                beyond_form: Default::default(),
            },
            why,
            is_made_here: false,
        }
    }

    /// Creates a time that is in a practitioner's calendar.
    pub fn of_blocked(provider: &Provider, blocked: &Blocked, is_made_here: bool) -> AwayTime {
        let new = AwayTime::new(
            provider,
            blocked.slot,
            Text::new(&blocked.why, AWAY_REASON_LIMIT),
        );
        AwayTime {
            of: AppointmentRef {
                id: blocked.id.clone(),
                status: AWAY.to_owned(),
                ..new.of
            },
            is_made_here,
            ..new
        }
    }

    /// Restores a time from its record.
    pub fn restored(of: AppointmentRef, why: Option<&str>, is_made_here: bool) -> AwayTime {
        AwayTime {
            of,
            why: why.and_then(|why| Text::new(why, AWAY_REASON_LIMIT)),
            is_made_here,
        }
    }

    /// Returns the time of a slot that a desk is known to have made.
    pub fn made_here(self) -> AwayTime {
        AwayTime {
            is_made_here: true,
            ..self
        }
    }

    /// Returns the slot with its practitioner, in the way of an appointment.
    pub fn slot_ref(&self) -> &AppointmentRef {
        &self.of
    }

    /// Returns the id of the slot; empty as long as there is none.
    pub fn id(&self) -> &str {
        &self.of.id
    }

    /// Returns the practitioner.
    pub fn provider(&self) -> Option<Provider> {
        self.of.provider()
    }

    /// Returns the time; empty if it is not known.
    pub fn time(&self) -> Slot {
        let start = self.of.start.unwrap_or_default();
        Slot {
            start,
            end: self.of.end.unwrap_or(start),
        }
    }

    /// Returns the reason, if one was given.
    pub fn why(&self) -> Option<&str> {
        self.why.as_ref().map(Text::as_str)
    }

    /// Returns whether a desk has made the slot.
    pub fn is_made_here(&self) -> bool {
        self.is_made_here
    }

    /// Returns whether a slot in a calendar is this time.
    pub fn is_seen_as(&self, slot: &Slot) -> bool {
        let time = self.time();
        !are_other_times(Some(time.start), Some(slot.start))
            && !are_other_times(Some(time.end), Some(slot.end))
    }

    /// Returns the slot that was made.
    pub(crate) fn made_as(&self, slot: PublishedSlot) -> Appointment {
        let status = if slot.is_absence { AWAY } else { FREE };
        Appointment {
            start: Some(slot.slot.start),
            end: Some(slot.slot.end),
            version: slot.version,
            ..self.as_appointment(slot.id, status)
        }
    }

    /// Returns the slot once it is deleted, or free again.
    pub(super) fn taken_back(&self) -> Appointment {
        self.as_appointment(self.of.id.clone(), FREE)
    }

    fn as_appointment(&self, id: String, status: &str) -> Appointment {
        Appointment {
            clinic: self.of.clinic,
            id,
            status: status.to_owned(),
            start: self.of.start,
            end: self.of.end,
            panels: None,
            members: Vec::new(),
            record: serde_json::Map::new().into(),
            request_id: None,
            version: None,
        }
    }
}

impl Change {
    /// Enters that a practitioner is away. `None` if the clinic's API can't do that.
    pub fn away(time: AwayTime) -> Option<Change> {
        Change::Away(Box::new(time)).offered()
    }

    /// Takes back that a practitioner is away. `None` if the clinic's API can't do that.
    pub fn back(time: AwayTime) -> Option<Change> {
        Change::Back(Box::new(time)).offered()
    }

    /// Returns the time for which a practitioner is away, if the change enters it or takes it back.
    pub fn away_time(&self) -> Option<&AwayTime> {
        match self {
            Change::Away(time) | Change::Back(time) => Some(time),
            _ => None,
        }
    }

    /// Returns the name by which a change is the only one of its record that may be under way: the appointment that it
    /// alters or replaces, or the day of the practitioner who is away.
    pub fn claimed_record(&self) -> Option<String> {
        match self {
            Change::Away(time) | Change::Back(time) => {
                let (provider, start) = (time.of.provider.as_deref()?, time.of.start?);
                Some(format!("away {provider} {}", start.timestamp() / 86_400))
            }
            _ => self.starts_from().map(|of| of.id.clone()),
        }
    }

    /// Returns the outcome of entering or taking back an absence by the practitioner's calendar, with the slot; `None` if
    /// the calendar does not tell.
    pub fn result_in_calendar(&self, agenda: &Agenda) -> Option<(Appointment, ReadResult)> {
        let mut away = agenda.blocked.iter().filter(|blocked| blocked.is_absence);
        match self {
            Change::Away(time) => match away.find(|blocked| time.is_seen_as(&blocked.slot)) {
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
            Change::Back(time) => match away.find(|blocked| blocked.id == time.of.id) {
                Some(_) => {
                    let stays = time.as_appointment(time.of.id.clone(), AWAY);
                    Some((stays, ReadResult::NotDone))
                }
                None => {
                    let is_known = agenda.names_absences;
                    is_known.then(|| (time.taken_back(), ReadResult::Done))
                }
            },
            _ => None,
        }
    }

    /// Returns whether an answer is about another time than the one that was to be entered.
    pub(super) fn is_away_at_other_time(&self, answer: &Appointment) -> bool {
        let Change::Away(time) = self else {
            return false;
        };
        are_other_times(time.of.start, answer.start) || are_other_times(time.of.end, answer.end)
    }

    /// Returns whether an answer states that a slot is not as this change was to leave it.
    pub(super) fn has_other_away_status(&self, status: &str) -> bool {
        let is_away = status.eq_ignore_ascii_case(AWAY);
        match self {
            Change::Away(_) => !is_away,
            Change::Back(_) => is_away,
            _ => false,
        }
    }
}
