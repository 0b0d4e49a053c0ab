//! The messages about the outcome of a change.

use crate::{Desk, Note, note, outbox};
use booking::{
    Appointment, Change, ChangeKind, Language, is_no_booking, recorded_as, status_text, time,
};
use i18n::say;

/// How the desk learnt the outcome of a change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum OutcomeSource {
    /// From the answer, while a person waited for it.
    AtOnce,
    /// From the answer, after the wait was given up.
    Late,
    /// From a look-up.
    ByLookUp,
}

/// Returns the outcome of a change. After only the first of two steps, names the next one.
pub(super) fn outcome_note(
    desk: &Desk,
    change: &Change,
    appointment: &Appointment,
    source: OutcomeSource,
) -> Note {
    match change {
        Change::Replace(_) => {
            let (with, clinic) = (outbox::provider_named(desk, change), change.clinic().name());
            note!("note-replaced", with = with, clinic = clinic)
        }
        Change::SetStatus(_) if source != OutcomeSource::Late => {
            status_note(desk, change, appointment)
        }
        _ if source == OutcomeSource::AtOnce && desk.setup.is_on_screen => {
            outcome_text(change, appointment, source).and(patient_and_time(desk, change))
        }
        _ => outcome_text(change, appointment, source),
    }
}

/// Returns the patient of a change, as lists name patients.
fn name_of_patient(desk: &Desk, change: &Change) -> String {
    let id = change.visit().person;
    let known = desk.lists.known(change.clinic().people(), &id);
    known.map_or(id, |entry| desk.naming.entry(&entry, desk.setup.language).0)
}

/// Returns `Maria Schmidt, Fri 27 Nov 10:00.`, or `None` without a time.
fn patient_and_time(desk: &Desk, change: &Change) -> Option<Note> {
    let visit = change.visit();
    let (who, start) = (name_of_patient(desk, change), visit.start?);
    let (now, zone) = (desk.moment.now, desk.zone_of(&visit));
    Some(Note::new(move |language| {
        format!("{who}, {}.", time::short_moment(start, now, zone, language))
    }))
}

/// Returns `Tobias Grønbech is here (10:08).`
fn status_note(desk: &Desk, change: &Change, appointment: &Appointment) -> Note {
    let who = name_of_patient(desk, change);
    let (now, zone) = (desk.moment.now, desk.zone_of(&change.visit()));
    let status = appointment.status.trim().to_ascii_lowercase();
    Note::new(move |language| {
        let (time, said) = (
            time::to_the_minute(now, zone, language),
            status_text(&status, language),
        );
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
    let (clinic, status) = (change.clinic().name(), appointment.status.clone());
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

/// Returns the facts in which the answer differs from the request: the patient or the time.
pub(super) fn differences(
    change: &Change,
    appointment: &Appointment,
    language: Language,
) -> Vec<String> {
    let (who, when) = change.subject();
    let member = change.clinic().patient_field();
    let answered = member.wire.and_then(|name| appointment.member(name));
    let mut differences = Vec::new();
    if let Some(other) = answered.filter(|id| !id.eq_ignore_ascii_case(&who)) {
        differences.push(say!(language, "differs-patient", other, who));
    }
    if when.is_some() && appointment.start.is_some() && appointment.start != when {
        differences.push(say!(language, "differs-time").to_owned());
    }
    differences
}
