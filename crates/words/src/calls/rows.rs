//! The rows of a list of calls, made from the book's appointments and from the names and numbers in the clinics' lists.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use booking::{
    Attendance, Booked, CalendarEntry, CallBack, CallReason, CallResult, CallSubject, ChangeKind,
    ClinicId, Entry, RecordedChange, fold,
};
use i18n::say;
use office::{DayReads, EntryRead, WhyAway};

use super::{Call, CallCounts, CallRow, CallVisit, Callee, Calls, Phone};
use crate::Wording;
use crate::names::birth_year;

impl Calls {
    /// Rebuilds the rows from what the office knows.
    pub fn arrange(&mut self, words: Wording<'_>) {
        let rows: Vec<CallRow> = match &self.reminders {
            Some(of_day) => {
                let reminders = reminders(words, of_day.date, &of_day.reads);
                call_backs(words, &of_day.clinics)
                    .chain(reminders)
                    .collect()
            }
            None => self.listed.iter().map(|call| row(words, call)).collect(),
        };
        let mut rows = one_for_each_callee(rows);
        rows.sort_by(|one, other| {
            let key = |row: &CallRow| {
                let asked_at = row.call_back.as_ref().map(|call| call.at);
                let start = row.visits.first().and_then(CallVisit::expected_at);
                (asked_at.is_none(), !row.is_callable(), asked_at.or(start))
            };
            let appointment = |row: &CallRow| Some(row.visits.first()?.subject.appointment.clone());
            key(one)
                .cmp(&key(other))
                .then_with(|| (&one.who, appointment(one)).cmp(&(&other.who, appointment(other))))
        });
        self.rows = rows;
    }

    /// Returns the progress of the list.
    pub fn counts(&self, words: Wording<'_>) -> CallCounts {
        let mut counts = CallCounts::default();
        for row in &self.rows {
            counts.to_call += usize::from(row.is_callable());
            counts.without_number += usize::from(!row.is_callable());
            counts.unread += usize::from(row.phone == Phone::Unread);
            match words.office.calls().last_about(&row.subjects()) {
                Some(CallResult::Reached) => counts.reached += 1,
                Some(_) => counts.not_reached += 1,
                None => {}
            }
        }
        counts
    }
}

/// Returns the patients of these clinics who are to be called back, including those reached today.
fn call_backs(words: Wording<'_>, clinics: &[ClinicId]) -> impl Iterator<Item = CallRow> {
    let office = words.office;
    let from = office.changes_since();
    let is_open = move |call: &&CallBack| {
        let calls = office.calls().about(&call.subject());
        calls.is_none_or(|calls| calls.last() != Some(CallResult::Reached) || calls.at >= from)
    };
    office
        .book
        .call_backs()
        .filter(|call| clinics.contains(&call.request.clinic))
        .filter(is_open)
        .map(move |call| row(words, &Call::to_call_back(call)))
}

/// Returns the patients still expected on that day.
fn reminders(words: Wording<'_>, date: NaiveDate, reads: &DayReads) -> Vec<CallRow> {
    let calendars = reads.answered(words.office);
    let entries = words.office.book.calendar(&calendars, |_| true).into_iter();
    let on_record = entries.filter_map(CalendarEntry::on_record);
    let is_to_come = |booked: &&Booked| {
        let zone = words.office.zone_at(
            booked.clinic,
            booked.provider.as_deref().unwrap_or_default(),
        );
        let is_ahead = |start: DateTime<Utc>| {
            start > words.office.moment.now && start.with_timezone(&zone).date_naive() == date
        };
        booked.attendance() == Attendance::Awaited && booked.start.is_some_and(is_ahead)
    };
    let call = |booked: &Booked| Call::about(&booked.into(), CallReason::Reminder);
    on_record
        .filter(is_to_come)
        .map(|booked| row(words, &call(booked)))
        .collect()
}

/// Merges the rows of each patient into one with all visits, by time.
fn one_for_each_callee(rows: Vec<CallRow>) -> Vec<CallRow> {
    let mut merged: Vec<CallRow> = Vec::with_capacity(rows.len());
    let mut places: HashMap<Callee, usize> = HashMap::new();
    for row in rows {
        match places.get(&row.callee) {
            Some(place) => merged[*place].visits.extend(row.visits),
            None => {
                places.insert(row.callee.clone(), merged.len());
                merged.push(row);
            }
        }
    }
    for row in &mut merged {
        row.visits.sort_by(|one, other| {
            let key = |visit: &CallVisit| (visit.expected_at(), visit.subject.start);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.subject.appointment.cmp(&other.subject.appointment))
        });
    }
    merged
}

