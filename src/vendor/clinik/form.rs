//! ClinikAPI's forms: the visit, and a new patient.

use crate::booking::{
    Directory, DirectoryRow, Field, FieldId, FieldRole, IdShape, Kind, PatientField, PatientRule, Reader,
    Section as S, Shape, Status,
};
use crate::i18n::Said;
use crate::vendor::row;

const CREATE: &str = "ClinikAPI create, POST /v1/appointments";

/// The patients: too many to list, so they are searched.
pub const PATIENTS: Directory = row!(Directory: DirectoryRow {
    vendor: super::CLINIK,
    plural: Said::new("directory-patients"),
    several: Said::new("line-several-patients"),
    lists_people: true,
    is_register: false,
    ids: IdShape::Word,
    id_prefix: "pt_",
});
/// The practitioners.
pub const PRACTITIONERS: Directory = row!(Directory: DirectoryRow {
    vendor: super::CLINIK,
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
/// The field `serviceType`.
pub const SERVICE_TYPE: FieldId = row!(
    FieldId: Field::new("serviceType", S::WhereWho, "field-service-type", Kind::Line(&[])).sent(CREATE).further().in_templates("service").limit(200)
);
/// The field `serviceCategory`.
pub const SERVICE_CATEGORY: FieldId = row!(
    FieldId: Field::new("serviceCategory", S::WhereWho, "field-service-category", Kind::Line(&[])).sent(CREATE).further().in_templates("category").limit(200)
);
/// The field `specialty`.
pub const SPECIALTY: FieldId = row!(
    FieldId: Field::new("specialty", S::WhereWho, "field-specialty", Kind::Line(&[])).sent(CREATE).further().in_templates("specialty").limit(200)
);
/// The field `appointmentType`.
pub const APPOINTMENT_TYPE: FieldId = row!(
    FieldId: Field::new(
        "appointmentType",
        S::WhereWho,
        "field-appointment-type",
        Kind::Line(&["ROUTINE", "FOLLOWUP", "WALKIN", "URGENT"]),
    )
    .sent(CREATE).in_templates("type")
    .limit(100)
);
/// The field `start`.
pub const START: FieldId =
    row!(FieldId: Field::new("start", S::When, "field-start", Kind::Instant).sent(CREATE));
/// The field `end`.
pub const END: FieldId =
    row!(FieldId: Field::new("end", S::When, "field-end", Kind::Instant).sent(CREATE).role(FieldRole::End));
/// The field `minutesDuration`.
pub const MINUTES: FieldId = row!(
    FieldId: Field::new("minutesDuration", S::When, "field-minutes", Kind::Integer(1, 1440))
        .sent(CREATE)
        .role(FieldRole::Minutes)
);
/// The field `status`.
pub const STATUS: FieldId = row!(
    FieldId: Field::new("status", S::When, "field-status", Kind::Choice(Status::WORDS))
        .sent(CREATE).further()
        .required()
        .preset(Status::Booked.word())
        .role(FieldRole::Status)
);
/// The field `requestedPeriod`.
pub const REQUESTED_PERIOD: FieldId = row!(
    FieldId: Field::new("requestedPeriod", S::When, "field-requested-period", Kind::Periods)
        .sent(CREATE).further()
        .only_for(&[Status::Waitlist])
        .role(FieldRole::Wished)
);
/// The field `priority`.
pub const PRIORITY: FieldId = row!(
    FieldId: Field::new("priority", S::When, "field-priority", Kind::Integer(0, 9)).sent(CREATE).further().in_templates("priority").role(FieldRole::Priority)
);
/// The field `reasonCode`.
pub const REASON: FieldId = row!(
    FieldId: Field::new("reasonCode", S::Instructions, "field-reason", Kind::Line(&[]))
        .sent(CREATE).in_templates("reason")
        .limit(500)
        .role(FieldRole::Reason)
);
/// The field `description`.
pub const DESCRIPTION: FieldId = row!(
    FieldId: Field::new("description", S::Instructions, "field-description", Kind::Lines).sent(CREATE).further().limit(2000)
);
/// The field `comment`.
pub const COMMENT: FieldId = row!(
    FieldId: Field::new("comment", S::Instructions, "field-comment", Kind::Lines)
        .sent(CREATE).further().in_templates("comment")
        .limit(2000)
        .bears_reference()
        .read_by(Reader::Staff)
        .role(FieldRole::Comment)
);
/// The field `patientInstruction`.
pub const PATIENT_INSTRUCTION: FieldId = row!(
    FieldId: Field::new("patientInstruction", S::Instructions, "field-patient-instruction", Kind::Lines)
        .sent(CREATE)
        .limit(2000)
        .read_by(Reader::Patient)
        .role(FieldRole::Instruction)
);
/// The field `cancelationReason`.
pub const CANCELATION_REASON: FieldId = row!(
    FieldId: Field::new("cancelationReason", S::Instructions, "field-cancelation-reason", Kind::Line(&[]))
        .sent(CREATE).further()
        .limit(500)
        .only_for(&[Status::Cancelled, Status::NoShow])
);

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

/// The rules of a new patient (ClinikAPI patients, create).
pub(super) static NEW_PATIENT: [PatientRule; 6] = [
    PatientRule::typed(PatientField::FirstName, "patient-hint-first-names", "firstName", Shape::Name(100))
        .required(),
    PatientRule::typed(PatientField::LastName, "patient-hint-surname", "lastName", Shape::Name(100))
        .required(),
    PatientRule::typed(PatientField::BirthDate, "patient-hint-born", "birthDate", Shape::Born),
    PatientRule::chosen(PatientField::Sex, "gender", Shape::Sex),
    PatientRule::typed(PatientField::Phone, "patient-hint-phone", "phone", Shape::Phone(20)),
    PatientRule::typed(PatientField::Email, "patient-hint-email", "email", Shape::Email),
];
