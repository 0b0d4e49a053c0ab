//! The life of a booking on the desk: tried, asked about, sent, answered. A booking is sent once for every
//! time a person says so; only a server that asked to wait gets it again by itself.

use std::time::Duration;

use crate::booking::{
    Appointment, Cause, Change, ChangeId, ChangeKind, Conflict, Draft, Failure, Language, Meaning, Problem,
    Report, Severity, Vendor, is_no_booking, problems_of_change, recorded_as,
};
use crate::i18n::say;

use super::records::settled_as;
use super::{
    Action, Ask, Attempt, ChangeOverlay, Desk, Effect, EntryLine, IntentRef, LookupSchedule, Making, Note,
    Origin, Override, Pane, Reason, SendOff, Sent, Settlement, Shown, Submission, Ticket, note,
};

impl Desk {
    /// The booking key.
    pub(super) fn book(&mut self) -> Vec<Effect> {
        if !matches!(self.submission, Submission::Idle) {
            self.note = Some(note!("note-under-way"));
            return Vec::new();
        }
        let mut effects = self.leave_field();
        self.form_mut().try_it();
        self.refresh();
        self.chosen_problem = None;
        if self.form().review().booking.is_none() {
            effects.extend(self.refuse_to_send());
            return effects;
        }
        self.weigh(self.backend, false);
        match self.is_unreachable(self.backend) {
            true => effects.extend(self.ask_to_queue()),
            false => effects.extend(self.send_unless_warned()),
        }
        effects
    }

    /// Has the booking sent, unless something stands against it: then it is asked first.
    pub(super) fn send_unless_warned(&mut self) -> Vec<Effect> {
        if !self.form().is_asked_about() {
            return self.send(None);
        }
        self.ask_about_warnings(self.backend);
        Vec::new()
    }

    /// Asks whether to book in spite of what stands against it. Where something else is in front, or being asked, it says
    /// that nothing was sent.
    pub(super) fn ask_about_warnings(&mut self, backend: Vendor) {
        let keys = &self.setup.keys;
        if self.backend != backend {
            let (name, key) = (backend.name(), keys.key(Action::OtherBackend));
            self.note = Some(note!("gone-quicker-elsewhere", backend = name, key = key));
            return;
        }
        let key = keys.key(Action::Book);
        self.bring_to_front(Pane::Problems);
        if !self.ask(Ask::Warnings) {
            self.note = Some(note!("question-not-asked", key = key));
        }
    }

    /// Says what has to be mended first, and goes there.
    fn refuse_to_send(&mut self) -> Vec<Effect> {
        let errors = self.form().listed.iter().filter(|problem| problem.severity == Severity::Error);
        let (count, first) = (errors.clone().count(), errors.filter_map(Problem::field).next());
        self.note = Some(note!("note-to-mend", count = count));
        self.bring_to_front(Pane::Problems);
        first.map(|id| self.focus_on(id)).unwrap_or_default()
    }

    /// Has the booking sent, once its time has been looked at once more; in spite of what stands against it only for a
    /// reason.
    pub(super) fn send(&mut self, reason: Option<Reason>) -> Vec<Effect> {
        let Some(booking) = self.form().review().booking.clone() else { return self.refuse_to_send() };
        self.form_mut().try_it();
        self.refresh();
        let conflicts = self.overridden(booking.backend());
        let in_spite_of = match reason {
            _ if conflicts.is_empty() => None,
            Some(reason) => Some(Box::new(self.override_of(booking.visit(), conflicts, reason))),
            None => {
                self.ask_about_warnings(booking.backend());
                return Vec::new();
            }
        };
        let known = self.form().conflicts().iter().filter_map(Conflict::appointment);
        let stood_before = known.map(|booked| booked.id.clone()).collect();
        let draft = self.form().draft().clone();
        let known_claims = self.claims_on(&booking).iter().map(|claim| claim.intent).collect();
        self.check(Sent {
            change: booking.into(),
            draft: Some(draft),
            waits: 0,
            in_spite_of,
            intent: None,
            recorded: None,
            stood_before,
            known_claims,
        })
    }

