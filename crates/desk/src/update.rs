//! The one function that changes a desk.

use std::mem;
use std::time::Duration;

use super::clipboard::Clipboard;
use super::people::PeopleQueries;
use super::{
    Answer, AppointmentPane, Asker, Desk, Effect, Exit, Intent, Msg, Pane, Press, Query, ScreenLock, StoreOp,
};
use crate::panes;
use crate::{due, pointer, tutor};

/// The facts about a message on which derivations depend.
struct Happened {
    is_answer: bool,
    /// Whether the cursor was in the entry line before.
    was_in_line: bool,
    /// Whether the patient, the provider or the time of the current booking has changed.
    has_other_inputs: bool,
    has_other_book: bool,
    /// Whether people are named in another way, or in another language.
    has_other_words: bool,
    is_next_minute: bool,
}

/// Requests and views that follow from the state. Each is idempotent, and their order does not matter: they
/// are repeated until none changes anything. The tests hold them to it in other orders.
const DERIVATIONS: [fn(&mut Desk, &mut Happened); 16] = [
    |desk, _| desk.forms().review_forms(),
    |desk, happened| {
        if happened.is_answer
            || happened.was_in_line
            || happened.has_other_words
            || desk.panes.focused == Pane::Line
        {
            desk.forms().read_line();
        }
    },
    |desk, happened| {
        if desk.people(|people, cx| people.note_changed_inputs(cx)) || happened.is_answer {
            happened.has_other_inputs = true;
            desk.forms().sync_clocks();
        }
    },
    |desk, happened| {
        if happened.has_other_inputs {
            desk.appointment(AppointmentPane::sync_upcoming);
            desk.facts().sync_conflicts(happened.is_answer);
        }
    },
    |desk, _| {
        desk.submissions().sync_bulk();
        desk.forms().sync_hours();
    },
    |desk, happened| {
        if happened.is_answer || happened.has_other_book || happened.has_other_words {
            desk.facts().sync_collisions();
            desk.arrange_overlays();
        }
    },
    |desk, happened| {
        if happened.is_answer || happened.has_other_book {
            desk.facts().sync_offers();
        }
        if happened.has_other_book || happened.is_next_minute {
            desk.appointment(|pane, cx| pane.sync_shown(happened.is_next_minute, cx));
        }
    },
    |desk, _| desk.derive_overlays(),
    |desk, happened| desk.facts().sync_today(happened.is_answer || happened.has_other_book),
    |desk, _| desk.facts().show_warnings(),
    |desk, _| desk.sync_question(),
    |desk, _| {
        desk.forms().sync_free_times();
        desk.submissions().ask_for_times_to_move_to();
        desk.submissions().ask_for_days_to_move_to();
        desk.facts().ask_for_claims_on_move();
    },
    |desk, _| panes::sync_preview(desk),
    |desk, _| desk.people(PeopleQueries::sync_matches),
    |desk, _| desk.facts().sync_hold(),
    |desk, _| tutor::sync_tutor(desk),
];

/// The maximum number of rounds in which the derivations run for one message.
const MOST_ROUNDS: usize = 8;

/// Handles a message. Returns the effects to carry out.
pub fn update(desk: &mut Desk, msg: Msg) -> Vec<Effect> {
    handle(desk, msg, |desk, happened| {
        for _ in 0..MOST_ROUNDS {
            let before = desk.derived();
            DERIVATIONS.iter().for_each(|derive| derive(desk, happened));
            if desk.derived() == before {
                break;
            }
        }
    })
}

/// Handles a message like [`update`], with the derivations in an order drawn from `seed`: for the law that the
/// order does not matter.
#[doc(hidden)]
pub fn update_in_any_order(desk: &mut Desk, msg: Msg, seed: usize) -> Vec<Effect> {
    handle(desk, msg, |desk, happened| {
        let mut order: Vec<usize> = (0..DERIVATIONS.len()).collect();
        order.rotate_left(seed % DERIVATIONS.len());
        if seed / DERIVATIONS.len() % 2 == 1 {
            order.reverse();
        }
        for _ in 0..MOST_ROUNDS {
            order.iter().for_each(|place| DERIVATIONS[*place](desk, happened));
        }
    })
}

fn handle(desk: &mut Desk, msg: Msg, derive: impl FnOnce(&mut Desk, &mut Happened)) -> Vec<Effect> {
    // Every key is preceded by the time.
    if let Msg::Time(moment) = msg
        && due::is_uneventful(desk, moment)
    {
        desk.moment = moment;
        return Vec::new();
    }
    let (minute, edition) = (desk.moment.minute(), desk.book.edition());
    // The outcome of an autosave tells nothing about the booking.
    let is_answer = matches!(&msg, Msg::Answer(_, answer) if !matches!(answer, Answer::Kept(_)));
    let was_in_line = desk.panes.focused == Pane::Line;
    let words = (desk.setup.language, desk.naming);
    let keeps_within = msg.keeps_within();
    let before = desk.focus_if_facts_stay(&msg).map(|pane| (pane, desk.derived()));
    desk.take(msg);
    if desk.effects.iter().any(|effect| matches!(effect, Effect::Store(StoreOp::Settle(..)))) {
        // They are requested again, and count until the answer is there.
        desk.problems.claim_queries().for_each(Query::doubt);
    }
    let is_next_minute = desk.moment.minute() != minute;
    // Compared before anything is derived.
    let has_other_book = desk.book.edition() != edition;
    let has_other_words = (desk.setup.language, desk.naming) != words;
    let has_other_inputs = is_answer;
    derive(
        desk,
        &mut Happened {
            is_answer,
            was_in_line,
            has_other_inputs,
            has_other_book,
            has_other_words,
            is_next_minute,
        },
    );
    desk.facts().sync_changes(is_next_minute);
    if before != Some((desk.panes.focused, desk.derived())) {
        desk.revision += 1;
    }
    // Typed texts are saved before a booking is sent or settled: its draft is then in one place, as it was
    // read, whatever happens in between.
    let matters = |effect: &Effect| {
        matches!(effect, Effect::Store(StoreOp::Change(..) | StoreOp::Settle(..) | StoreOp::HandOver(..)))
    };
    let keeps_within = if desk.effects.iter().any(matters) { Some(Duration::ZERO) } else { keeps_within };
    let requested = desk.effects.len();
    desk.forms().save_drafts(keeps_within);
    desk.effects[..].rotate_left(requested);
    if desk.ended.is_some() {
        desk.clipboard(Clipboard::clear);
        desk.screen_lock(ScreenLock::end);
        desk.facts().left_unreachable();
    }
    desk.facts().remember_asked();
    mem::take(&mut desk.effects)
}

