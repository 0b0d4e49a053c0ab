//! The conversation: says lines, asks questions, and enters the answers in its model.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::answer::{Keyword, LineAnswer, agrees};
use super::lines::{End, Input, write};
use super::machine::PlainMachine;
use super::model::PlainModel;
use super::question::{Question, Topic};
use super::read_list::ReadList;
use super::spoken;
use booking::{ClinicId, Outcome, Problem};
use clerk::OfficeReader;
use i18n::{Language, say};
use office::{
    ClinicCall, FaceAnswer, Office, OfficeEvent, Ticket, begins_with_patient, is_whole_line,
};
use runtime::{Machine, MomentClock, Session};
use words::{NAMED_LISTS, TypedData, Wording, without_keys};

/// How long to wait for lists and look-ups before continuing without them.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a wait may last before it is mentioned.
const SILENCE: Duration = Duration::from_secs(2);

/// The answer to a yes-or-no question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whether {
    Yes,
    No,
    /// Back to the previous question.
    Back,
    /// Something else was done first that may have altered the subject of the question.
    Altered,
    /// Another text that also answers the question.
    Other(String),
}

/// A conversation with the person at the desk.
pub(super) struct Conversation {
    pub(super) session: Session<PlainMachine>,
    clock: MomentClock,
    input: Input,
    news: SpokenNews,
    /// The warnings about the form that have been said.
    pub(super) said_warnings: Vec<Problem>,
    /// Whether anything but a booking was written: a change, a patient's data, or a note of the desks.
    pub(super) has_written: bool,
    /// Whether the conversation is about a separate subject, outside of the booking.
    pub(super) is_aside: bool,
    /// The line typed in place of an answer, until it is carried out.
    pub(super) next_line: Option<String>,
    /// The list read out last.
    pub(super) list: ReadList,
}

impl Conversation {
    pub(super) fn new(
        session: Session<PlainMachine>,
        clock: MomentClock,
        input: Input,
    ) -> Conversation {
        Conversation {
            session,
            clock,
            input,
            news: SpokenNews::default(),
            said_warnings: Vec::new(),
            has_written: false,
            is_aside: false,
            next_line: None,
            list: ReadList::default(),
        }
    }

    pub(super) fn model(&self) -> &PlainModel {
        &self.session.machine().model
    }

    pub(super) fn office(&self) -> &Office {
        self.session.machine().office()
    }

