//! The keys of the day board, and its requests.

use std::mem;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use ratatui::layout::{Position, Rect};

use crate::current::typed_start;
use crate::day::today::busy_day;
use crate::model::{ColumnCursor, ToTell};
use crate::{
    AbsenceForm, Action, AppointmentPlace, CallList, ClinicCall, Code, Component, Cx, DayBoard,
    Desk, Effect, FaceAppointment, Frame, Key, Origin, Overlay, Press, Query, Reaction, Shown,
    Ticket, current, note,
};
use booking::{Appointment, ClinicId, Failure, PasteTarget, Provider, clean_paste};
use i18n::say;
use office::{DayFree, DayReads, moved};
use words::{DayCalendar, DayList, DayRow};

use super::{columns, view};
/// The number of rows around the chosen one whose names are requested: about a screenful.
const NAMED_ABOUT: usize = 60;
/// The age at which free times are read again. With a single calendar in view they may be booked from the
/// board, otherwise they are only counted. Times booked meanwhile are removed at once.
const FREE_FRESH_FOR: Duration = Duration::from_secs(300);
const ONE_FREE_FRESH_FOR: Duration = Duration::from_secs(30);

/// A visit that may begin in free time.
pub(super) struct VisitToBegin {
    pub(super) provider: Provider,
    pub(super) start: DateTime<Utc>,
}

impl Component for DayBoard {
    fn name(&self) -> &'static str {
        "day"
    }

    fn help(&self) -> &'static str {
        "help-at-day"
    }

    fn lists_appointments(&self) -> bool {
        true
    }

    fn come_back(&mut self, cx: &mut Cx<'_>) {
        if let Some(filter) = self.found_by.take() {
            self.narrow_to(filter, cx.office.moment.now);
        }
        self.has_led = true;
    }

    fn free_queries(&mut self) -> &mut [DayFree] {
        &mut self.day.free
    }

    fn press(&mut self, cx: &mut Cx<'_>, press: Press) -> Reaction {
        if self.marks.asks_what() {
            return self.press_in_asking(cx, press);
        }
        let sign = self.sign_typed(press);
        self.is_typing = false;
        if let Some(verb) = sign {
            self.change_chosen(cx, verb);
            return Reaction::Stay;
        }
        if self.has_columns
            && let Some(reaction) = self.press_in_columns(cx, press)
        {
            return reaction;
        }
        match press.action() {
            Some(action) => self.act(cx, action, press),
            None => {
                self.press_key(cx, press);
                Reaction::Stay
            }
        }
    }

    fn paste(&mut self, cx: &mut Cx<'_>, text: &str) {
        let pasted = clean_paste(text, PasteTarget::Line).0;
        let filter = self.filter_before(pasted.chars().next()).to_owned() + &pasted;
        self.narrow_to(filter, cx.office.moment.now);
    }

    fn arrange(&mut self, desk: &Desk) {
        self.arrange_rows(desk.words());
    }

    fn derive(&mut self, cx: &mut Cx<'_>) {
        self.marks.drop_changed(cx.bulk());
        self.ask_free(cx);
        self.ask_names(cx);
    }

    fn refresh_if_due(&mut self, cx: &mut Cx<'_>) {
        self.day.reads.ask_due(cx.office_mut());
    }

    fn due_in(&self, desk: &Desk) -> Option<Duration> {
        self.day.reads.shows_in(&desk.office)
    }

    fn draw(&self, desk: &Desk, area: Rect, frame: &mut Frame) -> Option<Position> {
        view::draw(desk, self, area, frame)
    }

    fn keys(&self, desk: &Desk) -> Vec<(Key, String)> {
        self.keys_of_board(desk)
    }
}

