//! The definition of a clinic API: its words, its form, its lists and its capabilities.

use std::sync::OnceLock;
use std::time::Duration;

use super::site::LONGEST_CLINIC_NAME;
use super::{Directory, IdShape, SettingsRow, Site};
use crate::api::Api;
use crate::sanitize::sanitize;
use crate::{FieldId, PatientRule, Status};
use i18n::MessageId;

/// Everything that differs between clinic APIs.
#[derive(Debug)]
pub struct Definition {
    /// The word of the API on the command line, in files and in the log. Never changes.
    pub word: &'static str,
    /// The place among the clinics with the same API.
    pub site: Site,
    /// The name shown to staff.
    pub name: ClinicName,
    /// The facts that the configuration states of it.
    pub settings: SettingsRow,
    /// The default address; empty if every clinic has its own, so that it is offered only if one is configured, or if a
    /// person names it.
    pub address: &'static str,
    /// Whether the embedded sandbox replaces it if nothing is configured.
    pub has_sandbox: bool,
    /// The clinic whose shipped templates also fill its form, where that clinic is not offered.
    pub templates_of: Option<&'static str>,
    /// The form, in order.
    pub form: &'static [FieldId],
    /// The form's field for the patient.
    pub patient: FieldId,
    /// The form's field for the practitioner or location.
    pub provider: FieldId,
    /// The form's field for the start.
    pub start: FieldId,
    /// The fields of a new patient, in the order of the API's documentation. The fields added by a clinic's settings
    /// are in [`ClinicId::new_patient`](crate::ClinicId::new_patient).
    pub new_patient: &'static [PatientRule],
    /// The field for the day on which a patient died; `None` if the clinic has no place for it.
    pub died: Option<&'static PatientRule>,
    /// The list of its patients.
    pub people: Directory,
    /// The list of its practitioners or locations.
    pub providers: Directory,
    /// The list of places where a practitioner may see a patient, if it has one.
    pub places: Option<Directory>,
    /// The shape of its appointments' ids.
    pub appointment_ids: IdShape,
    /// The prefix of those ids; empty if they have none.
    pub appointment_id_prefix: &'static str,
    /// The list of its panels, if it has one.
    pub panels: Option<Directory>,
    /// The wire format.
    pub api: &'static dyn Api,
    /// The capabilities.
    pub capabilities: Capabilities,
    /// The texts that are its own.
    pub words: Words,
}

/// The name of a clinic as shown to staff: that of its API, unless the configuration has another one.
#[derive(Debug)]
pub struct ClinicName {
    of_api: &'static str,
    /// Set once, before the first frame.
    configured: OnceLock<String>,
}

impl ClinicName {
    /// Creates the name of a clinic that is called like its API.
    pub const fn of_api(name: &'static str) -> ClinicName {
        ClinicName {
            of_api: name,
            configured: OnceLock::new(),
        }
    }

    pub(super) fn shown(&self) -> &str {
        self.configured.get().map_or(self.of_api, String::as_str)
    }

    pub(super) fn configure(&self, name: &str) {
        let name: String = sanitize(name).chars().take(LONGEST_CLINIC_NAME).collect();
        self.configured.get_or_init(|| name.trim().to_owned());
    }
}

/// The capabilities of a clinic API that the desk needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Capabilities {
    /// Whether it books at locations: each may have a zone of its own, and the list includes opening hours.
    pub has_places: bool,
    /// Whether a provider can see several patients at once, so that only the free times show whether there is
    /// room.
    pub sees_several: bool,
    /// Whether it returns working hours.
    pub has_working_hours: bool,
    /// Whether it can search patients by name, birth date, phone and e-mail address. Otherwise the desk
    /// searches the whole list.
    pub has_patient_search: bool,
    /// Whether that search also finds by numbers other than the id: of the chart, of the insurance.
    pub searches_numbers: bool,
    /// How many days ahead a person's appointments are read; `None` for no limit.
    pub agenda_days: Option<u64>,
    /// The lag of its calendars behind its own answers.
    pub lag: Duration,
    /// How many days ahead there may be free times.
    pub days_ahead: u64,
    /// The statuses of blood draws, if it books those.
    pub draw: Option<&'static DrawStatuses>,
    /// The statuses that staff set, each with the one that usually follows; empty if it has no such call.
    pub steps: &'static [(Status, Status)],
    /// Whether another provider requires a new appointment and the cancellation of this one.
    pub replaces: bool,
    /// Whether it books visits that have already begun, after a person has confirmed them; otherwise they are refused.
    pub takes_past: bool,
}

/// The statuses that show whether blood was drawn.
#[derive(Debug)]
pub struct DrawStatuses {
    /// The status before the draw: panels, time and place may change.
    pub before: &'static str,
    /// The statuses after the draw; the first is the one right afterwards.
    pub after: &'static [&'static str],
}

/// The messages that are specific to one clinic API.
#[derive(Debug)]
#[expect(missing_docs, reason = "each is named after what it says")]
pub struct Words {
    pub purpose: MessageId,
    /// Takes `who` and `when`.
    pub patient_busy: MessageId,
    /// Takes `who`, `when`, `time` and `provider`.
    pub patient_busy_with: MessageId,
    /// Takes `provider` and `day`.
    pub closed_day: MessageId,
    /// Takes `provider` and `hours`.
    pub open_hours: MessageId,
    /// A provider's absence: in two words, with `time` of the return, and of a whole day.
    pub out: MessageId,
    /// Takes `time`.
    pub out_until: MessageId,
    pub out_all_day: MessageId,
    pub the_provider: MessageId,
    pub ask_for_provider: MessageId,
    pub with_whom: MessageId,
    /// The parts of an entry line, with an example of each: as a hint, and in a sentence.
    pub line_hint: MessageId,
    pub line_holds: MessageId,
    /// Takes `kind`.
    pub pick_again: MessageId,
    /// Takes `clinic`.
    pub may_not_book: MessageId,
    /// Takes `variable`.
    pub ask_right_to_book: MessageId,
    /// Takes `clinic`.
    pub may_not_read: MessageId,
    pub may_not_add_patients: MessageId,
    /// Takes `variable`.
    pub key_shape: MessageId,
    pub slip_title: MessageId,
    pub slip_provider: MessageId,
}
