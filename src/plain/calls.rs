//! The patients to remind by telephone, read out row by row. An answer notes the result of a call.

use desk::{Action, CallList, Desk};
use i18n::say;
use words::CallRow;

use super::answer::numbered;
use super::conversation::Conversation;
use super::lines::End;
use super::lists::MOST;

impl Conversation {
    /// Reads out the patients of the next day with appointments, and notes the results of calls until the
    /// answer is empty.
    pub(super) fn calls(&mut self) -> Result<(), End> {
        self.act(Action::Calls);
        self.settle()?;
        let lines = list_lines(self.desk());
        self.print_all(lines)?;
        let result = self.note_calls();
        // Closing takes one command more while telephone numbers are being read.
        while self.desk().overlays.shows::<CallList>() {
            self.act(Action::Close);
        }
        result
    }

    fn note_calls(&mut self) -> Result<(), End> {
        loop {
            let Some(text) = self.ask_text(say!(self.language(), "plain-calls"))? else {
                return Ok(());
            };
            let (number, letter) = text.split_once(' ').unwrap_or((&text, ""));
            let place = numbered(number).filter(|place| *place < rows(self.desk()).len());
            let Some(place) = place.filter(|_| letter.trim().chars().count() == 1) else {
                self.print(say!(self.language(), "plain-calls-how"))?;
                continue;
            };
            let chosen = self
                .desk()
                .overlays
                .get::<CallList>()
                .map_or(0, |list| list.chosen);
            let step = if place < chosen {
                Action::Up
            } else {
                Action::Down
            };
            (0..place.abs_diff(chosen)).for_each(|_| self.act(step));
            self.type_text(letter.trim());
            self.settle()?;
            self.print_note()?;
            let desk = self.desk();
            let lines = [
                rows(desk).get(place).map(|row| line(desk, place, row)),
                remark(desk),
            ];
            self.print_all(lines.into_iter().flatten())?;
        }
    }
}

fn rows(desk: &Desk) -> &[CallRow] {
    desk.overlays
        .get::<CallList>()
        .map_or(&[], |list| list.calls.rows())
}

fn remark(desk: &Desk) -> Option<String> {
    desk.overlays
        .get::<CallList>()
        .map(|list| desk.words().call_list_remark(&list.calls).text)
}

/// Returns the lines of the list: title, progress and rows.
fn list_lines(desk: &Desk) -> Vec<String> {
    let Some(list) = desk.overlays.get::<CallList>() else {
        return Vec::new();
    };
    let rows = list
        .calls
        .rows()
        .iter()
        .take(MOST)
        .enumerate()
        .map(|(place, row)| line(desk, place, row));
    let nobody = list
        .calls
        .rows()
        .is_empty()
        .then(|| say!(desk.setup.language, "calls-nobody").to_owned());
    [desk.words().call_list_title(&list.calls)]
        .into_iter()
        .chain(remark(desk))
        .chain(nobody)
        .chain(rows)
        .collect()
}

fn line(desk: &Desk, place: usize, row: &CallRow) -> String {
    let time = desk
        .overlays
        .get::<CallList>()
        .map(|list| desk.words().call_times(&list.calls, row))
        .unwrap_or_default();
    let parts = [
        time,
        row.who.clone(),
        row.born.clone(),
        desk.words().call_number(row),
        row.with.clone(),
        desk.words().call_result(row),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{} {}", place + 1, parts.join(", "))
}
