//! Lists read out row by row: a list of changes such as a series, whose rows without conflicts are sent after one yes;
//! everybody's day, narrowed by answers; and the waiting list, on which an answer puts the patient named in the form.

use std::time::Duration;

use booking::{Change, FieldId, SheetRow, Wished};
use chrono::NaiveDate;
use i18n::say;
use office::{BulkRow, Objection, Office, RowState};
use words::{DayList, DayRow, Wording};

use super::conversation::Conversation;
use super::lines::End;
use super::model::PlainModel;
use crate::runtime::{Machine, read_day, read_listed};

/// The largest number of rows read out at once.
pub(super) const MOST: usize = 40;
/// How long sending a whole list may take: rows are sent one after the other, and a server may ask each to
/// wait.
pub(super) const LONGEST: Duration = Duration::from_secs(3600);

impl Conversation {
    /// Opens these changes as a list.
    pub(super) fn open_list(&mut self, changes: Vec<Change>) {
        let rows = changes.into_iter();
        let rows = rows.map(|change| BulkRow::new(change, None)).collect();
        self.work(|office| office.open_bulk(rows));
    }

    /// Reads out the list, sends it after a yes, and reads out the outcomes. Returns whether it was sent.
    pub(super) fn send_list(&mut self) -> Result<bool, End> {
        self.settle_until(|model| count_rows(&model.office, RowState::Reading) == 0)?;
        self.print_rows()?;
        let language = self.language();
        let count = count_rows(self.office(), RowState::Ready);
        let how = self.words().mode_phrase(self.model().clinic);
        let question = say!(language, "plain-send-list", count, how);
        let is_sent = count > 0 && self.ask_whether(&self.whether(&question))?;
        if is_sent {
            self.send_rows()?;
        }
        self.work(|office| office.bulk.take_if(|bulk| !bulk.is_working));
        Ok(is_sent)
    }

    /// Sends the rows of the list without conflicts, one after the other, and reads out the outcomes.
    fn send_rows(&mut self) -> Result<(), End> {
        let bulk = self.office().bulk.as_ref();
        let first = bulk.and_then(|bulk| Some(bulk.rows.first()?.change.clone()));
        if self.agrees_to_going_alone(first.as_ref())?
            && let Err(why) = self.with_model(PlainModel::send_list)
        {
            let why = self.words().bulk_not_sent(why);
            self.print_without_keys(&why)?;
        }
        self.wait(LONGEST, |session| {
            let bulk = session.machine().office().bulk.as_ref();
            bulk.is_none_or(|bulk| !bulk.is_working)
        })?;
        self.print_rows()?;
        self.print_remark()?;
        self.has_altered |= count_rows(self.office(), RowState::Made) > 0;
        Ok(())
    }

    /// Whether this desk sends several changes, of which this is the first, without knowing of the others; asks, if that has
    /// not been agreed to.
    pub(super) fn agrees_to_going_alone(&mut self, first: Option<&Change>) -> Result<bool, End> {
        let office = self.office();
        if !office.is_alone() || office.sharing.goes_alone {
            return Ok(true);
        }
        let Some(first) = first else {
            return Ok(false);
        };
        let question = self.words().question_about(Objection::Alone, first);
        let agrees = self.ask_despite(&question, Vec::new())?.is_some();
        self.work(|office| office.sharing.goes_alone |= agrees);
        Ok(agrees)
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
        let model = self.model();
        let zone = model.setting().clock.zone;
        let start = model.typed_start()?;
        Some(start.with_timezone(&zone).date_naive())
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
        let field = self.with_model(|model| {
            let field = model.form_mut().put_on_waiting_list("")?;
            model.focus_on(field);
            Some(field)
        });
        match field {
            Some(field) => {
                self.wish_in_form(field, times);
                Ok(())
            }
            None => self.keep_waiting(&times),
        }
    }

    /// Enters the wished times in a form that puts its patient on the clinic's list.
    fn wish_in_form(&mut self, field: FieldId, times: String) {
        self.with_model(|model| {
            model.form_mut().type_text(field, times);
            model.review_forms();
        });
    }

    /// Puts the patient in the form on the list that the desks keep.
    fn keep_waiting(&mut self, times: &str) -> Result<(), End> {
        let language = self.language();
        let model = self.model();
        let wished = Wished::read(times, &model.setting().clock);
        let draft = model.form().draft();
        if model.office.waiter_for(draft, Wished::default()).is_none() {
            let field = model.clinic.patient_field();
            self.with_model(|model| model.focus_on(field));
            return self.print(say!(language, "waiting-whom"));
        }
        match wished {
            Ok(wished) => {
                self.with_model(|model| model.keep_waiting(wished));
                self.settle()?;
                self.print_remark()
            }
            Err(problem) => {
                let what = problem.what(language);
                self.print_without_keys(&say!(language, "waiting-not-read", what))
            }
        }
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
fn count_rows(office: &Office, state: RowState) -> usize {
    let bulk = office.bulk.as_ref();
    bulk.map_or(0, |bulk| office.rows_in(bulk, &[state]))
}