    /// Hands the booking over to be sent, and what it goes out in spite of to be written down with it.
    pub(super) fn launch(&mut self, mut sent: Sent) -> Vec<Effect> {
        if sent.draft.is_none() && self.change_form().is_some_and(|form| form.is_dry_run) {
            self.overlays.open(ChangeOverlay);
            return Vec::new();
        }
        self.launched += 1;
        let ticket = self.ticket();
        sent.intent = Some(IntentRef::Sent(ticket));
        sent.recorded = sent.recorded.or_else(|| Some(self.book.record(&sent.change)));
        let at = self.moment.now;
        let in_spite_of = sent.in_spite_of.take().map(|record| Box::new(Override { at, ..*record }));
        let send_off = SendOff {
            change: sent.change.clone(),
            stood_before: sent.stood_before.clone(),
            known_claims: sent.known_claims.clone(),
            in_spite_of,
        };
        self.show_progress(&sent.change);
        self.submission = Submission::Sending { ticket, attempt: Box::new(sent), since: self.moment.up };
        vec![Effect::Change(ticket, Box::new(send_off))]
    }

    /// What the server said about a change.
    pub(super) fn changed(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) -> Vec<Effect> {
        match std::mem::replace(&mut self.submission, Submission::Idle) {
            Submission::Sending { ticket: current, attempt, since } if current == ticket => {
                let took = self.moment.up.saturating_sub(since);
                let settled = Effect::Settle(IntentRef::Sent(ticket), Settlement::of(&answer));
                let mut effects = match answer {
                    Ok(appointment) => self.booked(*attempt, appointment, took),
                    Err(failure) => self.not_booked(*attempt, failure),
                };
                effects.push(match self.submission {
                    Submission::Waiting { .. } => {
                        Effect::Settle(IntentRef::Sent(ticket), Settlement::Unknown)
                    }
                    _ => settled,
                });
                effects
            }
            submission => {
                self.submission = submission;
                self.answered_late(ticket, answer).into_iter().collect()
            }
        }
    }

    pub(super) fn booked(&mut self, sent: Sent, appointment: Appointment, took: Duration) -> Vec<Effect> {
        let backend = sent.change.backend();
        self.note = Some(said_of(&sent.change, &appointment));
        self.record_made(&sent, &appointment);
        let mut follow_up: Vec<Effect> = self.order_panels(&sent, &appointment).into_iter().collect();
        follow_up.extend(self.keep_slots(&sent.change, &appointment));
        let next = sent.draft.as_ref().map(Draft::next);
        if let Some(draft) = &sent.draft {
            self.record_use(&sent.change, draft);
        }
        self.show_progress(&sent.change);
        self.show(&sent, appointment, took);
        if let Some(next) = next {
            self.line_is_done(backend);
            self.forms[backend].restart(next);
        }
        self.refresh_all();
        self.chosen_problem = None;
        let mut effects = if self.backend == backend { self.lists_for_form() } else { Vec::new() };
        effects.extend(follow_up);
        effects
    }

    /// The clinic has made the change. What was known of free times may not be true any more.
    pub(super) fn record_made(&mut self, sent: &Sent, appointment: &Appointment) {
        if let Some(recorded) = sent.recorded {
            self.book.mark_made(recorded, appointment, self.moment.now, self.moment.up);
        }
        if sent.change.appointment().is_some() {
            self.slots.free = None;
        }
    }

    /// Nothing has come of what was sent: the same may go out without a question.
    pub(super) fn record_not_made(&mut self, change: Option<ChangeId>) {
        if let Some(change) = change {
            self.book.forget(change);
        }
    }

    pub(super) fn show(&mut self, sent: &Sent, appointment: Appointment, took: Duration) {
        let origin = match &sent.draft {
            None => {
                if self.line.verb().is_some() {
                    self.line = EntryLine::default();
                }
                Origin::Altered(sent.change.clone())
            }
            Some(draft) => Origin::Made(Making {
                took,
                as_line: self.line_behind(&sent.change, draft),
                differs: differs(sent, &appointment, self.setup.language),
                desk_note: draft.own_note().to_owned(),
            }),
        };
        let whose = Some(sent.change.subject().0).filter(|id| !id.is_empty());
        let provider = sent.change.provider().map(|provider| provider.id());
        self.shown = Some(Shown::new(appointment, whose, provider, origin));
    }

    fn not_booked(&mut self, sent: Sent, failure: Failure) -> Vec<Effect> {
        match failure {
            Failure::Refused(_) if failure.may_be_made() => self.look_first(sent, failure),
            Failure::Unknown(_) => {
                let schedule = LookupSchedule::after(&failure, self.setup.call_limit, self.moment.up)
                    .with_lag(sent.change.lag());
                self.unknown(sent, &failure, None, schedule)
            }
            Failure::NotSent(Report { cause: Cause::Claimed(claim), .. }) => {
                self.refuse_claimed(&sent, claim)
            }
            Failure::Refused(_) | Failure::NotSent(_) => self.mend(&sent, &failure),
        }
    }

