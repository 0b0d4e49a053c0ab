//! The visit on the entry line, before it fills the form.

use chrono::{DateTime, TimeDelta, Utc};

use crate::Desk;
use crate::current::{next_days_free, patient_named};
use crate::line::fill::base_of_line;
use crate::line::reading::clock_of;
use crate::model::LineVisit;
use booking::line::{ListMatch, Resolved};
use booking::time::{Clock, Span, Wish};
use booking::{Draft, Provider, Slot, USUAL_LENGTH, time};
use office::{FreeStart, Search, VisitOf};

/// Returns the visit described by a line without a verb: at the time that it names, else at the first known free one.
/// With several providers, there is a visit only at a known free time, which decides among them.
pub(super) fn visit_of(desk: &Desk, means: &Resolved) -> Option<LineVisit> {
    if means.verb.is_some() {
        return None;
    }
    let clock = clock_of(desk, means);
    let span = time::span(&means.time.join(" "), &clock).ok();
    let named = span.as_ref().and_then(Span::start);
    let wish = wish_of(means, &clock);
    let free = if named.is_none() { wish.as_ref() } else { None };
    let patient = patient_on(desk, means);
    let draft = draft_of(desk, means, &patient);
    let free = free.and_then(|wish| first_free(desk, means, &patient, &draft, wish));
    let provider = match (&means.provider, &free) {
        (ListMatch::One(id), _) => Provider::named(means.clinic, id)?,
        (ListMatch::AnyOf(_), Some(free)) => free.provider.clone(),
        _ => return None,
    };
    let zone = desk.office.zone_at(means.clinic, provider.id());
    let end = span.as_ref().and_then(Span::end);
    let slot_from = |start| {
        let length = || length_at(desk, &draft, &provider, start);
        let end = end.or_else(|| start.checked_add_signed(length()));
        Some(Slot { start, end: end? })
    };
    let start = named.or(free.map(|free| free.start));
    let today = clock.now.with_timezone(&zone).date_naive();
    let wished = wish.filter(|wish| wish.from > today || wish.to == wish.from);
    Some(LineVisit {
        zone,
        date: wished.map(|wish| wish.from),
        slot: start.and_then(slot_from),
        patient,
        provider,
    })
}

/// Returns the id of the line's patient, else of the form's; empty if nobody is known.
fn patient_on(desk: &Desk, means: &Resolved) -> String {
    match &means.patient {
        ListMatch::One(id) => id.clone(),
        ListMatch::Unasked => patient_named(desk, means.clinic).to_owned(),
        ListMatch::Nothing | ListMatch::Several(_) | ListMatch::AnyOf(_) | ListMatch::Awaited => {
            String::new()
        }
    }
}

/// Returns when the visit may be. An unfinished word at the end is ignored.
fn wish_of(means: &Resolved, clock: &Clock) -> Option<Wish> {
    (0..=means.time.len())
        .rev()
        .find_map(|count| means.wish_of(&means.time[..count], clock).ok())
}

/// Returns the draft that Enter would fill, except its time.
fn draft_of(desk: &Desk, means: &Resolved, patient: &str) -> Draft {
    let patient = Some(patient).filter(|patient| !patient.is_empty());
    let base = base_of_line(desk, means.clinic, patient);
    let base = base.unwrap_or_else(|| Draft::new(means.clinic));
    let patient = patient.map(str::to_owned);
    let language = desk.setup.language;
    let (draft, _) = desk.office.filled_from_line(means, patient, base, language);
    draft
}

/// Returns the first known free time with the providers that the line names, which Enter would fill in. It comes from
/// the free times shown while the desk waits for the next caller.
fn first_free(
    desk: &Desk,
    means: &Resolved,
    patient: &str,
    draft: &Draft,
    wish: &Wish,
) -> Option<FreeStart> {
    let clinic = means.clinic;
    let known = next_days_free(desk, clinic)?;
    let needs = desk.office.needs_of_form(draft, &clock_of(desk, means));
    let named = match &means.provider {
        ListMatch::One(id) => vec![Provider::named(clinic, id)?],
        ListMatch::AnyOf(group) => {
            let members = group.members(clinic);
            desk.office.suited(clinic, patient, &needs.rules, members)
        }
        ListMatch::Unasked | ListMatch::Nothing | ListMatch::Several(_) | ListMatch::Awaited => {
            return None;
        }
    };
    let search = Search {
        patient: VisitOf::Patient(patient),
        ..needs.search().with_wish(wish)
    };
    desk.office.first_known(known, &named, search)
}

/// Returns the length of a visit with this start: that of the draft, else that of the free time, else the usual one.
fn length_at(desk: &Desk, draft: &Draft, provider: &Provider, start: DateTime<Utc>) -> TimeDelta {
    let of_slot = || {
        let times = next_days_free(desk, draft.clinic())?.of(provider)?;
        let free = desk.office.known_free(times)?;
        free.published_minutes_at(start)
    };
    let minutes = draft.minutes().map(|length| length.get().into());
    let minutes = minutes.or_else(of_slot);
    minutes.map_or(USUAL_LENGTH, |minutes| TimeDelta::minutes(minutes.into()))
}
