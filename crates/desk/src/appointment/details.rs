//! The members of a clinic's answer about an appointment, named as the form names them.

use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta};

use crate::{Desk, Page, Shown, word_text};
use booking::{FieldId, FieldRole, Kind, Member, Personal, Reference, Wished, status_text, time};
use i18n::{Language, say};
use screen::{Role, cells};

/// The columns of names, if the texts leave room.
const NAME_WIDTH: usize = 19;

/// The indent of a text below its name.
const UNDER: &str = "  ";

/// The minimum columns for names.
const LEAST_NAMES: usize = 12;

/// Lists the members that the heading does not show, a name and a text on each line; an empty heading shows none.
/// `has_ids` includes the server's ids and its own times.
pub(super) fn draw(
    desk: &Desk,
    shown: &Shown,
    heading: &str,
    has_ids: bool,
    width: usize,
    page: &mut Page,
) {
    let is_included = |(_, _, role): &NamedText| has_ids || *role != Role::Dim;
    let is_length = |name: &str| {
        field_of(shown, name).is_some_and(|field| field.role == Some(FieldRole::Minutes))
    };
    let is_in_heading = |member: &Member| match member.name.as_str() {
        "status" => heading.contains(status_text(member.value.shown(), desk.setup.language)),
        name => !heading.is_empty() && shown.appointment.end.is_some() && is_length(name),
    };
    let rows = rows(desk, shown, |member| !is_in_heading(member));
    let rows: Vec<NamedText> = rows.into_iter().filter(is_included).collect();
    let (names, gap) = name_columns(&rows, width);
    for (name, text, role) in &rows {
        let longest = usize::from(text.split_whitespace().map(cells).max().unwrap_or(0));
        let lead = names.max(usize::from(cells(name))) + gap.len();
        // An id is never broken if it fits below its name.
        if lead + longest > width && longest + UNDER.len() <= width {
            page.line(vec![(name.clone(), Role::Dim)]);
            page.wrapped(UNDER, Role::Dim, text, *role, width);
        } else {
            page.wrapped(
                &format!("{name:<names$}{gap}"),
                Role::Dim,
                text,
                *role,
                width,
            );
        }
    }
}

/// Returns the members of the shown appointment: each name, and its text on one line.
pub fn appointment_members(desk: &Desk) -> Vec<(String, String)> {
    let rows = desk
        .appointment
        .shown
        .iter()
        .flat_map(|shown| rows(desk, shown, |_| true));
    let on_one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = rows.filter(|(name, ..)| !name.is_empty());
    named
        .map(|(name, text, _)| (name, on_one_line(text)))
        .collect()
}

/// A name, the text behind it, and the role of the text.
type NamedText = (String, String, Role);

fn rows(desk: &Desk, shown: &Shown, is_listed: impl Fn(&Member) -> bool) -> Vec<NamedText> {
    let appointment = &shown.appointment;
    let making = shown.making();
    let language = desk.setup.language;
    // The id and the time are above; ids beside a name, and the times of the clinic's own notes, come last.
    let kind = |member: &Member| field_of(shown, &member.name).map(|field| field.kind);
    let is_time =
        |member: &Member| appointment.start.is_some() && kind(member) == Some(Kind::Instant);
    let is_above = |member: &&Member| member.name == "id" || is_time(member);
    let members = appointment
        .members
        .iter()
        .filter(|member| !is_above(member) && is_listed(member));
    let is_moment = |member: &Member| DateTime::parse_from_rfc3339(member.value.shown()).is_ok();
    let (ids, others): (Vec<&Member>, Vec<&Member>) = members.partition(|member| {
        kind(member).map_or_else(
            || is_moment(member),
            |kind| matches!(kind, Kind::Reference(_)),
        )
    });
    let row = |member: &Member, role| {
        (
            label(shown, &member.name, language),
            readable(desk, shown, member),
            role,
        )
    };
    let has_text = |(_, text, _): &NamedText| !text.is_empty();
    let mut rows: Vec<NamedText> = others
        .into_iter()
        .map(|member| row(member, Role::Text))
        .filter(has_text)
        .collect();
    rows.extend(ids.into_iter().map(|member| row(member, Role::Dim)));
    let field = appointment.clinic.field(FieldRole::Instruction);
    let note = desk
        .office
        .book
        .instruction(appointment.clinic, &appointment.id)
        .map(Personal::shown);
    if let Some((field, note)) = field.filter(|field| field.wire.is_none()).zip(note) {
        rows.push((field.label(language).to_owned(), note.clone(), Role::Text));
        rows.push((
            String::new(),
            say!(
                language,
                "shown-not-sent",
                clinic = appointment.clinic.name()
            ),
            Role::Text,
        ));
    }
    if let Some(line) = making.and_then(|making| making.as_line.as_ref()) {
        rows.push((
            say!(language, "shown-as-line").to_owned(),
            line.clone(),
            Role::Text,
        ));
    }
    if let Some(request_id) = &appointment.request_id {
        rows.push((
            say!(language, "shown-request").to_owned(),
            request_id.clone(),
            Role::Dim,
        ));
    }
    rows
}

