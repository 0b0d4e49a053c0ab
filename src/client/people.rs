//! Patients: found, read, paged through, and made known.

use serde_json::Value;

use super::dialect::{Dialect, body_of_patient, path_of};
use super::pages::{Pages, Paging, Read, record_in, record_of, unreadable};
use super::retry::patiently;
use super::{Client, aniva, body_in, clinik, error_response};
use crate::booking::{
    Backend, Cause, Directory, Failure, LookAlike, NewPatient, PatientField, PatientQuery, People, Person,
    ProfilePage,
};

/// As many as a person looks through while typing.
const AT_A_GLANCE: Paging = Paging::Cursor { count: 20, most: 1 };
/// Enough for everyone born on one day, or of one surname, among half a million.
const TO_SIFT: Paging = Paging::Cursor { count: 100, most: 5 };
/// As many profiles as are gone through for one who may be among them.
const EVERY_PROFILE: Paging = Paging::Offset { limit: PROFILES_A_PAGE, most: 4 };
/// Aniva's largest page of profiles.
const PROFILES_A_PAGE: usize = 500;
/// What comes from a server that doesn't heed the limit.
const PROFILES_BY_DEFAULT: usize = 100;

impl Client {
    /// Looks for patients at ClinikAPI: the first 20 by name, phone or e-mail; up to 500 where only a part of
    /// what the server finds is meant. A search is about ten seconds behind what was just written.
    ///
    /// # Errors
    /// After up to three tries for each page. An id that nobody has is no error: nobody is found.
    pub async fn search_patients(&self, query: &PatientQuery) -> Result<People, Failure> {
        let asked = match query {
            PatientQuery::Id(id) => return found(self.person(Backend::Clinik, id.as_str()).await),
            PatientQuery::Name(part) | PatientQuery::Named { surname: part, .. } => {
                ("name", part.trim().to_owned())
            }
            PatientQuery::Born(born) | PatientQuery::BornNamed { born, .. } => {
                ("birthDate", born.to_string())
            }
            PatientQuery::Phone(phone) => ("phone", phone.trim().to_owned()),
            PatientQuery::Email(email) => ("email", email.trim().to_owned()),
        };
        let paging = if query.sifts() { TO_SIFT } else { AT_A_GLANCE };
        let pages = Pages::of(paging, vec![asked], reader(Backend::Clinik));
        let mut gathered = self.gather(Backend::Clinik, &[path_of(Directory::Patients)], pages).await?;
        gathered.rows.retain(|person| query.means(person));
        Ok(People { people: gathered.rows, complete: gathered.complete })
    }

    /// Reads one patient by id: always the latest.
    ///
    /// # Errors
    /// `Refused` with [`Cause::NotFound`] where there is none; others after up to three tries.
    pub async fn person(&self, backend: Backend, id: &str) -> Result<Person, Failure> {
        let path = [Dialect::of(backend).patients, id];
        let answer = patiently(|| self.once(backend, &path, &[])).await?;
        record_of(id, answer.value, reader(backend)).map_err(unreadable)
    }

    /// Up to 500 of Aniva's profiles, those after the first `offset`. A page that holds nobody but those of the
    /// page before means that the server doesn't heed the offset: there is no use in asking on.
    ///
    /// # Errors
    /// After up to three tries.
    pub async fn profile_page(&self, offset: usize) -> Result<ProfilePage, Failure> {
        let from = vec![("limit", PROFILES_A_PAGE.to_string()), ("offset", offset.to_string())];
        let pages = Pages::of(Paging::Whole, from, reader(Backend::Aniva));
        let page = self.gather(Backend::Aniva, &[path_of(Directory::Profiles)], pages).await?;
        let is_full = [PROFILES_A_PAGE, PROFILES_BY_DEFAULT].contains(&page.seen);
        Ok(ProfilePage { people: page.rows, next: is_full.then_some(offset + page.seen) })
    }

    /// Whoever the backend knows that may be this new patient. ClinikAPI is searched by birth date, else by name;
    /// Aniva, which has no such search, by e-mail address, else its list is read, at most 2,000 profiles of it.
    ///
    /// # Errors
    /// After up to three tries for each page.
    pub async fn patients_like(&self, patient: &NewPatient) -> Result<People, Failure> {
        let look = LookAlike::of(patient);
        let mut found = match patient.backend() {
            one if one == Backend::Clinik => self.search_patients(&query_for(patient)).await?,
            _ => self.profiles_like(patient).await?,
        };
        found.people.retain(|person| look.fits(person));
        Ok(found)
    }

    async fn profiles_like(&self, patient: &NewPatient) -> Result<People, Failure> {
        let (paging, asked) = match patient.text(PatientField::Email) {
            "" => (EVERY_PROFILE, Vec::new()),
            email => (Paging::Whole, vec![("email", email.to_owned())]),
        };
        let pages = Pages::of(paging, asked, reader(Backend::Aniva));
        let found = self.gather(Backend::Aniva, &[path_of(Directory::Profiles)], pages).await?;
        Ok(People { people: found.rows, complete: found.complete })
    }

    /// Makes someone known: sends one POST, once. Any 2xx with an id counts.
    ///
    /// # Errors
    /// Told apart as for a booking: after an `Unknown` they may be known already.
    pub async fn create_patient(&self, patient: &NewPatient) -> Result<Person, Failure> {
        let backend = patient.backend();
        let transport = self.to(backend);
        let url = transport.endpoint.url(&[Dialect::of(backend).patients], &[]);
        let answer = transport.post(url, Value::Object(body_of_patient(patient)).to_string()).await?;
        let body = body_in(backend, &answer)?;
        let unreadable = |why| error_response::unreadable(&answer, Cause::Unreadable(why));
        record_in(body.value, reader(backend)).map_err(unreadable)
    }
}

/// Everyone born that day; who has no birth date, by the whole name.
fn query_for(patient: &NewPatient) -> PatientQuery {
    let name = |field| patient.text(field).to_owned();
    match patient.birth_date() {
        Some(born) => PatientQuery::Born(born),
        None => PatientQuery::Named {
            surname: name(PatientField::LastName),
            given: name(PatientField::FirstName),
        },
    }
}

pub(super) fn reader(backend: Backend) -> Read<Person> {
    match backend {
        one if one == Backend::Clinik => |id, record| Some(clinik::person(id, record)),
        _ => |id, record| Some(aniva::person(id, record)),
    }
}

/// The one patient of an id, or nobody.
fn found(read: Result<Person, Failure>) -> Result<People, Failure> {
    match read {
        Ok(person) => Ok(People { people: vec![person], complete: true }),
        Err(Failure::Refused(report)) if report.cause == Cause::NotFound => {
            Ok(People { people: Vec::new(), complete: true })
        }
        Err(failure) => Err(failure),
    }
}
