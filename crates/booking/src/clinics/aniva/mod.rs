//! Aniva Health: blood draws with profile, location and time.

mod calendar;
mod form;
mod panels;
mod people;
mod wire;

use std::time::Duration;

use crate::{Capabilities, ClinicId, Definition, DrawStatuses, IdShape, Words};
use i18n::Said;

pub use form::*;

/// Aniva.
pub const ANIVA: ClinicId = ClinicId::of(&DEFINITION);

static DEFINITION: Definition = Definition {
    word: "aniva",
    name: "Aniva",
    address: "https://anivahealth.com",
    has_sandbox: true,
    templates_of: None,
    form: FORM,
    patient: PROFILE,
    provider: LOCATION,
    start: SCHEDULED_AT,
    new_patient: &NEW_PATIENT,
    people: PROFILES,
    providers: LOCATIONS,
    appointment_ids: IdShape::Uuid,
    appointment_id_prefix: "",
    panels: Some(PANEL_LIST),
    api: &wire::AnivaApi,
    capabilities: Capabilities {
        has_places: true,
        sees_several: true,
        has_working_hours: false,
        has_patient_search: false,
        agenda_days: None,
        // Availability is 30 s behind, and 60 s more if an intermediary caches it.
        lag: Duration::from_secs(90),
        days_ahead: 90,
        // Aniva, *Life cycle*: `confirmed` is a draw that is done.
        draw: Some(&DrawStatuses { before: "scheduled", after: &["confirmed", "completed"] }),
        steps: &[],
        replaces: false,
        takes_past: false,
    },
    words: Words {
        purpose: Said::new("backend-draw"),
        patient_busy: Said::new("conflict-has-draw"),
        patient_busy_with: Said::new("conflict-has-draw-at"),
        closed_day: Said::new("conflict-closed"),
        open_hours: Said::new("conflict-open"),
        out: Said::new("rail-closed"),
        out_until: Said::new("rail-closed-until"),
        out_all_day: Said::new("rail-closed-all-day"),
        the_provider: Said::new("conflict-the-location"),
        ask_for_provider: Said::new("grid-where"),
        pick_again: Said::new("verdict-aniva-pick-again"),
        may_not_book: Said::new("verdict-aniva-forbidden"),
        ask_right_to_book: Said::new("verdict-aniva-ask-right"),
        may_not_read: Said::new("unread-aniva-forbidden"),
        may_not_add_patients: Said::new("patient-aniva-forbidden"),
        key_shape: Said::new("verdict-aniva-key-shape"),
        slip_title: Said::new("slip-draw"),
        slip_provider: Said::new("slip-where"),
    },
};
