//! Verbs on the entry line: one of the patient's appointments is moved (`>`), cancelled (`-`), given its next
//! status (`+`) or marked as a no-show (`!`). The line only names the appointment and opens the form of the
//! change; the booking key sends it there.

use crate::appointment::ToChange;
use crate::line::fill::patient_named;
use crate::{
    Desk, EntryLine, Forms, Intent, LineMessage, Note, Pane, Part, appointment, note, reachability,
};
use booking::line::{ListMatch, NumberedVerb, Resolved};
use booking::time;
use booking::{AppointmentRef, CalendarEntry, ClinicId, Series, Verb};
use i18n::say;

impl EntryLine {
    /// Returns the verb on the line, which refers to an existing appointment.
    pub fn verb(&self) -> Option<&NumberedVerb> {
        self.reading.as_ref()?.means.verb.as_ref()
    }

    /// Returns how often and at which interval the line books, if more than once.
    pub fn series(&self) -> Option<Series> {
        self.reading.as_ref()?.means.series
    }
}

/// Returns the patient of the form or, if it names none, of the last look-up. The id is empty if there is neither.
pub(crate) fn patient_in_hand(desk: &Desk) -> (ClinicId, &str) {
    match (patient_named(desk, desk.clinic), &desk.line.looked_up) {
        ("", Some((clinic, id))) => (*clinic, id),
        (named, _) => (desk.clinic, named),
    }
}

/// Returns the patient whose appointments are needed: that of a verb on the line, else the one in hand.
pub(crate) fn patient_in_question(desk: &Desk) -> (ClinicId, String) {
    let is_on_line =
        desk.panes.focused != Pane::Form && desk.line.asks() && desk.line.verb().is_some();
    let means = desk
        .line
        .reading
        .as_ref()
        .map(|reading| &reading.means)
        .filter(|_| is_on_line);
    match means {
        Some(means) => patient_of(desk, means),
        None => {
            let (clinic, id) = patient_in_hand(desk);
            (clinic, id.to_owned())
        }
    }
}

fn patient_of_form(desk: &Desk, clinic: ClinicId) -> (ClinicId, String) {
    (clinic, patient_named(desk, clinic).to_owned())
}

fn patient_of(desk: &Desk, means: &Resolved) -> (ClinicId, String) {
    match &means.patient {
        ListMatch::One(id) => (means.clinic, id.clone()),
        ListMatch::Unasked => patient_of_form(desk, means.clinic),
        ListMatch::Awaited | ListMatch::Nothing | ListMatch::Several(_) => {
            (means.clinic, String::new())
        }
    }
}

/// Whether the appointments that a verb may refer to are still loading.
pub(super) fn awaits_appointments(desk: &Desk, means: &Resolved) -> bool {
    let (clinic, id) = patient_of(desk, means);
    let is_known = || {
        appointment::coming_of(desk, clinic, &id).is_some() && appointment::has_all_coming_up(desk)
    };
    means.verb.is_some() && !id.is_empty() && !is_known()
}

/// Returns the appointment to which a verb refers, or why there is none.
fn entry_of_verb<'a>(
    desk: &'a Desk,
    means: &Resolved,
    verb: &NumberedVerb,
) -> Result<CalendarEntry<'a>, Note> {
    if awaits_appointments(desk, means) {
        return Err(note!("line-asking-for-appointments"));
    }
    let (clinic, id) = patient_of(desk, means);
    let Some(coming) = appointment::coming_of(desk, clinic, &id) else {
        return Err(note!("line-for-whom"));
    };
    let listed = appointment::coming_up(desk)
        .map(|(_, entries)| entries)
        .unwrap_or_default();
    let count = listed.len();
    matching_entry(desk, verb, listed).ok_or_else(|| match count {
        0 if coming.failures().next().is_some() => note!("line-appointments-not-read"),
        0 => note!("shown-none-coming", name = coming.name().to_owned()),
        _ if !verb.at.is_empty() => note!("line-none-then", who = coming.name().to_owned()),
        _ => note!(
            "line-fewer-to-change",
            who = coming.name().to_owned(),
            count = count
        ),
    })
}

