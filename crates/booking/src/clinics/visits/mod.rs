//! Visits with patient, practitioner and time, as ClinikAPI and FHIR share them: fields, steps between statuses, and
//! readers of records in ClinikAPI's flat format or in FHIR's.

mod absences;
mod actors;
mod away;
mod calendar;
mod in_group;
mod people;
mod roles;
mod slots;

use std::time::Duration;

use crate::{
    Capabilities, ClinicId, DirectoryRow, IdShape, PatientField as P, PatientRule, Status,
    ValueShape, Words,
};
use i18n::MessageId;

pub(super) use actors::ROLE;
pub(super) use away::WayBack;
pub(super) use calendar::{
    Calendars, Combines, PAGE_SIZE, ReachesBack, booked, participants, visit_reads,
};
pub(super) use people::{
    gender, name_in_use, person, point_in_use, practitioner, query_like, searched,
};
pub(super) use roles::{is_active, published, reference_id, schedule_of_slot};

/// Defines the lists and the fields that the clinics for visits have in common. Each field is sent as `$create`
/// documents. A reference takes `$reference_units` of the comment's limit; the form asks for a reason of the
/// cancellation with the statuses `$cancelled`. The clinic's own fields and its form are next to its definition.
macro_rules! visit_fields {
    (
        $clinic:expr,
        $create:expr,
        ids: $patient_prefix:expr, $practitioner_prefix:expr,
        reference: $reference_units:expr,
        cancelled: $cancelled:expr $(,)?
    ) => {
        use crate::{
            Directory, DirectoryRow, Field, FieldId, FieldRole, IdShape, Kind, Reader, Section as S, Status,
        };
        use i18n::MessageId;

        /// The patients: too many to list, so they are searched.
        pub const PATIENTS: Directory = row!(Directory: DirectoryRow {
            clinic: $clinic,
            plural: MessageId::new("directory-patients"),
            several: MessageId::new("line-several-patients"),
            lists_people: true,
            is_register: false,
            ids: IdShape::Word,
            id_prefix: $patient_prefix,
        });
        /// The practitioners.
        pub const PRACTITIONERS: Directory = row!(Directory: DirectoryRow {
            clinic: $clinic,
            plural: MessageId::new("directory-practitioners"),
            several: MessageId::new("line-several-practitioners"),
            lists_people: false,
            is_register: false,
            ids: IdShape::Word,
            id_prefix: $practitioner_prefix,
        });

        /// The codes that a site has for `serviceType`.
        pub(crate) const SERVICE_TYPES: Directory = row!(Directory: code_list($clinic));
        /// The codes that a site has for `specialty`.
        pub(crate) const SPECIALTIES: Directory = row!(Directory: code_list($clinic));
        /// The codes that a site has for `appointmentType`.
        pub(crate) const APPOINTMENT_TYPES: Directory = row!(Directory: code_list($clinic));
        /// The codes that a site has for `cancelationReason`.
        pub(crate) const CANCELATION_REASONS: Directory = row!(Directory: code_list($clinic));

        /// The field `patientId`.
        pub const PATIENT: FieldId = row!(
            FieldId: Field::new("patientId", S::Patient, "field-patient", Kind::reference(PATIENTS)).sent($create).required()
        );
        /// The field `practitionerId`.
        pub const PRACTITIONER: FieldId = row!(
            FieldId: Field::new("practitionerId", S::WhereWho, "field-practitioner", Kind::reference(PRACTITIONERS)).sent($create)
        );
        /// The field `serviceType`.
        pub const SERVICE_TYPE: FieldId = row!(
            FieldId: Field::new("serviceType", S::WhereWho, "field-service-type", Kind::line(&[])).sent($create).alterable().further().in_templates("service").coded(SERVICE_TYPES).limit(200)
        );
        /// The field `serviceCategory`.
        pub(crate) const SERVICE_CATEGORY: FieldId = row!(
            FieldId: Field::new("serviceCategory", S::WhereWho, "field-service-category", Kind::line(&[])).sent($create).further().in_templates("category").limit(200)
        );
        /// The field `specialty`.
        pub const SPECIALTY: FieldId = row!(
            FieldId: Field::new("specialty", S::WhereWho, "field-specialty", Kind::line(&[])).sent($create).alterable().further().in_templates("specialty").coded(SPECIALTIES).limit(200)
        );
        /// The field `appointmentType`.
        pub const APPOINTMENT_TYPE: FieldId = row!(
            FieldId: Field::new(
                "appointmentType",
                S::WhereWho,
                "field-appointment-type",
                Kind::line(&["ROUTINE", "FOLLOWUP", "WALKIN", "URGENT"]),
            )
            .sent($create).alterable().in_templates("type")
            .coded(APPOINTMENT_TYPES)
            .limit(100)
        );
        /// The field `start`.
        pub const START: FieldId =
            row!(FieldId: Field::new("start", S::When, "field-start", Kind::MOMENT).sent($create));
        /// The field `end`.
        pub const END: FieldId =
            row!(FieldId: Field::new("end", S::When, "field-end", Kind::MOMENT).sent($create).role(FieldRole::End));
        /// The field `minutesDuration`.
        pub const MINUTES: FieldId = row!(
            FieldId: Field::new("minutesDuration", S::When, "field-minutes", Kind::integer(1, 1440))
                .sent($create).alterable()
                .role(FieldRole::Minutes)
        );
        /// The field `status`.
        pub const STATUS: FieldId = row!(
            FieldId: Field::new("status", S::When, "field-status", Kind::choice(Status::WORDS))
                .sent($create).further()
                .required()
                .preset(Status::Booked.word())
                .role(FieldRole::Status)
        );
        /// The field `requestedPeriod`.
        pub(crate) const REQUESTED_PERIOD: FieldId = row!(
            FieldId: Field::new("requestedPeriod", S::When, "field-requested-period", Kind::PERIODS)
                .sent($create)
                .only_for(&[Status::Waitlist])
                .role(FieldRole::Wished)
        );
        /// The field `priority`.
        pub(crate) const PRIORITY: FieldId = row!(
            FieldId: Field::new("priority", S::When, "field-priority", Kind::integer(0, 9)).sent($create).alterable().further().in_templates("priority").role(FieldRole::Priority)
        );
        /// The field `reasonCode`.
        pub const REASON: FieldId = row!(
            FieldId: Field::new("reasonCode", S::Instructions, "field-reason", Kind::line(&[]))
                .sent($create).alterable().in_templates("reason")
                .limit(500)
                .role(FieldRole::Reason)
        );
        /// The field `description`.
        pub const DESCRIPTION: FieldId = row!(
            FieldId: Field::new("description", S::Instructions, "field-description", Kind::LINES).sent($create).alterable().further().limit(2000)
        );
        /// The field `comment`.
        pub const COMMENT: FieldId = row!(
            FieldId: Field::new("comment", S::Instructions, "field-comment", Kind::LINES)
                .sent($create).alterable().further().in_templates("comment")
                .limit(2000)
                .bears_reference($reference_units)
                .read_by(Reader::Staff)
                .role(FieldRole::Comment)
        );
        /// The field `patientInstruction`.
        pub const PATIENT_INSTRUCTION: FieldId = row!(
            FieldId: Field::new("patientInstruction", S::Instructions, "field-patient-instruction", Kind::LINES)
                .sent($create).alterable()
                .limit(2000)
                .read_by(Reader::Patient)
                .role(FieldRole::Instruction)
        );
        /// The field `cancelationReason`.
        pub const CANCELATION_REASON: FieldId = row!(
            FieldId: Field::new("cancelationReason", S::Instructions, "field-cancelation-reason", Kind::line(&[]))
                .sent($create).further()
                .coded(CANCELATION_REASONS)
                .role(FieldRole::CancelationReason)
                .limit(500)
                .only_for($cancelled)
        );
    };
}
pub(in crate::clinics) use visit_fields;

