//! FHIR's requests and answers.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Map, Value};

use super::capabilities::{capabilities, statement_request};
use super::change;
use super::codes;
use super::people;
use super::practitioner_roles::{detailed, skilled_role, with_services};
use super::record::{also, flat, issues, named, reference_of, token_of, uncopied, version_of};
use super::site::FhirRows;
use crate::api::{
    Api, Body, ChangeRequest, Credential, Finding, MissingCapabilities, PublishedSlot, Read,
    ReadDay, Request, Reuse, SearchTraits, members_of, shown_in_list, utc,
};
use crate::appointment::AWAY;
use crate::clinics::pages::{
    GatheredRows, Pages, PagesAt, Paging, QueryPairs, RecordReader, gather, matches_of, read_one,
    record_in,
};
use crate::clinics::record::{appointment, instant, listing_of, look_alikes, with_id};
use crate::clinics::reference::localize;
use crate::clinics::visits::{self, Calendars, PAGE_SIZE, ReachesBack};
use crate::time::Minutes;
use crate::{
    Agenda, Appointment, AppointmentRef, Booked, CALENDAR_LAG, Cause, ClinicId, Days, DecodeError,
    Directory, Entry, EntryKind, Failure, Free, Hours, Issue, Listing, NamedEntry, NewPatient,
    PatientQuery, People, Person, Provider, PublishedTimes, Reference, Slot,
};

/// The wire format of FHIR R4, at the clinic of these rows.
#[derive(Debug)]
pub(super) struct FhirApi(pub(super) &'static FhirRows);

/// The path of patients.
pub(super) const PATIENTS_PATH: &str = "Patient";
/// Rows of a page of records with one identifier: a server that ignores the condition returns any records.
const FEW: usize = 20;
/// The most pages of a list to choose from.
const MOST_PAGES: usize = 5;
/// The most pages of practitioners; the server is not searched for them.
const MOST_PAGES_OF_PRACTITIONERS: usize = 50;

/// The queries for calendars.
pub(super) const CALENDARS: Calendars = Calendars {
    paging: |count, most| Paging::Links { count, most },
    // Each clinic has readers of its own.
    appointments: ("Appointment", |_, _, _| None),
    slots: ("Slot", |id, record, _| {
        Some(visits::published(id, record)?.in_version(version_of(record)))
    }),
    schedules: "Schedule",
    roles: "PractitionerRole",
    names_roles: true,
    of_patient: |id| vec![("patient", format!("Patient/{id}"))],
    of_practitioner: |id| vec![("practitioner", format!("Practitioner/{id}"))],
    // R4's `practitioner` finds no roles.
    appointments_of: |actors| match actors.own() {
        [alone] => vec![("practitioner", alone.clone())],
        own => vec![("actor", own.join(","))],
    },
    schedules_of: |actors| vec![("actor", actors.all().join(","))],
    slots_of: |ids| {
        let schedules = ids.iter().map(|id| format!("Schedule/{id}"));
        vec![("schedule", schedules.collect::<Vec<_>>().join(","))]
    },
    schedules_at_once: 20,
    slots_of_actors: |actors| {
        vec![
            ("schedule.actor", actors.own().join(",")),
            ("_include", "Slot:schedule".to_owned()),
        ]
    },
    // HAPI returns no more.
    page: 200,
    combines: || capabilities().map(|server| server.combines()),
    with_patients: &[("_include", "Appointment:patient")],
    patients: |_, _, _| None,
    listed_with_roles: None,
    days: |days| around("date", days),
    slot_days: |days| around("start", days),
    reaches_back: ReachesBack {
        of_one: 31,
        of_all: 7,
    },
    absences: &[("status", AWAY), ("_include", "Slot:schedule")],
};

/// The list of practitioners with their roles, and how it is divided into pages.
pub(super) fn practitioners_with_roles(rows: &FhirRows) -> PagesAt<Entry> {
    let roles = "PractitionerRole:practitioner".to_owned();
    list_pages(rows, rows.clinic.providers(), vec![("_revinclude", roles)])
}

/// Returns the bounds of these days and one more at each end, because a server may compare only the start, and an
/// appointment may begin on the day before.
fn around(name: &'static str, days: &Days) -> QueryPairs {
    let (first, last) = days.widened();
    let bound = |prefix: &str, at: DateTime<Utc>| {
        (name, format!("{prefix}{}", utc(at, SecondsFormat::Secs)))
    };
    let [from, to] = [first, last].map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc());
    vec![bound("ge", from), bound("lt", to + TimeDelta::days(1))]
}

