//! The keys of the day grid.

use std::time::Duration;

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use crate::current::provider;
use crate::slots::free::{known_of, last_day_offered};
use crate::text_input::request;
use crate::{
    Action, Code, Component, Cx, Desk, Forms, Frame, Key, Known, Part, Press, Reaction, current,
    note,
};
use booking::{Wished, time};
use i18n::say;
use office::next_second;

use super::calendar::{FreeDay, FreeTime};
use super::grid::TIMES_A_LINE;
use super::length::length_of_slot;
use super::state::DayGrid;
use super::view;
use office::moved;

const A_MONTH: Months = Months::new(1);

impl Component for DayGrid {
    fn name(&self) -> &'static str {
        "free times"
    }

    fn help(&self) -> &'static str {
        "help-at-free-times"
    }

    fn is_card(&self, desk: &Desk) -> bool {
        desk.geometry().is_large()
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        if press.action() == Some(Action::WaitingList) {
            let wished = self.wish_to_enter(cx);
            cx.then(move |desk| desk.facts().put_on_waiting_list(wished));
            return Reaction::Close;
        }
        if provider(cx).is_none() {
            return self.press_for_provider(cx, press);
        }
        self.press_for_time(cx, press)
    }

    /// Appends pasted text to the typed text.
    fn paste(&mut self, cx: &mut Cx<'_>, text: &str) {
        let text: String = text
            .chars()
            .filter(|c| !booking::sanitize::is_control_character(*c))
            .take(80)
            .collect();
        self.input = Input::new(format!("{}{text}", self.input.value()));
        if provider(cx).is_some() {
            self.read(cx);
        }
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.rebuild_if_stale(cx);
    }

    fn due_in(&self, desk: &Desk) -> Option<Duration> {
        let Known::AsOf(as_of) = known_of(desk, self.day) else {
            return None;
        };
        Some(next_second(
            Duration::ZERO,
            (desk.office.moment.now - as_of)
                .to_std()
                .unwrap_or_default(),
        ))
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        Some(view::draw(desk, self, area, frame))
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let plain = |code, does: &str| (Key::plain(code), does.to_owned());
        if provider(desk).is_none() {
            return vec![
                plain(Code::Enter, say!(language, "now-pick")),
                plain(Code::Down, say!(language, "grid-key-next")),
                plain(Code::Tab, say!(language, "grid-key-field")),
                plain(Code::Escape, say!(language, "now-close")),
            ];
        }
        if self.open {
            return vec![
                plain(Code::Enter, say!(language, "grid-key-take")),
                plain(Code::Char('1'), say!(language, "grid-key-digit")),
                plain(Code::Right, say!(language, "grid-key-next-time")),
                plain(Code::Escape, say!(language, "grid-key-days")),
            ];
        }
        let nothing_fits = self.chosen.is_none() && self.looking_on(desk).is_none();
        let first = if nothing_fits {
            desk.setup.named(Action::WaitingList)
        } else {
            plain(Code::Enter, say!(language, "grid-key-times"))
        };
        vec![
            first,
            plain(Code::Down, say!(language, "grid-key-day")),
            plain(Code::Right, say!(language, "grid-key-hour")),
            plain(Code::PageDown, say!(language, "grid-key-week")),
            plain(Code::Char(']'), say!(language, "grid-key-month")),
            plain(Code::Home, say!(language, "grid-today")),
            plain(Code::Escape, say!(language, "grid-key-close")),
        ]
    }
}

/// Runs a step on the forms once an overlay has handled its key.
pub(super) fn then_in_forms(cx: &mut Cx<'_>, step: impl FnOnce(&mut Part<'_, Forms>) + 'static) {
    cx.then(move |desk| step(&mut desk.forms()));
}

impl Part<'_, Forms> {
    /// Enters a free time of the form's provider in the form.
    pub(crate) fn put_free_time(&mut self, time: FreeTime) {
        self.take_start(time.start, length_of_slot(self, time.start));
    }

    /// Enters a picked start in the form, and its length if the form has none.
    pub(crate) fn take_start(&mut self, start: DateTime<Utc>, minutes: Option<u32>) {
        self.slots_mut().wanted = None;
        self.take_length(minutes, start);
        self.enter_moment(start);
        self.record_offer(Some(start.into()), Vec::new());
        let text = time::echo(start, self.zone(), self.setup.language);
        self.note(note!(
            "grid-taken",
            time = text,
            key = self.setup.keys.key(Action::Book)
        ));
    }
}

impl DayGrid {
    /// Returns the wish for the waiting list if none of these times suits the patient: the typed text if it is a wish
    /// for a period, else the day with the cursor.
    fn wish_to_enter(&self, desk: &Desk) -> String {
        let typed = self.input.value().trim();
        let clock = desk.setting().clock;
        match Wished::read(typed, &clock) {
            Ok(_) if !typed.is_empty() => typed.to_owned(),
            _ => time::date_typed(
                self.day,
                self.day.year() != self.today.year(),
                clock.language,
            ),
        }
    }

