//! The call list of patients whose appointments are moved, cancelled, or marked.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::{Cx, done, note};
use booking::{
    AppointmentRef, Booking, CallReason, CallSubject, Change, ChangeKind, RecordedChange,
};

use super::{Call, CallList};

impl Call {
    /// Creates a call about an appointment at its current time.
    pub(super) fn about(of: &AppointmentRef, reason: CallReason) -> Call {
        let subject = CallSubject {
            clinic: of.clinic,
            appointment: of.id.clone(),
            reason,
            start: of.start,
        };
        Call {
            subject,
            person: of.person.clone(),
            provider: of.provider.clone(),
            was: None,
        }
    }

    /// Creates a call about a change of an appointment; `None` for a new booking.
    fn about_change(change: &Change) -> Option<Call> {
        let to = change.target().map(Booking::visit);
        let reason = match (change, &to) {
            (Change::Cancel(_), _) => CallReason::Cancelled,
            (_, Some(_)) => CallReason::Moved,
            (_, None) => CallReason::Other,
        };
        let mut call = Call::about(change.starts_from()?, reason);
        if let Some(to) = to {
            call.was = call.subject.start;
            (call.provider, call.subject.start) = (to.provider, to.start);
        }
        Some(call)
    }

    /// Creates a call about a move or a cancellation that was made.
    fn about_recorded(change: &RecordedChange) -> Option<Call> {
        let made = change.made()?;
        let (reason, was) = match change.kind {
            ChangeKind::Move => (CallReason::Moved, change.old_start),
            ChangeKind::Cancel => (CallReason::Cancelled, None),
            _ => return None,
        };
        let clinic = made.clinic;
        let appointment = made.id.clone();
        let subject = CallSubject {
            clinic,
            appointment,
            reason,
            start: change.start,
        };
        let person = Some(change.person.clone()).filter(|id| !id.is_empty());
        Some(Call {
            subject,
            person,
            provider: change.provider.clone(),
            was,
        })
    }
}

impl CallList {
    /// Opens the call list of the bulk list's rows.
    pub(crate) fn open_of_bulk(cx: &mut Cx<'_>) {
        let rows = cx.bulk().map(|bulk| {
            bulk.included_changes()
                .filter_map(Call::about_change)
                .collect()
        });
        CallList::open(rows.unwrap_or_default(), cx)
    }

    /// Opens the call list of these appointments, which are not changed; if there are none, of those of a day.
    pub(crate) fn open_about(of: &[AppointmentRef], date: NaiveDate, cx: &mut Cx<'_>) {
        if of.is_empty() {
            return CallList::open_reminders_of(date, None, cx);
        }
        CallList::open(
            of.iter()
                .map(|of| Call::about(of, CallReason::Other))
                .collect(),
            cx,
        )
    }

    /// Opens the call list of everything moved or cancelled today, by any desk.
    pub(crate) fn open_of_today(cx: &mut Cx<'_>) {
        // The newest first: only the last change of an appointment counts.
        let mut calls: Vec<Call> = done::done_today(cx)
            .into_iter()
            .filter_map(Call::about_recorded)
            .collect();
        let mut seen = HashSet::new();
        calls.retain(|call| seen.insert((call.subject.clinic, call.subject.appointment.clone())));
        // A move to another practitioner consists of a booking and a cancellation: only the move is listed.
        let moved: Vec<Call> = calls
            .iter()
            .filter(|call| call.was.is_some())
            .cloned()
            .collect();
        calls.retain(|call| {
            let is_of = |moved: &Call| {
                (moved.subject.clinic, &moved.person, moved.was)
                    == (call.subject.clinic, &call.person, call.subject.start)
            };
            call.subject.reason != CallReason::Cancelled || !moved.iter().any(is_of)
        });
        CallList::open(calls, cx)
    }

    fn open(calls: Vec<Call>, cx: &mut Cx<'_>) {
        if calls.is_empty() {
            return cx.note(note!("calls-nobody-to-call"));
        }
        cx.read_names();
        let mut list = CallList {
            listed: calls,
            ..CallList::default()
        };
        list.ask_for_calls(cx);
        list.arrange_rows(cx);
        cx.open(list);
    }
}