/// Decodes a practitioner in an answer.
pub(super) fn practitioner(
    clinic: ClinicId,
    id: String,
    record: &Map<String, Value>,
    as_of: ReadDay,
) -> Entry {
    let entry = visits::practitioner(clinic, id, record, as_of);
    let kind = match entry.kind {
        EntryKind::Practitioner(_) if !visits::is_active(record) => EntryKind::Retired,
        kind => kind,
    };
    Entry { kind, ..entry }
}

impl FhirApi {
    fn calendars(&self) -> &'static Calendars {
        &self.0.calendars
    }

    /// Returns the decoding of a patient in an answer.
    fn reader(&self) -> RecordReader<Person> {
        self.0.person
    }

    fn directory(&self, list: Directory) -> (&'static str, RecordReader<Entry>) {
        directory(self.0, list)
    }
}

/// Returns the path of a list, and the reader of its records.
fn directory(rows: &FhirRows, list: Directory) -> (&'static str, RecordReader<Entry>) {
    match list {
        list if list == rows.clinic.people() => (PATIENTS_PATH, rows.patient),
        list if list == rows.places => ("Location", place),
        list if list == rows.services => ("HealthcareService", service),
        _ => ("Practitioner", rows.practitioner),
    }
}

/// Returns the parameter that restricts a list to entries in use, for a server that lists nobody without a criterion.
fn in_use(rows: &FhirRows, list: Directory) -> (&'static str, String) {
    if list == rows.places {
        ("status", "active".to_owned())
    } else {
        ("active", "true".to_owned())
    }
}

/// Decodes a Location in an answer; `None` if it is out of use.
fn place(id: String, record: &Map<String, Value>, _: ReadDay) -> Option<Entry> {
    let status = record.get("status").and_then(Value::as_str);
    let kind = EntryKind::Place(Box::default());
    status
        .is_none_or(|status| status == "active")
        .then(|| named_entry(id, record, kind))
}

/// Decodes a HealthcareService in an answer; `None` if it is out of use.
fn service(id: String, record: &Map<String, Value>, _: ReadDay) -> Option<Entry> {
    visits::is_active(record).then(|| named_entry(id, record, EntryKind::Service))
}

/// Returns a record by its name and description.
fn named_entry(id: String, record: &Map<String, Value>, kind: EntryKind) -> Entry {
    let text = |name| record.get(name).and_then(Value::as_str).map(shown_in_list);
    Entry {
        name: text("name").unwrap_or_else(|| shown_in_list(&id)),
        detail: text("description")
            .or_else(|| text("comment"))
            .unwrap_or_default(),
        id,
        kind,
    }
}

/// Returns whether a server may have refused a list because it requires a criterion.
fn wants_a_criterion(failure: &Failure) -> bool {
    matches!(failure, Failure::Refused(_))
        && matches!(failure.report().status, Some(400 | 405 | 422))
}

/// The practitioners, or the patients, and how their list is divided into pages.
fn list_pages(rows: &FhirRows, list: Directory, query: QueryPairs) -> PagesAt<Entry> {
    let (path, reader) = directory(rows, list);
    let most = if list.lists_people {
        MOST_PAGES
    } else {
        MOST_PAGES_OF_PRACTITIONERS
    };
    let paging = Paging::Links {
        count: PAGE_SIZE,
        most,
    };
    (path, Pages::of(paging, query, reader))
}

/// Reads a list of everybody. If the server lists nobody without a criterion, the list has the active practitioners, or
/// no patients, since they are searched for.
fn everybody(rows: &'static FhirRows, list: Directory) -> Read<Listing> {
    let (path, pages) = list_pages(rows, list, Vec::new());
    let all = gather(path, pages).then(move |answer| match answer {
        Err(failure) if wants_a_criterion(&failure) => {
            if list.lists_people {
                Read::Done(Ok(GatheredRows {
                    complete: false,
                    ..GatheredRows::empty()
                }))
            } else {
                let (path, pages) = list_pages(rows, list, vec![in_use(rows, list)]);
                gather(path, pages)
            }
        }
        answer => Read::Done(answer),
    });
    all.map(listing_of)
}

