//! The entry line: a whole booking in one answer, a verb on one of the patient's appointments, or an absence.

mod fill;
mod verb;

use booking::Directory;
use booking::line::{Pick, Resolved, TokenLine};
use i18n::say;
use office::{
    LineCase, LineList, LineNote, LineRead, LineRequest, LineSources, LineTask, OtherRequest,
    SearchEnd,
};
use words::{ComingVisits, LineDoubt, MOST_ROWS};

use super::answer::{Keyword, LineAnswer};
use super::conversation::Conversation;
use super::lines::End;
use super::model::LineMeaning;
use super::question::{Question, Topic};
use super::read_list::Numbering;
use clerk::{ReadLine, read_entry_line, read_hours};

/// The result of the entry line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entered {
    /// The form is filled.
    Filled,
    /// A series was entered and sent.
    Sent,
    /// Nothing was entered, so the fields are asked for.
    Nothing,
    /// Go back to the previous question.
    Back,
}

/// The outcome of a typed line.
pub(super) enum LineResult {
    /// The form is filled.
    Filled,
    /// The line was carried out, and another one is asked for.
    Done,
    /// The line can't be used as it is. Holds the meanings that were offered.
    Doubtful(Vec<LineMeaning>),
}

impl Conversation {
    /// Asks for the entry line. `line` is one that answered an earlier question.
    pub(super) fn entry_line(&mut self, mut line: Option<String>) -> Result<Entered, End> {
        let question = Question::new(Topic::Line, say!(self.language(), "plain-line"));
        let mut picks: Vec<LineMeaning> = Vec::new();
        loop {
            let answer = match line.take() {
                Some(line) => LineAnswer::Text(line),
                None => self.ask(&question)?,
            };
            match answer {
                LineAnswer::Nothing => {
                    self.with_model(|model| model.line.type_text(""));
                    return Ok(Entered::Nothing);
                }
                LineAnswer::Keyword(Keyword::Back) => {
                    self.with_model(|model| model.line.stop_asking());
                    return Ok(Entered::Back);
                }
                LineAnswer::Keyword(_) => {}
                LineAnswer::Text(text) => {
                    let number = text.parse::<usize>().ok();
                    let place = number.and_then(|number| number.checked_sub(1));
                    let picked = place.and_then(|place| picks.get(place)).cloned();
                    picks = match self.enter_line(&text, picked)? {
                        LineResult::Filled if self.office().bulk().is_none() => {
                            return Ok(Entered::Filled);
                        }
                        LineResult::Filled if self.send_list()? => return Ok(Entered::Sent),
                        LineResult::Filled | LineResult::Done => Vec::new(),
                        LineResult::Doubtful(picks) => picks,
                    };
                }
            }
        }
    }

    /// Reads a line, with the picked meaning if any, and does what it asks for.
    fn enter_line(&mut self, text: &str, picked: Option<LineMeaning>) -> Result<LineResult, End> {
        self.with_model(|model| match &picked {
            Some(LineMeaning::Word(pick, part)) => model.line.pick(pick, part),
            Some(_) => {}
            None => model.line.enter(text),
        });
        let read = read_entry_line(self, Conversation::read_typed_line)?;
        match read.asks_for {
            LineRequest::Other(request) => self.enter_other(request, picked.as_ref()),
            LineRequest::Unclear => match self.doubt_about(&read.line, &read.means, &read.search) {
                Some(doubt) => self.print_doubt(&doubt),
                None => self.refuse_line(&self.lists_awaited()),
            },
            LineRequest::Verb(_) | LineRequest::LookUp | LineRequest::Booking => {
                self.enter_visit(&read, picked.as_ref())
            }
        }
    }

    /// Does what a line about a visit asks for.
    fn enter_visit(
        &mut self,
        read: &ReadLine,
        picked: Option<&LineMeaning>,
    ) -> Result<LineResult, End> {
        if let Some(provider) = read.means.provider_named() {
            read_hours(self, read.means.clinic, provider.id())?;
        }
        if let Some(doubt) = self.doubt_about(&read.line, &read.means, &read.search) {
            return self.print_doubt(&doubt);
        }
        match &read.asks_for {
            LineRequest::Verb(verb) => self.alter_from_line(&read.means, verb, picked),
            LineRequest::Other(_)
            | LineRequest::Unclear
            | LineRequest::LookUp
            | LineRequest::Booking => self.book_from_line(&read.means),
        }
    }

