//! Today's appointments at the form's clinic, next to a form that names no provider. If there are none today, the next
//! day with appointments is shown.

mod next_free;
mod providers;
mod view;

use std::time::Duration;

use chrono::NaiveDate;
use ratatui::layout::Rect;

use crate::day::rail::day_beside_form;
use crate::model::Today;
use crate::{
    Cx, DayBoard, Desk, Facts, Pane, Part, Remote, ScreenShape, current, done, form, note,
};
use booking::{CalendarEntry, ClinicId, Subject};

use office::DayReads;

pub(crate) use next_free::{below_codes, draw_codes, take_next_free};
pub(super) use providers::page as providers_today;
pub(super) use view::draw;
pub(crate) use view::{
    BelowForm, board, day_of_everyone, draw_below, title_of_everyone, to_the_day,
};

/// The age at which the day is read again. It is long because nobody asked for the list, and changes made at
/// the clinic's own desks appear at once.
const FRESH_FOR: Duration = Duration::from_secs(300);
/// The minimum lines under a form that leave room for the list, including the line with the titles of panes.
const LEAST: u16 = 5;
/// The minimum lines for the form above the list, on a large screen and on any other wide one.
const FORM: u16 = 24;
const FOLDED_FORM: u16 = 14;
/// The minimum lines of a list below a form, including its frame.
const LEAST_BELOW: u16 = 8;

/// Returns whether the list is drawn: next to a form that names no provider if there is room for a day, below the form
/// on a large screen, or below it on a narrow screen while there is no appointment to show. `front` is the pane shown
/// where there is room for only one.
fn shows_today(desk: &Desk, front: Pane) -> bool {
    match desk.geometry().shape {
        _ if !desk.setup.is_on_screen => false,
        ScreenShape::Wide if day_beside_form(desk).is_some() => {
            desk.geometry().is_large() && area_below_form(desk).is_some()
        }
        ScreenShape::Wide => desk.has_day(),
        ScreenShape::Narrow => {
            let is_in_front = front == Pane::Appointment && desk.geometry().panes.height >= LEAST;
            let pane = &desk.appointment;
            let is_empty = pane.shown.is_none()
                && desk.office.upcoming().is_none()
                && desk.phase().is_none()
                && done::made_just_before(desk).next().is_none();
            is_in_front && is_empty && current::provider(desk).is_none()
        }
        ScreenShape::TooSmall => false,
    }
}

/// Opens the appointment of a row of today's list, by its index there.
pub(crate) fn open_row_of_today(desk: &mut Desk, index: usize) {
    let Some(row) = board(desk).and_then(|board| board.day.listed().nth(index)) else {
        return;
    };
    let clinic = row.clinic;
    match row.id().map(str::to_owned) {
        Some(id) => desk.open_appointment(clinic, &id),
        // It has no record yet.
        None => desk.note = Some(note!("day-not-known-yet")),
    }
}

/// Returns whether a narrow screen's pane draws the next free times while the form waits for the next caller, even
/// above an appointment or above what was done just before the desk began.
fn shows_next_free(desk: &Desk, front: Pane) -> bool {
    let geometry = desk.geometry();
    let has_room = geometry.panes.height >= LEAST && desk.setup.is_on_screen;
    let is_in_front = geometry.shape == ScreenShape::Narrow && front == Pane::Appointment;
    is_in_front && has_room && desk.form().awaits_caller()
}

/// Returns the next known day with appointments at the form's clinic, today included. Appointments made today since the
/// list was read count.
pub(super) fn busy_day(desk: &Desk) -> Option<NaiveDate> {
    let clinic = desk.clinic;
    let read = desk.today[clinic].as_ref()?;
    let today = desk.words().today();
    if read.first().day.date != today {
        return None;
    }
    if read.busy == today {
        return Some(today);
    }
    let zone = desk.office.setup.zone;
    let entries = desk
        .office
        .book
        .calendar(&[Subject::everyone(clinic)], |_| true);
    let is_today = |entry: &CalendarEntry<'_>| {
        let start = entry.start();
        start.is_some_and(|start| start.with_timezone(&zone).date_naive() == today)
    };
    Some(if entries.iter().any(is_today) {
        today
    } else {
        read.busy
    })
}

