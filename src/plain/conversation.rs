//! A conversation with someone at the desk: says, asks, and gives the commands that an answer stands for.

use std::time::Duration;

use crate::booking::Problem;
use crate::desk::{Action, Ask, Command, Desk, Msg, Pane};
use crate::i18n::{Language, say};
use crate::runtime::{Clock, Session};

use super::answer::{Answer, Keyword, agrees};
use super::lines::{End, Input, Output};
use super::news::News;
use super::spoken;

/// How long an answer waits for lists and look-ups before it goes on without.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a wait may be before something is said about it.
const SILENCE: Duration = Duration::from_secs(2);

/// A conversation.
pub(super) struct Conversation {
    pub(super) session: Session,
    clock: Clock,
    input: Input,
    output: Output,
    news: News,
    /// The warnings about the form in front that were said.
    pub(super) told: Vec<Problem>,
    /// Whether an appointment was moved or called off.
    pub(super) has_altered: bool,
}

impl Conversation {
    pub(super) fn new(session: Session, clock: Clock, input: Input, output: Output) -> Conversation {
        let (news, told) = (News::default(), Vec::new());
        Conversation { session, clock, input, output, news, told, has_altered: false }
    }

    pub(super) fn desk(&self) -> &Desk {
        self.session.desk()
    }

    pub(super) fn language(&self) -> Language {
        self.desk().setup.language
    }

    /// Says one thing, on a line of its own.
    pub(super) fn say(&mut self, text: &str) -> Result<(), End> {
        self.output.say(&spoken::line(text))
    }

    pub(super) fn say_all(&mut self, texts: impl IntoIterator<Item = String>) -> Result<(), End> {
        texts.into_iter().try_for_each(|text| self.say(&text))
    }

    /// Says what the desk notes, but for keys.
    pub(super) fn say_note(&mut self) -> Result<(), End> {
        let note = self.desk().said_note().map(|note| spoken::without_keys(&note, self.language()));
        self.say_all(note.filter(|note| !note.is_empty()))
    }

    /// Says choices, each behind its digit.
    pub(super) fn offer(&mut self, choices: impl IntoIterator<Item = String>) -> Result<(), End> {
        let numbered = choices.into_iter().zip(1..).map(|(choice, digit)| format!("{digit} {choice}"));
        let numbered: Vec<String> = numbered.collect();
        self.say_all(numbered)
    }

    /// Says what can be chosen at the desk's question, and how many choices that are.
    pub(super) fn offer_choices(&mut self) -> Result<usize, End> {
        let choices = self.desk().choices();
        let labels: Vec<String> = choices.iter().map(|choice| choice.label(self.desk())).collect();
        let count = labels.len();
        self.offer(labels)?;
        Ok(count)
    }

    /// Asks, and waits for a line. What happens meanwhile is said, and the question asked again.
    pub(super) fn ask_line(&mut self, question: &str) -> Result<String, End> {
        let was_locked = self.desk().is_locked();
        self.output.say(question)?;
        loop {
            if let Some(line) = self.input.line()? {
                return Ok(line);
            }
            let is_news = self.listen(self.desk().due_in())?;
            let locks = self.desk().is_locked() && !was_locked;
            if locks {
                self.unlock()?;
            }
            if is_news || locks {
                self.output.say(question)?;
            }
        }
    }

    /// Asks. Leaving and the Outbox are seen to at any question; so is what changes the form, unless the desk itself
    /// waits for the answer or asks about someone new. That is then a command like others: the question may not be
    /// what it was.
    pub(super) fn ask(&mut self, question: &str) -> Result<Answer, End> {
        loop {
            let line = self.ask_line(question)?;
            match Answer::read(&line, self.language()) {
                Answer::Keyword(Keyword::Quit) => self.quit()?,
                Answer::Keyword(Keyword::Lock) => self.lock()?,
                Answer::Keyword(Keyword::Outbox) => self.outbox()?,
                answer if self.desk().question.is_some() || !self.desk().overlays.is_empty() => {
                    return Ok(answer);
                }
                Answer::Keyword(Keyword::Park) => self.park()?,
                Answer::Keyword(Keyword::Drafts) => self.drafts()?,
                Answer::Keyword(Keyword::Open) => self.appointment()?,
                Answer::Keyword(Keyword::Day) => self.day()?,
                Answer::Keyword(Keyword::Calls) => self.calls()?,
                Answer::Keyword(Keyword::Waiting) => self.waiting_list()?,
                Answer::Keyword(Keyword::Correct) => self.patient_sheet(Action::CorrectPatient)?,
                answer @ Answer::Keyword(Keyword::New) => {
                    self.patient_sheet(Action::NewPatient)?;
                    return Ok(answer);
                }
                answer @ Answer::Keyword(Keyword::Template) => {
                    self.templates()?;
                    return Ok(answer);
                }
                answer => return Ok(answer),
            }
        }
    }

    /// Asks where leaving and the Outbox are no answer.
    pub(super) fn ask_here(&mut self, question: &str) -> Result<Answer, End> {
        let line = self.ask_line(question)?;
        Ok(Answer::read(&line, self.language()))
    }

