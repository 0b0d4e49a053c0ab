//! The absence of a practitioner: a slot of the clinic that is `busy-unavailable`, at most a day long.

use crate::api::PublishedSlot;
use crate::time::are_in_one_second;
use crate::{Also, Appointment, AppointmentRef, Blocked, Provider, Slot, Text};

/// UTF-16 units of the reason, at most (ClinikAPI slots, `comment` ≤ 2000).
pub const AWAY_REASON_LIMIT: usize = 2000;

/// The status of a slot of a practitioner who is away.
pub(crate) const AWAY: &str = "busy-unavailable";
/// The status of a slot that can be booked.
pub(crate) const FREE: &str = "free";

/// An absence of a practitioner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwayTime {
    /// The time and its practitioner. The id is the slot's, empty while there is none.
    of: AppointmentRef,
    /// The reason, if one was given.
    why: Option<Text>,
    /// Whether a desk has made the slot, which is then deleted when the absence ends.
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
                provider: Some(provider.id().to_owned()),
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

    /// Returns the slot with its practitioner, as an appointment.
    pub fn slot_ref(&self) -> &AppointmentRef {
        &self.of
    }

    /// Returns the id of the slot; empty while there is none.
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
        self.reason().map(Text::as_str)
    }

    pub(crate) fn reason(&self) -> Option<&Text> {
        self.why.as_ref()
    }

    /// Returns whether a desk has made the slot.
    pub fn is_made_here(&self) -> bool {
        self.is_made_here
    }

    /// Returns whether a slot in a calendar is this time.
    pub fn is_seen_as(&self, slot: &Slot) -> bool {
        let time = self.time();
        are_in_one_second(time.start, slot.start) && are_in_one_second(time.end, slot.end)
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

    /// Returns the time as it is once entered.
    pub fn once_entered(&self) -> Appointment {
        self.as_appointment(self.of.id.clone(), AWAY)
    }

    /// Returns the slot once it is deleted, or free again.
    pub(crate) fn taken_back(&self) -> Appointment {
        self.as_appointment(self.of.id.clone(), FREE)
    }

    /// Returns a slot with this id and status, as an appointment.
    pub(crate) fn as_appointment(&self, id: String, status: &str) -> Appointment {
        Appointment {
            clinic: self.of.clinic,
            id,
            status: status.to_owned(),
            start: self.of.start,
            end: self.of.end,
            panels: None,
            also: Also::default(),
            members: Vec::new(),
            record: serde_json::Map::new().into(),
            request_id: None,
            version: None,
        }
    }
}
