//! The rows of a list, made from the book's appointments and the names and numbers in the clinics' lists.

use chrono::{DateTime, NaiveDate, Utc};

use crate::day::{DayReads, birth_year};
use crate::{Desk, IdLookup, day, done};
use booking::{
    Attendance, Booked, CalendarEntry, CallReason, CallResult, CallSubject, ChangeKind, ClinicId,
    Entry, RecordedChange,
};

use super::{Call, CallCounts, CallList, CallRow, Phone, Reminders};

impl CallList {
    /// Keeps only the rows of one clinic, if one is given.
    pub fn only_at(mut self, only: Option<ClinicId>) -> CallList {
        self.rows
            .retain(|row| only.is_none_or(|only| only == row.subject.clinic));
        self
    }

    pub(super) fn arrange_rows(&mut self, desk: &Desk) {
        let mut rows = match &self.reminders {
            Some(Reminders { date, reads, .. }) => reminders(desk, *date, reads),
            None => self.listed.iter().map(|call| row(desk, call)).collect(),
        };
        rows.sort_by(|one, other| {
            let key = |row: &CallRow| (!row.is_callable(), row.was.or(row.subject.start));
            key(one).cmp(&key(other)).then_with(|| {
                (&one.who, &one.subject.appointment).cmp(&(&other.who, &other.subject.appointment))
            })
        });
        self.set_rows(rows);
    }

    /// Returns the progress of the list.
    pub fn counts(&self, desk: &Desk) -> CallCounts {
        let mut counts = CallCounts::default();
        for row in &self.rows {
            counts.to_call += usize::from(row.is_callable());
            counts.without_number += usize::from(!row.is_callable());
            counts.unread += usize::from(row.phone == Phone::Unread);
            match desk
                .office
                .calls
                .about(&row.subject)
                .and_then(|calls| calls.last())
            {
                Some(CallResult::Reached) => counts.reached += 1,
                Some(_) => counts.not_reached += 1,
                None => {}
            }
        }
        counts
    }
}

/// Returns the patients who are still to come on that day.
fn reminders(desk: &Desk, date: NaiveDate, reads: &DayReads) -> Vec<CallRow> {
    let calendars = reads.answered();
    let entries = desk.office.book.calendar(&calendars, |_| true).into_iter();
    let on_record = entries.filter_map(CalendarEntry::on_record);
    let is_to_come = |booked: &&Booked| {
        let zone = desk.office.zone_at(
            booked.clinic,
            booked.provider.as_deref().unwrap_or_default(),
        );
        let is_ahead = |start: DateTime<Utc>| {
            start > desk.office.moment.now && start.with_timezone(&zone).date_naive() == date
        };
        booked.attendance() == Attendance::Awaited && booked.start.is_some_and(is_ahead)
    };
    let call = |booked: &Booked| Call::about(&booked.into(), CallReason::Reminder);
    on_record
        .filter(is_to_come)
        .map(|booked| row(desk, &call(booked)))
        .collect()
}

fn row(desk: &Desk, call: &Call) -> CallRow {
    let Call {
        subject,
        person,
        provider,
        was,
    } = call.clone();
    let clinic = subject.clinic;
    let whose = person.as_deref();
    let entry = whose.and_then(|id| desk.office.lists.known(clinic.people(), id));
    CallRow {
        who: day::name_in_list(desk, entry.as_deref(), whose),
        born: entry.as_deref().map(birth_year).unwrap_or_default(),
        phone: phone(desk, clinic, whose, entry.as_deref()),
        with: provider
            .as_deref()
            .map(|id| day::provider_in_list(desk, clinic, id))
            .unwrap_or_default(),
        zone: desk
            .office
            .zone_at(clinic, provider.as_deref().unwrap_or_default()),
        is_made: is_made(desk, &subject, whose),
        person,
        was,
        subject,
    }
}

/// Whether a desk is known to have moved or cancelled the appointment.
fn is_made(desk: &Desk, subject: &CallSubject, person: Option<&str>) -> bool {
    let kind = match subject.reason {
        CallReason::Moved => ChangeKind::Move,
        CallReason::Cancelled => ChangeKind::Cancel,
        CallReason::Reminder | CallReason::Other => return true,
    };
    let history = desk
        .office
        .book
        .history(subject.clinic, &subject.appointment);
    let matches = |change: &RecordedChange| change.kind == kind && change.start == subject.start;
    // An appointment that moved to another practitioner is a new appointment of the same patient.
    let is_of_patient = |change: &&RecordedChange| {
        person.is_some_and(|person| change.is_of(subject.clinic, person))
    };
    history.into_iter().any(matches)
        || done::done_today(desk)
            .into_iter()
            .filter(is_of_patient)
            .any(matches)
}

fn phone(desk: &Desk, clinic: ClinicId, person: Option<&str>, entry: Option<&Entry>) -> Phone {
    let number = entry
        .and_then(office::person)
        .map(|person| person.phone().trim());
    match (number, person.filter(|id| !id.is_empty())) {
        (Some(""), _) | (None, None) => Phone::Missing,
        (Some(number), _) => Phone::Known(number.to_owned()),
        (None, Some(id)) => match desk.office.lists.looked_up(clinic.people(), id) {
            Some(IdLookup::Failed(_)) => Phone::Failed,
            _ => Phone::Unread,
        },
    }
}
