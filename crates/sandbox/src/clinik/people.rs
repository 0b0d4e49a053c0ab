//! ClinikAPI patients and practitioners: their members, and their search.

use super::paging::{PageWindow, active, lagging_search, list};
use super::reply::{ClinikResult, Success};
use super::validate::{BodyMember, Initial, Rule};
use crate::message::Parameters;
use crate::state::ServerState;
use crate::store::{Filter, RecordKind, Start};

const GENDERS: &[&str] = &["male", "female", "other", "unknown"];

pub(super) const PATIENT: &[BodyMember] = &[
    BodyMember::required("firstName", Rule::Text(100)),
    BodyMember::required("lastName", Rule::Text(100)),
    BodyMember::optional("email", Rule::Email),
    BodyMember::optional("phone", Rule::Text(20)),
    BodyMember::optional("gender", Rule::Word(GENDERS)),
    BodyMember::optional("birthDate", Rule::Day),
    BodyMember::optional("active", Rule::Flag).initially(Initial::True),
    BodyMember::optional("address", Rule::Object),
    BodyMember::optional("maritalStatus", Rule::Text(50)),
    BodyMember::optional("photo", Rule::Object),
    BodyMember::optional("contact", Rule::Objects(10)),
    BodyMember::optional("languages", Rule::Objects(20)),
    BodyMember::optional("generalPractitionerId", Rule::Id),
];

pub(super) const PRACTITIONER: &[BodyMember] = &[
    BodyMember::required("firstName", Rule::Text(100)),
    BodyMember::required("lastName", Rule::Text(100)),
    BodyMember::optional("prefix", Rule::Texts(20)),
    BodyMember::optional("suffix", Rule::Texts(20)),
    BodyMember::optional("gender", Rule::Word(GENDERS)),
    BodyMember::optional("birthDate", Rule::Day),
    BodyMember::optional("specialty", Rule::Text(200)),
    BodyMember::optional("npi", Rule::Text(20)),
    BodyMember::optional("email", Rule::Email),
    BodyMember::optional("phone", Rule::Text(20)),
    BodyMember::optional("languages", Rule::Texts(20)),
    BodyMember::optional("active", Rule::Flag).initially(Initial::True),
    BodyMember::optional("qualifications", Rule::Objects(20)),
    BodyMember::optional("address", Rule::Object),
    BodyMember::optional("photo", Rule::Object),
];

/// The parameters of a search for people; `name` and `active` apply to all.
pub(super) struct PeopleSearch {
    kind: RecordKind,
    /// Query parameters that match a column exactly.
    exact: &'static [(&'static str, &'static str)],
    /// Whether a search without `active` omits the inactive.
    active_only: bool,
}

/// `GET /v1/patients`
pub(super) const PATIENTS: PeopleSearch = PeopleSearch {
    kind: RecordKind::Patient,
    exact: &[
        ("email", "email"),
        ("phone", "phone"),
        ("gender", "gender"),
        ("birthDate", "birth_date"),
    ],
    active_only: false,
};

/// `GET /v1/practitioners`
pub(super) const PRACTITIONERS: PeopleSearch = PeopleSearch {
    kind: RecordKind::Practitioner,
    exact: &[("specialty", "specialty"), ("npi", "npi")],
    active_only: true,
};

impl PeopleSearch {
    /// Searches about ten seconds behind. `name` matches a part of the first and last name, ignoring case but not
    /// diacritics.
    pub(super) fn run(&self, state: &ServerState, query: &Parameters) -> ClinikResult {
        let window = PageWindow::of(query);
        let mut search = lagging_search(state, query, self.kind, self.exact);
        search.count = Some(window.count);
        search.start = Start::After(i64::from(window.cursor));
        if let Some(name) = query.get("name") {
            search = search.with(Filter::Contains("name", name.to_lowercase()));
        }
        if let Some(active) = active(query)?.or(self.active_only.then_some(true)) {
            search = search.with(Filter::Active(active));
        }
        Ok(Success::ok(list(state.store.page(&search)?)))
    }
}
