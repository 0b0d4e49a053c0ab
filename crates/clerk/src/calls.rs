//! The patients to remind by telephone, and those who are to be called back.

use serde_json::{Value, json};

use booking::{CallResult, ClinicId, NoteText, Problem, Sheet};
use i18n::say;
use office::moved;
use words::{CallRow, CallVisit, Calls, Phone, Wording};

use super::board::unread;
use super::{AtWork, Clerk, TableAnswer};
use crate::read_calls;

/// The columns, which are also the JSON members.
const HEADS: [&str; 14] = [
    "start", "patient", "born", "phone", "with", "result", "attempts", "noted_at", "noted_by",
    "backend", "id", "about", "for", "away",
];

impl<O: AtWork> Clerk<O> {
    /// Returns the appointments to confirm by telephone, at one clinic or all of them: on the first day named
    /// by `on`, else tomorrow, or on the next day with appointments.
    ///
    /// # Errors
    /// Returns why the day can't be shown.
    pub fn calls(
        &mut self,
        only: Option<ClinicId>,
        on: Option<&str>,
        has_names: bool,
    ) -> Result<(TableAnswer, Sheet), Problem> {
        let date = self.date_at(only, on)?;
        self.wait_for_desks(only);
        let sought_from = if on.is_none() { moved(date, 1) } else { None };
        let date = sought_from.unwrap_or(date);
        let clinics = self.clinics(only);
        let mut calls = self.work(|office| {
            office.read_names();
            Calls::of_day(office, clinics, date, sought_from)
        });
        let Ok(()) = read_calls(self, &mut calls);
        let (mut table, sheet) = answer(&calls, has_names, self.words());
        table.unread.extend(self.desks_unknown());
        Ok((table, sheet))
    }
}

fn answer(calls: &Calls, has_names: bool, words: Wording<'_>) -> (TableAnswer, Sheet) {
    let cells = calls
        .rows()
        .iter()
        .flat_map(|row| row.visits.iter().map(move |visit| (row, visit)))
        .map(|(row, visit)| cells(row, visit, has_names, words))
        .collect();
    let mut why = unread(calls.clinics(words.office), words);
    let count = calls
        .rows()
        .iter()
        .filter(|row| matches!(row.phone, Phone::Unread | Phone::Failed))
        .count();
    if count > 0 {
        why.push(say!(words.language, "shell-numbers-unread", count));
    }
    (
        TableAnswer::of(HEADS, cells, why, words.language),
        calls.sheet(words, has_names),
    )
}

fn cells(row: &CallRow, visit: &CallVisit, has_names: bool, words: Wording<'_>) -> [Value; 14] {
    let text = |text: &str| {
        if text.is_empty() {
            Value::Null
        } else {
            json!(text)
        }
    };
    let named = |name: &str| if has_names { text(name) } else { Value::Null };
    let calls = words.office.calls.about(&visit.subject);
    let request = row.call_back.as_ref().map(|call| &call.request);
    let assignee = request.and_then(|request| request.assignee.as_ref());
    [
        json!(
            visit
                .subject
                .start
                .filter(|_| row.call_back.is_none())
                .map(|start| start.with_timezone(&visit.zone).to_rfc3339())
        ),
        named(&row.who),
        named(&row.born),
        json!(row.number()),
        text(&visit.with),
        json!(calls.and_then(|calls| calls.last()).map(CallResult::word)),
        json!(calls.map_or(0, |calls| calls.results.len())),
        json!(calls.map(|calls| calls.at.with_timezone(&visit.zone).to_rfc3339())),
        json!(calls.and_then(|calls| calls.by.operator.clone())),
        json!(visit.subject.clinic.word()),
        json!(visit.subject.appointment),
        request.map_or(Value::Null, |request| named(request.words.typed())),
        json!(assignee.map(NoteText::says)),
        json!(visit.away),
    ]
}
