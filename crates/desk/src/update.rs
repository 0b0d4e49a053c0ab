//! From a message to the effects that it requests, with the derivations that follow every message.

use std::mem;

use booking::ClinicId;
use office::{NoteSubject, OfficeEvent, OfficeNews, save_before_effects};
use words::TypedData;

use super::{Answer, DeskEffect, Msg, Press};

use crate::line::{on_call_back_noted, on_lateness_noted};
use crate::model::{Clipboard, PeopleQueries, ToTell};
use crate::{
    Desk, Exit, Note, Pane, PatientNoteCard, ScreenLock, current, due, mouse, note, panes, tutor,
};
use Fact::{Answers, Book, Inputs, Line, Minute, Words};

/// A kind of fact on which derivations depend.
#[derive(Clone, Copy)]
enum Fact {
    /// The answers to requests, except that drafts were saved.
    Answers,
    /// The patient, the provider or the time of the current booking.
    Inputs,
    /// The known appointments, and the times that other desks hold.
    Book,
    /// The language, and the way in which people are named.
    Words,
    /// The minute.
    Minute,
    /// The entry line: any key may change it while the cursor is there.
    Line,
}

/// The kinds of facts that a message has changed.
#[derive(Clone, Copy, Default)]
struct ChangedFacts([bool; Line as usize + 1]);

impl ChangedFacts {
    fn add_if(&mut self, fact: Fact, is_changed: bool) {
        self.0[fact as usize] |= is_changed;
    }

    fn any(self, facts: &[Fact]) -> bool {
        facts.iter().any(|fact| self.0[*fact as usize])
    }
}

