//! The Appointment pane: the booking under way, what is coming up, and the appointment that came back or was opened.
//! It says first whose each is.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::booking::{
    CalendarEntry, Change, ChangeKind, FieldRole, Kind, Language, Member, Severity, Vendor, Wished,
    is_no_booking, recorded_as, status_said, time, why_no_panels,
};
use crate::desk::{Desk, Origin, Page, Pane, PanelStage, Phase, Shown, day};
use crate::i18n::{Said, say};

use crate::screen::{Role, cells};

const NAME_WIDTH: usize = 19;

/// The fewest columns for names: `Scheduled at`.
const LEAST_NAMES: usize = 12;

/// The members of an answer that are no field of a form and have a name in each language.
static MEMBERS: [(&str, Said); 5] = [
    ("id", Said::new("member-id")),
    ("status", Said::new("member-status")),
    ("created", Said::new("member-created")),
    ("created_at", Said::new("member-created-at")),
    ("updated_at", Said::new("member-updated-at")),
];

/// How wide its lines are where they are not on a screen, in columns.
const LINE_WIDTH: usize = 100;

/// The most appointments listed as coming up.
const MOST_COMING: usize = 5;

pub(in crate::desk) fn page(desk: &Desk, width: usize) -> Page {
    let mut page = Page::default();
    under_way(desk, width, &mut page);
    coming_up(desk, width, &mut page);
    match &desk.appointment.shown {
        Some(shown) if desk.shows_another() && desk.pane != Pane::Appointment => {
            anothers(desk, shown, width, &mut page);
        }
        Some(shown) => appointment(desk, shown, width, &mut page),
        None if desk.phase().is_none() => {
            page.line(vec![(say!(desk.setup.language, "shown-nothing").to_owned(), Role::Dim)]);
        }
        None => {}
    }
    page
}

/// The appointment that is shown, as its pane has it, line by line.
pub fn appointment_lines(desk: &Desk) -> Vec<String> {
    let mut page = Page::default();
    if let Some(shown) = &desk.appointment.shown {
        appointment(desk, shown, LINE_WIDTH, &mut page);
    }
    page.texts().map(|line| line.trim_end().to_owned()).collect()
}

fn under_way(desk: &Desk, width: usize, page: &mut Page) {
    let language = desk.setup.language;
    let Some((open, phase)) = desk.changes.under_way().and_then(|open| Some((open, open.phase()?))) else {
        return;
    };
    let (change, backend) = (open.change(), open.change().backend());
    let whose = desk.whose_is(backend, &change.subject().0);
    page.wrapped("", Role::Strong, &whose, Role::Strong, width);
    match phase {
        Phase::Checking => {
            let text = say!(language, "shown-checking");
            page.wrapped("", Role::Strong, text, Role::Strong, width);
            page.wrapped("", Role::Text, say!(language, "shown-nothing-sent-yet"), Role::Text, width);
        }
        Phase::Sending => {
            let seconds = desk.moment.up.saturating_sub(open.since).as_secs();
            let (name, mode) = (backend.name(), desk.mode_of(backend).word());
            let kind = change.said_as();
            let text =
                say!(language, "shown-sending", kind = kind, seconds = seconds, backend = name, mode = mode);
            page.wrapped("", Role::Strong, &text, Role::Strong, width);
            page.wrapped("", Role::Text, say!(language, "shown-may-stop-waiting"), Role::Text, width);
        }
        Phase::Waiting => {
            page.wrapped("", Role::Strong, &desk.what_is_waited_for(), Role::Strong, width);
            page.wrapped("", Role::Text, desk.how_to_stop_waiting(), Role::Text, width);
        }
    }
    if desk.appointment.shown.is_some() {
        page.gap();
    }
}

