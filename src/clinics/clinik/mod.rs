//! ClinikAPI: clinic visits with patient, practitioner, time and instructions.

mod errors;
mod wire;

use crate::booking::{
    ClinicId, Definition, Directory, DirectoryRow, Field, FieldId, FieldRole, IdShape, Kind, Reader,
    Reference, Section as S, Status,
};
use crate::clinics::row;
use crate::clinics::visits::{CAPABILITIES, NEW_PATIENT, visit_fields, words};
use crate::i18n::Said;

#[cfg(test)]
pub(in crate::clinics) use wire::with_participants;

/// ClinikAPI.
pub const CLINIK: ClinicId = ClinicId::of(&DEFINITION);

static DEFINITION: Definition = Definition {
    word: "clinik",
    name: "ClinikAPI",
    address: "https://api.clinikapi.com",
    has_sandbox: true,
    templates_of: None,
    form: FORM,
    patient: PATIENT,
    provider: PRACTITIONER,
    start: START,
    new_patient: &NEW_PATIENT,
    people: PATIENTS,
    providers: PRACTITIONERS,
    appointment_ids: IdShape::Word,
    appointment_id_prefix: "appt_",
    panels: None,
    api: &wire::ClinikApi,
    capabilities: CAPABILITIES,
    words: words("verdict-clinik-key-shape"),
};

const CREATE: &str = "ClinikAPI create, POST /v1/appointments";

/// The patients: too many to list, so they are searched.
pub const PATIENTS: Directory = row!(Directory: DirectoryRow {
    clinic: CLINIK,
    plural: Said::new("directory-patients"),
    several: Said::new("line-several-patients"),
    lists_people: true,
    is_register: false,
    ids: IdShape::Word,
    id_prefix: "pt_",
});
/// The practitioners.
pub const PRACTITIONERS: Directory = row!(Directory: DirectoryRow {
    clinic: CLINIK,
    plural: Said::new("directory-practitioners"),
    several: Said::new("line-several-practitioners"),
    lists_people: false,
    is_register: false,
    ids: IdShape::Word,
    id_prefix: "prac_",
});

/// The field `patientId`.
pub const PATIENT: FieldId = row!(
    FieldId: Field::new("patientId", S::Patient, "field-patient", Kind::Reference(PATIENTS)).sent(CREATE).required()
);
/// The field `practitionerId`.
pub const PRACTITIONER: FieldId = row!(
    FieldId: Field::new("practitionerId", S::WhereWho, "field-practitioner", Kind::Reference(PRACTITIONERS)).sent(CREATE)
);
visit_fields!(CREATE, Reference::UNITS, &[Status::Cancelled, Status::NoShow]);

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