/// A derivation of requests or views, and the kinds of facts whose change requires it.
type Derivation = (&'static [Fact], fn(&mut Desk, &mut ChangedFacts));

/// Derived after every message.
const ALWAYS: &[Fact] = &[];

/// All derivations. Each is idempotent. They are repeated while a round has changed what [`Desk::derived`] counts.
/// Anything else that one of them changes is seen by the others in the same round, because of this order. Tests compare
/// the outcome with that of all rounds in other orders.
const DERIVATIONS: [Derivation; 17] = [
    (ALWAYS, |desk, changed| {
        desk.forms().sync_length();
        let reads_texts_again = changed.any(&[Answers, Book, Words, Minute]);
        desk.forms().review_forms(reads_texts_again);
    }),
    (&[Answers, Words, Line], |desk, _| desk.forms().read_line()),
    (ALWAYS, |desk, changed| {
        changed.add_if(
            Inputs,
            desk.people(|people, cx| people.note_changed_inputs(cx)),
        );
        if changed.any(&[Answers, Inputs]) {
            desk.forms().sync_clocks();
        }
    }),
    (&[Answers, Inputs], |desk, changed| {
        let (clinic, patient) = current::patient_in_question(desk);
        desk.office.want_patient(clinic, &patient);
        desk.facts().ask_for_day();
        desk.facts().sync_conflicts(changed.any(&[Answers]));
    }),
    (ALWAYS, |desk, _| {
        desk.submissions().sync_bulk();
        desk.forms().sync_hours();
    }),
    // With the minute, free time passes.
    (&[Answers, Book, Words, Minute], |desk, _| {
        desk.arrange_overlays();
        desk.handle(ToTell::say);
    }),
    (&[Answers, Book], |desk, _| desk.facts().sync_offers()),
    (&[Book, Minute], |desk, changed| {
        desk.appointment(|pane, cx| pane.sync_shown(changed.any(&[Minute]), cx));
    }),
    (ALWAYS, |desk, _| desk.derive_overlays()),
    (ALWAYS, |desk, changed| {
        let front = panes::front_pane(desk);
        desk.facts()
            .sync_today(changed.any(&[Answers, Book, Words]), front);
    }),
    (ALWAYS, |desk, _| {
        desk.submissions().keep_outbox_row();
        desk.facts().show_warnings();
        desk.facts().keep_problem();
    }),
    (ALWAYS, |desk, _| desk.sync_question()),
    (ALWAYS, |desk, _| {
        desk.forms().sync_free_times();
        desk.submissions().ask_for_times_to_move_to();
        desk.submissions().ask_for_days_to_move_to();
        desk.facts().ask_for_claims();
    }),
    (ALWAYS, |desk, _| panes::sync_preview(desk)),
    (ALWAYS, |desk, _| desk.people(PeopleQueries::sync_matches)),
    (ALWAYS, |desk, _| desk.facts().sync_hold()),
    (ALWAYS, |desk, _| tutor::sync_tutor(desk)),
];

fn derive((after, run): &Derivation, desk: &mut Desk, changed: &mut ChangedFacts) {
    if after.is_empty() || changed.any(after) {
        run(desk, changed);
        desk.show_news();
    }
}

/// The maximum number of rounds in which the derivations run for one message.
const MOST_ROUNDS: usize = 8;

/// Handles a message. Returns the effects to carry out.
pub fn update(desk: &mut Desk, msg: Msg) -> Vec<DeskEffect> {
    handle(desk, msg, |desk, changed| {
        for _ in 0..MOST_ROUNDS {
            let before = desk.derived();
            for derivation in &DERIVATIONS {
                derive(derivation, desk, changed);
            }
            if desk.derived() == before {
                break;
            }
        }
    })
}

/// Handles a message like [`update`], with all rounds of the derivations in an order drawn from `seed`, for the test
/// that [`update`] derives the same.
#[doc(hidden)]
pub fn update_in_any_order(desk: &mut Desk, msg: Msg, seed: usize) -> Vec<DeskEffect> {
    handle(desk, msg, |desk, changed| {
        let mut order = DERIVATIONS.each_ref();
        order.rotate_left(seed % DERIVATIONS.len());
        if seed / DERIVATIONS.len() % 2 == 1 {
            order.reverse();
        }
        for derivation in order.repeat(MOST_ROUNDS) {
            derive(derivation, desk, changed);
        }
    })
}

fn handle(
    desk: &mut Desk,
    msg: Msg,
    derive: impl FnOnce(&mut Desk, &mut ChangedFacts),
) -> Vec<DeskEffect> {
    // A message with the time precedes every key.
    if let Msg::Office(OfficeEvent::Time(moment)) = msg
        && due::is_uneventful(desk, moment)
    {
        desk.office.handle(OfficeEvent::Time(moment));
        if desk.office.effects().is_empty() && !desk.office.has_news() {
            return Vec::new();
        }
    }
    let minute = desk.office.moment.minute();
    let editions = desk.editions();
    let words = (desk.setup.language, desk.naming);
    let mut changed = ChangedFacts::default();
    // The outcome of an autosave changes no fact about the booking.
    changed.add_if(
        Answers,
        matches!(&msg, Msg::Office(OfficeEvent::Answer(_, answer)) if !matches!(answer, Answer::Kept(_) | Answer::PinChecked(_))),
    );
    changed.add_if(Line, desk.panes.focused == Pane::Line);
    let save_delay = msg.save_delay();
    let before = desk
        .focus_if_facts_stay(&msg)
        .map(|pane| (pane, desk.derived()));
    desk.dispatch(msg);
    desk.show_news();
    // The facts are compared before anything is derived.
    changed.add_if(Line, desk.panes.focused == Pane::Line);
    changed.add_if(Book, desk.editions() != editions);
    changed.add_if(Words, (desk.setup.language, desk.naming) != words);
    changed.add_if(Minute, desk.office.moment.minute() != minute);
    derive(desk, &mut changed);
    desk.drop_sent_forms();
    if before != Some((desk.panes.focused, desk.derived())) {
        desk.revision += 1;
    }
    let ends = desk.ended.is_some();
    save_before_effects(desk, save_delay, ends);
    if desk.ended.is_some() {
        desk.clipboard(Clipboard::clear);
        desk.office.end();
    }
    let office = desk.office.take_effects();
    let own = mem::take(&mut desk.effects);
    office
        .into_iter()
        .map(DeskEffect::from)
        .chain(own)
        .collect()
}

impl Desk {
    /// Returns the editions of the known appointments, and of the times that other desks hold.
    fn editions(&self) -> (u64, u64) {
        (self.office.book.edition(), self.office.held_edition())
    }

    /// Returns the values that differ after a derivation has requested, opened, asked or noted something, or changed
    /// the book.
    fn derived(&self) -> (usize, usize, u64, bool, bool) {
        let asks = self.question.is_some();
        let notes = self.note.is_some();
        (
            self.office.effects().len() + self.effects.len(),
            self.overlays.len(),
            self.office.book.edition(),
            asks,
            notes,
        )
    }

    /// Returns the focused pane, if a message may leave all facts unchanged: it types there, advances the time, or
    /// reports that the drafts were saved.
    fn focus_if_facts_stay(&self, msg: &Msg) -> Option<Pane> {
        let may_stay = match msg {
            Msg::Key(key) => matches!(self.setup.keys.press(*key), Press::Key(_)),
            Msg::Office(OfficeEvent::Time(_) | OfficeEvent::Answer(_, Answer::Kept(_))) => true,
            _ => false,
        };
        let pane = self.panes.focused;
        let has_keys = self.question.is_none() && self.overlays.is_empty() && !self.is_locked();
        (may_stay && has_keys && matches!(pane, Pane::Line | Pane::Form)).then_some(pane)
    }

    /// Dispatches a message to the part of the desk that handles it.
    fn dispatch(&mut self, msg: Msg) {
        let is_input = matches!(
            msg,
            Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(..) | Msg::Do(_) | Msg::BookingKeyInPaste
        );
        if is_input && self.is_locked() {
            return self.handle_while_locked(msg);
        }
        match msg {
            Msg::Key(key)
                if self
                    .screen_lock
                    .swallow_unlocking(key, self.office.moment.up) =>
            {
                return;
            }
            _ if is_input => self.office.touch(),
            _ => {}
        }
        match msg {
            Msg::Opened => self.office.begin(),
            Msg::Key(key) => self.press(self.setup.keys.press(key)),
            Msg::Paste(text) => self.paste(text.shown()),
            Msg::BookingKeyInPaste => self.refuse_pasted_booking_key(),
            Msg::Mouse(gesture, at) => mouse::on_mouse(self, gesture, at),
            Msg::Do(command) => self.perform(command),
            Msg::Resize(size) => {
                self.size = size;
                self.restart_reading_time();
            }
            Msg::Behind => self.restart_reading_time(),
            Msg::Office(event) => self.on_office_event(event),
            Msg::Saved(ticket, result) => self.saving(|file, cx| file.on_saved(ticket, result, cx)),
            Msg::Leave(signal) => self.ended = Some(Exit::Signal(signal)),
        }
    }

    /// Handles an event of the office: what the desk itself shows of it, and the answers that the desk has requested.
    fn on_office_event(&mut self, event: OfficeEvent) {
        let is_time = matches!(event, OfficeEvent::Time(_));
        let clocks = is_time.then(|| due::clocks(self));
        let unclaimed = self.office.handle(event);
        if let Some(before) = clocks {
            due::act_on_time(self, &before);
        }
        self.show_news();
        if let Some((ticket, answer)) = unclaimed {
            self.answer(ticket, answer);
        }
        self.submissions().list_series_if_read();
    }

    /// Drops the forms of changes that are made, or have left the list.
    fn drop_sent_forms(&mut self) {
        let changes = self.office.changes();
        let is_open = |id| changes.get(id).is_some_and(|open| !open.is_made());
        self.sent_forms.retain(|id, _| is_open(*id));
    }

    /// Shows the news of the office.
    fn show_news(&mut self) {
        while let Some(news) = self.office.next_news() {
            self.show_one(news);
        }
    }

    /// Shows one piece of news, and lets the parts of the desk do what follows from it.
    fn show_one(&mut self, news: OfficeNews) {
        match news {
            OfficeNews::Begun => self.forms().read_lists(),
            OfficeNews::Locked => self.hide_from_the_next_person(),
            OfficeNews::Unlocked => self.screen_lock(ScreenLock::on_unlocked),
            OfficeNews::Noted(NoteSubject::Patient) => self.handle(PatientNoteCard::on_noted),
            OfficeNews::NotesOvertaken(notes) => {
                self.tell(self.each_language(|words| words.notes_overtaken(&notes)))
            }
            OfficeNews::Noted(NoteSubject::CallBack) => self.handle(on_call_back_noted),
            OfficeNews::Noted(NoteSubject::Late) => self.handle(on_lateness_noted),
            // Its own news shows it.
            OfficeNews::Noted(NoteSubject::Waiting) => {}
            news @ (OfficeNews::Noted(NoteSubject::Absence) | OfficeNews::AbsenceWorked) => {
                self.submissions().note_absence_end(&news)
            }
            OfficeNews::PanelsAdded => self.show_panels_added(),
            OfficeNews::PanelsFailed(clinic) => self.show_panels_failed(clinic),
            OfficeNews::AppointmentRead(appointment) => self.appointment.show_as_read(*appointment),
            OfficeNews::ListRead => self.people(PeopleQueries::plan_for_typed),
            OfficeNews::RegisterRead(directory) => self.forms().release_choice(directory),
            OfficeNews::ReachableAgain(clinic) => self.facts().on_reachable_again(clinic),
            OfficeNews::KeyRefused(clinic) if clinic == self.clinic => self.show_problems(),
            // The form in front is another clinic's.
            OfficeNews::KeyRefused(_) => {}
            OfficeNews::CallNotNoted(why) => self.tell(note!("calls-not-noted", why = why)),
            OfficeNews::SlotsNotMarked(of) => {
                self.tell(note!("slots-not-kept", clinic = of.name()))
            }
            OfficeNews::SlotsGivenUp(of) => self.tell(note!("slots-given-up", clinic = of.name())),
            OfficeNews::SlotsForbidden(of) => {
                self.tell(note!("slots-forbidden", clinic = of.name()))
            }
            OfficeNews::KeptWaiting(clinic) => {
                self.begin_next_after_entry(clinic);
                self.appointment.end_booking();
                self.tell(note!("waiting-kept-here", clinic = clinic.name()));
            }
            OfficeNews::NotKeptWaiting(why) => self.tell(note!("waiting-not-kept", why = why)),
            OfficeNews::WaitingOvertaken(step) => {
                self.tell(self.each_language(|words| words.overtaken(&step)));
            }
            OfficeNews::EarlierChangesLearnt => self.facts().note_made_just_before(),
            OfficeNews::OthersHold => self.check_form_in_front(),
            OfficeNews::TakenOn(changes) => self.submissions().show_taken_on(&changes),
            OfficeNews::QueueRestored(bookings) => self.submissions().show_queue(&bookings),
            OfficeNews::Change(news) => self.submissions().show_change_news(*news),
            OfficeNews::BulkEnded(end) => {
                self.tell(self.each_language(|words| words.bulk_end(&end)))
            }
            OfficeNews::BulkStopped(why) => {
                self.tell(self.each_language(|words| words.bulk_stopped(&why)))
            }
            OfficeNews::StoreTrouble { is_new } => self.facts().note_store_trouble(is_new),
            OfficeNews::StoreTroubleOver => self.handle(crate::records::withdraw_trouble_note),
            OfficeNews::DraftsRead(saved) => self.forms().restore(&saved),
            OfficeNews::Collided => {
                self.panes.bring_to_front(Pane::Problems);
                self.tell(note!("collision-see-problems"));
            }
            OfficeNews::CollisionDropped => {}
            OfficeNews::DraftLeft(desk) => self.facts().note_left_draft(desk.as_deref()),
            OfficeNews::DraftReceived {
                from,
                is_taken_over,
                draft,
            } => self.facts().receive_draft(from, is_taken_over, *draft),
            OfficeNews::DraftTaken(by, draft) => self.facts().give_up_taken(by, &draft),
        }
    }

    /// Withdraws the question, and clears the clipboard: another person may unlock the desk.
    fn hide_from_the_next_person(&mut self) {
        self.withdraw_question();
        self.clipboard(Clipboard::clear);
    }

    /// Finds the conflicts of the front form's booking again.
    fn check_form_in_front(&mut self) {
        let clinic = self.clinic;
        self.facts().check_conflicts(clinic, false);
    }

    fn show_panels_added(&mut self) {
        // A note about the booking stays.
        self.note.get_or_insert(note!("panels-are-added"));
    }

    fn show_problems(&mut self) {
        self.problems.show(&mut self.panes);
    }

    fn show_panels_failed(&mut self, clinic: ClinicId) {
        self.show_problems();
        self.tell(note!("panels-see-problems", clinic = clinic.name()));
    }

    fn tell(&mut self, note: Note) {
        self.note = Some(note);
    }

    /// Returns what has been typed into any form, or on the line.
    pub(super) fn typed_data(&self) -> TypedData {
        TypedData {
            has_draft: self.line.is_open() || self.forms.values().any(|form| !form.is_free()),
            has_patient: self.patients.hold_data(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use booking::Section;
    use booking::clinics::{CLINIK, SHIPPED};

    use super::*;
    use crate::{Action, Code, Command, Key, Moment, Setup};

    #[test]
    fn typing_leaves_what_is_drawn_from_facts() {
        let setup = Setup::new(SHIPPED, zones::Zone::BERLIN, CLINIK);
        let moment = Moment {
            now: "2026-11-24T09:05:00Z".parse().expect("a time"),
            up: Duration::ZERO,
        };
        let mut desk = Desk::new(
            setup,
            moment,
            screen::Size {
                cols: 120,
                rows: 40,
            },
        );
        update(
            &mut desk,
            Msg::Do(Command::Act(Action::GoTo(Section::Instructions))),
        );
        let revision = desk.revision;
        for letter in "follow-up".chars() {
            update(&mut desk, Msg::Key(Key::plain(Code::Char(letter))));
        }
        assert_eq!(desk.revision, revision);
        update(&mut desk, Msg::Key(Key::plain(Code::Tab)));
        assert!(desk.revision > revision);
    }
}