    /// Asks for a yes or a no until there is one; what stands in the form can be asked for meanwhile.
    pub(super) fn ask_whether(&mut self, question: &str) -> Result<bool, End> {
        loop {
            match self.ask(question)? {
                Answer::Text(text) => {
                    if let Some(agreed) = agrees(&text, self.language()) {
                        return Ok(agreed);
                    }
                }
                Answer::Keyword(Keyword::Fields) => {
                    self.say_all(spoken::fields(self.desk()))?;
                    continue;
                }
                Answer::Keyword(Keyword::Back | Keyword::New | Keyword::Template) => return Ok(false),
                Answer::Nothing | Answer::Keyword(_) => {}
            }
            self.say(say!(self.language(), "plain-yes-or-no"))?;
        }
    }

    /// Takes in what comes within that time; says what is new, and whether anything was.
    fn listen(&mut self, at_most: Duration) -> Result<bool, End> {
        self.input.signal()?;
        // Silence is what a desk that waits for a time to come hears.
        let _ = self.session.hear(at_most);
        self.session.tell(Msg::Time((self.clock)()));
        self.tell_news()
    }

    /// Says what is new, and whether anything was.
    pub(super) fn tell_news(&mut self) -> Result<bool, End> {
        let news = self.news.since(self.session.desk());
        let any = !news.is_empty();
        self.say_all(news)?;
        Ok(any)
    }

    /// Waits until the desk is as one wants it; says whether it got there before `patience` ran out.
    pub(super) fn wait(
        &mut self,
        patience: Duration,
        is_there: impl Fn(&Session) -> bool,
    ) -> Result<bool, End> {
        let begun = (self.clock)().up;
        loop {
            if is_there(&self.session) {
                return Ok(true);
            }
            let Some(left) = patience.checked_sub((self.clock)().up.saturating_sub(begun)) else {
                return Ok(false);
            };
            self.listen(self.desk().due_in().min(left))?;
        }
    }

    /// Waits for what the last commands have asked for, and says so where that takes long.
    pub(super) fn settle(&mut self) -> Result<(), End> {
        self.settle_until(|_| true)
    }

    /// The same, until the desk is as one wants it, too.
    pub(super) fn settle_until(&mut self, is_there: impl Fn(&Desk) -> bool) -> Result<(), End> {
        let settled = |session: &Session| {
            session.is_settled() && !session.desk().is_searching() && is_there(session.desk())
        };
        if !self.wait(SILENCE, settled)? {
            self.say(say!(self.language(), "plain-one-moment"))?;
            self.wait(PATIENCE.saturating_sub(SILENCE), settled)?;
        }
        Ok(())
    }

    pub(super) fn command(&mut self, command: Command) {
        self.session.tell(Msg::Do(command));
    }

    pub(super) fn act(&mut self, action: Action) {
        self.command(Command::Act(action));
    }

    pub(super) fn type_text(&mut self, text: &str) {
        self.command(Command::Type(text.to_owned().into()));
    }

    /// Leads into the rows that are offered, and picks one by its digit, from 0.
    pub(super) fn pick(&mut self, number: usize) {
        self.act(Action::Down);
        // Digits name the first nine.
        if number < 9 {
            self.type_text(&(number + 1).to_string());
        }
    }

    /// Gives the keys to a pane.
    pub(super) fn go_to_pane(&mut self, pane: Pane) {
        // Once round is enough.
        for _ in self.desk().panes().collect::<Vec<_>>() {
            if self.desk().pane != pane {
                self.act(Action::CyclePanes);
            }
        }
    }

    /// Goes ahead with what the desk asks, and with that choice.
    pub(super) fn agree(&mut self, choice: Option<usize>) {
        self.command(Command::Agree { choice });
    }

    /// Goes back from what the desk asks.
    pub(super) fn go_back(&mut self) {
        self.command(Command::Decline);
    }

    /// Leaves, unless a person who would lose something stays.
    pub(super) fn quit(&mut self) -> Result<(), End> {
        self.act(Action::Quit);
        if self.desk().asked() == Some(&Ask::Quit) {
            let question = self.whether(&Ask::Quit.question(self.desk()));
            // Whoever leaves twice means it.
            let leaves = match self.ask_line(&question)? {
                line if Answer::read(&line, self.language()) == Answer::Keyword(Keyword::Quit) => true,
                line => agrees(line.trim(), self.language()).unwrap_or(false),
            };
            if leaves { self.agree(None) } else { self.go_back() }
        }
        if self.desk().ended.is_some() { Err(End::Quit) } else { Ok(()) }
    }

    /// A question that takes a yes or a no.
    pub(super) fn whether(&self, question: &str) -> String {
        let asked = question.trim_end_matches('?');
        spoken::question(&say!(self.language(), "plain-whether", question = asked))
    }

    /// Ends: what has been handed over is written down, for at most this long; and what is typed, if it is to be
    /// kept.
    pub(super) fn finish(mut self, keeps: bool, at_most: Duration) {
        if keeps {
            self.session.tell(Msg::Leave(0));
        }
        self.session.finish(at_most);
    }
}
