//! The rows of the clinic whose server speaks FHIR, and what its answers are read by.

use super::people::person;
use super::record::booked;
use super::wire::{CALENDARS, FhirApi, practitioner};
use crate::clinics::pages::RecordReader;
use crate::clinics::visits::{CAPABILITIES, Calendars, NEW_PATIENT, words};
use crate::{Capabilities, ClinicId, ClinicName, Definition, Entry, Person};

/// What a clinic's answers are read by: the records in them are its own.
#[derive(Debug)]
pub(super) struct FhirRows {
    pub(super) clinic: ClinicId,
    pub(super) calendars: Calendars,
    pub(super) person: RecordReader<Person>,
    pub(super) patient: RecordReader<Entry>,
    pub(super) practitioner: RecordReader<Entry>,
}

/// Defines the rows of a clinic, in a module: rows are told apart by their place, so each clinic needs its own.
macro_rules! clinic {
    ($module:ident) => {
        pub(super) mod $module {
            use super::*;
            use crate::clinics::fhir::CREATE;
            use crate::clinics::row;
            use crate::clinics::visits::visit_form;

            /// The clinic of these rows.
            pub const CLINIC: ClinicId = ClinicId::of(&DEFINITION);

            static ROWS: FhirRows = FhirRows {
                clinic: CLINIC,
                calendars: Calendars {
                    appointments: ("Appointment", |id, record| booked(CLINIC, id, record)),
                    ..CALENDARS
                },
                person: |id, record| Some(person(CLINIC, id, record)),
                patient: |id, record| Some((&person(CLINIC, id, record)).into()),
                practitioner: |id, record| Some(practitioner(CLINIC, id, record)),
            };

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
                api: &FhirApi(&ROWS),
                capabilities: Capabilities {
                    searches_numbers: true,
                    ..CAPABILITIES
                },
                words: words("verdict-aniva-key-shape"),
            };

            // References are identifiers, and a no-show has no reason (app-4, as published).
            visit_form! {
                CLINIC,
                CREATE,
                ids: "", "",
                reference: 0,
                cancelled: &[Status::Cancelled],
            }
        }
    };
}

clinic!(unnamed);
