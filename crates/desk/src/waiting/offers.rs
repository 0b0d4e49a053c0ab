//! Offering a freed time to waiting patients, first come first. One key fills in the booking; the booking key
//! sends it.

use crate::model::ToChange;
use crate::{Action, Facts, Part, Submission, drafts, note};
use booking::line::TypedDetails;
use booking::time::{self, Span};
use booking::{
    AppointmentRef, Change, Draft, FieldRole, Freed, Status, Verb, Waiter, WaitingPlace,
};

impl Part<'_, Facts> {
    /// Requests the waiting list of a clinic once a time there has become free, then notes the first patient for it.
    pub(crate) fn sync_offers(&mut self) {
        if self.is_locked() {
            return;
        }
        if let Some((freed, first)) = self.office_mut().first_for_freed_time() {
            self.note_offer(&freed, &first);
        }
    }

    /// Notes `Thu 26 Nov 10:00 with Karin Ivers is free, and Maria Schmidt waits for such a time; Alt-W
    /// offers it.`
    fn note_offer(&mut self, freed: &Freed, first: &Waiter) {
        let clinic = freed.provider.clinic();
        let provider = freed.provider.id();
        let start = freed.slot.start;
        let zone = self.office.zone_at(clinic, provider);
        let whom = self.words().provider(clinic, provider);
        let who = self.words().who_waits(first);
        let key = self.setup.keys.key(Action::WaitingList);
        self.note(crate::Note::new(move |language| {
            let when = time::echo(start, zone, language);
            i18n::say!(
                language,
                "waiting-offer",
                when,
                whom = whom.as_str(),
                who = who.as_str(),
                key
            )
        }));
    }

    /// Makes a booking for a waiting patient, at the offered time if it suits them. Sends nothing.
    pub(crate) fn book_waiter(&mut self, waiter: &Waiter) {
        let freed = self
            .office
            .offered_time()
            .filter(|freed| self.office.suits_waiter(waiter, freed));
        // An entry without a provider can't become a booking by a change.
        let (WaitingPlace::Clinic(id), Some(_)) = (&waiter.place, &waiter.provider) else {
            return self.fill_for_waiter(waiter, freed);
        };
        let clinic = waiter.clinic;
        let id = id.clone();
        let person = Some(waiter.person.clone());
        let provider = waiter.provider.clone();
        let Some(Freed { slot, .. }) = freed else {
            let change = ToChange {
                verb: Verb::Move,
                time: String::new(),
                to: None,
                details: TypedDetails::default(),
                reason: String::new().into(),
                person,
                provider,
            };
            return self.open_to_change(clinic, id, change);
        };
        let of = AppointmentRef {
            clinic,
            id,
            person,
            provider,
            start: None,
            end: None,
            status: Status::Waitlist.word().to_owned(),
            panels: None,
            version: None,
            beyond_form: Default::default(),
        };
        let span = Span::resolve(Some(slot.start), Some(slot.end), None).ok();
        let change = span.and_then(|span| Change::moved(of, span, None));
        self.desk().overlays.take_lists();
        change.into_iter().for_each(|change| {
            self.desk().submissions().propose(change);
        });
    }

    /// Fills the booking form for a waiting patient.
    fn fill_for_waiter(&mut self, waiter: &Waiter, freed: Option<Freed>) {
        let clinic = waiter.clinic;
        if !self.form_of(clinic).is_free() {
            return self.note(drafts::form_not_empty(self, clinic));
        }
        let mut draft = Draft::new(clinic);
        draft.set(clinic.patient_field(), waiter.person.as_str());
        let provider = freed
            .as_ref()
            .map(|freed| freed.provider.id())
            .or(waiter.provider.as_deref())
            .unwrap_or_default();
        draft.set(clinic.provider_field(), provider);
        if let Some(freed) = &freed {
            let clock = self.words().clock_at(clinic, provider);
            draft.set(clinic.start_field(), time::typed(freed.slot.start, &clock));
            let minutes = (freed.slot.end - freed.slot.start).num_minutes();
            draft.set_role(FieldRole::Minutes, minutes.to_string());
        }
        if let Some(what) = &waiter.what {
            let has_reason = clinic.field(FieldRole::Reason).is_some();
            let role = if has_reason {
                FieldRole::Reason
            } else {
                FieldRole::Instruction
            };
            draft.set_role(role, what.shown().as_str());
        }
        self.desk().overlays.take_lists();
        self.desk().show_form_of(draft);
        self.office_mut().note_waiter_in_form(waiter);
        self.note(note!(
            "waiting-filled",
            key = self.setup.keys.key(Action::Book)
        ));
        self.read_lists();
        self.desk().forms().focus_on(clinic.start_field());
    }

    /// Handles a change that was made: a waiting patient who was booked is removed from the list.
    pub(crate) fn settle_waiting(&mut self, open: &Submission) {
        let Some(waiter) = self.office_mut().take_booked_waiter(open.change()) else {
            return;
        };
        match &waiter.place {
            WaitingPlace::Desk(_) => self.office_mut().take_off_waiting_list(waiter),
            WaitingPlace::Clinic(_) | WaitingPlace::Unsettled => {
                self.handle(|cx| cx.take_off_waiting_list(waiter))
            }
        }
    }
}
