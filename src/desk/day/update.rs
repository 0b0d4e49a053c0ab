//! The keys of the day: another day, another calendar, opening an appointment.

use std::time::Duration;

use chrono::{Days as DayCount, NaiveDate};
use ratatui::layout::{Position, Rect};

use crate::booking::{Agenda, Appointment, Failure, Free, Vendor, time};
use crate::desk::footer::key_for;
use crate::desk::keys::{Code, Press};
use crate::desk::overlay::{Component, Reaction};
use crate::desk::{Action, Asker, Desk, Effect, Frame, Key, Origin, Shown, Ticket, note};
use crate::i18n::say;

use super::calendar::Calendar;
use super::state::DayBook;
use super::state::DayOf;
use super::view;

/// After this long a day is read anew while it is shown.
const FRESH_FOR: Duration = Duration::from_secs(30);

impl Component for DayBook {
    fn name(&self) -> &'static str {
        "day"
    }

    fn press(&mut self, desk: &mut Desk, press: Press) -> Reaction {
        if self.chooser.is_some() {
            return self.press_in_chooser(desk, press);
        }
        match (press.action(), press.code()) {
            (Some(Action::Close), _) => return Reaction::close(),
            (Some(Action::Day), _) => self.choose(String::new()),
            (Some(Action::NextField), _) => return self.show_neighbour(desk, true).into(),
            (Some(Action::PreviousField), _) => return self.show_neighbour(desk, false).into(),
            (Some(action @ (Action::Down | Action::Up)), _) => {
                if let Some(calendar) = &mut self.calendar {
                    calendar.move_choice(action == Action::Down);
                }
            }
            (Some(Action::Enter), _) => return self.open_chosen(desk).into_iter().collect::<Vec<_>>().into(),
            (Some(Action::ScrollDown), _) => return self.turn_pages(desk, 7).into(),
            (Some(Action::ScrollUp), _) => return self.turn_pages(desk, -7).into(),
            (_, Some(Code::Right)) => return self.turn_pages(desk, 1).into(),
            (_, Some(Code::Left)) => return self.turn_pages(desk, -1).into(),
            (_, Some(Code::Char('t' | 'T'))) => return self.turn_to_today(desk).into(),
            _ => desk.note = Some(note!("day-back-to-booking")),
        }
        Reaction::stay()
    }

    /// Text pasted narrows the list, where that is open.
    fn paste(&mut self, desk: &mut Desk, text: &str) {
        match &mut self.chooser {
            Some(chooser) => chooser.paste(text),
            None => desk.nothing_pasted(),
        }
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, self, area, frame)
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let plain = |code, does: &str| (Key::plain(code), does.to_owned());
        if self.chooser.is_some() {
            return vec![
                plain(Code::Enter, say!(language, "now-pick")),
                plain(Code::Down, say!(language, "day-key-down")),
                plain(Code::Escape, say!(language, "now-close")),
            ];
        }
        vec![
            plain(Code::Right, say!(language, "day-key-on")),
            plain(Code::Left, say!(language, "day-key-back")),
            plain(Code::PageDown, say!(language, "day-key-week")),
            plain(Code::Char('t'), say!(language, "day-key-today")),
            plain(Code::Tab, say!(language, "day-key-next")),
            plain(Code::Enter, say!(language, "day-key-open")),
            plain(Code::Escape, say!(language, "day-key-close")),
            key_for(desk, Action::Day, say!(language, "day-key-whose")),
        ]
    }
}

impl DayBook {
    /// So many days on, or back.
    fn turn_pages(&mut self, desk: &mut Desk, days: i64) -> Vec<Effect> {
        let there = self.calendar.as_ref().and_then(|calendar| moved(calendar.date(), days));
        there.map(|date| self.show_date(desk, date)).unwrap_or_default()
    }

    fn turn_to_today(&mut self, desk: &mut Desk) -> Vec<Effect> {
        let Some(zone) = self.calendar.as_ref().map(Calendar::zone) else { return Vec::new() };
        self.show_date(desk, desk.moment.now.with_timezone(&zone).date_naive())
    }

    fn show_date(&mut self, desk: &mut Desk, date: NaiveDate) -> Vec<Effect> {
        let whose = self.calendar.as_ref().map(|calendar| calendar.whose().clone());
        whose.map(|whose| self.show(desk, whose, Some(date))).unwrap_or_default()
    }

    /// Shows someone's day: that date, or today by the clock there.
    pub(super) fn show(&mut self, desk: &mut Desk, whose: DayOf, date: Option<NaiveDate>) -> Vec<Effect> {
        let zone = desk.zone_at(whose.backend, &whose.id);
        let date = date.unwrap_or_else(|| desk.moment.now.with_timezone(&zone).date_naive());
        let tickets = [desk.ticket(Asker::Day), desk.ticket(Asker::Day)];
        let Some((calendar, effects)) = Calendar::asked(whose, date, zone, tickets, desk.moment.up) else {
            return Vec::new();
        };
        *self = DayBook { chooser: None, calendar: Some(calendar) };
        effects
    }

