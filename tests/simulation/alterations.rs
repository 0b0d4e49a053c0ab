//! Appointments that are moved and called off: which the person at the desk chooses, and what a clinic answers.

use booking::clinics::ANIVA;
use booking::time::Span;
use booking::{
    Appointment, AppointmentRef, Booking, BookingParts, Cause, Change, Failure, FieldValue, Report,
    Status, Text,
};
use chrono::{DateTime, TimeDelta, Utc};
use desk::{Command, Msg};

use super::person::{noted_in, whom};
use super::server::Held;
use super::window::Result;
use super::world::World;
use crate::desk_at_work::said_at;

/// Ten in the morning in Berlin, 10 March 2027, in seconds since 1970: no wish is for a time around it.
const MOVED_TO: i64 = 1_804_669_200;

/// The next status of an appointment. None goes back, so that each can be told from every other one.
fn further(of: AppointmentRef) -> Option<Change> {
    match of.status()? {
        Status::Booked => Change::with_status(of, Status::Arrived),
        Status::Arrived => Change::with_status(of, Status::Fulfilled),
        _ => None,
    }
}

impl World {
    /// A person moves or calls off an appointment that one of the desks shows, as it stands there.
    pub(super) fn alters(&mut self, window: usize) {
        let shows = self.dice.usize(0..self.windows.len());
        let shown = self
            .desk(shows)
            .and_then(|desk| desk.appointment.shown.as_ref())
            .map(|shown| shown.named());
        let Some(of) = shown.filter(|of| self.is_ours(of)) else {
            return;
        };
        if self.proposes(window, of) && self.dice.bool() {
            self.ends_the_change(window);
        }
    }

    /// A person proposes to do something with an appointment, if there is something to do.
    pub(super) fn proposes(&mut self, window: usize, of: AppointmentRef) -> bool {
        let change = match self.dice.u8(0..5) {
            3 => self.put_on_list(of),
            0 => Change::cancelled(of, "The patient asks"),
            1 => further(of),
            2 => self.given_to_another(window, of),
            _ => self
                .next_time()
                .and_then(|span| Change::moved(of, span, None)),
        };
        let Some(change) = change else { return false };
        self.notes(format_args!(
            "person at {window} proposes a {}: {:?}",
            change.kind(),
            change.visit()
        ));
        self.tell(window, Msg::Do(Command::Propose(Box::new(change))));
        true
    }

    /// A visit that becomes an entry of the waiting list: moving it makes a visit of it again. Each once, so that a
    /// reading tells one from the other.
    fn put_on_list(&mut self, of: AppointmentRef) -> Option<Change> {
        let is_visit = of.clinic != ANIVA && of.status() == Some(Status::Booked);
        if !is_visit || self.put_on_list.contains(&of.id) {
            return None;
        }
        self.put_on_list.push(of.id.clone());
        Change::with_status(of, Status::Waitlist)
    }

    /// An appointment given to another practitioner, or at its own time to another patient: a new one, and then this one
    /// is called off. Each once, so that no two people do it.
    fn given_to_another(&mut self, window: usize, of: AppointmentRef) -> Option<Change> {
        if of.clinic == ANIVA || !of.is_live() || self.given_away.contains(&of.id) {
            return None;
        }
        self.given_away.push(of.id.clone());
        let wish = self.wish_at(&of);
        let clinic = of.clinic;
        let reference = self.desk(window)?.setting_of(clinic).reference;
        let is_other_patient = self.dice.bool();
        let least = if is_other_patient {
            let mut others = whom(clinic).into_iter();
            let other = others.find(|id| Some(id) != of.person.as_ref())?;
            let span = Span::resolve(of.start, of.end, None).ok()?;
            Booking::of_ids(clinic, &other, of.provider.as_deref(), span)?
        } else {
            let other = said_at(clinic, "prac_2");
            let span = self.next_time()?;
            Booking::of_ids(clinic, of.person.as_deref()?, Some(&other), span)?
        };
        let number = FieldValue::Text(Text::new(&format!("wish {wish}"), 40)?);
        let values = vec![(noted_in(clinic), number)];
        let new = Booking::new(
            clinic,
            BookingParts {
                values,
                reference,
                ..least.parts().clone()
            },
        )?;
        Change::replaced(of, new, "given to another")
    }

    /// A second step goes out: the first one is made, or else nobody may send it.
    pub(super) fn goes_out_as_second(&mut self, number: usize, change: &Change, new: &str) {
        let old = change.appointment().map(|of| &of.id);
        let is_first = |held: &&Held| {
            let first = &self.creates[held.create].change;
            held.booked.id == new && first.starts_from().map(|of| &of.id) == old
        };
        if self.server.held().iter().find(is_first).is_none() {
            self.unsaid.push(number);
        }
    }

    /// A time that nothing else is moved to, so that every move can be told from every other one.
    fn next_time(&mut self) -> Option<Span> {
        self.moves += 1;
        let start: DateTime<Utc> =
            DateTime::from_timestamp(MOVED_TO, 0)? + TimeDelta::hours(self.moves);
        Span::resolve(Some(start), None, None).ok()
    }

    /// The form of a change is in front: it goes out, or is left.
    pub(super) fn ends_the_change(&mut self, window: usize) {
        let key = if self.dice.u8(0..4) > 0 {
            "Ctrl+S"
        } else {
            "Esc"
        };
        self.said[window] |= key == "Ctrl+S";
        self.presses(window, key);
    }

    /// A person says that the change in front shall go out.
    pub(super) fn confirms_the_change(&mut self, window: usize) {
        self.said[window] = true;
        self.presses(window, "Ctrl+S");
    }

    /// A change goes out: a person has said so, or the clinic asked to wait before, or it was held up by a claim on a time
    /// that has become free.
    pub(super) fn goes_out_as_said(&mut self, window: usize, number: usize, change: &Change) {
        let run = self.windows[window].as_ref().map_or(0, |open| open.run);
        let before = self.creates.iter().rfind(|sent| sent.from == (window, run));
        let goes_on = before.is_some_and(|sent| sent.is_claimed && sent.change == *change);
        let may_go_again = self
            .creates
            .iter()
            .any(|sent| sent.waits && sent.change == *change);
        if !std::mem::take(&mut self.said[window]) && !may_go_again && !goes_on {
            self.unsaid.push(number);
        }
    }

    fn is_ours(&self, of: &AppointmentRef) -> bool {
        self.server
            .held()
            .iter()
            .any(|held| held.booked.id == of.id)
    }

    /// The wish that an appointment was booked for.
    pub(super) fn wish_at(&self, of: &AppointmentRef) -> usize {
        let held = self
            .server
            .held()
            .iter()
            .find(|held| held.booked.id == of.id);
        self.creates[held.expect("it is held").create].wish
    }

    /// What a clinic answers to a change that it was at work on to the end: it can't alter what was called off before.
    pub(super) fn made_of(&self, number: usize) -> Result {
        let sent = &self.creates[number];
        let id = match sent.change.appointment() {
            None => self
                .server
                .made_by(number)
                .map(|held| held.booked.id.as_str()),
            Some(of) => sent.has_altered.then_some(of.id.as_str()),
        };
        let made: Option<Appointment> = id.and_then(|id| self.server.read(id));
        made.ok_or_else(|| match sent.is_stale {
            true => Failure::NotSent(Report {
                status: Some(412),
                ..Report::of(Cause::Altered)
            }),
            false => Failure::Refused(Report {
                status: Some(422),
                ..Report::of(Cause::Invalid)
            }),
        })
    }
}
