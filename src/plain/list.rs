//! A list of changes, such as a series. Each row is said with its conflicts; the rows without any are sent
//! after one yes.

use std::time::Duration;

use desk::{Action, Ask, Bulk, RowState};
use i18n::say;

use super::conversation::Conversation;
use super::lines::End;

/// How long sending a whole list may take: rows are sent one after the other, and a server may ask each to
/// wait.
const LONGEST: Duration = Duration::from_secs(3600);

impl Conversation {
    /// Reads out the list, sends it after a yes, and reads out the outcomes. Returns whether it was sent.
    pub(super) fn send_list(&mut self) -> Result<bool, End> {
        self.settle_until(|desk| {
            let reads =
                |row| desk.bulk().is_some_and(|bulk| desk::row_state(desk, bulk, row) == RowState::Reading);
            !desk.bulk().is_some_and(|bulk| bulk.rows.iter().any(reads))
        })?;
        self.print_rows()?;
        let (desk, language) = (self.desk(), self.language());
        let ready = |bulk: &Bulk| {
            bulk.rows.iter().filter(|row| desk::row_state(desk, bulk, row) == RowState::Ready).count()
        };
        let count = desk.bulk().map_or(0, ready);
        let asked = say!(language, "plain-send-list", count, how = desk.mode_phrase());
        let is_sent = count > 0 && self.ask_whether(&self.whether(&asked))?;
        if is_sent {
            self.act(Action::Book);
            if let Some(asked @ Ask::Alone(_)) = self.desk().asked().cloned() {
                self.confirm_despite(&asked)?;
            }
            self.wait(LONGEST, |session| session.desk().bulk().is_none_or(|bulk| !bulk.is_working))?;
            self.print_rows()?;
            self.print_note()?;
            let is_made = |bulk: &Bulk| {
                bulk.rows.iter().any(|row| desk::row_state(self.desk(), bulk, row) == RowState::Made)
            };
            self.has_altered |= self.desk().bulk().is_some_and(is_made);
        }
        self.act(Action::Close);
        Ok(is_sent)
    }

    fn print_rows(&mut self) -> Result<(), End> {
        let Some(bulk) = self.desk().bulk() else { return Ok(()) };
        let told = bulk.rows.iter().map(|row| {
            let desk = self.desk();
            let parts = [
                desk::bulk_row_text(desk, bulk, row),
                desk::row_word(desk, bulk, row),
                desk::row_remark(desk, bulk, row),
            ];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        });
        let told: Vec<String> = told.collect();
        self.offer(told)
    }
}