/// Reads the practitioners with the specialties from their roles, if there are any.
fn practitioners(rows: &'static FhirRows) -> Read<Listing> {
    listed_with_roles(rows).and_then(move |listed| match listed {
        Some(list) if list.has_included("PractitionerRole") => {
            let roles = list.included("PractitionerRole", skilled_role);
            let listing = listing_of(list);
            with_services(roles).map(|roles| detailed(listing, roles))
        }
        // The server may have ignored the request for the roles.
        Some(list) => with_listed_specialties(listing_of(list)),
        None => everybody(rows, rows.clinic.providers()).and_then(with_listed_specialties),
    })
}

/// Reads the list of roles, for the specialties of these practitioners.
fn with_listed_specialties(listing: Listing) -> Read<Listing> {
    let paging = Paging::Links {
        count: PAGE_SIZE,
        most: MOST_PAGES_OF_PRACTITIONERS,
    };
    let pages = Pages::of(paging, Vec::new(), skilled_role);
    gather("PractitionerRole", pages).then(move |roles| {
        let roles = roles.map(|roles| roles.rows).unwrap_or_default();
        with_services(roles).map(|roles| detailed(listing, roles))
    })
}

/// Reads the practitioners with their roles; `None` if the server does not list them so.
fn listed_with_roles(rows: &'static FhirRows) -> Read<Option<GatheredRows<Entry>>> {
    capabilities().then(move |server| {
        if !server.is_ok_and(|server| server.combines().roles) {
            return Read::Done(Ok(None));
        }
        let (path, pages) = practitioners_with_roles(rows);
        let listed = gather(path, pages.reusing(Reuse::Lends)).map(Some);
        listed.or_else(|failure| match failure {
            Failure::Refused(_) => Ok(None),
            unread => Err(unread),
        })
    })
}

