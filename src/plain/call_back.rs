//! A line that puts a patient on the call list.

use booking::CallBackRequest;
use i18n::say;
use office::{NoteEnd, NoteSubject};
use words::Written;

use super::conversation::Conversation;
use super::line::LineResult;
use super::lines::End;

impl Conversation {
    /// Puts the patient on the line on the call list.
    pub(super) fn call_back(&mut self, request: CallBackRequest) -> Result<LineResult, End> {
        let language = self.language();
        let who = self.words().patient(request.clinic, &request.person);
        loop {
            let written = self.words().written(Written::CallBack(&request));
            if !self.agrees_to_write(written, say!(language, "plain-write-here"))? {
                self.with_model(|model| model.line.type_text(""));
                return Ok(LineResult::Done);
            }
            let wanted = request.clone();
            if let Err(why) = self.work(|office| office.ask_call_back(wanted)) {
                let why = self.words().call_back_problem(why);
                return self.refuse_line(&why);
            }
            self.settle()?;
            if self.office().note_end(NoteSubject::CallBack) != Some(&NoteEnd::Overtaken) {
                break;
            }
            // The same question again: a yes puts both entries on the list.
            let said = self.words().call_back_overtaken(&request);
            self.print(&said)?;
        }
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
