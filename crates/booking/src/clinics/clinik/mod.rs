//! ClinikAPI: clinic visits with patient, practitioner, time and instructions.

mod errors;
mod wire;

use crate::clinics::row;
use crate::clinics::visits::{CAPABILITIES, NEW_PATIENT, code_list, visit_fields, words};
use crate::{ClinicId, ClinicName, Definition, Reference, SettingsRow, Site};

#[cfg(test)]
pub(in crate::clinics) use wire::with_participants;

/// ClinikAPI.
pub const CLINIK: ClinicId = ClinicId::of(&DEFINITION);

static DEFINITION: Definition = Definition {
    word: "clinik",
    site: Site::Only,
    name: ClinicName::of_api("ClinikAPI"),
    settings: SettingsRow::unset(),
    address: "https://api.clinikapi.com",
    has_sandbox: true,
    templates_of: None,
    form: FORM,
    patient: PATIENT,
    provider: PRACTITIONER,
    start: START,
    new_patient: &NEW_PATIENT,
    died: None,
    people: PATIENTS,
    providers: PRACTITIONERS,
    places: None,
    appointment_ids: IdShape::Word,
    appointment_id_prefix: "appt_",
    panels: None,
    api: &wire::ClinikApi,
    capabilities: CAPABILITIES,
    words: words("verdict-clinik-key-shape"),
};

const CREATE: &str = "ClinikAPI create, POST /v1/appointments";

visit_fields! {
    CLINIK,
    CREATE,
    ids: "pt_", "prac_",
    reference: Reference::UNITS,
    cancelled: &[Status::Cancelled, Status::NoShow],
}

/// The form, in order.
const FORM: &[FieldId] = &[
    PATIENT,
    PRACTITIONER,
    SERVICE_TYPE,
    SERVICE_CATEGORY,
    SPECIALTY,
    APPOINTMENT_TYPE,
    START,
    END,
    MINUTES,
    STATUS,
    REQUESTED_PERIOD,
    PRIORITY,
    REASON,
    DESCRIPTION,
    COMMENT,
    PATIENT_INSTRUCTION,
    CANCELATION_REASON,
];
