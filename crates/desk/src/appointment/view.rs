//! The Appointment pane: the booking under way, upcoming appointments, and the appointment that was booked or
//! opened. Each begins with its patient.

use chrono::{DateTime, Utc};

use crate::appointment::shown::{is_about_another, patient_of_shown, shows_another};
use crate::{Desk, Origin, Page, Pane, PanelStage, Phase, Shown, asked_to_wait, done, tone};
use booking::{Change, ChangeKind, Severity, awaits_booking, is_no_booking, recorded_as, time};
use i18n::say;

use screen::{Role, cells};

use super::{coming, details, read_aloud};

/// The width in columns of lines that are not drawn on a screen.
const LINE_WIDTH: usize = 100;

/// Returns whether the pane has nothing to show.
pub(crate) fn is_empty(desk: &Desk) -> bool {
    let is_idle = desk.appointment.shown.is_none() && desk.phase().is_none();
    let has_list =
        coming::has_any(desk) || coming::is_looked_up_in_vain(desk) || coming::has_known(desk);
    let is_blank = is_idle && !has_list && !coming::has_notes(desk);
    is_blank && done::made_just_before(desk).next().is_none()
}

/// Returns whether the pane shows something of the current patient: an appointment, what is coming, a note.
pub(crate) fn tells_of_current(desk: &Desk) -> bool {
    let is_shown = desk.appointment.shown.is_some() && !shows_another(desk);
    is_shown || desk.phase().is_some() || coming::has_any(desk) || coming::has_notes(desk)
}

/// Returns whether the line is empty, the form waits for the next caller, and an appointment is still shown.
pub(crate) fn can_be_put_away(desk: &Desk) -> bool {
    let waits = desk.panes.focused == Pane::Line && desk.form().awaits_caller();
    let is_shown =
        desk.appointment.shown.is_some() || done::made_just_before(desk).next().is_some();
    let has_no_text = desk.line.input.value().is_empty() && !desk.line.is_emptied();
    waits && has_no_text && is_shown
}

/// Returns the lines of the pane.
pub(crate) fn page(desk: &Desk, width: usize) -> Page {
    let mut page = Page::default();
    under_way(desk, width, &mut page);
    let has_no_keys = desk.panes.focused != Pane::Appointment;
    let is_anothers = shows_another(desk) && has_no_keys;
    // After a look-up on the line, upcoming appointments come first; otherwise the appointment on which the
    // letters act.
    let is_looked_up = desk.line.reading.is_some() && has_no_keys;
    let lists_first = is_anothers || is_looked_up || desk.appointment.shown.is_none();
    coming::notes(desk, width, &mut page);
    if lists_first {
        coming::list(desk, width, &mut page);
        coming::known(desk, width, &mut page);
    }
    match &desk.appointment.shown {
        Some(shown) if is_anothers => other_patients_appointment(desk, shown, width, &mut page),
        Some(shown) => {
            let lists_coming = !lists_first && !is_about_another(desk);
            appointment(desk, shown, width, lists_coming, true, &mut page)
        }
        None if desk.phase().is_none() && done::made_just_before(desk).next().is_some() => {
            done::list_made_before(desk, width, &mut page);
        }
        None if desk.phase().is_none() && page.is_empty() => {
            page.line(vec![(
                say!(desk.setup.language, "shown-nothing").to_owned(),
                Role::Dim,
            )]);
        }
        None => {}
    }
    page
}