    /// Nothing was booked: the draft keeps its text, and the cursor goes to what has to be mended.
    pub(super) fn mend(&mut self, sent: &Sent, failure: &Failure) -> Vec<Effect> {
        let backend = sent.change.backend();
        self.record_not_made(sent.recorded);
        let problems = problems_of_change(failure, &sent.change, self.setup.language);
        let Some(booking) = sent.change.booking() else {
            return self.change_was_refused(&sent.change, problems);
        };
        let first = problems.iter().find_map(Problem::field);
        self.forms[backend].told(booking.clone(), problems);
        self.refresh_all();
        self.bring_to_front(Pane::Problems);
        match first {
            Some(id) if self.backend == backend => self.focus_on(id),
            _ if self.backend == backend => Vec::new(),
            _ => {
                let (name, key) = (backend.name(), self.setup.keys.key(Action::OtherBackend));
                self.note = Some(note!("note-not-booked-there", backend = name, key = key));
                Vec::new()
            }
        }
    }

    /// It may have been booked: the draft is put aside, the form is free for the next person, and nothing is
    /// sent again unless a person brings the draft back and says so.
    pub(super) fn unknown(
        &mut self,
        sent: Sent,
        failure: &Failure,
        ticket: Option<Ticket>,
        schedule: LookupSchedule,
    ) -> Vec<Effect> {
        let backend = sent.change.backend();
        let problems = problems_of_change(failure, &sent.change, self.setup.language);
        if let Some(change) = sent.recorded {
            self.book.mark_lost(change);
        }
        let next = sent.draft.as_ref().map(Draft::next);
        self.unknown.push(Attempt { sent, at: self.moment.now, problems, ticket, schedule });
        if let Some(next) = next {
            self.line_is_done(backend);
            self.forms[backend].restart(next);
        }
        self.refresh_all();
        self.chosen_problem = None;
        self.bring_to_front(Pane::Problems);
        if self.backend == backend { self.lists_for_form() } else { Vec::new() }
    }

    /// The answer to a booking a person had stopped waiting for settles it after all.
    fn answered_late(&mut self, ticket: Ticket, answer: Result<Appointment, Failure>) -> Vec<Effect> {
        let Some(number) = self.unknown.iter().position(|attempt| attempt.ticket == Some(ticket)) else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        match answer {
            Ok(appointment) => {
                let note = said_late_of(&self.unknown[number].sent.change, &appointment);
                effects = self.was_booked(number, appointment, note);
            }
            Err(failure @ Failure::Unknown(_)) => {
                let attempt = &mut self.unknown[number];
                attempt.ticket = None;
                attempt.schedule.answer_is_lost(&failure, self.setup.call_limit, self.moment.up);
            }
            Err(failure) if failure.may_be_made() => {
                let attempt = &mut self.unknown[number];
                attempt.ticket = None;
                attempt.schedule =
                    LookupSchedule::refused(Duration::ZERO, attempt.sent.change.lag(), self.moment.up);
            }
            Err(failure) => {
                self.record_not_made(self.unknown[number].sent.recorded);
                let is_on_record =
                    !matches!(failure.report().cause, Cause::Claimed(_) | Cause::NotRecorded(_));
                if !is_on_record && self.give_back(number) {
                    self.note = Some(note!("note-given-back"));
                    return effects;
                }
                let attempt = &mut self.unknown[number];
                attempt.ticket = None;
                attempt.schedule.over();
                attempt.problems = problems_of_change(&failure, &attempt.sent.change, self.setup.language);
                effects.extend(settled_as(attempt, Settlement::NotThere));
                self.note = Some(note!("note-not-booked-after-all"));
            }
        }
        self.chosen_problem = None;
        effects
    }

    /// A person stops waiting: for the answer (then nobody knows), or for the turn or the check (then nothing was
    /// sent).
    pub(super) fn stop_waiting(&mut self) -> Vec<Effect> {
        match std::mem::replace(&mut self.submission, Submission::Idle) {
            Submission::Sending { ticket, attempt, .. } => {
                let stopped = Failure::Unknown(Report::of(Cause::StoppedWaiting));
                let schedule = LookupSchedule::unawaited(self.moment.up).with_lag(attempt.change.lag());
                let mut effects = self.unknown(*attempt, &stopped, Some(ticket), schedule);
                effects.push(Effect::Settle(IntentRef::Sent(ticket), Settlement::Unknown));
                effects
            }
            Submission::Waiting { attempt, refusal, schedule } => {
                self.do_not_wait(*attempt, *refusal, schedule)
            }
            Submission::Checking { .. } => {
                self.note = Some(note!("note-stopped"));
                Vec::new()
            }
            Submission::Idle => Vec::new(),
        }
    }

