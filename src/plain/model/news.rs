//! The office's news for a conversation: the outcomes of changes, lists and drafts.

use booking::time::Clock;
use booking::{
    Appointment, AppointmentRef, Booking, Draft, PerClinic, Problem, problems_of_change,
};
use i18n::say;
use office::{
    Added, ChangeNews, Corrected, DraftHolder, FaceAnswer, NotBooked, OfficeEvent, OfficeNews,
    OutcomeSource, SavedBefore, Submission, SubmissionId, Ticket, Withheld, clear_sent_drafts,
    give_back, keep_aside, place_of_draft, release_draft, restore_drafts, take_on_drafts,
};
use words::{ANY_KEY, Making, Origin, Shown};

use super::PlainModel;
use super::sheets::{SheetOutcome, why_not_read};

/// The office's news for a conversation.
#[derive(Default)]
pub(in crate::plain) struct HeardNews {
    /// The change that was not sent, and why.
    withheld: Option<(Submission, Withheld)>,
    /// Why a change of an appointment was not made.
    pub(in crate::plain) problems: Vec<Problem>,
    /// The outcome of the last change that was made.
    pub(in crate::plain) made: Option<String>,
    /// Why the result of a call was not noted.
    pub(in crate::plain) call_not_noted: Option<String>,
    /// The outcome of the last request.
    pub(in crate::plain) remark: Option<String>,
    /// The appointment booked, opened or altered last.
    pub(in crate::plain) shown: Option<Shown>,
    /// Whether a patient was added, or a patient's data corrected.
    pub(in crate::plain) has_patient_data: bool,
    /// Whether the conversation is over.
    pub(in crate::plain) has_ended: bool,
}

impl HeardNews {
    /// Takes the change with this id and the reason, if it was not sent.
    pub(in crate::plain) fn take_withheld(
        &mut self,
        id: SubmissionId,
    ) -> Option<(Submission, Withheld)> {
        self.withheld.take_if(|(open, _)| open.id() == id)
    }

    /// Forgets the outcome of earlier changes.
    pub(in crate::plain) fn forget_changes(&mut self) {
        (self.made, self.problems) = (None, Vec::new());
    }
}

impl PlainModel {
    /// Handles an event of the office. Returns the answer to a request of the conversation itself.
    pub(in crate::plain) fn handle(&mut self, event: OfficeEvent) -> Option<(Ticket, FaceAnswer)> {
        let is_time = matches!(event, OfficeEvent::Time(_));
        let clocks = is_time.then(|| {
            PerClinic::of(self.office.setup.clinics, |clinic| {
                self.setting_of_form(clinic).clock
            })
        });
        let unclaimed = self.office.handle(event);
        if let Some(before) = clocks {
            self.keep_up_with_time(&before);
        }
        let unclaimed = unclaimed.and_then(|(ticket, answer)| {
            let other = self.answer_about_patient(ticket, answer)?;
            Some((ticket, other))
        });
        self.hear();
        unclaimed
    }

    /// Updates what depends on the time that has passed since the forms were read on these clocks.
    fn keep_up_with_time(&mut self, before: &PerClinic<Clock>) {
        let now = self.office.moment.now;
        for (form, before) in self.forms.values_mut().zip(before.values()) {
            form.hold_days(before, &Clock { now, ..*before });
        }
        self.sheets.look_again_if_due(&mut self.office);
    }

    /// Handles the news of the office.
    pub(in crate::plain) fn hear(&mut self) {
        while let Some(news) = self.office.next_news() {
            self.hear_one(news);
        }
    }

    fn hear_one(&mut self, news: OfficeNews) {
        let language = self.language();
        match news {
            OfficeNews::Begun => self.office.read_lists_of(self.clinic),
            OfficeNews::TakenOn(changes) => {
                let draft_of =
                    |model: &PlainModel, booking: &Booking| model.words().draft_of(booking);
                take_on_drafts(self, &changes, draft_of);
            }
            OfficeNews::QueueRestored(bookings) => {
                for booking in bookings {
                    clear_sent_drafts(self, &booking);
                }
            }
            OfficeNews::Change(news) => self.note_change(*news),
            OfficeNews::NotesOvertaken(notes) => {
                self.heard.remark = Some(self.words().notes_overtaken(&notes));
            }
            OfficeNews::CallNotNoted(why) => self.heard.call_not_noted = Some(why),
            OfficeNews::ReachableAgain(clinic) if clinic == self.clinic => {
                self.office.read_lists_of(clinic);
            }
            OfficeNews::KeptWaiting(clinic) => {
                self.begin_next_booking(clinic);
                let clinic = clinic.name();
                self.heard.remark = Some(say!(language, "waiting-kept-here", clinic));
            }
            OfficeNews::NotKeptWaiting(why) => {
                self.heard.remark = Some(say!(language, "waiting-not-kept", why));
            }
            OfficeNews::WaitingOvertaken(step) => {
                self.heard.remark = Some(self.words().overtaken(&step));
            }
            OfficeNews::BulkEnded(end) => self.heard.remark = Some(self.words().bulk_end(&end)),
            OfficeNews::BulkStopped(why) => {
                self.heard.remark = Some(self.words().bulk_stopped(&why));
            }
            OfficeNews::DraftsRead(saved) => self.restore(&saved),
            OfficeNews::DraftReceived { draft, .. } => {
                let now = self.office.moment.now;
                keep_aside(self, *draft, None, now);
            }
            OfficeNews::DraftTaken(_, draft) => {
                if let Some(place) = place_of_draft(self, &draft) {
                    release_draft(self, place);
                }
            }
            _ => {}
        }
    }

    fn restore(&mut self, saved: &SavedBefore) {
        self.restore_patients(&saved.new_patients);
        restore_drafts(self, saved);
    }