impl DayBoard {
    /// Handles a key with an action. Without a meaning here, it is a letter of the filter or a way to another day.
    fn act(&mut self, cx: &mut Cx<'_>, action: Action, press: Press) -> Reaction {
        match action {
            Action::Close => {
                self.abandon(cx);
                return Reaction::Close;
            }
            Action::Day if self.day.is_week() => self.turn_week(cx),
            Action::Day => self.limit(cx),
            Action::FreeTimes => self.turn_week(cx),
            Action::Down => self.chosen = (self.chosen + 1).min(self.last()),
            Action::Up => self.chosen = self.chosen.saturating_sub(1),
            Action::NextField => (self.has_columns, self.cursor) = (!self.has_columns, None),
            Action::Slip => {
                self.has_led = true;
                self.print(cx);
            }
            Action::Absences => {
                self.has_led = true;
                self.enter_absence(cx);
            }
            Action::Calls => {
                self.has_led = true;
                let (date, _) = self.date_and_time(cx);
                CallList::open_about(&self.to_call(cx), date, cx);
            }
            Action::Enter if self.is_for_marked() => self.marks.ask_what(),
            Action::Enter => return self.enter_in_list(cx),
            Action::ScrollDown => self.turn_pages(cx, 7),
            Action::ScrollUp => self.turn_pages(cx, -7),
            Action::ClearField => self.narrow_to(String::new(), cx.office.moment.now),
            _ => self.press_key(cx, press),
        }
        Reaction::Stay
    }

    /// Handles a key by its code: it marks rows, turns the day, or narrows the board.
    fn press_key(&mut self, cx: &mut Cx<'_>, press: Press) {
        let key = press.key();
        let has_shift = key.is_some_and(|key| key.shift);
        let has_ctrl = key.is_some_and(|key| key.ctrl);
        match press.code() {
            Some(Code::Down) if has_shift => {
                self.extend_marks((self.chosen + 1).min(self.last()));
            }
            Some(Code::Up) if has_shift => self.extend_marks(self.chosen.saturating_sub(1)),
            Some(Code::Char('a')) if has_ctrl => {
                let mut marks = mem::take(&mut self.marks);
                cx.show_note(marks.mark_all(self.listed_bookings()));
                self.marks = marks;
            }
            Some(Code::Right) => self.turn_pages(cx, 1),
            Some(Code::Left) => self.turn_pages(cx, -1),
            Some(Code::Home) => self.show(cx, cx.words().today()),
            _ => match key.and_then(|key| self.edited(key)) {
                Some(filter) if press.action().is_none() => {
                    self.narrow_to(filter, cx.office.moment.now);
                    self.is_typing = true;
                }
                _ => cx.note(note!("day-back-to-booking")),
            },
        }
    }

    pub(crate) fn last(&self) -> usize {
        self.day.listed().len().saturating_sub(1)
    }

    /// Turns the board by this many days; a week, by one week in that direction.
    pub(super) fn turn_pages(&mut self, cx: &mut Cx<'_>, days: i64) {
        let date = if self.day.is_week() {
            moved(self.date_and_time(cx).0, 7 * days.signum())
        } else {
            moved(self.day.date, days)
        };
        if let Some(date) = date {
            self.show(cx, date);
        }
    }

    /// Shows another day, or the week with it, with the same filter. In a week the cursor moves to that day, at its
    /// hour.
    pub(super) fn show(&mut self, cx: &mut Cx<'_>, date: NaiveDate) {
        self.abandon(cx);
        let (_, at) = self.date_and_time(cx);
        let only = self.day.only.take();
        match only {
            Some(only) if self.day.is_week() => {
                let local = at.with_timezone(&only.zone).time();
                let at = only.zone.from_local_datetime(&date.and_time(local));
                let at = at.earliest().map_or(cx.office.moment.now, |at| at.to_utc());
                let cursor = ColumnCursor {
                    calendar: columns::calendar_id(&only),
                    date,
                    at,
                    beside: 0,
                };
                self.begin(cx, DayList::week_of(date, only), Some(cursor));
            }
            only => {
                let mut day = DayList::of(date);
                day.limit_to(only);
                self.begin(cx, day, None);
            }
        }
    }

    /// Begins to show a day or a week, with the filter of the board, and in columns if the board has them.
    pub(super) fn begin(
        &mut self,
        cx: &mut Cx<'_>,
        mut day: DayList,
        cursor: Option<ColumnCursor>,
    ) {
        day.set_filter(self.day.filter().to_owned());
        let of_week = if day.is_week() {
            day.only.as_ref()
        } else {
            None
        };
        let of_week = of_week.and_then(|only| Some((&only.provider, day.days_in(only.zone)?)));
        day.reads = match of_week {
            Some((provider, days)) => DayReads::ask_of(cx.office_mut(), provider, days),
            None => DayReads::ask(cx.office_mut(), day.date),
        };
        *self = DayBoard {
            day,
            has_columns: self.has_columns,
            has_led: self.has_led,
            cursor,
            ..DayBoard::default()
        };
    }

