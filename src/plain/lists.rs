//! Lists read out row by row: a list of changes such as a series, whose rows without conflicts are sent after one yes;
//! everybody's day, narrowed by answers; and the waiting list, to which an answer adds the patient in the form.

use std::time::Duration;

use booking::{Change, FieldId, List, Wished};
use chrono::NaiveDate;
use i18n::say;
use office::{NoteEnd, NoteSubject, Office, RowState};
use words::{DayList, Waiters, Written};

use super::conversation::Conversation;
use super::lines::End;
use super::model::PlainModel;
use super::question::{Question, Topic};
use super::read_list::Numbering;
use super::spoken;
use runtime::Machine;

/// The maximum number of upcoming absences and reminders in a list.
pub(super) const MOST: usize = 40;
/// How long sending a whole list may take: rows are sent one by one, and a server may ask each to wait.
pub(super) const LONGEST: Duration = Duration::from_secs(3600);

impl Conversation {
    /// Reads out the list, sends it after a yes, and reads out the outcomes. Returns whether it was sent.
    pub(super) fn send_list(&mut self) -> Result<bool, End> {
        self.settle_until(|model| count_rows(&model.office, RowState::Reading) == 0)?;
        let language = self.language();
        let count = count_rows(self.office(), RowState::Ready);
        if count == 0 {
            self.print_rows()?;
        }
        let how = self.words().mode_phrase(self.model().clinic);
        let question = say!(language, "plain-send-list", count, how);
        let question = Question::whether(Topic::Send, &question, language);
        let question = question.after(self.written_rows());
        let is_sent = count > 0 && self.ask_whether(&question)? && self.send_rows()?;
        self.work(|office| office.close_idle_bulk());
        Ok(is_sent)
    }

    /// Sends the rows of the list without conflicts, one after the other, and reads out the outcomes. Returns `false` if nothing
    /// was sent.
    fn send_rows(&mut self) -> Result<bool, End> {
        let bulk = self.office().bulk();
        let first = bulk.and_then(|bulk| Some(bulk.rows.first()?.change.clone()));
        let is_agreed =
            self.agrees_despite_notes()? && self.agrees_to_going_alone(first.as_ref())?;
        if !is_agreed {
            self.print(say!(self.language(), "plain-left-as-it-was"))?;
            return Ok(false);
        }
        if let Err(why) = self.with_model(PlainModel::send_list) {
            let why = self.words().bulk_not_sent(why);
            self.print_without_keys(&why)?;
            return Ok(false);
        }
        self.wait(LONGEST, |session| {
            let bulk = session.machine().office().bulk();
            bulk.is_none_or(|bulk| !bulk.is_working)
        })?;
        self.print_rows()?;
        self.print_remark()?;
        self.has_written |= count_rows(self.office(), RowState::Made) > 0;
        Ok(true)
    }

    /// Whether visits are booked although the desks have noted a warning about their patient; asks, as about one visit.
    fn agrees_despite_notes(&mut self) -> Result<bool, End> {
        let question = self.words().question_about_notes_of_list();
        let Some(question) = question else {
            return Ok(true);
        };
        let written = self.written_rows();
        Ok(self.ask_despite(written, &question, Vec::new())?.is_some())
    }

    /// Returns whether this desk may send several changes, of which this is the first, without knowing of the others';
    /// asks, unless that was agreed to.
    pub(super) fn agrees_to_going_alone(&mut self, first: Option<&Change>) -> Result<bool, End> {
        if !self.office().asks_to_go_alone() {
            return Ok(true);
        }
        let Some(first) = first else {
            return Ok(false);
        };
        let question = self.words().question_about_going_alone(first);
        let written = match self.office().bulk() {
            Some(_) => self.written_rows(),
            None => self.words().written(Written::Outcome(first)),
        };
        let agrees = self.ask_despite(written, &question, Vec::new())?.is_some();
        if agrees {
            self.work(Office::go_alone);
        }
        Ok(agrees)
    }

    fn print_rows(&mut self) -> Result<(), End> {
        let rows = self.written_rows();
        self.print_all(rows)
    }

