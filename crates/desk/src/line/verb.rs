//! Verbs on the entry line: one of the patient's appointments is moved (`>`), cancelled (`-`), given its next
//! status (`+`) or marked as a no-show (`!`). The line only names the appointment and opens the form of the
//! change; the booking key sends it there.

use crate::current::patient_of;
use crate::model::ToChange;
use crate::{Desk, EntryLine, Forms, LineMessage, LinePick, Note, Part, note};
use booking::line::{NumberedVerb, Resolved};
use booking::{AppointmentRef, CalendarEntry, Change, ClinicId, Series, Verb, is_same_id};
use i18n::say;
use office::{LineRequest, NoAppointment, SeveralAsked, TimeMeant};
use words::why_no_appointment;

impl EntryLine {
    /// Returns the verb on the line, which refers to an existing appointment.
    pub fn verb(&self) -> Option<&NumberedVerb> {
        match self.request()? {
            LineRequest::Verb(verb) => Some(verb),
            _ => None,
        }
    }

    /// Returns how often and at what interval the line books, if more than once.
    pub fn series(&self) -> Option<Series> {
        self.reading.as_ref()?.means.series
    }
}

/// Returns whether the listed appointments are those of the line's patient.
pub(super) fn lists_patient_of_line(desk: &Desk) -> bool {
    let means = desk.line.reading.as_ref().map(|reading| &reading.means);
    means.is_some_and(|means| {
        let (clinic, id) = patient_of(desk, means);
        desk.office.upcoming_of(clinic, &id).is_some()
    })
}

/// Returns whether the appointments that a verb may refer to are still loading.
pub(super) fn awaits_appointments(desk: &Desk, means: &Resolved) -> bool {
    let (clinic, id) = patient_of(desk, means);
    desk.office.awaits_appointments(means, (clinic, &id))
}

/// Returns the appointments that a verb may refer to, or why there is none.
fn entries_of_verb<'a>(
    desk: &'a Desk,
    means: &Resolved,
    verb: &NumberedVerb,
) -> Result<Vec<CalendarEntry<'a>>, NoAppointment> {
    let (clinic, id) = patient_of(desk, means);
    let patient = (clinic, id.as_str());
    desk.words().appointments_of_verb(means, verb, patient)
}

/// Returns the appointments to pick from, if a verb may refer to several.
pub(super) fn appointments_to_pick(
    desk: &Desk,
    means: &Resolved,
    verb: &NumberedVerb,
) -> Vec<LinePick> {
    let entries = entries_of_verb(desk, means, verb).unwrap_or_default();
    if entries.len() < 2 || desk.words().is_of_all(means, verb) {
        return Vec::new();
    }
    let labels = desk.words().appointments_to_pick(&entries).into_iter();
    labels
        .zip(&entries)
        .map(|(label, entry)| LinePick::of_appointment(label, entry.on_record()))
        .collect()
}

/// Returns whether the line has led to this change: its verb has opened the form, or it asks for the patient's
/// appointments.
pub(crate) fn asked_for(desk: &Desk, change: &Change) -> bool {
    let line = &desk.line;
    let clinic = change.clinic();
    let has_opened = || {
        let of = line.opened.as_ref().zip(change.starts_from());
        of.is_some_and(|(opened, of)| opened.key() == of.key())
    };
    let asks_for_patient = || {
        let means = line
            .reading
            .as_ref()
            .map(|reading| &reading.means)
            .filter(|means| means.is_patient_alone());
        means.is_some_and(|means| {
            let (here, id) = patient_of(desk, means);
            let person = change.patient();
            let coming = desk.office.upcoming_of(here, &id);
            (here == clinic && is_same_id(&id, &person))
                || coming.is_some_and(|coming| coming.is_about(clinic, &person))
        })
    };
    has_opened() || asks_for_patient()
}

/// Returns how a line with a verb is understood: the patient, and the old and new time or the cancelled
/// appointment.
pub(super) fn verb_message(desk: &Desk, means: &Resolved, verb: &NumberedVerb) -> LineMessage {
    let language = desk.setup.language;
    let entries = match entries_of_verb(desk, means, verb) {
        Ok(entries) => entries,
        Err(why) if awaits_appointments(desk, means) => {
            return verb_understood(desk, means, why_no_appointment(&why, language), None);
        }
        Err(why) => return LineMessage::Doubt(why_no_appointment(&why, language)),
    };
    if entries.len() > 1 && desk.words().is_of_all(means, verb) {
        let does = desk.words().does_with_all(means, verb.verb, entries.len());
        return verb_understood(desk, means, does, None);
    }
    let [entry] = entries[..] else {
        return LineMessage::Doubt(desk.words().several_fit(entries.len()));
    };
    let from = desk.words().entry_text(entry);
    let details = desk
        .words()
        .typed_details(&means.typed_details(), entry.clinic());
    if !details.is_empty() {
        let text = say!(language, "line-changes-details", from, details);
        return verb_understood(desk, means, text, None);
    }
    if verb.verb != Verb::Move {
        let does = say!(language, "line-verb", verb = verb.verb, from);
        let text = match means.reason() {
            "" => does,
            reason => format!("{does} · {}", say!(language, "line-reason", reason)),
        };
        return verb_understood(desk, means, text, None);
    }
    let to = means
        .provider_named()
        .map(|provider| provider.id().to_owned());
    let with = to.as_deref().or(entry.provider()).unwrap_or_default();
    let clock = desk.words().clock_at(entry.clinic(), with);
    let meant = TimeMeant::of(&means.time.join(" "), entry.start(), &clock);
    let when = match &meant {
        _ if means.time.is_empty() && to.is_some() => None,
        _ if means.time.is_empty() => Some(say!(language, "line-next-free").to_owned()),
        TimeMeant::At(span) => Some(desk.words().span_on_both_clocks(*span, clock.zone)),
        TimeMeant::FirstFree(wish) => Some(format!(
            "{}, {}",
            say!(language, "line-next-free"),
            wish.to_text(language)
        )),
        TimeMeant::Unread(problem) => Some(problem.what(language)),
    };
    let to = to.map(|id| desk.words().provider(entry.clinic(), &id));
    let to = [when, to]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    let is_past = match &meant {
        TimeMeant::At(span) => span.start() < Some(clock.now),
        TimeMeant::FirstFree(_) | TimeMeant::Unread(_) => false,
    };
    let past = is_past.then(|| say!(language, "line-in-the-past"));
    verb_understood(desk, means, say!(language, "line-moves", from, to), past)
}