    /// Brings the draft of a booking that was unknown back into its form: once it is known not to be booked, and if
    /// that form has room for it.
    pub(super) fn bring_back(&mut self, number: usize) -> Vec<Effect> {
        let Some(attempt) = self.unknown.get(number) else { return Vec::new() };
        let backend = attempt.sent.change.backend();
        if attempt.ticket.is_some() {
            self.note = Some(note!("note-may-still-come"));
            return Vec::new();
        }
        if attempt.meaning() == Meaning::Unknown {
            self.note = Some(note!("outbox-not-yet"));
            return Vec::new();
        }
        let Some((booking, draft)) = attempt.sent.change.booking().zip(attempt.sent.draft.as_ref()) else {
            return self.bring_change_back(number);
        };
        if !self.form_of(backend).draft().is_blank() {
            self.note = Some(self.form_not_empty(backend));
            return Vec::new();
        }
        let (booking, draft) = (booking.clone(), draft.clone());
        let attempt = self.unknown.remove(number);
        self.list_has_moved();
        self.forms[backend].restart(draft);
        self.forms[backend].told(booking, attempt.problems.clone());
        self.backend = backend;
        self.pane = Pane::Form;
        self.note = Some(note!("note-brought-back"));
        self.refresh_all();
        let mut effects = self.lists_for_form();
        effects.extend(settled_as(&attempt, Settlement::ByHand("taken-up")));
        effects
    }

    /// Brings the Appointment pane to the front. Whoever alters an appointment goes on in it.
    pub(super) fn show_progress(&mut self, change: &Change) {
        let has_keys = self.pane == Pane::Appointment && change.appointment().is_some();
        self.bring_to_front(Pane::Appointment);
        if has_keys {
            self.pane = Pane::Appointment;
        }
    }

    pub(super) fn bring_to_front(&mut self, pane: Pane) {
        self.panes.front = pane;
        if self.pane != Pane::Line {
            self.pane = Pane::Form;
        }
        self.panes.scrolls = [0; 4];
    }
}

/// What a change has come to, at once.
fn said_of(change: &Change, appointment: &Appointment) -> Note {
    let (backend, status) = (change.backend().name(), appointment.status.clone());
    match change.kind() {
        ChangeKind::Move => note!("note-moved", backend = backend),
        ChangeKind::Cancel => note!("note-cancelled", backend = backend),
        ChangeKind::Book if is_no_booking(&status) => Note::new(move |language| {
            let what = recorded_as(&status, language);
            say!(language, "note-recorded", backend = backend, what = what)
        }),
        ChangeKind::Book => note!("note-booked", backend = backend).and(Some(note!("note-ready-for-next"))),
    }
}

/// What a change has come to whose answer had been given up.
fn said_late_of(change: &Change, appointment: &Appointment) -> Note {
    let (backend, status) = (change.backend().name(), appointment.status.clone());
    match change.kind() {
        ChangeKind::Move => note!("note-moved-after-all", backend = backend),
        ChangeKind::Cancel => note!("note-cancelled-after-all", backend = backend),
        ChangeKind::Book if is_no_booking(&status) => Note::new(move |language| {
            let what = recorded_as(&status, language);
            say!(language, "note-recorded-after-all", backend = backend, what = what)
        }),
        ChangeKind::Book => note!("note-booked-after-all", backend = backend),
    }
}

/// What the answer says otherwise than the request did: whose it is, or when.
fn differs(sent: &Sent, appointment: &Appointment, language: Language) -> Vec<String> {
    let (who, when) = sent.change.subject();
    let member = sent.change.backend().patient_field();
    let said = member.wire.and_then(|name| appointment.member(name));
    let mut differs = Vec::new();
    if let Some(other) = said.filter(|id| !id.eq_ignore_ascii_case(&who)) {
        differs.push(say!(language, "differs-patient", other = other, who = who));
    }
    if when.is_some() && appointment.start.is_some() && appointment.start != when {
        differs.push(say!(language, "differs-time").to_owned());
    }
    differs
}