    /// Returns the rows of the open list, after what they have in common.
    fn written_rows(&self) -> Vec<String> {
        let bulk = self.office().bulk();
        let rows = bulk.map(|bulk| self.words().written(Written::List(bulk)));
        rows.unwrap_or_default()
    }

    /// Reads out the day in the form, or today, and narrows it by the answers. The form is unchanged.
    pub(super) fn day(&mut self) -> Result<(), End> {
        let today = self.words().today();
        let mut day = DayList::of(self.date_of_form().unwrap_or(today));
        let clinics = self.office().setup.clinics.into_iter().collect();
        day.want_free_times();
        self.work(|office| day.ask(office, clinics));
        let list = self.read_listing(&mut day)?;
        self.aside(|talk| talk.print_day(&mut day, list))
    }

    /// Returns the day typed in the form.
    fn date_of_form(&self) -> Option<NaiveDate> {
        let model = self.model();
        let zone = model.setting().clock.zone;
        let start = model.typed_start()?;
        Some(start.with_timezone(&zone).date_naive())
    }

    fn print_day(&mut self, day: &mut DayList, mut list: List) -> Result<(), End> {
        let question = Question::new(Topic::Day, say!(self.language(), "plain-day"));
        loop {
            self.read_out(&list, Numbering::None)?;
            let Some(text) = self.ask_text(&question)? else {
                return Ok(());
            };
            day.set_filter(text);
            day.want_free_times();
            list = self.read_listing(day)?;
        }
    }

    /// Reads out the waiting list, and adds the patient in the form for the times in the answer. If the clinic keeps
    /// the list, the form becomes a booking for it, which needs a yes of its own. Returns whether the form was altered.
    pub(super) fn waiting_list(&mut self) -> Result<bool, End> {
        let mut waiting = self.work(|office| Waiters::ask(office, None));
        let list = self.read_listing(&mut waiting)?;
        self.read_out(&list, Numbering::None)?;
        let question = Question::new(Topic::Waiting, say!(self.language(), "plain-waiting"));
        let times = self.aside(|talk| talk.ask_text(&question))?;
        let Some(times) = times else {
            return Ok(false);
        };
        let field = self.with_model(|model| {
            let field = model.form_mut().put_on_waiting_list("")?;
            model.focus_on(field);
            Some(field)
        });
        match field {
            Some(field) => self.wish_in_form(field, times)?,
            None => self.keep_waiting(&times)?,
        }
        Ok(true)
    }

    /// Enters the wished times into a form for the clinic's waiting list, and says how they are read.
    fn wish_in_form(&mut self, field: FieldId, times: String) -> Result<(), End> {
        self.with_model(|model| {
            model.form_mut().type_text(field, times);
            model.leave_field();
        });
        let language = self.language();
        if let Some(problem) = self.model().problem_at(field) {
            self.print(&spoken::problem(&problem, language))?;
        }
        if let Some(read) = spoken::read_back(self.model(), field) {
            self.print(&format!("{}: {read}", field.label(language)))?;
        }
        self.print(say!(language, "plain-wish-in-form"))
    }

    /// Adds the patient in the form to the desks' own list.
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
                let model = self.model();
                let waiter = model.office.waiter_for(model.form().draft(), wished);
                let Some(waiter) = waiter else {
                    return Ok(());
                };
                loop {
                    let written = self.words().written(Written::Waiter(&waiter));
                    if !self.agrees_to_write(written, say!(language, "plain-write-here"))? {
                        return Ok(());
                    }
                    let kept = waiter.clone();
                    self.work(|office| office.keep_waiting(kept));
                    self.settle()?;
                    self.print_remark()?;
                    // The same question again: a yes replaces the entry that was read out.
                    if self.office().note_end(NoteSubject::Waiting) != Some(&NoteEnd::Overtaken) {
                        self.has_written = true;
                        return Ok(());
                    }
                }
            }
            Err(problem) => {
                let what = problem.what(language);
                self.print_without_keys(&say!(language, "waiting-not-read", what))
            }
        }
    }
}

/// Returns the number of rows in this state.
fn count_rows(office: &Office, state: RowState) -> usize {
    let bulk = office.bulk();
    bulk.map_or(0, |bulk| office.rows_in(bulk, &[state]))
}