fn verb_understood(
    desk: &Desk,
    means: &Resolved,
    when: String,
    past: Option<&'static str>,
) -> LineMessage {
    let (clinic, id) = patient_of(desk, means);
    let who = match &means.echo[..] {
        [] => desk.words().patient(clinic, &id),
        echo => echo
            .iter()
            .map(|(_, text)| text.as_str())
            .collect::<Vec<_>>()
            .join(" · "),
    };
    LineMessage::Understood {
        who,
        when: Ok(when),
        past,
        meanwhile: None,
    }
}

/// Returns the appointment of an entry and the change that a verb begins, or why its form can't be opened yet.
fn opening(
    means: &Resolved,
    verb: Verb,
    entry: CalendarEntry<'_>,
) -> Result<(ClinicId, String, ToChange), Note> {
    let Some(booked) = entry.on_record() else {
        return Err(note!("line-not-on-record-yet"));
    };
    let change = ToChange {
        time: means.time.join(" "),
        to: means.provider_named(),
        details: means.typed_details(),
        reason: means.reason().to_owned().into(),
        ..ToChange::of(verb, &AppointmentRef::from(booked))
    };
    Ok((booked.clinic, booked.id.clone(), change))
}

impl Part<'_, Forms> {
    /// Handles Enter: requests the appointment by its id and opens the form of its change, or lists the changes if the
    /// verb is about several appointments. Sends no change.
    pub(crate) fn open_for_verb(&mut self, means: &Resolved, verb: &NumberedVerb) {
        let opening = match entries_of_verb(self, means, verb).as_deref() {
            Ok(entries) if entries.len() > 1 => {
                // Of several appointments that the line does not mean all of, one is picked first.
                if !self.words().is_of_all(means, verb) {
                    return;
                }
                let of: Vec<AppointmentRef> = entries
                    .iter()
                    .filter_map(|entry| entry.on_record())
                    .map(AppointmentRef::from)
                    .collect();
                let unconfirmed = entries.len() - of.len();
                return self.open_with_all(means, of, unconfirmed);
            }
            Ok([entry, ..]) => opening(means, verb.verb, *entry),
            Ok([]) => return,
            Err(why) => {
                let why = why.clone();
                Err(Note::new(move |language| {
                    why_no_appointment(&why, language)
                }))
            }
        };
        self.open_or_note(opening);
    }

    /// Opens the list of the changes of these visits. The line means this many more, which no clinic has confirmed yet.
    /// Closed unsent, the list leads back to the line, where the next letter begins the next caller's.
    fn open_with_all(&mut self, means: &Resolved, of: Vec<AppointmentRef>, unconfirmed: usize) {
        let Some(first) = of.first() else {
            return self.refuse_with(note!("line-not-on-record-yet"));
        };
        let person = first.person.clone();
        let person = person.as_deref().map(|person| (first.clinic, person));
        if !self.park_form_beside(person) {
            return;
        }
        let Some(asked) = SeveralAsked::of_line(means) else {
            return;
        };
        self.line_mut().note_carried_out();
        self.handle(|cx| cx.list_several(of, asked));
        if unconfirmed > 0 {
            self.note(note!("line-left-out-unconfirmed", count = unconfirmed));
        }
    }

    /// Opens the form of the line's verb for a picked appointment.
    pub(super) fn open_picked(&mut self, picked: &LinePick) {
        let Some(means) = self.line.reading.as_ref().map(|reading| &reading.means) else {
            return;
        };
        let Some(verb) = &means.verb else { return };
        let is_picked = |entry: &&CalendarEntry<'_>| {
            LinePick::of_appointment(String::new(), entry.on_record()).means == picked.means
        };
        let entries = entries_of_verb(self, means, verb).unwrap_or_default();
        let Some(entry) = entries.iter().find(is_picked) else {
            return;
        };
        let opening = opening(means, verb.verb, *entry);
        self.open_or_note(opening);
    }

    fn open_or_note(&mut self, opening: Result<(ClinicId, String, ToChange), Note>) {
        match opening {
            Ok((clinic, id, change)) => {
                let person = change.person.as_deref().map(|person| (clinic, person));
                if self.park_form_beside(person) {
                    self.line_mut().note_carried_out();
                    self.open_to_change(clinic, id, change)
                }
            }
            Err(why) => self.refuse_with(why),
        }
    }
}
