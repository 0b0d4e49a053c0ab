//! More about the form's practitioner or location, next to the form on a large screen: the next free times, a line for
//! each day, and the waiting patients. Nothing is requested for these lists; unknown ones are left out.

use chrono::{Datelike, Days as DayCount};

use booking::{Slot, Waiter, is_same_id, time};
use i18n::say;
use office::{Notice, Search};
use screen::{Role, cells, filled};

use super::today::providers_today;
use crate::day::rail::day_drawn;
use crate::{Desk, Page, current, slots};

/// The blank columns after a day's name.
const GAP: usize = 3;
const DAYS_OF_WEEK: usize = 7;
/// The maximum number of days with free times.
const MOST_DAYS: usize = 7;
/// The maximum number of free times of a day.
const MOST_TIMES: usize = 24;
/// The maximum number of waiting patients.
const MOST_WAITING: usize = 8;

/// Returns the titles and contents of the lists that are not empty, in this many columns.
pub(crate) fn more_of_provider(desk: &Desk, width: u16) -> Vec<(String, Page)> {
    let width = usize::from(width);
    // While the form names no provider, this list is below the form.
    let providers = day_drawn(desk).and_then(|_| providers_today(desk, width));
    [
        next_free(desk, width),
        week(desk, width),
        who_waits(desk, width),
        providers,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns the known hours of the week with the day that is drawn.
fn week(desk: &Desk, width: usize) -> Option<(String, Page)> {
    let language = desk.setup.language;
    let (provider, days) = day_drawn(desk)?;
    let hours = desk.office.hours_with(&provider)?;
    let first = days.first() - DayCount::new(days.first().weekday().num_days_from_monday().into());
    let mut rows = Vec::new();
    for day in first.iter_days().take(DAYS_OF_WEEK) {
        let Some(ranges) = hours.ranges(day) else {
            continue;
        };
        let is_away = hours.open_slots(day, days.zone()).is_empty();
        let (text, role) = if ranges.is_empty() || is_away {
            (
                provider.clinic().words().out.text(language).to_owned(),
                Role::Dim,
            )
        } else {
            let ranges = ranges.into_iter().map(|range| range.to_text(language));
            (ranges.collect::<Vec<_>>().join("  "), Role::Text)
        };
        let role_of_day = if day == days.first() {
            Role::Strong
        } else {
            Role::Text
        };
        let (text, role) = match desk.office.setup.holidays.on(day) {
            Some(holiday) => (holiday.to_owned(), Role::Warning),
            None => (text, role),
        };
        rows.push([(desk.words().day_in_short(day), role_of_day), (text, role)]);
    }
    let whose = desk.words().provider(provider.clinic(), provider.id());
    page_of_days(&rows, width).map(|page| (say!(language, "more-hours", whose), page))
}

/// Returns the known free times of the next days of the practitioner or location in the form, on its clock.
fn next_free(desk: &Desk, width: usize) -> Option<(String, Page)> {
    let language = desk.setup.language;
    let zone = desk.zone();
    let provider = current::provider(desk)?;
    let times = current::requested_free_times(desk)?;
    let day_of = |slot: &Slot| slot.start.with_timezone(&zone).date_naive();
    let needs = slots::needs_of_form(desk);
    let search = Search {
        notice: Notice::None,
        ..needs.search()
    };
    let ahead = desk.office.offers(times, search);
    let oclock = |slot: &Slot| time::oclock(slot.start.with_timezone(&zone).time(), language);
    let row = |day: &[Slot]| {
        let times: Vec<String> = day.iter().take(MOST_TIMES).map(oclock).collect();
        [
            (desk.words().day_in_short(day_of(&day[0])), Role::Text),
            (times.join("  "), Role::Good),
        ]
    };
    let days = ahead
        .chunk_by(|one, other| day_of(one) == day_of(other))
        .take(MOST_DAYS);
    let rows: Vec<_> = days.map(row).collect();
    let whose = desk.words().provider(provider.clinic(), provider.id());
    page_of_days(&rows, width).map(|page| (say!(language, "more-free", whose), page))
}

/// Returns a page with the name of each day and its text; `None` if there are no days.
fn page_of_days(rows: &[[(String, Role); 2]], width: usize) -> Option<Page> {
    let names = rows
        .iter()
        .map(|[(day, _), _]| usize::from(cells(day)))
        .max()?
        + GAP;
    let mut page = Page::default();
    for [(day, role_of_day), (text, role)] in rows {
        page.wrapped(&filled(day, names), *role_of_day, text, *role, width);
    }
    Some(page)
}

/// Returns the patients who wait for the form's practitioner or location, first come first, without patients who wait
/// for any. While the form names none, returns all waiting patients.
pub(crate) fn who_waits(desk: &Desk, width: usize) -> Option<(String, Page)> {
    let language = desk.setup.language;
    let zone = desk.zone();
    let provider = current::provider(desk);
    let is_for_provider = |waiter: &&Waiter| match &provider {
        Some(provider) => {
            let own = waiter.provider.as_ref();
            waiter.clinic == provider.clinic()
                && own.is_some_and(|own| is_same_id(own, provider.id()))
        }
        None => true,
    };
    let waiters = desk.office.waiting_list();
    let mut page = Page::default();
    for waiter in waiters.iter().filter(is_for_provider).take(MOST_WAITING) {
        let wished = waiter
            .wished
            .to_short_text(desk.office.moment.now, zone, language);
        let text = format!("{}  {wished}", desk.words().who_waits(waiter));
        page.wrapped("", Role::Text, &text, Role::Text, width);
    }
    let title = match provider {
        Some(provider) => {
            let whose = desk.words().provider(provider.clinic(), provider.id());
            say!(language, "more-waiting", whose)
        }
        None => say!(language, "waiting-title", count = waiters.len()),
    };
    (!page.is_empty()).then_some((title, page))
}
