//! Compares the audit trail with the recorded changes. A change and its lines are written in one transaction:
//! if one exists without the other, somebody removed it.

use std::collections::{HashMap, HashSet};

use super::audit::{AuditAction, UP_TO};
use super::chain::TrailLine;
use super::database::Store;
use super::{Break, StoreError};

/// The last audit line of each change, gathered line by line.
#[derive(Debug, Default)]
pub(super) struct LastLines {
    /// The last line of each change, by the change's id.
    last: HashMap<String, Last>,
    /// The moment before which retention may have removed lines.
    let_go_before: Option<String>,
    /// The number of the last line that retention removed.
    let_go_up_to: i64,
}

#[derive(Debug)]
struct Last {
    line: i64,
    at: String,
    what: String,
    /// Whether it was emptied when someone was forgotten, as then settled bookings are removed, too.
    is_emptied: bool,
}

impl LastLines {
    pub(super) fn add(&mut self, line: &TrailLine) {
        if line.what == AuditAction::LetGo.word() {
            // An earlier version did not record the moment.
            let before = line.fields.clone().unwrap_or_else(|| line.at.clone());
            self.let_go_before = self.let_go_before.take().max(Some(before));
            let up_to = line.result.as_deref().and_then(|said| said.rsplit_once(UP_TO));
            self.let_go_up_to = up_to.and_then(|(_, seq)| seq.parse().ok()).unwrap_or(self.let_go_up_to);
        }
        if let Some(intent) = &line.intent {
            let (at, what, is_emptied) = (line.at.clone(), line.what.clone(), line.salt.is_none());
            self.last.insert(intent.clone(), Last { line: line.seq, at, what, is_emptied });
        }
    }

    /// Returns where the changes, or the line after which the trail `begins`, differ from its content.
    pub(super) async fn differs(
        &self,
        begins: i64,
        store: &mut dyn Store,
    ) -> Result<Option<Break>, StoreError> {
        if begins != self.let_go_up_to {
            let what = "is the first, and those before it were not let go: lines are missing";
            return Ok(Some(Break::Line { line: begins + 1, what }));
        }
        let (bookings, elsewhere) = (store.states().await?, store.changes_elsewhere().await?);
        let without = bookings.iter().find_map(|booking| self.unlike(booking));
        let there = bookings.iter().map(|(id, ..)| id).chain(&elsewhere).map(String::as_str);
        Ok(without.or_else(|| self.gone(&there.collect())))
    }

    fn unlike(&self, (id, state, changed_at): &(String, String, String)) -> Option<Break> {
        let what = match self.last.get(id) {
            Some(last) if last.what == *state => return None,
            Some(_) => "is otherwise than its last line says",
            None if self.may_be_deleted(changed_at) => return None,
            None => "is on record, and its lines are missing",
        };
        Some(Break::Booking { booking: id.clone(), what })
    }

    /// Returns the first line of a booking that is missing from the records, although it was neither removed
    /// nor forgotten.
    fn gone(&self, there: &HashSet<&str>) -> Option<Break> {
        let is_gone = |(id, last): &(&String, &Last)| {
            !there.contains(id.as_str()) && !last.is_emptied && !self.may_be_deleted(&last.at)
        };
        let (_, last) = self.last.iter().filter(is_gone).min_by_key(|(_, last)| last.line)?;
        let what = "is about a booking that is gone from the records";
        Some(Break::Line { line: last.line, what })
    }

    fn may_be_deleted(&self, at: &str) -> bool {
        self.let_go_before.as_deref().is_some_and(|before| at < before)
    }
}
