//! Showing the news about changes that have left their forms.

use crate::{
    Action, ChangeNews, Desk, InWords, Loss, Making, Note, Origin, OutcomeSource, Pane, Part,
    Shown, Submission, Submissions, Withheld, change_form, current, note,
};
use booking::{
    Appointment, Booking, Cause, ClinicId, Conflict, Draft, Failure, Free, Outcome, Problem,
    Report, Visit, problems_of_change,
};

use super::text::outcome_note;
use i18n::{MessageId, say};
use office::{AskedChange, MoveStage, NotBooked, give_back};

impl Part<'_, Submissions> {
    /// Shows the news about a change.
    pub(crate) fn show_change_news(&mut self, news: ChangeNews) {
        let of_absence = news
            .submission()
            .filter(|open| open.change().away_time().is_some())
            .cloned();
        if let Some(open) = of_absence {
            return self.show_absence_news(&open, &news);
        }
        match news {
            ChangeNews::UnderWay(open) => self.show_progress(&open),
            ChangeNews::Checked(open) => self.reopen_form_of(&open),
            ChangeNews::Withheld(open, why) => self.show_withheld(open, why),
            ChangeNews::Made(open, appointment, source) => {
                self.on_made(&open, *appointment, source)
            }
            ChangeNews::NotMade(open, failure) if !open.is_of_bulk() => {
                self.show_failure(&open, &failure)
            }
            ChangeNews::NotMade(..) | ChangeNews::UnknownStill | ChangeNews::Left => {}
            ChangeNews::NotMadeLate { open, is_on_record } => {
                self.on_not_made_late(&open, is_on_record)
            }
            ChangeNews::Unknown(open) => self.show_unknown(&open),
            ChangeNews::NotThere(open) => self.note_not_there(&open),
            ChangeNews::NotAwaited {
                open,
                failure,
                is_resent,
            } => {
                self.show_failure(&open, &failure);
                if !is_resent {
                    let clinic = open.change().clinic().name();
                    self.note(note!("note-looked-up-further", clinic = clinic));
                }
            }
            ChangeNews::TakenOver(visit, loss) => self.note_taken_over(&visit, loss),
            ChangeNews::SecondStepWithheld(open) => {
                self.note(withheld_note(open));
                self.bring_to_front(Pane::Outbox);
            }
            ChangeNews::SecondStepFailed(clinic) => {
                self.note(note!("second-step-failed", clinic = clinic.name()));
                let desk = self.desk();
                desk.problems.show(&mut desk.panes);
            }
            ChangeNews::NotQueued(why) => self.note(note!("queue-not-written", why = why)),
            ChangeNews::NotRecorded(why) => self.note(note!("outbox-unrecorded", why = why)),
        }
    }

    fn note_not_there(&mut self, open: &Submission) {
        let kind = open.change().kind();
        let clinic = open.change().clinic().name();
        if let Outcome::InPart(_) = open.outcome() {
            self.bring_to_front(Pane::Problems);
            return self.note(note!("second-step-failed", clinic = clinic));
        }
        self.note(note!("outbox-not-there-note", clinic = clinic, kind = kind));
    }

    /// Shows the outcome of a day of an absence. Its card shows the rest.
    fn show_absence_news(&mut self, open: &Submission, news: &ChangeNews) {
        let message = match news {
            ChangeNews::Made(.., source) if *source != OutcomeSource::AtOnce => "away-is-made",
            ChangeNews::Unknown(_) => "away-is-unknown",
            ChangeNews::NotThere(_) | ChangeNews::NotMadeLate { .. } => "away-is-not-there",
            _ => return,
        };
        let note = self.each_language(|words| {
            let clinic = open.change().clinic().name();
            let what = words.change_text(open.change());
            say!(words.language, MessageId::new(message), clinic, what)
        });
        self.note(note);
        if matches!(news, ChangeNews::Unknown(_)) {
            self.bring_to_front(Pane::Problems);
        }
    }

    /// Brings the Appointment pane to the front, unless a bulk list shows the change. A person who has gone to the pane
    /// while a change of an appointment is under way keeps it focused.
    fn show_progress(&mut self, open: &Submission) {
        if open.is_of_bulk() || open.is_second_step() {
            return;
        }
        let has_keys =
            self.panes.focused == Pane::Appointment && open.change().starts_from().is_some();
        self.bring_to_front(Pane::Appointment);
        if has_keys {
            self.focus_pane(Pane::Appointment);
        }
    }

    /// Shows why a change was not sent, if a person can decide about it.
    fn show_withheld(&mut self, open: Submission, why: Withheld) {
        if open.is_of_bulk() {
            return;
        }
        if let Some(booking) = open.change().booking().cloned() {
            return self.show_withheld_booking(&open, &booking, why);
        }
        let Some(mut form) = change_form::form_of(self, &open) else {
            return;
        };
        let asked = AskedChange {
            taken_from: form.picked_from(),
            ..AskedChange::from(open.change().clone())
        };
        let is_asked_about = form
            .objections
            .withheld(&self.office, &asked, &open, &why)
            .is_some();
        if is_asked_about {
            return self.ask_despite_conflicts(form);
        }
        let problems = self.each_language(|words| words.problems_of_withheld(&asked, &why));
        if why.is_about_time()
            && let Some(form) = self.sent_forms_mut().get_mut(&open.id())
            && let Some(case) = form.moving_mut()
        {
            case.free = None;
            case.stage = MoveStage::Time;
        }
        if let Withheld::Altered(now) = why {
            self.show_as_altered(&open, *now);
        } else {
            self.on_change_refused(&open, problems);
        }
    }

    /// Asks about what has come up since the booking key was pressed, or offers other times if the time was picked from
    /// a list.
    fn show_withheld_booking(&mut self, open: &Submission, booking: &Booking, why: Withheld) {
        let clinic = booking.clinic();
        self.office_mut().learn_of_withheld(open, &why);
        self.desk().facts().check_conflicts(clinic, false);
        let asked = current::asked_in_form(self, booking.clone());
        let mut objections = self.form_of(clinic).objections.clone();
        let is_asked_about = objections
            .withheld(&self.office, &asked, open, &why)
            .is_some();
        *self.objections_mut(clinic) = objections;
        if !is_asked_about {
            return self.time_is_gone(booking, why.into_free());
        }
        let claim = why.claim().cloned();
        if let Some(claim) = claim
            && !self
                .form_of(clinic)
                .conflicts()
                .contains(&Conflict::OnRecord(claim.clone()))
        {
            // The form has changed since.
            let failure = Failure::NotSent(Report::of(Cause::Claimed(Box::new(claim))));
            self.office_mut().note_failure(open.id(), &failure);
            return self.show_failure(open, &failure);
        }
        self.ask_about_warnings(clinic)
    }

    /// Handles that someone else has taken the time of a booking: nothing was sent, a message says so, and other times
    /// are offered.
    fn time_is_gone(&mut self, booking: &Booking, free: Option<Free>) {
        let clinic = booking.clinic();
        self.desk()
            .set_verdict(booking.clone(), NotBooked::TimeGone);
        self.desk().forms().offer_other_times(booking, free);
        if self.clinic != clinic {
            let name = clinic.name();
            let key = self.setup.keys.key(Action::OtherBackend);
            return self.note(note!("gone-time-elsewhere", clinic = name, key = key));
        }
        self.bring_to_front(Pane::Problems);
    }

    /// Shows a change that was made, and does what follows from it.
    fn on_made(&mut self, open: &Submission, appointment: Appointment, source: OutcomeSource) {
        self.desk().follow_up(open, appointment.clone());
        let note = outcome_note(self, open.change(), &appointment, source);
        if source != OutcomeSource::AtOnce {
            return self.show_made_late(open, appointment, note);
        }
        if let Some(draft) = &open.draft {
            self.office_mut().record_use(open.change(), draft);
        }
        if !open.is_second_step() {
            *self.made_last_at_mut() = Some(self.office.moment.up);
        }
        if open.is_of_bulk() {
            return;
        }
        self.note(note);
        if open.is_second_step() {
            return;
        }
        let clinic = open.change().clinic();
        self.show_progress(open);
        self.show(open, appointment);
        self.clear_form_of(open);
        if self.clinic == clinic {
            self.read_lists();
        }
    }

    /// Shows a lost change that turns out to have been made.
    fn show_made_late(&mut self, open: &Submission, appointment: Appointment, note: crate::Note) {
        self.note(note);
        // A person who is being asked something, or reads in another pane, is not interrupted.
        let is_busy =
            self.question.is_some() || !matches!(self.panes.focused, Pane::Line | Pane::Form);
        self.show(open, appointment);
        if self.office.changes().under_way().is_none() {
            self.clear_form_of(open);
        }
        if !is_busy {
            self.bring_to_front(Pane::Appointment);
        }
    }

    /// Gives back the draft of a change that was neither recorded nor made; otherwise notes that the change was not
    /// made.
    fn on_not_made_late(&mut self, open: &Submission, is_on_record: bool) {
        if is_on_record || !give_back(self.desk(), open) {
            return self.note(note!("note-not-booked-after-all"));
        }
        self.office_mut().forget_change(open.id());
        self.note(note!("note-given-back"));
    }

    /// Frees the form of a change of unknown outcome for the next patient.
    fn show_unknown(&mut self, open: &Submission) {
        if open.is_of_bulk() {
            return;
        }
        self.clear_form_of(open);
        // An earlier appointment is hidden while the outcome is unknown.
        let of = open.change().appointment();
        self.desk().appointment.hide_all_but(of);
        self.bring_to_front(Pane::Problems);
        if self.clinic == open.change().clinic() {
            self.read_lists()
        }
    }

    /// Clears the form of a change for the next patient. If nobody waited for the change, the form is cleared
    /// only if it still holds its draft.
    fn clear_form_of(&mut self, open: &Submission) {
        let clinic = open.change().clinic();
        let is_kept = |draft: &Draft| open.is_of_person() || self.form_of(clinic).draft() == draft;
        if !open.draft.as_ref().is_some_and(is_kept) {
            return;
        }
        let is_entry = open.change().booking().is_some_and(Booking::is_waiting);
        let begin_next = if is_entry {
            Desk::begin_next_after_entry
        } else {
            Desk::begin_next
        };
        begin_next(self.desk(), clinic);
    }

    fn show(&mut self, open: &Submission, appointment: Appointment) {
        let change = open.change();
        let origin = match &open.draft {
            None => Origin::Altered(change.clone()),
            Some(draft) => Origin::Made(Making {
                as_line: self.words().line_of_booking(change, draft),
                differs: self.words().differences(change, &appointment),
            }),
        };
        let whose = Some(change.patient()).filter(|id| !id.is_empty());
        let provider = change.provider().map(|provider| provider.id().to_owned());
        let shown = Shown::new(appointment, whose, provider, origin);
        self.desk().show_appointment(shown);
    }

    /// Shows why a change was not made, where it can be mended: the draft keeps its text, and the cursor moves to the
    /// problem.
    fn show_failure(&mut self, open: &Submission, failure: &Failure) {
        let change = open.change();
        let clinic = change.clinic();
        let Some(booking) = change.booking() else {
            let failed = failure.clone();
            let tried = change.clone();
            let problems =
                InWords::new(move |language| problems_of_change(&failed, &tried, language));
            return self.on_change_refused(open, problems);
        };
        let listed = problems_of_change(failure, change, self.setup.language);
        let first = listed.iter().find_map(Problem::field);
        let why = NotBooked::Failed(failure.clone(), Box::new(change.clone()));
        self.desk().set_verdict(booking.clone(), why);
        self.bring_to_front(Pane::Problems);
        if self.clinic != clinic {
            return self.note(self.not_booked_elsewhere(clinic));
        }
        let name = clinic.name();
        let Some(field) = first else {
            let key = self.setup.keys.key(Action::Book);
            return self.note(note!("note-not-booked-here", clinic = name, key = key));
        };
        // The next caller's line continues.
        if !current::is_being_typed(self) {
            self.desk().forms().focus_on(field);
        }
        self.note(note!("note-not-booked-mend", clinic = name));
    }

    fn not_booked_elsewhere(&self, clinic: ClinicId) -> crate::Note {
        let key = self.setup.keys.key(Action::OtherBackend);
        note!("note-not-booked-there", clinic = clinic.name(), key = key)
    }

    fn note_taken_over(&mut self, visit: &Visit, loss: Loss) {
        let note = self.each_language(|words| words.taken_over(visit, &loss));
        self.note(note);
    }

    /// Puts back the form of a change that was only to be checked, or is not sent after all.
    pub(super) fn reopen_form_of(&mut self, open: &Submission) {
        if let Some(form) = self.sent_forms_mut().remove(&open.id()) {
            self.put_back(*form);
        }
    }
}

/// Returns the note on a second step that was withheld.
fn withheld_note(open: Submission) -> Note {
    Note::new(
        move |language| match open.consequence_of_second_step(language) {
            Some(lost) if open.loss_of_successor.is_some() => lost,
            _ => say!(language, "second-step-withheld").to_owned(),
        },
    )
}
