//! Lists read out row by row: everybody's day, narrowed by answers, and the waiting list, on which an answer puts the
//! patient named in the form.

use booking::SheetRow;
use desk::{Action, Command, DayBoard, DayRow, Desk, WaitForm};
use i18n::say;

use super::conversation::Conversation;
use super::lines::End;

/// The largest number of rows read out at once.
pub(super) const MOST: usize = 40;

impl Conversation {
    /// Reads out the day named in the form, or today, and narrows it by the answers. The form keeps its text.
    pub(super) fn day(&mut self) -> Result<(), End> {
        self.act(Action::Day);
        self.settle()?;
        let ended = self.print_day();
        self.act(Action::Close);
        ended
    }

    fn print_day(&mut self) -> Result<(), End> {
        loop {
            let said = lines_of_day(self.desk());
            self.print_all(said)?;
            let Some(text) = self.ask_text(say!(self.language(), "plain-day"))? else { return Ok(()) };
            self.act(Action::ClearField);
            self.type_text(&text);
            self.settle()?;
        }
    }

    /// Reads out the waiting list, and puts the patient named in the form on it for the times in the answer.
    /// If the clinic keeps the list, the form becomes a booking of that kind.
    pub(super) fn waiting_list(&mut self) -> Result<(), End> {
        self.act(Action::WaitingList);
        self.settle()?;
        let said = lines_of_waiting_list(self.desk());
        self.act(Action::Close);
        self.print_all(said)?;
        let Some(wished) = self.ask_text(say!(self.language(), "plain-waiting"))? else { return Ok(()) };
        self.command(Command::PutOnWaitingList);
        let is_kept_here = self.desk().overlays.get::<WaitForm>().is_some();
        if is_kept_here || self.desk().form().draft().status().is_some() {
            self.type_text(&wished);
        }
        if is_kept_here {
            self.act(Action::Book);
            self.settle()?;
            if self.desk().overlays.get::<WaitForm>().is_some() {
                self.act(Action::Close);
            }
        }
        self.print_note()
    }
}

/// Returns the lines of the day: title, remark and rows.
fn lines_of_day(desk: &Desk) -> Vec<String> {
    let Some(board) = desk.overlays.get::<DayBoard>() else { return Vec::new() };
    let sheet = board.sheet(desk, true);
    let rows = board.listed().zip(&sheet.rows).map(|(row, said)| line(row, said));
    let more = sheet.rows.len().saturating_sub(MOST);
    let more = (more > 0).then(|| say!(desk.setup.language, "plain-day-more", count = more));
    [sheet.title.clone(), sheet.remark.clone()].into_iter().chain(rows.take(MOST)).chain(more).collect()
}

fn line(row: &DayRow, said: &SheetRow) -> String {
    let id = row.id().unwrap_or_default();
    let parts = said.cells.iter().map(String::as_str).chain([id]);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Returns the lines of the list: the count, what could not be read, and the rows.
fn lines_of_waiting_list(desk: &Desk) -> Vec<String> {
    let language = desk.setup.language;
    let waiters = desk::waiting_list(desk);
    let title = say!(language, "waiting-title", count = waiters.len());
    let rows = waiters.iter().take(MOST).map(|waiter| desk::waiter_text(desk, waiter));
    let unread = desk::unread_waiting_lists(desk, None);
    [title].into_iter().chain(unread).chain(rows).collect()
}
