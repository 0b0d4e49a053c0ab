//! The week of the practitioners among whom the line wants the first available one: a line for each, a column for each
//! day.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use ratatui::layout::{Position, Rect};

use super::free::needs_of_form;
use super::update::then_in_forms;
use super::week_view;
use crate::current::today;
use crate::list::stepped;
use crate::overlay::{Component, Reaction};
use crate::{
    Action, Code, Cx, Desk, Forms, Frame, FreeTimes, Key, Known, Part, Press, current, note,
};
use booking::Basis;
use booking::time;
use i18n::say;
use office::{FreeStart, GroupTimes, Search};

/// The number of days of a page.
pub(super) const DAYS: usize = 7;
/// The number of times with a digit.
pub(super) const DIGITS: usize = 9;
/// The number of practitioners that a page moves by.
const PAGE: usize = 10;

/// The week of a group.
#[derive(Clone)]
pub(super) struct GroupWeek {
    /// The first day shown.
    pub(super) first: NaiveDate,
    /// The index of the chosen day.
    pub(super) day: usize,
    /// The index of the chosen member.
    pub(super) member: usize,
    /// The index of the first time that has a digit.
    pub(super) from: usize,
}

/// How much is known of a member's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DayOfMember {
    /// The answer is awaited, or not requested yet.
    Asking,
    /// The calendar could not be read.
    Unread,
    /// Neither schedule nor hours are published.
    Unpublished,
    /// These starts are free.
    Free(Vec<DateTime<Utc>>),
}

impl GroupWeek {
    /// Returns the days shown.
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take(DAYS)
    }

    /// Returns the chosen day.
    pub(super) fn date(&self) -> NaiveDate {
        self.days().nth(self.day).unwrap_or(self.first)
    }

    /// Returns the free times of the chosen member on the chosen day.
    pub(super) fn times(&self, desk: &Desk) -> Vec<DateTime<Utc>> {
        let member = group(desk).and_then(|group| group.members().get(self.member));
        let day = member.map(|times| day_of(desk, times, self.date()));
        match day {
            Some(DayOfMember::Free(starts)) => starts,
            _ => Vec::new(),
        }
    }

    /// Moves to another day. Before the first and after the last one, the week turns.
    fn turn(&mut self, desk: &Desk, days: i64) {
        let date = self.date().checked_add_signed(TimeDelta::days(days));
        let last = group(desk).and_then(|group| group.members().first());
        let last = last.map_or(NaiveDate::MAX, |times| times.question().last);
        let date = date.unwrap_or(self.date()).clamp(today(desk), last);
        let weeks = (date - today(desk)).num_days() / 7;
        let first = today(desk).checked_add_days(Days::new(7 * weeks.unsigned_abs()));
        self.first = first.unwrap_or(self.first);
        self.day = usize::try_from((date - self.first).num_days()).unwrap_or_default();
        self.from = 0;
    }

    /// Enters the time with this digit in the form, unless that is being booked.
    fn take(&self, cx: &mut Cx<'_>, digit: usize) -> Reaction {
        if current::is_under_way(cx, cx.clinic) {
            cx.note(note!("grid-under-way"));
            return Reaction::Stay;
        }
        let start = self.times(cx).get(self.from + digit).copied();
        let member = group(cx).and_then(|group| group.members().get(self.member));
        let provider = member.map(|times| times.question().provider.clone());
        let Some((start, provider)) = start.zip(provider) else {
            cx.note(note!("grid-none"));
            return Reaction::Stay;
        };
        then_in_forms(cx, move |forms| {
            forms.take_free_start(FreeStart { provider, start })
        });
        Reaction::Close
    }
}

/// Returns the free times of the group that the line has asked for.
pub(super) fn group(desk: &Desk) -> Option<&GroupTimes> {
    desk.slots.group.as_ref()
}

/// Returns how much is known of a member's day. Its free starts suit the patient, too.
pub(super) fn day_of(desk: &Desk, times: &FreeTimes, date: NaiveDate) -> DayOfMember {
    let question = times.question();
    match times.of_day(date) {
        Known::AsOf(_) => {}
        _ if times.has_failed() => return DayOfMember::Unread,
        Known::Asking | Known::Unasked | Known::Failed => return DayOfMember::Asking,
    }
    if times
        .known()
        .is_some_and(|free| free.basis == Basis::NoSchedule)
    {
        return DayOfMember::Unpublished;
    }
    let needs = needs_of_form(desk);
    let search = Search {
        length: question.length,
        ..needs.search()
    };
    let starts = desk.office.starts_offered(times, search);
    let is_that_day =
        |start: &DateTime<Utc>| start.with_timezone(&question.zone).date_naive() == date;
    DayOfMember::Free(starts.into_iter().filter(is_that_day).collect())
}

