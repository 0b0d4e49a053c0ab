//! ClinikAPI: clinic visits with patient, practitioner, time and instructions.

mod errors;
mod form;
mod wire;

use std::time::Duration;

use crate::booking::{Capabilities, ClinicId, Definition, IdShape, Words};
use crate::clinics::visits::{NEW_PATIENT, STEPS};
use crate::i18n::Said;

pub use form::*;
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
    capabilities: Capabilities {
        has_places: false,
        sees_several: false,
        has_working_hours: true,
        has_patient_search: true,
        agenda_days: Some(180),
        // Searches are about 10 s behind.
        lag: Duration::from_secs(12),
        days_ahead: 365,
        draw: None,
        steps: STEPS,
        replaces: true,
        takes_past: true,
    },
    words: Words {
        purpose: Said::new("backend-visit"),
        patient_busy: Said::new("conflict-has-visit"),
        patient_busy_with: Said::new("conflict-has-visit-with"),
        closed_day: Said::new("conflict-no-hours"),
        open_hours: Said::new("conflict-works"),
        out: Said::new("rail-not-in"),
        out_until: Said::new("rail-not-in-until"),
        out_all_day: Said::new("rail-not-in-all-day"),
        the_provider: Said::new("conflict-the-practitioner"),
        ask_for_provider: Said::new("grid-whom"),
        pick_again: Said::new("verdict-pick-again"),
        may_not_book: Said::new("verdict-key-may-not-book"),
        ask_right_to_book: Said::new("verdict-key-with-right"),
        may_not_read: Said::new("unread-clinik-forbidden"),
        may_not_add_patients: Said::new("patient-key-may-not-add"),
        key_shape: Said::new("verdict-clinik-key-shape"),
        slip_title: Said::new("slip-visit"),
        slip_provider: Said::new("slip-with"),
    },
};