    fn note_change(&mut self, news: ChangeNews) {
        // An absence is not an appointment of a patient.
        let is_of_absence = |open: &Submission| open.change().away_time().is_some();
        if news.submission().is_some_and(is_of_absence) {
            return;
        }
        match news {
            ChangeNews::Withheld(open, why) if !open.is_of_bulk() => self.note_withheld(open, why),
            ChangeNews::Made(open, appointment, source) => {
                self.note_made(&open, *appointment, source);
            }
            ChangeNews::NotMade(open, failure) | ChangeNews::NotAwaited { open, failure, .. }
                if !open.is_of_bulk() =>
            {
                let change = open.change();
                match change.booking() {
                    Some(booking) => {
                        let why = NotBooked::Failed(failure, Box::new(change.clone()));
                        self.forms[booking.clinic()].set_verdict(booking.clone(), why);
                    }
                    None => {
                        let problems = problems_of_change(&failure, change, self.language());
                        self.heard.problems = problems;
                    }
                }
            }
            ChangeNews::NotMadeLate {
                open,
                is_on_record: false,
            } if give_back(self, &open) => self.office.forget_change(open.id()),
            ChangeNews::Unknown(open) if !open.is_of_bulk() => {
                self.clear_form_of(&open);
                // An earlier appointment is no longer meant while the outcome is unknown.
                let of = open.change().appointment().map(AppointmentRef::key);
                let shown = &mut self.heard.shown;
                shown.take_if(|shown| of != Some(shown.appointment.key()));
            }
            _ => {}
        }
    }

    fn note_withheld(&mut self, open: Submission, why: Withheld) {
        self.office.learn_of_withheld(&open, &why);
        self.heard.withheld = Some((open, why));
    }

    fn note_made(&mut self, open: &Submission, appointment: Appointment, source: OutcomeSource) {
        let change = open.change();
        if change.starts_from().is_some() {
            self.times = None;
        }
        let draft = open.draft.as_ref();
        if let Some(draft) = draft
            && source == OutcomeSource::AtOnce
        {
            self.office.record_use(change, draft);
        }
        if open.is_of_bulk() {
            return;
        }
        let words = self.words();
        let made = words.outcome_text(change, &appointment, source, None);
        let origin = match &open.draft {
            Some(draft) => Origin::Made(Making {
                as_line: words.line_of_booking(change, draft),
                differs: words.differences(change, &appointment),
            }),
            None => Origin::Altered(change.clone()),
        };
        self.heard.made = Some(made);
        if open.is_second_step() {
            return;
        }
        let person = Some(change.patient()).filter(|id| !id.is_empty());
        let provider = change.provider().map(|provider| provider.id().to_owned());
        self.heard.shown = Some(Shown::new(appointment, person, provider, origin));
        self.clear_form_of(open);
    }

    /// Makes the form of a change ready for the next patient. If nobody waited for the change, only if the form still
    /// holds its draft.
    fn clear_form_of(&mut self, open: &Submission) {
        let clinic = open.change().clinic();
        let is_kept = |draft: &Draft| open.is_of_person() || self.forms[clinic].draft() == draft;
        if open.draft.as_ref().is_some_and(is_kept) {
            self.begin_next_booking(clinic);
            self.office.read_lists_of(self.clinic);
        }
    }

    /// Marks the time of the current booking as gone, and has other times offered at its start.
    pub(in crate::plain) fn lose_time(&mut self) {
        let Some(booking) = self.form().review().booking.clone() else {
            return;
        };
        self.gone = booking.provider().zip(booking.start());
        let form = self.form_mut();
        form.set_verdict(booking, NotBooked::TimeGone);
        // Booking the time nevertheless asks about the conflict, as for any other time.
        form.release_picked();
        self.focus_on(self.clinic.start_field());
        self.open_rows();
    }

    /// Handles the outcome of sending a patient's data.
    pub(super) fn note_sheet(&mut self, outcome: SheetOutcome) {
        let language = self.language();
        let key = ANY_KEY;
        self.heard.has_patient_data |= matches!(
            outcome,
            SheetOutcome::Added(Added::Known(_)) | SheetOutcome::Corrected(Corrected::Made(_))
        );
        let remark = match outcome {
            SheetOutcome::Corrected(Corrected::Read | Corrected::Pending) => return,
            SheetOutcome::Added(Added::Known(person)) => return self.take_patient(&person),
            SheetOutcome::Added(Added::Lost) => {
                say!(language, "new-patient-being-looked-for").to_owned()
            }
            SheetOutcome::Added(Added::NotAdded) => say!(language, "new-patient-kept", key),
            SheetOutcome::Corrected(Corrected::Made(person)) => {
                self.finish_correction();
                self.words().patient_corrected(&person)
            }
            SheetOutcome::Corrected(Corrected::Unread(failure)) => {
                let Some(clinic) = self.end_correction() else {
                    return;
                };
                why_not_read(&failure, clinic, self.words())
            }
            SheetOutcome::Corrected(Corrected::NotMade) => {
                let clinic = self.sheets.open().map_or("", |sheet| sheet.clinic().name());
                say!(language, "correct-not-made", clinic, key)
            }
            SheetOutcome::Corrected(Corrected::NotLookedUp) => {
                let clinic = self.sheets.open().map_or("", |sheet| sheet.clinic().name());
                say!(language, "correct-not-looked", clinic, key)
            }
            SheetOutcome::Corrected(Corrected::Lost) => {
                say!(language, "correct-being-looked-at").to_owned()
            }
            SheetOutcome::Corrected(Corrected::Refused) => say!(language, "correct-kept", key),
        };
        self.heard.remark = Some(remark);
    }
}
