//! More about the practitioner or location beside the form, where a large screen has room left: the next free
//! times, a line for each day, and who waits for one. Nothing is requested for it: what is not known is left out,
//! and what holds nothing has no frame.

use crate::booking::{Slot, Waiter, time};
use crate::desk::{Desk, Page};
use crate::i18n::say;
use crate::screen::{Role, filled};

/// The columns of a day's name, with the blanks behind it.
const DAY: usize = 14;
/// The maximum number of days with free times.
const MOST_DAYS: usize = 7;
/// The maximum number of free times of a day.
const MOST_TIMES: usize = 24;
/// The maximum number of patients who wait.
const MOST_WAITING: usize = 8;

/// Returns titles and contents, in this many columns; only those that hold something.
pub(in crate::desk) fn more_of_provider(desk: &Desk, width: u16) -> Vec<(String, Page)> {
    let width = usize::from(width);
    [next_free(desk, width), who_waits(desk, width)].into_iter().flatten().collect()
}

/// Returns the free times of the next days, as far as they are known: of the practitioner or location in the form,
/// on their clock.
fn next_free(desk: &Desk, width: usize) -> Option<(String, Page)> {
    let (language, zone) = (desk.setup.language, desk.zone());
    let (provider, free) = (desk.provider()?, desk.free_times()?);
    let day_of = |slot: &Slot| slot.start.with_timezone(&zone).date_naive();
    let ahead: Vec<&Slot> = free.slots.iter().filter(|slot| slot.start > desk.moment.now).collect();
    let oclock = |slot: &&Slot| time::oclock(slot.start.with_timezone(&zone).time(), language);
    let mut page = Page::default();
    for day in ahead.chunk_by(|one, other| day_of(one) == day_of(other)).take(MOST_DAYS) {
        let lead = filled(&desk.day_in_short(day_of(day[0])), DAY);
        let times: Vec<String> = day.iter().take(MOST_TIMES).map(oclock).collect();
        page.wrapped(&lead, Role::Text, &times.join("  "), Role::Good, width);
    }
    let whose = desk.name_of_provider(provider.clinic(), &provider.id());
    (!page.is_empty()).then(|| (say!(language, "more-free", whose), page))
}

/// Returns who waits for the practitioner or location, first come first. Who would come to anybody is not among
/// them.
fn who_waits(desk: &Desk, width: usize) -> Option<(String, Page)> {
    let (provider, zone) = (desk.provider()?, desk.zone());
    let (clinic, id) = (provider.clinic(), provider.id());
    let is_its = |waiter: &&Waiter| {
        waiter.clinic == clinic && waiter.provider.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(&id))
    };
    let waiters = desk.waiting_list();
    let mut page = Page::default();
    for waiter in waiters.iter().filter(is_its).take(MOST_WAITING) {
        let wished = waiter.wished.said_in_short(desk.moment.now, zone, desk.setup.language);
        let says = format!("{}  {wished}", desk.who_waits(waiter));
        page.wrapped("", Role::Text, &says, Role::Text, width);
    }
    let whose = desk.name_of_provider(clinic, &id);
    (!page.is_empty()).then(|| (say!(desk.setup.language, "more-waiting", whose), page))
}