    /// Opens the form of an absence of the practitioner at the cursor, from the chosen time on.
    fn enter_absence(&self, cx: &mut Cx<'_>) {
        let of_row = || {
            let row = self.chosen_row()?;
            let provider = Provider::named(row.clinic, row.provider.as_deref()?)?;
            Some((provider, row.line.start))
        };
        let chosen = if self.has_columns {
            columns::provider_and_time(cx, self)
        } else {
            of_row()
        };
        match chosen {
            Some((provider, start)) => AbsenceForm::open(provider, start, cx),
            None => cx.note(note!("away-whose")),
        }
    }

    /// Abandons the requests under way.
    pub(super) fn abandon(&mut self, cx: &mut Cx<'_>) {
        self.day.reads.give_up(cx.office_mut());
        let free = self.day.free.iter().filter_map(DayFree::awaited);
        let awaited = free.chain(mem::take(&mut self.opening).awaited());
        cx.request(awaited.map(Effect::Abandon));
    }

    /// Limits the board to the provider named in the form, else to that of the chosen row; or lifts the
    /// limit.
    fn limit(&mut self, cx: &mut Cx<'_>) {
        let key = self.chosen_row().map(DayRow::key);
        let mut only = None;
        if self.day.only.is_none() {
            only = self.calendar_at_cursor(cx);
            if only.is_none() {
                cx.note(note!("day-whose"));
            }
        }
        self.day.limit_to(only);
        self.choose_again(key, cx.office.moment.now);
    }

    /// Returns the calendar of the chosen column, else of the form, else of the chosen row. A calendar that the last
    /// booking left in the form comes last.
    pub(super) fn calendar_at_cursor(&self, desk: &Desk) -> Option<DayCalendar> {
        let of_row = || {
            let row = self.chosen_row()?;
            desk.words()
                .calendar_of(row.clinic, row.provider.as_deref()?)
        };
        let of_column = self
            .has_columns
            .then(|| columns::chosen_calendar(desk, self))
            .flatten();
        let of_form = day_of_form(desk);
        if desk.form().has_left_over_provider() {
            of_column.or_else(of_row).or(of_form)
        } else {
            of_column.or(of_form).or_else(of_row)
        }
    }

    /// Opens the chosen row: an appointment, or the form with its free time.
    fn enter_in_list(&mut self, cx: &mut Cx<'_>) -> Reaction {
        let Some(index) = self.day.row_at(self.chosen) else {
            return Reaction::Stay;
        };
        let row = &self.day.rows()[index];
        let provider = row
            .provider
            .as_deref()
            .and_then(|id| Provider::named(row.clinic, id));
        match provider {
            Some(provider) if row.line.is_free() => {
                let start = row.line.start;
                self.begin_visit(cx, VisitToBegin { provider, start })
            }
            _ => {
                self.open_row(cx, index);
                Reaction::Stay
            }
        }
    }

    /// Begins a booking in the form, unless the form is being booked.
    pub(super) fn begin_visit(&mut self, cx: &mut Cx<'_>, visit: VisitToBegin) -> Reaction {
        let VisitToBegin { provider, start } = visit;
        if current::is_under_way(cx, provider.clinic()) {
            cx.note(note!("grid-under-way"));
            return Reaction::Stay;
        }
        let minutes = self.day.slot_minutes(&provider);
        self.abandon(cx);
        cx.then(move |desk| desk.forms().begin_booking(&provider, start, minutes));
        Reaction::Close
    }

    /// Requests the appointment of a row in full.
    pub(super) fn open_row(&mut self, cx: &mut Cx<'_>, index: usize) {
        let Some(row) = self.day.rows().get(index) else {
            return;
        };
        let clinic = row.clinic;
        let id = row.id().map(str::to_owned);
        let is_unsettled = matches!(row.line.kind, booking::DayLineKind::Unsettled(_));
        let Some(id) = id else {
            return cx.note(if is_unsettled {
                note!("day-not-known-yet")
            } else {
                note!("day-nothing-there")
            });
        };
        self.has_led = true;
        self.opening = Query::of((clinic, id.clone()));
        let request = self.opening.ask(cx.office.moment, || cx.ticket());
        let place = AppointmentPlace::Face(FaceAppointment::Listed);
        cx.request(
            request.map(|(ticket, _)| Effect::Clinic(ticket, ClinicCall::Open(place, clinic, id))),
        );
    }

