//! The visit on the entry line, before it fills the form.

use chrono::TimeDelta;

use crate::in_hand::patient_named;
use crate::line::reading::clock_of;
use crate::model::LineVisit;
use crate::{Desk, in_hand};
use booking::line::{ListMatch, Resolved};
use booking::time::{Clock, Wish};
use booking::{Provider, Slot, Template, USUAL_LENGTH, time};
use office::FreeStart;

/// Returns the visit described by a line, unless it has a verb: at the time that it names, else at the first one that is
/// known to be free. With whom that is, is open until then if the line names several.
pub(super) fn visit_of(desk: &Desk, means: &Resolved) -> Option<LineVisit> {
    if means.verb.is_some() {
        return None;
    }
    let clock = clock_of(desk, means);
    let named = slot_named(desk, means, &clock);
    let wish = wish_of(means, &clock);
    let free = wish.as_ref().filter(|_| named.is_none());
    let free = free.and_then(|wish| first_free(desk, means, wish));
    let provider = match (&means.provider, &free) {
        (ListMatch::One(id), _) => Provider::named(means.clinic, id)?,
        (ListMatch::AnyOf(_), Some(free)) => free.provider.clone(),
        _ => return None,
    };
    let zone = desk.office.zone_at(means.clinic, &provider.id());
    let slot_of = |free: FreeStart| {
        let end = free.start.checked_add_signed(length_on(desk, means))?;
        Some(Slot {
            start: free.start,
            end,
        })
    };
    let today = clock.now.with_timezone(&zone).date_naive();
    let wished = wish.filter(|wish| wish.from > today || wish.to == wish.from);
    let patient = match &means.patient {
        ListMatch::One(id) => id.clone(),
        ListMatch::Unasked => patient_named(desk, means.clinic).to_owned(),
        ListMatch::Nothing | ListMatch::Several(_) | ListMatch::AnyOf(_) | ListMatch::Awaited => {
            String::new()
        }
    };
    Some(LineVisit {
        provider,
        zone,
        date: wished.map(|wish| wish.from),
        slot: named.or_else(|| slot_of(free?)),
        patient,
    })
}

/// Returns the time that the line names, if it names one.
fn slot_named(desk: &Desk, means: &Resolved, clock: &Clock) -> Option<Slot> {
    let span = time::span(&means.time.join(" "), clock).ok()?;
    let start = span.start()?;
    let end = span
        .end()
        .or_else(|| start.checked_add_signed(length_on(desk, means)))?;
    Some(Slot { start, end })
}

/// Returns when the visit may be. An unfinished word at the end is ignored.
fn wish_of(means: &Resolved, clock: &Clock) -> Option<Wish> {
    (0..=means.time.len())
        .rev()
        .find_map(|count| time::wish(&means.time[..count], clock).ok())
}

/// Returns the first time that is known to be free with those whom the line names, by the free times that are shown to
/// whoever waits for the next caller.
fn first_free(desk: &Desk, means: &Resolved, wish: &Wish) -> Option<FreeStart> {
    let known = desk.today[means.clinic].as_ref()?.free.as_ref()?;
    let ids = match &means.provider {
        ListMatch::One(id) => std::slice::from_ref(id),
        ListMatch::AnyOf(group) => &group.ids[..],
        ListMatch::Unasked | ListMatch::Nothing | ListMatch::Several(_) | ListMatch::Awaited => {
            return None;
        }
    };
    let named = ids
        .iter()
        .filter_map(|id| Provider::named(means.clinic, id));
    let named = match &means.patient {
        ListMatch::One(patient) => desk.office.suited(means.clinic, patient, named.collect()),
        _ => named.collect(),
    };
    let firsts = named.into_iter().filter_map(|provider| {
        let times = known.of(&provider)?;
        let starts = desk.office.starts_admitted(times, means.minutes, wish);
        let start = starts.min()?;
        Some(FreeStart { provider, start })
    });
    firsts.min_by_key(|free| free.start)
}

/// Returns the length of the visit: the line's, else that of its template, else the form's, else the
/// usual one.
fn length_on(desk: &Desk, means: &Resolved) -> TimeDelta {
    let template = means
        .template
        .and_then(|letter| desk.office.setup.templates.at(means.clinic, letter));
    let minutes = template
        .map(Template::minutes)
        .or_else(|| in_hand::length(desk).map(|length| length.get().into()));
    let minutes = means.minutes.map(|length| length.get().into()).or(minutes);
    minutes.map_or(USUAL_LENGTH, |minutes| TimeDelta::minutes(minutes.into()))
}