impl Api for FhirApi {
    /// The configured address is that of the service, including its path.
    fn version(&self) -> &'static [&'static str] {
        &[]
    }

    fn credential(&self) -> Credential {
        Credential::Authorization
    }

    fn media_type(&self) -> &'static str {
        "application/fhir+json"
    }

    fn cause(&self, status: u16, _code: Option<&str>) -> Cause {
        match status {
            410 => Cause::NotFound,
            // Several records have the identifier of a conditional create, or one is locked.
            412 | 423 => Cause::Conflict,
            status => Cause::of_status(status),
        }
    }

    fn issues(&self, body: &Value) -> Vec<Issue> {
        issues(body)
    }

    fn identifies_bookings(&self) -> bool {
        true
    }

    /// A search index may be minutes behind, and a server may drop identifiers that it does not know. Only a record
    /// that has one, or was just written, shows otherwise.
    fn search_traits(&self, search: &Body) -> SearchTraits {
        let found = matches_of(&search.value).into_iter().flatten();
        let found: Vec<_> = found.filter_map(Value::as_object).collect();
        SearchTraits {
            keeps_references: found.iter().any(|record| reference_of(record).is_some()),
            is_current: search
                .at
                .is_some_and(|at| found.iter().any(|record| was_just_written(record, at))),
        }
    }

    /// Also searches by the identifier, because another desk may have moved the visit to another day. A server without
    /// this search refuses it.
    fn look_up(
        &self,
        person: &str,
        days: Option<&Days>,
        reference: Option<Reference>,
    ) -> Read<Agenda> {
        let of_person = self.agenda_of_person(person, days);
        let Some(reference) = reference else {
            return of_person;
        };
        let identifier = ("identifier", token_of(reference));
        let (path, reader) = self.0.calendars.appointments;
        let pages = Pages::of((CALENDARS.paging)(FEW, 1), vec![identifier], reader);
        let is_marked = move |booked: &Booked| {
            let comment = booked.comment.as_ref();
            comment.is_some_and(|comment| reference.is_in(comment.shown()))
        };
        let marked = gather(path, pages)
            .map(move |list| list.only(is_marked).rows)
            .or_else(|failure| match failure {
                Failure::Refused(_) => Ok(Vec::new()),
                unread => Err(unread),
            });
        let found = marked.and_then(|marked| {
            of_person.map(|agenda| {
                let is_new = |booked: &Booked| marked.iter().all(|own| own.id != booked.id);
                let others: Vec<Booked> = agenda.bookings.into_iter().filter(is_new).collect();
                Agenda::of([marked, others].concat(), agenda.complete)
            })
        });
        found.and_then(|found| {
            capabilities().then(move |server| {
                let makes_once =
                    server.is_ok_and(|server| server.creates_conditionally("Appointment"));
                Read::Done(Ok(Agenda {
                    makes_once,
                    ..found
                }))
            })
        })
    }

    fn states_records(&self) -> bool {
        true
    }

    /// The patch of a slot tests its status and names its version.
    fn guards_slots(&self) -> bool {
        true
    }

    fn localize(&self, answer: &mut Value, address: &str) {
        localize(answer, address);
    }

    fn flat(&self, record: &Map<String, Value>) -> Map<String, Value> {
        flat(self.0.clinic, record)
    }

    fn uncopied(&self, record: &Map<String, Value>) -> Vec<String> {
        uncopied(record)
    }

    fn completed(&'static self, appointment: Appointment) -> Read<Appointment> {
        self.calendars().with_practitioners_of(appointment)
    }

    fn named(&self, record: &Map<String, Value>) -> Vec<NamedEntry> {
        named(self.0.clinic, record)
    }

    fn forbidden_means_known_key(&self) -> bool {
        true
    }

    fn change(&self, change: &ChangeRequest<'_>) -> Option<Request> {
        change::request(self.0.clinic, change)
    }

    fn prepared(
        &self,
        change: &ChangeRequest<'_>,
        seen: Option<&AppointmentRef>,
    ) -> Option<Read<Request>> {
        change::prepared(self.0, change, seen)
    }

    fn enters_absences(&self, provider: &Provider) -> Read<bool> {
        change::enters_absences(self.0, provider)
    }

    fn find_appointment(&self, id: &str) -> Request {
        Request::get(&["Appointment", id])
    }

    fn decode_appointment(&self, answer: Value) -> Result<Appointment, DecodeError> {
        let (id, record) = with_id(answer)?;
        if record
            .get("resourceType")
            .is_some_and(|kind| kind != "Appointment")
        {
            return Err(DecodeError::NoAppointment);
        }
        Ok(Appointment {
            start: instant(&record, "start"),
            end: instant(&record, "end"),
            members: members_of(&flat(self.0.clinic, &record)),
            also: also(self.0.clinic, &record),
            version: version_of(&record),
            ..appointment(self.0.clinic, &id, record)
        })
    }

    fn list(&self, list: Directory) -> Read<Listing> {
        let rows = self.0;
        if let Some(codes) = codes::list(rows.clinic, list) {
            return codes;
        }
        if list == rows.clinic.providers() {
            practitioners(rows)
        } else {
            everybody(rows, list)
        }
    }

    fn search(&self, query: &PatientQuery) -> Read<People> {
        people::search(self.0, query)
    }

    visits::visit_reads!();

    fn probe(&self) -> Request {
        statement_request()
    }

    fn missing(&self) -> Option<Read<MissingCapabilities>> {
        Some(capabilities().map(|server| server.missing()))
    }

    /// Reads two patients on two pages, because the second page may have the address of another server.
    fn reads_on(&self) -> Read<bool> {
        let paging = Paging::Links { count: 1, most: 2 };
        let pages = Pages::of(paging, Vec::new(), self.0.patient);
        gather(PATIENTS_PATH, pages).then(|list| {
            Read::Done(Ok(
                list.map_or(true, |list| list.complete || list.received > 1)
            ))
        })
    }

    /// Reads a patient, and the interactions that the server lists, which may be more than this key is allowed.
    fn may_book(&self) -> Read<Finding> {
        let patients = Request::get(&[PATIENTS_PATH]).with_query([("_count", "1".to_owned())]);
        Read::of(patients)
            .and_then(|_| capabilities())
            .map(|server| server.finding())
    }
}

/// Returns whether a record was written a few seconds before `at` by the server's clock, which states seconds only.
fn was_just_written(record: &Map<String, Value>, at: DateTime<Utc>) -> bool {
    let meta = record.get("meta").and_then(Value::as_object);
    let written = meta.and_then(|meta| instant(meta, "lastUpdated"));
    written.is_some_and(|written| {
        let age = at - written;
        age >= TimeDelta::seconds(-1) && age.to_std().unwrap_or_default() <= CALENDAR_LAG
    })
}