    fn press_for_time(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let action = match press {
            Press::Act(action) => action,
            Press::Key(key) => return self.plain_key(cx, key),
        };
        match (action, self.open) {
            (Action::Close, true) => self.open = false,
            (Action::Close | Action::FreeTimes, _) => {
                then_in_forms(cx, |forms| forms.stop_asking_for_free_times());
                return Reaction::Close;
            }
            (Action::Enter, _) => return self.enter(cx),
            (Action::Book, _) => {
                let books = cx.setup.keys.key(Action::Book);
                cx.note(note!("grid-enter-takes", key = books));
            }
            (Action::Down, true) => self.step_time(TIMES_A_LINE, true),
            (Action::Up, true) => self.step_time(TIMES_A_LINE, false),
            (Action::Down, false) => self.go_to(cx, moved(self.day, 1)),
            (Action::Up, false) => self.go_to(cx, moved(self.day, -1)),
            (Action::ScrollDown, _) => self.go_to(cx, moved(self.day, 7)),
            (Action::ScrollUp, _) => self.go_to(cx, moved(self.day, -7)),
            (Action::ClearField, _) => {
                self.input = Input::default();
                self.read(cx);
            }
            _ => {}
        }
        Reaction::Stay
    }

    fn plain_key(&mut self, cx: &mut Cx<'_>, key: Key) -> Reaction {
        let digit = key.types().and_then(|c| c.to_digit(10));
        if self.open
            && let Some(digit) = digit
        {
            return match self.numbered(digit as usize) {
                Some(time) => self.take(time, cx),
                None => Reaction::Stay,
            };
        }
        match (key.code, key.ctrl) {
            (Code::Right, true) | (Code::Char(']'), _) => {
                self.go_to(cx, self.day.checked_add_months(A_MONTH));
            }
            (Code::Left, true) | (Code::Char('['), _) => {
                self.go_to(cx, self.day.checked_sub_months(A_MONTH));
            }
            (Code::Right, false) if self.open => self.step_time(1, true),
            (Code::Left, false) if self.open => self.step_time(1, false),
            (Code::Right, false) => self.step_hour(true),
            (Code::Left, false) => self.step_hour(false),
            (Code::Home, _) => self.go_to(cx, Some(self.today)),
            _ => self.type_in(cx, key),
        }
        Reaction::Stay
    }

    fn type_in(&mut self, desk: &Desk, key: Key) {
        let Some(request) = request(key) else { return };
        if self
            .input
            .handle(request)
            .is_some_and(|changed| changed.value)
        {
            self.read(desk);
        }
    }

    /// Opens the day, or takes the time chosen in it.
    fn enter(&mut self, cx: &mut Cx<'_>) -> Reaction {
        match (self.chosen, self.open) {
            (Some(time), true) => return self.take(time, cx),
            (Some(_), false) => (self.open, self.seeks) = (true, false),
            (None, _) => cx.note(note!("grid-none-fits")),
        }
        Reaction::Stay
    }

    /// Enters a time in the form, unless the form is being booked.
    fn take(&self, time: FreeTime, cx: &mut Cx<'_>) -> Reaction {
        if current::is_under_way(cx, cx.clinic) {
            cx.note(note!("grid-under-way"));
            return Reaction::Stay;
        }
        then_in_forms(cx, move |forms| forms.put_free_time(time));
        then_in_forms(cx, |forms| forms.stop_asking_for_free_times());
        Reaction::Close
    }

    /// Returns the index of the first time with a digit: the first of the nine that include the chosen one.
    pub(crate) fn first_numbered(&self) -> usize {
        self.chosen_index().unwrap_or(0) / 9 * 9
    }

    fn numbered(&self, digit: usize) -> Option<FreeTime> {
        let index = self.first_numbered() + digit.checked_sub(1)?;
        self.free_on(self.day)?.times().get(index).copied()
    }

    /// Returns the index of the chosen time within its day.
    fn chosen_index(&self) -> Option<usize> {
        let chosen = self.chosen?;
        self.free_on(self.day)?
            .times()
            .iter()
            .position(|time| *time == chosen)
    }

    fn step_time(&mut self, by: usize, forward: bool) {
        let (Some(index), Some(day)) = (self.chosen_index(), self.free_on(self.day)) else {
            return;
        };
        let there = if forward {
            (index + by).min(day.times().len() - 1)
        } else {
            index.saturating_sub(by)
        };
        self.chosen = day.times().get(there).copied();
    }

    fn step_hour(&mut self, forward: bool) {
        let hour = self.chosen.map(|chosen| chosen.hour);
        let there = if forward {
            self.calendar.next_hour(self.day, hour)
        } else {
            self.calendar.hour_before(self.day, hour)
        };
        if let Some((day, time)) = there {
            (self.day, self.chosen, self.seeks) = (day, Some(time), false);
        }
    }

    /// Moves the cursor to a day, near the same hour; `None` is a day beyond the calendar.
    fn go_to(&mut self, desk: &Desk, day: Option<NaiveDate>) {
        let hour = self.chosen.map_or(0, |chosen| chosen.hour);
        self.day = day
            .unwrap_or(self.day)
            .clamp(self.today, last_day_offered(desk));
        self.chosen = self
            .free_on(self.day)
            .and_then(|day: &FreeDay| day.near(hour));
        (self.seeks, self.open) = (false, false);
    }
}
