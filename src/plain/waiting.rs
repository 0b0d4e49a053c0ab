//! The waiting list, read out row by row. An answer puts the patient named in the form on it.

use desk::{Action, Command, Desk, WaitForm};
use i18n::say;

use super::conversation::Conversation;
use super::lines::End;

/// The largest number of rows read out at once.
const MOST: usize = 40;

impl Conversation {
    /// Reads out the waiting list, and puts the patient named in the form on it for the times in the answer.
    /// If the clinic keeps the list, the form becomes a booking of that kind.
    pub(super) fn waiting_list(&mut self) -> Result<(), End> {
        self.act(Action::WaitingList);
        self.settle()?;
        let said = lines(self.desk());
        self.act(Action::Close);
        self.say_all(said)?;
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
        self.say_note()
    }
}

/// Returns the lines of the list: the count, what could not be read, and the rows.
fn lines(desk: &Desk) -> Vec<String> {
    let language = desk.setup.language;
    let waiters = desk::waiting_list(desk);
    let title = say!(language, "waiting-title", count = waiters.len());
    let rows = waiters.iter().take(MOST).map(|waiter| desk::said_of_waiter(desk, waiter));
    let unread = desk::unread_waiting_lists(desk, None);
    [title].into_iter().chain(unread).chain(rows).collect()
}
