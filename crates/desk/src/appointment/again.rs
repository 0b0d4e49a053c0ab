//! Booking a visit again.

use crate::{Forms, Part, drafts, note};
use booking::Draft;

impl Part<'_, Forms> {
    /// Fills the form with the shown visit, without its time, and moves to the time field. Sends nothing.
    pub(crate) fn book_again(&mut self) {
        let Some(shown) = self.handle(|cx| cx.shown_to_act_on(note!("change-none"))) else {
            return;
        };
        let clinic = shown.appointment.clinic;
        if !self.form_of(clinic).is_free() {
            return self.note(drafts::form_not_empty(self, clinic));
        }
        let mut draft = Draft::of_appointment(&shown.appointment);
        for (field, known) in [
            (clinic.patient_field(), &shown.person),
            (clinic.provider_field(), &shown.provider),
        ] {
            if let Some(id) = known.as_deref()
                && draft.text(field).is_empty()
            {
                draft.set(field, id);
            }
        }
        self.forms_mut()[clinic].fill(draft);
        *self.clinic_mut() = clinic;
        self.note(note!("shown-book-again"));
        self.read_lists();
        self.focus_on(clinic.start_field());
    }
}
