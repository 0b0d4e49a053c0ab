//! HL7 FHIR R4: clinic visits at any server that supports it. Facts are from the R4 4.0.1 definitions and the
//! servers' documentation.

mod change;
mod people;
mod record;
mod site;
mod wire;

use crate::ClinicId;

pub use site::unnamed::*;

/// Any server of FHIR R4.
pub const FHIR: ClinicId = site::unnamed::CLINIC;

const CREATE: &str = "FHIR R4, Appointment";