/// Returns the lines of the shown appointment.
pub fn appointment_lines(desk: &Desk) -> Vec<String> {
    let mut page = Page::default();
    if let Some(shown) = &desk.appointment.shown {
        appointment(desk, shown, LINE_WIDTH, false, false, &mut page);
    }
    page.texts()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

fn under_way(desk: &Desk, width: usize, page: &mut Page) {
    let language = desk.setup.language;
    let Some((open, phase)) = desk
        .office
        .changes()
        .under_way()
        .and_then(|open| Some((open, open.phase()?)))
    else {
        return;
    };
    let change = open.change();
    let clinic = open.change().clinic();
    let patient = desk.words().patient(clinic, &change.patient());
    page.wrapped("", Role::Strong, &patient, Role::Strong, width);
    let (what, how) = match phase {
        Phase::Checking => (
            say!(language, "shown-checking").to_owned(),
            say!(language, "shown-nothing-sent-yet"),
        ),
        Phase::Sending => {
            let seconds = desk.office.moment.up.saturating_sub(open.since).as_secs();
            let name = clinic.name();
            let mode = desk.office.mode_of(clinic).word();
            let kind = change.reported_kind();
            let what = say!(
                language,
                "shown-sending",
                kind = kind,
                seconds = seconds,
                clinic = name,
                mode = mode
            );
            (what, say!(language, "shown-may-stop-waiting"))
        }
        Phase::Waiting => (
            desk.words().waiting_text(),
            asked_to_wait::how_to_stop_waiting(desk),
        ),
    };
    page.wrapped("", Role::Strong, &what, Role::Strong, width);
    page.wrapped("", Role::Text, how, Role::Text, width);
    if desk.appointment.shown.is_some() {
        page.gap();
    }
}

/// Adds the appointment of another patient than the current one, dimmed: patient, time and provider.
fn other_patients_appointment(desk: &Desk, shown: &Shown, width: usize, page: &mut Page) {
    let appointment = &shown.appointment;
    page.wrapped(
        "",
        Role::Dim,
        &label_of_another(desk, shown),
        Role::Dim,
        width,
    );
    let start = appointment.start;
    let zone = desk.zone_of_shown(shown);
    let when = start.map(|start| desk.words().short_span(start, appointment.end, zone));
    let parts = [
        Some(heading(desk, shown).0),
        when,
        provider_name(desk, shown),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    page.wrapped("  ", Role::Dim, &parts.join(" · "), Role::Dim, width);
}

fn label_of_another(desk: &Desk, shown: &Shown) -> String {
    let who = patient_of_shown(desk, shown);
    let language = desk.setup.language;
    match shown.origin {
        Origin::Made(_) => say!(language, "shown-last-booking", who = who),
        Origin::Altered(_) | Origin::Opened if is_about_another(desk) => {
            say!(language, "shown-opened", who = who)
        }
        Origin::Altered(_) | Origin::Opened => say!(language, "shown-opened-before", who = who),
    }
}

/// Returns the outcome of a booking or change, or the status of an opened appointment.
fn heading(desk: &Desk, shown: &Shown) -> (String, Role) {
    let status = &*shown.appointment.status;
    let language = desk.setup.language;
    match shown.origin {
        // Until the appointment that it replaces is called off, the new one is only booked.
        Origin::Made(_) | Origin::Altered(Change::Replace(_)) => {
            let (glyph, role) = glyph(status);
            (format!("{glyph} {}", recorded_as(status, language)), role)
        }
        Origin::Altered(ref change) if change.kind() != ChangeKind::Status => (
            format!(
                "✓ {}",
                say!(language, "change-made", kind = change.reported_kind())
            ),
            Role::Good,
        ),
        Origin::Altered(_) | Origin::Opened => {
            match tone::drawn(&desk.words().status_of(status, shown.appointment.start)) {
                (text, Role::Text) => (text, Role::Strong),
                chip => chip,
            }
        }
    }
}

/// Adds the appointment, with the upcoming appointments before its details if `lists_coming`. Its texts are in full,
/// unless it is drawn on a screen.
fn appointment(
    desk: &Desk,
    shown: &Shown,
    width: usize,
    lists_coming: bool,
    is_drawn: bool,
    page: &mut Page,
) {
    let appointment = &shown.appointment;
    let language = desk.setup.language;
    let heading = add_heading(desk, shown, width, page);
    let is_told = is_drawn && read_aloud::is_to_be_told(desk, shown);
    match appointment.start {
        Some(start) if is_told => read_aloud::block(desk, shown, start, width, page),
        Some(start) => times(desk, shown, start, is_drawn, width, page),
        None => {}
    }
    // On screen, ids show while the pane is focused.
    let has_ids = !is_drawn || desk.panes.focused == Pane::Appointment;
    if has_ids {
        let at = say!(
            language,
            "shown-at",
            id = &*appointment.id,
            clinic = appointment.clinic.name()
        );
        page.wrapped("", Role::Dim, &at, Role::Dim, width);
    }
    panels(desk, shown, width, page);
    for differs in shown
        .making()
        .into_iter()
        .flat_map(|making| &making.differs)
    {
        page.wrapped("! ", Role::Warning, differs, Role::Warning, width);
    }
    page.gap();
    if lists_coming {
        coming::list(desk, width, page);
    }
    let heading = if is_drawn { heading } else { String::new() };
    details::draw(desk, shown, &heading, has_ids, width, page);
}

/// Adds the outcome of the appointment, with its patient, and returns the outcome.
fn add_heading(desk: &Desk, shown: &Shown, width: usize, page: &mut Page) -> String {
    let (heading, role) = heading(desk, shown);
    if shows_another(desk) {
        let whose = label_of_another(desk, shown);
        page.wrapped("", Role::Strong, &whose, Role::Strong, width);
        page.wrapped("", role, &heading, role, width);
        return heading;
    }
    let patient = patient_of_shown(desk, shown);
    if usize::from(cells(&heading) + cells(&patient)) + 3 <= width {
        let patient = (format!(" · {patient}"), Role::Strong);
        page.line(vec![(heading.clone(), role), patient]);
    } else {
        page.wrapped("", role, &heading, role, width);
        page.wrapped("  ", Role::Strong, &patient, Role::Strong, width);
    }
    heading
}

/// Adds the state of the panels that this desk ordered with the appointment.
fn panels(desk: &Desk, shown: &Shown, width: usize, page: &mut Page) {
    let Some(order) = desk.office.panels().of(&shown.appointment.id) else {
        return;
    };
    let Some((label, says)) = desk.words().panels_ordered(order) else {
        return;
    };
    let language = desk.setup.language;
    let label = format!("{label}  ");
    let problem = order.problem(&desk.office.lists, language);
    let role = match (&order.stage, problem.map(|problem| problem.severity)) {
        (PanelStage::Added, _) => Role::Good,
        (PanelStage::Adding(_) | PanelStage::Looking { .. }, _) => Role::Text,
        (PanelStage::Failed { .. }, Some(Severity::Error)) => Role::Error,
        (PanelStage::Failed { .. }, _) => Role::Warning,
    };
    page.wrapped(&label, Role::Text, &says, role, width);
    if order.has_failed() {
        page.wrapped(
            "  ",
            Role::Text,
            say!(language, "shown-panels-again"),
            Role::Strong,
            width,
        );
    }
}

/// Adds the time on the location's clock and the provider, then the time on the desk's clock if that differs. On
/// screen, the year and the zone are left out if they are the desk's.
fn times(
    desk: &Desk,
    shown: &Shown,
    start: DateTime<Utc>,
    is_drawn: bool,
    width: usize,
    page: &mut Page,
) {
    let zone = desk.zone_of_shown(shown);
    let end = shown.appointment.end;
    let language = desk.setup.language;
    let in_full = |zone| time::echo_span(start, end, zone, language);
    let here = desk.words().elsewhere(start, zone);
    let (when, here) = if is_drawn {
        (desk.words().short_span(start, end, zone), here)
    } else {
        (
            in_full(zone),
            here.map(|_| in_full(desk.words().clock_beside(zone))),
        )
    };
    let provider = provider_name(desk, shown).unwrap_or_default();
    if provider.is_empty() || usize::from(cells(&when) + cells(&provider)) + 3 > width {
        page.line(vec![(when, Role::Strong)]);
        if !provider.is_empty() {
            page.wrapped("", Role::Text, &provider, Role::Text, width);
        }
    } else {
        page.line(vec![
            (when, Role::Strong),
            (format!(" · {provider}"), Role::Text),
        ]);
    }
    if let Some(here) = here {
        page.line(vec![(
            say!(language, "shown-here", span = here),
            Role::Text,
        )]);
    }
}

/// Returns the name of the practitioner or location, or `None` if no list has it.
fn provider_name(desk: &Desk, shown: &Shown) -> Option<String> {
    let clinic = shown.appointment.clinic;
    let id = shown.appointment.member(clinic.provider_field().wire?)?;
    desk.office
        .lists
        .known(clinic.providers(), id)
        .map(|entry| entry.name.clone())
}

/// Returns the sign of a status, and its role. A record that is not a booking is marked, but not as a refusal.
fn glyph(status: &str) -> (&'static str, Role) {
    if awaits_booking(status) {
        ("○", Role::Good)
    } else if is_no_booking(status) {
        ("!", Role::Warning)
    } else {
        ("✓", Role::Good)
    }
}
