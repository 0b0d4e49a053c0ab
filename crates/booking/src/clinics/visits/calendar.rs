//! Calendars of visits: appointments on record, schedules, published slots.

use std::mem;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Map, Value};

use super::actors::Actors;
use super::roles::{SlotRecord, hours_of};
use super::slots::Published;
use crate::api::{Read, Reuse, shown, shown_in_list};
use crate::clinics::pages::{
    GatheredRows, Pages, PagesAt, Paging, QueryPairs, RecordReader, gather,
};
use crate::clinics::record::{instant, member_text, status};
use crate::clinics::reference::parts_of;
use crate::time::Minutes;
use crate::{
    Agenda, Basis, Blocked, Booked, ClinicId, Days, Entry, Failure, Free, Person, Provider, Status,
    TakenTime, Waiting, Wished, has_own_record, vacancies,
};

/// Records that a server may return in one search instead of several.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::clinics) struct Combines {
    /// Whether it finds slots by the actors of their schedules, and returns the schedules with them.
    pub(in crate::clinics) slots_of_actors: bool,
    /// Whether it returns patients with their appointments.
    pub(in crate::clinics) patients: bool,
    /// Whether it returns roles with their practitioners.
    pub(in crate::clinics) roles: bool,
}

/// Days before the requested ones in which an appointment that reaches into them may have begun, because a search
/// compares only its start.
#[derive(Clone, Copy, Debug)]
pub(in crate::clinics) struct ReachesBack {
    /// In the calendars of a patient and of a practitioner; zero if no appointment is longer than a day.
    pub(in crate::clinics) of_one: u64,
    /// In the calendar of everybody.
    pub(in crate::clinics) of_all: u64,
}

