//! Aniva Health: blood draws with profile, location and time.

mod calendar;
mod form;
mod panels;
mod people;
mod wire;

use std::time::Duration;

use crate::{
    Capabilities, ClinicId, ClinicName, Definition, DrawStatuses, IdShape, SettingsRow, Site, Words,
};
use i18n::MessageId;

pub use form::*;

/// Aniva.
pub const ANIVA: ClinicId = ClinicId::of(&DEFINITION);

static DEFINITION: Definition = Definition {
    word: "aniva",
    site: Site::Only,
    name: ClinicName::of_api("Aniva"),
    settings: SettingsRow::unset(),
    address: "https://anivahealth.com",
    has_sandbox: true,
    templates_of: None,
    form: FORM,
    patient: PROFILE,
    provider: LOCATION,
    start: SCHEDULED_AT,
    new_patient: &NEW_PATIENT,
    died: None,
    people: PROFILES,
    providers: LOCATIONS,
    places: None,
    appointment_ids: IdShape::Uuid,
    appointment_id_prefix: "",
    panels: Some(PANEL_LIST),
    api: &wire::AnivaApi,
    capabilities: Capabilities {
        has_places: true,
        sees_several: true,
        has_working_hours: false,
        has_patient_search: false,
        searches_numbers: false,
        agenda_days: None,
        // Availability is 30 s behind, and 60 s more if an intermediary caches it.
        lag: Duration::from_secs(90),
        days_ahead: 90,
        // Aniva, *Life cycle*: `confirmed` is a draw that is done.
        draw: Some(&DrawStatuses {
            before: "scheduled",
            after: &["confirmed", "completed"],
        }),
        steps: &[],
        replaces: false,
        takes_past: false,
    },
    words: Words {
        purpose: MessageId::new("backend-draw"),
        patient_busy: MessageId::new("conflict-has-draw"),
        patient_busy_with: MessageId::new("conflict-has-draw-at"),
        closed_day: MessageId::new("conflict-closed"),
        open_hours: MessageId::new("conflict-open"),
        out: MessageId::new("rail-closed"),
        out_until: MessageId::new("rail-closed-until"),
        out_all_day: MessageId::new("rail-closed-all-day"),
        the_provider: MessageId::new("conflict-the-location"),
        ask_for_provider: MessageId::new("grid-where"),
        with_whom: MessageId::new("hold-where"),
        line_hint: MessageId::new("line-hint-draw"),
        line_holds: MessageId::new("line-holds-draw"),
        pick_again: MessageId::new("verdict-aniva-pick-again"),
        may_not_book: MessageId::new("verdict-aniva-forbidden"),
        ask_right_to_book: MessageId::new("verdict-aniva-ask-right"),
        may_not_read: MessageId::new("unread-aniva-forbidden"),
        may_not_add_patients: MessageId::new("patient-aniva-forbidden"),
        key_shape: MessageId::new("verdict-aniva-key-shape"),
        slip_title: MessageId::new("slip-draw"),
        slip_provider: MessageId::new("slip-where"),
    },
};
