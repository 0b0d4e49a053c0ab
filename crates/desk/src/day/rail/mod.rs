//! The day of the practitioner or location in the form or on the entry line, next to the form: its appointments, and
//! the place of the new visit.

mod view;

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::current::{listed_provider, slot_from, slot_in_form, start_in_form};
use crate::day::today::busy_day;
use crate::model::LineVisit;
use crate::{
    ChangeForm, DayGrid, Desk, Facts, FreeTimes, Origin, Pane, Part, ScreenShape, Submission,
    appointment, bulk, change_form, current, problems,
};
use booking::{
    Blocked, CalendarEntry, DayLine, Days, Free, Hold, Provider, RecordedChange, Slot, Subject,
    USUAL_LENGTH, day_plan,
};

use office::Known;

pub(crate) use view::draw;

/// A day and what is known of it.
struct DayInView {
    provider: Provider,
    days: Days,
    lines: Vec<DayLine>,
    held: Vec<Hold>,
    /// The opening hours; `None` if unknown, empty on a day off.
    open: Option<Vec<Slot>>,
    /// The absences of the practitioner.
    away: Vec<Blocked>,
    draft: Option<Slot>,
    /// Whether the booking key asks about a warning before it books the visit in the form.
    warns: bool,
    /// The patient of the visit, as lists name patients.
    patient: Option<String>,
    /// The id of the appointment being moved.
    moved: Option<String>,
}

/// The provider and the time of the last change.
struct LastChange {
    provider: Provider,
    start: DateTime<Utc>,
    /// Whether the change altered an existing appointment, without using the form.
    alters: bool,
}

impl LastChange {
    /// Returns whether the day of the change stays in view although the form names another provider or none.
    fn stays(&self, names_another: bool, pane: Pane) -> bool {
        self.alters && !(names_another && pane == Pane::Form)
    }
}

impl DayInView {
    /// Returns whether the provider is off, or the location closed, on that day.
    fn is_off(&self) -> bool {
        self.open.as_ref().is_some_and(Vec::is_empty)
    }
}

/// Returns the provider and the day shown next to the form. The first of these counts: the appointment being changed,
/// the visit on the entry line, the visit in the form, the last change, the next day with appointments. `None` if no
/// provider is named or there is no room.
pub(crate) fn day_beside_form(desk: &Desk) -> Option<(Provider, Days)> {
    let is_wide = desk.geometry().shape == ScreenShape::Wide;
    is_wide.then(|| day_about(desk, visit_beside(desk).as_deref()))?
}

/// Returns the provider and the day of the visit on the entry line, which a narrow screen draws in place of the form.
fn day_on_line(desk: &Desk) -> Option<(Provider, Days)> {
    let geometry = desk.geometry();
    let is_drawn = geometry.shape == ScreenShape::Narrow && geometry.start().is_some();
    let visit = current::visit_on_line(desk)?;
    (is_drawn && desk.form().awaits_caller()).then(|| day_about(desk, Some(visit)))?
}

fn day_about(desk: &Desk, visit: Option<&LineVisit>) -> Option<(Provider, Days)> {
    let (provider, date, zone) = match visit {
        Some(visit) => {
            let start = visit
                .slot
                .map(|slot| slot.start.with_timezone(&visit.zone).date_naive());
            (visit.provider.clone(), start.or(visit.date), visit.zone)
        }
        None => {
            let (provider, start) = visit_beside_form(desk)?;
            let zone = desk.office.zone_at(desk.clinic, provider.id());
            (
                provider,
                start.map(|start| start.with_timezone(&zone).date_naive()),
                zone,
            )
        }
    };
    let date = match date.or_else(|| busy_day(desk)) {
        Some(date) => date,
        None => desk.office.moment.now.with_timezone(&zone).date_naive(),
    };
    Some((provider, Days::new(date, date, zone)?))
}

/// Returns the provider and the day drawn next to the form or card.
pub(super) fn day_drawn(desk: &Desk) -> Option<(Provider, Days)> {
    day_about(desk, visit_drawn(desk).as_deref())
}

