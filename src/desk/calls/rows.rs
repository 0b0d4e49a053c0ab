//! The rows of a list, made of what the book knows, and of the names and numbers that the clinics' lists know.

use chrono::{DateTime, NaiveDate, Utc};

use crate::booking::{
    Attendance, Booked, CalendarEntry, CallReason, CallResult, CallSubject, Entry, EntryKind, Vendor,
};
use crate::desk::day::{DayReads, birth_year};
use crate::desk::{Desk, LookUp};

use super::state::{About, CallCounts, CallList, CallRow, Phone, Reminders};

impl Desk {
    /// Lists the calls anew: an answer may have told a number, or who comes.
    pub(in crate::desk) fn arrange_calls(&mut self) {
        self.in_overlay(|list: &mut CallList, desk| list.arrange(&*desk));
    }
}

impl CallList {
    pub(super) fn arrange(&mut self, desk: &Desk) {
        let mut rows = match &self.about {
            About::Reminders(Reminders { date, reads, .. }) => reminders(desk, *date, reads),
        };
        rows.sort_by(|one, other| {
            let key = |row: &CallRow| (!row.is_callable(), row.was.or(row.subject.start));
            key(one).cmp(&key(other)).then_with(|| {
                (&one.who, &one.subject.appointment).cmp(&(&other.who, &other.subject.appointment))
            })
        });
        self.set_rows(rows);
    }

    /// How far it is.
    pub fn counts(&self, desk: &Desk) -> CallCounts {
        let mut counts = CallCounts::default();
        for row in &self.rows {
            match (row.is_callable(), &row.phone) {
                (true, phone) => {
                    counts.to_call += 1;
                    counts.unread += usize::from(*phone == Phone::Unread);
                }
                (false, _) => counts.without_number += 1,
            }
            match desk.calls_about(&row.subject).and_then(|calls| calls.last()) {
                Some(CallResult::Reached) => counts.reached += 1,
                Some(_) => counts.not_reached += 1,
                None => {}
            }
        }
        counts
    }
}

/// Whoever is awaited on that day, and later than now.
fn reminders(desk: &Desk, date: NaiveDate, reads: &DayReads) -> Vec<CallRow> {
    let calendars = reads.told();
    let on_record = desk.book.calendar(&calendars, |_| true).into_iter().filter_map(|entry| match entry {
        CalendarEntry::OnRecord(booked) => Some(booked),
        CalendarEntry::Unsettled(_) => None,
    });
    let is_meant = |booked: &&Booked| {
        let zone = desk.zone_at(booked.backend, booked.provider.as_deref().unwrap_or_default());
        let comes =
            |start: DateTime<Utc>| start > desk.moment.now && start.with_timezone(&zone).date_naive() == date;
        booked.attendance() == Attendance::Awaited && booked.start.is_some_and(comes)
    };
    let row = |booked: &Booked| {
        let subject = CallSubject {
            vendor: booked.backend,
            appointment: booked.id.clone(),
            reason: CallReason::Reminder,
            start: booked.start,
        };
        row(desk, subject, booked.person.as_deref(), booked.provider.as_deref())
    };
    on_record.filter(is_meant).map(row).collect()
}

fn row(desk: &Desk, subject: CallSubject, person: Option<&str>, provider: Option<&str>) -> CallRow {
    let vendor = subject.vendor;
    let entry = person.and_then(|id| desk.lists.known(vendor.people(), id));
    CallRow {
        who: desk.name_in_list(entry.as_deref(), person),
        born: entry.as_deref().map(birth_year).unwrap_or_default(),
        phone: phone(desk, vendor, person, entry.as_deref()),
        with: provider.map(|id| desk.provider_in_list(vendor, id)).unwrap_or_default(),
        zone: desk.zone_at(vendor, provider.unwrap_or_default()),
        person: person.map(str::to_owned),
        was: None,
        subject,
    }
}

fn phone(desk: &Desk, vendor: Vendor, person: Option<&str>, entry: Option<&Entry>) -> Phone {
    let number = entry.and_then(|entry| match &entry.kind {
        EntryKind::Patient(person) => Some(person.phone().trim()),
        EntryKind::Practitioner | EntryKind::Place(_) | EntryKind::Panel => None,
    });
    match (number, person.filter(|id| !id.is_empty())) {
        (Some(""), _) | (None, None) => Phone::Missing,
        (Some(number), _) => Phone::Known(number.to_owned()),
        (None, Some(id)) => match desk.lists.looked_up(vendor.people(), id) {
            Some(LookUp::Failed(_)) => Phone::Failed,
            _ => Phone::Unread,
        },
    }
}
