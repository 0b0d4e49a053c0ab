//! Lists of bookings: two or three wishes that go out one after the other, and what waits of them after a crash.

use std::time::Duration;

use booking::{Booking, Change, ClinicId, Draft, ListPlace, review};
use desk::{BulkOverlay, Desk, Msg, Pane};

use office::{Answer, OfficeEvent, Ticket};

use super::person::{noted_in, wish_of};
use super::world::World;

/// How long the records take to say that they are done.
const AT_ONCE: Duration = Duration::from_millis(1);

impl World {
    /// A person opens a list of wishes, or of what waits in the Outbox.
    pub(super) fn lists(&mut self, window: usize) {
        let Some(open) = &self.windows[window] else {
            return;
        };
        let (clinic, run) = (open.desk.clinic, open.run);
        if open.desk.office.changes().queued().next().is_some() {
            return self.opens_what_waits(window);
        }
        let wishes: Vec<usize> = (0..self.dice.usize(2..4))
            .map(|_| self.has_a_wish((window, run), clinic))
            .collect();
        // Nobody misses what is only previewed.
        wishes
            .iter()
            .for_each(|wish| self.wishes[*wish].let_go = true);
        let Some(open) = &self.windows[window] else {
            return;
        };
        let bookings = (0..)
            .zip(&wishes)
            .map(|(place, wish)| self.listed(&open.desk, clinic, *wish, place));
        let changes: Vec<Change> = bookings.flatten().map(Change::from).collect();
        self.notes(format_args!("person at {window} lists wishes {wishes:?}"));
        if let Some(open) = &mut self.windows[window] {
            desk::bulk_of(&mut open.desk, changes);
        }
        self.presses(window, "Down");
    }

    /// The booking of a wish in a list, at its place.
    fn listed(&self, desk: &Desk, clinic: ClinicId, wish: usize, place: u8) -> Option<Booking> {
        let fields = [
            clinic.patient_field(),
            clinic.provider_field(),
            clinic.start_field(),
            noted_in(clinic),
        ];
        let mut draft = Draft::new(clinic);
        for (field, text) in fields.into_iter().zip(self.wishes[wish].texts()) {
            draft.set(field, text.to_owned());
        }
        let setting = desk.setting_of(clinic);
        let booking = review(&draft, &setting).booking?;
        let reference = setting
            .reference
            .map(|reference| reference.in_series(place));
        booking.at(booking.start()?, reference)
    }

    fn opens_what_waits(&mut self, window: usize) {
        for _ in 0..6 {
            if self
                .desk(window)
                .is_some_and(|desk| desk.panes.focused != Pane::Outbox)
            {
                self.presses(window, "Ctrl+O");
            }
        }
        let rows = self.desk(window).map_or(0, desk::outbox_row_count);
        (0..rows).for_each(|_| self.presses(window, "Up"));
        let lost = self
            .desk(window)
            .map_or(0, |desk| desk.office.changes().unresolved().count());
        (0..lost).for_each(|_| self.presses(window, "Down"));
        self.presses(window, "a");
    }

    /// A list is in front: it goes out, is stopped, or is left.
    pub(super) fn works_on_the_list(&mut self, window: usize) {
        let key = match self.dice.u8(0..8) {
            0..5 => "Ctrl+S",
            5 => "Esc",
            6 => "Down",
            _ => "Delete",
        };
        self.presses(window, key);
    }

    pub(super) fn shows_a_list(&self, window: usize) -> bool {
        self.desk(window)
            .is_some_and(|desk| desk.overlays.shows::<BulkOverlay>())
    }

    /// A change that waits is written down; from then on it is missed.
    pub(super) fn queues(
        &mut self,
        number: usize,
        ticket: Ticket,
        change: &Change,
        list: Option<ListPlace>,
    ) {
        if self.desks.is_some() {
            // No two are written down at the same moment: they are copied in that order.
            self.a_moment_goes_by(AT_ONCE);
        }
        let books = self.books(number);
        let outcome = self.runtime.block_on(books.queue(ticket, change, list));
        if let Some(wish) = change
            .booking()
            .and_then(wish_of)
            .filter(|_| outcome.is_ok())
        {
            self.wishes[wish].let_go = false;
        }
        self.notes(format_args!(
            "window {number} queues under {}: {outcome:?}",
            ticket.number()
        ));
        self.hears(
            number,
            AT_ONCE,
            None,
            Msg::Office(OfficeEvent::Answer(ticket, Answer::Queued(outcome))),
        );
        self.has_written(number);
        self.dies_at(number, "queued");
    }
}
