//! Today at the clinic of the form, beside a form that names nobody: what there is to see before anything is typed. Where
//! nobody comes today, it is the next day on which anybody does.

mod view;

use std::time::Duration;

use chrono::NaiveDate;

use crate::booking::{Agenda, Failure, Vendor};
use crate::desk::{Asker, Desk, Effect, Pane, Remote, Shape, Ticket, panes};

use super::reads::{DayReads, moved};
use super::state::DayBoard;

pub(super) use view::draw;
pub(in crate::desk) use view::draw_below;

/// It is read anew after this long: nobody asked for it, and what the desks of the clinic do shows at once.
const FRESH_FOR: Duration = Duration::from_secs(300);
/// The fewest lines under a form that leave room for it, the line with the titles of panes among them.
const LEAST: u16 = 5;
/// So many days ahead are looked at, at most: a weekend, and a holiday beside it.
const MOST_AHEAD: i64 = 3;

/// Boards of a clinic's today, and of the days after it where nobody comes, that have no keys.
#[derive(Clone)]
pub(in crate::desk) struct Today {
    /// Never empty.
    days: Vec<DayBoard>,
    /// Something they are made of has changed since they were arranged.
    is_stale: bool,
}

impl Desk {
    /// Whether it stands beside the form: where there is room for a day, and the form names nobody's. On a narrow screen it
    /// stands under the form as long as there is no appointment to show.
    pub(in crate::desk) fn shows_today(&self) -> bool {
        match self.geometry().shape {
            _ if !self.setup.is_on_screen => false,
            Shape::Wide => panes::has_day(self) && self.day_beside_form().is_none(),
            Shape::Narrow => {
                let is_in_front =
                    self.front_pane() == Pane::Appointment && self.geometry().panes.height >= LEAST;
                let pane = &self.appointment;
                let is_empty = pane.shown.is_none()
                    && pane.coming.is_none()
                    && self.phase().is_none()
                    && self.made_just_before().next().is_none();
                is_in_front && is_empty && self.provider().is_none()
            }
            Shape::TooSmall => false,
        }
    }

    /// Asks for it once the lists are there that name people, and for it anew where it shows and is old.
    pub(in crate::desk) fn keep_today(&mut self, is_stale: bool) -> Vec<Effect> {
        self.today.values_mut().flatten().for_each(|today| today.is_stale |= is_stale);
        let vendor = self.backend;
        let is_listed = |directory| matches!(self.lists.list(directory), Remote::Ready(_));
        let is_open = [vendor.providers(), vendor.people()].into_iter().all(is_listed);
        if !is_open || self.is_locked() || self.is_unreachable(vendor) || !self.shows_today() {
            return Vec::new();
        }
        let date = self.today_here();
        let kept = self.today[vendor].take().filter(|today| today.first().date == date);
        let mut today =
            kept.unwrap_or_else(|| Box::new(Today { days: vec![DayBoard::of(date)], is_stale: true }));
        let effects = today.ask(vendor, self);
        self.today[vendor] = Some(today);
        effects
    }

    /// The next day on which anybody comes to the clinic of the form, today first, as far as is known.
    pub(in crate::desk) fn busy_day(&self) -> Option<NaiveDate> {
        let today = self.today[self.backend].as_ref()?;
        (today.first().date == self.today_here()).then(|| today.shown().date)
    }

    pub(in crate::desk) fn today_is(&mut self, ticket: Ticket, answer: Result<Agenda, Failure>) {
        let up = self.moment.up;
        let is_asked = |board: &&mut DayBoard| board.reads.awaited().any(|asked| asked == ticket);
        let mut boards = self.today.values_mut().flatten().flat_map(|today| &mut today.days);
        let Some(board) = boards.find(is_asked) else { return };
        if let Some(read) = board.reads.answer(ticket, answer, up) {
            self.book.read(read);
        }
    }
}

impl Today {
    fn first(&self) -> &DayBoard {
        &self.days[0]
    }

    /// The first day on which anybody comes; today where nobody does, as far as is known.
    fn shown(&self) -> &DayBoard {
        self.days.iter().find(|board| has_rows(board)).unwrap_or(self.first())
    }

    fn ask(&mut self, vendor: Vendor, desk: &mut Desk) -> Vec<Effect> {
        // With most keys nothing has.
        let has_changed = std::mem::take(&mut self.is_stale);
        if has_changed {
            self.days.iter_mut().for_each(|board| board.arrange(desk));
            self.days.extend(self.next_day().map(DayBoard::of));
        }
        let mut effects = Vec::new();
        for board in &mut self.days {
            let reads = &mut board.reads;
            if reads.clinics().is_empty() {
                let (asked, new) = DayReads::ask_some(desk, [vendor], Asker::Today, board.date);
                *reads = asked;
                effects.extend(new);
            } else {
                effects.extend(reads.ask_older_than(desk, Asker::Today, FRESH_FOR));
            }
            if has_rows(board) {
                if has_changed {
                    effects.extend(board.ask_names(desk));
                }
                break;
            }
        }
        effects
    }

    /// The day after the last one, where the clinic has said that nobody comes.
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