    /// Returns the conversation's wording.
    pub(super) fn words(&self) -> Wording<'_> {
        self.model().words()
    }

    /// Works at the office, and has the requested effects carried out.
    pub(super) fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T {
        self.session.work(|machine| work(machine.office_mut()))
    }

    /// Works on the model, and has the requested effects carried out.
    pub(super) fn with_model<T>(&mut self, work: impl FnOnce(&mut PlainModel) -> T) -> T {
        self.session.work(|machine| work(&mut machine.model))
    }

    /// Takes the answer to a request of the conversation, if it has arrived.
    pub(super) fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer> {
        self.session.work(|machine| machine.answers.take(ticket))
    }

    /// Calls a clinic, and waits for its answer; `None` if that has not arrived.
    pub(super) fn call(&mut self, call: ClinicCall) -> Result<Option<FaceAnswer>, End> {
        let ticket = self.work(|office| office.call(call));
        self.settle()?;
        Ok(self.take_answer(ticket))
    }

    pub(super) fn language(&self) -> Language {
        self.model().language()
    }

    /// Says a text on a line of its own.
    pub(super) fn print(&mut self, text: &str) -> Result<(), End> {
        write(&spoken::line(text))
    }

    pub(super) fn print_all(&mut self, texts: impl IntoIterator<Item = String>) -> Result<(), End> {
        texts.into_iter().try_for_each(|text| self.print(&text))
    }

    /// Says a text without its sentences about keys.
    pub(super) fn print_without_keys(&mut self, text: &str) -> Result<(), End> {
        let text = without_keys(text, self.language());
        self.print_all(Some(text).filter(|text| !text.is_empty()))
    }

    /// Says the outcome of the last request, if the office has reported it.
    pub(super) fn print_remark(&mut self) -> Result<(), End> {
        let remark = self.with_model(|model| model.heard.remark.take());
        match remark {
            Some(remark) => self.print_without_keys(&remark),
            None => Ok(()),
        }
    }

    /// Says choices, each with its number.
    pub(super) fn offer(&mut self, choices: impl IntoIterator<Item = String>) -> Result<(), End> {
        self.print_all(numbered(choices))
    }

    /// Asks a question and waits for a line. Meanwhile says news, and then the question again, including what precedes
    /// it.
    pub(super) fn ask_line(&mut self, question: &Question) -> Result<String, End> {
        let was_locked = self.office().lock().is_on();
        self.write_question(question)?;
        loop {
            if let Some(line) = self.input.line()? {
                self.work(Office::touch);
                return Ok(line);
            }
            let is_news = self.listen(self.session.machine().due_in())?;
            let locks = self.office().lock().is_on() && !was_locked;
            if locks {
                self.unlock()?;
            }
            if is_news || locks {
                self.write_question(question)?;
            }
        }
    }

    fn write_question(&mut self, question: &Question) -> Result<(), End> {
        self.print_all(question.before.iter().cloned())?;
        write(&question.text)
    }

    /// Asks a question. A keyword that is not an answer is carried out, and the question asked again; if it has no
    /// effect here, that is said. Keywords that open another subject, such as a day or a draft, are carried out only
    /// outside of a separate subject. One that may have altered the form is returned, because what was read out may be
    /// outdated.
    ///
    /// # Errors
    ///
    /// Returns [`End::NextLine`] if a whole line was typed in place of an answer.
    pub(super) fn ask(&mut self, question: &Question) -> Result<LineAnswer, End> {
        loop {
            let line = self.ask_line(question)?;
            match LineAnswer::read(&line, self.language()) {
                LineAnswer::Text(text) if self.is_next_line(&text, question.topic) => {
                    return Err(self.leave_for_line(text, question.topic)?);
                }
                LineAnswer::Keyword(keyword) if !question.topic.takes(keyword) => {
                    if self.carry_out(keyword, question.topic)? {
                        return Ok(LineAnswer::Keyword(keyword));
                    }
                }
                answer => return Ok(answer),
            }
        }
    }

    /// Carries out a keyword at a question, and returns whether the form may have been altered.
    fn carry_out(&mut self, keyword: Keyword, topic: Topic) -> Result<bool, End> {
        let language = self.language();
        match keyword {
            Keyword::Explain => {
                self.print(topic.explanation(language))?;
                if matches!(topic, Topic::Clinic | Topic::Line) {
                    self.print(say!(language, "plain-commands"))?;
                    self.print(say!(language, "plain-more-commands"))?;
                    let lists = NAMED_LISTS.iter().filter(|list| list.has_keyword);
                    let explained = lists.map(|list| list.says("explains", language).to_owned());
                    self.print_all(explained)?;
                }
            }
            Keyword::Quit => self.quit()?,
            Keyword::Lock => self.lock()?,
            Keyword::Fields => self.print_all(spoken::fields(self.model()))?,
            Keyword::More => self.read_on()?,
            Keyword::Ids => self.read_ids()?,
            Keyword::Drop => self.drop_draft()?,
            Keyword::Outbox if !topic.is_of_outbox() => self.outbox()?,
            _ if self.is_aside => self.print(say!(language, "plain-not-here"))?,
            Keyword::Park => self.park()?,
            Keyword::Drafts => self.drafts()?,
            Keyword::Open => self.appointment()?,
            Keyword::Undo => self.undo()?,
            Keyword::Died => self.patient_died()?,
            Keyword::Day => self.day()?,
            Keyword::Calls => self.calls()?,
            Keyword::List(list) => self.read_named_list(list)?,
            Keyword::Correct => self.correct_patient()?,
            Keyword::Waiting => return self.waiting_list(),
            Keyword::New => {
                self.new_patient()?;
                return Ok(true);
            }
            Keyword::Template => {
                self.templates()?;
                return Ok(true);
            }
            Keyword::Back | Keyword::Times | Keyword::Empty | Keyword::Outbox => {
                self.print(say!(language, "plain-not-here"))?;
            }
        }
        Ok(false)
    }

    /// Returns whether a text is a whole line in place of an answer. If the answer is free text, only a birth date with
    /// an initial at the beginning makes it a line.
    fn is_next_line(&self, text: &str, topic: Topic) -> bool {
        if !topic.takes_lines() || !text.contains(char::is_whitespace) {
            return false;
        }
        let clock = self.model().setting().clock;
        if topic.is_in_own_words() {
            return begins_with_patient(text, &clock);
        }
        is_whole_line(text)
            || self
                .office()
                .is_line_for_answer(text, self.model().clinic, &clock)
    }

    /// Leaves a question for a line typed in place of its answer.
    fn leave_for_line(&mut self, line: String, topic: Topic) -> Result<End, End> {
        let language = self.language();
        self.print(match topic {
            Topic::Reason => say!(language, "change-reason-is-line"),
            Topic::Detail => say!(language, "details-is-line"),
            _ => say!(language, "plain-is-line"),
        })?;
        self.next_line = Some(line);
        Ok(End::NextLine)
    }

    /// Closes the current subject when the questions start again: a patient's data are kept, and a list that was not
    /// sent is closed.
    pub(super) fn leave_what_is_open(&mut self) -> Result<(), End> {
        self.with_model(|model| {
            model.leave_sheet();
            model.office.close_idle_bulk();
        });
        self.print_remark()
    }

    /// Asks a question that only a text answers; `None` for an empty line, and after `back`, with the message that
    /// nothing was changed.
    pub(super) fn ask_text(&mut self, question: &Question) -> Result<Option<String>, End> {
        match self.ask(question)? {
            LineAnswer::Text(text) => Ok(Some(text)),
            LineAnswer::Nothing => Ok(None),
            LineAnswer::Keyword(_) => {
                self.print(say!(self.language(), "plain-left-as-it-was"))?;
                Ok(None)
            }
        }
    }

    /// Asks a question until the answer is yes or no. The form can be read out meanwhile.
    pub(super) fn ask_whether(&mut self, question: &Question) -> Result<bool, End> {
        Ok(self.ask_whether_or(question, |_| false)? == Whether::Yes)
    }

    /// Asks a question until the answer is yes, no, or another text that also answers it.
    pub(super) fn ask_whether_or(
        &mut self,
        question: &Question,
        is_answer: impl Fn(&str) -> bool,
    ) -> Result<Whether, End> {
        loop {
            match self.ask(question)? {
                LineAnswer::Text(text) => match agrees(&text, self.language()) {
                    Some(true) => return Ok(Whether::Yes),
                    Some(false) => return Ok(Whether::No),
                    None if is_answer(&text) => return Ok(Whether::Other(text)),
                    None => {}
                },
                LineAnswer::Keyword(Keyword::Back) => return Ok(Whether::Back),
                LineAnswer::Keyword(_) => return Ok(Whether::Altered),
                LineAnswer::Nothing => {}
            }
            self.print(say!(self.language(), "plain-yes-or-no"))?;
        }
    }

    /// Handles messages for at most this long, and says the news. Returns whether there was any.
    fn listen(&mut self, at_most: Duration) -> Result<bool, End> {
        self.input.signal()?;
        self.session.receive(at_most);
        self.session.tell(OfficeEvent::Time((self.clock)()));
        self.print_news()
    }

    /// Says the news, and returns whether there was any.
    pub(super) fn print_news(&mut self) -> Result<bool, End> {
        let model = &self.session.machine().model;
        let news = self.news.collect_new(model.words(), model.clinic);
        let is_news = !news.is_empty();
        self.print_all(news)?;
        Ok(is_news)
    }

    /// Waits for a condition. Returns `false` if `time_limit` runs out.
    pub(super) fn wait(
        &mut self,
        time_limit: Duration,
        is_there: impl Fn(&Session<PlainMachine>) -> bool,
    ) -> Result<bool, End> {
        let start = (self.clock)().up;
        loop {
            if is_there(&self.session) {
                return Ok(true);
            }
            let Some(remaining) = time_limit.checked_sub((self.clock)().up.saturating_sub(start))
            else {
                return Ok(false);
            };
            self.listen(self.session.machine().due_in().min(remaining))?;
        }
    }

    /// Waits for outstanding answers, and says so if that takes long.
    pub(super) fn settle(&mut self) -> Result<(), End> {
        self.settle_until(|_| true)
    }

    /// Waits like `settle`, and for an additional condition.
    pub(super) fn settle_until(
        &mut self,
        is_there: impl Fn(&PlainModel) -> bool,
    ) -> Result<(), End> {
        let is_settled = |session: &Session<PlainMachine>| {
            session.is_settled() && is_there(&session.machine().model)
        };
        if !self.wait(SILENCE, is_settled)? {
            self.print(say!(self.language(), "plain-one-moment"))?;
            self.wait(SETTLE_TIMEOUT.saturating_sub(SILENCE), is_settled)?;
        }
        Ok(())
    }

    /// Waits until what earlier runs have left is read, and says so if that takes long.
    pub(super) fn await_records(&mut self) -> Result<(), End> {
        let has_read = |session: &Session<PlainMachine>| session.has_read_records();
        if !self.wait(SILENCE, has_read)? {
            self.print(say!(self.language(), "plain-one-moment"))?;
            self.wait(SETTLE_TIMEOUT.saturating_sub(SILENCE), has_read)?;
        }
        Ok(())
    }

    /// Quits, unless the person prefers to stay because something would be lost.
    pub(super) fn quit(&mut self) -> Result<(), End> {
        let typed = self.model().typed_data();
        if typed != TypedData::default() || self.office().has_open_work() {
            let question = self.words().question_about_leaving(typed);
            let language = self.language();
            let question = Question::whether(Topic::Quit, &question, language);
            let line = self.ask_line(&question)?;
            // Quitting twice counts as a yes.
            let quits_again =
                LineAnswer::read(&line, language) == LineAnswer::Keyword(Keyword::Quit);
            if !quits_again && agrees(line.trim(), language) != Some(true) {
                return Ok(());
            }
        }
        self.session.work(PlainMachine::end);
        Err(End::Quit)
    }

    /// Ends the session after pending writes, within at most this long. Saves the drafts if enabled.
    pub(super) fn finish(mut self, at_most: Duration) {
        if self.model().manner.saves_drafts {
            self.session.work(PlainMachine::end);
        }
        self.session.finish(at_most);
    }
}

