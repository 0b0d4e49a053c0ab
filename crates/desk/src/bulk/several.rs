//! One action on several appointments.

use crate::list::counted;
use crate::{Note, Part, Submissions, note};
use booking::{AppointmentRef, CancelReason, Verb};
use i18n::say;
use office::{ActionOnSeveral, Bulk, SeveralAsked, TimeOfEach};

impl Part<'_, Submissions> {
    /// Opens the bulk list that applies an action to each of these appointments. A note names the appointments that are
    /// left out because they don't allow the action.
    pub(crate) fn change_several(&mut self, of: Vec<AppointmentRef>, asked: &SeveralAsked) {
        let usual = CancelReason::PatientRequest.to_text(self.setup.language);
        let ActionOnSeveral { rows, left_out } = self.office.action_on_several(of, asked, usual);
        let left_out = (!left_out.is_empty()).then(|| {
            Note::new(move |language| {
                let why = left_out.iter().map(|(why, of)| why.in_short(of, language));
                say!(language, "day-left-out", what = counted(why))
            })
        });
        if rows.is_empty() {
            return self.note(note!("day-none-of-them").and(left_out));
        }
        if !self.open_bulk(Bulk::of(rows)) {
            return;
        }
        self.bulk_view_mut().left_out = left_out;
        if asked.verb == Verb::Move && (asked.time != TimeOfEach::NextFree || asked.to.is_some()) {
            self.propose_for_each(&asked.time, asked.to.as_ref());
        }
    }
}