    /// The day of the next, or the previous, practitioner or location; the date stays.
    fn show_neighbour(&mut self, desk: &mut Desk, forward: bool) -> Vec<Effect> {
        let all = desk.days_fitting("");
        let Some(calendar) = self.calendar.as_ref().filter(|_| !all.is_empty()) else { return Vec::new() };
        let date = calendar.date();
        let here = all.iter().position(|other| other.id == calendar.whose().id);
        let there = match (here, forward) {
            (None, _) => 0,
            (Some(here), true) => (here + 1) % all.len(),
            (Some(here), false) => (here + all.len() - 1) % all.len(),
        };
        self.show(desk, all[there].clone(), Some(date))
    }

    /// Reads the chosen appointment, all of it.
    fn open_chosen(&mut self, desk: &mut Desk) -> Option<Effect> {
        let ticket = desk.ticket(Asker::Day);
        let calendar = self.calendar.as_mut()?;
        match calendar.open_chosen(ticket) {
            Some((backend, id)) => Some(Effect::Open(ticket, backend, id)),
            None => {
                let unsettled = calendar.is_on_unsettled();
                desk.note =
                    Some(if unsettled { note!("day-not-known-yet") } else { note!("day-nothing-there") });
                None
            }
        }
    }
}

impl Desk {
    /// Opens the day of whom or where the form names; else asks whose.
    pub(in crate::desk) fn open_day(&mut self) -> Vec<Effect> {
        let mut book = DayBook::default();
        let vendors = self.setup.vendors;
        let lists = vendors.iter().map(Vendor::providers).chain(vendors.iter().map(Vendor::people));
        let mut effects: Vec<Effect> =
            lists.filter_map(|directory| self.ask_for_first_time(directory)).collect();
        match self.day_of_form() {
            Some(whose) => {
                let date = self.date_of_form();
                effects.extend(book.show(self, whose, date));
            }
            None => book.choose(self.said_of_provider()),
        }
        self.overlays.open(book);
        effects
    }

    /// The day that the form in front is for, where it says so.
    fn date_of_form(&self) -> Option<NaiveDate> {
        let clock = self.setting().clock;
        let start = time::read(self.form().draft().text(self.backend.start_field()), &clock).ok()?;
        Some(start.with_timezone(&clock.zone).date_naive())
    }

    fn calendar(&self) -> Option<&Calendar> {
        self.overlays.get::<DayBook>()?.calendar.as_ref()
    }

    fn calendar_mut(&mut self) -> Option<&mut Calendar> {
        self.overlays.get_mut::<DayBook>()?.calendar.as_mut()
    }

    /// The appointment that was chosen: into its pane, and the day closes.
    pub(in crate::desk) fn opened_from_day(
        &mut self,
        ticket: Ticket,
        answer: Result<Appointment, Failure>,
    ) -> Option<Effect> {
        let calendar = self.calendar_mut().filter(|calendar| calendar.is_opening(ticket))?;
        match answer {
            Err(failure) => {
                calendar.not_opened(failure);
                None
            }
            Ok(appointment) => {
                let provider = calendar.whose().id.clone();
                self.put_in_pane(Shown::new(appointment, None, Some(provider), Origin::Opened))
            }
        }
    }

    pub(in crate::desk) fn calendar_is(&mut self, ticket: Ticket, answer: Result<Agenda, Failure>) {
        let up = self.moment.up;
        let calendar = self.calendar_mut().filter(|calendar| calendar.awaits(ticket));
        if let Some(read) = calendar.and_then(|calendar| calendar.agenda_is(ticket, answer, up)) {
            self.book.read(read);
        }
    }

    pub(in crate::desk) fn calendar_has_free(&mut self, ticket: Ticket, answer: Result<Free, Failure>) {
        if let Some(calendar) = self.calendar_mut() {
            calendar.free_is(ticket, answer);
        }
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
        let tickets = [self.ticket(Asker::Day), self.ticket(Asker::Day)];
        self.calendar_mut().map(|calendar| calendar.ask_again(tickets, up)).unwrap_or_default()
    }

    /// How long until the age on screen is another.
    pub(in crate::desk) fn day_due_in(&self) -> Option<Duration> {
        let shown = self.calendar()?;
        let into_second = self.moment.up.saturating_sub(shown.asked_at()).subsec_nanos();
        Some(Duration::from_secs(1) - Duration::from_nanos(into_second.into()))
    }
}

fn moved(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = DayCount::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) }
}
