//! The messages about the outcome of a change.

use crate::{Desk, Note, OutcomeSource, note};
use booking::{
    Appointment, AppointmentRef, Change, ChangeKind, is_no_booking, recorded_as, status_text, time,
};
use i18n::say;
use words::as_made;

/// Returns the outcome of a change, by the appointment as the clinic has it now. After only the first of two steps,
/// names the next one.
pub(super) fn outcome_note(
    desk: &Desk,
    change: &Change,
    appointment: &Appointment,
    source: OutcomeSource,
) -> Note {
    match change {
        Change::Replace(_) => {
            let now = as_made(change, appointment);
            let clinic = change.clinic();
            let provider = now.provider.unwrap_or_default();
            let with = desk.words().provider(clinic, &provider);
            note!("note-replaced", with = with, clinic = clinic.name())
        }
        Change::SetStatus(_) if source != OutcomeSource::Late => {
            status_note(desk, &as_made(change, appointment))
        }
        _ if desk.setup.is_on_screen => {
            let now = match change.second_after() {
                Some(new) => desk
                    .office
                    .book
                    .made(change.clinic(), new)
                    .map(AppointmentRef::from),
                None => Some(as_made(change, appointment)),
            };
            let facts = now.and_then(|now| facts_of(desk, &now));
            outcome_text(change, appointment, source).and(facts)
        }
        _ => outcome_text(change, appointment, source),
    }
}

/// Returns the patient of an appointment, as lists name patients.
fn name_of_patient(desk: &Desk, of: &AppointmentRef) -> String {
    let id = of.person.clone().unwrap_or_default();
    let known = desk.office.lists.known(of.clinic.people(), &id);
    known.map_or(id, |entry| desk.naming.entry(&entry, desk.setup.language).0)
}

/// Returns `Maria Schmidt, Fri 27 Nov 10:00, Karin Ivers.`, or `None` without a time.
fn facts_of(desk: &Desk, of: &AppointmentRef) -> Option<Note> {
    let start = of.start?;
    let who = name_of_patient(desk, of);
    let now = desk.office.moment.now;
    let zone = desk.office.zone_of(&of.visit());
    let with = of
        .provider
        .as_deref()
        .map(|id| format!(", {}", desk.words().provider(of.clinic, id)))
        .unwrap_or_default();
    Some(Note::new(move |language| {
        let when = time::short_moment(start, now, zone, language);
        format!("{who}, {when}{with}.")
    }))
}

/// Returns `Tobias Grønbech is here (10:08).`
fn status_note(desk: &Desk, of: &AppointmentRef) -> Note {
    let who = name_of_patient(desk, of);
    let now = desk.office.moment.now;
    let zone = desk.office.zone_of(&of.visit());
    let status = of.status.trim().to_ascii_lowercase();
    Note::new(move |language| {
        let time = time::to_the_minute(now, zone, language);
        let said = status_text(&status, language);
        say!(
            language,
            "note-status",
            status = status.as_str(),
            who = who.as_str(),
            time,
            said
        )
    })
}

fn outcome_text(change: &Change, appointment: &Appointment, source: OutcomeSource) -> Note {
    let clinic = change.clinic().name();
    let status = appointment.status.clone();
    let kind = change.reported_kind();
    if kind == ChangeKind::Book && is_no_booking(&status) {
        return Note::new(move |language| {
            let what = recorded_as(&status, language);
            match source {
                OutcomeSource::AtOnce => say!(language, "note-recorded", clinic, what),
                OutcomeSource::Late => {
                    say!(language, "note-recorded-after-all", clinic, what)
                }
                OutcomeSource::ByLookUp => say!(language, "outbox-found-as", clinic, what),
            }
        });
    }
    match source {
        OutcomeSource::AtOnce => note!("note-made", clinic = clinic, kind = kind),
        OutcomeSource::Late => note!("note-made-after-all", clinic = clinic, kind = kind),
        OutcomeSource::ByLookUp => note!("outbox-found", clinic = clinic, kind = kind),
    }
}