fn row(words: Wording<'_>, call: &Call) -> CallRow {
    let clinic = call.subject.clinic;
    let whose = call.person.as_deref();
    let entry = whose.and_then(|id| words.office.lists.known(clinic.people(), id));
    CallRow {
        callee: callee(call, entry.as_deref()),
        who: words.name_in_list(entry.as_deref(), whose),
        born: entry.as_deref().map(birth_year).unwrap_or_default(),
        phone: phone(words, clinic, whose, entry.as_deref()),
        visits: vec![visit(words, call)],
        call_back: call.call_back.clone(),
    }
}

fn callee(call: &Call, entry: Option<&Entry>) -> Callee {
    let id = match &call.person {
        Some(id) if !id.is_empty() && call.call_back.is_none() => id.clone(),
        _ => return Callee::Of(call.subject.clone()),
    };
    if let Some(person) = entry.and_then(office::person) {
        let mut digits = person.phone().to_owned();
        digits.retain(|letter| letter.is_ascii_digit());
        if !digits.is_empty()
            && let Some(born) = person.birth_date()
        {
            return Callee::Person(fold(&person.full_name()), born, digits);
        }
    }
    Callee::Patient(call.subject.clinic, id)
}

fn visit(words: Wording<'_>, call: &Call) -> CallVisit {
    let clinic = call.subject.clinic;
    let provider = call.provider.as_deref();
    CallVisit {
        with: provider
            .map(|id| words.provider_in_list(clinic, id))
            .unwrap_or_default(),
        zone: words.office.zone_at(clinic, provider.unwrap_or_default()),
        is_made: is_made(words, &call.subject, call.person.as_deref()),
        away: away(words, call),
        was: call.was,
        person: call.person.clone(),
        subject: call.subject.clone(),
    }
}

/// Returns the words for a practitioner who is away at the time of an appointment, or for its holiday, unless it is
/// cancelled.
fn away(words: Wording<'_>, call: &Call) -> Option<String> {
    let start = call.subject.start?;
    let takes_place = match call.subject.reason {
        CallReason::Reminder | CallReason::Moved | CallReason::Other => true,
        CallReason::Cancelled | CallReason::CallBack => false,
    };
    if !takes_place {
        return None;
    }
    let clinic = call.subject.clinic;
    let provider = call.provider.as_deref();
    let why = words.office.times_away(clinic, provider);
    let who = words.provider_in_a_word(clinic, provider.unwrap_or_default());
    Some(match why.reason_at(start, call.end)? {
        WhyAway::Absence(_) => say!(words.language, "calls-away", who),
        WhyAway::Holiday(name) => say!(words.language, "calls-holiday", who, name),
    })
}

/// Returns whether a desk is known to have moved or cancelled the appointment.
fn is_made(words: Wording<'_>, subject: &CallSubject, person: Option<&str>) -> bool {
    let kind = match subject.reason {
        CallReason::Moved => ChangeKind::Move,
        CallReason::Cancelled => ChangeKind::Cancel,
        CallReason::Reminder | CallReason::Other | CallReason::CallBack => return true,
    };
    let history = words
        .office
        .book
        .history(subject.clinic, &subject.appointment);
    let matches = |change: &RecordedChange| change.kind == kind && change.start == subject.start;
    // A move to another practitioner makes a new appointment of the same patient.
    let is_of_patient = |change: &&RecordedChange| {
        person.is_some_and(|person| change.is_of(subject.clinic, person))
    };
    history.into_iter().any(matches)
        || words
            .done_today()
            .into_iter()
            .filter(is_of_patient)
            .any(matches)
}

fn phone(
    words: Wording<'_>,
    clinic: ClinicId,
    person: Option<&str>,
    entry: Option<&Entry>,
) -> Phone {
    let number = entry
        .and_then(office::person)
        .map(|person| person.phone().trim());
    match (number, person.filter(|id| !id.is_empty())) {
        (Some(""), _) | (None, None) => Phone::Missing,
        (Some(number), _) => Phone::Known(number.to_owned()),
        (None, Some(id)) => match words.office.lists.entry_read(clinic.people(), id) {
            Some(EntryRead::Failed(_)) => Phone::Failed,
            _ => Phone::Unread,
        },
    }
}