    /// Requests the free times of the calendars in view, a few at a time.
    fn ask_free(&mut self, cx: &mut Cx<'_>) {
        let calendars = if self.has_columns {
            columns::in_view(cx, self)
        } else {
            self.day.calendars_for_free_times()
        };
        let fresh_for = if calendars.len() == 1 {
            ONE_FREE_FRESH_FOR
        } else {
            FREE_FRESH_FOR
        };
        self.day.ask_free(cx.office_mut(), calendars, fresh_for);
    }

    /// Requests the names of the patients around the chosen row that are in no loaded list, except from clinics
    /// whose rate limit applies.
    pub(super) fn ask_names(&mut self, cx: &mut Cx<'_>) {
        let up = cx.office.moment.up;
        let is_unlimited = |clinic: ClinicId| {
            let read = self
                .day
                .clinics(&cx.office)
                .find(|read| read.clinic() == Some(clinic));
            read.is_some_and(|read| read.pause_left(up).is_none())
        };
        let rows = self
            .day
            .listed()
            .skip(self.chosen.saturating_sub(NAMED_ABOUT / 2))
            .take(NAMED_ABOUT)
            .filter(|row| is_unlimited(row.clinic));
        let unnamed: Vec<_> = rows
            .filter_map(|row| Some((row.clinic.people(), row.unnamed.clone()?)))
            .collect();
        self.names.ask(cx.office_mut(), unnamed.into_iter())
    }

    /// Opens the board: the one kept behind an appointment, else on the form's day, else on the next day with
    /// appointments.
    pub(crate) fn open(cx: &mut Cx<'_>) {
        if ToTell::show(cx) {
            return;
        }
        let behind = cx.behind.as_ref().and_then(Overlay::of::<DayBoard>);
        if behind.is_some_and(|board| board.day.only.is_none()) {
            return cx.reopen_list();
        }
        let left = behind.map(|board| board.day.date);
        if left.is_some() {
            cx.then(|desk| desk.behind = None);
        }
        cx.office_mut().read_names();
        let date = left
            .or_else(|| date_of_form(cx))
            .or_else(|| busy_day(cx))
            .unwrap_or_else(|| cx.words().today());
        let mut board = DayBoard::of(date);
        board.show(cx, date);
        board.arrange_rows(cx.words());
        cx.open(board);
    }

    /// Opens the board of today with the patients who wait now.
    pub(crate) fn open_with_waiting(cx: &mut Cx<'_>) {
        cx.then(|desk| desk.behind = None);
        cx.office_mut().read_names();
        let today = cx.words().today();
        let mut board = DayBoard::of(today);
        board.show(cx, today);
        let waiting = say!(cx.setup.language, "day-waiting").to_owned();
        board.narrow_to(waiting, cx.office.moment.now);
        board.arrange_rows(cx.words());
        cx.open(board);
    }
}

/// Handles the answer for the chosen appointment: shows it in its pane, with the board kept behind it.
pub(crate) fn opened_from_day(
    desk: &mut Desk,
    ticket: Ticket,
    answer: Result<Appointment, Failure>,
) {
    let now = desk.office.moment;
    let board = desk
        .overlays
        .get_mut::<DayBoard>()
        .filter(|board| board.opening.awaits(ticket));
    let Some(board) = board else { return };
    board.opening.answer(
        ticket,
        answer.as_ref().map(drop).map_err(Failure::clone),
        now,
    );
    let is_opened = |row: &&DayRow| {
        board
            .opening
            .key()
            .is_some_and(|(clinic, id)| row.is_appointment(*clinic, id))
    };
    let provider = board
        .day
        .rows()
        .iter()
        .find(is_opened)
        .and_then(|row| row.provider.clone());
    let shown = answer.map(|appointment| Shown::new(appointment, None, provider, Origin::Opened));
    if let Ok(shown) = shown {
        desk.appointment(|pane, cx| pane.bring_up(shown, cx));
    }
}

/// Returns the day typed in the current form.
fn date_of_form(desk: &Desk) -> Option<NaiveDate> {
    Some(typed_start(desk)?.with_timezone(&desk.zone()).date_naive())
}

/// Returns the calendar of the practitioner or location named in the form.
pub(super) fn day_of_form(desk: &Desk) -> Option<DayCalendar> {
    let provider = current::provider(desk)?;
    desk.words().calendar_of(desk.clinic, provider.id())
}