/// Returns the width of the names, and the gap before the texts: narrower if an id would be broken otherwise.
fn name_columns(rows: &[NamedText], width: usize) -> (usize, &'static str) {
    let words = rows.iter().flat_map(|(_, text, _)| text.split_whitespace());
    let longest = usize::from(words.map(cells).max().unwrap_or(0));
    match width.saturating_sub(longest) {
        room if room >= NAME_WIDTH + 2 => (NAME_WIDTH, "  "),
        room if room > LEAST_NAMES => (room - 1, " "),
        // A word this long is broken in any case.
        _ => (NAME_WIDTH, "  "),
    }
}

/// Returns the form's label if the member is a form field, else the words for the member's name.
fn label(shown: &Shown, name: &str, language: Language) -> String {
    let clinic = shown.appointment.clinic;
    let panels = clinic
        .field(FieldRole::Panels)
        .filter(|_| is_panels(shown, name));
    match field_of(shown, name).or(panels) {
        Some(field) => field.label(language).to_owned(),
        None => say!(
            language,
            "member-name",
            member = name.replace('.', "-"),
            name = name
        ),
    }
}

/// Returns a member readably: ids with their names, times on the clinic's clock.
fn readable(desk: &Desk, shown: &Shown, member: &Member) -> String {
    if let Some(panels) = shown
        .appointment
        .panels
        .as_ref()
        .filter(|_| is_panels(shown, &member.name))
    {
        return if panels.is_empty() {
            say!(desk.setup.language, "shown-no-panels").to_owned()
        } else {
            desk.office
                .lists
                .panel_names(shown.appointment.clinic, panels)
        };
    }
    let field = field_of(shown, &member.name);
    let read = match field.map(|field| field.kind) {
        Some(Kind::Reference(directory)) => desk
            .office
            .lists
            .known(directory, member.value.shown())
            .map(|entry| {
                format!(
                    "{}   {}   {}",
                    entry.name,
                    entry.detail(desk.setup.language),
                    member.value.shown()
                )
            }),
        Some(Kind::Periods) => shown
            .appointment
            .record
            .shown()
            .get(&member.name)
            .map(|record| {
                Wished::of_record(record).to_text(desk.zone_of_shown(shown), desk.setup.language)
            }),
        Some(Kind::Line(_)) => field
            .map(|field| word_text(field, member.value.shown(), desk.setup.language).to_owned()),
        _ if member.name == "status" => {
            return status_text(member.value.shown(), desk.setup.language).to_owned();
        }
        _ => DateTime::parse_from_rfc3339(member.value.shown())
            .ok()
            .map(|instant| {
                instant
                    .to_utc()
                    .duration_trunc(TimeDelta::minutes(1))
                    .unwrap_or(instant.to_utc())
            })
            .map(|instant| time::echo(instant, desk.zone_of_shown(shown), desk.setup.language))
            .or_else(|| {
                field
                    .is_none()
                    .then(|| in_words(member, desk.setup.language))
            }),
    };
    read.unwrap_or_else(|| {
        match field.map(|field| Some(field) == shown.appointment.clinic.reference_field()) {
            // The reference belongs to the program; staff did not write it.
            Some(true) => Reference::strip_all(member.value.shown()),
            _ => member.value.shown().clone(),
        }
    })
}

/// Returns the value of a member that is no form field: a date as people write it, a code in words.
fn in_words(member: &Member, language: Language) -> String {
    let value = member.value.shown().as_str();
    let of = format!("{}-{value}", member.name.replace('.', "-"));
    match NaiveDate::parse_from_str(value, "%Y-%m-%d") {
        Ok(date) => time::date(date, language),
        Err(_) => say!(language, "member-value", of = of, value = value),
    }
}

/// Returns the form field of a member.
fn field_of(shown: &Shown, name: &str) -> Option<FieldId> {
    shown.appointment.clinic.field_by_wire_name(name)
}

/// Whether the member lists the appointment's panels (Aniva reads, `panels`).
fn is_panels(shown: &Shown, name: &str) -> bool {
    name == "panels" && shown.appointment.panels.is_some()
}
