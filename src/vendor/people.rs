//! Functions for the patients of every clinic API.

use serde_json::{Map, Value};

use super::pages::Gathered;
use crate::booking::api::Read;
use crate::booking::{Entry, Listing, LookAlike, NewPatient, PatientValue, People, Person, Sex};

/// Returns the body of a call that creates or corrects a patient: the non-empty members, in the documented
/// order.
pub(super) fn patient_body<'a>(
    members: impl Iterator<Item = (&'static str, &'a PatientValue)>,
    sex: fn(Sex) -> Value,
) -> Value {
    let value = |value: &PatientValue| match value {
        PatientValue::Text(text) => text.as_str().into(),
        PatientValue::Day(day) => day.to_string().into(),
        PatientValue::Sex(of) => sex(*of),
        PatientValue::Language(spoken) => spoken.tag().into(),
    };
    let members = members.map(|(name, of)| (name.to_owned(), value(of)));
    Value::Object(members.collect::<Map<_, _>>())
}

/// Keeps the people found who may be this new patient.
pub(super) fn like(patient: &NewPatient, found: Read<People>) -> Read<People> {
    let look = LookAlike::of(patient);
    found.map(move |mut found| {
        found.people.retain(|person| look.fits(person));
        found
    })
}

pub(super) fn found(rows: Gathered<Person>) -> People {
    People { people: rows.rows, complete: rows.complete }
}

pub(super) fn listing(rows: Gathered<Entry>) -> Listing {
    Listing { entries: rows.rows, complete: rows.complete }
}