/// What is coming up for whom the form names, so that nobody books it twice.
fn coming_up(desk: &Desk, width: usize, page: &mut Page) {
    let Some((name, bookings)) = desk.coming_up() else { return };
    let language = desk.setup.language;
    let (title, role) = match bookings.is_empty() {
        true => (say!(language, "shown-none-coming", name = name), Role::Dim),
        false => (say!(language, "shown-coming", name = name), Role::Strong),
    };
    page.wrapped("", role, &title, role, width);
    // The number that picks it on the entry line, where there is more than one.
    let number = |place: usize| if bookings.len() > 1 { format!("{} ", place + 1) } else { "  ".to_owned() };
    for (place, entry) in bookings.iter().take(MOST_COMING).enumerate() {
        page.wrapped(&number(place), Role::Text, &one_coming(desk, *entry), Role::Text, width);
    }
    if bookings.len() > MOST_COMING {
        let more = say!(language, "shown-more-coming", count = bookings.len() - MOST_COMING);
        page.line(vec![(format!("  {more}"), Role::Dim)]);
    }
    page.gap();
}

fn one_coming(desk: &Desk, entry: CalendarEntry<'_>) -> String {
    let status = match entry {
        CalendarEntry::OnRecord(booked) => status_said(&booked.status, desk.setup.language),
        CalendarEntry::Unsettled(change) => day::standing(change, desk.setup.language),
    };
    format!("{} ({status})", desk.said_of(entry))
}

/// The appointment of somebody else than the patient in hand: whose, when and with whom, as what has been.
fn anothers(desk: &Desk, shown: &Shown, width: usize, page: &mut Page) {
    let (appointment, language) = (&shown.appointment, desk.setup.language);
    page.wrapped("", Role::Dim, &label_of_another(desk, shown), Role::Dim, width);
    let start = appointment.start;
    let zone = desk.zone_of_shown(shown);
    let when = start.map(|start| time::echo_span(start, appointment.end, zone, language));
    let provider = appointment.backend.provider_field().wire;
    let provider = provider.and_then(|name| appointment.member(name));
    let with = provider.and_then(|id| desk.lists.known(appointment.backend.providers(), id));
    let with = with.map(|entry| entry.name.clone());
    let parts: Vec<String> = [Some(heading(shown, language).0), when, with].into_iter().flatten().collect();
    page.wrapped("  ", Role::Dim, &parts.join(" · "), Role::Dim, width);
}

fn label_of_another(desk: &Desk, shown: &Shown) -> String {
    let (who, language) = (desk.whose_shown(shown), desk.setup.language);
    match shown.origin {
        Origin::Made(_) => say!(language, "shown-last-booking", who = who),
        Origin::Altered(_) | Origin::Opened => say!(language, "shown-opened-before", who = who),
    }
}

/// What has become of it; of one that was opened, how it stands.
fn heading(shown: &Shown, language: Language) -> (String, Role) {
    let status = &*shown.appointment.status;
    match shown.origin {
        // Until the one that it took the place of is called off, it is only booked.
        Origin::Made(_) | Origin::Altered(Change::Replace(_)) => {
            let (glyph, role) = glyph(status);
            (format!("{glyph} {}", recorded_as(status, language)), role)
        }
        Origin::Altered(ref change) if change.kind() == ChangeKind::Status => {
            (format!("✓ {}", status_said(status, language)), Role::Good)
        }
        Origin::Altered(ref change) => {
            (format!("✓ {}", say!(language, "intent-made", kind = change.said_as())), Role::Good)
        }
        Origin::Opened => {
            (say!(language, "shown-opened", status = status_said(status, language)), Role::Strong)
        }
    }
}

