//! The visit on the entry line, before it fills the form.

use chrono::TimeDelta;

use crate::in_hand::patient_named;
use crate::line::reading::clock_of;
use crate::model::LineVisit;
use crate::{Desk, in_hand};
use booking::line::{ListMatch, Resolved};
use booking::{Provider, Slot, Template, USUAL_LENGTH, time};

/// Returns the visit described by a line, unless it has a verb.
pub(super) fn visit_of(desk: &Desk, means: &Resolved) -> Option<LineVisit> {
    let ListMatch::One(provider) = &means.provider else {
        return None;
    };
    let provider = Provider::named(means.clinic, provider).filter(|_| means.verb.is_none())?;
    let clock = clock_of(desk, means);
    let slot = time::span(&means.time.join(" "), &clock)
        .ok()
        .and_then(|span| {
            let start = span.start()?;
            let end = span
                .end()
                .or_else(|| start.checked_add_signed(length_on(desk, means)))?;
            Some(Slot { start, end })
        });
    let today = clock.now.with_timezone(&clock.zone).date_naive();
    // An unfinished word at the end is ignored.
    let wish = (1..=means.time.len())
        .rev()
        .find_map(|count| time::wish(&means.time[..count], &clock).ok());
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
        zone: clock.zone,
        date: wished.map(|wish| wish.from),
        slot,
        patient,
    })
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
