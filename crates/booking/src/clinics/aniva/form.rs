//! Aniva's forms: the blood draw, and a new profile.

use crate::clinics::row;
use crate::{
    Directory, DirectoryRow, Field, FieldId, FieldRole, IdShape, Kind, PatientField as P,
    PatientRule, Reader, Section as S, ValueShape,
};
use i18n::MessageId;

const CREATE: &str = "Aniva create, POST /api/v1/appointments";
const ADD_PANELS: &str = "Aniva add panels, POST /api/v1/appointments/{id}/panels, `panel_ids`";

/// The profiles: Aniva lists them all, page by page, and has no search.
pub const PROFILES: Directory = row!(Directory: DirectoryRow {
    clinic: super::ANIVA,
    plural: MessageId::new("directory-patients"),
    several: MessageId::new("line-several-patients"),
    lists_people: true,
    is_register: true,
    ids: IdShape::Uuid,
    id_prefix: "",
});
/// The locations.
pub const LOCATIONS: Directory = row!(Directory: DirectoryRow {
    clinic: super::ANIVA,
    plural: MessageId::new("directory-locations"),
    several: MessageId::new("line-several-locations"),
    lists_people: false,
    is_register: false,
    ids: IdShape::Uuid,
    id_prefix: "",
});
/// The panels.
pub const PANEL_LIST: Directory = row!(Directory: DirectoryRow {
    clinic: super::ANIVA,
    plural: MessageId::new("directory-panels"),
    several: MessageId::new("line-several-patients"),
    lists_people: false,
    is_register: false,
    ids: IdShape::Uuid,
    id_prefix: "",
});

/// The field `profile_id`.
pub const PROFILE: FieldId = row!(
    FieldId: Field::new("profile_id", S::Patient, "field-profile", Kind::reference(PROFILES))
        .sent(CREATE)
        .required()
        .named_in_state("Profile")
);
/// The field `location_id`.
pub const LOCATION: FieldId = row!(
    FieldId: Field::new("location_id", S::WhereWho, "field-location", Kind::reference(LOCATIONS)).sent(CREATE).required()
);
/// The field `scheduled_at`.
pub const SCHEDULED_AT: FieldId = row!(
    FieldId: Field::new("scheduled_at", S::When, "field-scheduled-at", Kind::MOMENT)
        .sent(CREATE)
        .required()
        .named_in_state("Scheduled at")
);
/// A note that is never sent: Aniva has no member for it.
pub const DESK_NOTE: FieldId = row!(
    FieldId: Field::new("deskNote", S::Instructions, "field-desk-note", Kind::LINES)
        .limit(2000)
        .read_by(Reader::Staff)
        .role(FieldRole::Instruction)
);
/// The field `panel_ids`.
pub const PANELS: FieldId = row!(
    FieldId: Field::new("panel_ids", S::Instructions, "field-panels", Kind::references(PANEL_LIST))
        .sent_after_create(ADD_PANELS)
        .role(FieldRole::Panels)
);

/// The form, in order.
pub(super) const FORM: &[FieldId] = &[PROFILE, LOCATION, SCHEDULED_AT, DESK_NOTE, PANELS];

/// The rules of a new profile (Aniva profiles, create).
pub(super) static NEW_PATIENT: [PatientRule; 8] = [
    PatientRule::typed(
        P::FirstName,
        "patient-hint-passport",
        "first_name",
        ValueShape::LatinName(100),
    )
    .required(),
    PatientRule::typed(
        P::LastName,
        "patient-hint-passport",
        "last_name",
        ValueShape::LatinName(100),
    ),
    PatientRule::chosen(P::Sex, "sex", ValueShape::MaleOrFemale).required(),
    PatientRule::typed(
        P::BirthDate,
        "patient-hint-born",
        "date_of_birth",
        ValueShape::BornBeforeToday,
    )
    .required(),
    PatientRule::typed(P::Email, "patient-hint-email", "email", ValueShape::Email),
    PatientRule::typed(
        P::Phone,
        "patient-hint-phone-with-country",
        "phone",
        ValueShape::E164,
    ),
    PatientRule::chosen(P::Language, "language", ValueShape::Language),
    PatientRule::typed(
        P::Group,
        "patient-hint-group",
        "profile_group_slug",
        ValueShape::Name(100),
    )
    .required(),
];