/// Returns the list of the codes that a clinic has for one of its fields.
pub(in crate::clinics) const fn code_list(clinic: ClinicId) -> DirectoryRow {
    visit_list(clinic, "directory-codes")
}

/// Returns a list for one of a clinic's fields, other than patients and practitioners. `plural` is the message that
/// names its entries.
pub(in crate::clinics) const fn visit_list(clinic: ClinicId, plural: &'static str) -> DirectoryRow {
    DirectoryRow {
        clinic,
        plural: MessageId::new(plural),
        several: MessageId::new("line-several-practitioners"),
        lists_people: false,
        is_register: false,
        ids: IdShape::Word,
        id_prefix: "",
    }
}

/// The rules of a new patient (ClinikAPI patients, create); FHIR has the same members and no limits.
pub(in crate::clinics) static NEW_PATIENT: [PatientRule; 6] = [
    PatientRule::typed(
        P::FirstName,
        "patient-hint-first-names",
        "firstName",
        ValueShape::Name(100),
    )
    .required(),
    PatientRule::typed(
        P::LastName,
        "patient-hint-surname",
        "lastName",
        ValueShape::Name(100),
    )
    .required(),
    PatientRule::typed(
        P::BirthDate,
        "patient-hint-born",
        "birthDate",
        ValueShape::Born,
    ),
    PatientRule::chosen(P::Sex, "gender", ValueShape::Sex),
    PatientRule::typed(
        P::Phone,
        "patient-hint-phone",
        "phone",
        ValueShape::Phone(20),
    ),
    PatientRule::typed(P::Email, "patient-hint-email", "email", ValueShape::Email),
];

