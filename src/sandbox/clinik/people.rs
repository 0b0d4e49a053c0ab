//! ClinikAPI patients and practitioners: two resources of one shape.

use serde_json::{Map, Value, json};

use super::paging::{Window, list};
use super::reply::{Refusal, Success};
use super::validate::{self, Member, Rule};
use crate::sandbox::ids;
use crate::sandbox::request_handler::Parameters;
use crate::sandbox::state::ServerState;
use crate::sandbox::store::{Filter, Keys, Kind, Record, Search, Start};

const GENDERS: &[&str] = &["male", "female", "other", "unknown"];

const PATIENT: &[Member] = &[
    Member::required("firstName", Rule::Text(100)),
    Member::required("lastName", Rule::Text(100)),
    Member::optional("email", Rule::Email),
    Member::optional("phone", Rule::Text(20)),
    Member::optional("gender", Rule::Word(GENDERS)),
    Member::optional("birthDate", Rule::Day),
    Member::optional("active", Rule::Flag),
    Member::optional("address", Rule::Object),
    Member::optional("maritalStatus", Rule::Text(50)),
    Member::optional("photo", Rule::Object),
    Member::optional("contact", Rule::Objects(10)),
    Member::optional("languages", Rule::Objects(20)),
    Member::optional("generalPractitionerId", Rule::Id),
];

const PRACTITIONER: &[Member] = &[
    Member::required("firstName", Rule::Text(100)),
    Member::required("lastName", Rule::Text(100)),
    Member::optional("prefix", Rule::Texts(20)),
    Member::optional("suffix", Rule::Texts(20)),
    Member::optional("gender", Rule::Word(GENDERS)),
    Member::optional("birthDate", Rule::Day),
    Member::optional("specialty", Rule::Text(200)),
    Member::optional("npi", Rule::Text(20)),
    Member::optional("email", Rule::Email),
    Member::optional("phone", Rule::Text(20)),
    Member::optional("languages", Rule::Texts(20)),
    Member::optional("active", Rule::Flag),
    Member::optional("qualifications", Rule::Objects(20)),
    Member::optional("address", Rule::Object),
    Member::optional("photo", Rule::Object),
];

/// A resource of people.
pub(super) struct People {
    kind: Kind,
    what: &'static str,
    prefix: &'static str,
    members: &'static [Member],
    /// Query parameters that match a column exactly.
    exact: &'static [(&'static str, &'static str)],
    /// Whether a search that doesn't ask for `active` leaves the inactive out.
    active_only: bool,
    record: fn(Value) -> Record,
}

/// `/v1/patients`
pub(super) const PATIENTS: People = People {
    kind: Kind::Patient,
    what: "Patient",
    prefix: "pt_",
    members: PATIENT,
    exact: &[("email", "email"), ("phone", "phone"), ("gender", "gender"), ("birthDate", "birth_date")],
    active_only: false,
    record: patient_record,
};

/// `/v1/practitioners`
pub(super) const PRACTITIONERS: People = People {
    kind: Kind::Practitioner,
    what: "Practitioner",
    prefix: "prac_",
    members: PRACTITIONER,
    exact: &[("specialty", "specialty"), ("npi", "npi")],
    active_only: true,
    record: practitioner_record,
};

impl People {
    pub(super) async fn create(
        &self,
        world: &ServerState,
        body: &Map<String, Value>,
    ) -> Result<Success, Refusal> {
        let mut person = validate::creation(body, self.members).map_err(Refusal::invalid)?;
        person.entry("active").or_insert(json!(true));
        let stored = world.store.create(self.kind, world.now().timestamp_millis(), |number| {
            let id = format!("{}{}", self.prefix, ids::alphanumerics(number, 6));
            person.shift_insert(0, "id".to_owned(), json!(id));
            (self.record)(Value::Object(person))
        });
        Ok(Success::created(stored.await?))
    }

    /// By id: always the latest.
    pub(super) async fn read(&self, world: &ServerState, id: &str) -> Result<Success, Refusal> {
        world.store.read(self.kind, id).await?.map(Success::ok).ok_or_else(|| Refusal::not_found(self.what))
    }

    /// About ten seconds behind. `name` matches a part of first and last name in any case; diacritics count.
    pub(super) async fn search(&self, world: &ServerState, query: &Parameters) -> Result<Success, Refusal> {
        let window = Window::of(query);
        let mut search = Search {
            as_of: world.search_horizon(),
            count: Some(window.count),
            start: Start::After(i64::from(window.cursor)),
            ..Search::all(self.kind)
        };
        if let Some(name) = query.get("name") {
            search = search.with(Filter::Contains("name", name.to_lowercase()));
        }
        for &(parameter, column) in self.exact {
            if let Some(value) = query.get(parameter) {
                search = search.with(Filter::Equals(column, value.to_owned()));
            }
        }
        search = match query.get("active") {
            Some("true") => search.with(Filter::Active(true)),
            Some("false") => search.with(Filter::Active(false)),
            Some(_) => return Err(Refusal::bad_parameter("active must be true or false")),
            None if self.active_only => search.with(Filter::Active(true)),
            None => search,
        };
        Ok(Success::ok(list(world.store.page(&search).await?)))
    }

    /// The whole person with the changes merged in; addresses and lists are replaced as units.
    pub(super) async fn patch(
        &self,
        world: &ServerState,
        id: &str,
        body: &Map<String, Value>,
    ) -> Result<Success, Refusal> {
        let changes = validate::changes(body, self.members).map_err(Refusal::invalid)?;
        let merged = world.store.update(self.kind, id, world.now().timestamp_millis(), |mut person| {
            if let Value::Object(person) = &mut person {
                person.extend(changes);
                person.remove("fullName");
            }
            Ok::<_, Refusal>((self.record)(person))
        });
        merged.await?.ok_or_else(|| Refusal::not_found(self.what))?.map(Success::ok)
    }
}

/// A patient with what they are found by, and the display name the vendor's client expects.
pub(in crate::sandbox) fn patient_record(mut body: Value) -> Record {
    if body["fullName"].is_null()
        && let Value::Object(person) = &mut body
    {
        let full_name = format!("{} {}", word(person, "firstName"), word(person, "lastName"));
        person.shift_remove("fullName");
        person.shift_insert(1, "fullName".to_owned(), json!(full_name));
    }
    record(body)
}

/// A practitioner with what they are found by.
pub(in crate::sandbox) fn practitioner_record(body: Value) -> Record {
    record(body)
}

fn word<'a>(person: &'a Map<String, Value>, name: &str) -> &'a str {
    person.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn record(body: Value) -> Record {
    let text = |name: &str| body[name].as_str().map(str::to_owned);
    let name = format!("{} {}", text("firstName").unwrap_or_default(), text("lastName").unwrap_or_default());
    let keys = Keys {
        name: Some(name.to_lowercase()),
        email: text("email"),
        phone: text("phone"),
        birth_date: text("birthDate"),
        gender: text("gender"),
        active: body["active"].as_bool(),
        specialty: text("specialty"),
        npi: text("npi"),
        ..Keys::default()
    };
    Record { id: text("id").unwrap_or_default(), keys, body }
}
