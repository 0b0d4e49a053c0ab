//! The facts in which an appointment differs from what is expected: a clinic's answer from its change, or an
//! appointment as read from how staff have seen it. A fact that either side leaves out does not count.

use chrono::{DateTime, Utc};

use super::Change;
use super::in_place::Shape;
use crate::appointment::AWAY;
use crate::clinic::same_id;
use crate::time::are_in_one_second;
use crate::{Appointment, Status, takes_time};
use crate::{AppointmentRef, Difference};

impl Change {
    /// Returns the facts in which the clinic's answer contradicts this change, the gravest first. Which facts the
    /// answer shows depends on the kind of change.
    pub fn differences(&self, answer: &Appointment) -> Vec<Difference> {
        let to = self.visit();
        let now = AppointmentRef::of(answer);
        let person = Some(to.person.as_str()).filter(|id| !id.is_empty());
        let has_other_provider = are_other_ids(to.provider.as_deref(), now.provider.as_deref());
        let shape = self.shape();
        // A cancelled appointment is ended where it is, and an absence names a schedule instead.
        let is_elsewhere = match &shape {
            Shape::Book(_) | Shape::Replace(_) | Shape::Move(_) => has_other_provider,
            Shape::InPlace(change) => change.shows_provider() && has_other_provider,
            Shape::Cancel(_) | Shape::Away(_) | Shape::Back(_) => false,
        };
        let is_at_other_time = match &shape {
            Shape::Book(_) | Shape::Replace(_) | Shape::Move(_) => self.is_at_other_time(&now),
            Shape::InPlace(change) => change.is_at_other_time(&now),
            Shape::Away(time) => {
                let slot = time.slot_ref();
                are_other_times(slot.start, answer.start) || are_other_times(slot.end, answer.end)
            }
            Shape::Cancel(_) | Shape::Back(_) => false,
        };
        let contents = match &shape {
            Shape::InPlace(change) => change.other_contents(answer),
            _ => None,
        };
        let found = [
            (
                Difference::Patient,
                are_other_ids(person, now.person.as_deref()),
            ),
            (Difference::Provider, is_elsewhere),
            (Difference::Time, is_at_other_time),
            (Difference::Status, self.has_other_status(answer)),
        ];
        found
            .into_iter()
            .filter_map(|(fact, differs)| differs.then_some(fact))
            .chain(contents)
            .collect()
    }

    /// Returns whether the start differs from that of this change; if the change alters only the end, whether the end
    /// does.
    fn is_at_other_time(&self, now: &AppointmentRef) -> bool {
        let Some(span) = self.target().map(|to| &to.parts().span) else {
            return false;
        };
        let keeps_start = self
            .appointment()
            .is_some_and(|of| !are_other_times(of.start, span.start()));
        are_other_times(span.start(), now.start)
            || keeps_start && are_other_times(span.end(), now.end)
    }

    fn has_other_status(&self, answer: &Appointment) -> bool {
        let Some(status) = answer.stated_status() else {
            return false;
        };
        match self.shape() {
            Shape::Book(_) | Shape::Replace(_) => takes_time(status) != self.takes_time(),
            Shape::Move(_) => !takes_time(status),
            Shape::Cancel(_) => !status.eq_ignore_ascii_case(Status::Cancelled.word()),
            Shape::InPlace(change) => change.has_other_status(status, answer),
            Shape::Away(_) => !status.eq_ignore_ascii_case(AWAY),
            Shape::Back(_) => status.eq_ignore_ascii_case(AWAY),
        }
    }

    /// Returns the facts in which the appointment that the change alters or replaces, as read since, differs from
    /// how it was when the change was prepared.
    pub fn altered_in(&self, read: &Appointment) -> Vec<Difference> {
        let Some(of) = self.starts_from() else {
            return Vec::new();
        };
        let mut altered = of.altered_in(read);
        if let Shape::InPlace(change) = self.shape() {
            altered.extend(change.altered_in(read));
        }
        altered
    }
}

