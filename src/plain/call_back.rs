//! A line that puts a patient on the call list.

use booking::{CallBackProblem, CallBackRequest};
use i18n::say;
use office::{NoteEnd, NoteStep, NoteSubject};
use words::Written;

use super::conversation::Conversation;
use super::line::LineResult;
use super::lines::End;

impl Conversation {
    /// Puts the patient that is typed on the line on the call list.
    pub(super) fn call_back(
        &mut self,
        request: Result<CallBackRequest, CallBackProblem>,
    ) -> Result<LineResult, End> {
        let language = self.language();
        let request = match request {
            Ok(request) => request,
            Err(why) => {
                let why = self.words().call_back_problem(why);
                return self.refuse_line(&why);
            }
        };
        let who = self.words().patient(request.clinic, &request.person);
        let written = self.words().written(Written::CallBack(&request));
        if !self.agrees_to_write(written, say!(language, "plain-write-here"))? {
            self.with_model(|model| model.line.type_text(""));
            return Ok(LineResult::Done);
        }
        self.work(|office| {
            office.take_note_step(NoteStep::CallBack(request));
        });
        self.settle()?;
        let said = match self.office().note_end(NoteSubject::CallBack) {
            Some(NoteEnd::NotWritten(why)) => {
                say!(language, "call-back-not-kept", why = why.as_str())
            }
            _ if self.office().is_noted_here_only() => say!(language, "noted-here").to_owned(),
            _ => {
                self.has_written = true;
                say!(language, "call-back-kept", who)
            }
        };
        self.print(&said)?;
        self.with_model(|model| model.line.type_text(""));
        Ok(LineResult::Done)
    }
}
