//! Upcoming appointments of the patient in the form, so that nobody books one twice.

use crate::appointment::shown::{is_about_another, shows_another};
use crate::upcoming::has_none;
use crate::{Action, Cx, Desk, Page, Pane, ScreenShape, current, note, tone};
use booking::{CalendarEntry, ClinicId, time};
use i18n::say;
use screen::{Role, aligned, cells, filled};

/// The maximum number of appointments listed in the pane, and on a tall screen.
pub(super) const MOST_COMING: usize = 5;
const MOST_COMING_TALL: usize = 9;
/// The maximum number of appointments that digits open.
const MOST_NUMBERED: usize = 9;
/// The minimum lines of the panes on a tall screen.
const TALL: u16 = 30;

/// Lists the upcoming appointments in the pane, one on a line: number, time, provider, status.
pub(super) fn list(desk: &Desk, width: usize, page: &mut Page) {
    let language = desk.setup.language;
    if has_failed(desk) {
        let unread = say!(language, "coming-not-read");
        page.wrapped("! ", Role::Warning, unread, Role::Warning, width);
    }
    if let Some(clinic) = clinic_away(desk) {
        let away = say!(language, "line-clinic-away", clinic = clinic.name());
        page.wrapped("! ", Role::Warning, &away, Role::Warning, width);
    }
    let Some((name, bookings)) = desk.office.coming_up() else {
        return;
    };
    if bookings.is_empty() {
        // A wide screen shows this in the form if the form names the patient.
        if desk.geometry().shape != ScreenShape::Wide || is_looked_up_in_vain(desk) {
            page.wrapped(
                "",
                Role::Dim,
                &say!(language, "shown-none-coming", name = name),
                Role::Dim,
                width,
            );
        }
        return;
    }
    let heading = say!(language, "shown-coming", name = name);
    page.wrapped("", Role::Strong, &heading, Role::Strong, width);
    let is_tall = desk.geometry().panes.height >= TALL;
    let most = match desk.panes.focused {
        // The focused pane lists all of them.
        Pane::Appointment => bookings.len(),
        _ if is_tall => MOST_COMING_TALL,
        _ => MOST_COMING,
    };
    add_rows(desk, &bookings[..most.min(bookings.len())], width, page);
    if bookings.len() > most {
        let key = desk.setup.keys.key(Action::CyclePanes).shown(language);
        let count = bookings.len() - most;
        let more = say!(language, "shown-more-coming", count, key);
        page.line(vec![(format!("   {more}"), Role::Dim)]);
    }
    page.gap();
}

