//! The clinic: what it asks, what it can do, and how it is spoken to.

use std::time::Duration;

use booking::api::{Api, ChangeRequest, Finding, Read, ReadDay, Request, members_of, shown};
use booking::clinics::{ANIVA, CLINIK};
use booking::time::{Minutes, Span};
use booking::{
    Agenda, Appointment, Basis, Booked, Capabilities, Cause, ClinicId, ClinicName, Clinics, Days,
    DecodeError, Definition, Directory, DirectoryRow, Entry, EntryKind, Failure, Field, FieldId,
    FormValue, Free, IdShape, Issue, Kind, Listing, NewPatient, PatientField, PatientRule, People,
    Person, PersonName, ProfilePage, Provider, Report, Section, SettingsRow, Site, Slot,
    ValueShape, Words,
};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use i18n::MessageId;
use serde_json::{Value, json};

pub(crate) const NORDA: ClinicId = ClinicId::of(&DEFINITION);
pub(crate) const LIST: Clinics = Clinics::of(&[NORDA]);
pub(crate) const AMONG_OTHERS: Clinics = Clinics::of(&[CLINIK, ANIVA, NORDA]);

pub(crate) const GUESTS: Directory = Directory::of(&GUEST_ROW);
static GUEST_ROW: DirectoryRow = DirectoryRow {
    clinic: NORDA,
    plural: MessageId::new("directory-patients"),
    several: MessageId::new("line-several-patients"),
    lists_people: true,
    is_register: true,
    ids: IdShape::Word,
    id_prefix: "g-",
};
pub(crate) const NURSES: Directory = Directory::of(&NURSE_ROW);
static NURSE_ROW: DirectoryRow = DirectoryRow {
    clinic: NORDA,
    plural: MessageId::new("directory-practitioners"),
    several: MessageId::new("line-several-practitioners"),
    lists_people: false,
    is_register: false,
    ids: IdShape::Word,
    id_prefix: "n-",
};

const CREATE: &str = "POST /v9/visits";
const GUEST: FieldId = FieldId::of(&GUEST_FIELD);
static GUEST_FIELD: Field = Field::new("guest", Section::Patient, "Guest", Kind::reference(GUESTS))
    .sent(CREATE)
    .required();
const NURSE: FieldId = FieldId::of(&NURSE_FIELD);
static NURSE_FIELD: Field =
    Field::new("nurse", Section::WhereWho, "Nurse", Kind::reference(NURSES))
        .sent(CREATE)
        .required();
const SORT: FieldId = FieldId::of(&SORT_FIELD);
static SORT_FIELD: Field = Field::new(
    "sort",
    Section::WhereWho,
    "Sort",
    Kind::choice(&["first", "check", "urgent"]),
)
.sent(CREATE)
.required()
.preset("check");
const AT: FieldId = FieldId::of(&AT_FIELD);
static AT_FIELD: Field = Field::new("at", Section::When, "At", Kind::MOMENT)
    .sent(CREATE)
    .required();
const NOTE: FieldId = FieldId::of(&NOTE_FIELD);
static NOTE_FIELD: Field = Field::new("note", Section::Instructions, "Note", Kind::LINES)
    .sent(CREATE)
    .limit(120);
const FORM: &[FieldId] = &[GUEST, NURSE, SORT, AT, NOTE];

static NEW_GUEST: [PatientRule; 2] = [
    PatientRule::typed(
        PatientField::FirstName,
        "patient-hint-first-names",
        "first",
        ValueShape::Name(50),
    )
    .required(),
    PatientRule::typed(
        PatientField::LastName,
        "patient-hint-surname",
        "last",
        ValueShape::Name(50),
    )
    .required(),
];

