//! What is said of a line that is not about a visit: whom it names, what Enter does, and why it can't.

use booking::LateWish;
use i18n::{MessageId, say};
use office::{LineCase, LineNote, LineRefusal, LineSubject, LineTask, OtherRequest};

use crate::Wording;

impl Wording<'_> {
    /// Returns whom a line names; empty if nobody.
    pub fn line_subject(&self, about: &LineSubject) -> String {
        match about {
            LineSubject::Nobody => String::new(),
            LineSubject::Patient(clinic, person) => self.patient(*clinic, person),
            LineSubject::Provider(provider) => self.provider(provider.clinic(), provider.id()),
        }
    }

    /// Returns what a line asks for.
    ///
    /// # Errors
    ///
    /// Returns why it can't be done.
    pub fn other_request(&self, request: &OtherRequest) -> Result<String, String> {
        match &request.task {
            Ok(task) => Ok(self.line_task(task)),
            Err(LineRefusal::Absence(problem)) => Err(problem.what(self.language)),
            Err(why) => Err(self.line_refusal(why)),
        }
    }

    fn line_task(&self, task: &LineTask) -> String {
        let language = self.language;
        let message = MessageId::new(task.message());
        match task {
            LineTask::Open(LineCase::Absence { wish, .. }) => {
                say!(language, message, when = self.absence_when(wish))
            }
            LineTask::Write(LineNote::CallBack(request)) => {
                say!(language, message, says = self.call_back_request(request))
            }
            LineTask::Write(LineNote::Late(LateWish {
                minutes: Some(minutes),
                ..
            })) => say!(language, message, minutes = minutes.get()),
            _ => message.text(language).to_owned(),
        }
    }

    /// Returns what Enter does, in a word or two.
    pub fn effect_of_task(&self, task: &LineTask) -> &'static str {
        match task {
            LineTask::Show(_) => say!(self.language, "now-show-list"),
            LineTask::Open(_) => say!(self.language, "now-open"),
            LineTask::Write(LineNote::CallBack(_)) => say!(self.language, "now-call-back"),
            LineTask::Write(LineNote::Late(_)) => say!(self.language, "now-late"),
        }
    }

    /// Returns why what a line asks for can't be done, as a sentence.
    pub fn line_refusal(&self, why: &LineRefusal) -> String {
        match why {
            LineRefusal::Absence(problem) => format!("{}.", problem.what(self.language)),
            LineRefusal::CallBack(problem) => self.call_back_problem(*problem),
            LineRefusal::LateUnsaid(provider) => {
                let who = self.word_typed_for(provider);
                say!(self.language, "late-how-much", who)
            }
            LineRefusal::LateOnOtherDay(provider) => {
                let who = self.word_typed_for(provider);
                say!(self.language, "late-only-today", who)
            }
        }
    }
}
