//! The patients to remind by telephone, as the desk lists them.

use std::time::Duration;

use serde_json::{Value, json};

use booking::{CallResult, ClinicId, Problem, Sheet, Spot};
use desk::{Action, CallList, CallRow, Desk, Phone};
use i18n::say;

use super::board::unread;
use super::{Driver, TableAnswer};

/// How long to wait for the clinics: a telephone number that no list holds takes a request of its own.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(60);

/// The columns, which are also the JSON members.
const HEADS: [&str; 11] = [
    "start", "patient", "born", "phone", "with", "result", "attempts", "noted_at", "noted_by",
    "backend", "id",
];

impl Driver {
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
        if on.is_some() {
            self.open_board(only.unwrap_or(self.desk().clinic), on)?;
        }
        self.act(Action::Calls);
        self.settle(SETTLE_TIMEOUT);
        let list = self.desk().overlays.get::<CallList>().cloned();
        let list = list.ok_or_else(|| {
            Problem::error(
                Spot::Whole,
                say!(self.desk().setup.language, "shell-day-unread"),
                "",
            )
        })?;
        Ok(answer(&list.only_at(only), only, has_names, self.desk()))
    }
}

fn answer(
    list: &CallList,
    only: Option<ClinicId>,
    has_names: bool,
    desk: &Desk,
) -> (TableAnswer, Sheet) {
    let cells = list
        .rows()
        .iter()
        .map(|row| cells(row, has_names, desk))
        .collect();
    let mut why = unread(list.clinics(), only, desk);
    let count = list
        .rows()
        .iter()
        .filter(|row| matches!(row.phone, Phone::Unread | Phone::Failed))
        .count();
    if count > 0 {
        why.push(say!(desk.setup.language, "shell-numbers-unread", count));
    }
    (
        TableAnswer::of(HEADS, cells, why, desk.setup.language),
        list.sheet(desk, has_names),
    )
}

fn cells(row: &CallRow, has_names: bool, desk: &Desk) -> [Value; 11] {
    let text = |text: &str| {
        if text.is_empty() {
            Value::Null
        } else {
            json!(text)
        }
    };
    let named = |name: &str| if has_names { text(name) } else { Value::Null };
    let calls = desk.office.calls.about(&row.subject);
    [
        json!(
            row.subject
                .start
                .map(|start| start.with_timezone(&row.zone).to_rfc3339())
        ),
        named(&row.who),
        named(&row.born),
        json!(row.number()),
        text(&row.with),
        json!(calls.and_then(|calls| calls.last()).map(CallResult::word)),
        json!(calls.map_or(0, |calls| calls.results.len())),
        json!(calls.map(|calls| calls.at.with_timezone(&row.zone).to_rfc3339())),
        json!(calls.and_then(|calls| calls.by.operator.clone())),
        json!(row.subject.clinic.word()),
        json!(row.subject.appointment),
    ]
}
