//! PURE. The clinic APIs there are, one folder each: its form and rules, what it can do, and its wire format. No other
//! room knows them by name; all go by what their [`Vendor`] tells.

pub mod aniva;
pub mod clinik;
mod pages;
mod people;
mod record;

use crate::booking::{Vendor, Vendors};

pub use aniva::ANIVA;
pub use clinik::CLINIK;

/// Those that the program books at.
pub const SHIPPED: Vendors = Vendors::of(&[CLINIK, ANIVA]);

/// A handle to a row that stands nowhere else.
macro_rules! row {
    ($handle:ident: $row:expr) => {{
        static ROW: <$handle as std::ops::Deref>::Target = $row;
        $handle::of(&ROW)
    }};
}
pub(crate) use row;

#[expect(
    non_upper_case_globals,
    missing_docs,
    reason = "until every room goes by the list that it is handed"
)]
impl Vendor {
    pub const Clinik: Vendor = CLINIK;
    pub const Aniva: Vendor = ANIVA;
    pub const ALL: [Vendor; 2] = [CLINIK, ANIVA];
    pub fn next(self) -> Vendor {
        SHIPPED.after(self)
    }
}

impl std::str::FromStr for Vendor {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        SHIPPED.by_word(word)
    }
}

#[expect(non_upper_case_globals, missing_docs, reason = "until every room goes by roles")]
impl crate::booking::FieldId {
    pub fn named(key: &str) -> Option<Self> {
        SHIPPED.fields().find(|field| field.key == key)
    }
    pub const Patient: Self = clinik::PATIENT;
    pub const Practitioner: Self = clinik::PRACTITIONER;
    pub const ServiceType: Self = clinik::SERVICE_TYPE;
    pub const ServiceCategory: Self = clinik::SERVICE_CATEGORY;
    pub const Specialty: Self = clinik::SPECIALTY;
    pub const AppointmentType: Self = clinik::APPOINTMENT_TYPE;
    pub const Start: Self = clinik::START;
    pub const End: Self = clinik::END;
    pub const Minutes: Self = clinik::MINUTES;
    pub const Status: Self = clinik::STATUS;
    pub const Priority: Self = clinik::PRIORITY;
    pub const Reason: Self = clinik::REASON;
    pub const Description: Self = clinik::DESCRIPTION;
    pub const Comment: Self = clinik::COMMENT;
    pub const PatientInstruction: Self = clinik::PATIENT_INSTRUCTION;
    pub const CancelationReason: Self = clinik::CANCELATION_REASON;
    pub const Profile: Self = aniva::PROFILE;
    pub const Location: Self = aniva::LOCATION;
    pub const ScheduledAt: Self = aniva::SCHEDULED_AT;
    pub const DeskNote: Self = aniva::DESK_NOTE;
    pub const Panels: Self = aniva::PANELS;
}

#[expect(non_upper_case_globals, missing_docs, reason = "until every room goes by roles")]
impl crate::booking::Directory {
    pub const Patients: Self = clinik::PATIENTS;
    pub const Practitioners: Self = clinik::PRACTITIONERS;
    pub const Profiles: Self = aniva::PROFILES;
    pub const Locations: Self = aniva::LOCATIONS;
    pub const Panels: Self = aniva::PANEL_LIST;
    pub const ALL: [Self; 5] =
        [Self::Patients, Self::Practitioners, Self::Profiles, Self::Locations, Self::Panels];
}
