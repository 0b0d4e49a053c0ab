//! Opening the card, its keys, and sending it.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::view::{AbsenceRow, rows};
use super::{AbsenceCard, AbsenceTask, view};
use crate::{
    Action, CallList, Component, Cx, Desk, EntryLine, Frame, Key, LIST_CARD, Note, Part, Press,
    Reaction, Submissions, ToSend, note, stepped,
};
use booking::{
    AppointmentRef, AwayNote, AwayTime, AwayWish, Booked, CancelReason, Change, Language, Provider,
    why_unread,
};
use i18n::say;
use office::{AbsencePlace, AbsenceStep, AbsenceWork, ComingAbsence, NoteEnd, NoteStep};

/// The minimum number of rows that a page moves by.
const PAGE: usize = 10;
/// Patients whose names are requested, at most.
const MOST_NAMED: usize = 50;

impl Component for AbsenceCard {
    fn name(&self) -> &'static str {
        "absence"
    }

    fn help(&self) -> &'static str {
        "help-at-absence"
    }

    fn lists_appointments(&self) -> bool {
        true
    }

    fn floats(&self) -> Option<u16> {
        Some(LIST_CARD)
    }

    fn lines(&self, desk: &Desk, width: u16) -> Option<u16> {
        Some(view::lines(self, desk, width))
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let rows = rows(cx, self);
        match press.action() {
            Some(Action::Close) if self.is_working(cx) => {
                cx.office_mut().stop_absence();
                cx.note(note!("away-stopped"));
            }
            Some(Action::Close) => return Reaction::Close,
            Some(Action::Book) => submit(cx, |submissions| submissions.send_absence()),
            Some(Action::Calls) => {
                let today = cx.office.moment.now.with_timezone(&cx.zone()).date_naive();
                match self.offered(cx).as_slice() {
                    [] => {}
                    of => CallList::open_about(of, today, cx),
                }
            }
            Some(Action::Enter) => {
                if let Some(AbsenceRow::Booked(booked)) = rows.get(self.chosen) {
                    cx.open_appointment(booked.clinic, &booked.id);
                }
            }
            Some(action) => self.chosen = stepped(action, self.chosen, rows.len(), PAGE),
            None => {
                let verb = view::verbs().find(|(letter, _)| press.types() == Some(*letter));
                let of = self.offered(cx);
                if let Some((_, verb)) = verb.filter(|_| !of.is_empty()) {
                    let reason = self.cancel_reason();
                    submit(cx, move |submissions| {
                        submissions.change_several(verb, of, reason);
                    });
                }
            }
        }
        Reaction::Stay
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        let people = self.booked(cx).into_iter().filter_map(|booked| {
            let person = booked.person?;
            Some((booked.clinic.people(), person))
        });
        let people = people.collect();
        cx.office_mut().look_up_some(people, MOST_NAMED);
    }

    fn refresh_if_due(&mut self, cx: &mut Cx<'_>) {
        if let AbsenceTask::Enter(wish) = &self.task {
            cx.office_mut().refresh_absence(wish);
        }
    }

    fn due_in(&self, desk: &Desk) -> Option<Duration> {
        match &self.task {
            AbsenceTask::Enter(wish) => desk.office.absence_is_due_in(wish),
            AbsenceTask::TakeBack(_) => None,
        }
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, self, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        view::keys(desk, self)
    }
}

/// Does something with the part that submits changes, once the card has handled its key.
fn submit(cx: &mut Cx<'_>, does: impl FnOnce(&mut Part<'_, Submissions>) + 'static) {
    cx.then(move |desk| does(&mut desk.submissions()));
}

impl AbsenceCard {
    /// Opens the card that enters an absence, and reads what it is shown with.
    pub(crate) fn open_to_enter(wish: AwayWish, cx: &mut Cx<'_>) {
        cx.office_mut().want_absence(&wish);
        cx.open(AbsenceCard::of(AbsenceTask::Enter(wish)));
    }

    /// Opens the card that takes an absence back.
    pub(super) fn open_to_take_back(coming: ComingAbsence, cx: &mut Cx<'_>) {
        cx.open(AbsenceCard::of(AbsenceTask::TakeBack(coming)));
    }

    /// Opens the card of an absence that waited in the Outbox.
    pub(super) fn open_again(task: AbsenceTask, cx: &mut Cx<'_>) {
        match task {
            AbsenceTask::Enter(wish) => AbsenceCard::open_to_enter(wish, cx),
            AbsenceTask::TakeBack(coming) => AbsenceCard::open_to_take_back(coming, cx),
        }
    }

    fn of(task: AbsenceTask) -> AbsenceCard {
        AbsenceCard {
            task,
            chosen: 0,
            is_sent: false,
        }
    }

    pub(super) fn provider(&self) -> &Provider {
        match &self.task {
            AbsenceTask::Enter(wish) => &wish.provider,
            AbsenceTask::TakeBack(coming) => &coming.provider,
        }
    }

