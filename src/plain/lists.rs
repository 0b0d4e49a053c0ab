//! Lists read out row by row: a list of changes such as a series, whose rows without conflicts are sent after one yes;
//! everybody's day, narrowed by answers; and the waiting list, on which an answer puts the patient named in the form.

use std::time::Duration;

use booking::SheetRow;
use chrono::NaiveDate;
use desk::{Action, Ask, Command, Desk, WaitForm};
use i18n::say;
use office::RowState;
use words::{DayList, DayRow, Wording};

use super::conversation::Conversation;
use super::lines::End;
use crate::runtime::{read_day, read_listed};

/// The largest number of rows read out at once.
pub(super) const MOST: usize = 40;
/// How long sending a whole list may take: rows are sent one after the other, and a server may ask each to
/// wait.
const LONGEST: Duration = Duration::from_secs(3600);

impl Conversation {
    /// Reads out the list, sends it after a yes, and reads out the outcomes. Returns whether it was sent.
    pub(super) fn send_list(&mut self) -> Result<bool, End> {
        self.settle_until(|desk| count_rows(desk, RowState::Reading) == 0)?;
        self.print_rows()?;
        let desk = self.desk();
        let language = self.language();
        let count = count_rows(desk, RowState::Ready);
        let question = say!(language, "plain-send-list", count, how = desk.mode_phrase());
        let is_sent = count > 0 && self.ask_whether(&self.whether(&question))?;
        if is_sent {
            self.act(Action::Book);
            if let Some(ask @ Ask::Alone(_)) = self.desk().asked().cloned() {
                self.confirm_despite(&ask)?;
            }
            self.wait(LONGEST, |session| {
                session
                    .machine()
                    .desk
                    .bulk()
                    .is_none_or(|bulk| !bulk.is_working)
            })?;
            self.print_rows()?;
            self.print_note()?;
            self.has_altered |= count_rows(self.desk(), RowState::Made) > 0;
        }
        self.act(Action::Close);
        Ok(is_sent)
    }

    fn print_rows(&mut self) -> Result<(), End> {
        let Some(bulk) = &self.office().bulk else {
            return Ok(());
        };
        let words = self.words();
        let texts = bulk.rows.iter().map(|row| {
            let parts = [
                words.row_text(bulk, row),
                words.row_word(bulk, row),
                words.row_remark(bulk, row),
            ];
            parts
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        });
        let texts: Vec<String> = texts.collect();
        self.offer(texts)
    }

    /// Reads out the day named in the form, or today, and narrows it by the answers. The form keeps its text.
    pub(super) fn day(&mut self) -> Result<(), End> {
        let today = self.words().today();
        let mut day = DayList::of(self.date_of_form().unwrap_or(today));
        let clinics = self.office().setup.clinics.into_iter().collect();
        read_day(self, &mut day, clinics)?;
        self.aside(|talk| talk.print_day(&mut day))
    }

    /// Returns the day typed in the form.
    fn date_of_form(&self) -> Option<NaiveDate> {
        let desk = self.desk();
        let clock = desk.setting().clock;
        let start = desk.form().draft().start(&clock)?;
        Some(start.with_timezone(&clock.zone).date_naive())
    }

    fn print_day(&mut self, day: &mut DayList) -> Result<(), End> {
        loop {
            let lines = lines_of_day(self.words(), day);
            self.print_all(lines)?;
            let Some(text) = self.ask_text(say!(self.language(), "plain-day"))? else {
                return Ok(());
            };
            day.set_filter(text);
            read_listed(self, day)?;
        }
    }

    /// Reads out the waiting list, and puts the patient named in the form on it for the times in the answer.
    /// If the clinic keeps the list, the form becomes a booking for it.
    pub(super) fn waiting_list(&mut self) -> Result<(), End> {
        self.work(|office| {
            office.read_names();
            office.read_waiting_lists();
        });
        self.settle()?;
        let lines = lines_of_waiting_list(self.words());
        self.print_all(lines)?;
        let Some(times) = self.ask_text(say!(self.language(), "plain-waiting"))? else {
            return Ok(());
        };
        self.command(Command::PutOnWaitingList);
        let is_kept_here = self.desk().overlays.get::<WaitForm>().is_some();
        if is_kept_here || self.desk().form().draft().status().is_some() {
            self.type_text(&times);
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
fn lines_of_day(words: Wording<'_>, day: &DayList) -> Vec<String> {
    let sheet = day.sheet(words, &day.whose(words), true);
    let rows = day
        .listed()
        .zip(&sheet.rows)
        .map(|(row, cells)| line(row, cells));
    let more = sheet.rows.len().saturating_sub(MOST);
    let more = (more > 0).then(|| say!(words.language, "plain-day-more", count = more));
    [sheet.title.clone(), sheet.remark.clone()]
        .into_iter()
        .chain(rows.take(MOST))
        .chain(more)
        .collect()
}

fn line(row: &DayRow, sheet_row: &SheetRow) -> String {
    let id = row.id().unwrap_or_default();
    let parts = sheet_row.cells.iter().map(String::as_str).chain([id]);
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Returns the lines of the list: the count, what could not be read, and the rows.
fn lines_of_waiting_list(words: Wording<'_>) -> Vec<String> {
    let waiters = words.office.waiting_list();
    let title = say!(words.language, "waiting-title", count = waiters.len());
    let rows = waiters.iter().take(MOST).map(|waiter| words.waiter(waiter));
    let unread = words.unread_waiting_lists(None);
    [title].into_iter().chain(unread).chain(rows).collect()
}

/// Returns the number of rows of the list in this state.
fn count_rows(desk: &Desk, state: RowState) -> usize {
    let bulk = desk.bulk();
    bulk.map_or(0, |bulk| desk.office.rows_in(bulk, &[state]))
}