impl Desk {
    /// Returns what tells whether a derivation has changed anything on which others depend.
    fn derived(&self) -> (usize, usize, u64, bool, bool) {
        let (asks, notes) = (self.question.is_some(), self.note.is_some());
        (self.effects.len(), self.overlays.len(), self.book.edition(), asks, notes)
    }

    /// Returns the focused pane, if a message may leave everything that is known as it is: it types there, or tells the
    /// time, or that the drafts were saved.
    fn focus_if_facts_stay(&self, msg: &Msg) -> Option<Pane> {
        let may_stay = match msg {
            Msg::Key(key) => matches!(self.setup.keys.press(*key), Press::Key(_)),
            Msg::Time(_) | Msg::Answer(_, Answer::Kept(_)) => true,
            _ => false,
        };
        let pane = self.panes.focused;
        let has_keys = self.question.is_none() && self.overlays.is_empty() && !self.is_locked();
        (may_stay && has_keys && matches!(pane, Pane::Line | Pane::Form)).then_some(pane)
    }

    /// Hands a message to the part of the desk that it is for.
    fn take(&mut self, msg: Msg) {
        if self.is_locked()
            && matches!(
                msg,
                Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(..) | Msg::Do(_) | Msg::BookingKeyInPaste
            )
        {
            return self.used_while_locked(msg);
        }
        match msg {
            Msg::Opened => self.screen_lock(ScreenLock::open),
            Msg::LockedElsewhere => self.screen_lock(ScreenLock::lock_with_the_others),
            Msg::Key(key) if self.screen_lock.swallow_unlocking(key, self.moment.up) => {}
            Msg::Key(key) => {
                self.screen_lock.touch(self.moment);
                self.press(self.setup.keys.press(key))
            }
            Msg::Paste(text) => {
                self.screen_lock.touch(self.moment);
                self.pasted(text.shown());
            }
            Msg::BookingKeyInPaste => {
                self.screen_lock.touch(self.moment);
                self.refuse_pasted_booking_key();
            }
            Msg::Mouse(gesture, at) => {
                self.screen_lock.touch(self.moment);
                pointer::mouse_used(self, gesture, at)
            }
            Msg::Do(command) => {
                self.screen_lock.touch(self.moment);
                self.perform(command)
            }
            Msg::Row(order) => self.submissions().follow_row_order(*order),
            Msg::Resize(size) => {
                self.size = size;
                self.carry_out(Intent::RestartQuestionDelay);
            }
            Msg::Behind => self.carry_out(Intent::RestartQuestionDelay),
            Msg::Time(moment) => due::time(self, moment),
            Msg::Answer(ticket, answer) => {
                self.facts().on_reachability(ticket, &answer);
                match ticket.asker {
                    Asker::Change => self.submissions().on_answer(ticket, answer),
                    _ => self.answer(ticket, answer),
                }
            }
            Msg::Modes(modes) => self.setup.modes = modes,
            Msg::Skew(clinic, ahead) => self.facts().on_skew(clinic, ahead),
            Msg::Kept(kept) => self.forms().restore(*kept),
            Msg::Unsettled(left) => self.submissions().take_on(left),
            Msg::Queued(left) => self.submissions().restore_queued(left),
            Msg::Store(trouble) => self.facts().note_store_trouble(trouble),
            Msg::Shared(mode, news) => self.facts().on_shared_news(mode, news),
            Msg::RecordsRead => self.carry_out(Intent::ReadChanges),
            Msg::Leave(signal) => self.ended = Some(Exit::Signal(signal)),
        }
    }

    /// Whether anything is typed into any form, or on the line.
    pub(super) fn holds_a_draft(&self) -> bool {
        self.line.asks() || self.forms.values().any(|form| !form.is_free())
    }
}

#[cfg(test)]
mod tests {
    use booking::Section;
    use booking::clinics::{CLINIK, SHIPPED};

    use super::*;
    use crate::{Action, Code, Command, Key, Moment, Setup};

    #[test]
    fn typing_leaves_what_is_drawn_from_facts() {
        let setup = Setup::new(SHIPPED, chrono_tz::Europe::Berlin, CLINIK);
        let moment = Moment { now: "2026-11-24T09:05:00Z".parse().expect("a time"), up: Duration::ZERO };
        let mut desk = Desk::new(setup, moment, screen::Size { cols: 120, rows: 40 });
        update(&mut desk, Msg::Do(Command::Act(Action::GoTo(Section::Instructions))));
        let revision = desk.revision;
        for letter in "follow-up".chars() {
            update(&mut desk, Msg::Key(Key::plain(Code::Char(letter))));
        }
        assert_eq!(desk.revision, revision);
        update(&mut desk, Msg::Key(Key::plain(Code::Tab)));
        assert!(desk.revision > revision);
    }
}