fn appointment(desk: &Desk, shown: &Shown, width: usize, page: &mut Page) {
    let appointment = &shown.appointment;
    let language = desk.setup.language;
    let whose = match desk.shows_another() {
        true => label_of_another(desk, shown),
        false => desk.whose_shown(shown),
    };
    page.wrapped("", Role::Strong, &whose, Role::Strong, width);
    let (heading, role) = heading(shown, language);
    let at = say!(language, "shown-at", id = &*appointment.id, backend = appointment.backend.name());
    let took = shown.making().map(|making| took(making.took, language)).unwrap_or_default();
    let in_a_line = cells(&heading) + 3 + cells(&at) + cells(&took);
    if usize::from(in_a_line) <= width {
        page.line(vec![(heading, role), (format!("   {at}"), Role::Text), (took, Role::Dim)]);
    } else {
        page.line(vec![(heading, role), (took, Role::Dim)]);
        page.wrapped("", Role::Text, &at, Role::Text, width);
    }
    if let Some(start) = appointment.start {
        times(desk, shown, start, page);
    }
    panels(desk, shown, width, page);
    for differs in shown.making().into_iter().flat_map(|making| &making.differs) {
        page.wrapped("! ", Role::Warning, differs, Role::Warning, width);
    }
    page.gap();
    let rows = rows(desk, shown);
    let (names, gap) = name_columns(&rows, width);
    for (name, text, role) in &rows {
        page.wrapped(&format!("{name:>names$}{gap}"), Role::Dim, text, *role, width);
    }
}

/// A name and what stands behind it.
type NamedText = (String, String, Role);

fn rows(desk: &Desk, shown: &Shown) -> Vec<NamedText> {
    let (appointment, making, language) = (&shown.appointment, shown.making(), desk.setup.language);
    let members = appointment.members.iter();
    let mut rows: Vec<NamedText> = members
        .map(|member| (label(shown, &member.name, language), readable(desk, shown, member), Role::Text))
        .collect();
    let field = appointment.backend.field(FieldRole::Instruction);
    let note = making.map(|making| &making.desk_note).filter(|note| !note.trim().is_empty());
    if let (Some(field), Some(note)) = (field, note) {
        rows.push((field.label(language).to_owned(), note.clone(), Role::Text));
        rows.push((
            String::new(),
            say!(language, "shown-not-sent", backend = appointment.backend.name()),
            Role::Dim,
        ));
    }
    if let Some(line) = making.and_then(|making| making.as_line.as_ref()) {
        rows.push((say!(language, "shown-as-line").to_owned(), line.clone(), Role::Text));
    }
    if let Some(request_id) = &appointment.request_id {
        rows.push((say!(language, "shown-request").to_owned(), request_id.clone(), Role::Dim));
    }
    rows
}

/// How many columns the names take, and what parts them from the texts: less where an id would be broken otherwise.
fn name_columns(rows: &[NamedText], width: usize) -> (usize, &'static str) {
    let words = rows.iter().flat_map(|(_, text, _)| text.split_whitespace());
    let longest = usize::from(words.map(cells).max().unwrap_or(0));
    match width.saturating_sub(longest) {
        room if room >= NAME_WIDTH + 2 => (NAME_WIDTH, "  "),
        room if room > LEAST_NAMES => (room - 1, " "),
        // So long a word is broken in any case.
        _ => (NAME_WIDTH, "  "),
    }
}

/// What has become of the panels that were to go with it, where this desk has asked for some.
fn panels(desk: &Desk, shown: &Shown, width: usize, page: &mut Page) {
    let Some(order) = desk.panels_of(&shown.appointment.id) else { return };
    let language = desk.setup.language;
    let Some(field) = shown.appointment.backend.field(FieldRole::Panels) else { return };
    let label = format!("{}  ", field.label(language));
    let names = |ids| desk.panel_names(order.backend, ids);
    let (role, says) = match &order.stage {
        PanelStage::Adding(_) => {
            (Role::Text, say!(language, "shown-panels-asked", panels = names(&order.wanted)))
        }
        PanelStage::Looking { .. } => {
            (Role::Text, say!(language, "shown-panels-looking", panels = names(&order.wanted)))
        }
        PanelStage::Added => {
            (Role::Good, say!(language, "shown-panels-added", panels = names(&order.wanted)))
        }
        PanelStage::Failed { failure, panels, problem } => {
            let (panels, why) = (names(panels), why_no_panels(failure, order.backend, language));
            match problem.said(language).severity {
                Severity::Error => {
                    (Role::Error, say!(language, "shown-panels-failed", panels = panels, why = why))
                }
                Severity::Warning | Severity::Note => {
                    (Role::Warning, say!(language, "shown-panels-unknown", panels = panels, why = why))
                }
            }
        }
    };
    page.wrapped(&label, Role::Text, &says, role, width);
    if order.has_failed() {
        page.wrapped("  ", Role::Text, say!(language, "shown-panels-again"), Role::Strong, width);
    }
}