/// Adds a line for each of these appointments.
fn add_rows(desk: &Desk, bookings: &[CalendarEntry<'_>], width: usize, page: &mut Page) {
    let rows: Vec<Coming> = bookings
        .iter()
        .map(|entry| Coming::of(desk, *entry))
        .collect();
    let widest =
        |text: fn(&Coming) -> &str| rows.iter().map(|row| cells(text(row))).max().unwrap_or(0);
    let widths = (
        widest(|row| &row.when).into(),
        widest(|row| &row.status).into(),
    );
    let has_numbers = digits_pick(desk, bookings.len());
    for (place, row) in rows.iter().enumerate() {
        let number = (has_numbers && place < MOST_NUMBERED).then_some(place + 1);
        row.list(number, widths, width, page);
    }
}

/// Returns whether a digit picks one of this many upcoming appointments. In the pane it opens one; on a line about a
/// patient's appointments it names one of several. Anywhere else a digit is text or picks from another list.
fn digits_pick(desk: &Desk, count: usize) -> bool {
    if !desk.overlays.is_empty() || desk.asked().is_some() {
        return false;
    }
    match desk.panes.focused {
        Pane::Appointment => !is_about_another(desk),
        Pane::Line => {
            count > 1 && (desk.line.asks_for_appointments() || desk.line.verb().is_some())
        }
        Pane::Form | Pane::Problems | Pane::Request | Pane::Outbox => false,
    }
}

/// Adds the notes of the desks about the current patient.
pub(super) fn notes(desk: &Desk, width: usize, page: &mut Page) {
    let Some((clinic, person)) = current::current_patient(desk) else {
        return;
    };
    // Next to somebody else's appointment, a note says whose it is.
    let whose = shows_another(desk).then(|| desk.words().patient(clinic, &person));
    for (line, tone) in desk.words().notes_about(clinic, &person) {
        let role = tone::role_of_tone(tone);
        let line = match &whose {
            Some(whose) => format!("{whose} · {line}"),
            None => line,
        };
        page.wrapped("", role, &line, role, width);
    }
}

/// Returns whether there are notes of the desks about the current patient.
pub(super) fn has_notes(desk: &Desk) -> bool {
    let current = current::current_patient(desk);
    current.is_some_and(|(clinic, person)| !desk.office.notes_about(clinic, &person).is_empty())
}

/// Adds the past visits of the patient in the form, and how the patient is reached.
pub(super) fn known(desk: &Desk, width: usize, page: &mut Page) {
    for line in desk.words().known_of_patient() {
        page.wrapped("", Role::Dim, &line, Role::Dim, width);
    }
}

/// Returns whether the patient in the form has past visits.
pub(super) fn has_known(desk: &Desk) -> bool {
    let visits = desk.office.past_visits();
    visits.is_some_and(|visits| !visits.taken_place.is_empty() || !visits.missed.is_empty())
}

/// Returns whether there is something to list.
pub(super) fn has_any(desk: &Desk) -> bool {
    let coming = desk.office.coming_up();
    has_failed(desk)
        || clinic_away(desk).is_some()
        || coming.is_some_and(|(_, entries)| !entries.is_empty())
}

fn has_failed(desk: &Desk) -> bool {
    let upcoming = desk.office.upcoming();
    upcoming.is_some_and(|upcoming| desk.office.unread_upcoming(upcoming).next().is_some())
}

/// Returns the clinic of the patient in question if it can't be reached, so that their appointments are unknown.
fn clinic_away(desk: &Desk) -> Option<ClinicId> {
    let (clinic, person) = current::patient_in_question(desk);
    let is_away = !person.is_empty() && desk.office.is_unreachable(clinic);
    is_away.then_some(clinic)
}

/// Returns whether a look-up found no upcoming appointment of the patient.
pub(super) fn is_looked_up_in_vain(desk: &Desk) -> bool {
    has_none(desk) && current::patient_named(desk, desk.clinic).is_empty()
}

/// A row of the list.
struct Coming {
    is_shown: bool,
    when: String,
    with: String,
    status: String,
    tone: Role,
}

impl Coming {
    fn of(desk: &Desk, entry: CalendarEntry<'_>) -> Coming {
        let (status, tone) = tone::drawn(&desk.words().status_of_entry(entry));
        let zone = desk.office.zone_of_entry(entry);
        let language = desk.setup.language;
        let when = entry.start().map(|start| {
            let moment = desk.words().short_moment(start, zone);
            match time::elsewhere(start, zone, desk.words().clock_beside(zone), language) {
                Some(_) => format!("{moment} {}", time::zone_word_at(start, zone, language)),
                None => moment,
            }
        });
        let clinic = entry.clinic();
        let provider = entry.provider();
        let provider = provider.map(|id| desk.words().provider(clinic, id));
        let elsewhere = (clinic != desk.clinic).then(|| clinic.name().to_owned());
        let with: Vec<String> = [elsewhere, provider].into_iter().flatten().collect();
        Coming {
            is_shown: is_shown(desk, entry),
            when: when.unwrap_or_default(),
            with: with.join(": "),
            status,
            tone,
        }
    }

    /// Adds the row. The provider is below the time if there is too little room after it.
    fn list(
        &self,
        number: Option<usize>,
        (when, status): (usize, usize),
        width: usize,
        page: &mut Page,
    ) {
        const LEAD: usize = 3;
        const GAP: usize = 2;
        const LEAST_WITH: usize = 10;
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let (mark, role) = if self.is_shown {
            ("›", Role::Strong)
        } else {
            (" ", Role::Text)
        };
        let room = width.saturating_sub(LEAD + when + status + 2 * GAP);
        let is_below = room < LEAST_WITH;
        let with = if is_below { "" } else { &*self.with };
        page.line(vec![
            (format!("{number:<1}{mark} "), role),
            (format!("{}  ", aligned(&self.when, when)), role),
            (format!("{}  ", filled(with, room)), Role::Dim),
            (self.status.clone(), self.tone),
        ]);
        if is_below && !self.with.is_empty() {
            page.wrapped("   ", Role::Dim, &self.with, Role::Dim, width);
        }
    }
}

/// Returns whether the pane shows this appointment, so that letters act on it.
fn is_shown(desk: &Desk, entry: CalendarEntry<'_>) -> bool {
    let shown = desk
        .appointment
        .shown
        .as_ref()
        .map(|shown| &shown.appointment);
    match entry {
        CalendarEntry::OnRecord(booked) => shown.is_some_and(|shown| shown.key() == booked.key()),
        CalendarEntry::Unsettled(_) => false,
    }
}

/// Opens the upcoming appointment with this number. Returns whether there is one.
pub(crate) fn open(number: usize, cx: &mut Cx<'_>) -> bool {
    let coming = cx.office.coming_up();
    let entries = coming.map(|(_, entries)| entries).unwrap_or_default();
    let place = number.checked_sub(1);
    let Some(entry) = place.and_then(|place| entries.get(place)) else {
        return false;
    };
    let on_record = entry.on_record();
    match on_record.map(|booked| (booked.clinic, booked.id.clone())) {
        Some((clinic, id)) => cx.open_appointment(clinic, &id),
        None => cx.note(note!("line-not-on-record-yet")),
    }
    true
}
