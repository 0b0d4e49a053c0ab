//! The next free time of each practitioner or location next to its typed code, on the screen of a desk that waits for
//! the next caller.

use std::time::Duration;

use chrono::{DateTime, Days, Utc};
use ratatui::layout::Rect;
use zones::Zone;

use crate::current::{is_under_way, next_days_free};
use crate::model::Today;
use crate::{Cx, Desk, Frame, Page, Target, appointment, note};
use booking::{ClinicId, Provider, time};
use i18n::say;
use office::{Catalogue, FreeTimes, Office, VisitNeeds};
use screen::{Role, capitalized, cells, filled};

/// The age at which free times are read again: long, because a wanted time is read anew.
const FRESH_FOR: Duration = Duration::from_secs(3_600);
/// The maximum number of practitioners whose free times are read.
const MOST: usize = 16;
/// The number of days whose free times are read.
const DAYS: u64 = 7;
/// The maximum lines on a narrow screen, and the minimum lines of its list for that many.
const MOST_LINES: u16 = 2;
const ROOMY: u16 = 6;
/// The columns after a name.
const GAP: usize = 2;

/// The next free time of a practitioner or location.
struct NextFreeOf {
    code: String,
    name: String,
    provider: Provider,
    start: DateTime<Utc>,
    /// The length of the free time, if that is known.
    minutes: Option<u32>,
    zone: Zone,
}

impl Today {
    /// Requests the free times of the next days, a few calendars at once, unless they are known.
    pub(super) fn ask_for_next_free(&mut self, clinic: ClinicId, cx: &mut Cx<'_>) {
        let now = cx.office.moment;
        let is_old = |read: &Duration| now.up.saturating_sub(*read) >= FRESH_FOR;
        if self.free_read.as_ref().is_none_or(is_old) {
            let list = cx.office.lists.list(clinic.providers()).value();
            let entries = list.into_iter().flat_map(Catalogue::entries);
            let active =
                entries.filter(|entry| clinic.can().has_places || entry.skills().is_some());
            let providers = active.filter_map(|entry| Provider::named(clinic, &entry.id));
            let questions = cx.office.group_questions(providers.take(MOST), None);
            self.free = Some(Office::group_times(questions));
            self.free_read = Some(now.up);
        }
        let Some(group) = &mut self.free else { return };
        let today = cx.words().today();
        if let Some(last) = today.checked_add_days(Days::new(DAYS - 1)) {
            cx.office_mut().ask_for_days(group, today, last);
        }
    }
}

/// Returns the next free times, the earliest first; empty until all calendars have been read.
fn next_free(desk: &Desk) -> Vec<NextFreeOf> {
    if !desk.form().awaits_caller() {
        return Vec::new();
    }
    let Some(group) = next_days_free(desk, desk.clinic) else {
        return Vec::new();
    };
    let is_read = |times: &FreeTimes| times.known().is_some() || !times.is_asking();
    if !group.members().iter().all(is_read) {
        return Vec::new();
    }
    let members = group.members().iter();
    let needs = VisitNeeds::default();
    // What is drawn stays as it is for the whole minute, while a search counts the notice from this second.
    let soonest = desk.words().this_minute() + desk.office.setup.least_notice;
    let mut first: Vec<NextFreeOf> = members
        .filter_map(|times| {
            let starts = desk.office.starts_offered(times, needs.search());
            let start = starts.into_iter().find(|start| *start > soonest)?;
            let provider = &times.question().provider;
            let clinic = provider.clinic();
            let id = provider.id();
            let list = desk.office.lists.list(clinic.providers()).value()?;
            Some(NextFreeOf {
                code: list.codes().code(id)?.to_owned(),
                name: desk.words().provider(clinic, id),
                provider: provider.clone(),
                start,
                minutes: times.known().and_then(|known| known.minutes_at(start)),
                zone: times.question().zone,
            })
        })
        .collect();
    first.sort_by_key(|next| next.start);
    first
}

