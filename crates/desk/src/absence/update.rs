//! Opening the card, its keys, and sending it.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::{AbsenceCard, RowOfAbsence, view};
use crate::{
    Action, CallList, Chosen, Component, Cx, Desk, EntryLine, Frame, Key, LIST_CARD, ListKey, Note,
    Part, Press, Reaction, Submissions, ToSend, note,
};
use booking::AppointmentRef;
use i18n::say;
use office::{AbsenceTask, AskedAbsence, NoteEnd, NoteSubject, OfficeNews};
use words::{AbsenceRow, why_not_entered};

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
        Some(view::page(desk, self, width).lines(width))
    }

    fn is_finished(&self, desk: &Desk) -> bool {
        self.asked.has_ended(&desk.office)
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let keys = self.keys_of_rows(cx);
        match self.chosen.press(press, &keys) {
            ListKey::Closes if self.asked.is_working(&cx.office) => {
                cx.office_mut().stop_absence();
                cx.note(note!("away-stopped"));
            }
            ListKey::Closes => return Reaction::Close,
            ListKey::Enters => {
                let rows = cx.words().absence_rows(&self.asked);
                if let Some(AbsenceRow::Booked(booked)) = rows.get(self.chosen.place(&keys)) {
                    cx.open_appointment(booked.clinic, &booked.id);
                }
            }
            ListKey::Moves => {}
            ListKey::Other => match press.action() {
                Some(Action::Book) => submit(cx, |submissions| submissions.send_absence()),
                Some(Action::Calls) => self.open_calls(cx),
                Some(_) => {}
                None => self.press_letter(cx, press),
            },
        }
        Reaction::Stay
    }

    fn paste(&mut self, cx: &mut Cx<'_>, text: &str) {
        if !self.asked.has_ended(&cx.office) {
            return cx.note(note!("note-nothing-pasted"));
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        begin_next_line(cx, words.join(" "));
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.chosen.keep(&self.keys_of_rows(cx));
        let booked = self.asked.booked(&cx.office);
        cx.office_mut().name_booked(&booked);
    }

    fn refresh_if_due(&mut self, cx: &mut Cx<'_>) {
        if let AbsenceTask::Enter(wish) = self.asked.task() {
            cx.office_mut().refresh_absence(wish);
        }
    }

    fn due_in(&self, desk: &Desk) -> Option<Duration> {
        match self.asked.task() {
            AbsenceTask::Enter(wish) => desk.office.absence_is_due_in(wish),
            AbsenceTask::TakeBack(_) => None,
        }
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        let chosen = self.chosen.place(&self.keys_of_rows(desk));
        view::page(desk, self, area.width).draw(chosen, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        view::keys(desk, self)
    }
}

/// Runs `does` on the submissions once the card has handled its key.
fn submit(cx: &mut Cx<'_>, does: impl FnOnce(&mut Part<'_, Submissions>) + 'static) {
    cx.then(move |desk| does(&mut desk.submissions()));
}

/// Types the beginning of the next caller's line, once the card has handled its key.
fn begin_next_line(cx: &mut Cx<'_>, text: String) {
    cx.then(move |desk| desk.begin_next_line(text));
}

impl AbsenceCard {
    /// Opens the card of an absence. For one that is to be entered, requests what the card shows.
    pub(crate) fn open(task: AbsenceTask, cx: &mut Cx<'_>) {
        if let AbsenceTask::Enter(wish) = &task {
            cx.office_mut().want_absence(wish);
        }
        cx.open(AbsenceCard {
            asked: AskedAbsence::new(task),
            chosen: Chosen::default(),
        });
    }

    fn keys_of_rows(&self, desk: &Desk) -> Vec<RowOfAbsence> {
        let rows = desk.words().absence_rows(&self.asked).into_iter();
        rows.map(|row| match row {
            AbsenceRow::Day { time, .. } => RowOfAbsence::Day(time.time()),
            AbsenceRow::Booked(booked) => RowOfAbsence::Booked(booked.clinic, booked.id),
        })
        .collect()
    }

