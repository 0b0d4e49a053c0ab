//! Everybody's day, read out row by row and narrowed by answers.

use booking::SheetRow;
use desk::{Action, DayBoard, DayRow, Desk};
use i18n::say;

use super::conversation::Conversation;
use super::lines::End;

/// The largest number of rows read out at once.
const MOST: usize = 40;

impl Conversation {
    /// Reads out the day named in the form, or today, and narrows it by the answers. The form keeps its text.
    pub(super) fn day(&mut self) -> Result<(), End> {
        self.act(Action::Day);
        self.settle()?;
        let ended = self.say_day();
        self.act(Action::Close);
        ended
    }

    fn say_day(&mut self) -> Result<(), End> {
        loop {
            let said = lines(self.desk());
            self.say_all(said)?;
            let Some(text) = self.ask_text(say!(self.language(), "plain-day"))? else { return Ok(()) };
            self.act(Action::ClearField);
            self.type_text(&text);
            self.settle()?;
        }
    }
}

/// Returns the lines of the day: title, remark and rows.
fn lines(desk: &Desk) -> Vec<String> {
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
