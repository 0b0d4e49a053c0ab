//! The day of a practitioner or location: everything booked, everyone by name, and what is free between. It lies
//! over the form, and is read anew while it is looked at.

use std::time::Duration;

use chrono::{Days as DayCount, NaiveDate};

use crate::booking::{Agenda, Appointment, Failure, Free, Vendor, time};

use crate::desk::keys::{Code, Press};
use crate::desk::{Action, Desk, Effect, Origin, Overlay, Shown, Ticket, note};

use super::calendar::Calendar;
use super::chooser::{Chooser, DayOf};

/// After this long a day is read anew while it is shown.
const FRESH_FOR: Duration = Duration::from_secs(30);

/// What the overlay shows: someone's day, and over it, while one is chosen, the list of all who have one.
#[derive(Clone, Default, PartialEq)]
pub struct DayBook {
    /// The list to choose from, while it is open.
    pub chooser: Option<Chooser>,
    /// The day, once it is known whose.
    pub calendar: Option<Calendar>,
}

impl Desk {
    /// Opens the day of whom or where the form names; else asks whose.
    pub(in crate::desk) fn open_day(&mut self) -> Vec<Effect> {
        self.overlay = Some(Overlay::Day(Box::default()));
        let vendors = self.setup.vendors;
        let lists = vendors.iter().map(Vendor::providers).chain(vendors.iter().map(Vendor::people));
        let mut effects: Vec<Effect> =
            lists.filter_map(|directory| self.ask_for_first_time(directory)).collect();
        match self.day_of_form() {
            Some(whose) => {
                let date = self.date_of_form();
                effects.extend(self.show_day_of(whose, date));
            }
            None => self.choose_day(self.said_of_provider()),
        }
        effects
    }

    /// The day that the form in front is for, where it says so.
    fn date_of_form(&self) -> Option<NaiveDate> {
        let clock = self.setting().clock;
        let start = time::read(self.form().draft().text(self.backend.start_field()), &clock).ok()?;
        Some(start.with_timezone(&clock.zone).date_naive())
    }

    pub(in crate::desk) fn day_book(&self) -> Option<&DayBook> {
        match &self.overlay {
            Some(Overlay::Day(book)) => Some(book),
            _ => None,
        }
    }

    pub(super) fn day_book_mut(&mut self) -> Option<&mut DayBook> {
        match &mut self.overlay {
            Some(Overlay::Day(book)) => Some(book),
            _ => None,
        }
    }

    pub(in crate::desk) fn calendar(&self) -> Option<&Calendar> {
        self.day_book()?.calendar.as_ref()
    }

    fn calendar_mut(&mut self) -> Option<&mut Calendar> {
        self.day_book_mut()?.calendar.as_mut()
    }

    /// A key while a day, or the list of whose there are, is open.
    pub(in crate::desk) fn press_in_day(&mut self, press: Press) -> Vec<Effect> {
        if self.day_book().is_some_and(|book| book.chooser.is_some()) {
            return self.press_in_chooser(press);
        }
        match (press.action(), press.code()) {
            (Some(Action::Close), _) => self.overlay = None,
            (Some(Action::Day), _) => self.choose_day(String::new()),
            (Some(Action::NextField), _) => return self.show_neighbour(true),
            (Some(Action::PreviousField), _) => return self.show_neighbour(false),
            (Some(Action::Down), _) => self.move_in_day(true),
            (Some(Action::Up), _) => self.move_in_day(false),
            (Some(Action::Enter), _) => return self.open_chosen(),
            (Some(Action::ScrollDown), _) => return self.turn_pages(7),
            (Some(Action::ScrollUp), _) => return self.turn_pages(-7),
            (_, Some(Code::Right)) => return self.turn_pages(1),
            (_, Some(Code::Left)) => return self.turn_pages(-1),
            (_, Some(Code::Char('t' | 'T'))) => return self.turn_to_today(),
            _ => self.note = Some(note!("day-back-to-booking")),
        }
        Vec::new()
    }

    /// So many days on, or back.
    fn turn_pages(&mut self, days: i64) -> Vec<Effect> {
        let there = self.calendar().and_then(|calendar| moved(calendar.date(), days));
        there.map(|date| self.show_date(date)).unwrap_or_default()
    }

    fn turn_to_today(&mut self) -> Vec<Effect> {
        let Some(zone) = self.calendar().map(Calendar::zone) else { return Vec::new() };
        self.show_date(self.moment.now.with_timezone(&zone).date_naive())
    }

    fn show_date(&mut self, date: NaiveDate) -> Vec<Effect> {
        let whose = self.calendar().map(|calendar| calendar.whose().clone());
        whose.map(|whose| self.show_day_of(whose, Some(date))).unwrap_or_default()
    }

    /// Shows someone's day: that date, or today by the clock there.
    pub(in crate::desk) fn show_day_of(&mut self, whose: DayOf, date: Option<NaiveDate>) -> Vec<Effect> {
        let zone = self.zone_at(whose.backend, &whose.id);
        let date = date.unwrap_or_else(|| self.moment.now.with_timezone(&zone).date_naive());
        let tickets = [self.ticket(), self.ticket()];
        let Some((calendar, effects)) = Calendar::asked(whose, date, zone, tickets, self.moment.up) else {
            return Vec::new();
        };
        if let Some(book) = self.day_book_mut() {
            *book = DayBook { chooser: None, calendar: Some(calendar) };
        }
        effects
    }