static DEFINITION: Definition = Definition {
    word: "norda",
    site: Site::Only,
    name: ClinicName::of_api("Norda"),
    settings: SettingsRow::unset(),
    address: "https://norda.example",
    has_sandbox: false,
    templates_of: None,
    form: FORM,
    patient: GUEST,
    provider: NURSE,
    start: AT,
    new_patient: &NEW_GUEST,
    died: None,
    people: GUESTS,
    providers: NURSES,
    places: None,
    appointment_ids: IdShape::Word,
    appointment_id_prefix: "",
    panels: None,
    api: &NordaApi,
    capabilities: Capabilities {
        has_places: false,
        sees_several: false,
        has_working_hours: false,
        has_patient_search: false,
        searches_numbers: false,
        agenda_days: None,
        lag: Duration::from_secs(1),
        days_ahead: 60,
        draw: None,
        steps: &[],
        replaces: false,
        takes_past: false,
    },
    words: Words {
        purpose: MessageId::new("backend-visit"),
        patient_busy: MessageId::new("conflict-has-visit"),
        patient_busy_with: MessageId::new("conflict-has-visit-with"),
        closed_day: MessageId::new("conflict-no-hours"),
        open_hours: MessageId::new("conflict-works"),
        out: MessageId::new("rail-not-in"),
        out_until: MessageId::new("rail-not-in-until"),
        out_all_day: MessageId::new("rail-not-in-all-day"),
        the_provider: MessageId::new("conflict-the-practitioner"),
        ask_for_provider: MessageId::new("grid-whom"),
        with_whom: MessageId::new("hold-whom"),
        line_hint: MessageId::new("line-hint"),
        line_holds: MessageId::new("line-holds"),
        pick_again: MessageId::new("verdict-pick-again"),
        may_not_book: MessageId::new("verdict-key-may-not-book"),
        ask_right_to_book: MessageId::new("verdict-key-with-right"),
        may_not_read: MessageId::new("unread-clinik-forbidden"),
        may_not_add_patients: MessageId::new("patient-key-may-not-add"),
        key_shape: MessageId::new("verdict-aniva-key-shape"),
        slip_title: MessageId::new("slip-visit"),
        slip_provider: MessageId::new("slip-with"),
    },
};

#[derive(Debug)]
struct NordaApi;

impl Api for NordaApi {
    fn version(&self) -> &'static [&'static str] {
        &["v9"]
    }

    fn issues(&self, body: &Value) -> Vec<Issue> {
        let wrong = body["wrong"].as_array().into_iter().flatten();
        let issue = |wrong: &Value| Issue {
            wire_name: wrong["field"].as_str().map(str::to_owned),
            text: shown(text(wrong, "why").as_str()).into(),
        };
        wrong.map(issue).collect()
    }

    fn forbidden_means_known_key(&self) -> bool {
        true
    }

    fn change(&self, change: &ChangeRequest<'_>) -> Option<Request> {
        match *change {
            ChangeRequest::Book(booking) => {
                let members = FORM.iter().filter_map(|field| {
                    let value = match booking.value_of(*field)? {
                        FormValue::Text(text) => text.into(),
                        FormValue::Number(number) => number.into(),
                        FormValue::Moment(at) => moment(at),
                        FormValue::Ids(_) => return None,
                    };
                    Some((field.key.to_owned(), value))
                });
                Some(Request::post(&["visits"], Value::Object(members.collect())))
            }
            ChangeRequest::Move {
                appointment,
                span,
                provider,
            } => {
                let at = span
                    .and_then(Span::start)
                    .map(|at| ("at".to_owned(), moment(at)));
                let nurse = provider.map(|nurse| ("nurse".to_owned(), nurse.id().into()));
                let body = Value::Object(at.into_iter().chain(nurse).collect());
                Some(Request::patch(&["visits", appointment], body))
            }
            ChangeRequest::Cancel {
                appointment,
                reason,
            } => Some(Request::post(
                &["visits", appointment, "cancel"],
                json!({ "why": reason }),
            )),
            ChangeRequest::AddPatient(guest) => {
                let name = |field| guest.text(field);
                let body = json!({"first": name(PatientField::FirstName), "last": name(PatientField::LastName)});
                Some(Request::post(&["guests"], body))
            }
            _ => None,
        }
    }

    fn find_appointment(&self, id: &str) -> Request {
        Request::get(&["visits", id])
    }

    fn decode_appointment(&self, answer: Value) -> Result<Appointment, DecodeError> {
        let visit = answer["visit"]
            .as_object()
            .ok_or(DecodeError::NoAppointment)?;
        let id = visit
            .get("no")
            .and_then(Value::as_str)
            .ok_or(DecodeError::NoAppointmentId)?;
        Ok(Appointment {
            clinic: NORDA,
            id: shown(id),
            status: state(&answer["visit"]),
            start: time(&answer["visit"]),
            end: None,
            panels: None,
            also: Default::default(),
            members: members_of(visit),
            record: visit.clone().into(),
            request_id: None,
            version: None,
        })
    }

    fn decode_patient(&self, answer: Value, _: ReadDay) -> Result<Person, DecodeError> {
        guest(&answer["guest"]).ok_or(DecodeError::NoRecord)
    }

    fn list(&self, directory: Directory) -> Read<Listing> {
        if directory == GUESTS {
            return guests().map(|people| Listing {
                entries: people.iter().map(Entry::from).collect(),
                complete: true,
            });
        }
        rows(Request::get(&["nurses"])).map(|rows| Listing {
            entries: rows
                .iter()
                .map(|row| Entry {
                    id: text(row, "no"),
                    name: text(row, "name"),
                    detail: String::new(),
                    kind: EntryKind::Practitioner(Box::default()),
                })
                .collect(),
            complete: true,
        })
    }

    fn entry(&self, directory: Directory, id: &str) -> Read<Entry> {
        let asked = id.to_owned();
        self.list(directory).try_map(move |listing| {
            listing
                .entries
                .into_iter()
                .find(|entry| entry.id == asked)
                .ok_or_else(nowhere)
        })
    }

    fn person(&self, id: &str) -> Read<Person> {
        let asked = id.to_owned();
        guests().try_map(move |people| {
            people
                .into_iter()
                .find(|person| person.id() == asked)
                .ok_or_else(nowhere)
        })
    }

    fn people_page(&self, _offset: usize) -> Read<ProfilePage> {
        guests().map(|people| ProfilePage { people, next: None })
    }

    fn people_like(&self, _patient: &NewPatient) -> Read<People> {
        Read::Done(Ok(People {
            people: Vec::new(),
            complete: true,
        }))
    }

    fn agenda_of_person(&self, id: &str, _days: Option<&Days>) -> Read<Agenda> {
        agenda(Some(("guest", id.to_owned())), None)
    }

    fn agenda_of_provider(&self, provider: &Provider, days: &Days) -> Read<Agenda> {
        agenda(Some(("nurse", provider.id().to_owned())), Some(*days))
    }

    fn agenda_of_all(&self, days: &Days) -> Read<Agenda> {
        agenda(None, Some(*days))
    }

    fn free_times(&self, provider: &Provider, days: &Days, _length: Option<Minutes>) -> Read<Free> {
        let days = *days;
        rows(Request::get(&["nurses", provider.id(), "gaps"])).map(move |gaps| {
            let slot = |gap: &Value| {
                time(gap).map(|start| Slot {
                    start,
                    end: start + HALF_AN_HOUR,
                })
            };
            let slots = gaps
                .iter()
                .filter_map(slot)
                .filter(|slot| days.contains(slot.start));
            Free::of(Basis::Slots, slots.collect())
        })
    }

    fn probe(&self) -> Request {
        Request::get(&["nurses"])
    }

    fn may_book(&self) -> Read<Finding> {
        rows(Request::get(&["nurses"])).map(|_| Finding::Yes)
    }
}