/// Returns the visit drawn in its day, unless it is the form's: the chosen row or time of an open list, else the visit
/// next to the form.
fn visit_drawn(desk: &Desk) -> Option<Cow<'_, LineVisit>> {
    let chosen = bulk::visit_in_list(desk).or_else(|| visit_in_grid(desk));
    chosen.map(Cow::Owned).or_else(|| visit_beside(desk))
}

/// Returns the visit in the form at the chosen time of the open free times.
fn visit_in_grid(desk: &Desk) -> Option<LineVisit> {
    let grid = desk.overlays.get::<DayGrid>()?;
    let provider = current::provider(desk)?;
    Some(LineVisit {
        provider,
        zone: desk.zone(),
        date: Some(grid.day),
        slot: grid.chosen.and_then(|time| slot_from(desk, time.start)),
        patient: current::patient_named(desk, desk.clinic).to_owned(),
    })
}

fn day_in_view(desk: &Desk) -> Option<DayInView> {
    let drawn = visit_drawn(desk);
    let visit = drawn.as_deref();
    let (provider, days) = day_about(desk, visit)?;
    let form = desk.change_form();
    let moves = form.filter(|form| form.moving().is_some() && form.of.clinic == provider.clinic());
    let moved = moves.map(|form| form.of.id.clone());
    let draft = visit.map_or_else(|| slot_in_form(desk), |visit| visit.slot);
    let mut entries = entries_on(desk, &provider, &days);
    // The appointment being moved is no conflict with its own new time.
    entries.retain(|entry| !moves_into(entry, moved.as_deref(), draft));
    let free = free_on(desk, &provider, days.first());
    let lines = day_plan(&entries, free, &days, desk.office.moment.now);
    let held = desk
        .office
        .held_with(&provider)
        .filter(|hold| days.meet(hold.slot.start, Some(hold.slot.end)))
        .cloned()
        .collect();
    let open = desk.office.open_on(&provider, days.first());
    let away = desk.office.absences_on(&provider, days.first());
    let patient = match visit {
        Some(visit) => &visit.patient,
        None => current::patient_named(desk, desk.clinic),
    };
    let patient = desk.words().name_of_person(provider.clinic(), patient);
    let warns = visit.is_none() && problems::warnings(desk).next().is_some();
    Some(DayInView {
        provider,
        days,
        lines,
        held,
        open,
        away,
        draft,
        warns,
        patient,
        moved,
    })
}

/// Returns the free times of a practitioner or location, if those of a day are known: read for the form, for the open
/// change, or for the next days of everybody.
fn free_on<'a>(desk: &'a Desk, provider: &Provider, day: NaiveDate) -> Option<&'a Free> {
    let of_form = current::requested_free_times(desk);
    let of_change = desk.change_form().and_then(ChangeForm::free);
    let of_everybody = current::next_days_free(desk, provider.clinic());
    let of_everybody = of_everybody.and_then(|all| all.of(provider));
    let sources = [of_form, of_change, of_everybody].into_iter().flatten();
    let mut of_provider = sources.filter(|times| times.question().provider == *provider);
    of_provider
        .find(|times| matches!(times.of_day(day), Known::AsOf(_)))
        .and_then(FreeTimes::known)
}

/// Returns the entries of a calendar on these days. A booking being sent is left out: it is drawn as the visit in the
/// form.
fn entries_on<'a>(desk: &'a Desk, provider: &Provider, days: &Days) -> Vec<CalendarEntry<'a>> {
    let counts = |change: &RecordedChange| !change.is_sending_at(desk.clinic);
    let subject = [Subject::provider(provider)];
    let mut entries = desk.office.book.calendar(&subject, counts);
    entries.retain(|entry| {
        let start = entry.start();
        start.is_some_and(|start| days.meet(start, entry.end()))
    });
    entries
}