impl Component for GroupWeek {
    fn name(&self) -> &'static str {
        "group week"
    }

    fn help(&self) -> &'static str {
        "help-at-week-of-all"
    }

    fn is_card(&self, desk: &Desk) -> bool {
        desk.geometry().is_large()
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        let count = group(cx).map_or(0, |group| group.members().len());
        match (press.action(), press.place(), press.code()) {
            (Some(Action::Close | Action::FreeTimes), ..) => {
                then_in_forms(cx, |forms| forms.stop_asking_for_group());
                return Reaction::Close;
            }
            (Some(Action::Enter), ..) => return self.take(cx, 0),
            (Some(Action::ScrollDown), ..) => self.turn(cx, 7),
            (Some(Action::ScrollUp), ..) => self.turn(cx, -7),
            (Some(Action::NextField), ..) => {
                let next = self.from + DIGITS;
                self.from = if next < self.times(cx).len() { next } else { 0 };
            }
            (Some(Action::Book), ..) => {
                let books = cx.setup.keys.key(Action::Book);
                cx.note(note!("grid-enter-takes", key = books));
            }
            (Some(action), ..) => {
                self.member = stepped(action, self.member, count, PAGE);
                self.from = 0;
            }
            (None, Some(digit), _) => return self.take(cx, digit),
            (.., Some(Code::Right)) => self.turn(cx, 1),
            (.., Some(Code::Left)) => self.turn(cx, -1),
            (.., Some(Code::Home)) => (self.first, self.day, self.from) = (today(cx), 0, 0),
            _ => {}
        }
        Reaction::Stay
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        let Some(last) = self.days().last() else {
            return;
        };
        let lacks = |times: &FreeTimes| times.first_unasked(self.first, last).is_some();
        if group(cx).is_some_and(|group| group.members().iter().any(lacks)) {
            let first = self.first;
            then_in_forms(cx, move |forms| forms.ask_for_week(first, last));
        }
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        week_view::draw(desk, self, area, frame);
        None
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        let language = desk.setup.language;
        let plain = |code, does: &str| (Key::plain(code), does.to_owned());
        let mut keys = vec![
            plain(Code::Enter, say!(language, "week-key-take")),
            plain(Code::Char('1'), say!(language, "grid-key-digit")),
            plain(Code::Right, say!(language, "grid-key-day")),
            plain(Code::Down, say!(language, "week-key-who")),
            plain(Code::PageDown, say!(language, "grid-key-week")),
        ];
        if self.times(desk).len() > DIGITS {
            keys.push(plain(Code::Tab, say!(language, "week-key-more")));
        }
        keys.push(plain(Code::Escape, say!(language, "grid-key-close")));
        keys
    }
}

impl Part<'_, Forms> {
    /// Opens the week of the practitioners among whom the line wants the first available one, beginning with the time
    /// in the form.
    pub(crate) fn open_week(&mut self) {
        let mut week = GroupWeek {
            first: today(self),
            day: 0,
            member: 0,
            from: 0,
        };
        let provider = current::provider(self);
        let place = group(self).zip(provider).and_then(|(group, provider)| {
            let mut members = group.members().iter();
            members.position(|times| times.question().provider == provider)
        });
        week.member = place.unwrap_or_default();
        if let Some(start) = current::typed_start(self) {
            let date = start.with_timezone(&self.zone()).date_naive();
            week.turn(self, (date - today(self)).num_days());
        }
        self.open(week);
    }

    /// Requests the free times of all members on these days, a few calendars at once.
    fn ask_for_week(&mut self, first: NaiveDate, last: NaiveDate) {
        if let Some(mut group) = self.slots_mut().group.take() {
            self.office_mut().ask_for_days(&mut group, first, last);
            self.slots_mut().group = Some(group);
        }
    }

    /// Enters a free time of a member in the form.
    fn take_free_start(&mut self, FreeStart { provider, start }: FreeStart) {
        self.enter_member(&provider);
        let offered = FreeStart { provider, start };
        self.take_length_of_picked(start);
        self.slots_mut().wanted = None;
        self.enter_moment(start);
        self.record_offer(Some(offered.into()), Vec::new());
        let text = time::echo(start, self.zone(), self.setup.language);
        let key = self.setup.keys.key(Action::Book);
        self.note(note!("grid-taken", time = text, key = key));
    }
}
