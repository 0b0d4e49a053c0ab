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

/// The FHIR R4 server without a name. Servers with names have other words at the same desk.
pub const FHIR: ClinicId = site::unnamed::CLINIC;

const CREATE: &str = "FHIR R4, Appointment";