/// Begins a booking at the next free time with this index among those on the screen.
pub(crate) fn take_next_free(desk: &mut Desk, place: usize) {
    let Some(next) = next_free(desk).into_iter().nth(place) else {
        return;
    };
    if is_under_way(desk, next.provider.clinic()) {
        desk.note = Some(note!("grid-under-way"));
        return;
    }
    desk.forms()
        .begin_booking(&next.provider, next.start, next.minutes);
}

/// Returns title and lines, in this many columns; `None` if nobody's next free time is known.
pub(super) fn page(desk: &Desk, width: usize) -> Option<(String, Page)> {
    let all = next_free(desk);
    let widest = all
        .iter()
        .map(|next| usize::from(cells(&next.name)))
        .max()?;
    let names = widest.min(width / 2) + GAP;
    let mut page = Page::default();
    for (place, next) in all.iter().enumerate() {
        let at = words::in_turn(next.start, None, next.zone, desk.setup.language);
        let from = page.len();
        page.line(vec![
            (format!("{}  ", next.code), Role::Strong),
            (filled(&next.name, names), Role::Text),
            (at, Role::Good),
        ]);
        page.mark_since(from, Target::NextFree(place));
    }
    let title = capitalized(say!(desk.setup.language, "start-next-free"));
    Some((title, page))
}

/// A code with its next free time, at its place in the list of a narrow screen.
struct PlacedCode {
    x: u16,
    y: u16,
    day: String,
    code: String,
    clock: String,
}

/// Returns the codes with the next free times, placed in the first lines of the list of a narrow screen.
fn placed_codes(desk: &Desk, area: Rect) -> Vec<PlacedCode> {
    let all = next_free(desk);
    // What was just booked is read aloud first.
    if area.height <= MOST_LINES || appointment::has_time_to_tell(desk) {
        return Vec::new();
    }
    let most = if area.height < ROOMY { 1 } else { MOST_LINES };
    let language = desk.setup.language;
    let end = area.right().saturating_sub(1);
    let mut x = area.x + 3 + cells(say!(language, "start-next-free"));
    let mut y = area.y;
    let mut before = None;
    let mut placed = Vec::new();
    for next in all {
        let local = next.start.with_timezone(&next.zone);
        let day = (before != Some(local.date_naive()))
            .then(|| format!("{} ", desk.words().day_in_short(local.date_naive())));
        let day = day.unwrap_or_default();
        let clock = time::oclock(local.time(), language);
        let wide = cells(&day) + cells(&next.code) + 1 + cells(&clock);
        if x + wide > end {
            if y + 1 >= area.y + most {
                break;
            }
            (x, y) = (area.x + 3, y + 1);
        }
        placed.push(PlacedCode {
            x,
            y,
            day,
            code: next.code,
            clock,
        });
        x += wide + 2;
        before = Some(local.date_naive());
    }
    placed
}

/// Returns the part of a narrow screen's list below the codes with the next free times.
pub(crate) fn below_codes(desk: &Desk, area: Rect) -> Rect {
    let used = match placed_codes(desk, area).last() {
        Some(last) => last.y + 1 - area.y,
        None => 0,
    };
    Rect {
        y: area.y + used,
        height: area.height - used,
        ..area
    }
}

/// Draws the codes with the next free times into the first lines of a narrow screen's list.
pub(crate) fn draw_codes(desk: &Desk, area: Rect, frame: &mut Frame) {
    let placed = placed_codes(desk, area);
    if placed.is_empty() {
        return;
    }
    let title = say!(desk.setup.language, "start-next-free");
    frame.text(area.x + 1, area.y, area.width, title, Role::Dim);
    for (place, next) in placed.into_iter().enumerate() {
        let PlacedCode {
            x,
            y,
            day,
            code,
            clock,
        } = next;
        let from = frame.text(x, y, area.width, &day, Role::Text);
        let x = frame.text(from, y, area.width, &code, Role::Strong) + 1;
        let end = frame.text(x, y, area.width, &clock, Role::Good);
        let shown = Rect {
            x: from,
            y,
            width: end.saturating_sub(from),
            height: 1,
        };
        frame.mark(shown, Target::NextFree(place));
    }
}
