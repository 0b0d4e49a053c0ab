//! Invented appointments of today and the days around it, for demonstrations. A day is filled in the same way at every
//! start.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Timelike, Utc};
use serde_json::{Value, json};
use zones::Zone;

use super::hours::{OpenHours, Rhythm};
use super::roster::{ROSTER, RosterPerson, SlotSchedule};
use super::store::{Entity, RecordKind};
use super::{SandboxOptions, clock, generate};

/// The days before and after today that are filled.
const BACK: Days = Days::new(1);
const AHEAD: Days = Days::new(10);
/// The percentage of times taken today, and its decrease for each day ahead.
const TAKEN: u64 = 40;
const FEWER: u64 = 3;
/// The number of the first person used. Earlier people are booked by tests and manuals.
const FIRST_PERSON: usize = 25;
/// The practitioner booked in manuals, and the only times filled for them, as minutes of the day.
const IN_MANUALS: &str = "prac_xyz789";
const THEIR_TIMES: [u32; 6] = [510, 660, 690, 810, 930, 960];
/// The distance between draws, and the length of each.
const DRAWS: Rhythm = Rhythm {
    length: TimeDelta::minutes(10),
    step: TimeDelta::minutes(30),
};
/// Draws are at a quarter past and a quarter to the hour: manuals book full and half hours.
const PAST_THE_HALF: TimeDelta = TimeDelta::minutes(15);

const REASONS: [&str; 6] = [
    "Check-up",
    "Follow-up visit",
    "Test results",
    "First visit",
    "Vaccination",
    "Pain in the shoulder",
];

/// Returns the appointments around a moment, at both APIs. Their ids are made from `first`.
pub(super) fn appointments(
    options: &SandboxOptions,
    now: DateTime<Utc>,
    first: u64,
) -> Vec<(RecordKind, Vec<Entity>)> {
    if !options.is_booked {
        return Vec::new();
    }
    let zone = options.clinik_zone;
    let today = now.with_timezone(&zone).date_naive();
    let days = (today - BACK)
        .iter_days()
        .take_while(|day| *day <= today + AHEAD);
    let mut visits = Vec::new();
    let mut draws = Vec::new();
    for date in days {
        let mut day = FilledDay {
            date,
            now,
            zone,
            first,
            ahead: (date - today).num_days().max(0).unsigned_abs(),
            count: 0,
        };
        visits.extend(
            ROSTER
                .schedules
                .iter()
                .flat_map(|schedule| day.visits(schedule)),
        );
        draws.extend(
            ROSTER
                .locations
                .iter()
                .flat_map(|location| day.draws(location)),
        );
    }
    vec![(RecordKind::Visit, visits), (RecordKind::Draw, draws)]
}

/// A day that is being filled.
struct FilledDay {
    date: NaiveDate,
    now: DateTime<Utc>,
    zone: Zone,
    first: u64,
    /// The number of days after today.
    ahead: u64,
    /// The number of appointments so far.
    count: u64,
}

impl FilledDay {
    fn visits(&mut self, schedule: &SlotSchedule) -> Vec<Entity> {
        let is_open = |(start, _): &(DateTime<Utc>, DateTime<Utc>)| {
            let local = start.with_timezone(&self.zone);
            schedule.practitioner != IN_MANUALS
                || THEIR_TIMES.contains(&(local.hour() * 60 + local.minute()))
        };
        let slots: Vec<_> = schedule
            .slots(self.date, self.zone)
            .filter(is_open)
            .collect();
        slots
            .into_iter()
            .filter_map(|(start, end)| self.visit(schedule, start, end))
            .collect()
    }

    fn visit(
        &mut self,
        schedule: &SlotSchedule,
        start: DateTime<Utc>,
        end: DateTime<Utc>,
    ) -> Option<Entity> {
        let (number, roll) = self.taken(&schedule.practitioner, start)?;
        let patient = person_id(number, |person| person.clinik.as_deref())?;
        Some(Entity::visit(json!({
            "id": format!("appt_{}", generate::alphanumerics(self.id(roll), 8)),
            "status": self.status(start, end, roll),
            "patientId": patient,
            "practitionerId": schedule.practitioner,
            "start": clock::timestamp(start),
            "end": clock::timestamp(end),
            "minutesDuration": (end - start).num_minutes(),
            "appointmentType": if roll.is_multiple_of(3) { "FOLLOWUP" } else { "ROUTINE" },
            "serviceType": schedule.specialty,
            "reasonCode": REASONS[(roll % REASONS.len() as u64) as usize],
            "created": clock::timestamp(start - TimeDelta::days(14)),
        })))
    }