    /// The day of the next, or the previous, practitioner or location; the date stays.
    fn show_neighbour(&mut self, forward: bool) -> Vec<Effect> {
        let all = self.all_with_days();
        let Some(calendar) = self.calendar().filter(|_| !all.is_empty()) else { return Vec::new() };
        let date = calendar.date();
        let here = all.iter().position(|other| other.id == calendar.whose().id);
        let there = match (here, forward) {
            (None, _) => 0,
            (Some(here), true) => (here + 1) % all.len(),
            (Some(here), false) => (here + all.len() - 1) % all.len(),
        };
        self.show_day_of(all[there].clone(), Some(date))
    }

    fn move_in_day(&mut self, down: bool) {
        if let Some(calendar) = self.calendar_mut() {
            calendar.move_choice(down);
        }
    }

    /// Reads the chosen appointment, all of it.
    fn open_chosen(&mut self) -> Vec<Effect> {
        let ticket = self.ticket();
        let Some(calendar) = self.calendar_mut() else { return Vec::new() };
        let Some((backend, id)) = calendar.open_chosen(ticket) else {
            let unsettled = self.calendar().is_some_and(Calendar::is_on_unsettled);
            self.note = Some(if unsettled { note!("day-not-known-yet") } else { note!("day-nothing-there") });
            return Vec::new();
        };
        vec![Effect::Open(ticket, backend, id)]
    }

    /// The appointment that was to be opened: into its pane, and the day closes.
    pub(in crate::desk) fn opened(
        &mut self,
        ticket: Ticket,
        answer: Result<Appointment, Failure>,
    ) -> Option<Effect> {
        let language = self.setup.language;
        let is_of_day = self.calendar().is_some_and(|calendar| calendar.is_opening(ticket));
        if !is_of_day {
            return self.opened_by_id(ticket, answer);
        }
        let calendar = self.calendar_mut()?;
        let provider = calendar.whose().id.clone();
        match answer {
            Err(failure) => {
                calendar.not_opened(&failure, language);
                None
            }
            Ok(appointment) => {
                self.put_in_pane(Shown::new(appointment, None, Some(provider), Origin::Opened))
            }
        }
    }

    /// Appointments, if it was for the day on screen that they were asked.
    pub(in crate::desk) fn calendar_is(
        &mut self,
        ticket: Ticket,
        answer: &Result<Agenda, Box<Failure>>,
    ) -> bool {
        let (up, language) = (self.moment.up, self.setup.language);
        let Some(calendar) = self.calendar_mut().filter(|calendar| calendar.awaits(ticket)) else {
            return false;
        };
        calendar.agenda_is(ticket, answer.clone().map_err(|failure| *failure), up, language);
        true
    }

    /// Free times, likewise.
    pub(in crate::desk) fn calendar_has_free(
        &mut self,
        ticket: Ticket,
        answer: &Result<Free, Box<Failure>>,
    ) -> bool {
        let Some(calendar) = self.calendar_mut().filter(|calendar| calendar.awaits_free(ticket)) else {
            return false;
        };
        calendar.free_is(ticket, answer.clone().map_err(|failure| *failure));
        true
    }

    /// Lists the day anew: an answer may have told who someone is, or what has become of what was sent.
    pub(in crate::desk) fn arrange_day(&mut self) {
        let Some(calendar) = self.calendar() else { return };
        let known = |directory, id: &str| self.lists.known(directory, id);
        let rows = calendar.rows_named(&self.book, known, self.naming, self.setup.language);
        if let Some(calendar) = self.calendar_mut() {
            calendar.set_rows(rows);
        }
    }

    /// Reads the day anew, if it is shown and old.
    pub(in crate::desk) fn refresh_day_if_due(&mut self) -> Vec<Effect> {
        let up = self.moment.up;
        let due = self.calendar().is_some_and(|calendar| calendar.asked_at() + FRESH_FOR <= up);
        if !due {
            return Vec::new();
        }
        let tickets = [self.ticket(), self.ticket()];
        self.calendar_mut().map(|calendar| calendar.ask_again(tickets, up)).unwrap_or_default()
    }

    /// How long until the age on screen is another.
    pub(in crate::desk) fn day_due_in(&self) -> Option<Duration> {
        let shown = self.calendar()?;
        let into_second = self.moment.up.saturating_sub(shown.asked_at()).subsec_nanos();
        Some(Duration::from_secs(1) - Duration::from_nanos(into_second.into()))
    }

    /// Text pasted while a day is open narrows the list, where that is open.
    pub(in crate::desk) fn paste_in_day(&mut self, text: &str) {
        match self.day_book_mut().and_then(|book| book.chooser.as_mut()) {
            Some(chooser) => chooser.paste(text),
            None => self.nothing_pasted(),
        }
    }
}

fn moved(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = DayCount::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) }
}
