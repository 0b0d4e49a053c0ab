//! ClinikAPI's forms: the visit, and a new patient.

use crate::booking::{
    Directory, DirectoryRow, Field, FieldId, FieldRole, IdShape, Kind, Reader, Section as S, Status,
};
use crate::clinics::row;
use crate::clinics::visits::visit_fields;
use crate::i18n::Said;

const CREATE: &str = "ClinikAPI create, POST /v1/appointments";

/// The patients: too many to list, so they are searched.
pub const PATIENTS: Directory = row!(Directory: DirectoryRow {
    clinic: super::CLINIK,
    plural: Said::new("directory-patients"),
    several: Said::new("line-several-patients"),
    lists_people: true,
    is_register: false,
    ids: IdShape::Word,
    id_prefix: "pt_",
});
/// The practitioners.
pub const PRACTITIONERS: Directory = row!(Directory: DirectoryRow {
    clinic: super::CLINIK,
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
visit_fields!(CREATE);

/// The form, in order.
pub(super) const FORM: &[FieldId] = &[
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
