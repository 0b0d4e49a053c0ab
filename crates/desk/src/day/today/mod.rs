//! Today at the form's clinic, beside a form that names no provider, before anything is typed. If nobody
//! comes today, the next day with appointments.

mod providers;
mod view;

use std::time::Duration;

use chrono::NaiveDate;
use ratatui::layout::Rect;

use crate::{
    CalendarQuery, Cx, Desk, Facts, Geometry, Pane, Part, Remote, ScreenShape, done, form, panes,
    reachability, slots,
};
use booking::ClinicId;

use super::DayBoard;
use super::reads::{DayReads, moved};
use crate::day::rail::day_beside_form;
use crate::day::update::today_here;

pub(super) use providers::page as providers_today;
pub(super) use view::draw;
pub(crate) use view::{BelowForm, draw_below};

/// The age at which the day is read again: long, because nobody asked for it, and changes by the clinic's own
/// desks show at once.
const FRESH_FOR: Duration = Duration::from_secs(300);
/// The minimum lines under a form that leave room for the list, including the line with the titles of panes.
const LEAST: u16 = 5;
/// The minimum lines that a large screen keeps for the form above the list, and any other wide one.
const FORM: u16 = 24;
const FOLDED_FORM: u16 = 14;
/// The minimum lines of a list below a form, including its frame.
const LEAST_BELOW: u16 = 8;
/// The maximum number of days looked ahead: a weekend, and a holiday next to it.
const MOST_AHEAD: i64 = 3;

/// Boards without keys, of a clinic's today and of the days after it while nobody comes.
#[derive(Clone)]
pub(crate) struct Today {
    /// The boards; never empty.
    days: Vec<DayBoard>,
    /// The next day with appointments, as of when the list last stood where a day of its own does.
    busy: NaiveDate,
    /// Whether the data behind the rows changed since they were built.
    is_stale: bool,
}

/// Whether the list is drawn: beside a form that names no provider if there is room for a day, under the form of
/// a large screen, or under that of a narrow one as long as there is no appointment to show.
fn shows_today(desk: &Desk) -> bool {
    match Geometry::of(desk).shape {
        _ if !desk.setup.is_on_screen => false,
        ScreenShape::Wide if day_beside_form(desk).is_some() => {
            Geometry::of(desk).is_large() && area_below_form(desk).is_some()
        }
        ScreenShape::Wide => panes::has_day(desk),
        ScreenShape::Narrow => {
            let is_in_front =
                panes::front_pane(desk) == Pane::Appointment && Geometry::of(desk).panes.height >= LEAST;
            let pane = &desk.appointment;
            let is_empty = pane.shown.is_none()
                && pane.coming.is_none()
                && desk.phase().is_none()
                && done::made_just_before(desk).next().is_none();
            is_in_front && is_empty && slots::provider(desk).is_none()
        }
        ScreenShape::TooSmall => false,
    }
}

/// Returns the next day with appointments at the form's clinic, beginning with today, as far as is known.
pub(super) fn busy_day(desk: &Desk) -> Option<NaiveDate> {
    let today = desk.today[desk.clinic].as_ref()?;
    (today.first().date == today_here(desk)).then_some(today.busy)
}

impl Part<'_, Facts> {
    /// Requests the day once the lists that name patients and providers are loaded, and again when it is
    /// visible and old.
    pub(crate) fn sync_today(&mut self, is_stale: bool) {
        self.today_mut().values_mut().flatten().for_each(|today| today.is_stale |= is_stale);
        let clinic = self.clinic;
        let is_listed = |directory| matches!(self.lists.list(directory), Remote::Ready(_));
        let is_open = [clinic.providers(), clinic.people()].into_iter().all(is_listed);
        if !is_open || self.is_locked() || reachability::is_unreachable(self, clinic) {
            return;
        }
        let shows = shows_today(self);
        // The list of the start is kept up to date where it then stands below the form.
        let is_kept =
            || self.today[clinic].is_some() && self.setup.is_on_screen && area_below_form(self).is_some();
        if !shows && !is_kept() {
            return;
        }
        let date = today_here(self);
        let kept = self.today_mut()[clinic].take().filter(|today| today.first().date == date);
        let mut today = kept.unwrap_or_else(|| Box::new(Today::of(date)));
        self.handle(|cx| today.ask(clinic, cx));
        if shows {
            today.busy = today.shown().date;
        }
        self.today_mut()[clinic] = Some(today);
    }
}

/// Returns the area of the list under the form, or the card in its place, where the day of a provider stands
/// beside it: `None` where these, or what is to be picked there, need the room.
fn area_below_form(desk: &Desk) -> Option<Rect> {
    let geometry = Geometry::of(desk);
    if geometry.shape != ScreenShape::Wide {
        return None;
    }
    let frame = geometry.form_frame();
    let kept = match desk.overlays.beneath() {
        Some(overlay) => overlay.component().lines(desk, geometry.form.width)?.max(FOLDED_FORM),
        None => form::height(desk).max(if geometry.is_large() { FORM } else { FOLDED_FORM }),
    };
    let height = frame.height.saturating_sub(kept).saturating_sub(1);
    let area = Rect { y: geometry.form.y.saturating_add(kept), height, ..frame };
    (height >= LEAST_BELOW && form::rows(desk).rows.is_empty()).then_some(area)
}

impl Today {
    pub(crate) fn calendars(&mut self) -> impl Iterator<Item = &mut CalendarQuery> {
        self.days.iter_mut().flat_map(DayBoard::clinics_mut)
    }

    fn of(date: NaiveDate) -> Today {
        Today { days: vec![DayBoard::of(date)], busy: date, is_stale: true }
    }

    fn first(&self) -> &DayBoard {
        &self.days[0]
    }

    /// Returns the first board with rows; today's if there is none.
    fn shown(&self) -> &DayBoard {
        self.days.iter().find(|board| has_rows(board)).unwrap_or(self.first())
    }

    fn ask(&mut self, clinic: ClinicId, cx: &mut Cx<'_>) {
        // Most keys change nothing.
        let has_changed = std::mem::take(&mut self.is_stale);
        if has_changed {
            self.days.iter_mut().for_each(|board| board.arrange_rows(cx));
            self.days.extend(self.next_day().map(DayBoard::of));
        }
        for board in &mut self.days {
            let reads = &mut board.reads;
            if reads.clinics().is_empty() {
                *reads = DayReads::ask_some(cx, [clinic], board.date);
            } else {
                reads.ask_older_than(cx, FRESH_FOR);
            }
            if has_rows(board) {
                if has_changed {
                    board.ask_names(cx);
                }
                break;
            }
        }
    }

    /// Returns the day after the last one, if the clinic has said that nobody comes on the days before.
    fn next_day(&self) -> Option<NaiveDate> {
        let next = moved(self.days.last()?.date, 1)?;
        let is_near = next <= moved(self.first().date, MOST_AHEAD)?;
        let is_whole = |board: &DayBoard| {
            let clinics = board.clinics();
            !clinics.is_empty() && clinics.iter().all(|clinic| clinic.is_whole() == Some(true))
        };
        let nobody_comes = self.days.iter().all(|board| is_whole(board) && !has_rows(board));
        (nobody_comes && is_near).then_some(next)
    }
}

fn has_rows(board: &DayBoard) -> bool {
    board.listed().len() > 0
}