    fn open_calls(&self, cx: &mut Cx<'_>) {
        let today = cx.office.moment.now.with_timezone(&cx.zone()).date_naive();
        let of = self.offered(cx);
        if !of.is_empty() {
            CallList::open_about(&of, today, cx);
        }
    }

    /// Handles a letter: a verb for the booked patients, or the first letter of the next caller's line.
    fn press_letter(&self, cx: &mut Cx<'_>, press: Press) {
        let verb = view::verbs().find(|(letter, _)| press.types() == Some(*letter));
        let of = self.offered(cx);
        if let Some((_, verb)) = verb
            && !of.is_empty()
        {
            let reason = self.asked.cancel_reason();
            cx.list_changes(verb, of, reason);
        } else if let Some(letter) = press.types()
            && self.asked.has_ended(&cx.office)
        {
            begin_next_line(cx, letter.to_string());
        } else if press.types().is_some() {
            self.note_keys(cx);
        }
    }

    /// Notes which keys end the card; until then, letters do nothing.
    fn note_keys(&self, cx: &mut Cx<'_>) {
        let close = cx.setup.keys.key(Action::Close);
        if self.asked.is_working(&cx.office) {
            return cx.note(note!("away-letters-working", key = close));
        }
        let book = cx.setup.keys.key(Action::Book);
        cx.note(match self.asked.task() {
            AbsenceTask::Enter(_) => note!("away-letters-enter", book = book, close = close),
            AbsenceTask::TakeBack(_) => note!("away-letters-back", book = book, close = close),
        });
    }

    /// Returns the appointments that can be moved, cancelled or called about; none until the absence is entered.
    fn offered(&self, desk: &Desk) -> Vec<AppointmentRef> {
        let booked = if self.asked.has_ended(&desk.office) {
            self.asked.booked(&desk.office)
        } else {
            Vec::new()
        };
        booked.iter().map(AppointmentRef::from).collect()
    }
}

impl Part<'_, Submissions> {
    /// Handles the booking key on the card: sends each day once, one after the other.
    pub(crate) fn send_absence(&mut self) {
        let Some(card) = self.overlays.get::<AbsenceCard>().cloned() else {
            return;
        };
        if let Some(obstacle) = card.asked.obstacle(&self.office) {
            return self.note(Note::new(move |language| {
                why_not_entered(&obstacle, language)
            }));
        }
        if !card.asked.is_kept_here(&self.office) && self.ask_alone(ToSend::Overlay) {
            return;
        }
        self.desk()
            .in_overlay(|card: &mut AbsenceCard, cx| card.asked.send(cx.office_mut()));
        if self.line.is_about_absence() {
            *self.desk().forms().line_mut() = EntryLine::default();
        }
    }

    /// Notes the outcome of an absence that was sent, or written as a note of the desks.
    pub(crate) fn note_absence_end(&mut self, news: &OfficeNews) {
        match news {
            OfficeNews::AbsenceWorked => self.note_absence_worked(),
            _ => self.note_absence_noted(),
        }
    }

    /// Notes the outcome of a note of the desks. One that was not written can be tried again.
    fn note_absence_noted(&mut self) {
        if let Some(NoteEnd::NotWritten(why)) = self.office.note_end(NoteSubject::Absence).cloned()
        {
            self.desk()
                .in_overlay(|card: &mut AbsenceCard, _| card.asked.allow_another_try());
            return self.note(note!("away-not-noted", why = why));
        }
        let Some(card) = self.overlays.get::<AbsenceCard>() else {
            return;
        };
        let noted = self.each_language(|words| words.absence_noted(&card.asked).to_owned());
        self.note(Note::new(move |language| noted.to_text(language)));
    }

    /// Notes the outcome of an absence once all of it was sent, and what can be done for the patients booked in it.
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