/// Returns whether an entry is the appointment with this id, and overlaps the time that it is moved to.
fn moves_into(entry: &CalendarEntry<'_>, moved: Option<&str>, to: Option<Slot>) -> bool {
    let CalendarEntry::OnRecord(booked) = entry else {
        return false;
    };
    let old = entry.start();
    let old = old.map(|start| (start, entry.end().unwrap_or(start)));
    moved == Some(booked.id.as_str())
        && old
            .zip(to)
            .is_some_and(|((start, end), new)| start < new.end && new.start < end)
}

/// Returns the visit whose day is next to the form, unless it is the form's: that of the open change, else that on the
/// entry line.
fn visit_beside(desk: &Desk) -> Option<Cow<'_, LineVisit>> {
    visit_in_change(desk)
        .map(Cow::Owned)
        .or_else(|| current::visit_on_line(desk).map(Cow::Borrowed))
}

/// Returns the appointment of the open change, with the slot of its new time if that is known.
fn visit_in_change(desk: &Desk) -> Option<LineVisit> {
    let form = desk.change_form()?;
    let provider = form.provider()?;
    let zone = desk.office.zone_of(&form.place().visit());
    let new = change_form::new_time(desk).and_then(Result::ok);
    let new = new.and_then(|new| Some((new.start()?, new.end())));
    let slot = new.map(|(start, end)| {
        let length = form.of.minutes().map_or(USUAL_LENGTH, |minutes| {
            TimeDelta::minutes(minutes.get().into())
        });
        Slot {
            start,
            end: end.unwrap_or(start + length),
        }
    });
    let date = form
        .of
        .start
        .map(|start| start.with_timezone(&zone).date_naive());
    Some(LineVisit {
        provider,
        zone,
        date,
        slot,
        patient: form.of.person.clone().unwrap_or_default(),
    })
}

/// Returns the provider and the start of the visit in the form, or of the last change until the form names a
/// patient or a time.
fn visit_beside_form(desk: &Desk) -> Option<(Provider, Option<DateTime<Utc>>)> {
    let named = listed_provider(desk);
    let start = start_in_form(desk);
    let is_about_somebody =
        start.is_some() || !current::patient_shown_or_in_form(desk).1.is_empty();
    if !is_about_somebody && let Some(last) = last_changed(desk) {
        let is_named = named.as_ref() == Some(&last.provider);
        if is_named || last.stays(named.is_some(), desk.panes.focused) {
            return Some((last.provider, Some(last.start)));
        }
    }
    Some((named?, start))
}

/// Returns the last change at the form's clinic: the one under way or of unknown outcome, else the one
/// whose appointment is shown.
fn last_changed(desk: &Desk) -> Option<LastChange> {
    let open = desk
        .office
        .changes()
        .under_way()
        .into_iter()
        .chain(desk.office.changes().unknown());
    let open = open.max_by_key(|open| open.at).map(Submission::change);
    let (visit, alters) = if let Some(change) = open {
        (change.visit(), change.starts_from().is_some())
    } else if !appointment::shows_another(desk)
        && let Some(shown) = &desk.appointment.shown
    {
        match shown.origin {
            Origin::Made(_) => (shown.named().visit(), false),
            Origin::Altered(_) => (shown.named().visit(), true),
            Origin::Opened => return None,
        }
    } else {
        return None;
    };
    let provider = Provider::named(visit.clinic, visit.provider.as_deref()?)?;
    let is_listed = desk
        .office
        .lists
        .entry(visit.clinic.providers(), provider.id())
        .is_some();
    if !is_listed || visit.clinic != desk.clinic {
        return None;
    }
    Some(LastChange {
        provider,
        start: visit.start?,
        alters,
    })
}

impl Part<'_, Facts> {
    /// Requests the day of the booking, else the day shown next to the form.
    pub(crate) fn ask_for_day(&mut self) {
        let booking = self.form().review().booking.as_ref();
        let of_booking =
            booking.and_then(|booking| booking.provider().zip(self.office.days_of(booking)));
        let shown = || day_beside_form(self).or_else(|| day_on_line(self));
        if let Some((provider, days)) = of_booking.or_else(shown) {
            self.office_mut().want_day(provider, days);
        }
    }
}