impl Part<'_, Facts> {
    /// Requests the day once the lists that name patients and providers are loaded, and again when it is
    /// visible and old.
    pub(crate) fn sync_today(&mut self, is_stale: bool, front: Pane) {
        self.today_mut()
            .values_mut()
            .flatten()
            .for_each(|today| today.is_stale |= is_stale);
        let clinic = self.clinic;
        let is_listed = |directory| matches!(self.office.lists.list(directory), Remote::Ready(_));
        let is_open = [clinic.providers(), clinic.people()]
            .into_iter()
            .all(is_listed);
        if !is_open || self.is_locked() || self.office.is_unreachable(clinic) {
            return;
        }
        self.read_changed_next_free();
        if self.overlays.get::<DayBoard>().is_some() && self.today[clinic].is_some() {
            // The board covers the list, which is rebuilt once the board is closed.
            return;
        }
        let shows = shows_today(self, front) || shows_next_free(self, front);
        // A list shown earlier is kept up to date while there is room for it below the form.
        let is_kept = || {
            self.today[clinic].is_some()
                && self.setup.is_on_screen
                && area_below_form(self).is_some()
        };
        if !shows && !is_kept() {
            return;
        }
        let date = self.words().today();
        let today = self.today_mut()[clinic]
            .take()
            .filter(|today| today.first().day.date == date);
        let mut today = today.unwrap_or_else(|| Box::new(Today::of(date)));
        self.handle(|cx| today.ask(clinic, cx));
        if shows && self.form().awaits_caller() && self.office.reads_ahead_at(clinic) {
            self.handle(|cx| today.ask_for_next_free(clinic, cx));
        }
        if shows {
            today.busy = today.shown().day.date;
        }
        self.today_mut()[clinic] = Some(today);
    }

    /// Requests again those free times of the next days that a change made here has altered. The day next to the form
    /// shows them even where the list of today is not shown.
    fn read_changed_next_free(&mut self) {
        let clinic = self.clinic;
        let Some(mut today) = self.today_mut()[clinic].take() else {
            return;
        };
        if let Some(group) = &mut today.free {
            self.office_mut().read_changed_again(group);
        }
        self.today_mut()[clinic] = Some(today);
    }
}

/// Returns the area for a list below the form, or below the card in its place; `None` if the form, the card or an
/// open list of choices needs the room.
fn area_below_form(desk: &Desk) -> Option<Rect> {
    let geometry = desk.geometry();
    if geometry.shape != ScreenShape::Wide {
        return None;
    }
    let frame = geometry.form_frame();
    let above = match desk.overlays.beneath() {
        Some(overlay) => overlay
            .component()
            .lines(desk, geometry.form.width)?
            .max(FOLDED_FORM),
        None => form::height(desk).max(if geometry.is_large() {
            FORM
        } else {
            FOLDED_FORM
        }),
    };
    let height = frame.height.saturating_sub(above).saturating_sub(1);
    let area = Rect {
        y: geometry.form.y.saturating_add(above),
        height,
        ..frame
    };
    (height >= LEAST_BELOW && form::rows(desk).rows.is_empty()).then_some(area)
}

impl Today {
    fn ask(&mut self, clinic: ClinicId, cx: &mut Cx<'_>) {
        let has_changed = std::mem::take(&mut self.is_stale);
        if has_changed {
            self.days
                .iter_mut()
                .for_each(|board| board.arrange_rows(cx.words()));
            self.days
                .extend(self.next_day(&cx.office).map(DayBoard::of));
        }
        for board in &mut self.days {
            let reads = &mut board.day.reads;
            if reads.are_none() {
                *reads = DayReads::ask_some(cx.office_mut(), [clinic], board.day.date);
            } else {
                reads.ask_older_than(cx.office_mut(), FRESH_FOR);
            }
            if board.has_rows() {
                if has_changed {
                    board.ask_names(cx);
                }
                break;
            }
        }
    }
}