    /// Returns the appointments that are booked in the absence, by start.
    pub(super) fn booked(&self, desk: &Desk) -> Vec<Booked> {
        match &self.task {
            AbsenceTask::Enter(wish) => {
                let days = desk.office.absence_days(wish).into_iter();
                days.flat_map(|day| day.booked).collect()
            }
            AbsenceTask::TakeBack(_) => Vec::new(),
        }
    }

    /// Returns the appointments that are offered to be moved, cancelled or called, once the absence is entered.
    fn offered(&self, desk: &Desk) -> Vec<AppointmentRef> {
        let booked = if self.has_ended(desk) {
            self.booked(desk)
        } else {
            Vec::new()
        };
        booked.iter().map(AppointmentRef::from).collect()
    }

    /// Returns the reason for which an appointment in it is cancelled.
    fn cancel_reason(&self) -> CancelReason {
        match &self.task {
            AbsenceTask::Enter(wish) => wish.cancel_reason(),
            AbsenceTask::TakeBack(_) => CancelReason::ProviderAway,
        }
    }

    /// Returns the work on the absence, once it was sent.
    pub(super) fn work<'a>(&self, desk: &'a Desk) -> Option<&'a AbsenceWork> {
        let is_sent = self.is_sent && !self.is_kept_here(desk);
        desk.office.absence_work().filter(|_| is_sent)
    }

    /// Returns how the note of the desks has ended, once it was wanted.
    pub(super) fn note_end<'a>(&self, desk: &'a Desk) -> Option<&'a NoteEnd> {
        let is_wanted = self.is_sent && self.is_kept_here(desk);
        desk.office.note_end().filter(|_| is_wanted)
    }

    /// Returns the step of a day, once it was sent.
    pub(super) fn step<'a>(&self, desk: &'a Desk, time: &AwayTime) -> Option<&'a AbsenceStep> {
        let steps = self.work(desk).into_iter().flat_map(AbsenceWork::steps);
        let is_of = |step: &&AbsenceStep| {
            let of = step.change.away_time();
            of.is_some_and(|of| of.time() == time.time() && of.provider() == time.provider())
        };
        steps.into_iter().find(is_of)
    }

    pub(super) fn is_working(&self, desk: &Desk) -> bool {
        self.work(desk).is_some_and(AbsenceWork::is_working)
    }

    /// Whether the booking key has sent it.
    pub fn is_sent(&self) -> bool {
        self.is_sent
    }

    /// Whether it is being sent, or written into the desks' own records.
    pub fn is_under_way(&self, desk: &Desk) -> bool {
        let is_written = matches!(self.note_end(desk), Some(NoteEnd::Writing(_)));
        is_written || self.is_working(desk)
    }

    /// Whether some of it was made or written.
    pub fn has_changed(&self, desk: &Desk) -> bool {
        let is_written = matches!(self.note_end(desk), Some(NoteEnd::Done));
        is_written || self.work(desk).is_some_and(|work| work.made() > 0)
    }

    /// Whether what it is shown with is still being read.
    pub fn is_reading(&self, desk: &Desk) -> bool {
        let AbsenceTask::Enter(wish) = &self.task else {
            return false;
        };
        let cannot_be_read = desk.office.why_absence_unread(wish).is_some()
            || desk.office.is_unreachable(wish.provider.clinic());
        !cannot_be_read && !desk.office.has_read_absence(wish)
    }

    /// Returns the question whether to send it; `None` if the booking key would not.
    pub fn question(&self, desk: &Desk) -> Option<String> {
        if self.why_not_sent(desk).is_some() {
            return None;
        }
        let language = desk.setup.language;
        let how = desk.mode_phrase_of(self.provider().clinic());
        Some(match &self.task {
            _ if self.is_kept_here(desk) => say!(language, "plain-note-absence").to_owned(),
            AbsenceTask::Enter(_) => say!(language, "plain-enter-absence", how),
            AbsenceTask::TakeBack(_) => say!(language, "plain-take-absence-back", how),
        })
    }

    /// Whether all of it was sent, so that those who are booked in it can be moved or called.
    pub(super) fn has_ended(&self, desk: &Desk) -> bool {
        self.work(desk)
            .is_some_and(|work| !work.is_working() && work.made() > 0)
            || self.is_entered(desk)
    }

    /// Whether the calendar has all of it.
    fn is_entered(&self, desk: &Desk) -> bool {
        match &self.task {
            AbsenceTask::Enter(wish) => {
                let days = desk.office.absence_days(wish);
                days.iter().all(|day| day.entered.is_some())
            }
            AbsenceTask::TakeBack(_) => false,
        }
    }

    /// Returns the changes that the booking key sends.
    pub(super) fn changes(&self, desk: &Desk) -> Vec<Change> {
        match &self.task {
            AbsenceTask::Enter(wish) => {
                let days = desk.office.absence_days(wish).into_iter();
                let new = days.filter(|day| day.entered.is_none());
                new.filter_map(|day| Change::away(day.time)).collect()
            }
            AbsenceTask::TakeBack(coming) => {
                let time = AwayTime::of_blocked(&coming.provider, &coming.blocked, false);
                Change::back(time).into_iter().collect()
            }
        }
    }

    /// Returns why the booking key sends nothing.
    fn why_not_sent(&self, desk: &Desk) -> Option<Note> {
        let work = desk.office.absence_work();
        if work.is_some_and(AbsenceWork::is_working) {
            return Some(note!("away-one-at-a-time"));
        }
        let clinic = self.provider().clinic();
        if self.is_sent || self.is_entered(desk) {
            return Some(note!("away-sent-already"));
        }
        if self.note().is_some() {
            return None;
        }
        if desk.office.is_unreachable(clinic) {
            return Some(note!("away-unreachable", clinic = clinic.name()));
        }
        let AbsenceTask::Enter(wish) = &self.task else {
            return None;
        };
        if let Some(why) = desk.office.why_absence_unread(wish).cloned() {
            return Some(Note::new(move |language| {
                why_unread(&why, clinic, language)
            }));
        }
        if !desk.office.has_read_absence(wish) {
            return Some(note!("bulk-still-reading"));
        }
        None
    }

    /// Returns the note of the desks that the booking key removes, if the absence is one.
    fn note(&self) -> Option<AwayNote> {
        let AbsenceTask::TakeBack(coming) = &self.task else {
            return None;
        };
        AwayNote::of_blocked(&coming.provider, &coming.blocked)
    }

    /// Whether the desks' own records keep it, because the clinic has no place for it.
    pub(super) fn is_kept_here(&self, desk: &Desk) -> bool {
        match &self.task {
            AbsenceTask::Enter(wish) => {
                desk.office.absence_place(&wish.provider) == Some(AbsencePlace::Desks)
            }
            AbsenceTask::TakeBack(coming) => coming.blocked.note.is_some(),
        }
    }

    /// Returns that the note of the desks is written, or removed.
    pub(super) fn noted(&self, language: Language) -> &'static str {
        match self.task {
            AbsenceTask::Enter(_) => say!(language, "away-noted"),
            AbsenceTask::TakeBack(_) => say!(language, "away-note-removed"),
        }
    }

    /// Writes or removes the note of the desks. Nothing is sent to a clinic.
    fn keep_here(&self, desk: &mut Desk) {
        match (self.note(), &self.task) {
            (Some(note), _) => desk.office.take_note_step(NoteStep::Remove(vec![note])),
            (None, AbsenceTask::Enter(wish)) => {
                let days = desk.office.absence_days(wish).into_iter();
                let new = days.filter(|day| day.entered.is_none());
                let times = new.map(|day| day.time).collect();
                desk.office.take_note_step(NoteStep::Put(times));
            }
            (None, AbsenceTask::TakeBack(_)) => {}
        }
    }
}

