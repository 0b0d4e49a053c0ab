//! The rows of each clinic with a FHIR server, with or without a name. Each has lists and fields of its own, so that
//! its people, providers and drafts are not confused with those of the others.

use super::people::person;
use super::record::booked;
use super::wire::{CALENDARS, FhirApi, practitioner, practitioners_with_roles};
use crate::clinics::pages::RecordReader;
use crate::clinics::visits::{CAPABILITIES, Calendars, NEW_PATIENT, words};
use crate::{
    Capabilities, ClinicId, ClinicName, Definition, Directory, Entry, Person, SettingsRow, Site,
    SiteRow,
};

/// The readers of a clinic's answers, which assign the records to it.
#[derive(Debug)]
pub(super) struct FhirRows {
    pub(super) clinic: ClinicId,
    pub(super) calendars: Calendars,
    pub(super) person: RecordReader<Person>,
    pub(super) patient: RecordReader<Entry>,
    pub(super) practitioner: RecordReader<Entry>,
    pub(super) places: Directory,
    pub(super) services: Directory,
}

/// Defines the rows of a clinic in a module. Rows are compared by their address, so each clinic needs its own.
macro_rules! clinic {
    ($(#[$lint:meta])* $module:ident: $site:expr) => {
        $(#[$lint])*
        pub(super) mod $module {
            use super::*;
            use crate::clinics::fhir::CREATE;
            use crate::clinics::fhir::patient::DIED;
            use crate::clinics::row;
            use crate::clinics::visits::{code_list, visit_fields, visit_list};

            /// The clinic of these rows.
            pub(crate) const CLINIC: ClinicId = ClinicId::of(&DEFINITION);

            static ROWS: FhirRows = FhirRows {
                clinic: CLINIC,
                calendars: Calendars {
                    appointments: ("Appointment", |id, record, _| booked(CLINIC, id, record)),
                    patients: |id, record, as_of| Some(person(CLINIC, id, record, as_of)),
                    listed_with_roles: Some(|| practitioners_with_roles(&ROWS)),
                    ..CALENDARS
                },
                person: |id, record, as_of| Some(person(CLINIC, id, record, as_of)),
                patient: |id, record, as_of| Some((&person(CLINIC, id, record, as_of)).into()),
                practitioner: |id, record, as_of| Some(practitioner(CLINIC, id, record, as_of)),
                places: PLACES,
                services: SERVICES,
            };

            static DEFINITION: Definition = Definition {
                word: "fhir",
                site: $site,
                name: ClinicName::of_api("FHIR"),
                settings: SettingsRow::with_optional(&[PLACE, SERVICE]),
                // Every clinic has its own.
                address: "",
                has_sandbox: true,
                templates_of: Some("clinik"),
                form: FORM,
                patient: PATIENT,
                provider: PRACTITIONER,
                start: START,
                new_patient: &NEW_PATIENT,
                died: Some(&DIED),
                people: PATIENTS,
                providers: PRACTITIONERS,
                places: Some(PLACES),
                appointment_ids: IdShape::Word,
                appointment_id_prefix: "",
                panels: None,
                api: &FhirApi(&ROWS),
                capabilities: Capabilities {
                    searches_numbers: true,
                    ..CAPABILITIES
                },
                words: words("verdict-aniva-key-shape"),
            };

            /// The places of visits.
            pub const PLACES: Directory = row!(Directory: visit_list(CLINIC, "directory-locations"));
            /// The services of a practice.
            pub const SERVICES: Directory = row!(Directory: visit_list(CLINIC, "directory-services"));

            /// The participant that is a Location.
            pub(crate) const PLACE: FieldId = row!(
                FieldId: Field::new("place", S::WhereWho, "field-place", Kind::reference(PLACES))
                    .sent(CREATE)
                    .in_templates("place")
            );
            /// The participant that is a HealthcareService.
            pub(crate) const SERVICE: FieldId = row!(
                FieldId: Field::new("healthcareService", S::WhereWho, "field-healthcare-service", Kind::reference(SERVICES))
                    .sent(CREATE)
                    .in_templates("healthcare_service")
            );

            // References are identifiers, and a no-show has no reason (app-4, as published).
            visit_fields! {
                CLINIC,
                CREATE,
                ids: "", "",
                reference: 0,
                cancelled: &[Status::Cancelled],
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
        }
    };
}

/// Defines the rows for clinics with names, as many as a desk can have.
macro_rules! named {
    ($($module:ident),*) => {
        $(clinic!(
            #[expect(unreachable_pub, reason = "they are reached by the name alone")]
            $module: Site::Named(SiteRow::free())
        );)*

        static NAMED: &[ClinicId] = &[$($module::CLINIC),*];
    };
}

clinic!(unnamed: Site::Unnamed(NAMED));
named!(first, second, third, fourth, fifth, sixth, seventh, eighth);