    /// Returns the present status of a visit.
    fn status(&self, start: DateTime<Utc>, end: DateTime<Utc>, roll: u64) -> &'static str {
        let is_soon = start - self.now < TimeDelta::minutes(15);
        if end <= self.now {
            return if roll.is_multiple_of(12) {
                "noshow"
            } else {
                "fulfilled"
            };
        }
        if start <= self.now || (is_soon && roll.is_multiple_of(2)) {
            "arrived"
        } else {
            "booked"
        }
    }

    /// Returns the draws at a location, in the clinic's own zone.
    fn draws(&mut self, location: &Value) -> Vec<Entity> {
        if location["timezone"] != self.zone.name() {
            return Vec::new();
        }
        let starts = OpenHours::of(location).starts(self.date, self.zone, DRAWS);
        let starts = starts.into_iter().map(|start| start + PAST_THE_HALF);
        starts
            .filter_map(|start| self.draw(location["id"].as_str()?, start))
            .collect()
    }

    fn draw(&mut self, location: &str, start: DateTime<Utc>) -> Option<Entity> {
        let (number, roll) = self.taken(location, start)?;
        let profile = person_id(number, |person| person.aniva.as_deref())?;
        let created = clock::timestamp(start - TimeDelta::days(7));
        let status = if start + DRAWS.length <= self.now {
            "completed"
        } else {
            "scheduled"
        };
        Some(Entity::draw(json!({
            "id": generate::uuid(self.id(roll)).to_string(),
            "profile_id": profile,
            "location_id": location,
            "scheduled_at": clock::timestamp(start),
            "status": status,
            "test_method": "practitioner",
            "created_at": created,
            "updated_at": created,
            "panels": [],
        })))
    }

    /// Returns the number from which an appointment's id is made. It is the same for the same time at every start with
    /// the same first number.
    fn id(&self, roll: u64) -> u64 {
        generate::mix(self.first ^ roll) >> 8
    }

    /// Returns the number of the appointment and a random one, if the time is taken.
    fn taken(&mut self, provider: &str, start: DateTime<Utc>) -> Option<(u64, u64)> {
        let name = provider
            .bytes()
            .fold(0, |sum, byte| generate::mix(sum ^ u64::from(byte)));
        let roll = generate::mix(name ^ start.timestamp().unsigned_abs());
        let share = TAKEN.saturating_sub(FEWER * self.ahead);
        (roll % 100 < share).then(|| {
            self.count += 1;
            let day = self.date.num_days_from_ce().unsigned_abs();
            (u64::from(day) * 1000 + self.count, roll >> 8)
        })
    }
}

/// Returns the id of a person of the roster, whose people take turns by number.
fn person_id(
    number: u64,
    id: fn(&'static RosterPerson) -> Option<&'static str>,
) -> Option<&'static str> {
    let ids: Vec<&str> = ROSTER
        .people
        .iter()
        .skip(FIRST_PERSON)
        .filter_map(id)
        .collect();
    ids.get((number % ids.len().max(1) as u64) as usize)
        .copied()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_day_is_filled_the_same_way_at_every_start_under_other_ids() {
        let now = DateTime::from_timestamp(1_795_161_600, 0).unwrap();
        let options = SandboxOptions {
            is_booked: true,
            ..SandboxOptions::default()
        };
        let starts = [1, 2].map(|first| appointments(&options, now, first));
        let [one, other] = starts.map(|mut days| days.remove(0).1);
        assert!(one.len() > 100);
        let who = |record: &Entity| {
            (
                record.body["patientId"].clone(),
                record.body["start"].clone(),
            )
        };
        assert!(one.iter().map(who).eq(other.iter().map(who)));
        let ids: HashSet<_> = one
            .iter()
            .chain(&other)
            .map(|record| record.body["id"].to_string())
            .collect();
        assert_eq!(ids.len(), one.len() + other.len());
    }
}