impl Part<'_, Submissions> {
    /// Handles the booking key on the card: sends each day once, one after the other.
    pub(crate) fn send_absence(&mut self) {
        let Some(card) = self.overlays.get::<AbsenceCard>().cloned() else {
            return;
        };
        if let Some(why) = card.why_not_sent(self) {
            return self.note(why);
        }
        if card.is_kept_here(self) {
            card.keep_here(self.desk());
        } else if self.ask_alone(ToSend::Overlay) {
            return;
        } else {
            let changes = card.changes(self);
            self.office_mut().work_on_absence(changes);
        }
        self.desk()
            .in_overlay(|card: &mut AbsenceCard, _| card.is_sent = true);
        if self.line.is_about_absence() {
            *self.desk().forms().line_mut() = EntryLine::default();
        }
    }

    /// Says how an absence has ended that was sent, or written as a note of the desks.
    pub(crate) fn note_absence_end(&mut self, is_note: bool) {
        if is_note {
            self.note_absence_noted();
        } else {
            self.note_absence_worked();
        }
    }

    /// Says how a note of the desks has ended. One that was not written can be tried again.
    fn note_absence_noted(&mut self) {
        if let Some(NoteEnd::NotWritten(why)) = self.office.note_end().cloned() {
            self.desk()
                .in_overlay(|card: &mut AbsenceCard, _| card.is_sent = false);
            return self.note(note!("away-not-noted", why = why));
        }
        let Some(card) = self.overlays.get::<AbsenceCard>().cloned() else {
            return;
        };
        self.note(Note::new(move |language| card.noted(language).to_owned()));
    }

    /// Says what has become of an absence once all of it was sent, and what can be done with those who are booked in it.
    fn note_absence_worked(&mut self) {
        let outcome = self.each_language(|words| {
            let work = words.office.absence_work();
            work.and_then(|work| words.absence_outcome(work))
                .unwrap_or_default()
        });
        let desk: &Desk = self;
        let card = desk.overlays.get::<AbsenceCard>();
        let booked = card.map_or(0, |card| card.offered(desk).len());
        self.note(Note::new(move |language| {
            let outcome = outcome.to_text(language);
            match booked {
                0 => outcome,
                count => format!("{outcome} {}", say!(language, "away-what-with", count)),
            }
        }));
    }
}