const HALF_AN_HOUR: TimeDelta = TimeDelta::minutes(30);

fn rows(request: Request) -> Read<Vec<Value>> {
    Read::of(request).try_map(|body| {
        body.read(|answer| {
            answer["rows"]
                .as_array()
                .cloned()
                .ok_or(DecodeError::NoList)
        })
    })
}

fn guests() -> Read<Vec<Person>> {
    rows(Request::get(&["guests"])).map(|rows| rows.iter().filter_map(guest).collect())
}

fn guest(row: &Value) -> Option<Person> {
    let id = row["no"].as_str()?.to_owned();
    let name = PersonName {
        first: shown(&text(row, "first")),
        last: shown(&text(row, "last")),
    };
    Some(Person::new(NORDA, id, name).born(text(row, "born")))
}

fn agenda(whose: Option<(&'static str, String)>, days: Option<Days>) -> Read<Agenda> {
    rows(Request::get(&["visits"]).with_query(whose)).map(move |rows| {
        let booked = |row: &Value| Booked {
            person: Some(text(row, "guest")),
            provider: Some(text(row, "nurse")),
            end: time(row).map(|start| start + HALF_AN_HOUR),
            status: state(row),
            ..Booked::new(NORDA, text(row, "no"), time(row))
        };
        let meets = |booked: &Booked| match (booked.start, days) {
            (Some(start), Some(days)) => days.meet(start, booked.end),
            _ => true,
        };
        Agenda::of(rows.iter().map(booked).filter(meets).collect(), true)
    })
}

fn nowhere() -> Failure {
    Failure::Refused(Report::of(Cause::NotFound))
}

fn text(row: &Value, name: &str) -> String {
    row[name].as_str().unwrap_or_default().to_owned()
}

fn time(row: &Value) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(row["at"].as_str()?)
        .ok()
        .map(|at| at.to_utc())
}

fn moment(at: DateTime<Utc>) -> Value {
    at.to_rfc3339_opts(SecondsFormat::Secs, true).into()
}

/// It calls visits `fixed` and `off`.
fn state(row: &Value) -> String {
    match row["state"].as_str() {
        Some("fixed") => "booked".to_owned(),
        Some("off") => "cancelled".to_owned(),
        other => shown(other.unwrap_or("not stated")),
    }
}