impl OfficeReader for Conversation {
    type Err = End;

    fn words(&self) -> Wording<'_> {
        Conversation::words(self)
    }

    fn work<T>(&mut self, work: impl FnOnce(&mut Office) -> T) -> T {
        Conversation::work(self, work)
    }

    fn ask_about_patient(&mut self, clinic: ClinicId, patient: &str) {
        self.with_model(|model| model.line.ask_about(clinic, patient.to_owned()));
    }

    fn settle(&mut self) -> Result<bool, End> {
        Conversation::settle(self)?;
        Ok(self.session.is_settled())
    }

    fn take_answer(&mut self, ticket: Ticket) -> Option<FaceAnswer> {
        Conversation::take_answer(self, ticket)
    }

    fn is_settled(&self) -> bool {
        self.session.is_settled()
    }
}

/// Returns choices, preceded by their numbers.
pub(super) fn numbered(choices: impl IntoIterator<Item = String>) -> Vec<String> {
    let choices = choices.into_iter().zip(1..);
    choices
        .map(|(choice, digit)| format!("{digit} {choice}"))
        .collect()
}

/// A change with an unknown outcome: the patient, and when it was given up.
type LostChange = (String, DateTime<Utc>);

/// The news that have been said.
#[derive(Default)]
pub(super) struct SpokenNews {
    changes: Vec<(LostChange, Outcome<String>)>,
    remarks: Vec<String>,
}

impl SpokenNews {
    /// Returns the news since the last call.
    pub(super) fn collect_new(&mut self, words: Wording<'_>, clinic: ClinicId) -> Vec<String> {
        let mut news = Vec::new();
        let mut changes = Vec::new();
        for row in words.outbox() {
            let change = ((row.change.patient(), row.at), row.outcome.clone());
            if !self.changes.contains(&change) {
                news.push(spoken::outbox_row(words, &row));
            }
            changes.push(change);
        }
        self.changes = changes;
        let collisions = spoken::collisions(words).into_iter().map(|(_, text)| text);
        let remarks: Vec<String> = words
            .store_remarks()
            .chain(words.skew_remark(clinic))
            .chain(collisions)
            .collect();
        news.extend(
            remarks
                .iter()
                .filter(|remark| !self.remarks.contains(remark))
                .cloned(),
        );
        self.remarks = remarks;
        news
    }
}
