//! The clock that a form's times are read on. It is the location's, and changes with the location: the wall clock
//! time that was typed stays, since that is what the patient has been told, and so does the moment that was picked.

use chrono::{DateTime, Timelike, Utc};

use crate::booking::time::Clock;
use crate::booking::{Booking, Kind, Vendor, fields, time};
use crate::desk::{Desk, Note};
use crate::i18n::say;

use super::state::Taken;

impl Desk {
    /// Puts a free time into the form in front.
    pub(in crate::desk) fn take_moment(&mut self, at: DateTime<Utc>) {
        let (text, whose, start) =
            (time::print(at, self.zone()), self.provider(), self.backend.start_field());
        let form = self.form_mut();
        form.put(start, text.clone());
        form.taken = Some(Taken { whose, at, text });
    }

    /// Whether the time of a booking was taken from the free times of whom, or where, it is with.
    pub(in crate::desk) fn is_from_list(&self, booking: &Booking) -> bool {
        let form = self.form_of(booking.backend());
        let start = booking.backend().start_field();
        let taken = form.taken.as_ref().filter(|taken| form.draft().text(start) == taken.text);
        taken.is_some_and(|taken| taken.whose == booking.provider() && Some(taken.at) == booking.subject().1)
    }

    /// Sees to it that no time changes its meaning unseen when the clock it is read on does: the location is
    /// another one, or its own clock has just become known.
    pub(in crate::desk) fn keep_clocks(&mut self) {
        for backend in self.setup.vendors {
            let after = self.setting_of(backend).clock;
            let before = self.forms[backend].clock.replace(after.zone);
            let Some(before) = before.filter(|zone| *zone != after.zone) else { continue };
            let said = self.move_to_clock(backend, &Clock { zone: before, ..after }, &after);
            self.refresh_form(backend);
            if backend == self.backend && said.is_some() {
                self.note = said;
            }
        }
    }

    /// Carries the times of a form from one clock to another; says what has become of them, where that has to be
    /// known.
    fn move_to_clock(&mut self, backend: Vendor, before: &Clock, after: &Clock) -> Option<Note> {
        let form = &mut self.forms[backend];
        let start = backend.start_field();
        if let Some(taken) = form.taken.take().filter(|taken| form.draft().text(start) == taken.text) {
            let text = time::print(taken.at, after.zone);
            form.put(start, text.clone());
            form.taken = Some(Taken { text, ..taken });
            let (at, zone) = (taken.at, after.zone);
            return Some(Note::new(move |language| {
                say!(language, "clock-picked-stays", time = time::echo(at, zone, language))
            }));
        }
        let mut said = None;
        for field in fields(backend).iter().filter(|field| field.kind == Kind::Instant) {
            let text = form.draft().text(*field).to_owned();
            match reread(&text, before, after) {
                Reread::Same => continue,
                Reread::AsTyped => {}
                Reread::Dated(dated) => form.put(*field, dated),
            }
            said.get_or_insert_with(|| on_the_clock(form.draft().text(*field), after));
        }
        said
    }
}

/// What becomes of a typed time on another clock.
enum Reread {
    /// It means the same moment, or nothing at all.
    Same,
    /// Its text says the same wall clock time there.
    AsTyped,
    /// It has to say its date, so as not to mean another day there.
    Dated(String),
}

fn reread(text: &str, before: &Clock, after: &Clock) -> Reread {
    let Ok(meant) = time::read(text, before) else { return Reread::Same };
    let wall = meant.with_timezone(&before.zone).naive_local();
    match time::read(text, after) {
        Ok(there) if there == meant => Reread::Same,
        Ok(there) if there.with_timezone(&after.zone).naive_local() != wall => {
            let seconds = if wall.second() == 0 { "" } else { ":%S" };
            Reread::Dated(wall.format(&format!("%Y-%m-%d %H:%M{seconds}")).to_string())
        }
        _ => Reread::AsTyped,
    }
}

fn on_the_clock(text: &str, clock: &Clock) -> Note {
    let (text, zone) = (text.to_owned(), clock.zone);
    Note::new(move |language| {
        say!(language, "clock-read-on", text = text.as_str(), town = time::town(zone, language))
    })
}
