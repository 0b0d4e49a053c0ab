//! What differs between the backends on the wire, as data: the mappings stand in one file per backend.

use serde_json::{Map, Value};

use super::{aniva, clinik};
use crate::booking::{Backend, Booking, Cause, Directory, NewPatient, PatientValue, Sex};

/// How a backend is spoken to.
pub(super) struct Dialect {
    /// The path segments that every call's path begins with.
    pub(super) version: &'static [&'static str],
    /// What a well-formed key begins with; empty where keys carry no mark.
    pub(super) key_prefixes: &'static [&'static str],
    /// What a key for test data begins with.
    pub(super) test_key: Option<&'static str>,
    /// The environment variable the key is read from.
    pub(super) key_variable: &'static str,
    /// The members of an appointment that hold when it starts and when it ends.
    pub(super) start: &'static str,
    /// See `start`; Aniva's appointments have no end.
    pub(super) end: Option<&'static str>,
    /// Adds what an answer of another shape than the documented one says elsewhere.
    pub(super) complete: fn(&mut Map<String, Value>),
    /// The panels that an appointment says it has, where it says so.
    pub(super) panels: fn(&Map<String, Value>) -> Option<Vec<String>>,
    /// The last segment of the path under which patients are kept.
    pub(super) patients: &'static str,
    /// How a new patient's sex is written.
    pub(super) sex: fn(Sex) -> Value,
    /// What a 4xx status, with the body's code, means.
    pub(super) cause: fn(u16, Option<&str>) -> Cause,
}

impl Dialect {
    pub(super) fn of(backend: Backend) -> &'static Dialect {
        match backend {
            one if one == Backend::Clinik => &clinik::DIALECT,
            _ => &aniva::DIALECT,
        }
    }
}

/// The last segment of the path under which appointments are kept, at both backends.
pub(super) const APPOINTMENTS: &str = "appointments";

/// The last segment of the path under which a list is kept.
pub(super) fn path_of(directory: Directory) -> &'static str {
    match directory {
        _ if directory == Directory::Patients => clinik::DIALECT.patients,
        _ if directory == Directory::Practitioners => "practitioners",
        _ if directory == Directory::Profiles => aniva::DIALECT.patients,
        _ if directory == Directory::Locations => "locations",
        _ => "panels",
    }
}

/// The body that creates `booking`: only members that hold something, in the contract's order.
pub(super) fn body_of(booking: &Booking) -> Map<String, Value> {
    match booking {
        Booking::Clinik(booking) => clinik::body(booking),
        Booking::Aniva(booking) => aniva::body(booking),
    }
}

/// The body that creates `patient`: only members that hold something, in the contract's order.
pub(super) fn body_of_patient(patient: &NewPatient) -> Map<String, Value> {
    let sex = Dialect::of(patient.backend()).sex;
    let value = |value: &PatientValue| match value {
        PatientValue::Text(text) => text.as_str().into(),
        PatientValue::Day(day) => day.to_string().into(),
        PatientValue::Sex(of) => sex(*of),
        PatientValue::Language(spoken) => spoken.tag().into(),
    };
    patient.members().map(|(name, of)| (name.to_owned(), value(of))).collect()
}