    /// Does what a line asks for that is not about a visit.
    fn enter_other(
        &mut self,
        request: OtherRequest,
        picked: Option<&LineMeaning>,
    ) -> Result<LineResult, End> {
        match request.task {
            Ok(LineTask::Show(LineList::Absences)) => {
                self.aside_from_line(Conversation::coming_absences)
            }
            Ok(LineTask::Show(LineList::WhoWaits | LineList::WaitingList)) => {
                // These lists have words of their own here, which are not lines.
                let read = read_entry_line(self, |talk, _| talk.read_visit())?;
                self.enter_visit(&read, picked)
            }
            Ok(LineTask::Open(LineCase::Absence { wish, .. })) => self.enter_absence(wish),
            Ok(LineTask::Open(LineCase::Death { clinic, person })) => {
                self.aside_from_line(|talk| talk.death_of(clinic, person))
            }
            Ok(LineTask::Write(LineNote::CallBack(request))) => self.call_back(request),
            Ok(LineTask::Write(LineNote::Late(wish))) => self.note_lateness(wish),
            Err(why) => {
                let why = self.words().line_refusal(&why);
                self.refuse_line(&why)
            }
        }
    }

    /// Reads the line with what is known.
    fn read_typed_line(&self, search: &SearchEnd) -> LineRead {
        let model = self.model();
        let words = self.words();
        let in_form = model.patient_in_form(model.clinic);
        model.office.read_line(
            model.line.text(),
            &LineSources {
                part: &|part| self.meaning_of_part(part),
                visit: &|| self.meaning_of_part(model.line.text()),
                clock: &|provider| words.clock_at(provider.clinic(), provider.id()),
                current_patient: &|| {
                    (!in_form.is_empty()).then(|| (model.clinic, in_form.to_owned()))
                },
                search,
            },
        )
    }

    /// Reads the line as one about a visit.
    fn read_visit(&self) -> LineRead {
        let (line, means) = self.meaning_of_part(self.model().line.text());
        LineRead::of_visit(line, means)
    }

    /// Returns the meaning of the beginning of the line.
    fn meaning_of_part(&self, part: &str) -> (TokenLine, Resolved) {
        let model = self.model();
        let line = model.line.parsed_part(part, &model.setting().clock);
        let means = self.words().meaning_of(&line, model.clinic);
        (line, means)
    }

    /// Carries out the line as a separate subject, and clears it.
    pub(super) fn aside_from_line(
        &mut self,
        talk: impl FnOnce(&mut Conversation) -> Result<(), End>,
    ) -> Result<LineResult, End> {
        self.aside(talk)?;
        self.with_model(|model| model.line.type_text(""));
        Ok(LineResult::Done)
    }

    /// Returns the first problem of the line's words, except those about time.
    pub(super) fn doubt_about(
        &self,
        line: &TokenLine,
        means: &Resolved,
        search: &SearchEnd,
    ) -> Option<LineDoubt> {
        let words = self.words();
        let clock = self.model().setting().clock;
        let similar = |people: Directory, names: &str| {
            let people = words.similar_people(people, names, &clock, MOST_ROWS);
            Pick::of_each(&people, words.naming, words.language)
        };
        words.doubt_about(line, means, search, similar)
    }

    /// Says why the line can't be used, and lists the possible meanings.
    pub(super) fn print_doubt(&mut self, doubt: &LineDoubt) -> Result<LineResult, End> {
        self.print_without_keys(&doubt.text)?;
        let picks = doubt.picks.iter().take(MOST_ROWS);
        self.offer(picks.clone().map(|pick| pick.label.clone()))?;
        let picks = picks.map(|pick| LineMeaning::Word(pick.clone(), doubt.part.clone()));
        Ok(LineResult::Doubtful(picks.collect()))
    }

    /// Says why the line can't be used.
    pub(super) fn refuse_line(&mut self, why: &str) -> Result<LineResult, End> {
        self.print_without_keys(why)?;
        Ok(LineResult::Doubtful(Vec::new()))
    }

    /// Says the appointments of the patient named in the line. The form is unchanged.
    fn print_appointments_of_line(&mut self) -> Result<LineResult, End> {
        self.settle_until(|model| model.office.coming_up().is_some())?;
        let coming = self.read_listing(&mut ComingVisits)?;
        self.read_out(&coming, Numbering::None)?;
        self.with_model(|model| model.line.type_text(""));
        Ok(LineResult::Done)
    }
}