/// The requests that read an API's calendars.
#[derive(Debug)]
pub(in crate::clinics) struct Calendars {
    /// How lists are divided into pages: by the rows of a page, and the most pages read.
    pub(in crate::clinics) paging: fn(usize, usize) -> Paging,
    /// The path and the reader of appointments.
    pub(in crate::clinics) appointments: (&'static str, RecordReader<Booked>),
    /// The path and the reader of slots.
    pub(in crate::clinics) slots: (&'static str, RecordReader<SlotRecord>),
    /// The path of schedules.
    pub(in crate::clinics) schedules: &'static str,
    /// The path of practitioners' roles.
    pub(in crate::clinics) roles: &'static str,
    /// Whether appointments and schedules may name a practitioner's role in place of the practitioner.
    pub(in crate::clinics) names_roles: bool,
    /// The queries by the id of a patient, a practitioner or a schedule.
    pub(in crate::clinics) of_patient: fn(&str) -> QueryPairs,
    pub(in crate::clinics) of_practitioner: fn(&str) -> QueryPairs,
    pub(in crate::clinics) appointments_of: fn(&Actors) -> QueryPairs,
    pub(in crate::clinics) schedules_of: fn(&Actors) -> QueryPairs,
    pub(in crate::clinics) slots_of: fn(&[String]) -> QueryPairs,
    /// The most schedules whose slots are searched for at once.
    pub(in crate::clinics) schedules_at_once: usize,
    /// The query for the slots in a practitioner's schedules, with these schedules.
    pub(in crate::clinics) slots_of_actors: fn(&Actors) -> QueryPairs,
    /// The rows of a page of appointments or slots.
    pub(in crate::clinics) page: usize,
    /// Reads which records the server returns together.
    pub(in crate::clinics) combines: fn() -> Read<Combines>,
    /// The parameters that make a search for appointments return their patients, too, and the reader of patients.
    pub(in crate::clinics) with_patients: &'static [(&'static str, &'static str)],
    pub(in crate::clinics) patients: RecordReader<Person>,
    /// The path and the pages of the list of practitioners with their roles, if there is one.
    pub(in crate::clinics) listed_with_roles: Option<fn() -> PagesAt<Entry>>,
    /// The queries for appointments and for slots on these days.
    pub(in crate::clinics) days: fn(&Days) -> QueryPairs,
    pub(in crate::clinics) slot_days: fn(&Days) -> QueryPairs,
    /// How far back appointments are read that last several days.
    pub(in crate::clinics) reaches_back: ReachesBack,
    /// The query for the absences in all schedules.
    pub(in crate::clinics) absences: &'static [(&'static str, &'static str)],
}

/// The rows of a page of other records: the most at ClinikAPI; HAPI returns up to 200, Medplum up to 1000.
pub(in crate::clinics) const PAGE_SIZE: usize = 100;
/// The most pages of appointments: three days of a clinic with three thousand a day.
const APPOINTMENT_PAGES: usize = 100;
/// The most pages of everybody's appointments that are read instead of one practitioner's.
const PAGES_IN_PLACE: usize = 2;
/// The most days for which they are.
const DAYS_IN_PLACE: i64 = 3;
/// The most pages of appointments that began earlier.
const EARLIER_PAGES: usize = 10;
/// The statuses of an appointment that has begun and is not over, or is still expected.
const NOT_OVER: &str = "pending,booked,arrived,checked-in";

impl Calendars {
    /// Reads a patient's appointments on these days, or all of them; a search by days misses those without a
    /// start. Appointments without a patient are kept: the search was for this patient's.
    pub(in crate::clinics) fn of_patient(
        &'static self,
        id: &str,
        days: Option<&Days>,
    ) -> Read<Agenda> {
        if !has_own_record(id) {
            return Read::Done(Ok(Agenda::default()));
        }
        let patient = id.to_owned();
        let searched = days.map(|days| days.with_days_before(self.reaches_back.of_one));
        let days = days.copied();
        let agenda = self.appointments((self.of_patient)(id), searched.as_ref());
        let agenda = agenda.map(move |agenda| agenda.on(days.as_ref()));
        agenda.map(|agenda| {
            agenda.only(move |booked| {
                let named = booked.person.as_deref().filter(|id| has_own_record(id));
                named.is_none() || booked.is_of(&patient)
            })
        })
    }

    /// Reads a practitioner's appointments on these days, with any status. All results are filtered here, because it is
    /// not documented whether ClinikAPI respects the practitioner.
    pub(in crate::clinics) fn of_practitioner(
        &'static self,
        practitioner: &Provider,
        days: &Days,
    ) -> Read<Agenda> {
        let days = *days;
        self.actors_of(practitioner).and_then(move |actors| {
            let agenda = self.of_actors(&actors, &days);
            if self.names_roles {
                agenda.and_then(move |agenda| self.with_blocked(agenda, &actors, &days))
            } else {
                let id = actors.practitioner().to_owned();
                let agenda = agenda.and_then(move |agenda| self.with_absences(agenda, &days));
                agenda.map(move |mut agenda| {
                    let is_own = |absence: &Blocked| absence.provider.as_ref() == Some(&id);
                    agenda.blocked.retain(is_own);
                    agenda
                })
            }
        })
    }

    /// Reads everybody's appointments, and the absences of practitioners.
    pub(in crate::clinics) fn of_everybody(&'static self, days: &Days) -> Read<Agenda> {
        let days = *days;
        let back = self.reaches_back.of_all;
        self.appointments(Vec::new(), Some(&days))
            .and_then(move |agenda| self.with_earlier(agenda, Vec::new(), days, back))
            .and_then(move |agenda| self.with_absences(agenda, &days))
    }

    /// Reads the appointments in which one of these takes part. For a few days, everybody's are read and filtered here
    /// unless there are too many: a server may compare references as text, and so miss references with a version or a
    /// full address.
    fn of_actors(&'static self, actors: &Actors, days: &Days) -> Read<Agenda> {
        let id = actors.practitioner().to_owned();
        let is_theirs = move |booked: &Booked| booked.is_with(&id);
        let query = (self.appointments_of)(actors);
        let days = *days;
        if actors.are_of_group() {
            let agenda = self.appointments_in_group(query, &days);
            return agenda.map(|agenda| agenda.only(is_theirs));
        }
        let count = (days.last() - days.first()).num_days() + 1;
        let own = query.clone();
        let agenda = if !self.names_roles || count > DAYS_IN_PLACE {
            self.appointments(query, Some(&days))
        } else {
            let all = self.appointments_in_pages(Vec::new(), Some(&days), PAGES_IN_PLACE);
            all.then(move |all| match all {
                Ok(all) if all.complete => Read::Done(Ok(all)),
                Ok(_) | Err(Failure::Refused(_)) => self.appointments(query, Some(&days)),
                Err(unread) => Read::Done(Err(unread)),
            })
        };
        let back = self.reaches_back.of_one;
        agenda
            .and_then(move |agenda| self.with_earlier(agenda, own, days, back))
            .map(|agenda| agenda.only(is_theirs))
    }

    /// Adds the appointments of a query that began up to `back` days before these and reach into them. If the server
    /// refuses to list them, there are none.
    pub(super) fn with_earlier(
        &'static self,
        agenda: Agenda,
        query: QueryPairs,
        days: Days,
        back: u64,
    ) -> Read<Agenda> {
        let Some(before) = days.before(back) else {
            return Read::Done(Ok(agenda));
        };
        self.earlier(query, before)
            .and_then(move |earlier| self.and_earlier(agenda, earlier, before, days))
    }

    /// Reads the appointments that began on these days and may not be over; `None` if the server refuses to list them.
    pub(super) fn earlier(
        &'static self,
        mut query: QueryPairs,
        before: Days,
    ) -> Read<Option<GatheredRows<Booked>>> {
        query.extend((self.days)(&before));
        let whatever = query.clone();
        query.push(("status", NOT_OVER.to_owned()));
        let (path, booked) = self.appointments;
        let list = move |query| {
            let paging = (self.paging)(self.page, EARLIER_PAGES);
            gather(
                path,
                Pages::of(paging, query, booked).reusing(Reuse::OfSameAct),
            )
        };
        list(query)
            .then(move |found| match found {
                Err(Failure::Refused(_)) => list(whatever),
                found => Read::Done(found),
            })
            .map(Some)
            .or_else(|failure| match failure {
                Failure::Refused(_) => Ok(None),
                unread => Err(unread),
            })
    }

    /// Adds the earlier appointments that reach into these days.
    pub(super) fn and_earlier(
        &'static self,
        agenda: Agenda,
        earlier: Option<GatheredRows<Booked>>,
        before: Days,
        days: Days,
    ) -> Read<Agenda> {
        let Some(earlier) = earlier else {
            return Read::Done(Ok(agenda));
        };
        let reaches = |booked: &Booked| {
            let end = booked.end;
            booked.start.is_some_and(|start| days.meet(start, end))
        };
        let running = earlier.only(reaches);
        self.with_practitioners(running).map(move |running| {
            let since = before.begin().min(agenda.since.unwrap_or(before.begin()));
            let is_complete = running.complete;
            let agenda = agenda.and(agenda_on(running, Some(days)));
            Agenda {
                since: if is_complete {
                    Some(since)
                } else {
                    agenda.since
                },
                ..agenda
            }
        })
    }

    /// Reads the appointments that overlap these days, and those without a time. One more day is requested at each end,
    /// because the zone of a day is not documented, and an appointment may begin before.
    pub(in crate::clinics) fn appointments(
        &'static self,
        query: QueryPairs,
        days: Option<&Days>,
    ) -> Read<Agenda> {
        self.appointments_in_pages(query, days, APPOINTMENT_PAGES)
    }

    /// Reads them in at most `most` pages.
    fn appointments_in_pages(
        &'static self,
        mut query: QueryPairs,
        days: Option<&Days>,
        most: usize,
    ) -> Read<Agenda> {
        query.extend(days.into_iter().flat_map(self.days));
        let days = days.copied();
        let list = self.booked_with_patients(query, most);
        let list = list.and_then(|(list, people)| {
            let list = self.with_practitioners(list);
            list.map(|list| (list, people))
        });
        list.map(move |(list, people)| Agenda {
            people,
            ..agenda_on(list, days)
        })
    }

    /// Reads the appointments that a query finds, with their patients if the server returns those, too.
    fn booked_with_patients(
        &'static self,
        query: QueryPairs,
        most: usize,
    ) -> Read<(GatheredRows<Booked>, Vec<Person>)> {
        let (path, booked) = self.appointments;
        let list_of = move |query| {
            let paging = (self.paging)(self.page, most);
            gather(path, Pages::of(paging, query, booked))
        };
        (self.combines)().then(move |combines| {
            if !combines.is_ok_and(|combines| combines.patients) {
                return list_of(query).map(|list| (list, Vec::new()));
            }
            let mut with_patients = query.clone();
            let include = self.with_patients.iter();
            with_patients.extend(include.map(|(name, value)| (*name, (*value).to_owned())));
            list_of(with_patients).then(move |list| match list {
                Ok(list) => {
                    let people = list.included("Patient", self.patients);
                    Read::Done(Ok((list, people)))
                }
                Err(Failure::Refused(_)) => list_of(query).map(|list| (list, Vec::new())),
                Err(unread) => Read::Done(Err(unread)),
            })
        })
    }

    /// Reads the waiting list. The server may ignore `status`, so the results are filtered here.
    pub(in crate::clinics) fn waiting(&'static self) -> Read<Agenda> {
        let query = vec![("status", Status::Waitlist.word().to_owned())];
        self.appointments(query, None)
            .map(|agenda| agenda.only(Booked::is_waiting))
    }

    /// Reads the free slots of the practitioner's schedules, else their hours, in both cases without the booked times.
    pub(in crate::clinics) fn free_times(
        &'static self,
        practitioner: &Provider,
        days: &Days,
        length: Option<Minutes>,
    ) -> Read<Free> {
        let practitioner = practitioner.clone();
        let days = *days;
        self.actors_of(&practitioner)
            .and_then(move |actors| self.free_of(practitioner, actors, days, length))
    }

    /// Reads the free times of a practitioner with these actors.
    pub(super) fn free_of(
        &'static self,
        practitioner: Provider,
        actors: Actors,
        days: Days,
        length: Option<Minutes>,
    ) -> Read<Free> {
        let published = self.published_on(&actors, &days, Reuse::Lends);
        published.and_then(move |published| {
            // Only a list that was read to its end proves that nothing is published.
            if published.is_nothing() {
                self.vacancies_of(practitioner, days, length)
            } else {
                self.with_earlier_absences(published, &actors, days)
                    .and_then({
                        let actors = actors.clone();
                        move |published| self.not_taken(published, &actors, days)
                    })
                    .and_then(move |free| self.not_away(free, &practitioner, &actors, days))
            }
        })
    }

    /// Returns the free ones among these slots, which overlap no appointment, and no busy or blocked slot of any
    /// schedule.
    fn not_taken(&'static self, published: Published, actors: &Actors, days: Days) -> Read<Free> {
        self.of_actors(actors, &days).map(move |booked| {
            let slots = &published.slots;
            let free = slots
                .iter()
                .filter(|slot| slot.is_free && days.contains(slot.slot.start))
                .map(|published| published.slot);
            // The server may still list a slot as free although an appointment takes it up.
            let mut taken = booked.taken();
            let busy = slots.iter().filter(|published| published.is_taken);
            taken.extend(busy.map(|published| TakenTime {
                start: published.slot.start,
                end: Some(published.slot.end),
            }));
            let free = Free::of(Basis::Slots, free.collect())
                .without(&taken)
                .into_owned();
            Free {
                at: published.at,
                complete: published.complete && booked.complete,
                ..free
            }
        })
    }

    /// Returns the free times outside the absences that the practitioner's hours name. A server that refuses to list
    /// roles names none.
    fn not_away(
        &'static self,
        free: Free,
        practitioner: &Provider,
        actors: &Actors,
        days: Days,
    ) -> Read<Free> {
        if free.slots.is_empty() {
            return Read::Done(Ok(free));
        }
        let roles = self.roles_of_actors(practitioner, actors);
        let roles = roles.or_else(|failure| match failure {
            Failure::Refused(_) => Ok(GatheredRows::empty()),
            unread => Err(unread),
        });
        roles.map(move |roles| {
            let hours = hours_of(roles);
            let away = hours.map_or_else(Vec::new, |hours| hours.away_on(&days));
            let taken = away.into_iter().map(|away| TakenTime {
                start: away.start,
                end: Some(away.end),
            });
            free.without(&taken.collect::<Vec<_>>()).into_owned()
        })
    }

    /// Reads the practitioner's hours on these days without their appointments. Without hours, no free times are
    /// known.
    fn vacancies_of(
        &'static self,
        practitioner: Provider,
        days: Days,
        length: Option<Minutes>,
    ) -> Read<Free> {
        self.roles_of(&practitioner).and_then(move |roles| {
            let at = roles.at;
            let complete = roles.complete;
            match hours_of(roles) {
                None => Read::Done(Ok(Free {
                    at,
                    complete,
                    ..Free::of(Basis::NoSchedule, Vec::new())
                })),
                Some(hours) => self
                    .of_practitioner(&practitioner, &days)
                    .map(move |booked| Free {
                        at,
                        ..vacancies(&hours, &booked, length, &days)
                    }),
            }
        })
    }
}

/// Returns the appointments of a list that overlap these days, and those without a time.
pub(super) fn agenda_on(list: GatheredRows<Booked>, days: Option<Days>) -> Agenda {
    let meets = |start, end| days.is_none_or(|days| days.meet(start, end));
    let mut agenda = Agenda::of(list.rows, list.complete)
        .only(|booked| booked.start.is_none_or(|start| meets(start, booked.end)));
    let rows = agenda.bookings.iter_mut();
    let named = rows
        .flat_map(|booked| mem::take(&mut booked.also.named))
        .collect();
    let since = days.map(|days| days.with_days_before(1).begin());
    Agenda {
        named,
        since,
        ..agenda
    }
}

/// Defines the reads of an `Api` that only use its `calendars`, its `PATIENTS_PATH`, its `reader` of patients and its
/// `directory`.
macro_rules! visit_reads {
    () => {
        fn decode_patient(&self, answer: Value, as_of: ReadDay) -> Result<Person, DecodeError> {
            record_in(answer, self.reader(), as_of)
        }

        fn entry(&self, list: Directory, id: &str) -> Read<Entry> {
            let (path, reader) = self.directory(list);
            read_one(path, id, reader)
        }

        fn person(&self, id: &str) -> Read<Person> {
            read_one(PATIENTS_PATH, id, self.reader())
        }

        fn people_like(&self, patient: &NewPatient) -> Read<People> {
            look_alikes(patient, self.search(&visits::query_like(patient)))
        }

        fn agenda_of_person(&self, id: &str, days: Option<&Days>) -> Read<Agenda> {
            self.calendars().of_patient(id, days)
        }

        fn agenda_of_provider(&self, provider: &Provider, days: &Days) -> Read<Agenda> {
            self.calendars().of_practitioner(provider, days)
        }

        fn agenda_of_all(&self, days: &Days) -> Read<Agenda> {
            self.calendars().of_everybody(days)
        }

        fn waiting(&self) -> Option<Read<Agenda>> {
            Some(self.calendars().waiting())
        }

        fn absences(&self, days: &Days) -> Read<Agenda> {
            self.calendars().absences_of_all(days)
        }

        fn free_times(
            &self,
            provider: &Provider,
            days: &Days,
            length: Option<Minutes>,
        ) -> Read<Free> {
            self.calendars().free_times(provider, days, length)
        }

        fn free_times_in_group(
            &self,
            provider: &Provider,
            days: &Days,
            length: Option<Minutes>,
        ) -> Read<Free> {
            self.calendars().free_times_in_group(provider, days, length)
        }

        fn slots_at(
            &self,
            provider: &Provider,
            time: Slot,
            reuse: Reuse,
        ) -> Read<Vec<PublishedSlot>> {
            self.calendars().slots_at(provider, time, reuse)
        }

        fn slot(&self, id: &str) -> Option<Read<PublishedSlot>> {
            Some(self.calendars().slot(id))
        }

        fn decode_slot(&self, answer: Value) -> Result<PublishedSlot, DecodeError> {
            self.calendars().decoded_slot(answer)
        }

        fn schedule_of_slot(&self, record: &Value) -> Option<String> {
            visits::schedule_of_slot(record.as_object()?)
        }

        fn hours(&self, provider: &Provider) -> Read<Option<Hours>> {
            self.calendars().hours(provider)
        }

        fn published(&self, provider: &Provider, days: &Days) -> Option<Read<PublishedTimes>> {
            Some(self.calendars().published_times(provider, days))
        }
    };
}
pub(in crate::clinics) use visit_reads;

/// The members that state an appointment's purpose, the plainest first.
const PURPOSES: [&str; 4] = [
    "reasonCode",
    "description",
    "serviceType",
    "appointmentType",
];

/// Decodes an appointment in a search, in the flat format.
pub(in crate::clinics) fn booked(
    clinic: ClinicId,
    id: String,
    record: &Map<String, Value>,
) -> Booked {
    let text = |name: &str| member_text(record, name).map(|text| shown(&text));
    let start = instant(record, "start");
    let status = status(record);
    let is_waiting = status.eq_ignore_ascii_case(Status::Waitlist.word());
    let what = PURPOSES.iter().find_map(|name| member_text(record, name));
    Booked {
        person: text("patientId"),
        provider: text("practitionerId"),
        end: instant(record, "end").or_else(|| minutes_after(start?, record)),
        status,
        waits: is_waiting.then(|| waiting(record)),
        comment: text("comment").map(Into::into),
        what: what.map(|what| shown_in_list(&what).into()),
        ..Booked::new(clinic, id, start)
    }
}

/// Decodes the wish of a patient on the waiting list: any time if `requestedPeriod` can't be read.
fn waiting(record: &Map<String, Value>) -> Waiting {
    let wished = record
        .get("requestedPeriod")
        .map(Wished::of_record)
        .unwrap_or_default();
    Waiting {
        wished,
        since: instant(record, "created"),
    }
}

/// Returns `minutesDuration` (at most 1440) after a start, for an appointment without an end.
fn minutes_after(start: DateTime<Utc>, record: &Map<String, Value>) -> Option<DateTime<Utc>> {
    let minutes = record
        .get("minutesDuration")?
        .as_i64()
        .filter(|minutes| (1..=1440).contains(minutes))?;
    start.checked_add_signed(TimeDelta::minutes(minutes))
}

/// Returns the ids of the participants of this kind (`Patient`), in their order, without those who have declined.
pub(in crate::clinics) fn participants<'a>(
    appointment: &'a Map<String, Value>,
    kind: &'a str,
) -> impl Iterator<Item = &'a str> {
    let participants = appointment.get("participant").and_then(Value::as_array);
    let takes_part = |participant: &&Value| participant["status"] != "declined";
    let actors = participants.into_iter().flatten().filter(takes_part);
    actors.filter_map(move |participant| {
        let reference = participant.pointer("/actor/reference")?.as_str()?;
        parts_of(reference).and_then(|(of, id)| (of == kind).then_some(id))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::clinics::CLINIK;
    use crate::clinics::clinik::with_participants;

    fn read(record: Value) -> Booked {
        booked(
            CLINIK,
            "appt_1".to_owned(),
            &with_participants(record.as_object().unwrap()),
        )
    }

    #[test]
    fn the_end_comes_before_the_minutes() {
        let end = |record| read(record).end.map(|end| end.to_rfc3339());
        let start = "2027-02-10T10:00:00Z";
        let both =
            json!({"start": start, "end": "2027-02-10T11:00:00+01:00", "minutesDuration": 30});
        assert_eq!(end(both).as_deref(), Some("2027-02-10T10:00:00+00:00"));
        let minutes = json!({"start": start, "minutesDuration": 30});
        assert_eq!(end(minutes).as_deref(), Some("2027-02-10T10:30:00+00:00"));
        for odd in [json!(0), json!(-5), json!(99999), json!("30"), json!(null)] {
            assert_eq!(end(json!({"start": start, "minutesDuration": odd})), None);
        }
        assert_eq!(end(json!({"minutesDuration": 30})), None);
    }

    #[test]
    fn participants_are_read_in_fhirs_format() {
        let fhir = read(json!({"status": "entered-in-error", "participant": [
            {"actor": {"reference": "Patient/pt_9"}}, {"actor": {"reference": "Practitioner/prac_9"}}]}));
        assert_eq!(
            (fhir.person.as_deref(), fhir.provider.as_deref()),
            (Some("pt_9"), Some("prac_9"))
        );
        assert_eq!(
            (fhir.status.as_str(), fhir.is_live()),
            ("entered-in-error", false)
        );
        let bare = read(json!({"comment": "\u{1b}]0;x"}));
        assert_eq!(
            (
                bare.status.as_str(),
                bare.comment
                    .as_ref()
                    .map(|comment| comment.shown().as_str())
            ),
            ("not stated", Some("␛]0;x"))
        );
    }
}
