//! The call list of patients whose appointments are moved, cancelled, or marked.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::{Cx, Part, Submissions, note};
use booking::{AppointmentRef, CallReason, ChangeKind, RecordedChange};
use words::{Call, Calls};

use super::CallList;

impl Part<'_, Submissions> {
    /// Opens the call list of these appointments, which are not changed.
    pub(crate) fn call_patients_of(&mut self, of: &[AppointmentRef]) {
        self.handle(|cx| CallList::open(calls_about(of), cx));
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

    /// Opens the call list of these appointments, which are not changed. If there are none, opens the reminders of a
    /// day.
    pub(crate) fn open_about(of: &[AppointmentRef], date: NaiveDate, cx: &mut Cx<'_>) {
        if of.is_empty() {
            return CallList::open_reminders_of(date, None, cx);
        }
        CallList::open(calls_about(of), cx)
    }

    /// Opens the call list of everything moved or cancelled today, by any desk.
    pub(crate) fn open_of_today(cx: &mut Cx<'_>) {
        let done = cx.words().done_today();
        // An appointment given to another patient was made for the wrong one, who is not called.
        let was_given = |change: &RecordedChange| {
            let is_same = |new: &&RecordedChange| {
                new.is_for_another_patient()
                    && (new.clinic, &new.provider, new.old_start)
                        == (change.clinic, &change.provider, change.start)
            };
            change.kind == ChangeKind::Cancel && done.iter().any(is_same)
        };
        // The newest first: only the last change of an appointment counts.
        let mut calls: Vec<Call> = done
            .iter()
            .copied()
            .filter(|change| !was_given(change))
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
        cx.office_mut().read_names();
        let mut list = CallList::of(Calls::of(calls));
        list.calls.ask_for_notes(cx.office_mut());
        list.arrange_rows(cx.words());
        cx.open(list);
    }
}

/// Returns the calls about appointments that are not changed.
fn calls_about(of: &[AppointmentRef]) -> Vec<Call> {
    let calls = of.iter();
    calls.map(|of| Call::about(of, CallReason::Other)).collect()
}
