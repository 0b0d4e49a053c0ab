//! The messages about the outcome of a change.

use crate::{Desk, Note, OutcomeSource, note};
use booking::{
    Appointment, AppointmentRef, Change, ChangeKind, Difference, is_no_booking, recorded_as,
    status_text, time,
};
use i18n::say;

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

/// Returns the appointment as the clinic has answered it; what the answer leaves out, as the change has it.
fn as_made(change: &Change, appointment: &Appointment) -> AppointmentRef {
    let visit = change.visit();
    let now = AppointmentRef::of(appointment);
    AppointmentRef {
        person: now.person.or(Some(visit.person)),
        provider: now.provider.or(visit.provider),
        start: now.start.or(visit.start),
        ..now
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

/// Returns the facts in which a new appointment differs from the booking: the patient, the practitioner or location,
/// or the time.
pub(super) fn differences(desk: &Desk, change: &Change, appointment: &Appointment) -> Vec<String> {
    let language = desk.setup.language;
    let clinic = change.clinic();
    let asked = change.visit();
    let now = as_made(change, appointment);
    let patient = |id: &str| desk.words().patient(clinic, id);
    let provider = |id: Option<&str>| desk.words().provider(clinic, id.unwrap_or_default());
    let text = |fact: Difference| match fact {
        Difference::Patient => {
            let other = patient(now.person.as_deref().unwrap_or_default());
            Some(say!(
                language,
                "differs-patient",
                other,
                who = patient(&asked.person)
            ))
        }
        Difference::Provider => {
            let other = provider(now.provider.as_deref());
            let who = provider(asked.provider.as_deref());
            Some(say!(language, "differs-provider", other, who))
        }
        Difference::Time => Some(say!(language, "differs-time").to_owned()),
        // The outcome itself names the status.
        Difference::Status | Difference::Panels | Difference::Data => None,
    };
    let differences = change.differences(appointment);
    differences.into_iter().filter_map(text).collect()
}
