//! What is said of each row.

use chrono::{DateTime, Utc};

use crate::booking::{Booking, Change, time};
use crate::desk::Desk;
use crate::i18n::say;

use super::state::{Bulk, BulkRow, Outcome, RowState};

impl Desk {
    /// How far a row is, in a word or two.
    pub fn row_word(&self, bulk: &Bulk, row: &BulkRow) -> String {
        let (language, kind) = (self.setup.language, row.change.kind());
        match self.row_state(bulk, row) {
            RowState::LeftOut => say!(language, "bulk-left-out").to_owned(),
            RowState::Reading => say!(language, "bulk-reading").to_owned(),
            RowState::Ready => say!(language, "bulk-ready").to_owned(),
            RowState::Conflict => say!(language, "bulk-conflict").to_owned(),
            RowState::Waiting => say!(language, "bulk-waiting").to_owned(),
            RowState::Checking => say!(language, "bulk-checking").to_owned(),
            RowState::Sending => say!(language, "bulk-sending").to_owned(),
            RowState::AskedToWait => say!(language, "bulk-asked-to-wait").to_owned(),
            RowState::Made => say!(language, "intent-made", kind = kind),
            RowState::NotMade => say!(language, "intent-not-there", kind = kind),
            RowState::Unknown => say!(language, "intent-unknown").to_owned(),
        }
    }

    /// What a row is about: when, and what is done about it; and whose it is, where they are not all for one person.
    pub fn row_says(&self, bulk: &Bulk, row: &BulkRow) -> String {
        let what = self.said_of_change(&row.change);
        match bulk.is_for_one() {
            true => what,
            false => format!("{} · {what}", self.whose_is(row.change.backend(), &row.change.subject().0)),
        }
    }

    /// What stands against a row and what to do, or why it was not made.
    pub fn row_remark(&self, bulk: &Bulk, row: &BulkRow) -> String {
        let language = self.setup.language;
        if let Some(Outcome::NotMade(told)) = &row.outcome {
            return told.said(language).into_iter().next().map(|problem| problem.what).unwrap_or_default();
        }
        if let Change::Cancel(cancel) = &row.change {
            return cancel.reason().to_owned();
        }
        if self.row_state(bulk, row) != RowState::Conflict {
            return String::new();
        }
        let Some(to) = row.change.target() else { return String::new() };
        let what = self.row_conflict(row, to);
        match row.alternative {
            Some(start) => format!("→ {} · {what}", self.said_beside(row, start)),
            None => what,
        }
    }

    /// Another time for a row: without the day, where that is the same.
    fn said_beside(&self, row: &BulkRow, start: DateTime<Utc>) -> String {
        let (zone, language) = (self.zone_of(&row.change.visit()), self.setup.language);
        let local = start.with_timezone(&zone);
        let date = row.start().map(|start| start.with_timezone(&zone).date_naive());
        match date == Some(local.date_naive()) {
            true => time::oclock(local.time(), language),
            false => time::moment_this_year(local.date_naive(), local.time(), language),
        }
    }

    fn row_conflict(&self, row: &BulkRow, to: &Booking) -> String {
        let said = match row.against.is_empty() {
            true => self.told_gone(to, row.change.kind()).said(self.setup.language),
            false => self.say(to, &row.against),
        };
        said.into_iter().next().map(|problem| problem.what).unwrap_or_default()
    }

    /// How far the list is, in a line.
    pub fn bulk_progress(&self, bulk: &Bulk) -> String {
        let language = self.setup.language;
        let count = bulk.rows.len();
        let of = |states: &[RowState]| self.rows_in(bulk, states);
        let over = of(&[RowState::Made, RowState::NotMade, RowState::Unknown]);
        if bulk.is_working {
            let at = self.row_under_way().map(|open| self.said_of_change(open.change())).unwrap_or_default();
            return say!(language, "bulk-progress", number = (over + 1).min(count), count = count, row = at);
        }
        match (over, of(&[RowState::Reading]), of(&[RowState::Conflict])) {
            (0, 0, 0) => say!(language, "bulk-all-clear", count = of(&[RowState::Ready])),
            (0, 0, open) => {
                say!(language, "bulk-some-clear", count = of(&[RowState::Ready]), conflicts = open)
            }
            (0, left, _) => say!(language, "bulk-reading-days", count = left),
            _ => say!(language, "bulk-done", made = of(&[RowState::Made]), count = count),
        }
    }
}