/// Returns the listed appointment to which a verb refers: the one with its time or number, else the first
/// that allows the verb.
fn matching_entry<'a>(
    desk: &Desk,
    verb: &NumberedVerb,
    listed: Vec<CalendarEntry<'a>>,
) -> Option<CalendarEntry<'a>> {
    let is_then = |entry: &CalendarEntry<'_>| {
        let clock = desk.clock_at(entry.clinic(), entry.provider().unwrap_or_default());
        let wish = time::wish(&verb.at, &clock);
        verb.at.is_empty()
            || entry
                .start()
                .zip(wish.ok())
                .is_some_and(|(start, wish)| wish.admits(start, clock.zone))
    };
    let fits = |entry: &CalendarEntry<'_>| match entry {
        CalendarEntry::OnRecord(booked) => {
            reachability::obstacle(desk, verb.verb, &AppointmentRef::from(*booked)).is_none()
        }
        CalendarEntry::Unsettled(_) => true,
    };
    let matches: Vec<CalendarEntry<'a>> = listed.into_iter().filter(is_then).collect();
    match verb.number {
        Some(number) => matches.get(number.checked_sub(1)?).copied(),
        None => {
            // An appointment that has begun is seldom moved or cancelled.
            let is_ahead = |entry: &&CalendarEntry<'_>| entry.start() >= Some(desk.moment.now);
            let fitting = || matches.iter().filter(|entry| fits(entry));
            let next = fitting()
                .find(is_ahead)
                .filter(|_| matches!(verb.verb, Verb::Move | Verb::Cancel));
            next.or_else(|| fitting().next())
                .or(matches.first())
                .copied()
        }
    }
}

/// Returns how a line with a verb is understood: the patient, and the old and new time or the cancelled
/// appointment.
pub(super) fn verb_message(desk: &Desk, means: &Resolved, verb: &NumberedVerb) -> LineMessage {
    let language = desk.setup.language;
    let entry = match entry_of_verb(desk, means, verb) {
        Ok(entry) => entry,
        Err(why) if awaits_appointments(desk, means) => {
            return verb_understood(desk, means, why.to_text(language), None);
        }
        Err(why) => return LineMessage::Doubt(why.to_text(language)),
    };
    let from = appointment::entry_text(desk, entry);
    if verb.verb != Verb::Move {
        return verb_understood(
            desk,
            means,
            say!(language, "line-verb", verb = verb.verb, from),
            None,
        );
    }
    let clock = desk.clock_at(entry.clinic(), entry.provider().unwrap_or_default());
    let typed = means.time.join(" ");
    let text = time::on_day_of(&typed, entry.start(), clock.zone);
    let at = time::span(&text, &clock);
    let to = match (&at, time::wish(&[text], &clock)) {
        _ if means.time.is_empty() => say!(language, "line-next-free").to_owned(),
        (Ok(at), _) => desk.span_on_both_clocks(*at, clock.zone),
        (Err(_), Ok(wish)) => {
            format!(
                "{}, {}",
                say!(language, "line-next-free"),
                wish.to_text(language)
            )
        }
        (Err(_), Err(problem)) => problem.what(language),
    };
    let past = at
        .is_ok_and(|at| at.start() < Some(clock.now))
        .then(|| say!(language, "line-in-the-past"));
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
        [] => appointment::patient_label(desk, clinic, &id),
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

impl Part<'_, Forms> {
    /// Handles Enter: requests the appointment by its id and opens the form of its change. Sends no change.
    pub(crate) fn open_for_verb(&mut self, means: &Resolved, verb: &NumberedVerb) {
        let why = match entry_of_verb(self, means, verb) {
            Ok(CalendarEntry::OnRecord(booked)) => {
                let (person, provider) = (booked.person.clone(), booked.provider.clone());
                let change = ToChange {
                    verb: verb.verb,
                    time: means.time.join(" "),
                    person,
                    provider,
                };
                return self.want(Intent::OpenToChange(
                    booked.clinic,
                    booked.id.clone(),
                    Box::new(change),
                ));
            }
            Ok(CalendarEntry::Unsettled(_)) => note!("line-not-on-record-yet"),
            Err(why) => why,
        };
        self.note(why)
    }
}