impl AppointmentRef {
    /// Returns the facts in which the appointment, as read since, differs.
    pub fn altered_in(&self, read: &Appointment) -> Vec<Difference> {
        let now = AppointmentRef::of(read);
        let old_status = self.stated_status();
        let new_status = now.stated_status();
        let found = [
            (
                Difference::Patient,
                are_other_ids(self.person.as_deref(), now.person.as_deref()),
            ),
            (
                Difference::Provider,
                are_other_ids(self.provider.as_deref(), now.provider.as_deref()),
            ),
            (
                Difference::Time,
                // One appointment has a start and the other has none.
                self.start.is_some() != now.start.is_some()
                    || are_other_times(self.start, now.start)
                    || are_other_times(self.end, now.end),
            ),
            (
                Difference::Status,
                old_status
                    .zip(new_status)
                    .is_some_and(|(old, new)| !old.eq_ignore_ascii_case(new)),
            ),
        ];
        found
            .into_iter()
            .filter_map(|(fact, differs)| differs.then_some(fact))
            .collect()
    }

    /// Returns whether the appointment, as read since, is as it was, also in its version, if the clinic counts
    /// versions.
    pub fn is_unchanged_in(&self, read: &Appointment) -> bool {
        self.is_same_version(read) && self.altered_in(read).is_empty()
    }

    /// Returns whether the appointment, as read since, has the version that staff saw, if the clinic counts versions.
    pub(super) fn is_same_version(&self, read: &Appointment) -> bool {
        let versions = self.version.as_ref().zip(read.version.as_ref());
        versions.is_none_or(|(seen, now)| seen == now)
    }
}

/// Returns whether both ids are known and different; they may be written in either letter case.
pub(super) fn are_other_ids(one: Option<&str>, other: Option<&str>) -> bool {
    one.is_some() && other.is_some() && !same_id(one, other)
}

/// Returns whether both moments are known and in different seconds.
pub(super) fn are_other_times(one: Option<DateTime<Utc>>, other: Option<DateTime<Utc>>) -> bool {
    one.zip(other)
        .is_some_and(|(one, other)| !are_in_one_second(one, other))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::Difference::{Patient, Provider, Time};
    use crate::change::tests::{returned, span, visit};
    use crate::time::{Minutes, Span};

    fn with(record: Appointment, name: &str, value: Option<&str>) -> Appointment {
        let mut members = record.record.into_shown();
        match value {
            Some(value) => members.insert(name.to_owned(), value.into()),
            None => members.remove(name),
        };
        record
            .clinic
            .api()
            .decode_appointment(members.into())
            .unwrap()
    }

    #[test]
    fn an_answer_differs_in_what_it_states_otherwise_the_gravest_fact_first() {
        let moved = Change::moved(visit(), span(60), None).unwrap();
        assert_eq!(moved.differences(&returned(60, "prac_1", "booked")), []);
        assert_eq!(moved.differences(&returned(0, "prac_1", "booked")), [Time]);
        let others = with(returned(0, "prac_2", "booked"), "patientId", Some("pt_2"));
        assert_eq!(moved.differences(&others), [Patient, Provider, Time]);
        let cancelled = Change::cancelled(visit(), "ill").unwrap();
        let still = returned(0, "prac_1", "booked");
        assert_eq!(cancelled.differences(&still), [Difference::Status]);
        assert_eq!(
            cancelled.differences(&returned(90, "prac_2", "CANCELLED")),
            [],
            "a cancellation is about neither time nor practitioner"
        );
    }

    #[test]
    fn what_an_answer_leaves_out_or_writes_otherwise_is_no_difference() {
        let moved = Change::moved(visit(), span(60), None).unwrap();
        for name in ["status", "start", "end", "patientId", "practitionerId"] {
            let less = with(returned(60, "prac_1", "booked"), name, None);
            assert_eq!(moved.differences(&less), [], "without {name}");
        }
        let start = moved.start().unwrap() + TimeDelta::milliseconds(400);
        let start = start.with_timezone(&zones::Zone::BERLIN).to_rfc3339();
        for (name, value) in [
            ("practitionerId", "Practitioner/prac_1"),
            ("patientId", "PT_1"),
            ("start", &start),
        ] {
            let other = with(returned(60, "prac_1", "booked"), name, Some(value));
            assert_eq!(moved.differences(&other), [], "{name} {value}");
        }
    }

    #[test]
    fn a_visit_of_another_length_alone_is_at_another_time() {
        let longer = Span::resolve(visit().start, None, Minutes::new(60)).unwrap();
        let moved = Change::moved(visit(), longer, None).unwrap();
        assert_eq!(moved.differences(&returned(0, "prac_1", "booked")), [Time]);
    }
}
