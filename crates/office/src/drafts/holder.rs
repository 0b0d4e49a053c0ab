//! The holder of drafts in forms.

use booking::{ClinicId, Draft, FieldId, Setting};

use super::{LETTERS, Parked};
use crate::form::BookingForm;
use crate::{Office, SavedNewPatient};

/// The holder of a booking form at each clinic, one of them in front, and an entry line above it.
pub trait DraftHolder {
    /// Returns the office.
    fn office(&self) -> &Office;

    /// Returns the office for changes.
    fn office_mut(&mut self) -> &mut Office;

    /// Returns the clinic of the form in front.
    fn clinic_in_front(&self) -> ClinicId;

    /// Returns the form of a clinic.
    fn booking_form(&self, clinic: ClinicId) -> &BookingForm;

    /// Returns the setting for reading the texts of a clinic's form.
    fn setting_of_form(&self, clinic: ClinicId) -> Setting;

    /// Returns the position in the form of a clinic.
    fn position(&self, clinic: ClinicId) -> DraftPosition;

    /// Returns whether the line holds text that has not filled a form.
    fn is_line_open(&self) -> bool;

    /// Returns the typed data of patients, as they are saved.
    fn patients_to_save(&self) -> Vec<SavedNewPatient>;

    /// Starts the form of the draft's clinic with the draft.
    fn restart_form(&mut self, draft: Draft);

    /// Empties the form in front, and the line above it.
    fn start_afresh(&mut self);

    /// Prepares the form of a clinic for the next booking, and empties the line that filled it.
    fn begin_next_booking(&mut self, clinic: ClinicId);

    /// Puts a draft into its form.
    fn put_into_form(&mut self, parked: &Parked, letter: Option<char>);

    /// Puts a draft into its form and its line above it, and brings that form to the front.
    fn bring_to_front(&mut self, parked: Parked, letter: Option<char>);
}

/// The position in a form, and the text of the line above it.
#[derive(Clone, Debug)]
pub struct DraftPosition {
    /// The focused field.
    pub focus: FieldId,
    /// Whether the entry line is focused.
    pub is_on_line: bool,
    /// The text of the entry line; empty above a form that is not in front.
    pub line: String,
    /// Whether the line has filled a form, or is empty.
    pub line_is_filled: bool,
    /// Whether the line names only a patient, so that it books nothing.
    pub shows_patient: bool,
}

impl DraftPosition {
    /// Returns the position in a form without a line.
    pub fn in_form(focus: FieldId) -> DraftPosition {
        DraftPosition {
            focus,
            is_on_line: false,
            line: String::new(),
            line_is_filled: true,
            shows_patient: false,
        }
    }

    /// Returns the same position without the line's text.
    pub(super) fn without_line(self) -> DraftPosition {
        DraftPosition {
            is_on_line: self.is_on_line,
            ..DraftPosition::in_form(self.focus)
        }
    }
}

/// Returns whether a change of this clinic is being sent or waits to be sent.
pub(super) fn is_under_way(office: &Office, clinic: ClinicId) -> bool {
    let under_way = office.changes.under_way();
    under_way.is_some_and(|open| open.change().clinic() == clinic)
}

/// Returns whether a form, or the line above it, holds something that a new draft would lose.
pub fn would_be_lost<H: DraftHolder>(holder: &H, clinic: ClinicId) -> bool {
    let is_on_line = clinic == holder.clinic_in_front() && holder.is_line_open();
    is_on_line || !holder.booking_form(clinic).is_free()
}

/// Returns the letters that are free, because no draft has them, parked or in a form.
pub fn free_letters<H: DraftHolder>(holder: &H) -> impl Iterator<Item = char> {
    let clinics = holder.office().setup.clinics.into_iter();
    let used: Vec<char> = clinics
        .filter_map(|clinic| holder.booking_form(clinic).letter())
        .collect();
    let drafts = &holder.office().drafts;
    LETTERS
        .into_iter()
        .filter(move |letter| drafts.under(*letter).is_none() && !used.contains(letter))
}