/// The time on the clock of the place and, where that shows something else, on the desk's.
fn times(desk: &Desk, shown: &Shown, start: DateTime<Utc>, page: &mut Page) {
    let (zone, here) = (desk.zone_of_shown(shown), desk.setup.zone);
    let end = shown.appointment.end;
    let language = desk.setup.language;
    page.line(vec![(time::echo_span(start, end, zone, language), Role::Strong)]);
    if time::elsewhere(start, zone, here, language).is_some() {
        let here = say!(language, "shown-here", span = time::echo_span(start, end, here, language));
        page.line(vec![(here, Role::Text)]);
    }
}

fn took(duration: Duration, language: Language) -> String {
    match duration.as_millis() {
        0 => String::new(),
        ms @ 1..1000 => format!("   {}", say!(language, "shown-milliseconds", count = ms.to_string())),
        _ => {
            let seconds = format!("{:.1}", duration.as_secs_f64());
            format!("   {}", say!(language, "shown-seconds", count = seconds))
        }
    }
}

/// What is recorded and no booking is marked by sign, word and colour, and not as a refusal.
fn glyph(status: &str) -> (&'static str, Role) {
    if is_no_booking(status) { ("!", Role::Warning) } else { ("✓", Role::Good) }
}

/// The form's label where the member is a field of the form, else its own name.
fn label(shown: &Shown, name: &str, language: Language) -> String {
    let backend = shown.appointment.backend;
    let panels = backend.field(FieldRole::Panels).filter(|_| is_panels(shown, name));
    match backend.field_by_wire_name(name).or(panels) {
        Some(field) => field.label(language).to_owned(),
        None => match MEMBERS.iter().find(|(known, _)| *known == name) {
            Some((_, said)) => said.text(language).to_owned(),
            None => name.to_owned(),
        },
    }
}

/// Ids with the name they stand for, and times on the clock that counts, where they can be read.
fn readable(desk: &Desk, shown: &Shown, member: &Member) -> String {
    if let Some(panels) = shown.appointment.panels.as_ref().filter(|_| is_panels(shown, &member.name)) {
        return named(desk, shown.appointment.backend, panels);
    }
    let field = shown.appointment.backend.field_by_wire_name(&member.name);
    let read = match field.map(|field| field.kind) {
        Some(Kind::Reference(directory)) => desk.lists.known(directory, member.value.shown()).map(|entry| {
            format!("{}   {}   {}", entry.name, entry.told_by(desk.setup.language), member.value.shown())
        }),
        Some(Kind::Periods) => shown
            .appointment
            .record
            .shown()
            .get(&member.name)
            .map(|record| Wished::of_record(record).said(desk.zone_of_shown(shown), desk.setup.language)),
        _ if member.name == "status" => {
            return status_said(member.value.shown(), desk.setup.language).to_owned();
        }
        _ => DateTime::parse_from_rfc3339(member.value.shown())
            .ok()
            .map(|instant| time::echo(instant.to_utc(), desk.zone_of_shown(shown), desk.setup.language)),
    };
    read.unwrap_or_else(|| member.value.shown().clone())
}

/// Whether the member lists the appointment's panels (Aniva reads, `panels`).
fn is_panels(shown: &Shown, name: &str) -> bool {
    name == "panels" && shown.appointment.panels.is_some()
}

/// Panels by their names; one that no list names by its id.
fn named(desk: &Desk, backend: Vendor, panels: &[String]) -> String {
    if panels.is_empty() {
        return say!(desk.setup.language, "shown-no-panels").to_owned();
    }
    let name = |id: &String| {
        let entry = backend.panels.and_then(|list| desk.lists.known(list, id));
        entry.map_or_else(|| id.clone(), |entry| entry.name.clone())
    };
    panels.iter().map(name).collect::<Vec<_>>().join(", ")
}
