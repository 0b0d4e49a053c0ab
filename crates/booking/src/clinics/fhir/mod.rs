//! HL7 FHIR R4: clinic visits at any server that supports it. Facts are from the R4 4.0.1 definitions and the
//! servers' documentation.

mod capabilities;
mod change;
mod codes;
mod details;
mod patient;
mod people;
mod practitioner_roles;
mod record;
mod site;
mod slots;
mod substitute;
mod wire;

use crate::ClinicId;

pub use site::unnamed::*;

/// The server of FHIR R4 without a name; those with a name are at the same desk under other words.
pub const FHIR: ClinicId = site::unnamed::CLINIC;

const CREATE: &str = "FHIR R4, Appointment";
