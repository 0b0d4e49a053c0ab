//! HL7 FHIR R4: clinic visits at any server that speaks it. Facts by the R4 4.0.1 definitions and the
//! servers' documentation.

mod change;
mod record;
mod wire;

use crate::booking::{
    ClinicId, Definition, Directory, DirectoryRow, Field, FieldId, FieldRole, IdShape, Kind, Reader,
    Section as S, Status,
};
use crate::clinics::row;
use crate::clinics::visits::{CAPABILITIES, NEW_PATIENT, visit_fields, words};
use crate::i18n::Said;

/// Any server of FHIR R4.
pub const FHIR: ClinicId = ClinicId::of(&DEFINITION);

static DEFINITION: Definition = Definition {
    word: "fhir",
    name: "FHIR",
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
    capabilities: CAPABILITIES,
    words: words("verdict-aniva-key-shape"),
};

const CREATE: &str = "FHIR R4, Appointment";

/// The patients: too many to list, so they are searched.
pub const PATIENTS: Directory = row!(Directory: DirectoryRow {
    clinic: FHIR,
    plural: Said::new("directory-patients"),
    several: Said::new("line-several-patients"),
    lists_people: true,
    is_register: false,
    ids: IdShape::Word,
    id_prefix: "",
});
/// The practitioners.
pub const PRACTITIONERS: Directory = row!(Directory: DirectoryRow {
    clinic: FHIR,
    plural: Said::new("directory-practitioners"),
    several: Said::new("line-several-practitioners"),
    lists_people: false,
    is_register: false,
    ids: IdShape::Word,
    id_prefix: "",
});

/// The participant who is the patient.
pub const PATIENT: FieldId = row!(
    FieldId: Field::new("patientId", S::Patient, "field-patient", Kind::Reference(PATIENTS)).sent(CREATE).required()
);
/// The participant who is the practitioner.
pub const PRACTITIONER: FieldId = row!(
    FieldId: Field::new("practitionerId", S::WhereWho, "field-practitioner", Kind::Reference(PRACTITIONERS)).sent(CREATE)
);
// References are identifiers, and a no-show has no reason (app-4, as published).
visit_fields!(CREATE, 0, &[Status::Cancelled]);

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