/// The documented transitions (ClinikAPI, *Life cycle*), except that a patient at the desk counts as arrived, checked
/// in or not. The first step from a status is the usual one. From a final status it leads back.
pub(in crate::clinics) const STEPS: &[(Status, Status)] = &[
    (Status::Waitlist, Status::Booked),
    (Status::Proposed, Status::Pending),
    (Status::Pending, Status::Booked),
    (Status::Booked, Status::Arrived),
    (Status::Booked, Status::CheckedIn),
    (Status::CheckedIn, Status::Arrived),
    (Status::Arrived, Status::Fulfilled),
    (Status::Fulfilled, Status::Arrived),
    (Status::NoShow, Status::Arrived),
    (Status::Cancelled, Status::Booked),
];

/// The capabilities of the APIs for visits.
pub(in crate::clinics) const CAPABILITIES: Capabilities = Capabilities {
    has_places: false,
    sees_several: false,
    has_working_hours: true,
    has_patient_search: true,
    searches_numbers: false,
    agenda_days: Some(180),
    // ClinikAPI's searches are about 10 s behind. A FHIR server may answer them from a replica or a cache.
    lag: Duration::from_secs(12),
    days_ahead: 365,
    draw: None,
    steps: STEPS,
    replaces: true,
    takes_past: true,
};

/// Returns the texts about visits; `key_shape` is the message that describes a key.
pub(in crate::clinics) const fn words(key_shape: &'static str) -> Words {
    Words {
        purpose: MessageId::new("backend-visit"),
        patient_busy: MessageId::new("conflict-has-visit"),
        patient_busy_with: MessageId::new("conflict-has-visit-with"),
        closed_day: MessageId::new("conflict-no-hours"),
        open_hours: MessageId::new("conflict-works"),
        out: MessageId::new("rail-not-in"),
        out_until: MessageId::new("rail-not-in-until"),
        out_all_day: MessageId::new("rail-not-in-all-day"),
        the_provider: MessageId::new("conflict-the-practitioner"),
        ask_for_provider: MessageId::new("grid-whom"),
        with_whom: MessageId::new("hold-whom"),
        line_hint: MessageId::new("line-hint"),
        line_holds: MessageId::new("line-holds"),
        pick_again: MessageId::new("verdict-pick-again"),
        may_not_book: MessageId::new("verdict-key-may-not-book"),
        ask_right_to_book: MessageId::new("verdict-key-with-right"),
        may_not_read: MessageId::new("unread-clinik-forbidden"),
        may_not_add_patients: MessageId::new("patient-key-may-not-add"),
        key_shape: MessageId::new(key_shape),
        slip_title: MessageId::new("slip-visit"),
        slip_provider: MessageId::new("slip-with"),
    }
}
