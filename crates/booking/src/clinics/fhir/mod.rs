//! HL7 FHIR R4: clinic visits at any server that supports it. Facts are from the R4 4.0.1 definitions and the
//! servers' documentation.

mod change;
mod people;
mod record;
mod wire;

use crate::clinics::row;
use crate::clinics::visits::{CAPABILITIES, NEW_PATIENT, visit_form, words};
use crate::{Capabilities, ClinicId, ClinicName, Definition};

/// Any server of FHIR R4.
pub const FHIR: ClinicId = ClinicId::of(&DEFINITION);

static DEFINITION: Definition = Definition {
    word: "fhir",
    name: ClinicName::of_api("FHIR"),
    // Every clinic has its own.
    address: "",
    has_sandbox: true,
    templates_of: Some("clinik"),
    form: FORM,
    patient: PATIENT,
    provider: PRACTITIONER,
    start: START,
    new_patient: &NEW_PATIENT,
    people: PATIENTS,
    providers: PRACTITIONERS,
    appointment_ids: IdShape::Word,
    appointment_id_prefix: "",
    panels: None,
    api: &wire::FhirApi,
    capabilities: Capabilities {
        searches_numbers: true,
        ..CAPABILITIES
    },
    words: words("verdict-aniva-key-shape"),
};

const CREATE: &str = "FHIR R4, Appointment";

// References are identifiers, and a no-show has no reason (app-4, as published).
visit_form! {
    FHIR,
    CREATE,
    ids: "", "",
    reference: 0,
    cancelled: &[Status::Cancelled],
}
